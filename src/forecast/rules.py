"""Steps of an indicator under a generic rule: as stated, as required, as in the past, as elsewhere, or none at all."""

import math
from typing import Literal, TypeAlias

import numpy as np

from forecast import growth
from forecast.growth import Floats
from forecast.plan import Indicator, Plan
from forecast.requirement import SCALES, Requirement, Requirements, half_unit
from forecast.scenario import Rule

Unknown: TypeAlias = Literal[
    "qualitative", "no_base_value", "base_not_positive", "no_stated_rate", "no_past_rate", "no_target", "no_base_flow",
    "no_reference_class",
    "later_year", "break_in_plan", "target_not_positive",
]  # fmt: skip


def place_on_scale(indicator: Indicator, ground: Requirement, level: float) -> float:
    """A level of the indicator on its law's scale, moved inside the bounds for the logit."""
    scale, (low, high) = SCALES[indicator.law], indicator.limits
    if scale == "logit":
        level = float(growth.inside(level, low, high, half_unit(ground)))
    return float(growth.to_scale(scale, level, low, high))


def steps_by_rule(
    rule: Rule | None, plan: Plan, indicator: Indicator, requirements: Requirements, expected: Floats | None
) -> Floats | Unknown:
    """Steps of all years under a generic rule, or why there are none.

    Parameters
    ----------
    expected : (n_years,) levels that the indicator's class lets expect [unit]; None where nothing is known of it
    """
    ground = requirements.first[indicator.id]
    if rule == "required":
        return _required(plan, indicator, requirements)
    if rule == "reference":
        return _expected(plan, indicator, ground, expected)
    if indicator.law in ("flow", "total"):
        return _flows(rule, plan, indicator, ground)
    if rule == "held" or indicator.law == "hold":
        return np.zeros(plan.n_years)
    if rule == "past-pace":
        return (
            "no_past_rate"
            if ground.past is None or ground.past.step is None
            else np.full(plan.n_years, ground.past.step)
        )
    if indicator.law != "compound" or ground.stated_rate is None:
        return "no_stated_rate"
    return np.full(plan.n_years, math.log1p(ground.stated_rate))


def _flows(rule: Rule | None, plan: Plan, indicator: Indicator, ground: Requirement) -> Floats | Unknown:
    """Yearly amounts of flows and totals, which have no step of their own: the flow of the base year, or of the past."""
    if rule == "held" and ground.base.value is not None:
        return np.full(plan.n_years, ground.base.value)
    if rule in ("held", "past-pace"):
        known = ground.past is not None and ground.past.flow is not None
        return np.full(plan.n_years, ground.past.flow) if known else "no_base_flow"  # type: ignore[union-attr]
    if indicator.law == "total" and ground.base.value is not None and ground.stated_rate is not None:
        return np.asarray(ground.base.value * (1 + ground.stated_rate) ** np.arange(1, plan.n_years + 1))
    return "no_stated_rate"


def _expected(plan: Plan, indicator: Indicator, ground: Requirement, expected: Floats | None) -> Floats | Unknown:
    """Steps of an indicator that moves as its class lets expect; yearly amounts are the levels themselves."""
    if expected is None or ground.base.value is None:
        return "no_reference_class"
    if indicator.law == "hold":
        return np.zeros(plan.n_years)
    if indicator.law in ("flow", "total"):
        return expected
    places = [place_on_scale(indicator, ground, level) for level in (ground.base.value, *expected.tolist())]
    return np.diff(places)


def _required(plan: Plan, indicator: Indicator, requirements: Requirements) -> Floats | Unknown:
    """Steps that just reach the most demanding target; level after its year."""
    row = requirements.followed.get(indicator.id)
    if row is None or row.year is None:
        reason = requirements.first[indicator.id].reason
        return reason or "no_target"
    n_years = row.year - plan.base_year
    steps = np.zeros(plan.n_years)
    if indicator.law == "flow":
        return np.full(plan.n_years, row.aim)
    if indicator.law == "total":
        first, rate = row.base.value, row.required_rate
        parts = (
            np.full(n_years, row.required_flow)
            if first is None or rate is None
            else first * (1 + rate) ** np.arange(1, n_years + 1)
        )
        steps[:n_years] = parts * (1.0 if row.aim is None or not row.goal else row.aim / row.goal)
        return steps
    steps[:n_years] = row.required_step if row.required_step is not None else 0.0
    return steps
