"""For the leadership: the plan as screens for a room."""

from dataclasses import replace
from functools import partial

import streamlit as st

from forecast import tables
from forecast.outcome import Study
from forecast.report.documents import KINDS, Order
from forecast.report.layouts import Name
from forecast.ui import present
from forecast.ui.chosen import Chosen
from forecast.ui.lever import say_changes
from forecast.ui.shown import plain


def draw(chosen: Chosen) -> None:
    """Draw the ways to brief the leadership."""
    wording, text = chosen.wording, chosen.wording.text
    rows = chosen.study.outcomes[0].assessments
    st.title(text("Briefing"))
    st.header(plain(tables.summary(rows, chosen.study.requirements, wording)))
    said = text(
        "{plan}; scenario: {name}", plan=wording.name(chosen.plan.name), name=wording.name(chosen.scenario.name)
    )
    st.caption(plain(said))
    say_changes(chosen)
    _documents(chosen)
    if not rows.counted():
        st.info(text("No target can be judged under this scenario: there is nothing to present."))
        return
    with st.container(border=True):
        st.header(text("In the room"))
        st.markdown(text("One indicator a screen, reds first. Arrow keys lead on and back, Esc leaves."))
        present.draw(chosen)


def _documents(chosen: Chosen) -> None:
    """Documents to take along, each made when its button is pressed; the page stays as it is."""
    text = chosen.wording.text
    with st.container(border=True):
        st.header(text("Documents to download"))
        layouts: dict[Name, str] = {
            "state": text("People's committee (Decree 30/2020)"),
            "party": text("Party committee (Guide 36-HD/VPTW)"),
        }
        said = text("Layout of the report")
        layout = st.radio(said, list(layouts), format_func=layouts.__getitem__, horizontal=True, key="layout")
        order = Order(study=_of_scenario(chosen), audit=chosen.shelf.audit, wording=chosen.wording, layout=layout)
        with st.container(horizontal=True):
            for each, kind in KINDS.items():
                name = f"{chosen.plan.id}-{chosen.scenario.id}.{kind.ending}"
                made = partial(kind.make, order)
                st.download_button(text(kind.title), made, name, kind.media, key=f"document-{each}", on_click="ignore")


def _of_scenario(chosen: Chosen) -> Study:
    """The study of the scenario shown alone, without the one that just reaches the targets."""
    return replace(chosen.study, outcomes=chosen.study.outcomes[:1])
