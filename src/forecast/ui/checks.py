"""The three checks of one target side by side, never mixed into one score: pace, precedent, chance."""

import math
from functools import partial

import streamlit as st

from forecast import tables
from forecast.chances import Precedent
from forecast.chancewords import class_held, how_such
from forecast.groundwords import ground_text
from forecast.precedent import FARTHEST
from forecast.precedentwords import how_often, share_behind
from forecast.proof import Ground, What, by_own_pace
from forecast.ui.chosen import Chosen
from forecast.ui.lever import growth_text
from forecast.ui.live.items import elsewhere
from forecast.ui.proof import prove_popover
from forecast.ui.shown import plain
from forecast.wording import AROUND, FAMILIES, N_, PACES, PASTS, Wording


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
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(plain(name), width="content")
        if value == "–":
            st.markdown(plain(chosen.wording.text("not known")), width="content")
        else:
            prove_popover(chosen, partial(ground_text, ground, what, chosen.wording), value, key)


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
    if row.chance is not None and (warned := class_held(row.chance.tried, wording)):
        st.caption(plain(f"⚠ {warned}"))
    if (
        row.attained == "attained"
        and row.gap == 0
        and ground.needed.comparator == "="
        and ground.indicator.law != "hold"
    ):
        st.caption(text("A path that just reaches its target is a coin toss: half of all outcomes fall short."))


def _by_some_year(chosen: Chosen, ground: Ground) -> None:
    """Chance that the target is reached in its year or before, which is another question; and how exact draws are."""
    chance, year, text = ground.row.chance, ground.needed.year, chosen.wording.text
    if chance is None or chance.p_by is None or year is None:
        return
    if ground.indicator.law == "flow":
        st.caption(text("That is for every year of the plan, not for one of them."))
    elif ground.indicator.law not in ("total", "hold"):
        ever = chosen.wording.chance(chance.p_by[year - ground.plan.base_year - 1])
        st.caption(
            plain(text("That is for {year} itself; in {year} or some year before: {chance}.", year=year, chance=ever))
        )
    if chance.error:
        made, points = chosen.wording.number(chosen.study.draws), chosen.wording.number(100 * chance.error, 1)
        st.caption(plain(text("From {n} draws: give or take {points} points.", n=made, points=points)))


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
        st.caption(plain(how_such(row.chance.such, wording)))
