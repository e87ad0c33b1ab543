"""Why two scenarios differ: a waterfall of causes, the factors of an identity, both paths year by year."""

from functools import partial

import streamlit as st

from forecast.attribution import TOGETHER, by_cause, by_factor, by_year
from forecast.charts import waterfall_chart
from forecast.outcome import Outcome
from forecast.ui import state
from forecast.ui.chosen import Chosen
from forecast.ui.shelf import study_of
from forecast.ui.shown import picture, table


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
        name for name in common if abs(one.levels[plan.index[name], -1] - two.levels[plan.index[name], -1]) > 1e-9
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
    wording, text, plan, other = chosen.wording, chosen.wording.text, chosen.plan, there.scenario
    indicator, place, here = plan.indicator(name), plan.index[name], chosen.study.outcomes[0]
    one, two = here.projection, there.projection
    expected = there.expected if other.rule == "reference" else here.expected
    causes = by_cause(plan, chosen.study.requirements, other, chosen.scenario, name, expected)
    first, last = (wording.name(each.name) for each in (other, chosen.scenario))
    shown = {_cause(chosen, cause): amount for cause, amount in causes.items() if abs(amount) > 1e-9}
    spec = waterfall_chart((first, float(two.levels[place, -1])), shown, last + " ", wording)
    picture(spec, f"{first} → {last}")
    if factors := by_factor(plan, two, one, name):
        st.caption(text("The same difference by what it follows from"))
        table(
            [_named(chosen, each) for each in factors],
            [[wording.level(each, indicator) for each in factors.values()]],
            "factors",
        )
    years = by_year(plan, two, one, name)
    st.caption(text("Year by year: both levels, and what each year adds to the difference of the last"))
    rows = [
        [title, *(wording.level(float(level), indicator) for level in path.levels[place])]
        for title, path in ((first, two), (last, one))
    ]
    rows.append([text("adds"), "", *(wording.level(amount, indicator) for amount in years.values())])
    table([text("Scenario"), *map(str, plan.years)], rows, key="years")


def _cause(chosen: Chosen, cause: str) -> str:
    """A cause in words."""
    text = chosen.wording.text
    kind, _, name = cause.partition(":")
    if cause == TOGETHER:
        return text("other causes")
    if kind == "rule":
        return text("the rule of the scenario")
    if kind == "path":
        return text("growth of {name}", name=_named(chosen, name))
    named = {event.id: event.name for event in chosen.scenario.events} | {
        delay.id: delay.name for delay in chosen.scenario.delays
    }
    known = named.get(name)
    title = name if known is None else chosen.wording.name(known)
    return text("event: {name}", name=title) if kind == "event" else text("delay: {name}", name=title)


def _named(chosen: Chosen, name: str) -> str:
    return chosen.wording.name(chosen.plan.indicator(name).name)
