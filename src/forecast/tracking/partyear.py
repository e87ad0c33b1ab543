"""The year that is running: what its months came to, against the same months of the year before, and what the rest must bring."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forecast.plan import Indicator
from forecast.tracking.entry import Entry
from forecast.tracking.facts import Fact, Facts, Period, adds_up
from forecast.tracking.levels import QUARTERS, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class PartYear:
    """Months of a year from January on, and what is left of it.

    value, before : what they came to, this year and the year before, in the definition that holds last [unit]; of a stock the level
        at their end
    growth : against the same months of the year before [-]; None where these are not known
    of_plan : part of the year's plan, as reported [-]; kept apart from the level
    rest : growth the months left must bring for the year to grow as required [-]
    """

    period: Period
    value: float | None
    before: float | None
    growth: float | None
    of_plan: float | None
    rest: float | None
    facts: tuple[Fact, ...]


def running_year(indicator: Indicator, entry: Entry, facts: Facts) -> PartYear | None:
    """The newest months of the year after the newest known one; None where nothing of it is known."""
    year = entry.rest and entry.level and entry.level.year + 1
    if not year:
        return None
    actual = {
        (fact.period, fact.reading): fact
        for fact in facts.holding
        if fact.kind == "actual" and fact.period.year == year
    }
    parts = dict(_parts(entry, facts))
    found = _so_far(indicator, parts, year)
    told = [fact for (period, _), fact in actual.items() if not period.whole]
    if found is None and not told:
        return None
    period = found[0] if found else max((fact.period for fact in told), key=lambda each: (each.last, each.first))
    value = None if found is None else found[1]
    said = actual.get((period, "growth"))
    before = _before(indicator, parts, period)
    growth = said.value if said is not None else _ratio(value, before)
    of_plan = actual.get((period, "of_plan"))
    return PartYear(
        period=period, value=value, before=before, growth=growth, of_plan=None if of_plan is None else of_plan.value,
        rest=_rest(indicator, entry, value, before), facts=tuple(told),
    )  # fmt: skip


def _parts(entry: Entry, facts: Facts) -> Iterator[tuple[Period, float]]:
    """Levels of parts of years in the definition that holds last; those that no link leads to are left out."""
    for fact in facts.holding:
        if fact.kind == "actual" and fact.reading == "level" and not fact.period.whole and fact.value is not None:
            value = entry.chain.level(fact.value, fact.period.year)
            if value is not None:
                yield fact.period, value


def _so_far(indicator: Indicator, parts: Mapping[Period, float], year: int) -> tuple[Period, float] | None:
    """The longest span of a year from January whose figure is known: as printed, or the sum of its quarters."""
    own = {period: value for period, value in parts.items() if period.year == year}
    spans = {period: value for period, value in own.items() if period.first == 1}
    if not adds_up(indicator):
        newest = max(own, key=lambda period: period.last, default=None)
        return None if newest is None else (newest, own[newest])
    for number in (2, 3):
        quarters = [own.get(Period(year, *months)) for months in QUARTERS[:number]]
        known = [value for value in quarters if value is not None]
        if len(known) == number:
            spans.setdefault(Period(year, 1, 3 * number), math.fsum(known))
    longest = max(spans, key=lambda period: period.last, default=None)
    return None if longest is None else (longest, spans[longest])


def _before(indicator: Indicator, parts: Mapping[Period, float], period: Period) -> float | None:
    """The same months of the year before."""
    known = parts.get(period.of_year(period.year - 1))
    if known is not None:
        return known
    found = _so_far(indicator, parts, period.year - 1)
    return found[1] if found is not None and found[0] == period.of_year(period.year - 1) else None


def _ratio(value: float | None, before: float | None) -> float | None:
    return None if value is None or before is None or before <= 0 else value / before - 1


def _rest(indicator: Indicator, entry: Entry, value: float | None, before: float | None) -> float | None:
    """Growth of the months left against the same months of the year before. Method, eq. (22)."""
    if entry.rate is None or entry.value is None or value is None or before is None or not adds_up(indicator):
        return None
    left = entry.value - before
    return (entry.value * (1 + entry.rate) - value) / left - 1 if left > 0 else None


def quarter_shares(parts: Mapping[Period, Fact], level: Level) -> Sequence[float]:
    """Share of each quarter in the year of `level`, as it was; a quarter each where it is not known [-]."""
    values = [parts.get(Period(level.year, *months)) for months in QUARTERS]
    known = [fact.value for fact in values if fact is not None and fact.value is not None and fact.value > 0]
    return [value / math.fsum(known) for value in known] if len(known) == len(QUARTERS) else [0.25] * len(QUARTERS)
