"""Faults between a scenario and the plan it is for: indicators, years, laws and units."""

from collections.abc import Iterator, Mapping
from typing import Final

from forecast.checks import source_flaws, twice
from forecast.errors import FigureError
from forecast.figures import read_figure
from forecast.identities import names, parse
from forecast.paths import Move, Segment
from forecast.plan import Indicator, Law, Plan
from forecast.scenario import Delay, Event, Scenario
from forecast.written import Flaw, Place

MOVES: Final[Mapping[Law, tuple[str, ...]]] = {
    "compound": ("rate", "to"),
    "linear": ("points", "to"),
    "logit": ("points", "to"),
    "flow": ("each",),
    "total": ("each", "rate"),
    "hold": ("to",),
    "status": (),
}
"""Kinds of move that an indicator of each law can make."""
DELAYED: Final = ("compound", "linear", "logit", "total")
"""Laws of indicators whose paths can start late."""
EXAMPLES: Final = {"rate": "12%/yr", "points": "+1 point/yr", "to": "to 97% in 2030", "each": "550 each year"}


def scenario_flaws(scenario: Scenario, plan: Plan | None) -> list[Flaw]:
    """All flaws of a scenario by itself and, where `plan` is given, against the plan it is for.

    Parents are not looked at: each scenario of a chain is checked as it is written.
    """
    flaws = [*_generic(scenario), *_around(scenario)]
    flaws += twice((("events", number), event.id) for number, event in enumerate(scenario.events))
    flaws += twice((("delays", number), delay.id) for number, delay in enumerate(scenario.delays))
    if plan is None or scenario.plan == "any":
        return flaws
    flaws += unfit(scenario, plan)
    if scenario.plan == plan.id:
        flaws += [_unknown(plan, name, ("reasons", name)) for name in scenario.reasons if name not in plan.index]
        flaws += _shares(plan, scenario)
    return flaws


def unfit(scenario: Scenario, plan: Plan) -> list[Flaw]:
    """What a scenario says of indicators that `plan` does not have, or cannot move in that way."""
    if scenario.plan not in ("any", plan.id):
        return [Flaw("wrong_plan", ("for",), {"found": scenario.plan, "allowed": plan.id})]
    flaws: list[Flaw] = []
    for name, segments in scenario.paths.items():
        flaws += path_flaws(plan, name, segments)
    for number, event in enumerate(scenario.events):
        flaws += _event(plan, event, ("events", number))
    for number, delay in enumerate(scenario.delays):
        flaws += _delayed(plan, delay, ("delays", number))
    return flaws


def _delayed(plan: Plan, delay: Delay, here: Place) -> Iterator[Flaw]:
    for number, name in enumerate(delay.of):
        place = (*here, "of", number)
        if name not in plan.index:
            yield _unknown(plan, name, place)
        elif (law := plan.indicator(name).law) not in DELAYED:
            yield Flaw("delay_law", place, {"found": name, "law": law})
        elif (needs := follows_from(plan, name)) is not None:
            yield Flaw("path_computed", place, {"found": name, "needs": needs})


def follows_from(plan: Plan, name: str) -> str | None:
    """What a computed indicator follows from; None where it moves by itself."""
    known = next((identity for identity in plan.identities if identity.computed == name and not identity.assumed), None)
    return None if known is None or known.equals is None else ", ".join(sorted(names(parse(known.equals))))


def _shares(plan: Plan, scenario: Scenario) -> Iterator[Flaw]:
    """Shares of one whole that are sent to levels which together pass it."""
    for identity in plan.identities:
        reached: dict[int, float] = {}
        for name in identity.sum or ():
            for segment in scenario.paths.get(name, ()):
                if segment.move.kind == "to" and segment.move.year is not None:
                    reached[segment.move.year] = reached.get(segment.move.year, 0.0) + segment.move.figure.value
        for year, level in reached.items():
            whole = read_figure(identity.equals or "100%", plan.language).value
            if level > whole + 1e-9:
                yield Flaw("shares_above", ("paths",), {"found": f"{level:g}", "year": year, "allowed": f"{whole:g}"})


def _generic(scenario: Scenario) -> Iterator[Flaw]:
    if scenario.plan == "any" and (scenario.paths or scenario.events):
        key = "paths" if scenario.paths else "events"
        yield Flaw("rule_and_paths" if scenario.rule and scenario.paths else "paths_for_any", (key,))


def _around(scenario: Scenario) -> Iterator[Flaw]:
    """Surroundings of percentages move by points a year, all others grow."""
    for family, around in scenario.surroundings.items():
        wanted = "points" if family.startswith("pct_") else "rate"
        if around.growth.kind != wanted:
            params = {"found": around.growth.text, "law": family, "allowed": EXAMPLES[wanted]}
            yield Flaw("surroundings_unit", ("surroundings", family, "growth"), params)


def _unknown(plan: Plan, name: str, place: Place) -> Flaw:
    return Flaw("path_unknown", place, {"found": name, "plan": plan.id}, plan.index)


def path_flaws(plan: Plan, name: str, segments: tuple[Segment, ...]) -> Iterator[Flaw]:
    """Flaws of the path of one indicator."""
    if name not in plan.index:
        yield _unknown(plan, name, ("paths", name))
        return
    indicator = plan.indicator(name)
    if (needs := follows_from(plan, name)) is not None:
        yield Flaw("path_computed", ("paths", name), {"found": name, "needs": needs})
        return
    for segment in segments:
        place: Place = ("paths", name)
        if segment.first is not None and segment.last is not None:
            span = f"{segment.first}" if segment.first == segment.last else f"{segment.first}-{segment.last}"
            place = ("paths", name, span)
            if not plan.base_year < segment.first <= segment.last <= plan.target_year:
                yield Flaw("path_year", place, {"found": span, "allowed": _years(plan)})
        yield from _move(plan, indicator, segment, place)


def _years(plan: Plan) -> str:
    return f"{plan.base_year + 1}-{plan.target_year}"


def _move(plan: Plan, indicator: Indicator, segment: Segment, place: Place) -> Iterator[Flaw]:
    move = segment.move
    if indicator.law == "status":
        yield Flaw("path_status", place, {"found": indicator.id})
        return
    allowed = MOVES[indicator.law]
    if move.kind not in allowed:
        ways = " · ".join(EXAMPLES[kind] for kind in allowed)
        yield Flaw("path_law", place, {"found": move.text, "law": indicator.law, "allowed": ways})
        return
    if move.kind == "to" and move.figure.sense != "level":
        yield Flaw("path_unreadable", place, {"found": move.text, "allowed": EXAMPLES["to"]})
    elif move.kind != "rate":
        yield from _quantity(indicator, move, place)
    if move.year is not None:
        first = segment.first or plan.base_year + 1
        last = segment.last or plan.target_year
        if not first <= move.year <= last:
            yield Flaw("path_year", place, {"found": move.year, "allowed": f"{first}-{last}"})


def _quantity(indicator: Indicator, move: Move, place: Place) -> Iterator[Flaw]:
    """Unit of a move, and whether the level it leads to can be reached."""
    try:
        value = move.figure.in_unit(indicator.measure).value
    except FigureError as error:
        yield Flaw(error.code, place, error.params)
        return
    low, high = indicator.limits
    if move.kind != "to":
        return
    if indicator.law == "compound" and value <= 0:
        yield Flaw("target_not_positive", place, {"found": move.text})
    elif not low <= value <= high:
        params = {"found": move.text, "allowed": f"{low:g} … {high:g}".replace("inf", "∞")}
        yield Flaw("outside_bounds", place, params)


def _event(plan: Plan, event: Event, here: Place) -> Iterator[Flaw]:
    if not plan.base_year < event.year <= plan.target_year:
        yield Flaw("event_year", (*here, "year"), {"found": event.year, "allowed": _years(plan)})
    if event.basis is not None and event.basis.source is not None:
        yield from source_flaws(plan, (("source",), event.basis.source), at=(*here, "basis"))
    for name, figure in event.hits.items():
        place = (*here, "hits", name)
        if name not in plan.index:
            yield _unknown(plan, name, place)
            continue
        indicator = plan.indicator(name)
        if indicator.law == "status":
            yield Flaw("path_status", place, {"found": name})
        elif (needs := follows_from(plan, name)) is not None:
            yield Flaw("path_computed", place, {"found": name, "needs": needs})
        elif figure.unit.kind == "points" and indicator.measure.kind != "percent":
            yield Flaw("figure_unit", place, {"found": str(figure.unit), "wanted": str(indicator.measure)})
