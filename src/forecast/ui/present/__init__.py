"""The plan as screens for a room: one indicator a screen, reds first, led by the arrow keys; drawn in the browser without the server."""

from importlib.resources import files
from typing import Any, Final, TypeAlias

import streamlit as st

from forecast import tables
from forecast.assessment import Assessment
from forecast.sourced import Source
from forecast.ui import heat
from forecast.ui.chosen import Chosen
from forecast.wording import LIGHTS, Wording

Screen: TypeAlias = dict[str, Any]
LIGHT_ORDER: Final = ("red", "orange", "green")
_component = st.components.v2.component(
    "forecast_present",
    js=files(__name__).joinpath("present.js").read_text(encoding="utf-8"),
    css=files(__name__).joinpath("present.css").read_text(encoding="utf-8"),
)


def draw(chosen: Chosen) -> None:
    """Draw the button that starts the screens."""
    text = chosen.wording.text
    _component(
        key=f"present-{st.session_state['plan']}",
        data={
            "start": text("Present"),
            "keys": text("Arrow keys: next and back · Esc: leave"),
            "next": text("Next"),
            "back": text("Back"),
            "leave": text("Leave"),
            "lang": chosen.wording.language,
            "screens": [_summary(chosen), *(_screen(chosen, row) for row in _rows(chosen))],
        },
    )


def _rows(chosen: Chosen) -> list[Assessment]:
    """The targets that count, reds first."""
    return sorted(chosen.study.outcomes[0].assessments.counted(), key=heat.worst_first)


def _summary(chosen: Chosen) -> Screen:
    """The first screen: how many targets are reached, and how many stand under each light."""
    wording, rows = chosen.wording, chosen.study.outcomes[0].assessments
    lights = [row.light for row in rows.counted()]
    return {
        "kicker": wording.text("Scenario: {name}", name=wording.name(chosen.scenario.name)),
        "title": wording.name(chosen.plan.name),
        "lead": tables.summary(rows, chosen.study.requirements, wording),
        "figures": [
            {"label": f"{tables.SYMBOLS[light]} {wording.text(LIGHTS[light])}", "value": str(lights.count(light)), "light": light}
            for light in LIGHT_ORDER
        ],
        "source": wording.text("Arrow keys: next and back · Esc: leave"),
    }  # fmt: skip


def _screen(chosen: Chosen, row: Assessment) -> Screen:
    """One indicator."""
    wording, plan, needed = chosen.wording, chosen.plan, row.requirement
    indicator = plan.indicators[needed.place]
    text, past = wording.text, needed.past
    pace = tables.pace_text(past.rate, past.points, past.flow, indicator, wording) if past else None
    figures = {
        text("Target {year}", year=str(needed.year)): tables.target_text(needed, indicator, wording),
        text("Projected in {year}", year=str(needed.year)): wording.level(row.projected_value, indicator),
        text("Gap"): tables.gap_text(row, indicator, wording),
        text("Required a year"): tables.required_text(needed, indicator, wording),
        text("Stated"): wording.percent(needed.stated_rate) if needed.stated_rate is not None else text("not known"),
        text("Past"): pace or text("not known"),
    }
    return {
        "kicker": text("Target no. {number}", number=needed.number) if needed.number else "",
        "title": tables.named(indicator, wording),
        "light": row.light,
        "lead": f"{tables.SYMBOLS[row.light]} {text(LIGHTS[row.light])} · {tables.standing(row, wording)[2:]}",
        "figures": [{"label": label, "value": value} for label, value in figures.items()],
        "chart": _chart(chosen, row),
        "source": _source(chosen, row),
    }


def _chart(chosen: Chosen, row: Assessment) -> Screen | None:
    """Levels by year with their texts, and the ends of the target."""
    needed, indicator = row.requirement, chosen.plan.indicators[row.requirement.place]
    if indicator.law in ("flow", "total") or any(level is None for level in row.path):
        return None
    return {
        "years": list(chosen.plan.years),
        "levels": list(row.path),
        "texts": [chosen.wording.level(level, indicator) for level in row.path],
        "ends": [end for end in (needed.low, needed.high) if end is not None],
        "target": " ".join([chosen.wording.text("Target"), tables.target_text(needed, indicator, chosen.wording)]),
    }


def _source(chosen: Chosen, row: Assessment) -> str:
    """Where the target is from."""
    wording, indicator = chosen.wording, chosen.plan.indicators[row.requirement.place]
    target = next((each for each in indicator.targets if each.id == row.requirement.target), None)
    return (
        ""
        if target is None
        else wording.text("Source of the target: {place}", place=_place(chosen, target.source, wording))
    )


def _place(chosen: Chosen, source: Source, wording: Wording) -> str:
    if source.document is None:
        return wording.origin(source)
    title = chosen.plan.sources[source.document].title
    if source.line is None:
        return wording.text("{title}, page {page}", title=title, page=source.page)
    return wording.text("{title}, line {line}", title=title, line=source.line)
