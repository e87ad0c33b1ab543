"""What the sheet of a scenario starts from: which growth may be changed, and what it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np

from forecast import growth
from forecast.growth import Floats
from forecast.plan import Indicator, Plan
from forecast.projection import Projection, project
from forecast.requirement import Requirement, Requirements
from forecast.rules import place_on_scale
from forecast.scenario import Scenario

InputKind: TypeAlias = Literal["rate", "points", "each", "none"]
FIXED: Final = 6
"""Columns of a scenario's sheet before the inputs: number, name, unit, law, changed, base."""
STEP_FIXED: Final = 4
"""Columns of the sheet of steps before the levels: scenario, indicator, step, factor."""
CHANGED: Final = 4
BASE: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the paths of one scenario start from."""

    plan: Plan
    requirements: Requirements
    scenario: Scenario
    projection: Projection
    expected: Mapping[int, Floats]
    sheet: str
    steps_sheet: str
    first_row: int

    def row(self, place: int) -> int:
        """Row of an indicator."""
        return self.first_row + place

    def first(self, place: int) -> Requirement:
        """Its base and past."""
        return self.requirements.first[self.plan.indicators[place].id]


def input_kind(ground: Ground, place: int) -> InputKind:
    """What a planner may change of an indicator: a rate, a change, a yearly amount, or nothing where it is computed or has no start."""
    indicator = ground.plan.indicators[place]
    base = ground.first(place).base.value
    computed = any(known.computed == indicator.id and not known.assumed for known in ground.plan.identities)
    if computed or indicator.law == "status":
        return "none"
    if indicator.law in ("flow", "total"):
        return "each"
    if base is None or (indicator.law == "compound" and base <= 0):
        return "none"
    return "rate" if indicator.law == "compound" else "points"


def input_values(ground: Ground, place: int) -> tuple[float | None, ...]:
    """Growth of each year before delays: rates as fractions, changes in points or units, yearly amounts. Shape (n_years,)."""
    kind = input_kind(ground, place)
    n_years = ground.plan.n_years
    if kind == "none" or place in ground.projection.unknown:
        return (None,) * n_years
    steps = _undelayed(ground).steps[place]
    if kind == "rate":
        return tuple(np.expm1(steps).tolist())
    if ground.plan.indicators[place].law != "logit":
        return tuple(steps.tolist())
    return tuple(np.diff(_logit_levels(ground, place, steps)).tolist())


def _undelayed(ground: Ground) -> Projection:
    if not ground.scenario.delays:
        return ground.projection
    prompt = ground.scenario.model_copy(update={"delays": ()})
    return project(ground.plan, ground.requirements, prompt, ground.expected)


def _logit_levels(ground: Ground, place: int, steps: Floats) -> Floats:
    """Levels that steps of a logit give, before events."""
    indicator, first = ground.plan.indicators[place], ground.first(place)
    base = first.base.value or 0.0
    path = place_on_scale(indicator, first, base) + np.cumsum(steps)
    still = np.cumsum(np.abs(steps)) == 0
    return np.concatenate([[base], np.where(still, base, growth.from_scale("logit", path, *indicator.limits))])


def level_format(indicator: Indicator, base: float | None) -> str:
    """Number format of levels: decimals where they are small or percentages."""
    if indicator.measure.kind == "percent" or (base is not None and abs(base) < 100):
        return "#,##0.00"
    return "#,##0.0" if base is not None and abs(base) < 1000 else "#,##0"
