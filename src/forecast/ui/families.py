"""Families that names suggest: in the form for each row and for all at once, and where a plan of one's own without them is looked at."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

import streamlit as st

from forecast.errors import ForecastError
from forecast.families import Suggested, suggested_for, with_families, without_family
from forecast.familywords import stands_for, suggestion_text
from forecast.files import read_plan_text
from forecast.formwords import title
from forecast.plan import Family, Indicator, Plan
from forecast.planform import Form, families_suggested, suggested_family
from forecast.planyaml import write_plan
from forecast.ui import forms
from forecast.ui.chosen import Chosen
from forecast.ui.shelf import workspace
from forecast.ui.shown import plain
from forecast.ui.state import UPLOADED
from forecast.wording import FAMILIES, Wording
from forecast.workspace import NONE, Item, user_name

Key = TypeVar("Key", int, str)
"""Which indicator: the place of its row in a form, its id in a plan."""


@dataclass(frozen=True, slots=True)
class Offer(Generic[Key]):
    """A family suggested for one indicator, and what that is called."""

    of: Key
    name: str
    found: Suggested


def ask(where: st.delta_generator.DeltaGenerator, form: Form, place: int, wording: Wording) -> None:
    """Ask for the family of a row; what its name suggests is offered below."""
    text, row, families = wording.text, form.rows[place], ["", *FAMILIES]
    where.selectbox(
        title("family", form, wording), families, index=families.index(row.family) if row.family in families else 0,
        key=forms.key(f"{place}-family"), on_change=forms.take_row(place, "family"),
        format_func=lambda name: text(FAMILIES[name]) if name else text("none: no comparison, no chance"),
    )  # fmt: skip
    found = None if row.family else suggested_family(row, form)
    if found is None:
        if row.family:
            where.caption(plain(stands_for(row.family, wording)))
        return
    where.caption(plain(f"{suggestion_text(found, wording)} {stands_for(found.family, wording)}"))
    where.button(
        text("Take over the suggestion"), key=forms.key(f"{place}-suggested"), on_click=forms.set_families, args=({place: found.family},)
    )  # fmt: skip


def draw_form(form: Form, wording: Wording) -> None:
    """All families suggested for the rows of a form, to be taken over at once."""
    offers = [Offer(at, form.rows[at].name, found) for at, found in families_suggested(form).items()]
    if offers:
        with st.expander(
            plain(wording.text("Without a reference class no chance is said; suggested by name: {n}", n=len(offers)))
        ):
            _choose(offers, wording, forms.key("families"), forms.set_families)


def draw(chosen: Chosen) -> None:
    """Which targets of a plan of one's own have no family, so that no chance is said of them, and those that can be given one."""
    _say(chosen.wording)
    if not _is_own(chosen):
        return
    lone = without_family(chosen.plan)
    names = {each.id: chosen.wording.name(each.name) for each, _ in lone}
    offers = [Offer(each.id, names[each.id], found) for each, found in lone if found is not None]
    if not offers:
        return
    text = chosen.wording.text
    head = text(
        "Targets without a reference class, so without a chance: {n}; suggested for {found}",
        n=len(lone),
        found=len(offers),
    )
    with st.expander(plain(head)):
        _choose(offers, chosen.wording, f"families-{chosen.plan.id}", partial(_into_plan, chosen))
        known = {offer.of for offer in offers}
        if others := [name for key, name in names.items() if key not in known]:
            said = text(
                "Nothing is suggested for: {names}. Where a class fits, choose it in the form.", names="; ".join(others)
            )
            st.caption(plain(said))


def draw_of(chosen: Chosen, indicator: Indicator) -> None:
    """Of one indicator of such a plan: that it has no family, and what is suggested."""
    _say(chosen.wording)
    if not _is_own(chosen) or not any(each.id == indicator.id for each, _ in without_family(chosen.plan)):
        return
    wording, found = chosen.wording, suggested_for(indicator)
    said = wording.text("This indicator has no reference class, so no chance and no precedent is said of it.")
    if found is None:
        st.caption(plain(said + " " + wording.text("Its name suggests none; where one fits, choose it in the form.")))
        return
    with st.container(border=True):
        st.markdown(plain(f"{said} {suggestion_text(found, wording)} {stands_for(found.family, wording)}"))
        take = partial(_into_plan, chosen, {indicator.id: found.family})
        st.button(wording.text("Take over the suggestion"), key="families-one", on_click=take)


def _is_own(chosen: Chosen) -> bool:
    """Whether the plan shown is the reader's: opened, filled in, or saved here."""
    return st.session_state["plan"] == UPLOADED or chosen.plan.id in workspace().plans()


def _into_plan(chosen: Chosen, families: Mapping[str, Family]) -> None:
    """Give families to indicators of the plan shown: in the file that is saved here, else in the copy that is open and in its form."""
    session, plan = st.session_state, with_families(chosen.plan, families)
    if session["plan"] == UPLOADED:
        forms.follow(chosen.plan, families)
        forms.put_own(write_plan(plan), plan.id)
        session["families_said"] = len(families)
        return
    try:
        saved = workspace().save_plan(plan, _version(chosen.plan), session.get("author") or user_name())
        forms.follow(chosen.plan, families, saved.version)
        session["families_said"] = len(families)
    except ForecastError as error:
        session["families_said"] = error


def _version(plan: Plan) -> str:
    """Version of the saved file where it says what the plan shown says; over any other nothing is saved."""
    saved = workspace().store.read(Item("plans", plan.id))
    return saved.version if saved is not None and read_plan_text(saved.content, plan.id) == plan else NONE


def _say(wording: Wording) -> None:
    """What taking over came to, once."""
    done: int | ForecastError = st.session_state.pop("families_said", 0)
    if isinstance(done, ForecastError):
        st.error(plain(wording.error(done)))
    elif done and st.session_state["plan"] == UPLOADED:
        said = wording.text(
            "Reference classes taken over: {n}. The plan that is open holds them; download it on the page Data.", n=done
        )
        st.success(plain(said))
    elif done:
        st.success(plain(wording.text("Reference classes taken over and saved: {n}.", n=done)))


def _choose(
    offers: Sequence[Offer[Key]], wording: Wording, key: str, take: Callable[[Mapping[Key, Family]], None]
) -> None:
    """Every suggestion with its words, ticked, below what its family stands for; what is ticked is taken over."""
    for family in dict.fromkeys(offer.found.family for offer in offers):
        st.markdown(f"**{plain(wording.text(FAMILIES[family]))}**")
        st.caption(plain(stands_for(family, wording)))
        for offer in offers:
            if offer.found.family == family:
                said = wording.text("{name}, from the words “{words}”", name=offer.name, words=offer.found.words)
                st.checkbox(plain(said), value=True, key=f"{key}-{offer.of}")
    chosen = {each.of: each.found.family for each in offers if st.session_state[f"{key}-{each.of}"]}
    st.button(
        wording.text("Take over: {n}", n=len(chosen)), key=f"{key}-take", on_click=take, args=(chosen,), disabled=not chosen,
    )  # fmt: skip
