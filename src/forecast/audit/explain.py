"""The arithmetic of relations with the numbers put in, for the figures in the order of a relation's terms."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from forecast.audit.facts import Fact
from forecast.audit.finding import Line, Named, Parameter, Value
from forecast.plan import Identity

Explain: TypeAlias = Callable[[Sequence[Fact]], tuple[Line, ...]]


def explain_growth(n_years: int) -> Explain:
    """Base, rate and years give a level; what is missing to the target, and the rate it needs."""

    def explain(chosen: Sequence[Fact]) -> tuple[Line, ...]:
        target, base, rate = chosen
        reached = base.value * (1 + rate.value) ** n_years
        params: dict[str, Parameter] = {
            "base": base.as_shown, "rate": rate.as_shown, "n": Value(n_years, "count"), "reached": base.level(reached, 1),
            "target": target.as_shown, "miss": base.level(target.value - reached, 1),
        }  # fmt: skip
        lines = [Line("growth_reached", params)]
        if base.value > 0 and target.value > 0:
            needed = (target.value / base.value) ** (1 / n_years) - 1
            lines.append(Line("growth_needed", {**params, "needed": Value(needed, "percent", 2)}))
        return tuple(lines)

    return explain


def explain_past(n_years: int) -> Explain:
    """What a yearly rate grows to, and what the printed change is a year."""

    def explain(chosen: Sequence[Fact]) -> tuple[Line, ...]:
        rate, change = chosen
        factor = 1 + change.value if change.thing.role == "change" else change.value
        grown = (1 + rate.value) ** n_years - 1
        params: dict[str, Parameter] = {
            "rate": rate.as_shown, "n": Value(n_years, "count"), "grown": Value(grown, "percent", 1), "change": change.as_shown,
        }  # fmt: skip
        lines = [Line("past_grown", params)]
        if factor > 0:
            lines.append(Line("past_implied", {**params, "implied": Value(factor ** (1 / n_years) - 1, "percent", 2)}))
        return tuple(lines)

    return explain


def explain_levels(n_years: int) -> Explain:
    """What two levels say of the growth between them."""

    def explain(chosen: Sequence[Fact]) -> tuple[Line, ...]:
        last, first, move = chosen
        params: dict[str, Parameter] = {
            "first": first.as_shown,
            "last": last.as_shown,
            "move": move.as_shown,
            "n": Value(n_years, "count"),
        }
        if first.value <= 0 or last.value <= 0:
            return ()
        factor = last.value / first.value
        implied = {
            "rate": Value(factor ** (1 / n_years) - 1, "percent", 2), "change": Value(factor - 1, "percent", 2),
            "multiple": Value(factor, "times", 2),
        }[move.thing.role]  # fmt: skip
        return (Line(f"levels_{move.thing.role}", {**params, "implied": implied}),)

    return explain


def explain_difference(chosen: Sequence[Fact]) -> tuple[Line, ...]:
    """The difference of two levels beside the printed one."""
    last, first, move = chosen
    difference = Value(last.value - first.value, move.shown, max(move.digits, last.digits))
    return (
        Line(
            "levels_difference",
            {"last": last.as_shown, "first": first.as_shown, "move": move.as_shown, "difference": difference},
        ),
    )


def explain_margin(chosen: Sequence[Fact]) -> tuple[Line, ...]:
    """The difference of two rates beside the printed margin."""
    ours, theirs, margin = chosen
    difference = Value(100 * (ours.value - theirs.value), "points", 2)
    params = {"ours": ours.as_shown, "theirs": theirs.as_shown, "margin": margin.as_shown, "difference": difference}
    return (Line("margin", params),)


def explain_multiple(chosen: Sequence[Fact]) -> tuple[Line, ...]:
    """The ratio of two levels beside the printed multiple."""
    ours, theirs, multiple = chosen
    ratio = ours.value * ours.scale / (theirs.value * theirs.scale) if theirs.value else math.nan
    params = {
        "ours": ours.as_shown,
        "theirs": theirs.as_shown,
        "multiple": multiple.as_shown,
        "ratio": Value(ratio, "times", 2),
    }
    return (Line("multiple_over", params),)


def explain_sum(code: str, constant: Value | None = None) -> Explain:
    """What parts add up to, beside their printed whole or a constant."""

    def explain(chosen: Sequence[Fact]) -> tuple[Line, ...]:
        whole, parts = (constant, chosen) if constant is not None else (chosen[0].as_shown, chosen[1:])
        digits = max(fact.digits for fact in parts)
        total = parts[0].level(sum(fact.value for fact in parts), digits - parts[0].digits)
        assert whole is not None
        return (Line(code, {"parts": tuple(fact.as_shown for fact in parts), "sum": total, "whole": whole}),)

    return explain


def explain_weighted(own: float, weights: Mapping[str, float], constant: float) -> Explain:
    """What weighted parts add up to in the unit of their whole."""

    def explain(chosen: Sequence[Fact]) -> tuple[Line, ...]:
        head, *parts = chosen
        total = constant + sum(weight * fact.value for weight, fact in zip(weights.values(), parts, strict=True))
        computed = head.level(total / own, max(0, max(fact.digits for fact in parts) - head.digits))
        params: dict[str, Parameter] = {
            "parts": tuple(fact.as_shown for fact in parts),
            "sum": computed,
            "whole": head.as_shown,
        }
        return (Line("identity_sum", params),)

    return explain


def explain_product(
    identity: Identity, own: float, constant: float, names: Mapping[str, float], scales: Mapping[str, float]
) -> Explain:
    """What factors give, beside the printed figure, and the ratio of the two."""

    def explain(chosen: Sequence[Fact]) -> tuple[Line, ...]:
        head, *parts = chosen
        log = constant + sum(
            power * math.log(fact.value * scales[name])
            for (name, power), fact in zip(names.items(), parts, strict=True)
        )
        computed = math.exp(log) / own
        params: dict[str, Parameter] = {
            "name": Named(head.thing.indicator), "computed": head.level(computed, 1), "printed": head.as_shown,
            "ratio": Value(head.value / computed, "times", 3), "parts": tuple(fact.as_shown for fact in parts),
            "formula": tuple(Named(fact.thing.indicator) for fact in parts), "expression": identity.equals or "",
        }  # fmt: skip
        return (Line("identity_product", params),)

    return explain
