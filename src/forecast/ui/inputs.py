"""What the reader chooses on every page: plan, scenario, language, a plan of his own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from forecast.errors import ForecastError
from forecast.files import find_scenario, list_plans
from forecast.outcome import Study
from forecast.plan import Plan
from forecast.scenario import Scenario
from forecast.ui import state
from forecast.ui.shelf import Shelf, shipped, study_of, uploaded
from forecast.ui.shown import plain
from forecast.ui.state import UPLOADED
from forecast.wording import Wording

MANY_FAULTS = 8
"""Faults from which their box scrolls."""


@dataclass(frozen=True, eq=False)
class Chosen:
    """A finished study and how to speak of it: the scenario with its changed rates first, then the one that just reaches the targets."""

    shelf: Shelf
    scenario: Scenario
    study: Study
    wording: Wording
    pages: Mapping[str, Any] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        """The plan that is shown."""
        return self.shelf.plan


def choose(pages: Mapping[str, Any]) -> Chosen:
    """Draw the choices in the sidebar, run the study, and say what could not be used."""
    state.load(list_plans())
    with st.sidebar:
        wording = _language()
        choices = st.container()
        own, error = _upload(wording)
        with choices:
            shelf = _choose_plan(wording, own)
            scenario = _choose_scenario(wording, shelf)
    if error is not None:
        _say_faults(wording, error)
    changed = state.apply(scenario, shelf.plan, shelf.movable)
    study = study_of(shelf.plan, [changed, find_scenario("required", shelf.plan)])
    _settle_indicator(study)
    _say_dropped(wording)
    return Chosen(shelf=shelf, scenario=changed, study=study, wording=wording, pages=pages)


def _language() -> Wording:
    names = {"vi": "Tiếng Việt", "en": "English"}
    state.settle("lang", names, "vi")
    lang = st.radio("Ngôn ngữ / Language", list(names), key="lang", format_func=names.__getitem__, horizontal=True)
    return Wording(lang)  # type: ignore[arg-type]


def _upload(wording: Wording) -> tuple[Shelf | None, ForecastError | None]:
    """A plan of the reader's own, the last one that was good, and what is wrong with the newest file."""
    session = st.session_state
    with st.expander(wording.text("Open a plan file")):
        file = st.file_uploader(wording.text("Plan as YAML, at most 2 MB"), key="file")
        if file is None and session.get("own_filled"):
            return session.get("own"), None
        if file is None:
            session.pop("own", None)
            return None, None
        read = uploaded(file.getvalue(), file.name)
        if isinstance(read, ForecastError):
            st.error(plain(wording.text("Not usable; what is wrong stands on the page.")))
            return session.get("own"), read
    if session.get("own_file") != file.file_id:
        session["own_file"], session["plan"], session["own_filled"] = file.file_id, UPLOADED, False
        session["rates"].pop(UPLOADED, None)
    session["own"] = read
    return read, None


def _choose_plan(wording: Wording, own: Shelf | None) -> Shelf:
    names = [*([UPLOADED] if own is not None else []), *list_plans()]
    state.settle("plan", names, names[0])

    def of(name: str) -> Shelf:
        return own if name == UPLOADED and own is not None else shipped(name)

    name = st.selectbox(
        wording.text("Plan"), names, key="plan", format_func=lambda each: wording.name(of(each).plan.name)
    )
    return of(name)


def _choose_scenario(wording: Wording, shelf: Shelf) -> Scenario:
    known = shelf.scenarios
    state.settle("scenario", known, next(iter(known)))
    name = st.selectbox(
        wording.text("Scenario"), list(known), key="scenario", format_func=lambda each: wording.name(known[each].name)
    )
    return known[name]


def _settle_indicator(study: Study) -> None:
    """The indicator looked at: one with a number, at first the budget, which every plan is read for."""
    names = [indicator.id for indicator in study.plan.indicators if indicator.law != "status"]
    targeted = [row.indicator for row in study.requirements.rows if row.assessable] or names
    if names:
        state.settle("indicator", names, "budget_revenue" if "budget_revenue" in targeted else targeted[0])


def _say_faults(wording: Wording, error: ForecastError) -> None:
    """Everything that is wrong with a file, in one box; the page goes on with the plan before."""
    head, *faults = wording.error(error).splitlines()
    goes_on = wording.text("The page goes on with the plan before.")
    with st.container(height=320 if len(faults) > MANY_FAULTS else "content", border=False):
        lines = [f"**{plain(head)}** {plain(goes_on)}", "", *(f"- {plain(fault)}" for fault in faults)]
        st.error("\n".join(lines))


def _say_dropped(wording: Wording) -> None:
    """What of the address was not understood."""
    session = st.session_state
    if session.pop("was_uploaded", False):
        st.warning(
            plain(wording.text("The link was made with a plan file of one's own; open that file again to see it."))
        )
    if session["dropped"]:
        st.warning(plain(wording.text("Not understood, and left out: {what}", what=", ".join(session["dropped"]))))
        session["dropped"] = []
