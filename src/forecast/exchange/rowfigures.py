"""Unit and figures of one row: what its cells print, each with its cell; what cannot be read is told."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from forecast.errors import Fault, FigureError
from forecast.exchange.cells import Printed, is_percent, printed
from forecast.exchange.grid import Cell
from forecast.exchange.heads import Column, Role
from forecast.exchange.notes import Note
from forecast.exchange.rows import NO_TEXT, Entry
from forecast.figures import Figure, Language, read_figure, read_unit, write_number, write_unit
from forecast.written import cut

_IN_BRACKETS: Final = re.compile(
    r"\s*\((?:đvt|đơn vị|đơn vị tính|unit)?\s*:?\s*(?P<unit>[^()]{1,40})\)\s*\Z", re.IGNORECASE
)
_WORDS: Final = re.compile(r"(đạt|hoàn thành|có)( chuẩn)?(\s*(/|-|hoặc|hay)\s*(không|chưa).*)?\Z", re.IGNORECASE)
"""Units of what is reached or not, without a number."""
_RATIO: Final = re.compile(r"\D*(?P<part>\d+)\s*/\s*\d+(?!\d)\D*\Z")
_THOUSANDS: Final[Mapping[Language, re.Pattern[str]]] = {
    "vi": re.compile(r"\D*(?P<left>[1-9]\d{0,2}),(?P<right>\d{3})(?![\d.,])"),
    "en": re.compile(r"\D*(?P<left>[1-9]\d{0,2})\.(?P<right>\d{3})(?![\d.,])"),
}
"""Decimals that may be meant for thousands: three digits behind the mark of the language."""
_COUNTED: Final = frozenset(
    ("người", "hộ", "trường", "xã", "thôn", "lượt", "doanh", "khách", "con", "ha", "lao", "đảng", "sản", "dự", "công",
     "trẻ", "people", "households", "schools")
)  # fmt: skip
"""Words that names of counted things begin with; other words in brackets are remarks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """Years of the plan a table is of, and the id of the target in each of its columns."""

    base: int
    target: int
    targets: Mapping[Column, tuple[str, str, int]]
    """By column: id, rank and year of a target."""


@dataclass(slots=True)
class Draft:
    """An indicator as plain data, the cell of each of its figures, and what was noted about it."""

    data: dict[str, Any]
    cells: dict[tuple[str, int], str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    at: str = ""


@dataclass(slots=True)
class Read:
    """A figure of one column."""

    column: Column
    cell: Cell
    what: Printed
    figure: Figure | None


class RowFigures:
    """What one row holds, before anything is concluded from it."""

    def __init__(self, entry: Entry, years: Years, language: Language) -> None:
        self.entry, self.years, self.language = entry, years, language
        name = entry.head.one("name")
        self.at = entry.at(name.place if name else 1)
        self.made = Draft(data={}, at=self.at)
        self.name, self.unit, self.in_words = entry.name, "", False
        self.kept_words: list[str] = []

    def note(self, code: str, at: str | None = None, **params: object) -> None:
        """Note a decision, at a cell or at the name."""
        self.made.notes.append(Note(at or self.at, code, params))

    def fault(self, error: FigureError, at: str) -> None:
        """Note what cannot be read at a cell."""
        code = "sheet_no_number" if error.code == "figure_no_number" else error.code
        self.made.faults.append(Fault(code=code, params=error.params, where=at))

    def said(self, role: Role) -> str:
        """Text in the column of a role."""
        column = self.entry.head.one(role)
        if column is None:
            return ""
        cell = self.entry.grid.cells.get(self.entry.grid.origin(self.entry.row, column.place))
        if cell is not None and cell.kind in NO_TEXT:
            self.fault(FigureError(NO_TEXT[cell.kind], found=cut(cell.text)), self.entry.at(column.place))
            return ""
        return "" if cell is None else cell.text

    def given(self, role: Role, meanings: Mapping[str, str]) -> str | None:
        """What a column says in words of ours; an unknown word is a fault of its cell."""
        text = self.said(role)
        if not text:
            return None
        if (found := meanings.get(text.casefold())) is None:
            column = self.entry.head.one(role)
            allowed = ", ".join(dict.fromkeys(meanings.values()))
            params = {"found": cut(text), "allowed": allowed, "nearest": ""}
            at = self.entry.at(column.place if column else 1)
            self.made.faults.append(Fault(code="not_one_of", params=params, where=at))
        return found

    def find_unit(self) -> None:
        """Unit from its column, else from brackets behind the name."""
        self.unit = self.said("unit").strip("()")
        self.in_words = bool(_WORDS.match(self.unit))
        if self.unit in ("-", "–") or self.in_words:
            self.unit = ""
        if self.unit:
            try:
                read_unit(self.unit, self.language)
            except FigureError as error:
                column = self.entry.head.one("unit")
                self.fault(error, self.entry.at(column.place if column else 1))
                self.unit = ""
        elif (match := _IN_BRACKETS.search(self.name)) and self._is_unit(match["unit"].strip()):
            self.unit, self.name = match["unit"].strip(), self.name[: match.start()].strip()
            self.note("unit_from_name", unit=self.unit)

    def _is_unit(self, text: str) -> bool:
        try:
            unit = read_unit(text, self.language)
        except FigureError:
            return False
        return unit.kind != "count" or unit.scale > 1 or bool(unit.per) or bool(_COUNTED & set(unit.noun.split()))

    def unit_of(self, reads: list[Read]) -> bool:
        """Unit that the figures of a row have themselves, where they agree."""
        units = {read.figure.unit for read in reads if read.figure is not None and read.column.role != "growth"}
        named = {write_unit(unit, self.language) for unit in units if unit.kind != "count" or unit.noun}
        if len(named) != 1 or len(units) != 1:
            return False
        self.unit = named.pop()
        self.note("unit_from_cells", unit=self.unit)
        return True

    def reads(self, *roles: Role) -> list[Read]:
        """Every figure in the columns of `roles`; left out: of what a plan is made of. What cannot be read is a fault of its cell."""
        reads = []
        for column in self.entry.head.all(*(roles or ("actual", "target", "growth"))):
            cell = self.entry.cell(column.place)
            if cell is None or (column.role == "target" and column not in self.years.targets):
                continue
            try:
                read = self._figure(column, cell)
            except FigureError as error:
                if error.code == "figure_no_number" and not self.unit and column.role == "target":
                    continue
                self.fault(error, self.entry.at(column.place))
                continue
            if read is not None:
                reads.append(read)
        return reads

    def _figure(self, column: Column, cell: Cell) -> Read | None:
        growth = column.role == "growth"
        unit = ("%/năm" if self.language == "vi" else "%/year") if growth else self.unit
        what = printed(cell, unit, self.language)
        if what is None:
            self.note("dash", self.entry.at(column.place), found=cell.text)
            return None
        figure = None if what.value is not None else read_figure(what.text, self.language)
        if column.estimate and figure is not None and not figure.estimate:
            what = Printed(f"{'ước' if self.language == 'vi' else 'estimated'} {what.text}")
            figure = read_figure(what.text, self.language)
        self._doubt(column, cell, figure)
        return Read(column, cell, what, figure)

    def _doubt(self, column: Column, cell: Cell, figure: Figure | None) -> None:
        """What may be meant otherwise is said, not changed.

        A fraction under a percentage may be a hundred times as much, three decimals may be thousands, two numbers with a stroke a date.
        """
        at, text = self.entry.at(column.place), cell.text
        small = cell.kind == "number" and 0 < abs(float(cell.value)) < 1 and not is_percent(cell.shown)
        if small and (self.unit.startswith("%") or column.role == "growth"):
            self.note("fraction", at, found=f"{float(cell.value):g}", unit=self.unit or "%")
        if cell.kind != "text" or figure is None:
            return
        value = write_number(figure.value, self.language)
        if match := _THOUSANDS[self.language].match(text):
            meant = match["left"] + ("." if self.language == "vi" else ",") + match["right"]
            self.note("decimals", at, found=cut(text), value=value, meant=meant)
        elif _RATIO.match(text):
            self.note("ratio", at, found=cut(text), value=value)

    def keep_words(self, column: Column, text: str) -> None:
        """Keep words that are no figure for the note of the indicator."""
        self.kept_words.append(f"{column.head}: {text}")
        self.note("words", self.entry.at(column.place), found=cut(text))

    def source(self, column: Column) -> dict[str, str]:
        """The cell of a column as the source of a figure."""
        return {"sheet": self.entry.grid.name, "cell": self.entry.at(column.place).rpartition("!")[2]}
