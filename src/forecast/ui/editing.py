"""Events and delays of a scenario with all they say, and the reasons of each assumption."""

from dataclasses import replace

import streamlit as st

from forecast.changes import size_of
from forecast.scenario import Basis, Delay, Event
from forecast.ui import state
from forecast.ui.chosen import Chosen
from forecast.ui.shown import plain
from forecast.written import MAX_TEXT


def events(chosen: Chosen) -> None:
    """Events and delays on and off with their sizes, then the reasons of each assumption."""
    text = chosen.wording.text
    shown = chosen.shelf.scenarios[chosen.scenario.id]
    if not (shown.events or shown.delays):
        st.info(text("This scenario has no events and no delays."))
    for event in shown.events:
        _event(chosen, event)
    for delay in shown.delays:
        _delay(chosen, delay)
    _reasons(chosen)


def _switch(chosen: Chosen, each: Event | Delay) -> bool:
    """Whether an event or a delay happens, as the reader says."""
    key, edits = f"on-{chosen.scenario.id}-{each.id}", state.edits()
    st.session_state[key] = each.id not in edits.off

    def turned() -> None:
        now = state.edits()
        off = now.off - {each.id} if st.session_state[key] else now.off | {each.id}
        state.put(replace(now, off=frozenset(off)))

    title = each.id if each.name is None else chosen.wording.name(each.name)
    year = f", {each.year}" if isinstance(each, Event) else ""
    return st.toggle(plain(f"{title}{year}"), key=key, on_change=turned)


def _event(chosen: Chosen, event: Event) -> None:
    with st.container(border=True):
        happens = _switch(chosen, event)
        _why(chosen, event.basis)
        if event.chance is not None:
            chance = chosen.wording.percent(event.chance, 0)
            said = chosen.wording.text(
                "It happens with a chance of {chance}; the path shown is without it.", chance=chance
            )
            st.caption(plain(said))
        for name in event.hits if happens else ():
            _size(chosen, event, name)


def _size(chosen: Chosen, event: Event, name: str) -> None:
    """Size of one hit."""
    figure, key = event.hits[name], f"hit-{chosen.scenario.id}-{event.id}-{name}"
    points = figure.unit.kind == "points"
    st.session_state[key] = float(state.edits().hits.get((event.id, name), size_of(figure)))

    def sized() -> None:
        now, value = state.edits(), round(float(st.session_state[key]), 6)
        hits = {place: size for place, size in now.hits.items() if place != (event.id, name)}
        hits |= {} if value == size_of(figure) else {(event.id, name): value}
        state.put(replace(now, hits=hits))

    unit = chosen.wording.text("points") if points else "%"
    title = f"{chosen.wording.name(chosen.plan.indicator(name).name)}, {unit}"
    st.number_input(plain(title), -99.9, 1000.0, step=1.0, format="%g", key=key, on_change=sized)


def _delay(chosen: Chosen, delay: Delay) -> None:
    key = f"late-{chosen.scenario.id}-{delay.id}"
    with st.container(border=True):
        happens = _switch(chosen, delay)
        _why(chosen, delay.basis)
        if not happens:
            return
        st.session_state[key] = state.edits().late.get(delay.id, delay.years)

        def put_off() -> None:
            now, value = state.edits(), int(st.session_state[key])
            late = {name: number for name, number in now.late.items() if name != delay.id}
            state.put(replace(now, late=late | ({} if value == delay.years else {delay.id: value})))

        names = ", ".join(chosen.wording.name(chosen.plan.indicator(name).name) for name in delay.of)
        title = plain(chosen.wording.text("Years late: {names}", names=names))
        st.number_input(title, 1, 99, step=1, key=key, on_change=put_off)


def _why(chosen: Chosen, basis: Basis | None) -> None:
    if basis is not None and basis.note:
        st.caption(plain(basis.note))


def _reasons(chosen: Chosen) -> None:
    """Why an indicator is assumed to move so: one field, for the indicator chosen."""
    text, wording, plan = chosen.wording.text, chosen.wording, chosen.plan
    names = [each.id for each in plan.indicators if each.id in chosen.scenario.paths]
    st.subheader(text("Reasons"))
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
