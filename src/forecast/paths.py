"""Paths as people write them: how an indicator moves in each span of years, from text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, Literal

from pydantic_core import PydanticCustomError

from forecast.errors import FigureError
from forecast.figures import Figure, read_figure
from forecast.written import YEARS, fault

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
        return self.figure.signed / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One move over the years `first` to `last`; both None: the whole plan."""

    first: int | None
    last: int | None
    move: Move

    def years(self, years: Sequence[int]) -> range:
        """Years it holds for, of a plan with these `years`, the base year first."""
        return range(self.first or years[0] + 1, (self.last or years[-1]) + 1)


def one_after_another(segments: Sequence[Segment], years: Sequence[int]) -> tuple[Segment, ...]:
    """Segments in the order of their years without overlap: in each year the one written last holds; `years` as for `Segment.years`."""
    if not segments:
        return ()
    held = {year: segment for segment in segments for year in segment.years(years)}
    runs = (list(run) for _, run in groupby(sorted(held), key=held.__getitem__))
    return tuple(replace(held[run[0]], first=run[0], last=run[-1]) for run in runs)


def _read(text: str, language: Literal["vi", "en"], whole: str) -> Figure:
    try:
        figure = read_figure(text, language)
    except FigureError as error:
        raise fault("path_unreadable", found=whole, allowed=HOW_TO_WRITE) from error
    if not one_number(figure):
        raise fault("path_unreadable", found=whole, allowed=HOW_TO_WRITE)
    return figure


def one_number(figure: Figure) -> bool:
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
    match = _SPAN.match(str(years).strip())
    if not match:
        raise fault("not_years", found=str(years))
    first, last = int(match[1]), int(match[2] or match[1])
    if not YEARS[0] <= min(first, last) <= max(first, last) <= YEARS[1]:
        raise fault("not_year", found=str(years), allowed=f"{YEARS[0]}-{YEARS[1]}")
    if first > last:
        raise fault("years_reversed", found=str(years))
    return Segment(first=first, last=last, move=read_move(text))
