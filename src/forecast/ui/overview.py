"""The plan on one page: how many targets are reached, the table of all indicators, and what cannot be judged."""

import pandas as pd
import streamlit as st

from forecast import tables
from forecast.audit import audit_plan
from forecast.ui import state
from forecast.ui.inputs import Chosen
from forecast.ui.shown import plain

ORDER = {"red": 0, "orange": 1, "green": 2, "grey": 3}


def draw(chosen: Chosen) -> None:
    """Draw the overview."""
    plan, wording, text = chosen.plan, chosen.wording, chosen.wording.text
    rows = chosen.study.outcomes[0].assessments
    st.title(plain(wording.name(plan.name)))
    st.subheader(plain(tables.summary(rows, chosen.study.requirements, wording)))
    st.caption(plain(text("Scenario: {name}", name=wording.name(chosen.scenario.name))))
    _changes(chosen)
    _contradictions(chosen)
    judged = [row for row in rows if row.requirement.assessable]
    if st.toggle(text("Reds first"), key="reds"):
        judged.sort(key=lambda row: ORDER[row.light])
    heads = [text(head) for head in tables.RUN_HEADS]
    cells = pd.DataFrame([tables.run_cells(row, plan, wording) for row in judged], columns=heads)
    if judged:
        widths = {heads[0]: 45, heads[1]: 280, heads[2]: 90}
        columns = {head: st.column_config.TextColumn(width=width) for head, width in widths.items()}
        alt, height = text("All targets that can be judged"), min(38 + 35 * len(judged), 760)
        st.dataframe(cells, hide_index=True, height=height, column_config=columns, alt=alt)
    else:
        st.info(text("No target of this plan can be judged: see below what is missing."))
    _unjudged(chosen)
    _context(chosen)


def _changes(chosen: Chosen) -> None:
    """Changed rates, and the way back."""
    text, rates = chosen.wording.text, state.changed()
    if not rates:
        return
    names = [
        f"{chosen.wording.name(chosen.plan.indicator(name).name)} ({chosen.wording.number(value)})"
        for name, value in rates.items()
    ]
    st.info(plain(text("Changed against the scenario: {what}", what="; ".join(names))))
    if st.button(text("Undo all changes"), key="undo"):
        rates.clear()
        st.rerun()


def _contradictions(chosen: Chosen) -> None:
    text, found = chosen.wording.text, audit_plan(chosen.plan)
    count = found.count("contradiction")
    if count:
        st.warning(plain(text("{n} contradictions between the plan's own numbers: see the page Audit.", n=count)))
    else:
        st.caption(plain(text("The plan's own numbers do not contradict each other.")))


def _unjudged(chosen: Chosen) -> None:
    text = chosen.wording.text
    rows = tables.unjudged(chosen.study.requirements.rows, chosen.plan, chosen.wording)
    if rows:
        with st.expander(text("Cannot be judged: {n}", n=len(rows)), expanded=False):
            st.dataframe(pd.DataFrame(rows, columns=[text("Indicator"), text("Reason")]), hide_index=True)


def _context(chosen: Chosen) -> None:
    """Figures of the plan without a target."""
    text, wording, plan = chosen.wording.text, chosen.wording, chosen.plan
    rows = [row for row in chosen.study.requirements.rows if row.target is None and row.base_value is not None]
    if rows:
        with st.expander(text("Context figures: {n}", n=len(rows))):
            cells = [
                (
                    tables.named(plan.indicators[row.place], wording),
                    tables.base_text(row, plan.indicators[row.place], wording),
                )
                for row in rows
            ]
            st.dataframe(pd.DataFrame(cells, columns=[text("Indicator"), text("Base")]), hide_index=True)
