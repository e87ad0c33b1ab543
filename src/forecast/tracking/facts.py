"""What became known after the plan: facts with a date, a source and an author; none is ever overwritten.

A later fact about the same thing supersedes an earlier one, which stays as a vintage. The order of facts is that of the days on
which they were known, never that of files: a state follows from the facts sorted by (known_on, id).
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final, Literal, Self, TypeAlias

from forecast.figures import Figure
from forecast.plan import Indicator

Kind: TypeAlias = Literal["actual", "target", "break", "explanation"]
Status: TypeAlias = Literal["estimate", "preliminary", "final"]
Reading: TypeAlias = Literal["level", "growth", "of_plan", "factor", "part", "reached", "none"]
KINDS: Final = ("actual", "target", "break", "explanation")
STATUSES: Final = ("estimate", "preliminary", "final")
EXAMPLE: Final = ("ví dụ", "example")
"""Begins the source of a fact that is made up."""
_PERIOD: Final = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<months>[1-9]|1[01])M))?\Z", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Some months of a year, from `first` to `last`; the whole year is 1 to 12."""

    year: int
    first: int = 1
    last: int = 12

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Period from ``2026``, ``2026-Q1`` or ``2026-9M``; None where the text is neither."""
        match = _PERIOD.match(text.strip().upper())
        if match is None:
            return None
        year = int(match["year"])
        if match["quarter"]:
            last = 3 * int(match["quarter"])
            return cls(year, last - 2, last)
        return cls(year, 1, int(match["months"] or 12))

    def __str__(self) -> str:
        if self.whole:
            return str(self.year)
        return f"{self.year}-{self.last}M" if self.quarter is None else f"{self.year}-Q{self.quarter}"

    @property
    def whole(self) -> bool:
        """Whether it is the whole year."""
        return (self.first, self.last) == (1, 12)

    @property
    def quarter(self) -> int | None:
        """Number of the quarter; None where it is none. The first three months are written as a quarter."""
        return self.last // 3 if self.last - self.first == 2 and self.last % 3 == 0 else None

    def of_year(self, year: int) -> "Period":
        """The same months of another year."""
        return Period(year, self.first, self.last)


About: TypeAlias = tuple[str, str, Period, str]
"""What a fact is about: its kind, its indicator, its period, and what is told of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of an actuals file as read.

    figure : as printed; None where the line has none
    reading : what the figure is: a level [unit of the indicator], growth against the same period of the year before [-], a part of
        the plan [-], the factor of a new price base [-], the level of a part that joins [unit], or reached or not [1, 0]
    value : the figure so read
    definition : of a break the name of what holds from its year on, of a target its id, else how the figure is defined
    """

    plan: str
    indicator: str
    period: Period
    kind: Kind
    printed: str
    figure: Figure | None
    reading: Reading
    value: float | None
    status: Status
    known_on: str
    source: str
    author: str
    definition: str = ""
    note: str = ""

    @property
    def id(self) -> str:
        """Name that follows from the content alone, so that the same fact is one fact wherever it comes from."""
        parts = (
            self.plan, self.indicator, str(self.period), self.kind, self.printed, self.status, self.known_on, self.source, self.author,
            self.definition, self.note,
        )  # fmt: skip
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]

    @property
    def yearly(self) -> bool:
        """Whether it tells of a whole year: an actual, a target or a break."""
        return self.kind != "explanation" and self.period.whole

    @property
    def about(self) -> About:
        """What the fact is about: facts that agree here are vintages of one another."""
        if self.kind == "break":
            return (self.kind, self.indicator, self.period, self.note if self.reading == "part" else "")
        what = {"target": self.definition, "actual": self.reading}.get(self.kind, "")
        return (self.kind, self.indicator, self.period, what)


@dataclass(frozen=True, eq=False)
class Facts:
    """Facts of one plan, sorted by the day they were known and by id, each once."""

    rows: tuple[Fact, ...] = ()

    @classmethod
    def of(cls, rows: Iterable[Fact]) -> Self:
        """Facts in their order, whatever order they come in."""
        unique = {fact.id: fact for fact in rows}
        return cls(tuple(unique[name] for name in sorted(unique, key=lambda name: (unique[name].known_on, name))))

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def days(self) -> tuple[str, ...]:
        """Days on which something was known, the first one first."""
        return tuple(dict.fromkeys(fact.known_on for fact in self.rows))

    def known(self, day: str) -> "Facts":
        """What was known on `day`."""
        return Facts(self.rows[: bisect_right(self.rows, day, key=lambda fact: fact.known_on)])

    def of_indicator(self, indicator: str) -> "Facts":
        """Facts about one indicator."""
        return self._by_indicator.get(indicator, Facts())

    def day_by_day(self) -> Iterator[tuple[str, "Facts", tuple[Fact, ...]]]:
        """Each day with what held then and what became known on it.

        What is superseded is left out, so that a day costs as much as there are things known, however often they were revised.
        """
        holding: dict[About, Fact] = {}
        for day, rows in groupby(self.rows, key=lambda fact: fact.known_on):
            new = tuple(rows)
            _supersede(holding, new)
            yield day, Facts(tuple(holding.values())), new

    def of_kind(self, kind: Kind) -> tuple[Fact, ...]:
        """Facts of one kind, in their order."""
        return tuple(fact for fact in self.rows if fact.kind == kind)

    def after(self, fact: Fact) -> Fact | None:
        """The fact that superseded `fact`; None where it still holds."""
        return self._after.get(fact)

    @cached_property
    def example(self) -> bool:
        """Whether some of it is made up to show how the file works: its source begins with "Ví dụ" or "Example"."""
        return any(fact.source.casefold().startswith(EXAMPLE) for fact in self.rows)

    @cached_property
    def holding(self) -> tuple[Fact, ...]:
        """Facts that are not superseded, in their order: of each thing the one that was known last."""
        holding: dict[About, Fact] = {}
        _supersede(holding, self.rows)
        return tuple(holding.values())

    @cached_property
    def _by_indicator(self) -> dict[str, "Facts"]:
        rows: dict[str, list[Fact]] = {}
        for fact in self.rows:
            rows.setdefault(fact.indicator, []).append(fact)
        return {indicator: Facts(tuple(own)) for indicator, own in rows.items()}

    @cached_property
    def _after(self) -> dict[Fact, Fact]:
        newest: dict[About, Fact] = {}
        found = {}
        for fact in self.rows:
            if (before := newest.get(fact.about)) is not None:
                found[before] = fact
            newest[fact.about] = fact
        return found


def _supersede(holding: dict[About, Fact], rows: Iterable[Fact]) -> None:
    """Put `rows` into what holds, each at its end: what holds stays in the order in which it became known."""
    for fact in rows:
        about = fact.about
        holding.pop(about, None)
        holding[about] = fact


def adds_up(indicator: Indicator) -> bool:
    """Whether the figures of a year's parts add up to the year's: flows, sums and turnovers do, stocks and shares do not."""
    measure = indicator.measure
    if indicator.law in ("flow", "total"):
        return True
    if measure.kind in ("percent", "points", "ratio", "index", "status") or _per_head(indicator):
        return False
    return measure.kind == "money" or "năm" in measure.per


def makes_a_year(indicator: Indicator, fact: Fact) -> bool:
    """Whether a fact about a part of a year can be a part of its level: only quarters can, where they add up."""
    return fact.kind == "actual" and fact.reading == "level" and fact.period.quarter is not None and adds_up(indicator)


def is_amount(indicator: Indicator) -> bool:
    """Whether the level of a larger area is the sum of its parts: not so for percentages and for figures per head."""
    return indicator.measure.kind not in ("percent", "points", "ratio", "index", "status") and not _per_head(indicator)


def _per_head(indicator: Indicator) -> bool:
    return any(divisor != "năm" for divisor in indicator.measure.per)


def is_growth(figure: Figure, indicator: Indicator) -> bool:
    """Whether a target is growth a year, such as 12%/năm for an amount."""
    return figure.unit.kind == "percent" and "năm" in figure.unit.per and indicator.measure.kind != "percent"
