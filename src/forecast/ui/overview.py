"""The plan on one screen: how many targets are reached, how each stands under every scenario, what cannot be judged."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from forecast import tables
from forecast.assessment import Assessment
from forecast.chancewords import joint_parts
from forecast.groundwords import joint_text
from forecast.outcome import Study
from forecast.proof import Ground, What
from forecast.ui import assumptions, families, heat, onward, proved, state
from forecast.ui.chosen import Chosen
from forecast.ui.lever import say_changes
from forecast.ui.proof import prove_popover
from forecast.ui.proved import Cell, Part, Table, number, origin_of, said
from forecast.ui.shelf import shared_study, study_of
from forecast.ui.shown import plain, table
from forecast.wording import N_

NUMBERS: Final[Sequence[What | None]] = (
    None, None, None, "base", "target", "projected", "gap", "p_attain", "required", "stated", "past",
)  # fmt: skip
"""Which number stands in each column of the targets, in the order of `tables.RUN_HEADS`."""
CHANCE: Final = NUMBERS.index("p_attain")
WEAKEST = 3
"""Targets named as those that hold the whole back most."""
SILENT = N_("Not known under this scenario:")


def draw(chosen: Chosen) -> None:
    """Draw the overview."""
    plan, wording, text = chosen.plan, chosen.wording, chosen.wording.text
    rows = chosen.study.outcomes[0].assessments
    st.title(plain(wording.name(plan.name)))
    st.header(plain(tables.summary(rows, chosen.study.requirements, wording)))
    _together(chosen)
    _contradictions(chosen)
    families.draw(chosen)
    say_changes(chosen)
    heat.draw(chosen, _board(chosen))
    _targets(chosen)
    _silent_way_on(chosen)
    assumptions.draw(chosen)
    lists = {SILENT: tables.silent(rows, plan, wording)}
    lists |= tables.unjudged_lists(chosen.study.requirements.rows, plan, wording)
    for place, (head, names) in enumerate(lists.items()):
        _list(f"{text(head)} {len(names)}", [text("Indicator"), text("Reason")], names, f"without-{place}")
    _context(chosen)


def _board(chosen: Chosen) -> Study:
    """The plan under every scenario that says something of its own, changed growth on top, as the page shows each."""
    shown, shelf = chosen.scenario.id, chosen.shelf
    said = {name: each for name, each in shelf.scenarios.items() if each.rule != "required" or name == shown}
    if not state.edits():
        return shared_study(chosen.plan, list(said.values()))
    changed = [
        chosen.scenario if name == shown else state.apply(each, chosen.plan, shelf.movable)
        for name, each in said.items()
    ]
    return study_of(chosen.plan, changed)


def _together(chosen: Chosen) -> None:
    """The chance of all targets together, and where it is weakest."""
    wording, text, plan = chosen.wording, chosen.wording.text, chosen.plan
    outcome = chosen.study.outcomes[0]
    joint = outcome.joint
    if not outcome.assessments.counted():
        return
    if joint is None:
        st.markdown(plain(text("No chance is known for these targets, so none for all of them together.")))
        return
    names = [wording.name(plan.indicator(name).name) for name in joint.weakest[:WEAKEST]]
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        n_targets = len(joint.p_at_least) - 1
        all_of_them = text("Chance that all {n} targets with a known chance are reached", n=n_targets)
        one = text("A chance is known of one target only.")
        st.markdown(plain(all_of_them if n_targets > 1 else one), width="content")
        made = partial(joint_text, plan, outcome, chosen.study.draws, wording)
        prove_popover(chosen, made, wording.chance(joint.p_all), "joint")
    if len(joint.weakest) > 1:
        weakest = text("Weakest: {weakest}.", weakest="; ".join(names))
        st.caption(plain(" ".join([*joint_parts(joint, wording), weakest])))


def _contradictions(chosen: Chosen) -> None:
    """How often the plan contradicts itself, with the way to the audit."""
    text, count = chosen.wording.text, chosen.shelf.audit.count("contradiction")
    if not count:
        st.caption(text("The plan's own numbers do not contradict each other."))
        return
    one = text("1 contradiction between the plan's own numbers")
    said = one if count == 1 else text("{n} contradictions between the plan's own numbers", n=count)
    if "audit" in chosen.pages:
        with st.container(key="contradictions"):
            st.page_link(chosen.pages["audit"], label=plain(f"✖ {said} →"))
    else:
        st.warning(plain(said))


def _targets(chosen: Chosen) -> None:
    """All targets that can be judged with their figures, reds first or as the plan has them."""
    wording, text = chosen.wording, chosen.wording.text
    judged = [row for row in chosen.study.outcomes[0].assessments if row.requirement.assessable]
    if not judged:
        st.info(text("No target of this plan can be judged: see below what is missing."))
        onward.draw(chosen, "data")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = wording.name(chosen.scenario.name)
        st.header(plain(text("The targets under the scenario {name}", name=name)), width="content")
        in_order = st.toggle(text("As the plan has them"), key="in_order")
    if not in_order:
        judged.sort(key=heat.worst_first)
    heads = [text(head) for head in tables.RUN_HEADS]
    rows = [_cells(chosen, row) for row in judged]
    shown = Table(title=text("All targets that can be judged"), heads=heads, rows=rows, named=1, numbers=3)
    proved.draw(chosen, shown, "targets")


def _cells(chosen: Chosen, row: Assessment) -> list[Cell]:
    """One target, every number with its proof; the chance has the one by history in brackets."""
    study, wording = chosen.study, chosen.wording
    ground = Ground(plan=chosen.plan, requirements=study.requirements, outcome=study.outcomes[0], row=row)
    texts = tables.run_cells(row, chosen.plan, wording)
    cells = [
        said(text) if what is None else number(text, origin_of(ground, what, wording))
        for text, what in zip(texts, NUMBERS, strict=True)
    ]
    if row.p_reference is not None:
        alone: Part = (f"({wording.chance(row.p_reference)})", origin_of(ground, "p_reference", wording))
        own: Part = (wording.chance(row.p_attain), origin_of(ground, "p_attain", wording))
        cells[CHANCE] = Cell(parts=(own, alone))
    cells[1] = Cell(parts=((texts[1], None),), to=row.requirement.indicator)
    return cells


def _silent_way_on(chosen: Chosen) -> None:
    """Where most targets have no growth under the scenario shown: that they can be given one, and where."""
    text, rows = chosen.wording.text, chosen.study.outcomes[0].assessments
    judged = [row for row in rows if row.requirement.assessable and row.requirement.indicator in chosen.shelf.movable]
    silent = sum(row.path[-1] is None for row in judged)
    if silent <= len(rows.counted()):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        said = text("Targets that this scenario gives no growth: {n}. Set it, or choose another scenario.", n=silent)
        st.markdown(plain(said), width="content")
        st.button(text("All sliders"), key="to_sliders", on_click=_to_sliders)


def _to_sliders() -> None:
    st.session_state["part"], st.session_state["go"] = "board", "scenarios"


def _context(chosen: Chosen) -> None:
    """Figures of the plan without a target."""
    text, wording, plan = chosen.wording.text, chosen.wording, chosen.plan
    rows = [row for row in chosen.study.requirements.rows if row.target is None and row.base_value is not None]
    if not rows:
        return
    outcome, cells = chosen.study.outcomes[0], []
    for row in rows:
        indicator = plan.indicators[row.place]
        judged = next(each for each in outcome.assessments if each.requirement is row)
        ground = Ground(plan=plan, requirements=chosen.study.requirements, outcome=outcome, row=judged)
        base = number(tables.base_text(row, indicator, wording), origin_of(ground, "base", wording))
        cells.append([Cell(parts=((tables.named(indicator, wording), None),), to=indicator.id), base])
    title = text("Context figures: {n}", n=len(rows))
    with st.expander(plain(title)):
        proved.draw(
            chosen, Table(title=title, heads=[text("Indicator"), text("Base")], rows=cells, numbers=1), "context"
        )


def _list(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], key: str) -> None:
    """A table that is opened by its title; nothing where it has no rows."""
    if rows:
        with st.expander(plain(title)):
            table(heads, rows, key=key)
