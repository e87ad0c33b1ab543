"""For the leadership: the plan as screens for a room."""

import streamlit as st

from forecast import tables
from forecast.ui import present
from forecast.ui.chosen import Chosen
from forecast.ui.lever import say_changes
from forecast.ui.shown import plain


def draw(chosen: Chosen) -> None:
    """Draw the ways to brief the leadership."""
    wording, text = chosen.wording, chosen.wording.text
    rows = chosen.study.outcomes[0].assessments
    st.title(text("Briefing"))
    st.subheader(plain(tables.summary(rows, chosen.study.requirements, wording)))
    said = text(
        "{plan}; scenario: {name}", plan=wording.name(chosen.plan.name), name=wording.name(chosen.scenario.name)
    )
    st.caption(plain(said))
    say_changes(chosen)
    if not rows.counted():
        st.info(text("No target can be judged under this scenario: there is nothing to present."))
        return
    with st.container(border=True):
        st.subheader(text("In the room"))
        st.markdown(text("One indicator a screen, reds first. Arrow keys lead on and back, Esc leaves."))
        present.draw(chosen)
