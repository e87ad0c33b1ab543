"""What it takes to draw an indicator's path again while its growth is moved, and the growth that its path has.

A page draws the path in the browser while a slider moves, with the formulas of `projection`. What the scenario adds to a constant
growth, late starts, events, shares and wholes, is gathered here, so that nothing but the law is computed twice.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from forecast import growth, links
from forecast.events import event_shifts
from forecast.growth import Floats
from forecast.plan import Indicator, Law, Plan
from forecast.projection import Projection, project
from forecast.reference import Scale, levels, position
from forecast.requirement import SCALES, Requirements, half_unit
from forecast.rules import place_on_scale
from forecast.scenario import Scenario

AMOUNTS: Final = ("flow", "total")
"""Laws that move by a yearly amount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How one indicator moves when only its own growth is changed. Levels are in its unit.

    law, base : law of motion and value of the base year, None for a flow without one
    low, high : bounds, None where there are none
    margin : distance to its bounds at which a percentage near them is kept
    n_years, delay : growth years of the plan, and how many of them pass before the path starts
    factor, points : (n_years + 1,) what the events that happen make of the level; None without events
    limit : (n_years + 1,) the whole that a part never exceeds; None where there is none
    rest, room : (n_years + 1,) the other shares before they give way, and their common sum; None where others give way
    sharing : shares among which that sum is parted, evenly where all of them are nothing
    """

    law: Law
    base: float | None
    low: float | None
    high: float | None
    margin: float
    n_years: int
    delay: int
    factor: tuple[float, ...] | None = None
    points: tuple[float, ...] | None = None
    limit: tuple[float, ...] | None = None
    rest: tuple[float, ...] | None = None
    room: float | None = None
    sharing: int = 1


def courses(
    plan: Plan,
    requirements: Requirements,
    scenario: Scenario,
    indicators: Iterable[str],
    expected: Mapping[int, Floats] | None = None,
) -> Mapping[str, Course]:
    """The course of each of `indicators` under a scenario, by id; `expected` as for `projection.project`."""
    shifts = event_shifts(plan, scenario)
    free = plan.model_copy(update={"identities": ()})
    raw = project(free, requirements, scenario, expected) if plan.identities else None
    found = {}
    for name in indicators:
        place, indicator = plan.index[name], plan.indicator(name)
        ground = requirements.first[name]
        low, high = (end if np.isfinite(end) else None for end in indicator.limits)
        course = Course(
            law=indicator.law, base=ground.base.value, low=low, high=high, n_years=plan.n_years,
            margin=half_unit(ground) if indicator.law == "logit" else 0.0, delay=_delay(plan, scenario, name),
        )  # fmt: skip
        if place in shifts:
            factor, points = shifts[place]
            course = replace(course, factor=tuple(factor.tolist()), points=tuple(points.tolist()))
        found[name] = course if raw is None else _linked(plan, scenario, raw, place, course)
    return found


def _delay(plan: Plan, scenario: Scenario, name: str) -> int:
    return min(plan.n_years, sum(delay.years for delay in scenario.delays if name in delay.of))


def _linked(plan: Plan, scenario: Scenario, raw: Projection, place: int, course: Course) -> Course:
    """The course with what identities do to it: its share of a whole, the whole that it is a part of."""
    moved = {plan.index[name] for name in scenario.paths} | {place}
    for others in _shares(plan, raw, place, moved):
        rest = raw.levels[others].sum(axis=0)
        room = float(rest[0]) + (course.base or 0.0)
        course = replace(course, rest=tuple(rest.tolist()), room=room, sharing=len(others) + 1)
    levels = raw.levels.copy()
    links.keep_shares(plan, levels, raw.unknown, moved)
    links.cap_parts(plan, levels, raw.unknown)
    for part, whole in links.bound_parts(plan):
        if part == place and whole not in raw.unknown:
            limit = links.limit_of(plan, levels, part, whole)
            start = 0.0 if course.law == "total" else course.base
            if start is not None and start <= limit[0]:
                course = replace(course, limit=tuple(limit.tolist()))
    return course


def _shares(plan: Plan, raw: Projection, place: int, moved: set[int]) -> Iterator[list[int]]:
    """Places of the other shares where a moved indicator gives way too: all of them are moved, and none is named to give way."""
    for identity, group in links.share_groups(plan):
        others = [each for each in group if each != place]
        known = place in group and not any(each in raw.unknown for each in others)
        if known and links.giving_way(plan, identity, group, moved) == list(group):
            yield others


def growth_on(indicator: Indicator, base: float, scale: Scale, step: float, n_years: int) -> float | None:
    """A change a year on the scale of a class as a growth: per cent, or points or units a year; None for yearly amounts."""
    if indicator.law in AMOUNTS:
        return None
    end = float(levels(scale, np.asarray(position(scale, base) + step * n_years)))
    if not np.isfinite(end):
        return None
    if indicator.law == "compound":
        return 100 * float(growth.mean_rate(base, end, n_years)) if base > 0 and end > 0 else None
    return (end - base) / n_years


def growth_of(plan: Plan, requirements: Requirements, projection: Projection, indicator: Indicator) -> float | None:
    """Average growth of the years that move, before events: per cent, points or units a year, or the yearly amount.

    A path that moves alike every year is given back by `Course` with this growth. None where the scenario has no path.
    """
    place = plan.index[indicator.id]
    first = _delay(plan, projection.scenario, indicator.id)
    steps = projection.steps[place, first:]
    if place in projection.unknown or place in projection.factors or not len(steps):
        return None
    mean = float(np.mean(steps))
    if indicator.law == "compound":
        value = 100 * float(np.expm1(mean))
    elif SCALES[indicator.law] == "logit":
        ground, (low, high) = requirements.first[indicator.id], indicator.limits
        base = ground.base.value or 0.0
        end = growth.from_scale("logit", place_on_scale(indicator, ground, base) + steps.sum(), low, high)
        value = float(end - base) / len(steps)
    else:
        value = mean
    return float(f"{value:.12g}")
