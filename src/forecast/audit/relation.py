"""Relations between figures, with interval arithmetic: can they hold within rounding, and what would each figure have to be?

A relation is a sum of terms that has to be zero, each term a figure on a scale on which the relation is linear: logarithms for
growth and products, the figures themselves for sums. So every question has a closed form. Method, section 7.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from forecast.audit.facts import Fact, Thing
from forecast.audit.finding import Line, Repair
from forecast.basis import half_of

Form: TypeAlias = Literal["log", "growth", "plain"]
"""log: ln x of a level or multiple; growth: ln(1 + x) of a rate or relative change; plain: x itself."""
TOLERANCE: Final = 1e-9
"""Relative tolerance below which a difference is arithmetic noise."""


def _log(value: float) -> float:
    if value <= 0:
        return -math.inf
    return math.inf if value == math.inf else math.log(value)


_ON: Final[Mapping[Form, Callable[[float], float]]] = {
    "log": _log,
    "growth": lambda x: _log(1 + x),
    "plain": lambda x: x,
}


def _off(form: Form, position: float) -> float:
    if form == "plain" or math.isinf(position):
        return position if form == "plain" else (math.inf if position > 0 else (0.0 if form == "log" else -1.0))
    return math.exp(position) if form == "log" else math.expm1(position)


@dataclass(frozen=True, slots=True)
class Term:
    """One figure of a relation: what it is about, how often it counts, and on which scale."""

    thing: Thing
    weight: float
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Terms that add up to zero together with `constant`.

    kind : name of the finding where they cannot
    explain : gives the arithmetic with the numbers put in, from the figures in the order of the terms
    assumed : the relation is an assumption of ours, so what breaks it is a tension
    """

    kind: str
    terms: tuple[Term, ...]
    constant: float = 0.0
    explain: Callable[[Sequence[Fact]], tuple[Line, ...]]
    assumed: bool = False

    @property
    def anchor(self) -> str:
        """What the relation is about: its first thing."""
        return self.terms[0].thing.anchor

    def holds(self, chosen: Sequence[Fact]) -> bool:
        """Whether the figures can mean values for which the relation holds. Method, eq. (13)."""
        low, high, closed_low, closed_high = self._rest(chosen, None)
        noise = TOLERANCE * max(1.0, *(abs(part) for part in self._sizes(chosen)))
        from_below = low < -noise or (closed_low and low <= noise)
        from_above = high > noise or (closed_high and high >= -noise)
        return from_below and from_above

    def residual(self, chosen: Sequence[Fact]) -> float:
        """What is missing to zero at the printed values. Method, eq. (12)."""
        return self.constant + sum(
            term.weight * _ON[term.form](fact.value) for term, fact in zip(self.terms, chosen, strict=True)
        )

    def relative(self, chosen: Sequence[Fact]) -> float:
        """Size of the residual, comparable between relations: as it is in logarithms, else relative to the largest term."""
        plain = self.terms[0].form == "plain"
        return abs(self.residual(chosen)) / (max(map(abs, self._sizes(chosen))) or 1.0 if plain else 1.0)

    def _sizes(self, chosen: Sequence[Fact]) -> list[float]:
        sizes = [term.weight * _ON[term.form](fact.value) for term, fact in zip(self.terms, chosen, strict=True)]
        return [size for size in sizes if math.isfinite(size)] or [1.0]

    def _rest(self, chosen: Sequence[Fact], left_out: int | None) -> tuple[float, float, bool, bool]:
        """Interval of the sum without one term, and whether its ends can be reached; upper ends of figures are open unless exact."""
        low = high = self.constant
        closed_low = closed_high = True
        for place, (term, fact) in enumerate(zip(self.terms, chosen, strict=True)):
            if place == left_out:
                continue
            floor, top = self._meant(fact)
            ends = sorted((term.weight * _ON[term.form](floor), term.weight * _ON[term.form](top)))
            low, high = low + ends[0], high + ends[1]
            if floor < top:
                closed_low, closed_high = (closed_low, False) if term.weight > 0 else (False, closed_high)
        return low, high, closed_low, closed_high

    def _meant(self, fact: Fact) -> tuple[float, float]:
        """Interval of a figure; a target of a product or quotient is rounded as any other, for it follows from the others."""
        if fact.exact and self.kind == "identity" and self.terms[0].form == "log" and fact.thing.role == "target":
            return fact.value - fact.half, fact.value + fact.half
        return fact.low, fact.high

    def implied(self, chosen: Sequence[Fact], place: int) -> tuple[float, float]:
        """Values of one figure for which the relation can hold, all others as printed. Method, eq. (14)."""
        low, high, *_ = self._rest(chosen, place)
        term = self.terms[place]
        ends = sorted((-low / term.weight, -high / term.weight))
        return _off(term.form, ends[0]), _off(term.form, ends[1])


def repairs(wanted: Mapping[Fact, tuple[float, float]]) -> tuple[Repair, ...]:
    """One repair for each figure whose interval is known and can be printed, the smallest relative change first."""
    made = [made for fact, (low, high) in wanted.items() if (made := _repair(fact, low, high)) is not None]
    return tuple(sorted(made, key=lambda repair: abs(repair.change)))


def repaired_between(fact: Fact, low: float, high: float) -> tuple[Repair, ...]:
    """Repair of one figure by any value between two ends, one of which may be open; nothing where none can be printed."""
    made = _repair(fact, low, high)
    return () if made is None else (made,)


def repaired_as(fact: Fact, other: Fact) -> Repair:
    """Repair of one figure by another that is printed for the same thing."""
    slack = 0.0 if fact.exact else fact.half
    change = (other.value - fact.value) / abs(fact.value) if fact.value else math.copysign(math.inf, other.value)
    return Repair(
        indicator=fact.thing.indicator, what=_what(fact), printed=fact.printed, low=other.low - slack, high=other.high + slack,
        value=other.value, shown=fact.shown, digits=other.digits, unit=other.as_shown.unit, change=change,
    )  # fmt: skip


def _what(fact: Fact) -> str:
    return "base" if fact.thing.role == "level" else fact.thing.role


def _repair(fact: Fact, low: float, high: float) -> Repair | None:
    """Repair of one figure: the printed values whose own rounding meets the interval."""
    if fact.derived or not (math.isfinite(low) or math.isfinite(high)) or low > high + 2 * fact.half:
        return None
    value, digits = _printable(fact, low, high)
    slack = _room(fact, value, digits)
    change = (value - fact.value) / abs(fact.value) if fact.value else math.copysign(math.inf, value)
    return Repair(
        indicator=fact.thing.indicator, what=_what(fact), printed=fact.printed, low=low - slack, high=high + slack, value=value,
        shown=fact.shown, digits=digits, unit=fact.as_shown.unit, change=change,
    )  # fmt: skip


def _room(fact: Fact, value: float, digits: int) -> float:
    """Half the place that `value` is printed with as this figure; 0 for targets and counts."""
    if fact.exact:
        return 0.0
    factor = 100.0 if fact.shown == "percent" else 1.0
    return (half_of(value * factor) if digits == 0 else 0.5 * 10.0**-digits) / factor


def _printable(fact: Fact, low: float, high: float) -> tuple[float, int]:
    """The value nearest to the figure with the fewest decimal places, whose rounding meets [low, high]."""
    factor = 100.0 if fact.shown == "percent" else 1.0
    nearest = min(max(fact.value, low), high) * factor
    for digits in range(fact.digits, 9):
        step = 10.0**-digits
        near = [round(place(nearest / step) * step, digits) / factor for place in (math.floor, math.ceil)]
        rooms = [_room(fact, value, digits) for value in near]
        fitting = [value for value, room in zip(near, rooms, strict=True) if low - room <= value <= high + room]
        if fitting:
            return min(fitting, key=lambda value: abs(value - fact.value)), digits
    return nearest / factor, 9
