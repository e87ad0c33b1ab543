"""The plan on one page: how many targets are reached, the table of all indicators, and what cannot be judged."""

import streamlit as st

from forecast import tables
from forecast.assessment import Assessment
from forecast.ui import assumptions
from forecast.ui.inputs import Chosen
from forecast.ui.lever import say_changes
from forecast.ui.shown import plain, table

ORDER = {"red": 0, "orange": 1, "green": 2, "grey": 3}


def draw(chosen: Chosen) -> None:
    """Draw the overview."""
    plan, wording, text = chosen.plan, chosen.wording, chosen.wording.text
    rows = chosen.study.outcomes[0].assessments
    st.title(plain(wording.name(plan.name)))
    st.subheader(plain(tables.summary(rows, chosen.study.requirements, wording)))
    st.caption(plain(text("Scenario: {name}", name=wording.name(chosen.scenario.name))))
    assumptions.draw(chosen)
    say_changes(chosen)
    _contradictions(chosen)
    judged = [row for row in rows if row.requirement.assessable]
    if judged:
        if st.toggle(text("Reds first"), key="reds"):
            judged.sort(key=_worst_first)
        heads = [text(head) for head in tables.RUN_HEADS]
        cells = [tables.run_cells(row, plan, wording) for row in judged]
        table(heads, cells, key="targets", alt=text("All targets that can be judged"))
    else:
        st.info(text("No target of this plan can be judged: see below what is missing."))
    _silent(chosen)
    _unjudged(chosen)
    _context(chosen)


def _worst_first(row: Assessment) -> tuple[int, bool]:
    """Reds first, and of one light the targets that are short first."""
    return ORDER[row.light], row.attained == "attained"


def _contradictions(chosen: Chosen) -> None:
    """How often the plan contradicts itself, with the way to the audit."""
    text, count = chosen.wording.text, chosen.shelf.audit.count("contradiction")
    if not count:
        st.caption(text("The plan's own numbers do not contradict each other."))
        return
    said = text("{n} contradictions between the plan's own numbers", n=count)
    if "audit" in chosen.pages:
        with st.container(key="contradictions"):
            st.page_link(chosen.pages["audit"], label=plain(f"✖ {said} →"))
    else:
        st.warning(plain(said))


def _silent(chosen: Chosen) -> None:
    """Targets that could be judged, but of which the scenario says nothing."""
    wording, rows = chosen.wording, chosen.study.outcomes[0].assessments
    silent = [row for row in rows if row.requirement.assessable and row.reason is not None]
    if silent:
        cells = [(_named(row, chosen), wording.reason(row.reason) or "") for row in silent]
        with st.expander(wording.text("Not known under this scenario: {n}", n=len(cells))):
            table([wording.text("Indicator"), wording.text("Reason")], cells, key="silent")


def _unjudged(chosen: Chosen) -> None:
    text = chosen.wording.text
    rows = tables.unjudged(chosen.study.requirements.rows, chosen.plan, chosen.wording)
    if rows:
        with st.expander(text("Cannot be judged: {n}", n=len(rows))):
            table([text("Indicator"), text("Reason")], rows, key="unjudged")


def _context(chosen: Chosen) -> None:
    """Figures of the plan without a target."""
    text, wording, plan = chosen.wording.text, chosen.wording, chosen.plan
    rows = [row for row in chosen.study.requirements.rows if row.target is None and row.base_value is not None]
    if rows:
        cells = [
            (
                tables.named(plan.indicators[row.place], wording),
                tables.base_text(row, plan.indicators[row.place], wording),
            )
            for row in rows
        ]
        with st.expander(text("Context figures: {n}", n=len(rows))):
            table([text("Indicator"), text("Base")], cells, key="context")


def _named(row: Assessment, chosen: Chosen) -> str:
    indicator = chosen.plan.indicators[row.requirement.place]
    return f"{row.requirement.number or ''} {chosen.wording.name(indicator.name)}".strip()
