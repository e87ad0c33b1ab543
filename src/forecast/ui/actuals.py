"""Where the page keeps what became known after a plan: in the workspace, and a made-up example for this session alone."""

import streamlit as st

from forecast.errors import ForecastError
from forecast.files import shipped
from forecast.plan import Plan
from forecast.tracking import Facts, read_facts_text
from forecast.tracking.writing import facts_text
from forecast.workspace import NONE, Item, Workspace, chosen_root

NAME = "actuals-{plan}.csv"


def load(plan: Plan) -> Facts:
    """Facts about `plan` that are saved; else the example, where it was asked for. Raises FileError where the saved file has faults."""
    saved = _workspace().facts(plan)
    example = st.session_state.get("made_up_facts", {}).get(plan.id)
    return saved if len(saved) or example is None else read_facts_text(example, NAME.format(plan=plan.id), plan)


def version(plan: Plan) -> str:
    """Version of the saved file."""
    saved = _workspace().store.read(Item("actuals", plan.id))
    return NONE if saved is None else saved.version


def example(plan: Plan) -> bytes | None:
    """The made-up example for a plan; None where there is none."""
    path = shipped("data") / "examples" / NAME.format(plan=plan.id)
    return path.read_bytes() if path.is_file() else None


def add(plan: Plan, content: str | bytes, name: str, by: str = "") -> ForecastError | None:
    """Save the facts of a file beside those that are saved; what forbids it is given back, and nothing was written then.

    A made-up example is never saved, so that it does not mix with figures of the place: it is kept for this session.
    """
    try:
        new = read_facts_text(content, name, plan)
        if new.example:
            st.session_state.setdefault("made_up_facts", {})[plan.id] = facts_text(new)
        else:
            _workspace().append_facts(plan, content, name, by)
            clear_example(plan)
    except ForecastError as error:
        return error
    return None


def replace(plan: Plan, text: str, base: str) -> ForecastError | None:
    """Save exactly the facts of a text in place of version `base`; what forbids it is given back, and nothing was written then."""
    try:
        if read_facts_text(text, NAME.format(plan=plan.id), plan).example:
            return add(plan, text, NAME.format(plan=plan.id))
        _workspace().save_facts(plan, text, base, "")
    except ForecastError as error:
        return error
    return None


def clear_example(plan: Plan) -> None:
    """Remove the example."""
    st.session_state.setdefault("made_up_facts", {}).pop(plan.id, None)


def _workspace() -> Workspace:
    return Workspace(chosen_root())
