"""What an indicator's own past and its class say of each target, whatever a scenario's growth: `p_reference` and the precedent.

Method, sections 11 and 12.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from forecast.beliefs import Belief
from forecast.chances import Chance, Precedent, SuchTargets
from forecast.links import computed_in_order
from forecast.mixture import cdf
from forecast.plan import Indicator, Plan
from forecast.precedent import Need, precedent, such_targets
from forecast.reference import Coverage, Reference, ReferenceClass, Unknown
from forecast.requirement import Requirement, Requirements, slack
from forecast.surprises import on_scale

FEW_POINTS: Final = 2
"""Values of the past that a ward's plan knows."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Targets in the order of the requirements.

    chances : what is known of each without a scenario
    ends : levels between which each is attained [unit]
    """

    chances: tuple[Chance, ...]
    ends: tuple[tuple[float, float], ...]


def standing_of(
    plan: Plan, requirements: Requirements, reference: Reference, beliefs: Mapping[int, Belief | Unknown]
) -> Standing:
    """What past and class say of every target of a plan, with the surroundings that the beliefs hold."""
    ends = tuple(ends_of(row, plan.indicators[row.place]) for row in requirements.rows)
    computed = {link.place for link in computed_in_order(plan)}
    asked = {}
    reasons: list[str | None] = []
    for number, row in enumerate(requirements.rows):
        reason = _not_by_history(row, beliefs[row.place], computed) if row.assessable else row.reason
        reasons.append(reason)
        if reason is None:
            asked[number] = row
    by_history = _by_history(plan, asked, ends, beliefs)
    rows = []
    for number, row in enumerate(requirements.rows):
        if not row.assessable or row.year is None:
            rows.append(Chance(reason=row.reason))
            continue
        unusual = _precedent(plan, row, reference, beliefs[row.place])
        rows.append(
            Chance(
                p_reference=by_history.get(number),
                reference_reason=reasons[number],
                precedent=None if isinstance(unusual, Unknown) else unusual,
                precedent_reason=unusual.reason if isinstance(unusual, Unknown) else None,
                such=_such(plan, row, reference) if number in by_history else None,
                tried=_tried(plan, row, reference) if isinstance(beliefs[row.place], Belief) else None,
            )
        )
    return Standing(tuple(rows), ends)


def ends_of(row: Requirement, indicator: Indicator) -> tuple[float, float]:
    """Levels between which the target of a row is attained [unit], with what still counts as reached."""
    spare = slack(row, indicator)
    low, high = row.low, row.high
    if low is not None and high is not None:
        if indicator.better == "higher":
            high = None
        elif indicator.better == "lower":
            low = None
    elif indicator.better == "lower" and high is None:
        low, high = None, low
    return (-np.inf if low is None else low - spare), (np.inf if high is None else high + spare)


def _not_by_history(row: Requirement, belief: Belief | Unknown, computed: set[int]) -> str | None:
    if isinstance(belief, Unknown):
        return belief.reason
    if row.law == "total" or row.place in computed:
        return "not_defined"
    return belief.outlooks.reason if isinstance(belief.outlooks, Unknown) else None


def _by_history(
    plan: Plan,
    asked: Mapping[int, Requirement],
    ends: tuple[tuple[float, float], ...],
    beliefs: Mapping[int, Belief | Unknown],
) -> dict[int, float]:
    """Chance of each of the rows that were asked, by its number."""
    away, shapes = [], []
    for number, row in asked.items():
        belief = beliefs[row.place]
        assert isinstance(belief, Belief) and not isinstance(belief.outlooks, Unknown) and row.year is not None
        expected = belief.outlooks[row.year - plan.base_year - 1]
        away.append([place_of(belief, end) - belief.start - expected.centre for end in ends[number]])
        shapes.append((expected.local, expected.df, expected.national))
    if not away:
        return {}
    local, df, national = np.array(shapes).T[:, :, None]
    below = cdf(np.array(away), local, df, national)
    return dict(zip(asked, np.clip(below[:, 1] - below[:, 0], 0.0, 1.0).tolist(), strict=True))


def place_of(belief: Belief, end: float) -> float:
    """End of a target on the scale of a class; no level is below nothing where levels are positive."""
    if np.isinf(end) or (belief.scale == "log" and end <= 0):
        return float(np.copysign(np.inf, end if np.isinf(end) else -1.0))
    return float(on_scale(belief.scale, end))


def _precedent(plan: Plan, row: Requirement, reference: Reference, belief: Belief | Unknown) -> Precedent | Unknown:
    """How unusual the required change is among what such indicators did elsewhere."""
    indicator = plan.indicators[row.place]
    if isinstance(belief, Unknown):
        return belief
    if (
        row.goal is None
        or row.year is None
        or row.law in ("flow", "total", "hold")
        or row.met_at_base
        or indicator.better == "none"
    ):
        return Unknown("not_defined")
    n_years = row.year - plan.base_year
    step = (float(on_scale(belief.scale, row.goal)) - belief.start) / n_years
    need = Need(step=step, years=n_years, better=indicator.better)
    return precedent(reference, indicator.reference_class, need, belief.past, belief.setting)


def _class(plan: Plan, row: Requirement, reference: Reference) -> ReferenceClass:
    """The class of an indicator that something is believed of."""
    found = reference.find(plan.indicators[row.place].reference_class)
    assert isinstance(found, ReferenceClass)
    return found


def _such(plan: Plan, row: Requirement, reference: Reference) -> SuchTargets | None:
    """How often targets were reached that asked for as much beyond the past."""
    better, past, found = plan.indicators[row.place].better, row.past, _class(plan, row, reference)
    if past is None or row.year is None:
        return None
    sense, n_years = -1 if better == "lower" else 1, row.year - plan.base_year
    if found.scale == "log":
        if row.required_rate is None or past.rate is None:
            return None
        beyond = sense * (row.required_rate - past.rate)
    else:
        if row.required_points is None or past.points is None:
            return None
        beyond = n_years * (sense * row.required_points - max(sense * past.points, 0.0))  # a loss goes on for nobody
    return such_targets(found, beyond, n_years, better)


def _tried(plan: Plan, row: Requirement, reference: Reference) -> Coverage | None:
    """How the bands of its class held where two values of the past were known, as in a ward's plan."""
    return _class(plan, row, reference).covered(FEW_POINTS)
