"""Tables that people keep as CSV: their rows, each with its line, and what is wrong with their heads."""

import codecs
import csv
import io
import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from forecast.errors import Fault, FileError
from forecast.written import cut, nearest

Row: TypeAlias = tuple[int, dict[str, str]]
"""Line in the file, and the cells by their heads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Heads a table has to have, those it may have, other names of them, and how many rows are read."""

    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)
    most: int = 2_000

    @property
    def all(self) -> tuple[str, ...]:
        """Every head that is known."""
        return (*self.needed, *self.optional)


def read_rows(content: bytes | str, name: str, columns: Columns) -> tuple[list[Row], list[Fault]]:
    """Rows of a table that are not empty, and the faults of their shape.

    Commas, semicolons or tabs part the cells. A row with more cells than there are heads is a fault: most often a figure with a
    decimal comma stands outside quotes.

    Raises
    ------
    FileError : no row can be read: no Unicode, no heads, or heads that are not known
    """
    found = _lines(_decoded(content, name), name)
    lines = list(itertools.dropwhile(lambda line: not any(cell.strip() for cell in line[1]), found))
    if not lines:
        raise FileError(name, [Fault(code="table_empty", params={"allowed": ",".join(columns.needed)})])
    heads = [columns.called.get(head, head) for head in (cell.strip().lower() for cell in lines[0][1])]
    if faults := _head_faults(heads, columns):
        raise FileError(name, faults)
    rows, faults = [], []
    for number, cells in lines[1:]:
        if len(cells) > len(heads) and any(cell.strip() for cell in cells[len(heads) :]):
            faults.append(Fault(code="row_long", params={"found": len(cells), "allowed": len(heads)}, line=number))
        elif any(cell.strip() for cell in cells):
            padded = [*(cell.strip() for cell in cells), *[""] * len(heads)]
            rows.append((number, dict.fromkeys(columns.optional, "") | dict(zip(heads, padded, strict=False))))
    if len(rows) > columns.most:
        faults.append(Fault(code="table_long", params={"found": len(rows), "allowed": columns.most}))
    if not rows and not faults:
        faults.append(Fault(code="table_empty", params={"allowed": ",".join(heads)}))
    return rows[: columns.most], faults


def decoded(content: bytes) -> str:
    """Text of a file in UTF-8, or in UTF-16 with its mark, which spreadsheets call Unicode text. Raises UnicodeDecodeError."""
    return content.decode("utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig")


def parting(head: str) -> str:
    """What parts the cells of a line: comma, semicolon or tab."""
    return max(",;\t", key=head.count)


def _decoded(content: bytes | str, name: str) -> str:
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    try:
        return decoded(content)
    except UnicodeDecodeError as error:
        raise FileError(name, [Fault(code="file_not_text", params={"found": error.start})]) from None


def _lines(text: str, name: str) -> list[tuple[int, list[str]]]:
    """Cells of every row, with the line on which it begins."""
    head = text.lstrip().partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=parting(head))
    rows, first = [], 1
    try:
        for cells in reader:
            rows.append((first, cells))
            first = reader.line_num + 1
    except csv.Error as error:
        raise FileError(name, [Fault(code="table_unreadable", params={"found": str(error)}, line=first)]) from None
    return rows


def _head_faults(heads: Sequence[str], columns: Columns) -> list[Fault]:
    faults = [
        Fault(code="column_missing", params={"found": name}, line=1) for name in columns.needed if name not in heads
    ]
    for head in heads:
        if head not in columns.all:
            params = {"found": head, "allowed": ", ".join(columns.all), "nearest": nearest(head, columns.all)}
            faults.append(Fault(code="column_unknown", params=params, line=1))
    twice = dict.fromkeys(head for head in heads if heads.count(head) > 1)
    return faults + [Fault(code="column_twice", params={"found": head}, line=1) for head in twice]


@dataclass(frozen=True, slots=True)
class Cells:
    """One row whose cells are read as numbers; those that are none are added to `faults`."""

    line: int
    row: Mapping[str, str]
    faults: list[Fault]

    def word(self, head: str) -> str:
        """A cell as it stands."""
        return self.row[head]

    def number(self, head: str) -> float:
        """A finite number with a decimal point; 0 where it is none."""
        try:
            value = float(self.row[head])
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            self.wrong("not_number", head)
            return 0.0
        return value

    def within(self, head: str, low: float, high: float = math.inf) -> float:
        """A number from `low` to `high`; `low` where it is none of these."""
        n_faults, value = len(self.faults), self.number(head)
        if low <= value <= high:
            return value
        if len(self.faults) == n_faults:
            self.wrong("number_outside", head, allowed=f"{low:g} … {high:g}" if high < math.inf else f"{low:g} …")
        return low

    def whole(self, head: str) -> int:
        """A whole number; 0 where it is none."""
        value = self.number(head)
        if value != int(value):
            self.wrong("not_number", head)
        return int(value)

    def one_of(self, head: str, allowed: Sequence[str]) -> str:
        """One of some texts; the first of them where it is none."""
        if self.row[head] in allowed:
            return self.row[head]
        self.wrong("not_one_of", head, allowed=", ".join(allowed), nearest=nearest(self.row[head], allowed))
        return allowed[0]

    def wrong(self, code: str, head: str, **params: object) -> None:
        """Note a fault of one cell."""
        found = cut(self.row[head])
        self.faults.append(Fault(code=code, params={"found": found, **params}, line=self.line, where=head))
