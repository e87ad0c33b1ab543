"""What actuals teach about the rate, what moved the chance, and the chances of a plan that is tracked."""

import math
from dataclasses import replace

import numpy as np
import pytest
from facts import fact, facts
from hypothesis import given
from hypothesis import strategies as st
from plans import indicator, plan, said
from pytest import approx

from forecast.files import find_scenario, read_plan
from forecast.outlook import Outlook, Past, Setting, outlook
from forecast.plan import Plan
from forecast.referencefiles import read_reference
from forecast.study import run_study
from forecast.tracking import Track, keep_ledger
from forecast.tracking.learning import LEAST_WEIGHT, TERM, Ahead, RateBelief, belief_of, learned, why_chance_moved
from forecast.tracking.prospect import judge_by

PRIOR = RateBelief(mean=0.095, spread=0.02, noise=0.03)
REFERENCE = read_reference()
beliefs = st.builds(RateBelief, mean=st.floats(-0.2, 0.2), spread=st.floats(0.001, 0.1), noise=st.floats(0.005, 0.2))
outlooks = st.builds(
    Outlook, horizon=st.integers(1, 5), centre=st.floats(-0.5, 0.5), local=st.floats(0.01, 0.3), df=st.sampled_from([2.5, 4.0, 9.0]),
    national=st.floats(0.0, 0.2),
)  # fmt: skip


def test_two_years_weigh_against_the_belief_as_a_grid_says() -> None:
    """The posterior of a normal mean on a fine grid of rates."""
    steps = [math.log(1.07), math.log(1.085)]
    rates = np.linspace(-0.2, 0.4, 200_001)
    density = np.exp(-((rates - PRIOR.mean) ** 2) / (2 * PRIOR.spread**2))
    for step in steps:
        density *= np.exp(-((step - rates) ** 2) / (2 * PRIOR.noise**2))
    weight = density / density.sum()
    mean = float((rates * weight).sum())
    after = PRIOR.after(sum(steps), 2)
    assert after.mean == approx(mean, abs=1e-9)
    assert after.spread == approx(math.sqrt(float(((rates - mean) ** 2 * weight).sum())), abs=1e-9)


@given(beliefs, st.lists(st.floats(-0.3, 0.3), min_size=1, max_size=6))
def test_actuals_narrow_the_belief_and_may_come_one_by_one(belief: RateBelief, steps: list[float]) -> None:
    whole = belief.after(math.fsum(steps), len(steps))
    assert whole.spread < belief.spread
    assert whole.width(3) < belief.width(3)
    one_by_one = belief
    for step in reversed(steps):
        one_by_one = one_by_one.after(step, 1)
    assert one_by_one.mean == approx(whole.mean, abs=1e-12)
    assert one_by_one.spread == approx(whole.spread, rel=1e-9)


def of_variances(one: float, five: float, *, local: bool = False) -> RateBelief:
    """Belief of a class whose bands have these variances after one year and after five; a local scale spreads 1.5 times as far."""
    found = next(iter(REFERENCE.classes.values()))
    sizes = {1: math.sqrt(one), 5: math.sqrt(five)}
    rows = {
        horizon: replace(found.horizons[horizon], local=size / 1.5 if local else 0.0, national=0.0 if local else size)
        for horizon, size in sizes.items()
    }
    return belief_of(replace(found, horizons={**found.horizons, **rows}), 0.05)


@pytest.mark.parametrize("local", [False, True])
def test_noise_and_rate_are_told_apart_by_one_year_and_five(local: bool) -> None:
    """(66) by hand: s² = 0.01 and τ² = 0.001 give V(1) = 0.011 and V(5) = 5 · 0.01 + 25 · 0.001 = 0.075; M = 10 years."""
    found = of_variances(0.011, 0.075, local=local)
    assert (found.mean, found.noise**2, found.spread**2) == (0.05, approx(0.01), approx(0.001))
    assert found.weight == approx(10)


def test_years_that_hang_together_still_weigh_three_years_of_belief() -> None:
    """V(1) = 0.01 and V(5) = 0.21 would be τ² = 0.008 and M = 0.25; with M = 3, V(5) = s² (5 + 25 / 3) gives s² = 0.01575."""
    found = of_variances(0.01, 0.21)
    assert (found.weight, found.noise**2) == (approx(3), approx(0.01575))


def test_bands_narrower_than_independent_years_leave_no_doubt_about_the_rate() -> None:
    assert of_variances(0.01, 0.04).spread == 0


def test_one_year_narrows_the_bands_of_four_by_hand() -> None:
    """τ = 0.02 and s = 0.04 weigh 4 years; after 9 % the mean is (0.09 + 4 · 0.05) / 5 = 0.058, τ² = 0.0016 / 5 and the variance of four
    years 0.0064 + 16 · 0.00032 = 0.01152, where it was 0.0128: nine tenths."""
    before = RateBelief(mean=0.05, spread=0.02, noise=0.04)
    outlook_before = Outlook(horizon=4, centre=0.2, local=0.05, df=4.0, national=0.08)
    found = learned(outlook_before, before, before.after(0.09, 1))
    assert found.centre == approx(4 * 0.058)
    assert (found.local, found.national) == (approx(0.05 * math.sqrt(0.9)), approx(0.08 * math.sqrt(0.9)))
    assert (found.horizon, found.df) == (4, 4.0)


def test_no_doubt_about_the_rate_learns_nothing() -> None:
    sure = replace(PRIOR, spread=0.0)
    assert sure.after(0.5, 2) == sure


@pytest.mark.parametrize("family", sorted(REFERENCE.classes))
def test_a_belief_is_as_wide_as_its_class_and_no_year_outweighs_it(family: str) -> None:
    found = REFERENCE.classes[family]
    belief = belief_of(found, 0.05)
    assert belief.weight >= LEAST_WEIGHT - 1e-9
    row = found.horizons[TERM]
    if belief.spread > 0:
        assert belief.width(TERM) == approx(math.hypot(1.5 * row.local, row.national), rel=1e-9)


@given(outlooks, outlooks, st.floats(-0.3, 0.3), st.floats(-0.3, 0.3), st.booleans())
def test_what_moved_the_chance_adds_up(one: Outlook, other: Outlook, first: float, last: float, upward: bool) -> None:
    before = Ahead(needed=first, outlook=one, upward=upward)
    after = Ahead(needed=last, outlook=other, upward=upward)
    moved = why_chance_moved(before, after)
    assert math.fsum(moved.values()) == approx(after.chance - before.chance, abs=1e-12)


def test_a_higher_requirement_alone_costs_the_whole_change() -> None:
    told = Outlook(horizon=4, centre=0.36, local=0.05, df=4.0, national=0.03)
    moved = why_chance_moved(Ahead(needed=0.36, outlook=told), Ahead(needed=0.44, outlook=told))
    assert moved["required"] < -0.1
    assert (moved["learned"], moved["certainty"]) == (approx(0, abs=1e-12), approx(0, abs=1e-12))


def test_without_news_the_outlook_is_that_of_the_class() -> None:
    found = REFERENCE.classes["econ_real"]
    told = outlook(REFERENCE, "econ_real", Past(rate=0.05, n_years=5), 4, Setting(past=0.03))
    assert isinstance(told, Outlook)
    prior = belief_of(found, told.centre / 4)
    assert learned(told, prior, prior.after(0.0, 0)) == replace(told, centre=approx(told.centre))  # type: ignore[arg-type]


def sales(**more: object) -> Plan:
    return plan(
        indicator(
            "sales",
            base="100 tỷ đồng",
            target="150 tỷ đồng",
            family="econ_real",
            statements=[said("rate", "6%/năm")],
            **more,
        )
    )


def tracked(given: Plan, *rows: str) -> Track:
    (track,) = keep_ledger(given, facts(given, rows), judge=judge_by(REFERENCE, given))
    return track


def chance(track: Track, place: int) -> float:
    prospect = track.entries[place].prospect
    assert prospect is not None
    assert prospect.ahead is not None
    return prospect.ahead.chance


def test_a_good_year_raises_the_chance_and_a_bad_one_lowers_it() -> None:
    good = tracked(sales(), fact("sales", 2026, "112 tỷ đồng", "2027-03-01"))
    bad = tracked(sales(), fact("sales", 2026, "101 tỷ đồng", "2027-03-01"))
    assert chance(bad, 1) < chance(bad, 0) == chance(good, 0) < chance(good, 1)
    assert good.last.prospect is not None
    assert good.last.prospect.share is not None


def test_a_target_that_has_to_fall_is_the_mirror() -> None:
    given = plan(
        indicator("poor", law="linear", unit="%", base="9%", target="5%", better="lower", family="pct_deprivation",
                  statements=[said("change", "giảm 3 điểm %", 2020)])
    )  # fmt: skip
    track = tracked(given, fact("poor", 2026, "8%", "2027-03-01"))
    worse = tracked(given, fact("poor", 2026, "8,9%", "2027-03-01"))
    assert chance(worse, 1) < chance(track, 0) < chance(track, 1)
    assert track.last.prospect is not None
    assert track.last.prospect.high_step is not None
    assert track.last.prospect.high_step < 0


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"family": None}, "no_family"),
        ({"statements": []}, "one_observation"),
        ({"law": "hold", "target": "100 tỷ đồng"}, None),
    ],
)
def test_what_cannot_be_known_says_why(more: dict[str, object], reason: str | None) -> None:
    entry = {
        "base": "100 tỷ đồng",
        "target": "150 tỷ đồng",
        "family": "econ_real",
        "statements": [said("rate", "6%/năm")],
        **more,
    }
    given = plan(indicator("sales", **{name: value for name, value in entry.items() if value is not None}))  # type: ignore[arg-type]
    (track,) = keep_ledger(given, facts(given, []), judge=judge_by(REFERENCE, given))
    assert (track.first.prospect.reason if track.first.prospect else None) == reason


def test_one_actual_makes_up_for_a_past_that_nobody_wrote_down() -> None:
    given = plan(indicator("sales", base="100 tỷ đồng", target="150 tỷ đồng", family="econ_real"))
    track = tracked(given, fact("sales", 2026, "107 tỷ đồng", "2027-03-01"))
    assert 0 < chance(track, 1) < 1


def test_on_the_day_of_the_plan_the_chance_is_that_of_the_run() -> None:
    given = read_plan("cam-duong")
    study = run_study(given, [find_scenario("stated", given)], reference=REFERENCE)
    said_by_run = {(row.requirement.indicator, row.requirement.target): row for row in study.outcomes[0].assessments}
    compared = 0
    for track in keep_ledger(given, facts(given, []), judge=judge_by(REFERENCE, given)):
        prospect, row = track.first.prospect, said_by_run[track.row.indicator, track.row.target]
        if prospect is not None and prospect.ahead is not None:
            assert prospect.ahead.chance == approx(row.p_reference, abs=1e-12)
            assert row.precedent is not None
            assert prospect.share == approx(row.precedent.share, abs=1e-12)
            compared += 1
    assert compared >= 3


def test_in_a_small_place_too_the_chance_on_the_day_of_the_plan_is_that_of_the_run() -> None:
    people = indicator("people", unit="người", base="8.500 người", target="9.000 người", family="population")
    grown = indicator(
        "sales", base="100 tỷ đồng", target="150 tỷ đồng", family="econ_real", statements=[said("rate", "6%/năm")]
    )
    given = plan(people, grown)
    study = run_study(given, [find_scenario("stated", given)], reference=REFERENCE)
    (row,) = [each for each in study.outcomes[0].assessments if each.requirement.indicator == "sales"]
    (small,) = keep_ledger(given, facts(given, []), judge=judge_by(REFERENCE, given)).of("sales")
    assert chance(small, 0) == approx(row.p_reference, abs=1e-12)
    assert chance(small, 0) > chance(tracked(sales()), 0)


def test_the_fan_narrows_with_every_year_that_becomes_known() -> None:
    rows = [
        fact("sales", year, f"{round(100 * 1.06 ** (year - 2025))} tỷ đồng", f"{year + 1}-03-01")
        for year in range(2026, 2030)
    ]
    widths = []
    for entry in tracked(sales(), *rows).entries:
        assert entry.prospect is not None
        assert entry.prospect.band is not None
        low, high = entry.prospect.band
        assert low < high
        widths.append(math.log(high / low))
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == 5
