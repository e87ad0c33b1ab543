"""What is read once and kept: plans and scenarios by file and time of change, what an audit finds, what can be moved."""

import contextlib
import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import streamlit as st

from forecast.audit import Audit, audit_plan
from forecast.beliefs import expected_levels
from forecast.errors import FileError, ForecastError, MissingError
from forecast.files import find_scenario, list_plans, list_scenarios, plan_path, read_plan, read_plan_text
from forecast.growth import Floats
from forecast.outcome import Study
from forecast.plan import Plan
from forecast.planyaml import write_plan
from forecast.reference import Reference
from forecast.referencefiles import read_reference
from forecast.requirement import require
from forecast.scenario import Scenario
from forecast.scenariochecks import follows_from
from forecast.study import draw_surprises, run_study
from forecast.surprises import Surprises
from forecast.workspace import Workspace, chosen_root


@dataclass(frozen=True, eq=False)
class Shelf:
    """A plan and what follows from it alone.

    scenarios : those that fit it, their parents put in, by id
    own : versions of those of them that are saved in the workspace, by id
    faults : why saved ones cannot be used, by id
    movable : indicators that a rate can move
    digest : follows from what the plan says
    """

    plan: Plan
    audit: Audit
    scenarios: Mapping[str, Scenario]
    movable: frozenset[str]
    digest: str = ""
    own: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, FileError] = field(default_factory=dict)


def workspace() -> Workspace:
    """The folder for what is saved."""
    return Workspace(chosen_root())


def make_shelf(plan: Plan) -> Shelf:
    """Everything that follows from a plan alone; scenarios that do not fit it are left out."""
    digest = hashlib.sha256(write_plan(plan).encode()).hexdigest()[:16]
    shelf = Shelf(plan=plan, audit=audit_plan(plan), scenarios={}, movable=_movable(plan), digest=digest)
    return with_scenarios(shelf, None)


def with_scenarios(shelf: Shelf, folder: Path | None) -> Shelf:
    """The shelf with the scenarios there are now, those saved in a workspace among them."""
    scenarios, own, faults = {}, {}, {}
    saved = () if folder is None else Workspace(folder).scenarios(shelf.plan.id)
    for name in list_scenarios(shelf.plan.id, folder):
        try:
            scenarios[name] = find_scenario(name, shelf.plan, folder)
            if folder is not None and name in saved:
                own[name] = Workspace(folder).scenario(shelf.plan.id, name)[1]
        except (FileError, MissingError) as error:
            if name in saved and isinstance(error, FileError):
                faults[name] = error
    return replace(shelf, scenarios=scenarios, own=own, faults=faults)


@st.cache_resource(max_entries=20, show_spinner=False)
def _read(path: str, changed: tuple[int, int]) -> Shelf:
    return make_shelf(read_plan(Path(path)))


@st.cache_resource(max_entries=40, show_spinner=False)
def _filled(path: str, changed: tuple[int, int], folder: str, saved: tuple[tuple[str, int, int], ...]) -> Shelf:
    return with_scenarios(_read(path, changed), Path(folder))


def shelf_of(name: str) -> Shelf:
    """A plan that is shipped or saved, read again when its file or a saved scenario of it changes."""
    root = workspace().root
    path = Path(plan_path(name, root))
    return _filled(str(path), _stamp(path), str(root), _saved(root / "scenarios" / name))


def warm(pause: float = 0.0) -> None:
    """Read and draw ahead of the first reader what all readers share; what cannot be read is said on the page.

    After each plan the first reader has the processor alone for `pause` seconds.
    """
    root = workspace().root
    for name in list_plans(root):
        with contextlib.suppress(ForecastError, OSError):
            shelf = shelf_of(name)
            _drawn(shelf.plan, next(iter(shelf.scenarios.values())))
        time.sleep(pause)


def with_saved(shelf: Shelf) -> Shelf:
    """A plan that is open without being saved, with the scenarios that are saved for its id."""
    return with_scenarios(shelf, workspace().root)


def _stamp(path: Path) -> tuple[int, int]:
    known = path.stat()
    return known.st_mtime_ns, known.st_ino


def _saved(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Files of a folder of scenarios with what tells that one changed."""
    found = []
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
        with contextlib.suppress(OSError):
            found.append((path.stem, *_stamp(path)))
    return tuple(found)


@st.cache_resource(max_entries=10, show_spinner=False)
def uploaded(content: bytes, name: str) -> Shelf | ForecastError:
    """A plan of the reader's own, or what is wrong with it."""
    try:
        return make_shelf(read_plan_text(content, name))
    except ForecastError as error:
        return error


def _around(scenario: Scenario) -> str:
    """What a scenario says of its surroundings: all that draws take from it."""
    return repr(scenario.surroundings)


@st.cache_resource(max_entries=12, show_spinner=False, hash_funcs={Plan: id, Scenario: _around})
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


@st.cache_resource(max_entries=8, show_spinner=False, hash_funcs={Plan: id, Scenario: id})
def shared_study(plan: Plan, scenarios: Sequence[Scenario]) -> Study:
    """The same kept for all readers, of scenarios as they stand on the shelf; it keeps them, so that no others take their identity."""
    return study_of(plan, scenarios)


@st.cache_resource(show_spinner=False)
def classes() -> Reference:
    """The reference classes that are shipped."""
    return read_reference()


def _movable(plan: Plan) -> frozenset[str]:
    """Indicators that move by themselves from a known base: a rate of their own means something."""
    found = set()
    for name, row in require(plan).first.items():
        base = row.base_value
        if row.law in ("status", "hold") or follows_from(plan, name) is not None:
            continue
        if row.law in ("flow", "total") or (base is not None and (row.law != "compound" or base > 0)):
            found.add(name)
    return frozenset(found)
