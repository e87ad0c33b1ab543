"""What a scenario says: how indicators move year by year, which events hit them, or one rule for every indicator."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import BeforeValidator, Field, PlainValidator
from pydantic_core import PydanticCustomError

from forecast.errors import FigureError
from forecast.figures import Figure, read_figure
from forecast.paths import Move, Segment, one_number, read_move, read_path
from forecast.plan import Family
from forecast.sourced import Names, Source
from forecast.written import Id, Model, Text, Year, fault

FORMAT: Final = "forecast.scenario/1"
Rule: TypeAlias = Literal["stated", "required", "past-pace", "reference", "held"]

_RECOVERY = re.compile(r"(\d{1,2})\s*(?:yr|years?|năm)\Z", re.ASCII)


Path = Annotated[tuple[Segment, ...], PlainValidator(read_path)]


def _chance(text: object) -> float | None:
    try:
        figure = read_figure(str(text), "en")
    except FigureError:
        raise fault("event_chance", found=str(text)) from None
    if figure.unit.kind != "percent" or figure.unit.per or not 0 <= figure.value <= 100 or not one_number(figure):
        raise fault("event_chance", found=str(text))
    return figure.value / 100 if figure.value < 100 else None  # sure: as if no chance were written


def _hit(text: object) -> Figure:
    if isinstance(text, Figure):
        return text
    try:
        figure = read_figure(str(text), "en")
    except FigureError:
        raise fault("event_hit", found=str(text)) from None
    if (
        figure.unit.kind not in ("percent", "points")
        or figure.unit.per
        or figure.signed <= -100
        or not one_number(figure)
    ):
        raise fault("event_hit", found=str(text))
    return figure


def _recovery(text: object) -> int | None:
    if text is None or text == "never":
        return None
    if isinstance(text, str) and (match := _RECOVERY.match(text.strip())) and int(match[1]) >= 1:
        return int(match[1])
    raise fault("event_recovery", found=str(text))


class Basis(Model):
    """Why an assumption has its size."""

    kind: Literal["assumption", "document"] = "assumption"
    note: Text | None = None
    source: Source | None = None


class Event(Model):
    """Something that happens in one year and hits several indicators at once."""

    id: Id
    name: Names | None = None
    year: Year
    chance: Annotated[float, PlainValidator(_chance)] | None = None
    hits: Annotated[Mapping[Id, Annotated[Figure, PlainValidator(_hit)]], Field(min_length=1)]
    recovers: Annotated[int | None, PlainValidator(_recovery)] = None
    basis: Basis | None = None


def _years_late(text: object) -> int:
    if isinstance(text, str) and re.fullmatch(r"[1-9]\d?", text.strip(), re.ASCII):
        return int(text)
    raise fault("delay_years", found=str(text))


class Delay(Model):
    """Paths that start some years late: nothing moves before, and everything comes later."""

    id: Id
    name: Names | None = None
    years: Annotated[int, PlainValidator(_years_late)]
    of: Annotated[tuple[Id, ...], Field(min_length=1)]
    basis: Basis | None = None


def _yearly(text: object) -> Move:
    """Growth or points a year, as a path writes them."""
    move = text if isinstance(text, Move) else read_move(text)
    if move.kind not in ("rate", "points"):
        raise fault("surroundings_growth", found=move.text)
    return move


def _spread(text: object) -> Move | None:
    move = None if text is None else _yearly(text)
    if move is not None and (move.kind != "points" or move.figure.value < 0 or move.figure.sense == "decrease"):
        raise fault("surroundings_spread", found=move.text)
    return move


class Surroundings(Model):
    """Coming growth of the province or country around the place, for one class: growth or points a year, give or take `spread`."""

    growth: Annotated[Move, PlainValidator(_yearly)]
    spread: Annotated[Move | None, PlainValidator(_spread)] = None
    basis: Basis | None = None


def _scenario_format(text: object) -> str:
    if text == FORMAT:
        return FORMAT
    name, _, version = str(text).partition("/")
    newer = name == FORMAT.partition("/")[0] and version.isdigit() and int(version) > 1
    raise fault("format_newer" if newer else "format_unknown", found=str(text), allowed=FORMAT)


class Scenario(Model):
    """How a plan's indicators move: a rule for all of them, or paths of their own, and the events that hit them.

    plan : id of the plan it is for, or `any`
    rule : what indicators without a path of their own do
    paths : by indicator, spans of years and how it moves in them; what is written last holds
    surroundings : by reference class, coming growth of the province or country around the place
    """

    format: Annotated[str, BeforeValidator(_scenario_format)] = FORMAT
    id: Id
    name: Names
    note: Names | None = None
    extends: Id | None = None
    plan: Id = Field(default="any", alias="for")
    rule: Rule | None = None
    paths: Mapping[Id, Path] = Field(default_factory=dict)
    events: tuple[Event, ...] = ()
    delays: tuple[Delay, ...] = ()
    without: tuple[Id, ...] = ()
    reasons: Mapping[Id, Basis] = Field(default_factory=dict)
    surroundings: Mapping[Family, Surroundings] = Field(default_factory=dict)

    def with_path(self, indicator: str, path: Any) -> "Scenario":
        """This scenario with another path for one indicator.

        Parameters
        ----------
        path : ``12.9%/yr``, ``+1 point/yr``, ``to 97% in 2030``, ``550 each year``, or a mapping of years to such texts

        Raises
        ------
        FigureError : a text cannot be read, or has no unit
        """
        try:
            segments = read_path(path)
        except PydanticCustomError as error:
            raise FigureError(error.type, **(error.context or {})) from error
        return self.model_copy(update={"paths": {**self.paths, indicator: segments}})


def resolve(chain: Sequence[Scenario]) -> Scenario:
    """One scenario without a parent from a chain of them, the ancestor first: what is written last holds, year by year."""
    merged = chain[0]
    for child in chain[1:]:
        paths = dict(merged.paths)
        for indicator, segments in child.paths.items():
            paths[indicator] = _overlay(paths.get(indicator, ()), segments)
        kept = [each for each in merged.events if each.id not in child.without]
        events = {event.id: event for event in (*kept, *child.events)}
        late = [each for each in merged.delays if each.id not in child.without]
        delays = {delay.id: delay for delay in (*late, *child.delays)}
        update = {
            "paths": paths,
            "events": tuple(events.values()),
            "delays": tuple(delays.values()),
            "reasons": {**merged.reasons, **child.reasons},
            "surroundings": {**merged.surroundings, **child.surroundings},
            "rule": child.rule or merged.rule,
            "extends": None,
            "without": (),
        }
        merged = child.model_copy(update=update)
    return merged


def _overlay(under: tuple[Segment, ...], over: tuple[Segment, ...]) -> tuple[Segment, ...]:
    if any(segment.first is None for segment in over):
        return over
    return (*under, *over)
