"""What a scenario says: how indicators move year by year, which events hit them, or one rule for every indicator."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import BeforeValidator, Field, PlainValidator
from pydantic_core import PydanticCustomError

from forecast.errors import FigureError
from forecast.figures import Figure, read_figure
from forecast.plan import Family
from forecast.sourced import Names, Source
from forecast.written import YEARS, Id, Model, Text, Year, fault

FORMAT: Final = "forecast.scenario/1"
Rule: TypeAlias = Literal["stated", "required", "past-pace", "reference", "held"]
RATE_RANGE: Final = (-0.99, 10.0)
"""Yearly rates a path may have [1/yr]; what lies outside is taken for a slip of the decimal mark."""
HOW_TO_WRITE: Final = "12%/yr · +1 point/yr · to 97% in 2030 · 550 each year"

_TO = re.compile(
    r"(?:to|reach)\s+(?P<en>.+?)\s+in\s+(?P<en_year>\d{4})\Z|(?:đạt|lên|tới|đến)\s+(?!năm)(?P<vi>.+?)\s+(?:vào\s+)?năm\s+(?P<vi_year>\d{4})\Z",
    re.IGNORECASE,
)
_EACH = re.compile(r"(?P<en>.+?)\s+(?:each|every)\s+year\Z|(?P<vi>.+?)\s+mỗi\s+năm\Z", re.IGNORECASE)
_BY = re.compile(r"(?:đến|tới)\s+năm\s+(\d{4}),?\s+(?:đạt\s+)?(.+)\Z", re.IGNORECASE)
_VIETNAMESE = re.compile(r"/\s*năm|điểm")
_SPAN = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?\Z", re.ASCII)
_RECOVERY = re.compile(r"(\d{1,2})\s*(?:yr|years?|năm)\Z", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """How an indicator moves in a span of years, as written.

    rate: growth a year, a fraction [1/yr] · points: change a year · to: the level in `year` · each: the yearly flow.
    `figure` is the quantity with its unit; all but rates are converted to the indicator's unit by whoever projects.
    """

    kind: Literal["rate", "points", "to", "each"]
    text: str
    figure: Figure
    year: int | None = None

    @property
    def rate(self) -> float:
        """Growth a year as a fraction [1/yr]; a fall written as a decrease is negative."""
        return -self.figure.value / 100 if self.figure.sense == "decrease" else self.figure.value / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One move over the years `first` to `last`; both None: the whole plan."""

    first: int | None
    last: int | None
    move: Move

    def years(self, years: Sequence[int]) -> range:
        """Years it holds for, of a plan with these `years`, the base year first."""
        return range(self.first or years[0] + 1, (self.last or years[-1]) + 1)


def _read(text: str, language: Literal["vi", "en"], whole: str) -> Figure:
    try:
        figure = read_figure(text, language)
    except FigureError as error:
        raise fault("path_unreadable", found=whole, allowed=HOW_TO_WRITE) from error
    if not _plain(figure):
        raise fault("path_unreadable", found=whole, allowed=HOW_TO_WRITE)
    return figure


def _plain(figure: Figure) -> bool:
    """Whether a figure is one number: a range, a limit or a part of a whole does not say how far something moves."""
    return figure.end is None and figure.of is None and figure.comparator in ("=", "~")


def read_move(text: object) -> Move:
    """Move from its text: ``12%/yr``, ``+1 point/yr``, ``to 97% in 2030``, ``550 each year``, or the Vietnamese forms.

    Raises PydanticCustomError with a code of `messages.MESSAGES`: a bare number has no unit, and is refused.
    """
    if not isinstance(text, str):
        raise fault("path_unreadable", found=str(text), allowed=HOW_TO_WRITE)
    text = _BY.sub(r"đạt \g<2> năm \g<1>", " ".join(text.split()))
    if match := _TO.match(text):
        language: Literal["vi", "en"] = "en" if match["en"] else "vi"
        figure = _read(match["en"] or match["vi"], language, text)
        return Move(kind="to", text=text, figure=figure, year=int(match["en_year"] or match["vi_year"]))
    if match := _EACH.match(text):
        return Move(
            kind="each", text=text, figure=_read(match["en"] or match["vi"], "en" if match["en"] else "vi", text)
        )
    figure = _read(text, "vi" if _VIETNAMESE.search(text) else "en", text)
    if not figure.unit.per:
        raise fault("path_unit", found=text, allowed=HOW_TO_WRITE)
    if figure.unit.kind != "percent":
        return Move(kind="points", text=text, figure=figure)
    move = Move(kind="rate", text=text, figure=figure)
    if not RATE_RANGE[0] <= move.rate <= RATE_RANGE[1]:
        raise fault("path_rate_range", found=text)
    return move


def path_faults(value: Mapping[object, object]) -> Iterator[tuple[object, PydanticCustomError]]:
    """Every fault of a path that is written by years, each with the years it stands at; `Path` itself ends with the first."""
    taken: dict[int, object] = {}
    for years, text in value.items():
        try:
            segment = _read_segment(years, text)
        except PydanticCustomError as error:
            yield years, error
            continue
        assert segment.first is not None and segment.last is not None
        both = [year for year in range(segment.first, segment.last + 1) if taken.setdefault(year, years) != years]
        if both:
            yield years, fault("path_year_twice", found=both[0])


def read_path(value: object) -> tuple[Segment, ...]:
    """Path from its text, or from a mapping of years to texts. Raises PydanticCustomError."""
    if isinstance(value, tuple):
        return value
    if not isinstance(value, Mapping):
        return (Segment(first=None, last=None, move=read_move(value)),)
    if not value:
        raise fault("path_unreadable", found="", allowed=HOW_TO_WRITE)
    for _, error in path_faults(value):
        raise error
    segments = (_read_segment(years, text) for years, text in value.items())
    return tuple(sorted(segments, key=lambda segment: segment.first or 0))


def _read_segment(years: object, text: object) -> Segment:
    match = _SPAN.match(years.strip()) if isinstance(years, str) else None
    if not match:
        raise fault("not_years", found=str(years))
    first, last = int(match[1]), int(match[2] or match[1])
    if not YEARS[0] <= min(first, last) <= max(first, last) <= YEARS[1]:
        raise fault("not_year", found=str(years), allowed=f"{YEARS[0]}-{YEARS[1]}")
    if first > last:
        raise fault("years_reversed", found=str(years))
    return Segment(first=first, last=last, move=read_move(text))


Path = Annotated[tuple[Segment, ...], PlainValidator(read_path)]


def _chance(text: object) -> float:
    try:
        figure = read_figure(str(text), "en")
    except FigureError:
        raise fault("event_chance", found=str(text)) from None
    if figure.unit.kind != "percent" or figure.unit.per or not 0 <= figure.value <= 100 or not _plain(figure):
        raise fault("event_chance", found=str(text))
    return figure.value / 100


def _hit(text: object) -> Figure:
    if isinstance(text, Figure):
        return text
    try:
        figure = read_figure(str(text), "en")
    except FigureError:
        raise fault("event_hit", found=str(text)) from None
    size = -figure.value if figure.sense == "decrease" else figure.value
    if figure.unit.kind not in ("percent", "points") or figure.unit.per or size <= -100 or not _plain(figure):
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
    """How a plan's indicators move: a rule for all of them, or paths of their own, and the events that hit them."""

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
        """This scenario with another path for one indicator: a text such as ``12.9%/yr`` or a mapping of years."""
        return self.model_copy(update={"paths": {**self.paths, indicator: read_path(path)}})


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
