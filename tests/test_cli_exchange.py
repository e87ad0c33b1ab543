"""`forecast import` and `forecast export`, as processes' main."""

import io
import json

import openpyxl
import pytest
from sheets import book, row

from forecast import files
from forecast.changes import new_child
from forecast.cli import main
from forecast.report.bookground import FIXED
from forecast.report.bookscenario import FIRST
from forecast.workspace import NONE, Item, Workspace

ROWS = [row(1, "Thu ngân sách", "tỷ đồng", 3000, 5500), row(2, "Vốn", "tỷ đồng", "5.5", 10)]


def run(capsys, *arguments):
    status = main(["--lang", "en", *map(str, arguments)])
    return status, *capsys.readouterr()


def test_a_table_becomes_a_plan_file(tmp_path, capsys):
    sheet, plan = tmp_path / "bieu.xlsx", tmp_path / "plan.yaml"
    sheet.write_bytes(book(ROWS[:1]))
    status, out, _ = run(capsys, "import", sheet, "-o", plan)
    assert status == 0
    assert "1 indicators read." in out
    assert files.read_plan(plan).indicators[0].id == "thu_ngan_sach"


def test_nothing_is_written_while_a_cell_cannot_be_read_unless_asked_for(tmp_path, capsys):
    sheet, plan = tmp_path / "bieu.xlsx", tmp_path / "plan.yaml"
    sheet.write_bytes(book(ROWS))
    status, out, _ = run(capsys, "import", sheet, "-o", plan)
    assert status == 2
    assert "Sheet!H5: '5.5' is no number as printed in Vietnamese" in out
    assert not plan.exists()
    assert run(capsys, "import", sheet, "-o", plan, "--partial")[0] == 0
    assert len(files.read_plan(plan).indicators) == 2


def test_import_as_json_tells_faults_and_notes(tmp_path, capsys):
    sheet = tmp_path / "bieu.xlsx"
    sheet.write_bytes(book(ROWS))
    status, out, _ = run(capsys, "import", sheet, "--json")
    record = json.loads(out)
    assert (status, record["indicators"], record["written"]) == (2, 2, None)
    assert [(fault["where"], fault["code"]) for fault in record["faults"]] == [("Sheet!H5", "figure_decimal_point")]
    assert {"law", "rank", "years"} <= {note["code"] for note in record["notes"]}


def test_a_file_that_is_there_is_replaced_only_on_demand(tmp_path, capsys):
    path = tmp_path / "form.xlsx"
    path.write_text("mine")
    status, _, error = run(capsys, "export", "doan-ket", "-o", path)
    assert (status, path.read_text()) == (2, "mine")
    assert "is there already" in error
    assert run(capsys, "export", "doan-ket", "-o", path, "--force")[0] == 0
    assert path.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_plan_becomes_a_table_that_is_read_again(tmp_path, capsys, form):
    path = tmp_path / f"bieu.{form}"
    status, out, _ = run(capsys, "export", "doan-ket", "--to", form, "-o", path)
    assert (status, "quotes from documents: 38" in out) == (0, True)
    assert run(capsys, "import", path, "--json")[0] == 0


def test_the_empty_form_is_named_after_itself(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(capsys, "export", "--template")[0] == 0
    assert (tmp_path / "indicator-form.xlsx").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export",), "neither a plan nor --template"),
        (("import", "missing.xlsx"), "there is no file"),
        (("export", "doan-ket", "-o", "/nowhere/x.xlsx"), "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said(capsys, arguments, said):
    status, _, error = run(capsys, *arguments)
    assert status == 2
    assert said in error


def changed_book(tmp_path, capsys, scenario, rate):
    """A workbook of a scenario of Ha Tu whose growth of 2027 was changed in one row."""
    path = tmp_path / "book.xlsx"
    arguments = ("report", "ha-tu", "-s", scenario, "--to", "xlsx", "-o", path, "--force", "--workspace", tmp_path)
    assert run(capsys, *arguments)[0] == 0
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    place = files.read_plan("ha-tu").index["grdp_growth"]
    book[scenario].cell(FIRST + 1 + place, FIXED + 2).value = rate
    book.save(path)
    return path


def test_a_changed_workbook_is_saved_into_the_scenario_it_was_made_of(tmp_path, capsys):
    space, plan = Workspace(tmp_path), files.read_plan("ha-tu")
    mine = new_child("mine", {"vi": "Của tôi"}, files.find_scenario("stated", plan), plan)
    space.save_scenario(mine.with_path("grdp_growth", "9%/yr"), plan, NONE, "Lan")
    book = changed_book(tmp_path, capsys, "mine", 0.125)
    status, out, _ = run(capsys, "import", book, "--into", "mine", "--workspace", tmp_path)
    assert (status, "Saved: " in out) == (0, True)
    path = files.find_scenario("mine", plan, tmp_path).paths["grdp_growth"]
    assert [(each.first, each.last, each.move.rate) for each in path] == [
        (2026, 2026, 0.09), (2027, 2027, 0.125), (2028, 2030, 0.09),
    ]  # fmt: skip
    assert len(space.store.history(Item("scenarios", "ha-tu", "mine"))) == 2


def test_a_changed_workbook_becomes_a_new_saved_scenario_but_never_another_one(tmp_path, capsys):
    book = changed_book(tmp_path, capsys, "stated", 0.125)
    status, out, _ = run(capsys, "import", book, "--into", "nhanh", "--workspace", tmp_path, "--json")
    assert (status, json.loads(out)["saved"].endswith("nhanh.yaml")) == (0, True)
    saved = files.find_scenario("nhanh", files.read_plan("ha-tu"), tmp_path)
    assert [each.move.text for each in saved.paths["grdp_growth"] if each.first == 2027] == ["12,5%/năm"]
    status, _, error = run(capsys, "import", book, "--into", "nhanh", "--workspace", tmp_path)
    assert (status, "the workbook was made of 'stated'" in error) == (2, True)
    assert run(capsys, "import", book, "--into", "stated", "--workspace", tmp_path)[0] == 2


def test_a_saved_plan_is_exported(tmp_path, capsys):
    plan = files.read_plan("doan-ket").model_copy(update={"id": "cua-toi"})
    Workspace(tmp_path).save_plan(plan, NONE, "Lan")
    out = tmp_path / "bieu.csv"
    assert run(capsys, "export", "cua-toi", "--to", "csv", "-o", out, "--workspace", tmp_path)[0] == 0
    assert out.exists()
    assert run(capsys, "export", "cua-toi", "--to", "csv", "-o", tmp_path / "b.csv")[0] == 2


def test_a_table_is_saved_in_the_workspace_and_over_itself_only_on_demand(tmp_path, capsys):
    sheet = tmp_path / "bieu.xlsx"
    sheet.write_bytes(book(ROWS[:1]))
    into = ("import", sheet, "--into", "bieu-moi", "--workspace", tmp_path)
    assert run(capsys, *into)[0] == 0
    assert files.read_plan("bieu-moi", tmp_path).indicators[0].id == "thu_ngan_sach"
    status, _, error = run(capsys, *into)
    assert (status, "'bieu-moi' is saved already" in error) == (2, True)
    assert run(capsys, *into, "--force")[0] == 0
    assert run(capsys, "import", sheet, "--into", "../x", "--workspace", tmp_path)[0] == 2
    sheet.write_bytes(book(ROWS))
    assert run(capsys, "import", sheet, "--into", "with-faults", "--workspace", tmp_path)[0] == 2
    assert Workspace(tmp_path).plans() == ("bieu-moi",)
