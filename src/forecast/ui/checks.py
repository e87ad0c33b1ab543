"""The three checks of one target side by side, never mixed into one score: pace, precedent, chance."""

import streamlit as st

from forecast import tables
from forecast.proof import Ground, What
from forecast.ui.inputs import Chosen
from forecast.ui.proof import prove_popover
from forecast.ui.shown import plain
from forecast.wording import PACES, Wording


def draw(chosen: Chosen, ground: Ground) -> None:
    """Draw the checks of a target that can be judged."""
    for column, check in zip(st.columns(3, gap="medium"), (_pace, _precedent, _chance), strict=True):
        with column:
            check(chosen, ground)


def _number(chosen: Chosen, ground: Ground, name: str, value: str, what: What) -> None:
    """One number with its name; a click on it shows where it is from."""
    key = f"{what}-{ground.needed.indicator}-{ground.needed.target}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(plain(name), width="content")
        if value == "–":
            st.markdown(plain(chosen.wording.text("not known")), width="content")
        else:
            prove_popover(chosen, ground, what, value, key)


def _verdict(words: str) -> None:
    st.markdown(f"**{plain(words)}**")


def _pace(chosen: Chosen, ground: Ground) -> None:
    """Past growth against what is required."""
    wording, text, row, needed = chosen.wording, chosen.wording.text, ground.row, ground.needed
    st.subheader(text("Pace"))
    status = row.pace_status
    _verdict(text(PACES[status]) if status else text("not known"))
    if status is None and needed.past is None:
        st.caption(plain(wording.reason("no_past_rate") or ""))
    past = needed.past
    grown = tables.pace_text(past.rate, past.points, past.flow, ground.indicator, wording) if past else "–"
    _number(
        chosen, ground, text("Required a year"), tables.required_text(needed, ground.indicator, wording), "required"
    )
    _number(chosen, ground, text("Past growth"), grown, "past")
    if needed.stated_rate is not None:
        _number(chosen, ground, text("Stated growth"), wording.percent(needed.stated_rate), "stated")
    if row.pace_ratio is not None:
        _number(chosen, ground, text("Past pace ÷ required pace"), wording.number(row.pace_ratio, 2), "pace")
    if row.distance_share is not None:
        _number(
            chosen,
            ground,
            text("Share of the way at the past pace"),
            wording.percent(row.distance_share, 0),
            "distance",
        )
    _last_safe(chosen, ground)


def _last_safe(chosen: Chosen, ground: Ground) -> None:
    """When the best known pace has to begin at the latest."""
    text, row = chosen.wording.text, ground.row
    if row.last_safe == "year":
        name = text("Last year in which the past pace still comes in time")
        _number(chosen, ground, name, str(row.last_safe_year), "last_safe")
    elif row.last_safe == "too_late":
        st.markdown(plain(text("Even from the first year on, the past pace does not reach the target.")))


def _precedent(chosen: Chosen, ground: Ground) -> None:
    """What such indicators did elsewhere."""
    text = chosen.wording.text
    st.subheader(text("Precedent"))
    _verdict(text("not known"))
    st.caption(plain(_unknown(chosen.wording)))


def _chance(chosen: Chosen, ground: Ground) -> None:
    """How likely the target is under this scenario, and as history goes."""
    text = chosen.wording.text
    st.subheader(text("Chance"))
    _verdict(text("not known"))
    st.caption(plain(_unknown(chosen.wording)))
    row = ground.row
    if (
        row.attained == "attained"
        and row.gap == 0
        and ground.needed.comparator == "="
        and ground.indicator.law != "hold"
    ):
        st.caption(text("A path that just reaches its target is a coin toss: half of all outcomes fall short."))


def _unknown(wording: Wording) -> str:
    return wording.reason("not_computed") or ""
