"""When a level attains a target: comparators, ranges and corridors. Method, section 5."""

import math
from typing import Final, Literal, TypeAlias

from forecast import growth

Attained: TypeAlias = Literal["attained", "missed", "borderline"]
AT_MOST_BEYOND: Final = 0.01
"""Largest share of a ">" or "<" target by which paths end past it: "trên 1 triệu" is printed to a million."""


def beyond(goal: float, half: float, comparator: str | None) -> float:
    """How far past a ">" or "<" target paths end that just reach it: half its printed place, 1 % at most [unit]."""
    far = min(half, AT_MOST_BEYOND * abs(goal)) if goal else half
    return {">": far, "<": -far}.get(comparator or "=", 0.0)


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
