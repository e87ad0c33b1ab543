"""Every number of "what would have to be true" with its formula: over the four plans, and by hand."""

import math
from collections.abc import Iterator

import pytest
import spreadsheet
from hypothesis import example, given, settings
from hypothesis import strategies as st
from plans import goal, indicator, plan, said, scenario, stated
from pytest import approx
from test_random_scenarios import some_scenario

from forecast.askwords import after_text, before_text, goal_text, landed_text, moved_text, short_text
from forecast.files import find_scenario, list_plans, list_scenarios, read_plan
from forecast.levers import WIDTH, Lever
from forecast.plan import Plan
from forecast.proof import Proof, evaluate, excel
from forecast.requirement import require
from forecast.scenario import Scenario
from forecast.solve import MOVABLE, solve
from forecast.solveproof import (
    Answer,
    prove_after,
    prove_before,
    prove_goal,
    prove_landed,
    prove_moved,
    prove_short,
)
from forecast.solvewords import rate_text
from forecast.wording import Wording


def answered(read: Plan, under: Scenario, targets: tuple[str, ...] = (), levers: tuple[Lever, ...] = ()) -> Answer:
    solution = solve(read, under, targets, levers)
    return Answer(plan=read, requirements=require(read), scenario=under, solution=solution)


def proofs(answer: Answer) -> Iterator[tuple[str, float | None, Proof | None]]:
    """What is shown of an answer: its name, the number, and its proof."""
    for lever in answer.solution.levers:
        known = lever.before is not None
        yield "before", lever.before, prove_before(answer, lever)
        if known or lever.step != lever.start:  # one that the scenario gives no path and nothing moves is told in words
            yield "after", lever.after, prove_after(answer, lever)
        yield "moved", lever.moved_sd if known else None, prove_moved(answer, lever)
    for reached in answer.solution.targets:
        yield "target", reached.requirement.goal, prove_goal(answer, reached)
        yield "landed", reached.projected_value, prove_landed(answer, reached)
        yield "short", reached.shortfall, prove_short(answer, reached)


def checked(answer: Answer) -> int:
    """How many numbers were proved; each formula is computed anew as a spreadsheet of each language would."""
    count = 0
    for name, value, proof in proofs(answer):
        assert (proof is None) == (value is None), name
        if proof is None:
            continue
        assert proof.value == value
        assert proof.formula is not None, (name, value)
        for language in ("vi", "en"):
            found = spreadsheet.evaluate(excel(proof.formula, language), language)
            assert math.isclose(found, proof.value, rel_tol=1e-9, abs_tol=1e-9), (name, value)
        count += 1
    return count


@pytest.mark.parametrize("name", list_plans())
def test_every_number_of_every_answer_has_a_formula_that_gives_it(name: str) -> None:
    read, count = read_plan(name), 0
    movable = tuple(row.indicator for row in require(read).followed.values() if row.law in MOVABLE)
    for under in list_scenarios(name):
        known = find_scenario(under, read)
        for targets in ((), *((each,) for each in movable)):
            count += checked(answered(read, known, targets))
    assert count > 50


def test_the_budget_of_cam_duong_by_hand() -> None:
    read = read_plan("cam-duong")
    answer = answered(read, find_scenario("stated", read), ("budget_revenue",))
    (lever,), (reached,) = answer.solution.levers, answer.solution.targets
    wording = Wording("en")
    after = after_text(answer, lever, wording)
    assert after.excel["en"] == "=(5500/3000)^(1/5)-1"
    assert after.exact.startswith("12.888132073")
    assert [item.source.line for item in after.sources] == [739, 253]
    before = before_text(answer, lever, wording)
    assert before is not None
    assert (before.excel["en"], [item.source.line for item in before.sources]) == ("=12%", [740])
    moved = moved_text(answer, lever, wording)
    assert moved is not None
    assert moved.excel["en"].startswith("=(LN(1+12.888132073") and moved.excel["en"].endswith("%)-LN(1+12%))/0.02")
    assert moved.shown == wording.number((math.log(5500 / 3000) / 5 - math.log(1.12)) / 0.02, 2)
    assert "convention" in moved.way[0]
    landed, goal_ = landed_text(answer, reached, wording), goal_text(answer, reached, wording)
    assert landed is not None and landed.shown == "5,500"
    assert landed.excel["en"].startswith("=3000*(1+12.888132073")
    assert goal_ is not None and goal_.excel["en"] == "=5500"
    assert short_text(answer, reached, wording).shown == "0"


def test_a_bound_is_the_proof_of_what_stands_at_it() -> None:
    read = read_plan("cam-duong")
    answer = answered(
        read, find_scenario("stated", read), ("budget_revenue",), (Lever(indicator="budget_revenue", high=0.125),)
    )
    (lever,), (reached,) = answer.solution.levers, answer.solution.targets
    text = after_text(answer, lever, Wording("en"))
    assert text.excel["en"] == "=12.5%" and "bound" in text.way[0]
    short = short_text(answer, reached, Wording("en"))
    assert short.shown == "93.90"  # 5,500 - 3,000 * 1.125 ^ 5
    assert checked(answer) == 6


@pytest.mark.parametrize(
    ("more", "formula"),
    [
        ({"events": [{"id": "hit", "year": "2026", "hits": {"revenue": "-15%"}}]}, "=(5500/(1+(-15%))/3000)^(1/5)-1"),
        ({"delays": [{"id": "late", "years": "2", "of": ["revenue"]}]}, "=(5500/3000)^(1/3)-1"),
    ],
)
def test_events_and_delays_stand_in_the_formula(more: dict[str, object], formula: str) -> None:
    read = plan(indicator(target="5.500 tỷ đồng", stated_rate=stated("12%/năm")))
    answer = answered(read, scenario("stated", **more))
    assert after_text(answer, answer.solution.levers[0], Wording("en")).excel["en"] == formula
    assert checked(answer) == 6


@pytest.mark.parametrize(
    "entry",
    [
        indicator(law="linear", unit="%", base="60%", target="75%"),
        indicator(law="logit", unit="%", base="90%", target="từ 97% trở lên"),
        indicator(law="logit", unit="%", base="90%", targets=[goal("97%", year=2028)]),
        indicator(law="linear", unit="%", base="20%", better="lower", target="dưới 12%"),
        indicator(law="linear", unit="hộ", base="40 hộ", target="90 hộ"),
        indicator(unit="triệu đồng", base="110 triệu đồng", target="trên 130 triệu đồng"),
        indicator(base=None, targets=[goal("15%/năm", "rate")]),
        indicator(target="3.000 tỷ đồng"),
    ],
)
def test_every_law_has_its_formulas(entry: dict[str, object]) -> None:
    assert checked(answered(plan(entry), scenario("held"))) == 6


def test_growth_that_changes_over_the_years_is_proved_by_its_average() -> None:
    read = plan(indicator(target="6.000 tỷ đồng"))
    path = {"revenue": {"2026-2027": "10%/yr", "2028-2030": "12%/yr"}}
    answer = answered(read, scenario(paths=path))
    before = prove_before(answer, answer.solution.levers[0])
    assert before is not None and before.formula is not None
    assert excel(before.formula, "en") == "=(3000*(1+10%)^2*(1+12%)^3/3000)^(1/5)-1"
    assert before.value == approx((1.1**2 * 1.12**3) ** 0.2 - 1)


def test_the_own_past_is_proved_down_to_its_printed_figures() -> None:
    entry = indicator(target="5.500 tỷ đồng", stated_rate=stated("12%/năm"))
    source = entry["observations"][0]["source"]
    for year, level in (("2021", "2.000"), ("2022", "2.400"), ("2023", "2.420"), ("2024", "2.900")):
        entry["observations"].append({"year": year, "figure": f"{level} tỷ đồng", "source": source})
    answer = answered(plan(entry), scenario("stated"))
    text = moved_text(answer, answer.solution.levers[0], Wording("vi"))
    assert text is not None and "độ lệch chuẩn" in text.way[0]
    assert len(text.sources) == 5
    assert checked(answer) == 6


@pytest.mark.parametrize(("width", "words"), [(0.05, "given with it"), (None, "a convention of this tool")])
def test_where_the_usual_scatter_is_from_is_said(width: float | None, words: str) -> None:
    read = plan(indicator(target="5.500 tỷ đồng", stated_rate=stated("12%/năm")))
    answer = answered(read, scenario("stated"), levers=(Lever(indicator="revenue", width=width),))
    text = moved_text(answer, answer.solution.levers[0], Wording("en"))
    assert text is not None and words in text.way[0]
    assert text.excel["en"].endswith(f"/{width or 0.02}")


def per_head() -> Plan:
    entries = [
        indicator("grdp", base="10.000 tỷ đồng", stated_rate=stated("8%/năm"), statements=[said("rate", "6%/năm")]),
        indicator("people", unit="người", base="50.000 người", stated_rate=stated("1%/năm")),
        indicator("head", unit="triệu đồng", base="200 triệu đồng", target="320 triệu đồng"),
    ]
    return plan(*entries, identities=[{"is": "head", "equals": "grdp / people"}])


def test_shared_moves_have_no_formula_and_say_how_they_were_found() -> None:
    answer = answered(per_head(), scenario("stated"), ("head",))
    assert len(answer.solution.levers) == 2
    for lever in answer.solution.levers:
        text = after_text(answer, lever, Wording("vi"))
        assert text.filled == "" and text.excel == {}
        assert text.way[0].startswith("Tìm được bằng thuật toán") and "bảng dưới" in text.way[1]
        assert text.shown == rate_text(lever.after, answer.plan.indicator(lever.indicator), Wording("vi"))
    (reached,) = answer.solution.targets
    landed = prove_landed(answer, reached)
    assert landed is not None and landed.formula is not None
    assert evaluate(landed.formula) == approx(320)


@given(st.floats(0.01, 0.15), st.floats(1.1, 2.5), st.sampled_from([2028, 2030]), st.sampled_from(["-20%", "-5%"]))
@settings(max_examples=25, deadline=None)
def test_one_lever_is_proved_whatever_happens(rate: float, factor: float, year: int, hit: str) -> None:
    entry = indicator(
        targets=[goal(f"{round(3000 * factor)} tỷ đồng", year=year)],
        stated_rate=stated(f"{100 * rate:.1f}%/năm".replace(".", ",")),
    )
    event = {"id": "storm", "year": "2027", "hits": {"revenue": hit}, "recovers": "2 yr"}
    assert checked(answered(plan(entry), scenario("stated", events=[event]))) == 6


@pytest.mark.parametrize("unit", ["tỷ đồng", "%"])
def test_the_default_scatter_is_the_one_that_solving_uses(unit: str) -> None:
    read = plan(indicator(law="linear", unit=unit, base=f"40 {unit}", target=f"60 {unit}"))
    (lever,) = answered(read, scenario("held")).solution.levers
    assert lever.width.origin == "usual"
    assert lever.width.value == (WIDTH["linear"] if unit == "%" else WIDTH["log"] * 40)


def test_a_scenario_without_a_path_shows_no_growth_now() -> None:
    answer = answered(plan(indicator(target="5.500 tỷ đồng")), scenario("stated"))
    (lever,) = answer.solution.levers
    assert before_text(answer, lever, Wording("vi")) is None and moved_text(answer, lever, Wording("vi")) is None
    assert lever.after == approx((5500 / 3000) ** 0.2 - 1)


def test_what_stays_short_for_both_says_that_nothing_comes_nearer() -> None:
    levers = (Lever(indicator="grdp", high=0.09), Lever(indicator="people"))
    read = per_head()
    rows = [*read.indicators]
    people = rows[1].model_copy(
        update={"targets": plan(indicator("people", unit="người", target="60.000 người")).indicators[0].targets}
    )
    both = read.model_copy(update={"indicators": (rows[0], people, rows[2])})
    answer = answered(both, scenario("stated"), ("head", "people"), levers)
    assert answer.solution.status == "impossible"
    free = next(lever for lever in answer.solution.levers if not lever.at_bound)
    assert after_text(answer, free, Wording("en")).way[0].endswith("none comes nearer.")


def test_a_lever_without_a_path_that_nothing_needs_stays_at_its_base() -> None:
    read = plan(indicator(target="5.500 tỷ đồng"), indicator("idle", base="80 tỷ đồng"))
    levers = (Lever(indicator="revenue"), Lever(indicator="idle"))
    answer = answered(read, scenario("stated"), ("revenue",), levers)
    idle = next(lever for lever in answer.solution.levers if lever.indicator == "idle")
    text = after_text(answer, idle, Wording("en"))
    assert (idle.after, text.filled) == (0.0, "")
    assert text.way[0].startswith("The scenario gives it no path")


@given(st.integers(0, 10**6))
@example(4676)
@settings(max_examples=40, deadline=None)
def test_any_scenario_is_answered_with_formulas(seed: int) -> None:
    read, under = some_scenario(seed)
    movable = [row.indicator for row in require(read).followed.values() if row.law in MOVABLE]
    if under is not None:
        answer = answered(read, under, (movable[seed % len(movable)],))
        if answer.solution.status != "impossible":
            assert checked(answer)


def test_a_rate_of_a_scenario_is_typed_as_it_is_said() -> None:
    under = scenario("stated", paths={"revenue": "9%/yr"})
    answer = answered(plan(indicator(target="5.500 tỷ đồng")), under, ("revenue",))
    text = before_text(answer, answer.solution.levers[0], Wording("vi"))
    assert text is not None
    assert text.excel == {"vi": "=9%", "en": "=9%"}
