"""Chances: closed form against draws and brute force, what holds whatever the numbers, and what is never said."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import all_draws, goal, indicator, plan, said, scenario, stated
from scipy.special import ndtr

from forecast import blocks, mixture
from forecast.assessment import Assessment
from forecast.beliefs import Belief, beliefs_of, known
from forecast.chance import chances
from forecast.chancewords import joint_text
from forecast.closed import attained_alone
from forecast.errors import DrawsError
from forecast.files import read_plan
from forecast.growth import Floats
from forecast.plan import Plan
from forecast.projection import project
from forecast.reference import Horizon, Reference, ReferenceClass
from forecast.referencefiles import read_reference
from forecast.requirement import require
from forecast.scenario import Scenario
from forecast.standing import standing_of
from forecast.study import Outcome, run_study
from forecast.surprises import QUANTILES, Surprises, surprises_of
from forecast.wording import Wording

REFERENCE = read_reference()
N_DRAWS = 1024


def reference_like(change: Mapping[str, Any], spread: float = 1.0) -> Reference:
    """The classes with some numbers changed, and the spreads of all years multiplied."""

    def of(found: ReferenceClass) -> ReferenceClass:
        years: dict[int, Horizon] = {
            year: replace(row, local=row.local * spread, national=row.national * spread)
            for year, row in found.horizons.items()
        }
        return replace(found, horizons=years, **change)

    return Reference(classes={name: of(found) for name, found in REFERENCE.classes.items()})


def economy(*more: dict[str, Any], **changes: Any) -> Plan:
    return plan(
        indicator("grdp", family="econ_real", base="10.000 tỷ đồng", target="16.000 tỷ đồng"),
        indicator("revenue", family="fiscal_nominal", target="5.500 tỷ đồng"),
        indicator("visits", family="tourism", unit="lượt", base="400.000 lượt", target="1.000.000 lượt"),
        indicator("people", family="population", unit="người", base="40.000 người", target="43.000 người"),
        indicator("insured", law="logit", unit="%", family="pct_stock", base="90%", target="95%"),
        *more,
        **changes,
    )


def outcome(given_plan: Plan, moves: Scenario, reference: Reference | None = REFERENCE, seed: int = 1) -> Outcome:
    return run_study(given_plan, [moves], reference, draws=N_DRAWS, seed=seed).outcomes[0]


def row(found: Outcome, name: str) -> Assessment:
    return next(each for each in found.assessments.rows if each.requirement.indicator == name)


def only(target: str = "5.500 tỷ đồng", rate: str = "12%/yr", **more: Any) -> Assessment:
    """Revenue alone, from 3,000."""
    one = plan(indicator("revenue", family="fiscal_nominal", target=target))
    return row(outcome(one, scenario(paths={"revenue": rate}, **more)), "revenue")


@cache
def belief() -> Belief:
    one = plan(indicator("revenue", family="fiscal_nominal", target="5.500 tỷ đồng"))
    found = beliefs_of(one, require(one), REFERENCE)[0]
    assert isinstance(found, Belief)
    return found


def at_least(median: float, target: float, year: int = 5) -> float:
    """Chance that revenue with this median is at least `target`, by 400,000 plain draws."""
    draw, own = np.random.default_rng(5), belief()
    off = own.local[year - 1] * draw.standard_t(own.df, 400_000) + own.national[year - 1] * draw.standard_normal(
        400_000
    )
    return float((median * np.exp(off) >= target).mean())


def test_closed_form_is_the_share_of_plain_draws() -> None:
    assert only().p_attain == pytest.approx(at_least(3000 * 1.12**5, 5500), abs=0.004)
    assert only("4.000 tỷ đồng").p_attain == pytest.approx(at_least(3000 * 1.12**5, 4000), abs=0.004)


def test_rate_that_just_reaches_its_target_is_a_coin_toss() -> None:
    required = only().requirement.required_rate
    assert required is not None
    found = only(rate=f"{100 * required:.12f}%/yr")
    assert found.p_attain == pytest.approx(0.5, abs=1e-6)
    assert found.light == "orange"


def test_events_are_gone_through_one_by_one() -> None:
    """Two uncertain events, one of which recovers: four outcomes, weighed by hand."""
    events = [
        {"id": "slump", "year": "2027", "chance": "40%", "hits": {"revenue": "-15%"}, "recovers": "6 yr"},
        {"id": "fire", "year": "2028", "chance": "10%", "hits": {"revenue": "-8%"}},
    ]
    median, wanted = 3000 * 1.12**5, 0.0
    for slump, first in ((1, 0.4), (0, 0.6)):
        for fire, second in ((1, 0.1), (0, 0.9)):
            felt = median * 0.85 ** (0.5 * slump) * 0.92**fire
            own = belief()
            below = mixture.cdf(
                np.log(5500 / felt), np.asarray(own.local[-1]), np.asarray(own.df), np.asarray(own.national[-1])
            )
            wanted += first * second * (1 - float(below))
    assert only(events=events).p_attain == pytest.approx(wanted, abs=1e-9)


def test_points_that_may_be_lost_count_as_a_target_that_is_as_much_higher() -> None:
    """(41) by hand: with two points lost in 4 of 10 cases, 96 % is reached as 98 % would be in these, and as 96 % in the others."""

    def insured(target: str, **more: Any) -> float:
        one = plan(indicator("insured", law="logit", unit="%", family="pct_stock", base="90%", target=target))
        found = row(outcome(one, scenario(paths={"insured": "+1 point/yr"}, **more)), "insured").p_attain
        assert found is not None
        return found

    for hit in ("-2 points", "down 2 points"):
        event = {"id": "cut", "year": "2028", "chance": "40%", "hits": {"insured": hit}}
        wanted = 0.6 * insured("96%") + 0.4 * insured("98%")
        assert insured("96%", events=[event]) == pytest.approx(wanted, abs=1e-9)
        lasting = insured("96%", events=[{**event, "recovers": "4 yr"}])
        assert lasting == pytest.approx(0.6 * insured("96%") + 0.4 * insured("97%"), abs=1e-9)


@pytest.mark.parametrize("order", [("storm", "cut"), ("cut", "storm")])
def test_uncertain_factors_come_before_uncertain_points_as_in_a_projection(order: tuple[str, str]) -> None:
    """80 % less a tenth and five points is 67 %, whichever event is written first."""
    one = plan(indicator("x", law="linear", unit="%", base="80%"))
    hits = {"storm": "-10%", "cut": "-5 points"}
    events = [{"id": name, "year": "2028", "chance": "100%", "hits": {"x": hits[name]}} for name in order]
    certain = [{key: value for key, value in event.items() if key != "chance"} for event in events]
    known = run_study(one, [scenario("held", events=certain)]).outcomes[0].projection.levels
    found = all_draws(one, scenario("held", events=events), surprises_of(one, {}, 64, 1))
    assert known[0] == pytest.approx([80, 80, 80, 67, 67, 67])
    assert np.allclose(found[0], known[0])


def test_closed_form_and_draws_agree_on_200_random_scenarios() -> None:
    """Five targets each. Differences beside the error of eight scramblings: like Student's with 7 degrees, two per cent beyond three."""
    draw, one = np.random.default_rng(20), economy()
    requirements, beliefs = require(one), beliefs_of(economy(), require(economy()), REFERENCE)
    standing, asked = standing_of(one, requirements, REFERENCE, beliefs), dict(enumerate(requirements.rows))
    off = []
    for number in range(200):
        rates = draw.uniform([2, 2, 5, 0.1], [16, 20, 35, 3])
        paths = {
            name: f"{rate:.2f}%/yr" for name, rate in zip(("grdp", "revenue", "visits", "people"), rates, strict=True)
        }
        paths["insured"] = f"+{draw.uniform(0.2, 1.6):.2f} points/yr"
        hits = {name: f"-{draw.integers(1, 30)}%" for name in ("grdp", "revenue", "visits") if draw.random() < 0.6}
        hits["people"] = "-1%"
        event = {
            "id": "shock",
            "year": str(draw.integers(2026, 2031)),
            "chance": f"{draw.integers(5, 60)}%",
            "hits": hits,
        }
        moves = scenario(paths=paths, events=[event])
        noise = surprises_of(one, beliefs, 512, number)
        exact = attained_alone(one, project(one, requirements, moves), noise.known, asked, standing.ends)
        paths_drawn = all_draws(one, moves, noise)
        for place, chance in exact.items():
            hit = paths_drawn[place, :, -1] >= (requirements.rows[place].low or 0)
            off.append((hit.mean() - chance) / blocks.share_error(hit))
    assert len(off) == 1000
    assert np.mean(np.abs(off) <= 3) >= 0.97
    assert np.max(np.abs(off)) < 12
    assert abs(np.mean(off)) < 0.15
    assert 0.8 < np.std(off) < 1.35


def test_bands_are_quantiles_of_the_draws() -> None:
    one, moves = economy(), scenario("held")
    requirements = require(one)
    noise = surprises_of(one, beliefs_of(one, requirements, REFERENCE), 8192, 4)
    drawn = all_draws(one, moves, noise)
    found = run_study(one, [moves], REFERENCE, draws=64).outcomes[0]
    for place, each in enumerate(found.assessments.rows):
        assert each.quantiles is not None
        assert tuple(each.quantiles) == QUANTILES
        for chance, levels in each.quantiles.items():
            assert levels[0] == pytest.approx(drawn[place, 0, 0], rel=1e-12)
            below = np.mean(drawn[place, :, 1:] <= np.array(levels[1:]), axis=0)
            assert below == pytest.approx(np.full(5, chance), abs=0.012)


@given(st.floats(3.0, 30.0), st.floats(0.5, 0.99), st.integers(1, 30))
@settings(max_examples=25, deadline=None)
def test_chances_are_ordered(rate: float, part: float, loss: int) -> None:
    event = {"id": "shock", "year": "2028", "chance": "30%", "hits": {"revenue": f"-{loss}%"}}
    easy, hard = (
        only(f"{target:,.0f}".replace(",", ".") + " tỷ đồng", f"{rate:.4f}%/yr") for target in (5500 * part, 5500)
    )
    struck = only(rate=f"{rate:.4f}%/yr", events=[event])
    assert easy.p_attain is not None and hard.p_attain is not None and struck.p_attain is not None
    assert 0 <= struck.p_attain <= hard.p_attain <= easy.p_attain <= 1
    for found in (easy, struck):
        assert found.quantiles is not None and found.p_by is not None
        assert np.all(np.diff(list(found.quantiles.values()), axis=0)[:, 1:] > 0)
        assert np.all(np.diff(found.p_by) >= 0)
        assert found.p_by[-1] >= 0


def test_what_history_says_does_not_move_with_the_slider() -> None:
    one = plan(indicator("grdp", family="econ_real", target="5.000 tỷ đồng", statements=[said("rate", "9%/năm")]))
    slow, fast = (row(outcome(one, scenario(paths={"grdp": rate})), "grdp") for rate in ("3%/yr", "14%/yr"))
    assert slow.p_reference == fast.p_reference
    assert slow.p_reference is not None and slow.p_attain is not None and fast.p_attain is not None
    assert slow.p_attain < slow.p_reference < fast.p_attain
    assert slow.precedent == fast.precedent


def test_no_spread_is_the_projection() -> None:
    """Spreads of nothing: a chance is 0 or 1, and every band lies on the path."""
    nearly = reference_like({"own_spread": 0.0, "df": 30.0}, spread=1e-9)
    one = plan(indicator("revenue", family="fiscal_nominal", target="5.500 tỷ đồng"))
    for rate, chance in (("12%/yr", 0.0), ("13%/yr", 1.0)):
        found = row(outcome(one, scenario(paths={"revenue": rate}), nearly), "revenue")
        assert found.p_attain == pytest.approx(chance, abs=1e-12)
        assert found.quantiles is not None
        for levels in found.quantiles.values():
            assert levels == pytest.approx(found.path, rel=1e-6)


def test_wider_surroundings_widen_the_bands() -> None:
    def width(spread: str) -> float:
        stated_spread = {"fiscal_nominal": {"growth": "8%/yr", "spread": spread}}
        found = only(surroundings=stated_spread).quantiles
        assert found is not None
        return found[0.95][-1] - found[0.05][-1]

    assert width("1 point/yr") < width("3 points/yr") < width("6 points/yr")


def drawn_of(given_plan: Plan, n_draws: int, seed: int) -> dict[int, Floats]:
    """Surprises of a plan by place, (n_years, n_draws)."""
    parts = list(
        surprises_of(given_plan, beliefs_of(given_plan, require(given_plan), REFERENCE), n_draws, seed).parts()
    )
    return {place: np.concatenate([part[place] for part in parts], axis=1) for place in parts[0]}


def test_same_seed_same_digits_and_another_indicator_moves_none() -> None:
    one, more = economy(), economy(indicator("beds", family="service", unit="giường", base="200 giường"))
    drawn = [drawn_of(each, 256, 9) for each in (one, one, more)]
    for place in drawn[0]:
        assert np.array_equal(drawn[0][place], drawn[1][place])
        assert np.array_equal(drawn[0][place], drawn[2][place])
    other = drawn_of(one, 256, 10)
    assert not np.any(drawn[0][0] == other[0])


def test_identities_hold_in_every_draw() -> None:
    shares = [
        indicator(f"s{number}", law="logit", unit="%", family="pct_share", base=base)
        for number, base in enumerate(("20%", "45%", "35%"))
    ]
    one = economy(
        *shares,
        indicator("trained", law="linear", unit="%", family="pct_stock", base="52%"),
        indicator("certified", law="linear", unit="%", family="pct_stock", base="48%"),
        indicator("head", unit="triệu đồng/người", base="260 triệu đồng/người"),
        identities=[
            {"is": "head", "equals": "grdp / people"},
            {"sum": ["s0", "s1", "s2"], "equals": "100%"},
            {"part": "certified", "of": "trained"},
        ],
    )
    requirements = require(one)
    noise = surprises_of(one, beliefs_of(one, requirements, REFERENCE), 512, 2)
    levels = all_draws(one, scenario("held"), noise)
    at = one.index
    ratio = levels[at["head"]] / (levels[at["grdp"]] / levels[at["people"]])
    assert np.allclose(ratio, ratio[0, 0], rtol=1e-9)
    assert np.allclose(sum(levels[at[f"s{number}"]] for number in range(3)), 100, rtol=1e-9)
    assert np.all(levels[at["certified"]] <= levels[at["trained"]] * (1 + 1e-12))
    assert np.std(levels[at["head"], :, -1]) > 0


def test_all_together() -> None:
    found = outcome(economy(), scenario(paths={"grdp": "10%/yr", "revenue": "13%/yr", "visits": "21%/yr"}, rule="held"))
    joint = found.joint
    assert joint is not None
    alone = {each.requirement.indicator: each.p_attain or 0.0 for each in found.assessments.rows}
    assert joint.bounds == (max(0.0, sum(alone.values()) - 4), min(alone.values()))
    assert joint.bounds[0] <= joint.p_all <= joint.bounds[1]
    assert len(joint.errors) == len(joint.p_at_least) and joint.errors[-1] == joint.error
    assert joint.errors[0] == 0 and min(joint.errors[1:]) >= 1 / N_DRAWS
    assert joint.expected_attained == pytest.approx(sum(alone.values()), abs=1e-12)
    assert sum(joint.p_at_least[1:]) == pytest.approx(joint.expected_attained, abs=0.05)
    assert list(joint.p_at_least) == sorted(joint.p_at_least, reverse=True)
    assert [alone[name] for name in joint.weakest] == sorted(alone.values())


def test_one_target_alone_has_the_chance_of_all() -> None:
    one = plan(indicator("revenue", family="fiscal_nominal", target="5.500 tỷ đồng"))
    found = outcome(one, scenario(paths={"revenue": "12%/yr"}))
    joint = found.joint
    assert joint is not None
    assert joint.p_all == joint.bounds[0] == joint.bounds[1] == row(found, "revenue").p_attain
    assert joint_text(joint, one, Wording("en")) == "A chance is known of one target only."


@settings(deadline=None, max_examples=25)
@given(st.floats(2, 18), st.integers(2026, 2030))
def test_some_year_is_never_less_likely_than_the_year_itself(rate: float, year: int) -> None:
    one = plan(indicator("revenue", family="fiscal_nominal", targets=[goal("3.900 tỷ đồng", year=year)]))
    found = row(outcome(one, scenario(paths={"revenue": f"{rate:.2f}%/yr"})), "revenue")
    assert found.p_by is not None and found.p_attain is not None
    assert found.p_by[year - 2026] >= found.p_attain - 1e-15
    assert list(found.p_by) == sorted(found.p_by) and found.p_by[-1] <= 1


def test_families_hang_together_and_different_ones_do_not() -> None:
    def both(second: str) -> tuple[float, list[float]]:
        one = plan(
            indicator("one", family="econ_nominal", target="5.500 tỷ đồng"),
            indicator("two", family=second, target="5.500 tỷ đồng"),
        )
        made = run_study(one, [scenario(paths={"one": "12.9%/yr", "two": "12.9%/yr"})], REFERENCE, draws=8192).outcomes[
            0
        ]
        assert made.joint is not None
        return made.joint.p_all, [each.p_attain or 0.0 for each in made.assessments.rows]

    apart, alone = both("tourism")
    assert apart == pytest.approx(alone[0] * alone[1], abs=0.02)
    together, alike = both("econ_nominal")
    assert together > alike[0] * alike[1] + 0.05


def test_small_places_scatter_more() -> None:
    def width(people: str) -> float:
        one = plan(
            indicator("people", family="population", unit="người", base=people),
            indicator("grdp", family="econ_real", base="10.000 tỷ đồng"),
        )
        return float(known(beliefs_of(one, require(one), REFERENCE))[1].local[-1])

    assert width("9.999 người") == pytest.approx(REFERENCE.classes["econ_real"].small_place * width("10.000 người"))
    assert width("9,9 nghìn người") == pytest.approx(width("9.999 người"))


def test_lights() -> None:
    assert only(rate="2%/yr").light == "red"
    assert only(rate="11.5%/yr").light == "orange"
    assert only("3.100 tỷ đồng", "10%/yr").light == "green"
    assert only("3.100 tỷ đồng", "60%/yr").light == "orange"


def test_a_percentage_that_rises_faster_than_nearly_all_of_its_class_is_not_green() -> None:
    entry = indicator(law="logit", unit="%", base="90%", target="91%", better="higher", family="pct_flow")
    for path, light in (("to 94% in 2030", "green"), ("to 99.7% in 2030", "orange")):
        found = row(outcome(plan(entry), scenario("held", paths={"revenue": path})), "revenue")
        assert found.p_attain is not None and found.p_attain >= 2 / 3
        assert (found.attained, found.light) == ("attained", light), path


def test_without_classes_there_is_no_chance_and_no_green() -> None:
    found = outcome(economy(), scenario(paths={"grdp": "40%/yr"}, rule="held"), None)
    assert found.joint is None
    for each in found.assessments.rows:
        assert (each.p_attain, each.p_reference, each.quantiles, each.precedent) == (None, None, None, None)
        assert each.chance_reason == "not_computed"
        assert each.light != "green"


@pytest.mark.parametrize(
    ("entry", "reason", "by_history"),
    [
        ({"family": None}, "no_family", "no_family"),
        ({"family": "econ_real"}, None, "one_observation"),
        ({"family": "econ_real", "breaks": [{"year": "2024", "note": "merged"}]}, None, "break_in_past"),
        ({"family": "pct_stock"}, "family_unit", "family_unit"),
    ],
)
def test_what_is_not_known_has_a_reason_and_no_number(
    entry: dict[str, Any], reason: str | None, by_history: str
) -> None:
    told = {name: value for name, value in entry.items() if value is not None}
    one = plan(indicator("grdp", target="5.500 tỷ đồng", **told))
    found = row(outcome(one, scenario(paths={"grdp": "12%/yr"})), "grdp")
    assert found.chance is not None
    assert (found.p_attain is None) == (reason is not None)
    assert found.chance_reason == reason
    assert (found.p_reference, found.chance.reference_reason) == (None, by_history)


def test_what_is_in_thousand_is_on_no_scale_of_percentages() -> None:
    """9 ‰ is 0.9 %: a class of percentages would take it for 9 %."""
    entry = indicator("births", unit="‰", law="linear", base="9‰", target="8‰", better="lower", family="pct_stock")
    found = row(outcome(plan(entry), scenario("held")), "births")
    assert (found.p_attain, found.chance_reason, found.precedent) == (None, "family_unit", None)


def test_class_that_is_too_small_says_nothing() -> None:
    small = reference_like({"n_windows": 19})
    found = row(outcome(economy(), scenario("held"), small), "grdp")
    assert (found.p_attain, found.chance_reason) == (None, "class_too_small")
    assert found.precedent is None


def test_qualitative_targets_have_no_chance() -> None:
    found = row(outcome(read_plan("cam-duong"), scenario("held")), "civilised_urban_standard")
    assert found.requirement.law == "status"
    assert (found.p_attain, found.chance_reason) == (None, "qualitative")


def test_yearly_amounts_and_sums_are_drawn() -> None:
    one = plan(
        indicator("jobs", law="flow", unit="người", base="550 người", target="600 người", family="service"),
        indicator(
            "works", law="total", unit="tỷ đồng", base="100 tỷ đồng", target="650 tỷ đồng", family="fiscal_nominal"
        ),
    )
    found = outcome(one, scenario(paths={"jobs": "700 each year", "works": "10%/yr"}))
    jobs, works = row(found, "jobs"), row(found, "works")
    assert jobs.p_attain is not None and jobs.p_by is not None and works.p_attain is not None
    assert 0 < jobs.p_attain < 1
    assert jobs.p_attain <= jobs.p_by[0]
    assert sum(100 * 1.1**year for year in range(1, 6)) > 650
    assert 0.5 < works.p_attain < 0.65


def test_ranges_and_directions() -> None:
    corridor = plan(
        indicator("share", law="linear", unit="%", family="pct_share", base="47%", better="none", target="45- 49%"),
        indicator("poor", law="linear", unit="%", family="pct_deprivation", base="5%", better="lower", target="2%"),
    )
    moves = scenario(paths={"poor": "-0.5 points/yr"}, rule="held")
    found = outcome(corridor, moves)
    inside, poor = row(found, "share"), row(found, "poor")
    assert inside.p_attain is not None and inside.quantiles is not None
    assert 0 < inside.p_attain < 1
    assert poor.p_attain is not None and poor.quantiles is not None
    assert poor.p_attain < 0.5
    assert 0 < poor.quantiles[0.05][-1] < 2.5 < poor.quantiles[0.95][-1]


@pytest.mark.parametrize("n_draws", [16_384, 131_072])
def test_many_draws_come_in_parts_and_say_the_same(n_draws: int) -> None:
    """Shares of all draws, and bands that are the means of the parts' bands and nearly the quantiles of all."""
    one = plan(
        indicator("grdp", family="econ_real", base="10.000 tỷ đồng", target="16.000 tỷ đồng"),
        indicator("visits", family="tourism", unit="lượt", base="400.000 lượt", target="1.000.000 lượt"),
    )
    events = [{"id": "shock", "year": "2027", "chance": "30%", "hits": {"grdp": "-9%", "visits": "-20%"}}]
    moves, requirements = scenario("held", events=events), require(one)
    noise = surprises_of(one, beliefs_of(one, requirements, REFERENCE), n_draws, 5)
    standing = standing_of(one, requirements, REFERENCE, noise.beliefs)
    found = chances(one, requirements, project(one, requirements, moves), standing, noise)
    drawn = all_draws(one, moves, noise)
    size = blocks.part_size(n_draws)
    assert drawn.shape[1] == n_draws and n_draws // size >= 2
    for place, made in enumerate(found.rows):
        hit = np.maximum.accumulate(drawn[place, :, 1:] >= (requirements.rows[place].low or 0), axis=1)
        runs = hit.reshape(blocks.SCRAMBLINGS, -1, 5).mean(axis=1)
        assert made.by_errors is not None
        assert made.by_errors[:4] == pytest.approx(blocks.error_of(runs.T[:4], n_draws), abs=1e-12)
        assert made.p_by is not None and made.p_attain is not None
        assert made.p_by[:4] == pytest.approx(hit.mean(axis=0)[:4], abs=1e-12)
        before = hit[:, 4].mean() - (drawn[place, :, -1] >= (requirements.rows[place].low or 0)).mean()
        assert made.p_by[4] - made.p_attain == pytest.approx(before, abs=1e-12)
        parts = drawn[place, :, -1].reshape(-1, size)
        for chance, levels in found.bands[place].items():
            assert levels[-1] == pytest.approx(np.quantile(parts, chance, axis=1).mean(), rel=1e-9)
            assert levels[-1] == pytest.approx(np.quantile(drawn[place, :, -1], chance), rel=1e-2)


def test_parts_of_a_block_are_the_same_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = blocks.uniforms(3, "one", 4096, 2)
    monkeypatch.setattr(blocks, "CHUNK", 1024)
    assert [part.shape for part in blocks.uniform_parts(3, "one", 4096, 2)] == [(2, 1024)] * 4
    assert np.array_equal(blocks.uniforms(3, "one", 4096, 2), whole)


def test_number_of_draws() -> None:
    assert [blocks.draws_made(asked) for asked in (1, 64, 65, 10_000)] == [64, 64, 128, 16_384]
    for asked in (0, -5, 131_073):
        with pytest.raises(DrawsError):
            blocks.draws_made(asked)


def test_blocks_are_even_and_apart() -> None:
    one, other = (blocks.uniforms(3, name, 1024, 2) for name in ("one", "other"))
    for column in one:
        assert np.all(np.bincount((column.reshape(8, -1)[0] * 128).astype(int), minlength=128) == 1)
    assert abs(np.corrcoef(one[0], other[0])[0, 1]) < 0.1


def test_errors_of_shares_are_those_of_repeated_draws_and_never_nothing() -> None:
    """What eight scramblings say of the error, beside how far shares of 200 seeds lie apart."""
    shares, errors = [], []
    for seed in range(200):
        points = blocks.uniforms(seed, "one", 512, 3)
        hit = points[0] + 0.7 * points[1] ** 2 + 0.4 * points[2] > 1
        shares.append(hit.mean())
        errors.append(blocks.share_error(hit))
    spread = float(np.std(shares, ddof=1))
    assert 0.8 < float(np.sqrt(np.mean(np.square(errors)))) / spread < 1.25
    assert blocks.share_error(np.zeros(1024)) == 1 / 1024


def test_mixture_of_nearly_normal_parts_is_normal() -> None:
    at = np.linspace(-3, 3, 13)
    both = mixture.cdf(at, np.asarray(0.6), np.asarray(1e6), np.asarray(0.8))
    assert both == pytest.approx(ndtr(at), abs=1e-6)


def test_a_path_reaches_its_target_in_some_year() -> None:
    one = plan(
        indicator("revenue", family="fiscal_nominal", targets=[goal("5.500 tỷ đồng")], stated_rate=stated("12%/năm"))
    )
    found = row(outcome(one, scenario("stated")), "revenue")
    assert found.p_by is not None and found.p_attain is not None
    assert len(found.p_by) == 5
    assert found.p_by[-1] >= found.p_attain
    assert list(found.p_by) == sorted(found.p_by)
    noise: Surprises = surprises_of(one, beliefs_of(one, require(one), REFERENCE), N_DRAWS, 1)
    assert set(noise.names) == set(known(noise.beliefs)) == {0}
