"""What an indicator depends on through the identities of its plan, and with which powers where they are products."""

import math

from forecast.identities import Expression, Name, Operation
from forecast.links import bound_parts, computed_in_order, share_groups
from forecast.plan import Plan


def powers_of(plan: Plan, name: str) -> dict[str, float] | None:
    """Powers with which other indicators enter one, itself alone where it is not computed; None where it is no product of them."""
    tied = {place for _, group in share_groups(plan) for place in group}
    tied |= {place for pair in bound_parts(plan) for place in pair}
    links = {plan.indicators[link.place].id: link.tree for link in computed_in_order(plan)}

    def of(each: str) -> dict[str, float] | None:
        indicator = plan.indicator(each)
        capped = indicator.measure.kind != "percent" and math.isfinite(indicator.limits[1])
        if plan.index[each] in tied or capped or indicator.law in ("flow", "total"):
            return None
        return tree_powers(links[each]) if each in links else {each: 1.0}

    def tree_powers(tree: Expression) -> dict[str, float] | None:
        if isinstance(tree, Name):
            return of(tree.id)
        if not isinstance(tree, Operation):
            return {}
        left, right = tree_powers(tree.left), tree_powers(tree.right)
        if tree.mark not in ("*", "/") or left is None or right is None:
            return None
        sign = 1 if tree.mark == "*" else -1
        return {each: left.get(each, 0.0) + sign * right.get(each, 0.0) for each in dict.fromkeys([*left, *right])}

    return of(name)


def bearing_on(plan: Plan, name: str) -> list[str]:
    """Indicators that one depends on, itself first: what it is computed from, shares of its whole, the whole that caps it."""
    links = {link.place: [plan.index[need] for need in link.needs] for link in computed_in_order(plan)}
    near: dict[int, list[int]] = {place: list(needs) for place, needs in links.items()}
    for _, group in share_groups(plan):
        for place in group:
            near.setdefault(place, []).extend(group)
    for part, whole in bound_parts(plan):
        near.setdefault(part, []).append(whole)
    found, waiting = [], [plan.index[name]]
    while waiting:
        place = waiting.pop(0)
        if place not in found:
            found.append(place)
            waiting.extend(near.get(place, ()))
    return [plan.indicators[place].id for place in found]
