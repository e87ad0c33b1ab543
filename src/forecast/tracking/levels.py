"""What is known of one indicator on a day: the level of each year, and where it is from."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from forecast.basis import Base
from forecast.plan import Indicator, Plan, Target
from forecast.requirement import Requirement, restated
from forecast.sourced import Sourced
from forecast.tracking.facts import STATUSES, Fact, Facts, Period, Reading, Status, adds_up, is_growth

Origin: TypeAlias = Literal["plan", "fact", "quarters", "growth"]
Actual: TypeAlias = Mapping[tuple[Period, Reading], Fact]
"""Actuals that hold, by period and by what they are."""
QUARTERS: Final = tuple((3 * number - 2, 3 * number) for number in (1, 2, 3, 4))


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Value of one year [unit], how sure it is, and the facts it is from."""

    year: int
    value: float
    status: Status
    origin: Origin
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What was known of one indicator and one of its targets on a day.

    row : the target as it stood, from the base value as it stood
    set_on : day the target was set; empty where it is the plan's own
    target : as it was set anew on that day; None where it is the plan's own
    levels : by year, the base year first [unit, in the definition of that year]
    parts : quarters and part-years, by period
    unused : levels that have nothing to be compared with, for the indicator is an index without a known base
    """

    row: Requirement
    set_on: str
    target: Target | None
    levels: Mapping[int, Level]
    parts: Mapping[Period, Fact]
    unused: tuple[Fact, ...] = ()

    @property
    def last(self) -> Level | None:
        """The newest year; of a total the newest one without a gap before it."""
        return self.levels[max(self.levels)] if self.levels else None


def known(plan: Plan, row: Requirement, facts: Facts) -> Known:
    """What `facts` about the indicator of `row` come to."""
    indicator = plan.indicators[row.place]
    actual = {(fact.period, fact.reading): fact for fact in facts.holding if fact.kind == "actual"}
    base, levels = _base(plan, row, actual)
    breaks = {fact.period.year for fact in facts.of_kind("break")} | {change.year for change in indicator.breaks}
    index = base.origin == "index"
    unused = [fact for (period, reading), fact in actual.items() if index and reading == "level" and period.whole]
    for year in plan.years[1:]:
        level = None if index else _year(indicator, year, actual)
        if level is None and (before := levels.get(year - 1)) is not None and year not in breaks:
            level = _grown(year, before, actual)
        if level is not None:
            levels[year] = level
    revised = _revised(plan, row, facts)
    row = restated(plan, row, base, revised)
    if indicator.law == "total":
        levels = _together(plan, levels)
    parts = {period: fact for (period, reading), fact in actual.items() if reading == "level" and not period.whole}
    set_on = "" if revised is None else revised.source.date or ""
    return Known(row=row, set_on=set_on, target=revised, levels=levels, parts=parts, unused=tuple(unused))


def _base(plan: Plan, row: Requirement, actual: Actual) -> tuple[Base, dict[int, Level]]:
    """Base value as it is known now, and the level of its year."""
    indicator = plan.indicators[row.place]
    level = _year(indicator, plan.base_year, actual)
    if level is not None:
        figure = level.facts[0].figure
        half = row.base.half if figure is None else figure.in_unit(indicator.measure).half
        origin: Literal["observed", "estimate"] = "estimate" if level.status == "estimate" else "observed"
        return Base(value=level.value, half=half, origin=origin), {plan.base_year: level}
    if row.base.value is None:
        return row.base, {}
    status: Status = "estimate" if row.base.origin == "estimate" else "final"
    return row.base, {plan.base_year: Level(year=plan.base_year, value=row.base.value, status=status, origin="plan")}


def _year(indicator: Indicator, year: int, actual: Actual) -> Level | None:
    """Level of a year as it is printed, else from its four quarters where these add up."""
    fact = actual.get((Period(year), "level")) or actual.get((Period(year), "reached"))
    if fact is not None and fact.value is not None:
        return Level(year=year, value=fact.value, status=fact.status, origin="fact", facts=(fact,))
    quarters = [actual.get((Period(year, *months), "level")) for months in QUARTERS]
    found = tuple(fact for fact in quarters if fact is not None)
    if not adds_up(indicator) or len(found) < len(QUARTERS):
        return None
    value = math.fsum(fact.value or 0.0 for fact in found)
    status = min((fact.status for fact in found), key=STATUSES.index)
    return Level(year=year, value=value, status=status, origin="quarters", facts=found)


def _grown(year: int, before: Level, actual: Actual) -> Level | None:
    """Level of a year of which only the growth is printed, from the year before."""
    fact = actual.get((Period(year), "growth"))
    if fact is None or fact.value is None:
        return None
    value = before.value * (1 + fact.value)
    return Level(year=year, value=value, status=fact.status, origin="growth", facts=(fact, *before.facts))


def _together(plan: Plan, levels: Mapping[int, Level]) -> dict[int, Level]:
    """What has come together since the base year, as far as no year is missing."""
    start = Level(year=plan.base_year, value=0.0, status="final", origin="plan")
    found = {plan.base_year: start}
    for year in plan.years[1:]:
        if year not in levels:
            break
        found[year] = replace(levels[year], value=found[year - 1].value + levels[year].value)
    return found


def _revised(plan: Plan, row: Requirement, facts: Facts) -> Target | None:
    """The target as it was set last; None where nobody set it anew."""
    told = (fact for fact in reversed(facts.of_kind("target")) if fact.period.year == row.year)
    fact = next((fact for fact in told if fact.definition in ("", row.target)), None)
    if fact is None:
        return None
    indicator = plan.indicators[row.place]
    assert fact.figure is not None
    words = {
        "id": row.target, "rank": row.rank, "year": fact.period.year, "as": "rate" if is_growth(fact.figure, indicator) else "level",
    }  # fmt: skip
    return Target.model_validate(words | _printed(fact), context={"language": plan.language})


def reported(fact: Fact, plan: Plan) -> Sourced:
    """A fact as a printed figure: reported by its author on the day it became known, its note the paper it stands in."""
    return Sourced.model_validate(_printed(fact), context={"language": plan.language})


def _printed(fact: Fact) -> dict[str, object]:
    return {
        "figure": fact.printed,
        "note": fact.source,
        "source": {"by": fact.author, "date": fact.known_on},
    }
