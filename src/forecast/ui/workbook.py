"""Growth that was changed in a workbook of ours: every difference, every fault by cell, then a changed scenario or a saved one."""

from functools import partial

import streamlit as st

from forecast.errors import ForecastError
from forecast.exchange.returned import Changes, read_changes
from forecast.exchange.returnedwords import OUTDATED
from forecast.exchange.taken import as_changes, save_into
from forecast.files import list_scenarios
from forecast.growthwords import growth_words
from forecast.plan import Plan
from forecast.scenario import Scenario
from forecast.ui import state
from forecast.ui.chosen import Chosen
from forecast.ui.inputs import scenario_title
from forecast.ui.shelf import workspace
from forecast.ui.shown import at_cell, plain, table
from forecast.workspace import free_id, user_name

SEVERAL = "sheet_several_changed"
MAX_NAME = 120


@st.cache_resource(max_entries=4, hash_funcs={Plan: id})
def _read(content: bytes, name: str, plan: Plan, scenario: str | None) -> Changes:
    return read_changes(content, name, plan, scenario=scenario)


def draw(chosen: Chosen, content: bytes, name: str, made_of: str) -> None:
    """Draw what a workbook came back with; `made_of` is the plan it says it is of."""
    text = chosen.wording.text
    if made_of != chosen.plan.id:
        st.warning(
            plain(text("This workbook is of the plan {found}; choose that plan at the left first.", found=made_of))
        )
        return
    changes = _read(content, name, chosen.plan, None)
    if several := [fault for fault in changes.faults if fault.code == SEVERAL]:
        names = str(several[0].params["found"]).split(", ")
        wanted = st.selectbox(
            text("Growth was changed under several scenarios; take that of"), names, key="book_scenario"
        )
        changes = _read(content, name, chosen.plan, wanted)
    if changes.outdated:
        st.warning(text(OUTDATED))
    if changes.faults:
        st.header(text("Cells that cannot be read: {n}", n=len(changes.faults)))
        table(
            [text("Cell"), text("What is wrong")], [at_cell(fault, chosen.wording) for fault in changes.faults], "cells"
        )
    _differences(chosen, changes)
    if changes.scenario is not None:
        _take(chosen, changes.scenario)


def _differences(chosen: Chosen, changes: Changes) -> None:
    """Growth that was changed, before and after."""
    wording, text, plan = chosen.wording, chosen.wording.text, chosen.plan
    if not changes.differences:
        if not changes.faults:
            st.info(text("No growth was changed."))
        return
    rows = []
    for each in changes.differences:
        indicator = plan.indicator(each.indicator)
        factor = 100 if each.kind == "rate" else 1
        said = [
            "–" if value is None else growth_words(factor * value, indicator, wording)
            for value in (each.before, each.after)
        ]
        rows.append([each.where, wording.name(indicator.name), str(each.year), *said])
    st.header(text("Growth that was changed: {n}", n=len(rows)))
    heads = [text("Cell"), text("Indicator"), text("Year of the growth"), text("Was"), text("Has become")]
    table(heads, rows, key="differences")


def _take(chosen: Chosen, made: Scenario) -> None:
    """Ways to go on: look at the change, save it into the scenario it was made of, or under a name of its own."""
    text, parent = chosen.wording.text, str(made.extends)
    if parent not in chosen.shelf.scenarios:
        st.error(plain(text("The scenario {name} that the workbook was made of is not on this computer.", name=parent)))
        return
    title = scenario_title(chosen.shelf, parent, chosen.wording)
    held = sorted(set(made.paths) - chosen.shelf.movable)
    with st.container(horizontal=True):
        st.button(
            text("Look at it as a change"), key="book_look", type="primary", disabled=bool(held), on_click=partial(_look, chosen, made)
        )  # fmt: skip
        if parent in chosen.shelf.own:
            st.button(
                plain(text("Save into {name}", name=title)),
                key="book_into",
                on_click=partial(_save, chosen, made, parent),
            )
    if held:
        names = ", ".join(chosen.wording.name(chosen.plan.indicator(name).name) for name in held)
        st.caption(plain(text("Can only be saved, because it changes what has no slider: {names}", names=names)))
    st.text_input(
        text("Name of a new scenario"), key="book_name", max_chars=MAX_NAME, placeholder=chosen.wording.name(made.name)
    )
    st.button(text("Save as"), key="book_save", on_click=partial(_save, chosen, made, None))


def _look(chosen: Chosen, made: Scenario) -> None:
    session, parent = st.session_state, str(made.extends)
    state.put(as_changes(made, chosen.shelf.scenarios[parent], chosen.plan))
    session["scenario"], session["part"], session["go"] = parent, "years", "scenarios"


def _save(chosen: Chosen, made: Scenario, into: str | None) -> None:
    """Save it, and go to the scenario; what is wrong is said there."""
    session, space, plan = st.session_state, workspace(), chosen.plan
    title = " ".join(str(session.get("book_name") or "").split())
    if into is None:
        taken = (*list_scenarios(plan.id, space.root), *space.deleted(plan.id))
        into = free_id(title or made.id, taken)
        named = made.name if not title else made.name.model_copy(update={"vi": title, "en": title})
        made = made.model_copy(update={"name": named})
    try:
        save_into(made, into, plan, space, str(session.get("author") or user_name()))
    except ForecastError as error:
        session["saving_error"] = error
    else:
        session["saved"] = chosen.wording.text("Saved: {name}", name=title or _shown_name(chosen, made, into))
        session["scenario"] = into
        state.forget()
    session["part"], session["go"] = "compare", "scenarios"


def _shown_name(chosen: Chosen, made: Scenario, into: str) -> str:
    known = chosen.shelf.scenarios.get(into, made)
    return chosen.wording.name(known.name)
