"""What would have to be true: which growth reaches the targets, with the least change, or what stays short when nothing does.

Levers are growth: a lever adds the same step to every year of its indicator, on the scale of its law. Method, section 8.
"""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

import numpy as np

from forecast import growth
from forecast.attainment import nearest_end
from forecast.errors import MissingError
from forecast.growth import Floats
from forecast.leverproblem import (
    MOVABLE,
    Problem,
    direction,
    is_log_linear,
    least_moves_of,
    make_problem,
    without_events,
)
from forecast.levers import Lever, Width, as_growth
from forecast.links import computed_in_order
from forecast.plan import Plan
from forecast.projection import Projection
from forecast.requirement import SCALES, Requirement, Requirements, require, verdict
from forecast.scenario import Scenario
from forecast.written import nearest

NO_SHORTFALL: Final = 1e-9
"""Difference from a target, relative to it or to 1 where it is smaller, that counts as none."""
Status: TypeAlias = Literal["reached", "impossible", "not_needed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What a lever has to do: from and to are growth a year, fractions or points.

    start, step : the same as yearly steps on the scale of its law [scale/yr]
    width : how far it usually moves on that scale; moved_sd : its move in such widths
    """

    indicator: str
    before: float | None
    after: float
    start: float
    step: float
    width: Width
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
class LeftOut:
    """A target that no growth leads to, and why."""

    requirement: Requirement
    reason: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Solution:
    """What would have to be true, or the best that can be when nothing reaches all targets.

    scenario, projection : with every lever on its step, and where that leads
    left_out : where no targets were named, the indicators whose targets growth cannot reach
    """

    status: Status
    levers: tuple[Moved, ...]
    targets: tuple[Reached, ...]
    conflicts: tuple[tuple[str, str], ...]
    optimality: Literal["global", "local"]
    scenario: Scenario
    projection: Projection
    left_out: tuple[LeftOut, ...] = ()


def solve(
    plan: Plan,
    scenario: Scenario,
    targets: Sequence[str] = (),
    levers: Sequence[Lever] = (),
    expected: Mapping[int, Floats] | None = None,
) -> Solution:
    """Levers that reach the targets with the smallest moves; where they cannot, the smallest shortfall.

    Parameters
    ----------
    scenario : without a parent
    targets : ``indicator`` or ``indicator:target``; none: every target that can be judged and moved
    levers : none: the indicators of the targets, or what they are computed from
    expected : by place, (n_years,) levels that classes let expect [unit]; for the rule `reference`

    Raises
    ------
    MissingError : an indicator or target is not there, cannot be judged, cannot be moved, or has no path to move
    """
    requirements = require(plan)
    rows = _rows(plan, requirements, targets)
    chosen = tuple(levers) or _default_levers(plan, rows)
    problem, without = _with_paths(make_problem(plan, requirements, scenario, rows, chosen, expected), bool(targets))
    moves, rounds = least_moves_of(problem)
    moved, projection = problem.answered(moves, rounds)
    reached = tuple(_reached(plan, row, projection) for row in problem.rows)
    status: Status = "reached" if all(_attained(plan, each) for each in reached) else "impossible"
    if status == "reached" and moved is scenario:
        status = "not_needed"
    return Solution(
        status=status,
        levers=tuple(_shown(problem, place, moves) for place in range(len(problem.levers))),
        targets=reached,
        conflicts=_conflicts(problem) if status == "impossible" else (),
        optimality="global" if rounds <= 1 and is_log_linear(problem) else "local",
        scenario=moved,
        projection=projection,
        left_out=() if targets else (*left_out(requirements), *without),
    )


def _with_paths(problem: Problem, named: bool) -> tuple[Problem, tuple[LeftOut, ...]]:
    """The problem without the targets that have no path even with the levers moved; those that were `named` are refused."""
    unknown = problem.projected(np.zeros(len(problem.levers)))[1].unknown
    without = [row for row in problem.rows if row.place in unknown]
    if without and named:
        raise MissingError("target_without_path", found=without[0].indicator)
    known = tuple(row for row in problem.rows if row.place not in unknown)
    return replace(problem, rows=known), tuple(LeftOut(requirement=row, reason=unknown[row.place]) for row in without)


def left_out(requirements: Requirements) -> tuple[LeftOut, ...]:
    """Indicators whose targets growth cannot reach, one row each: what cannot be judged, amounts, sums, levels to be held."""
    followed = requirements.followed
    rows = [row for row in requirements.first.values() if row.target is not None]
    return tuple(
        LeftOut(requirement=row, reason=row.reason or "not_by_growth")
        for row in rows
        if row.indicator not in followed or followed[row.indicator].law not in MOVABLE
    )


def _rows(plan: Plan, requirements: Requirements, targets: Sequence[str]) -> tuple[Requirement, ...]:
    if not targets:
        return tuple(row for row in requirements.followed.values() if row.law in MOVABLE)
    found = []
    for text in targets:
        name, _, target = text.partition(":")
        if name not in plan.index:
            raise MissingError("no_indicator", found=name, nearest=nearest(name, plan.index))
        rows = [row for row in requirements.of(name) if target in ("", row.target)]
        known = [each.target for each in requirements.of(name) if each.target]
        if target and target not in known:
            near = nearest(target, known)
            raise MissingError("no_target_of", name=name, found=target, allowed=", ".join(known) or "–", nearest=near)
        row = requirements.followed.get(name) if not target else next(iter(rows), None)
        if row is None or not row.assessable or row.law not in MOVABLE:
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


def _reached(plan: Plan, row: Requirement, projection: Projection) -> Reached:
    assert row.year is not None
    indicator = plan.indicators[row.place]
    level = float(projection.levels[row.place, row.year - plan.base_year])
    goal = nearest_end(row.low, row.high, indicator.better, level)
    assert goal is not None
    missing = (goal - level) * direction(row, indicator, level)
    return Reached(
        requirement=row,
        projected_value=level,
        shortfall=missing if missing > NO_SHORTFALL * max(abs(goal), 1.0) else 0.0,
    )


def _attained(plan: Plan, each: Reached) -> bool:
    return verdict(each.requirement, plan.indicators[each.requirement.place], each.projected_value) == "attained"


def _shown(problem: Problem, place: int, moves: Floats) -> Moved:
    lever = problem.levers[place]
    indicator, ground = problem.plan.indicator(lever.indicator), problem.requirements.first[lever.indicator]
    before = without_events(problem.plan, problem.requirements, problem.scenario, problem.expected)
    known = problem.plan.index[lever.indicator] not in before.unknown
    start, step = float(problem.start[place]), float(problem.start[place] + moves[place])
    return Moved(
        indicator=lever.indicator,
        before=as_growth(problem.plan, ground, indicator, start) if known else None,
        after=as_growth(problem.plan, ground, indicator, step),
        start=start,
        step=step,
        width=problem.widths[place],
        moved_sd=float(moves[place] / problem.width[place]),
        at_bound=any(
            math.isclose(moves[place], end, rel_tol=1e-7, abs_tol=1e-9)
            for end in (problem.low[place], problem.high[place])
        ),
        scale=SCALES[indicator.law],
    )


def _conflicts(problem: Problem) -> tuple[tuple[str, str], ...]:
    """Pairs of targets that can each be reached alone and not together."""
    alone = {row.indicator: row for row in problem.rows if _feasible(problem, (row,))}
    pairs = itertools.combinations(alone.values(), 2)
    return tuple((one.indicator, other.indicator) for one, other in pairs if not _feasible(problem, (one, other)))


def _feasible(problem: Problem, rows: tuple[Requirement, ...]) -> bool:
    part = replace(problem, rows=rows)
    projection = part.answered(*least_moves_of(part))[1]
    return all(_attained(problem.plan, _reached(problem.plan, row, projection)) for row in rows)
