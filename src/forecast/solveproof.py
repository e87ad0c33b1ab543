"""Where the numbers of "what would have to be true" come from: what each lever does now and then, its move, where the targets land.

Method, sections 1 and 8.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from forecast.assessment import assess
from forecast.attainment import beyond
from forecast.growth import Floats
from forecast.leverproblem import without_events
from forecast.levers import WIDTH, past_levels
from forecast.outcome import Outcome
from forecast.plan import Plan
from forecast.projection import Projection
from forecast.proof import Ground, Kind, Proof, prove, prove_level
from forecast.proof.formula import CLOSE, Formula, Term, add, call, evaluate, terms
from forecast.proof.grounds import base_term, from_scale, on_scale
from forecast.proof.landing import aimed, event_parts
from forecast.requirement import SCALES, Requirement, Requirements
from forecast.scenario import Scenario
from forecast.solve import NO_SHORTFALL, Moved, Reached, Solution

LONG: Final = 6
"""Figures up to which the formula of a level is put into that of the growth that leads to it."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Answer:
    """A solution with what it was found for.

    scenario : as it stood before any lever moved
    expected : by place, (n_years,) levels that classes let expect [unit]; for the rule `reference`
    """

    plan: Plan
    requirements: Requirements
    scenario: Scenario
    solution: Solution
    expected: Mapping[int, Floats] | None = None

    @cached_property
    def landing(self) -> Outcome:
        """The scenario with every lever on its step."""
        return self._judged(self.solution.projection)

    @cached_property
    def undisturbed(self) -> Outcome:
        """The scenario before any lever moved, without its events and delays: what levers start from."""
        return self._judged(without_events(self.plan, self.requirements, self.scenario, self.expected))

    def ground(self, outcome: Outcome, indicator: str, target: str | None = None) -> Ground:
        """What formulas of an indicator are taken from; of its first target where none is named."""
        row = next(
            row
            for row in outcome.assessments
            if row.requirement.indicator == indicator and target in (None, row.requirement.target)
        )
        return Ground(plan=self.plan, requirements=self.requirements, outcome=outcome, row=row)

    def _judged(self, projection: Projection) -> Outcome:
        assessments = assess(self.plan, self.requirements, projection)
        return Outcome(scenario=projection.scenario, projection=projection, assessments=assessments)


def prove_before(answer: Answer, moved: Moved) -> Proof | None:
    """Proof of the growth that a lever has now: the average of its path without events and delays; None where it has no path."""
    if moved.before is None:
        return None
    ground = answer.ground(answer.undisturbed, moved.indicator)
    return _first("growth_now", _kind(ground), moved.before, _nows(ground))


def _nows(ground: Ground) -> Iterator[Formula]:
    plan, indicator = ground.plan, ground.indicator
    steps = ground.outcome.projection.steps[ground.needed.place].tolist()
    constant = max(steps) - min(steps) <= CLOSE * max(1.0, abs(steps[0]))
    if constant and indicator.law == "compound":
        scenario = ground.outcome.scenario
        by_plan = scenario.rule == "stated" and indicator.id not in scenario.paths
        item = indicator.stated_rate if by_plan else None
        yield Term("growth", math.expm1(steps[0]), "rate", item)
    if constant and indicator.law == "linear":
        yield Term("step", steps[0], "points")
    landed = prove_level(ground, plan.target_year)
    if landed is None or ground.needed.base.value is None:
        return
    level: Formula = Term("undisturbed", landed.value, "level", year=plan.target_year)
    if landed.formula is not None and len(list(terms(landed.formula))) <= LONG:
        level = landed.formula
    yield _growth_to(ground, level, Term("years", plan.n_years, "plain"))


def _growth_to(ground: Ground, level: Formula, years: Formula) -> Formula:
    """Growth a year from the base to a level: a rate, or points or units."""
    base = base_term(ground.plan, ground.needed)
    return (level / base) ** (1 / years) - 1 if ground.indicator.law == "compound" else (level - base) / years


def prove_after(answer: Answer, moved: Moved) -> Proof:
    """Proof of the growth that a lever has to have: its bound, what it has now, or what its own target asks for.

    There is no formula where several levers share what is missing, or a target follows from others.
    """
    first = answer.ground(answer.landing, moved.indicator)
    found: list[Formula] = []
    if moved.at_bound:
        found.append(Term("bound", moved.after, _kind(first)))
    elif moved.step == moved.start:
        before = prove_before(answer, moved)
        found += [before.formula] if before is not None and before.formula is not None else []
    for reached in answer.solution.targets:
        if reached.requirement.indicator == moved.indicator and not reached.shortfall:
            asked = _asked(answer.ground(answer.landing, moved.indicator, reached.requirement.target))
            found += [] if asked is None else [asked]
    return _first("growth_then", _kind(first), moved.after, found)


def _asked(ground: Ground) -> Formula | None:
    """Growth that leads an indicator to its own target past the events that happen, after a late start. Method, eq. (2) and (3)."""
    plan, needed, indicator = ground.plan, ground.needed, ground.indicator
    if needed.year is None or ground.row.projected_value is None:
        return None
    late = sum(delay.years for delay in ground.outcome.scenario.delays if indicator.id in delay.of)
    if needed.year - plan.base_year <= late:
        return None
    base, level = base_term(plan, needed), _before_events(ground, _aim(ground))
    moving = Term("years" if not late else "years_moving", needed.year - plan.base_year - late, "plain")
    if indicator.law == "compound":
        return (level / base) ** (1 / moving) - 1
    if indicator.law == "linear" or moving.value == plan.n_years:
        return (level - base) / moving
    step = (on_scale(indicator, needed, level) - on_scale(indicator, needed, base)) / moving
    years = Term("years", plan.n_years, "plain")
    return (from_scale(indicator, on_scale(indicator, needed, base) + years * step) - base) / years


def _aim(ground: Ground) -> Formula:
    """The level that paths end at which reach the target: beyond it for "above" and "below"."""
    needed, level = ground.needed, ground.row.projected_value or 0.0
    goal = aimed(ground, level)
    more = beyond(goal.value, needed.half, needed.comparator)
    return goal + Term("half_beyond", more, "level") if more else goal


def _before_events(ground: Ground, level: Formula) -> Formula:
    """The level that events turn into this one."""
    factors, points = event_parts(ground, ground.needed.year or ground.year)
    for each in points:
        level = level - each
    for each in factors:
        level = level / each
    return level


def prove_moved(answer: Answer, moved: Moved) -> Proof | None:
    """Proof of a lever's move in usual scatters, on the scale of its law; None where nothing is known of its growth now."""
    if moved.before is None:
        return None
    ground = answer.ground(answer.undisturbed, moved.indicator)
    kind = _kind(ground)
    now, then = Term("growth_now", moved.before, kind), Term("growth_then", moved.after, kind)
    if SCALES[ground.indicator.law] == "log":
        way: Formula = call("LN", 1 + then) - call("LN", 1 + now)
    elif SCALES[ground.indicator.law] == "linear":
        way = then - now
    else:
        way = Term("logit_then", moved.step, "plain") - Term("logit_now", moved.start, "plain")
    return Proof.of("moved", "ratio", moved.moved_sd, way / _width(ground, moved))


def _width(ground: Ground, moved: Moved) -> Formula:
    """How far the lever usually moves: as stated, by its own past, or our default."""
    indicator, base = ground.indicator, ground.needed.base.value
    if moved.width.origin == "past":
        return _spread(ground)
    amounts = indicator.measure.kind != "percent" and SCALES[indicator.law] == "linear"
    if moved.width.origin == "usual" and amounts and base:
        return Term("width", WIDTH["log"], "rate") * base_term(ground.plan, ground.needed)
    return Term("width", moved.width.value, "plain")


def _spread(ground: Ground) -> Formula:
    """Standard deviation of the past yearly steps, on the scale of the law."""
    indicator, needed = ground.indicator, ground.needed
    seen = [
        (year, on_scale(indicator, needed, Term("earlier", indicator.level(item), "level", item, year=year)))
        for year, item in past_levels(indicator)
    ]
    steps = [
        (there - here) / Term("years", last - first, "plain") if last - first > 1 else there - here
        for (first, here), (last, there) in pairwise(seen)
    ]
    squares, total = add([step**2 for step in steps]), add(steps)
    return ((squares - total**2 / len(steps)) / (len(steps) - 1)) ** 0.5


def prove_landed(answer: Answer, reached: Reached) -> Proof | None:
    """Proof of the level at which a target lands with the levers moved."""
    return prove(_landed(answer, reached.requirement), "projected")


def prove_goal(answer: Answer, reached: Reached) -> Proof | None:
    """Proof of a target as a level."""
    return prove(_landed(answer, reached.requirement), "target")


def prove_short(answer: Answer, reached: Reached) -> Proof:
    """Proof of what a target stays short: target less level, the other way round where lower is better; never below nothing."""
    ground, level = _landed(answer, reached.requirement), reached.projected_value
    aim = aimed(ground, level)
    here = Term("projected", level, "level", year=reached.requirement.year)
    ways: list[Formula] = [aim - here, here - aim]
    if not reached.shortfall:
        least = NO_SHORTFALL * max(abs(aim.value), 1.0)
        ways = [call("IF_SMALL", way, least) if abs(evaluate(way)) <= least else call("MAX", way, 0) for way in ways]
    return _first("gap", "level", reached.shortfall, ways, like=reached.shortfall or level)


def _landed(answer: Answer, row: Requirement) -> Ground:
    return answer.ground(answer.landing, row.indicator, row.target)


def _kind(ground: Ground) -> Kind:
    return "rate" if ground.indicator.law == "compound" else "points"


def _first(what: str, kind: Kind, value: float, formulas: Iterable[Formula], like: float | None = None) -> Proof:
    """Proof by the first formula that gives the value; without one where none does."""
    for formula in formulas:
        proof = Proof.of(what, kind, value, formula, like)
        if proof.formula is not None:
            return proof
    return Proof.of(what, kind, value, None, like)
