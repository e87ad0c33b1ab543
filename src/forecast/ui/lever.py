"""The growth of an indicator as a reader sets it: its marks, how far a slider reaches, its texts, and the note of what was changed."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import streamlit as st

from forecast import tables
from forecast.errors import Fault, FigureError
from forecast.growthwords import amount_of, growth_words, path_words, ways
from forecast.moving import AMOUNTS
from forecast.plan import Indicator
from forecast.requirement import Requirement
from forecast.typedgrowth import read_growth
from forecast.ui import state
from forecast.ui.chosen import Chosen
from forecast.ui.shown import plain
from forecast.wording import N_, Wording

STEPS: Final = 400
"""Positions of a slider at most."""
TITLES: Final = {"stated": N_("As stated"), "required": N_("As required"), "past": N_("As in the past")}


@dataclass(frozen=True, slots=True)
class Span:
    """How far a slider reaches, and the distance of its positions: per cent, points or units a year, or the yearly amount."""

    low: float
    high: float
    step: float


def buttons(wording: Wording, indicator: Indicator, marks: Mapping[str, float]) -> None:
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
    """Note all that is changed against the scenario, with the way back."""
    text, wording, plan, edits = chosen.wording.text, chosen.wording, chosen.plan, state.edits()
    if not edits:
        return
    said = {name: growth_words(value, plan.indicator(name), wording) for name, value in edits.rates.items()}
    said |= {name: text("year by year") for name in edits.years if name in plan.index}
    said |= {
        name: path_words(chosen.scenario.paths.get(name, ()), plan.indicator(name), wording)
        for name in edits.paths
        if name in plan.index
    }
    names = [f"{wording.name(plan.indicator(name).name)} ({growth})" for name, growth in said.items()]
    if n_others := sum(map(len, (edits.off, edits.hits, edits.late, edits.events, edits.delays))):
        names.append(text("events and delays: {n}", n=n_others))
    if edits.reasons:
        names.append(text("reasons: {n}", n=len(edits.reasons)))
    st.info(plain(text("Changed against the scenario: {what}", what="; ".join(names))))
    st.button(text("Undo all changes"), key="undo", on_click=state.forget)


def growth_text(value: float, indicator: Indicator, wording: Wording) -> str:
    """A growth as the lever holds it, in words: per cent, points or units, or the yearly amount."""
    if indicator.law == "compound":
        return tables.pace_text(value / 100, None, None, indicator, wording)
    points, flow = (None, value) if indicator.law in AMOUNTS else (value, None)
    return tables.pace_text(None, points, flow, indicator, wording)


def least_places(indicator: Indicator) -> int:
    """Decimal places a growth is shown with at least: one for rates and points, none for amounts and counts."""
    rate = indicator.law == "compound" or (indicator.measure.kind == "percent" and indicator.law not in AMOUNTS)
    return 1 if rate else 0


def rate_text(value: float, indicator: Indicator, wording: Wording) -> str:
    """A growth without its unit, with as many places as it has, two at most."""
    places = range(least_places(indicator), 2)
    return wording.number(value, next((digits for digits in places if abs(value - round(value, digits)) < 1e-9), 2))


def marks(needed: Requirement) -> dict[str, float]:
    """Growth that matters to the reader: stated, required, past."""
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


def span(indicator: Indicator, values: Iterable[float]) -> Span:
    """Round ends and a round step around the growth that matters."""
    values = list(values)
    low, high = (-5.0, 20.0) if indicator.law == "compound" else (-2.0, 5.0)
    counted = indicator.measure.kind != "percent" and indicator.law == "linear"
    if indicator.law in AMOUNTS or counted:
        low, high = 0.0, 2 * max([abs(value) for value in values if value] or [1.0])
    low, high = min([low, *(1.2 * value for value in values)]), max([high, *(1.2 * value for value in values)])
    step = 0.1 if indicator.law == "compound" or indicator.measure.kind == "percent" else 0.0
    if step == 0.0 or (high - low) / step > STEPS:
        step = _round_step((high - low) / STEPS)
    return Span(round(step * math.floor(low / step), 10), round(step * math.ceil(high / step), 10), step)


def _round_step(least: float) -> float:
    """Smallest of 1, 2, 5 times a power of ten that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return float(next(step * power for step in (1, 2, 5, 10) if step * power >= least))


def unit_text(indicator: Indicator, wording: Wording) -> str:
    """Unit of an indicator's growth."""
    if indicator.law == "compound":
        return wording.text("% a year")
    if indicator.measure.kind == "percent" and indicator.law not in AMOUNTS:
        return wording.text("points a year")
    unit = wording.unit(indicator)
    return unit if "năm" in indicator.measure.per else wording.text("{amount} a year", amount=unit).strip()


def read_typed(written: str, indicator: Indicator, wording: Wording) -> tuple[float | None, str]:
    """A growth typed by the reader, in the marks of the language shown; or what is wrong with it."""
    move = read_growth(written, indicator, wording, goals=False)
    if isinstance(move, Fault):
        return None, wording.fault(move)
    try:
        value = amount_of(move, indicator)
    except FigureError as error:
        return None, wording.error(error)
    if value is None:
        return None, wording.fault(
            Fault(code="growth_cell", params={"found": written, "allowed": ways(indicator, wording, goals=False)})
        )
    low, high = limits(indicator)
    if low <= value <= high:
        return value, ""
    given, ends = wording.number(value), [wording.number(end) for end in (low, high)]
    return None, wording.text("{value} lies outside {low} … {high}", value=given, low=ends[0], high=ends[1])


def limits(indicator: Indicator) -> tuple[float, float]:
    """Growth that a path may have."""
    return state.COMPOUND if indicator.law == "compound" else (-state.RATE_LIMIT, state.RATE_LIMIT)
