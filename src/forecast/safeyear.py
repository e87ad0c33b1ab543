"""The last safe year: until when a scenario may go on before the best known pace no longer reaches the target. Method, eq. (11)."""

from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias

import numpy as np

from forecast import growth
from forecast.attainment import Attained
from forecast.chances import Precedent
from forecast.growth import Floats
from forecast.plan import Indicator, Plan
from forecast.reference import levels as levels_at
from forecast.reference import position
from forecast.requirement import SCALES, Requirement, verdict
from forecast.rules import place_on_scale

Safe: TypeAlias = Literal["year", "not_needed", "too_late", "unknown"]
Reach: TypeAlias = Callable[[float, int], float]
"""Level that a pace leads to from a level in so many years [unit]."""


def continued(indicator: Indicator, requirement: Requirement, level: float, move: float) -> float:
    """Level after moving on the scale of the law, within the bounds [unit]."""
    low, high = indicator.limits
    place = place_on_scale(indicator, requirement, level) + move
    return float(np.clip(growth.from_scale(SCALES[indicator.law], place, low, high), low, high))


def last_safe_year(
    plan: Plan, indicator: Indicator, requirement: Requirement, levels: Floats, reached: Attained
) -> tuple[Safe, int | None]:
    """Last year from which the indicator's own past pace still reaches the target after the scenario until the year before.

    "not_needed" where the scenario reaches it by itself, "too_late" where even the first year comes too late, "unknown" where no
    pace is known.
    """
    if reached == "attained":
        return "not_needed", None
    if indicator.law in ("flow", "hold") or requirement.past is None:
        return "unknown", None
    best = requirement.past.flow if indicator.law == "total" else requirement.past.step
    if best is None:
        return "unknown", None

    def reach(level: float, n_years: int) -> float:
        if indicator.law == "total":
            return level + best * n_years
        return continued(indicator, requirement, level, best * n_years)

    return _last(plan, requirement, levels.tolist(), reach)


def last_safe_year_elsewhere(
    plan: Plan, requirement: Requirement, path: Sequence[float | None], unusual: Precedent
) -> tuple[Safe, int | None]:
    """The same where no own pace is known, with the 90th percentile of what such indicators did elsewhere: never yearly amounts."""
    levels = [level for level in path if level is not None]
    assert len(levels) == len(path)

    def reach(level: float, n_years: int) -> float:
        place = position(unusual.scale, level) + unusual.p90 * n_years
        return float(levels_at(unusual.scale, np.asarray(place)))

    return _last(plan, requirement, levels, reach)


def _last(plan: Plan, requirement: Requirement, levels: Sequence[float], reach: Reach) -> tuple[Safe, int | None]:
    if requirement.year is None:
        return "unknown", None
    indicator = plan.indicators[requirement.place]
    for year in range(requirement.year, plan.base_year, -1):
        level = reach(levels[year - 1 - plan.base_year], requirement.year - year + 1)
        if verdict(requirement, indicator, level) == "attained":
            return "year", year
    return "too_late", None
