"""What a slider needs to draw a path: the growth that a path has, and what the scenario adds to it."""

import math

import numpy as np
import pytest
from plans import indicator, plan, scenario

from forecast.moving import Course, courses, growth_of, growth_on
from forecast.reference import Scale
from forecast.requirement import require
from forecast.scenariochecks import DELAYED
from forecast.study import run_study
from forecast.ui.state import path_text


@pytest.mark.parametrize(
    "law, unit, base, value",
    [
        ("compound", "tỷ đồng", "3.000 tỷ đồng", 12.9), ("linear", "%", "40%", -1.25), ("logit", "%", "90%", 0.7),
        ("flow", "người/năm", "600 người/năm", 550.0), ("total", "tỷ đồng", "100 tỷ đồng", 130.0),
    ],
)  # fmt: skip
def test_a_constant_growth_is_given_back_whatever_happens_beside_it(
    law: str, unit: str, base: str, value: float
) -> None:
    read = plan(indicator("x", law=law, unit=unit, base=base))
    event = {"id": "storm", "year": "2027", "hits": {"x": "-10%"}}
    delays = [{"id": "late", "years": "2", "of": ["x"]}] if law in DELAYED else []
    said = scenario(paths={"x": path_text(read.indicators[0], value)}, events=[event], delays=delays)
    study = run_study(read, [said])
    found = growth_of(read, study.requirements, study.outcomes[0].projection, read.indicators[0])
    assert found == pytest.approx(value, rel=1e-9)


def test_a_path_that_differs_by_year_has_its_mean() -> None:
    read = plan(indicator("x"))
    study = run_study(read, [scenario(paths={"x": {"2026-2027": "10%/yr", "2028-2030": "20%/yr"}})])
    found = growth_of(read, study.requirements, study.outcomes[0].projection, read.indicators[0])
    assert found == pytest.approx(100 * ((1.1**2 * 1.2**3) ** (1 / 5) - 1), rel=1e-9)


def test_what_has_no_path_or_follows_from_others_has_no_growth() -> None:
    parts = [indicator("a", base="100 tỷ đồng"), indicator("b", base=None)]
    read = plan(*parts, identities=[{"is": "b", "equals": "2 * a"}])
    study = run_study(read, [scenario("stated"), scenario("held")])
    for outcome in study.outcomes:
        assert growth_of(read, study.requirements, outcome.projection, read.indicator("b")) is None
    assert growth_of(read, study.requirements, study.outcomes[0].projection, read.indicator("a")) is None
    assert growth_of(read, study.requirements, study.outcomes[1].projection, read.indicator("a")) == 0.0


def test_events_and_late_starts_are_part_of_a_course() -> None:
    read = plan(indicator("x"), indicator("y"))
    event = {"id": "storm", "year": "2027", "hits": {"x": "-10%"}, "recovers": "2 yr"}
    said = scenario("held", events=[event], delays=[{"id": "late", "years": "3", "of": ["y"]}])
    found = courses(read, require(read), said, ["x", "y"])
    assert found["x"].factor == pytest.approx((1, 1, 0.9, 0.9**0.5, 1, 1))
    assert (found["x"].delay, found["y"].delay, found["y"].factor) == (0, 3, None)


@pytest.mark.parametrize("law, base, margin", [("logit", "90,0%", 0.05), ("logit", "90%", 0.5), ("linear", "90,0%", 0)])
def test_a_percentage_near_its_bound_is_kept_half_its_printed_place_inside(law: str, base: str, margin: float) -> None:
    read = plan(indicator("x", law=law, unit="%", base=base))
    assert courses(read, require(read), scenario("held"), ["x"])["x"].margin == pytest.approx(margin)


def test_a_part_knows_its_whole_in_its_own_unit() -> None:
    entries = [indicator("part", base="80 tỷ đồng"), indicator("whole", unit="nghìn tỷ đồng", base="0,1 nghìn tỷ đồng")]
    read = plan(*entries, identities=[{"part": "part", "of": "whole"}])
    found = courses(read, require(read), scenario("held"), ["part", "whole"])
    assert found["part"].limit == pytest.approx((100,) * 6)
    assert found["whole"].limit is None


def shares(bases: tuple[str | None, ...], paths: dict[str, str]) -> Course:
    entries = [indicator(name, law="linear", unit="%", base=base) for name, base in zip("abc", bases, strict=True)]
    read = plan(*entries, identities=[{"sum": ["a", "b", "c"], "equals": "100%"}])
    return courses(read, require(read), scenario("held", paths=paths), ["a"])["a"]


def test_a_share_gives_way_to_the_others_only_where_all_of_them_are_moved() -> None:
    """b grows by a point a year: 90 to 95 beside a; where c is not moved it gives way itself, and where it is unknown nothing does."""
    paths = {"b": "+1 point/yr", "c": "+0 points/yr"}
    found = shares(("10%", "60%", "30%"), paths)
    assert (found.rest, found.room) == (pytest.approx((90, 91, 92, 93, 94, 95)), pytest.approx(100))
    assert shares(("0%", "70%", "30%"), paths).room == pytest.approx(100)
    assert shares(("10%", "60%", "30%"), {"b": "+1 point/yr"}).rest is None
    assert shares(("10%", "60%", None), {"b": "+1 point/yr", "c": "to 40% in 2030"}).rest is None


@pytest.mark.parametrize(
    "law, part, whole, path, limit",
    [
        ("linear", "80 xã", "80 xã", "+1 xã/năm", (80, 81, 82, 83, 84, 85)),
        ("linear", "70 xã", "80 xã", {"2026": "-20 xã/năm", "2027-2030": "+0 xã/năm"}, (80, 60, 60, 60, 60, 60)),
        ("linear", "81 xã", "80 xã", "+1 xã/năm", None),  # larger already as printed
        (
            "total",
            None,
            None,
            "3 xã mỗi năm",
            (0, 3, 6, 9, 12, 15),
        ),  # sums begin at nothing, whatever came a year before
        ("total", "2 xã", None, "3 xã mỗi năm", (0, 3, 6, 9, 12, 15)),
    ],
)
def test_a_part_knows_the_limit_that_its_path_has(
    law: str, part: str | None, whole: str | None, path: object, limit: tuple[float, ...] | None
) -> None:
    read = plan(
        indicator("part", law=law, unit="xã", base=part), indicator("whole", law=law, unit="xã", base=whole),
        identities=[{"part": "part", "of": "whole"}],
    )  # fmt: skip
    grown = {"whole": path, "part": "50 xã mỗi năm" if law == "total" else "+50 xã/năm"}
    moves = scenario("held", paths=grown)
    assert courses(read, require(read), moves, ["part"])["part"].limit == (
        None if limit is None else pytest.approx(limit)
    )
    levels = run_study(read, [moves]).outcomes[0].projection.levels[0]
    assert list(levels[1:]) == pytest.approx([81 + 50 * n for n in range(1, 6)] if limit is None else limit[1:])


@pytest.mark.parametrize(
    "law, unit, base, scale, step, growth",
    [
        ("compound", "tỷ đồng", 100.0, "log", math.log(1.1), 10.0),
        ("compound", "tỷ đồng", 0.5, "log", math.log(1.1), 10.0),
        ("compound", "tỷ đồng", 100.0, "log", 1000.0, None),  # beyond all numbers
        ("linear", "%", 50.0, "logit", math.log(3) / 5, 5.0),  # even odds to three to one: 50 to 75 % in five years
        ("logit", "%", 75.0, "logit", -math.log(3) / 5, -5.0),
        ("flow", "người/năm", 600.0, "log", 0.1, None),
    ],
)
def test_a_change_on_the_scale_of_a_class_is_a_growth_of_the_law(
    law: str, unit: str, base: float, scale: Scale, step: float, growth: float | None
) -> None:
    one = plan(indicator("x", law=law, unit=unit, base=None)).indicators[0]
    with np.errstate(over="ignore"):
        found = growth_on(one, base, scale, step, 5)
    assert found == (None if growth is None else pytest.approx(growth))
