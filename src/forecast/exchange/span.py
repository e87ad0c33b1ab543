"""Years of the plan that a table is of, and which target each of its columns holds."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from forecast.exchange.guard import refuse
from forecast.exchange.heads import Column, Head
from forecast.exchange.rowfigures import Years

TERM: Final = 5
"""Years of a plan where the table does not say [yr]."""
_PERIOD: Final = re.compile(r"(?<!\d)(20\d\d)\s*[-–]\s*(20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class YearNote:
    """A note about the years, at a column of the head of one sheet, both counted: sheets from 0, columns from 1."""

    column: int
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    sheet: int = 0


def plan_years(heads: list[Head], titles: str, name: str) -> tuple[Years, list[YearNote]]:
    """Base and target year of a table, and its targets by column; `heads` are changed where bare years turn out as planned.

    The base year is the last year of what was reached; the target year ends the period that growth columns or titles name, else
    lies five years after the base where there is a target, else is the last one there is.

    Raises
    ------
    FileError : the heads name no year to start from
    """
    base = _base(heads)
    notes = list(_planned(heads, base)) if base is not None else []
    ends = {column.years[-1] for head in heads for column in head.all("target")}
    period = _period(heads, titles)
    if base is None:
        base = period[0] - 1 if period else None
    later = {year for year in ends if base is not None and year > base}
    if base is None or not (later or period):
        raise refuse("sheet_no_years", name)
    target = period[1] if period and period[1] > base else base + TERM if base + TERM in later else max(later)
    notes.append(YearNote(1, "years", {"base": base, "target": target}))
    targets, told = _targets(heads, base, target)
    return Years(base=base, target=target, targets=targets), [*notes, *told]


def last_reached(heads: list[Head]) -> int | None:
    """Last year that a table says was reached, in whole or in part; `heads` are changed where bare years turn out as planned."""
    base = _base(heads)
    if base is not None:
        list(_planned(heads, base))
    parts = [column.years[-1] for head in heads for column in head.all("part")]
    return max([*parts, *([] if base is None else [base])], default=None)


def _base(heads: Sequence[Head]) -> int | None:
    """Last year of the columns that say what was reached; of bare years that of the last estimate."""
    actual = [column for head in heads for column in head.all("actual")]
    worded = [column.years[-1] for column in actual if column.worded]
    estimates = [column.years[-1] for column in actual if column.estimate]
    return max(estimates or worded or [column.years[-1] for column in actual], default=None)


def _planned(heads: list[Head], base: int) -> Iterator[YearNote]:
    """Turn bare years after the base into targets."""
    for number, head in enumerate(heads):
        columns = []
        for column in head.columns:
            later = column.role == "actual" and column.years[-1] > base
            columns.append(replace(column, role="target") if later else column)
            if later:
                yield YearNote(column.place, "bare_years", {"head": column.head}, number)
        heads[number] = replace(head, columns=tuple(columns))


def _period(heads: Sequence[Head], titles: str) -> tuple[int, int] | None:
    """The plan's period, its first year of growth to its last: what columns of growth name, else the titles."""
    found = [column.years for head in heads for column in head.all("growth") if len(column.years) == 2]
    if found:
        first, last = max(found, key=lambda years: years[1])
        return first, last
    named = [(int(match[1]), int(match[2])) for match in _PERIOD.finditer(titles)]
    return max(named, key=lambda years: years[1]) if named else None


def _targets(
    heads: Sequence[Head], base: int, target: int
) -> tuple[dict[Column, tuple[str, str, int]], list[YearNote]]:
    """Id, rank and year of the target in each column; targets of the past have none."""
    targets: dict[Column, tuple[str, str, int]] = {}
    notes: list[YearNote] = []
    for number, head in enumerate(heads):
        taken: set[str] = set()
        for column in head.all("target"):
            year = column.years[-1]
            if year > base:
                rank = column.rank or "committee"
                named = _target_id(rank if year == target else f"{rank}-{year}", taken)
                targets[column] = (column.target or named, rank, year)
                taken.add(targets[column][0])
            notes += [replace(note, sheet=number) for note in _told(column, year > base)]
    return targets, notes


def _told(column: Column, planned: bool) -> Iterator[YearNote]:
    """What the head of a target's column leaves open."""
    if not planned:
        yield YearNote(column.place, "old_target", {"head": column.head})
        return
    if column.rank is None:
        yield YearNote(column.place, "rank", {"head": column.head})
    if len(column.years) == 2:
        yield YearNote(column.place, "period_target", {"head": column.head})


def _target_id(base: str, taken: set[str]) -> str:
    number, name = 2, base
    while name in taken:
        number, name = number + 1, f"{base}-{number}"
    return name
