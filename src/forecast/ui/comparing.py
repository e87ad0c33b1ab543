"""Why two scenarios differ: a waterfall of causes, the factors of an identity, both paths year by year."""

from collections.abc import Mapping
from functools import partial
from typing import Final

import streamlit as st

from forecast import causewords
from forecast.attribution import Added, by_cause, by_factor, by_year
from forecast.causeproof import Pair
from forecast.causewords import amount_text
from forecast.charts import waterfall_chart
from forecast.groundwords import level_text
from forecast.outcome import Outcome, Study
from forecast.proof import Ground
from forecast.ui import proved, state
from forecast.ui.chosen import Chosen
from forecast.ui.proof import Origin
from forecast.ui.proved import Cell, Table, number, said
from forecast.ui.shelf import study_of
from forecast.ui.shown import picture
from forecast.wording import Wording

SEEN: Final = 1e-9
"""Difference from which levels differ and amounts are shown [unit]."""


def draw(chosen: Chosen) -> None:
    """Why the scenario shown and another one land where they do."""
    wording, text, plan = chosen.wording, chosen.wording.text, chosen.plan
    st.header(text("Why do two scenarios differ?"))
    scenarios = {name: each for name, each in chosen.shelf.scenarios.items() if each != chosen.scenario}
    if not scenarios:
        st.caption(text("There is no other scenario to compare with."))
        return
    state.settle("compared", scenarios, next(iter(scenarios)))
    other = st.selectbox(
        text("Compared with"),
        list(scenarios),
        format_func=lambda name: wording.name(scenarios[name].name),
        key="compared",
    )
    there = study_of(plan, [scenarios[other]]).outcomes[0]
    one, two = chosen.study.outcomes[0].projection, there.projection
    common = [
        item.id for place, item in enumerate(plan.indicators) if place not in one.unknown and place not in two.unknown
    ]
    differing = [
        name for name in common if abs(one.levels[plan.index[name], -1] - two.levels[plan.index[name], -1]) > SEEN
    ]
    if not differing:
        st.caption(text("Every indicator that both know ends at the same level."))
        return
    own = st.session_state.get("indicator")
    state.settle("compared_indicator", differing, own if own in differing else differing[0])
    name = st.selectbox(text("Indicator"), differing, format_func=partial(_named, chosen), key="compared_indicator")
    _difference(chosen, there, name)


def _difference(chosen: Chosen, there: Outcome, name: str) -> None:
    """What makes the difference between two scenarios at one indicator: by cause, by factor, by year."""
    study, here = chosen.study, chosen.study.outcomes[0]
    pair = causewords.pair_of(_ground(study, there, name), _ground(study, here, name), chosen.wording)
    _causes(chosen, pair)
    factors = by_factor(chosen.plan, there.projection, here.projection, name)
    if factors:
        _factors(chosen, pair, factors)
    _years(chosen, pair)


def _ground(study: Study, outcome: Outcome, name: str) -> Ground:
    row = next(row for row in outcome.assessments if row.requirement.indicator == name)
    return Ground(plan=study.plan, requirements=study.requirements, outcome=outcome, row=row)


def _causes(chosen: Chosen, pair: Pair) -> None:
    """The waterfall, and the same as a table whose numbers open their proof."""
    wording, plan, indicator = chosen.wording, chosen.plan, pair.one.indicator
    one, other = pair.one.outcome, pair.other.outcome
    expected = one.expected if one.scenario.rule == "reference" else other.expected
    causes = by_cause(plan, chosen.study.requirements, one.scenario, other.scenario, indicator.id, expected)
    shown = {cause: amount for cause, amount in causes.amounts.items() if abs(amount) > SEEN}
    steps = [(pair.names[0], *_level(pair.one, wording))]
    titles = causewords.names_of(pair, causes, wording)
    for cause, amount in shown.items():
        steps.append((titles[cause], amount, amount_text(pair, amount, wording)))
    steps.append((pair.names[1], *_level(pair.other, wording)))
    title = f"{pair.names[0]} → {pair.names[1]}"
    picture(waterfall_chart(steps, wording), title)
    made = [partial(causewords.cause_text, pair, causes, cause, wording) for cause in shown]
    ends = [partial(level_text, ground, plan.target_year, wording) for ground in (pair.one, pair.other)]
    origins: list[Origin] = [ends[0], *made, ends[1]]
    rows = [[said(name), number(text, origin)] for (name, _, text), origin in zip(steps, origins, strict=True)]
    heads = [wording.text("Level and what each cause adds"), _head(pair, wording)]
    proved.draw(chosen, Table(title=title, heads=heads, rows=rows, numbers=1), "causes")


def _head(pair: Pair, wording: Wording) -> str:
    """Year and unit of the amounts."""
    unit = wording.unit(pair.one.indicator)
    return f"{pair.plan.target_year} ({unit})" if unit else str(pair.plan.target_year)


def _level(ground: Ground, wording: Wording) -> tuple[float, str]:
    level = float(ground.outcome.projection.levels[ground.needed.place, -1])
    return level, wording.level(level, ground.indicator)


def _factors(chosen: Chosen, pair: Pair, factors: Mapping[str, Added]) -> None:
    """The difference by what a computed indicator follows from."""
    wording = chosen.wording
    title = wording.text("The same difference by what it follows from")
    st.caption(title)
    rows = []
    for factor, found in factors.items():
        origin = partial(causewords.factor_text, pair, factors, factor, wording)
        rows.append([said(pair.titles[factor]), number(amount_text(pair, found.amount, wording), origin)])
    heads = [wording.text("What it follows from"), _head(pair, wording)]
    proved.draw(chosen, Table(title=title, heads=heads, rows=rows, numbers=1), "factors")


def _years(chosen: Chosen, pair: Pair) -> None:
    """Both paths and what each year adds."""
    wording, plan = chosen.wording, chosen.plan
    title = wording.text("Year by year: both levels, and what each year adds to the difference of the last")
    st.caption(title)
    rows = [
        [said(name), *(_level_cell(ground, year, wording) for year in plan.years)]
        for name, ground in zip(pair.names, (pair.one, pair.other), strict=True)
    ]
    added = [said(wording.text("adds")), said("")]
    paths = (pair.one.outcome.projection, pair.other.outcome.projection)
    for year, amount in by_year(plan, *paths, pair.one.indicator.id).items():
        origin = partial(causewords.year_text, pair, year, amount, wording)
        added.append(number(amount_text(pair, amount, wording), origin))
    heads = [wording.text("Scenario"), *map(str, plan.years)]
    proved.draw(chosen, Table(title=title, heads=heads, rows=[*rows, added], numbers=1), "compared-years")


def _level_cell(ground: Ground, year: int, wording: Wording) -> Cell:
    level = float(ground.outcome.projection.levels[ground.needed.place, year - ground.plan.base_year])
    return number(wording.level(level, ground.indicator), partial(level_text, ground, year, wording))


def _named(chosen: Chosen, name: str) -> str:
    return chosen.wording.name(chosen.plan.indicator(name).name)
