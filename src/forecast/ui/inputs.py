"""What the reader chooses on every page: plan, scenario, language, a plan of his own."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from forecast.errors import ForecastError
from forecast.files import find_scenario, list_plans
from forecast.outcome import Study
from forecast.scenario import Scenario
from forecast.ui import opening, state, thennow
from forecast.ui.chosen import Chosen
from forecast.ui.opening import say_faults
from forecast.ui.shelf import Shelf, shelf_of, study_of, workspace
from forecast.ui.shown import plain
from forecast.ui.state import UPLOADED
from forecast.wording import Wording


def choose(pages: Mapping[str, Any]) -> Chosen:
    """Draw the choices in the sidebar, run the study, and say what could not be used."""
    shelves, broken = _plans()
    state.load(shelves)
    with st.sidebar:
        wording = _language()
        choices = st.container()
        own, error = opening.draw(wording)
        with choices:
            shelf = _choose_plan(wording, shelves if own is None else {UPLOADED: own} | shelves)
            scenario = _choose_scenario(wording, shelf)
    for each in (error, *broken, *shelf.faults.values()):
        if each is not None:
            say_faults(wording, each, goes_on=each is error)
    changed = state.apply(scenario, shelf.plan, shelf.movable)
    study = study_of(shelf.plan, [changed, find_scenario("required", shelf.plan)])
    _settle_indicator(study)
    _say_dropped(wording)
    chosen = Chosen(shelf=shelf, scenario=changed, study=study, wording=wording, pages=pages)
    thennow.draw(chosen)
    return chosen


def _plans() -> tuple[dict[str, Shelf], list[ForecastError]]:
    """Every plan there is by id, those shipped first, and what is wrong with saved ones."""
    found, broken = {}, []
    for name in list_plans(workspace().root):
        try:
            found[name] = shelf_of(name)
        except ForecastError as error:
            broken.append(error)
    return found, broken


def _language() -> Wording:
    names = {"vi": "Tiếng Việt", "en": "English"}
    state.settle("lang", names, "vi")
    lang = st.radio("Ngôn ngữ / Language", list(names), key="lang", format_func=names.__getitem__, horizontal=True)
    return Wording(lang)  # type: ignore[arg-type]


def _choose_plan(wording: Wording, shelves: Mapping[str, Shelf]) -> Shelf:
    names, saved = list(shelves), workspace().plans()
    state.settle("plan", names, names[0])

    def title(name: str) -> str:
        shown = wording.name(shelves[name].plan.name)
        return wording.text("{name} (saved here)", name=shown) if name in saved else shown

    return shelves[st.selectbox(wording.text("Plan"), names, key="plan", format_func=title)]


def _choose_scenario(wording: Wording, shelf: Shelf) -> Scenario:
    known = shelf.scenarios
    state.settle("scenario", known, next(iter(known)))
    name = st.selectbox(
        wording.text("Scenario"),
        list(known),
        key="scenario",
        format_func=lambda each: scenario_title(shelf, each, wording),
    )
    state.begin(name, shelf.own.get(name))
    return known[name]


def scenario_title(shelf: Shelf, name: str, wording: Wording) -> str:
    """Name of a scenario, and that it is one that was saved."""
    shown = wording.name(shelf.scenarios[name].name)
    return wording.text("{name} (saved here)", name=shown) if name in shelf.own else shown


def _settle_indicator(study: Study) -> None:
    """The indicator looked at: one with a number, at first the budget, which every plan is read for."""
    names = [indicator.id for indicator in study.plan.indicators if indicator.law != "status"]
    targeted = [row.indicator for row in study.requirements.rows if row.assessable] or names
    if names:
        state.settle("indicator", names, "budget_revenue" if "budget_revenue" in targeted else targeted[0])


def _say_dropped(wording: Wording) -> None:
    """What of the address was not understood, or is not on this computer."""
    session, text = st.session_state, wording.text
    if session.pop("was_uploaded", False):
        st.warning(plain(text("The link was made with a plan file of one's own; open that file again to see it.")))
    if missing := session.pop("missing", None):
        what = text(
            "The link is about {what}, which is not on this computer; ask for the pack of its plan and open it.",
            what=missing,
        )
        st.warning(plain(what))
    if session.pop("newer", False):
        st.warning(text("The link was made with a newer version; what is new in it is left out."))
    if session["dropped"]:
        st.warning(plain(text("Not understood, and left out: {what}", what=", ".join(session["dropped"]))))
        session["dropped"] = []
    if session.get("too_long"):
        st.warning(text("More is changed than an address can hold: save the scenario, or a reload loses the changes."))
