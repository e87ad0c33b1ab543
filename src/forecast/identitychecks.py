"""Faults of a plan's identities: names, syntax, circles, and sums of things in different units."""

from collections.abc import Iterator, Mapping

from forecast.errors import FigureError
from forecast.figures import Unit, conversion, read_figure
from forecast.identities import ExpressionError, cycle, names, parse
from forecast.plan import Identity, Indicator, Plan
from forecast.written import Flaw, Place


def identity_flaws(plan: Plan, known: frozenset[str]) -> Iterator[Flaw]:
    """Flaws of all identities of `plan`, whose indicators are `known`."""
    uses: dict[str, frozenset[str]] = {}
    places: dict[str, Place] = {}
    for number, identity in enumerate(plan.identities):
        here: Place = ("identities", number)
        for place, name in _named(identity):
            if name not in known:
                yield Flaw("unknown_indicator", (*here, *place), {"found": name}, known)
        if identity.sum is not None:
            yield from _sum(plan, identity, here)
        if identity.computed is not None and identity.computed in places:
            yield Flaw("identity_twice", (*here, "is"), {"found": identity.computed})
        elif identity.computed is not None and identity.equals is not None:
            places[identity.computed] = here
            yield from _expression(identity.computed, identity.equals, (*here, "equals"), known, uses)
    yield from _cycles(uses, places)


def _expression(
    computed: str, text: str, at: Place, known: frozenset[str], uses: dict[str, frozenset[str]]
) -> Iterator[Flaw]:
    """Flaws of an expression; the names it uses are added to `uses`."""
    try:
        uses[computed] = names(parse(text))
    except ExpressionError as error:
        yield Flaw("identity_syntax", at, {"found": error.text, "at": error.at})
        return
    for name in sorted(uses[computed] - known):
        yield Flaw("unknown_indicator", at, {"found": name}, known)


def _named(identity: Identity) -> Iterator[tuple[Place, str]]:
    """Ids that an identity names outside its expression, and where."""
    for key, name in (("is", identity.computed), ("part", identity.part), ("of", identity.whole)):
        if name is not None:
            yield (key,), name
    for key, several in (("sum", identity.sum or ()), ("gives_way", identity.gives_way)):
        yield from (((key, number), name) for number, name in enumerate(several))


def _cycles(uses: Mapping[str, frozenset[str]], places: Mapping[str, Place]) -> Iterator[Flaw]:
    """Every circle once: the names of one found are left out before the next is looked for."""
    left = dict(uses)
    while found := cycle(left):
        last = max(found, key=lambda name: places[name])
        yield Flaw("identity_cycle", (*places[last], "equals"), {"found": " → ".join(found)})
        for name in found:
            left.pop(name, None)


def _sum(plan: Plan, identity: Identity, here: Place) -> Iterator[Flaw]:
    parts = [(n, plan.indicator(name)) for n, name in enumerate(identity.sum or ()) if name in plan.index]
    parts = [(number, part) for number, part in parts if not without_unit(part)]
    if not identity.sum:
        yield Flaw("list_empty", (*here, "sum"), {"found": "sum"})
    if not parts:
        return
    whole = parts[0][1]
    for number, part in parts[1:]:
        if not converts(part.measure, whole.measure):
            params = {"found": part.id, "unit": part.unit, "allowed": whole.unit}
            yield Flaw("identity_sum_unit", (*here, "sum", number), params)
    text = identity.equals or ""
    try:
        read_figure(text, plan.language).in_unit(whole.measure)
    except FigureError:
        yield Flaw("identity_sum_value", (*here, "equals"), {"found": text})


def without_unit(indicator: Indicator) -> bool:
    """Whether an indicator has figures and no unit to read them in."""
    return indicator.law != "status" and indicator.measure.kind == "status"


def converts(found: Unit, wanted: Unit) -> bool:
    """Whether a value in one unit can be said in the other."""
    try:
        conversion(found, wanted)
    except FigureError:
        return False
    return True
