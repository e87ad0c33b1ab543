"""Growth typed by people into a grid, for single years or for all: read as in a scenario's file, with every fault at its cell.

A number that names no unit is taken in that of its row, and shown back with it; growth is always a year's. Nothing else is guessed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from pydantic_core import PydanticCustomError

from forecast.changes import Changes, path_text, with_growth, with_path
from forecast.errors import Fault, FigureError
from forecast.figures import Language, read_figure
from forecast.growthwords import UNIT_LESS, amount_of, ways
from forecast.moving import AMOUNTS
from forecast.paths import Move, Segment, read_move
from forecast.plan import Indicator, Plan
from forecast.planform import with_unit
from forecast.scenariochecks import path_flaws
from forecast.wording import Wording
from forecast.written import cut

ALL: Final = "all"
"""Column whose growth holds for all years."""
LONGEST: Final = 120
"""Most text of a cell [character]."""
_YEAR: Final = re.compile(
    r"\s*(?:(?P<vi>/\s*năm|(?:mỗi|một|hằng|hàng) năm)|(?P<en>/\s*(?:yr|year)|(?:each|every|a|per) year))\Z",
    re.IGNORECASE,
)
"""How people close a growth to say that it is a year's."""
_NUMBERS: Final = ("figure_ambiguous", "figure_decimal_comma", "figure_decimal_point", "figure_digits", "figure_marks")
"""Faults of a number's marks, which say more than that a path cannot be read."""

_NO_GROWTH: Final = ("path_unit", "path_unreadable", "path_law")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFault:
    """What is wrong with one cell: its indicator, its column (a year or `ALL`), what was typed."""

    indicator: str
    column: str
    typed: str
    fault: Fault


def read_growth(typed: str, indicator: Indicator, wording: Wording, *, goals: bool = True) -> Move | Fault:
    """Growth from a text, as a path writes it or as a number alone; or what is wrong with it, naming `goals` as a way or not."""
    if len(typed) > LONGEST:
        return Fault(code="text_too_long", params={"found": len(typed), "allowed": LONGEST})
    params = {"found": cut(typed), "allowed": ways(indicator, wording, goals=goals)}
    text = " ".join(typed.split())
    try:
        move = read_move(text if _is_goal(text) else _completed(text, indicator, wording))
        if move.kind == "to" and move.figure.unit == UNIT_LESS:
            level = with_unit(move.figure.text, wording.unit(indicator), move.figure.language)
            told = f"đến {level} năm" if move.figure.language == "vi" else f"to {level} in"
            move = read_move(f"{told} {move.year}")
    except FigureError as error:
        number = error.code in _NUMBERS
        return Fault(code=error.code if number else "growth_cell", params=error.params if number else params)
    except PydanticCustomError as error:
        return Fault(code="growth_cell" if error.type in _NO_GROWTH else error.type, params=params)
    return move


def _is_goal(text: str) -> bool:
    try:
        return read_move(text).kind == "to"
    except PydanticCustomError:
        return False


def _completed(text: str, indicator: Indicator, wording: Wording) -> str:
    """The text with the unit of its row where it has none, and said to be a year's. Raises FigureError."""
    ending = _YEAR.search(text)
    language: Language = wording.language if ending is None else "vi" if ending["vi"] else "en"
    core = text if ending is None else text[: ending.start()]
    unit = read_figure(core, language).unit
    year, each = ("/năm", " mỗi năm") if language == "vi" else ("/yr", " each year")
    percent, own = indicator.measure.kind == "percent", Wording(language).unit(indicator)
    if indicator.law in AMOUNTS and (unit.kind != "percent" or percent):
        with_year = "" if unit == UNIT_LESS or "năm" not in indicator.measure.per else year
        return f"{with_unit(core, own, language)}{with_year}{each}"
    if unit == UNIT_LESS and (indicator.law == "compound" or percent):
        core += "%" if indicator.law == "compound" else " điểm" if language == "vi" else " points"
    return f"{with_unit(core, re.sub(r'/(năm|yr)$', '', own), language)}{year}"


def take_typed(
    typed: Mapping[str, Mapping[str, str]], changes: Changes, plan: Plan, shown: Mapping[str, Sequence[float] | None], wording: Wording
) -> tuple[Changes, tuple[CellFault, ...]]:  # fmt: skip
    """The changes with all that was typed and can be read, and what is wrong with the rest.

    Parameters
    ----------
    typed : texts by indicator and column (a year or `ALL`); a row with nothing but empty ones is given back to the scenario
    shown : growth of each year after the base as it was shown; None where nothing is known
    """
    faults: list[CellFault] = []
    for name, cells in typed.items():
        given = {column: text for column, text in cells.items() if text.strip()}
        if not given:
            changes = with_growth(changes, name, None)
            continue
        row = _Row(plan, plan.indicator(name), changes, shown.get(name))
        for column, text in sorted(given.items(), key=lambda cell: cell[0] != ALL):
            move = read_cell(text, column, plan, name, wording)
            if isinstance(move, Fault):
                faults.append(CellFault(indicator=name, column=column, typed=text, fault=move))
            else:
                row.put(column, move)
        changes = row.onto(changes)
    return changes, tuple(faults)


def read_cell(typed: str, column: str, plan: Plan, name: str, wording: Wording) -> Move | Fault:
    """Growth from a cell, for the years of its column; or what is wrong with it."""
    indicator = plan.indicator(name)
    move = read_growth(typed, indicator, wording)
    if isinstance(move, Fault):
        return move
    first = plan.base_year + 1 if column == ALL else int(column)
    for flaw in path_flaws(plan, name, (Segment(first=first, last=plan.target_year, move=move),)):
        no_growth = {"found": typed, "allowed": ways(indicator, wording)}
        return (
            Fault(code="growth_cell", params=no_growth)
            if flaw.code in _NO_GROWTH
            else Fault(code=flaw.code, params=flaw.params)
        )
    return move


class _Row:
    """What a path says of each year after the base, as texts."""

    def __init__(self, plan: Plan, indicator: Indicator, changes: Changes, shown: Sequence[float] | None) -> None:
        self.plan, self.indicator = plan, indicator
        self.numbers = None if shown is None else [path_text(indicator, value) for value in shown]
        self.texts = None if self.numbers is None else list(self.numbers)
        self.touched = False
        for years, text in changes.paths.get(indicator.id, ()):
            first, _, last = years.partition("-")
            self.texts = self.texts or [text] * plan.n_years
            for year in range(int(first or plan.base_year + 1), int(last or first or plan.target_year) + 1):
                self.texts[self._place(year)] = text

    def _place(self, year: int) -> int:
        return year - self.plan.base_year - 1

    def put(self, column: str, move: Move) -> None:
        """Take a cell over."""
        self.touched = True
        value = amount_of(move, self.indicator)
        text = move.text if value is None else path_text(self.indicator, float(f"{value:.12g}"))
        if column == ALL or self.texts is None:
            self.texts = [text] * self.plan.n_years
            return
        first = int(column)
        last = first if value is not None or move.year is None else move.year
        self._replace(self._place(first), self._place(last), text)

    def _replace(self, first: int, last: int, text: str) -> None:
        """Say something else of some years; a goal that loses its first years goes on from there, one that loses its last is lost."""
        assert self.texts is not None
        numbers, start = self.numbers or self.texts, 0
        for said, same in groupby(list(self.texts)):
            end = start + len(list(same)) - 1
            if start <= last and end >= first:
                goal = read_move(said).year
                reach = end if goal is None else self._place(goal)
                kept = range(last + 1, reach + 1) if last < reach else range(0)
                for place in range(start, end + 1):
                    self.texts[place] = said if place in kept else numbers[place]
            start = end + 1
        self.texts[first : last + 1] = [text] * (last + 1 - first)

    def onto(self, changes: Changes) -> Changes:
        """The changes with this row."""
        if not self.touched or self.texts is None:
            return changes
        values = [amount_of(read_move(text), self.indicator) for text in self.texts]
        known = [value for value in values if value is not None]
        if len(known) == len(values):
            return with_growth(changes, self.indicator.id, known)
        return with_path(changes, self.plan, self.indicator.id, self.texts)
