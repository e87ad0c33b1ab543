"""CSV as a grid and back: UTF-8, UTF-16 or Windows-1258; comma, semicolon or tab; text that never becomes a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from forecast.exchange.grid import Cell, Grid, tidy
from forecast.exchange.guard import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, check_size, refuse

DELIMITERS: Final = (";", ",", "\t")
MAX_MARKS: Final = 5_000
"""Separators of the longest line that is looked into: sentences have some too, so more than a table has columns."""
_MARKS: Final = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))
_RISKY: Final = re.compile(r"'*\s*[=+\-@＝＋－＠\t\r\n]")
"""Beginnings that a spreadsheet may take for a formula."""
_SIGNED: Final = re.compile(r"[+-]\d[\d.,]*\s?%?\Z", re.ASCII)
"""A number with its sign: no program computes anything from it."""
_GUARDED: Final = re.compile(r"'+\s*[=+\-@＝＋－＠\t\r\n]")


@dataclass(frozen=True, slots=True)
class Text:
    """A decoded file, how it was decoded, and what separates its cells."""

    grid: Grid
    encoding: str
    delimiter: str


def read_csv(content: bytes, name: str) -> Text:
    """Grid of a CSV file. Raises FileError where it is too large, no text, or too wide."""
    check_size(content, name)
    text, encoding = _decoded(content, name)
    longest = max(text.splitlines(), key=len, default="")
    marks = max(map(longest.count, DELIMITERS))
    if marks > MAX_MARKS:
        raise refuse("sheet_wide", name, found=marks + 1, allowed=MAX_COLUMNS)
    delimiter = max(DELIMITERS, key=lambda mark: _columns(text, mark))
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) > MAX_ROWS:
                raise refuse("sheet_long", name, found=len(rows), allowed=MAX_ROWS)
    except csv.Error:
        raise refuse("sheet_broken", name) from None
    _check(rows, name)
    cells = {
        (row, column): Cell(row=row, column=column, kind="text", value=unguarded(value))
        for row, line in enumerate(rows, start=1)
        for column, value in enumerate(line, start=1)
        if tidy(value)
    }
    own = tidy(name.replace("\\", "/").rpartition("/")[2])
    return Text(Grid(name=own or "CSV", cells=cells), encoding, delimiter)


def _check(rows: Sequence[Sequence[str]], name: str) -> None:
    widest = max((len(row) for row in rows), default=0)
    if widest > MAX_COLUMNS:
        raise refuse("sheet_wide", name, found=widest, allowed=MAX_COLUMNS)
    cells = sum(map(len, rows))
    if cells > MAX_CELLS:
        raise refuse("sheet_many", name, found=cells, allowed=MAX_CELLS)


def _decoded(content: bytes, name: str) -> tuple[str, str]:
    for encoding, mark in _MARKS:
        if content.startswith(mark):
            return _with(content, encoding, name), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _with(content, "cp1258", name), "windows-1258"


def _with(content: bytes, encoding: str, name: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise refuse("sheet_encoding", name) from None
    if "\x00" in text:
        raise refuse("sheet_encoding", name)
    return text


def _columns(text: str, delimiter: str) -> int:
    """How many lines a delimiter cuts into the same number of cells, at least four: the form has as many."""
    try:
        lines = [
            len(row) for row, _ in zip(csv.reader(io.StringIO(text), delimiter=delimiter), range(60), strict=False)
        ]
    except csv.Error:
        return 0
    wide = [length for length in lines if length >= 3]
    return max((wide.count(length) * length for length in set(wide)), default=0)


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """CSV as spreadsheets of a Vietnamese computer open it: UTF-8 with its mark, semicolons."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """`text` as a spreadsheet leaves it alone: an apostrophe before what could be a formula; signed numbers stay."""
    return f"'{text}" if _RISKY.match(text) and not _SIGNED.match(text) else text


def unguarded(text: str) -> str:
    """Undo `guarded`."""
    return text[1:] if _GUARDED.match(text) else text
