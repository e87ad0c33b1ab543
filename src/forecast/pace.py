"""The first check: past pace against what is required, and how far the past pace would come.

Thresholds are constants with their source.
"""

from typing import Final, Literal, TypeAlias

from forecast.attainment import stays_below
from forecast.plan import Indicator
from forecast.requirement import Requirement, step_to
from forecast.safeyear import continued

PACE_ON_TRACK: Final = 0.95
"""Past pace over required pace from which progress is significant: Eurostat SDG monitoring, as used by Statistics Canada."""
PACE_MODERATE: Final = 0.60
"""... from which progress is moderate; the light is red for a target that is short and below it."""
PaceStatus: TypeAlias = Literal["attained", "on_track", "moderate", "insufficient", "away"]


def pace_ratio(indicator: Indicator, requirement: Requirement, n_years: int) -> float | None:
    """Past pace over required pace on the law's scale; None where the required change is below half a printed unit a year.

    Of yearly amounts that are to stay below a target it is the other way round: what is allowed over what was.
    """
    past, goal, base = requirement.past, requirement.goal, requirement.base.value
    if past is None or goal is None:
        return None
    if requirement.required_flow is not None:
        parts = past.flow, requirement.required_flow
        return _ratio(*(parts[::-1] if stays_below(requirement.low, requirement.high, indicator.better) else parts))
    if requirement.met_at_base or past.step is None or base is None or requirement.required_step is None:
        return None
    step = step_to(requirement, indicator, goal, n_years)
    return past.step / step if step and abs(goal - base) / n_years >= requirement.half else None


def _ratio(part: float | None, whole: float | None) -> float | None:
    return None if part is None or whole is None or whole <= 0 else part / whole


def pace_status(ratio: float | None, attained: bool) -> PaceStatus | None:
    """Words of the pace ratio: 0.95 and 0.60 part on track, moderate and insufficient; a target already met overrides it."""
    if attained:
        return "attained"
    if ratio is None:
        return None
    if ratio >= PACE_ON_TRACK:
        return "on_track"
    if ratio >= PACE_MODERATE:
        return "moderate"
    return "insufficient" if ratio >= 0 else "away"


def distance_share(indicator: Indicator, requirement: Requirement, n_years: int) -> float | None:
    """Share of the distance from base to target that the past pace would cover; None where there is none. Method, eq. (10)."""
    past, goal, base = requirement.past, requirement.goal, requirement.base.value
    if past is None or goal is None:
        return None
    if indicator.law == "total":
        floor = goal > 0 and not stays_below(requirement.low, requirement.high, indicator.better)
        return past.flow * n_years / goal if floor and past.flow is not None else None
    if past.step is None or base is None or requirement.met_at_base or abs(goal - base) < requirement.half:
        return None
    reached = continued(indicator, requirement, base, past.step * n_years)
    return (reached - base) / (goal - base)
