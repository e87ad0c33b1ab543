"""What a reference class says of the years that are left: the chance of the target, and what such places brought about.

On the day of the plan this is the chance of own past and class; each year that becomes known then moves the belief about the rate.
"""

from dataclasses import replace
from typing import Final, Literal

import numpy as np

from forecast import growth
from forecast.beliefs import is_small, misfit, own_past, widening
from forecast.outlook import Past, Setting, outlook
from forecast.plan import Indicator, Plan
from forecast.precedent import Need, precedent
from forecast.reference import MAX_HORIZON, Reference, ReferenceClass, Unknown, levels, position
from forecast.requirement import require
from forecast.rules import place_on_scale
from forecast.surroundings import setting_of
from forecast.tracking.entry import Entry, Prospect
from forecast.tracking.learning import Ahead, belief_of, learned
from forecast.tracking.ledger import Judge

JUDGED: Final = ("compound", "linear", "logit")
"""Laws whose targets growth reaches."""
BAND: Final = (0.1, 0.5, 0.9)
"""Ends of the band that is shown, and its middle."""


def judge_by(reference: Reference, plan: Plan) -> Judge:
    """What `reference` says of an entry of `plan`; in a small place surprises are wider, as in `beliefs`."""
    small = is_small(plan, require(plan))

    def judged(entry: Entry) -> Prospect:
        told = _judged(reference, entry, small)
        return Prospect(reason=told.reason) if isinstance(told, Unknown) else told

    return judged


def _judged(reference: Reference, entry: Entry, small: bool) -> Prospect | Unknown:
    plan, indicator = entry.chain.plan, entry.chain.plan.indicators[entry.row.place]
    if indicator.law not in JUDGED or entry.value is None or entry.goal is None or entry.level is None:
        return Unknown("not_defined")
    found = reference.find(indicator.reference_class)
    if isinstance(found, Unknown):
        return found
    if (reason := misfit(indicator, found, entry.value)) is not None:
        return Unknown(reason)
    if not 1 <= entry.rest <= MAX_HORIZON:
        return Unknown("horizon_outside")
    change, n_years = _since_base(found, entry)
    own = own_past(plan, indicator, entry.chain.row, found)
    past = None if isinstance(own, Unknown) else own
    known = past or (Past(rate=change / n_years, n_years=n_years) if n_years else None)
    setting = setting_of(plan, None, found, entry.value, entry.rest, widening(found, small))
    told = outlook(reference, found.id, known, entry.rest, setting)
    if isinstance(told, Unknown):
        return told
    if past is not None and n_years:
        prior = belief_of(found, told.centre / told.horizon)
        told = learned(told, prior, prior.after(change, n_years))
    needed = position(found.scale, entry.goal) - position(found.scale, entry.value)
    ahead = Ahead(needed=needed, outlook=told, upward=_upward(entry))
    return _with_precedent(reference, found, entry, ahead, known, setting)


def _upward(entry: Entry) -> bool:
    indicator = entry.chain.plan.indicators[entry.row.place]
    if indicator.better == "none" and entry.value is not None and entry.goal is not None:
        return entry.goal >= entry.value
    return indicator.better != "lower" and entry.row.low is not None


def _since_base(found: ReferenceClass, entry: Entry) -> tuple[float, int]:
    """Change since the base year on the scale of the class, and over how many years; (0, 0) where the base is not known."""
    plan = entry.chain.plan
    base = entry.state.levels.get(plan.base_year)
    start = None if base is None else entry.chain.level(base.value, base.year)
    if start is None or entry.value is None or entry.level is None or start <= 0:
        return 0.0, 0
    change = position(found.scale, entry.value) - position(found.scale, start)
    return change, entry.level.year - plan.base_year


def _with_precedent(
    reference: Reference, found: ReferenceClass, entry: Entry, ahead: Ahead, past: Past | None, setting: Setting
) -> Prospect:
    better: Literal["higher", "lower"] = "higher" if ahead.upward else "lower"
    need = Need(step=ahead.needed / entry.rest, years=entry.rest, better=better)
    told = precedent(reference, found.id, need, past, setting)
    low, middle, high = _fan(found, entry, ahead)
    said = Prospect(ahead=ahead, band=(low, high), middle=middle)
    if isinstance(told, Unknown):
        return said
    indicator = entry.chain.plan.indicators[entry.row.place]
    return replace(said, share=told.share, high_step=_on_law(indicator, found, entry, told.p90))


def _fan(found: ReferenceClass, entry: Entry, ahead: Ahead) -> tuple[float, float, float]:
    """Where the level of the target year lies with 8 in 10 chances, and the middle of it [unit]: narrower with each year that is known."""
    assert entry.value is not None
    start = position(found.scale, entry.value)
    low, middle, high = levels(found.scale, start + ahead.outlook.quantile(np.array(BAND))).tolist()
    return low, middle, high


def _on_law(indicator: Indicator, found: ReferenceClass, entry: Entry, step: float) -> float:
    """A yearly step of the class as one of the indicator's law, over the years left from where it stands."""
    assert entry.value is not None
    if indicator.law == "compound" or found.scale == "log":
        return step
    end = float(growth.from_scale("logit", position("logit", entry.value) + entry.rest * step))
    first, last = (place_on_scale(indicator, entry.chain.row, level) for level in (entry.value, end))
    return (last - first) / entry.rest
