"""The three checks of one target side by side, never mixed into one score: pace, precedent, chance."""

import math
from collections.abc import Mapping
from functools import partial
from typing import Final

import streamlit as st

from forecast import checkwords, tables
from forecast.chances import SuchTargets
from forecast.chancewords import MARGIN, class_held, how_such
from forecast.checkwords import elsewhere_text
from forecast.precedent import FARTHEST
from forecast.precedentproof import Elsewhere, Seen
from forecast.precedentwords import how_often
from forecast.proof import Ground, What, by_own_pace
from forecast.reference import Distribution
from forecast.ui.chosen import Chosen
from forecast.ui.lever import growth_text
from forecast.ui.live.items import elsewhere
from forecast.ui.proof import Origin, origin_of, prove_popover
from forecast.ui.shelf import classes
from forecast.ui.shown import plain
from forecast.wording import AROUND, FAMILIES, N_, PACES, PASTS

BEST: Final[Mapping[Elsewhere, str]] = {
    "median": N_("The middle of them, a year"),
    "p90": N_("The best tenth, a year from"),
}
"""Names of the growth elsewhere that is shown."""


def draw(chosen: Chosen, ground: Ground, *, below: bool = False) -> None:
    """Draw the checks of a target that can be judged; `below` a heading of its own where there are several targets."""
    head = st.subheader if below else st.header
    checks = {N_("Pace"): _pace, N_("Precedent"): _precedent, N_("Chance"): _chance}
    for column, (title, check) in zip(st.columns(3, gap="medium"), checks.items(), strict=True):
        with column, st.container(gap="xsmall"):
            head(chosen.wording.text(title))
            check(chosen, ground)


def _verdict(words: str) -> None:
    st.markdown(f"**{plain(words)}**")


def _said(words: str) -> None:
    st.markdown(plain(words))


def _number(chosen: Chosen, ground: Ground, name: str, value: str, what: What) -> None:
    """One number of the assessment with its name; a click on it shows where it is from."""
    _row(chosen, ground, name, value, what, origin_of(ground, what, chosen.wording))


def _row(chosen: Chosen, ground: Ground, name: str, value: str, what: str, origin: Origin | None) -> None:
    key = f"{what}-{ground.needed.indicator}-{ground.needed.target}"
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(plain(name), width="content")
        if origin is None:
            st.markdown(plain(chosen.wording.text("not known") if value == "–" else value), width="content")
        else:
            prove_popover(chosen, origin, value, key)


def _pace(chosen: Chosen, ground: Ground) -> None:
    """Past growth against what is required."""
    wording, text, row, needed = chosen.wording, chosen.wording.text, ground.row, ground.needed
    status, past = row.pace_status, needed.past
    _verdict(text(PACES[status]) if status else text("not known"))
    if status is None and past is None:
        st.caption(plain(wording.reason("no_past_rate") or ""))
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
        share = wording.percent(row.distance_share, 0)
        _number(chosen, ground, text("Share of the way at the past pace"), share, "distance")
    _last_safe(chosen, ground)


def _last_safe(chosen: Chosen, ground: Ground) -> None:
    """When the best known pace has to begin at the latest."""
    text, row = chosen.wording.text, ground.row
    own = by_own_pace(ground)
    if row.last_safe == "year":
        name = text("Last year in which the past pace still comes in time")
        other = text("Last year in which the pace of the best tenth elsewhere still comes in time")
        _number(chosen, ground, name if own else other, str(row.last_safe_year), "last_safe")
    elif row.last_safe == "too_late":
        name = text("Even from the first year on, the past pace does not reach the target.")
        _said(
            name
            if own
            else text("Even from the first year on, the pace of the best tenth elsewhere does not reach the target.")
        )


def _precedent(chosen: Chosen, ground: Ground) -> None:
    """What such indicators did elsewhere."""
    wording, text = chosen.wording, chosen.wording.text
    chance, seen = ground.row.chance, ground.row.precedent
    if seen is None:
        _verdict(text("not known"))
        reason = chance.precedent_reason if chance is not None else "not_computed"
        st.caption(plain(wording.reason(reason) or ""))
        return
    _verdict(how_often(wording, seen))
    told = checkwords.seen_of(ground, classes())
    if told is None:
        return
    past = f", {text(PASTS[seen.such_past])}" if seen.such_past else ""
    _spans(chosen, told, text("Spans of {years} years", years=seen.horizon), told.such or told.windows)
    st.caption(plain(f"{_family(chosen, seen.family)}{past}"))
    share = wording.most(seen.share_behind, FARTHEST)
    behind = partial(checkwords.behind_text, told, wording)
    _row(chosen, ground, text("Behind what is required"), share, "behind", behind)
    if told.such is not None:
        _spans(chosen, told, text("All spans, whatever their past"), told.windows)
    _best(chosen, told)
    if seen.own_share is not None:
        name, own = text("This place's own spans behind it"), partial(checkwords.own_text, told, wording)
        _row(chosen, ground, name, wording.percent(seen.own_share, 0), "own_behind", own)
    _around(chosen, told)


def _spans(chosen: Chosen, told: Seen, name: str, windows: Distribution) -> None:
    """How many spans there are."""
    origin = partial(checkwords.spans_text, told, windows, chosen.wording)
    what = "all-spans" if told.such is not None and windows is told.windows else "spans"
    _row(chosen, told.ground, name, chosen.wording.number(windows.n_windows), what, origin)


def _around(chosen: Chosen, told: Seen) -> None:
    """Growth of the surroundings, where growth beyond it is compared."""
    wording, text = chosen.wording, chosen.wording.text
    growth, known = told.precedent.surroundings, told.precedent.surroundings_from
    if growth is None or known is None:
        return
    rate, origin = wording.percent(math.expm1(growth)), partial(checkwords.around_text, told, wording)
    _row(chosen, told.ground, text("Growth of the surroundings"), rate, "around", origin)
    compared = text(
        "Compared is growth beyond that of the surroundings in the same years, for these are current prices."
    )
    st.caption(plain(f"{compared} {text(AROUND[known], growth=rate)}"))


def _family(chosen: Chosen, family: str) -> str:
    return chosen.wording.text(FAMILIES.get(family.partition("/")[0], family))


def _best(chosen: Chosen, told: Seen) -> None:
    """The middle and the best tenth of the class, as growth of this indicator."""
    wording, ground = chosen.wording, told.ground
    found = elsewhere(ground.indicator, ground.needed, told.precedent)
    for which, name in BEST.items():
        value = found.get(which)
        if value is not None:
            label = growth_text(value, ground.indicator, wording)
            _row(chosen, ground, wording.text(name), label, which, partial(elsewhere_text, told, which, wording))


def _chance(chosen: Chosen, ground: Ground) -> None:
    """How likely the target is under this scenario, and as history goes."""
    wording, text, row = chosen.wording, chosen.wording.text, ground.row
    if row.p_attain is None:
        _verdict(text("not known"))
        st.caption(plain(wording.reason(row.chance_reason) or ""))
    else:
        _verdict(wording.likelihood(row.p_attain))
        _number(chosen, ground, text("Chance under this scenario"), wording.chance(row.p_attain), "p_attain")
        st.caption(text("With the growth of this scenario as the middle: above and below are equally likely."))
        _by_some_year(chosen, ground)
        st.caption(text("Disasters and other breaks are not in these chances; add them to the scenario as events."))
    _by_history(chosen, ground)
    _held(chosen, ground)
    if (
        row.attained == "attained"
        and row.gap == 0
        and ground.needed.comparator == "="
        and ground.indicator.law != "hold"
    ):
        st.caption(text("A path that just reaches its target is a coin toss: half of all outcomes fall short."))


def _held(chosen: Chosen, ground: Ground) -> None:
    """What is to be known where bands of the class held too little or too much."""
    wording, tried = chosen.wording, ground.row.chance.tried if ground.row.chance is not None else None
    if tried is not None and (warned := class_held(tried, wording)):
        st.caption(plain(f"⚠ {warned}"))
        name, origin = (
            wording.text("Held by bands meant for 80%"),
            partial(checkwords.held_text, ground, tried, wording),
        )
        _row(chosen, ground, name, wording.percent(tried.in80, 0), "held", origin)


def _by_some_year(chosen: Chosen, ground: Ground) -> None:
    """Chance that the target is reached in its year or before, which is another question; and how exact draws are."""
    wording, text = chosen.wording, chosen.wording.text
    chance, year = ground.row.chance, ground.needed.year
    if chance is None or chance.p_by is None or year is None:
        return
    if ground.indicator.law == "flow":
        st.caption(text("That is for every year of the plan, not for one of them."))
    elif ground.indicator.law not in ("total", "hold"):
        st.caption(text("That is for {year} itself.", year=year))
        name, by = text("In {year} or some year before", year=year), chance.p_by[year - ground.plan.base_year - 1]
        _row(chosen, ground, name, wording.chance(by), "p_by", partial(checkwords.by_text, ground, wording))
    if chance.error:
        margin = partial(checkwords.margin_text, ground, chosen.study.draws, wording)
        points = wording.number(100 * MARGIN * chance.error, 2)
        _row(chosen, ground, text("Give or take, in points"), points, "margin", margin)


def _by_history(chosen: Chosen, ground: Ground) -> None:
    """Chance by the indicator's own past and its class, and how often such targets were reached."""
    wording, text, row = chosen.wording, chosen.wording.text, ground.row
    if row.p_reference is None:
        reason = row.chance.reference_reason if row.chance is not None else None
        if reason is not None:
            st.caption(plain(text("By history: not known, {reason}.", reason=wording.reason(reason))))
        return
    _number(chosen, ground, text("As its past and such indicators go"), wording.chance(row.p_reference), "p_reference")
    st.caption(plain(wording.likelihood(row.p_reference)))
    if row.chance is not None and row.chance.such is not None:
        _such(chosen, ground, row.chance.such)


def _such(chosen: Chosen, ground: Ground, such: SuchTargets) -> None:
    """How often targets that asked for as much beyond the past were reached."""
    wording, text = chosen.wording, chosen.wording.text
    st.caption(plain(how_such(such, wording)))
    reached, asked = (partial(words, ground, such, wording) for words in (checkwords.such_text, checkwords.asked_text))
    _row(chosen, ground, text("Reached of such targets"), wording.percent(such.reached, 0), "such", reached)
    points = 100 * such.beyond if such.scale == "log" else such.beyond
    _row(chosen, ground, text("Points beyond the past"), wording.number(points, 2), "asked", asked)
