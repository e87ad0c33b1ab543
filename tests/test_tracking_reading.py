"""Files of facts: every fault at once with its line, and facts that do not depend on the order of files."""

import csv
import io
import random
from pathlib import Path

import pytest
from facts import HEAD, fact, facts
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import goal, indicator, plan

from forecast.errors import FileError
from forecast.exchange.actuals import is_actuals_file
from forecast.files import read_plan, shipped
from forecast.messages import MESSAGES
from forecast.plan import Plan
from forecast.tracking import Facts, Period, read_facts, read_facts_text
from forecast.tracking.facts import adds_up, is_amount
from forecast.tracking.writing import facts_text, rows_text

FAULTS = Path(__file__).parent / "faults" / "facts"
BROKEN = sorted(FAULTS.glob("*.csv"))
OF_HEADS = {"columns_swapped": [1], "column_twice": [1, 1], "column_unknown": [1, 1]}
"""Faults of the first line; a head that is doubled or misspelt is also one that is missing."""
ELSEWHERE = {
    "table_empty", "table_long", "table_unreadable", "fact_conflict_kept", "table_day_missing", "table_no_actuals",
    "row_twice",
}  # fmt: skip


def small() -> Plan:
    return plan(
        indicator("revenue", base="100 tỷ đồng", target="161,051 tỷ đồng"),
        indicator("share", law="linear", unit="%", base="80%", target="85%"),
        {"id": "standard", "name": {"vi": "Chuẩn"}, "law": "status", "targets": [goal("đạt chuẩn") | {"figure": None}]},
    )


def faults_of(path: Path) -> list[tuple[str, int | None]]:
    with pytest.raises(FileError) as caught:
        read_facts(path, small())
    return [(fault.code, fault.line) for fault in caught.value.faults]


def marked(path: Path) -> list[int]:
    with path.open(encoding="utf-8", newline="") as file:
        return [number for number, row in enumerate(csv.reader(file), start=1) if "!" in row]


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_has_the_fault_of_its_name_on_the_marked_lines(path: Path) -> None:
    code = path.stem.partition("-")[0]
    found = faults_of(path)
    assert [line for _, line in found] == OF_HEADS.get(code, marked(path))
    assert code in {each for each, _ in found}
    assert {each for each, _ in found} <= {code, "column_missing"}


def test_every_fault_of_facts_has_a_file() -> None:
    own = {
        code
        for code in MESSAGES
        if code.startswith(("fact_", "not_fact_", "column", "row_", "table_", "wrong_plan_of"))
    }
    shown = {path.stem.partition("-")[0] for path in BROKEN} | {"column_missing"}
    assert own - shown == ELSEWHERE


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "table_empty"),
        (HEAD, "table_empty"),
        (f"{HEAD}\n" + "test,revenue,2026,1 tỷ đồng,final,2027-01-01,r,A,,,\n" * 5_001, "table_long"),
        (f'{HEAD}\ntest,"{"x" * 200_000}",2026,1 tỷ đồng,final,2027-01-01,r,A,,,\n', "table_unreadable"),
        (b"\xff\xfe\x00", "file_not_text"),
    ],
)
def test_what_is_no_table(content: str | bytes, code: str) -> None:
    with pytest.raises(FileError) as caught:
        read_facts_text(content, "facts.csv", small())
    assert code in {fault.code for fault in caught.value.faults}


def test_all_faults_of_a_file_are_told_at_once() -> None:
    rows = [
        fact("revenu", 2026, "110 tỷ đồng", "2027-03-01"),
        fact("revenue", 2031, "110 tỷ đồng", "2032-03-01"),
        fact("revenue", 2026, "110 hộ", "2027-03-01"),
        fact("revenue", 2026, "110 tỷ đồng", "2027-03-01"),
        fact("revenue", 2026, "112 tỷ đồng", "2027-03-01"),
        fact("revenue", "2026-9M", "150 tỷ đồng", "2026-10-05"),
        fact("revenue", 2027, "ước đạt 9 tỷ đồng", "yesterday"),
    ]
    with pytest.raises(FileError) as caught:
        facts(small(), rows)
    found = [(fault.line, fault.code) for fault in caught.value.faults]
    assert found == [
        (2, "unknown_indicator"), (3, "fact_year"), (4, "figure_unit"), (6, "fact_conflict"), (7, "fact_quarters_above"),
        (8, "not_date"), (8, "fact_estimate"),
    ]  # fmt: skip


def test_semicolons_with_decimal_commas_are_read() -> None:
    text = f"{HEAD}\n{fact('share', 2026, '81,5%', '2027-03-01')}".replace(",", ";").replace("81;5", "81,5")
    assert read_facts_text(text, "facts.csv", small()).rows[0].value == 81.5


def test_rows_of_other_plans_are_left_out() -> None:
    rows = [fact("revenue", 2026, "110 tỷ đồng", "2027-03-01"), fact("x", 1, "?", "?", plan="other")]
    assert [each.plan for each in facts(small(), rows).rows] == ["test"]


def test_facts_do_not_depend_on_the_order_of_lines_or_files() -> None:
    rows = [fact("revenue", 2026, f"{110 + n} tỷ đồng", f"2027-0{n + 1}-01") for n in range(6)]
    known = facts(small(), rows)
    again = random.Random(1).sample(rows, len(rows))
    assert facts(small(), again).rows == known.rows
    one, two = facts(small(), again[:3]), facts(small(), again[2:])
    assert Facts.of([*two.rows, *one.rows]).rows == known.rows


def test_a_later_fact_supersedes_and_the_earlier_one_stays() -> None:
    known = facts(
        small(),
        [
            fact("revenue", 2026, "ước đạt 110 tỷ đồng", "2026-12-10", "estimate"),
            fact("revenue", 2026, "108 tỷ đồng", "2027-03-20"),
        ],
    )
    assert [known.after(each) for each in known.rows] == [known.rows[1], None]
    assert [each.value for each in known.holding] == [108]
    assert [each.value for each in known.known("2027-01-01").holding] == [110]


def test_percent_of_the_plan_and_growth_are_no_levels() -> None:
    known = facts(
        small(),
        [
            fact("revenue", 2026, "bằng 94,2% kế hoạch", "2027-03-01"),
            fact("revenue", 2027, "tăng 8,5% so với cùng kỳ", "2028-03-01"),
            fact("revenue", 2028, "giảm 2%", "2029-03-01"),
        ],
    )
    assert [(each.reading, each.value) for each in known.rows] == [
        ("of_plan", pytest.approx(0.942)), ("growth", pytest.approx(0.085)), ("growth", pytest.approx(-0.02)),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["2026", "2026-Q1", "2026-Q4", "2026-6M", "2026-11M"])
def test_a_period_is_written_as_it_is_read(text: str) -> None:
    period = Period.read(text)
    assert period is not None
    assert Period.read(str(period)) == period


@pytest.mark.parametrize("text", ["26", "2026-Q0", "2026-12M", "2026-0M", "2026-01", "", "Q1-2026", "٢٠٢٦"])
def test_what_is_no_period(text: str) -> None:
    assert Period.read(text) is None


@pytest.mark.parametrize(
    ("unit", "law", "sums", "amount"),
    [
        ("tỷ đồng", "compound", True, True),
        ("nghìn lượt khách/năm", "compound", True, True),
        ("triệu đồng/người/năm", "compound", False, False),
        ("doanh nghiệp", "compound", False, True),
        ("%", "linear", False, False),
        ("%/năm", "flow", True, False),
    ],
)
def test_which_figures_add_up(unit: str, law: str, sums: bool, amount: bool) -> None:
    given = plan(indicator("x", law=law, unit=unit, base=None)).indicators[0]
    assert adds_up(given) is sums
    assert is_amount(given) is amount


def test_the_example_is_sound_and_says_that_it_is_one() -> None:
    known = read_facts(shipped("data") / "examples" / "actuals-cam-duong.csv", read_plan("cam-duong"))
    assert known.example
    assert all(each.source.startswith("Ví dụ") and each.note.startswith("Ví dụ") for each in known.rows)


def test_new_facts_are_checked_against_those_that_are_kept() -> None:
    kept = facts(
        small(),
        [fact("revenue", 2026, "110 tỷ đồng", "2027-03-01"), fact("revenue", "2026-Q1", "30 tỷ đồng", "2026-04-05")],
    )
    new = fact("revenue", 2026, "112 tỷ đồng", "2027-03-01")
    with pytest.raises(FileError) as caught:
        read_facts_text(f"{HEAD}\n{new}", "new.csv", small(), kept)
    assert [(fault.code, fault.line) for fault in caught.value.faults] == [("fact_conflict_kept", 2)]
    quarters = [fact("revenue", f"2026-Q{q}", "40 tỷ đồng", "2027-02-05") for q in (2, 3)]
    with pytest.raises(FileError) as caught:
        read_facts_text(
            "\n".join([HEAD, *quarters, fact("revenue", "2026-Q4", "40 tỷ đồng", "2027-02-05")]),
            "new.csv",
            small(),
            kept,
        )
    assert [(fault.code, fault.line) for fault in caught.value.faults] == [("fact_quarters_above", 4)]
    assert len(read_facts_text("\n".join([HEAD, *quarters[:1]]), "new.csv", small(), kept)) == 3


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), max_size=40),
        min_size=2,
        max_size=2,
    )
)
def test_what_is_written_is_read_back(texts: list[str]) -> None:
    row = {
        "plan": "test", "indicator": "revenue", "period": "2027", "figure": "+20 tỷ đồng", "status": "final", "known_on": "2027-03-01",
        "source": "report", "author": "An", "definition": "merger", "note": texts[0].strip(), "kind": "break",
    }  # fmt: skip
    other = row | {
        "figure": "110 tỷ đồng",
        "kind": "actual",
        "period": "2026",
        "note": "=" + texts[1].strip(),
        "definition": "",
    }
    known = read_facts_text(rows_text([row, other]), "facts.csv", small())
    assert {each.note for each in known.rows} == {row["note"], other["note"]}
    assert read_facts_text(facts_text(known), "facts.csv", small()).rows == known.rows
    written = csv.reader(facts_text(known).splitlines(keepends=True))
    assert not [cell for cells in written for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_what_spreadsheets_save_is_read_whatever_parts_the_cells(encoding: str, mark: str) -> None:
    rows = list(csv.reader([HEAD, fact("share", 2026, "81,5%", "2027-03-01")]))
    file = io.StringIO()
    csv.writer(file, delimiter=mark).writerows([[], *rows])
    content = file.getvalue().encode(encoding)
    assert is_actuals_file(content)
    assert read_facts_text(content, "facts.csv", small()).rows[0].value == 81.5


def test_characters_that_no_document_can_hold_are_told() -> None:
    row = fact("revenue", 2026, "", "2027-03-01", kind="explanation", note="late\x07")
    with pytest.raises(FileError) as caught:
        facts(small(), [row])
    assert [(fault.code, fault.where) for fault in caught.value.faults] == [("text_not_printable", "note")]


def test_a_slip_of_the_unit_is_told_unless_a_break_explains_it() -> None:
    slip = fact("revenue", 2026, "108 triệu đồng", "2027-03-01")
    with pytest.raises(FileError) as caught:
        facts(small(), [slip])
    assert [fault.code for fault in caught.value.faults] == ["fact_magnitude"]
    told = facts(small(), [slip, fact("revenue", 2026, "", "2027-03-01", kind="break", definition="new")])
    assert told.rows[-1].kind in ("break", "actual")
    poor = plan(indicator("poor", law="logit", unit="%", base="22%", target="1%", better="lower"))
    assert facts(poor, [fact("poor", 2026, "0,2%", "2027-03-01")]).rows[0].value == 0.2
