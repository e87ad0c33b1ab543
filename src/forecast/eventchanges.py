"""Events and delays that a reader changes or adds, as changes of a scenario."""

from collections.abc import Mapping
from dataclasses import replace

from forecast.changes import Changes, apply, hit_of
from forecast.plan import Plan
from forecast.scenario import Delay, Event, Scenario
from forecast.scenariochecks import DELAYED, follows_from


def as_changed(changes: Changes, shown: Scenario, plan: Plan) -> tuple[tuple[Event, ...], tuple[Delay, ...]]:
    """Events and delays of a scenario with the changes, those that are left out among them."""
    after, _ = apply(replace(changes, off=frozenset()), shown, plan, frozenset())
    return after.events, after.delays


def with_event(changes: Changes, event: Event, shown: Scenario) -> Changes:
    """The changes with an event as it is now; one that is as the scenario says it is no change."""
    hits = {place: size for place, size in changes.hits.items() if place[0] != event.id}
    events = {name: each for name, each in changes.events.items() if name != event.id}
    same = any(_alike(event, each) for each in shown.events if each.id == event.id)
    return replace(changes, hits=hits, events=events if same else {**events, event.id: event})


def with_delay(changes: Changes, delay: Delay, shown: Scenario) -> Changes:
    """The changes with a delay as it is now; one that is as the scenario says it is no change."""
    late = {name: years for name, years in changes.late.items() if name != delay.id}
    delays = {name: each for name, each in changes.delays.items() if name != delay.id}
    same = delay in shown.delays
    return replace(changes, late=late, delays=delays if same else {**delays, delay.id: delay})


def without_new(changes: Changes, name: str) -> Changes:
    """The changes without an event or a delay that was added."""
    events = {each: event for each, event in changes.events.items() if each != name}
    delays = {each: delay for each, delay in changes.delays.items() if each != name}
    return replace(changes, events=events, delays=delays, off=changes.off - {name})


def with_hits(event: Event, names: Mapping[str, bool]) -> Event:
    """An event that hits exactly these indicators; a new one is hit by nothing yet. Values: in points of a percentage."""
    hits = {name: event.hits.get(name) or hit_of(0.0, points=points) for name, points in names.items()}
    return event.model_copy(update={"hits": hits})


def can_be_hit(plan: Plan) -> tuple[str, ...]:
    """Indicators that an event can hit: those with a number that follows from no others."""
    return tuple(each.id for each in plan.indicators if each.law != "status" and follows_from(plan, each.id) is None)


def can_be_late(plan: Plan) -> tuple[str, ...]:
    """Indicators whose path can start late."""
    return tuple(each.id for each in plan.indicators if each.law in DELAYED and follows_from(plan, each.id) is None)


def _alike(one: Event, other: Event) -> bool:
    """Whether two events say the same; sizes may be printed otherwise."""
    sizes = [{name: (figure.signed, figure.unit.kind) for name, figure in each.hits.items()} for each in (one, other)]
    return sizes[0] == sizes[1] and one.model_copy(update={"hits": other.hits}) == other


def chance_of(percent: float | None) -> float | None:
    """Chance of an event from a percentage; None where it is sure: left out, or 100."""
    return None if percent is None or percent >= 100 else round(percent / 100, 12)
