"""What is read once and kept: plans and scenarios by file and time of change, what an audit finds, what can be moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from forecast.audit import Audit, audit_plan
from forecast.beliefs import expected_levels
from forecast.draws import Surprises
from forecast.errors import FileError, ForecastError
from forecast.files import find_scenario, list_scenarios, plan_path, read_plan, read_plan_text
from forecast.growth import Floats
from forecast.links import computed_in_order
from forecast.outcome import Study
from forecast.plan import Plan
from forecast.reference import Reference
from forecast.referencefiles import read_reference
from forecast.requirement import require
from forecast.scenario import Scenario
from forecast.study import draw_surprises, run_study


@dataclass(frozen=True, eq=False)
class Shelf:
    """A plan and what follows from it alone: its audit, the scenarios that fit it, the indicators that a rate can move."""

    plan: Plan
    audit: Audit
    scenarios: Mapping[str, Scenario]
    movable: frozenset[str]


def make_shelf(plan: Plan) -> Shelf:
    """Everything that follows from a plan alone; scenarios that do not fit it are left out."""
    scenarios = {}
    for name in list_scenarios(plan.id):
        try:
            scenarios[name] = find_scenario(name, plan)
        except FileError:
            continue
    return Shelf(plan=plan, audit=audit_plan(plan), scenarios=scenarios, movable=_movable(plan))


@st.cache_resource(max_entries=20)
def _shipped(name: str, changed: int) -> Shelf:
    return make_shelf(read_plan(name))


def shipped(name: str) -> Shelf:
    """A shipped plan, read again when its file changes."""
    return _shipped(name, Path(plan_path(name)).stat().st_mtime_ns)


@st.cache_resource(max_entries=10)
def uploaded(content: bytes, name: str) -> Shelf | ForecastError:
    """A plan of the reader's own, or what is wrong with it."""
    try:
        return make_shelf(read_plan_text(content, name))
    except ForecastError as error:
        return error


def _around(scenario: Scenario) -> str:
    """What a scenario says of its surroundings: all that draws take from it."""
    return repr(scenario.surroundings)


@st.cache_resource(max_entries=12, hash_funcs={Plan: id, Scenario: _around})
def _drawn(plan: Plan, scenario: Scenario) -> tuple[Plan, Mapping[str, Surprises]]:
    """The draws of a plan in some surroundings; the plan is kept too, so that no other one takes its identity."""
    return plan, draw_surprises(plan, classes(), scenario)


def expected_of(plan: Plan, scenario: Scenario) -> Mapping[int, Floats] | None:
    """What classes let expect of the levels, for a scenario that goes by them."""
    if scenario.rule != "reference":
        return None
    (kept,) = _drawn(plan, scenario)[1].values()
    return expected_levels(kept.beliefs)


def study_of(plan: Plan, scenarios: Sequence[Scenario]) -> Study:
    """The study of a plan with its chances; what does not hang on the growth of a scenario is drawn once."""
    drawn: dict[str, Surprises] = {}
    for scenario in scenarios:
        drawn |= _drawn(plan, scenario)[1]
    return run_study(plan, scenarios, classes(), drawn=drawn)


@st.cache_resource
def classes() -> Reference:
    """The reference classes that are shipped."""
    return read_reference()


def _movable(plan: Plan) -> frozenset[str]:
    """Indicators that move by themselves from a known base: a rate of their own means something."""
    computed = {link.place for link in computed_in_order(plan)}
    found = set()
    for name, row in require(plan).first.items():
        base = row.base_value
        if row.law in ("status", "hold") or row.place in computed:
            continue
        if row.law in ("flow", "total") or (base is not None and (row.law != "compound" or base > 0)):
            found.add(name)
    return frozenset(found)
