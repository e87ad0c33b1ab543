"""Events and delays of a scenario, and the reasons of each assumption."""

from dataclasses import replace

import streamlit as st

from forecast.eventchanges import as_changed
from forecast.ui import newevent, state
from forecast.ui.chosen import Chosen
from forecast.ui.happening import draw_delay, draw_event
from forecast.written import MAX_TEXT


def events(chosen: Chosen) -> None:
    """Events and delays with all they say, the way to add one, then the reasons of each assumption."""
    text, shown = chosen.wording.text, chosen.shelf.scenarios[chosen.scenario.id]
    happening, late = as_changed(state.edits(), shown, chosen.plan)
    if not (happening or late):
        st.info(text("This scenario has no events and no delays."))
    for event in happening:
        draw_event(chosen, event)
    for delay in late:
        draw_delay(chosen, delay)
    newevent.draw(chosen)
    _reasons(chosen)


def _reasons(chosen: Chosen) -> None:
    """Why an indicator is assumed to move so: one field, for the indicator chosen."""
    text, wording, plan = chosen.wording.text, chosen.wording, chosen.plan
    names = [each.id for each in plan.indicators if each.id in chosen.scenario.paths]
    st.header(text("Reasons"))
    if not names:
        st.caption(text("No indicator has a growth of its own in this scenario; change one to give its reason."))
        return
    state.settle("reason_of", names, next((each for each in names if each in state.edits().moved), names[0]))
    name = st.selectbox(
        text("Indicator"), names, key="reason_of", format_func=lambda each: wording.name(plan.indicator(each).name)
    )
    basis, key = chosen.scenario.reasons.get(name), f"reason-{chosen.scenario.id}-{name}"
    st.session_state[key] = "" if basis is None else basis.note or ""

    def written() -> None:
        now, note = state.edits(), st.session_state[key].strip()
        reasons = {each: why for each, why in now.reasons.items() if each != name}
        state.put(replace(now, reasons=reasons | ({name: note} if note else {})))

    st.text_area(
        text("Why is it assumed to grow so?"), key=key, on_change=written, max_chars=min(MAX_TEXT, 1_000),
        placeholder=text("Who says so, what it rests on"),
    )  # fmt: skip
