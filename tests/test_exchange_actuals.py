"""Actuals from a planners' table: matched by name and number, estimates told apart, strangers told, faults by cell."""

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from plans import goal, indicator, plan
from test_cli import run

from forecast.errors import FileError
from forecast.exchange.actuals import is_actuals_file, read_actuals_table
from forecast.exchange.months import months_of
from forecast.exchange.sheet import read_table
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
    return plan(*given_rows())


def given_rows() -> list[dict[str, Any]]:
    revenue = indicator("revenue", base="100 tỷ đồng", target="161,051 tỷ đồng", number="1")
    trained = indicator("trained", law="linear", unit="%", base="80%", target="85%", number="2")
    return [revenue | {"name": {"vi": "Thu ngân sách"}}, trained | {"name": {"vi": "Tỷ lệ lao động qua đào tạo"}}]


def as_csv(rows: list[list[str]] = ROWS, heads: list[str] = HEADS) -> bytes:
    return "\n".join(";".join(row) for row in [heads, *rows]).encode()


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
    assert "16.15%" in told.stdout
    assert "Đàn trâu" in told.stderr
    without = run("track", "cam-duong", "--actuals", str(file))
    assert without.returncode == 2
    assert "--known-on" in without.stderr


def told(rows: list[list[str]], known_on: str = "2027-12-10") -> dict[tuple[str, str], tuple[str, str, str]]:
    """What a table says: figure, reading and status by indicator and period."""
    table = read_actuals_table(as_csv(rows[1:], rows[0]), "bieu.csv", full(), known_on, "An")
    known = read_facts_text(table.text, "bieu.csv", full())
    return {(fact.indicator, str(fact.period)): (fact.printed, fact.reading, fact.status) for fact in known.rows}


def full() -> Plan:
    """A plan that also has a growth and a standard to be reached."""
    firms = indicator("firms", unit="doanh nghiệp", base=None, number="3", targets=[goal("15%/năm", "rate")])
    reached = {name: cell for name, cell in goal("").items() if name not in ("figure", "as")}
    urban = {"id": "urban", "name": {"vi": "Đạt chuẩn đô thị"}, "unit": "", "law": "status", "targets": [reached]}
    return plan(*given_rows(), firms | {"name": {"vi": "Tốc độ tăng số doanh nghiệp"}}, urban)


def test_months_are_no_level_of_the_year() -> None:
    heads = ["TT", "Chỉ tiêu", "ĐVT", "Thực hiện 6 tháng đầu năm 2026", "Ước thực hiện 9 tháng năm 2026", "Quý I/2026",
             "Thực hiện đến 30/11/2026", "Thực hiện tháng 7 năm 2026", "6 tháng cuối năm 2026", "Sơ bộ thực hiện năm 2026"]  # fmt: skip
    row = ["1", "Thu ngân sách", "tỷ đồng", "50", "80", "20", "99", "9", "58", "108"]
    assert told([heads, row], "2027-01-20") == {
        ("revenue", "2026-6M"): ("50 tỷ đồng", "level", "final"),
        ("revenue", "2026-9M"): ("ước 80 tỷ đồng", "level", "estimate"),
        ("revenue", "2026-Q1"): ("20 tỷ đồng", "level", "final"),
        ("revenue", "2026-11M"): ("99 tỷ đồng", "level", "final"),
        ("revenue", "2026"): ("108 tỷ đồng", "level", "preliminary"),
    }


def test_a_report_of_months_alone_is_read_and_makes_no_base_year_of_a_plan() -> None:
    heads = ["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm 2026", "Ước thực hiện 6 tháng năm 2026", "So với KH (%)"]
    rows = [heads, ["1", "Thu ngân sách", "tỷ đồng", "110", "50", "45,5"]]
    assert told(rows, "2026-06-25") == {("revenue", "2026-6M"): ("ước 50 tỷ đồng", "level", "estimate")}
    with pytest.raises(FileError) as caught:
        read_table(as_csv(rows[1:], heads), "bieu.csv")
    assert [fault.code for fault in caught.value.faults] == ["sheet_no_years"]


def test_no_target_is_needed_and_other_rows_speak_in_their_own_way() -> None:
    heads = ["TT", "Chỉ tiêu", "ĐVT", "Thực hiện 2025", "Kế hoạch 2026", "Thực hiện 2026"]
    rows = [
        heads, ["1", "Thu ngân sách", "tỷ đồng", "100", "112", "108"], ["3", "Tốc độ tăng số doanh nghiệp", "%", "", "15", "9,5"],
        ["4", "Đạt chuẩn đô thị", "", "chưa đạt", "đạt", "chưa đạt"],
    ]  # fmt: skip
    assert told(rows) == {
        ("revenue", "2026"): ("108 tỷ đồng", "level", "final"), ("firms", "2026"): ("tăng 9,5%", "growth", "final"),
        ("urban", "2025"): ("chưa đạt", "reached", "final"), ("urban", "2026"): ("chưa đạt", "reached", "final"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("head", "months"),
    [
        ("thực hiện 2026", (1, 12)), ("12 tháng năm 2026", (1, 12)), ("9 tháng đầu năm 2026", (1, 9)), ("quý iv/2026", (10, 12)),
        ("first nine months of 2026", (1, 9)), ("q2 2026", (4, 6)), ("đến hết tháng 8/2026", (1, 8)), ("đến ngày 31/12/2026", (1, 12)),
        ("đến 15/6/2026", None), ("tháng 6/2026", None), ("6 tháng cuối năm 2026", None), ("half-year 2026", (1, 6)),
        ("bình quân 2026-2030", (1, 12)), ("14 tháng 2026", None),
    ],
)  # fmt: skip
def test_months_that_a_head_speaks_of(head: str, months: tuple[int, int] | None) -> None:
    assert months_of(head) == months
