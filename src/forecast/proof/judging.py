"""Formulas of the pace check and of the last safe year. Method, section 4."""

import math

from forecast.attainment import stays_below
from forecast.plan import Indicator
from forecast.proof.formula import Formula, Term, call
from forecast.proof.grounds import base_term, earlier, from_scale, goal_term, on_scale
from forecast.proof.landing import Ground
from forecast.reference import CLIP


def past_step(ground: Ground) -> Formula | None:
    """Past pace as a yearly step on the scale of the law."""
    needed, indicator = ground.needed, ground.indicator
    past = needed.past
    if past is None or past.step is None:
        return None
    if indicator.law == "compound" and past.rate is not None:
        return call("LN", 1 + Term("past_growth", past.rate, "rate", past.item))
    if indicator.law != "logit" or past.points is None:
        return Term("past_growth", past.step, "points", past.item)
    first, n_years = earlier(ground.plan, needed)
    low, high = indicator.limits
    start, end = (call("LN", (level - low) / (high - level)) for level in (first, base_term(ground.plan, needed)))
    return (end - start) / Term("years", n_years, "plain")


def pace(ground: Ground) -> Formula | None:
    """Past pace over required pace."""
    row, needed, plan = ground.row, ground.needed, ground.plan
    if row.pace_ratio is None or needed.past is None or needed.year is None:
        return None
    if needed.required_flow is not None:
        flow = Term("past_growth", needed.past.flow or 0.0, "flow", needed.past.item)
        allowed = Term("required", needed.required_flow, "flow")
        return allowed / flow if stays_below(needed.low, needed.high, ground.indicator.better) else flow / allowed
    step = past_step(ground)
    if step is None:
        return None
    goal = goal_term(plan, needed)
    years = Term("years", needed.year - plan.base_year, "plain")
    start = base_term(plan, needed)
    if ground.indicator.law == "compound":
        return step / (call("LN", goal / start) / years)
    way = on_scale(ground.indicator, needed, goal) - on_scale(ground.indicator, needed, start)
    return step / (way / years)


def distance(ground: Ground) -> Formula | None:
    """Share of the distance that the past pace would cover."""
    row, needed, plan = ground.row, ground.needed, ground.plan
    if row.distance_share is None or needed.year is None or needed.past is None:
        return None
    years = Term("years", needed.year - plan.base_year, "plain")
    if ground.indicator.law == "total":
        return Term("past_growth", needed.past.flow or 0.0, "flow", needed.past.item) * years / goal_term(plan, needed)
    start = base_term(plan, needed)
    reached = continued(ground, start, years)
    return None if reached is None else (reached - start) / (goal_term(plan, needed) - start)


def continued(ground: Ground, start: Formula, years: Formula) -> Formula | None:
    """Level after some years of the past pace."""
    indicator, needed = ground.indicator, ground.needed
    past = needed.past
    if past is None:
        return None
    if indicator.law == "compound" and past.rate is not None:
        return start * (1 + Term("past_growth", past.rate, "rate", past.item)) ** years
    step = past_step(ground)
    if step is None:
        return None
    return _kept(indicator, from_scale(indicator, on_scale(indicator, needed, start) + years * step))


def _kept(indicator: Indicator, level: Formula) -> Formula:
    low, high = indicator.limits
    if (math.isinf(low) and math.isinf(high)) or indicator.law == "logit":
        return level
    if math.isinf(high):
        return call("MAX", level, low)
    return call("MIN", level, high) if math.isinf(low) else call("MIN", call("MAX", level, low), high)


def last_safe(ground: Ground) -> Formula | None:
    """Level in the target year when the best known pace goes on from the last safe year, after the scenario until then."""
    row, needed, plan = ground.row, ground.needed, ground.plan
    if row.last_safe_year is None or needed.year is None:
        return None
    before = row.path[row.last_safe_year - 1 - plan.base_year]
    if before is None:
        return None
    start = Term("projected", before, "level", year=row.last_safe_year - 1)
    years = Term("years", needed.year - row.last_safe_year + 1, "plain")
    if not by_own_pace(ground):
        return _elsewhere(ground, start, years)
    if needed.past is None:
        return None
    if ground.indicator.law == "total":
        return start + years * Term("past_growth", needed.past.flow or 0.0, "flow", needed.past.item)
    return continued(ground, start, years)


def by_own_pace(ground: Ground) -> bool:
    """Whether the last safe year is counted with the indicator's own past pace, and not with the best tenth of its class."""
    past = ground.needed.past
    return past is not None and (past.flow if ground.indicator.law == "total" else past.step) is not None


def _elsewhere(ground: Ground, start: Formula, years: Formula) -> Formula | None:
    """Level after some years of the best tenth of the class."""
    seen = ground.row.precedent
    if seen is None:
        return None
    if seen.scale == "log":
        return start * (1 + Term("best_tenth", seen.p90_rate, "rate")) ** years
    kept = call("MIN", call("MAX", start, CLIP[0]), CLIP[1])
    position = call("LN", kept / (100 - kept)) + years * Term("best_tenth", seen.p90, "plain")
    return 100 / (1 + call("EXP", -1 * position))
