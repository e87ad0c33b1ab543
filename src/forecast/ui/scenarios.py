"""Scenarios beside each other, and everything a scenario says: growth of all years and of each, events, reasons; kept under a name."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

import streamlit as st

from forecast import tables
from forecast.assessment import Assessment
from forecast.groundwords import ground_text
from forecast.outcome import Outcome, Study
from forecast.plan import Indicator
from forecast.proof import Ground, What
from forecast.ui import assumptions, comparing, editing, live, onward, proved, saving, state, yeargrid
from forecast.ui.chosen import Chosen
from forecast.ui.inputs import scenario_title
from forecast.ui.lever import say_changes
from forecast.ui.proof import prove_dialog
from forecast.ui.proved import Cell, Table, number, origin_of
from forecast.ui.shelf import study_of
from forecast.ui.shown import plain
from forecast.wording import N_, Wording

CATEGORIES: Final = {
    "economy": N_("Economy"), "society": N_("Society"), "environment": N_("Environment"), "party": N_("Party building"),
    "security": N_("Security and defence"), "other": N_("Other"),
}  # fmt: skip
DIFFERS: Final = "≠"
PARTS: Final = {
    "compare": N_("Side by side"), "board": N_("All sliders"), "years": N_("Year by year"), "events": N_("Events and reasons"),
    "save": N_("Save and history"),
}  # fmt: skip


def draw(chosen: Chosen) -> None:
    """Draw the part of the page that the reader chose."""
    text, wording = chosen.wording.text, chosen.wording
    st.title(text("Scenarios"))
    st.caption(plain(f"{wording.name(chosen.plan.name)}: {scenario_title(chosen.shelf, chosen.scenario.id, wording)}"))
    saving.say(chosen)
    say_changes(chosen)
    drawn: Mapping[str, Callable[[Chosen], None]] = {
        "compare": _beside, "board": _board, "years": yeargrid.draw, "events": editing.events, "save": saving.draw,
    }  # fmt: skip
    state.settle("part", PARTS, "compare")
    part = st.segmented_control(
        text("Part of the page"), list(PARTS), key="part", format_func=lambda each: text(PARTS[each]), required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    drawn[part or "compare"](chosen)


def _beside(chosen: Chosen) -> None:
    """The scenario shown and up to three others: level, gap and light of every indicator; what differs is marked."""
    text, shelf = chosen.wording.text, chosen.shelf
    others = [name for name in shelf.scenarios if name != chosen.scenario.id]
    session = st.session_state
    session["with"] = [name for name in session.get("with", ()) if name in others][: state.BESIDE]
    session["with_shown"] = session["with"]

    def chose() -> None:
        session["with"] = list(session["with_shown"])

    st.multiselect(
        text("Compared with, up to three"), others, key="with_shown", max_selections=state.BESIDE, on_change=chose,
        format_func=lambda name: scenario_title(shelf, name, chosen.wording), placeholder=text("Choose scenarios"),
    )  # fmt: skip
    study = study_of(chosen.plan, [chosen.scenario, *(shelf.scenarios[name] for name in session["with"])])
    heads, rows = _cells(chosen, study)
    if not rows:
        st.info(text("No target of this plan can be judged: see the overview for what is missing."))
        onward.draw(chosen, "data")
        return
    proved.draw(chosen, Table(title=text("Scenarios side by side"), heads=heads, rows=rows), "beside")
    differs, lights = text("differs from the first scenario"), text("lights as on the overview")
    marked = f"{DIFFERS} {differs} · " if session["with"] else ""
    st.caption(plain(f"{marked}▼ ◆ ● ○ {lights}"))
    assumptions.draw(chosen)
    comparing.draw(chosen)


def _cells(chosen: Chosen, study: Study) -> tuple[list[str], list[list[Cell]]]:
    """Heads and rows: one row for each indicator with a target, one column for each scenario."""
    wording, plan = chosen.wording, chosen.plan
    titles = [wording.name(outcome.scenario.name) for outcome in study.outcomes]
    heads = [wording.text("Indicator"), wording.text("Target"), *titles]
    rows: list[list[Cell]] = []
    seen = set()
    for place, row in enumerate(study.outcomes[0].assessments.rows):
        if row.requirement.target is None or not row.requirement.assessable or row.requirement.indicator in seen:
            continue
        seen.add(row.requirement.indicator)
        indicator = plan.indicator(row.requirement.indicator)
        target = tables.dated_target(row.requirement, indicator, wording)
        grounds = [_ground(chosen, study, outcome, place) for outcome in study.outcomes]
        shown = [_texts(ground.row, indicator, wording) for ground in grounds]
        rows.append(
            [
                Cell(parts=((tables.named(indicator, wording), None),), to=indicator.id),
                number(target, origin_of(grounds[0], "target", wording)),
                *(_standing(ground, texts, shown[0], wording) for ground, texts in zip(grounds, shown, strict=True)),
            ]
        )
    return heads, rows


def _ground(chosen: Chosen, study: Study, outcome: Outcome, place: int) -> Ground:
    """What the numbers of one target under one scenario are taken from."""
    row = outcome.assessments.rows[place]
    return Ground(plan=chosen.plan, requirements=study.requirements, outcome=outcome, row=row)


def _texts(row: Assessment, indicator: Indicator, wording: Wording) -> tuple[str, ...]:
    """Light and level of the target year, and what is missing, as one scenario has them."""
    level = f"{tables.SYMBOLS[row.light]} {wording.level(row.projected_value, indicator)}"
    return (level,) if row.projected_value is None else (level, f"({tables.gap_text(row, indicator, wording)})")


def _standing(ground: Ground, texts: tuple[str, ...], first: tuple[str, ...], wording: Wording) -> Cell:
    """Where one scenario leads, with its proofs; marked where the first scenario leads elsewhere."""
    whats: tuple[What, ...] = ("projected", "gap")
    parts = tuple((text, origin_of(ground, what, wording)) for text, what in zip(texts, whats, strict=False))
    return Cell(parts=parts if texts == first else (*parts, (DIFFERS, None)))


def _board(chosen: Chosen) -> None:
    """All sliders of the scenario, by category."""
    text, plan = chosen.wording.text, chosen.plan
    if not chosen.shelf.movable:
        st.info(text("No indicator of this plan has a growth of its own to move: base values are missing."))
        return
    asked = None
    for category, title in CATEGORIES.items():
        names = [each.id for each in plan.indicators if each.category == category and each.id in chosen.shelf.movable]
        if names:
            st.header(text(title))
            asked = live.sliders(chosen, names, key=f"board-{category}", size="small") or asked
    if asked is not None:
        place = next(
            at
            for at, row in enumerate(chosen.study.outcomes[0].assessments.rows)
            if row.requirement.indicator == asked[0]
        )
        ground = _ground(chosen, chosen.study, chosen.study.outcomes[0], place)
        prove_dialog(chosen, partial(ground_text, ground, asked[1], chosen.wording))
