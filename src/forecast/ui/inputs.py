"""What the reader chooses on every page: plan, scenario, language, a plan of his own."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from forecast.errors import FileError, ForecastError
from forecast.files import find_scenario, list_plans, list_scenarios, plan_path, read_plan, read_plan_text
from forecast.plan import Plan
from forecast.scenario import Scenario
from forecast.study import Study, run_study
from forecast.ui import state
from forecast.ui.shown import plain
from forecast.wording import Wording

UPLOADED = "uploaded"


@dataclass(frozen=True, eq=False)
class Chosen:
    """A finished study and how to speak of it: the scenario with its changed rates first, then the one that just reaches the targets."""

    plan: Plan
    scenario: Scenario
    study: Study
    wording: Wording


@st.cache_resource(max_entries=20)
def _plan(name: str, changed: int) -> Plan:
    return read_plan(name)


def _shipped(name: str) -> Plan:
    return _plan(name, Path(plan_path(name)).stat().st_mtime_ns)


def choose() -> Chosen:
    """Draw the choices in the sidebar and run the study."""
    state.load(list_plans())
    with st.sidebar:
        wording = _language()
        uploaded = _upload(wording)
        plan = _choose_plan(wording, uploaded)
        scenario = _choose_scenario(wording, plan)
    changed = state.apply(scenario, plan)
    study = run_study(plan, [changed, find_scenario("required", plan)])
    _say_dropped(wording)
    return Chosen(plan=plan, scenario=changed, study=study, wording=wording)


def _language() -> Wording:
    names = {"vi": "Tiếng Việt", "en": "English"}
    lang = st.radio("Ngôn ngữ / Language", list(names), key="lang", format_func=names.__getitem__, horizontal=True)
    return Wording(lang)  # type: ignore[arg-type]


def _upload(wording: Wording) -> Plan | None:
    """A plan of the reader's own; its faults are shown in full and everything else goes on."""
    with st.expander(wording.text("Open a plan file")):
        file = st.file_uploader(wording.text("Plan as YAML, at most 2 MB"), type=["yaml", "yml"], key="file")
    if file is None:
        st.session_state.pop(UPLOADED, None)
        return None
    try:
        st.session_state[UPLOADED] = read_plan_text(file.getvalue(), file.name)
    except ForecastError as error:
        st.error(plain(wording.text("{name} cannot be used; the page goes on with the plan before.", name=file.name)))
        faults = error.faults if isinstance(error, FileError) else ()
        for fault in faults:
            st.markdown(f"- {plain(wording.fault(fault))}")
    return st.session_state.get(UPLOADED)


def _choose_plan(wording: Wording, uploaded: Plan | None) -> Plan:
    names = [*([UPLOADED] if uploaded is not None else []), *list_plans()]
    if st.session_state["plan"] not in names:
        st.session_state["plan"] = names[0]

    def label(name: str) -> str:
        plan = uploaded if name == UPLOADED and uploaded is not None else _shipped(name)
        return wording.name(plan.name)

    name = st.selectbox(wording.text("Plan"), names, key="plan", format_func=label)
    return uploaded if name == UPLOADED and uploaded is not None else _shipped(name)


def _choose_scenario(wording: Wording, plan: Plan) -> Scenario:
    names = list(list_scenarios(plan.id))
    if st.session_state["scenario"] not in names:
        st.session_state["dropped"].append(str(st.session_state["scenario"])[:80])
        st.session_state["scenario"] = names[0]
    scenarios = {name: find_scenario(name, plan) for name in names}
    name = st.selectbox(
        wording.text("Scenario"), names, key="scenario", format_func=lambda each: wording.name(scenarios[each].name)
    )
    return scenarios[name]


def _say_dropped(wording: Wording) -> None:
    dropped = st.session_state["dropped"]
    if dropped:
        st.warning(plain(wording.text("Not understood in the address, and left out: {what}", what=", ".join(dropped))))
        st.session_state["dropped"] = []
