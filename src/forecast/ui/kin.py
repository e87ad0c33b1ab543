"""Families that names suggest: asked of each row of a form, offered for all at once, and where a plan without them is looked at."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from forecast.formwords import title
from forecast.kinship import Kin
from forecast.kinwords import stands_for, suggestion
from forecast.planform import Form, families_suggested, suggested_family
from forecast.ui import forms
from forecast.ui.shown import plain
from forecast.wording import FAMILIES, Wording


@dataclass(frozen=True, slots=True)
class Offer:
    """A family suggested for one indicator: where it stands, how it is called."""

    place: int
    name: str
    kin: Kin


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
    where.caption(plain(f"{suggestion(found, wording)} {stands_for(found.family, wording)}"))
    where.button(
        text("Take over the suggestion"), key=forms.key(f"{place}-kin"), on_click=forms.set_families, args=({place: found.family},)
    )  # fmt: skip


def draw_form(form: Form, wording: Wording) -> None:
    """All families suggested for the rows of a form, to be taken over at once."""
    offers = [Offer(at, form.rows[at].name, found) for at, found in families_suggested(form).items()]
    if offers:
        with st.expander(
            plain(wording.text("Without a reference class no chance is said; suggested by name: {n}", n=len(offers)))
        ):
            _choose(offers, wording, forms.key("kin"), forms.set_families)


def _choose(offers: Sequence[Offer], wording: Wording, key: str, take: Callable[[Mapping[int, str]], None]) -> None:
    """Every suggestion with its words, ticked, below what its family stands for; what is ticked is taken over."""
    for family in dict.fromkeys(offer.kin.family for offer in offers):
        st.markdown(f"**{plain(wording.text(FAMILIES[family]))}**")
        st.caption(plain(stands_for(family, wording)))
        for offer in offers:
            if offer.kin.family == family:
                said = wording.text("{name}, from the words “{words}”", name=offer.name, words=offer.kin.words)
                st.checkbox(plain(said), value=True, key=f"{key}-{offer.place}")
    chosen = {each.place: each.kin.family for each in offers if st.session_state[f"{key}-{each.place}"]}
    st.button(
        wording.text("Take over: {n}", n=len(chosen)), key=f"{key}-take", on_click=take, args=(chosen,), disabled=not chosen,
    )  # fmt: skip
