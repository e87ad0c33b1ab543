"""What is opened from elsewhere: a plan file, a pack of a plan with all that belongs to it, a link made on another computer."""

import streamlit as st

from forecast.errors import ForecastError
from forecast.files import list_plans
from forecast.ui import address, state
from forecast.ui.shelf import Shelf, uploaded, with_saved, workspace
from forecast.ui.shown import plain
from forecast.ui.state import UPLOADED
from forecast.wording import Wording
from forecast.workspace import copies, user_name
from forecast.workspace.pack import open_pack, read_pack

MANY_FAULTS = 8
"""Faults from which their box scrolls."""
ARCHIVE = b"PK"
"""First bytes of a pack."""


def draw(wording: Wording) -> tuple[Shelf | None, ForecastError | None]:
    """Draw what is opened from elsewhere: the last good plan of the reader's own, and what is wrong with the newest file."""
    found = _file(wording)
    _link(wording)
    return found


def _file(wording: Wording) -> tuple[Shelf | None, ForecastError | None]:
    session = st.session_state
    with st.expander(wording.text("Open a plan file")):
        file = st.file_uploader(wording.text("Plan as YAML, or a pack as ZIP"), key="file")
        if file is None:
            if session.pop("own_file", None) is not None and not session.get("own_filled"):
                close()
            return _opened(wording), None
        content = file.getvalue()
        if content.startswith(ARCHIVE):
            return session.get("own"), _pack(wording, content, file.name, file.file_id)
        read = uploaded(content, file.name)
        if isinstance(read, ForecastError):
            st.error(plain(wording.text("Not usable; what is wrong stands on the page.")))
            return session.get("own"), read
        if session.get("own_file") != file.file_id:
            session["own_file"], session["plan"], session["own_filled"] = file.file_id, UPLOADED, False
            session["own_copy"] = copies.keep(workspace().root, content, file.name)
            session["own"] = read
            state.forget()
        return _opened(wording), None


def _opened(wording: Wording) -> Shelf | None:
    """The plan of the reader's own that is open, after a reload from its copy; and that it is kept."""
    session = st.session_state
    key: str | None = session.get("own_copy")
    if session.get("own") is None and key is not None:
        copy = copies.load(workspace().root, key)
        read = None if copy is None else uploaded(*copy)
        session["own"] = read if isinstance(read, Shelf) else None
        if session["own"] is None:
            session["own_copy"] = None
    shelf: Shelf | None = session.get("own")
    if shelf is None:
        return None
    name = wording.name(shelf.plan.name)
    if session.get("own_copy") is None:
        said = wording.text(
            "Open: {name}. It cannot be kept here: after a reload it has to be opened again.", name=name
        )
    else:
        said = wording.text(
            "Open: {name}. A copy is kept on this computer: a reload or this link opens it again.", name=name
        )
    st.caption(plain(said))
    st.button(wording.text("Close it and delete the copy"), key="own_close", on_click=close)
    return with_saved(shelf)


def close() -> None:
    """Close the plan of the reader's own; its copy goes too."""
    session = st.session_state
    if (key := session.get("own_copy")) is not None:
        copies.forget(workspace().root, key)
    for name in ("own", "own_copy", "own_filled"):
        session.pop(name, None)
    if session.get("plan") == UPLOADED:
        session.pop("plan")


def _pack(wording: Wording, content: bytes, name: str, file_id: str) -> ForecastError | None:
    """Put a pack into the workspace, once, and say what is new here."""
    session = st.session_state
    if session.get("own_file") != file_id:
        session["own_file"] = file_id
        try:
            opened = open_pack(read_pack(content, name), workspace(), session.get("author") or user_name())
        except ForecastError as error:
            session["pack"] = error
        else:
            session["pack"], session["plan"] = opened, opened.plan
    found = session.get("pack")
    if isinstance(found, ForecastError):
        st.error(plain(wording.text("Not usable; what is wrong stands on the page.")))
        return found
    if found is not None:
        said = wording.text(
            "Opened and kept here: {n} scenarios and {facts} figures are new.",
            n=len(found.scenarios),
            facts=found.facts,
        )
        st.success(plain(said))
    return None


def _link(wording: Wording) -> None:
    """A box for a link that was made on another computer."""
    with st.expander(wording.text("Open a link")):
        st.text_input(
            wording.text("Link made on another computer"), key="link", on_change=_follow, max_chars=address.LONGEST
        )
        if st.session_state.pop("link_error", False):
            st.error(plain(wording.text("This is no link to a page of this program; copy the whole address.")))


def _follow() -> None:
    session = st.session_state
    found = address.read_link(session["link"])
    if found is None:
        session["link_error"] = bool(session["link"].strip())
        return
    session["link"], (session["go"], params) = "", found
    state.take(params, list_plans(workspace().root))


def say_faults(wording: Wording, error: ForecastError, *, goes_on: bool) -> None:
    """Everything that is wrong with a file, in one box; `goes_on`: the page shows the plan before."""
    head, *faults = wording.error(error).splitlines()
    more = wording.text("The page goes on with the plan before.") if goes_on else ""
    with st.container(height=320 if len(faults) > MANY_FAULTS else "content", border=False):
        lines = [f"**{plain(head)}** {plain(more)}", "", *(f"- {plain(fault)}" for fault in faults)]
        st.error("\n".join(lines))
