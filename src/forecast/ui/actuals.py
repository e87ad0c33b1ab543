"""Where the page keeps what became known after a plan: files of facts, by the id of the plan."""

import streamlit as st

from forecast.errors import FileError
from forecast.files import shipped
from forecast.plan import Plan
from forecast.tracking import Facts, read_facts_text
from forecast.tracking.writing import facts_text

NAME = "actuals-{plan}.csv"


def load(plan: Plan) -> Facts:
    """Facts about `plan`; none where nothing was entered yet."""
    text = st.session_state.setdefault("facts", {}).get(plan.id)
    return Facts() if text is None else read_facts_text(text, NAME.format(plan=plan.id), plan)


def example(plan: Plan) -> bytes | None:
    """The made-up example for a plan; None where there is none."""
    path = shipped("data") / "examples" / NAME.format(plan=plan.id)
    return path.read_bytes() if path.is_file() else None


def add(plan: Plan, content: str | bytes, name: str) -> FileError | None:
    """Add the facts of a file to those that are kept; nothing is written where one of them has a fault, which is given back.

    Figures of one's own put a made-up example away: the two are never mixed.
    """
    kept = load(plan)
    try:
        if kept.example and not read_facts_text(content, name, plan).example:
            kept = Facts()
        replace(plan, facts_text(read_facts_text(content, name, plan, kept)), name)
    except FileError as error:
        return error
    return None


def replace(plan: Plan, text: str, name: str) -> None:
    """Keep exactly the facts of a text. Raises FileError with every fault, and then keeps what was there."""
    read_facts_text(text, name, plan)
    st.session_state.setdefault("facts", {})[plan.id] = text


def clear(plan: Plan) -> None:
    """Keep nothing about a plan."""
    st.session_state.setdefault("facts", {}).pop(plan.id, None)
