"""Every number of the four plans with its formula: computed anew by another evaluator, in both ways of writing numbers."""

import math
from collections.abc import Iterator

import pytest
import spreadsheet
from hypothesis import given
from hypothesis import strategies as st
from plans import goal, indicator, plan, said, scenario, stated

from forecast.files import find_scenario, list_plans, list_scenarios, read_plan
from forecast.groundwords import chance_words, ground_text, joint_text
from forecast.plan import Plan
from forecast.proof import (
    WHATS,
    Ground,
    Proof,
    Term,
    What,
    by_own_pace,
    evaluate,
    excel,
    prove,
    prove_all,
    prove_level,
)
from forecast.proof.formula import Constant, Formula, call
from forecast.proof.grounds import on_scale
from forecast.proofwords import HEADS, TERMS, as_printed, figures, proof_text, term_name
from forecast.reference import Reference
from forecast.referencefiles import read_reference
from forecast.scenario import Scenario
from forecast.study import run_study
from forecast.tables import run_cells
from forecast.wording import Wording


def grounds(read: Plan, scenarios: list[Scenario], reference: Reference | None = None) -> Iterator[Ground]:
    study = run_study(read, scenarios, reference, draws=256)
    for outcome in study.outcomes:
        for row in outcome.assessments:
            yield Ground(plan=read, requirements=study.requirements, outcome=outcome, row=row)


def one(what: What, *entries: dict, under: Scenario | None = None, **more: object) -> Proof | None:
    return prove(next(grounds(plan(*entries, **more), [under or scenario("stated")])), what)


def past(statement: dict) -> dict:
    return indicator("x", target="9.000 tỷ đồng", statements=[statement])


@pytest.mark.parametrize("name", list_plans())
def test_every_number_of_every_plan_has_a_formula_that_gives_it(name: str) -> None:
    read = read_plan(name)
    count = 0
    for ground in grounds(read, [find_scenario(each, read) for each in list_scenarios(name)]):
        for what, proof in prove_all(ground).items():
            assert proof.formula is not None, (ground.needed.indicator, what)
            for language in ("vi", "en"):
                found = spreadsheet.evaluate(excel(proof.formula, language), language)
                assert math.isclose(found, proof.value, rel_tol=1e-9, abs_tol=1e-9), (ground.needed.indicator, what)
            count += 1
    assert count > 200


def test_the_budget_of_cam_duong_word_by_word() -> None:
    read = read_plan("cam-duong")
    ground = next(
        each for each in grounds(read, [find_scenario("stated", read)]) if each.needed.indicator == "budget_revenue"
    )
    required = prove(ground, "required")
    assert required is not None and required.formula is not None
    assert excel(required.formula, "en") == "=(5500/3000)^(1/5)-1"
    assert [item.source.line for item in required.sources] == [739, 253]
    text = proof_text(required, read, ground.indicator, Wording("vi"))
    assert text.filled == "(5.500 ÷ 3.000)^(1 ÷ 5) − 1 = 12,89%"
    assert (text.shown, text.exact) == ("12,89%", "12,888132073%")
    landed = prove(ground, "gap")
    assert landed is not None and landed.formula is not None
    assert excel(landed.formula, "vi") == "=5500-3000*(1+12%)^5"
    assert proof_text(landed, read, ground.indicator, Wording("en")).filled == "5,500 − 3,000 × (1 + 12%)^5 = 213"


@pytest.mark.parametrize(
    "what, entry, formula",
    [
        ("past", past(said("change", "tăng 87,8%", 2020, 2025)), "=(3000/(3000/(1+87.8%)))^(1/5)-1"),
        ("past", past(said("multiple", "gấp 2,3 lần", 2020, 2025)), "=(3000/(3000/2.3))^(1/5)-1"),
        ("past", past(said("rate", "13,9%/năm")), "=13.9%"),
        ("target", indicator("x", targets=[goal("10%/năm", "rate")]), "=3000*(1+10%)^5"),
        ("target", indicator("x", targets=[goal("tăng 25%", "cumulative")]), "=3000*(1+25%)"),
        ("target", indicator("x", base=None, targets=[goal("tăng 25%", "cumulative")]), "=100*(1+25%)"),
        ("base", indicator("x", base="3 nghìn tỷ đồng", target="9.000 tỷ đồng"), "=3*1000"),
        ("required", indicator("x", law="total", base="100 tỷ đồng", target="700 tỷ đồng"), "=RATE(5,-100,0,700,1)"),
        ("required", indicator("x", law="linear", unit="%", base="40%", target="50%"), "=(50-40)/5"),
        ("required", indicator("x", law="flow", unit="người/năm", base="500 người/năm", target="600 người/năm"), "=600"),
    ],
)  # fmt: skip
def test_each_law_and_statement_has_its_formula(what: What, entry: dict, formula: str) -> None:
    proof = one(what, entry)
    assert proof is not None and proof.formula is not None
    assert excel(proof.formula, "en") == formula


def test_a_path_with_events_years_and_a_bound() -> None:
    event = {"id": "storm", "year": "2027", "hits": {"x": "-10%"}, "recovers": "2 yr"}
    path = {"x": {"2026-2027": "10%/yr", "2028-2030": "20%/yr"}}
    entry = indicator("x", targets=[goal("9.000 tỷ đồng", year=2028)])
    proof = one("projected", entry, under=scenario(paths=path, events=[event]))
    assert proof is not None and proof.formula is not None
    assert excel(proof.formula, "en") == "=3000*(1+10%)^2*(1+20%)*(1+(-10%))^0.5"
    entry = indicator("x", law="linear", unit="%", base="98%", target="99%")
    proof = one("projected", entry, under=scenario(paths={"x": "+1 point/yr"}))
    assert proof is not None and proof.formula is not None
    assert excel(proof.formula, "en") == "=MIN(98+5*1,100)"


def test_what_is_derived_from_others_is_proved_by_them() -> None:
    parts = [
        indicator("a", base="100 tỷ đồng", stated_rate=stated("10%/năm")),
        indicator("b", base="50 tỷ đồng", stated_rate=stated("5%/năm")),
    ]
    whole = indicator("c", base="160 tỷ đồng", target="200 tỷ đồng")
    read = plan(*parts, whole, identities=[{"is": "c", "equals": "a + b"}])
    ground = next(each for each in grounds(read, [scenario("stated")]) if each.needed.indicator == "c")
    proof = prove(ground, "projected")
    assert proof is not None and proof.formula is not None
    assert evaluate(proof.formula) == pytest.approx(160 / 150 * (100 * 1.1**5 + 50 * 1.05**5))
    names = [name for name, _ in figures(proof, read, Wording("vi"))]
    assert names == ["số in ÷ số tính được của năm gốc", "a 2030", "b 2030"]


def test_a_share_that_gives_way_is_proved_by_the_others() -> None:
    shares = [
        indicator(name, law="linear", unit="%", base=base, target=base)
        for name, base in (("a", "20%"), ("b", "30%"), ("c", "50%"))
    ]
    read = plan(*shares, identities=[{"sum": ["a", "b", "c"], "equals": "100%"}])
    for ground in grounds(read, [scenario("held", paths={"a": "+2 points/yr"})]):
        proof = prove(ground, "projected")
        assert proof is not None and proof.formula is not None, ground.needed.indicator
        assert evaluate(proof.formula) == pytest.approx({"a": 30, "b": 26.25, "c": 43.75}[ground.needed.indicator])


def test_nothing_is_proved_where_there_is_no_number() -> None:
    entry = indicator("x", target="9.000 tỷ đồng")
    for what in ("projected", "gap", "past", "stated", "mean", "pace", "distance", "last_safe"):
        assert one(what, entry) is None


def test_every_figure_and_every_number_has_a_name() -> None:
    assert set(HEADS) >= set(WHATS)
    for name in list_plans():
        read = read_plan(name)
        for ground in grounds(read, [find_scenario("stated", read)]):
            for proof in prove_all(ground).values():
                for language in ("vi", "en"):
                    text = proof_text(proof, read, ground.indicator, Wording(language))
                    assert text.head and text.shown != "–" and text.rounding
                assert all(term_name and value for term_name, value in figures(proof, read, Wording("vi")))
    assert len(set(TERMS.values())) == len(TERMS)


def test_chances_are_explained_and_the_best_elsewhere_is_a_formula() -> None:
    read, reference = read_plan("cam-duong"), read_reference()
    chances, elsewhere = 0, 0
    for ground in grounds(read, [find_scenario("stated", read), find_scenario("held", read)], reference):
        for what, proof in prove_all(ground).items():
            if proof.kind == "chance":
                chances += 1
                assert 0 <= proof.value <= 1 and proof.formula is None
                for language in ("vi", "en"):
                    assert len(chance_words(ground, what, Wording(language))) >= 2
            else:
                assert proof.formula is not None, (ground.needed.indicator, what)
        if ground.row.last_safe_year is not None and not by_own_pace(ground):
            elsewhere += 1
            reached = prove(ground, "last_safe")
            assert (
                reached is not None and reached.value >= (ground.needed.goal or 0) * (1 - 1e-9)
            ) or ground.indicator.better == "lower"
    assert chances >= 20
    assert elsewhere > 0


LEAVES = st.one_of(
    st.floats(0.01, 99).map(lambda value: Constant(round(value, 3))),
    st.floats(-50, 50).map(lambda value: Term("step", round(value, 3), "points")),
    st.floats(0.001, 0.9).map(lambda value: Term("growth", round(value, 4), "rate")),
)


def deeper(inner: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    pair = st.tuples(inner, inner)
    functions = st.tuples(st.sampled_from(["MIN", "MAX", "IF_SMALL"]), pair)
    return st.one_of(
        pair.map(lambda both: both[0] + both[1]), pair.map(lambda both: both[0] - both[1]), pair.map(lambda both: both[0] * both[1]),
        pair.map(lambda both: both[0] / both[1]), inner.map(lambda each: each**2), functions.map(lambda made: call(made[0], *made[1])),
    )  # fmt: skip


@given(st.recursive(LEAVES, deeper, max_leaves=8))
def test_what_is_typed_into_a_spreadsheet_means_what_was_built(formula: Formula) -> None:
    try:
        value = evaluate(formula)
    except (ZeroDivisionError, OverflowError):
        return
    for language in ("vi", "en"):
        found = spreadsheet.evaluate(excel(formula, language), language)
        assert math.isclose(found, value, rel_tol=1e-6, abs_tol=1e-6 * max(1.0, _size(formula)))


def _size(formula: Formula) -> float:
    """Largest number on the way: what rounding of the digits typed is measured by."""
    inner = [_size(each) for name in ("left", "right") if (each := getattr(formula, name, None)) is not None]
    inner += [_size(each) for each in getattr(formula, "arguments", ())]
    try:
        return max([abs(evaluate(formula)), *inner])
    except (ZeroDivisionError, OverflowError):
        return math.inf


@pytest.mark.parametrize("name", list_plans())
def test_every_level_of_every_path_has_a_formula_that_gives_it(name: str) -> None:
    read, seen = read_plan(name), 0
    for ground in grounds(read, [find_scenario(each, read) for each in list_scenarios(name)]):
        for year, level in zip(read.years, ground.row.path, strict=True):
            proof = prove_level(ground, year)
            assert (proof is None) == (level is None)
            if proof is not None and level is not None:
                assert proof.formula is not None, (ground.needed.indicator, ground.outcome.scenario.id, year)
                found = spreadsheet.evaluate(excel(proof.formula, "vi"), "vi")
                assert math.isclose(found, level, rel_tol=1e-9, abs_tol=1e-9), (ground.needed.indicator, year)
                seen += 1
    assert seen > 100


def test_the_chance_of_all_together_says_what_it_is_made_of() -> None:
    read = read_plan("cam-duong")
    study = run_study(read, [find_scenario("stated", read)], read_reference(), draws=256)
    (outcome,) = study.outcomes
    assert outcome.joint is not None
    text = joint_text(read, outcome, study.draws, Wording("en"))
    assert text is not None
    drawn, alone, between, _, expected, _ = text.way
    assert "256 draws" in drawn
    assert alone.count(";") == len(outcome.joint.weakest) - 1
    low, high = outcome.joint.bounds
    assert f"between {round(100 * low)}% and {round(100 * high)}%" in between
    rows = {
        row.requirement.indicator: row.p_attain for row in reversed(outcome.assessments.rows) if row.requirement.target
    }
    total = sum(rows[name] or 0.0 for name in outcome.joint.weakest)
    assert f"{total:.1f}" in expected
    without = run_study(read, [find_scenario("stated", read)]).outcomes[0]
    assert joint_text(read, without, None, Wording("en")) is None


PRINTED = {"base": 3, "target": 4, "projected": 5, "gap": 6, "required": 8, "stated": 9, "past": 10}
"""Column of `tables.RUN_HEADS` in which each number of an assessment stands."""


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", list_plans())
def test_the_window_of_a_number_says_what_its_cell_says(name: str, language: str) -> None:
    read, wording, seen = read_plan(name), Wording(language), 0
    for ground in grounds(read, [find_scenario(each, read) for each in list_scenarios(name)]):
        cells = run_cells(ground.row, read, wording)
        for what, column in PRINTED.items():
            told = ground_text(ground, what, wording)
            if told is not None:
                assert cells[column] in (told.shown, f"{told.shown} ({ground.year})"), (ground.needed.indicator, what)
                seen += 1
    assert seen > 100


def test_a_computed_target_says_that_it_is_rounded_and_its_formula_ends_with_the_bare_number() -> None:
    read = read_plan("cam-duong")
    found = {ground.needed.indicator: ground for ground in grounds(read, [find_scenario("centre-moves", read)])}
    target = ground_text(found["grdp"], "target", Wording("en"))
    assert target is not None
    assert (target.shown, target.exact) == ("21,054", "21,054.4084585")
    assert target.rounding == "Rounded half-up for show; with twelve digits: 21,054.4084585"
    over = ground_text(found["industrial_output_value"], "gap", Wording("en"))
    assert over is not None
    assert (over.shown, over.filled.rpartition(" = ")[2]) == ("over by 1", "-1")


def test_an_event_is_named_and_its_size_is_called_an_assumption() -> None:
    read = read_plan("cam-duong")
    found = {ground.needed.indicator: ground for ground in grounds(read, [find_scenario("centre-moves", read)])}
    told = ground_text(found["budget_revenue"], "projected", Wording("vi"))
    assert told is not None
    assert ("tác động của sự kiện (Trung tâm hành chính dời đi)", "-15%") in told.figures
    assert told.way[0].startswith(
        "Trung tâm hành chính dời đi, năm 2026: mức tác động là giả định của kịch bản. Dịch vụ là 45,8% GRDP"
    )
    assert ground_text(found["budget_revenue"], "target", Wording("vi")).way == ()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("part", "vi", "en"),
    [("2027-Q1", "quý I năm 2027", "quarter 1 of 2027"), ("2027-9M", "9 tháng đầu năm 2027", "first 9 months of 2027")],
)
def test_parts_of_a_year_are_named_as_readers_write_them(part: str, vi: str, en: str) -> None:
    read, term = read_plan("cam-duong"), Term("level", 96.0, about=part)
    assert (term_name(term, read, Wording("vi")), term_name(term, read, Wording("en"))) == (vi, en)


def test_a_formula_does_not_end_with_two_signs() -> None:
    read, wording = read_plan("cam-duong"), Wording("en")
    proof = Proof.of("target", "level", 1000.0, 1 * Term("target", 1000.0))
    told = as_printed(proof_text(proof, read, None, wording), "> 1,000", wording)
    assert (told.shown, told.filled) == ("> 1,000", "1 × 1,000 = 1,000")


def test_a_chance_keeps_what_is_said_of_its_rounding_and_an_index_says_why_it_is_100() -> None:
    read = read_plan("ha-tu")
    found = {ground.needed.number: ground for ground in grounds(read, [find_scenario("yagi", read)], read_reference())}
    chance = ground_text(found["6"], "p_attain", Wording("en"))
    assert chance is not None
    assert (chance.shown, chance.rounding) == (
        "50%",
        "In whole per cent; below 5 and above 95 no chance is told from another.",
    )
    base = ground_text(found["6"], "base", Wording("en"))
    assert base is not None
    assert (base.shown, base.way) == (
        "100 (index)",
        ("The plan names growth alone: the base year is set to 100.",),
    )


def test_a_stated_range_says_which_end_is_counted_with() -> None:
    for printed, way in (("11-12%/năm", ("The plan prints a range: its lower end is counted with.",)), ("11%/năm", ())):
        read = plan(indicator("x", base="100 tỷ đồng", target="200 tỷ đồng", stated_rate=stated(printed)))
        told = ground_text(next(grounds(read, [scenario("stated")])), "stated", Wording("en"))
        assert told is not None
        assert (told.shown, told.way) == ("11.00%", way)


def test_a_percentage_is_moved_inside_its_bounds_only_where_it_lies_at_one() -> None:
    forms = []
    for base in ("80%", "100%"):
        read = plan(indicator("x", "logit", "%", base, target="90%"))
        forms.append(
            on_scale(
                read.indicators[0],
                run_study(read, [scenario("stated")]).requirements.rows[0],
                Term("base", float(base[:-1])),
            )
        )
    assert [excel(form, "en") for form in forms] == [
        "=LN(80/(100-80))",
        "=LN(MIN(MAX(100,0.5),99.5)/(100-MIN(MAX(100,0.5),99.5)))",
    ]
    assert evaluate(forms[0]) == pytest.approx(math.log(4))
