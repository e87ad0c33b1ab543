"""Cells of a live workbook: styles, references, and formulas written with their values and kept for the sheet that checks them."""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from forecast.wording import Wording

OPTIONS: Final = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False,
}  # fmt: skip
"""Text stays text: nothing a plan says becomes a formula, a number or a link."""
FONT: Final = "Times New Roman"
INPUT_COLOUR: Final = "#FFF4CC"
HEAD_COLOUR: Final = "#DDE6F0"
_MAX_NAME: Final = 31
_LINE: Final = 15.0
"""Height of one line [point]."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A formula cell: where it is, what it gives, and our digits for it; None where it has to be empty."""

    sheet: str
    row: int
    column: int
    what: str
    value: float | None

    @property
    def place(self) -> str:
        """Reference to the cell from any sheet."""
        return ref(self.sheet, self.row, self.column)


def ref(sheet: str, row: int, column: int) -> str:
    """Reference to a cell from any sheet; rows and columns from 0."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"


def span(sheet: str, row: int, first: int, last: int) -> str:
    """Reference to neighbouring cells of one row."""
    return f"{ref(sheet, row, first)}:{xl_rowcol_to_cell(row, last, row_abs=True, col_abs=True)}"


class Book:
    """A workbook that is being written; its formula cells are kept with what they have to give."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.out = io.BytesIO()
        self.book: Any = xlsxwriter.Workbook(self.out, OPTIONS)
        self.sheets: dict[str, Any] = {}
        self.checked: list[Checked] = []
        self._styles: dict[str, Any] = {}

    def text(self, message: str, /, **params: object) -> str:
        """Translation of an English text."""
        return self.wording.text(message, **params)

    def add(self, name: str) -> str:
        """A new sheet; gives the name it has, which may be cut or numbered."""
        plain, number = name[:_MAX_NAME], 2
        taken = {known.casefold() for known in self.sheets}
        while plain.casefold() in taken:
            plain, number = f"{name[: _MAX_NAME - 3]}~{number}", number + 1
        self.sheets[plain] = self.book.add_worksheet(plain)
        return plain

    def style(self, **options: Any) -> Any:
        """Cell format with these options on top of the usual ones."""
        key = repr(sorted(options.items()))
        if key not in self._styles:
            usual = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
            self._styles[key] = self.book.add_format(usual | options)
        return self._styles[key]

    def write(self, sheet: str, row: int, column: int, text: str, **options: Any) -> None:
        """Text, as text."""
        if text[:1] in ("=", "+", "-", "@") and text:
            options["quote_prefix"] = True
        self.sheets[sheet].write_string(row, column, text, self.style(**options))

    def tall(self, sheet: str, row: int, *texts: tuple[str, float]) -> None:
        """Height of a row whose texts are broken at the widths given: not every program fits it by itself."""
        lines = max(math.ceil(0.85 * _length(text) / width) for text, width in texts)
        self.sheets[sheet].set_row(row, _LINE * max(1, lines))

    def across(self, sheet: str, row: int, first: int, last: int, text: str) -> None:
        """Text over several columns."""
        style = self.style(border=1, italic=True)
        if last > first:
            self.sheets[sheet].merge_range(row, first, row, last, "", style)
        self.sheets[sheet].write_string(row, first, text, style)

    def number(self, sheet: str, row: int, column: int, value: float | None, **options: Any) -> None:
        """A number; an empty cell with its format where there is none."""
        if value is None:
            self.sheets[sheet].write_blank(row, column, None, self.style(**options))
        else:
            self.sheets[sheet].write_number(row, column, value, self.style(**options))

    def formula(
        self, place: tuple[str, int, int], formula: str, value: float | None, what: str, **options: Any
    ) -> None:
        """A formula with its value stored, kept for the check."""
        sheet, row, column = place
        stored: float | str = "" if value is None else value
        self.sheets[sheet].write_formula(row, column, f"={formula}", self.style(**options), stored)
        self.checked.append(Checked(sheet, row, column, what, value))

    def heads(self, sheet: str, row: int, heads: Sequence[str]) -> None:
        """One row of heads."""
        for column, text in enumerate(heads):
            self.write(
                sheet, row, column, text, bold=True, border=1, align="center", text_wrap=True, bg_color=HEAD_COLOUR
            )
        self.sheets[sheet].set_row(row, 48)

    def page(self, sheet: str, widths: Sequence[float], frozen: tuple[int, int], head: int) -> None:
        """Widths, heads that stay in view, A4 across on one page's width, and protection without a password."""
        target = self.sheets[sheet]
        for column, width in enumerate(widths):
            target.set_column(column, column, width)
        target.freeze_panes(*frozen)
        target.set_landscape()
        target.set_paper(9)
        target.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.6)
        target.fit_to_pages(1, 0)
        target.repeat_rows(head)
        target.set_footer("&L&A&R&P/&N")
        self.protect(sheet)

    def protect(self, sheet: str) -> None:
        """Lock everything but inputs; no password, for nothing is secret: it keeps formulas from slips."""
        free = dict.fromkeys(("format_columns", "format_rows", "sort", "autofilter", "objects"), True)
        self.sheets[sheet].protect("", free)

    def finished(self) -> bytes:
        """Bytes of the workbook."""
        self.book.close()
        return self.out.getvalue()


def _length(text: str) -> float:
    """Length of a text in small letters: capitals are wider."""
    return len(text) + 0.4 * sum(letter.isupper() for letter in text)
