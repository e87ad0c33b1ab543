"""Actuals from a planners' table: its columns "Thực hiện" and "Ước thực hiện", of years and of months, as rows of an actuals file."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from forecast.csvtext import decoded
from forecast.errors import Fault, FileError
from forecast.exchange.cells import BLANK, with_unit
from forecast.exchange.grid import tidy
from forecast.exchange.guard import is_workbook
from forecast.exchange.heads import Column
from forecast.exchange.laws import GROWTH
from forecast.exchange.rowfigures import Read, RowFigures, Years
from forecast.exchange.rows import Entry
from forecast.exchange.sheet import read_reached
from forecast.figures import Language, write_figure, write_number
from forecast.plan import Indicator, Observation, Plan
from forecast.tracking.facts import Period
from forecast.tracking.reading import COLUMNS
from forecast.tracking.writing import rows_text

ALIKE: Final = 0.6
"""Likeness of two names from which the same number means the same indicator."""
FIRST_ROW: Final = 2
"""Line of an actuals file on which its first row stands."""
_PRELIMINARY: Final = re.compile(r"sơ bộ|preliminary", re.IGNORECASE)
ESTIMATED: Final[Mapping[Language, str]] = {"vi": "ước ", "en": "estimated "}
"""Stands before figures of columns that hold no final ones."""
_UP: Final[Mapping[Language, str]] = {"vi": "tăng", "en": "up"}
"""Makes a percentage growth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableActuals:
    """What a table brings.

    text : an actuals file
    cells : where each of its rows stands in the table
    strangers : names of rows that are no indicator of the plan, as the table has them
    """

    text: str
    cells: tuple[str, ...]
    strangers: tuple[str, ...]

    def located(self, error: FileError) -> FileError:
        """Faults of the actuals file as faults of the table's cells."""
        faults = [
            replace(fault, line=None, where=self.cells[fault.line - FIRST_ROW])
            if fault.line is not None and 0 <= fault.line - FIRST_ROW < len(self.cells)
            else fault
            for fault in error.faults
        ]
        return FileError(error.path, faults)


def is_actuals_file(content: bytes) -> bool:
    """Whether a file has the heads of our own actuals files, and so is no planners' table."""
    if is_workbook(content):
        return False
    try:
        text = decoded(content)
    except UnicodeDecodeError:
        text = content[:2_000].decode("utf-8", errors="replace")
    head = text.lstrip().partition("\n")[0].lower()
    return sum(name in head for name in COLUMNS.needed) >= len(COLUMNS.needed) // 2


def read_actuals_table(content: bytes, name: str, plan: Plan, known_on: str, author: str) -> TableActuals:
    """Figures of the years after the base year and of months, and those of the base year that differ from the plan's.

    Parameters
    ----------
    name : of the file; with the cell it is the source of each figure
    known_on, author : when the table became known, and who reports it: a table does not say

    Raises
    ------
    FileError : the file holds no such table, or with every cell that cannot be read
    """
    found = read_reached(content, name)
    reading = _Reading(plan, name, known_on, author, found.language, found.base or plan.base_year)
    for entry in found.entries:
        reading.take(entry)
    if faults := [*found.faults, *reading.faults]:
        raise FileError(name, faults)
    if not reading.rows:
        raise FileError(name, [Fault(code="table_no_actuals", params={"found": name, "allowed": plan.base_year})])
    cells = tuple(row["source"] for row in reading.rows)
    return TableActuals(text=rows_text(reading.rows), cells=cells, strangers=tuple(reading.strangers))


class _Reading:
    """Takes the rows of a table one by one; what they bring, what cannot be read, and what is no indicator of the plan."""

    def __init__(self, plan: Plan, name: str, known_on: str, author: str, language: Language, base: int) -> None:
        self.plan, self.name, self.language = plan, name, language
        self.years = Years(base=base, target=plan.target_year, targets={})
        self.head = {"plan": plan.id, "known_on": known_on, "author": author, "kind": "actual"}
        self.rows: list[dict[str, str]] = []
        self.faults: list[Fault] = []
        self.strangers: list[str] = []

    def take(self, entry: Entry) -> None:
        """Figures of the years and months of the plan in one row."""
        figures = RowFigures(entry, self.years, self.language)
        figures.find_unit()
        indicator = _same(figures, self.plan)
        if indicator is None:
            self.strangers.append(figures.name)
        elif indicator.law == "status":
            self._words(entry, indicator)
        else:
            self._figures(figures, indicator)

    def _words(self, entry: Entry, indicator: Indicator) -> None:
        """What stands for the figure of an indicator that is reached or not."""
        for column in entry.head.all("actual"):
            if (text := entry.grid.text(entry.row, column.place)) and text not in BLANK and self._is_ours(column):
                self._add(entry, column, indicator, text, "estimate" if column.estimate else "final")

    def _figures(self, figures: RowFigures, indicator: Indicator) -> None:
        reads = figures.reads("actual", "part")
        self.faults += figures.made.faults
        for read in reads:
            known = indicator.observed(self.plan.base_year) if _is_base(read.column, self.plan) else None
            if self._is_ours(read.column) and (known is None or not _agree(read, known)):
                printed = self._printed(read, figures, indicator)
                self._add(figures.entry, read.column, indicator, printed, _status(read))

    def _is_ours(self, column: Column) -> bool:
        return len(column.years) == 1 and self.plan.base_year <= column.years[0] <= self.plan.target_year

    def _printed(self, read: Read, figures: RowFigures, indicator: Indicator) -> str:
        """A figure in the language of the plan; of an amount whose row is named growth, a percentage is growth."""
        language = self.plan.language
        if read.figure is None:
            return with_unit(write_number(read.what.value or 0.0, language), indicator.unit, language)
        figure = read.figure
        text = figure.text if figure.language == language else write_figure(figure, language)
        if _is_preliminary(read.column):
            text = text.removeprefix(ESTIMATED[language])
        bare = figure.sense == "level" and figure.unit.kind == "percent" and indicator.measure.kind != "percent"
        grown = bare and figure.value >= 0 and GROWTH.match(figures.name)
        return f"{_UP[language]} {text}" if grown else text

    def _add(self, entry: Entry, column: Column, indicator: Indicator, figure: str, status: str) -> None:
        sheet, at = entry.grid.name, entry.at(column.place).rpartition("!")[2]
        period = Period(column.years[0], *column.months)
        row = {"indicator": indicator.id, "period": str(period), "figure": figure, "status": status}
        self.rows.append(
            {**self.head, **row, "source": f"{self.name}, {at if sheet == self.name else f'{sheet}!{at}'}"}
        )


def _same(row: RowFigures, plan: Plan) -> Indicator | None:
    """The indicator of the plan that a row is about: of its id, of the same name, or of the same number and much the same name."""
    if (code := row.said("id")) in plan.index:
        return plan.indicator(code)
    name = tidy(row.name).casefold()
    named = [
        each
        for each in plan.indicators
        if name in {tidy(text).casefold() for text in (each.name.vi, each.name.en or "")}
    ]
    if len(named) == 1:
        return named[0]
    for each in named or plan.indicators:
        alike = difflib.SequenceMatcher(None, name, tidy(each.name.vi).casefold()).ratio()
        if row.entry.number is not None and each.number == row.entry.number and alike >= ALIKE:
            return each
    return None


def _is_base(column: Column, plan: Plan) -> bool:
    return column.role == "actual" and column.years == (plan.base_year,)


def _agree(read: Read, known: Observation) -> bool:
    """Whether a table repeats what the plan has for its base year."""
    if read.figure is None or known.figure is None:
        return read.what.value == known.value
    one, other = (figure.value * figure.unit.scale for figure in (read.figure, known.figure))
    return one == other


def _is_preliminary(column: Column) -> bool:
    return _PRELIMINARY.search(column.head) is not None


def _status(read: Read) -> str:
    if _is_preliminary(read.column):
        return "preliminary"
    return "estimate" if read.column.estimate or (read.figure is not None and read.figure.estimate) else "final"
