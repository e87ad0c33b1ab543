"""Targets of one indicator in the form: who set each, for which year, and its figure; and whom it is compared with."""

from dataclasses import replace
from typing import Final

import streamlit as st

from forecast.formwords import title, understood
from forecast.planform import Form, Goal
from forecast.ui import families, forms
from forecast.ui.shown import plain
from forecast.wording import RANKS, Wording

MOST: Final = 9
"""Targets of one indicator besides the first."""


def draw(form: Form, place: int, wording: Wording) -> None:
    """Draw who set the first target and when it is due, the other targets, and the family."""
    text, row = wording.text, form.rows[place]
    columns = st.columns([2, 1, 3])
    _rank(columns[0], form, f"{place}-rank", row.rank, wording, forms.take_row(place, "rank"))
    columns[1].text_input(
        title("year", form, wording), row.year, key=forms.key(f"{place}-year"), max_chars=4,
        placeholder=form.target_year, on_change=forms.take_row(place, "year"),
    )  # fmt: skip
    families.ask(columns[2], form, place, wording)
    for number, goal in enumerate(row.goals):
        _goal(form, place, number, goal, wording)
    st.button(
        text("Add another target"), key=forms.key(f"{place}-goal-add"), on_click=forms.change_row,
        args=(place, lambda now: replace(now, goals=(*now.goals, Goal()))), disabled=len(row.goals) >= MOST,
    )  # fmt: skip


def _rank(
    where: st.delta_generator.DeltaGenerator, form: Form, name: str, rank: str, wording: Wording, take: forms.Work
) -> None:
    ranks = ["", *RANKS]
    usual = wording.text(RANKS.get(form.rank, RANKS["party"]))
    where.selectbox(
        wording.text("Who set it"), ranks, index=ranks.index(rank) if rank in ranks else 0, key=forms.key(name), on_change=take,
        format_func=lambda each: wording.text(RANKS[each]) if each else wording.text("as above: {rank}", rank=usual),
    )  # fmt: skip


def _goal(form: Form, place: int, number: int, goal: Goal, wording: Wording) -> None:
    """One more target."""
    name, text = f"goal-{number}", wording.text
    with st.container(border=True):
        columns = st.columns([3, 2, 1, 1], vertical_alignment="bottom")
        columns[0].text_input(
            title(name, form, wording), goal.figure, key=forms.key(f"{place}-{name}-figure"), max_chars=200,
            on_change=forms.take_goal(place, number, "figure"),
        )  # fmt: skip
        _rank(columns[1], form, f"{place}-{name}-rank", goal.rank, wording, forms.take_goal(place, number, "rank"))
        columns[2].text_input(
            title("year", form, wording), goal.year, key=forms.key(f"{place}-{name}-year"), max_chars=4,
            placeholder=form.target_year, on_change=forms.take_goal(place, number, "year"),
        )  # fmt: skip
        columns[3].button(
            text("Take out the target"), key=forms.key(f"{place}-{name}-out"), on_click=forms.change_row,
            args=(place, lambda now: replace(now, goals=(*now.goals[:number], *now.goals[number + 1 :]))),
        )  # fmt: skip
        said, known = understood(form, replace(form.rows[place], target=goal.figure), "target", wording)
        if not known:
            st.error(plain(said))
        elif said:
            st.caption(plain(text("Understood: {what}", what=said)))


def summary(form: Form, goals: tuple[Goal, ...], wording: Wording) -> str:
    """The other targets of an indicator in one line."""
    ranks = [wording.text(RANKS.get(goal.rank or form.rank, RANKS["party"])) for goal in goals]
    return "; ".join(
        f"{rank} {goal.year or form.target_year}: {goal.figure or '–'}" for rank, goal in zip(ranks, goals, strict=True)
    )
