"""Where the parts of a difference between two scenarios come from: formulas of causes, of factors, of years. Method, eqs. (15) to (17)."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from forecast.attribution import Added, in_logs, log_mean
from forecast.plan import Plan
from forecast.proof import Ground, Proof
from forecast.proof.formula import Formula, Term, add, call
from forecast.proof.grounds import base_term
from forecast.proof.landing import computed_from

WRITTEN_OUT: Final = 3
"""Factors up to which a formula holds every order; beyond that the averages are put in."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Pair:
    """One indicator under two scenarios.

    one, other : what their numbers are taken from; amounts lead from the first to the second
    names : of the two scenarios, as readers know them
    titles : names of all indicators by id
    """

    one: Ground
    other: Ground
    names: tuple[str, str]
    titles: Mapping[str, str]

    @property
    def plan(self) -> Plan:
        """The plan of both."""
        return self.one.plan

    @property
    def last(self) -> float:
        """Level to which the second scenario leads [unit]; its size decides the decimal places of every amount."""
        return float(self.other.outcome.projection.levels[self.one.needed.place, -1])


def cause_proof(pair: Pair, found: Added, what: str = "cause") -> Proof:
    """What one cause adds in the target year: its change averaged by how many others are at work already."""
    year = pair.plan.target_year
    first = Term("level", found.none, about=pair.names[0], year=year)
    last = Term("level", found.together, about=pair.names[1], year=year)
    if len(found.averages) == 1:
        return Proof.of(what, "level", found.amount, last - first, like=pair.last)
    start = Term("with_cause", found.alone, year=year) - first
    end = last - Term("without_cause", found.others, year=year)
    between = [Term("added_beside", change, about=str(others)) for others, change in enumerate(found.averages[1:-1], 1)]
    return Proof.of(what, "level", found.amount, _mean([start, *between, end]), like=pair.last)


def factor_proof(pair: Pair, factors: Mapping[str, Added], name: str) -> Proof:
    """What one factor of a computed indicator adds in the target year: its change averaged over all orders of the factors."""
    others = [factor for factor in factors if factor != name]
    if len(factors) > WRITTEN_OUT:
        return cause_proof(pair, factors[name], "factor")
    averages = []
    for size in range(len(factors)):
        sets = [frozenset(each) for each in combinations(others, size)]
        changes: list[Formula] = [_worth(pair, each | {name}) - _worth(pair, each) for each in sets]
        averages.append(_mean(changes))
    formula = _mean(averages)
    return Proof.of("factor", "level", factors[name].amount, formula, like=pair.last)


def _mean(parts: list[Formula]) -> Formula:
    return parts[0] if len(parts) == 1 else add(parts) / len(parts)


def _worth(pair: Pair, moved: frozenset[str]) -> Formula:
    """The computed level with some factors as in the second scenario and the others as in the first."""
    return computed_from(pair.one, lambda name: _factor(pair, name, there=name in moved))


def _factor(pair: Pair, name: str, *, there: bool) -> Term:
    ground = pair.other if there else pair.one
    level = float(ground.outcome.projection.levels[pair.plan.index[name], -1])
    return Term("level", level, about=f"{pair.titles[name]} · {pair.names[there]}", year=pair.plan.target_year)


def year_proof(pair: Pair, year: int, amount: float) -> Proof:
    """What the growth of one year adds to the difference in the target year."""
    plan, paths = pair.plan, (pair.one.outcome.projection, pair.other.outcome.projection)
    now, before = ((_level(pair, False, each), _level(pair, True, each)) for each in (year, year - 1))
    if not in_logs(plan, *paths, pair.one.needed.place):
        formula = (now[1] - before[1]) - (now[0] - before[0])
    else:
        start, end = (_level(pair, there, plan.target_year) for there in (False, True))
        alike = log_mean(end.value, start.value) == end.value
        weight = end if alike else (end - start) / call("LN", end / start)
        formula = weight * (call("LN", now[1] / before[1]) - call("LN", now[0] / before[0]))
    return Proof.of("year_adds", "level", amount, formula, like=pair.last)


def _level(pair: Pair, there: bool, year: int) -> Term:
    """Level of one of the two paths; the printed figure in the base year."""
    ground = pair.other if there else pair.one
    level = float(ground.outcome.projection.levels[ground.needed.place, year - pair.plan.base_year])
    if year == pair.plan.base_year and ground.needed.base.value == level:
        return base_term(pair.plan, ground.needed)
    return Term("level", level, about=pair.names[there], year=year)
