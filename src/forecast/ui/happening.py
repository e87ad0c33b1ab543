"""One event or one delay of a scenario, with every field it has: what is typed is a change until the scenario is saved."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from forecast.changes import HIT, MAX_DELAY, hit_of
from forecast.eventchanges import (
    as_changed,
    can_be_hit,
    can_be_late,
    chance_of,
    with_delay,
    with_event,
    with_hits,
    without_new,
)
from forecast.scenario import Basis, Delay, Event
from forecast.ui import state
from forecast.ui.chosen import Chosen
from forecast.ui.shown import evidence, label, plain
from forecast.wording import Wording
from forecast.written import MAX_TEXT

LONGEST_RECOVERY: Final = 20
"""Years that a recovery may take on the page [yr]; files may say up to 99."""


def draw_event(chosen: Chosen, event: Event) -> None:
    """Draw an event: on or off, year, chance, recovery, whom it hits and how much, why."""
    with st.container(border=True, key=f"event-{event.id}"):
        if not _switch(chosen, event):
            return
        for column, field in zip(st.columns(3), (_year, _chance, _recovery), strict=True):
            field(chosen, event, column)
        _hit(chosen, event)
        columns = st.columns(2)
        for place, name in enumerate(event.hits):
            _size(chosen, event, name, columns[place % 2])
        _why(chosen, event)


def draw_delay(chosen: Chosen, delay: Delay) -> None:
    """Draw a delay: on or off, how many years, what is late, why."""
    text, plan = chosen.wording.text, chosen.plan
    with st.container(border=True, key=f"delay-{delay.id}"):
        if not _switch(chosen, delay):
            return
        left, right = st.columns([1, 3])
        key = _set(chosen, delay, "late", delay.years)
        left.number_input(
            text("Years late"), 1, MAX_DELAY, step=1, key=key, on_change=_take(chosen, delay, key, lambda years: {"years": int(years)})
        )  # fmt: skip
        key = _set(chosen, delay, "of", list(delay.of))
        right.multiselect(
            text("What is late"), can_be_late(plan), key=key, format_func=lambda name: chosen.wording.name(plan.indicator(name).name),
            on_change=_take(chosen, delay, key, lambda names: {"of": tuple(names) or delay.of}), placeholder=text("Choose indicators"),
        )  # fmt: skip
        _why(chosen, delay)


def named(each: Event | Delay, wording: Wording) -> str:
    """Name of an event or a delay."""
    return each.id if each.name is None else wording.name(each.name)


def _set(chosen: Chosen, each: Event | Delay, field: str, value: object) -> str:
    """Key of a field's widget, which shows what holds now."""
    key = f"{field}-{chosen.scenario.id}-{each.id}"
    st.session_state[key] = value
    return key


def _take(
    chosen: Chosen, each: Event | Delay, key: str, made: Callable[[Any], Mapping[str, object]]
) -> Callable[[], None]:
    """Take over a field of an event or a delay as it is by now."""

    def work() -> None:
        shown, update = chosen.shelf.scenarios[chosen.scenario.id], made(st.session_state[key])
        events, delays = as_changed(state.edits(), shown, chosen.plan)
        for event in events if isinstance(each, Event) else ():
            if event.id == each.id:
                state.put(with_event(state.edits(), event.model_copy(update=update), shown))
        for delay in delays if isinstance(each, Delay) else ():
            if delay.id == each.id:
                state.put(with_delay(state.edits(), delay.model_copy(update=update), shown))

    return work


def _switch(chosen: Chosen, each: Event | Delay) -> bool:
    """Whether it happens, as the reader says; one that was added can be taken out instead."""
    edits, shown = state.edits(), chosen.shelf.scenarios[chosen.scenario.id]
    key = _set(chosen, each, "on", each.id not in edits.off)

    def turned() -> None:
        now = state.edits()
        off = now.off - {each.id} if st.session_state[key] else now.off | {each.id}
        state.put(replace(now, off=frozenset(off)))

    with st.container(horizontal=True, vertical_alignment="center"):
        year = f", {each.year}" if isinstance(each, Event) else ""
        happens = st.toggle(label(f"{named(each, chosen.wording)}{year}"), key=key, on_change=turned)
        if each.id not in {*(known.id for known in shown.events), *(known.id for known in shown.delays)}:
            title = chosen.wording.text("Remove it")
            st.button(title, key=f"out-{each.id}", on_click=lambda: state.put(without_new(state.edits(), each.id)))
    return happens


def _year(chosen: Chosen, event: Event, where: st.delta_generator.DeltaGenerator) -> None:
    key = _set(chosen, event, "year", event.year)
    years = chosen.plan.years[1:]
    where.selectbox(
        chosen.wording.text("Year of the event"), years, key=key, on_change=_take(chosen, event, key, lambda year: {"year": int(year)})
    )  # fmt: skip


def _chance(chosen: Chosen, event: Event, where: st.delta_generator.DeltaGenerator) -> None:
    text = chosen.wording.text
    key = _set(chosen, event, "chance", None if event.chance is None else round(100 * event.chance, 10))
    take = _take(chosen, event, key, lambda percent: {"chance": chance_of(percent)})
    where.number_input(
        text("Chance, %"), 0.0, 100.0, step=5.0, format="%g", key=key, on_change=take, placeholder=text("empty: certain")
    )  # fmt: skip
    if event.chance is not None:
        where.caption(text("The path shown is without it; the chances know it."))


def _recovery(chosen: Chosen, event: Event, where: st.delta_generator.DeltaGenerator) -> None:
    text = chosen.wording.text
    key = _set(chosen, event, "recovers", event.recovers or 0)
    most = max(LONGEST_RECOVERY, event.recovers or 0)
    where.selectbox(
        text("Made good"), range(most + 1), key=key,
        format_func=lambda years: text("in {n} years", n=years) if years else text("never: for good"),
        on_change=_take(chosen, event, key, lambda years: {"recovers": int(years) or None}),
    )  # fmt: skip


def _hit(chosen: Chosen, event: Event) -> None:
    """Whom it hits."""
    plan, text = chosen.plan, chosen.wording.text
    key = _set(chosen, event, "hits", list(event.hits))

    def hits(names: list[str]) -> dict[str, object]:
        points = {name: plan.indicator(name).measure.kind == "percent" for name in names or event.hits}
        return {"hits": with_hits(event, points).hits}

    st.multiselect(
        text("Indicators it hits"), dict.fromkeys((*event.hits, *can_be_hit(plan))), key=key, on_change=_take(chosen, event, key, hits),
        format_func=lambda name: chosen.wording.name(plan.indicator(name).name), placeholder=text("Choose indicators"),
    )  # fmt: skip


def _size(chosen: Chosen, event: Event, name: str, where: st.delta_generator.DeltaGenerator) -> None:
    """Size of one hit."""
    figure = event.hits[name]
    points = figure.unit.kind == "points"
    key = _set(chosen, event, f"hit-{name}", float(figure.signed))

    def sized(size: float) -> dict[str, object]:
        return {"hits": {**event.hits, name: hit_of(round(float(size), 6), points=points)}}

    unit = chosen.wording.text("points") if points else "%"
    title = f"{chosen.wording.name(chosen.plan.indicator(name).name)}, {unit}"
    where.number_input(plain(title), *HIT, step=1.0, format="%g", key=key, on_change=_take(chosen, event, key, sized))


def _why(chosen: Chosen, each: Event | Delay) -> None:
    """What it rests on: its kind and source as they are, its note to be changed."""
    text, basis = chosen.wording.text, each.basis or Basis()
    key = _set(chosen, each, "basis", basis.note or "")
    kind = text("Assumption") if basis.kind == "assumption" else text("From a document")

    def noted(note: str) -> dict[str, object]:
        return {"basis": basis.model_copy(update={"note": note.strip() or None})}

    st.text_input(
        label(text("What it rests on ({kind})", kind=kind)), key=key, on_change=_take(chosen, each, key, noted), max_chars=MAX_TEXT // 4,
        placeholder=text("Who says so, what it rests on"),
    )  # fmt: skip
    if basis.source is not None:
        evidence(chosen.plan, "", [basis.source], chosen.wording)
