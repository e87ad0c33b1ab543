"""Rows of a table: which are indicators, parts of them, headings, notes below the table; what cannot be placed is listed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from forecast.errors import Fault
from forecast.exchange.grid import Cell, Grid, address
from forecast.exchange.heads import Head
from forecast.exchange.laws import category_of
from forecast.exchange.notes import Note
from forecast.plan import Category
from forecast.written import cut

_END: Final = re.compile(
    r"(ghi chú|nguồn|chú thích|note|source)s?\s*[:(]|^\(?\*+\)?\s|(người lập|lập biểu|nơi nhận|tm\.|kt\.|chủ tịch|thủ trưởng)\b"
    r"|.{0,40}ngày\s+.{0,6}tháng\s+.{0,6}năm",
    re.IGNORECASE,
)
_AMONG: Final = re.compile(r"[-+•*–\s]*(trong đó|of which)\s*:?\s*\Z", re.IGNORECASE)
_PART: Final = re.compile(
    r"\s*(?:[-+•–*]\s*)?(?:(?:trong đó|of which)\s*:?\s*)?(?P<own>.+)\Z", re.IGNORECASE | re.DOTALL
)
_IS_PART: Final = re.compile(r"\s*(?:[-+•–*]\s*\S|(?:trong đó|of which)\b)", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[0-9A-Za-zđĐ.]{1,12}\Z")
_ARABIC: Final = re.compile(r"\d")
NO_TEXT: Final[Mapping[str, str]] = {"no_value": "sheet_formula_empty", "error": "sheet_error"}
"""Faults of cells that show no words of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row that is an indicator: its number, its whole name, its group."""

    grid: Grid
    head: Head
    row: int
    number: str | None
    name: str
    category: Category | None

    def cell(self, column: int) -> Cell | None:
        """What stands in one of its columns."""
        return self.grid.cells.get((self.row, column))

    def at(self, column: int) -> str:
        """Where that is."""
        return where(self.grid, self.row, column)


@dataclass(slots=True)
class Rows:
    """What the rows of a table come to."""

    entries: list[Entry] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass(slots=True)
class _Parent:
    """The numbered row that unnumbered ones below it are parts of."""

    name: str = ""
    number: str | None = None
    letter: int = 0
    within: bool = False


def where(grid: Grid, row: int, column: int) -> str:
    """A cell as it is named to people: ``Biểu 1!D7``."""
    return f"{grid.name}!{address(row, column)}"


def read_rows(grid: Grid, head: Head) -> Rows:
    """All rows of a table as indicators, with a note of every row and cell that is none."""
    return _Reader(grid, head).read()


class _Reader:
    def __init__(self, grid: Grid, head: Head) -> None:
        self.grid, self.head, self.rows = grid, head, Rows()
        name, number, code = head.one("name"), head.one("number"), head.one("id")
        self.name = name.place if name else 1
        self.number = number.place if number else 0
        self.code = code.place if code else 0
        self.figures = {column.place for column in head.all("actual", "part", "target", "growth", "unit")}
        self.placed = {column.place for column in head.columns}
        self.parent = _Parent()
        self.category: Category | None = None

    def read(self) -> Rows:
        """Take the rows one by one until the table ends."""
        last = self.grid.n_rows
        for row in range(self.head.body, last + 1):
            cells = list(self.grid.row(row))
            if not cells:
                continue
            if not self._filled(cells) and _END.match(cells[0].text):
                self._below(row, last)
                break
            self._row(row, cells)
        return self.rows

    def _filled(self, cells: list[Cell]) -> bool:
        return any(cell.column in self.figures for cell in cells)

    def _below(self, row: int, last: int) -> None:
        for at in range(row, last + 1):
            for cell in self.grid.row(at):
                self._note("below", at, cell.column, found=cut(cell.text))

    def _note(self, code: str, row: int, column: int, **params: object) -> None:
        self.rows.notes.append(Note(where(self.grid, row, column), code, params))

    def _row(self, row: int, cells: list[Cell]) -> None:
        name = self.grid.text(row, self.name)
        for cell in cells:
            if cell.column not in self.placed and self.grid.origin(row, self.name) != (row, cell.column):
                self._note("outside", row, cell.column, found=cut(cell.text))
        filled, named = self._filled(cells), self.grid.cells.get(self.grid.origin(row, self.name))
        if named is not None and named.kind in NO_TEXT:
            params = {"found": cut(named.text)}
            self.rows.faults.append(
                Fault(code=NO_TEXT[named.kind], params=params, where=where(self.grid, row, self.name))
            )
        elif not name:
            if filled:
                place = where(self.grid, row, self.name)
                self.rows.faults.append(Fault(code="sheet_name_missing", params={"found": row}, where=place))
        elif _AMONG.match(name):
            self.parent.within = True
        elif filled or self._is_coded(row):
            self._indicator(row, name)
        else:
            self._heading(row, name)

    def _is_coded(self, row: int) -> bool:
        return bool(self.code and self.grid.text(row, self.code))

    def _own_number(self, row: int) -> str | None:
        """Number of a row in the plan; None where it has none of its own."""
        if not self.number or self.grid.origin(row, self.number) == self.grid.origin(row, self.name):
            return None
        text = self.grid.text(row, self.number).strip("()[] ").rstrip(".)")
        if not text or text in "-–+":
            return None
        if not _NUMBER.match(text):
            self._note("number_left_out", row, self.number, found=cut(text))
            return None
        return text

    def _indicator(self, row: int, name: str) -> None:
        number = self._own_number(row)
        if self._is_coded(row):
            self._add(row, number, name)
            return
        if number is None and self.parent.name and (self.parent.within or _IS_PART.match(name)):
            self._part(row, name)
            return
        if number is not None:
            self.parent = _Parent(name, number)
        self._add(row, number, name)

    def _part(self, row: int, name: str) -> None:
        """A row without number below a numbered one: its name and number are those of the whole with its own behind them."""
        match = _PART.match(name)
        own = match["own"].strip() if match else name
        self.parent.letter += 1
        number = None
        if self.parent.number is not None and self.parent.letter < 26:
            number = f"{self.parent.number}{chr(ord('a') + self.parent.letter)}"
        number = number if number and _NUMBER.match(number) else None
        self._note("part", row, self.name, found=cut(own), name=cut(self.parent.name))
        self._add(row, number, f"{self.parent.name}: {own}")

    def _add(self, row: int, number: str | None, name: str) -> None:
        self.rows.entries.append(
            Entry(grid=self.grid, head=self.head, row=row, number=number, name=name, category=self.category)
        )

    def _heading(self, row: int, name: str) -> None:
        """A row of words alone: the whole of parts below it, a target without a number, or the heading of a group."""
        number = self._own_number(row)
        if number is not None and _ARABIC.match(number):
            self.parent = _Parent(name, number, letter=-1)
            if self._parts_follow(row):
                self._note("heading", row, self.name, found=cut(name))
            else:
                self._add(row, number, name)
            return
        group = category_of(name)
        if group is None:
            self._note("heading", row, self.name, found=cut(name))
        else:
            self._note("heading_group", row, self.name, found=cut(name), group=group)
        self.category, self.parent = group or self.category, _Parent()

    def _parts_follow(self, row: int) -> bool:
        for below in range(row + 1, self.grid.n_rows + 1):
            if name := self.grid.text(below, self.name):
                has_number = bool(self.number) and bool(self.grid.text(below, self.number))
                return not has_number and bool(_AMONG.match(name) or _IS_PART.match(name))
        return False
