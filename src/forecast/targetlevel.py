"""A target read as levels: the ends it allows, how it compares, and half its last printed place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from forecast.basis import Base, half_of
from forecast.figures import Comparator
from forecast.plan import Indicator, Plan, Target

INDEX_BASE: Final = 100.0
"""Base value of an indicator whose targets are growth and whose level is not known."""
_MIRROR: Final[Mapping[str, Comparator]] = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "=": "=", "~": "~"}


@dataclass(frozen=True, slots=True)
class TargetLevel:
    """A target as levels [unit]; None stands for an open end.

    low, high : ends of what is allowed; one value where the target is exact
    half : half the last printed place
    """

    low: float | None
    high: float | None
    comparator: Comparator
    half: float


def target_level(plan: Plan, indicator: Indicator, target: Target, base: Base) -> TargetLevel | None:
    """Ends and comparator of a target as levels; rates and cumulative growth are applied to the base, or to an index of 100."""
    figure = target.figure
    if target.kind == "level":
        figure = indicator.read(target)
    value, end = (target.value, None) if figure is None else (figure.value, figure.end)
    if value is None:
        return None
    ends: tuple[float, float | None] = (value, end)
    comparator: Comparator = "=" if figure is None else figure.comparator
    half = half_of(target.value or 0.0) if figure is None else figure.half
    falls = figure is not None and figure.sense == "decrease" and target.kind != "level"
    if falls:
        ends, comparator = (-ends[0], None if ends[1] is None else -ends[1]), _MIRROR[comparator]
    if target.kind != "level":
        start = INDEX_BASE if base.value is None else base.value
        half = _grown(start, (ends[0] + half) / 100, target, plan) - _grown(start, ends[0] / 100, target, plan)
        ends = (
            _grown(start, ends[0] / 100, target, plan),
            None if ends[1] is None else _grown(start, ends[1] / 100, target, plan),
        )
    return _ends(ends, comparator, abs(half))


def _ends(ends: tuple[float, float | None], comparator: Comparator, half: float) -> TargetLevel:
    if ends[1] is not None:
        return TargetLevel(min(ends[0], ends[1]), max(ends[0], ends[1]), comparator, half)
    low = None if comparator in ("<", "<=") else ends[0]
    high = None if comparator in (">", ">=") else ends[0]
    return TargetLevel(low, high, comparator, half)


def _grown(start: float, rate: float, target: Target, plan: Plan) -> float:
    """Level that a rate a year, or a cumulative growth, makes of `start` by the target's year. Method, eq. (1)."""
    return start * (1 + rate) ** (target.year - plan.base_year) if target.kind == "rate" else start * (1 + rate)
