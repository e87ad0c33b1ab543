"""Keeping a scenario under a name: save, save as, rename, duplicate, delete and its undo; who changed what and when."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from forecast.changes import new_child, written_onto
from forecast.errors import ConflictError, ForecastError, SavingError
from forecast.files import list_scenarios, parse_scenario, read_scenario_text
from forecast.historywords import differences, first_version
from forecast.scenario import Scenario
from forecast.sourced import Names
from forecast.ui import state
from forecast.ui.chosen import Chosen
from forecast.ui.shelf import workspace
from forecast.ui.shown import plain, table
from forecast.wording import N_
from forecast.workspace import NONE, Item, free_id, user_name

WHATS = {
    "created": N_("created"), "changed": N_("changed"), "renamed": N_("renamed"), "deleted": N_("deleted"), "restored": N_("brought back"),
    "added": N_("added"), "outside": N_("changed by another program"),
}  # fmt: skip
MAX_NAME = 120
SHOWN = 20
"""Entries of the history that are shown."""


def say(chosen: Chosen) -> None:
    """What the last saving came to: done, refused, or in conflict with somebody else's."""
    session, text = st.session_state, chosen.wording.text
    if done := session.pop("saved", None):
        st.success(plain(done))
    if (error := session.pop("saving_error", None)) is not None:
        st.error(plain(chosen.wording.error(error)))
    if isinstance(session.get("conflict"), ConflictError):
        with st.container(border=True, key="conflict"):
            st.warning(plain(chosen.wording.error(session["conflict"])))
            with st.container(horizontal=True):
                st.button(text("Keep both"), key="keep_both", type="primary", on_click=_run(chosen, _keep_both))
                st.button(text("Take theirs"), key="take_theirs", on_click=_take_theirs)
    if (gone := session.get("gone")) is not None and gone.plan == chosen.plan.id:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(text("Deleted: {name}", name=session["gone_name"])))
            st.button(text("Undo"), key="undelete", on_click=_run(chosen, partial(_restore, item=gone)))


def draw(chosen: Chosen) -> None:
    """Draw what can be done with the scenario shown, and its history."""
    text, own = chosen.wording.text, chosen.scenario.id in chosen.shelf.own
    st.session_state.setdefault("author", user_name())
    st.session_state["author"] = st.session_state["author"]
    st.text_input(text("Your name, for the history"), key="author", max_chars=80)
    if own:
        _own(chosen)
    else:
        st.caption(text("This scenario comes with the program and stays as it is; save yours under a name of its own."))
    st.header(text("Save as a new scenario"))
    name = chosen.wording.name(chosen.shelf.scenarios[chosen.scenario.id].name)
    st.text_input(text("Name"), key="new_name", max_chars=MAX_NAME, placeholder=name)
    st.button(text("Save as"), key="save_as", on_click=_run(chosen, _save_as), type="secondary" if own else "primary")
    _history(chosen)
    _deleted(chosen)
    st.caption(
        text(
            "The live workbook of the page Briefing, with growth changed in it, comes back as a scenario on the page Data."
        )
    )
    st.caption(plain(text("Saved in {folder}", folder=str(workspace().root))))


def _own(chosen: Chosen) -> None:
    """Buttons of a scenario of one's own."""
    text, name = chosen.wording.text, chosen.wording.name(chosen.shelf.scenarios[chosen.scenario.id].name)
    with st.container(horizontal=True):
        st.button(text("Save"), key="save", type="primary", disabled=not state.edits(), on_click=_run(chosen, _save))
        st.button(text("Duplicate"), key="duplicate", on_click=_run(chosen, _duplicate))
        st.button(text("Delete"), key="delete", on_click=_run(chosen, _delete))
    st.text_input(text("New name"), key="rename_to", max_chars=MAX_NAME, placeholder=name)
    st.button(text("Rename"), key="rename", on_click=_run(chosen, _rename))


def _run(chosen: Chosen, act: Callable[[Chosen], str]) -> Callable[[], None]:
    """A button's work: what it says when it is done, or what was wrong."""

    def work() -> None:
        session = st.session_state
        try:
            session["saved"] = act(chosen)
        except ConflictError as error:
            session["conflict"] = error
        except ForecastError as error:
            session["saving_error"] = error

    return work


def _by() -> str:
    return str(st.session_state.get("author") or user_name())


def _typed(key: str) -> str:
    name = " ".join(str(st.session_state.get(key) or "").split())
    if not name:
        raise SavingError("name_empty")
    return name


def _names(chosen: Chosen, name: str) -> dict[str, str]:
    """A name typed in the language shown; the file always has one in Vietnamese."""
    return {"vi": name, "en": name} if chosen.wording.language == "en" else {"vi": name}


def _new_id(chosen: Chosen, name: str) -> str:
    space = workspace()
    return free_id(name, (*list_scenarios(chosen.plan.id, space.root), *space.deleted(chosen.plan.id)))


def _save(chosen: Chosen) -> str:
    """Save the changes into the scenario they began from."""
    name, space = chosen.scenario.id, workspace()
    own, version = space.scenario(chosen.plan.id, name)
    after = written_onto(own, chosen.shelf.scenarios[name], state.edits(), chosen.plan)
    space.save_scenario(after, chosen.plan, state.base(name) or version, _by())
    state.forget()
    return chosen.wording.text("Saved: {name}", name=chosen.wording.name(own.name))


def _save_as(chosen: Chosen) -> str:
    title = _typed("new_name")
    said = _store_new(chosen, title, chosen.shelf.scenarios[chosen.scenario.id])
    st.session_state["new_name"] = ""
    return said


def _store_new(chosen: Chosen, title: str, shown: Scenario, own: Scenario | None = None) -> str:
    """Save the changes as a new scenario: one that extends the one shown, or a copy of `own`."""
    name = _new_id(chosen, title)
    empty = new_child(name, _names(chosen, title), shown, chosen.plan)
    start = empty if own is None else own.model_copy(update={"id": name, "name": empty.name})
    workspace().save_scenario(written_onto(start, shown, state.edits(), chosen.plan), chosen.plan, NONE, _by())
    state.forget()
    st.session_state["scenario"] = name
    return chosen.wording.text("Saved: {name}", name=title)


def _duplicate(chosen: Chosen) -> str:
    """A copy that goes its own way: later changes of the first do not show in it."""
    own, _ = workspace().scenario(chosen.plan.id, chosen.scenario.id)
    title = chosen.wording.text("{name} (copy)", name=chosen.wording.name(own.name))
    return _store_new(chosen, title, chosen.shelf.scenarios[chosen.scenario.id], own)


def _rename(chosen: Chosen) -> str:
    title = _typed("rename_to")
    own, _ = workspace().scenario(chosen.plan.id, chosen.scenario.id)
    named = {**own.name.model_dump(exclude_none=True), chosen.wording.language: title}
    workspace().rename_scenario(chosen.plan, own.id, Names.model_validate(named), _by())
    st.session_state["rename_to"] = ""
    return chosen.wording.text("Renamed: {name}", name=title)


def _delete(chosen: Chosen) -> str:
    session, name = st.session_state, chosen.scenario.id
    _, version = workspace().scenario(chosen.plan.id, name)
    children = [each for each in chosen.shelf.own if workspace().scenario(chosen.plan.id, each)[0].extends == name]
    if children:
        raise SavingError("scenario_has_children", found=name, children=", ".join(children))
    workspace().delete_scenario(chosen.plan.id, name, version, _by())
    session["gone"] = Item("scenarios", chosen.plan.id, name)
    session["gone_name"] = chosen.wording.name(chosen.shelf.scenarios[chosen.scenario.id].name)
    session["scenario"] = "stated"
    return ""


def _restore(chosen: Chosen, item: Item) -> str:
    workspace().restore(item, _by())
    st.session_state["scenario"] = item.id
    st.session_state.pop("gone", None)
    return chosen.wording.text("Brought back: {name}", name=item.id)


def _keep_both(chosen: Chosen) -> str:
    """Save what the reader has, from the version it began with, beside what somebody else saved."""
    name = chosen.scenario.id
    entries = workspace().store.history(Item("scenarios", chosen.plan.id, name))
    content = next((each.content for each in entries if each.version == state.base(name) and each.content), None)
    shown, own = chosen.shelf.scenarios[name], None
    if content is not None:
        own = parse_scenario(content, name, chosen.plan)
        shown = read_scenario_text(content, name, chosen.plan, workspace().root)
    title = chosen.wording.text("{name} ({author})", name=chosen.wording.name(shown.name), author=_by() or "2")
    said = _store_new(chosen, title, shown, own)
    st.session_state.pop("conflict", None)
    return said


def _take_theirs() -> None:
    state.forget()
    st.session_state.pop("conflict", None)


def _history(chosen: Chosen) -> None:
    """Who changed what and when, the newest first."""
    text = chosen.wording.text
    if chosen.scenario.id not in chosen.shelf.own:
        return
    entries = workspace().store.history(Item("scenarios", chosen.plan.id, chosen.scenario.id))
    rows, before = [], None
    for entry in entries:
        after = _read(entry.content, chosen)
        rows.append(
            [
                entry.when[:16].replace("T", " "),
                entry.by or "–",
                text(WHATS[entry.what]),
                _difference(before, after, chosen),
            ]
        )
        before = after or before
    st.header(text("Who changed what and when"))
    heads = [text("When (UTC)"), text("Who"), text("What"), text("Changes")]
    table(heads, rows[::-1][:SHOWN], key="history")


def _read(content: str | None, chosen: Chosen) -> Scenario | None:
    try:
        return None if content is None else parse_scenario(content, "history", chosen.plan)
    except ForecastError:
        return None


def _difference(before: Scenario | None, after: Scenario | None, chosen: Chosen) -> str:
    """Old and new value of what one version says otherwise than the one before it."""
    if after is None:
        return "–"
    return "; ".join(differences(before or first_version(after), after, chosen.plan, chosen.wording)) or "–"


def _deleted(chosen: Chosen) -> None:
    """Scenarios that were deleted, each with the way back."""
    names = workspace().deleted(chosen.plan.id)
    if not names:
        return
    with st.expander(chosen.wording.text("Deleted scenarios: {n}", n=len(names))):
        for name in names[:SHOWN]:
            item = Item("scenarios", chosen.plan.id, name)
            title = plain(chosen.wording.text("Bring back {name}", name=name))
            st.button(title, key=f"back-{name}-deleted", on_click=_run(chosen, partial(_restore, item=item)))
