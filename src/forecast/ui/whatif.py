"""Questions in words: what would have to be true, what the rest must bring, which shock can be taken, why two scenarios differ."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from forecast import tables
from forecast.errors import FigureError, ForecastError
from forecast.figures import read_figure
from forecast.levers import Lever
from forecast.plan import Indicator
from forecast.proof import Ground, prove_rest
from forecast.requirement import Requirement
from forecast.solve import Solution, solve
from forecast.solvewords import question_texts, rate_text, solution_text
from forecast.ui import comparing, onward, proved, state
from forecast.ui.chosen import Chosen
from forecast.ui.proved import Cell, Table, number, origin_of, said
from forecast.ui.shown import plain, table
from forecast.whatif import LOSS, Questions, ask

MOVABLE = ("compound", "linear", "logit")


def draw(chosen: Chosen) -> None:
    """Draw the questions."""
    text = chosen.wording.text
    st.title(text("What would have to be true?"))
    rows = {row.indicator: row for row in chosen.study.requirements.followed.values() if row.law in MOVABLE}
    if not rows:
        st.info(text("No target of this plan can be reached by growth: see the overview for what is missing."))
        onward.draw(chosen, "data")
        return
    _solve(chosen, rows)
    st.divider()
    _questions(chosen, rows)
    st.divider()
    comparing.draw(chosen)


def _label(chosen: Chosen, name: str) -> str:
    return chosen.wording.name(chosen.plan.indicator(name).name)


def _solve(chosen: Chosen, rows: dict[str, Requirement]) -> None:
    """Targets and levers in, the smallest moves out."""
    wording, text, plan = chosen.wording, chosen.wording.text, chosen.plan
    start = st.session_state.get("indicator")
    default = [start] if start in rows else list(rows)[:1]
    label, choose = partial(_label, chosen), text("Choose")
    state.stay("solve_targets", rows, default)
    targets = st.multiselect(
        text("To reach these targets"),
        list(rows),
        format_func=label,
        key="solve_targets",
        placeholder=choose,
    )
    movable = [
        each.id
        for each in plan.indicators
        if each.law in MOVABLE and chosen.study.requirements.first[each.id].base_value is not None
    ]
    state.stay("solve_levers", movable)
    levers = st.multiselect(
        text("by changing the growth of (none: that of the targets)"),
        movable,
        format_func=label,
        key="solve_levers",
        placeholder=choose,
    )
    typed = st.text_input(text("at most, % a year (empty: no bound)"), key="solve_bound")
    if not targets:
        st.caption(text("Choose at least one target."))
        return
    try:
        high = read_figure(typed, wording.language).value / 100 if typed.strip() else None
        wanted = levers or (targets if high is not None else [])
        chosen_levers = [
            Lever(indicator=name, high=high if plan.indicator(name).law == "compound" else None) for name in wanted
        ]
        solution = solve(plan, chosen.scenario, targets, chosen_levers, chosen.study.outcomes[0].expected)
    except (FigureError, ForecastError) as error:
        st.error(plain(wording.error(error)))
        return
    _solution(chosen, solution)


def _solution(chosen: Chosen, solution: Solution) -> None:
    wording, text, plan = chosen.wording, chosen.wording.text, chosen.plan
    show = {"reached": st.success, "not_needed": st.info, "impossible": st.error}[solution.status]
    show(plain(solution_text(plan, solution, wording)))
    heads = [text("Growth of"), text("now"), text("then"), text("change ÷ usual scatter")]
    rows = []
    for lever in solution.levers:
        indicator = plan.indicator(lever.indicator)
        texts = [rate_text(value, indicator, wording) for value in (lever.before, lever.after)]
        if lever.at_bound:
            texts[1] = text("{rate}, at its bound", rate=texts[1])
        moved = wording.number(None if lever.before is None else lever.moved_sd, 2)
        rows.append([_label(chosen, lever.indicator), *texts, moved])
    table(heads, rows, key="moves")
    heads = [text("Target"), text("Projected"), text("Gap")]
    landing = []
    for each in solution.targets:
        indicator = plan.indicators[each.requirement.place]
        short = wording.level(each.shortfall, indicator) if each.shortfall else "0"
        goal = f"{_label(chosen, indicator.id)}: {tables.target_text(each.requirement, indicator, wording)}"
        landing.append([goal, wording.level(each.projected_value, indicator), short])
    table(heads, landing, key="landing")
    if solution.optimality == "local":
        st.caption(text("The best answer found near the scenario; there may be others."))
    elif solution.status == "reached":
        st.caption(text("No answer moves less."))
    elif solution.status == "impossible":
        st.caption(text("No answer within these bounds comes closer."))
    if solution.status == "reached":
        st.button(text("Take these rates over as a what-if"), on_click=partial(_take, chosen, solution))
    onward.draw(chosen, "briefing")


def _take(chosen: Chosen, solution: Solution) -> None:
    for lever in solution.levers:
        compound = chosen.plan.indicator(lever.indicator).law == "compound"
        state.change(lever.indicator, round(100 * lever.after if compound else lever.after, 8))


def _questions(chosen: Chosen, rows: dict[str, Requirement]) -> None:
    """What the rest must bring, which shock can be taken, when it is too late, for one target."""
    wording, text, plan = chosen.wording, chosen.wording.text, chosen.plan
    st.header(text("And if a year goes wrong?"))
    label = partial(_label, chosen)
    start = st.session_state.get("indicator")
    state.settle("question_target", rows, start if start in rows else next(iter(rows)))
    name = st.selectbox(text("Target"), list(rows), format_func=label, key="question_target")
    asked = ask(plan, rows[name], chosen.study.outcomes[0].projection)
    if asked is None:
        st.info(text("Under this scenario the indicator has no path of its own; give it one on the page Indicator."))
        return
    for line in question_texts(plan, asked, wording):
        st.markdown(f"- {plain(line)}")
    proved.draw(chosen, _by_year(asked, plan.indicator(name), chosen), "answers")


def _by_year(asked: Questions, indicator: Indicator, chosen: Chosen) -> Table:
    """Answers year by year; what the rest must bring with its proof."""
    wording, text = chosen.wording, chosen.wording.text
    ground = _ground(chosen, asked.requirement)

    def needed(values: Mapping[int, float], lost: float = 0.0) -> list[Cell]:
        return [
            number(
                rate_text(value, indicator, wording), origin_of(ground, prove_rest(ground, year, value, lost), wording)
            )
            for year, value in values.items()
        ]

    columns = {
        text("After the year"): [said(str(year)) for year in asked.rest],
        text("the rest must bring a year"): needed(asked.rest),
        text("level from which the scenario still arrives"): [
            said(wording.level(value, indicator)) for value in asked.level.values()
        ],
    }
    if asked.shock:
        shocks = [asked.shock.get(year) for year in asked.rest]
        never = text("any")
        head = text("loss that may happen if it is made good in 3 years")
        columns[head] = [said(never if size is None else wording.percent(size, 1)) for size in shocks]
    if asked.catch_up:
        head = text("needed a year after losing 10% for good")
        columns[head] = needed(asked.catch_up, LOSS)
    rows = [list(row) for row in zip(*columns.values(), strict=True)]
    return Table(title=text("What the rest must bring, year by year"), heads=list(columns), rows=rows, numbers=1)


def _ground(chosen: Chosen, requirement: Requirement) -> Ground:
    """What the answers for a target are taken from."""
    study, wanted = chosen.study, (requirement.indicator, requirement.target)
    row = next(
        row for row in study.outcomes[0].assessments if (row.requirement.indicator, row.requirement.target) == wanted
    )
    return Ground(plan=chosen.plan, requirements=study.requirements, outcome=study.outcomes[0], row=row)
