"""Where plans come from and go to: a new one filled in, a copy changed, tables and files up and down."""

from functools import partial

import streamlit as st

from forecast import drafts
from forecast.planform import Form, Row, form_of
from forecast.planyaml import write_plan
from forecast.ui import forms, wizard
from forecast.ui.inputs import Chosen
from forecast.ui.shown import plain


def draw(chosen: Chosen) -> None:
    """Draw the form that is open, or the ways to open one."""
    text = chosen.wording.text
    form = forms.current()
    if form is None:
        st.title(text("Data"))
        _new(chosen)
        _shown(chosen)
        _unfinished(chosen)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(plain(form.name or text("A new plan")))
        st.button(text("Close the form"), key="form_close", on_click=forms.close)
    wizard.draw(chosen, form)


def _new(chosen: Chosen) -> None:
    text, language = chosen.wording.text, chosen.wording.language
    with st.container(border=True):
        st.subheader(text("A new plan"))
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
        st.subheader(plain(chosen.wording.name(plan.name)))
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
            copy = partial(_copy, chosen)
            st.button(text("Change a copy"), key="form_copy", on_click=copy)
            st.download_button(
                text("Download the plan as a file"), lambda: write_plan(plan).encode(), file_name=f"{plan.id}.yaml",
                mime="application/yaml", on_click="ignore", key="plan_file",
            )  # fmt: skip


def _copy(chosen: Chosen) -> None:
    forms.start(form_of(chosen.plan, forms.author(), forms.today()))
    st.session_state["form_mode"] = "grid"


def _unfinished(chosen: Chosen) -> None:
    """Drafts on this computer."""
    text = chosen.wording.text
    found = drafts.listed(forms.folder())
    if not found:
        return
    st.subheader(text("Not finished yet"))
    for name, form in found.items():
        with st.container(horizontal=True, vertical_alignment="center"):
            indicators = sum(not row.is_empty for row in form.rows)
            said = text("{name}: {n} indicators", name=form.name or text("A new plan"), n=indicators)
            st.markdown(plain(said), width="stretch")
            st.button(text("Go on"), key=f"go-{name}", on_click=forms.proceed, args=(name,))
            st.button(text("Delete"), key=f"delete-{name}", on_click=_delete, args=(name,))


def _delete(name: str) -> None:
    drafts.remove(forms.folder(), name)
