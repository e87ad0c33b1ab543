"""Charts as Vega-Lite specifications, without a library: data in, mapping out."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from forecast.assessment import Assessment
from forecast.plan import Plan
from forecast.sourced import Language
from forecast.tables import target_text
from forecast.wording import N_, RANKS, Wording

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"
COLOURS: Final = {"path": "#0b5cad", "required": "#8a5a00"}
"""Blue and brown that differ in lightness too; each line has its own dash, so colour is never the only sign."""
TARGET_COLOUR: Final = "#b00020"
DASHES: Final = {"path": [1, 0], "required": [6, 4]}
BANDS: Final = ((N_("80 of 100 outcomes"), 0.1, 0.9), (N_("half of all outcomes"), 0.25, 0.75))
"""Bands of the fan and the quantiles they lie between, widest first."""
SHADES: Final = ("#d6e4f2", "#a9c8e6")
FONT: Final = "Arial, DejaVu Sans, Liberation Sans, sans-serif"
"""Faces that have all Vietnamese letters, in documents made here and on any computer that opens them."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Levels between which a share of all outcomes lies, by year [unit]; None where there is none."""

    name: str
    low: Sequence[float | None]
    high: Sequence[float | None]


def fan(
    plan: Plan, rows: Sequence[Assessment], reaching: Sequence[float | None] | None, wording: Wording
) -> dict[str, Any] | None:
    """The chart of one indicator for documents: path, band, targets by rank, and the path that just reaches them.

    Parameters
    ----------
    rows : the assessments of the indicator under one scenario, one for each target
    reaching : (n_years + 1,) levels of the path that just reaches its target [unit]; None: without one

    Returns
    -------
    a Vega-Lite specification; None where there is nothing to draw
    """
    first = rows[0].requirement
    indicator = plan.indicators[first.place]
    drawn = {"path": rows[0].path, "required": reaching or ()}
    lines = [
        Line(kind=kind, levels=levels, texts=[wording.level(level, indicator) for level in levels])
        for kind, levels in drawn.items()
        if any(level is not None for level in levels)
    ]
    if not lines:
        return None
    bands = []
    for name, low, high in BANDS if rows[0].quantiles else ():
        ends = [[_known(level) for level in (rows[0].quantiles or {})[end]] for end in (low, high)]
        bands.append(Band(name=wording.text(name), low=ends[0], high=ends[1]))
    unit = wording.text("index, {year} = 100", year=str(plan.base_year)) if first.index else wording.unit(indicator)
    return fan_chart(plan.years, lines, bands, list(_goals(plan, rows, wording)), unit, wording)


def _known(level: float) -> float | None:
    return level if math.isfinite(level) else None


def _goals(plan: Plan, rows: Sequence[Assessment], wording: Wording) -> Iterator[Goal]:
    """Targets within the plan; where several bodies set one, each with its name."""
    ranked = len({row.requirement.rank for row in rows}) > 1
    for row in rows:
        needed = row.requirement
        if needed.goal is None or needed.year is None or needed.year > plan.target_year:
            continue
        who = wording.text(RANKS[needed.rank]) if ranked and needed.rank else ""
        shown = target_text(needed, plan.indicators[needed.place], wording)
        yield Goal(year=needed.year, low=needed.low, high=needed.high, text=f"{shown} {who}".strip())


def fan_chart(
    years: Sequence[int],
    lines: Sequence[Line],
    bands: Sequence[Band],
    goals: Sequence[Goal],
    unit: str,
    wording: Wording,
) -> dict[str, Any]:
    """Levels over the years, one line for each of `lines`, bands behind them, and each target as a mark in its year.

    Parameters
    ----------
    years : (n_years + 1,)
    lines, bands : each with n_years + 1 levels
    unit : title of the axis of levels; may be empty
    """
    layers = [_band_layer(years, bands, unit)] if bands else []
    layers.append(_line_layer(years, lines, unit, wording))
    for goal in goals:
        layers += _goal_layers(goal, unit, wording)
    _spread(layers, lines, bands, goals)
    return {
        "$schema": SCHEMA,
        "height": 300,
        "layer": layers,
        "config": {
            "font": FONT,
            "locale": {"number": NUMBERS[wording.language]},
            "axis": {"labelFontSize": 13, "titleFontSize": 13},
            "legend": {"labelFontSize": 13},
        },
    }


def _spread(
    layers: Sequence[dict[str, Any]], lines: Sequence[Line], bands: Sequence[Band], goals: Sequence[Goal]
) -> None:
    """Give levels that are all the same an axis with some room around them."""
    ends = [end for goal in goals for end in (goal.low, goal.high)]
    drawn = [level for line in lines for level in line.levels]
    drawn += [level for band in bands for level in (*band.low, *band.high)]
    levels = [level for level in (*ends, *drawn) if level is not None]
    if not levels or max(levels) - min(levels) > FLAT * abs(max(levels)):
        return
    room = 0.1 * abs(levels[0]) or 1.0
    for layer in layers:
        layer["encoding"]["y"]["scale"] |= {"domain": [levels[0] - room, levels[0] + room]}


def _band_layer(years: Sequence[int], bands: Sequence[Band], unit: str) -> dict[str, Any]:
    """The bands of a fan, widest first, each in its own shade."""
    rows = [
        {"year": year, "level": low, "end": high, "line": band.name}
        for band in bands
        for year, low, high in zip(years, band.low, band.high, strict=True)
        if low is not None and high is not None
    ]
    names = [band.name for band in bands]
    legend = {"title": None, "orient": "bottom", "direction": "vertical", "labelLimit": 320, "symbolType": "square"}
    fill = {"field": "line", "type": "nominal", "sort": names, "legend": legend}
    fill["scale"] = {"domain": names, "range": list(SHADES[: len(names)])}
    encoding = _places(unit) | {"y2": {"field": "end"}, "fill": fill}
    return {"data": {"values": rows}, "mark": {"type": "area"}, "encoding": encoding}


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


def waterfall_chart(steps: Sequence[tuple[str, float, str]], wording: Wording) -> dict[str, Any]:
    """From one level to another through the parts that make the difference; a table beside it is for readers by ear.

    Parameters
    ----------
    steps : name, size [unit] and its text: the level the chart starts from, the amounts in the order shown, the level they lead to
    """
    rows: list[dict[str, Any]] = []
    level = 0.0
    for at, (name, size, label) in enumerate(steps):
        whole = at in (0, len(steps) - 1)
        start, level = (0.0, size) if whole else (level, level + size)
        kind = "level" if whole else "up" if size >= 0 else "down"
        edge = max(start, level)
        shape = {"at": at, "from": start, "to": level, "kind": kind, "edge": edge}
        rows.append({**shape, "name": name, "label": label, "said": f"{name}: {label}"})
    y = {"field": "at", "type": "ordinal", "axis": None}
    ends = [end for row in rows for end in (row["from"], row["to"])]
    scale = {"domain": [min(0.0, *ends), max(0.0, *ends)], "zero": False}
    x = {"field": "from", "type": "quantitative", "scale": scale, "axis": {"title": None}}
    colours = {"domain": ["level", "up", "down"], "range": ["#5b6770", "#1b6e3c", "#b00020"]}
    bars = {
        "mark": {"type": "bar", "height": 18, "yOffset": 10, "clip": True, "aria": False},
        "encoding": {
            "y": y, "x": x, "x2": {"field": "to"},
            "color": {"field": "kind", "type": "nominal", "scale": colours, "legend": None},
            "description": {"field": "said", "type": "nominal"},
        },
    }  # fmt: skip
    room = 12 + 7 * max(len(row["label"]) for row in rows)
    text = {"type": "text", "align": "left", "fontSize": 13, "aria": False}
    names = {
        "mark": text | {"dy": -10, "limit": {"expr": f"width + {room}"}},
        "encoding": {"y": y, "x": {"value": 0}, "text": {"field": "name"}},
    }
    labels = {
        "mark": text | {"dx": 6, "dy": 10, "clip": False},
        "encoding": {"y": y, "x": x | {"field": "edge"}, "text": {"field": "label"}},
    }
    return {
        "$schema": SCHEMA,
        "height": {"step": 46},
        "padding": {"left": 5, "top": 5, "bottom": 5, "right": room},
        "data": {"values": rows},
        "layer": [bars, names, labels],
        "config": {"locale": {"number": NUMBERS[wording.language]}, "axis": {"labelFontSize": 13}},
    }
