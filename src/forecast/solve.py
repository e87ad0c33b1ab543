"""What would have to be true: which growth reaches the targets, with the least change, or what stays short when nothing does.

Levers are growth: a lever adds the same step to every year of its indicator, on the scale of its law. Method, section 8.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np

from forecast import growth
from forecast.attainment import nearest_end
from forecast.errors import MissingError
from forecast.growth import Floats
from forecast.leastmoves import least_moves
from forecast.levers import Lever, as_growth, bounds, width, with_steps
from forecast.links import computed_in_order
from forecast.plan import Indicator, Plan
from forecast.projection import Projection, place_on_scale, project
from forecast.requirement import SCALES, Requirement, Requirements, require, verdict
from forecast.scenario import Scenario
from forecast.written import nearest

Status: TypeAlias = Literal["reached", "impossible", "not_needed"]
ROUNDS: Final = 30
"""Times the problem is made linear anew where it is not log-linear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What a lever has to do: from and to are growth a year, fractions or points."""

    indicator: str
    before: float | None
    after: float
    moved_sd: float
    at_bound: bool
    scale: growth.Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """Where a target lands [unit]."""

    requirement: Requirement
    projected_value: float
    shortfall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """What would have to be true, or the best that can be when nothing reaches all targets."""

    status: Status
    levers: tuple[Moved, ...]
    targets: tuple[Reached, ...]
    conflicts: tuple[tuple[str, str], ...]
    optimality: Literal["global", "local"]
    scenario: Scenario


@dataclass(eq=False)
class _Problem:
    """The solved problem: levers with bounds on their steps, targets on their scales."""

    plan: Plan
    requirements: Requirements
    scenario: Scenario
    levers: tuple[Lever, ...]
    rows: tuple[Requirement, ...]
    start: Floats
    low: Floats
    high: Floats
    width: Floats

    def projected(self, moves: Floats) -> tuple[Scenario, Projection]:
        moved = with_steps(self.plan, self.scenario, self.levers, self.start + moves, self.requirements)
        return moved, project(self.plan, self.requirements, moved)

    def lacking(self, projection: Projection) -> Floats:
        """What each target lacks, on its own scale and in its better direction."""
        return np.array([self._lack(row, projection) for row in self.rows])

    def _lack(self, row: Requirement, projection: Projection) -> float:
        assert row.year is not None
        indicator = self.plan.indicators[row.place]
        level = float(projection.levels[row.place, row.year - self.plan.base_year])
        aim = _aim(row, indicator, level)
        here, there = place_on_scale(indicator, row, max(level, 1e-12)), place_on_scale(indicator, row, aim)
        return (there - here) * direction(row, indicator, level)


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
    return goal + {">": row.half, "<": -row.half}.get(row.comparator or "=", 0.0)


def solve(plan: Plan, scenario: Scenario, targets: Sequence[str] = (), levers: Sequence[Lever] = ()) -> Solution:
    """Levers that reach the targets with the smallest moves; where they cannot, the smallest shortfall.

    Parameters
    ----------
    scenario : without a parent
    targets : ``indicator`` or ``indicator:target``; none: every target that can be judged and moved
    levers : none: the indicators of the targets, or what they are computed from

    Raises
    ------
    MissingError : an indicator or target is not there, cannot be judged, or cannot be moved
    """
    requirements = require(plan)
    rows = _rows(plan, requirements, targets)
    problem = _problem(plan, requirements, scenario, rows, tuple(levers) or _default_levers(plan, rows))
    moves, rounds = _iterate(problem)
    moved, projection = problem.projected(moves)
    reached = tuple(_reached(plan, row, projection) for row in problem.rows)
    status: Status = "reached" if all(_attained(plan, each) for each in reached) else "impossible"
    if status == "reached" and not np.any(moves):
        status = "not_needed"
    return Solution(
        status=status,
        levers=tuple(_shown(problem, place, moves) for place in range(len(problem.levers))),
        targets=reached,
        conflicts=_conflicts(problem) if status == "impossible" else (),
        optimality="global" if rounds <= 1 and _log_linear(problem) else "local",
        scenario=moved,
    )


def _rows(plan: Plan, requirements: Requirements, targets: Sequence[str]) -> tuple[Requirement, ...]:
    if not targets:
        return tuple(row for row in requirements.followed.values() if row.law in ("compound", "linear", "logit"))
    found = []
    for text in targets:
        name, _, target = text.partition(":")
        if name not in plan.index:
            raise MissingError("no_indicator", found=name, nearest=nearest(name, plan.index))
        rows = [row for row in requirements.of(name) if target in ("", row.target)]
        row = requirements.followed.get(name) if not target else next(iter(rows), None)
        if row is None or not row.assessable or row.law not in ("compound", "linear", "logit"):
            raise MissingError("no_solvable_target", found=text)
        found.append(row)
    return tuple(found)


def _default_levers(plan: Plan, rows: Sequence[Requirement]) -> tuple[Lever, ...]:
    computed = {plan.indicators[link.place].id: link.needs for link in computed_in_order(plan)}
    names: dict[str, None] = {}
    for row in rows:
        names |= dict.fromkeys(_basic(row.indicator, computed))
    return tuple(Lever(indicator=name) for name in names)


def _basic(name: str, computed: Mapping[str, tuple[str, ...]]) -> list[str]:
    if name not in computed:
        return [name]
    return [other for need in computed[name] for other in _basic(need, computed)]


def _problem(
    plan: Plan, requirements: Requirements, scenario: Scenario, rows: tuple[Requirement, ...], levers: tuple[Lever, ...]
) -> _Problem:
    computed = {plan.indicators[link.place].id for link in computed_in_order(plan)}
    for lever in levers:
        if lever.indicator not in plan.index:
            raise MissingError("no_indicator", found=lever.indicator, nearest=nearest(lever.indicator, plan.index))
        indicator = plan.indicator(lever.indicator)
        base = requirements.first[lever.indicator].base.value
        if lever.indicator in computed or indicator.law not in ("compound", "linear", "logit") or base is None:
            raise MissingError("no_lever", found=lever.indicator)
    before = _without_events(plan, requirements, scenario)
    start = np.array([_mean_step(plan, requirements, before, lever.indicator) or 0.0 for lever in levers])
    limits = np.array([bounds(plan, requirements, lever) for lever in levers]).reshape(len(levers), 2)
    widths = np.array([width(plan, requirements, lever) for lever in levers])
    return _Problem(
        plan, requirements, scenario, levers, rows, start, limits[:, 0] - start, limits[:, 1] - start, widths
    )


def _without_events(plan: Plan, requirements: Requirements, scenario: Scenario) -> Projection:
    """What the paths alone come to: events and delays act on whatever the levers do."""
    return project(plan, requirements, scenario.model_copy(update={"events": (), "delays": ()}))


def _mean_step(plan: Plan, requirements: Requirements, projection: Projection, name: str) -> float | None:
    """Average yearly step of an indicator under the scenario; None where it has no path."""
    place = plan.index[name]
    if place in projection.unknown:
        return None
    indicator, ground = plan.indicators[place], requirements.first[name]
    ends = [place_on_scale(indicator, ground, float(projection.levels[place, year])) for year in (0, -1)]
    return (ends[1] - ends[0]) / plan.n_years


def _iterate(problem: _Problem) -> tuple[Floats, int]:
    """Moves after making the problem linear until no target lacks what the linear one promised."""
    moves = np.zeros(len(problem.levers))
    _, projection = _unmoved(problem)
    lack = problem.lacking(projection)
    if np.all(lack <= 1e-12):
        return moves, 0
    rounds = 0
    moves = np.zeros(len(problem.levers))
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
    return moves, rounds


def _unmoved(problem: _Problem) -> tuple[Scenario, Projection]:
    return problem.scenario, project(problem.plan, problem.requirements, problem.scenario)


def _gradient(problem: _Problem, moves: Floats, projection: Projection) -> Floats:
    """What one unit of each lever's step takes from each lack, by differences; exact where the problem is log-linear."""
    before = problem.lacking(projection)
    columns = []
    for place in range(len(problem.levers)):
        nudged = moves.copy()
        nudge = 1e-4 if moves[place] + 1e-4 <= problem.high[place] else -1e-4
        nudged[place] += nudge
        columns.append((before - problem.lacking(problem.projected(nudged)[1])) / nudge)
    return np.array(columns).T.reshape(len(before), len(problem.levers))


def _log_linear(problem: _Problem) -> bool:
    """Whether every target answers to the levers linearly on its scale."""
    levers = {lever.indicator for lever in problem.levers}
    computed = {problem.plan.indicators[link.place].id: link for link in computed_in_order(problem.plan)}
    for row in problem.rows:
        if row.indicator in computed and row.indicator not in levers:
            expression = next(known.equals for known in problem.plan.identities if known.computed == row.indicator)
            if expression is None or any(mark in expression for mark in "+-−") or SCALES[row.law] != "log":
                return False
    return not any(identity.sum and levers & set(identity.sum) for identity in problem.plan.identities)


def _reached(plan: Plan, row: Requirement, projection: Projection) -> Reached:
    assert row.year is not None
    indicator = plan.indicators[row.place]
    level = float(projection.levels[row.place, row.year - plan.base_year])
    goal = nearest_end(row.low, row.high, indicator.better, level)
    assert goal is not None
    missing = (goal - level) * direction(row, indicator, level)
    return Reached(
        requirement=row, projected_value=level, shortfall=missing if missing > 1e-9 * max(abs(goal), 1.0) else 0.0
    )


def _attained(plan: Plan, each: Reached) -> bool:
    return verdict(each.requirement, plan.indicators[each.requirement.place], each.projected_value) == "attained"


def _shown(problem: _Problem, place: int, moves: Floats) -> Moved:
    lever = problem.levers[place]
    indicator = problem.plan.indicator(lever.indicator)
    scale = SCALES[indicator.law]
    before = _without_events(problem.plan, problem.requirements, problem.scenario)
    known = problem.plan.index[lever.indicator] not in before.unknown
    step = problem.start[place] + moves[place]
    near = 1e-9 * max(1.0, abs(problem.high[place]))
    return Moved(
        indicator=lever.indicator,
        before=as_growth(problem.plan, problem.requirements.first[indicator.id], indicator, problem.start[place])
        if known
        else None,
        after=as_growth(problem.plan, problem.requirements.first[indicator.id], indicator, step),
        moved_sd=float(moves[place] / problem.width[place]),
        at_bound=bool(moves[place] >= problem.high[place] - near or moves[place] <= problem.low[place] + near),
        scale=scale,
    )


def _conflicts(problem: _Problem) -> tuple[tuple[str, str], ...]:
    """Pairs of targets that can each be reached alone and not together."""
    alone = {row.indicator: row for row in problem.rows if _feasible(problem, (row,))}
    pairs = itertools.combinations(alone.values(), 2)
    return tuple((one.indicator, other.indicator) for one, other in pairs if not _feasible(problem, (one, other)))


def _feasible(problem: _Problem, rows: tuple[Requirement, ...]) -> bool:
    part = _Problem(
        problem.plan, problem.requirements, problem.scenario, problem.levers, rows, problem.start, problem.low, problem.high,
        problem.width,
    )  # fmt: skip
    moves, _ = _iterate(part)
    projection = part.projected(moves)[1]
    return all(_attained(problem.plan, _reached(problem.plan, row, projection)) for row in rows)
