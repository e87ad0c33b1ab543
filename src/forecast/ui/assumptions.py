"""What a scenario assumes: paths, events and delays, each with its size, its reason and where the reason is from."""

import streamlit as st

from forecast.growthwords import path_words
from forecast.scenario import Basis, Event, Scenario
from forecast.ui.chosen import Chosen
from forecast.ui.shown import evidence, plain


def draw(chosen: Chosen) -> None:
    """Draw the assumptions of the scenario shown; nothing for one that has none."""
    scenario, wording = chosen.scenario, chosen.wording
    if scenario.note is not None:
        st.caption(plain(wording.name(scenario.note)))
    if scenario.reasons or scenario.events or scenario.delays:
        with st.expander(wording.text("What this scenario assumes")):
            _listed(chosen, scenario)


def draw_of(chosen: Chosen, indicator: str) -> None:
    """Draw what the scenario shown assumes for one indicator: events that hit it, delays, the reasons of its path."""
    scenario = chosen.scenario
    own = {
        "events": tuple(event for event in scenario.events if indicator in event.hits),
        "delays": tuple(delay for delay in scenario.delays if indicator in delay.of),
        "reasons": {name: basis for name, basis in scenario.reasons.items() if name == indicator},
    }
    if any(own.values()):
        with st.expander(chosen.wording.text("What this scenario assumes for it"), expanded=True):
            _listed(chosen, scenario.model_copy(update=own))


def _listed(chosen: Chosen, scenario: Scenario) -> None:
    wording, text = chosen.wording, chosen.wording.text
    for event in scenario.events:
        st.markdown(f"**{plain(_event(chosen, event))}**")
        _basis(chosen, event.basis)
    for delay in scenario.delays:
        names = ", ".join(_name(chosen, name) for name in delay.of)
        title = wording.name(delay.name) if delay.name is not None else delay.id
        said = text("{title}: {years} years late: {names}", title=title, years=delay.years, names=names)
        st.markdown(f"**{plain(said)}**")
        _basis(chosen, delay.basis)
    for name, basis in scenario.reasons.items():
        path = path_words(scenario.paths.get(name, ()), chosen.plan.indicator(name), wording)
        st.markdown(f"**{plain(f'{_name(chosen, name)}: {path}')}**")
        _basis(chosen, basis)


def _name(chosen: Chosen, name: str) -> str:
    return chosen.wording.name(chosen.plan.indicator(name).name)


def _event(chosen: Chosen, event: Event) -> str:
    """Year, hits and recovery of an event."""
    wording, text = chosen.wording, chosen.wording.text
    hits = ", ".join(f"{_name(chosen, name)} {figure.text}" for name, figure in event.hits.items())
    title = wording.name(event.name) if event.name is not None else event.id
    back = text("for good") if event.recovers is None else text("made good in {years} years", years=event.recovers)
    return text("{title}, {year}: {hits} ({back})", title=title, year=event.year, hits=hits, back=back)


def _basis(chosen: Chosen, basis: Basis | None) -> None:
    text = chosen.wording.text
    if basis is None:
        return
    kind = text("Assumption") if basis.kind == "assumption" else text("From a document")
    st.markdown(plain(f"{kind}: {basis.note or ''}"))
    if basis.source is not None:
        evidence(chosen.plan, "", [basis.source], chosen.wording)
