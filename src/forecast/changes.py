"""What a reader changes about a scenario before it is saved: growth, by year or of the whole term, events, delays, reasons.

Changes are numbers in the unit an indicator moves by: per cent a year, points or units a year, or the yearly amount. They are laid
over the scenario that is shown; saved, they become the differences that a scenario's file writes. Growth that is not one number a year
("to 97% in 2030") is kept as it is written.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Final, TypeAlias, TypeVar

from pydantic_core import PydanticCustomError

from forecast.errors import ForecastError
from forecast.figures import Figure, read_figure, write_unit
from forecast.growth import Floats
from forecast.moving import AMOUNTS
from forecast.paths import Segment, read_move, read_path
from forecast.plan import Indicator, Plan
from forecast.projection import amount, project
from forecast.requirement import Requirements
from forecast.scenario import Basis, Delay, Event, Scenario
from forecast.scenariochecks import path_flaws, scenario_flaws
from forecast.written import MAX_TEXT

COMPOUND: Final = (-99.0, 1000.0)
"""Growth that a path may have [%/yr]."""
LIMIT: Final = 1e12
"""Largest number of a change."""
E = TypeVar("E", Event, Delay)
HIT: Final = (-99.9, 1000.0)
"""Size that a hit may have [%, points]."""
MAX_DELAY: Final = 99
WHOLE: Final = ""
"""Years of a path that says the same of all of them."""
Spans: TypeAlias = tuple[tuple[str, str], ...]
"""A path as it is written: years (2027-2030, or `WHOLE`) and growth of each span."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Changes of one plan's scenario; all of them untrusted until they are applied.

    rates : growth of every year, by indicator
    years : growth of each year after the base, by indicator
    paths : paths as they are written, by indicator, where growth is not one number a year
    events, delays : new ones, and others as they are now, by id
    off : events and delays left out, by id
    hits : sizes of hits, by event and indicator [%, points]
    late : years of delays, by id
    reasons : why an indicator is assumed to move so
    """

    rates: Mapping[str, float] = field(default_factory=dict)
    years: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    paths: Mapping[str, Spans] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    delays: Mapping[str, Delay] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    hits: Mapping[tuple[str, str], float] = field(default_factory=dict)
    late: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(getattr(self, each) for each in self.__slots__)

    @property
    def moved(self) -> tuple[str, ...]:
        """Indicators whose growth is changed."""
        return (*self.rates, *self.years, *self.paths)

    def growth(self, plan: Plan) -> Iterator[tuple[str, tuple[float, ...]]]:
        """Growth of each year after the base of every indicator that is changed."""
        for name, value in self.rates.items():
            yield name, (value,) * plan.n_years
        yield from self.years.items()


def path_text(indicator: Indicator, value: float) -> str:
    """A growth as the text of a path, in the unit of its indicator."""
    number = f"{Decimal(f'{abs(value):.12g}'):f}"
    minus = "-" if value < 0 else ""
    if indicator.law == "compound":
        return f"{minus}{number}%/yr"
    unit = write_unit(indicator.measure, "en")
    if indicator.law in AMOUNTS:
        return f"{minus}{number} {unit} each year"
    return f"{minus or '+'}{number} {'points' if indicator.measure.kind == 'percent' else unit}/yr"


def apply(changes: Changes, scenario: Scenario, plan: Plan, movable: frozenset[str]) -> tuple[Scenario, Changes]:
    """The scenario with the changes on top, and those of them that hold; `scenario` has no parent any more."""
    wanted = [(name, _path(plan, name, values)) for name, values in changes.growth(plan) if name in movable]
    wanted += [(name, _written(plan, name, spans)) for name, spans in changes.paths.items() if name in movable]
    moved = {name: path for name, path in wanted if path is not None}
    kept = _holding(changes, scenario, plan, moved)
    events = {event.id: event for event in scenario.events} | dict(kept.events)
    delays = {delay.id: delay for delay in scenario.delays} | dict(kept.delays)
    reasons = {**scenario.reasons, **{name: Basis(note=note) for name, note in kept.reasons.items()}}
    update = {
        "paths": {**scenario.paths, **moved}, "reasons": reasons,
        "events": tuple(_resized(event, kept) for event in events.values() if event.id not in kept.off),
        "delays": tuple(_put_off(delay, kept) for delay in delays.values() if delay.id not in kept.off),
    }  # fmt: skip
    return scenario.model_copy(update=update), kept


def _path(plan: Plan, name: str, values: Sequence[float]) -> tuple[Segment, ...] | None:
    """Path of an indicator by the growth of each year; None where it cannot be."""
    indicator = plan.indicator(name)
    low, high = COMPOUND if indicator.law == "compound" else (-LIMIT, LIMIT)
    if len(values) != plan.n_years or not all(math.isfinite(value) and low <= value <= high for value in values):
        return None
    spans = _spans(plan, [path_text(indicator, value) for value in values])
    try:
        segments = tuple(Segment(first=first, last=last, move=read_move(text)) for first, last, text in spans)
        if indicator.law != "compound":
            for segment in segments:
                amount(segment.move.figure, indicator)
    except (ValueError, ForecastError):
        return None
    return segments


def _written(plan: Plan, name: str, spans: Spans) -> tuple[Segment, ...] | None:
    """Path of an indicator from its texts; None where it is none, or does not say something of every year."""
    try:
        path = read_path(spans[0][1] if len(spans) == 1 and spans[0][0] == WHOLE else dict(spans))
    except PydanticCustomError:
        return None
    years = {year for each in path for year in each.years(plan.years)}
    return path if years == set(plan.years[1:]) and not any(path_flaws(plan, name, path)) else None


def _spans(plan: Plan, texts: Sequence[str]) -> Iterator[tuple[int | None, int | None, str]]:
    """Years that say the same together; one span without years where all do."""
    year = plan.base_year + 1
    for text, same in groupby(texts):
        last = year + len(list(same)) - 1
        whole = last - year + 1 == plan.n_years
        yield (None, None, text) if whole else (year, last, text)
        year = last + 1


def _sound(each: E, key: str, name: str, plan: Plan) -> bool:
    """Whether an event or a delay has nothing wrong against the plan."""
    alone = Scenario.model_validate({"id": "alone", "name": {"vi": "–"}, "for": plan.id})
    return each.id == name and not scenario_flaws(alone.model_copy(update={key: (each,)}), plan)


def _holding(changes: Changes, scenario: Scenario, plan: Plan, moved: Mapping[str, object]) -> Changes:
    """The changes that are about something there is, with values it can have."""
    own = {name: event for name, event in changes.events.items() if _sound(event, "events", name, plan)}
    later = {name: delay for name, delay in changes.delays.items() if _sound(delay, "delays", name, plan)}
    events = {event.id: event for event in scenario.events} | own
    delays = {delay.id for delay in scenario.delays} | set(later)
    low, high = HIT
    return Changes(
        rates={name: value for name, value in changes.rates.items() if name in moved},
        years={name: values for name, values in changes.years.items() if name in moved},
        paths={name: spans for name, spans in changes.paths.items() if name in moved},
        events=own,
        delays=later,
        off=frozenset(name for name in changes.off if name in events or name in delays),
        hits={
            (event, name): size
            for (event, name), size in changes.hits.items()
            if event in events and name in events[event].hits and low <= size <= high
        },
        late={name: years for name, years in changes.late.items() if name in delays and 1 <= years <= MAX_DELAY},
        reasons={
            name: note for name, note in changes.reasons.items() if name in plan.index and 0 < len(note) <= MAX_TEXT
        },
    )


def hit_of(size: float, *, points: bool) -> Figure:
    """A hit of some size [%, or points of a percentage]."""
    return read_figure(f"{size:+.6f}{' points' if points else '%'}".replace("+", "up ", 1), "en")


def _resized(event: Event, changes: Changes) -> Event:
    sizes = {name: size for (each, name), size in changes.hits.items() if each == event.id}
    if not sizes:
        return event
    hits = dict(event.hits)
    for name, size in sizes.items():
        hits[name] = hit_of(size, points=hits[name].unit.kind == "points")
    return event.model_copy(update={"hits": hits})


def _put_off(delay: Delay, changes: Changes) -> Delay:
    years = changes.late.get(delay.id)
    return delay if years is None else delay.model_copy(update={"years": years})


def written_onto(own: Scenario, shown: Scenario, changes: Changes, plan: Plan) -> Scenario:
    """A scenario's file with the changes written into it.

    Parameters
    ----------
    own : as its file says it, its parent not put in; a new one has a parent and nothing else
    shown : the scenario without the changes, its parents put in
    changes : those that hold for `shown`
    """
    after, _ = apply(changes, shown, plan, frozenset(plan.index))
    touched = {event for event, _ in changes.hits} | {*changes.late, *changes.events, *changes.delays}
    there = {event.id for event in shown.events} | {delay.id for delay in shown.delays}
    inherited = there - {event.id for event in own.events} - {delay.id for delay in own.delays}
    update = {
        "paths": {**own.paths, **{name: after.paths[name] for name in changes.moved}},
        "events": _merged(own.events, after.events, touched, changes.off),
        "delays": _merged(own.delays, after.delays, touched, changes.off),
        "without": tuple(dict.fromkeys((*own.without, *sorted(changes.off & inherited)))),
        "reasons": {**own.reasons, **{name: after.reasons[name] for name in changes.reasons}},
    }
    return own.model_copy(update=update)


def _merged(own: Sequence[E], after: Sequence[E], touched: set[str], off: frozenset[str]) -> tuple[E, ...]:
    """Events or delays of one's own file: those it has, those that are changed as they are now, none that is left out."""
    kept = {each.id: each for each in own if each.id not in off}
    return tuple({**kept, **{each.id: each for each in after if each.id in touched}}.values())


def new_child(name: str, title: Mapping[str, str], shown: Scenario, plan: Plan) -> Scenario:
    """A scenario that extends the one shown and says nothing of its own yet."""
    return Scenario.model_validate({"id": name, "name": dict(title), "extends": shown.id, "for": plan.id})


def yearly_growth(
    plan: Plan,
    requirements: Requirements,
    scenario: Scenario,
    names: Sequence[str],
    expected: Mapping[int, Floats] | None = None,
) -> dict[str, tuple[float, ...] | None]:
    """Growth of each year of a scenario's own paths, before events, delays and identities; None where there is no path.

    Parameters
    ----------
    expected : as for `projection.project`
    """
    bare = scenario.model_copy(update={"events": (), "delays": ()})
    projection = project(plan.model_copy(update={"identities": ()}), requirements, bare, expected)
    found: dict[str, tuple[float, ...] | None] = {}
    for name in names:
        place = plan.index[name]
        unknown = place in projection.unknown
        levels = projection.levels[place].tolist()
        found[name] = None if unknown else tuple(_growth(plan.indicators[place], levels))
    return found


def _growth(indicator: Indicator, levels: Sequence[float]) -> Iterator[float]:
    for before, after in pairwise(levels):
        change = after if indicator.law == "flow" else after - before
        yield float(f"{100 * change / before if indicator.law == 'compound' else change:.10g}")


def with_growth(changes: Changes, name: str, values: Sequence[float] | None) -> Changes:
    """The changes with this growth of each year for one indicator; None gives it back to the scenario."""
    rates = {each: value for each, value in changes.rates.items() if each != name}
    years = {each: value for each, value in changes.years.items() if each != name}
    paths = {each: spans for each, spans in changes.paths.items() if each != name}
    bare = replace(changes, rates=rates, years=years, paths=paths)
    if values is None:
        return bare
    if len(set(values)) == 1:
        return replace(bare, rates={**rates, name: values[0]})
    return replace(bare, years={**years, name: tuple(values)})


def with_path(changes: Changes, plan: Plan, name: str, texts: Sequence[str]) -> Changes:
    """The changes with the path of one indicator as it is written for each year after the base."""
    spans = tuple(
        (WHOLE if first is None else str(first) if first == last else f"{first}-{last}", text)
        for first, last, text in _spans(plan, texts)
    )
    bare = with_growth(changes, name, None)
    return replace(bare, paths={**bare.paths, name: spans})
