"""The chart of what matters most: one bar for each assumption, from the level at its low end to that at its high end."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from forecast.charts import FONT, NUMBERS, SCHEMA
from forecast.plan import Plan
from forecast.scenario import Scenario
from forecast.sensitivity import Sensitivity
from forecast.sensitivitywords import named
from forecast.tables import target_text
from forecast.wording import Wording

LOW: Final = "▼"
HIGH: Final = "▲"
"""Signs of the ends of an assumption, so that colour is never the only one."""
TARGET: Final = "◆"
LIGHT: Final = {"low": "#8a5a00", "high": "#0b5cad", "middle": "#5b6770", "target": "#b00020", "ink": "#1b1b1f"}
DARK: Final = {"low": "#d9a441", "high": "#6fb1ff", "middle": "#b8bec6", "target": "#ff9aa8", "ink": "#f0f0f0"}
"""Colours on light and on dark ground."""
STEP: Final = 58
"""Height of a bar with its name above it [px]."""
ROOM: Final = 0.32
"""Share of the width kept free on each side for the figures."""


def tornado_chart(
    plan: Plan, scenario: Scenario, found: Sensitivity, wording: Wording, colours: Mapping[str, str] = LIGHT
) -> dict[str, Any]:
    """Bars around the level with every assumption on its median, the widest first; `found` has assumptions."""
    bars: list[dict[str, Any]] = []
    ends: list[dict[str, Any]] = []
    middle = found.level if found.level is not None else 0.0
    indicator = plan.indicators[found.requirement.place]
    for each in found.assumptions:
        name = named(plan, scenario, each, wording)
        for side, sign, level in (("low", LOW, each.level_low), ("high", HIGH, each.level_high)):
            bars.append({"name": name, "from": middle, "to": level, "side": side})
            if level != middle:
                ends.append({"name": name, "to": level, "label": f"{sign} {wording.level(level, indicator)}"})
    goal = found.requirement.goal if found.requirement.assessable else None
    scale = {"domain": _domain([row["to"] for row in ends] + [middle, *([] if goal is None else [goal])])}
    goals = (
        []
        if goal is None
        else [{"to": goal, "label": f"{TARGET} {target_text(found.requirement, indicator, wording)}"}]
    )
    return {
        "$schema": SCHEMA,
        "height": {"step": STEP},
        "layer": [
            *_goal(goals, scale, colours["target"]),
            _bars(bars, scale, colours),
            _line(middle, scale, colours["middle"]),
            *(_figures(ends, middle, side, scale) for side in ("right", "left")),
            _names(bars),
        ],
        "config": {
            "locale": {"number": NUMBERS[wording.language]},
            "font": FONT,
            "axis": {"labelFontSize": 12},
            "text": {"color": colours["ink"]},
        },
    }


def _domain(levels: Sequence[float]) -> list[float]:
    """Ends of the axis, with room for the figures beside the bars."""
    low, high = min(levels), max(levels)
    room = ROOM * (high - low)
    return [low - room, high + room]


def _at(field: str, scale: dict[str, Any]) -> dict[str, Any]:
    return {"field": field, "type": "quantitative", "scale": scale, "axis": {"title": None, "tickCount": 5}}


def _row() -> dict[str, Any]:
    return {"field": "name", "type": "nominal", "sort": None, "axis": None}


def _line(middle: float, scale: dict[str, Any], colour: str) -> dict[str, Any]:
    """The level with every assumption on its median."""
    mark = {"type": "rule", "strokeWidth": 2, "color": colour}
    return {"data": {"values": [{"to": middle}]}, "mark": mark, "encoding": {"x": _at("to", scale)}}


def _bars(rows: Sequence[dict[str, Any]], scale: dict[str, Any], colours: Mapping[str, str]) -> dict[str, Any]:
    sides = {"domain": ["low", "high"], "range": [colours["low"], colours["high"]]}
    return {
        "data": {"values": rows},
        "mark": {"type": "bar", "height": 16, "yOffset": 12},
        "encoding": {
            "y": _row(), "x": _at("from", scale), "x2": {"field": "to"},
            "color": {"field": "side", "type": "nominal", "scale": sides, "legend": None},
        },
    }  # fmt: skip


def _figures(rows: Sequence[dict[str, Any]], middle: float, side: str, scale: dict[str, Any]) -> dict[str, Any]:
    """The levels at the ends of the bars, on one side of the middle."""
    those = [row for row in rows if (row["to"] > middle) == (side == "right")]
    align = {"align": "left", "dx": 5} if side == "right" else {"align": "right", "dx": -5}
    return {
        "data": {"values": those},
        "mark": {"type": "text", "fontSize": 13, "dy": 12} | align,
        "encoding": {"y": _row(), "x": _at("to", scale), "text": {"field": "label", "type": "nominal"}},
    }


def _names(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The assumptions above their bars, so that long names have the whole width."""
    names = [{"name": name} for name in dict.fromkeys(row["name"] for row in rows)]
    return {
        "data": {"values": names},
        "mark": {"type": "text", "align": "left", "fontSize": 13, "dy": -12, "limit": {"expr": "width"}},
        "encoding": {"y": _row(), "x": {"value": 0}, "text": {"field": "name", "type": "nominal"}},
    }


def _goal(rows: Sequence[dict[str, Any]], scale: dict[str, Any], colour: str) -> list[dict[str, Any]]:
    """The target as a dashed line, its figure on top."""
    data = {"values": rows}
    line = {"type": "rule", "strokeDash": [5, 4], "strokeWidth": 2, "color": colour}
    text = {"type": "text", "fontSize": 13, "fontWeight": "bold", "color": colour, "dy": -8}
    figure = {"x": _at("to", scale), "y": {"value": 0}, "text": {"field": "label", "type": "nominal"}}
    return [
        {"data": data, "mark": line, "encoding": {"x": _at("to", scale)}},
        {"data": data, "mark": text, "encoding": figure},
    ]
