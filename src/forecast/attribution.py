"""Why two paths differ: by year, by factor of an identity, by cause; every split adds up to the difference exactly."""

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from forecast.dependence import bearing_on
from forecast.errors import GrowthError
from forecast.growth import Floats
from forecast.identities import evaluate
from forecast.links import computed_in_order
from forecast.plan import Plan
from forecast.projection import Projection, project
from forecast.requirement import SCALES, Requirements
from forecast.scenario import Scenario

MAX_CAUSES: Final = 8
"""Causes up to which all orders are averaged: 2⁸ runs; what is more stands together as one cause."""
TOGETHER: Final = "others"


def log_mean(one: float, other: float) -> float:
    """Logarithmic mean of two positive values: (a - b) / ln(a / b), and a where they are equal. Method, eq. (16)."""
    if one <= 0 or other <= 0:
        raise GrowthError("growth_not_positive", found=min(one, other))
    ratio = (one - other) / other
    return one if abs(ratio) < 1e-9 else (one - other) / math.log1p(ratio)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What one of several causes adds to what all of them do together, averaged over all orders. Method, eq. (15).

    averages : (n_causes) mean change it makes where 0, 1, … others are at work already
    none, alone : value with no cause at work, and with this one alone
    others, together : value with all the others at work, and with all
    """

    averages: tuple[float, ...]
    none: float
    alone: float
    others: float
    together: float

    @property
    def amount(self) -> float:
        """Its share: every number of others at work already counts alike."""
        return math.fsum(self.averages) / len(self.averages)


def added(worth: Callable[[frozenset[str]], float], causes: Sequence[str]) -> dict[str, Added]:
    """What each cause adds; a cause that changes nothing, whatever else is at work, is left out.

    Parameters
    ----------
    worth : value with a set of causes at work
    causes : at most `MAX_CAUSES` names
    """
    known = {
        chosen: worth(chosen)
        for size in range(len(causes) + 1)
        for chosen in map(frozenset, itertools.combinations(causes, size))
    }
    telling = [cause for cause in causes if any(known[each | {cause}] != level for each, level in known.items())]
    return {cause: _added(known, cause, [name for name in telling if name != cause]) for cause in telling}


def _added(known: Mapping[frozenset[str], float], cause: str, others: Sequence[str]) -> Added:
    averages = []
    for size in range(len(others) + 1):
        chosen = [frozenset(each) for each in itertools.combinations(others, size)]
        averages.append(math.fsum(known[each | {cause}] - known[each] for each in chosen) / len(chosen))
    nobody, rest = frozenset[str](), frozenset(others)
    return Added(
        averages=tuple(averages), none=known[nobody], alone=known[frozenset({cause})], others=known[rest],
        together=known[rest | {cause}],
    )  # fmt: skip


def shapley(worth: Callable[[frozenset[str]], float], causes: Sequence[str]) -> dict[str, float]:
    """Share of each cause in what all of them do together, averaged over all orders. Method, eq. (15)."""
    found = added(worth, causes)
    return {cause: found[cause].amount if cause in found else 0.0 for cause in causes}


def in_logs(plan: Plan, one: Projection, other: Projection, place: int) -> bool:
    """Whether the difference of two paths is split in logarithms: compound growth, all levels positive."""
    logs = SCALES[plan.indicators[place].law] == "log"
    return logs and all(bool((path.levels[place] > 0).all()) for path in (one, other))


def by_year(plan: Plan, one: Projection, other: Projection, indicator: str) -> dict[int, float]:
    """What each year's growth adds to the difference in the target year [unit]. Method, eq. (17).

    For compound growth the differences of ln(1+g) are turned into levels by the logarithmic mean; elsewhere each year's own
    difference counts.
    """
    place = plan.index[indicator]
    mine, theirs = one.levels[place], other.levels[place]
    if in_logs(plan, one, other, place):
        weight = log_mean(float(theirs[-1]), float(mine[-1]))
        gaps = np.diff(np.log(theirs)) - np.diff(np.log(mine))
        amounts = weight * gaps
    else:
        amounts = np.diff(theirs - mine)
    return dict(zip(plan.years[1:], amounts.tolist(), strict=True))


def by_factor(
    plan: Plan, one: Projection, other: Projection, indicator: str, year: int | None = None
) -> dict[str, Added]:
    """What each factor of a computed indicator adds to the difference in a year [unit]; nothing where it is not computed."""
    link = next((link for link in computed_in_order(plan) if plan.indicators[link.place].id == indicator), None)
    if link is None or link.place not in one.factors or link.place not in other.factors:
        return {}
    at = (plan.target_year if year is None else year) - plan.base_year
    scale = plan.indicators[link.place].measure.scale

    def worth(moved: frozenset[str]) -> float:
        values: dict[str, Floats] = {}
        for name in link.needs:
            place = plan.index[name]
            source = other if name in moved else one
            values[name] = np.asarray(source.levels[place, at] * plan.indicators[place].measure.scale)
        return one.factors[link.place] * float(evaluate(link.tree, values)) / scale

    return added(worth, link.needs)


def causes_of(one: Scenario, other: Scenario) -> tuple[str, ...]:
    """What makes `other` differ from `one`: its rule, paths by indicator, events and delays by id."""
    paths = [f"path:{name}" for name, path in other.paths.items() if one.paths.get(name) != path]
    dropped = [f"path:{name}" for name in one.paths if name not in other.paths]
    known = {event.id: event for event in one.events}
    events = [f"event:{event.id}" for event in other.events if known.get(event.id) != event]
    events += [f"event:{name}" for name in known if name not in {event.id for event in other.events}]
    late = {delay.id: delay for delay in one.delays}
    delays = [f"delay:{delay.id}" for delay in other.delays if late.get(delay.id) != delay]
    delays += [f"delay:{name}" for name in late if name not in {delay.id for delay in other.delays}]
    rule = [f"rule:{other.rule}"] if other.rule != one.rule else []
    return (*rule, *paths, *dropped, *events, *delays)


@dataclass(frozen=True, slots=True, kw_only=True)
class Causes:
    """What makes two scenarios differ at one indicator.

    added : by cause; those that change nothing are left out
    members : causes behind a name that stands for several: `TOGETHER`, or a rule with the paths of what it gives no growth
    """

    added: Mapping[str, Added]
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def amounts(self) -> dict[str, float]:
        """What each cause adds [unit]."""
        return {cause: each.amount for cause, each in self.added.items()}


def by_cause(
    plan: Plan,
    requirements: Requirements,
    one: Scenario,
    other: Scenario,
    indicator: str,
    expected: Mapping[int, Floats] | None = None,
) -> Causes:
    """What each path, event and delay of `other` adds to the difference from `one` in the target year [unit]. Method, eq. (15).

    A rule and the paths of indicators to which it gives no growth are one cause: apart they leave a level unknown. More than
    `MAX_CAUSES` causes: those with the smallest effect of their own stand together under `TOGETHER`.

    Parameters
    ----------
    expected : of the scenario that goes by the classes, as for `projection.project`
    """
    place = plan.index[indicator]

    def projected(chosen: frozenset[str]) -> Projection:
        return project(plan, requirements, _with(one, other, chosen), expected)

    def level(chosen: frozenset[str]) -> float:
        found = projected(chosen)
        return math.nan if place in found.unknown else float(found.levels[place, -1])

    near = set(bearing_on(plan, indicator))
    causes = [cause for cause in causes_of(one, other) if _touches(cause, one, other, near)]
    made = _among(_ranked(_standing(plan, causes, projected), level), level)
    if any(math.isnan(amount) for amount in made.amounts.values()):
        return _among({TOGETHER: tuple(causes)}, level)
    return made


def _standing(
    plan: Plan, causes: Sequence[str], projected: Callable[[frozenset[str]], Projection]
) -> dict[str, tuple[str, ...]]:
    """Causes by name; a rule takes along the paths that are not known with one of the two alone."""
    rule = next((cause for cause in causes if cause.startswith("rule:")), None)
    groups: dict[str, tuple[str, ...]] = {cause: (cause,) for cause in causes}
    if rule is None:
        return groups
    unknown = projected(frozenset({rule})).unknown
    for cause in causes:
        kind, _, name = cause.partition(":")
        if kind == "path" and plan.index[name] in {*unknown, *projected(frozenset({cause})).unknown}:
            groups[rule] += groups.pop(cause)
    return groups


def _ranked(
    groups: Mapping[str, tuple[str, ...]], level: Callable[[frozenset[str]], float]
) -> dict[str, tuple[str, ...]]:
    """The causes that move the level most alone first; the last ones together where there are more than `MAX_CAUSES`."""
    base = level(frozenset())
    alone = {name: abs(level(frozenset(causes)) - base) for name, causes in groups.items()}
    ranked = {name: groups[name] for name in sorted(groups, key=lambda name: -alone[name])}
    if len(ranked) <= MAX_CAUSES:
        return ranked
    names: list[str] = list(ranked)
    rest = tuple(cause for name in names[MAX_CAUSES - 1 :] for cause in ranked[name])
    found = {name: ranked[name] for name in names[: MAX_CAUSES - 1]}
    return {**found, TOGETHER: rest}


def _among(groups: Mapping[str, tuple[str, ...]], level: Callable[[frozenset[str]], float]) -> Causes:
    def worth(names: frozenset[str]) -> float:
        return level(frozenset(cause for name in names for cause in groups[name]))

    members = {name: causes for name, causes in groups.items() if causes != (name,)}
    return Causes(added=added(worth, list(groups)), members=members)


def _touches(cause: str, one: Scenario, other: Scenario, near: set[str]) -> bool:
    """Whether a cause can move any of some indicators."""
    kind, _, name = cause.partition(":")
    if kind == "path":
        return name in near
    hits = [event.hits for scenario in (one, other) for event in scenario.events if event.id == name]
    late = [delay.of for scenario in (one, other) for delay in scenario.delays if delay.id == name]
    return kind == "rule" or any(near.intersection(names) for names in (hits if kind == "event" else late))


def _exchange(known: dict[str, Any], others: Sequence[Any], name: str) -> None:
    """Take an event or a delay as the other scenario has it, or take it out where that has none."""
    known.pop(name, None)
    known.update({each.id: each for each in others if each.id == name})


def _with(one: Scenario, other: Scenario, chosen: frozenset[str]) -> Scenario:
    """Scenario `one` with some of the differences of `other`."""
    paths = dict(one.paths)
    events = {event.id: event for event in one.events}
    delays = {delay.id: delay for delay in one.delays}
    rule = one.rule
    for cause in chosen:
        kind, _, name = cause.partition(":")
        if kind == "rule":
            rule = other.rule
        elif kind == "path" and name in other.paths:
            paths[name] = other.paths[name]
        elif kind == "path":
            paths.pop(name, None)
        else:
            _exchange(events if kind == "event" else delays, other.events if kind == "event" else other.delays, name)
    changes = {"rule": rule, "paths": paths, "events": tuple(events.values()), "delays": tuple(delays.values())}
    return one.model_copy(update=changes)
