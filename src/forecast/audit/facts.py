"""The printed figures of a plan as things that relations hold between: one thing may have several figures."""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from forecast.audit.finding import Evidence, Shown, Value
from forecast.basis import half_of
from forecast.figures import Figure, Unit
from forecast.identities import Expression, evaluate, names, parse
from forecast.plan import Identity, Indicator, Observation, Plan, Statement, Target
from forecast.sourced import Sourced

Role: TypeAlias = Literal["level", "target", "stated_rate", "rate", "change", "points", "multiple", "margin", "total"]


@dataclass(frozen=True, slots=True)
class Thing:
    """What a figure is about: an indicator, the kind of statement, its years, and what it is measured against."""

    indicator: str
    role: Role
    first: int
    last: int
    over: str = ""

    @property
    def anchor(self) -> str:
        """Name for findings."""
        years = str(self.last) if self.first == self.last else f"{self.first}-{self.last}"
        return ".".join(part for part in (self.indicator, self.role, years, self.over) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One printed figure of a thing, and the interval it can mean.

    value, low, high : levels in the indicator's unit, rates and relative changes as fractions, points in points; `high` is open
    half : half its last printed place, in the same measure
    exact : the interval is one point: targets and counts
    """

    thing: Thing
    value: float
    low: float
    high: float
    half: float
    exact: bool
    printed: str
    item: Sourced
    unit: Unit
    shown: Shown
    digits: int
    end: float | None = None
    scope: str | None = None
    use: bool = False
    rank: str = ""
    derived: bool = False

    @property
    def scale(self) -> float:
        """Factor from the unit to its base unit."""
        return self.unit.scale

    @property
    def is_bound(self) -> bool:
        """Whether the figure says only "more than" or "less than"."""
        return not math.isfinite(self.low + self.high)

    @property
    def as_shown(self) -> Value:
        """The figure as it stands in sentences and arithmetic."""
        return self.level(self.value)

    def level(self, number: float, more: int = 0) -> Value:
        """Another number of the same measure, with `more` decimal places."""
        return Value(number, self.shown, self.digits + more, self.unit if self.shown == "level" else None)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The figure at each of its places."""
        return tuple(Evidence(self.item.printed or "", source) for source in (self.item.source, *self.item.also))

    def agrees(self, other: "Fact") -> bool:
        """Whether two figures of one thing can mean the same value; upper ends are open unless exact."""
        return _reaches(self, other) and _reaches(other, self)


def _reaches(one: Fact, other: Fact) -> bool:
    """Whether `other` goes up to where `one` begins."""
    tolerance = 1e-12 * max(abs(one.low), abs(other.high), 1e-300) if math.isfinite(one.low * other.high) else 0.0
    return one.low < other.high - tolerance or (other.exact and one.low <= other.high + tolerance)


def facts(plan: Plan) -> Mapping[Thing, tuple[Fact, ...]]:
    """Every figure of the plan that a number can be made of, by what it is about; the one in use first."""
    found: dict[Thing, list[Fact]] = {}
    for indicator in plan.indicators:
        for fact in _of(plan, indicator):
            found.setdefault(fact.thing, []).append(fact)
    for identity in plan.identities:
        if (derived := _derived(plan, identity, found)) is not None:
            found[derived.thing] = [derived]
    return {thing: tuple(sorted(those, key=lambda fact: not fact.use)) for thing, those in found.items()}


def _derived(plan: Plan, identity: Identity, found: Mapping[Thing, Sequence[Fact]]) -> Fact | None:
    """Base value of a computed indicator that is printed nowhere, with the interval its parts leave."""
    if identity.computed is None or identity.equals is None:
        return None
    thing = Thing(identity.computed, "level", plan.base_year, plan.base_year)
    tree = parse(identity.equals)
    parts = {name: found.get(Thing(name, "level", plan.base_year, plan.base_year)) for name in sorted(names(tree))}
    if thing in found or not parts or any(part is None for part in parts.values()):
        return None
    used = {name: part[0] for name, part in parts.items() if part is not None}
    unit = plan.indicator(identity.computed).measure
    scale = unit.scale
    corners = itertools.product(*((fact.low, fact.high) for fact in used.values()))
    values = [_computed(tree, used, corner) / scale for corner in corners]
    value = _computed(tree, used, [fact.value for fact in used.values()]) / scale
    if not all(map(math.isfinite, (*values, value))):
        return None
    first = next(iter(used.values()))
    return replace(
        first, thing=thing, value=value, low=min(values), high=max(values), half=0.0, exact=False, printed="", unit=unit,
        shown="level", digits=1, scope=None, end=None, derived=True,
    )  # fmt: skip


def _computed(tree: Expression, used: Mapping[str, Fact], values: Sequence[float]) -> float:
    at = {name: np.asarray(value * fact.scale) for (name, fact), value in zip(used.items(), values, strict=True)}
    return float(evaluate(tree, at))


def _of(plan: Plan, indicator: Indicator) -> Iterator[Fact]:
    made: list[Fact | None] = [_observed(indicator, seen) for seen in indicator.observations]
    for target in indicator.targets:
        if target.kind == "level":
            made.append(_target(indicator, target))
        elif target.kind == "rate":
            made.append(_rate(indicator, target, plan.base_year + 1, target.year))
    if (stated := indicator.stated_rate) is not None:
        made.append(_rate(indicator, stated, stated.first, stated.last))
    made += [_said(indicator, statement) for statement in indicator.statements]
    yield from (fact for fact in made if fact is not None)


def places(figure: Figure | None, value: float) -> int:
    """Decimal places with which a figure is printed."""
    half = half_of(value) if figure is None else figure.half
    if half <= 0:
        return 0
    return max(0, min(6, -math.floor(math.log10(2 * half) + 1e-9)))


def _interval(figure: Figure | None, value: float, factor: float = 1.0) -> tuple[float, float, float, bool]:
    """Low, high, half-width and exactness of a figure; a bound such as "trên 95%" is open on its side."""
    if figure is None:
        return value * factor, value * factor, half_of(value) * factor, True
    low, high = figure.low, figure.high
    if figure.comparator in (">", ">="):
        low, high = figure.value, math.inf
    elif figure.comparator in ("<", "<="):
        low, high = -math.inf, figure.value
    return low * factor, high * factor, figure.half * factor, low == high


def _level(
    indicator: Indicator, role: Role, first: int, last: int, item: Sourced, figure: Figure | None, value: float
) -> Fact:
    low, high, half, exact = _interval(figure, value)
    target = role == "target" and (figure is None or figure.comparator != "~")
    if target and figure is not None and figure.end is None and figure.comparator == "=":
        low, high, exact = value, value, True
    elif figure is not None and figure.end is not None:
        low, high, exact = (value, figure.end, True) if target else (low, high, False)
    return Fact(
        thing=Thing(indicator.id, role, first, last), value=value, low=low, high=high, half=half, exact=exact,
        printed=item.printed or "", item=item, unit=indicator.measure, shown="level", digits=places(figure, value),
        end=None if figure is None else figure.end,
    )  # fmt: skip


def _observed(indicator: Indicator, seen: Observation) -> Fact | None:
    figure = indicator.read(seen)
    if figure is None and seen.value is None:
        return None
    role: Role = "total" if seen.period and indicator.law == "total" else "level"
    first, last = (seen.period[0], seen.last_year) if seen.period else (seen.last_year, seen.last_year)
    fact = _level(indicator, role, first, last, seen, figure, indicator.level(seen))
    return _with(fact, scope=seen.scope, use=seen.use)


def _target(indicator: Indicator, target: Target) -> Fact | None:
    figure = indicator.read(target)
    if figure is None and target.value is None:
        return None
    fact = _level(indicator, "target", target.year, target.year, target, figure, indicator.level(target))
    return _with(fact, scope=target.scope, rank=target.rank)


def _rate(indicator: Indicator, item: Sourced, first: int, last: int, role: Role = "stated_rate") -> Fact | None:
    """An average growth, as a fraction; falls are negative."""
    figure = item.figure
    if (figure is None and item.value is None) or (figure is not None and figure.unit.kind != "percent"):
        return None
    value = item.value if figure is None else figure.value
    assert value is not None
    low, high, half, exact = _interval(figure, value, 0.01)
    if figure is not None and figure.sense == "decrease":
        value, low, high = -value, -high, -low
    return Fact(
        thing=Thing(indicator.id, role, first, last), value=value / 100, low=low, high=high, half=half, exact=exact,
        printed=item.printed or "", item=item, unit=indicator.measure, shown="percent", digits=places(figure, value),
    )  # fmt: skip


def _said(indicator: Indicator, said: Statement) -> Fact | None:
    if said.kind == "of_plan" or (said.kind == "total" and said.over is not None):
        return None
    fact = None
    figure = said.figure
    if said.kind == "rate":
        fact = _rate(indicator, said, said.first, said.last, "rate")
    elif figure is None:
        return None
    elif said.kind == "change":
        fact = _change(indicator, said, figure)
    elif said.kind == "total":
        fact = _level(indicator, "total", said.first, said.last, said, indicator.read(said), indicator.level(said))
    else:
        fact = _measured(indicator, said.kind, said, figure, "times" if said.kind == "multiple" else "points")
    return None if fact is None else _with(fact, scope=said.scope, use=said.use)


def _change(indicator: Indicator, said: Statement, figure: Figure) -> Fact | None:
    if figure.unit.kind == "percent" and indicator.measure.kind != "percent":
        fact = _rate(indicator, said, said.first, said.last, "change")
        return fact
    if figure.unit.kind in ("percent", "points"):
        return _measured(indicator, "points", said, figure, "points")
    return _measured(indicator, "points", said, figure.in_unit(indicator.measure), "level")


def _measured(indicator: Indicator, role: Role, said: Statement, figure: Figure, shown: Shown) -> Fact:
    low, high, half, exact = _interval(figure, figure.value)
    value = figure.value
    if figure.sense in ("decrease", "lower_by"):
        value, low, high = -value, -high, -low
    return Fact(
        thing=Thing(indicator.id, role, said.first, said.last, said.over or ""), value=value, low=low, high=high, half=half,
        exact=exact, printed=said.printed or "", item=said, unit=indicator.measure, shown=shown, digits=places(figure, value),
    )  # fmt: skip


def _with(fact: Fact, **changes: object) -> Fact:
    return replace(fact, **changes)  # type: ignore[arg-type]
