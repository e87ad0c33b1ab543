"""A plan in the planners' form as an Excel workbook or CSV, and the empty form with an example."""

import io
import math
from collections.abc import Iterator
from typing import Any, Final

import xlsxwriter

from forecast.exchange.csvtext import write_csv
from forecast.exchange.form import Form, FormColumn, csv_rows, plan_form
from forecast.plan import Indicator, Plan
from forecast.report.settled import MADE
from forecast.sourced import Language
from forecast.wording import N_, Wording

BOOK: Final = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "nan_inf_to_errors": False,
}  # fmt: skip
"""Options of every workbook: text stays text."""
FONT: Final = "Times New Roman"
_WIDTHS: Final = {"number": 6, "name": 38, "unit": 14, "figure": 12, "owner": 20, "note": 28, "program": 14}
_HEAD_ROWS: Final = (3, 4)
_LINE: Final = 15.0
"""Height of one line [point]."""
_MAX_LINES: Final = 20
"""Lines at most that a row is made high for."""
_SPARE: Final = 20
"""Empty rows of the empty form."""
EXAMPLE_NOTE: Final = N_("Example: replace these rows by your own")


def write_table(plan: Plan, language: Language) -> bytes:
    """Plan as a workbook in the planners' form."""
    wording = Wording(language)
    return _workbook(plan_form(plan, wording), wording)


def write_table_csv(plan: Plan, language: Language) -> bytes:
    """Plan as CSV in the planners' form: UTF-8 with its mark, semicolons."""
    return write_csv(csv_rows(plan_form(plan, Wording(language)), plan.language))


def write_template(language: Language, base_year: int = 2025, *, as_csv: bool = False) -> bytes:
    """The form with an example in each way a row can be filled, to be written over."""
    wording = Wording(language)
    form = plan_form(_example(wording, base_year), wording)
    return write_csv(csv_rows(form, "vi")) if as_csv else _workbook(form, wording, spare=_SPARE)


def _workbook(form: Form, wording: Wording, spare: int = 0) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, BOOK) as book:
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet(wording.text("Indicators"))
        styles = _Styles(book)
        _head(sheet, form, styles)
        last = _body(sheet, form, styles)
        for row in range(last + 1, last + 1 + spare):
            for place in range(len(form.columns)):
                sheet.write_blank(row, place, None, styles.get(border=1))
        _help(sheet, form, last + spare, wording)
        _page(sheet, form, last + spare)
    return out.getvalue()


class _Styles:
    """Formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.made: dict[str, Any] = {}

    def get(self, **options: Any) -> Any:
        """Format with these options on top of the usual ones."""
        key = repr(sorted(options.items()))
        if key not in self.made:
            usual = {"font_name": FONT, "font_size": 11, "valign": "vcenter", "text_wrap": True}
            self.made[key] = self.book.add_format(usual | options)
        return self.made[key]


def _head(sheet: Any, form: Form, styles: _Styles) -> None:
    sheet.write_string(0, 0, form.title, styles.get(bold=True, font_size=14, text_wrap=False, **_quoted(form.title)))
    sheet.write_string(1, 0, form.subtitle, styles.get(italic=True, text_wrap=False))
    style = styles.get(bold=True, border=1, align="center", bg_color="#DDE6F0")
    top, below = (row - 1 for row in _HEAD_ROWS)
    for first, last, heads in _spans(form.columns):
        if not heads[1]:
            sheet.merge_range(top, first, below, first, "", style)
            sheet.write_string(top, first, heads[0], style)
        elif last > first:
            sheet.merge_range(top, first, top, last, "", style)
            sheet.write_string(top, first, heads[0], style)
        else:
            sheet.write_string(top, first, heads[0], style)
    for place, column in enumerate(form.columns):
        sheet.set_column(place, place, _WIDTHS[column.kind])
        if column.heads[1]:
            sheet.write_string(below, place, column.heads[1], style)
    sheet.set_row(top, 4 * _LINE)
    sheet.set_row(below, 2 * _LINE)


def _spans(columns: tuple[FormColumn, ...]) -> Iterator[tuple[int, int, tuple[str, str]]]:
    """First and last place of neighbours that share their upper head."""
    place = 0
    while place < len(columns):
        heads, last = columns[place].heads, place
        while heads[1] and last + 1 < len(columns) and columns[last + 1].heads[0] == heads[0]:
            last += 1
        yield place, last, heads
        place = last + 1


def _body(sheet: Any, form: Form, styles: _Styles) -> int:
    """Rows of the form; gives the last one."""
    row = _HEAD_ROWS[1]
    for group, indicator in form.rows:
        if indicator is None:
            for place in range(len(form.columns)):
                text = group or "" if place == 1 else ""
                sheet.write_string(row, place, text, styles.get(bold=True, border=1, bg_color="#F2F2F2"))
        else:
            _indicator(sheet, row, form, indicator, styles)
        row += 1
    return row - 1


def _indicator(sheet: Any, row: int, form: Form, indicator: Indicator, styles: _Styles) -> None:
    lines = 1
    for place, column in enumerate(form.columns):
        cell = column.fill(indicator)
        options: dict[str, Any] = {"border": 1, "align": "right" if column.kind == "figure" else "left"}
        if column.kind == "program":
            options["font_color"] = "#5F6B7A"
        if cell is None:
            sheet.write_blank(row, place, None, styles.get(**options))
        elif isinstance(cell.value, float):
            sheet.write_number(row, place, cell.value, styles.get(num_format=cell.shown or "General", **options))
        else:
            sheet.write_string(row, place, cell.value, styles.get(num_format="@", **options, **_quoted(cell.value)))
            if column.kind != "program":
                lines = max(lines, math.ceil(0.8 * len(cell.value) / _WIDTHS[column.kind]))
    sheet.set_row(row, _LINE * min(lines, _MAX_LINES))


def _quoted(text: str) -> dict[str, Any]:
    """Marks text that would become a formula if its cell were edited as text."""
    return {"quote_prefix": True} if text[:1] in "=+-@" and text else {}


def _help(sheet: Any, form: Form, last: int, wording: Wording) -> None:
    """Lists to choose from in the columns that know only certain words."""
    for place, column in enumerate(form.columns):
        if column.choices:
            rule = {
                "validate": "list",
                "source": list(column.choices),
                "error_title": wording.text("Choose from the list"),
            }
            sheet.data_validation(_HEAD_ROWS[1], place, last, place, rule)


def _page(sheet: Any, form: Form, last: int) -> None:
    """A4 across, heads on every page, one page wide; heads and names stay in view."""
    sheet.freeze_panes(_HEAD_ROWS[1], 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD_ROWS[0] - 1, _HEAD_ROWS[1] - 1)
    sheet.set_footer("&C&P/&N")
    used = [place for place, column in enumerate(form.columns) if column.kind != "program"]
    sheet.print_area(0, 0, last, max(used))


def _example(wording: Wording, base: int) -> Plan:
    """A plan that shows each way to fill a row."""
    note = {"vi": wording.text(EXAMPLE_NOTE)}
    source = {"by": "forecast", "date": "2026-01-01"}

    def row(name: dict[str, str], unit: str, law: str, first: str, last: str, **more: Any) -> dict[str, Any]:
        seen = {"year": str(base), "figure": first, "source": source}
        goal = {"id": "committee", "rank": "committee", "year": str(base + 5), "figure": last, "source": source}
        return {"name": name, "unit": unit, "law": law, "note": note, "observations": [seen], "targets": [goal], **more}

    head = {
        "id": "ke-hoach", "language": "vi", "base_year": str(base), "target_year": str(base + 5),
        "name": {"vi": "Phường …, tỉnh …", "en": "Ward …, province …"},
    }  # fmt: skip
    rate = {"figure": "12%/năm", "from": str(base + 1), "to": str(base + 5), "source": source}
    rows = [
        row({"vi": "Thu ngân sách nhà nước trên địa bàn", "en": "State budget revenue"}, "tỷ đồng", "compound", "ước 3.000", "5.500",
            id="budget_revenue", number="1", category="economy", stated_rate=rate),
        row({"vi": "Tỷ lệ hộ nghèo đa chiều", "en": "Poverty rate"}, "%", "logit", "1,8%", "dưới 1%", id="poverty_rate", number="2",
            category="society", better="lower"),
        row({"vi": "Số lao động được giải quyết việc làm", "en": "Jobs created"}, "người/năm", "flow", "550", "từ 600 trở lên",
            id="jobs", number="3", category="society"),
    ]  # fmt: skip
    for item in rows:
        for figure in (*item["observations"], *item["targets"]):
            if item["unit"] == "tỷ đồng":
                figure["figure"] += " tỷ đồng"
    return Plan.read({**head, "indicators": rows})
