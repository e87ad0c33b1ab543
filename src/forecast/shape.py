"""Plain data into models with every fault of its shape at once.

Pydantic stops short: what lies between the parts of an item is looked at only once each part is sound. So whatever is faulty is noted,
a harmless stand-in takes its place, and the data are looked at again, until nothing new is found. The model made so is sound but
partly made up: `doubts` say which later flaws would only be about a stand-in.
"""

import copy
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Any, Final, Generic, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from forecast.messages import MESSAGES
from forecast.paths import path_faults
from forecast.standins import Doubt, doubts_of, stand_in
from forecast.written import Flaw, Place

M = TypeVar("M", bound=BaseModel)
_QUOTED = re.compile(r"'([^']*)'")
_LIST_TYPES = frozenset({"tuple_type", "list_type"})
_MAPPING_TYPES = frozenset({"model_type", "dict_type", "mapping_type", "model_attributes_type"})
_LINE_TYPES = frozenset({"int_parsing", "int_type", "int_parsing_size", "int_from_float", "greater_than_equal"})
_AT_KEY: Final = {
    "base_after_target": "base_year",
    "horizon_too_long": "target_year",
    "value_without_note": "value",
    "bounds_crossed": "low",
}
"""Key of an item at which a fault of the whole item is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Generic[M]):
    """What could be made of data: a model, with stand-ins for what is faulty, the flaws, and what not to believe of later ones."""

    value: M | None
    flaws: tuple[Flaw, ...]
    doubts: tuple[Doubt, ...] = ()

    def believed(self, later: Iterable[Flaw]) -> list[Flaw]:
        """Those of later flaws that are about what was written, not about a stand-in."""
        doubted: dict[Place, list[frozenset[str] | None]] = defaultdict(list)
        for doubt in set(self.doubts):
            doubted[doubt.place].append(doubt.codes)
        return [flaw for flaw in later if not _is_doubted(flaw, doubted)]


def _is_doubted(flaw: Flaw, doubted: Mapping[Place, Sequence[frozenset[str] | None]]) -> bool:
    around = (flaw.place[:length] for length in range(len(flaw.place) + 1))
    return any(codes is None or flaw.code in codes for place in around for codes in doubted.get(place, ()))


def read_model(model: type[M], data: object, language: str = "vi") -> Reading[M]:
    """Model of plain data and every flaw of its shape.

    Parameters
    ----------
    model : Plan or Scenario
    data : texts, lists and mappings, as `yamltext` gives them
    language : in which figures are printed
    """
    if not isinstance(data, dict):
        return Reading(value=None, flaws=(Flaw("not_mapping", (), {"found": _said(data)}),))
    flaws: dict[tuple[str, Place, str], Flaw] = {}
    doubts: list[Doubt] = []
    whole: dict[str, Any] = copy.deepcopy(data)
    value = None
    while value is None:
        try:
            value = model.model_validate(whole, context={"language": language}, by_alias=True, by_name=False)
        except ValidationError as error:
            details = error.errors(include_url=False)
            found = [flaw for detail in details for flaw in _flaws(model, detail)]
            new = {_key(flaw): flaw for flaw in found if _key(flaw) not in flaws}
            if not new:
                break
            flaws |= new
            for flaw in new.values():
                doubts += doubts_of(flaw)
                stand_in(whole, flaw)
    return Reading(value=value, flaws=_without_noise(tuple(flaws.values())), doubts=tuple(doubts))


def _key(flaw: Flaw) -> tuple[str, Place, str]:
    return flaw.code, flaw.place, str(flaw.params.get("found"))


def _without_noise(flaws: tuple[Flaw, ...]) -> tuple[Flaw, ...]:
    """Nothing but the format where that is another one, and no unread figures where their language is not known."""
    if formats := tuple(flaw for flaw in flaws if flaw.code.startswith("format_")):
        return formats
    if any(flaw.place == ("language",) for flaw in flaws):
        return tuple(flaw for flaw in flaws if flaw.code == "figure_or_value" or not flaw.code.startswith("figure_"))
    return flaws


def _said(value: object) -> str:
    """A value as a message shows it."""
    return value if isinstance(value, str) else "[…]" if isinstance(value, list) else "{…}"


def _flaws(model: type[BaseModel], detail: ErrorDetails) -> Iterator[Flaw]:
    """Flaws of one error of pydantic: usually one."""
    place, kind = detail["loc"], detail["type"]
    value = detail["input"]
    if place and place[-1] == "[key]":
        place = place[:-1]
    if place[:1] == ("paths",) and len(place) == 2 and isinstance(value, dict) and value and kind in MESSAGES:
        for years, error in path_faults(value):
            yield Flaw(error.type, (*place, str(years)), dict(error.context or {}))
        return
    if kind == "too_short" and value:
        return  # counted without its faulty entries
    if kind in MESSAGES and kind != "missing":
        yield _own(kind, place, detail)
        return
    yield _foreign(model, kind, place, detail)


def _own(code: str, place: Place, detail: ErrorDetails) -> Flaw:
    """Flaw of a fault that our own models raise, at the key of an item where that says more."""
    value, params = detail["input"], dict(detail.get("ctx", {}))
    if code.startswith("figure_") and code != "figure_or_value":
        return Flaw(code, (*place, "unit" if len(place) == 2 and place[0] == "indicators" else "figure"), params)
    if code in _AT_KEY:
        return Flaw(code, (*place, _AT_KEY[code]), params)
    scalar = code.startswith(("not_", "bad_", "format_", "path_unreadable", "event_"))
    if scalar and isinstance(value, (list, dict)):
        return Flaw("not_text", place)
    if code == "not_one_of":
        return Flaw(code, place, {"found": params["found"]}, str(params["allowed"]).split(", "))
    return Flaw(code, place, params)


def _foreign(model: type[BaseModel], kind: str, place: Place, detail: ErrorDetails) -> Flaw:
    """Flaw of a fault that pydantic finds by itself."""
    value, context = detail["input"], detail.get("ctx", {})
    last = str(place[-1]) if place else ""
    if kind == "missing":
        return Flaw("missing", place, {"found": last})
    if kind == "extra_forbidden":
        return Flaw("unknown_key", place, {"found": last}, _keys(model, place[:-1]))
    if kind == "literal_error":
        allowed = _QUOTED.findall(str(context.get("expected", "")))
        return _choice(place, value, allowed)
    if kind == "string_pattern_mismatch":
        allowed = ["current", "constant-2010", "none"]
        return _choice(place, value, allowed) if last == "prices" else Flaw("bad_number", place, {"found": value})
    if kind == "string_too_long":
        return Flaw("text_too_long", place, {"found": len(value), "allowed": context.get("max_length")})
    if kind == "too_short":
        return Flaw("list_empty", place, {"found": last})
    codes = dict.fromkeys(_LIST_TYPES, "not_list") | dict.fromkeys(_MAPPING_TYPES, "not_mapping")
    codes |= dict.fromkeys(_LINE_TYPES, "not_line") | {"string_type": "not_text"}
    if kind not in codes:
        return Flaw("unreadable", place, {"found": _said(value), "reason": detail["msg"]})
    return Flaw(codes[kind], place, {} if kind == "string_type" else {"found": _said(value)})


def _choice(place: Place, value: object, allowed: list[str]) -> Flaw:
    if not isinstance(value, str):
        return Flaw("not_text", place)
    return Flaw("not_one_of", place, {"found": value}, allowed)


def _keys(model: type[BaseModel], place: Place) -> list[str]:
    """Keys that are allowed at a place of a model's data."""
    kind: Any = model
    for step in place:
        kind = _plain(kind)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            fields = {field.alias or name: field for name, field in kind.model_fields.items()}
            kind = fields[str(step)].annotation if str(step) in fields else None
        else:
            kind = next(iter(get_args(kind)[:: -1 if isinstance(step, str) else 1]), None)
    kind = _plain(kind)
    is_model = isinstance(kind, type) and issubclass(kind, BaseModel)
    return [field.alias or name for name, field in kind.model_fields.items()] if is_model else []


def _plain(kind: Any) -> Any:
    """A type without None beside it and without annotations."""
    while hasattr(kind, "__metadata__") or get_origin(kind) in (Union, UnionType):
        kind = next((part for part in get_args(kind) if part is not type(None)), None)
    return kind
