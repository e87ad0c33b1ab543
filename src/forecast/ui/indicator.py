"""One indicator: its growth on a slider with its chart, the three checks of each target, history, and every figure's source."""

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import streamlit as st

from forecast import tables
from forecast.assessment import Assessment
from forecast.charts import BANDS
from forecast.groundwords import band_text, ground_text, level_text
from forecast.plan import Indicator
from forecast.proof import Ground
from forecast.requirement import Requirement
from forecast.sourced import Sourced
from forecast.ui import assumptions, checks, families, lever, live, matters, onward, proved
from forecast.ui.chosen import Chosen
from forecast.ui.proof import Origin, prove_dialog
from forecast.ui.proved import Cell, Table, number, said
from forecast.ui.shown import evidence, plain
from forecast.wording import RANKS, Wording


def draw(chosen: Chosen) -> None:
    """Draw the page of one indicator."""
    indicator = _choose(chosen)
    if indicator is None:
        st.info(chosen.wording.text("The plan has no indicator with a number."))
        return
    outcome = chosen.study.outcomes[0]
    grounds = [
        Ground(plan=chosen.plan, requirements=chosen.study.requirements, outcome=outcome, row=row)
        for row in outcome.assessments
        if row.requirement.indicator == indicator.id
    ]
    st.title(plain(tables.named(indicator, chosen.wording)))
    asked = live.sliders(chosen, [indicator.id], "indicator-live")
    _lever(chosen, indicator, grounds[0].row)
    if grounds[0].needed.assessable:
        onward.draw(chosen, "what-if", "briefing")
    families.draw_of(chosen, indicator)
    for ground in grounds:
        _standing(chosen, ground, len(grounds) > 1)
    assumptions.draw_of(chosen, indicator.id)
    matters.draw(chosen, grounds[0])
    _years(chosen, grounds[0])
    lever.say_changes(chosen)
    _sources(chosen, indicator, grounds[0].needed)
    if asked is not None:
        prove_dialog(chosen, partial(ground_text, grounds[0], asked[1], chosen.wording))


def _choose(chosen: Chosen) -> Indicator | None:
    wording, plan = chosen.wording, chosen.plan
    names = [indicator.id for indicator in plan.indicators if indicator.law != "status"]
    if not names:
        return None
    labels = {
        name: f"{plan.indicator(name).number or '·'}  {wording.name(plan.indicator(name).name)}" for name in names
    }
    name = st.selectbox(wording.text("Indicator"), names, key="indicator", format_func=labels.__getitem__)
    return plan.indicator(name)


def _lever(chosen: Chosen, indicator: Indicator, row: Assessment) -> None:
    """Growth to be set at once, or why there is none to set."""
    text = chosen.wording.text
    if indicator.id in chosen.shelf.movable:
        if row.path[-1] is None:
            st.caption(
                text("Under this scenario the indicator has no path of its own; move the slider to give it one.")
            )
        lever.buttons(chosen.wording, indicator, lever.marks(row.requirement))
        return
    st.caption(
        text(
            "This indicator has no growth of its own to move: its base is not known, or it is held or computed from others."
        )
    )


def _standing(chosen: Chosen, ground: Ground, several: bool) -> None:
    """Where the path lands against one target, and the three checks of it; with several targets each under its rank."""
    wording, text, needed = chosen.wording, chosen.wording.text, ground.needed
    if needed.target is None:
        st.caption(text("A context figure without a target."))
        return
    if several:
        st.header(plain(_titled(ground, wording)), divider="gray")
    if ground.row.reason is not None:
        st.info(plain(text("Cannot be judged: {reason}", reason=wording.reason(ground.row.reason))))
        if not needed.assessable:
            return
    if several:
        gap = text("Gap") + f": {tables.gap_text(ground.row, ground.indicator, wording)}"
        st.markdown(f"**{plain(tables.standing(ground.row, wording))}** · {plain(gap)}")
    if ground.row.clipped:
        st.caption(text("The path was stopped at a bound: it cannot go further."))
    checks.draw(chosen, ground, below=several)


def _titled(ground: Ground, wording: Wording) -> str:
    """A target among several: who set it, for when, and how much."""
    needed = ground.needed
    rank = wording.text(RANKS[needed.rank]) if needed.rank else wording.text("Target")
    return f"{rank}, {needed.year}: {tables.target_text(needed, ground.indicator, wording)}"


def _years(chosen: Chosen, ground: Ground) -> None:
    """The chart as a table: the path, the one that just reaches the target, the ends of the fan; each level with its proof."""
    wording, row = chosen.wording, ground.row
    rows = [_path(wording.text("this path"), ground, wording)]
    if row.requirement.assessable:
        reaching = chosen.study.outcomes[1]
        there = next(each for each in reaching.assessments if each.requirement.indicator == row.requirement.indicator)
        rows.append(
            _path(wording.text("just reaching the target"), replace(ground, outcome=reaching, row=there), wording)
        )
    for words, low, high in BANDS if row.quantiles else ():
        for end, name in ((low, wording.text("{band}, from")), (high, wording.text("{band}, to"))):
            rows.append([said(name.format(band=wording.text(words))), *_ends(ground, end, wording)])
    rows = [cells for cells in rows if any(origin for cell in cells for _, origin in cell.parts)]
    if rows:
        title = wording.text("The chart as a table")
        heads = [wording.text("Path"), *map(str, chosen.plan.years)]
        with st.expander(title):
            proved.draw(chosen, Table(title=title, heads=heads, rows=rows, numbers=1), "years")


def _path(name: str, ground: Ground, wording: Wording) -> list[Cell]:
    """Levels of a path, each with its proof."""
    cells = [said(name)]
    for year, level in zip(ground.plan.years, ground.row.path, strict=True):
        made = None if level is None else partial(level_text, ground, year, wording)
        cells.append(number(wording.level(level, ground.indicator), made))
    return cells


def _ends(ground: Ground, below: float, wording: Wording) -> Iterator[Cell]:
    """One end of the fan in each year; that of the base year is the base value."""
    made: Origin
    for year, level in zip(ground.plan.years, (ground.row.quantiles or {})[below], strict=True):
        base = year == ground.plan.base_year
        made = partial(level_text, ground, year, wording) if base else partial(band_text, ground, below, year, wording)
        known = math.isfinite(level)
        yield number(wording.level(level if known else None, ground.indicator), made if known else None)


def _sources(chosen: Chosen, indicator: Indicator, needed: Requirement) -> None:
    """Every figure of the indicator with its quotes; the one that stands for the base year is marked."""
    text = chosen.wording.text
    st.header(text("Where the figures are from"))
    groups: dict[str, list[tuple[str, Sourced]]] = {
        text("Figures of the past"): [(_span(seen.year, seen.period), seen) for seen in indicator.observations],
        text("Targets"): [(str(target.year), target) for target in indicator.targets],
        text("Stated growth"): [
            (_span(None, (said.first, said.last)), said) for said in [indicator.stated_rate] if said
        ],
        text("What is said of the past"): [
            (_span(None, (said.first, said.last)), said) for said in indicator.statements
        ],
    }
    base = text("used as the base")
    for title, items in groups.items():
        if items:
            with st.expander(f"{title} ({len(items)})", expanded=len(items) < 6):
                for years, item in items:
                    used = f" · {base}" if item is needed.base.item else ""
                    head = f"{years}: {item.printed or chosen.wording.number(item.value)}{used}"
                    evidence(chosen.plan, head, (item.source, *item.also), chosen.wording, item.note)
    if not any(groups.values()):
        st.caption(text("No figure of this indicator is printed."))
    for note in (indicator.definition, indicator.note):
        if note is not None:
            st.caption(plain(chosen.wording.name(note)))


def _span(year: int | None, period: tuple[int, int] | None) -> str:
    return str(year) if year is not None else "–".join(map(str, dict.fromkeys(period or ())))
