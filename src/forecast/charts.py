"""Charts as Vega-Lite specifications, without a library: data in, mapping out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from forecast.sourced import Language
from forecast.wording import N_, Wording

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"
COLOURS: Final = {"path": "#0b5cad", "required": "#8a5a00"}
"""Blue and brown that differ in lightness too; each line has its own dash, so colour is never the only sign."""
TARGET_COLOUR: Final = "#b00020"
DASHES: Final = {"path": [1, 0], "required": [6, 4]}
FLAT: Final = 1e-6
"""Spread, relative to the level, up to which a chart counts as flat."""
NAMES: Final = {"path": N_("this path"), "required": N_("just reaching the target")}
NUMBERS: Final[Mapping[Language, Mapping[str, Any]]] = {
    "vi": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " ₫"]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", " VND"]},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A target in a chart: its year, its ends [unit], one of them None where it is open, and its text."""

    year: int
    low: float | None
    high: float | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a chart: `path` or `required`, its levels by year [unit], None where there is none, and these as text."""

    kind: str
    levels: Sequence[float | None]
    texts: Sequence[str]


def path_chart(
    years: Sequence[int], lines: Sequence[Line], goal: Goal | None, unit: str, wording: Wording
) -> dict[str, Any]:
    """Levels over the years, one line for each of `lines`, and the target as a mark in its year.

    Parameters
    ----------
    years : (n_years + 1,)
    lines : each with n_years + 1 levels
    unit : title of the axis of levels; may be empty
    """
    layers = [_line_layer(years, lines, unit, wording)]
    if goal is not None:
        layers += _goal_layers(goal, unit, wording)
    _spread(layers, lines, goal)
    return {
        "$schema": SCHEMA,
        "height": 300,
        "layer": layers,
        "config": {
            "locale": {"number": NUMBERS[wording.language]},
            "axis": {"labelFontSize": 13, "titleFontSize": 13},
            "legend": {"labelFontSize": 13},
        },
    }


def _spread(layers: Sequence[dict[str, Any]], lines: Sequence[Line], goal: Goal | None) -> None:
    """Give levels that are all the same an axis with some room around them."""
    ends = (goal.low, goal.high) if goal is not None else ()
    levels = [level for level in (*ends, *(level for line in lines for level in line.levels)) if level is not None]
    if not levels or max(levels) - min(levels) > FLAT * abs(max(levels)):
        return
    room = 0.1 * abs(levels[0]) or 1.0
    for layer in layers:
        layer["encoding"]["y"]["scale"] |= {"domain": [levels[0] - room, levels[0] + room]}


def _line_layer(years: Sequence[int], lines: Sequence[Line], unit: str, wording: Wording) -> dict[str, Any]:
    names = {line.kind: wording.text(NAMES[line.kind]) for line in lines}
    rows = [
        {"year": year, "level": level, "shown": text, "line": names[line.kind]}
        for line in lines
        for year, level, text in zip(years, line.levels, line.texts, strict=True)
        if level is not None
    ]
    legend = {
        "title": None, "orient": "bottom", "direction": "vertical", "labelLimit": 320,
        "symbolType": "stroke", "symbolSize": 600, "symbolStrokeWidth": 3,
    }  # fmt: skip
    of_line = {"field": "line", "type": "nominal", "legend": legend}
    encoding = _places(unit) | {
        "color": of_line | {"scale": {"domain": list(names.values()), "range": [COLOURS[line] for line in names]}},
        "strokeDash": of_line | {"scale": {"domain": list(names.values()), "range": [DASHES[line] for line in names]}},
        "tooltip": _tip(unit, wording),
    }
    return {
        "data": {"values": rows},
        "mark": {"type": "line", "point": {"size": 45}, "strokeWidth": 2.5},
        "encoding": encoding,
    }


def _goal_layers(goal: Goal, unit: str, wording: Wording) -> list[dict[str, Any]]:
    """The target: a diamond, or a bar between its two ends, with its text at it."""
    ends = [end for end in (goal.low, goal.high) if end is not None]
    name = wording.text("target")
    row = {"year": goal.year, "level": ends[0], "end": ends[-1], "line": name, "shown": goal.text}
    row["label"] = f"{name} {goal.text}"
    data, places = {"values": [row]}, _places(unit)
    encoding = places | {"tooltip": _tip(unit, wording)}
    mark: dict[str, Any] = {"type": "point", "shape": "diamond", "size": 160, "filled": True, "color": TARGET_COLOUR}
    if ends[0] != ends[-1]:
        mark = {"type": "rule", "strokeWidth": 8, "color": TARGET_COLOUR, "opacity": 0.6}
        encoding["y2"] = {"field": "end"}
    text = {"type": "text", "align": "right", "dx": -12, "dy": -10, "fontSize": 13, "fontWeight": "bold"}
    named = {"text": {"field": "label", "type": "nominal"}, "y": places["y"] | {"field": "end"}}
    return [
        {"data": data, "mark": mark, "encoding": encoding},
        {"data": data, "mark": text | {"color": TARGET_COLOUR}, "encoding": places | named},
    ]


def _places(unit: str) -> dict[str, Any]:
    """Where a row stands: its year, without a thousands separator, and its level."""
    years = {"format": "d", "tickMinStep": 1, "title": None, "grid": False}
    return {
        "x": {"field": "year", "type": "quantitative", "axis": years, "scale": {"nice": False, "zero": False, "padding": 14}},
        "y": {"field": "level", "type": "quantitative", "axis": {"title": unit or None}, "scale": {"zero": False, "nice": True}},
    }  # fmt: skip


def _tip(unit: str, wording: Wording) -> list[dict[str, Any]]:
    return [
        {"field": "line", "type": "nominal", "title": wording.text("line")},
        {"field": "year", "type": "quantitative", "format": "d", "title": wording.text("year")},
        {"field": "shown", "type": "nominal", "title": unit or wording.text("level")},
    ]


def waterfall_chart(
    first: tuple[str, float], parts: Mapping[str, float], last: str, wording: Wording
) -> dict[str, Any]:
    """From one level to another through the parts that make the difference.

    Parameters
    ----------
    first : name and level the chart starts from [unit]
    parts : amounts by name [unit], in the order shown
    last : name of the level they lead to
    """
    rows: list[dict[str, Any]] = [{"name": first[0], "from": 0.0, "to": first[1], "kind": "level"}]
    level = first[1]
    for name, amount in parts.items():
        rows.append({"name": name, "from": level, "to": level + amount, "kind": "up" if amount >= 0 else "down"})
        level += amount
    rows.append({"name": last, "from": 0.0, "to": level, "kind": "level"})
    for row in rows:
        row["edge"] = max(row["from"], row["to"])
        row["label"] = wording.number(row["to"] - row["from"], 0 if abs(level) >= 1000 else 2)
    order = [row["name"] for row in rows]
    y = {"field": "name", "type": "nominal", "sort": order, "axis": {"title": None, "labelLimit": 260}}
    ends = [end for row in rows for end in (row["from"], row["to"])]
    domain = [min(0.0, *ends), 1.12 * max(ends)]
    colours = {"domain": ["level", "up", "down"], "range": ["#5b6770", "#1b6e3c", "#b00020"]}
    bars = {
        "mark": {"type": "bar", "height": 18, "clip": True},
        "encoding": {
            "y": y,
            "x": {
                "field": "from",
                "type": "quantitative",
                "scale": {"domain": domain, "zero": False},
                "axis": {"title": None},
            },
            "x2": {"field": "to"},
            "color": {"field": "kind", "type": "nominal", "scale": colours, "legend": None},
        },
    }
    labels = {
        "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 13, "clip": False},
        "encoding": {
            "y": y,
            "x": {"field": "edge", "type": "quantitative", "scale": {"domain": domain, "zero": False}},
            "text": {"field": "label"},
        },
    }
    return {
        "$schema": SCHEMA,
        "height": {"step": 30},
        "data": {"values": rows},
        "layer": [bars, labels],
        "config": {"locale": {"number": NUMBERS[wording.language]}, "axis": {"labelFontSize": 13}},
    }
