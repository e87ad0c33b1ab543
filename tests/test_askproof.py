"""Every answer about one target with its formula: over the four plans, and by hand."""

import math
from collections.abc import Iterator

import pytest
import spreadsheet
from plans import goal, indicator, plan, scenario, stated
from pytest import approx

from forecast.askproof import prove_arrives, prove_loss, prove_rest
from forecast.askwords import arrives_text, loss_text, rest_text
from forecast.files import find_scenario, list_plans, list_scenarios, read_plan
from forecast.plan import Plan
from forecast.proof import Ground, Proof, excel, prove
from forecast.scenario import Scenario
from forecast.study import run_study
from forecast.whatif import LOSS, RECOVERS, Questions, ask
from forecast.wording import Wording


def grounds(read: Plan, *scenarios: Scenario) -> Iterator[tuple[Ground, Questions]]:
    study = run_study(read, scenarios)
    for outcome in study.outcomes:
        for row in outcome.assessments:
            asked = ask(read, row.requirement, outcome.projection)
            if asked is not None:
                yield Ground(plan=read, requirements=study.requirements, outcome=outcome, row=row), asked


def proofs(ground: Ground, asked: Questions) -> Iterator[Proof]:
    yield from (prove_arrives(ground, year, value) for year, value in asked.level.items())
    yield from (prove_loss(ground, value, year, RECOVERS) for year, value in asked.shock.items() if value is not None)
    if asked.shock_for_good is not None:
        yield prove_loss(ground, asked.shock_for_good)


@pytest.mark.parametrize("name", list_plans())
def test_every_answer_has_a_formula_that_gives_it(name: str) -> None:
    read, count = read_plan(name), 0
    for ground, asked in grounds(read, *(find_scenario(each, read) for each in list_scenarios(name))):
        for proof in proofs(ground, asked):
            count += 1
            assert proof.formula is not None, (ground.needed.indicator, proof.what)
            found = spreadsheet.evaluate(excel(proof.formula, "vi"), "vi")
            assert math.isclose(found, proof.value, rel_tol=1e-9, abs_tol=1e-9), (ground.needed.indicator, proof.what)
    assert count > 50


@pytest.mark.parametrize("name", list_plans())
def test_what_the_rest_must_bring_has_a_formula_that_gives_it(name: str) -> None:
    read, count = read_plan(name), 0
    for ground, asked in grounds(read, find_scenario("held", read), find_scenario("stated", read)):
        for lost, values in ((0.0, asked.rest), (LOSS, asked.catch_up)):
            for year, value in values.items():
                proof, count = prove_rest(ground, year, value, lost), count + 1
                assert proof.formula is not None, (ground.needed.indicator, year, lost)
                assert spreadsheet.evaluate(excel(proof.formula, "vi"), "vi") == approx(value, rel=1e-9, abs=1e-12)
    assert count > 10


@pytest.mark.parametrize(
    "entry",
    [
        indicator(law="linear", unit="%", base="60%", target="75%"),
        indicator(law="logit", unit="%", base="90%", target="từ 97% trở lên"),
        indicator(law="linear", unit="%", base="20%", better="lower", target="dưới 12%"),
        indicator(law="logit", unit="%", base="50%", better="none", target="45-49%"),
        indicator(targets=[goal("4.000 tỷ đồng", year=2028)]),
    ],
)
def test_every_law_and_range_has_its_formula(entry: dict[str, object]) -> None:
    for rule in ("required", "held"):
        ((ground, asked),) = grounds(plan(entry), scenario(rule))
        found = list(proofs(ground, asked))
        assert found and all(proof.formula is not None for proof in found)


def test_the_level_and_the_losses_of_a_target_by_hand() -> None:
    read = plan(indicator(base="100 tỷ đồng", target="150 tỷ đồng", stated_rate=stated("10%/năm")))
    ((ground, asked),) = grounds(read, scenario("stated"))
    wording = Wording("en")
    level = arrives_text(ground, 2027, asked.level[2027], wording)
    assert level is not None and level.excel["en"] == "=150/(161.051/121)"
    assert asked.level[2027] == approx(150 / 1.1**3)
    assert asked.shock_for_good is not None
    for_good = loss_text(ground, asked.shock_for_good, None, wording)
    assert for_good is not None and for_good.excel["en"] == "=1-150/(100*(1+10%)^5)"
    assert for_good.shown.replace(" ", "") == "6.9%"
    size = asked.shock[2029]
    assert size is not None
    made_good = loss_text(ground, size, 2029, wording)
    assert made_good is not None and made_good.excel["en"] == "=1-(150/(100*(1+10%)^5))^(1/(1-1/3))"
    assert made_good.under == "Scenario: Thử"
    assert size == approx(1 - (150 / 161.051) ** 1.5)


def test_the_last_safe_year_of_the_sentence_is_the_one_that_is_proved() -> None:
    read, seen = read_plan("cam-duong"), 0
    for ground, asked in grounds(read, find_scenario("stated", read), find_scenario("held", read)):
        if asked.safe == "year":
            seen += 1
            proof = prove(ground, "last_safe")
            assert ground.row.last_safe_year == asked.safe_year
            assert proof is not None and proof.formula is not None
    assert seen


def test_what_the_rest_must_bring_says_its_unit_where_it_is_no_rate() -> None:
    ((ground, asked),) = grounds(plan(indicator(law="linear", unit="%", base="60%", target="75%")), scenario("held"))
    text = rest_text(ground, 2027, asked.rest[2027], 0.0, Wording("vi"))
    assert (text.shown, text.way) == ("5,00", ("Tính bằng điểm mỗi năm.",))
    assert (text.title, text.under) == ("Cần mỗi năm · revenue, sau năm 2027", "Kịch bản: Thử")
    ((ground, asked),) = grounds(plan(indicator(target="5.500 tỷ đồng")), scenario("held"))
    text = rest_text(ground, 2027, asked.rest[2027], 0.0, Wording("vi"))
    assert text.way == ()
