"""Worked cases from published sources (tests/golden/methods.csv) against the engine.

LATER says which cases wait for which part of the product; OUTSIDE which are no part of it, and why. Every case of the table is in
exactly one of the three places.
"""

import csv
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forecast import growth
from forecast.assessment import pace_status
from forecast.attainment import attainment
from forecast.errors import GrowthError
from forecast.figures import read_figure

CASES = {
    row["id"]: row for row in csv.DictReader((Path(__file__).parent / "golden" / "methods.csv").open(encoding="utf-8"))
}

LATER = {
    "chance": ["D01", "D02", "D08", "D09", "D10", "D11", "D17", "E03"],
    "audit": ["G01", "G02", "G03", "G09", "G10", "G12", "G15"],
    "solve": ["F06"],
}
OUTSIDE = {
    "A02": "annuities are no growth of an indicator",
    "B02": "scores for indicators without a target: a plan's light needs a target",
    "B09": "the same, another office's rule",
    "B11": "weather symbols need six yearly figures; a ward's plan has two",
    "F07": "box search over futures is not part of the product",
}


def inputs(case: str) -> dict[str, Any]:
    return json.loads(CASES[case]["inputs"])


def expected(case: str) -> dict[str, Any]:
    return json.loads(CASES[case]["expected"])


def rate_or_none(base: float, target: float, n_years: float) -> float | None:
    try:
        return float(growth.required_rate(base, target, n_years))
    except GrowthError:
        return None


def a01() -> None:
    given = inputs("A01")
    assert growth.required_rate(given["pv"], given["fv"], given["nper"]) == pytest.approx(
        expected("A01")["rate"], abs=5e-8
    )


def a03() -> None:
    given = inputs("A03")
    assert growth.required_rate(given["pv"], given["fv"], given["nper"]) == pytest.approx(
        expected("A03")["rate"], abs=1e-10
    )


def a04() -> None:
    given = inputs("A04")
    found = [
        rate_or_none(base, target, given["nper"]) for base, target in zip(given["base"], given["target"], strict=True)
    ]
    for rate, wanted in zip(found, expected("A04")["rate"], strict=True):
        assert rate is None if wanted is None else rate == pytest.approx(wanted, rel=1e-7)


def a05() -> None:
    given = inputs("A05")
    assert growth.years_to_reach(given["base"], given["target"], given["rate"]) == pytest.approx(
        expected("A05")["years"], abs=1e-7
    )


def sums() -> None:
    for case in ("A06", "A07"):
        given = inputs(case)
        assert growth.growing_sum(given["first"], given["rate"], given["n"]) == pytest.approx(
            expected(case)["sum"], rel=1e-12
        )


def a09() -> None:
    given = inputs("A09")
    assert rate_or_none(given["base"], given["target"], given["n"]) is None
    assert growth.required_points(given["base"], given["target"], given["n"]) == expected("A09")["required_pp_per_year"]


def pace_ratio(case: str) -> float:
    given = inputs(case)
    actual = growth.mean_rate(given["base"], given["current"], given["current_year"] - given["base_year"])
    required = growth.required_rate(given["base"], given["target"], given["target_year"] - given["base_year"])
    return float(actual / abs(required)) * given["direction"]


def b03() -> None:
    assert pace_ratio("B03") == pytest.approx(expected("B03")["R"], abs=1e-8)
    assert pace_status(pace_ratio("B03"), attained=False) == "on_track"


def b07() -> None:
    assert pace_ratio("B07") == pytest.approx(expected("B07")["R"], abs=1e-8)
    assert pace_status(pace_ratio("B07"), attained=True) == "attained"
    assert pace_status(pace_ratio("B07"), attained=False) == "away"


def c01() -> None:
    assert 1 - math.exp(inputs("C01")["slope_ln"]) == pytest.approx(expected("C01")["aarr_unrounded"], abs=1e-9)
    level, later = 50.0, 50.0 * math.exp(inputs("C01")["slope_ln"] * 10)
    assert -growth.mean_rate(level, later, 10) == pytest.approx(expected("C01")["aarr_unrounded"], abs=1e-9)


def c03() -> None:
    given = inputs("C03")
    assert -growth.required_rate(1.0, 1 - given["reduction"], given["years"]) == pytest.approx(
        expected("C03")["discrete"], abs=1e-9
    )


def c07() -> None:
    given = inputs("C07")
    n_years = given["target_year"] - given["base_year"]
    assert -growth.required_rate(given["base"], given["target"], n_years) == pytest.approx(
        expected("C07")["discrete"], abs=1e-9
    )
    step = (growth.to_scale("log", given["target"]) - growth.to_scale("log", given["base"])) / n_years
    assert -step == pytest.approx(expected("C07")["log"], abs=1e-9)


def c08() -> None:
    given = inputs("C08")
    assert -growth.mean_rate(given["base"], given["end"], 1) == pytest.approx(expected("C08")["value"], abs=1e-9)


def c10() -> None:
    assert -growth.mean_rate(50, 50 * 1.01**10, 10) == pytest.approx(expected("C10")["aarr"], abs=1e-9)


def c11() -> None:
    values = inputs("C11")["value"]
    assert rate_or_none(values[0], values[1], 5) is None
    assert rate_or_none(values[1], values[2], 5) is None


def c15() -> None:
    given = inputs("C15")
    rate = growth.required_rate(given["value_2018"], given["target_value"], given["target_year"] - 2018)
    assert rate == pytest.approx(expected("C15")["aroc"], abs=1e-9)
    assert growth.compound(given["value_2018"], [rate] * 7)[-1] == pytest.approx(3, abs=1e-9)


def g04() -> None:
    given = inputs("G04")
    assert growth.required_rate(given["base_2025"], given["target_2030"], given["n"]) == pytest.approx(
        expected("G04")["required"], abs=1e-8
    )
    assert given["target_2030"] / given["base_2025"] == pytest.approx(expected("G04")["ratio"], abs=1e-8)


def g05() -> None:
    given = inputs("G05")
    ratio = 1 + growth.mean_rate(given["from_2020"], given["to_2025"], 1)
    assert ratio == pytest.approx(expected("G05")["ratio"], abs=1e-6)
    said = read_figure(expected("G05")["published"], "vi")
    assert said.low <= ratio < said.high


def g06() -> None:
    given, wanted = inputs("G06"), expected("G06")
    decade = growth.average_of_spans([given["avg_2021_2025"], given["avg_2026_2030_min"]], [5, 5])
    assert decade == pytest.approx(wanted["decade_avg"], abs=1e-8)
    assert growth.implied_span(0.08, given["avg_2021_2025"], 5, 5) == pytest.approx(
        wanted["min_2026_2030_for_8pct"], abs=1e-8
    )


def g07() -> None:
    given = inputs("G07")
    found = growth.implied_span(given["decade"], given["second_half"], 5, 5)
    assert found == pytest.approx(expected("G07")["implied_2021_2025"], abs=1e-8)


def g21() -> None:
    for (text, level), met in zip(inputs("G21")["cases"], expected("G21")["met"], strict=True):
        figure = read_figure(text, "vi")
        low = None if figure.comparator in ("<", "<=") else figure.value
        high = figure.end if figure.end is not None else None if figure.comparator in (">", ">=") else figure.value
        better = "lower" if low is None else "higher"
        assert (attainment(low, high, figure.comparator, better, level) == "attained") is met, text


def h02() -> None:
    series = inputs("H02")["rgdpna_VNM"]
    rate = growth.mean_rate(series["2010"], series["2015"], 5)
    assert rate == pytest.approx(expected("H02")["avg_growth_2011_2015"], abs=1e-8)


COVERED: dict[str, Callable[[], None]] = {
    "A01": a01, "A03": a03, "A04": a04, "A05": a05, "A06": sums, "A07": sums, "A09": a09, "B03": b03, "B07": b07, "C01": c01, "C03": c03,
    "C07": c07, "C08": c08, "C10": c10, "C11": c11, "C15": c15, "G04": g04, "G05": g05, "G06": g06, "G07": g07, "G21": g21, "H02": h02,
}  # fmt: skip


@pytest.mark.parametrize("case", COVERED)
def test_case_is_reproduced(case: str) -> None:
    COVERED[case]()


def test_every_case_is_covered_or_said_to_be_left() -> None:
    left = [case for cases in LATER.values() for case in cases]
    assert sorted([*COVERED, *left, *OUTSIDE]) == sorted(CASES)
