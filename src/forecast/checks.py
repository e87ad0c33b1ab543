"""Faults inside one plan that need more than one of its parts: units, years, bounds, references, identities.

Each function gives all flaws it can find; `files` puts lines to them. What the models refuse by themselves is not looked at again.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from forecast.errors import FigureError
from forecast.figures import Unit
from forecast.identitychecks import converts, identity_flaws, without_unit
from forecast.paths import RATE_RANGE
from forecast.plan import Family, Indicator, Observation, Plan, StatedRate, Statement, Target
from forecast.sourced import Source, Sourced
from forecast.written import Flaw, Place, is_id

_SERIES: Final[Mapping[Family, str]] = {
    "econ_nominal": "retail_sales_nominal",
    "fiscal_nominal": "budget_expenditure_plan_nominal budget_revenue_plan_nominal",
    "transport": "freight_carried freight_tkm passenger_km passengers_carried",
    "production": "aquaculture_production cattle cereal_production fishery_production pigs planted_forest_area poultry wood_output",
    "service": "doctors kindergarten_pupils kindergarten_teachers nurses patient_beds pupils_general schools_general teachers_general",
    "population": "labour_force population",
    "pct_stock": "literacy",
    "pct_deprivation": "infant_mortality_pm",
    "pct_share": "employed_share",
}
FAMILY_OF: Final[Mapping[str, Family]] = {name: family for family, names in _SERIES.items() for name in names.split()}
"""Family of each narrow class; a test holds them equal to data/reference."""


def plan_flaws(plan: Plan) -> list[Flaw]:
    """All flaws of `plan` that lie between its parts."""
    known = frozenset(indicator.id for indicator in plan.indicators)
    flaws = twice((("indicators", place), indicator.id) for place, indicator in enumerate(plan.indicators))
    for place, indicator in enumerate(plan.indicators):
        here: Place = ("indicators", place)
        flaws += _indicator(plan, indicator, here, known)
        for at, item in placed(indicator, here):
            flaws += source_flaws(plan, (("source",), item.source), *_also(item), at=at)
    for family, surroundings in plan.surroundings_past.items():
        at = ("surroundings_past", family)
        flaws += _rate(surroundings, at)
        flaws += source_flaws(plan, (("source",), surroundings.source), *_also(surroundings), at=at)
    flaws += identity_flaws(plan, known)
    return flaws


def placed(indicator: Indicator, here: Place) -> Iterator[tuple[Place, Sourced]]:
    """Everything of an indicator at `here` that has a figure, and its place."""
    for name, item in indicator.sourced():
        key, _, index = name.partition(".")
        yield (*here, key, *((int(index),) if index else ())), item


def twice(ids: Iterable[tuple[Place, str]]) -> list[Flaw]:
    """A flaw for each id that stood before."""
    first: dict[str, Place] = {}
    flaws = []
    for place, name in ids:
        at = (*place, "id")
        if first.setdefault(name, at) != at:
            flaws.append(Flaw("id_twice", at, {"found": name, "first": first[name]}))
    return flaws


def _also(item: Sourced) -> Iterator[tuple[Place, Source]]:
    return ((("also", number), source) for number, source in enumerate(item.also))


def source_flaws(plan: Plan, *sources: tuple[Place, Source], at: Place) -> Iterator[Flaw]:
    """Documents that the plan does not name among its sources."""
    for place, source in sources:
        if source.document is not None and source.document not in plan.sources:
            yield Flaw("unknown_source", (*at, *place, "document"), {"found": source.document}, plan.sources)


def _indicator(plan: Plan, indicator: Indicator, here: Place, known: frozenset[str]) -> Iterator[Flaw]:
    yield from twice(((*here, "targets", place), target.id) for place, target in enumerate(indicator.targets))
    yield from _count_of(indicator, here, known)
    if indicator.like is not None and indicator.family != FAMILY_OF[indicator.like]:
        params = {"found": indicator.like, "allowed": FAMILY_OF[indicator.like]}
        yield Flaw("like_of_family", (*here, "like"), params)
    yield from _kind_of_number(indicator, here)
    if indicator.law == "status":
        yield from _status(indicator, here)
        return
    yield from _observations(plan, indicator, here)
    for place, target in enumerate(indicator.targets):
        yield from _target(plan, indicator, target, (*here, "targets", place))
    if indicator.stated_rate is not None:
        yield from _rate(indicator.stated_rate, (*here, "stated_rate"))
    used = [place for place, statement in enumerate(indicator.statements) if statement.use]
    if len(used) > 1:
        yield Flaw("several_statements", (*here, "statements", used[1]), {"found": len(used)})
    for place, statement in enumerate(indicator.statements):
        yield from _statement(plan, indicator, statement, (*here, "statements", place), known)


def _count_of(indicator: Indicator, here: Place, known: frozenset[str]) -> Iterator[Flaw]:
    text = indicator.count_of
    if text is None or text in known or (text.isascii() and text.isdigit() and len(text) <= 15 and int(text) > 0):
        return
    if is_id(text):
        yield Flaw("unknown_indicator", (*here, "count_of"), {"found": text}, known)
    else:
        yield Flaw("count_of_invalid", (*here, "count_of"), {"found": text})


def _kind_of_number(indicator: Indicator, here: Place) -> Iterator[Flaw]:
    """What the law asks of unit and bounds."""
    if without_unit(indicator):
        yield Flaw("unit_missing", (*here, "unit"))
    elif indicator.law == "logit" and math.inf in (-indicator.limits[0], indicator.limits[1]):
        yield Flaw("logit_needs_bounds", (*here, "law"))


def _status(indicator: Indicator, here: Place) -> Iterator[Flaw]:
    for at, item in placed(indicator, here):
        if item.printed is not None or item.value is not None:
            yield Flaw("status_has_figure", (*at, "figure" if item.printed is not None else "value"))


def _observations(plan: Plan, indicator: Indicator, here: Place) -> Iterator[Flaw]:
    by_year: dict[int, list[tuple[Place, Observation]]] = defaultdict(list)
    for place, seen in enumerate(indicator.observations):
        at = (*here, "observations", place)
        if seen.year is not None:
            by_year[seen.year].append((at, seen))
        if seen.last_year > plan.base_year:
            key = "year" if seen.year is not None else "period"
            yield Flaw("observation_after_base", (*at, key), {"found": seen.last_year, "allowed": plan.base_year})
        yield from level(indicator, seen, at, "compound_not_positive")
    for year, group in by_year.items():
        used = [place for place, seen in group if seen.use]
        if len(group) > 1 and len(used) != 1:
            yield Flaw("several_observations", used[1] if used else group[1][0], {"found": len(group), "year": year})


def level(indicator: Indicator, item: Sourced, at: Place, not_positive: str) -> Iterator[Flaw]:
    """Flaws of a figure that stands for a level of the indicator: its unit, its sign under growth, its bounds."""
    if indicator.measure.kind == "status" or (item.figure is None and item.value is None):
        return
    place, found = (*at, "value"), f"{item.value:g}" if item.value is not None else ""
    values = [] if item.value is None else [item.value]
    if item.figure is not None:
        place, found = (*at, "figure"), item.figure.text
        is_change = item.figure.sense in ("increase", "decrease", "higher_by", "lower_by")
        if is_change and indicator.law not in ("flow", "total"):
            yield Flaw("level_is_change", place, {"found": found})
            return
        try:
            read = indicator.read(item) or item.figure
        except FigureError as error:
            yield Flaw(error.code, place, error.params)
            return
        values = [read.value] if read.end is None else [read.value, read.end]
    yield from _size(indicator, values, place, found, not_positive)


def _size(indicator: Indicator, values: list[float], place: Place, found: str, not_positive: str) -> Iterator[Flaw]:
    low, high = indicator.limits
    if indicator.law == "compound" and min(values) <= 0:
        yield Flaw(not_positive, place, {"found": found})
    elif indicator.law != "total" and not low <= min(values) <= max(values) <= high:
        yield Flaw("outside_bounds", place, {"found": found, "allowed": f"{low:g} … {high:g}".replace("inf", "∞")})


def _target(plan: Plan, indicator: Indicator, target: Target, at: Place) -> Iterator[Flaw]:
    if target.year <= plan.base_year:
        yield Flaw("target_before_base", (*at, "year"), {"found": target.year, "allowed": plan.base_year})
    if target.printed is None and target.value is None:
        yield Flaw("target_without_figure", at)
    elif target.kind == "level":
        yield from level(indicator, target, at, "target_not_positive")
    else:
        if indicator.law != "compound":
            yield Flaw("rate_law", (*at, "as"), {"found": target.kind, "law": indicator.law})
        yield from _rate(target, at) if target.kind == "rate" else _cumulative(target, at)


def _percentage(item: Sourced, at: Place) -> tuple[float | None, Place, str]:
    """Growth in per cent, falls negative, None where the figure is no percentage; its place, and how it is written."""
    if item.figure is None:
        return item.value, (*at, "value"), f"{item.value:g}"
    if item.figure.unit.kind != "percent" or not set(item.figure.unit.per) <= {"năm"}:
        return None, (*at, "figure"), item.figure.text
    return item.figure.signed * item.figure.unit.scale, (*at, "figure"), item.figure.text


def _rate(item: Target | StatedRate, at: Place) -> Iterator[Flaw]:
    value, place, found = _percentage(item, at)
    if value is None:
        yield Flaw("rate_needs_percent", place, {"found": found})
    elif not RATE_RANGE[0] <= value / 100 <= RATE_RANGE[1]:
        yield Flaw("path_rate_range", place, {"found": found})


def _cumulative(target: Target, at: Place) -> Iterator[Flaw]:
    value, place, found = _percentage(target, at)
    if value is None:
        yield Flaw("rate_needs_percent", place, {"found": found})
    elif target.figure is not None and target.figure.unit.per:
        yield Flaw("cumulative_per_year", place, {"found": found})
    elif value <= -100:
        yield Flaw("target_not_positive", place, {"found": found})


def _statement(
    plan: Plan, indicator: Indicator, statement: Statement, at: Place, known: frozenset[str]
) -> Iterator[Flaw]:
    if statement.last > plan.base_year:
        yield Flaw("observation_after_base", (*at, "to"), {"found": statement.last, "allowed": plan.base_year})
    if statement.kind in ("change", "multiple") and not statement.over and statement.first == statement.last:
        yield Flaw("years_equal", (*at, "to"), {"found": statement.kind, "year": statement.first})
    if statement.kind == "margin" and statement.over is None:
        yield Flaw("over_missing", at, {"found": statement.kind})
    if statement.over is not None and statement.over not in known:
        yield Flaw("unknown_indicator", (*at, "over"), {"found": statement.over}, known)
    if statement.kind == "rate":
        yield from _rate(statement, at)
    elif statement.kind == "total" and statement.over is None:
        yield from level(indicator, statement, at, "compound_not_positive")
    elif statement.figure is not None:
        yield from _said_unit(statement, indicator.measure, at)


def _said_unit(statement: Statement, measure: Unit, at: Place) -> Iterator[Flaw]:
    """A change, multiple, margin, share of a sum or of the plan whose figure is in no unit of its kind."""
    assert statement.figure is not None
    unit = statement.figure.unit
    fits = {
        "change": unit.kind == "percent" or converts(unit, measure),
        "margin": unit.kind in ("percent", "points") or converts(unit, measure),
        "multiple": unit.kind == "ratio",
        "total": unit.kind == "count",
        "of_plan": unit.kind == "percent",
    }
    if not fits[statement.kind]:
        params = {"found": statement.figure.text, "allowed": str(measure)}
        yield Flaw(f"{statement.kind}_unit", (*at, "figure"), params)
