"""Relations that a plan's figures have to satisfy: growth from base to target, changes, multiples, margins, sums, products."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from forecast.audit.explain import (
    explain_difference,
    explain_growth,
    explain_levels,
    explain_margin,
    explain_multiple,
    explain_past,
    explain_product,
    explain_sum,
    explain_weighted,
)
from forecast.audit.facts import Fact, Role, Thing
from forecast.audit.finding import Value
from forecast.audit.relation import Relation, Term
from forecast.figures import read_figure, read_unit
from forecast.identities import Expression, Name, Number, Operation, parse
from forecast.plan import Identity, Plan

Facts: TypeAlias = Mapping[Thing, tuple[Fact, ...]]


def relations(plan: Plan, facts: Facts) -> Iterator[Relation]:
    """Every relation of the plan whose figures are all there."""
    for indicator in plan.indicators:
        own = [thing for thing in facts if thing.indicator == indicator.id]
        yield from _growth(plan, own, indicator.law)
        yield from _past(own)
        yield from _over(own, facts)
        yield from _series(own)
    for identity in plan.identities:
        yield from _identity(plan, identity, facts)


def _growth(plan: Plan, own: Sequence[Thing], law: str) -> Iterator[Relation]:
    """Target level against base and stated average growth: three figures, two degrees of freedom."""
    base = next((thing for thing in own if thing.role == "level" and thing.first == thing.last == plan.base_year), None)
    rates = [thing for thing in own if thing.role == "stated_rate" and thing.first == plan.base_year + 1]
    if base is None or law != "compound":
        return
    for rate in rates:
        for target in own:
            if target.role == "target" and target.last == rate.last:
                n_years = rate.last - plan.base_year
                terms = (Term(target, 1, "log"), Term(base, -1, "log"), Term(rate, -n_years, "growth"))
                yield Relation(kind="level_rate_base", terms=terms, explain=explain_growth(n_years))


def _past(own: Sequence[Thing]) -> Iterator[Relation]:
    """What is said of the past: a rate against a change, a multiple, or the two levels; a change against the two levels."""
    levels = {thing.last: thing for thing in own if thing.role == "level" and thing.first == thing.last}
    moves = [thing for thing in own if thing.role in ("rate", "change", "multiple", "points") and not thing.over]
    for move in moves:
        start = move.first - 1 if move.role == "rate" else move.first
        n_years = move.last - start
        if start in levels and move.last in levels and n_years >= 1:
            yield _between(levels[start], levels[move.last], move, n_years)
        for other in moves:
            if (
                move.role == "rate"
                and other.role in ("change", "multiple")
                and (other.first, other.last) == (start, move.last)
            ):
                form = "growth" if other.role == "change" else "log"
                terms = (Term(move, n_years, "growth"), Term(other, -1, form))  # type: ignore[arg-type]
                yield Relation(kind="past_rate_change", terms=terms, explain=explain_past(n_years))


def _between(first: Thing, last: Thing, move: Thing, n_years: int) -> Relation:
    if move.role == "points":
        terms = (Term(last, 1, "plain"), Term(first, -1, "plain"), Term(move, -1, "plain"))
        return Relation(kind="change_levels", terms=terms, explain=explain_difference)
    weight, form = (n_years, "growth") if move.role == "rate" else (1, "growth" if move.role == "change" else "log")
    terms = (Term(last, 1, "log"), Term(first, -1, "log"), Term(move, -weight, form))  # type: ignore[arg-type]
    return Relation(kind="change_levels", terms=terms, explain=explain_levels(n_years))


def _over(own: Sequence[Thing], facts: Facts) -> Iterator[Relation]:
    """A margin over another rate, and a multiple of another level."""
    for thing in own:
        if thing.role == "margin" and thing.over:
            for role in ("rate", "stated_rate"):
                ours, theirs = (Thing(name, role, thing.first, thing.last) for name in (thing.indicator, thing.over))
                if ours in facts and theirs in facts:
                    terms = (Term(ours, 100, "plain"), Term(theirs, -100, "plain"), Term(thing, -1, "plain"))
                    yield Relation(kind="margin", terms=terms, explain=explain_margin)
        if thing.role == "multiple" and thing.over:
            ours, theirs = (Thing(name, "level", thing.last, thing.last) for name in (thing.indicator, thing.over))
            if ours in facts and theirs in facts:
                shift = math.log(facts[ours][0].scale / facts[theirs][0].scale)
                terms = (Term(ours, 1, "log"), Term(theirs, -1, "log"), Term(thing, -1, "log"))
                yield Relation(kind="multiple_over", terms=terms, constant=shift, explain=explain_multiple)


def _series(own: Sequence[Thing]) -> Iterator[Relation]:
    """A series of yearly amounts against the printed total of its years."""
    levels = {thing.last: thing for thing in own if thing.role == "level" and thing.first == thing.last}
    for total in own:
        if total.role != "total":
            continue
        years = range(total.first, total.last + 1)
        if len(years) > 1 and all(year in levels for year in years):
            terms = (Term(total, 1, "plain"), *(Term(levels[year], -1, "plain") for year in years))
            yield Relation(kind="series_total", terms=terms, explain=explain_sum("sum_of_years"))


def _identity(plan: Plan, identity: Identity, facts: Facts) -> Iterator[Relation]:
    if identity.sum is not None and identity.equals is not None:
        yield from _shares(plan, identity, facts)
    elif identity.computed is not None and identity.equals is not None:
        tree = parse(identity.equals)
        for role, first, last in _dates(facts, identity.computed):
            if (relation := _product_or_sum(identity, tree, facts, role, first, last)) is not None:
                yield relation


def _dates(facts: Facts, name: str) -> list[tuple[Role, int, int]]:
    roles = ("level", "target", "total")
    return [(thing.role, thing.first, thing.last) for thing in facts if thing.indicator == name and thing.role in roles]


def _shares(plan: Plan, identity: Identity, facts: Facts) -> Iterator[Relation]:
    """Shares add up to their whole in each year in which all are printed; what they gain and lose adds up to nothing."""
    assert identity.sum is not None
    assert identity.equals is not None
    unit = plan.indicator(identity.sum[0]).measure
    whole = read_figure(identity.equals, plan.language).in_unit(
        unit if unit.kind == "percent" else read_unit(unit.noun, plan.language)
    )
    dates = {(thing.role, thing.first, thing.last) for thing in facts if thing.indicator == identity.sum[0]}
    for role, first, last in sorted(dates):
        things = [Thing(name, role, first, last) for name in identity.sum]
        if role not in ("level", "target", "points") or any(thing not in facts for thing in things):
            continue
        if any(facts[thing][0].end is not None or facts[thing][0].is_bound for thing in things):
            continue
        constant = 0.0 if role == "points" else -whole.value
        terms = tuple(Term(thing, 1, "plain") for thing in things)
        shown_whole = Value(-constant, "points" if role == "points" else "level", 0)
        kind, code = ("share_changes", "sum_of_changes") if role == "points" else ("shares_sum", "sum_of_shares")
        yield Relation(kind=kind, terms=terms, constant=constant, explain=explain_sum(code, shown_whole))


def _product_or_sum(
    identity: Identity, tree: Expression, facts: Facts, role: Role, first: int, last: int
) -> Relation | None:
    """A computed indicator as products and quotients (in logarithms) or as a sum; mixtures are left to other rules."""
    assert identity.computed is not None
    for form, weigh in (("log", _powers), ("plain", _weights)):
        weights = weigh(tree)
        if weights is None:
            continue
        names, constant = weights
        things = {name: Thing(name, role, first, last) for name in names}
        head = Thing(identity.computed, role, first, last)
        known = all(thing in facts for thing in (head, *things.values()))
        if not names or not known or facts[head][0].derived:
            return None
        return _in_form(identity, form, head, things, names, constant, facts)
    return None


def _in_form(
    identity: Identity,
    form: str,
    head: Thing,
    things: Mapping[str, Thing],
    names: Mapping[str, float],
    constant: float,
    facts: Facts,
) -> Relation:
    scales = {name: facts[thing][0].scale for name, thing in things.items()}
    own = facts[head][0].scale
    if form == "log":
        shift = math.log(own) - constant - sum(power * math.log(scales[name]) for name, power in names.items())
        terms = (Term(head, 1, "log"), *(Term(things[name], -power, "log") for name, power in names.items()))
        explain = explain_product(identity, own, constant, names, scales)
        return Relation(kind="identity", terms=terms, constant=shift, explain=explain, assumed=identity.assumed)
    terms = (
        Term(head, own, "plain"),
        *(Term(things[name], -weight * scales[name], "plain") for name, weight in names.items()),
    )
    explain = explain_weighted(own, {name: weight * scales[name] for name, weight in names.items()}, constant)
    return Relation(kind="identity", terms=terms, constant=-constant, explain=explain, assumed=identity.assumed)


def _powers(tree: Expression) -> tuple[dict[str, float], float] | None:
    """Exponents of the names and logarithm of the number in a product; None where the tree adds or subtracts."""
    if isinstance(tree, Name):
        return {tree.id: 1.0}, 0.0
    if isinstance(tree, Number):
        return ({}, math.log(tree.value)) if tree.value > 0 else None
    if tree.mark not in ("*", "/"):
        return None
    left, right = _powers(tree.left), _powers(tree.right)
    return None if left is None or right is None else _joined(left, right, 1.0 if tree.mark == "*" else -1.0)


def _weights(tree: Expression) -> tuple[dict[str, float], float] | None:
    """Weights of the names and the number in a sum; None where names are multiplied with each other."""
    if isinstance(tree, Name):
        return {tree.id: 1.0}, 0.0
    if isinstance(tree, Number):
        return {}, tree.value
    left, right = _weights(tree.left), _weights(tree.right)
    if left is None or right is None:
        return None
    if tree.mark in ("+", "-"):
        return _joined(left, right, 1.0 if tree.mark == "+" else -1.0)
    return _scaled(tree, left, right)


def _scaled(
    tree: Operation, left: tuple[dict[str, float], float], right: tuple[dict[str, float], float]
) -> tuple[dict[str, float], float] | None:
    if tree.mark == "*" and not left[0]:
        left, right = right, left
    if right[0] or (tree.mark == "/" and right[1] == 0):
        return None
    factor = right[1] if tree.mark == "*" else 1 / right[1]
    return {name: weight * factor for name, weight in left[0].items()}, left[1] * factor


def _joined(
    left: tuple[dict[str, float], float], right: tuple[dict[str, float], float], sign: float
) -> tuple[dict[str, float], float]:
    names = dict(left[0])
    for name, weight in right[0].items():
        names[name] = names.get(name, 0.0) + sign * weight
    return names, left[1] + sign * right[1]
