"""Formulas of what matters most: levels at both ends, growth, swings and shares, computed anew by another evaluator."""

import math

import pytest
import spreadsheet
from plans import goal, indicator, plan, scenario

from forecast.files import find_scenario, list_plans, read_plan
from forecast.plan import Plan
from forecast.proof import Ground, Proof, excel
from forecast.referencefiles import read_reference
from forecast.scenario import Scenario
from forecast.sensitivity import Assumption, Sensitivity, sensitivity
from forecast.sensitivityproof import ENDS, growth_proof, level_proof, share_proof, swing_proof
from forecast.sensitivitywords import end_text, growth_text, share_text, swing_text
from forecast.study import run_study
from forecast.wording import Wording

REFERENCE = read_reference()


def asked(read: Plan, under: Scenario, name: str) -> tuple[Ground, Sensitivity]:
    study = run_study(read, [under])
    row = next(row for row in study.outcomes[0].assessments if row.requirement.indicator == name)
    ground = Ground(plan=read, requirements=study.requirements, outcome=study.outcomes[0], row=row)
    return ground, sensitivity(read, under, name, REFERENCE)


def holds(proof: Proof | None) -> None:
    assert proof is not None and proof.formula is not None
    for language in ("vi", "en"):
        found = spreadsheet.evaluate(excel(proof.formula, language), language)
        assert math.isclose(found, proof.value, rel_tol=1e-9, abs_tol=1e-11 * max(1.0, abs(proof.value))), proof.what


@pytest.mark.parametrize("name", list_plans())
def test_every_number_of_what_matters_most_has_a_formula(name: str) -> None:
    read = read_plan(name)
    study, seen, bare = run_study(read, [find_scenario("stated", read)]), 0, []
    outcome = study.outcomes[0]
    for row in outcome.assessments:
        ground = Ground(plan=read, requirements=study.requirements, outcome=outcome, row=row)
        found = sensitivity(read, outcome.scenario, row.requirement.indicator, REFERENCE)
        for each in found.assumptions:
            titles = {(other.kind, other.of): other.of for other in found.assumptions}
            for end in ENDS:
                proof = level_proof(ground, found, each, end)
                holds(proof) if proof.formula is not None else bare.append(row.requirement.indicator)
                if each.scale == "log":
                    holds(growth_proof(found, each, end, read.base_year))
            holds(swing_proof(each))
            if each.share is not None:
                holds(share_proof(found, each, titles))
            seen += 1
    assert seen > 3
    assert bare == []


def only(found: Sensitivity, kind: str, of: str) -> Assumption:
    return next(each for each in found.assumptions if (each.kind, each.of) == (kind, of))


def test_the_low_end_of_the_budget_word_by_word() -> None:
    read = read_plan("cam-duong")
    ground, found = asked(read, find_scenario("stated", read), "budget_revenue")
    own = only(found, "own", "budget_revenue")
    proof, said = level_proof(ground, found, own, "low"), end_text(ground, found, own, "low", Wording("vi"))
    assert own.low is not None and proof.formula is not None
    low = f"{100 * own.low:.13g}"
    assert excel(proof.formula, "en") == f"=3000*(1+12%+({low}%))^5"
    assert proof.value == pytest.approx(3000 * (1.12 + own.low) ** 5)
    assert said.filled.startswith("3.000 × (1 + 12") and said.filled.endswith("^5 = 3.541")
    assert any("253" in str(item.source.line) for item in said.sources)


def test_an_event_and_a_computed_indicator() -> None:
    read = plan(
        indicator("grdp", family="econ_real", base="10.000 tỷ đồng"),
        indicator("people", family="population", unit="người", base="40.000 người"),
        indicator("head", unit="triệu đồng/người", base="250 triệu đồng/người", target="400 triệu đồng/người"),
        identities=[{"is": "head", "equals": "grdp / people"}],
    )
    event = {"id": "dry", "year": "2027", "chance": "40%", "hits": {"grdp": "-15%"}, "recovers": "6 yr"}
    under = scenario("held", paths={"grdp": "9%/yr"}, events=[event])
    ground, found = asked(read, under, "grdp")
    dry = only(found, "event", "dry")
    high = level_proof(ground, found, dry, "high")
    assert high.formula is not None
    assert excel(high.formula, "en") == f"={10_000 * 1.09**5:.13g}*(1+(-15%))^0.5"
    holds(level_proof(ground, found, dry, "low"))
    ground, found = asked(read, under, "head")
    dry = only(found, "event", "dry")
    per_head = level_proof(ground, found, dry, "high")
    assert per_head.formula is not None
    assert excel(per_head.formula, "en") == f"={10_000 * 1.09**5 * 0.85**0.5:.13g}*1000000000/40000/1000000"
    shares = [share_proof(found, each, {(o.kind, o.of): o.of for o in found.assumptions}) for each in found.assumptions]
    assert sum(share.value for share in shares if share is not None) == pytest.approx(1)


def test_the_surroundings_of_an_indicator_are_told_by_its_own_growth() -> None:
    first = indicator("first", family="tourism", base="500 tỷ đồng")
    read = plan(first, indicator("second", family="tourism", base="900 tỷ đồng", targets=[goal("2.000 tỷ đồng")]))
    under = scenario(paths={"first": "3%/yr", "second": "20%/yr"})
    ground, found = asked(read, under, "second")
    around = only(found, "surroundings", "tourism")
    assert around.grown == pytest.approx(1.2)
    for end in ENDS:
        holds(level_proof(ground, found, around, end))


def test_percentages_go_by_their_log_odds() -> None:
    read = plan(indicator("poor", law="logit", unit="%", base="8%", family="pct_deprivation", better="lower"))
    ground, found = asked(read, scenario(paths={"poor": "-1 point/yr"}), "poor")
    for each in found.assumptions:
        assert each.scale == "logit" and growth_proof(found, each, "low", 2025) is None
        for end in ENDS:
            holds(level_proof(ground, found, each, end))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_number_is_told_in_words(language: str) -> None:
    read = read_plan("cam-duong")
    wording = Wording("vi" if language == "vi" else "en")
    ground, found = asked(read, find_scenario("stated", read), "budget_revenue")
    for each in found.assumptions:
        told = [end_text(ground, found, each, end, wording) for end in ENDS]
        told += [swing_text(ground, each, wording)]
        told += [text for end in ENDS if (text := growth_text(ground, found, each, end, wording)) is not None]
        shared = share_text(ground, found, each, wording)
        assert shared is not None and shared.shown == wording.percent(each.share, 0)
        for text in (*told, shared):
            assert text.way and text.filled and text.under
            assert "{" not in " ".join(text.way)
