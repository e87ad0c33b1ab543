"""Plans that people fill in: what is kept of a plan, what is understood, what is suggested, and every fault at its field."""

import re
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecast import drafts
from forecast.families import Suggested, suggested_for
from forecast.files import list_plans, read_plan, read_plan_text
from forecast.formbuild import beside, build
from forecast.formwords import fault_text, kept_text, laws, understood
from forecast.planform import Form, Goal, Row, families_suggested, form_of, read_form, suggested, suggested_family
from forecast.wording import Wording

ENGLISH, VIETNAMESE = Wording("en"), Wording("vi")
HEAD = Form(name="Phường Thử", author="An", day="2026-01-31")
BUDGET = Row(number="1", name="Thu ngân sách", unit="tỷ đồng", base="khoảng 3.000", target="5.500", stated="12%/năm")


def filled(*rows: Row, **more: str) -> Form:
    return replace(HEAD, rows=rows, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", list_plans())
def test_a_shipped_plan_goes_through_the_form_unchanged(name: str) -> None:
    plan = read_plan(name)
    built = build(form_of(plan, "An", "2026-01-31"))
    assert built.faults == ()
    assert built.plan is not None
    assert built.plan.model_copy(update={"id": plan.id}) == plan


def test_a_filled_form_is_a_plan_file_that_reads_as_the_same_plan() -> None:
    built = build(filled(BUDGET))
    assert built.text is not None
    plan = read_plan_text(built.text, "form.yaml")
    assert plan == built.plan
    (entry,) = plan.indicators
    assert (entry.law, entry.better, entry.level(entry.observations[0])) == ("compound", "higher", 3000.0)
    assert entry.read(entry.observations[0]).low == 2940.0  # type: ignore[union-attr]
    assert (entry.targets[0].rank, entry.level(entry.targets[0])) == ("party", 5500.0)
    assert (entry.stated_rate.first, entry.stated_rate.last) == (2026, 2030)  # type: ignore[union-attr]
    assert entry.targets[0].source.by == "An"


def test_a_changed_figure_changes_its_source_and_nothing_else() -> None:
    plan = read_plan("cam-duong")
    form = form_of(plan, "An", "2026-01-31")
    place = next(at for at, row in enumerate(form.rows) if row.id == "budget_revenue")
    built = build(form.with_row(place, replace(form.rows[place], target="6.000 tỷ đồng")))
    assert built.plan is not None
    before, after = plan.indicator("budget_revenue"), built.plan.indicator("budget_revenue")
    assert (after.level(after.targets[0]), after.targets[0].source.by) == (6000.0, "An")
    assert after.observations == before.observations
    assert after.statements == before.statements
    assert built.plan.identities == plan.identities


def test_relations_of_an_indicator_that_is_taken_out_go_with_it() -> None:
    plan = read_plan("cam-duong")
    form = form_of(plan, "An", "2026-01-31")
    built = build(replace(form, rows=tuple(row for row in form.rows if row.id != "grdp")))
    assert "grdp" not in {name for fault in built.faults for name in str(fault.fault.params).split("'")}
    assert all(relation.computed != "grdp" for relation in built.plan.identities) if built.plan else built.faults


@pytest.mark.parametrize(
    "row, law, better",
    [
        (Row(name="Thu ngân sách", unit="tỷ đồng", base="3.000", target="5.500"), "compound", "higher"),
        (Row(name="Tham gia BHYT", unit="%", base="92,5", target="trên 95"), "logit", "higher"),
        (Row(name="Tỷ trọng công nghiệp", unit="%", base="40", target="45-49"), "linear", "higher"),
        (Row(name="Tỷ lệ hộ nghèo", unit="%", base="1,2", target="dưới 0,5"), "logit", "lower"),
        (Row(name="Giải quyết việc làm", unit="người", base="550", target="600"), "flow", "higher"),
        (Row(name="Che phủ rừng", unit="%", base="25,27", target="duy trì 25,27"), "hold", "higher"),
        (Row(name="Đạt chuẩn nông thôn mới"), "status", "higher"),
        (Row(name="GRDP", unit="tỷ đồng", target="15%/năm"), "compound", "higher"),
    ],
)
def test_law_and_direction_are_suggested(row: Row, law: str, better: str) -> None:
    assert suggested(row, "vi") == (law, better)
    assert "(đề xuất)" in laws(row, HEAD, VIETNAMESE)[0]
    assert "(đề xuất)" not in laws(replace(row, law="linear"), HEAD, VIETNAMESE)[0]


@pytest.mark.parametrize(
    "row, field, text, known",
    [
        (BUDGET, "base", "about 3,000 billion VND (can mean 2,940 to 3,060)", True),
        (BUDGET, "target", "5,500 billion VND", True),
        (BUDGET, "stated", "12%/year (can mean 11.5 to 12.5)", True),
        (Row(unit="%", target="45-49%"), "target", "45-49%", True),
        (Row(unit="triệu đồng", target="trên 130"), "target", "over 130 million VND", True),
        (Row(unit="%", base="2.2"), "base", "'2.2'", False),
        (Row(unit="%", base="3 tỷ đồng"), "base", "tỷ đồng", False),
        (Row(), "base", "", True),
    ],
)
def test_what_was_understood_is_said(row: Row, field: str, text: str, known: bool) -> None:
    said, read = understood(HEAD, row, field, ENGLISH)
    assert read is known
    assert said == text if known else text in said


def test_every_fault_is_at_its_field_and_all_are_told_at_once() -> None:
    rows = (
        BUDGET,
        Row(name="Sai", unit="%", base="2.2", target="abc"),
        Row(),
        Row(unit="%", target="5", kind="document"),
    )
    built = build(filled(*rows, author="", base_year="x"))
    places = {(fault.row, fault.field) for fault in built.faults}
    assert places >= {
        (None, "base_year"),
        (None, "author"),
        (1, "base"),
        (1, "target"),
        (3, "name"),
        (3, "title"),
        (3, "place"),
        (3, "quote"),
    }
    for wording in (ENGLISH, VIETNAMESE):
        texts = [fault_text(fault, filled(*rows), wording) for fault in built.faults]
        assert all(texts)
        assert not [text for text in texts if re.search(r"\{|indicators\.|key ", text)]


@pytest.mark.parametrize(
    "row",
    [
        replace(BUDGET, base="abc"),
        replace(BUDGET, base="0 tỷ đồng", law="compound"),
        replace(BUDGET, target="-5 tỷ đồng", law="compound"),
        replace(BUDGET, target="12%/năm", law="linear"),
        Row(name="Tỷ lệ hộ nghèo", unit="%", base="3,2", target="giảm 0,4 điểm %/năm"),
        Row(name="Xếp hạng PCI", unit="hạng", base="35", target="trong nhóm 20"),
    ],
)
def test_faults_of_a_form_do_not_speak_of_the_keys_of_a_file(row: Row) -> None:
    form = filled(row)
    texts = [fault_text(fault, form, wording) for fault in build(form).faults for wording in (ENGLISH, VIETNAMESE)]
    assert texts
    assert not [text for text in texts if re.search(r"'\w+:|\blaw [a-z]+|\bas: ", text)]
    assert max(map(len, texts)) < 260


def test_the_base_of_a_term_total_is_said_to_be_of_one_year() -> None:
    row = Row(name="Tổng vốn đầu tư 5 năm", unit="tỷ đồng", base="148.000", target="230.000")
    assert understood(HEAD, row, "base", ENGLISH)[0].endswith(
        "of 2025 alone; a sum of several years does not belong here"
    )


@pytest.mark.parametrize("kind, said", [
    ("document", ["Document", "Page", "Quote"]), ("sheet", ["Sheet", "Cell"]),
])  # fmt: skip
def test_what_is_missing_of_a_source_is_said_once_by_its_field(kind: str, said: list[str]) -> None:
    form = filled(replace(BUDGET, kind=kind, title="", place="", quote=""))
    texts = [fault_text(fault, form, ENGLISH) for fault in build(form).faults]
    assert texts == [f"row 1 ({BUDGET.name}), {field}: is empty; fill it in" for field in said]


def test_a_figure_whose_unit_is_still_to_be_filled_in_asks_for_it() -> None:
    form = filled(Row(name="Thu ngân sách", base="120", target="200"))
    assert suggested(form.rows[0], "vi")[0] == "compound"
    (fault,) = build(form).faults
    assert fault_text(fault, form, ENGLISH).startswith("row 1 (Thu ngân sách), Unit: is empty")


def test_a_document_without_its_text_is_a_source_by_page() -> None:
    row = replace(
        BUDGET, kind="document", title="Báo cáo", place="12", quote="thu khoảng 3.000, mục tiêu 5.500, 12%/năm"
    )
    built = build(filled(row, replace(row, name="Hai")))
    assert built.plan is not None
    source = built.plan.indicators[1].targets[0].source
    assert (built.plan.sources[source.document or ""].title, source.page) == ("Báo cáo", "12")
    assert len(built.plan.sources) == 1


def test_a_form_without_rows_says_so() -> None:
    (fault,) = build(filled(Row())).faults
    assert (fault.row, fault.fault.code) == (None, "form_without_rows")


texts = st.text(max_size=30)


@given(st.builds(Row, name=texts, unit=texts, base=texts, target=texts, stated=texts, number=texts, title=texts, quote=texts),
       st.sampled_from(["typed", "document", "sheet"]), texts)  # fmt: skip
def test_any_text_gives_a_plan_or_faults_and_survives_as_a_draft(row: Row, kind: str, name: str) -> None:
    form = filled(replace(row, kind=kind), name=name)
    built = build(form)
    assert (built.plan is None) == bool(built.faults)
    assert read_form(asdict(form)) == form
    if built.text is not None:
        assert read_plan_text(built.text, "form.yaml") == built.plan


def test_a_draft_is_found_again_and_only_by_its_own_name(tmp_path: Path) -> None:
    name, form = drafts.new_name(), filled(BUDGET)
    drafts.save(tmp_path, name, form)
    assert drafts.load(tmp_path, name) == form
    assert list(drafts.listed(tmp_path)) == [name]
    assert [path.suffix for path in tmp_path.iterdir()] == [".json"]
    for wrong in ("../../etc/passwd", "", "0" * 12, f"{name}.json"):
        assert drafts.load(tmp_path, wrong) is None
    for broken in ("[1", "[" * 100_000):
        (tmp_path / f"{name}.json").write_text(broken, encoding="utf-8")
        assert drafts.load(tmp_path, name) is None
    drafts.remove(tmp_path, name)
    assert drafts.listed(tmp_path) == {}


TWO = replace(
    BUDGET, rank="party", family="fiscal_nominal",
    goals=(Goal(rank="council", figure="5.800"), Goal(rank="council", year="2028", figure="trên 4.000")),
)  # fmt: skip


def test_all_targets_and_the_family_are_filled_in() -> None:
    built = build(filled(TWO))
    assert built.plan is not None
    (one,) = built.plan.indicators
    assert one.family == "fiscal_nominal"
    assert [(each.id, each.rank, each.year, one.level(each)) for each in one.targets] == [
        ("target", "party", 2030, 5500.0), ("council", "council", 2030, 5800.0), ("council-2", "council", 2028, 4000.0),
    ]  # fmt: skip
    again = form_of(built.plan, "An", "2026-01-31")
    assert [(goal.id, goal.rank, goal.year, goal.figure) for goal in again.rows[0].goals] == [
        ("council", "council", "2030", "5.800 tỷ đồng"), ("council-2", "council", "2028", "trên 4.000 tỷ đồng"),
    ]  # fmt: skip


def test_one_target_of_several_is_changed_and_the_others_keep_their_sources() -> None:
    plan = build(filled(TWO)).plan
    assert plan is not None
    form = form_of(plan, "Bình", "2026-03-01")
    (row,) = form.rows
    goals = (replace(row.goals[0], figure="6.000"), replace(row.goals[1], rank="stretch"))
    changed = build(form.with_row(0, replace(row, goals=goals))).plan
    assert changed is not None
    first, second, third = changed.indicators[0].targets
    assert (first, second.source.by, third.source.by) == (plan.indicators[0].targets[0], "Bình", "An")
    assert (third.rank, third.printed) == ("stretch", "trên 4.000 tỷ đồng")
    fewer = build(form.with_row(0, replace(row, target="", goals=row.goals[1:]))).plan
    assert fewer is not None
    assert [each.id for each in fewer.indicators[0].targets] == ["council-2"]


def test_a_fault_of_a_later_target_is_at_its_field() -> None:
    form = filled(replace(TWO, goals=(Goal(rank="council", figure="5.800"), Goal(rank="council", figure="4.4.4"))))
    built = build(form)
    assert [(fault.row, fault.field) for fault in built.faults] == [(0, "goal-1")]
    assert fault_text(built.faults[0], form, ENGLISH).startswith("row 1 (Thu ngân sách), Target 3:")


def test_a_draft_of_an_earlier_version_loses_neither_family_nor_targets() -> None:
    plan = build(filled(TWO)).plan
    assert plan is not None
    data = asdict(form_of(plan, "An", "2026-01-31"))
    for row in data["rows"]:
        for name in ("goals", "family", "rank", "year"):
            del row[name]
    assert build(read_form(data)).plan == plan.model_copy(update={"id": build(read_form(data)).plan.id})  # type: ignore[union-attr]
    assert read_form(asdict(form_of(plan, "An", "2026-01-31"))) == form_of(plan, "An", "2026-01-31")


def test_what_the_form_does_not_show_is_kept_and_said() -> None:
    form = form_of(read_plan("cam-duong"), "An", "2026-01-31")
    found, said = beside(form), kept_text(form, ENGLISH)
    assert (found.lost, found.relations) == (0, len(read_plan("cam-duong").identities))
    assert f"relations between indicators ({found.relations})" in said
    assert "statements of the text (" in said
    fewer = replace(form, rows=tuple(row for row in form.rows if row.id != "share_industry"))
    assert beside(fewer).lost > 0
    assert f"went with indicators taken out: {beside(fewer).lost}" in kept_text(fewer, ENGLISH)
    assert kept_text(filled(BUDGET), ENGLISH) == ""


@pytest.mark.parametrize("name", list_plans())
def test_a_form_suggests_the_family_that_its_plan_does_and_takes_none_over_by_itself(name: str) -> None:
    plan = read_plan(name)
    lone = tuple(each.model_copy(update={"family": None, "like": None}) for each in plan.indicators)
    form = form_of(plan.model_copy(update={"indicators": lone}), "An", "2026-01-31")
    for row, indicator in zip(form.rows, plan.indicators, strict=True):
        assert suggested_family(row, form) == suggested_for(indicator)
    offered = families_suggested(form)
    wanted = {at for at, each in enumerate(plan.indicators) if each.targets and suggested_for(each)}
    assert set(offered) == wanted
    assert {row.family for row in form.rows} == {""}


def test_a_growth_target_and_a_law_that_is_chosen_count_for_the_suggestion() -> None:
    size = Row(name="Tổng sản phẩm trên địa bàn", unit="tỷ đồng", base="900", target="14%/năm")
    assert suggested_family(size, filled(size)) == Suggested("econ_real", "Tổng sản phẩm")
    assert suggested_family(replace(size, target="1.800"), filled(size)) is None
    assert suggested_family(replace(size, law="flow"), filled(size)) is None
    assert suggested_family(replace(size, unit="5 tỷ 3"), filled(size)) is None


def test_families_are_offered_for_rows_with_a_target_that_have_none() -> None:
    rows = (BUDGET, replace(BUDGET, family="tourism"), replace(BUDGET, target=""), replace(BUDGET, name="Số vụ việc"))
    assert families_suggested(filled(*rows)) == {0: Suggested("fiscal_nominal", "Thu ngân sách")}
