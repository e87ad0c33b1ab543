"""Worked cases from published sources (tests/golden/methods.csv) against the engine.

OUTSIDE says which cases are no part of the product, and why. Every case of the table is either there or covered.
"""

import csv
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from plans import indicator, plan, said
from scipy.special import ndtr, ndtri

from forecast import blocks, growth, mixture, noise, surprises
from forecast.attainment import attainment
from forecast.audit import audit_plan
from forecast.audit.facts import Fact, Thing, facts
from forecast.errors import GrowthError
from forecast.figures import read_figure
from forecast.leastmoves import least_moves
from forecast.pace import pace_status
from forecast.tracking.learning import RateBelief

CASES = {
    row["id"]: row for row in csv.DictReader((Path(__file__).parent / "golden" / "methods.csv").open(encoding="utf-8"))
}

OUTSIDE = {
    "A02": "annuities are no growth of an indicator",
    "A05": "a plan's years are whole: the year of attainment is read off the path",
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
    first = growth.compound(1.0, [given["avg_2021_2025"]] * 5)[-1]
    both = growth.compound(first, [given["avg_2026_2030_min"]] * 5)[-1]
    assert growth.mean_rate(1.0, both, 10) == pytest.approx(wanted["decade_avg"], abs=1e-8)
    assert growth.required_rate(first, 1.08**10, 5) == pytest.approx(wanted["min_2026_2030_for_8pct"], abs=1e-8)


def g07() -> None:
    given = inputs("G07")
    decade, second = ((1 + given[name]) ** n_years for name, n_years in (("decade", 10), ("second_half", 5)))
    found = growth.mean_rate(second, decade, 5)
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


def per_head(total: str, head: str, unit: str, head_unit: str) -> Fact:
    """People as they follow from a product and the product per head, with the interval both leave."""
    entries = [indicator("gdp", unit=unit, base=total), indicator("head", unit=head_unit, base=head)]
    given = plan(
        *entries, indicator("people", unit="người", base=None), identities=[{"is": "people", "equals": "gdp / head"}]
    )
    return facts(given)[Thing("people", "level", 2025, 2025)][0]


def g01() -> None:
    for name, found in {
        "pop_from_vnd": per_head("12.847,6 nghìn tỷ đồng", "125,5 triệu đồng", "nghìn tỷ đồng", "triệu đồng"),
        "pop_from_usd": per_head("514 tỷ USD", "5.026 USD", "tỷ USD", "USD"),
    }.items():
        assert [found.low, found.high] == pytest.approx(expected("G01")[name], abs=1)


def g02() -> None:
    found = per_head("510,0 tỷ USD", "5.026 USD", "tỷ USD", "USD")
    assert found.high < inputs("G02")["pop_reference"][0]


def contradictions(*entries: dict[str, Any], **more: Any) -> list[str]:
    return [
        finding.kind for finding in audit_plan(plan(*entries, **more)).findings if finding.severity == "contradiction"
    ]


def g03() -> None:
    (first, last), (_, gain) = inputs("G03")["gdp_usd_bn"], (0, expected("G03")["increments"][0])
    for change, wrong in ((gain, []), (gain + 2, ["change_levels"])):
        entry = indicator(
            "gdp", unit="tỷ USD", base=f"{last} tỷ USD", statements=[said("change", f"tăng {change} tỷ USD", 2024)]
        )
        entry["observations"].append(
            {"year": "2024", "figure": f"{first} tỷ USD", "source": {"by": "x", "date": "2026-01-31"}}
        )
        assert contradictions(entry) == wrong


def shares_of_gdp(case: str) -> None:
    given = {name: value for name, value in inputs(case).items() if name != "unit"}
    entries = [
        indicator(name, law="linear", unit="%", base=f"{value:.2f}%".replace(".", ",")) for name, value in given.items()
    ]
    assert contradictions(*entries, identities=[{"sum": list(given), "equals": "100%"}]) == []
    assert sum(given.values()) == pytest.approx(expected(case)["sum"], abs=1e-9)


def g12() -> None:
    def kinds(**shares: str) -> list[str]:
        entries = [
            indicator(name, law="linear", unit="%", base=None, better="none", target=text)
            for name, text in shares.items()
        ]
        return contradictions(*entries, identities=[{"sum": list(shares), "equals": "100%"}])

    bounds = {"services": "trên 50%", "industry": "trên 40%", "agri": "dưới 10%"}
    assert kinds(**bounds) == []
    assert kinds(**bounds, taxes="8,83%") == []
    assert kinds(**{**bounds, "agri": "trên 2%"}, taxes="8,83%") == ["ranges_cannot_sum"]


def g15() -> None:
    low, high = (2100 - 42) / (1200 + 24), (2100 + 42) / (1200 - 24)
    assert low <= 1 + inputs("G15")["stated_gain"] <= high
    entry = indicator("head", unit="USD", base="khoảng 2.100 USD", statements=[said("change", "tăng 70%", 2020)])
    entry["observations"].append(
        {"year": "2020", "figure": "khoảng 1.200 USD", "source": {"by": "x", "date": "2026-01-31"}}
    )
    assert contradictions(entry) == []


def f06() -> None:
    given, wanted = inputs("F06"), expected("F06")
    free = [-np.inf] * 3, [np.inf] * 3
    for widths, name in (([1, 1, 1], "delta_unweighted"), (given["lever_scale"], "delta_scaled")):
        moves = least_moves([given["gradient"]], [given["gap"]], widths, *free, [1.0]).moves
        assert moves == pytest.approx(wanted[name], abs=1e-8)


def e03() -> None:
    given, wanted = inputs("E03"), expected("E03")
    belief = RateBelief(mean=given["prior_mean"], spread=given["prior_sd"], noise=given["s"])
    after = belief.after(given["n"] * given["observed_log_growth_mean"], given["n"])
    assert belief.weight == pytest.approx(wanted["M"], abs=1e-10)
    on_data = (after.mean - belief.mean) / (given["observed_log_growth_mean"] - belief.mean)
    assert on_data == pytest.approx(wanted["weight_on_data"], abs=1e-10)


def normal_alone(sd: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A local part too small to matter beside a normal national part."""
    return np.asarray(1e-9), np.asarray(30.0), np.asarray(sd)


def d01() -> None:
    given, wanted = inputs("D01"), expected("D01")
    middle = math.log(given["S0"]) + (given["mu"] - given["sigma"] ** 2 / 2) * given["T"]
    spread = math.sqrt(wanted["var_ln"])
    assert middle == pytest.approx(wanted["mean_ln_published"], abs=5e-4)
    for sign, name in ((-1, "low"), (1, "high")):
        away = mixture.quantile(np.asarray(ndtr(sign * given["z"])), *normal_alone(spread))
        assert math.exp(middle + float(away)) == pytest.approx(wanted[f"{name}_exact"], abs=1e-6)
        assert math.exp(middle + float(away)) == pytest.approx(wanted[f"{name}_published"], abs=0.05)


def d02() -> None:
    given, wanted = inputs("D02"), expected("D02")
    spread = given["sigma"] * math.sqrt(given["T"])
    middle = math.log(given["S0"]) + given["mu"] * given["T"] - spread**2 / 2
    levels = np.linspace(1e-6, 400, 40001)
    above = 1 - mixture.cdf(np.log(levels) - middle, *normal_alone(spread))
    mean, square = np.trapezoid(above, levels), np.trapezoid(2 * levels * above, levels)
    assert mean == pytest.approx(wanted["mean"], abs=0.005)
    assert square - mean**2 == pytest.approx(wanted["variance"], abs=0.005)
    assert math.sqrt(square - mean**2) == pytest.approx(wanted["sd"], abs=0.005)


def d08() -> None:
    """After a year that grew by `g_last`, its excess goes on; the coming years' own surprises add to it."""
    given, wanted = inputs("D08"), expected("D08")
    n, m, phi = given["n"], given["m"], given["phi"]
    effects = noise.lasting_effects(n + 1, phi)
    goes_on = effects[-1, 0] - 1
    mean = n * m + (given["g_last"] - m) * goes_on
    variance = given["sigma_eps"] ** 2 * float(np.sum(effects[-1, 1:] ** 2))
    assert mean == pytest.approx(wanted["mean_sum"], abs=1e-9)
    assert variance == pytest.approx(wanted["var_sum"], abs=1e-9)
    assert above(math.log(given["target_ratio"]) - mean, 0.0, 4.0, math.sqrt(variance)) == pytest.approx(
        wanted["p"], abs=1e-8
    )


def d09() -> None:
    """Nothing known before: the surprises of two hundred years before the span go on into it."""
    given, wanted = inputs("D09"), expected("D09")
    n, before, phi = given["n"], 200, given["phi"]
    effects = noise.lasting_effects(before + n, phi)
    within = effects[-1] - effects[before - 1]
    variance = given["sigma_eps"] ** 2 * float(np.sum(within**2))
    yearly = given["sigma_eps"] ** 2 / (1 - phi**2)
    assert variance == pytest.approx(wanted["var_sum"], abs=1e-12)
    assert variance / (n * yearly) == pytest.approx(wanted["variance_ratio_vs_iid"], abs=1e-9)


def d10() -> None:
    """Student with the scale s √(n + n²/k), as the mixture has it without a national part."""
    given, wanted = inputs("D10"), expected("D10")
    grown, n = np.log1p(given["annual_growth"]), given["n_ahead"]
    mean, spread, k = float(grown.mean()), float(grown.std(ddof=1)), len(grown)
    scale = spread * math.sqrt(n + n**2 / k)
    assert (mean, spread, scale, k - 1) == pytest.approx(
        (wanted["mean_log"], wanted["sd_log"], wanted["scale"], wanted["df"]), abs=1e-8
    )
    short = n * (math.log1p(given["required_avg_growth"]) - mean)
    assert above(short, scale, k - 1, 0.0) == pytest.approx(wanted["p_t"], abs=1e-8)
    assert above(short, 0.0, k - 1, spread * math.sqrt(n)) == pytest.approx(wanted["p_plugin_normal"], abs=1e-8)


def above(away: float, local: float, df: float, national: float) -> float:
    """Chance of more than `away` beyond the centre."""
    return 1 - float(mixture.cdf(np.float64(away), np.float64(local), np.float64(df), np.float64(national)))


def d11() -> None:
    given, wanted = inputs("D11"), expected("D11")
    n_years, needed = given["n"], given["n"] * math.log1p(given["required_avg_growth"])
    times = np.arange(n_years + 1)
    weight = np.array([math.comb(n_years, k) for k in times]) * given["p_shock"] ** times
    weight *= (1 - given["p_shock"]) ** (n_years - times)
    mean = n_years * given["m"] + times * math.log1p(-given["shock_size"])
    spread = np.sqrt(n_years * given["s"] ** 2 + times * given["shock_log_sd"] ** 2)
    assert weight @ (1 - mixture.cdf(needed - mean, *normal_alone(spread))) == pytest.approx(wanted["p"], abs=1e-8)
    calm = 1 - mixture.cdf(needed - n_years * given["m"], *normal_alone(given["s"] * math.sqrt(n_years)))
    assert float(calm) == pytest.approx(wanted["p_no_shock_model"], abs=1e-8)


def off_by(hit: np.ndarray) -> float:
    """How far a share of draws may be off: three standard errors, and what the case allows such points."""
    return 3 * blocks.share_error(hit.astype(float)) + 3e-4


def d17() -> None:
    """Three targets whose family makes three tenths of the variance of each, by draws (the case allows 3e-4 for such points)."""
    given, wanted = inputs("D17"), expected("D17")
    around = ndtri(blocks.uniforms(1, "family", blocks.MOST, 1))
    own, shared = (np.full((1, 1), math.sqrt(share)) for share in (1 - given["rho_all"], given["rho_all"]))
    df = 1e7
    hits = []
    for number, chance in enumerate(given["p"]):
        scores = ndtri(blocks.uniforms(1, f"target-{number}", blocks.MOST, 2))
        made = np.empty_like(around)
        surprises.surprise(scores, around, noise.student_shape(df), df, own, shared, made)
        hits.append(made[0] <= ndtri(chance))
    for hit, chance in zip(hits, given["p"], strict=True):
        assert hit.mean() == pytest.approx(chance, abs=off_by(hit))
    together = np.all(hits, axis=0)
    assert together.mean() == pytest.approx(wanted["joint"], abs=off_by(together))
    apart = [
        blocks.uniforms(1, f"target-{number}", blocks.MOST, 1)[0] <= chance for number, chance in enumerate(given["p"])
    ]
    assert np.all(apart, axis=0).mean() == pytest.approx(wanted["independent"], abs=off_by(np.all(apart, axis=0)))
    lowest = max(0.0, sum(given["p"]) - len(given["p"]) + 1)
    assert (lowest, min(given["p"])) == (wanted["frechet_low"], wanted["frechet_high"])


COVERED: dict[str, Callable[[], None]] = {
    "A01": a01, "A03": a03, "A04": a04, "A06": sums, "A07": sums, "A09": a09, "B03": b03, "B07": b07, "C01": c01, "C03": c03,
    "C07": c07, "C08": c08, "C10": c10, "C11": c11, "C15": c15, "G04": g04, "G05": g05, "G06": g06, "G07": g07, "G21": g21, "H02": h02,
    "G01": g01, "G02": g02, "G03": g03, "G12": g12, "G15": g15, "F06": f06,
    "D01": d01, "D02": d02, "D08": d08, "D09": d09, "D10": d10, "D11": d11, "D17": d17,
    "E03": e03, "G09": lambda: shares_of_gdp("G09"), "G10": lambda: shares_of_gdp("G10"),
}  # fmt: skip


@pytest.mark.parametrize("case", COVERED)
def test_case_is_reproduced(case: str) -> None:
    COVERED[case]()


def test_every_case_is_covered_or_said_to_be_left() -> None:
    assert sorted([*COVERED, *OUTSIDE]) == sorted(CASES)
