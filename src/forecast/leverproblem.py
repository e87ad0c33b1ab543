"""The problem behind "what would have to be true": levers with bounds, targets on their scales, made linear until nothing moves.

A lever adds the same step to every year of its indicator, on the scale of its law. Method, section 8.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from forecast.attainment import beyond, nearest_end
from forecast.errors import MissingError
from forecast.growth import Floats
from forecast.leastmoves import least_moves
from forecast.levers import Lever, Width, bounds, width, with_steps
from forecast.links import computed_in_order
from forecast.plan import Indicator, Plan
from forecast.projection import Projection, project
from forecast.requirement import SCALES, Requirement, Requirements
from forecast.rules import place_on_scale
from forecast.scenario import Scenario
from forecast.written import nearest

MOVABLE: Final = ("compound", "linear", "logit")
"""Laws that a lever moves, and whose targets growth can reach."""
LEAST: Final = 1e-12
"""Level that stands for none where a logarithm is taken [unit]."""
NEAR: Final = 1e-6
"""Lack on the scale of a target up to which it can be what rounding left."""
ROUNDS: Final = 30
"""Times the problem is made linear anew where it is not log-linear."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Problem:
    """The solved problem: levers with bounds on their steps, targets on their scales.

    start : (n_levers,), the mean yearly step of each lever under the scenario, on the scale of its law
    low, high : (n_levers,), how far each step may move from there
    widths : (n_levers,), how far each lever usually moves
    """

    plan: Plan
    requirements: Requirements
    scenario: Scenario
    levers: tuple[Lever, ...]
    rows: tuple[Requirement, ...]
    start: Floats
    low: Floats
    high: Floats
    widths: tuple[Width, ...]
    expected: Mapping[int, Floats] | None = None

    @property
    def width(self) -> Floats:
        """How far each lever usually moves, (n_levers,) [scale/yr]."""
        return np.array([width.value for width in self.widths])

    def projected(self, moves: Floats) -> tuple[Scenario, Projection]:
        """The scenario with every lever's steps moved, and where it leads."""
        moved = with_steps(self.plan, self.scenario, self.levers, self.start + moves, self.requirements)
        return moved, project(self.plan, self.requirements, moved, self.expected)

    def at_rest(self) -> tuple[Scenario, Projection]:
        """The scenario as it stands; where it gives a target no path, with every lever on the step it has, none at all without one."""
        projection = project(self.plan, self.requirements, self.scenario, self.expected)
        if any(row.place in projection.unknown for row in self.rows):
            return self.projected(np.zeros(len(self.levers)))
        return self.scenario, projection

    def answered(self, moves: Floats, rounds: int) -> tuple[Scenario, Projection]:
        """Where an answer of `least_moves_of` leads: the scenario as it stands where nothing had to be solved."""
        return self.projected(moves) if rounds else self.at_rest()

    def lacking(self, projection: Projection, start: Projection | None = None) -> Floats:
        """What each target lacks, on its own scale and in its better direction.

        Parameters
        ----------
        start : where the way begins that tells which end of a corridor counts, also beyond that end; left out: `projection` itself
        """
        return np.array([self._lack(row, projection, start or projection) for row in self.rows])

    def _lack(self, row: Requirement, projection: Projection, start: Projection) -> float:
        indicator = self.plan.indicators[row.place]
        level, first = self._level(row, projection), self._level(row, start)
        inside = nearest_end(row.low, row.high, indicator.better, first) == first
        towards = level if inside else first
        aim = _aim(row, indicator, towards)
        known = max(level, LEAST) if SCALES[indicator.law] == "log" else level
        here, there = place_on_scale(indicator, row, known), place_on_scale(indicator, row, aim)
        return (there - here) * direction(row, indicator, towards)

    def _level(self, row: Requirement, projection: Projection) -> float:
        assert row.year is not None
        return float(projection.levels[row.place, row.year - self.plan.base_year])


def direction(row: Requirement, indicator: Indicator, level: float) -> float:
    """Sign in which the target lies: +1 where the level has to rise."""
    if indicator.better == "lower" or row.low is None:
        return -1.0
    if indicator.better == "none" and row.high is not None:
        return -1.0 if level > row.high else 1.0
    return 1.0


def _aim(row: Requirement, indicator: Indicator, level: float) -> float:
    goal = nearest_end(row.low, row.high, indicator.better, level)
    assert goal is not None
    return goal + beyond(goal, row.half, row.comparator)


def make_problem(
    plan: Plan,
    requirements: Requirements,
    scenario: Scenario,
    rows: tuple[Requirement, ...],
    levers: tuple[Lever, ...],
    expected: Mapping[int, Floats] | None = None,
) -> Problem:
    """The problem of reaching `rows` with `levers`. Raises MissingError where a lever is not there or cannot be moved."""
    computed = {plan.indicators[link.place].id for link in computed_in_order(plan)}
    for lever in levers:
        if lever.indicator not in plan.index:
            raise MissingError("no_indicator", found=lever.indicator, nearest=nearest(lever.indicator, plan.index))
        indicator = plan.indicator(lever.indicator)
        base = requirements.first[lever.indicator].base.value
        if lever.indicator in computed or indicator.law not in MOVABLE or base is None:
            raise MissingError("no_lever", found=lever.indicator)
    before = without_events(plan, requirements, scenario, expected)
    start = np.array([_mean_step(plan, requirements, before, lever.indicator) or 0.0 for lever in levers])
    limits = np.array([bounds(plan, requirements, lever) for lever in levers]).reshape(len(levers), 2)
    widths = tuple(width(plan, requirements, lever) for lever in levers)
    return Problem(
        plan=plan, requirements=requirements, scenario=scenario, levers=levers, rows=rows, start=start,
        low=limits[:, 0] - start, high=limits[:, 1] - start, widths=widths, expected=expected,
    )  # fmt: skip


def without_events(
    plan: Plan, requirements: Requirements, scenario: Scenario, expected: Mapping[int, Floats] | None
) -> Projection:
    """What the paths alone come to: events and delays act on whatever the levers do."""
    return project(plan, requirements, scenario.model_copy(update={"events": (), "delays": ()}), expected)


def _mean_step(plan: Plan, requirements: Requirements, projection: Projection, name: str) -> float | None:
    """Average yearly step of an indicator under the scenario; None where it has no path."""
    place = plan.index[name]
    if place in projection.unknown:
        return None
    indicator, ground = plan.indicators[place], requirements.first[name]
    ends = [place_on_scale(indicator, ground, float(projection.levels[place, year])) for year in (0, -1)]
    return (ends[1] - ends[0]) / plan.n_years


def least_moves_of(problem: Problem) -> tuple[Floats, int]:
    """Moves after making the problem linear until no target lacks what the linear one promised."""
    moves = np.zeros(len(problem.levers))
    if np.all(problem.lacking(problem.at_rest()[1]) <= 1e-12):
        return moves, 0
    rounds = 0
    projection = problem.projected(moves)[1]
    while rounds < ROUNDS:
        rounds += 1
        lack = problem.lacking(projection)
        gradient = _gradient(problem, moves, projection)
        answer = least_moves(
            gradient, lack + gradient @ moves, problem.width, problem.low, problem.high, np.ones(len(lack))
        )
        step = answer.moves - moves
        moves = answer.moves
        projection = problem.projected(moves)[1]
        if np.max(np.abs(step), initial=0.0) < 1e-11 or np.all(
            np.abs(problem.lacking(projection) - answer.short) < 1e-10
        ):
            break
    return moves + _polish(problem, moves, projection), rounds


def _polish(problem: Problem, moves: Floats, projection: Projection) -> Floats:
    """What rounding left of the lacks of a far way, solved for anew from the answer: nothing where it is nothing, or more than rounding."""
    lack = problem.lacking(projection)
    left = np.where(lack <= NEAR, lack, 0.0)
    if np.all(left <= 1e-10):
        return np.zeros(len(moves))
    gradient = _gradient(problem, moves, projection)
    low, high = problem.low - moves, problem.high - moves
    return least_moves(gradient, left, problem.width, low, high, np.ones(len(left))).moves


def _gradient(problem: Problem, moves: Floats, projection: Projection) -> Floats:
    """What one unit of each lever's step takes from each lack, by differences; exact where the problem is log-linear."""
    before = problem.lacking(projection)
    columns = []
    for place in range(len(problem.levers)):
        nudged = moves.copy()
        nudge = 1e-4 if moves[place] + 1e-4 <= problem.high[place] else -1e-4
        nudged[place] += nudge
        columns.append((before - problem.lacking(problem.projected(nudged)[1], projection)) / nudge)
    return np.array(columns).T.reshape(len(before), len(problem.levers))


def is_log_linear(problem: Problem) -> bool:
    """Whether every target answers to the levers linearly on its scale."""
    levers = {lever.indicator for lever in problem.levers}
    computed = {problem.plan.indicators[link.place].id: link for link in computed_in_order(problem.plan)}
    for row in problem.rows:
        if row.indicator in computed and row.indicator not in levers:
            expression = next(known.equals for known in problem.plan.identities if known.computed == row.indicator)
            if expression is None or any(mark in expression for mark in "+-−") or SCALES[row.law] != "log":
                return False
    return not any(identity.sum and levers & set(identity.sum) for identity in problem.plan.identities)
