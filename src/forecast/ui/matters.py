"""What matters most for an indicator: which assumption moves it most, computed when the part is opened."""

from functools import partial

import streamlit as st

from forecast import sensitivitywords as words
from forecast.proof import Ground
from forecast.sensitivity import Assumption, Sensitivity, sensitivity
from forecast.sensitivityproof import ENDS
from forecast.tornado import DARK, HIGH, LIGHT, LOW, TARGET, tornado_chart
from forecast.ui import proved
from forecast.ui.chosen import Chosen
from forecast.ui.proved import Cell, Table, number, said
from forecast.ui.shelf import classes
from forecast.ui.shown import is_dark, picture, plain
from forecast.wording import Wording


def draw(chosen: Chosen, ground: Ground) -> None:
    """Draw the part; closed at first."""
    title = chosen.wording.text("What matters most")
    opened = st.expander(title, key=f"matters-{ground.indicator.id}", on_change="rerun")
    if opened.open:
        with opened:
            _opened(chosen, ground)


def _opened(chosen: Chosen, ground: Ground) -> None:
    """Chart, table and how both were computed, under the scenario shown."""
    wording, text, plan, scenario = chosen.wording, chosen.wording.text, chosen.plan, chosen.scenario
    found = sensitivity(plan, scenario, ground.indicator.id, classes())
    st.markdown(plain(words.sentence(plan, found, wording)))
    if not found.assumptions:
        if found.level is not None:
            st.caption(plain(wording.reason(found.reason) or ""))
        return
    widest = words.named(plan, scenario, found.assumptions[0], wording)
    alt = text("Levels of {year} at both ends of each assumption; the widest: {name}", year=found.year, name=widest)
    picture(tornado_chart(plan, scenario, found, wording, DARK if is_dark() else LIGHT), alt)
    signs = {LOW: text("at the low end of the assumption"), HIGH: text("at its high end")}
    signs |= {TARGET: text("target")} if found.requirement.goal is not None else {}
    st.caption(" · ".join(plain(f"{sign} {name}") for sign, name in signs.items()))
    proved.draw(chosen, _table(ground, found, wording), "matters")
    how = text("How this was computed")
    st.markdown(f"**{plain(how)}**")
    st.markdown("\n".join(f"- {plain(line)}" for line in words.computed(plan, scenario, found, wording)))


def _table(ground: Ground, found: Sensitivity, wording: Wording) -> Table:
    """Every assumption with its numbers, which open where they are from."""
    cells = words.rows(ground.plan, ground.outcome.scenario, found, wording)
    rows = []
    for each, (name, _, low, high, swing, share, decides) in zip(found.assumptions, cells, strict=True):
        origins = [partial(words.end_text, ground, found, each, end, wording) for end in ENDS]
        swung = partial(words.swing_text, ground, each, wording)
        shared = None if each.share is None else partial(words.share_text, ground, found, each, wording)
        row = [said(name), _growth(ground, found, each, wording), number(low, origins[0]), number(high, origins[1])]
        rows.append([*row, number(swing, swung), number(share, shared), said(decides)])
    heads = [wording.text(head) for head in words.HEADS]
    return Table(title=wording.text("What matters most"), heads=heads, rows=rows, numbers=1)


def _growth(ground: Ground, found: Sensitivity, each: Assumption, wording: Wording) -> Cell:
    """Growth at both ends, each with its proof."""
    ends = words.moved_ends(each, wording)
    if ends is None:
        return said(words.moved(each, wording))
    low, high = (partial(words.growth_text, ground, found, each, end, wording) for end in ENDS)
    return Cell(parts=((ends[0], low), ("…", None), (ends[1], high), (wording.text("points"), None)))
