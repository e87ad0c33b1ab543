"""Levers: growth that may be changed, within which bounds, and how a changed step becomes a path."""

import math
import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal, TypeAlias

import numpy as np

from forecast import growth
from forecast.errors import MissingError
from forecast.figures import Figure, Unit, read_unit, write_unit
from forecast.growth import Floats
from forecast.paths import Move, Segment
from forecast.plan import Indicator, Observation, Plan
from forecast.requirement import SCALES, Requirement, Requirements
from forecast.rules import place_on_scale
from forecast.scenario import Scenario

RATE_BOUNDS: Final = (-0.5, 1.0)
"""Yearly growth a lever may take where no bounds are given [1/yr]."""
POINT_BOUNDS: Final = (-20.0, 20.0)
"""Yearly points a percentage may take where no bounds are given; amounts that grow by units have none."""
LEAST_STEPS: Final = 3
"""Past steps from which their spread is taken for how far a lever usually moves."""
ROUNDED: Final = 1e-9
"""Part of the largest past step up to which the spread of the steps is what rounding left of none."""
WIDTH: Final[Mapping[str, float]] = {"log": 0.02, "linear": 1.0, "logit": 0.1}
"""How far a lever usually moves where nothing is known of its past: 2 % a year, a point, 0.1 logit (ours)."""
Origin: TypeAlias = Literal["stated", "past", "usual"]
_BOUNDS: Final = re.compile(
    r"(?P<low>[+-]?\d+(?:\.\d+)?)?\s*%?\s*\.\.\s*(?P<high>[+-]?\d+(?:\.\d+)?)?\s*(?P<unit>%|points?)", re.ASCII
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """Growth that may be changed: of which indicator, within which bounds, and how far it usually moves.

    low, high : yearly growth as a fraction, or points a year for percentages; None: the default bounds
    width : on the scale of the law [1/yr]; None: its past pace, else `WIDTH`
    """

    indicator: str
    low: float | None = None
    high: float | None = None
    width: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Width:
    """How far a lever usually moves, on the scale of its law [1/yr], and how that is known.

    origin : stated with the lever; how much its past yearly steps differed; or `WIDTH`, where too little is known of its past
    """

    value: float
    origin: Origin


def read_lever(text: str) -> Lever:
    """Lever from ``budget_revenue``, ``budget_revenue:..12.5%`` or ``trained_labour:0.5..2 points``. Raises MissingError."""
    name, _, bounds = text.partition(":")
    if not bounds:
        return Lever(indicator=name)
    match = _BOUNDS.fullmatch(bounds.strip())
    if not match or not (match["low"] or match["high"]):
        raise MissingError("lever_unreadable", found=text)
    scale = 100.0 if match["unit"] == "%" else 1.0
    low, high = (float(match[end]) / scale if match[end] else None for end in ("low", "high"))
    return Lever(indicator=name, low=low, high=high)


def bounds(plan: Plan, requirements: Requirements, lever: Lever) -> tuple[float, float]:
    """Bounds of a lever as yearly steps on its scale."""
    indicator, ground = plan.indicator(lever.indicator), requirements.first[lever.indicator]
    default = RATE_BOUNDS if SCALES[indicator.law] == "log" else POINT_BOUNDS
    if indicator.measure.kind != "percent" and SCALES[indicator.law] == "linear":
        default = (-math.inf, math.inf)
    low = default[0] if lever.low is None else lever.low
    high = default[1] if lever.high is None else lever.high
    if low > high:
        raise MissingError("lever_bounds", found=lever.indicator)
    if SCALES[indicator.law] == "log":
        return math.log1p(low), math.log1p(high)
    return tuple(_step_of_points(plan, indicator, ground, points) for points in (low, high))  # type: ignore[return-value]


def _step_of_points(plan: Plan, indicator: Indicator, ground: Requirement, points: float) -> float:
    """Average points a year as a yearly step on the law's scale, stopped at the bounds of the percentage."""
    base = ground.base.value or 0.0
    level = float(np.clip(base + points * plan.n_years, *indicator.limits))
    return (place_on_scale(indicator, ground, level) - place_on_scale(indicator, ground, base)) / plan.n_years


def width(plan: Plan, requirements: Requirements, lever: Lever) -> Width:
    """How far a lever usually moves: as stated, else how much its past yearly steps differed, else `WIDTH`."""
    if lever.width is not None:
        return Width(value=lever.width, origin="stated")
    indicator, ground = plan.indicator(lever.indicator), requirements.first[lever.indicator]
    seen = past_levels(indicator)
    places = [(year, place_on_scale(indicator, ground, indicator.level(item))) for year, item in seen]
    steps = [(there - here) / (last - first) for (first, here), (last, there) in pairwise(places)]
    varied = statistics.stdev(steps) if len(steps) >= LEAST_STEPS else 0.0
    if varied > ROUNDED * max(map(abs, steps), default=0.0):
        return Width(value=varied, origin="past")
    return Width(value=_usual_width(indicator, ground), origin="usual")


def past_levels(indicator: Indicator) -> list[tuple[int, Observation]]:
    """The known levels of an indicator, in the order of their years."""
    years = sorted({seen.year for seen in indicator.observations if seen.year is not None})
    return [(year, item) for year in years if (item := indicator.observed(year)) is not None]


def _usual_width(indicator: Indicator, ground: Requirement) -> float:
    """`WIDTH`; for amounts that grow by units the share of growth as units of the base."""
    amounts = indicator.measure.kind != "percent" and SCALES[indicator.law] == "linear"
    return WIDTH["log"] * abs(ground.base.value) if amounts and ground.base.value else WIDTH[SCALES[indicator.law]]


def with_steps(
    plan: Plan, scenario: Scenario, levers: Sequence[Lever], steps: Floats, requirements: Requirements
) -> Scenario:
    """The scenario with every lever on a constant step."""
    paths = dict(scenario.paths)
    for lever, step in zip(levers, steps.tolist(), strict=True):
        indicator, ground = plan.indicator(lever.indicator), requirements.first[lever.indicator]
        paths[lever.indicator] = (Segment(first=None, last=None, move=_move(plan, indicator, ground, step)),)
    return scenario.model_copy(update={"paths": paths})


def _move(plan: Plan, indicator: Indicator, ground: Requirement, step: float) -> Move:
    """A constant step as a move: a rate, points, or for a logit the level it leads to."""
    scale = SCALES[indicator.law]
    if scale == "log":
        return _written("rate", 100 * math.expm1(step), "%/yr")
    if scale == "linear":
        if indicator.measure.kind == "percent":
            return _written("points", step, "points/yr")
        return _written("points", step, f"{write_unit(indicator.measure, 'en')}/yr", unit=indicator.measure)
    low, high = indicator.limits
    end = place_on_scale(indicator, ground, ground.base.value or 0.0) + step * plan.n_years
    measure = indicator.measure
    level = float(growth.from_scale("logit", end, low, high))
    return _written("to", level, write_unit(measure, "en"), plan.target_year, measure)


def _written(
    kind: Literal["rate", "points", "to"], value: float, words: str, year: int | None = None, unit: Unit | None = None
) -> Move:
    text = f"to {value:.6g}{words} in {year}" if kind == "to" else f"{value:+.6g} {words}"
    known = read_unit(words, "en") if unit is None else unit
    figure = Figure(text=text, language="en", value=value, half=0.0, low=value, high=value, unit=known)
    return Move(kind=kind, text=text, figure=figure, year=year)


def as_growth(plan: Plan, ground: Requirement, indicator: Indicator, step: float) -> float:
    """A yearly step as people write it: a rate for compound growth, average points a year otherwise."""
    scale = SCALES[indicator.law]
    if scale == "log":
        return math.expm1(step)
    if scale == "linear":
        return float(step)
    low, high = indicator.limits
    start = place_on_scale(indicator, ground, ground.base.value or 0.0)
    base, end = (growth.from_scale("logit", place, low, high) for place in (start, start + step * plan.n_years))
    return float(end - base) / plan.n_years
