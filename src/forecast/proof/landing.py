"""Formulas of what a scenario leads to: the projected level, the gap, average growth. Method, sections 1, 4, 6 and 8."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from forecast import growth, links
from forecast.assessment import Assessment, gap
from forecast.attainment import nearest_end
from forecast.events import event_weight
from forecast.identities import names, parse
from forecast.outcome import Outcome
from forecast.plan import Indicator, Plan
from forecast.projection import project
from forecast.proof.formula import Constant, Formula, Kind, Term, add, call, evaluate, is_close, terms
from forecast.proof.grounds import base, base_term, by_expression, from_scale, goal_term, on_scale
from forecast.requirement import Requirement, Requirements, slack

SHORT = 3
"""Figures up to which the formula of a level is put into that of its gap."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Ground:
    """What a formula of one assessment is taken from."""

    plan: Plan
    requirements: Requirements
    outcome: Outcome
    row: Assessment

    @property
    def needed(self) -> Requirement:
        """The target judged."""
        return self.row.requirement

    @property
    def indicator(self) -> Indicator:
        """The indicator judged."""
        return self.plan.indicators[self.needed.place]

    @property
    def year(self) -> int:
        """Year looked at: that of the target where it lies in the plan."""
        year = self.needed.year
        return year if year is not None and year <= self.plan.target_year else self.plan.target_year


def projected(ground: Ground, year: int | None = None) -> Formula | None:
    """The level of a year, that looked at if left out: from base value, growth and events; linked ones from what they depend on."""
    year = ground.year if year is None else year
    place, value = ground.needed.place, ground.row.path[year - ground.plan.base_year]
    if value is None:
        return None
    if year == ground.plan.base_year:
        return Constant(0.0) if ground.indicator.law == "total" else base(ground.plan, ground.needed)
    if place in ground.outcome.projection.factors:
        return _computed(ground, year)
    own = _with_events(ground, _by_law(ground, year), year)
    for found in (own, *_bound(ground, own, year)):
        if found is not None and is_close(evaluate(found), value):
            return found
    return None


def _by_law(ground: Ground, year: int) -> Formula | None:
    """Level by the law alone."""
    plan, indicator = ground.plan, ground.indicator
    steps = ground.outcome.projection.steps[ground.needed.place, : year - plan.base_year].tolist()
    if indicator.law == "flow":
        return Term("yearly", steps[-1], "flow", year=year)
    if indicator.law == "total":
        return _repeated(steps, "yearly", "flow", plan.base_year)
    if ground.needed.base.value is None:
        return None
    start = base_term(plan, ground.needed)
    if indicator.law == "compound":
        return _compounded(start, steps, plan.base_year)
    moved = [step for step in steps if step]
    if not moved:
        return start
    if indicator.law == "logit":
        position = on_scale(indicator, ground.needed, start) + _repeated(steps, "logit_step", "plain", plan.base_year)
        return from_scale(indicator, position)
    return _stopped(indicator, start + _repeated(steps, "step", "points", plan.base_year))


def _stopped(indicator: Indicator, level: Formula) -> Formula:
    """A level that its bounds stop."""
    low, high = indicator.limits
    value = evaluate(level)
    if value < low:
        return call("MAX", level, low)
    return call("MIN", level, high) if value > high else level


def _runs(steps: list[float]) -> list[tuple[float, int, int]]:
    """Steps that are alike, one after the other: their size, the place of the first, and how many."""
    found, place = [], 0
    for step, run in groupby(steps, key=lambda step: float(f"{step:.13g}")):
        length = len(list(run))
        found.append((step, place, length))
        place += length
    return found


def _compounded(start: Term, steps: list[float], base_year: int) -> Formula:
    found: Formula = start
    runs = _runs(steps)
    for step, place, length in runs:
        rate = float(f"{np.expm1(steps[place]):.15g}")
        if step == 0:
            continue
        factor = 1 + Term("growth", rate, "rate", year=None if len(runs) == 1 else base_year + place + 1)
        found = found * (factor if length == 1 else factor ** Term("years", length, "plain"))
    return found


def _repeated(steps: list[float], name: str, kind: Kind, base_year: int) -> Formula:
    """Sum of yearly steps, equal ones as a product."""
    parts = []
    runs = _runs(steps)
    for _, place, length in runs:
        year = None if len(runs) == 1 else base_year + place + 1
        term = Term(name, steps[place], kind, year=year)
        parts.append(term if length == 1 else Term("years", length, "plain") * term)
    return add(parts)


def _with_events(ground: Ground, level: Formula | None, year: int) -> Formula | None:
    """The level after the events that happen."""
    if level is None:
        return None
    factors, points = event_parts(ground, year)
    for factor in factors:
        level = level * factor
    return _stopped(ground.indicator, add([level, *points]))


def event_parts(ground: Ground, year: int) -> tuple[list[Formula], list[Formula]]:
    """What the events that happen make of the level of a year: factors, and points or units that are added."""
    factors: list[Formula] = []
    points: list[Formula] = []
    for event in ground.outcome.scenario.events:
        figure = event.hits.get(ground.indicator.id)
        if event.chance is not None or figure is None:
            continue
        weight = float(event_weight(event, ground.plan)[year - ground.plan.base_year])
        size = figure.signed
        if weight == 0:
            continue
        about = event.name or event.id
        felt = Term("felt", weight, "plain", about=about)
        if figure.unit.kind == "points":
            points.append(Term("hit", size, "points", about=about) * felt)
        else:
            factor = 1 + Term("hit", size / 100, "rate", about=about)
            factors.append(factor if weight == 1 else factor**felt)
    return factors, points


def _computed(ground: Ground, year: int) -> Formula:
    """A computed indicator in a year: k₀ times its expression."""
    plan, levels = ground.plan, ground.outcome.projection.levels
    return computed_from(ground, lambda name: _level(plan, levels, plan.index[name], year - plan.base_year, year))


def computed_from(ground: Ground, level: Callable[[str], Term]) -> Formula:
    """A computed indicator: k₀ times its expression.

    Parameters
    ----------
    level : of an indicator that it follows from, by its id
    """
    plan, place = ground.plan, ground.needed.place
    text = next(known.equals for known in plan.identities if known.computed == ground.indicator.id and known.equals)
    found = by_expression(plan, ground.indicator, text, {name: level(name) for name in names(parse(text))})
    factor = ground.outcome.projection.factors[place]
    return found if factor == 1 else Term("factor", factor, "plain") * found


def _bound(ground: Ground, own: Formula | None, year: int) -> list[Formula]:
    """The level where others bound it: its share of what the moved shares leave, or the whole it is a part of."""
    plan, place, at = ground.plan, ground.needed.place, year - ground.plan.base_year
    levels, scenario = ground.outcome.projection.levels, ground.outcome.scenario
    free = project(plan.model_copy(update={"identities": ()}), ground.requirements, scenario, ground.outcome.expected)
    moved = {plan.index[name] for name in scenario.paths}
    found: list[Formula] = []
    for identity, group in links.share_groups(plan):
        yielding = links.giving_way(plan, identity, group, moved)
        if place in yielding and not any(each in free.unknown for each in group):
            whole = Term("whole_sum", float(free.levels[list(group), 0].sum()), "level", year=plan.base_year)
            fixed = [_level(plan, levels, each, at, year) for each in group if each not in yielding]
            weights = [
                Term("share_alone", float(free.levels[each, at]), about=plan.indicators[each].id, year=year)
                for each in yielding
            ]
            room = whole if not fixed else whole - add(fixed)
            mine = weights[yielding.index(place)]
            found.append(room if len(weights) == 1 else room * (mine / add(weights)))
    for part, whole_place in links.bound_parts(plan):
        if part == place and own is not None:
            limit = float(links.limit_of(plan, levels, part, whole_place)[at])
            about = plan.indicators[whole_place].id
            found.append(call("MIN", own, Term("whole", limit, about=about, year=year)))
    return found


def _level(plan: Plan, levels: growth.Floats, place: int, at: int, year: int) -> Term:
    return Term("level", float(levels[place, at]), about=plan.indicators[place].id, year=year)


def gap_of(ground: Ground) -> Formula | None:
    """What is missing: target less level, the other way round where lower is better; 0 where the difference counts as none."""
    row, needed, indicator = ground.row, ground.needed, ground.indicator
    if row.gap is None or needed.goal is None or row.projected_value is None:
        return None
    year, level = ground.year, row.projected_value
    if indicator.law == "flow":
        seen = [(gap(needed, indicator, each), at, each) for at, each in enumerate(row.path) if at and each is not None]
        _, at, level = max(seen[: year - ground.plan.base_year], key=lambda one: one[0])
        year = ground.plan.base_year + at
    now = _landed(ground, level, year)
    aim = aimed(ground, level)
    downward = indicator.better == "lower" or needed.low is None
    if indicator.better == "none" and needed.low is not None and needed.high is not None:
        if needed.low <= level <= needed.high:
            return call("MAX", Term("target_low", needed.low) - now, now - Term("target_high", needed.high), 0)
        downward = level > needed.high
    found = now - aim if downward else aim - now
    least = max(slack(needed, indicator), growth.ATTAIN_TOLERANCE * abs(needed.goal))
    return call("IF_SMALL", found, least) if row.gap == 0 else found


def _landed(ground: Ground, level: float, year: int) -> Formula:
    """The projected level: with its own formula where that is short."""
    found = projected(ground) if year == ground.year else None
    short = found is not None and len(list(terms(found))) <= SHORT
    return found if found is not None and short else Term("projected", level, "level", year=year)


def aimed(ground: Ground, level: float) -> Term:
    """The end of the target that a level is measured by."""
    needed, indicator = ground.needed, ground.indicator
    end = nearest_end(needed.low, needed.high, indicator.better, level)
    if end is None or end == needed.goal:
        return goal_term(ground.plan, needed)
    return Term("target", end, "level", year=needed.year)


def mean(ground: Ground) -> Formula | None:
    """Average growth of the path from the base year on: per cent, or points or units."""
    row = ground.row
    if row.projected_value is None or (row.mean_rate is None and row.mean_points is None):
        return None
    now, start = (
        Term("projected", row.projected_value, "level", year=ground.year),
        base_term(ground.plan, ground.needed),
    )
    years = Term("years", ground.year - ground.plan.base_year, "plain")
    return (now / start) ** (1 / years) - 1 if row.mean_rate is not None else (now - start) / years
