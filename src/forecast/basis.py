"""What the past figures of an indicator come to: its value in the base year and its past pace, each with where it is from."""

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

import numpy as np

from forecast import growth
from forecast.figures.numbers import read_number
from forecast.identities import Name, Operation, evaluate, names, parse
from forecast.plan import Indicator, Observation, Plan, Statement
from forecast.sourced import Sourced

Origin: TypeAlias = Literal["observed", "estimate", "identity", "statement", "index", "unknown"]
OLDEST_HELD = 2
"""Years by which a level that is to be held may be older than the base year [yr]."""
OLDEST_PAST = 10
"""Years back from the base that a past pace may reach [yr]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """Value of the base year [unit], half its last printed place, and where it is from."""

    value: float | None
    half: float = 0.0
    origin: Origin = "unknown"
    item: Sourced | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Past pace: growth a year for compound, points or units a year otherwise, yearly amounts for flows and totals."""

    rate: float | None = None
    points: float | None = None
    flow: float | None = None
    step: float | None = None
    origin: Literal["observed", "statement"] = "statement"
    item: Sourced | None = None


def half_of(value: float) -> float:
    """Half the last printed place of a number given without its printed form [its unit]."""
    return read_number(f"{Decimal(f'{abs(value):.12g}'):f}", "en").half


def percentage(item: Sourced) -> float:
    """A printed percentage as a fraction; a decrease is negative; a range counts from its lower end."""
    if item.figure is None:
        return (item.value or 0.0) / 100
    return item.figure.signed / 100


def stated_rate(indicator: Indicator) -> float | None:
    """Average growth the plan states for its own years, a fraction [1/yr]; None where it states none, or points."""
    if indicator.stated_rate is not None:
        return percentage(indicator.stated_rate)
    return next((percentage(target) for target in indicator.targets if target.kind == "rate"), None)


def base_of(plan: Plan, indicator: Indicator) -> Base:
    """Value of the base year: observed, else derived from an identity or, for a flow, from the sum of a period."""
    item = _observed(plan, indicator)
    if item is not None:
        figure = indicator.read(item)
        half = half_of(item.value or 0.0) if figure is None else figure.half
        estimated = figure is not None and figure.estimate
        return Base(value=indicator.level(item), half=half, origin="estimate" if estimated else "observed", item=item)
    if indicator.law == "flow":
        return _from_total(plan, indicator)
    return _from_identity(plan, indicator)


def _observed(plan: Plan, indicator: Indicator) -> Observation | None:
    if indicator.law == "total":
        return next((seen for seen in indicator.observations if seen.year == plan.base_year), None)
    oldest = OLDEST_HELD if indicator.law == "hold" else 0
    for year in range(plan.base_year, plan.base_year - oldest - 1, -1):
        if (item := indicator.observed(year)) is not None:
            return item
    return None


def _from_total(plan: Plan, indicator: Indicator) -> Base:
    """Yearly flow from the sum of a period: sum / years, as a share of the stock it is `over` where one is named."""
    statement = next((said for said in indicator.statements if said.kind == "total" and said.use), None)
    value = None if statement is None else yearly(plan, indicator, statement)
    if value is None or statement is None:
        return Base(value=None)
    return Base(value=value, half=half_of(round(value, 2)), origin="statement", item=statement)


def yearly(plan: Plan, indicator: Indicator, statement: Statement) -> float | None:
    """Yearly amount behind the sum of a period [unit/yr]; None where the stock it is a share of is not known."""
    n_years = statement.last - statement.first + 1
    if statement.over is None:
        return indicator.level(statement) / n_years
    stock = plan.indicator(statement.over)
    base = base_of(plan, stock).value
    total = statement.value if statement.figure is None else statement.figure.value * statement.figure.unit.scale
    if base is None or total is None or base * stock.measure.scale == 0:
        return None
    return 100 * total / n_years / (base * stock.measure.scale)


def _from_identity(plan: Plan, indicator: Indicator) -> Base:
    identity = next((known for known in plan.identities if known.computed == indicator.id), None)
    if identity is None or identity.equals is None:
        return Base(value=None)
    tree = parse(identity.equals)
    values: dict[str, growth.Floats] = {}
    for name in names(tree):
        part = plan.indicator(name)
        item = _observed(plan, part)
        if item is None:
            return Base(value=None)
        values[name] = np.asarray(part.level(item) * part.measure.scale)
    value = float(evaluate(tree, values)) / indicator.measure.scale
    if not math.isfinite(value):
        return Base(value=None)
    exact = isinstance(tree, Name) or (isinstance(tree, Operation) and tree.mark in "+-")
    return Base(value=value, half=0.5 if exact else half_of(round(value, 2)), origin="identity")


def past_pace(plan: Plan, indicator: Indicator, base: Base) -> Pace | None:
    """Past pace from two observed levels, else from the statement in use; never across a break. Method, section 2."""
    if indicator.law == "status":
        return None
    if indicator.law in ("flow", "total"):
        return _past_flow(plan, indicator)
    earlier = _earliest(plan, indicator)
    if base.value is not None and earlier is not None and earlier.year is not None:
        return _between(
            indicator, indicator.level(earlier), base.value, plan.base_year - earlier.year, "observed", earlier
        )
    statement = next((said for said in indicator.statements if said.use), None)
    if statement is None or _broken(indicator, statement.first, statement.last):
        return None
    return _stated(indicator, base, statement)


def _past_flow(plan: Plan, indicator: Indicator) -> Pace | None:
    statement = next((said for said in indicator.statements if said.kind == "total" and said.use), None)
    if statement is not None:
        value = yearly(plan, indicator, statement)
        broken = _broken(indicator, statement.first, plan.base_year)
        return None if value is None or broken else Pace(flow=value, item=statement)
    period = next((seen for seen in indicator.observations if seen.period and seen.last_year <= plan.base_year), None)
    if period is None or period.period is None or _broken(indicator, period.period[0], plan.base_year):
        return None
    n_years = period.period[1] - period.period[0] + 1 if indicator.law == "total" else 1
    return Pace(flow=indicator.level(period) / n_years, origin="observed", item=period)


def _earliest(plan: Plan, indicator: Indicator) -> Observation | None:
    years = [
        seen.year
        for seen in indicator.observations
        if seen.year and plan.base_year - OLDEST_PAST <= seen.year < plan.base_year
    ]
    years = [year for year in years if not _broken(indicator, year, plan.base_year)]
    return indicator.observed(min(years)) if years else None


def _broken(indicator: Indicator, first: int, last: int) -> bool:
    return any(first < broken.year <= last for broken in indicator.breaks)


def _between(
    indicator: Indicator,
    first: float,
    last: float,
    n_years: int,
    origin: Literal["observed", "statement"],
    item: Sourced,
) -> Pace | None:
    """Pace between two levels on the law's scale; None where the law has no scale for them."""
    points = (last - first) / n_years
    if indicator.law == "compound":
        if first <= 0 or last <= 0:
            return None
        rate = float(growth.mean_rate(first, last, n_years))
        return Pace(rate=rate, step=math.log1p(rate), origin=origin, item=item)
    low, high = indicator.limits
    if indicator.law == "logit":
        if not (low < first < high and low < last < high):
            return Pace(points=points, origin=origin, item=item)
        step = float(growth.to_scale("logit", last, low, high) - growth.to_scale("logit", first, low, high)) / n_years
        return Pace(points=points, step=step, origin=origin, item=item)
    return Pace(points=points, step=points, origin=origin, item=item)


def _stated(indicator: Indicator, base: Base, statement: Statement) -> Pace | None:
    """Pace from what the text says: an average rate, a change against an earlier year, or a multiple of it."""
    if statement.kind == "rate":
        rate = percentage(statement)
        return Pace(rate=rate, step=math.log1p(rate), item=statement) if indicator.law == "compound" else None
    if statement.kind not in ("change", "multiple") or statement.over is not None or base.value is None:
        return None
    first = level_before(indicator, base.value, statement)
    if first is None:
        return None
    return _between(indicator, first, base.value, statement.last - statement.first, "statement", statement)


def level_before(indicator: Indicator, level: float, statement: Statement) -> float | None:
    """Level of the earlier year behind a change or multiple: 10.935 after +87,8 % was 5.822,7 [unit]."""
    if statement.kind == "multiple":
        factor = statement.value if statement.figure is None else statement.figure.value
        return level / factor if factor else None
    if statement.figure is None or (statement.figure.unit.kind == "percent" and indicator.measure.kind != "percent"):
        change = percentage(statement)
        return level / (1 + change) if change > -1 else None
    sign = -1 if statement.figure.sense == "decrease" else 1
    if indicator.measure.kind == "percent":
        return level - sign * statement.figure.value
    return level - sign * statement.figure.in_unit(indicator.measure).value
