"""Growth that was changed in our own workbook, as a scenario: every difference, and every fault by cell."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from forecast.errors import Fault
from forecast.exchange.grid import address
from forecast.exchange.guard import is_workbook, refuse
from forecast.exchange.workbooks import open_book
from forecast.paths import RATE_RANGE
from forecast.plan import Indicator, Plan
from forecast.report.bookground import BASE, FIXED
from forecast.report.bookscenario import META, META_FIRST, META_VALUES
from forecast.report.workbook import FORMAT, digest
from forecast.scenario import FORMAT as SCENARIO_FORMAT
from forecast.scenario import Scenario
from forecast.scenariochecks import scenario_flaws
from forecast.sourced import Language
from forecast.wording import N_, Wording
from forecast.written import cut, is_id

_DIGITS: Final = 15
"""Significant digits of a growth as it is written: as many as a figure keeps."""
_NAME: Final = N_("Scenario {name}, changed in a workbook")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One growth that was changed: a rate as a fraction, a change in points or units, or a yearly amount; None where none was."""

    indicator: str
    year: int
    before: float | None
    after: float
    kind: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a workbook came back with.

    scenario : extends the one the workbook was made of; None where nothing was changed or something cannot be read
    outdated : the plan has changed since the workbook was made
    """

    scenario: Scenario | None
    differences: tuple[Difference, ...]
    faults: tuple[Fault, ...]
    outdated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """Inputs of one indicator under one scenario, as the workbook was made and as it is now."""

    scenario: str
    indicator: str
    sheet: str
    kind: str
    row: int
    base: float | None
    before: tuple[float | None, ...]

    def at(self, column: int) -> str:
        """A cell of the row, column from 0."""
        return f"{self.sheet}!{address(self.row + 1, column + 1)}"


@dataclass(slots=True)
class _Found:
    differences: list[Difference] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    paths: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)


def plan_of(content: bytes, name: str) -> str | None:
    """Id of the plan that one of our workbooks is of; None for any other file. Raises FileError where a workbook is refused."""
    if not is_workbook(content):
        return None
    book = open_book(content, name, formulas=False)
    if META not in book.sheetnames or book[META].cell(1, 1).value != FORMAT:
        return None
    return str(book[META].cell(1, 2).value)


def read_changes(content: bytes, name: str, plan: Plan, *, scenario: str | None = None) -> Changes:
    """Scenario from the growth that was changed in one of our workbooks.

    Parameters
    ----------
    content : the workbook, saved by any program
    name : of the file
    plan : which the workbook is of
    scenario : the one whose sheet is read; left out: the only one that was changed

    Raises
    ------
    FileError : the file is refused, or its hidden sheet is damaged
    """
    formulas, values = (open_book(content, name, formulas=wanted) for wanted in (True, False))
    rows = tuple(_rows(values, plan, name))
    found = _Found()
    for row in rows:
        if scenario in (None, row.scenario):
            _read(row, plan, values[row.sheet], formulas[row.sheet], found)
    outdated = values[META].cell(1, 3).value != digest(plan)
    changed = list(found.paths)
    if len(changed) > 1:
        params = {"found": ", ".join(changed)}
        found.faults.append(Fault(code="sheet_several_changed", params=params, where=name))
    made = _scenario(plan, changed[0], found.paths[changed[0]]) if len(changed) == 1 else None
    if made is not None:
        found.faults += _flaws(made, plan, rows)
    return Changes(
        scenario=None if found.faults else made, differences=tuple(found.differences), faults=tuple(found.faults), outdated=outdated,
    )  # fmt: skip


def _rows(book: Any, plan: Plan, name: str) -> Iterator[_Row]:
    """Rows of the hidden sheet. Raises FileError where it is not as it was written."""
    sheet = book[META]
    for line in sheet.iter_rows(min_row=META_FIRST + 1, values_only=True):
        if line[0] is None:
            continue
        texts, row, base = line[:4], line[4], line[5]
        sound = all(isinstance(text, str) for text in texts) and isinstance(row, (int, float))
        if not sound or texts[1] not in plan.index or texts[2] not in book.sheetnames:
            raise refuse("sheet_not_of_plan", name, found=cut(str(texts[1])), allowed=plan.id)
        before = tuple(
            None if value is None else float(value) for value in line[META_VALUES : META_VALUES + plan.n_years]
        )
        before += (None,) * (plan.n_years - len(before))
        yield _Row(
            scenario=texts[0], indicator=texts[1], sheet=texts[2], kind=texts[3], row=int(row),
            base=None if base is None else float(base), before=before,
        )  # fmt: skip


def _read(row: _Row, plan: Plan, values: Any, formulas: Any, found: _Found) -> None:
    """Compare the cells of one row with what they were."""
    after: list[float | None] = []
    n_faults = len(found.faults)
    for year, before in enumerate(row.before):
        column = FIXED + year
        value = values.cell(row.row + 1, column + 1).value
        fault = _fault(value, row.kind)
        if fault is not None:
            params = {"found": cut(str(value)), "year": plan.base_year + 1 + year}
            found.faults.append(Fault(code=fault, params=params, where=row.at(column)))
        number = float(value) if fault is None and value is not None else None
        after.append(number)
        if number is not None and number != before:
            found.differences.append(
                Difference(indicator=row.indicator, year=plan.base_year + 1 + year, before=before, after=number, kind=row.kind,
                           where=row.at(column))
            )  # fmt: skip
    found.faults += _locked(row, plan, values, formulas)
    if tuple(after) == row.before or len(found.faults) > n_faults:
        return
    missing = [year for year, value in enumerate(after) if value is None]
    for year in missing:
        params = {"year": plan.base_year + 1 + year}
        found.faults.append(Fault(code="sheet_input_missing", params=params, where=row.at(FIXED + year)))
    if not missing:
        path = _path(plan, plan.indicator(row.indicator), row, [value or 0.0 for value in after])
        found.paths.setdefault(row.scenario, {})[row.indicator] = path


def _fault(value: object, kind: str) -> str | None:
    """What is wrong with an input."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return "sheet_input_text"
    return "path_rate_range" if kind == "rate" and not RATE_RANGE[0] <= value <= RATE_RANGE[1] else None


def _locked(row: _Row, plan: Plan, values: Any, formulas: Any) -> Iterator[Fault]:
    """Cells that are no inputs and were changed all the same: they say something the scenario cannot hold."""
    base = values.cell(row.row + 1, BASE + 1).value
    same = base is None if row.base is None else isinstance(base, (int, float)) and float(base) == row.base
    if not same:
        params = {"found": cut(str(base)), "first": "–" if row.base is None else f"{row.base:.12g}"}
        yield Fault(code="sheet_not_input", params=params, where=row.at(BASE))
    for column in range(FIXED + plan.n_years, FIXED + 2 * plan.n_years + 1):
        value = formulas.cell(row.row + 1, column + 1).value
        if not (isinstance(value, str) and value.startswith("=")):
            yield Fault(code="sheet_formula_replaced", params={"found": cut(str(value))}, where=row.at(column))


def _path(plan: Plan, indicator: Indicator, row: _Row, after: list[float]) -> dict[str, str]:
    """Path of all years of a row that was changed: what the scenario writes of the others may start from the years before."""
    if indicator.law == "hold":
        return _levels(plan, indicator, row, after)
    moves = (_move(plan.language, indicator, row.kind, value) for value in after)
    return {str(year): move for year, move in zip(plan.years[1:], moves, strict=True)}


def _move(language: Language, indicator: Indicator, kind: str, value: float) -> str:
    """A growth as a scenario writes it, in the language of the plan's units."""
    vietnamese = language == "vi"
    if kind == "rate":
        return f"{_number(value, language, 100)}%{'/năm' if vietnamese else '/yr'}"
    if kind == "each":
        amount = _with_unit(_number(value, language), indicator)
        return f"{amount} {'mỗi năm' if vietnamese else 'each year'}"
    signed = f"{'+' if value >= 0 else ''}{_number(value, language)}"
    if indicator.measure.kind == "percent":
        return f"{signed} {'điểm %/năm' if vietnamese else 'points/yr'}"
    per = "" if "năm" in indicator.measure.per else "/năm" if vietnamese else "/yr"
    return f"{_with_unit(signed, indicator)}{per}"


def _levels(plan: Plan, indicator: Indicator, row: _Row, after: list[float]) -> dict[str, str]:
    """Levels to be reached year by year: how a held indicator moves is written as where it goes."""
    low, high = indicator.limits
    level, path = row.base or 0.0, {}
    for year, value in zip(plan.years[1:], after, strict=True):
        level = min(max(level + value, low), high)
        text = _with_unit(_number(level, plan.language), indicator)
        path[str(year)] = f"đạt {text} năm {year}" if plan.language == "vi" else f"to {text} in {year}"
    return path


def _with_unit(number: str, indicator: Indicator) -> str:
    return f"{number}{'' if indicator.unit.startswith(('%', '‰')) else ' '}{indicator.unit}"


def _number(value: float, language: Language, factor: int = 1) -> str:
    """A number with all its digits and no mark of thousands."""
    text = f"{Decimal(f'{value:.{_DIGITS}g}') * factor:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",") if language == "vi" else text


def _scenario(plan: Plan, parent: str, paths: Mapping[str, Mapping[str, str]]) -> Scenario:
    names = {language: Wording(language).text(_NAME, name=parent) for language in ("vi", "en")}
    own = f"{parent[:50]}-changed"
    return Scenario.model_validate(
        {
            "format": SCENARIO_FORMAT, "id": own if is_id(own) else "changed", "name": names, "extends": parent, "for": plan.id,
            "paths": {indicator: dict(path) for indicator, path in paths.items()},
        }
    )  # fmt: skip


def _flaws(scenario: Scenario, plan: Plan, rows: tuple[_Row, ...]) -> Iterator[Fault]:
    """What the plan has against the scenario, at the first input of the row concerned."""
    places = {row.indicator: row.at(FIXED) for row in rows if row.scenario == scenario.extends}
    for flaw in scenario_flaws(scenario, plan):
        name = str(flaw.place[1]) if len(flaw.place) > 1 else ""
        yield Fault(code=flaw.code, params=flaw.params, where=places.get(name, ""))
