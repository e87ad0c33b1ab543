"""When a level attains a target: comparators, ranges and corridors. Method, section 5."""

import math
from typing import Literal, TypeAlias

from forecast import growth

Attained: TypeAlias = Literal["attained", "missed", "borderline"]


def nearest_end(low: float | None, high: float | None, better: str, base: float | None) -> float | None:
    """End of the target from which it counts as met: the lower one where higher is better, and so on; inside a corridor, the base."""
    if low is None or high is None:
        return low if high is None else high
    if better == "higher":
        return low
    if better == "lower":
        return high
    if base is None:
        return low
    return min(max(base, low), high)


def stays_below(low: float | None, high: float | None, better: str) -> bool:
    """Whether a target is a ceiling: less is better."""
    return better == "lower" or (high is not None and low is None)


def attainment(
    low: float | None, high: float | None, comparator: str, better: str, level: float, slack: float = 0.0
) -> Attained:
    """How `level` compares with a target: > and < are attained only beyond it, equality is borderline. Method, section 5."""
    goal = nearest_end(low, high, better, level)
    if goal is None or math.isnan(level):
        return "missed"
    tolerance = growth.ATTAIN_TOLERANCE * max(abs(goal), abs(level), 1e-300)
    if comparator in (">", "<") and abs(level - goal) <= tolerance:
        return "borderline"
    downward = stays_below(low, high, better)
    corridor = better == "none" and low is not None and high is not None
    off = abs(level - goal) if corridor else (level - goal) if downward else (goal - level)
    return "attained" if off <= tolerance + slack else "missed"
