"""How the fan narrows: what was expected of the target year each time something became known, as a chart, a sentence and rows."""

from typing import Any, Final

from forecast.charts import FONT, NUMBERS, SCHEMA, TARGET_COLOUR
from forecast.tracking.entry import Entry
from forecast.tracking.ledger import Track
from forecast.trackwords import TrackWords
from forecast.wording import N_

BAND: Final = N_("8 in 10 chances")
MIDDLE: Final = N_("the middle")
TARGET: Final = N_("target")
COLOUR: Final = "#0b5cad"
SHADE: Final = "#a9c8e6"
DASH: Final = (6, 4)
MOST: Final = 8
"""Entries that a chart has room for: the plan's and the newest ones."""
FAN_HEADS: Final = (
    N_("Known on"), N_("Newest figure"), N_("9 in 10 chances to pass"), N_("Middle"), N_("1 in 10 chances to pass"), N_("Target value"),
    N_("Chance"),
)  # fmt: skip


def fans(track: Track) -> tuple[Entry, ...]:
    """Entries that expect something of the target year, in the definition that holds last; none where there are fewer than two."""
    links = track.last.chain.links
    found = [
        entry
        for entry in track.entries
        if entry.prospect is not None and entry.prospect.band is not None and entry.chain.links == links
    ]
    if len(found) > MOST:
        found = [found[0], *found[1 - MOST :]]
    return tuple(found) if len(found) > 1 else ()


def fan_text(track: Track, words: TrackWords) -> str:
    """The same in a sentence: the first fan and the newest; empty where there is nothing to compare."""
    found = fans(track)
    if not found:
        return ""
    first, last = (_band(entry) for entry in (found[0], found[-1]))
    indicator = words.indicator(track)
    ends = [words.wording.level(end, indicator) for end in (*first, *last)]
    start = words.wording.text("in the plan") if not found[0].known_on else words.day(found[0].known_on)
    told = {
        "year": track.row.year,
        "start": start,
        "low": ends[0],
        "high": ends[1],
        "low_now": ends[2],
        "high_now": ends[3],
    }
    return words.wording.text(
        "Expected for {year} with 8 in 10 chances: {low} to {high} ({start}), {low_now} to {high_now} now; that is {share} of the span.",
        **told, share=narrowed_text(track, words),
    )  # fmt: skip


def narrowed_text(track: Track, words: TrackWords) -> str:
    """Span of the newest fan over that of the first; a dash where there is nothing to compare."""
    found = fans(track)
    if not found:
        return words.wording.percent(None)
    first, last = (_band(entry) for entry in (found[0], found[-1]))
    return words.wording.percent((last[1] - last[0]) / (first[1] - first[0]), 0)


def fan_rows(track: Track, words: TrackWords) -> list[list[str]]:
    """One row for each fan, in the order of `FAN_HEADS`."""
    rows = []
    for entry in fans(track):
        assert entry.prospect is not None and entry.prospect.ahead is not None
        low, high = _band(entry)
        levels = [words.wording.level(level, words.indicator(track)) for level in (low, entry.prospect.middle, high)]
        rows.append(
            [
                words.day(entry.known_on),
                words.level(entry),
                *levels,
                words.goal(entry),
                words.chance(entry.prospect.ahead.chance),
            ]
        )
    return rows


def _band(entry: Entry) -> tuple[float, float]:
    assert entry.prospect is not None and entry.prospect.band is not None
    return entry.prospect.band


def fan_chart(track: Track, words: TrackWords) -> dict[str, Any] | None:
    """A bar for each time something became known, with its ends as text, a diamond for the middle, the target as a dashed line."""
    found = fans(track)
    if not found:
        return None
    rows = [_row(entry, track, words) for entry in found]
    unit = words.unit(track)
    return {
        "$schema": SCHEMA, "height": 340, "data": {"values": rows}, "layer": _layers([row["day"] for row in rows], unit, words),
        "resolve": {"scale": {"shape": "independent"}, "legend": {"shape": "independent"}},
        "config": {
            "font": FONT, "locale": {"number": NUMBERS[words.wording.language]}, "axis": {"labelFontSize": 13, "titleFontSize": 13},
            "legend": {"labelFontSize": 13, "padding": 0, "offset": 4, "layout": {"bottom": {"direction": "vertical", "margin": 4}}},
        },
    }  # fmt: skip


def _row(entry: Entry, track: Track, words: TrackWords) -> dict[str, Any]:
    assert entry.prospect is not None
    low, high = _band(entry)
    shown = [words.wording.level(level, words.indicator(track)) for level in (low, high, entry.prospect.middle)]
    return {
        "day": words.day(entry.known_on), "low": low, "high": high, "middle": entry.prospect.middle, "goal": entry.goal,
        "low_text": shown[0], "high_text": shown[1], "middle_text": shown[2], "goal_text": words.goal(entry),
        **{name: words.wording.text(text) for name, text in (("band", BAND), ("centre", MIDDLE), ("target", TARGET))},
    }  # fmt: skip


def _layers(days: list[str], unit: str, words: TrackWords) -> list[dict[str, Any]]:
    """Bars, the dashed target, the middles, and the ends of the bars as text."""
    span = _at("low", days, unit) | {
        "y2": {"field": "high"},
        "fill": _named("band", {BAND: SHADE}, words),
        "tooltip": _tip(words),
    }
    kinds = {
        field: {"shape": _named(field, {name: shape}, words, colour)}
        for field, name, shape, colour in (
            ("centre", MIDDLE, "diamond", COLOUR),
            ("target", TARGET, "stroke", TARGET_COLOUR),
        )
    }
    dashed = {"type": "line", "strokeWidth": 2.5, "strokeDash": list(DASH), "color": TARGET_COLOUR}
    ends: list[dict[str, Any]] = [
        {
            "mark": {"type": "text", "dy": way, "fontSize": 13},
            "encoding": _at(name, days, unit) | {"text": {"field": f"{name}_text", "type": "nominal"}},
        }
        for name, way in (("high", -10), ("low", 12))
    ]
    goal = _at("goal", days, unit)
    return [
        {"mark": {"type": "bar", "size": 26, "stroke": COLOUR, "strokeWidth": 1.5}, "encoding": span},
        {"mark": dashed, "encoding": goal},
        {
            "mark": {"type": "point", "size": 300, "strokeWidth": 3, "opacity": 1, "color": TARGET_COLOUR},
            "encoding": goal | kinds["target"],
        },
        {
            "mark": {"type": "point", "filled": True, "size": 130, "opacity": 1, "color": COLOUR},
            "encoding": _at("middle", days, unit) | kinds["centre"] | {"tooltip": _tip(words)},
        },
        *ends,
    ]


def _at(field: str, days: list[str], unit: str) -> dict[str, Any]:
    """Where a row stands: its day, and one of its levels."""
    axis = {"title": unit or None}
    return {
        "x": {"field": "day", "type": "ordinal", "sort": days, "axis": {"title": None, "labelAngle": -30}},
        "y": {
            "field": field,
            "type": "quantitative",
            "axis": axis,
            "scale": {"zero": False, "nice": True, "padding": 20},
        },
    }


def _named(field: str, signs: dict[str, str], words: TrackWords, colour: str | None = None) -> dict[str, Any]:
    """What a mark is: its name in the legend, and its sign; a shape stands there in its colour, once for each mark."""
    names = [words.wording.text(name) for name in signs]
    legend: dict[str, Any] = {"title": None, "orient": "bottom", "direction": "vertical", "labelLimit": 320}
    if colour is not None:
        legend |= {"symbolFillColor": colour, "symbolStrokeColor": colour, "symbolStrokeWidth": 2.5, "symbolOpacity": 1}
    return {
        "field": field,
        "type": "nominal",
        "legend": legend,
        "scale": {"domain": names, "range": list(signs.values())},
    }


def _tip(words: TrackWords) -> list[dict[str, Any]]:
    titles = dict(zip(("low", "middle", "high", "goal"), FAN_HEADS[2:6], strict=True))
    told = [
        {"field": f"{name}_text", "type": "nominal", "title": words.wording.text(head)} for name, head in titles.items()
    ]
    return [{"field": "day", "type": "nominal", "title": words.wording.text("Known on")}, *told]
