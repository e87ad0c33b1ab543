"""Targets against what is already achieved, against each other, and against what can be counted."""

import math
import re
from collections.abc import Iterator, Sequence
from typing import Final

from forecast.audit.equalities import Facts
from forecast.audit.facts import Fact, Thing
from forecast.audit.finding import Evidence, Finding, Line, Named, Parameter, Value
from forecast.identities import Name, Operation, names, parse
from forecast.plan import Identity, Indicator, Plan
from forecast.requirement import Requirement, Requirements

STEP_LIMIT: Final = 0.30
"""Change of a ratio between two parts of one economy over the plan, in logarithms, from which they hardly go together (ours)."""
PEOPLE_GROWTH: Final = (-0.02, 0.03)
"""Yearly growth of people or employment beyond which an implied figure is doubtful (ours; a ward's population rarely leaves it)."""
ECONOMY: Final = frozenset({"econ_real", "econ_nominal", "fiscal_real", "fiscal_nominal"})
_MAINTAIN: Final = re.compile(r"duy trì|giữ vững|giữ nguyên|không còn|maintain|keep", re.IGNORECASE)
_COUNTED: Final = re.compile(r"\d\s*/\s*\d")
"""A figure that is itself a count: 22/28 schools."""
MAX_DENOMINATOR: Final = 60
"""Largest number of schools, quarters and the like that is tried behind a printed percentage."""


def against_base(plan: Plan, requirements: Requirements) -> Iterator[Finding]:
    """Targets with no distance left, behind what was achieved, or, as yearly flows, below the past flow."""
    for row in requirements.rows:
        indicator = plan.indicators[row.place]
        base = _achieved(indicator, row)
        if base is None or row.goal is None or row.target is None or indicator.better == "none" or row.index:
            continue
        noise = 1e-9 * max(abs(base), abs(row.goal), 1e-300)
        distance = (row.goal - base) * (-1.0 if indicator.better == "lower" else 1.0)
        if distance < -noise:
            yield _behind(
                plan, indicator, row, base, "flow_below_past" if indicator.law == "flow" else "target_behind_base"
            )
        elif abs(distance) <= noise:
            if row.goal not in indicator.limits and not _says_maintain(indicator, row):
                yield _behind(plan, indicator, row, base, "no_distance")
        elif _open_base(indicator, row) and distance <= 2 * row.half + noise:
            yield _behind(plan, indicator, row, base, "perhaps_no_distance")


def _achieved(indicator: Indicator, row: Requirement) -> float | None:
    """What the target is held against: the base value; for a flow the yearly flow of the past."""
    if row.reason not in (None, "break_in_plan") or indicator.law in ("total", "status"):
        return None
    if indicator.law == "flow":
        return None if row.past is None else row.past.flow
    return row.base.value


def _says_maintain(indicator: Indicator, row: Requirement) -> bool:
    target = next(target for target in indicator.targets if target.id == row.target)
    return bool(_MAINTAIN.search(f"{target.printed} {target.source.quote} {indicator.name.vi}"))


def _open_base(indicator: Indicator, row: Requirement) -> bool:
    """Whether the base is only a bound that lies on the far side of the target: "over 95 %" for a target of 96 %."""
    figure = row.base.item.figure if row.base.item is not None else None
    return figure is not None and figure.comparator in ((">", ">=") if indicator.better == "higher" else ("<", "<="))


def _behind(plan: Plan, indicator: Indicator, row: Requirement, base: float, kind: str) -> Finding:
    target = next(target for target in indicator.targets if target.id == row.target)
    params: dict[str, Parameter] = {
        "name": Named(indicator.id), "base": Value(round(base, 2), "level", None, indicator.measure),
        "target": Value(row.goal or 0.0, "level", None, indicator.measure),
        "printed": target.printed or "", "year": str(plan.base_year),
    }  # fmt: skip
    items = [item for item in (row.base.item or (row.past.item if row.past else None), target) if item is not None]
    evidence = tuple(Evidence(item.printed or "", source) for item in items for source in (item.source, *item.also))
    return Finding(
        kind=kind, severity="tension", indicators=(indicator.id,), anchor=f"{indicator.id}.{row.target}", params=params,
        arithmetic=(Line("target_and_base", params),), evidence=evidence,
        size=abs((row.goal or 0.0) - base) / max(abs(base), 1e-300),
    )  # fmt: skip


def out_of_step(plan: Plan, requirements: Requirements) -> Iterator[Finding]:
    """Targets of one economy against the growth of its product: ratios that change by more than a third."""
    economy = [row for row in requirements.rows if _economic(plan, row)]
    leader = next((row for row in economy if plan.indicators[row.place].family == "econ_real"), None)
    if leader is None:
        return
    product = _factor(plan, leader)
    lagging = [row for row in economy if row is not leader and abs(math.log(_factor(plan, row) / product)) > STEP_LIMIT]
    lagging = [row for row in lagging if row.comparator not in (">=",) or _factor(plan, row) > product]
    if not lagging:
        return
    lines = [_step_line(plan, row, leader) for row in lagging]
    params: dict[str, Parameter] = {
        "name": Named(leader.indicator), "rate": Value(_rate(leader), "percent", 2),
        "others": tuple(Named(row.indicator) for row in lagging),
        "rates": tuple(Value(_rate(row), "percent", 2) for row in lagging),
    }  # fmt: skip
    rows = [leader, *lagging]
    items = [target for row in rows for target in plan.indicators[row.place].targets if target.id == row.target]
    yield Finding(
        kind="out_of_step", severity="tension", indicators=tuple(row.indicator for row in rows), anchor=leader.indicator,
        params=params, arithmetic=tuple(lines), evidence=tuple(Evidence(item.printed or "", item.source) for item in items),
        size=max(abs(math.log(_factor(plan, row) / product)) for row in lagging),
    )  # fmt: skip


def _economic(plan: Plan, row: Requirement) -> bool:
    indicator = plan.indicators[row.place]
    known = indicator.family in ECONOMY or (indicator.category == "economy" and indicator.measure.kind == "money")
    return known and row.assessable and row.required_rate is not None and row.base.value is not None


def _rate(row: Requirement) -> float:
    return row.stated_rate if row.stated_rate is not None and row.index else (row.required_rate or 0.0)


def _factor(plan: Plan, row: Requirement) -> float:
    return float((1 + _rate(row)) ** plan.n_years)


def _step_line(plan: Plan, row: Requirement, leader: Requirement) -> Line:
    params: dict[str, Parameter] = {
        "name": Named(row.indicator), "leader": Named(leader.indicator), "factor": Value(_factor(plan, row), "times", 3),
        "product": Value(_factor(plan, leader), "times", 3),
        "left": Value(_factor(plan, row) / _factor(plan, leader), "percent", 0),
    }  # fmt: skip
    return Line("out_of_step", params)


def implied_factor(plan: Plan, facts: Facts) -> Iterator[Finding]:
    """The growth that a product leaves for its factor of people, in the past or in the plan, where it is not printed itself."""
    for identity in plan.identities:
        if identity.computed is None or identity.equals is None:
            continue
        tree = parse(identity.equals)
        if (
            isinstance(tree, Operation)
            and tree.mark in "*/"
            and isinstance(tree.left, Name)
            and isinstance(tree.right, Name)
        ):
            for period in ("past", "plan"):
                yield from _implied(plan, identity, tree, facts, period)


def _implied(plan: Plan, identity: Identity, tree: Operation, facts: Facts, period: str) -> Iterator[Finding]:
    assert isinstance(tree.left, Name)
    assert isinstance(tree.right, Name)
    people = tree.right.id if tree.mark == "/" else next(
        (name for name in sorted(names(tree)) if plan.indicator(name).family == "population"), ""
    )  # fmt: skip
    if not people or plan.indicator(people).family != "population":
        return
    other = tree.left.id if tree.left.id != people else tree.right.id
    whole = _growth_factor(plan, facts, identity.computed or "", period)
    part = _growth_factor(plan, facts, other, period)
    if whole is None or part is None or _growth_factor(plan, facts, people, period) is not None:
        return
    (whole_factor, whole_fact), (part_factor, part_fact) = whole, part
    factor = part_factor / whole_factor if tree.mark == "/" else whole_factor / part_factor
    rate = factor ** (1 / plan.n_years) - 1
    if PEOPLE_GROWTH[0] <= rate <= PEOPLE_GROWTH[1]:
        return
    params: dict[str, Parameter] = {
        "people": Named(people), "factor": Value(factor, "times", 3), "rate": Value(rate, "percent", 1),
        "whole": Named(identity.computed or ""), "part": Named(other), "whole_factor": Value(whole_factor, "times", 3),
        "part_factor": Value(part_factor, "times", 3),
    }  # fmt: skip
    yield Finding(
        kind=f"implied_growth_{period}", severity="tension", indicators=(other, identity.computed or "", people),
        anchor=f"{identity.computed}.{people}", params=params, arithmetic=(Line("implied_growth", params),),
        evidence=(*whole_fact.evidence, *part_fact.evidence), size=abs(rate),
    )  # fmt: skip


def _growth_factor(plan: Plan, facts: Facts, name: str, period: str) -> tuple[float, Fact] | None:
    """Factor by which an indicator grew over the five years before the base, or is to grow over the plan."""
    start = plan.base_year - plan.n_years if period == "past" else plan.base_year
    if period == "plan":
        stated = facts.get(Thing(name, "stated_rate", start + 1, plan.target_year))
        return None if stated is None else ((1 + stated[0].value) ** plan.n_years, stated[0])
    for role in ("change", "points", "rate"):
        first = start + 1 if role == "rate" else start
        said = facts.get(Thing(name, role, first, plan.base_year))
        level = facts.get(Thing(name, "level", plan.base_year, plan.base_year))
        if said is None:
            continue
        if role == "points" and level is not None and level[0].value > said[0].value:
            return level[0].value / (level[0].value - said[0].value), said[0]
        if role != "points":
            return (1 + said[0].value) ** (plan.n_years if role == "rate" else 1), said[0]
    return None


def countable(plan: Plan, facts: Facts) -> Iterator[Finding]:
    """Percentages that cannot occur with the number of things they count, and how many things would fit them."""
    for indicator in plan.indicators:
        n_things = _number_of(plan, indicator)
        if n_things is None or n_things < 1 or indicator.measure.kind != "percent":
            continue
        own = [
            those[0]
            for thing, those in facts.items()
            if thing.indicator == indicator.id and thing.role in ("level", "target")
        ]
        off = [fact for fact in own if not _occurs(fact, n_things)]
        if off:
            yield _uncountable(indicator, n_things, own, off)


def _number_of(plan: Plan, indicator: Indicator) -> int | None:
    if indicator.count_of is None:
        return None
    if indicator.count_of.isdigit():
        return int(indicator.count_of)
    stock = plan.indicator(indicator.count_of)
    seen = stock.observed(plan.base_year)
    return None if seen is None else round(stock.level(seen))


def _occurs(fact: Fact, n_things: int) -> bool:
    """Whether k of n gives the printed percentage; a bound needs only a k beyond it that still says the same."""
    k = fact.value / 100 * n_things
    if abs(k - round(k)) <= 1e-9 * n_things:
        return True
    if not math.isfinite(fact.low + fact.high):
        return False
    return any(abs(100 * count / n_things - fact.value) <= fact.half for count in (math.floor(k), math.ceil(k)))


def _uncountable(indicator: Indicator, n_things: int, own: Sequence[Fact], off: Sequence[Fact]) -> Finding:
    worst = off[0]
    k = worst.value / 100 * n_things
    below, above = math.floor(k), math.ceil(k)
    printed = [fact for fact in own if math.isfinite(fact.low + fact.high) and not _COUNTED.search(fact.printed)]
    fitting = next((n for n in range(2, MAX_DENOMINATOR) if all(_occurs(fact, n) for fact in printed)), None)
    params: dict[str, Parameter] = {
        "name": Named(indicator.id), "percent": worst.as_shown, "n": Value(n_things, "count"), "k": Value(k, "times", 2),
        "below": Value(100 * below / n_things, "level", 1), "above": Value(100 * above / n_things, "level", 1),
        "fewer": Value(below, "count"), "more": Value(above, "count"),
    }  # fmt: skip
    lines = [Line("uncountable", params)]
    if fitting is not None and len(printed) > 1:
        counts = tuple(Value(round(fact.value / 100 * fitting), "count") for fact in printed)
        values = tuple(fact.as_shown for fact in printed)
        lines.append(Line("countable_with", {"n": Value(fitting, "count"), "counts": counts, "values": values}))
    return Finding(
        kind="uncountable", severity="tension", indicators=(indicator.id,), anchor=worst.thing.anchor, params=params,
        arithmetic=tuple(lines), evidence=tuple(piece for fact in off for piece in fact.evidence),
        size=abs(k - round(k)) / n_things,
    )  # fmt: skip
