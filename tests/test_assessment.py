"""Judgement of one target, with numbers derived by hand: ends, gaps, lights. Method, sections 4, 5 and 11; design, section 6."""

from dataclasses import replace

import pytest
from plans import goal, indicator, plan, scenario
from pytest import approx

from forecast.assessment import Assessment, Light, light_by_chance, light_by_pace
from forecast.attainment import nearest_end, stays_below
from forecast.chances import Chance, Precedent
from forecast.study import run_study


def judged(entry: dict[str, object], path: str | dict[str, str]) -> Assessment:
    (row,) = run_study(plan(entry), [scenario("held").with_path("revenue", path)]).outcomes[0].assessments
    return row


@pytest.mark.parametrize(
    "better, base, end",
    [("higher", 50.0, 40), ("higher", 20.0, 40), ("lower", 20.0, 60), ("lower", 80.0, 60),
     ("none", 20.0, 40), ("none", 50.0, 50), ("none", 80.0, 60), ("none", None, 40)],
)  # fmt: skip
def test_a_range_counts_from_its_nearer_end(better: str, base: float | None, end: float) -> None:
    assert nearest_end(40, 60, better, base) == end


@pytest.mark.parametrize("better", ["higher", "lower", "none"])
def test_an_open_target_has_one_end(better: str) -> None:
    assert nearest_end(40, None, better, 80) == 40
    assert nearest_end(None, 60, better, 20) == 60


def test_a_ceiling_is_one_by_its_words_or_by_its_direction() -> None:
    assert stays_below(None, 60, "none")
    assert stays_below(40, 60, "lower")
    assert not stays_below(40, None, "none")
    assert not stays_below(40, 60, "higher")


CORRIDOR = goal("40-60 tỷ đồng")


@pytest.mark.parametrize(
    "path, gap", [("to 30 tỷ đồng", 10), ("to 50 tỷ đồng", 0), ("to 60 tỷ đồng", 0), ("to 75 tỷ đồng", 15)]
)
def test_outside_a_corridor_the_gap_is_the_distance_to_its_nearest_end(path: str, gap: float) -> None:
    entry = indicator(base="45 tỷ đồng", better="none", targets=[CORRIDOR])
    row = judged(entry, f"đạt {path[3:]} năm 2030")
    assert row.gap == approx(gap, abs=1e-9)
    assert row.shortfall == row.gap
    assert (row.attained == "attained") == (gap == 0)


@pytest.mark.parametrize(
    "better, figure, level, gap",
    [("higher", "60 tỷ đồng", 50, 10), ("higher", "60 tỷ đồng", 70, -10), ("lower", "30 tỷ đồng", 35, 5), ("lower", "30 tỷ đồng", 22, -8),
     ("none", "dưới 60 tỷ đồng", 65, 5), ("none", "trên 40 tỷ đồng", 38, 2)],
)  # fmt: skip
def test_the_gap_is_positive_where_something_is_missing(better: str, figure: str, level: float, gap: float) -> None:
    row = judged(indicator(base="45 tỷ đồng", better=better, target=figure), f"đạt {level} tỷ đồng năm 2030")
    assert row.gap == approx(gap)
    assert row.shortfall == approx(max(gap, 0))


@pytest.mark.parametrize(
    "figure, reached, gap",
    [("trên 60 tỷ đồng", "borderline", 0), ("60 tỷ đồng", "attained", 0), ("dưới 60 tỷ đồng", "borderline", 0)],
)
def test_a_level_at_its_target_leaves_no_gap(figure: str, reached: str, gap: float) -> None:
    row = judged(indicator(base="45 tỷ đồng", better="none", target=figure), "đạt 60 tỷ đồng năm 2030")
    assert (row.attained, row.gap, row.shortfall) == (reached, gap, 0)


def test_a_yearly_flow_is_judged_by_its_worst_year_and_by_no_year_after_its_target() -> None:
    entry = indicator(law="flow", unit="người/năm", base="600 người/năm", targets=[goal("500 người/năm", year=2028)])
    path = {"2026": "550 each year", "2027": "430 each year", "2028": "520 each year", "2029-2030": "10 each year"}
    row = judged(entry, path)
    assert (row.gap, row.attained, row.projected_value) == (70, "missed", 520)
    path["2027"] = "500 each year"
    assert (judged(entry, path).attained, judged(entry, path).year_attained) == ("attained", 2028)
    path["2026"] = "499 each year"
    assert (judged(entry, path).gap, judged(entry, path).year_attained) == (1, None)


def test_a_flow_at_its_open_end_in_one_year_is_borderline() -> None:
    entry = indicator(law="flow", unit="người/năm", base="600 người/năm", target="trên 500 người/năm")
    assert judged(entry, {"2026-2029": "550 each year", "2030": "500 each year"}).attained == "borderline"
    assert judged(entry, {"2026-2029": "500 each year", "2030": "400 each year"}).attained == "missed"


@pytest.mark.parametrize("ratio, light", [(0.59, "red"), (0.6, "orange"), (None, "orange")])
def test_without_a_chance_only_a_slow_past_makes_red(ratio: float | None, light: Light) -> None:
    assert light_by_pace("missed", ratio) == light
    assert light_by_pace("attained", ratio) == light_by_pace("borderline", ratio) == "orange"


def with_chance(row: Assessment, p_attain: float, p90: float = 1.0, better: str = "higher") -> Assessment:
    said = Precedent(
        family="econ_real", scale="log", better=better, horizon=5, required=0.1, share=0.5, n_windows=99, p90=p90, p90_rate=p90,  # type: ignore[arg-type]
        over_surroundings=False,
    )  # fmt: skip
    return replace(row, chance=Chance(p_attain=p_attain, precedent=said))


@pytest.mark.parametrize(
    "reached, p_attain, light",
    [("missed", 0.33, "red"), ("missed", 1 / 3, "orange"), ("missed", 0.9, "orange"), ("attained", 0.1, "orange"),
     ("attained", 0.66, "orange"),
     ("attained", 2 / 3, "green"), ("borderline", 0.1, "orange"), ("borderline", 0.9, "orange")],
)  # fmt: skip
def test_the_light_of_a_chance(reached: str, p_attain: float, light: Light) -> None:
    row = judged(indicator(target="3.100 tỷ đồng"), "1%/yr")
    assert light_by_chance(with_chance(replace(row, attained=reached), p_attain)) == light  # type: ignore[arg-type]


def test_growth_beyond_the_best_tenth_of_the_class_is_not_green() -> None:
    """3.000 to 3.000 e^0,5 in five years is 0,1 a year on the scale of logarithms."""
    row = replace(
        judged(indicator(target="3.100 tỷ đồng"), "1%/yr"),
        attained="attained",
        projected_value=3000 * 2.718281828459045**0.5,
    )
    assert light_by_chance(with_chance(row, 0.9, p90=0.1001)) == "green"
    assert light_by_chance(with_chance(row, 0.9, p90=0.0999)) == "orange"
    assert light_by_chance(with_chance(row, 0.9, p90=0.0999, better="lower")) == "green"
    assert light_by_chance(with_chance(row, 0.9, p90=0.1001, better="lower")) == "orange"
    assert light_by_chance(replace(with_chance(row, 0.9), chance=Chance(p_attain=0.9))) == "green"


def test_a_target_of_a_later_year_has_no_level_in_this_plan() -> None:
    later = judged(indicator(targets=[goal("9.000 tỷ đồng", year=2045)]), "1%/yr")
    assert (later.light, later.projected_value, later.reason) == ("grey", None, "later_year")
    context = judged(indicator(), "10%/yr")
    assert context.projected_value == approx(3000 * 1.1**5)
