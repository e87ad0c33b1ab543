"""Formulas of what makes two scenarios differ: computed anew, also by a spreadsheet, they give the amounts that are shown."""

import math

import pytest
import spreadsheet
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import indicator, plan, scenario, stated

from forecast.attribution import TOGETHER, added, by_cause, by_factor, by_year
from forecast.causeproof import Pair, cause_proof, factor_proof, year_proof
from forecast.causewords import cause_text, names_of, pair_of
from forecast.files import find_scenario, list_plans, list_scenarios, read_plan
from forecast.outcome import Outcome, Study
from forecast.plan import Plan
from forecast.proof import Ground, Proof, evaluate, excel
from forecast.proofwords import proof_text
from forecast.scenario import Scenario
from forecast.study import run_study
from forecast.wording import Wording


def ground(study: Study, outcome: Outcome, name: str) -> Ground:
    row = next(row for row in outcome.assessments if row.requirement.indicator == name)
    return Ground(plan=study.plan, requirements=study.requirements, outcome=outcome, row=row)


def pair(read: Plan, one: Scenario, other: Scenario, name: str) -> Pair:
    study = run_study(read, [one, other])
    first, last = (ground(study, outcome, name) for outcome in study.outcomes)
    titles = {each.id: Wording("vi").name(each.name) for each in read.indicators}
    return Pair(one=first, other=last, names=("Trước", "Sau"), titles=titles)


def holds(proof: Proof, pair: Pair) -> None:
    """The formula gives the amount, to what the digits typed of the largest level allow."""
    assert proof.formula is not None, (pair.one.needed.indicator, proof.what)
    assert evaluate(proof.formula) == pytest.approx(proof.value, rel=1e-9, abs=1e-9)
    size = max(1.0, abs(pair.last))
    for language in ("vi", "en"):
        found = spreadsheet.evaluate(excel(proof.formula, language), language)
        assert math.isclose(found, proof.value, rel_tol=1e-9, abs_tol=1e-11 * size)


@pytest.mark.parametrize("name", list_plans())
def test_every_amount_of_the_plans_has_a_formula_that_gives_it(name: str) -> None:
    read, seen = read_plan(name), 0
    rules = [each for each in list_scenarios(name) if each not in ("held", "reference")]
    study = run_study(read, [find_scenario(each, read) for each in ["held", *rules]])
    first, titles = study.outcomes[0], {each.id: Wording("vi").name(each.name) for each in read.indicators}
    for last in study.outcomes[1:]:
        one, other = first.projection, last.projection
        known = [each for each, place in read.index.items() if place not in {*one.unknown, *other.unknown}]
        differing = [
            each for each in known if abs(one.levels[read.index[each], -1] - other.levels[read.index[each], -1]) > 1e-9
        ]
        for each in differing:
            grounds = (ground(study, outcome, each) for outcome in (first, last))
            both = Pair(one=next(grounds), other=next(grounds), names=("a", "b"), titles=titles)
            causes = by_cause(read, study.requirements, first.scenario, last.scenario, each)
            gap = both.last - float(one.levels[read.index[each], -1])
            assert sum(causes.amounts.values()) == pytest.approx(gap, rel=1e-9, abs=1e-9)
            for found in causes.added.values():
                holds(cause_proof(both, found), both)
            factors = by_factor(read, one, other, each)
            for factor in factors:
                holds(factor_proof(both, factors, factor), both)
            for year, amount in by_year(read, one, other, each).items():
                holds(year_proof(both, year, amount), both)
            seen += 1
    assert seen > 4


def towns() -> Plan:
    grdp = indicator("grdp", base="10.000 tỷ đồng", stated_rate=stated("8%/năm"))
    people = indicator("people", unit="người", base="50.000 người", stated_rate=stated("1%/năm"))
    head = indicator("head", unit="triệu đồng", base="210 triệu đồng")
    share = indicator("share", law="linear", unit="%", base="40%")
    return plan(grdp, people, head, share, identities=[{"is": "head", "equals": "grdp / people"}])


def test_one_cause_is_the_whole_difference_word_by_word() -> None:
    both = pair(towns(), scenario("stated"), scenario("stated", paths={"grdp": "10%/yr"}), "grdp")
    causes = by_cause(towns(), both.one.requirements, both.one.outcome.scenario, both.other.outcome.scenario, "grdp")
    proof = cause_proof(both, causes.added["path:grdp"])
    assert proof.value == pytest.approx(10_000 * (1.1**5 - 1.08**5))
    said = proof_text(proof, towns(), both.one.indicator, Wording("vi"))
    assert said.named == "Sau 2030 − Trước 2030"
    assert said.filled == "16.105,1 − 14.693,2808 = 1.412"


def test_two_causes_are_averaged_over_both_orders() -> None:
    events = [{"id": "storm", "year": "2030", "hits": {"grdp": "-10%"}}]
    both = pair(towns(), scenario("stated"), scenario("stated", paths={"grdp": "10%/yr"}, events=events), "grdp")
    causes = by_cause(towns(), both.one.requirements, both.one.outcome.scenario, both.other.outcome.scenario, "grdp")
    slow, fast = 10_000 * 1.08**5, 10_000 * 1.1**5
    proof = cause_proof(both, causes.added["event:storm"])
    assert proof.value == pytest.approx((-0.1 * slow - 0.1 * fast) / 2)
    assert proof.formula is not None
    assert excel(proof.formula, "en") == f"=({0.9 * slow:.13g}-{slow:.13g}+{0.9 * fast:.13g}-{fast:.13g})/2"
    storm, growth = causes.amounts["event:storm"], causes.amounts["path:grdp"]
    assert storm + growth == pytest.approx(0.9 * fast - slow)


def test_the_factors_of_income_per_head_by_hand() -> None:
    paths = {"grdp": "10%/yr", "people": "2%/yr"}
    both = pair(towns(), scenario("stated"), scenario("stated", paths=paths), "head")
    one, other = both.one.outcome.projection, both.other.outcome.projection
    factors = by_factor(towns(), one, other, "head")
    product, people = (10_000 * 1.08**5, 10_000 * 1.1**5), (50_000 * 1.01**5, 50_000 * 1.02**5)
    by_hand = 1.05 * 1000 * ((product[1] - product[0]) / people[0] + (product[1] - product[0]) / people[1]) / 2
    assert factors["grdp"].amount == pytest.approx(by_hand)
    proof = factor_proof(both, factors, "grdp")
    said = proof_text(proof, towns(), both.one.indicator, Wording("vi"))
    assert "grdp · Sau 2030" in said.named and "people · Trước 2030" in said.named
    holds(proof, both)


def test_a_year_adds_by_logarithms_or_by_points() -> None:
    read = towns()
    both = pair(read, scenario("stated"), scenario("stated", paths={"grdp": {"2027": "2%/yr"}}), "grdp")
    one, other = both.one.outcome.projection, both.other.outcome.projection
    amount = by_year(read, one, other, "grdp")[2027]
    end, start = 10_000 * 1.08**4 * 1.02, 10_000 * 1.08**5
    assert amount == pytest.approx((end - start) / math.log(end / start) * math.log(1.02 / 1.08))
    holds(year_proof(both, 2027, amount), both)
    first = year_proof(both, 2026, by_year(read, one, other, "grdp")[2026])
    assert [source.printed for source in first.sources] == ["10.000 tỷ đồng"]
    points = pair(read, scenario("held"), scenario("held", paths={"share": {"2028": "+3 points/yr"}}), "share")
    split = by_year(read, points.one.outcome.projection, points.other.outcome.projection, "share")
    proof = year_proof(points, 2028, split[2028])
    assert proof.formula is not None and excel(proof.formula, "en") == "=43-40-(40-40)"


@given(
    st.lists(st.floats(-0.2, 0.2), min_size=1, max_size=8),
    st.lists(st.floats(-0.3, 0.3).filter(lambda hit: abs(hit) > 0.001), min_size=1, max_size=8),
)
@settings(max_examples=30, deadline=None)
def test_amounts_of_any_causes_have_formulas_and_add_up(steps: list[float], hits: list[float]) -> None:
    read = towns()
    events = [{"id": f"e{at}", "year": "2028", "hits": {"grdp": f"{100 * hit:.4f}%"}} for at, hit in enumerate(hits)]
    paths = {"grdp": {str(2026 + at): f"{100 * step:.4f}%/yr" for at, step in enumerate(steps[:5])}}
    both = pair(read, scenario("stated"), scenario("stated", paths=paths, events=events), "head")
    one, other = both.one.outcome, both.other.outcome
    causes = by_cause(read, both.one.requirements, one.scenario, other.scenario, "head")
    assert (TOGETHER in causes.members) == (TOGETHER in causes.added) == (len(hits) == 8)
    gap = other.projection.levels[2, -1] - one.projection.levels[2, -1]
    assert sum(causes.amounts.values()) == pytest.approx(gap, abs=1e-9)
    for found in causes.added.values():
        holds(cause_proof(both, found), both)
    years = by_year(read, one.projection, other.projection, "head")
    assert sum(years.values()) == pytest.approx(gap, abs=1e-9)
    for year, amount in years.items():
        holds(year_proof(both, year, amount), both)


@given(st.lists(st.floats(-3, 3), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_the_mean_of_the_averages_is_the_share_over_all_orders(sizes: list[float]) -> None:
    names = [f"n{place}" for place in range(len(sizes))]

    def worth(chosen: frozenset[str]) -> float:
        total = sum(size for name, size in zip(names, sizes, strict=True) if name in chosen)
        return total * total / 7 + total

    for name, found in added(worth, names).items():
        own = sizes[names.index(name)]
        rest = math.fsum(sizes) - own
        assert found.amount == pytest.approx((own * own + own * rest) / 7 + own, abs=1e-9)  # a product is shared alike


def test_causes_and_scenarios_are_named_as_readers_know_them() -> None:
    storm = {"id": "storm", "year": "2028", "hits": {"grdp": "-10%"}, "name": {"vi": "Bão lớn"}}
    dry = {"id": "dry", "year": "2027", "hits": {"grdp": "-3%"}}
    late = {"id": "late", "years": "1", "of": ["grdp"], "name": {"vi": "Chậm mặt bằng"}}
    one = scenario("stated", events=[storm, dry])
    other = scenario("stated", paths={"grdp": "10%/yr"}, delays=[late])
    study = run_study(towns(), [one, other])
    both = pair_of(*(ground(study, outcome, "grdp") for outcome in study.outcomes), Wording("vi"))
    assert both.names == ("Thử", "Thử")
    causes = by_cause(towns(), both.one.requirements, one, other, "grdp")
    assert set(names_of(both, causes, Wording("vi")).values()) == {
        "sự kiện: Bão lớn", "sự kiện: dry", "lùi lại: Chậm mặt bằng", "tốc độ tăng của grdp",
    }  # fmt: skip
    told = cause_text(both, causes, "event:storm", Wording("vi"))
    assert told.title.endswith("sự kiện: Bão lớn") and "sự kiện: dry" in told.way[1]


def test_what_stands_together_is_told() -> None:
    events = [{"id": f"e{at}", "year": "2028", "hits": {"grdp": f"-{at + 1}%"}} for at in range(9)]
    bare = plan(
        indicator("x", base="100 tỷ đồng"), indicator("grdp", base="10.000 tỷ đồng", stated_rate=stated("8%/năm"))
    )
    for name, one, other, cause, said in (
        ("grdp", scenario("stated"), scenario("stated", events=events), TOGETHER, "sự kiện: e1; sự kiện: e0"),
        ("x", scenario("held"), scenario("stated", paths={"x": "5%/yr"}), "rule:stated", "tốc độ tăng của x"),
    ):
        both = pair(bare, one, other, name)
        causes = by_cause(bare, both.one.requirements, one, other, name)
        assert said in cause_text(both, causes, cause, Wording("vi")).way[-1]
    assert names_of(both, causes, Wording("vi")) == {"rule:stated": "quy tắc của kịch bản, cùng tốc độ tăng của x"}
