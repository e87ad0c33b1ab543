"""The planners' table: heads, rows and cells as they are found in real files; every fault and every decision by cell."""

import csv
import io
import unicodedata

import openpyxl
import pytest
from sheets import HEADS, MERGED, book, fill, row, saved

from forecast import files
from forecast.errors import FileError
from forecast.exchange.cells import number_text
from forecast.exchange.grid import address, letters
from forecast.exchange.laws import category_of, make_id
from forecast.exchange.notes import NOTES, WHYS
from forecast.exchange.place import place_of
from forecast.exchange.sheet import read_table
from forecast.families import suggested_for
from forecast.requirement import require
from forecast.wording import Wording

REVENUE = row(1, "Thu ngân sách nhà nước", "tỷ đồng", 3000, 5500)


def only(rows, formats=None, **more):
    """The one indicator of a table, and what was read."""
    read = read_table(book(rows, formats, **more), "bieu.xlsx")
    assert read.plan is not None, read.faults
    return read.plan.indicators[0], read


def codes(read):
    return [(fault.where.rpartition("!")[2], fault.code) for fault in read.faults]


def noted(read, code):
    return [note for note in read.notes if note.code == code]


def coded(content, name="bieu.xlsx", **more):
    with pytest.raises(FileError) as caught:
        read_table(content, name, **more)
    return [fault.code for fault in caught.value.faults]


def figures(items):
    return [(item.year, item.printed) for item in items]


# heads


def test_a_merged_double_head_gives_each_column_its_years():
    known, read = only(
        [row(1, "Thu ngân sách", "tỷ đồng", 3000, 5500, y2021=2100, y2024=2700, y2026=3400, growth=12.9)]
    )
    assert figures(known.observations) == [
        (2021, "2.100 tỷ đồng"),
        (2024, "2.700 tỷ đồng"),
        (2025, "ước 3.000 tỷ đồng"),
    ]
    assert [(target.id, *figure) for target, figure in zip(known.targets, figures(known.targets), strict=True)] == [
        ("committee", 2030, "5.500 tỷ đồng"),
        ("committee-2026", 2026, "3.400 tỷ đồng"),
    ]
    assert known.stated_rate.printed == "12,9%/năm"
    assert (read.plan.base_year, read.plan.target_year, read.faults) == (2025, 2030, ())


def test_figures_know_their_sheet_and_cell():
    known, _ = only([REVENUE])
    assert (known.targets[0].source.sheet, known.targets[0].source.cell) == ("Sheet", "J4")


def test_the_same_head_without_merged_cells_is_read_alike():
    merged, _ = only([REVENUE])
    plain, _ = only([REVENUE], merged=())
    assert plain == merged


def test_a_head_of_one_row_and_a_numbered_row_below_it():
    heads = [
        ["TT", "Chỉ tiêu chủ yếu", "Đơn vị tính", "TH 2024", "Ước TH 2025", "KH 2030"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
    ]
    known, read = only([[1, "Thu ngân sách", "tỷ đồng", 2700, 3000, 5500]], heads=heads, merged=())
    assert figures(known.observations) == [(2024, "2.700 tỷ đồng"), (2025, "ước 3.000 tỷ đồng")]
    assert figures(known.targets) == [(2030, "5.500 tỷ đồng")]
    assert len(read.plan.indicators) == 1


def test_several_target_columns_are_several_targets_by_who_set_them():
    heads = [
        [
            "STT",
            "Chỉ tiêu",
            "Đơn vị",
            "Thực hiện 2025",
            "Kế hoạch 2030 cấp trên giao",
            "Nghị quyết HĐND 2030",
            "Phấn đấu 2030",
        ]
    ]
    known, read = only([[1, "Tăng trưởng vốn", "tỷ đồng", 100, 140, 150, 160]], heads=heads, merged=())
    assert [(target.id, target.rank, target.printed) for target in known.targets] == [
        ("assigned", "assigned", "140 tỷ đồng"),
        ("council", "council", "150 tỷ đồng"),
        ("stretch", "stretch", "160 tỷ đồng"),
    ]
    assert not noted(read, "rank")


def test_a_column_that_does_not_say_who_set_the_target_is_told():
    _, read = only([REVENUE])
    assert [note.where for note in noted(read, "rank")] == ["Sheet!I2", "Sheet!J2"]


def test_bare_years_after_the_estimate_are_planned_and_it_is_said():
    heads = [["STT", "Chỉ tiêu", "ĐVT", "Năm 2024", "Ước 2025", "Năm 2030"]]
    known, read = only([[1, "Dân số", "người", 900, 1000, 1100]], heads=heads, merged=())
    assert (len(known.observations), len(known.targets)) == (2, 1)
    assert [note.where for note in noted(read, "bare_years")] == ["Sheet!F2"]


@pytest.mark.parametrize(
    "heads",
    [
        ["TT", "Tên chỉ tiêu", "ĐVT", "TH2024", "ƯTH2025", "KH2030"],
        ["STT", "Nội dung", "Đơn vị", "TH. 2024", "Ước TH năm 2025", "Mục tiêu đến năm 2030"],
        ["STT", "CHỈ TIÊU", "Đơn vị tính", "Thực hiện năm 2024", "Sơ bộ 2025", "Chỉ tiêu 2030"],
        ["Số TT", "Các chỉ tiêu chủ yếu", "ĐV tính", "Kết quả 2024", "Ước đạt 2025", "Phấn đấu đến 2030"],
    ],
)
def test_heads_are_written_in_many_ways(heads):
    known, read = only([[1, "Thu ngân sách", "tỷ đồng", 2700, 3000, 5500]], heads=[heads], merged=())
    assert (read.plan.base_year, read.plan.target_year) == (2025, 2030)
    assert figures(known.observations) == [(2024, "2.700 tỷ đồng"), (2025, "ước 3.000 tỷ đồng")]
    assert figures(known.targets) == [(2030, "5.500 tỷ đồng")]


def test_average_growth_of_the_past_is_a_statement_in_use():
    heads = [["STT", "Chỉ tiêu", "ĐVT", "TH 2025", "BQ 2021-2025 (%)", "Mục tiêu 2030", "BQ 2026-2030 (%)"]]
    known, _ = only([[1, "GRDP", "tỷ đồng", 100, "8,5", 160, 10]], heads=heads, merged=())
    said = known.statements[0]
    assert (said.kind, said.printed, said.first, said.last, said.use) == ("rate", "8,5%/năm", 2021, 2025, True)
    assert known.stated_rate.printed == "10%/năm"


def test_a_target_of_the_term_before_is_left_out_and_told():
    heads = [["STT", "Chỉ tiêu", "ĐVT", "Mục tiêu NQ ĐH 2021-2025", "Ước TH 2025", "Mục tiêu 2030"]]
    known, read = only([[1, "GRDP", "tỷ đồng", 90, 100, 160]], heads=heads, merged=())
    assert len(known.targets) == 1
    assert [note.where for note in noted(read, "old_target")] == ["Sheet!D2"]


def test_columns_of_no_use_are_told_with_how_much_they_hold():
    heads = [[*HEADS[0], "So với NQ (đạt, vượt)"], [*HEADS[1], None]]
    _, read = only([[*REVENUE, "đạt"]], heads=heads)
    note = noted(read, "column_left_out")[0]
    assert (note.where, note.params["n"]) == ("Sheet!M3", 1)


def test_an_english_table_is_read_with_english_marks():
    heads = [["No.", "Indicator", "Unit", "Actual 2024", "Estimate 2025", "Target 2030", "Responsible office"]]
    rows = [[1, "Budget revenue", "billion VND", 2700, "3,000.5", "over 5,500", "Finance office"]]
    known, read = only(rows, heads=heads, merged=())
    assert read.plan.language == "en"
    assert figures(known.observations)[1] == (2025, "estimated 3,000.5 billion VND")
    assert known.targets[0].figure.comparator == ">"
    assert known.owner.vi == "Finance office"


@pytest.mark.parametrize(
    ("heads", "code"),
    [
        ([["a", "b", "c"]], "sheet_no_head"),
        ([["STT", "Chỉ tiêu", "ĐVT", "Tăng BQ"]], "sheet_no_years"),
        ([["STT", "Chỉ tiêu", "ĐVT", "Thực hiện 2025"]], "sheet_no_years"),
        ([["STT", "Chỉ tiêu", "ĐVT", "Thực hiện 2025", "Mục tiêu 2030"]], "sheet_no_rows"),
    ],
)
def test_what_is_no_table_of_the_form_is_refused(heads, code):
    rows = [] if code == "sheet_no_rows" else [[1, "Dân số", "người", 5]]
    assert coded(book(rows, heads=heads, merged=())) == [code]


# rows


def test_headings_give_the_group_and_parts_the_name_of_their_whole():
    rows = [
        ["I", "CHỈ TIÊU KINH TẾ"],
        REVENUE,
        [None, "Trong đó:"],
        row(None, "Thu tiền sử dụng đất", "tỷ đồng", 800, 1200),
        row(None, "- Thu thuế", "tỷ đồng", 900, 1500),
        [],
        ["II", "Văn hóa - xã hội"],
        row(2, "Dân số", "người", 1000, 1100),
        row(None, "+ Trong đó: nữ", "người", 500, 560),
    ]
    _, read = only(rows)
    assert [(known.number, known.name.vi, known.category) for known in read.plan.indicators] == [
        ("1", "Thu ngân sách nhà nước", "economy"),
        ("1b", "Thu ngân sách nhà nước: Thu tiền sử dụng đất", "economy"),
        ("1c", "Thu ngân sách nhà nước: Thu thuế", "economy"),
        ("2", "Dân số", "society"),
        ("2b", "Dân số: nữ", "society"),
    ]
    assert len(noted(read, "part")) == 3


def test_a_numbered_row_without_figures_is_the_whole_of_its_parts_or_a_target_without_number():
    rows = [
        [1, "Cơ cấu kinh tế"],
        row(None, "- Nông nghiệp", "%", 5, 4),
        [2, "Phường đạt chuẩn đô thị văn minh"],
        REVENUE,
    ]
    _, read = only(rows)
    assert [(known.number, known.law) for known in read.plan.indicators] == [
        ("1a", "logit"), ("2", "status"), ("1", "compound"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["Ghi chú: số ước tính", "Nguồn: UBND phường", "(*) Giá so sánh 2010", "NGƯỜI LẬP BIỂU"]
)
def test_what_stands_below_the_table_ends_it_and_is_listed(text):
    _, read = only([REVENUE, [], [None, text], [None, "Chữ ký", None, None, None]])
    assert [note.where for note in noted(read, "below")] == ["Sheet!B6", "Sheet!B7"]
    assert len(read.plan.indicators) == 1


def test_nothing_is_dropped_every_filled_cell_is_read_told_or_noted():
    rows = [["I", "KINH TẾ"], [*REVENUE, "lạc"], row(None, None, None, 5), row(3, "Vốn", "tỷ đồng", "-", "x y z")]
    read = read_table(book(rows), "bieu.xlsx")
    told = {note.where for note in read.notes} | {fault.where for fault in read.faults}
    assert {"Sheet!M5", "Sheet!B6", "Sheet!H7", "Sheet!J7"} <= told


def test_a_row_with_figures_and_no_name_is_a_fault():
    assert codes(read_table(book([REVENUE, row(2, None, "%", 5, 6)]), "b.xlsx")) == [("B5", "sheet_name_missing")]


def test_hidden_rows_and_columns_are_read_and_said():
    whole = openpyxl.Workbook()
    fill(whole.active, [REVENUE, row(2, "Dân số", "người", 1000, 1100)], {})
    whole.active.row_dimensions[5].hidden = True
    whole.active.column_dimensions["I"].hidden = True
    read = read_table(saved(whole), "b.xlsx")
    assert len(read.plan.indicators) == 2
    assert noted(read, "hidden_rows")[0].params["found"] == "5"
    assert noted(read, "hidden_columns")[0].params["found"] == "I"


def test_sheets_with_different_indicators_make_one_plan_and_others_are_told():
    whole = openpyxl.Workbook()
    fill(whole.active, [REVENUE], {})
    fill(whole.create_sheet("Xã hội"), [row(1, "Dân số", "người", 1000, 1100)], {})
    whole.create_sheet("Ghi chép")["A1"] = "không phải biểu"
    read = read_table(saved(whole), "b.xlsx")
    assert [known.id for known in read.plan.indicators] == ["thu_ngan_sach_nha_nuoc", "dan_so"]
    assert [note.where for note in noted(read, "sheet_left_out")] == ["Ghi chép"]


def test_a_hidden_sheet_with_a_table_is_left_out_for_what_it_is_and_read_by_its_name():
    whole = openpyxl.Workbook()
    fill(whole.active, [REVENUE], {})
    fill(whole.create_sheet("Cũ"), [row(1, "Dân số", "người", 1000, 1100)], {})
    whole["Cũ"].sheet_state = "hidden"
    read = read_table(saved(whole), "b.xlsx")
    assert [(note.where, note.code) for note in read.notes if note.code.endswith("left_out")] == [
        ("Cũ", "hidden_left_out")
    ]
    assert [known.id for known in read_table(saved(whole), "b.xlsx", sheet="Cũ").plan.indicators] == ["dan_so"]


def test_what_the_head_leaves_open_is_told_on_its_own_sheet():
    whole = openpyxl.Workbook()
    fill(whole.active, [REVENUE], {})
    fill(whole.create_sheet("Xã hội"), [row(1, "Dân số", "người", 1000, 1100)], {})
    assert [note.where for note in noted(read_table(saved(whole), "b.xlsx"), "rank")] == [
        "Sheet!I2",
        "Sheet!J2",
        "Xã hội!I2",
        "Xã hội!J2",
    ]


def test_a_name_that_a_formula_never_gave_is_a_fault_and_no_name():
    read = read_table(
        book([REVENUE, row(2, "=A4&A5", "người", 5, 6), row(3, "Vốn", "tỷ đồng", 5, 6, owner="=B4")]), "b.xlsx"
    )
    assert codes(read) == [("B5", "sheet_formula_empty"), ("L6", "sheet_formula_empty")]
    assert [known.name.vi for known in read.plan.indicators] == ["Thu ngân sách nhà nước", "Vốn"]
    assert read.plan.indicators[1].owner is None and not noted(read, "formula")


@pytest.mark.parametrize(
    ("unit", "cell", "code", "params"),
    [
        ("con", "12,000", "decimals", {"found": "12,000", "value": "12", "meant": "12.000"}),
        ("tỷ đồng", "khoảng 1,874", "decimals", {"found": "khoảng 1,874", "value": "1,874", "meant": "1.874"}),
        ("trường", "06/8", "ratio", {"found": "06/8", "value": "6"}),
        ("%", "1/5", "ratio", {"found": "1/5", "value": "1"}),
    ],
)
def test_what_may_be_meant_otherwise_is_said(unit, cell, code, params):
    _, read = only([row(1, "Đàn trâu", unit, cell, 5500)])
    assert [(note.where, note.params) for note in noted(read, code)] == [("Sheet!H4", params)]


@pytest.mark.parametrize("cell", ["12,50", "0,125", "1.234,5", "12.000", "1,2345", 1.875])
def test_plain_decimals_raise_no_doubt(cell):
    _, read = only([row(1, "Vốn", "tỷ đồng", cell, 5500)])
    assert not noted(read, "decimals") and not noted(read, "ratio")


@pytest.mark.parametrize("unit", ["đạt", "Đạt/Không đạt", "Đạt chuẩn", "đạt/chưa đạt"])
def test_reached_or_not_may_stand_in_the_column_of_units(unit):
    known, read = only([row(1, "Xã nông thôn mới", unit, "chưa đạt", "Đạt")])
    assert (read.faults, known.law, known.unit, len(known.targets)) == ((), "status", "", 1)
    assert "chưa đạt" in known.note.vi


def test_sheets_with_the_same_indicators_ask_which_one():
    whole = openpyxl.Workbook()
    for place in ("Phường A", "Phường B"):
        fill(whole.create_sheet(place), [REVENUE], {})
    content = saved(whole)
    assert coded(content) == ["sheet_several"]
    assert coded(content, sheet="Phường C") == ["sheet_missing"]
    assert read_table(content, "b.xlsx", sheet="Phường B").plan.indicators[0].targets[0].source.sheet == "Phường B"


# cells


@pytest.mark.parametrize(
    ("cell", "shown", "unit", "printed", "meant"),
    [
        ("Khoảng 6", "General", "%", "Khoảng 6%", (6, None, "~")),
        ("Trên 90", "General", "%", "Trên 90%", (90, None, ">")),
        ("1 - 1,5", "General", "%", "1 - 1,5%", (1, 1.5, "=")),
        (">= 8,5%", "General", "%", ">= 8,5%", (8.5, None, ">=")),
        ("8,5 trở lên", "General", "%", "8,5% trở lên", (8.5, None, ">=")),
        ("3.000,5", "General", "tỷ đồng", "3.000,5 tỷ đồng", (3000.5, None, "=")),
        (0.12, "0%", "%", "12%", (12, None, "=")),
        (0.125, "0.0%", "%", "12,5%", (12.5, None, "=")),
        (0.12875, "0.0%", "%", "12,875%", (12.875, None, "=")),
        (25.3, "#,##0.00", "tỷ đồng", "25,30 tỷ đồng", (25.3, None, "=")),
        (25.3, '#,##0.00" tỷ đồng"', "tỷ đồng", "25,30 tỷ đồng", (25.3, None, "=")),
        (95, '"trên "0', "%", "trên 95%", (95, None, ">")),
        (1500, "#,##0,", "tỷ đồng", "1.500 tỷ đồng", (1500, None, "=")),
        (7, "General", "người", "7 người", (7, None, "=")),
        ("06/8", "General", "trường", "06/8 trường", (6, None, "=")),
        ("120 triệu", "General", "triệu đồng/người/năm", "120 triệu", (120, None, "=")),
        ("5,5 nghìn tỷ đồng", "General", "tỷ đồng", "5,5 nghìn tỷ đồng", (5500, None, "=")),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_it_is_shown(cell, shown, unit, printed, meant):
    known, read = only([row(1, "Chỉ tiêu thử", unit, None, cell)], {"J4": shown})
    assert read.faults == ()
    figure = known.read(known.targets[0])
    assert known.targets[0].printed == printed
    assert (figure.value, figure.end, figure.comparator) == meant


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("110.5", "figure_decimal_point"),
        ("đang xét", "sheet_no_number"),
        ("12,5 lít", "figure_unit"),
        ("5 10 20 30", "figure_several"),
        ("#REF!", "sheet_error"),
        (True, "sheet_flag"),
        (1e30, "sheet_magnitude"),
        (1e-12, "sheet_magnitude"),
        ("=SUM(A1:A3)", "sheet_formula_empty"),
        (__import__("datetime").date(2026, 2, 1), "sheet_date"),
    ],
)
def test_what_cannot_be_read_is_told_by_cell_and_the_rest_is_kept(cell, code):
    known, read = only([row(1, "Vốn", "tỷ đồng", cell, 5500)])
    assert codes(read) == [("H4", code)]
    assert (known.observations, figures(known.targets)) == ((), [(2030, "5.500 tỷ đồng")])


def test_minus_fifteen_per_cent_comes_back_as_it_was():
    known, _ = only([row(1, "Thu ngân sách", "tỷ đồng", 3000, 2000, growth="-15%")])
    assert known.stated_rate.figure.value == -15
    known, _ = only([row(1, "Thu ngân sách", "tỷ đồng", 3000, 2000, growth=-0.15)], {"K4": "0%"})
    assert known.stated_rate.figure.value == -15


def test_a_stored_value_of_a_formula_is_taken_and_said(tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(path) as whole:
        sheet = whole.add_worksheet("S")
        for place, head in enumerate(("STT", "Chỉ tiêu", "ĐVT", "Ước 2025", "Mục tiêu 2030")):
            sheet.write(0, place, head)
        for place, value in enumerate((1, "Vốn", "tỷ đồng", 100)):
            sheet.write(1, place, value)
        sheet.write_formula(1, 4, "=D2*1.5", None, 150)
    read = read_table(path.read_bytes(), "b.xlsx")
    assert read.plan.indicators[0].targets[0].printed == "150 tỷ đồng"
    assert noted(read, "formula")[0].params == {"n": 1, "found": "E2"}


def test_a_dash_is_no_figure_and_said():
    known, read = only([row(1, "Vốn", "tỷ đồng", "-", 5500)])
    assert (known.observations, [note.where for note in noted(read, "dash")]) == ((), ["Sheet!H4"])


def test_a_fraction_under_a_percentage_is_read_as_it_stands_and_pointed_at():
    known, read = only([row(1, "Tỷ lệ che phủ rừng", "%", 0.45, 0.46)])
    assert known.observations[0].figure.value == 0.45
    assert [note.where for note in noted(read, "fraction")] == ["Sheet!H4", "Sheet!J4"]


def test_a_percentage_in_a_row_of_money_is_growth_only_if_it_says_so():
    rate, _ = only([row(1, "Vốn", "tỷ đồng", 100, "12%/năm")])
    whole, _ = only([row(1, "Vốn", "tỷ đồng", 100, "tăng 25%")])
    assert (rate.targets[0].kind, whole.targets[0].kind) == ("rate", "cumulative")
    _, read = only([row(1, "Vốn", "tỷ đồng", 100, "12%"), REVENUE])
    assert codes(read) == [("J4", "figure_unit")]


def test_words_may_stand_for_a_value():
    known, _ = only([row(1, "Hộ nghèo", "hộ", 10, "0 [không còn hộ nghèo]")])
    target = known.targets[0]
    assert (target.printed, target.value, target.note) == ("không còn hộ nghèo", 0, "giá trị ghi trong bảng")


def test_a_bare_growth_of_a_percentage_may_be_points_and_is_kept_as_words():
    known, read = only([row(1, "Tỷ lệ đô thị hóa", "%", 45, 50, growth="1,0")])
    assert (known.stated_rate, known.note.vi) == (None, "Tăng BQ 2026-2030: 1,0")
    assert [note.where for note in noted(read, "words")] == ["Sheet!K4"]


def test_figures_that_the_plan_refuses_are_told_by_cell_and_taken_out():
    rows = [row(1, "Tỷ lệ hộ nghèo", "%", 101, 50), row(2, "Dân số", "người", 0, 10)]
    read = read_table(book(rows), "b.xlsx")
    assert codes(read) == [("H4", "outside_bounds")]
    assert [len(known.observations) for known in read.plan.indicators] == [0, 1]


# units, laws, names


@pytest.mark.parametrize(
    ("name", "unit", "kept"),
    [
        ("Tỷ lệ hộ nghèo (%)", "%", "Tỷ lệ hộ nghèo"),
        ("Thu ngân sách (ĐVT: tỷ đồng)", "tỷ đồng", "Thu ngân sách"),
        ("Số hộ nghèo (hộ)", "hộ", "Số hộ nghèo"),
    ],
)
def test_a_unit_may_stand_behind_the_name(name, unit, kept):
    known, _ = only([row(1, name, None, 5, 4)])
    assert (known.unit, known.name.vi) == (unit, kept)


def test_a_remark_in_brackets_is_no_unit():
    read = read_table(book([row(1, "Hộ nghèo (theo chuẩn mới)", None, 5, 4)]), "b.xlsx")
    assert codes(read)[0] == ("C4", "sheet_unit_missing")


def test_a_unit_may_stand_in_the_figures():
    known, read = only([row(1, "Thu ngân sách", None, "3.000 tỷ đồng", "5.500 tỷ đồng")])
    assert (known.unit, len(noted(read, "unit_from_cells"))) == ("tỷ đồng", 1)


@pytest.mark.parametrize(
    ("name", "unit", "base", "target", "law", "better"),
    [
        ("Thu ngân sách", "tỷ đồng", 3000, 5500, "compound", "higher"),
        ("Tỷ lệ đô thị hóa", "%", 45, 60, "linear", "higher"),
        ("Tỷ lệ bảo hiểm y tế", "%", 95, "98", "logit", "higher"),
        ("Tỷ lệ hộ nghèo", "%", 2, 1, "logit", "lower"),
        ("Giảm tỷ lệ hộ nghèo hằng năm", "%/năm", None, "4-5", "flow", "higher"),
        ("Số lao động được giải quyết việc làm", "người", 550, 600, "flow", "higher"),
        ("Tổng vốn đầu tư toàn xã hội 5 năm", "tỷ đồng", None, 5000, "total", "higher"),
        ("Tỷ lệ che phủ rừng", "%", 45, "Duy trì 45", "hold", "higher"),
        ("Số trường đạt chuẩn", "trường", 4, 7, "linear", "higher"),
        ("Số hộ cận nghèo", "hộ", 120, 0, "linear", "lower"),
        ("Thời gian giải quyết", "ngày", 30, 21, "compound", "lower"),
        ("Tỷ lệ dân số dùng nước sạch", "%", 99.2, 99, "logit", "higher"),
        ("Tỷ lệ hộ chưa có nước sạch", "%", 12, 4, "logit", "lower"),
        ("Chỉ số năng lực cạnh tranh", "hạng", 35, 20, "linear", "lower"),
        ("Mật độ", "người/km²", 100, "dưới 200", "compound", "lower"),
        ("Phường đạt chuẩn văn minh", None, None, "Đạt", "status", "higher"),
    ],
)
def test_law_and_direction_follow_the_written_rule_and_are_said(name, unit, base, target, law, better):
    known, read = only([row(1, name, unit, base, target)])
    assert (known.law, known.better) == (law, better)
    assert [note.params["law"] for note in noted(read, "law")] == [law]


@pytest.mark.parametrize(
    ("name", "unit", "target", "family", "words"),
    [
        ("Thu ngân sách", "tỷ đồng", 5500, "fiscal_nominal", "Thu ngân sách"),
        ("Tỷ lệ hộ nghèo", "%", 1, "pct_deprivation", "hộ nghèo"),
        ("Tốc độ tăng trưởng bình quân GRDP", "%", 12, "econ_real", "GRDP"),
        ("Số trường đạt chuẩn", "trường", 7, None, None),
        ("Thu ngân sách so với dự toán", "%", 105, None, None),
        ("Thu ngân sách", "tỷ đồng", None, None, None),
    ],
)
def test_a_family_is_suggested_with_the_words_it_is_from_and_said(name, unit, target, family, words):
    known, read = only([row(1, name, unit, None if target == 12 else 2, target)])
    assert known.family == family
    assert [(note.params["family"], note.params["words"]) for note in noted(read, "family")] == (
        [(family, words)] if family else []
    )
    if target is not None:
        assert (found := suggested_for(known)) is None or found.family == family  # every door suggests the same


@pytest.mark.parametrize(
    ("said", "family"),
    [
        ("không có", None),
        ("none", None),
        ("du lịch", "tourism"),
        ("Tourism", "tourism"),
        ("tourism", "tourism"),
        (None, "fiscal_nominal"),
    ],
)
def test_what_the_table_says_of_the_family_leads(said, family):
    heads = [[*HEADS[0], "Nhóm tham chiếu"], [*HEADS[1], None]]
    known, read = only([[*REVENUE, said]], heads=heads, merged=(*MERGED, "M2:M3"))
    assert known.family == family
    assert len(noted(read, "family")) == (said is None)


def test_a_family_that_is_none_is_told_by_its_cell():
    heads = [[*HEADS[0], "Nhóm tham chiếu"], [*HEADS[1], None]]
    read = read_table(book([[*REVENUE, "tài chính"]], heads=heads, merged=(*MERGED, "M2:M3")), "bieu.xlsx")
    assert codes(read) == [("M4", "not_one_of")]


def test_a_target_below_the_base_that_is_better_by_its_name_is_told():
    _, read = only([row(1, "Tỷ lệ dân số dùng nước sạch", "%", 99.2, 99)])
    assert len(noted(read, "better_higher")) == 1


@pytest.mark.parametrize(
    ("base", "period", "flow"),
    [(148_000, (2021, 2025), 29_600), (103_000, (2021, 2025), 20_600), (102_000, None, None)],
)
def test_a_base_as_large_as_the_target_of_the_term_is_the_sum_of_the_term_before(base, period, flow):
    """230,000 / sqrt(5) = 102,859 lies as far from a year's part as from the whole, measured in ratios."""
    known, read = only([row(1, "Tổng vốn đầu tư toàn xã hội (5 năm)", "tỷ đồng", base, 230_000)])
    assert known.observations[0].period == period
    assert len(noted(read, "whole_term")) == (period is not None)
    past = require(read.plan).rows[0].past
    assert (past.flow if past else None) == (pytest.approx(flow) if flow else None)


def test_points_a_year_in_the_column_of_growth_are_kept_as_words():
    known, read = only([row(1, "Tỷ lệ hộ nghèo", "%", 3.2, 1, growth="giảm 0,4-0,5 điểm %/năm")])
    assert (known.stated_rate, read.faults) == (None, ())
    assert "giảm 0,4-0,5 điểm %/năm" in known.note.vi


def test_an_average_growth_is_an_index_and_growth_of_single_years_is_a_level():
    average, _ = only([row(1, "Tốc độ tăng GRDP bình quân", "%", None, "12 - 13")])
    assert (average.law, average.unit, average.targets[0].kind) == ("compound", "chỉ số", "rate")
    assert average.targets[0].printed == "12 - 13%/năm"
    yearly, _ = only([row(1, "Tốc độ tăng trưởng GRDP", "%", 8, 10, y2024=-7.5, y2026=9)])
    assert (yearly.law, yearly.limits, yearly.targets[0].kind) == ("linear", (-99, 1000), "level")
    assert [seen.figure.value for seen in yearly.observations] == [-7.5, 8]


@pytest.mark.parametrize(
    ("name", "law"),
    [
        ("Thu nội địa tăng bình quân hằng năm", "compound"),
        ("Tổng lượt khách du lịch tăng bình quân", "compound"),
        ("Thu ngân sách (tăng trưởng bình quân)", "compound"),
        ("Tỷ lệ dân số tham gia BHYT tăng bình quân", "logit"),
    ],
)
def test_growth_may_be_named_at_the_end(name, law):
    known, _ = only([row(1, name, "%/năm", None, 12)])
    assert (known.law, known.targets[0].kind) == (law, "rate" if law == "compound" else "level")


def test_ids_are_made_of_plain_letters_and_are_unique():
    assert make_id("Thu ngân sách Nhà nước trên địa bàn", ()) == "thu_ngan_sach_nha_nuoc_tren_dia_ban"
    assert make_id("Dân số", {"dan_so"}) == "dan_so_2"
    assert make_id("5 năm", ()) == "i_5_nam"
    assert make_id("人口", ()) == "i"
    assert len(make_id("rất dài " * 30, ())) <= 48


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("I. Chỉ tiêu kinh tế", "economy"),
        ("Kinh tế - xã hội", "economy"),
        ("Văn hóa, xã hội", "society"),
        ("Xây dựng Đảng và hệ thống chính trị", "party"),
        ("Quốc phòng - an ninh", "security"),
        ("Môi trường", "environment"),
        ("Khác", None),
    ],
)
def test_headings_name_groups(text, group):
    assert category_of(text) == group


def test_a_plan_is_named_after_its_title_or_else_its_file():
    _, read = only([REVENUE])
    assert (read.plan.id, read.plan.name.vi) == ("bieu", "Phường Thử")


@pytest.mark.parametrize(
    ("titles", "name"),
    [
        (["UBND TỈNH HẢI SƠN", "CÁC CHỈ TIÊU KẾ HOẠCH PHÁT TRIỂN KINH TẾ - XÃ HỘI"], "Tỉnh Hải Sơn"),
        (["UBND TỈNH LÀO CAI", "ỦY BAN NHÂN DÂN PHƯỜNG CAM ĐƯỜNG", "BIỂU"], "Phường Cam Đường, tỉnh Lào Cai"),
        (["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HUẾ"], "Thành phố Huế"),
        (["Chỉ tiêu phát triển của xã Bao La giai đoạn 2026 - 2030"], "Xã Bao La"),
        (["CHỈ TIÊU PHƯỜNG CAM ĐƯỜNG (Kèm theo Tờ trình)"], "Phường Cam Đường"),
        (["Các chỉ tiêu kinh tế - xã hội chủ yếu cấp xã năm 2026"], None),
        (["CÁC CHỈ TIÊU KINH TẾ - XÃ HỘI CHỦ YẾU"], None),
        ([], None),
    ],
)
def test_the_lines_above_a_table_say_whose_plan_it_is(titles, name):
    found = place_of(titles)
    assert (found and found.name) == name


def test_the_text_of_what_was_read_is_a_plan_file():
    _, read = only([REVENUE])
    assert files.read_plan_text(read.text, "again") == read.plan


# CSV


def as_csv(rows, delimiter=";"):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(
        ["" if cell is None else str(cell) for cell in line] for line in rows
    )
    return out.getvalue()


CSV_ROWS = [["Biểu số 1"], *HEADS, row(1, "Thu ngân sách nhà nước", "tỷ đồng", "3.000,5", "trên 5.500", y2021="2.100")]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_csv_is_read_in_every_usual_encoding_and_separator(delimiter, encoding, form):
    text = unicodedata.normalize(form, as_csv(CSV_ROWS, delimiter))
    if encoding == "cp1258":
        text = viet_1258(text)
    known = read_table(text.encode(encoding), "bieu.csv").plan.indicators[0]
    assert (known.name.vi, known.unit) == ("Thu ngân sách nhà nước", "tỷ đồng")
    assert figures(known.observations) == [(2021, "2.100 tỷ đồng"), (2025, "ước 3.000,5 tỷ đồng")]
    assert known.targets[0].figure.comparator == ">"


def viet_1258(text):
    """Text in the mixed form that Windows-1258 can hold: marks of tone apart, other marks with their letter."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in tones)
        out.append(unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones)) + tone)
    return "".join(out)


def test_csv_that_is_no_text_is_refused():
    assert coded(b"\xff\xfe\x00", "b.csv") == ["sheet_encoding"]
    assert coded("Chỉ tiêu".encode()[:4] + b"\xd2\x81\x00", "b.csv") == ["sheet_encoding"]


def test_figures_of_a_csv_are_from_the_file_whatever_folder_it_stands_in():
    read = read_table(as_csv(CSV_ROWS).encode(), "/nhà riêng/tôi/bieu.csv")
    assert {item.source.sheet for known in read.plan.indicators for _, item in known.sourced()} == {"bieu.csv"}
    assert "riêng" not in "".join(note.said(Wording("vi")) for note in read.notes)


def test_the_way_a_csv_was_read_is_said():
    read = read_table(viet_1258(as_csv(CSV_ROWS)).encode("cp1258"), "b.csv")
    assert noted(read, "csv")[0].params == {"encoding": "WINDOWS-1258", "delimiter": ";"}


# words


def test_every_note_can_be_said_in_both_languages():
    known = [row(1, "Tỷ lệ hộ nghèo (%)", None, 0.5, "Dưới 1"), [None, "lạc", None, None], *[REVENUE]]
    _, read = only(known)
    for language in ("vi", "en"):
        for note in read.notes:
            said = note.said(Wording(language))
            assert said.startswith("Sheet")
            assert "{" not in said
    assert {note.code for note in read.notes} <= set(NOTES)
    assert {str(note.params["why"]) for note in noted(read, "law")} <= set(WHYS)


def test_addresses():
    assert (letters(1), letters(26), letters(27), letters(702), letters(703)) == ("A", "Z", "AA", "ZZ", "AAA")
    assert address(7, 4) == "D7"


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (0.1 + 0.2, "General", "0,3"), (1e-7, "General", "0,0000001"), (1234567.0, "#,##0", "1.234.567"), (-2.5, "0.0;(0.0)", "-2,5"),
        (0.07, "[Red]0%", "7%"), (12.0, '0.0"%"', "12,0%"), (3.0, "@", "3"), (1e15, "General", "1.000.000.000.000.000"),
    ],
)  # fmt: skip
def test_numbers_are_printed_without_loss_as_their_format_shows_them(value, shown, text):
    assert number_text(value, shown, "vi") == text
