"""Actuals from a planners' table: its columns "Thực hiện" and "Ước thực hiện" as rows of an actuals file."""

import difflib
from dataclasses import dataclass, replace
from typing import Final

from forecast.errors import Fault, FileError
from forecast.exchange.grid import tidy
from forecast.exchange.guard import is_workbook
from forecast.exchange.sheet import read_table
from forecast.figures import write_figure
from forecast.plan import Indicator, Observation, Plan
from forecast.tracking.reading import COLUMNS
from forecast.tracking.writing import rows_text

ALIKE: Final = 0.6
"""Likeness of two names from which the same number means the same indicator."""
FIRST_ROW: Final = 2
"""Line of an actuals file on which its first row stands."""


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
    head = content[:2_000].decode("utf-8", errors="replace").lstrip("\ufeff").partition("\n")[0].lower()
    return sum(name in head for name in COLUMNS.needed) >= len(COLUMNS.needed) // 2


def read_actuals_table(content: bytes, name: str, plan: Plan, known_on: str, author: str) -> TableActuals:
    """Figures of the years after the base year, and those of the base year that differ from the plan's.

    Parameters
    ----------
    name : of the file; with the cell it is the source of each figure
    known_on, author : when the table became known, and who reports it: a table does not say

    Raises
    ------
    FileError : the file holds no such table, or with every cell that cannot be read
    """
    found = read_table(content, name)
    if found.faults or found.plan is None:
        raise FileError(name, found.faults)
    rows, strangers = [], []
    for row in found.plan.indicators:
        indicator = _same(row, plan)
        if indicator is None:
            strangers.append(row.name.vi)
            continue
        rows += [
            _cells(plan, indicator, seen, name, known_on, author)
            for seen in row.observations
            if _is_news(plan, indicator, seen)
        ]
    if not rows:
        raise FileError(name, [Fault(code="table_no_actuals", params={"found": name, "allowed": plan.base_year})])
    return TableActuals(text=rows_text(rows), cells=tuple(row["source"] for row in rows), strangers=tuple(strangers))


def _same(row: Indicator, plan: Plan) -> Indicator | None:
    """The indicator of the plan that a row is about: of the same name, or of the same number and much the same name."""
    name = tidy(row.name.vi).casefold()
    named = [
        each
        for each in plan.indicators
        if name in {tidy(text).casefold() for text in (each.name.vi, each.name.en or "")}
    ]
    if len(named) == 1:
        return named[0]
    for each in named or plan.indicators:
        alike = difflib.SequenceMatcher(None, name, tidy(each.name.vi).casefold()).ratio()
        if row.number is not None and each.number == row.number and alike >= ALIKE:
            return each
    return None


def _is_news(plan: Plan, indicator: Indicator, seen: Observation) -> bool:
    """Whether a figure is of a year to come, or another one of the base year."""
    if seen.year is None or seen.figure is None or not plan.base_year <= seen.year <= plan.target_year:
        return False
    known = indicator.observed(plan.base_year) if seen.year == plan.base_year else None
    return known is None or seen.figure.value * seen.figure.unit.scale != _value(known)


def _value(seen: Observation) -> float | None:
    return None if seen.figure is None else seen.figure.value * seen.figure.unit.scale


def _cells(
    plan: Plan, indicator: Indicator, seen: Observation, name: str, known_on: str, author: str
) -> dict[str, str]:
    assert seen.figure is not None
    same_language = seen.figure.language == plan.language
    return {
        "plan": plan.id, "indicator": indicator.id, "period": str(seen.year), "known_on": known_on, "author": author, "kind": "actual",
        "figure": seen.figure.text if same_language else write_figure(seen.figure, plan.language),
        "status": "estimate" if seen.figure.estimate else "final",
        "source": f"{name}, {seen.source.sheet}!{seen.source.cell}" if seen.source.sheet != name else f"{name}, {seen.source.cell}",
    }  # fmt: skip
