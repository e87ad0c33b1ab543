"""Linked indicators: identities hold in every year of every scenario.

A computed indicator is k₀ × its expression, where k₀ = printed ÷ computed in the base year. Shares keep their sum: where some are
moved by the scenario, the others give way in proportion. A part never exceeds its whole.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from forecast.growth import Floats
from forecast.identities import Expression, evaluate, names, parse
from forecast.plan import Identity, Plan


@dataclass(frozen=True, slots=True)
class Computed:
    """An indicator that follows from others: where it stands, the expression, what it needs."""

    place: int
    tree: Expression
    needs: tuple[str, ...]


def computed_in_order(plan: Plan) -> tuple[Computed, ...]:
    """Computed indicators of a plan, each after those it needs.

    Sums of a period are no levels and are left out; what we only assume binds the audit, not the paths.
    """
    trees = {
        known.computed: parse(known.equals)
        for known in plan.identities
        if known.computed and known.equals and not known.assumed
    }
    order: dict[str, Computed] = {}

    def place(name: str) -> None:
        if name in order or name not in trees:
            return
        needs = tuple(sorted(names(trees[name])))
        for other in needs:
            place(other)
        if all(plan.indicator(each).law not in ("total", "flow", "status") for each in (name, *needs)):
            order[name] = Computed(plan.index[name], trees[name], needs)

    for name in trees:
        place(name)
    return tuple(order.values())


def compute(
    plan: Plan, levels: Floats, unknown: Mapping[int, str], printed: Floats
) -> tuple[dict[int, float], set[int]]:
    """Write the computed indicators into `levels`, year by year.

    Parameters
    ----------
    levels : (n_indicators, ..., n_years + 1) [unit], changed in place; the base year is the same for all in between
    unknown : places whose row of `levels` means nothing
    printed : (n_indicators,) [unit], values of the base year, NaN where none is known

    Returns
    -------
    factors : k₀ by place [-]
    missing : places of computed indicators whose parts are not all known
    """
    factors: dict[int, float] = {}
    missing: set[int] = set()
    scales = np.array([indicator.measure.scale for indicator in plan.indicators])
    for link in computed_in_order(plan):
        places = {name: plan.index[name] for name in link.needs}
        if any((at in unknown and at not in factors) or at in missing for at in places.values()):
            missing.add(link.place)
            continue
        values = {name: levels[at] * scales[at] for name, at in places.items()}
        result = np.broadcast_to(evaluate(link.tree, values) / scales[link.place], levels[link.place].shape)
        base = float(result[..., 0].flat[0])
        factor = printed[link.place] / base if base and math.isfinite(printed[link.place]) else 1.0
        if not np.all(np.isfinite(result)) or not math.isfinite(factor):
            missing.add(link.place)
            continue
        levels[link.place] = factor * result
        factors[link.place] = factor
    return factors, missing


def share_groups(plan: Plan) -> Iterator[tuple[Identity, tuple[int, ...]]]:
    """Places of shares that add up to a whole."""
    for identity in plan.identities:
        if identity.sum is not None:
            yield identity, tuple(plan.index[name] for name in identity.sum)


def keep_shares(plan: Plan, levels: Floats, unknown: Mapping[int, str], moved: set[int]) -> set[int]:
    """Let the shares that the scenario does not move give way, so that each group keeps the sum of its base year.

    Shares that the plan names in `gives_way` give way before others. Returns the places that were changed.
    """
    changed: set[int] = set()
    for identity, group in share_groups(plan):
        if any(place in unknown for place in group):
            continue
        yielding = giving_way(plan, identity, group, moved)
        fixed = [place for place in group if place not in yielding]
        room = levels[list(group)][..., :1].sum(axis=0) - levels[fixed].sum(axis=0)
        weight = levels[yielding].copy()
        whole = weight.sum(axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            shares = np.where(whole > 0, weight / whole, 1 / len(yielding))
        new = shares * np.maximum(room, 0.0)
        if not np.allclose(new, levels[yielding], rtol=1e-15, atol=0):
            levels[yielding] = new
            changed |= set(yielding)
    return changed


def giving_way(plan: Plan, identity: Identity, group: tuple[int, ...], moved: set[int]) -> list[int]:
    """Places of the shares that give way: those named that are not moved, else all that are not moved, else all."""
    named = [plan.index[name] for name in identity.gives_way if plan.index[name] not in moved]
    return named or [place for place in group if place not in moved] or list(group)


def bound_parts(plan: Plan) -> Iterator[tuple[int, int]]:
    """Places of parts and of the wholes they never exceed; a whole that is itself a part comes before its parts.

    What we only assume binds nothing, and what is computed is neither bound nor binds: it follows from others, its parts among them.
    """
    left = [
        (plan.index[identity.part], plan.index[identity.whole])
        for identity in plan.identities
        if identity.part is not None and identity.whole is not None and not identity.assumed
    ]
    computed = {link.place for link in computed_in_order(plan)} if left else set()
    left = [pair for pair in left if not computed.intersection(pair)]
    while left:
        parts = {part for part, _ in left}
        ready = [pair for pair in left if pair[1] not in parts] or left
        yield from ready
        left = [pair for pair in left if pair not in ready]


def limit_of(plan: Plan, levels: Floats, part: int, whole: int) -> Floats:
    """Levels of a whole in the unit of its part, (..., n_years + 1)."""
    return np.asarray(levels[whole] * plan.indicators[whole].measure.scale / plan.indicators[part].measure.scale)


def cap_parts(plan: Plan, levels: Floats, unknown: Mapping[int, str]) -> set[int]:
    """Stop parts at their wholes. A part that is larger already in the base year, as printed, is left alone. Returns the places stopped."""
    stopped: set[int] = set()
    for part, whole in bound_parts(plan):
        if part in unknown or whole in unknown:
            continue
        limit = limit_of(plan, levels, part, whole)
        if np.all(levels[part][..., 0] <= limit[..., 0]) and np.any(levels[part] > limit):
            levels[part] = np.minimum(levels[part], limit)
            stopped.add(part)
    return stopped
