"""What a link said when it was made, and what the same page says now that plan or scenario have changed."""

import hashlib

import streamlit as st

from forecast.scenarioyaml import write_scenario
from forecast.ui import address, state
from forecast.ui.address import Then
from forecast.ui.chosen import Chosen
from forecast.ui.shown import plain


def now(chosen: Chosen) -> Then:
    """The figures of this moment, as a link carries them."""
    rows, name = chosen.study.outcomes[0].assessments, st.session_state.get("indicator")
    row = next((row for row in rows if row.requirement.indicator == name), None)
    return Then(
        digest=_digest(chosen), reached=rows.n_attained, judged=len(rows.counted()),
        value=None if row is None else row.projected_value, target=None if row is None else row.requirement.goal,
    )  # fmt: skip


def _digest(chosen: Chosen) -> str:
    """Follows from what plan and scenario say without the changes."""
    scenario = chosen.shelf.scenarios.get(chosen.scenario.id, chosen.scenario)
    return hashlib.sha256(f"{chosen.shelf.digest}{write_scenario(scenario)}".encode()).hexdigest()[:8]


def draw(chosen: Chosen) -> None:
    """Say then and now where a link was made with other data; until it is read, or something else is looked at."""
    session = st.session_state
    then: Then | None = session.get("then")
    if then is None:
        return
    about = (session["plan"], chosen.scenario.id, session.get("indicator"), str(address.write_changes(state.edits())))
    present = now(chosen)
    if then.digest == present.digest or session.setdefault("then_about", about) != about:
        _close()
        return
    text = chosen.wording.text
    with st.container(border=True):
        st.warning(text("Plan or scenario have changed since this link was made."))
        lines = ((text("Then"), then), (text("Now"), present))
        st.markdown("  \n".join(f"**{head}**: {plain(_said(chosen, figures))}" for head, figures in lines))
        st.button(text("Understood"), key="then_read", on_click=_close)


def _close() -> None:
    st.session_state["then"] = None
    st.session_state.pop("then_about", None)


def _said(chosen: Chosen, figures: Then) -> str:
    """The figures in words."""
    wording, text, name = chosen.wording, chosen.wording.text, st.session_state.get("indicator")
    counted = text("{reached} of {judged} targets reached", reached=figures.reached, judged=figures.judged)
    if name is None or name not in chosen.plan.index or figures.value is None:
        return counted
    indicator = chosen.plan.indicator(name)
    level, goal = wording.level(figures.value, indicator), wording.level(figures.target, indicator)
    return text("{name} {level} against the target {goal}; {counted}", name=wording.name(indicator.name), level=level,
        goal=wording.amount(goal, wording.unit(indicator)), counted=counted)  # fmt: skip
