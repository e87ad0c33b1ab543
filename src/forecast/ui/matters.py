"""What matters most for an indicator: which assumption moves it most, computed when the part is opened."""

import streamlit as st

from forecast import sensitivitywords as words
from forecast.plan import Indicator
from forecast.sensitivity import sensitivity
from forecast.tornado import DARK, HIGH, LIGHT, LOW, TARGET, tornado_chart
from forecast.ui.chosen import Chosen
from forecast.ui.shelf import classes
from forecast.ui.shown import is_dark, picture, plain, table


def draw(chosen: Chosen, indicator: Indicator) -> None:
    """Draw the part; closed at first."""
    title = chosen.wording.text("What matters most")
    opened = st.expander(title, key=f"matters-{indicator.id}", on_change="rerun")
    if opened.open:
        with opened:
            _opened(chosen, indicator)


def _opened(chosen: Chosen, indicator: Indicator) -> None:
    """Chart, table and how both were computed, under the scenario shown."""
    wording, text, plan, scenario = chosen.wording, chosen.wording.text, chosen.plan, chosen.scenario
    found = sensitivity(plan, scenario, indicator.id, classes())
    st.markdown(plain(words.sentence(plan, found, wording)))
    if not found.assumptions:
        if found.level is not None:
            st.caption(plain(wording.reason(found.reason) or ""))
        return
    widest = words.named(plan, scenario, found.assumptions[0], wording)
    alt = text("Levels of {year} at both ends of each assumption; the widest: {name}", year=found.year, name=widest)
    picture(tornado_chart(plan, scenario, found, wording, DARK if is_dark() else LIGHT), alt)
    signs = {LOW: text("at the low end of the assumption"), HIGH: text("at its high end")}
    signs |= {TARGET: text("target")} if found.requirement.goal is not None else {}
    st.caption(" · ".join(plain(f"{sign} {name}") for sign, name in signs.items()))
    rows = words.rows(plan, scenario, found, wording)
    table([text(head) for head in words.HEADS], rows, key="matters", alt=text("What matters most"))
    how = text("How this was computed")
    st.markdown(f"**{plain(how)}**")
    st.markdown("\n".join(f"- {plain(line)}" for line in words.computed(plan, scenario, found, wording)))
