"""Foreign files are untrusted: what is refused, and text that never becomes a formula."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from plans import indicator, plan
from sheets import book, fill, row, saved

from forecast import files
from forecast.errors import FileError
from forecast.exchange import guard
from forecast.exchange.csvtext import guarded, read_csv, unguarded
from forecast.exchange.sheet import read_table
from forecast.exchange.writing import write_table, write_table_csv
from forecast.messages import MESSAGES

REVENUE = row(1, "Thu ngân sách", "tỷ đồng", 3000, 5500)
SOUND = book([REVENUE])


def refused(content, name="bieu.xlsx"):
    with pytest.raises(FileError) as caught:
        read_table(content, name)
    assert all(MESSAGES[fault.code] for fault in caught.value.faults)
    return [fault.code for fault in caught.value.faults]


def packed(parts, base=SOUND):
    """A sound workbook with some parts added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def sheet_xml(replace, by):
    with zipfile.ZipFile(io.BytesIO(SOUND)) as old:
        return old.read("xl/worksheets/sheet1.xml").replace(replace, by)


def test_a_hundred_megabytes_are_refused_by_their_size():
    assert refused(b"x" * (guard.MAX_BYTES + 1), "b.csv") == ["sheet_too_large"]


def test_a_bomb_is_refused_by_what_it_unpacks_to():
    assert refused(packed({"xl/media/image1.png": bytes(guard.MAX_UNPACKED + 1)})) == ["sheet_bomb"]


def test_a_bomb_that_lies_about_its_size_is_refused_too():
    content = bytearray(packed({"xl/worksheets/sheet1.xml": b"<a>" + b" " * (guard.MAX_UNPACKED + 1)}))
    size = (guard.MAX_UNPACKED + 4).to_bytes(4, "little")
    content = content.replace(size, (1000).to_bytes(4, "little"))
    assert refused(bytes(content)) in (["sheet_bomb"], ["sheet_broken"])


def test_very_many_parts_are_refused():
    assert refused(packed({f"xl/media/{n}.png": b"" for n in range(guard.MAX_PARTS + 1)})) == ["sheet_bomb"]


@pytest.mark.parametrize(
    "part", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "xl/activeX/activeX1.bin", "xl/VBAPROJECT.BIN"]
)
def test_programs_are_refused(part):
    assert refused(packed({part: b"x"})) == ["sheet_macros"]


def test_a_workbook_that_says_it_holds_macros_is_refused():
    with zipfile.ZipFile(io.BytesIO(SOUND)) as old:
        types = old.read("[Content_Types].xml").replace(b"spreadsheetml.sheet.main", b"x.macroEnabled.main")
    assert refused(packed({"[Content_Types].xml": types})) == ["sheet_macros"]


@pytest.mark.parametrize("part", ["xl/externalLinks/externalLink1.xml", "xl/connections.xml", "xl/queryTables/q1.xml"])
def test_links_to_other_files_are_refused(part):
    assert refused(packed({part: b"<x/>"})) == ["sheet_links"]


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "docProps/core.xml"])
@pytest.mark.parametrize("declared", [b'<!DOCTYPE x [<!ENTITY a "b">]>', b"<! doctype x>"])
def test_entities_are_refused_wherever_they_stand(part, declared):
    assert refused(packed({part: declared + b"<x/>"})) == ["sheet_entities"]


def test_wide_characters_cannot_hide_entities():
    assert refused(packed({"xl/sharedStrings.xml": "<!DOCTYPE x><x/>".encode("utf-16")})) == ["sheet_broken"]


def test_ten_thousand_columns_are_refused():
    whole = openpyxl.Workbook()
    fill(whole.active, [REVENUE], {})
    whole.active.cell(row=1, column=10_000, value="x")
    assert refused(saved(whole)) == ["sheet_wide"]
    assert refused(";".join("x" * 10_000).encode(), "b.csv") == ["sheet_wide"]


def test_a_million_rows_are_refused():
    whole = openpyxl.Workbook()
    fill(whole.active, [REVENUE], {})
    whole.active.cell(row=1_000_000, column=1, value="x")
    assert refused(saved(whole)) == ["sheet_long"]
    assert refused(b"a;b;c\n" * 30_000, "b.csv") == ["sheet_long"]


def test_cells_merged_across_the_whole_sheet_are_refused_before_they_are_made():
    assert refused(packed({"xl/worksheets/sheet1.xml": sheet_xml(b'ref="A2:A3"', b'ref="A2:XFD1048576"')})) == [
        "sheet_wide"
    ]


def test_very_many_cells_are_refused():
    cells = b'<row r="9">' + b'<c r="A9"><v>1</v></c>' * (guard.MAX_CELLS + 1) + b"</row></sheetData>"
    assert refused(packed({"xl/worksheets/sheet1.xml": sheet_xml(b"</sheetData>", cells)})) == ["sheet_many"]
    assert refused(b"a;b;c;d;e;f;g;h\n" * 19_000, "b.csv") == ["sheet_many"]


def test_very_many_strings_are_refused_before_they_are_made():
    strings = b"<sst>" + b"<si><t/></si>" * (guard.MAX_MARKS // 3) + b"</sst>"
    assert refused(packed({"xl/sharedStrings.xml": strings})) == ["sheet_heavy"]


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + b"\x00" * 500, SOUND[:-200], SOUND[:300]])
def test_broken_workbooks_are_refused(content):
    assert refused(content) == ["sheet_broken"]


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("content", [b"", b"<x", b"<x/>"])
def test_workbooks_with_broken_parts_are_refused_or_read_never_more(part, content):
    if (part, content) == ("xl/styles.xml", b"<x/>"):
        assert read_table(packed({part: content}), "b.xlsx").plan is not None
    else:
        assert refused(packed({part: content})) in (["sheet_broken"], ["sheet_no_head"])


def test_old_workbooks_and_those_with_a_password_are_named():
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600) == ["sheet_old"]


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_or_read_never_more(content):
    for head in (b"", b"PK\x03\x04"):
        with pytest.raises(FileError):
            read_table(head + content, "b")


# text that looks like a formula

NASTY = [
    '=cmd|" /C calc"!A0',
    "+1+1",
    "-1-1",
    "@SUM(1)",
    '=HYPERLINK("http://a")',
    "'=1",
    "\t=1",
    "－1",
    "=",
    "-15% của",
]


def nasty_plan(text):
    said = {"vi": text, "en": text}
    known = indicator("revenue", target="5.500 tỷ đồng") | {"name": said, "note": said, "owner": said}
    return plan(known, name=said)


@pytest.mark.parametrize("text", NASTY)
def test_no_text_of_a_plan_becomes_a_formula_in_a_workbook(text):
    content = write_table(nasty_plan(text), "vi")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert not [cell.coordinate for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert all(b"<f>" not in parts.read(name) for name in parts.namelist() if "worksheets/" in name)
    read = read_table(content, "b.xlsx").plan
    assert read.indicators[0].name.vi == " ".join(text.split())


@pytest.mark.parametrize("text", NASTY)
def test_no_text_of_a_plan_becomes_a_formula_in_a_csv(text):
    content = write_table_csv(nasty_plan(text), "vi")
    cells = [cell.strip('"') for line in content.decode("utf-8-sig").splitlines() for cell in line.split(";")]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "－") or cell.startswith("-1-")]
    assert read_table(content, "b.csv").plan.indicators[0].name.vi == " ".join(text.split())


def test_a_negative_percentage_stays_a_number_in_both():
    falling = {"figure": "-15%/năm", "from": "2026", "to": "2030", "source": {"by": "x", "date": "2026-01-01"}}
    known = plan(indicator("revenue", target="1.000 tỷ đồng", stated_rate=falling))
    for content, name in ((write_table(known, "vi"), "b.xlsx"), (write_table_csv(known, "vi"), "b.csv")):
        assert read_table(content, name).plan.indicators[0].stated_rate.figure.value == -15


def test_signed_numbers_are_left_alone():
    assert [guarded(text) for text in ("-15%", "+2,5", "-1.000", "- 5", "-5-5")] == [
        "-15%",
        "+2,5",
        "-1.000",
        "'- 5",
        "'-5-5",
    ]


@given(st.text(max_size=30))
def test_guarding_is_undone(text):
    assert unguarded(guarded(text)) == text


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=8), min_size=3, max_size=6
        )
    )
)
def test_any_csv_is_read_as_its_cells(rows):
    content = "\n".join(";".join(line) for line in rows)
    read = read_csv(content.encode(), "b.csv")
    values = [cell.value for cell in read.grid.cells.values()]
    assert set("".join(values)) <= set(content)
    if read.delimiter == ";" and not {*"\"'"} & set(content):
        assert values == [value for line in rows for part in line for value in part.split(";") if value.strip()]


cells = st.one_of(
    st.none(), st.text(max_size=12), st.integers(-5, 3000), st.floats(allow_nan=False, allow_infinity=False), st.booleans(),
    st.sampled_from(["Trong đó:", "- Nam", "Khoảng 6", "1 - 1,5", "%", "tỷ đồng", "Tốc độ tăng bình quân", "I", "1.", "=A1", "-", "12%/năm",
                     "tăng 25%", "0 [hết]", "Ghi chú: x", "Đạt", "Mục tiêu 2031", "[x]", "Chỉ tiêu", "STT"]),
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.lists(cells, max_size=13), max_size=6),
    st.sampled_from(["0%", "General", '"trên "0.0', "#,##0,", "[Red]", ";;;", "@"]),
)
def test_any_cells_below_a_head_are_read_told_or_noted_never_more(rows, shown):
    lines = [[None if isinstance(cell, str) and not clean(cell) else cell for cell in line] for line in rows]
    content = book([REVENUE, *lines], {"J5": shown, "H6": shown})
    read = read_table(content, "b.xlsx")
    for said in (*read.faults, *read.notes):
        assert said.where
    if read.plan is not None:
        assert files.read_plan_text(read.text, "again") == read.plan


def clean(text):
    """Whether a workbook can hold a text at all."""
    return not ILLEGAL_CHARACTERS_RE.search(text)
