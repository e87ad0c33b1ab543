"""The growth of one indicator as the reader sets it: slider, typed number, buttons, and the note of what was changed."""

import math
from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from forecast import tables
from forecast.assessment import Assessment
from forecast.errors import FigureError
from forecast.figures import read_figure
from forecast.growth import mean_rate
from forecast.plan import Indicator
from forecast.requirement import Requirement
from forecast.ui import state
from forecast.ui.inputs import Chosen
from forecast.ui.shown import plain
from forecast.wording import N_, Wording

STEPS: Final = 400
"""Positions of a slider at most."""
TITLES: Final = {"stated": N_("As stated"), "required": N_("As required"), "past": N_("As in the past")}
AMOUNTS: Final = ("flow", "total")
"""Laws whose lever is a yearly amount."""


def draw(chosen: Chosen, indicator: Indicator, row: Assessment) -> None:
    """Draw the lever of an indicator, or say why it has none."""
    text = chosen.wording.text
    if indicator.id not in chosen.shelf.movable:
        st.caption(
            text(
                "This indicator has no growth of its own to move: its base is not known, or it is held or computed from others."
            )
        )
        return
    marks = _marks(row.requirement)
    start = current(indicator, row)
    if start is None:
        st.caption(text("Under this scenario the indicator has no path of its own; move the slider to give it one."))
        start = next((marks[name] for name in ("required", "stated", "past") if name in marks), 0.0)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        _slider(chosen.wording, indicator, start, list(marks.values()))
    with right:
        _typed(chosen.wording, indicator, start)
    if message := st.session_state.pop("typed_error", None):
        st.error(plain(message))
    _buttons(chosen.wording, indicator, marks)


def _buttons(wording: Wording, indicator: Indicator, marks: dict[str, float]) -> None:
    """Growth as stated, as required, as in the past, and the way back to the scenario."""
    name = indicator.id
    with st.container(horizontal=True):
        for kind, title in TITLES.items():
            value = marks.get(kind)
            shown = "–" if value is None else growth_text(value, indicator, wording)
            to = partial(state.change, name, value)
            st.button(
                plain(f"{wording.text(title)}: {shown}"), key=f"{kind}-{name}", disabled=value is None, on_click=to
            )
        back, unchanged = partial(state.change, name, None), name not in state.changed()
        title = wording.text("Back to the scenario")
        st.button(title, key=f"back-{name}", disabled=unchanged, on_click=back, type="tertiary")


def say_changes(chosen: Chosen) -> None:
    """Note all changed growth against the scenario, with the way back."""
    text, rates, plan = chosen.wording.text, state.changed(), chosen.plan
    if not rates:
        return
    names = [
        f"{chosen.wording.name(plan.indicator(name).name)} ({growth_text(value, plan.indicator(name), chosen.wording)})"
        for name, value in rates.items()
    ]
    st.info(plain(text("Changed against the scenario: {what}", what="; ".join(names))))
    st.button(text("Undo all changes"), key="undo", on_click=rates.clear)


def growth_text(value: float, indicator: Indicator, wording: Wording) -> str:
    """A growth as the lever holds it, in words: per cent, points or units, or the yearly amount."""
    if indicator.law == "compound":
        return tables.pace_text(value / 100, None, None, indicator, wording)
    points, flow = (None, value) if indicator.law in AMOUNTS else (value, None)
    return tables.pace_text(None, points, flow, indicator, wording)


def current(indicator: Indicator, row: Assessment) -> float | None:
    """Growth of the path shown, as the lever holds it: the one that was set, else the mean of the scenario's path."""
    if (changed := state.changed().get(indicator.id)) is not None:
        return changed
    levels = [level for level in row.path if level is not None]
    if not levels or row.path[-1] is None:
        return None
    if indicator.law == "flow":
        return round(levels[-1], 10)
    n_years = len(row.path) - 1
    if indicator.law == "total":
        return round(levels[-1] / n_years, 10)
    if indicator.law == "compound":
        return round(100 * float(mean_rate(levels[0], levels[-1], n_years)), 10) if min(levels) > 0 else None
    return round((levels[-1] - levels[0]) / n_years, 10)


def _marks(needed: Requirement) -> dict[str, float]:
    """Growth that the slider can be set to at once: stated, required, past."""
    past = needed.past
    found = {
        "stated": _percent(needed.stated_rate) if needed.law == "compound" else None,
        "required": needed.required_flow if needed.law in AMOUNTS else _percent(needed.required_rate),
        "past": None if past is None else past.flow if needed.law in AMOUNTS else _percent(past.rate),
    }
    if needed.law in ("linear", "logit"):
        found["required"] = needed.required_points
        found["past"] = None if past is None else past.points
    return {name: round(value, 10) for name, value in found.items() if value is not None}


def _percent(rate: float | None) -> float | None:
    return None if rate is None else 100 * rate


def options(indicator: Indicator, values: Sequence[float]) -> list[float]:
    """Positions of a slider: a round grid around the growth that matters, and the exact values themselves."""
    low, high = (-5.0, 20.0) if indicator.law == "compound" else (-2.0, 5.0)
    counted = indicator.measure.kind != "percent" and indicator.law == "linear"
    if indicator.law in AMOUNTS or counted:
        low, high = 0.0, 2 * max([abs(value) for value in values if value] or [1.0])
    low, high = min([low, *(1.2 * value for value in values)]), max([high, *(1.2 * value for value in values)])
    step = 0.1 if indicator.law == "compound" or indicator.measure.kind == "percent" else 0.0
    if step == 0.0 or (high - low) / step > STEPS:
        step = _round_step((high - low) / STEPS)
    grid = [round(step * at, 10) for at in range(math.floor(low / step), math.ceil(high / step) + 1)]
    return sorted({*grid, *(round(value, 10) for value in values)})


def _round_step(least: float) -> float:
    """Smallest of 1, 2, 5 times a power of ten that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return float(next(step * power for step in (1, 2, 5, 10) if step * power >= least))


def _positions(indicator: Indicator, start: float, marks: list[float]) -> list[float]:
    """Positions that stay the same while the reader moves among them: new values only widen them, so the slider keeps its focus."""
    key = f"seen-{st.session_state['plan']}-{indicator.id}"
    seen: list[float] = st.session_state.setdefault(key, [])
    known = options(indicator, [*marks, *seen])
    if start in known:
        return known
    st.session_state[key] = [*seen[-20:], start]
    return options(indicator, [*marks, *st.session_state[key]])


def _unit(indicator: Indicator, wording: Wording) -> str:
    if indicator.law == "compound":
        return wording.text("% a year")
    if indicator.measure.kind == "percent" and indicator.law not in AMOUNTS:
        return wording.text("points a year")
    unit = wording.unit(indicator)
    return unit if "năm" in indicator.measure.per else wording.text("{amount} a year", amount=unit).strip()


def _slider(wording: Wording, indicator: Indicator, start: float, marks: list[float]) -> None:
    key, unit = f"slide-{indicator.id}", _unit(indicator, wording)
    positions = _positions(indicator, start, marks)
    st.session_state[key] = min(positions, key=lambda position: abs(position - start))

    def moved() -> None:
        state.change(indicator.id, float(st.session_state[key]))

    def shown(value: float) -> str:
        digits = (1 if round(value, 1) == value else 2) if indicator.law not in AMOUNTS else None
        return f"{wording.number(value if digits else round(value, 2), digits)} {unit}"

    title = wording.text("Yearly amount") if indicator.law in AMOUNTS else wording.text("Growth, {unit}", unit=unit)
    st.select_slider(plain(title), positions, key=key, on_change=moved, format_func=shown)


def _typed(wording: Wording, indicator: Indicator, start: float) -> None:
    """A number typed by the reader, in the marks of the language shown."""
    key = f"typed-{indicator.id}"

    def entered() -> None:
        written = st.session_state[key].strip().removesuffix("%").strip()
        if not written:
            return
        try:
            value = read_figure(written, wording.language).value
        except FigureError as error:
            st.session_state["typed_error"] = wording.error(error)
            return
        low, high = state.COMPOUND if indicator.law == "compound" else (-state.RATE_LIMIT, state.RATE_LIMIT)
        if not low <= value <= high:
            given, ends = wording.number(value), [wording.number(end) for end in (low, high)]
            message = wording.text("{value} lies outside {low} … {high}", value=given, low=ends[0], high=ends[1])
            st.session_state["typed_error"] = message
            return
        state.change(indicator.id, value)
        st.session_state[key] = ""

    st.text_input(
        wording.text("or type a number"),
        key=key,
        on_change=entered,
        placeholder=wording.number(round(start, 2)),
        max_chars=30,
    )
