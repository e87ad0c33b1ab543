"""The audit on real plans, on random plans that agree, and on plans with one corrupted figure."""

import random

import pytest
from audit_plans import consistent, corrupted
from plans import SOURCE, goal, indicator, plan, said, stated
from pytest import approx

from forecast.audit import Audit, Finding, audit_plan
from forecast.auditwords import AuditWords
from forecast.files import read_plan
from forecast.wording import Wording


@pytest.fixture(scope="module")
def cam_duong() -> Audit:
    return audit_plan(read_plan("cam-duong"))


def one(found: Audit, name: str) -> Finding:
    """The finding with an id; exactly one."""
    (finding,) = [finding for finding in found.findings if finding.id == name]
    return finding


CONTRADICTIONS = {
    "CD-1": "level_rate_base:budget_revenue.target.2030",
    "CD-2": "year_or_period:budget_revenue.2025",
    "CD-3": "values_differ:grdp.rate.2021-2025",
    "CD-4": "past_rate_change:grdp.rate.2021-2025",
    "CD-5": "values_differ:grdp_per_capita.level.2025",
    "CD-7": "share_changes:share_agriculture.points.2020-2025",
    "CD-11": "values_differ:income_per_capita.points.2020-2025",
    "CD-12": "values_differ:certified_labour.level.2025",
    "CD-13": "values_differ:schools_national_standard.level.2025",
}
TENSIONS = {
    "CD-6": "implied_growth_past:grdp_per_capita.population",
    "CD-8": "part_above_whole:industry_value_added.level.2025",
    "CD-10": "out_of_step:grdp",
    "CD-15": "no_distance:vneid_accounts.resolution",
    "CD-16 quarters": "no_distance:cultural_quarters.resolution",
    "CD-16 families": "perhaps_no_distance:cultural_families.resolution",
}
SLIPS = {
    "CD-13 of plan": "of_plan_as_level:schools_national_standard.2025",
    "CD-14": "of_plan_as_level:solid_waste_collected.2025",
    "CD-18": "values_scale:population.level.2025",
}


@pytest.mark.parametrize("severity, named", [("contradiction", CONTRADICTIONS), ("tension", TENSIONS), ("slip", SLIPS)])
def test_what_is_known_of_cam_duong_is_found_once_each(cam_duong: Audit, severity: str, named: dict[str, str]) -> None:
    for case, name in named.items():
        assert one(cam_duong, name).severity == severity, case


def numbers(finding: Finding) -> dict[str, float]:
    return {
        name: value.number
        for line in finding.arithmetic
        for name, value in line.params.items()
        if hasattr(value, "number")
    }


def test_the_arithmetic_of_the_budget(cam_duong: Audit) -> None:
    finding = one(cam_duong, CONTRADICTIONS["CD-1"])
    found = numbers(finding)
    assert found["reached"] == approx(5287.025, abs=1e-3)
    assert found["miss"] == approx(212.975, abs=1e-3)
    assert found["needed"] == approx(0.12888, abs=5e-6)
    base = next(repair for repair in finding.repairs if repair.what == "base")
    assert base.low < 3120.8 < base.high
    assert {repair.what for repair in finding.repairs} == {"base", "target", "stated_rate"}
    assert list(finding.repairs) == sorted(finding.repairs, key=lambda repair: abs(repair.change))
    assert {evidence.source.line for evidence in finding.evidence if evidence.source} >= {253, 739, 740}


def test_the_arithmetic_of_the_product(cam_duong: Audit) -> None:
    assert numbers(one(cam_duong, CONTRADICTIONS["CD-4"]))["implied"] == approx(0.1343, abs=5e-5)
    lines = one(cam_duong, CONTRADICTIONS["CD-3"]).arithmetic
    assert [line.params["difference"].number for line in lines] == approx([6.75, 8.15])  # type: ignore[union-attr]


def test_per_head_tells_which_of_two_figures_fits(cam_duong: Audit) -> None:
    finding = one(cam_duong, CONTRADICTIONS["CD-5"])
    assert finding.params["fits"].number == 160  # type: ignore[union-attr]
    assert numbers(finding)["computed"] == approx(161.1, abs=0.05)
    assert not [other for other in cam_duong.findings if other.id == "values_differ:grdp_per_capita.points.2020-2025"]


def test_changes_of_shares(cam_duong: Audit) -> None:
    finding = one(cam_duong, CONTRADICTIONS["CD-7"])
    assert numbers(finding)["sum"] == approx(1.8)
    services = next(repair for repair in finding.repairs if repair.indicator == "share_services")
    industry = next(repair for repair in finding.repairs if repair.indicator == "share_industry")
    assert services.low < 2.6 < services.high
    assert industry.low < -3.1 < industry.high


def test_population_and_growth_of_cam_duong(cam_duong: Audit) -> None:
    assert numbers(one(cam_duong, TENSIONS["CD-6"]))["factor"] == approx(1.270, abs=5e-4)
    factors = [line.params["left"].number for line in one(cam_duong, TENSIONS["CD-10"]).arithmetic]  # type: ignore[union-attr]
    assert factors == approx([0.66, 0.66, 0.61], abs=0.01)


def test_schools_behind_a_percentage(cam_duong: Audit) -> None:
    line = one(cam_duong, "uncountable:schools_national_standard.level.2025").arithmetic[1]
    assert line.params["n"].number == 34  # type: ignore[union-attr]
    assert [count.number for count in line.params["counts"]] == [27, 31]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "name, finding",
    [
        ("ha-tu", "series_total:land_violations.total.2020-2024"),
        ("ha-tu", "flow_below_past:jobs_created.resolution"),
        ("ha-tu", "target_behind_base:party_members_good.resolution"),
        ("ha-tu", "ranges_sum_at_edge:share_services.target.2030"),
        ("ha-tu", "implied_growth_plan:grdp_growth.employment"),
        ("tam-thanh", "uncountable:schools_national_standard.target.2030"),
        ("tam-thanh", "target_behind_base:cultural_agencies.plan"),
        ("doan-ket", "no_base_value:doan-ket"),
    ],
)
def test_the_other_plans_have_theirs(name: str, finding: str) -> None:
    one(audit_plan(read_plan(name)), finding)


@pytest.mark.parametrize("name", ["cam-duong", "tam-thanh", "doan-ket", "ha-tu"])
def test_findings_have_names_of_their_own_and_stay_in_order(name: str) -> None:
    given = read_plan(name)
    first, second = audit_plan(given), audit_plan(given)
    ids = [finding.id for finding in first.findings]
    assert len(ids) == len(set(ids))
    assert ids == [finding.id for finding in second.findings]
    ranks = [["contradiction", "tension", "slip", "data_gap"].index(finding.severity) for finding in first.findings]
    assert ranks == sorted(ranks)


def test_plans_that_agree_within_rounding_are_never_accused() -> None:
    accused = {}
    for seed in range(500):
        given, _, _ = consistent(seed)
        found = [finding for finding in audit_plan(given).findings if finding.severity == "contradiction"]
        if found:
            accused[seed] = [finding.id for finding in found]
    assert not accused


def test_one_corrupted_figure_is_found_and_its_repair_holds_the_true_one() -> None:
    missed, unmended, tried, seed = [], [], 0, 0
    while tried < 500:
        seed += 1
        broken = corrupted(seed)
        if broken is None:
            continue
        tried += 1
        given, slot, name = broken
        hard = [finding for finding in audit_plan(given).findings if finding.severity in ("contradiction", "slip")]
        about = [finding for finding in hard if name in finding.indicators]
        true = slot.value / 100 if slot.fraction else slot.value
        repairs = [repair for finding in about for repair in finding.repairs if repair.indicator == name]
        slack = 1e-9 * abs(true)
        if not about:
            missed.append((seed, slot))
        elif not any(
            repair.low - slack <= abs(true) <= repair.high + slack or repair.low - slack <= -true <= repair.high + slack
            for repair in repairs
        ):
            unmended.append((seed, slot, [(repair.what, repair.low, repair.high) for repair in repairs]))
    assert not missed
    assert not unmended


def kinds(*indicators: dict[str, object], **more: object) -> dict[str, Finding]:
    return {finding.kind: finding for finding in audit_plan(plan(*indicators, **more)).findings}  # type: ignore[arg-type]


def test_rounding_decides() -> None:
    within = indicator(base="3.120 tỷ đồng", target="5.500 tỷ đồng", stated_rate=stated("12%/năm"))
    found = audit_plan(plan(within))
    assert "level_rate_base" not in {finding.kind for finding in found.findings}
    assert [finding.kind for finding in found.rounded] == ["level_rate_base"]
    finer = indicator(base="3.000,0 tỷ đồng", target="5.500 tỷ đồng", stated_rate=stated("12,9%/năm"))
    assert "level_rate_base" not in kinds(finer)
    assert "level_rate_base" in kinds(
        indicator(base="3.000,0 tỷ đồng", target="5.500 tỷ đồng", stated_rate=stated("12,0%/năm"))
    )


@pytest.mark.parametrize(
    "entry, cause",
    [
        (indicator(base="300 tỷ đồng", target="5.287 tỷ đồng", stated_rate=stated("12%/năm")), "times_10"),
        (indicator(base="3.000.000 tỷ đồng", target="5.287 tỷ đồng", stated_rate=stated("12%/năm")), "times_1000"),
        (
            indicator(base="3.000,0 tỷ đồng", target="4.720,6 tỷ đồng", stated_rate=stated("12,00%/năm")),
            "one_year_less",
        ),
        (
            indicator(base="3.000,0 tỷ đồng", target="5.921,5 tỷ đồng", stated_rate=stated("12,00%/năm")),
            "one_year_more",
        ),
        (
            indicator(base="3.000,0 tỷ đồng", target="5.500 tỷ đồng", stated_rate=stated("16,67%/năm")),
            "arithmetic_mean",
        ),
    ],
)
def test_the_likely_slip_is_named(entry: dict[str, object], cause: str) -> None:
    assert kinds(entry)["level_rate_base"].cause == cause


@pytest.mark.parametrize(("base", "likely"), [("52.000 tỷ đồng", True), ("44.000 tỷ đồng", False)])
def test_a_base_as_large_as_the_target_of_the_term_is_probably_a_sum(base: str, likely: bool) -> None:
    """100,000 / sqrt(5) = 44,721: below it the base is nearer to a year's part of the target."""
    found = kinds(indicator(law="total", base=base, target="100.000 tỷ đồng"))
    assert ("year_like_term" in found) == likely


def test_a_figure_of_a_sheet_is_cited_with_its_cell() -> None:
    entry = indicator(base="100 tỷ đồng", target="300 tỷ đồng", stated_rate=stated("10%/năm"))
    entry["targets"][0]["source"] = {"sheet": "Biểu 1", "cell": "J4"}
    found = audit_plan(plan(entry))
    assert "    Biểu 1, ô J4: 300 tỷ đồng" in AuditWords(Wording("vi"), found.plan).report(found)


def test_targets_of_different_bodies_are_a_tension_of_one_body_a_contradiction() -> None:
    bodies = indicator(targets=[goal("5.500 tỷ đồng"), goal("5.700 tỷ đồng", name="council", rank="council")])
    assert kinds(bodies)["targets_by_rank"].severity == "tension"
    same = indicator(targets=[goal("5.500 tỷ đồng"), goal("5.700 tỷ đồng", name="again")])
    assert kinds(same)["values_differ"].severity == "contradiction"


def test_one_wrong_figure_in_two_relations_is_one_finding() -> None:
    entries = [
        indicator("a", unit="hộ", base="100 hộ", statements=[said("change", "tăng 50 hộ", 2020)]),
        indicator("b", unit="hộ", base="40 hộ"),
        indicator("c", unit="hộ", base="30 hộ"),
    ]
    entries[0]["observations"].append({"year": "2020", "figure": "20 hộ", "source": SOURCE})
    found = audit_plan(plan(*entries, identities=[{"is": "a", "equals": "b + c"}]))
    hard = [finding for finding in found.findings if finding.severity == "contradiction"]
    assert len(hard) == 1
    repair = next(repair for repair in hard[0].repairs if repair.indicator == "a" and repair.what == "base")
    assert (repair.low, repair.high) == (70, 70)


def written(value: float, kind: str) -> str:
    """A repaired figure as a Vietnamese plan would print it."""
    if kind == "stated_rate":
        return f"{100 * value:g}%/năm".replace(".", ",")
    return f"{value:,.0f} tỷ đồng".replace(",", ".")


@pytest.mark.parametrize("kind", ["base", "target", "stated_rate"])
def test_a_repaired_figure_put_into_the_plan_agrees(kind: str) -> None:
    figures = {"base": "3.000 tỷ đồng", "target": "5.500 tỷ đồng", "stated_rate": "12%/năm"}
    for _ in range(2):
        entry = indicator(base=figures["base"], target=figures["target"], stated_rate=stated(figures["stated_rate"]))
        found = kinds(entry).get("level_rate_base")
        if found is None:
            break
        repair = next(repair for repair in found.repairs if repair.what == kind)
        figures[kind] = written(repair.value, kind)
    assert found is None, figures


def test_shares_as_ranges() -> None:
    def shares(*texts: str) -> dict[str, Finding]:
        entries = [
            indicator(f"s{n}", law="linear", unit="%", base=None, better="none", target=text)
            for n, text in enumerate(texts)
        ]
        return kinds(*entries, identities=[{"sum": ["s0", "s1", "s2"], "equals": "100%"}])

    assert shares("40- 44%", "40- 44%", "4- 6%")["ranges_cannot_sum"].severity == "contradiction"
    assert shares("45- 49%", "40-45%", "4-6%")["ranges_sum_at_edge"].severity == "tension"
    assert "ranges_sum_at_edge" not in shares("45- 55%", "35-45%", "4-6%")
    bounded = shares("trên 50%", "trên 40%", "dưới 10%")
    assert not {"ranges_cannot_sum"} & set(bounded)


def test_part_and_whole_and_growth_of_parts() -> None:
    whole = indicator("whole", unit="hộ", base="50 hộ", stated_rate=stated("12%/năm"))
    one_part = indicator("one", unit="hộ", base="60 hộ", stated_rate=stated("5%/năm"))
    other = indicator("other", unit="hộ", base=None, stated_rate=stated("6%/năm"))
    identities = [{"part": "one", "of": "whole"}, {"is": "whole", "equals": "one + other"}]
    found = kinds(whole, one_part, other, identities=identities)
    assert found["part_above_whole"].severity == "contradiction"
    assert found["growth_outside_parts"].severity == "contradiction"


def test_golden_cases_of_consistency() -> None:
    def per_head(total: str, head: str, unit: str, head_unit: str) -> Audit:
        people = indicator("people", unit="nghìn người", base="102.371 nghìn người")
        entries = [indicator("gdp", unit=unit, base=total), people, indicator("head", unit=head_unit, base=head)]
        return audit_plan(plan(*entries, identities=[{"is": "head", "equals": "gdp / people"}]))

    agreeing = per_head("12.847,6 nghìn tỷ đồng", "125,5 triệu đồng", "nghìn tỷ đồng", "triệu đồng")
    assert not [finding for finding in agreeing.findings if finding.severity == "contradiction"]
    conflict = per_head("510,0 tỷ USD", "5.026 USD", "tỷ USD", "USD")
    assert "identity" in {finding.kind for finding in conflict.findings}


def test_two_seeds_give_two_plans() -> None:
    assert random.Random(1).random() != random.Random(2).random()
    assert consistent(1)[1] != consistent(2)[1]


@pytest.mark.parametrize(("printed", "agrees"), [("126", True), ("126,2", True), ("150", False)])
def test_a_target_that_follows_from_others_is_rounded_as_they_are(printed: str, agrees: bool) -> None:
    """164,000 / 1,300 is 126.15: neither 126 nor 126.2 contradicts it, and a repair has the decimals of the figure."""
    found = audit_plan(
        plan(
            indicator("product", base="84.500 tỷ đồng", target="164.000 tỷ đồng"),
            indicator("people", unit="nghìn người", base="1.239 nghìn người", target="1.300 nghìn người"),
            indicator("head", unit="triệu đồng/người", base=None, target=f"{printed} triệu đồng/người"),
            identities=[{"is": "head", "equals": "product / people"}],
        )
    )
    failed = [finding for finding in found.findings if finding.kind == "identity"]
    assert (failed == []) == agrees
    assert all(repair.digits == 0 for finding in failed for repair in finding.repairs)
