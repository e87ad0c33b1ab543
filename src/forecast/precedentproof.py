"""Where the numbers of a precedent come from: shares of spans, growth elsewhere and around the place. Method, section 12."""

import math
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, TypeAlias

from forecast.basis import percentage
from forecast.beliefs import own_past
from forecast.chances import Precedent, SuchTargets
from forecast.moving import growth_on
from forecast.outlook import Past
from forecast.precedent import Need, middle, own_spans
from forecast.proof import Ground, Proof
from forecast.proof.formula import Constant, Formula, Term, call, evaluate
from forecast.proof.grounds import base_term, goal_term
from forecast.reference import BEYOND, Distribution, ReferenceClass, Unknown
from forecast.surprises import EDGE

Elsewhere: TypeAlias = Literal["median", "p90"]


@dataclass(frozen=True, eq=False, kw_only=True)
class Seen:
    """A precedent and what its numbers are taken from.

    found : the class of the indicator
    """

    ground: Ground
    found: ReferenceClass
    precedent: Precedent

    @property
    def windows(self) -> Distribution:
        """All spans of the length asked about."""
        growth = self.found.horizons[self.precedent.horizon].growth
        assert growth is not None
        return growth

    @property
    def such(self) -> Distribution | None:
        """The spans after a past such as the place's own, where it is known and there are enough of them."""
        past = self.precedent.such_past
        return None if past is None else self.found.horizons[self.precedent.horizon].by_past[past]

    @property
    def past(self) -> Past | None:
        """The place's own past on the scale of the class."""
        found = own_past(self.ground.plan, self.ground.indicator, self.ground.needed, self.found)
        return None if isinstance(found, Unknown) else found


def share_proof(seen: Seen) -> Proof:
    """Share of the spans that fell behind what is required; of those after such a past where it is known."""
    precedent, required = seen.precedent, _required(seen)
    below: Formula | None = None
    if required is not None:
        beyond = required - _around(seen) if precedent.over_surroundings else required
        below = _below(seen.such or seen.windows, beyond)
    if below is not None and precedent.better == "lower":
        below = 1 - below
    return Proof.of("behind", "among", precedent.share_behind, below)


def _required(seen: Seen) -> Formula | None:
    """Required change a year on the scale of the class; None where the target has no logarithm."""
    ground = seen.ground
    goal, base = goal_term(ground.plan, ground.needed), base_term(ground.plan, ground.needed)
    years = Term("years", seen.precedent.horizon, "plain")
    if seen.found.scale == "log":
        return call("LN", goal / base) / years if goal.value > 0 else None
    low, high = EDGE, 100 - EDGE
    end: Formula = goal if low <= goal.value <= high else call("MIN", call("MAX", goal, low), high)
    return (call("LN", end / (100 - end)) - call("LN", base / (100 - base))) / years


def _around(seen: Seen) -> Term:
    assert seen.precedent.surroundings is not None
    return Term("around", seen.precedent.surroundings, "plain")


def _below(windows: Distribution, beyond: Formula) -> Formula | None:
    """Share of spans below a change, by a straight line between two numbers of the class's table; None outside of the table."""
    value = evaluate(beyond)
    at = bisect_right(windows.values, value)
    if not 0 < at < len(windows.values):
        return None
    (low, high), (less, more) = windows.values[at - 1 : at + 1], windows.chances[at - 1 : at + 1]
    first, last = Term("span_low", low, "plain"), Term("span_high", high, "plain")
    start, end = Term("share_low", less, "plain"), Term("share_high", more, "plain")
    return start + (beyond - first) / (last - first) * (end - start)


def elsewhere_proof(seen: Seen, which: Elsewhere) -> Proof | None:
    """Growth of the middle or the best tenth of the class as growth of this indicator; None where that is not defined."""
    ground, precedent, indicator = seen.ground, seen.precedent, seen.ground.indicator
    base = ground.needed.base_value
    step = middle(seen.found, precedent) if which == "median" else precedent.p90
    if base is None or step is None:
        return None
    value = growth_on(indicator, base, seen.found.scale, step, precedent.horizon)
    if value is None:
        return None
    chance = 0.5 if which == "median" else 0.9 if precedent.better == "higher" else 0.1
    term: Formula = Term("class_median" if which == "median" else "class_tenth", seen.windows.quantile(chance), "plain")
    change = term + _around(seen) if precedent.over_surroundings else term
    compound = indicator.law == "compound"
    formula = _as_growth(seen, change)
    return Proof.of(which, "rate" if compound else "points", value / 100 if compound else value, formula)


def _as_growth(seen: Seen, step: Formula) -> Formula:
    """A change a year on the scale of the class as growth of the indicator."""
    ground, log = seen.ground, seen.found.scale == "log"
    years, base = Term("years", seen.precedent.horizon, "plain"), base_term(ground.plan, ground.needed)
    if log and ground.indicator.law == "compound":
        return call("EXP", step) - 1
    end = base * call("EXP", step * years) if log else _level(call("LN", base / (100 - base)) + step * years)
    if ground.indicator.law == "compound":
        return (end / base) ** (1 / years) - 1
    return (end - base) / years


def _level(position: Formula) -> Formula:
    return 100 / (1 + call("EXP", -1 * position))


def surroundings_proof(seen: Seen) -> Proof | None:
    """Coming growth of the surroundings a year; None where none is compared with."""
    growth = seen.precedent.surroundings
    if growth is None:
        return None
    formula = _coming(seen)
    made = None if formula is None else call("EXP", formula) - 1
    return Proof.of("around", "rate", math.expm1(growth), made)


def _coming(seen: Seen) -> Formula | None:
    """Coming growth of the surroundings on the logarithmic scale, from what is known of it."""
    found, known = seen.found, seen.precedent.surroundings_from
    if known == "scenario":
        stated = seen.ground.outcome.scenario.surroundings.items()
        rates = [around.growth.rate for family, around in stated if family == found.family]
        return call("LN", 1 + Term("around_growth", rates[0], "rate"))
    if known == "plan":
        pasts = seen.ground.plan.surroundings_past.items()
        item = next(item for family, item in pasts if family == found.family)
        return _pace(found, call("LN", 1 + Term("around_past", percentage(item), "rate", item)))
    if known == "class":
        return _pace(found, Term("usual_past", found.usual_past, "plain"))
    past, pace = seen.past, seen.ground.needed.past
    if past is None or pace is None or pace.rate is None:
        return None
    own = call("LN", 1 + Term("past_growth", pace.rate, "rate", pace.item))
    mean = Term("mean_past", found.mean_past, "plain")
    return _pace(found, mean + Term("from_own", found.from_own, "plain") * (own - mean))


def _pace(found: ReferenceClass, past: Formula) -> Formula:
    """Coming growth of surroundings after a past. Method, eq. (25)."""
    value = evaluate(past)
    inside: Formula = past
    if found.beyond(value):
        low = value < found.past_low
        inside = Term("past_low", found.past_low, "plain") if low else Term("past_high", found.past_high, "plain")
    made = Term("constant", found.constant, "plain") + Term("slope", found.slope, "plain") * inside
    if found.curve:
        bent = Term("curve", found.curve, "plain") * inside * inside
        made = made + bent if evaluate(inside) >= 0 else made - bent
    return made if inside is past else made + BEYOND * (past - inside)


def own_proof(seen: Seen) -> Proof | None:
    """Share of the place's own spans that fell behind; None where it has too few."""
    share, precedent = seen.precedent.own_share, seen.precedent
    need = Need(step=precedent.required, years=precedent.horizon, better=precedent.better)
    counted = own_spans(seen.past, need)
    if share is None or counted is None:
        return None
    return Proof.of("own_behind", "share", share, Term("own_worse", counted[0]) / Term("own_spans", counted[1]))


def beyond_proof(ground: Ground, such: SuchTargets) -> Proof:
    """What a target asks for beyond the past, in percentage points: a year, or in all for percentages."""
    needed, past, lower = ground.needed, ground.needed.past, ground.indicator.better == "lower"
    if past is None or needed.year is None:
        return Proof.of("asked", "points", such.beyond, None)
    if such.scale == "log":
        required, grown = (
            Term("required", needed.required_rate or 0.0, "rate"),
            Term("past_growth", past.rate or 0.0, "rate", past.item),
        )
        return Proof.of("asked", "points", 100 * such.beyond, 100 * (grown - required if lower else required - grown))
    required, grown = (
        Term("required", needed.required_points or 0.0, "points"),
        Term("past_growth", past.points or 0.0, "points", past.item),
    )
    years, sign = Term("years", needed.year - ground.plan.base_year, "plain"), -1.0 if lower else 1.0
    gain: Formula = grown if sign * grown.value > 0 else Constant(0.0)
    return Proof.of("asked", "points", such.beyond, years * (gain - required if lower else required - gain))
