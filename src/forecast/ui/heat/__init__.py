"""Indicators by scenarios with the light of each: a table whose every cell leads to its indicator under its scenario.

A component of Streamlit in plain JavaScript: texts are set as text, links are real links (also for the keyboard and a new tab), and a
plain click stays in the session. What the browser sends is untrusted.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

import streamlit as st

from forecast import tables
from forecast.assessment import Assessment, Light
from forecast.outcome import Outcome, Study
from forecast.ui import address, state
from forecast.ui.address import Params
from forecast.ui.chosen import Chosen
from forecast.ui.elements import ARROWS, script, style
from forecast.wording import LIGHTS, N_, Wording

SHORT: Final[Mapping[Light, str]] = {
    "red": N_("out of reach"), "orange": N_("watch"), "green": N_("in reach"), "grey": N_("not known"),
}  # fmt: skip
"""Words of the lights where there is little room; the legend has the full ones."""
REACHED: Final = "✓"
_ORDER: Final[Mapping[Light, int]] = {"red": 0, "orange": 1, "green": 2, "grey": 3}
_component = st.components.v2.component(
    "forecast_heat",
    js=script(__name__, "heat.js"),
    css=style(__name__, "heat.css"),
)


def draw(chosen: Chosen, study: Study) -> None:
    """Draw the map of the scenarios of `study`, the one shown first; a cell that is chosen opens its page."""
    known = [outcome for outcome in study.outcomes if outcome.assessments.counted()]
    if not known:
        return
    known.sort(key=lambda outcome: outcome.scenario.id != chosen.scenario.id)  # in sight however many there are
    result = _component(
        key=f"heat-{st.session_state['plan']}",
        data=_data(chosen, known),
        on_opened_change=lambda: _take(chosen, known),
    )
    if result.get("opened") and "indicator" in chosen.pages and st.session_state.pop("heat-to", None):
        st.switch_page(chosen.pages["indicator"])


def _take(chosen: Chosen, known: Sequence[Outcome]) -> None:
    """Take over what the reader chose, if there is such an indicator and scenario; the head of a column has no indicator."""
    session = st.session_state
    opened = session[f"heat-{session['plan']}"].get("opened")
    scenario, indicator = (
        (opened.get(name) for name in ("scenario", "indicator")) if isinstance(opened, dict) else ("", "")
    )
    if scenario not in {outcome.scenario.id for outcome in known}:
        return
    session["scenario"] = scenario
    if indicator in chosen.plan.index:
        session["indicator"], session["heat-to"] = indicator, True


def worst_first(row: Assessment) -> tuple[int, bool]:
    """Reds first, and of one light the targets that are short first."""
    return _ORDER[row.light], row.attained == "attained"


def _data(chosen: Chosen, known: Sequence[Outcome]) -> dict[str, Any]:
    """What the browser draws: heads, rows in the order of the lights under the scenario shown, words."""
    wording, text = chosen.wording, chosen.wording.text
    rows = [_first(outcome) for outcome in known]
    queries = links(chosen, [outcome.scenario.id for outcome in known])
    shown = _first(chosen.study.outcomes[0])
    judged = [name for name in shown if any(found[name].light != "grey" for found in rows)]
    judged.sort(key=lambda name: worst_first(shown[name]))
    return {
        "hint": text(ARROWS),
        "caption": text("Indicators by scenarios: how each target stands"),
        "corner": text("Indicator"),
        "legend": _legend(wording),
        "columns": [_column(chosen, outcome, link) for outcome, link in zip(known, queries, strict=True)],
        "rows": [
            {
                "name": tables.numbered(shown[name].requirement, chosen.plan, wording),
                "cells": [
                    _cell(chosen, outcome, found[name], link)
                    for outcome, found, link in zip(known, rows, queries, strict=True)
                ],
            }
            for name in judged
        ],
    }


def _first(outcome: Outcome) -> dict[str, Assessment]:
    """How the first target of each indicator stands."""
    found: dict[str, Assessment] = {}
    for row in outcome.assessments:
        if row.requirement.target is not None:
            found.setdefault(row.requirement.indicator, row)
    return found


def _column(chosen: Chosen, outcome: Outcome, link: Params) -> dict[str, Any]:
    rows, text = outcome.assessments, chosen.wording.text
    count = text("{attained} of {judged}", attained=rows.n_attained, judged=len(rows.counted()))
    return {
        "scenario": outcome.scenario.id,
        "name": chosen.wording.name(chosen.shelf.scenarios[outcome.scenario.id].name),
        "count": f"{REACHED} {count}",
        "shown": outcome.scenario.id == chosen.scenario.id,
        "href": href(link, None),
    }


def _cell(chosen: Chosen, outcome: Outcome, row: Assessment, link: Params) -> dict[str, Any]:
    wording, indicator = chosen.wording, chosen.plan.indicators[row.requirement.place]
    reached = row.attained == "attained"
    landing = wording.reason(row.reason) or ", ".join(
        [wording.level(row.projected_value, indicator), tables.gap_text(row, indicator, wording)]
    )
    return {
        "indicator": indicator.id,
        "light": row.light,
        "sign": tables.SYMBOLS[row.light],
        "word": wording.text(SHORT[row.light]),
        "mark": REACHED if reached else "",
        "hint": f"{wording.name(indicator.name)}, {wording.name(outcome.scenario.name)}: {tables.standing(row, wording)}; {landing}",
        "href": href(link, indicator.id),
    }


def links(chosen: Chosen, scenarios: Sequence[str]) -> list[Params]:
    """Query of the pages under each scenario, for tabs of their own; with room for the id of any indicator."""
    head = {"v": [str(address.VERSION)], "plan": [st.session_state["plan"]], "lang": [chosen.wording.language]}
    head |= {"indicator": [max(chosen.plan.index, key=len)]}
    head |= {"own": [str(key)]} if (key := st.session_state.get("own_copy")) else {}
    changed = address.write_changes(state.edits())
    wanted = [head | {"scenario": [name]} for name in scenarios]
    return [address.fitted(each | changed) or each for each in wanted]


def href(link: Params, indicator: str | None) -> str:
    """Address of the page behind a cell, or of the overview under a scenario."""
    if indicator is None:
        return f"?{urlencode({key: values for key, values in link.items() if key != 'indicator'}, doseq=True)}"
    return f"indicator?{urlencode(link | {'indicator': [indicator]}, doseq=True)}"


def _legend(wording: Wording) -> list[dict[str, str]]:
    lights: tuple[Light, ...] = ("red", "orange", "green", "grey")
    found = [{"light": light, "sign": tables.SYMBOLS[light], "word": wording.text(LIGHTS[light])} for light in lights]
    return [*found, {"light": "", "sign": REACHED, "word": wording.text("the target is reached under the scenario")}]
