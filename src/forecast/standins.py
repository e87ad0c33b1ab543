"""Harmless values for faulty ones, so that the rest can be looked at, and what is then not to be believed."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from forecast.written import Flaw, Place

_SOURCE: Final = {"by": "-", "date": "2000-01-01"}
_FIGURE: Final = {"figure": "1", "source": _SOURCE}
_NAMES: Final = {"vi": "-"}
_ITEMS: Final[Mapping[str, object]] = {
    "indicators": {"id": "x", "name": _NAMES, "law": "status"},
    "observations": {"year": "2000", **_FIGURE},
    "targets": {"id": "x", "rank": "party", "year": "2000", **_FIGURE},
    "statements": {"kind": "rate", "from": "2000", "to": "2000", **_FIGURE},
    "events": {"id": "x", "year": "2000", "hits": {"x": "-1%"}},
    "delays": {"id": "x", "years": "1", "of": ["x"]},
    "also": _SOURCE,
    "of": "x",
}
"""Whole items of lists, by the key of the list."""
_ENTRIES: Final[Mapping[str | int, object]] = {
    "sources": {"title": "-", "text": "x"},
    "surroundings_past": {"from": "2000", "to": "2000", **_FIGURE},
    "surroundings": {"growth": "1%/yr"},
    "paths": "1%/yr",
    "hits": "-1%",
    "identities": {"part": "x", "of": "x"},
}
"""Whole entries of mappings, and identities, by the key of what they are in."""
_VALUES: Final[Mapping[str, object]] = {
    "format": None, "id": "x", "language": "vi", "name": _NAMES, "vi": "-", "title": "-", "text": "x", "base_year": "2025",
    "target_year": "2030", "years": "1", "unit": "", "law": "hold", "year": "2000", "from": "2000", "to": "2000", "period": "2000-2000",
    "figure": "1", "growth": "1%/yr", "value": "1", "kind": "rate", "rank": "party", "source": _SOURCE, "hits": {"x": "-1%"},
    "indicators": [_ITEMS["indicators"]], "of": ["x"],
}  # fmt: skip
"""Values that a key must have; what is not named here is taken out."""
_IN_ITEM: Final[Mapping[str, Mapping[str, object]]] = {
    "value_without_note": {"note": "-"},
    "figure_or_value": {"figure": "1"},
    "base_after_target": {"base_year": "2025", "target_year": "2030"},
    "horizon_too_long": {"base_year": "2025", "target_year": "2030"},
    "years_reversed": {"from": "2000", "to": "2000"},
}
"""What makes an item sound that is faulty as a whole."""
_AT_ITEM: Final = frozenset({"figure_or_value", "years_reversed"})
"""Of these, the flaws that stand at the item; the others stand at one of its keys."""
_LISTS: Final = frozenset(
    {
        "observations",
        "targets",
        "statements",
        "identities",
        "events",
        "delays",
        "paths",
        "hits",
        "surroundings",
        "surroundings_past",
    }
)
_HARMLESS: Final = frozenset({"source", "also", "rank", "name", "note", "title", "scope", "rotated"})
"""Keys whose fault leaves everything else of their item to be believed."""

_FIGURES: Final = frozenset({
    "figure_unit", "figure_unit_missing", "figure_points", "change_unit", "margin_unit", "total_unit", "compound_not_positive",
    "target_not_positive", "outside_bounds", "level_is_change", "identity_sum_unit", "identity_sum_value", "unit_missing",
    "logit_needs_bounds",
})  # fmt: skip
_LAW: Final = frozenset({
    "compound_not_positive", "target_not_positive", "outside_bounds", "level_is_change", "rate_law", "status_has_figure",
    "target_without_figure", "unit_missing", "logit_needs_bounds",
})  # fmt: skip
_PLAN_YEARS: Final = frozenset(
    {"observation_after_base", "target_before_base", "base_after_target", "horizon_too_long"}
)
_REFERENCES: Final = frozenset({"unknown_indicator"})
_SOURCES: Final = frozenset({"unknown_source", "source_text_missing"})
_BY_KEY: Final[Mapping[str, frozenset[str]]] = {
    "language": _FIGURES | {"rate_needs_percent", "path_rate_range"},
    "base_year": _PLAN_YEARS,
    "target_year": _PLAN_YEARS,
    "sources": _SOURCES,
    "indicators": _REFERENCES,
    "unit": _FIGURES,
    "bounds": frozenset({"outside_bounds", "logit_needs_bounds"}),
    "for": frozenset({"paths_for_any", "rule_and_paths"}),
    "rule": frozenset({"rule_and_paths", "paths_for_any"}),
}
"""Codes of later flaws that depend on a key of a plan, an indicator or a scenario."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Later flaws at or below `place` that are not to be believed: those with one of `codes`, or all."""

    place: Place
    codes: frozenset[str] | None = None


def doubts_of(flaw: Flaw) -> list[Doubt]:
    """What is not to be believed of later flaws once a stand-in is where `flaw` was."""
    place = flaw.place
    if flaw.code == "unknown_key" or not place:
        return []
    if item := _item(place):
        return _doubts_of_item(item, place)
    if place[0] == "indicators" and len(place) > 1:
        return _doubts_of_indicator(place)
    return [Doubt(place[:2])] if len(place) > 1 else [Doubt((), _BY_KEY.get(str(place[0]), frozenset()))]


def _doubts_of_item(item: Place, place: Place) -> list[Doubt]:
    if _HARMLESS.intersection(map(str, place[len(item) :])):
        return []
    counted = Doubt(place[:2], frozenset({"several_observations"}))
    return [Doubt(item), counted] if "observations" in item else [Doubt(item)]


def _doubts_of_indicator(place: Place) -> list[Doubt]:
    """Doubts about an indicator; one without a sound id may be what others refer to."""
    key = str(place[2]) if len(place) > 2 else "id"
    if key == "id":
        return [Doubt(place[:2]), Doubt((), _REFERENCES)]
    return [Doubt(place[:2], _LAW if key == "law" else _BY_KEY.get(key, frozenset()))]


def _item(place: Place) -> Place:
    """The innermost item of a list, path or hit that `place` lies in, or nothing."""
    for length in range(len(place), 1, -1):
        if place[length - 2] in _LISTS or place[length - 1] == "stated_rate":
            return place[:length]
    return ()


def stand_in(data: dict[str, Any], flaw: Flaw) -> None:
    """Put something harmless where `flaw` is, or take out what is there."""
    place = flaw.place
    inner = place if flaw.code in _AT_ITEM else place[:-1]
    if flaw.code in _IN_ITEM and isinstance(item := _at(data, inner), dict):
        item.update(_IN_ITEM[flaw.code])
    elif flaw.code == "unknown_key":
        _put(data, place, None)
    elif flaw.code == "year_or_period":
        _put(data, (*place, "period"), None)
        _put(data, (*place, "year"), "2000")
    elif place[-1] in ("from", "to"):
        _put(data, (*place[:-1], "from"), "2000")
        _put(data, (*place[:-1], "to"), "2000")
    elif part := _whole_part(place):
        _put(data, part, _value(part))
    elif (
        place[0] in ("sources", "surroundings", "surroundings_past") and len(place) == 2 and flaw.code != "not_mapping"
    ):
        _put(data, place, None)
    else:
        _put(data, place, _value(place))


def _whole_part(place: Place) -> Place:
    """The part around `place` that is replaced as a whole, or nothing."""
    if place[0] in ("paths", "identities") and len(place) > 1:
        return place[:2]
    if len(place) > 2 and place[-2] == "hits":
        return place
    for key in ("source", "also", "breaks", "basis", "bounds"):
        if key in place[1:]:
            return place[: place.index(key, 1) + (2 if key == "also" else 1)]
    return ()


def _value(place: Place) -> object:
    """Stand-in for what is at `place`; None where it can be left out."""
    last = place[-1]
    if isinstance(last, int) and place[0] != "identities":
        item = _ITEMS.get(str(place[-2]))
        return {**item, "id": f"stand-in-{last}"} if isinstance(item, dict) and "id" in item else item
    if len(place) > 1 and place[-2] in _ENTRIES:
        return _ENTRIES[place[-2]]
    if last == "id" and len(place) > 1:
        return f"stand-in-{place[-2]}"
    if last == "note" and len(place) > 3:
        return "-"
    return _VALUES.get(str(last))


def _at(data: Any, place: Place) -> Any:
    for step in place:
        data = data[step] if isinstance(data, dict) and step in data else _entry(data, step)
    return data


def _entry(data: Any, step: str | int) -> Any:
    return data[step] if isinstance(data, list) and isinstance(step, int) and step < len(data) else None


def _put(data: dict[str, Any], place: Place, value: object) -> None:
    """Set the value at `place`, or take it out where it is None."""
    parent, last = _at(data, place[:-1]), place[-1]
    if isinstance(parent, list) and isinstance(last, int) and last < len(parent):
        parent[last] = copy.deepcopy(value) if value is not None else {}
    elif isinstance(parent, dict):
        parent.pop(last, None)
        if value is not None:
            parent[last] = copy.deepcopy(value)
