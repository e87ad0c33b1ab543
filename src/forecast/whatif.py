"""Questions about one target under one scenario: what the rest must bring, how large a shock it can take, when it is too late."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from forecast import growth
from forecast.attainment import nearest_end
from forecast.events import weight_by_age
from forecast.plan import Plan
from forecast.projection import Projection
from forecast.requirement import SCALES, Requirement, verdict
from forecast.rules import place_on_scale
from forecast.safeyear import Safe, last_safe_year

LOSS: Final = 0.1
"""Share of the level that `ask` takes to be lost for good [-]."""
RECOVERS: Final = 3
"""Years after which `ask` takes a loss to be made good, where it is not for good [yr]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """Answers for one target. Rates are fractions a year for compound growth, points a year for percentages.

    rest : by year, what the years after it must bring a year once the scenario held until then
    level : by year, the level from which the scenario's later growth would reach the target [unit]
    shock_for_good : loss that a shock of any year may cost if it never recovers [-]; None: the scenario is short already
    shock : by year, the loss that may happen then if it recovers; None for a year whose shock is gone by the target year
    catch_up : by year, what the years after a given shock must bring a year
    safe, safe_year : last year from which the best known pace still reaches the target
    """

    requirement: Requirement
    rest: Mapping[int, float]
    level: Mapping[int, float]
    shock_for_good: float | None
    shock: Mapping[int, float | None]
    catch_up: Mapping[int, float]
    safe: Safe
    safe_year: int | None


def ask(
    plan: Plan, requirement: Requirement, projection: Projection, *, recovers: int = RECOVERS, shock: float = LOSS
) -> Questions | None:
    """Answers for one target; None where it cannot be judged or has no path. Method, eq. (18) to (20).

    Parameters
    ----------
    recovers : years after which a shock is gone [yr], >= 1
    shock : size of the loss that `catch_up` asks about [-], 0 < shock < 1
    """
    indicator = plan.indicators[requirement.place]
    if not requirement.assessable or requirement.place in projection.unknown or requirement.year is None:
        return None
    if indicator.law not in ("compound", "linear", "logit"):
        return None
    levels = projection.levels[requirement.place]
    reached = verdict(requirement, indicator, float(levels[requirement.year - plan.base_year]))
    safe, safe_year = last_safe_year(plan, indicator, requirement, levels, reached)
    years = range(plan.base_year + 1, requirement.year)
    for_good, by_year = _shocks(plan, requirement, projection, recovers) if reached != "missed" else (None, {})
    return Questions(
        requirement=requirement,
        rest={year: _rest(plan, requirement, float(levels[year - plan.base_year]), year) for year in years},
        level={year: _level(plan, requirement, projection, year) for year in years},
        shock_for_good=for_good,
        shock=by_year,
        catch_up=_catch_up(plan, requirement, projection, shock),
        safe=safe,
        safe_year=safe_year,
    )


def _goal(plan: Plan, requirement: Requirement, level: float) -> float:
    goal = nearest_end(requirement.low, requirement.high, plan.indicators[requirement.place].better, level)
    assert goal is not None
    return goal


def _rest(plan: Plan, requirement: Requirement, level: float, year: int) -> float:
    """Rate, or points, that the years after `year` need from `level`. Method, eq. (7)."""
    assert requirement.year is not None
    goal, n_years = _goal(plan, requirement, level), requirement.year - year
    if plan.indicators[requirement.place].law == "compound":
        return float(growth.required_rate(level, goal, n_years))
    return (goal - level) / n_years


def _level(plan: Plan, requirement: Requirement, projection: Projection, year: int) -> float:
    """Level of a year from which the scenario's own steps lead to the target."""
    indicator = plan.indicators[requirement.place]
    assert requirement.year is not None
    at, end = year - plan.base_year, requirement.year - plan.base_year
    levels = projection.levels[requirement.place]
    scale, (low, high) = SCALES[indicator.law], indicator.limits
    here, there = (place_on_scale(indicator, requirement, float(levels[place])) for place in (at, end))
    goal = place_on_scale(indicator, requirement, _goal(plan, requirement, float(levels[end])))
    return float(growth.from_scale(scale, goal - (there - here), low, high))


def _shocks(
    plan: Plan, requirement: Requirement, projection: Projection, recovers: int
) -> tuple[float | None, dict[int, float | None]]:
    """Largest loss that still leaves the target reached: 1 - T / Y for good, more where it recovers. Method, eq. (19)."""
    indicator = plan.indicators[requirement.place]
    assert requirement.year is not None
    if indicator.law != "compound" or indicator.better == "lower":
        return None, {}
    level = float(projection.levels[requirement.place, requirement.year - plan.base_year])
    room = _goal(plan, requirement, level) / level
    by_year: dict[int, float | None] = {}
    for year in range(plan.base_year + 1, requirement.year + 1):
        weight = weight_by_age(requirement.year - year, recovers)
        by_year[year] = None if weight <= 0 else 1 - room ** (1 / weight)
    return 1 - room, by_year


def _catch_up(plan: Plan, requirement: Requirement, projection: Projection, shock: float) -> dict[int, float]:
    """Rate the years after a shock of a year must bring if it never recovers. Method, eq. (20)."""
    indicator = plan.indicators[requirement.place]
    assert requirement.year is not None
    if indicator.law != "compound" or indicator.better == "lower":
        return {}
    levels = projection.levels[requirement.place]
    years = range(plan.base_year + 1, requirement.year)
    return {year: _rest(plan, requirement, float(levels[year - plan.base_year]) * (1 - shock), year) for year in years}
