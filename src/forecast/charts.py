"""Charts as Vega-Lite specifications, without a library: data in, mapping out."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from forecast.plan import Language
from forecast.wording import Wording

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"
COLOURS: Final = {"path": "#0b5cad", "required": "#8a5a00", "target": "#b00020"}
"""Blue, brown and red that differ in lightness too; each line has its own dash, so colour is never the only sign."""
DASHES: Final = {"path": [1, 0], "required": [6, 4], "target": [2, 3]}
NUMBERS: Final[Mapping[Language, Mapping[str, Any]]] = {
    "vi": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " ₫"]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", " VND"]},
}


def path_chart(
    years: Sequence[int],
    lines: Mapping[str, Sequence[float | None]],
    target: tuple[int, float] | None,
    unit: str,
    wording: Wording,
) -> dict[str, Any]:
    """Levels over the years, one line for each of `lines`, and the target as a mark in its year.

    Parameters
    ----------
    years : (n_years + 1,)
    lines : by `path` or `required`, (n_years + 1,) [unit]; None leaves a year out
    target : year and level [unit]
    """
    names = {
        "path": wording.text("this path"),
        "required": wording.text("just reaching the target"),
        "target": wording.text("target"),
    }
    rows = [
        {"year": year, "level": level, "line": names[line]}
        for line, levels in lines.items()
        for year, level in zip(years, levels, strict=True)
        if level is not None
    ]
    shown = [*lines, *(["target"] if target else [])]
    scale = {"domain": [names[line] for line in shown], "range": [COLOURS[line] for line in shown]}
    dash = {"domain": [names[line] for line in shown], "range": [DASHES[line] for line in shown]}
    colour = {
        "field": "line",
        "type": "nominal",
        "scale": scale,
        "legend": {"title": None, "orient": "bottom", "labelLimit": 300, "symbolType": "circle"},
    }
    x = {
        "field": "year",
        "type": "quantitative",
        "axis": {"format": "d", "tickMinStep": 1, "title": None, "grid": False},
    }
    y = {
        "field": "level",
        "type": "quantitative",
        "axis": {"title": unit or None},
        "scale": {"zero": False, "nice": True},
    }
    tip = [
        {"field": "year", "type": "quantitative", "format": "d", "title": wording.text("year")},
        {"field": "level", "type": "quantitative", "format": ",.2f", "title": unit or wording.text("level")},
        {"field": "line", "type": "nominal", "title": " "},
    ]
    mark = {"type": "line", "point": True, "strokeWidth": 2.5}
    dashes = {"field": "line", "type": "nominal", "scale": dash, "legend": None}
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": rows},
            "mark": mark,
            "encoding": {"x": x, "y": y, "color": colour, "strokeDash": dashes, "tooltip": tip},
        }
    ]
    if target is not None:
        goal = {"year": target[0], "level": target[1], "line": names["target"]}
        layers.append(
            {
                "data": {"values": [goal]},
                "mark": {"type": "point", "shape": "diamond", "size": 160, "filled": True},
                "encoding": {"x": x, "y": y, "color": colour, "tooltip": tip},
            }
        )
    return {
        "$schema": SCHEMA,
        "height": 300,
        "layer": layers,
        "config": {"locale": {"number": NUMBERS[wording.language]}, "axis": {"labelFontSize": 13, "titleFontSize": 13}},
    }
