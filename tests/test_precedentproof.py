"""Formulas of what such indicators did elsewhere: computed anew, they give what the checks show."""

import math
from collections.abc import Iterator

import pytest
import spreadsheet
from plans import SOURCE, indicator, plan, said, scenario

from forecast import checkwords
from forecast.checkwords import HISTORIES, seen_of
from forecast.classes import SOURCES
from forecast.files import find_scenario, list_plans, read_plan
from forecast.plan import Plan
from forecast.precedentproof import Seen, beyond_proof, elsewhere_proof, own_proof, share_proof, surroundings_proof
from forecast.proof import Ground, Proof, excel
from forecast.referencefiles import read_reference
from forecast.scenario import Scenario
from forecast.study import run_study
from forecast.wording import Wording

REFERENCE = read_reference()


def grounds(read: Plan, under: Scenario) -> Iterator[Ground]:
    study = run_study(read, [under], REFERENCE, draws=256)
    for row in study.outcomes[0].assessments:
        yield Ground(plan=read, requirements=study.requirements, outcome=study.outcomes[0], row=row)


def seen(read: Plan, under: Scenario, name: str = "x") -> Seen:
    found = next(
        each
        for ground in grounds(read, under)
        if ground.needed.indicator == name and (each := seen_of(ground, REFERENCE))
    )
    assert found is not None
    return found


def holds(proof: Proof | None, value: float | None = None) -> None:
    assert proof is not None and proof.formula is not None, proof
    for language in ("vi", "en"):
        found = spreadsheet.evaluate(excel(proof.formula, language), language)
        assert math.isclose(found, proof.value if value is None else value, rel_tol=1e-9, abs_tol=1e-11), proof.what


@pytest.mark.parametrize("name", list_plans())
def test_every_precedent_of_the_plans_has_its_formulas(name: str) -> None:
    read, met = read_plan(name), 0
    for ground in grounds(read, find_scenario("stated", read)):
        found = seen_of(ground, REFERENCE)
        chance = ground.row.chance
        if chance is not None and chance.such is not None:
            holds(beyond_proof(ground, chance.such))
        if found is None:
            assert ground.row.precedent is None
            continue
        share = found.precedent.share_behind
        if 0 < share < 1:
            holds(share_proof(found), share)
        for which in ("median", "p90"):
            holds(elsewhere_proof(found, which))  # type: ignore[arg-type]
        if found.precedent.surroundings is not None:
            holds(surroundings_proof(found), math.expm1(found.precedent.surroundings))
        met += 1
    assert met > 1


def test_the_share_of_the_budget_by_hand() -> None:
    read = read_plan("cam-duong")
    found = seen(read, find_scenario("stated", read), "budget_revenue")
    around = found.found.pace(found.found.usual_past)
    beyond = math.log(5500 / 3000) / 5 - around
    values, chances = found.windows.values, found.windows.chances
    at = next(place for place, value in enumerate(values) if value > beyond)
    part = (beyond - values[at - 1]) / (values[at] - values[at - 1])
    by_hand = chances[at - 1] + part * (chances[at] - chances[at - 1])
    assert share_proof(found).value == pytest.approx(by_hand)
    proof = share_proof(found)
    assert {item.source.line for item in proof.sources} == {253, 739}
    best = elsewhere_proof(found, "p90")
    assert best is not None and best.value == pytest.approx(math.exp(around + found.windows.quantile(0.9)) - 1)


@pytest.mark.parametrize("past, known", [
    ({"surroundings_past": {"fiscal_nominal": {"figure": "9%/năm", "from": "2021", "to": "2025", "source": SOURCE}}}, "plan"),
    ({"statements": True}, "own_past"),
    ({}, "class"),
    ({"surroundings": {"fiscal_nominal": {"growth": "8%/yr"}}}, "scenario"),
])  # fmt: skip
def test_the_growth_of_the_surroundings_is_a_formula_wherever_it_is_known_from(past: dict, known: str) -> None:
    more = {"statements": [said("rate", "12%/năm")]} if past.get("statements") else {}
    entry = indicator("x", family="fiscal_nominal", target="5.500 tỷ đồng", **more)
    read = plan(entry, **{name: each for name, each in past.items() if name == "surroundings_past"})
    under = scenario("held", **{name: each for name, each in past.items() if name == "surroundings"})
    found = seen(read, under)
    assert found.precedent.surroundings_from == known
    assert found.precedent.surroundings is not None
    holds(surroundings_proof(found), math.expm1(found.precedent.surroundings))
    holds(share_proof(found), found.precedent.share_behind)


def test_a_past_beyond_all_that_was_seen_goes_on_by_half() -> None:
    entry = {"figure": "60%/năm", "from": "2021", "to": "2025", "source": SOURCE}
    read = plan(
        indicator("x", family="fiscal_nominal", target="5.500 tỷ đồng"), surroundings_past={"fiscal_nominal": entry}
    )
    found = seen(read, scenario("held"))
    highest = found.found.past_high
    assert found.precedent.surroundings == pytest.approx(found.found.pace(highest) + 0.5 * (math.log(1.6) - highest))
    holds(surroundings_proof(found))


def test_percentages_and_want_are_compared_on_their_own_scale() -> None:
    for family, better, target in (("pct_stock", "higher", "50%"), ("pct_deprivation", "lower", "30%")):
        read = plan(indicator("x", law="linear", unit="%", base="40%", target=target, family=family, better=better))
        found = seen(read, scenario("held"))
        holds(share_proof(found), found.precedent.share_behind)
        holds(elsewhere_proof(found, "median"))
        holds(elsewhere_proof(found, "p90"))


@pytest.mark.parametrize("family, law, unit, base, target, better", [
    ("pct_diffusion", "linear", "%", "95%", "100%", "higher"), ("pct_deprivation", "linear", "%", "5%", "0%", "lower"),
    ("service", "linear", "người", "500 người", "0 người", "lower"),
    ("econ_real", "compound", "tỷ đồng", "3.000 tỷ đồng", "90.000 tỷ đồng", "higher"),
    ("econ_real", "compound", "tỷ đồng", "3.000 tỷ đồng", "3.001 tỷ đồng", "higher"),
])  # fmt: skip
def test_targets_at_a_limit_and_far_away_have_a_share_or_say_how(
    family: str, law: str, unit: str, base: str, target: str, better: str
) -> None:
    entry = indicator("x", law=law, unit=unit, base=base, target=target, family=family, better=better)
    found = seen(plan(entry), scenario("held"))
    proof, text = share_proof(found), checkwords.behind_text(found, Wording("vi"))
    assert proof.value == found.precedent.share_behind
    if proof.formula is not None:
        holds(proof)
    assert text.way


def test_the_place_s_own_spans_are_counted() -> None:
    years = {2016 + at: f"{1000 + 100 * at} tỷ đồng" for at in range(9)}
    seen_before = [{"year": str(year), "figure": figure, "source": SOURCE} for year, figure in years.items()]
    entry = indicator("x", base="1900 tỷ đồng", family="fiscal_real", prices="constant-2010", target="2700 tỷ đồng")
    entry["observations"] += seen_before
    found = seen(plan(entry), scenario("held"))
    means = [math.log((1000 + 100 * (at + 5)) / (1000 + 100 * at)) / 5 for at in range(5)]
    worse = sum(mean < math.log(2700 / 1900) / 5 for mean in means)
    assert 0 < worse < 5
    proof = own_proof(found)
    holds(proof, worse / 5)
    text = checkwords.own_text(found, Wording("vi"))
    assert text is not None and text.filled == f"{worse} ÷ 5 = {20 * worse}%"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_number_of_the_checks_is_told_in_words(language: str) -> None:
    wording = Wording("vi" if language == "vi" else "en")
    met = {"by": 0, "margin": 0, "such": 0, "held": 0, "behind": 0}
    for name in list_plans():
        read = read_plan(name)
        for ground in grounds(read, find_scenario("stated", read)):
            told = [checkwords.by_text(ground, wording), checkwords.margin_text(ground, 256, wording)]
            met["by"] += told[0] is not None
            met["margin"] += told[1] is not None
            chance, found = ground.row.chance, seen_of(ground, REFERENCE)
            if chance is not None and chance.such is not None:
                met["such"] += 1
                told += [
                    checkwords.such_text(ground, chance.such, wording),
                    checkwords.asked_text(ground, chance.such, wording),
                ]
            if chance is not None and chance.tried is not None:
                met["held"] += 1
                told.append(checkwords.held_text(ground, chance.tried, wording))
            if found is not None:
                met["behind"] += 1
                behind = checkwords.behind_text(found, wording)
                assert behind.shown == wording.most(found.precedent.share_behind, 0.99)
                assert str(found.found.first_year) in behind.way[0]
                told += [
                    behind,
                    checkwords.around_text(found, wording),
                    checkwords.spans_text(found, found.windows, wording),
                ]
                told += [
                    checkwords.elsewhere_text(found, "median", wording),
                    checkwords.elsewhere_text(found, "p90", wording),
                ]
            for text in told:
                if text is not None:
                    assert text.shown != "–" and (text.way or text.filled)
                    assert "{" not in " ".join(text.way)
    assert all(count > 0 for count in met.values()), met


def test_sources_of_histories_are_told_in_the_language_of_the_reader() -> None:
    assert set(HISTORIES) == set(SOURCES.values())
    used = {series.source for each in read_reference().classes.values() for series in each.series}
    assert used <= set(HISTORIES)
    assert all(Wording("vi").text(source) != source for source in HISTORIES)
