"""Sheets of an .xlsx workbook as grids: stored values, number formats, merged and hidden cells."""

import datetime
import io
import warnings
from typing import Any, Final

import openpyxl
from openpyxl.cell.cell import Cell as BookCell
from openpyxl.worksheet.worksheet import Worksheet

from forecast.exchange.grid import Box, Cell, Grid, Kind, tidy
from forecast.exchange.guard import check_size, check_workbook, refuse

_DATES: Final = (datetime.datetime, datetime.date, datetime.time, datetime.timedelta)


def open_book(content: bytes, name: str, *, formulas: bool) -> Any:
    """Workbook of a file that was looked through first: with its formulas, or with the values stored for them.

    Raises
    ------
    FileError : the file is refused, or no workbook
    """
    check_size(content, name)
    check_workbook(content, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, which are not read
            return openpyxl.load_workbook(io.BytesIO(content), data_only=not formulas, keep_links=False)
    except Exception:  # whatever the library meets in a broken file: it raises what its parts happen to raise
        raise refuse("sheet_broken", name) from None


def read_workbook(content: bytes, name: str) -> tuple[Grid, ...]:
    """All sheets of a workbook in their order. Raises FileError."""
    formulas, values = (open_book(content, name, formulas=wanted) for wanted in (True, False))
    return tuple(_grid(formulas[sheet.title], sheet) for sheet in values.worksheets)


def _grid(formulas: Worksheet, values: Worksheet) -> Grid:
    cells = {}
    for row in formulas.iter_rows():
        for cell in row:
            if isinstance(cell, BookCell) and cell.value is not None:
                at = (cell.row, cell.column)
                found = _cell(cell, values.cell(*at).value)
                if found is not None:
                    cells[at] = found
    merged: tuple[Box, ...] = tuple(
        (box.min_row, box.min_col, box.max_row, box.max_col) for box in formulas.merged_cells.ranges
    )
    hidden_rows = tuple(number for number, row in formulas.row_dimensions.items() if row.hidden)
    return Grid(
        name=tidy(formulas.title), cells=cells, merged=merged, hidden_rows=tuple(sorted(hidden_rows)),
        hidden_columns=_hidden_columns(formulas), hidden=formulas.sheet_state != "visible",
    )  # fmt: skip


def _hidden_columns(sheet: Worksheet) -> tuple[int, ...]:
    hidden: set[int] = set()
    for group in sheet.column_dimensions.values():
        if group.hidden:
            hidden |= set(range(group.min or 0, min(group.max or 0, sheet.max_column) + 1))
    return tuple(sorted(hidden - {0}))


def _day(value: object) -> str:
    """A date as it is written in Viet Nam; times of the day as they are stored."""
    return value.strftime("%d/%m/%Y") if isinstance(value, datetime.date) else str(value)


def _cell(cell: BookCell, stored: object) -> Cell | None:
    """One cell with its stored value; None where it shows nothing."""
    formula = cell.data_type == "f"
    value: object = stored if formula else cell.value
    kind: Kind = "text"
    if value is None:
        kind, value = "no_value", str(cell.value)
    elif isinstance(value, bool):
        kind, value = "flag", str(value)
    elif isinstance(value, _DATES):
        kind, value = "date", _day(value)
    elif isinstance(value, (int, float)):
        kind, value = "number", float(value)
    elif cell.data_type == "e" or (formula and str(value).startswith("#")):
        kind = "error"
    if kind == "text" and not tidy(str(value)):
        return None
    return Cell(
        row=cell.row, column=cell.column, kind=kind, value=value if isinstance(value, float) else str(value),
        shown=str(cell.number_format or "General"), formula=formula,
    )  # fmt: skip
