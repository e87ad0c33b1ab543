"""The small parts of everything people write: ids, years, numbers, texts, each with its fault; and the frozen base model."""

import difflib
import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Final, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo
from pydantic_core import PydanticCustomError

from forecast.errors import FigureError
from forecast.figures import Figure, read_figure
from forecast.messages import MESSAGES

YEARS: Final = (1900, 2200)
MAX_TEXT: Final = 2_000
NOT_PRINTABLE: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that neither YAML nor a document can hold."""
_ID = re.compile(r"[a-z][a-z0-9_-]{0,63}\Z")
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?\Z", re.ASCII)
_PERIOD = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})\Z", re.ASCII)
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z", re.ASCII)
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


Place: TypeAlias = tuple[str | int, ...]
"""Where something stands in a file: keys, and places in lists from 0."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """A fault of `messages.MESSAGES` and where in the file it is, before its line is known.

    params : what its message says; a `Place` among them becomes a line
    names : those of which one should have been found; the message names them and the nearest
    """

    code: str
    place: Place
    params: Mapping[str, object] = field(default_factory=dict)
    names: Collection[str] | None = None

    @property
    def nearest(self) -> str:
        """The one of `names` that was most likely meant, or an empty text."""
        return nearest(str(self.params.get("found", "")), self.names or ())


def nearest(found: str, names: Iterable[str]) -> str:
    """The one of `names` that `found` was most likely meant to be, or an empty text."""
    close = difflib.get_close_matches(found[:64], list(names), n=1, cutoff=0.6)
    return close[0] if close else ""


def cut(text: str, length: int = 100) -> str:
    """`text` as a message shows it: not longer than `length` and a mark that there is more."""
    return text if len(text) <= length else f"{text[:length]}…"


def fault(code: str, **params: object) -> PydanticCustomError:
    """Fault of a model, with its code of `messages.MESSAGES`, in the shape pydantic collects."""
    return PydanticCustomError(code, MESSAGES[code].replace("{nearest}", ""), params)


def is_id(text: str) -> bool:
    """Whether `text` is an id, and so safe as the name of a file on every system."""
    return bool(_ID.match(text)) and text not in _RESERVED


def _identifier(text: object) -> str:
    if not isinstance(text, str) or not _ID.match(text):
        raise fault("bad_id", found=str(text))
    if text in _RESERVED:
        raise fault("reserved_id", found=text)
    return text


def _year(text: object) -> int:
    first, last = YEARS
    if isinstance(text, int) or (isinstance(text, str) and re.fullmatch(r"\d{4}", text, re.ASCII)):
        year = int(text)
        if first <= year <= last:
            return year
    raise fault("not_year", found=str(text), allowed=f"{first}-{last}")


def _number(text: object) -> float:
    if isinstance(text, str) and not _PLAIN.match(text.strip()):
        raise fault("not_number", found=text)
    try:
        value = float(text)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        raise fault("not_number", found=str(text)) from None
    if not math.isfinite(value):
        raise fault("not_finite", found=str(text))
    return value


def _period(text: object) -> tuple[int, int]:
    if isinstance(text, tuple):
        return text[0], text[1]
    match = _PERIOD.match(text.strip()) if isinstance(text, str) else None
    if not match:
        raise fault("not_period", found=str(text))
    first, last = _year(match[1]), _year(match[2])
    if first > last:
        raise fault("years_reversed", found=str(text))
    return first, last


def _date(text: object) -> str:
    if not isinstance(text, str) or not _DATE.match(text):
        raise fault("not_date", found=str(text))
    return text


def _text(text: object) -> str:
    if not isinstance(text, str):
        raise fault("not_text")
    if not text.strip():
        raise fault("text_empty")
    if len(text) > MAX_TEXT:
        raise fault("text_too_long", found=len(text), allowed=MAX_TEXT)
    return text


def _flag(text: object) -> bool:
    if text in (True, "true"):
        return True
    if text in (False, "false"):
        return False
    raise fault("not_one_of", found=str(text), allowed="true, false")


def figure_in_context(text: object, info: ValidationInfo) -> Figure:
    """Figure as printed in the language of the context; what cannot be read is a fault."""
    if isinstance(text, Figure):
        return text
    try:
        return read_figure(_text(text), (info.context or {}).get("language", "vi"))
    except FigureError as error:
        raise fault(error.code, **error.params) from error


Id = Annotated[str, BeforeValidator(_identifier)]
Year = Annotated[int, BeforeValidator(_year)]
Number = Annotated[float, BeforeValidator(_number)]
Period = Annotated[tuple[int, int], BeforeValidator(_period)]
Text = Annotated[str, BeforeValidator(_text)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Day = Annotated[str, BeforeValidator(_date)]


class Model(BaseModel):
    """Base of everything people write: frozen, and unknown keys are faults."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=True)
