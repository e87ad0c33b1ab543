"""Faults between facts: what cannot be true together, whatever each row says alone."""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from forecast.errors import Fault
from forecast.plan import Indicator, Plan
from forecast.tracking.facts import STATUSES, Fact, Facts, Period, adds_up

Lined: TypeAlias = tuple[int, Fact]
"""A fact and its line."""
KEPT: Final = 0
"""Line of a fact that is kept already."""
SLIP: Final = 200.0
"""Times by which a level differs from an earlier one that are taken for a slip of the unit: tỷ for triệu is 1,000 times, and the revenue of
communes has been 7 times what was foreseen. A convention of ours.
"""
SLIP_PERCENT: Final = 50.0
"""The same for percentages of 20 and more: 0.82 for 82 % is 100 times."""
LEAST_PERCENT: Final = 20.0
_QUARTERS: Final = tuple((3 * number - 2, 3 * number) for number in (1, 2, 3, 4))


def fact_faults(plan: Plan, rows: Sequence[Lined]) -> list[Fault]:
    """Every fault between the facts of one file, with the line of the later row."""
    faults: list[Fault] = []
    for line, fact in rows:
        faults += _own_faults(plan, line, fact)
    faults += _conflicts(rows)
    lines = {fact.id: line for line, fact in rows}
    known = Facts.of(fact for _, fact in rows)
    for name in dict.fromkeys(fact.indicator for _, fact in rows):
        own = known.of_indicator(name)
        faults += _sums(plan.indicator(name), own, lines)
        faults += _steps_back(own, lines)
        faults += _definitions(own, lines)
        faults += _slips(plan, plan.indicator(name), own, lines)
    return faults


def _own_faults(plan: Plan, line: int, fact: Fact) -> Iterator[Fault]:
    """What is wrong with the time of one fact."""

    def fault(code: str, where: str, **params: object) -> Fault:
        return Fault(code=code, params=params, line=line, where=where)

    year, known = fact.period.year, fact.known_on
    if fact.kind == "actual" and known < f"{year}-{fact.period.first:02d}-01":
        yield fault("fact_before_period", "known_on", found=known, period=str(fact.period))
    elif fact.kind == "actual" and fact.status != "estimate" and known < _end(fact.period):
        yield fault("fact_too_early", "known_on", found=known, status=fact.status, period=str(fact.period))
    if fact.kind in ("target", "break") and not fact.period.whole:
        yield fault("fact_whole_year", "period", found=str(fact.period), kind=fact.kind)
    if fact.kind == "break" and year <= plan.base_year:
        yield fault("fact_year", "period", found=str(year), allowed=f"{plan.base_year + 1}-{plan.target_year}")
    if fact.kind == "target":
        yield from _no_such_target(plan, line, fact)


def _no_such_target(plan: Plan, line: int, fact: Fact) -> Iterator[Fault]:
    targets = plan.indicator(fact.indicator).targets
    if fact.definition and fact.definition not in {target.id for target in targets}:
        params = {"found": fact.definition, "allowed": ", ".join(dict.fromkeys(target.id for target in targets)) or "–"}
        yield Fault(code="fact_no_target", params=params, line=line, where="definition")
    elif fact.period.year not in {target.year for target in targets}:
        years = ", ".join(dict.fromkeys(str(target.year) for target in targets)) or "–"
        yield Fault(
            code="fact_target_year", params={"found": str(fact.period), "allowed": years}, line=line, where="period"
        )


def _end(period: Period) -> str:
    """First day after a period, as text that sorts."""
    return f"{period.year + 1}-01-01" if period.last == 12 else f"{period.year}-{period.last + 1:02d}-01"


def _conflicts(rows: Sequence[Lined]) -> Iterator[Fault]:
    """Two figures for one thing known on one day: which of them holds cannot be told. The same figure twice is one fact."""
    seen: dict[tuple[object, ...], Lined] = {}
    for line, fact in rows:
        key = (*fact.about, fact.known_on)
        if key not in seen:
            seen[key] = (line, fact)
            continue
        first, other = seen[key]
        same = fact.value == other.value and fact.status == other.status
        if not same or (fact.kind == "explanation" and fact.note != other.note):
            params = {"found": fact.printed or fact.note, "other": other.printed or other.note, "first": first}
            code = "fact_conflict_kept" if first == KEPT else "fact_conflict"
            yield Fault(code=code, params=params, line=line, where="figure")


def _sums(indicator: Indicator, facts: Facts, lines: Mapping[str, int]) -> Iterator[Fault]:
    """Parts of a year that are more than the year, as far as the printed places tell."""
    if not adds_up(indicator):
        return
    levels = {fact.period: fact for fact in facts.holding if fact.kind == "actual" and fact.reading == "level"}
    for period, whole in levels.items():
        months = range(period.first, period.last + 1)
        within = [
            fact for part, fact in levels.items()
            if part.year == period.year and part != period and part.first in months and part.last in months
        ]  # fmt: skip
        quarters = [fact for fact in within if (fact.period.first, fact.period.last) in _QUARTERS]
        for parts in ([fact] for fact in within):
            yield from _above(indicator, parts, whole, lines)
        if len(quarters) > 1:
            yield from _above(indicator, quarters, whole, lines)


def _above(indicator: Indicator, parts: Sequence[Fact], whole: Fact, lines: Mapping[str, int]) -> Iterator[Fault]:
    total = math.fsum(part.value or 0.0 for part in parts)
    room = math.fsum(_half(indicator, fact) for fact in (*parts, whole))
    if whole.value is not None and total > whole.value + room:
        found = " + ".join(f"{part.printed} ({part.period})" for part in parts)
        params = {"found": found, "allowed": whole.printed, "period": str(whole.period)}
        yield Fault(
            code="fact_quarters_above",
            params=params,
            line=max(lines[fact.id] for fact in (*parts, whole)),
            where="figure",
        )


def _slips(plan: Plan, indicator: Indicator, facts: Facts, lines: Mapping[str, int]) -> Iterator[Fault]:
    """Levels of another order of magnitude than the year before them that is known, where no break explains it."""
    if indicator.law in ("status", "total") or indicator.breaks or facts.of_kind("break"):
        return
    base = indicator.observed(plan.base_year)
    levels = (
        {} if base is None or base.figure is None else {plan.base_year: (indicator.level(base), base.printed, KEPT)}
    )
    told = [
        fact for fact in facts.holding if fact.kind == "actual" and fact.reading == "level" and fact.value is not None
    ]
    for fact in sorted(told, key=lambda fact: (fact.period.year, fact.period.last, -fact.period.first)):
        assert fact.value is not None
        line, before = (
            lines[fact.id],
            levels.get(max((year for year in levels if year < fact.period.year), default=fact.period.year)),
        )
        if before is not None and _is_slip(indicator, before[0], fact.value):
            params = {"found": fact.printed, "other": before[1]}
            yield Fault(code="fact_magnitude", params=params, line=max(line, before[2]), where="figure")
        elif fact.period.whole:
            levels[fact.period.year] = (fact.value, fact.printed, line)


def _is_slip(indicator: Indicator, before: float, value: float) -> bool:
    """Whether two levels differ by more than any year brings; what should fall may come near zero."""
    small, large = sorted((before, value))
    if small <= 0 or (value < before and indicator.better == "lower"):
        return False
    if indicator.measure.kind == "percent":
        return large >= LEAST_PERCENT and large >= SLIP_PERCENT * small
    return large >= SLIP * small


def _half(indicator: Indicator, fact: Fact) -> float:
    return 0.0 if fact.figure is None else fact.figure.in_unit(indicator.measure).half


def _steps_back(facts: Facts, lines: Mapping[str, int]) -> Iterator[Fault]:
    """An estimate that follows a final figure of the same period."""
    best: dict[tuple[object, ...], Fact] = {}
    for fact in facts.of_kind("actual"):
        before = best.get(fact.about)
        if before is not None and before.status == "final" and fact.status == "estimate":
            params = {"found": fact.printed, "first": before.printed, "known": before.known_on}
            yield Fault(code="fact_status_back", params=params, line=lines[fact.id], where="status")
        if before is None or STATUSES.index(fact.status) >= STATUSES.index(before.status):
            best[fact.about] = fact


def _definitions(facts: Facts, lines: Mapping[str, int]) -> Iterator[Fault]:
    """Yearly figures whose definitions differ without a break between them."""
    breaks = {fact.period.year for fact in facts.of_kind("break")}
    named = [fact for fact in facts.holding if fact.kind == "actual" and fact.period.whole and fact.definition]
    named.sort(key=lambda fact: fact.period)
    for one, other in itertools.pairwise(named):
        years = range(one.period.year + 1, other.period.year + 1)
        if one.definition != other.definition and not breaks.intersection(years):
            params = {"found": other.definition, "other": one.definition, "year": other.period.year}
            yield Fault(code="fact_definition", params=params, line=lines[other.id], where="definition")
