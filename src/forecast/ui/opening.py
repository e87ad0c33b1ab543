"""What is opened from elsewhere: a plan file, a pack of a plan with all that belongs to it, a link made on another computer."""

import streamlit as st

from forecast.errors import ForecastError
from forecast.files import list_plans
from forecast.ui import address, state
from forecast.ui.shelf import Shelf, uploaded, with_saved, workspace
from forecast.ui.shown import plain
from forecast.ui.state import UPLOADED
from forecast.wording import Wording
from forecast.workspace import user_name
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
            if not session.get("own_filled"):
                session.pop("own", None)
            return session.get("own"), None
        content = file.getvalue()
        if content.startswith(ARCHIVE):
            return session.get("own"), _pack(wording, content, file.name, file.file_id)
        read = uploaded(content, file.name)
        if isinstance(read, ForecastError):
            st.error(plain(wording.text("Not usable; what is wrong stands on the page.")))
            return session.get("own"), read
    read = with_saved(read)
    if session.get("own_file") != file.file_id:
        session["own_file"], session["plan"], session["own_filled"] = file.file_id, UPLOADED, False
        state.forget()
    session["own"] = read
    return read, None


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
