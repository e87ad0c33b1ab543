"""Percent of plan: each value of a year or of some of its months beside what the plan has for that year, kept apart from the level.

The plan has a value for a year where a target is set for it; else the even path from the base to the target has one. Both stand
in the definition that holds last. What is reported as percent of a plan of the year is a third thing and is shown beside them.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from forecast import growth
from forecast.plan import Indicator
from forecast.requirement import SCALES
from forecast.tracking.entry import Entry, scale_of
from forecast.tracking.facts import Period, Reading, adds_up
from forecast.tracking.ledger import Ledger, Track
from forecast.tracking.levels import QUARTERS

PlanOrigin: TypeAlias = Literal["target", "path"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfPlan:
    """A value beside the plan of its year.

    value : level of the year, or what its months came to; of a stock the level at their end [unit, in the definition that holds last]
    planned, origin : what the plan has for the whole year [unit], from a target of that year or from the path to a later one
    share : value over planned [-]; of months, the part of the year's plan that is done
    reported : share of a plan of the year as somebody reported it [-]
    before, growth : the same period of the year before [unit], and growth against it, as reported where it was [-]
    """

    period: Period
    value: float | None
    planned: float | None
    origin: PlanOrigin | None
    share: float | None
    reported: float | None
    before: float | None
    growth: float | None


def percents_of_plan(ledger: Ledger, track: Track) -> tuple[OfPlan, ...]:
    """Every value of a target's indicator since the base year that is known, in the order of time; the year after its months."""
    indicator = ledger.plan.indicators[track.row.place]
    if indicator.law == "status":
        return ()
    values, reported = dict(_values(track, indicator)), _reported(track, "of_plan")
    grown = _reported(track, "growth")
    plans = {year: _planned(ledger, track, year) for year in ledger.plan.years[1:]}
    periods = {period for period in (*values, *reported) if period.year in plans}
    return tuple(
        _of_plan(period, values, reported.get(period), grown.get(period), plans[period.year])
        for period in sorted(periods, key=lambda period: (period.year, period.last, -period.first))
    )


def _of_plan(
    period: Period,
    values: Mapping[Period, float],
    reported: float | None,
    grown: float | None,
    planned: tuple[float, PlanOrigin] | None,
) -> OfPlan:
    value, before = values.get(period), values.get(period.of_year(period.year - 1))
    plan, origin = planned or (None, None)
    measured = None if value is None or before is None or before <= 0 else value / before - 1
    return OfPlan(
        period=period, value=value, planned=plan, origin=origin, reported=reported, before=before,
        share=None if value is None or plan is None or plan <= 0 else value / plan, growth=measured if grown is None else grown,
    )  # fmt: skip


def _values(track: Track, indicator: Indicator) -> Iterator[tuple[Period, float]]:
    """Levels of years and of their parts in the definition that holds last; of a total what each year since the base brought."""
    links, together = track.last.chain, 0.0
    first = links.plan.base_year + (indicator.law == "total")
    for year, level in sorted(track.last.state.levels.items()):
        value = links.level(level.value, year) if year >= first else None
        if value is not None:
            yield Period(year), value - together if indicator.law == "total" else value
            together = value
    yield from _months(track, indicator).items()


def _months(track: Track, indicator: Indicator) -> dict[Period, float]:
    """Parts of years as they are printed, and where they add up the first two or three quarters together."""
    found: dict[Period, float] = {}
    for fact in track.facts.holding:
        if fact.kind == "actual" and fact.reading == "level" and not fact.period.whole and fact.value is not None:
            value = track.last.chain.level(fact.value, fact.period.year)
            if value is not None:
                found[fact.period] = value
    for year in {period.year for period in found} if adds_up(indicator) else ():
        quarters = [found.get(Period(year, *months)) for months in QUARTERS]
        for number in (2, 3):
            known = [value for value in quarters[:number] if value is not None]
            if len(known) == number:
                found.setdefault(Period(year, 1, 3 * number), math.fsum(known))
    return found


def _reported(track: Track, reading: Reading) -> dict[Period, float]:
    """What was reported of periods beside their levels: shares of a plan, or growth."""
    told = [fact for fact in track.facts.holding if fact.kind == "actual" and fact.reading == reading]
    return {fact.period: fact.value for fact in told if fact.value is not None}


def change_of(track: Track, row: OfPlan) -> float | None:
    """Change against the same period of the year before: in points for percentages, else growth [-]."""
    if track.last.chain.plan.indicators[track.row.place].measure.kind != "percent":
        return row.growth
    return None if row.value is None or row.before is None else row.value - row.before


def newest_share(ledger: Ledger, track: Track) -> float | None:
    """Newest year over the plan of it [-]; of a total what has come together since the base over what the plan has until then."""
    last = track.last
    if last.row.law == "total":
        planned = None if last.level is None else path_value(last, last.level.year - ledger.plan.base_year)
        if planned is None or last.value is None or last.level is None or planned <= 0:
            return None
        return last.value / (planned * (last.level.year - ledger.plan.base_year))
    year = newest_year(ledger, track)
    return None if year is None else year.share


def newest_year(ledger: Ledger, track: Track) -> OfPlan | None:
    """Percent of plan of the newest year that is known since the base; None where there is none."""
    return next(
        (row for row in reversed(percents_of_plan(ledger, track)) if row.period.whole and row.value is not None), None
    )


def _planned(ledger: Ledger, track: Track, year: int) -> tuple[float, PlanOrigin] | None:
    """What the plan has for a year [unit]."""
    for other in ledger.of(track.row.indicator):
        if other.row.year == year and other.last.goal is not None and other.row.law != "total":
            return other.last.goal, "target"
    value = path_value(track.last, year - ledger.plan.base_year)
    return None if value is None else (value, "path")


def path_value(entry: Entry, n_years: int) -> float | None:
    """Level, so many years after the base, of the even path from the base to the target as it stands [unit]; None where there is none.

    A flow or a level to be held is wanted in every year; of a total each year brings an equal part.
    """
    plan = entry.chain.plan
    base, law, goal = entry.state.levels.get(plan.base_year), entry.row.law, entry.goal
    term = (entry.row.year or plan.target_year) - plan.base_year
    if goal is None or not 0 < n_years <= term:
        return None
    if law in ("flow", "hold"):
        return goal
    start = None if base is None else entry.chain.level(base.value, base.year)
    if start is None or (law == "compound" and min(start, goal) <= 0):
        return None
    if law == "total":
        return goal / term
    if entry.row.met_at_base:
        return goal
    to, indicator = scale_of(plan, entry.chain.row), plan.indicators[entry.row.place]
    place = to(start) + n_years / term * (to(goal) - to(start))
    return goal if n_years == term else float(growth.from_scale(SCALES[law], place, *indicator.limits))
