"""The deterministic path of every indicator under one scenario.

On its scale an indicator moves by one step a year: the rule of the scenario gives a step for every indicator, written paths replace it
year by year, events shift the level. What is not known stays unknown, with the reason.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from forecast import growth, links
from forecast.events import delay_steps, event_shifts
from forecast.figures import Figure
from forecast.growth import Floats
from forecast.paths import Move, Segment, one_after_another
from forecast.plan import Indicator, Plan
from forecast.requirement import SCALES, Requirement, Requirements
from forecast.rules import Unknown, place_on_scale, steps_by_rule
from forecast.scenario import Scenario

_ORDER: Final = ("log", "linear", "logit")


@dataclass(frozen=True, eq=False, kw_only=True)
class Projection:
    """Levels under one scenario.

    levels : (n_indicators, n_years + 1) [unit of each indicator], the base year first; only rows of `known` mean something
    steps : (n_indicators, n_years), what each year adds on the law's scale
    unknown : reason by place for indicators without a path
    clipped : (n_indicators,) bool, the path was stopped at a bound or at its whole
    factors : k₀ by place of the indicators that are computed from others: printed over computed in the base year [-]
    """

    scenario: Scenario
    levels: Floats
    steps: Floats
    unknown: Mapping[int, Unknown]
    clipped: np.ndarray
    factors: Mapping[int, float]


def project(
    plan: Plan, requirements: Requirements, scenario: Scenario, expected: Mapping[int, Floats] | None = None
) -> Projection:
    """Path of every indicator of `plan` under `scenario`, which has no parent any more (`scenario.resolve`).

    Parameters
    ----------
    expected : by place, (n_years,) levels that classes let expect [unit]; for the rule `reference`
    """
    years = plan.years
    steps = np.zeros((len(plan.indicators), plan.n_years))
    unknown: dict[int, Unknown] = {}
    for place, indicator in enumerate(plan.indicators):
        segments = one_after_another(scenario.paths.get(indicator.id, ()), years)
        reason = _unknowable(indicator, requirements.first[indicator.id], segments)
        if reason is None and not _covers(segments, years):
            row = steps_by_rule(scenario.rule, plan, indicator, requirements, (expected or {}).get(place))
            if isinstance(row, str):
                reason = row
            else:
                steps[place] = row
        if reason is not None:
            unknown[place] = reason
            continue
        for segment in segments:
            _apply(steps[place], segment, plan, indicator, requirements.first[indicator.id])
    delay_steps(plan, scenario, steps)
    return _run(plan, requirements, scenario, steps, unknown)


def _unknowable(indicator: Indicator, ground: Requirement, segments: tuple[Segment, ...]) -> Unknown | None:
    """Why an indicator has no path whatever the scenario says: there is nothing it could start from."""
    base = ground.base.value
    if indicator.law == "status":
        return "qualitative"
    if indicator.law == "total" and base is None and any(segment.move.kind == "rate" for segment in segments):
        return "no_base_flow"
    if indicator.law not in ("flow", "total") and base is None:
        return "no_base_value"
    if indicator.law == "compound" and base is not None and base <= 0:
        return "base_not_positive"
    return None


def _covers(segments: tuple[Segment, ...], years: Sequence[int]) -> bool:
    return sum(len(segment.years(years)) for segment in segments) == len(years) - 1


def _apply(steps: Floats, segment: Segment, plan: Plan, indicator: Indicator, ground: Requirement) -> None:
    """Write one segment of a path into the steps of its years; those of the years before are there."""
    years, move = segment.years(plan.years), segment.move
    first, last = years.start - plan.base_year - 1, years.stop - plan.base_year - 1
    if move.kind == "to":
        _reach(steps[:last], first, move, plan, indicator, ground)
    elif move.kind == "rate" and indicator.law == "total":
        assert ground.base.value is not None
        before = steps[first - 1] if first else ground.base.value
        steps[first:last] = before * (1 + move.rate) ** np.arange(1, last - first + 1)
    elif move.kind == "rate":
        steps[first:last] = math.log1p(move.rate)
    elif SCALES[indicator.law] == "logit":
        _points_on_logit(steps, first, last, amount(move.figure, indicator), indicator, ground)
    else:
        steps[first:last] = amount(move.figure, indicator)


def amount(figure: Figure, indicator: Indicator) -> float:
    """A written quantity in the indicator's unit, falls negative; points of a percentage as they are."""
    return figure.signed if figure.unit.kind == "points" else figure.in_unit(indicator.measure).signed


def _reach(steps: Floats, first: int, move: Move, plan: Plan, indicator: Indicator, ground: Requirement) -> None:
    """Even steps from where the years before lead to the level in its year, then none."""
    assert move.year is not None and ground.base.value is not None
    there = move.year - plan.base_year
    start, end = (
        place_on_scale(indicator, ground, ground.base.value),
        place_on_scale(indicator, ground, amount(move.figure, indicator)),
    )
    if first < there:
        steps[first:] = (end - _led_to(start, steps[:first], indicator)) / (there - first)
    steps[max(first, there) :] = 0.0


def _led_to(position: float, steps: Floats, indicator: Indicator) -> float:
    """Where steps lead from a position on the scale of the law; the bounds stop those of a linear one, as they stop its path."""
    if SCALES[indicator.law] != "linear":
        return float(position + steps.sum())
    for step in steps:
        position = float(np.clip(position + step, *indicator.limits))
    return position


def _points_on_logit(
    steps: Floats, first: int, last: int, points: float, indicator: Indicator, ground: Requirement
) -> None:
    """Points a year, written for a percentage near its bound, as steps of its logit."""
    assert ground.base.value is not None
    low, high = indicator.limits
    position = place_on_scale(indicator, ground, ground.base.value) + steps[:first].sum()
    for year in range(first, last):
        level = float(growth.from_scale("logit", position, low, high)) + points
        reached = place_on_scale(indicator, ground, level)
        steps[year], position = reached - position, reached


def _run(
    plan: Plan, requirements: Requirements, scenario: Scenario, steps: Floats, unknown: Mapping[int, Unknown]
) -> Projection:
    """Levels from steps and events; years in order, all indicators of a scale at once."""
    levels = np.zeros((len(plan.indicators), plan.n_years + 1))
    clipped = np.zeros(len(plan.indicators), dtype=bool)
    shifts = event_shifts(plan, scenario)
    for scale in _ORDER:
        places = [n for n, item in enumerate(plan.indicators) if n not in unknown and _behaves(item, scale)]
        if places:
            _run_scale(scale, np.array(places), plan, requirements, steps, levels, clipped)
    _run_flows(plan, requirements, unknown, steps, levels)
    for place, (factor, points) in shifts.items():
        low, high = plan.indicators[place].limits
        shifted = levels[place] * factor + points
        levels[place] = np.clip(shifted, low, high)
        clipped[place] |= bool(np.any(shifted != levels[place]))
    factors = _link(plan, requirements, scenario, levels, unknown, clipped)
    known = {place: reason for place, reason in unknown.items() if place not in factors}
    return Projection(scenario=scenario, levels=levels, steps=steps, unknown=known, clipped=clipped, factors=factors)


def _link(
    plan: Plan,
    requirements: Requirements,
    scenario: Scenario,
    levels: Floats,
    unknown: Mapping[int, Unknown],
    clipped: np.ndarray,
) -> Mapping[int, float]:
    """Make identities hold in every year: shares keep their sum, parts stay within their wholes, the computed follow."""
    if not plan.identities:
        return {}
    moved = {plan.index[name] for name in scenario.paths}
    links.keep_shares(plan, levels, unknown, moved)
    for place in links.cap_parts(plan, levels, unknown):
        clipped[place] = True
    values = (requirements.first[indicator.id].base.value for indicator in plan.indicators)
    printed = np.array([math.nan if value is None else value for value in values])
    return links.compute(plan, levels, unknown, printed)[0]


def _behaves(indicator: Indicator, scale: str) -> bool:
    return indicator.law not in ("flow", "total", "status") and SCALES[indicator.law] == scale


def _run_scale(
    scale: growth.Scale,
    places: np.ndarray,
    plan: Plan,
    requirements: Requirements,
    steps: Floats,
    levels: Floats,
    clipped: np.ndarray,
) -> None:
    grounds = [requirements.first[plan.indicators[place].id] for place in places]
    base = np.array([ground.base.value for ground in grounds])
    low, high = np.array([plan.indicators[place].limits for place in places]).T
    if scale == "log":
        levels[places, 1:] = growth.compound(base, np.expm1(steps[places]))
    elif scale == "logit":
        start = np.array(
            [
                place_on_scale(plan.indicators[place], ground, ground.base.value or 0.0)
                for place, ground in zip(places, grounds, strict=True)
            ]
        )
        path = start[:, None] + np.cumsum(steps[places], axis=1)
        levels[places, 1:] = np.where(
            np.cumsum(np.abs(steps[places]), axis=1) == 0,
            base[:, None],
            growth.from_scale("logit", path, low[:, None], high[:, None]),
        )
    else:
        level = base
        for year in range(plan.n_years):
            free = level + steps[places, year]
            level = np.clip(free, low, high)
            clipped[places] |= free != level
            levels[places, year + 1] = level
    levels[places, 0] = base


def _run_flows(
    plan: Plan, requirements: Requirements, unknown: Mapping[int, Unknown], steps: Floats, levels: Floats
) -> None:
    """Flows are the yearly amounts themselves; totals are what has come together since the base year."""
    for place, indicator in enumerate(plan.indicators):
        if place in unknown or indicator.law not in ("flow", "total"):
            continue
        if indicator.law == "total":
            levels[place, 1:] = np.cumsum(steps[place])
        else:
            levels[place, 1:] = steps[place]
            base = requirements.first[indicator.id].base.value
            levels[place, 0] = math.nan if base is None else base
