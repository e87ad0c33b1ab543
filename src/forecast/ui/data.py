"""Where plans come from and go to: a new one filled in, a copy changed, tables and files up and down."""

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from forecast import drafts
from forecast.errors import ForecastError
from forecast.exchange.guard import MAX_BYTES
from forecast.exchange.returned import plan_of
from forecast.exchange.sheet import TableRead, read_table
from forecast.exchange.writing import write_table, write_table_csv, write_template
from forecast.files import read_plan_text
from forecast.plan import Plan
from forecast.planform import Form, Row, form_of
from forecast.planyaml import write_plan
from forecast.ui import forms, wizard, workbook
from forecast.ui.chosen import Chosen
from forecast.ui.shelf import workspace
from forecast.ui.shown import at_cell, plain, table
from forecast.wording import Wording
from forecast.workspace import copies

TEMPLATES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}
"""Type of each kind of table."""
UPLOAD_MB: Final = MAX_BYTES // 1_000_000
"""Largest table that is read."""


def draw(chosen: Chosen) -> None:
    """Draw the form that is open, or the ways to open one."""
    text = chosen.wording.text
    form = forms.current()
    if form is None:
        st.title(text("Data"))
        _new(chosen)
        _unfinished(chosen)
        _table(chosen)
        _shown(chosen)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(plain(form.name or text("A new plan")))
        st.button(text("Close the form"), key="form_close", on_click=forms.close)
    wizard.draw(chosen, form)


def _new(chosen: Chosen) -> None:
    text, language = chosen.wording.text, chosen.wording.language
    with st.container(border=True):
        st.header(text("A new plan"))
        st.markdown(
            text(
                "Place and years, then the indicators with their figures as they are printed; what is understood is shown at once."
            )
        )
        empty = Form(language=language, author=forms.author(), day=forms.today(), rows=(Row(),))
        st.button(text("Start a new plan"), key="form_new", type="primary", on_click=partial(forms.start, empty))


def _shown(chosen: Chosen) -> None:
    """The plan that is shown: as a file, and as a copy to change."""
    text, plan = chosen.wording.text, chosen.plan
    with st.container(border=True):
        st.header(plain(chosen.wording.name(plan.name)))
        st.markdown(
            plain(
                text(
                    "{n} indicators, {base}–{target}",
                    n=len(plan.indicators),
                    base=plan.base_year,
                    target=plan.target_year,
                )
            )
        )
        with st.container(horizontal=True):
            st.button(text("Change a copy"), key="form_copy", on_click=partial(_copy, plan))
            for kind, (title, make, mime) in _files(plan, chosen.wording).items():
                st.download_button(
                    title, make, file_name=f"{plan.id}.{kind}", mime=mime, on_click="ignore", key=f"plan-{kind}"
                )


def _files(plan: Plan, wording: Wording) -> dict[str, tuple[str, Callable[[], bytes], str]]:
    """Title, maker and type of each file of a plan; made when it is asked for."""
    text, language = wording.text, wording.language
    return {
        "xlsx": (text("Table (Excel)"), partial(write_table, plan, language), TEMPLATES["xlsx"]),
        "csv": (text("Table (CSV)"), partial(write_table_csv, plan, language), TEMPLATES["csv"]),
        "yaml": (text("Plan file (YAML)"), lambda: write_plan(plan).encode(), "application/yaml"),
    }


def _table(chosen: Chosen) -> None:
    """A table of the reader's own, or a plan file: what is wrong by cell, what was decided, and the way into the form."""
    text = chosen.wording.text
    with st.container(border=True):
        st.header(text("A table of your own"))
        st.markdown(
            text(
                "The usual form (No., indicator, unit, figures by year, targets) as Excel or CSV, a plan file, or a workbook of the page "
                "Briefing whose growth you have changed. It is kept on this computer until you put it away."
            )
        )
        with st.container(horizontal=True):
            for kind, mime in TEMPLATES.items():
                make = partial(write_template, chosen.wording.language, as_csv=kind == "csv")
                st.download_button(
                    text("Empty form ({kind})", kind=kind.upper()), make, file_name=f"forecast-form.{kind}", mime=mime,
                    on_click="ignore", key=f"template-{kind}",
                )  # fmt: skip
        file = st.file_uploader(
            text("Table or plan file, at most {n} MB", n=UPLOAD_MB), key="table_file", max_upload_size=UPLOAD_MB
        )
        given = _given(file)
        if given is not None:
            _read(chosen, *given)
            if file is None:
                st.button(text("Put the file away"), key="table_away", on_click=_put_away)


def _given(file: UploadedFile | None) -> tuple[bytes, str] | None:
    """Content and name of the file that was uploaded, after a reload of its copy."""
    session = st.session_state
    if file is not None:
        content = file.getvalue()
        if session.get("table_id") != file.file_id:
            session["table_id"], session["table_copy"] = file.file_id, copies.keep(workspace().root, content, file.name)
        return content, file.name
    if session.pop("table_id", None) is not None:
        _put_away()
    key: str | None = session.get("table_copy")
    found = None if key is None else copies.load(workspace().root, key)
    if found is None:
        session.pop("table_copy", None)
    return found


def _put_away() -> None:
    if (key := st.session_state.pop("table_copy", None)) is not None:
        copies.forget(workspace().root, key)


def _read(chosen: Chosen, content: bytes, name: str) -> None:
    wording, text = chosen.wording, chosen.wording.text
    try:
        made_of = plan_of(content, name)
        if made_of is not None:
            workbook.draw(chosen, content, name, made_of)
            return
        if name.lower().endswith((".yaml", ".yml")):
            found = TableRead(plan=read_plan_text(content, name), faults=(), notes=())
        else:
            found = read_table(content, name)
    except ForecastError as error:
        head, *faults = wording.error(error).splitlines()
        st.error("\n".join([f"**{plain(head)}**", "", *(f"- {plain(fault)}" for fault in faults)]))
        return
    if found.faults:
        st.header(text("Cells that cannot be read: {n}", n=len(found.faults)))
        table([text("Cell"), text("What is wrong")], [at_cell(fault, wording) for fault in found.faults], "cells")
    if found.plan is not None:
        st.success(text("{n} indicators read.", n=len(found.plan.indicators)))
        if suggested := sum(note.code == "family" for note in found.notes):
            said = text(
                "Reference classes suggested by names: {n}. The words stand below; correct them in the form.",
                n=suggested,
            )
            st.caption(plain(said))
        st.button(
            text("Check it in the form, then view it"),
            key="table_on",
            type="primary",
            on_click=partial(_copy, found.plan),
        )
    if found.notes:
        with st.expander(text("What was decided or left out: {n}", n=len(found.notes))):
            st.markdown("\n".join(f"- {plain(note.said(wording))}" for note in found.notes))


def _copy(plan: Plan) -> None:
    forms.start(form_of(plan, forms.author(), forms.today()))
    st.session_state["form_mode"] = "grid"


def _unfinished(chosen: Chosen) -> None:
    """Drafts on this computer."""
    text = chosen.wording.text
    found = drafts.listed(forms.folder())
    if not found:
        return
    st.header(text("Not finished yet"))
    for name, form in found.items():
        with st.container(horizontal=True, vertical_alignment="center"):
            indicators = sum(not row.is_empty for row in form.rows)
            said = text("{name}: {n} indicators", name=form.name or text("A new plan"), n=indicators)
            st.markdown(plain(said), width="stretch")
            st.button(text("Go on"), key=f"go-{name}", on_click=forms.proceed, args=(name,))
            st.button(text("Delete"), key=f"delete-{name}", on_click=_delete, args=(name,))


def _delete(name: str) -> None:
    drafts.remove(forms.folder(), name)
