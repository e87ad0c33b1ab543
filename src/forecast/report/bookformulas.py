"""Formulas as text: numbers with all their digits, bounds, shares that keep their sum, expressions between indicators."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from forecast.identities import Expression, Name, Operation


@dataclass(frozen=True, slots=True)
class Track:
    """Levels of one indicator after a step: their cells and values, base year first; None where nothing is known."""

    refs: tuple[str, ...]
    values: tuple[float | None, ...]


def plain(value: float | None) -> str:
    """A number as a formula holds it, with all its digits."""
    return '""' if value is None else repr(float(value)).replace("e", "E")


def clipped(formula: str, low: float, high: float) -> str:
    """A formula held within bounds; an open bound holds nothing."""
    if math.isfinite(low):
        formula = f"MAX({formula},{plain(low)})"
    return f"MIN({formula},{plain(high)})" if math.isfinite(high) else formula


def share_formula(place: int, tracks: Mapping[int, Track], ways: Mapping[int, str], year: int) -> str:
    """Formula of a share in one year: one that gives way takes its part of the room that the others leave."""
    cells = {other: track.refs[year] for other, track in tracks.items()}
    room = "+".join(track.refs[0] for track in tracks.values())
    fixed = "+".join(f"(1-{ways[other]})*{cell}" for other, cell in cells.items())
    weight = "+".join(f"{ways[other]}*{cell}" for other, cell in cells.items())
    number = "+".join(ways.values())
    known = "+".join(f"ISNUMBER({cell})" for cell in cells.values())
    share = f"IF({weight}>0,{cells[place]}/({weight}),1/({number}))*MAX({room}-({fixed}),0)"
    return f"IF({known}<{len(cells)},{cells[place]},IF({ways[place]}=1,{share},{cells[place]}))"


def share_value(place: int, tracks: Mapping[int, Track], yielding: set[int], year: int) -> float | None:
    """What that formula gives."""
    levels = {other: track.values[year] or 0.0 for other, track in tracks.items()}
    if place not in yielding:
        return levels[place]
    room = sum(track.values[0] or 0.0 for track in tracks.values())
    room -= sum(level for other, level in levels.items() if other not in yielding)
    weight = sum(levels[other] for other in yielding)
    return (levels[place] / weight if weight > 0 else 1 / len(yielding)) * max(room, 0.0)


def excel_expression(tree: Expression, cells: Mapping[str, str], scales: Mapping[str, float]) -> str:
    """An expression between indicators with cells for names, each in its base unit."""
    if isinstance(tree, Name):
        scale = scales[tree.id]
        return cells[tree.id] if scale == 1 else f"({cells[tree.id]}*{plain(scale)})"
    if isinstance(tree, Operation):
        left, right = (excel_expression(part, cells, scales) for part in (tree.left, tree.right))
        return f"({left}{tree.mark}{right})"
    return repr(tree.value)
