"""Ways in for actuals: a file, one figure typed, the table edited in the page, an explanation. Nothing faulty is ever kept."""

import datetime
from dataclasses import replace
from functools import partial
from typing import Any, NoReturn

import pandas as pd
import streamlit as st

from forecast.errors import FileError, ForecastError
from forecast.exchange.actuals import TableActuals, is_actuals_file, read_actuals_table
from forecast.plan import Indicator
from forecast.tracking import Facts
from forecast.tracking.facts import KINDS, STATUSES
from forecast.tracking.reading import COLUMNS
from forecast.tracking.warning import Warned
from forecast.tracking.writing import fact_row, rows_text
from forecast.trackwords import STATUS_WORDS
from forecast.ui import actuals
from forecast.ui.chosen import Chosen
from forecast.ui.shown import plain
from forecast.wording import N_

TYPED = "typed.csv"
GRID_HEADS = {
    "period": N_("Period"), "figure": N_("Figure"), "known_on": N_("Known on"), "source": N_("Source"), "author": N_("Author"),
    "definition": N_("Definition"), "note": N_("Note"),
}  # fmt: skip
"""Heads of the table of facts, by the columns of an actuals file."""
KIND_WORDS = {
    "actual": N_("actual"), "target": N_("revised target"), "break": N_("break in the figures"), "explanation": N_("explanation"),
}  # fmt: skip
MOST_SAID = 200
"""Faults that the page says one by one; a browser is slow with thousands."""
FIRST_ROW = 2
"""Line of a file on which its first row stands."""


def draw_upload(chosen: Chosen) -> None:
    """A file of facts or a planners' table, added to what is kept."""
    text = chosen.wording.text
    with st.expander(
        text("Upload actuals: CSV, or a planners' table"), expanded=bool(st.session_state.get("facts_file"))
    ):
        st.caption(plain(",".join(COLUMNS.all)))
        file = st.file_uploader(
            text("Actuals as CSV, or a planners' table (.xlsx, CSV)"), type=["csv", "xlsx"], key="facts_file"
        )
        form = rows_text(_form_rows(chosen))
        st.download_button(text("An empty form"), form, file_name="actuals.csv", mime="text/csv", on_click="ignore")
        if file is None:
            st.session_state.pop("facts_read", None)
        elif is_actuals_file(file.getvalue()):
            if st.session_state.get("facts_read") != file.file_id:
                _take(chosen, file.file_id, file.getvalue(), file.name)
            else:
                _say_taken(chosen)
        elif _table_form(chosen):
            _take_table(chosen, file.file_id, file.getvalue(), file.name)
        elif st.session_state.get("facts_read") == file.file_id:
            _say_taken(chosen)


def _table_form(chosen: Chosen) -> bool:
    """What a planners' table does not say: when it became known, and who reports it."""
    text = chosen.wording.text
    with st.form("table_form", border=False):
        st.caption(text("A planners' table does not say when it became known and who reports it."))
        left, right = st.columns(2)
        left.date_input(text("Known on"), value="today", format="DD/MM/YYYY", key="table_known_on")
        right.text_input(text("Author"), key="table_author")
        return st.form_submit_button(text("Add the table"))


def _take_table(chosen: Chosen, file_id: str, content: bytes, name: str) -> None:
    """Add the figures of a planners' table, and tell which of its rows are no indicator of the plan."""
    session = st.session_state
    try:
        table = read_actuals_table(
            content, name, chosen.plan, session["table_known_on"].isoformat(), session["table_author"]
        )
    except ForecastError as error:
        say_faults(chosen, error)
        return
    _take(chosen, file_id, table.text.encode(), name, table)


def _take(chosen: Chosen, file_id: str, content: bytes, name: str, table: TableActuals | None = None) -> None:
    error = actuals.add(chosen.plan, content, name)
    if table is not None and isinstance(error, FileError):
        error = table.located(error)
    st.session_state["facts_read"], st.session_state["facts_error"] = file_id, error
    st.session_state["facts_strangers"] = () if table is None else table.strangers
    if error is None:
        _kept(chosen)
    _say_taken(chosen)


def _say_taken(chosen: Chosen) -> None:
    text, error = chosen.wording.text, st.session_state.get("facts_error")
    if error is not None:
        say_faults(chosen, error)
        return
    st.success(text("Added."))
    if strangers := st.session_state.get("facts_strangers"):
        st.info(plain(text("Rows that are no indicator of this plan: {names}", names="; ".join(strangers))))


def _form_rows(chosen: Chosen) -> list[dict[str, str]]:
    """One row for each indicator with a target, for the year after the base year."""
    plan = chosen.plan
    return [
        {"plan": plan.id, "indicator": each.id, "period": str(plan.base_year + 1), "status": "final", "kind": "actual"}
        for each in plan.indicators
        if each.targets
    ]


def say_faults(chosen: Chosen, error: ForecastError, first: int = 0) -> None:
    """Everything that is wrong, and that nothing was written; lines are counted from `first`."""
    head = chosen.wording.text("Nothing was added; what is wrong:")
    lines = [chosen.wording.error(error)]
    if isinstance(error, FileError):
        moved = [replace(fault, line=fault.line and fault.line - first) for fault in error.faults]
        lines = [chosen.wording.fault(fault) for fault in moved[:MOST_SAID]]
        if more := len(moved) - len(lines):
            lines.append(chosen.wording.text("And further faults: {n}.", n=more))
    st.error("\n".join([f"**{plain(head)}**", "", *(f"- {plain(line)}" for line in lines)]))


def draw_form(chosen: Chosen) -> None:
    """One fact, typed."""
    text, plan = chosen.wording.text, chosen.plan
    named = {each.id: _named(chosen, each) for each in plan.indicators if each.targets}
    with st.expander(text("Type one figure")), st.form("fact_form", border=False):
        indicator = st.selectbox(text("Indicator"), list(named), format_func=named.__getitem__)
        one, two, three = st.columns(3)
        kind = one.selectbox(text("Kind"), KINDS, format_func=lambda each: text(KIND_WORDS[each]))
        period = two.text_input(text("Period: 2026, 2026-Q1 or 2026-9M"))
        status = three.selectbox(text("Status"), STATUSES, index=2, format_func=lambda each: text(STATUS_WORDS[each]))
        figure = st.text_input(text("Figure as printed, with its unit"))
        one, two, three = st.columns(3)
        known = one.date_input(text("Known on"), value="today", format="DD/MM/YYYY")
        source, author = two.text_input(text("Source")), three.text_input(text("Author"))
        definition = st.text_input(text("Definition; of a target its id, of a break what holds from then on"))
        note = st.text_input(text("Note"))
        sent = st.form_submit_button(text("Add"))
    if not sent:
        return
    row = {
        "plan": plan.id, "indicator": indicator, "period": period, "figure": figure, "status": status,
        "known_on": known.isoformat() if isinstance(known, datetime.date) else "", "source": source, "author": author,
        "definition": definition, "note": note, "kind": kind,
    }  # fmt: skip
    _keep(chosen, row)


def _keep(chosen: Chosen, row: dict[str, str]) -> None:
    error = actuals.add(chosen.plan, rows_text([row]), TYPED, row["author"])
    if error is None:
        _kept(chosen)
    say_faults(chosen, error, FIRST_ROW - 1)


def draw_explanation(chosen: Chosen, warned: Warned) -> None:
    """What the responsible office has to say about one target; it travels into the report."""
    text, row = chosen.wording.text, warned.track.row
    with st.expander(text("Explanation of the office")), st.form(f"explain_{row.indicator}", border=False):
        said = st.text_area(text("Why, and what is being done"), max_chars=2000)
        author = st.text_input(text("Office"))
        sent = st.form_submit_button(text("Add"))
    if sent:
        level = warned.track.last.level
        year = min(chosen.plan.target_year, (level.year if level else chosen.plan.base_year) + 1)
        today = datetime.date.today().isoformat()
        told = {
            "plan": chosen.plan.id, "indicator": row.indicator, "period": str(year), "known_on": today,
            "source": text("Explanation of the office"), "author": author, "note": said, "kind": "explanation",
        }  # fmt: skip
        _keep(chosen, told)


def draw_grid(chosen: Chosen, facts: Facts) -> None:
    """The table of all facts, to be mended where something was typed wrongly; it stays as it was opened until it is saved."""
    text, plan = chosen.wording.text, chosen.plan
    with st.expander(text("Edit the table")):
        st.caption(text("For slips of the pen. A new figure for the same thing is a new row with its own day."))
        opened = st.session_state.setdefault(
            _grid(chosen), (actuals.version(plan), [fact_row(fact) for fact in facts.rows])
        )
        frame = pd.DataFrame(opened[1], columns=[head for head in COLUMNS.all if head != "plan"])
        config = _columns(chosen)
        edited = st.data_editor(
            frame, num_rows="dynamic", hide_index=True, key=f"{_grid(chosen)}_{opened[0]}", column_config=config
        )
        left, right = st.columns(2)
        right.button(text("Show the newest figures"), on_click=_forget_grid, args=(chosen,), key="facts_newest")
        if not left.button(text("Save the table"), key="facts_save"):
            return
        cells = edited.fillna("").astype(str).to_dict("records")
        rows = [{"plan": plan.id, **{str(head): cell for head, cell in row.items()}} for row in cells]
        error = actuals.replace(plan, rows_text(rows), opened[0])
        if error is not None:
            say_faults(chosen, error, FIRST_ROW - 1)
            return
    _kept(chosen)


def _kept(chosen: Chosen) -> NoReturn:
    """Draw the page again with what was added, and say so wherever the reader is on it."""
    _forget_grid(chosen)
    st.session_state["facts_added"] = True
    st.rerun()


def say_added(chosen: Chosen) -> None:
    """Say once that something was added."""
    if st.session_state.pop("facts_added", False):
        st.toast(chosen.wording.text("Added."))


def _columns(chosen: Chosen) -> dict[str, Any]:
    """Heads and words of the table in the reader's language; the file keeps its own."""
    text, plan = chosen.wording.text, chosen.plan
    heads = {head: st.column_config.TextColumn(text(name)) for head, name in GRID_HEADS.items()}
    choices: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("kind", text("Kind"), {each: text(KIND_WORDS[each]) for each in KINDS}),
        ("status", text("Status"), {each: text(STATUS_WORDS[each]) for each in STATUSES}),
        ("indicator", text("Indicator"), {each.id: _named(chosen, each) for each in plan.indicators}),
    )
    return heads | {
        head: st.column_config.SelectboxColumn(name, options=list(said), format_func=partial(_said, said))
        for head, name, said in choices
    }


def _said(words: dict[str, str], value: object) -> str:
    """A choice as readers know it."""
    return words.get(str(value), str(value))


def _named(chosen: Chosen, indicator: Indicator) -> str:
    """Number and name of an indicator."""
    return f"{indicator.number or ''} {chosen.wording.name(indicator.name)}".strip()


def _grid(chosen: Chosen) -> str:
    return f"facts_grid_{chosen.plan.id}"


def _forget_grid(chosen: Chosen) -> None:
    """Let the table show the newest figures when it is drawn again."""
    st.session_state.pop(_grid(chosen), None)
