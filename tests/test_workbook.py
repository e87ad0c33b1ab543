"""The live workbook: formulas with our digits stored, inputs that come back as a scenario, text that stays text."""

import io
import json
import math

import openpyxl
import pytest
from plans import indicator, plan, scenario, stated

from forecast import files
from forecast.cli import main
from forecast.errors import FileError
from forecast.exchange.returned import plan_of, read_changes
from forecast.exchange.returnedwords import changes_record, said_changes
from forecast.planyaml import write_plan
from forecast.report.bookground import FIXED
from forecast.report.bookscenario import FIRST, META, META_FIRST
from forecast.report.booktargets import COLUMNS, HEAD
from forecast.report.workbook import workbook
from forecast.scenario import resolve
from forecast.study import run_study
from forecast.wording import Wording

VI, EN = Wording("vi"), Wording("en")


def made(study_plan, *scenarios, wording=EN):
    return workbook(run_study(study_plan, scenarios), wording)


def opened(content, *, values=True):
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


@pytest.fixture(scope="module")
def ward():
    return files.read_plan("cam-duong")


@pytest.fixture(scope="module")
def ward_scenarios(ward):
    return [files.find_scenario(name, ward) for name in ("stated", "centre-moves", "late-clearance")]


@pytest.fixture(scope="module")
def ward_book(ward, ward_scenarios):
    return made(ward, *ward_scenarios)


# what it holds


def test_stored_levels_are_those_of_the_projections(ward, ward_scenarios, ward_book):
    book, n_years = opened(ward_book), ward.n_years
    for outcome in run_study(ward, ward_scenarios).outcomes:
        sheet = book[outcome.scenario.id]
        for place in range(len(ward.indicators)):
            stored = [sheet.cell(FIRST + place + 1, FIXED + n_years + 1 + year).value for year in range(n_years + 1)]
            known = place not in outcome.projection.unknown
            levels = outcome.projection.levels[place].tolist() if known else [math.nan] * (n_years + 1)
            assert [value if value != "" else None for value in stored] == [
                None if math.isnan(level) else pytest.approx(level, rel=1e-14) for level in levels
            ]


def test_every_level_of_an_indicator_that_can_move_is_a_formula(ward, ward_book):
    sheet = opened(ward_book, values=False)["stated"]
    place = ward.index["budget_revenue"]
    row = [cell.value for cell in sheet[FIRST + place + 1]]
    assert row[FIXED : FIXED + 5] == [pytest.approx(0.12)] * 5
    assert row[FIXED + 6] == (
        f"=IF(COUNT('stated'!$G${FIRST + place + 1}:$K${FIRST + place + 1})<5,\"\","
        f"'stated'!$L${FIRST + place + 1}*(1+'stated'!$G${FIRST + place + 1}))"
    )


def test_targets_show_required_rate_gap_and_standing(ward, ward_book):
    sheet = opened(ward_book)["Targets"]
    line = next(row for row in sheet.iter_rows(min_row=HEAD + 2, values_only=True) if row[0] == "2")
    assert line[7] == pytest.approx(0.12888, abs=1e-5)
    assert line[COLUMNS] == pytest.approx(5287.03, abs=0.01)
    assert line[COLUMNS + 1] == pytest.approx(212.97, abs=0.01)
    assert line[COLUMNS + 2] == 0


def test_the_check_names_every_formula_cell_and_all_agree(ward_book):
    formulas, values = opened(ward_book, values=False), opened(ward_book)
    checked = {(row[0], row[1]) for row in values["Check"].iter_rows(min_row=6, values_only=True) if row[0]}
    for name in ("Targets", "stated", "centre-moves", "late-clearance", "Steps"):
        cells = {
            (name, cell.coordinate)
            for row in formulas[name].iter_rows()
            for cell in row
            if isinstance(cell.value, str) and cell.value.startswith("=")
        }
        assert cells
        assert cells <= checked
    assert values["Check"]["C3"].value == values["Check"]["C4"].value == len(checked)


def test_every_figure_has_its_source(ward, ward_book):
    rows = list(opened(ward_book)["Sources"].iter_rows(min_row=2, values_only=True))
    wanted = sum(1 + len(item.also) for known in ward.indicators for _, item in known.sourced())
    assert len(rows) == wanted
    revenue = next(row for row in rows if row[0] == "2" and row[2] == "Target")
    assert (revenue[4], revenue[6]) == ("5.500 tỷ đồng", "line 739")
    assert "5.500 tỷ đồng" in revenue[7]


def test_only_growth_is_unlocked_and_the_lock_has_no_password(ward_book):
    book = opened(ward_book, values=False)
    for name in ("Targets", "stated", "Steps", "Sources", "Check"):
        assert book[name].protection.sheet
        assert book[name].protection.password is None
    sheet = book["stated"]
    free = {cell.column for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert free == set(range(FIXED + 1, FIXED + 6))
    assert sheet.data_validations.count > 50


def test_both_languages_carry_the_same_numbers(ward, ward_scenarios):
    books = [opened(made(ward, ward_scenarios[0], wording=wording)) for wording in (VI, EN)]
    for one, other in zip(books[0].worksheets, books[1].worksheets, strict=True):
        numbers = [
            [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, (int, float))]
            for sheet in (one, other)
        ]
        assert numbers[0] == numbers[1]
        assert numbers[0] or one.title in ("Nguồn số liệu",)


def test_targets_reached_are_counted_as_the_study_counts_them(ward, ward_scenarios, ward_book):
    study = run_study(ward, ward_scenarios)
    sheet = opened(ward_book)["Charts"]
    top = next(row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value == "Targets reached")
    counts = [sheet.cell(top + 1 + number, 2).value for number in range(3)]
    assert counts == [outcome.assessments.n_attained for outcome in study.outcomes]


def test_text_of_a_plan_is_never_a_formula():
    text = '=HYPERLINK("http://x")'
    nasty = indicator("revenue", target="5.500 tỷ đồng", stated_rate=stated("12%/năm")) | {
        "name": {"vi": text, "en": text}
    }
    book = opened(
        made(plan(nasty, name={"vi": text}), scenario(rule="stated", name={"vi": text, "en": text})), values=False
    )
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(found) >= 5
    assert all(cell.data_type == "s" for cell in found)


def test_scenarios_with_long_or_equal_beginnings_have_sheets_of_their_own():
    known = plan(indicator(target="5.500 tỷ đồng", stated_rate=stated("12%/năm")))
    names = ["a" * 40, "a" * 40 + "b", "check"]
    book = opened(made(known, *[scenario(rule="stated", id=name) for name in names]))
    assert {"a" * 31, "a" * 28 + "~2", "check"} <= set(book.sheetnames)


# what comes back


def known_plan():
    return plan(
        indicator("revenue", target="5.500 tỷ đồng", stated_rate=stated("12%/năm")),
        indicator("insurance", "logit", "%", "95%", target="98%"),
        indicator("forest", "hold", "%", "45%", target="45%"),
        indicator("jobs", "flow", "người/năm", "550 người/năm", target="600 người/năm"),
        indicator("schools", "linear", "trường", "4 trường", target="8 trường"),
    )


HELD = scenario(rule="held", id="held", name={"vi": "Giữ nguyên"})


def edited(content, *changes, sheet="held"):
    """The workbook with cells of a scenario's sheet changed: place of the indicator, column from 0, value."""
    book = opened(content, values=False)
    for place, column, value in changes:
        book[sheet].cell(FIRST + place + 1, column + 1).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def year(number):
    """Column of the growth of a year."""
    return FIXED + number - 2026


def test_an_unchanged_workbook_changes_nothing():
    known = known_plan()
    back = read_changes(made(known, HELD), "b.xlsx", known)
    assert (back.scenario, back.differences, back.faults, back.outdated) == (None, (), (), False)
    assert list(said_changes(back, known, EN)) == ["No growth was changed."]


def test_changed_growth_comes_back_as_a_scenario_with_its_differences():
    known = known_plan()
    content = edited(
        made(known, HELD), (0, year(2027), 0.125), (3, year(2028), 600), (4, year(2026), -1), (2, year(2030), 0.5)
    )
    back = read_changes(content, "b.xlsx", known)
    assert back.faults == ()
    paths = {name: {segment.first: segment.move.text for segment in path} for name, path in back.scenario.paths.items()}
    assert paths["revenue"] == dict.fromkeys(range(2026, 2031), "0%/năm") | {2027: "12,5%/năm"}
    assert paths["jobs"] == dict.fromkeys(range(2026, 2031), "550 người/năm mỗi năm") | {2028: "600 người/năm mỗi năm"}
    assert paths["schools"] == dict.fromkeys(range(2026, 2031), "+0 trường/năm") | {2026: "-1 trường/năm"}
    assert paths["forest"][2030] == "đạt 45,5% năm 2030"
    assert (back.scenario.extends, back.scenario.plan) == ("held", "test")
    assert [(each.indicator, each.year, each.before, each.after) for each in back.differences] == [
        ("revenue", 2027, 0.0, 0.125), ("forest", 2030, 0.0, 0.5), ("jobs", 2028, 550.0, 600.0), ("schools", 2026, 0.0, -1.0),
    ]  # fmt: skip
    study = run_study(known, [resolve([HELD, back.scenario])])
    levels = study.outcomes[0].projection.levels
    assert levels[:, -1].tolist() == pytest.approx([3375, 95, 45.5, 550, 3])
    assert "held!H6: revenue, 2027: 0.00% → 12.50%" in list(said_changes(back, known, EN))
    assert changes_record(back, known, None, EN)["differences"][0]["where"] == "held!H6"


@pytest.mark.parametrize(
    ("change", "code", "cell"),
    [
        ((0, year(2027), "mười hai"), "sheet_input_text", "held!H6"),
        ((0, year(2027), True), "sheet_input_text", "held!H6"),
        ((0, year(2027), 12), "path_rate_range", "held!H6"),
        ((0, year(2027), None), "sheet_input_missing", "held!H6"),
        ((0, 5, 3500), "sheet_not_input", "held!F6"),
        ((0, year(2026) + 7, 4000), "sheet_formula_replaced", "held!N6"),
    ],
)
def test_what_cannot_come_back_is_told_by_cell(change, code, cell):
    known = known_plan()
    back = read_changes(edited(made(known, HELD), change, (3, year(2028), 600)), "b.xlsx", known)
    assert [(fault.code, fault.where) for fault in back.faults] == [(code, cell)]
    assert back.scenario is None


def test_all_faults_are_told_at_once():
    known = known_plan()
    content = edited(made(known, HELD), (0, year(2027), "x"), (1, year(2026), "y"), (3, year(2028), None))
    assert len(read_changes(content, "b.xlsx", known).faults) == 3


def test_changes_under_two_scenarios_ask_for_one():
    known = known_plan()
    content = made(known, HELD, scenario(rule="stated", id="stated"))
    content = edited(content, (0, year(2027), 0.1))
    content = edited(content, (0, year(2027), 0.2), sheet="stated")
    assert [fault.code for fault in read_changes(content, "b.xlsx", known).faults] == ["sheet_several_changed"]
    assert read_changes(content, "b.xlsx", known, scenario="stated").scenario.extends == "stated"


def test_a_workbook_of_a_plan_that_has_changed_says_so():
    known = known_plan()
    later = plan(*[one | {"number": "1"} for one in [indicator("revenue")]], *_rest())
    assert read_changes(made(known, HELD), "b.xlsx", later).outdated


def _rest():
    return [
        indicator("insurance", "logit", "%", "95%"), indicator("forest", "hold", "%", "45%"),
        indicator("jobs", "flow", "người/năm", "550 người/năm"), indicator("schools", "linear", "trường", "4 trường"),
    ]  # fmt: skip


def test_a_workbook_of_another_plan_is_refused(ward):
    with pytest.raises(FileError) as caught:
        read_changes(made(known_plan(), HELD), "b.xlsx", ward)
    assert [fault.code for fault in caught.value.faults] == ["sheet_not_of_plan"]


def test_a_damaged_hidden_sheet_is_refused():
    known = known_plan()
    book = opened(made(known, HELD), values=False)
    book[META].cell(META_FIRST + 1, 5).value = "x"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(FileError):
        read_changes(out.getvalue(), "b.xlsx", known)


def test_workbooks_of_ours_are_told_from_tables(ward_book):
    assert plan_of(ward_book, "b.xlsx") == "cam-duong"
    assert plan_of(b"a;b", "b.csv") is None
    assert plan_of(edited_meta(ward_book), "b.xlsx") is None


def edited_meta(content):
    book = opened(content, values=False)
    book[META].cell(1, 1).value = "something else"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# the command line


def test_report_and_import_close_the_circle(tmp_path, capsys):
    plan_file, book, back = tmp_path / "test.yaml", tmp_path / "book.xlsx", tmp_path / "mine.yaml"
    plan_file.write_text(write_plan(known_plan()), encoding="utf-8")
    assert main(["report", str(plan_file), "-s", "held", "--to", "xlsx", "-o", str(book)]) == 0
    book.write_bytes(edited(book.read_bytes(), (0, year(2027), 0.125)))
    capsys.readouterr()
    assert main(["import", str(book), "--plan", str(plan_file), "-o", str(back), "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["scenario"], record["differences"][0]["to"]) == ("held-changed", 0.125)
    known = files.read_plan(plan_file)
    assert run_study(known, [files.find_scenario(back, known)]).outcomes[0].projection.levels[0, -1] == pytest.approx(
        3375
    )
