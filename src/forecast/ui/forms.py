"""The form that is open: in the session, on the disk of this computer, and by its name in the address; which row is filled in."""

import datetime
import getpass
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import streamlit as st

from forecast import drafts
from forecast.errors import ForecastError
from forecast.formbuild import build
from forecast.plan import Plan
from forecast.planform import Form, Row
from forecast.ui.shelf import uploaded
from forecast.ui.state import UPLOADED
from forecast.wording import Wording
from forecast.workspace import NONE, Workspace, chosen_root, copies

Work: TypeAlias = Callable[[], None]
"""What happens when a field is changed."""


def folder() -> Path:
    """Where drafts are kept: in the workspace."""
    return chosen_root() / "drafts"


def current() -> Form | None:
    """The form that is open: of the session, or after a reload the one that the address names."""
    session = st.session_state
    session.setdefault("draft", st.query_params.get("draft"))
    if (name := session["draft"]) is None:
        return None
    if "form" not in session:
        form = drafts.load(folder(), name)
        if form is None:
            session["draft"] = None
            return None
        session["form"] = form
    form = session["form"]
    assert isinstance(form, Form)
    return form


def start(form: Form) -> None:
    """Open a new form."""
    st.session_state["draft"] = drafts.new_name()
    keep(form, anew=True)


def proceed(name: str) -> None:
    """Go on with a draft."""
    st.session_state["draft"] = name
    st.session_state.pop("form", None)
    _renew()


def close() -> None:
    """Leave the form; its draft stays."""
    st.session_state["draft"] = None
    st.session_state.pop("form", None)


def keep(form: Form, *, anew: bool = False) -> None:
    """Take over a changed form and write it down; `anew` draws its fields again from it."""
    session = st.session_state
    session["form"] = form
    try:
        drafts.save(folder(), session["draft"], form)
        session["draft_kept"] = True
    except OSError:
        session["draft_kept"] = False
    if anew:
        _renew()


def _renew() -> None:
    st.session_state["form_version"] = st.session_state.get("form_version", 0) + 1


def key(name: str) -> str:
    """Key of a field of the form; another one after the form was changed from outside its fields, and in another language."""
    return f"form-{st.session_state.get('form_version', 0)}-{st.session_state.get('lang')}-{name}"


def take(name: str) -> Work:
    """Callback of a field of the whole plan."""
    field = key(name)

    def changed(form: Form) -> Form:
        values: dict[str, Any] = {name: _text(field)}
        return replace(form, **values)

    return lambda: _change(changed)


def take_row(place: int, name: str) -> Work:
    """Callback of a field of one row."""
    field = key(f"{place}-{name}")

    def changed(form: Form) -> Form:
        values: dict[str, Any] = {name: _text(field)}
        return form.with_row(place, replace(form.rows[place], **values))

    return lambda: _change(changed)


def take_goal(place: int, number: int, name: str) -> Work:
    """Callback of a field of one more target of a row."""
    field = key(f"{place}-goal-{number}-{name}")

    def changed(form: Form) -> Form:
        row, values = form.rows[place], {name: _text(field)}
        goals = tuple(replace(goal, **values) if at == number else goal for at, goal in enumerate(row.goals))
        return form.with_row(place, replace(row, goals=goals))

    return lambda: _change(changed)


def change_row(place: int, change: Callable[[Row], Row]) -> None:
    """Change a row from outside its fields, which are drawn again from it."""
    _change(lambda form: form.with_row(place, change(form.rows[place])), anew=True)


def set_families(families: Mapping[int, str]) -> None:
    """Take over families for these rows."""

    def changed(form: Form) -> Form:
        rows = (replace(row, family=families.get(at, row.family)) for at, row in enumerate(form.rows))
        return replace(form, rows=tuple(rows))

    _change(changed, anew=True)


def choose_row(form: Form, wording: Wording) -> int:
    """Ask for the row to fill in. It is another field once a name in it is another: a browser holds the names of the options alone."""
    session, unnamed = st.session_state, wording.text("(no name yet)")
    names = [f"{at}. {row.name or unnamed}" for at, row in enumerate(form.rows, 1)]
    place: int = min(session.setdefault("form_row", 0), len(names) - 1)
    field = key(f"row-{hash(tuple(names))}")

    def chose() -> None:
        session["form_row"] = session[field]

    title, places = wording.text("Indicator"), range(len(names))
    st.selectbox(title, places, index=place, key=field, format_func=names.__getitem__, on_change=chose)
    return place


def add_row() -> None:
    """Add an empty row and go to it."""
    _change(lambda form: replace(form, rows=(*form.rows, Row())), anew=True)
    st.session_state["form_row"] = len(st.session_state["form"].rows) - 1


def drop_row(place: int) -> None:
    """Take a row out; it can be put back."""
    st.session_state["form_dropped"] = (place, st.session_state["form"].rows[place])
    _change(lambda form: replace(form, rows=(*form.rows[:place], *form.rows[place + 1 :])), anew=True)
    st.session_state["form_row"] = max(0, min(place, len(st.session_state["form"].rows) - 1))


def put_back() -> None:
    """Put the row back that was taken out last."""
    place, row = st.session_state.pop("form_dropped")
    _change(lambda form: replace(form, rows=(*form.rows[:place], row, *form.rows[place:])), anew=True)
    st.session_state["form_row"] = place


def view(text: str, name: str) -> None:
    """Show the plan of the form on the other pages."""
    session = st.session_state
    put_own(text, name)
    session["rates"].pop(UPLOADED, None)
    session["form_viewed"] = True


def put_own(text: str, name: str) -> None:
    """Make this plan the one of the reader's own that is open, and keep a copy of it."""
    session, content, file = st.session_state, text.encode(), f"{name}.yaml"
    session["own"], session["own_filled"], session["plan"] = uploaded(content, file), True, UPLOADED
    session["own_copy"] = copies.keep(chosen_root(), content, file)


def follow(plan: Plan, families: Mapping[str, str], version: str | None = None) -> None:
    """Take over families into the form that is open, where it is that of a plan; `version`: what its saved file has become by that."""
    form = current()
    if form is None or build(form).plan != plan:
        return
    filled = (at for at, row in enumerate(form.rows) if not row.is_empty)
    places = zip(filled, plan.indicators, strict=True)
    set_families({at: families[each.id] for at, each in places if each.id in families})
    known: dict[str, str] = st.session_state.get("form_saved", {})
    if version is not None and plan.id in known:
        known[plan.id] = version


def save(plan: Plan, by: str) -> None:
    """Save the plan of the form in the workspace, over the version that this form saved before and over no other."""
    session, workspace = st.session_state, Workspace(chosen_root())
    known = session.setdefault("form_saved", {})
    try:
        saved = workspace.save_plan(plan, known.get(plan.id, NONE), by)
    except ForecastError as error:
        session["form_said"] = error
        return
    known[plan.id] = saved.version
    session["form_said"] = str(workspace.root / "plans" / f"{plan.id}.yaml")


def _change(change: Callable[[Form], Form], *, anew: bool = False) -> None:
    form = current()
    if form is not None:
        keep(change(form), anew=anew)


def _text(field: str) -> str:
    value: Any = st.session_state.get(field)
    return "" if value is None else str(value)


def author() -> str:
    """Who sits at this computer, as a first suggestion."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def today() -> str:
    """The day as a source names it."""
    return datetime.date.today().isoformat()
