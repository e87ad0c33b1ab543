"""A new event or delay of a scenario: filled in, every fault said at once, then a change like the others."""

from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from forecast.changes import HIT, MAX_DELAY, hit_of
from forecast.eventchanges import can_be_hit, can_be_late, chance_of, with_delay, with_event
from forecast.plan import Plan
from forecast.scenario import Basis, Delay, Event
from forecast.sourced import Names, Source
from forecast.ui import state
from forecast.ui.chosen import Chosen
from forecast.ui.shown import plain
from forecast.wording import N_
from forecast.workspace import free_id

KINDS: Final = {"event": N_("An event"), "delay": N_("A delay")}
RECOVERS: Final = range(21)
"""Years in which a loss can be made good, none for never."""
BASES: Final = {"assumption": N_("Assumption"), "document": N_("From a document")}
PREFIX: Final = "new-event-"
LONGEST: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What was filled in, as the widgets have it."""

    kind: str
    name: str
    indicators: tuple[str, ...]
    size: float | None
    year: int
    chance: float | None
    recovers: int
    late: int
    basis: str
    note: str
    document: str | None
    page: str
    quote: str

    @property
    def why(self) -> Basis:
        """What it rests on."""
        cited = self.basis == "document"
        source = (
            Source.model_validate({"document": self.document, "page": self.page, "quote": self.quote})
            if cited
            else None
        )
        return Basis(kind="document" if cited else "assumption", note=self.note, source=source)

    def event(self, name: str, plan: Plan, names: Names) -> Event:
        """The event, with the id `name`."""
        points = {each: plan.indicator(each).measure.kind == "percent" for each in self.indicators}
        hits = {each: hit_of(self.size or 0.0, points=points[each]) for each in self.indicators}
        bare = Event.model_validate({"id": name, "year": self.year, "hits": hits, "basis": self.why, "name": names})
        return bare.model_copy(update={"chance": chance_of(self.chance), "recovers": self.recovers or None})

    def delay(self, name: str, names: Names) -> Delay:
        """The delay, with the id `name`."""
        return Delay.model_validate(
            {"id": name, "years": str(self.late), "of": self.indicators, "basis": self.why, "name": names}
        )

    def faults(self) -> list[str]:
        """Everything that is still missing."""
        found = [] if self.name else [N_("Give it a name.")]
        found += [] if self.indicators else [N_("Choose at least one indicator.")]
        found += [N_("Say how large it is.")] if self.kind == "event" and not self.size else []
        found += [] if self.note else [N_("Say what it rests on.")]
        cited = [self.document, self.page, self.quote]
        if self.basis == "document" and not all(cited):
            found.append(N_("Name the document, the page and the words it is from."))
        return found


def draw(chosen: Chosen) -> None:
    """Draw the form of a new event or delay."""
    text = chosen.wording.text
    with st.expander(text("Add an event or a delay")):
        _stay(chosen)
        kind = st.segmented_control(
            text("What is added"), list(KINDS), key=f"{PREFIX}kind", format_func=lambda each: text(KINDS[each]),
            required=True, label_visibility="collapsed",
        )  # fmt: skip
        with st.form("new-event", border=False):
            _fields(chosen, kind or "event")
            st.form_submit_button(text("Add"), type="primary", on_click=_add, args=(chosen,))
        if faults := st.session_state.pop(f"{PREFIX}faults", None):
            st.error("\n".join(f"- {plain(text(each))}" for each in faults))


def _stay(chosen: Chosen) -> None:
    """Keep what was chosen when the language changes; at other times the browser holds what is chosen in the form and not sent yet."""
    state.settle(f"{PREFIX}kind", KINDS, "event")
    if st.session_state.get("event_form_in") == chosen.wording.language:
        return
    st.session_state["event_form_in"] = chosen.wording.language
    state.settle(f"{PREFIX}basis", BASES, "assumption")
    state.settle(f"{PREFIX}recovers", RECOVERS, 0)
    for kind, names in (("event", can_be_hit(chosen.plan)), ("delay", can_be_late(chosen.plan))):
        state.stay(f"{PREFIX}indicators-{kind}", names)


def _fields(chosen: Chosen, kind: str) -> None:
    text, plan = chosen.wording.text, chosen.plan
    names = can_be_hit(plan) if kind == "event" else can_be_late(plan)
    st.text_input(text("Name"), key=f"{PREFIX}name", max_chars=LONGEST)
    st.multiselect(
        text("Indicators it hits") if kind == "event" else text("What is late"), names, key=f"{PREFIX}indicators-{kind}",
        format_func=lambda name: chosen.wording.name(plan.indicator(name).name), placeholder=text("Choose indicators"),
    )  # fmt: skip
    if kind == "delay":
        st.number_input(text("Years late"), 1, MAX_DELAY, value=1, step=1, key=f"{PREFIX}late")
    else:
        _event_fields(chosen)
    left, right = st.columns([1, 3])
    left.selectbox(text("Basis"), list(BASES), key=f"{PREFIX}basis", format_func=lambda each: text(BASES[each]))
    right.text_input(
        text("What it rests on"), key=f"{PREFIX}note", max_chars=500, placeholder=text("Who says so, what it rests on")
    )
    if plan.sources:
        st.caption(text("If it is from a document of the plan, where it stands there:"))
        columns = st.columns([2, 1, 3])
        columns[0].selectbox(
            text("Document it is from"), list(plan.sources), index=None, key=f"{PREFIX}document", placeholder="–",
            format_func=lambda name: plan.sources[name].title,
        )  # fmt: skip
        columns[1].text_input(text("Page"), key=f"{PREFIX}page", max_chars=20)
        columns[2].text_input(text("Words it is from"), key=f"{PREFIX}quote", max_chars=500)


def _event_fields(chosen: Chosen) -> None:
    text = chosen.wording.text
    columns = st.columns(4)
    columns[0].number_input(
        text("Size, % (of percentages: points)"), *HIT, value=None, step=1.0, format="%g", key=f"{PREFIX}size", placeholder="-10"
    )  # fmt: skip
    columns[1].selectbox(text("Year of the event"), chosen.plan.years[1:], key=f"{PREFIX}year")
    columns[2].number_input(
        text("Chance, %"), 0.0, 100.0, value=None, step=5.0, format="%g", key=f"{PREFIX}chance", placeholder=text("empty: certain")
    )  # fmt: skip
    columns[3].selectbox(
        text("Made good"), RECOVERS, key=f"{PREFIX}recovers",
        format_func=lambda years: text("in {n} years", n=years) if years else text("never: for good"),
    )  # fmt: skip


def _given(name: str, otherwise: Any = None) -> Any:
    """Value of a field; `otherwise` where it is empty or not asked for."""
    value = st.session_state.get(f"{PREFIX}{name}")
    value = " ".join(value.split()) if isinstance(value, str) else value
    return otherwise if value is None else value


def _add(chosen: Chosen) -> None:
    """Add what was filled in, or keep what is wrong with it; the fields keep what was typed in them."""
    kind = str(_given("kind", "event"))
    filled = Filled(
        kind=kind, name=_given("name", ""), indicators=tuple(_given(f"indicators-{kind}", ())), size=_given("size"),
        year=int(_given("year", chosen.plan.years[1])), chance=_given("chance"), recovers=int(_given("recovers", 0)),
        late=int(_given("late", 1)), basis=str(_given("basis", "assumption")), note=_given("note", ""), document=_given("document"),
        page=_given("page", ""), quote=_given("quote", ""),
    )  # fmt: skip
    session = st.session_state
    session[f"{PREFIX}faults"] = faults = filled.faults()
    if faults:
        return
    shown, edits = chosen.shelf.scenarios[chosen.scenario.id], state.edits()
    taken = {*(each.id for each in shown.events), *(each.id for each in shown.delays), *edits.events, *edits.delays}
    name = free_id(filled.name, taken, kind)
    names = Names.model_validate({"vi": filled.name, "en": filled.name if chosen.wording.language == "en" else None})
    if kind == "delay":
        state.put(with_delay(edits, filled.delay(name, names), shown))
    else:
        state.put(with_event(edits, filled.event(name, chosen.plan, names), shown))
    for field in [key for key in session if str(key).startswith(PREFIX) and key != f"{PREFIX}kind"]:
        del session[field]
