"""Slips of writing that would close a gap: powers of ten, another number of growth years, points for per cent, and the like.

They are offered as the likely cause; nothing is ever corrected because of them.
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from forecast.audit.facts import Fact
from forecast.audit.relation import Relation, Term

POWERS: Final = {10.0: "times_10", 100.0: "times_100", 1000.0: "times_1000", 1e6: "times_million"}
"""Factors by which a figure is mistaken: a decimal mark, a scale word, nghìn for a plain number, tỷ for nghìn tỷ."""
NEAR: Final = 0.02
"""Relative difference within which two figures differ by nothing but a power of ten."""


def scale_slip(figures: Sequence[Fact]) -> str | None:
    """Power of ten that parts two figures of one thing, or None."""
    for one, other in itertools.combinations(figures, 2):
        if one.value > 0 and other.value > 0:
            ratio = max(one.value, other.value) / min(one.value, other.value)
            for factor, name in POWERS.items():
                if abs(ratio / factor - 1) < NEAR:
                    return name
    return None


def likely_slip(relation: Relation, chosen: Sequence[Fact]) -> str | None:
    """The slip that would let a relation hold, or None."""
    for place, fact in enumerate(chosen):
        if fact.shown == "level":
            for factor, name in POWERS.items():
                for scale in (factor, 1 / factor):
                    if relation.holds(_scaled(chosen, place, scale)):
                        return name
    return _other_years(relation, chosen) or _arithmetic_mean(relation, chosen)


def _scaled(chosen: Sequence[Fact], place: int, factor: float) -> tuple[Fact, ...]:
    fact = chosen[place]
    moved = replace(
        fact, value=fact.value * factor, low=fact.low * factor, high=fact.high * factor, half=fact.half * factor
    )
    return (*chosen[:place], moved, *chosen[place + 1 :])


def _other_years(relation: Relation, chosen: Sequence[Fact]) -> str | None:
    """Growth counted over one year more or less: the base taken for the first year, or the last for the base."""
    for place, term in enumerate(relation.terms):
        years = abs(term.weight)
        if term.form == "growth" and years > 1:
            for other, name in ((years - 1, "one_year_less"), (years + 1, "one_year_more")):
                changed = Term(term.thing, math.copysign(other, term.weight), term.form)
                terms = (*relation.terms[:place], changed, *relation.terms[place + 1 :])
                if replace(relation, terms=terms).holds(chosen):
                    return name
    return None


def _arithmetic_mean(relation: Relation, chosen: Sequence[Fact]) -> str | None:
    """The total change divided by the years where the geometric mean is meant."""
    for place, (term, fact) in enumerate(zip(relation.terms, chosen, strict=True)):
        years = abs(term.weight)
        if term.form != "growth" or years <= 1:
            continue
        low, high = relation.implied(chosen, place)
        if not (math.isfinite(low) and math.isfinite(high)):
            continue
        shared = tuple(((1 + end) ** years - 1) / years for end in (low, high))
        if shared[0] < fact.high and shared[1] > fact.low:
            return "arithmetic_mean"
    return None
