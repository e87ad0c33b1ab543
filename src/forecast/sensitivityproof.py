"""Where the numbers of what matters most come from: formulas of levels at both ends, of growth, of shares. Method, section 11."""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from forecast.events import event_weight
from forecast.proof import Ground, Proof
from forecast.proof.formula import Formula, Term, add, call
from forecast.proof.grounds import base_term
from forecast.proof.landing import computed_from, projected
from forecast.sensitivity import Assumption, Kind, Sensitivity

End: TypeAlias = Literal["low", "high"]
ENDS: Final[tuple[End, End]] = ("low", "high")


def level_proof(ground: Ground, found: Sensitivity, each: Assumption, end: End) -> Proof:
    """Level of the indicator with one assumption at an end: the path with the other growth put in."""
    value = each.level_low if end == "low" else each.level_high
    return Proof.of(f"level_{end}", "level", value, _level(ground, found, each, end))


def _level(ground: Ground, found: Sensitivity, each: Assumption, end: End) -> Formula | None:
    if each.parts:
        at = ENDS.index(end)
        return computed_from(ground, lambda name: Term("level", each.parts[name][at], about=name, year=found.year))
    if each.kind != "event":
        return _grown(ground, found, each, end)
    return projected(ground, found.year) if end == "low" else _hit(ground, found, each)


def _grown(ground: Ground, found: Sensitivity, each: Assumption, end: End) -> Formula | None:
    """The path with growth of this indicator at an end."""
    beyond, level = each.low if end == "low" else each.high, found.level
    if beyond is None or level is None or each.grown is None or ground.needed.base.value is None:
        return None
    years = Term("years", found.year - ground.plan.base_year, "plain")
    if each.scale == "log":
        growth = Term("mean_growth", each.grown - 1, "rate") + Term("beyond", beyond, "rate")
        return base_term(ground.plan, ground.needed) * (1 + growth) ** years
    here = Term("projected", level, year=found.year)
    position = call("LN", here / (100 - here)) + years * Term("beyond_logit", beyond, "plain")
    return 100 / (1 + call("EXP", -1 * position))


def _hit(ground: Ground, found: Sensitivity, each: Assumption) -> Formula | None:
    """The path with an uncertain event that happens."""
    event = next(event for event in ground.outcome.scenario.events if event.id == each.of)
    figure = event.hits.get(ground.indicator.id)
    if figure is None or found.level is None:
        return None
    here = Term("projected", found.level, year=found.year)
    felt = Term("felt", float(event_weight(event, ground.plan)[found.year - ground.plan.base_year]), "plain")
    if figure.unit.kind == "points":
        return here + Term("hit", figure.signed, "points") * felt
    return here * (1 + Term("hit", figure.signed / 100, "rate")) ** felt


def swing_proof(each: Assumption) -> Proof:
    """Difference between the levels at both ends."""
    low, high = Term("level_low", each.level_low), Term("level_high", each.level_high)
    formula = high - low if each.level_high >= each.level_low else low - high
    return Proof.of("swing", "level", each.swing, formula)


def growth_proof(found: Sensitivity, each: Assumption, end: End, base_year: int) -> Proof | None:
    """Growth a year beyond the scenario's at an end, in percentage points; None where it is not said in points."""
    beyond = each.low if end == "low" else each.high
    if each.scale != "log" or beyond is None or each.grown is None or each.spread is None or each.quantile is None:
        return None
    quantile = Term("quantile", each.quantile if end == "high" else -each.quantile, "plain")
    years = Term("years", found.year - base_year, "plain")
    change = call("EXP", quantile * Term("spread", each.spread, "plain") / years) - 1
    return Proof.of(
        "beyond", "points", 100 * beyond, 100 * ((1 + Term("mean_growth", each.grown - 1, "rate")) * change)
    )


def share_proof(found: Sensitivity, each: Assumption, titles: Mapping[tuple[Kind, str], str]) -> Proof | None:
    """Share of the variance; None where it is not known.

    Parameters
    ----------
    titles : name of each assumption, by its kind and what it is of
    """
    if each.share is None:
        return None
    squares: list[Formula] = []
    for other in found.assumptions:
        term = Term("deviation", other.deviation or 0.0, "plain", about=titles[other.kind, other.of])
        squares.append(term**2)
    own = Term("deviation", each.deviation or 0.0, "plain", about=titles[each.kind, each.of])
    return Proof.of("variance", "share", each.share, own**2 / add(squares))
