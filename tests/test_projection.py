"""Paths by hand: spans of years one after another and over those of a parent, units, bounds, and what has no path."""

from typing import Any

import pytest
from plans import indicator, plan, scenario, stated
from pytest import approx

from forecast.projection import Projection, project
from forecast.requirement import require
from forecast.scenario import Scenario, resolve


def projected(entry: dict[str, Any], moves: Scenario) -> Projection:
    given = plan(entry)
    return project(given, require(given), moves)


def levels(entry: dict[str, Any], path: object, over: object = None, rule: str = "held") -> list[float]:
    """Levels under a path, and under that of a child which lies over it."""
    moves = scenario(rule, paths={"x": path})
    if over is not None:
        moves = resolve([moves, scenario(id="child", extends="test", paths={"x": over})])
    return list(projected(entry, moves).levels[0])


TOTAL = indicator("x", law="total", base="100 tỷ đồng")
MONEY = indicator("x", base="3.000 tỷ đồng", stated_rate=stated("12%/năm"))
SHARE = indicator("x", law="linear", unit="%", base="90%")
NEAR = indicator("x", law="logit", unit="%", base="90%")


@pytest.mark.parametrize(
    "path, over, sums",
    [
        # a rate is growth over the year before, as for every other law: 110, 121, 133.1, 146.41, 161.051
        ("10%/yr", None, (0, 110, 231, 364.1, 510.51, 671.561)),
        # 100, 110, 121, 133.1, 146.41
        ({"2026": "0%/yr", "2027-2030": "10%/yr"}, None, (0, 100, 210, 331, 464.1, 610.51)),
        # 120, 132, 145.2, 159.72, 175.692
        ({"2026": "120 tỷ đồng mỗi năm", "2027-2030": "10%/yr"}, None, (0, 120, 252, 397.2, 556.92, 732.612)),
        # 110, 110, 121, 133.1, 146.41
        ("10%/yr", {"2027": "0%/yr"}, (0, 110, 220, 341, 474.1, 620.51)),
    ],
)
def test_yearly_amounts_of_a_term_grow_from_the_year_before(
    path: object, over: object, sums: tuple[float, ...]
) -> None:
    assert levels(TOTAL, path, over) == approx(sums, rel=1e-12)


@pytest.mark.parametrize(
    "entry, path, over, wanted",
    [
        (NEAR, "+1 point/yr", {"2027": "+3 points/yr"}, (90, 91, 94, 95, 96, 97)),
        (SHARE, "to 96% in 2030", {"2026": "+2 points/yr"}, (90, 92, 93, 94, 95, 96)),
        (SHARE, "to 96% in 2028", {"2030": "+1 point/yr"}, (90, 92, 94, 96, 96, 97)),
        (SHARE, "to 96% in 2028", {"2027-2028": "+1 point/yr"}, (90, 92, 93, 94, 94, 94)),
        (MONEY, "đạt 6.000 tỷ đồng năm 2030", {"2026": "0%/yr"}, (3000, 3000, *(3000 * 2 ** (n / 4) for n in (1, 2, 3, 4)))),
    ],
)  # fmt: skip
def test_what_a_child_says_of_some_years_leaves_the_rest_as_it_is_written(
    entry: dict[str, Any], path: object, over: object, wanted: tuple[float, ...]
) -> None:
    assert levels(entry, path, over) == approx(wanted, rel=1e-12)


def test_a_goal_after_the_bound_is_reached_from_the_bound() -> None:
    path = {"2026-2029": "+3 points/yr", "2030": "to 98% in 2030"}
    assert levels(SHARE, path) == approx([90, 93, 96, 99, 100, 98])


def test_a_goal_goes_on_from_where_the_years_before_lead() -> None:
    """A fifth more in 2026, then the fourth root of 6,000 / 3,600 a year."""
    found = levels(MONEY, "đạt 6.000 tỷ đồng năm 2030", {"2026": "20%/yr"})
    assert found == approx([3000, *(3600 * (6000 / 3600) ** (n / 4) for n in range(5))])


@pytest.mark.parametrize("base", [600, 0])
def test_yearly_amounts_begin_with_that_of_the_base_year(base: int) -> None:
    flow = indicator("x", law="flow", unit="vụ/năm", base=f"{base} vụ/năm")
    assert levels(flow, {"2026": "5 each year", "2027-2030": "7 each year"}) == [base, 5, 7, 7, 7, 7]


def test_after_a_goal_of_its_own_years_the_rule_goes_on() -> None:
    """3,000 to 4,000 in three years, then the stated 12 %: 4,480 and 5,017.6."""
    found = levels(MONEY, {"2026-2028": "đạt 4.000 tỷ đồng năm 2028"}, rule="stated")
    assert found[3:] == approx([4000, 4480, 5017.6])


@pytest.mark.parametrize(
    "entry, path, end",
    [
        (indicator("x", law="linear", unit="‰", base="12‰"), "to 2% in 2030", 20),
        (indicator("x", law="logit", unit="‰", base="12‰"), "to 2% in 2030", 20),
        (MONEY, "đạt 5.500.000 triệu đồng năm 2030", 5500),
        (indicator("x", law="linear", unit="nghìn người", base="12 nghìn người"), "+500 người/năm", 14.5),
    ],
)
def test_what_a_path_says_in_another_unit_is_converted(entry: dict[str, Any], path: str, end: float) -> None:
    assert levels(entry, path)[-1] == approx(end)


def test_a_percentage_at_its_bound_that_does_not_move_stays_there() -> None:
    assert levels({**NEAR, "observations": indicator(base="100%")["observations"]}, "+0 points/yr") == [100.0] * 6


@pytest.mark.parametrize("hit, level, clipped", [("+3 points", 93, False), ("+12 points", 100, True)])
def test_an_event_that_goes_beyond_a_bound_is_stopped_and_said_to_be(hit: str, level: float, clipped: bool) -> None:
    found = projected(SHARE, scenario("held", events=[{"id": "e", "year": "2028", "hits": {"x": hit}}]))
    assert list(found.levels[0]) == approx([90, 90, 90, level, level, level])
    assert found.clipped[0] == clipped


@pytest.mark.parametrize("law, base, path, reason", [
    ("compound", "0 tỷ đồng", "5%/yr", "base_not_positive"), ("compound", "0,5 tỷ đồng", "5%/yr", None),
    ("compound", None, "5%/yr", "no_base_value"), ("linear", "0 tỷ đồng", "+1 tỷ đồng/năm", None),
    ("total", None, "5%/yr", "no_base_flow"), ("total", None, "5 tỷ đồng mỗi năm", None),
    ("total", None, {"2026": "5 tỷ đồng mỗi năm", "2027-2030": "5%/yr"}, "no_base_flow"),
    ("total", "100 tỷ đồng", "5%/yr", None),
])  # fmt: skip
def test_a_path_needs_something_to_start_from(law: str, base: str | None, path: object, reason: str | None) -> None:
    found = projected(indicator("x", law=law, base=base), scenario(paths={"x": path}))
    assert found.unknown == ({} if reason is None else {0: reason})


@pytest.mark.parametrize("years", ["2027-2030", "2026-2029"])
def test_years_that_neither_path_nor_rule_speaks_of_leave_the_path_unknown(years: str) -> None:
    found = projected(indicator("x"), scenario("stated", paths={"x": {years: "5%/yr"}}))
    assert found.unknown == {0: "no_stated_rate"}
