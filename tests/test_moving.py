"""What a slider needs to draw a path: the growth that a path has, and what the scenario adds to it."""

import pytest
from plans import indicator, plan, scenario

from forecast.moving import courses, growth_of
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


def test_a_part_knows_its_whole_in_its_own_unit() -> None:
    entries = [indicator("part", base="80 tỷ đồng"), indicator("whole", unit="nghìn tỷ đồng", base="0,1 nghìn tỷ đồng")]
    read = plan(*entries, identities=[{"part": "part", "of": "whole"}])
    found = courses(read, require(read), scenario("held"), ["part", "whole"])
    assert found["part"].limit == pytest.approx((100,) * 6)
    assert found["whole"].limit is None
