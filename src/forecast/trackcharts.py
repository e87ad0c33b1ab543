"""The chart of tracking: what was required of the rest each time something became known, and what the years brought."""

import math
from typing import Any, Final

from forecast.charts import NUMBERS, SCHEMA
from forecast.tables import pace_text
from forecast.tracking.entry import Entry
from forecast.tracking.ledger import Track
from forecast.tracking.warning import yearly_steps
from forecast.trackwords import TrackWords
from forecast.wording import N_

NAMES: Final = {"required": N_("required a year of the rest"), "achieved": N_("growth of the year that became known")}
COLOURS: Final = {"required": "#8a5a00", "achieved": "#0b5cad"}
SHAPES: Final = {"required": "circle", "achieved": "diamond"}
ONLY_REQUIRED: Final = {"filter": "datum.kind == 'required'"}


def requirement_chart(track: Track, words: TrackWords) -> dict[str, Any] | None:
    """Requirement over time as steps, growth of single years as diamonds; None where nothing was ever required."""
    names = {kind: words.wording.text(name) for kind, name in NAMES.items()}
    rows = [row for place, entry in enumerate(track.entries) for row in _rows(track, place, entry, words)]
    if not any(row["kind"] == "required" for row in rows):
        return None
    for row in rows:
        row["line"] = names[row["kind"]]
    order = [words.day(entry.known_on) for entry in track.entries]
    unit = "%" if track.row.law == "compound" else words.unit(track)
    places = {
        "x": {"field": "day", "type": "ordinal", "sort": order, "axis": {"title": None, "labelAngle": -30}},
        "y": {
            "field": "value",
            "type": "quantitative",
            "axis": {"title": unit or None},
            "scale": {"zero": False, "nice": True, "padding": 24},
        },
    }
    kinds = [kind for kind in NAMES if any(row["kind"] == kind for row in rows)]
    return {
        "$schema": SCHEMA, "height": 280, "data": {"values": rows},
        "layer": [_steps(places), _points(places, {kind: names[kind] for kind in kinds}, unit, words), _labels(places)],
        "config": {
            "locale": {"number": NUMBERS[words.wording.language]}, "axis": {"labelFontSize": 13, "titleFontSize": 13},
            "legend": {"labelFontSize": 13},
        },
    }  # fmt: skip


def _steps(places: dict[str, Any]) -> dict[str, Any]:
    mark = {"type": "line", "interpolate": "step-after", "strokeWidth": 2.5, "color": COLOURS["required"]}
    return {"transform": [ONLY_REQUIRED], "mark": mark, "encoding": places}


def _labels(places: dict[str, Any]) -> dict[str, Any]:
    text = {"text": {"field": "shown", "type": "nominal"}}
    return {
        "transform": [ONLY_REQUIRED],
        "mark": {"type": "text", "dy": -12, "fontSize": 13},
        "encoding": places | text,
    }


def _points(places: dict[str, Any], names: dict[str, str], unit: str, words: TrackWords) -> dict[str, Any]:
    legend = {"title": None, "orient": "bottom", "direction": "vertical", "labelLimit": 320}
    kind = {"field": "line", "type": "nominal", "legend": legend}
    encoding = {
        "color": kind | {"scale": {"domain": list(names.values()), "range": [COLOURS[name] for name in names]}},
        "shape": kind | {"scale": {"domain": list(names.values()), "range": [SHAPES[name] for name in names]}},
        "tooltip": [
            {"field": "line", "type": "nominal", "title": words.wording.text("line")},
            {"field": "day", "type": "nominal", "title": words.wording.text("Known on")},
            {"field": "shown", "type": "nominal", "title": unit or words.wording.text("level")},
        ],
    }
    return {"mark": {"type": "point", "filled": True, "size": 110}, "encoding": places | encoding}


def _rows(track: Track, place: int, entry: Entry, words: TrackWords) -> list[dict[str, Any]]:
    """What one entry shows: its requirement, and the growth of a year that it made known."""
    day, rows = words.day(entry.known_on), []
    if entry.required is not None:
        shown = words.required(entry)
        rows.append({"day": day, "value": _shown(entry, entry.required), "shown": shown, "kind": "required"})
    year = entry.level.year if entry.level is not None else None
    before = track.entries[place - 1].level if place else entry.level
    if year is None or (before is not None and before.year == year):
        return rows
    step = yearly_steps(track).get(year)
    if step is not None and track.row.law in ("compound", "linear", "total"):
        rows.append({"day": day, **_achieved(step, track, words), "kind": "achieved"})
    return rows


def _achieved(step: float, track: Track, words: TrackWords) -> dict[str, Any]:
    """A yearly step as readers know it: per cent for compound growth, points or units else."""
    if track.row.law == "compound":
        return {"value": 100 * math.expm1(step), "shown": words.wording.percent(math.expm1(step))}
    return {"value": step, "shown": pace_text(None, step, None, words.indicator(track), words.wording)}


def _shown(entry: Entry, required: float) -> float:
    return 100 * required if entry.rate is not None else required
