"""The three checks of one target side by side, never mixed into one score: pace, precedent, chance."""

import math

import streamlit as st

from forecast import tables
from forecast.chances import Precedent
from forecast.precedent import FARTHEST
from forecast.precedentwords import how_often, share_behind
from forecast.proof import Ground, What, by_own_pace
from forecast.reference import BaseRate, ReferenceClass
from forecast.ui.chosen import Chosen
from forecast.ui.lever import growth_text
from forecast.ui.live.items import elsewhere
from forecast.ui.proof import prove_popover
from forecast.ui.shelf import classes
from forecast.ui.shown import plain
from forecast.wording import AROUND, FAMILIES, N_, PACES, PASTS, Wording

HELD = (0.7, 0.9)
"""Share of outcomes that a band of 80 of 100 may hold before its class is said to fall short."""
FEW_POINTS = 2
"""Values that a ward's plan knows of the past, for which the classes were tried."""


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
    """One number with its name; a click on it shows where it is from."""
    key = f"{what}-{ground.needed.indicator}-{ground.needed.target}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(plain(name), width="content")
        if value == "–":
            st.markdown(plain(chosen.wording.text("not known")), width="content")
        else:
            prove_popover(chosen, ground, what, value, key)


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
    past = f", {text(PASTS[seen.such_past])}" if seen.such_past else ""
    family, n_spans = _family(chosen, seen.family), wording.number(seen.n_such or seen.n_windows)
    spans = text("{n} spans of {years} years: {family}", n=n_spans, years=seen.horizon, family=family)
    _said(spans + past)
    share = wording.most(share_behind(seen), FARTHEST)
    _said(text("The required growth is beyond that of {share} of them.", share=share))
    if seen.n_such is not None:
        _said(text("All {n} spans, whatever their past:", n=wording.number(seen.n_windows)))
    _best(chosen, ground, seen)
    if seen.own_share is not None:
        _said(text("Of this place's own spans, {share} fell behind it.", share=wording.percent(seen.own_share, 0)))
    if seen.surroundings is not None and seen.surroundings_from is not None:
        st.caption(plain(_around(wording, seen.surroundings, seen.surroundings_from)))
    _shortfall_of_class(chosen, seen)


def _around(wording: Wording, growth: float, known: str) -> str:
    """What the surroundings are taken to grow, and how that is known."""
    said = wording.text(AROUND[known], growth=wording.percent(math.expm1(growth), 1))
    head = wording.text(
        "Compared is growth beyond that of the surroundings in the same years, for these are current prices."
    )
    return f"{head} {said}"


def _family(chosen: Chosen, family: str) -> str:
    return chosen.wording.text(FAMILIES.get(family.partition("/")[0], family))


def _best(chosen: Chosen, ground: Ground, seen: Precedent) -> None:
    """The middle and the best tenth of the class, as growth of this indicator."""
    text, found = chosen.wording.text, elsewhere(ground.indicator, ground.needed, seen)
    for name, words in (
        ("median", text("The middle of them: {growth} a year")),
        ("p90", text("The best tenth: {growth} a year or more")),
    ):
        value = found.get(name)
        if value is not None:
            _said(words.format(growth=growth_text(value, ground.indicator, chosen.wording)))


def _shortfall_of_class(chosen: Chosen, seen: Precedent) -> None:
    """Where the bands of the class are known to have held too little, or too much."""
    found = classes().classes.get(seen.family)
    tried = None if found is None else found.covered(FEW_POINTS)
    if tried is not None and not HELD[0] <= tried.in80 <= HELD[1]:
        held = chosen.wording.number(100 * tried.in80, 0)
        said = chosen.wording.text(
            "Tried on real histories, bands meant for 80 of 100 outcomes held {held} in this class.", held=held
        )
        st.caption(plain(f"⚠ {said}"))


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
        st.caption(text("Disasters and other breaks are not in these chances; add them to the scenario as events."))
    _by_history(chosen, ground)
    if (
        row.attained == "attained"
        and row.gap == 0
        and ground.needed.comparator == "="
        and ground.indicator.law != "hold"
    ):
        st.caption(text("A path that just reaches its target is a coin toss: half of all outcomes fall short."))


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
    found = classes().find(ground.indicator.reference_class)
    if isinstance(found, ReferenceClass) and (rate := _base_rate(found, ground)) is not None:
        share, cases = wording.number(100 * rate.reached, 0), wording.number(rate.cases)
        words = text(
            "Of targets {added} points in all from the past gain, {share} in 100 were reached ({cases} cases)."
        )
        if found.scale == "log":
            words = text(
                "Of targets {added} points a year from the past rate, {share} in 100 were reached ({cases} cases)."
            )
        points = rate.added if found.scale == "logit" else 100 * rate.added
        added = ("+" if points >= 0 else "") + wording.number(points)
        st.caption(plain(words.format(added=added, share=share, cases=cases)))


def _base_rate(found: ReferenceClass, ground: Ground) -> BaseRate | None:
    """How often targets were reached that asked for as much beyond the past; the nearest of those tried."""
    needed, past = ground.needed, ground.needed.past
    if past is None or not found.base_rates:
        return None
    sense = -1 if ground.indicator.better == "lower" else 1
    if found.scale == "log":
        rates = needed.required_rate, past.rate
        beyond = None if rates[0] is None or rates[1] is None else sense * (rates[0] - rates[1])
    else:
        beyond = _gain_beyond(ground, sense)
    return None if beyond is None else min(found.base_rates, key=lambda rate: abs(rate.added - beyond))


def _gain_beyond(ground: Ground, sense: int) -> float | None:
    """Points that the target asks for beyond what as many years of the past would gain; a loss goes on for nobody."""
    needed, past = ground.needed, ground.needed.past
    if past is None or past.points is None or needed.required_points is None or needed.year is None:
        return None
    n_years = needed.year - ground.plan.base_year
    return n_years * (sense * needed.required_points - max(sense * past.points, 0.0))
