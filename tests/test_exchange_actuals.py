"""Actuals from a planners' table: matched by name and number, estimates told apart, strangers told, faults by cell."""

import io
from pathlib import Path

import pytest
from openpyxl import Workbook
from plans import indicator, plan
from test_cli import run

from forecast.errors import FileError
from forecast.exchange.actuals import is_actuals_file, read_actuals_table
from forecast.plan import Plan
from forecast.tracking import keep_ledger, read_facts_text
from forecast.tracking.reading import COLUMNS

HEADS = ["STT", "Chỉ tiêu", "ĐVT", "Thực hiện 2025", "Thực hiện 2026", "Ước thực hiện 2027", "Mục tiêu 2030"]
ROWS = [
    ["1", "Thu ngân sách", "tỷ đồng", "101", "108", "118,5", "161"],
    ["2", "Tỷ lệ lao động đã qua đào tạo", "%", "80", "81,2", "82,6", "85"],
    ["", "Đàn trâu", "con", "1", "2", "3", "4"],
]


def given() -> Plan:
    revenue = indicator("revenue", base="100 tỷ đồng", target="161,051 tỷ đồng", number="1")
    trained = indicator("trained", law="linear", unit="%", base="80%", target="85%", number="2")
    return plan(revenue | {"name": {"vi": "Thu ngân sách"}}, trained | {"name": {"vi": "Tỷ lệ lao động qua đào tạo"}})


def as_csv(rows: list[list[str]] = ROWS) -> bytes:
    return "\n".join(";".join(row) for row in [HEADS, *rows]).encode()


def as_workbook() -> bytes:
    book, file = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Biểu 1"
    for row in [HEADS, *ROWS]:
        sheet.append(row)
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(("content", "name"), [(as_csv(), "bieu.csv"), (as_workbook(), "bieu.xlsx")])
def test_a_table_becomes_facts_with_their_cells(content: bytes, name: str) -> None:
    assert not is_actuals_file(content)
    table = read_actuals_table(content, name, given(), "2027-12-10", "Phòng Kinh tế")
    known = read_facts_text(table.text, name, given())
    told = {(fact.indicator, str(fact.period)): (fact.value, fact.status) for fact in known.rows}
    assert told == {
        ("revenue", "2025"): (101, "final"), ("revenue", "2026"): (108, "final"), ("revenue", "2027"): (118.5, "estimate"),
        ("trained", "2026"): (81.2, "final"), ("trained", "2027"): (82.6, "estimate"),
    }  # fmt: skip
    assert table.strangers == ("Đàn trâu",)
    assert all(name in fact.source and fact.author == "Phòng Kinh tế" for fact in known.rows)
    assert any("E2" in fact.source for fact in known.rows)
    track = keep_ledger(given(), known).of("revenue")[0]
    assert track.last.rate == pytest.approx((161.051 / 118.5) ** (1 / 3) - 1)


def test_faults_are_told_by_cell() -> None:
    table = read_actuals_table(as_csv(), "bieu.csv", given(), "2026-06-30", "An")
    with pytest.raises(FileError) as caught:
        read_facts_text(table.text, "bieu.csv", given())
    faults = table.located(caught.value).faults
    assert {fault.code for fault in faults} >= {"fact_too_early"}
    assert all("bieu.csv, " in fault.where for fault in faults)


def test_a_cell_that_cannot_be_read_stops_the_whole_table() -> None:
    rows = [[*ROWS[0][:4], "1.2.3", *ROWS[0][5:]], *ROWS[1:]]
    with pytest.raises(FileError) as caught:
        read_actuals_table(as_csv(rows), "bieu.csv", given(), "2027-12-10", "An")
    assert any("E2" in fault.where for fault in caught.value.faults)


def test_a_table_about_other_things_brings_nothing() -> None:
    with pytest.raises(FileError) as caught:
        read_actuals_table(as_csv([ROWS[2]]), "bieu.csv", given(), "2027-12-10", "An")
    assert [fault.code for fault in caught.value.faults] == ["table_no_actuals"]


def test_our_own_files_are_known_by_their_heads() -> None:
    assert is_actuals_file(",".join(COLUMNS.needed).encode("utf-8-sig"))
    assert is_actuals_file(";".join(COLUMNS.needed[:-1]).encode())


def test_the_command_takes_a_table_with_its_day_and_author(tmp_path: Path) -> None:
    file = tmp_path / "bieu.csv"
    rows = [["2", "Thu ngân sách nhà nước trên địa bàn", "tỷ đồng", "3.052", "3.235", "3.510", "5.500"], ROWS[2]]
    file.write_bytes(as_csv(rows))
    told = run("track", "cam-duong", "--actuals", str(file), "--known-on", "2027-12-10", "--author", "An")
    assert told.returncode == 0, told.stderr
    assert "16.15 %" in told.stdout
    assert "Đàn trâu" in told.stderr
    without = run("track", "cam-duong", "--actuals", str(file))
    assert without.returncode == 2
    assert "--known-on" in without.stderr
