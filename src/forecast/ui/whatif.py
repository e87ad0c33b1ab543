"""Questions in words: what would have to be true, what the rest must bring, which shock can be taken, why two scenarios differ."""

from collections.abc import Mapping
from functools import partial
from itertools import zip_longest

import streamlit as st

from forecast import tables
from forecast.askwords import (
    after_text,
    arrives_text,
    before_text,
    goal_text,
    landed_text,
    loss_text,
    moved_text,
    rest_text,
    short_text,
)
from forecast.errors import FigureError, ForecastError
from forecast.figures import read_figure
from forecast.leverproblem import MOVABLE
from forecast.levers import Lever
from forecast.plan import Indicator
from forecast.proof import Ground
from forecast.requirement import Requirement
from forecast.solve import Solution, left_out, solve
from forecast.solveproof import Answer
from forecast.solvewords import LEAST_SHOCK, left_out_texts, question_texts, rate_text, solution_text
from forecast.ui import comparing, onward, proved, state
from forecast.ui.chosen import Chosen
from forecast.ui.proof import Origin, origin_of, prove_popover
from forecast.ui.proved import Cell, Table, number, said
from forecast.ui.shown import plain
from forecast.whatif import LOSS, Questions, ask
from forecast.wording import Wording, level_digits


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
        for line in left_out_texts(plan, left_out(chosen.study.requirements), wording):
            st.caption(plain(line))
        return
    try:
        answer = _answer(chosen, targets, levers, typed)
    except (FigureError, ForecastError) as error:
        st.error(plain(wording.error(error)))
        return
    _solution(chosen, answer)


def _answer(chosen: Chosen, targets: list[str], names: list[str], bound: str) -> Answer:
    """What would have to be true, with levers of these names, none: those of the targets; raises where that cannot be asked."""
    plan, expected = chosen.plan, chosen.study.outcomes[0].expected
    high = read_figure(bound, chosen.wording.language).value / 100 if bound.strip() else None
    wanted = names or (targets if high is not None else [])
    levers = [Lever(indicator=name, high=high if plan.indicator(name).law == "compound" else None) for name in wanted]
    solution = solve(plan, chosen.scenario, targets, levers, expected)
    return Answer(
        plan=plan,
        requirements=chosen.study.requirements,
        scenario=chosen.scenario,
        solution=solution,
        expected=expected,
    )


def _solution(chosen: Chosen, answer: Answer) -> None:
    wording, text, solution = chosen.wording, chosen.wording.text, answer.solution
    show = {"reached": st.success, "not_needed": st.info, "impossible": st.error}[solution.status]
    show(plain(solution_text(chosen.plan, solution, wording)))
    proved.draw(chosen, _moves(chosen, answer), "moves")
    proved.draw(chosen, _landing(chosen, answer), "landing")
    if solution.optimality == "local":
        st.caption(text("The best answer found near the scenario; there may be others."))
    elif solution.status == "reached":
        st.caption(text("No answer moves less."))
    elif solution.status == "impossible":
        st.caption(text("No answer within these bounds comes closer."))
    if solution.status == "reached":
        st.button(text("Take these rates over as a what-if"), on_click=partial(_take, chosen, solution))
    onward.draw(chosen, "briefing")


def _moves(chosen: Chosen, answer: Answer) -> Table:
    """What each lever does now and then, every number with its proof."""
    wording, text, rows = chosen.wording, chosen.wording.text, []
    for lever in answer.solution.levers:
        indicator = chosen.plan.indicator(lever.indicator)
        now, then = (rate_text(value, indicator, wording) for value in (lever.before, lever.after))
        if lever.at_bound:
            then = text("{rate}, at its bound", rate=then)
        moved = wording.number(None if lever.before is None else lever.moved_sd, 2)
        known = lever.before is not None
        rows.append([
            said(_label(chosen, lever.indicator)),
            number(now, partial(before_text, answer, lever, wording) if known else None),
            number(then, partial(after_text, answer, lever, wording)),
            number(moved, partial(moved_text, answer, lever, wording) if known else None),
        ])  # fmt: skip
    heads = [text("Growth of"), text("now"), text("then"), text("change ÷ usual scatter")]
    return Table(title=text("Growth before and after"), heads=heads, rows=rows, numbers=1)


def _landing(chosen: Chosen, answer: Answer) -> Table:
    """Where each target lands, every number with its proof."""
    wording, text, rows = chosen.wording, chosen.wording.text, []
    for reached in answer.solution.targets:
        indicator = chosen.plan.indicators[reached.requirement.place]
        goal = tables.target_text(reached.requirement, indicator, wording)
        short = wording.number(reached.shortfall, level_digits(reached.shortfall or reached.projected_value, indicator))
        rows.append([
            said(_label(chosen, indicator.id)),
            number(goal, partial(goal_text, answer, reached, wording)),
            number(wording.level(reached.projected_value, indicator), partial(landed_text, answer, reached, wording)),
            number(short, partial(short_text, answer, reached, wording)),
        ])  # fmt: skip
    heads = [text("Indicator"), text("Target"), text("Projected"), text("Gap")]
    return Table(title=text("Where the targets land"), heads=heads, rows=rows, numbers=1)


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
    ground = _ground(chosen, asked.requirement)
    lines = zip_longest(question_texts(plan, asked, wording), _in_sentences(asked, ground, wording))
    for place, (line, named) in enumerate(lines):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.markdown(f"- {plain(line)}", width="content")
            if named is not None:
                prove_popover(chosen, named[1], named[0], f"answer-{place}")
    proved.draw(chosen, _by_year(asked, plan.indicator(name), ground, chosen), "answers")


def _in_sentences(asked: Questions, ground: Ground, wording: Wording) -> list[tuple[str, Origin] | None]:
    """The numbers that stand only in the sentences: the last safe year and the loss for good, each with its proof."""
    last = origin_of(ground, "last_safe", wording) if asked.safe == "year" else None
    found: list[tuple[str, Origin] | None] = [(str(asked.safe_year), last) if last is not None else None]
    if asked.shock_for_good is not None and asked.shock_for_good >= LEAST_SHOCK:
        lost = partial(loss_text, ground, asked.shock_for_good, None, wording)
        found.append((wording.percent(asked.shock_for_good, 1), lost))
    return found


def _by_year(asked: Questions, indicator: Indicator, ground: Ground, chosen: Chosen) -> Table:
    """Answers year by year, every number with its proof."""
    wording, text = chosen.wording, chosen.wording.text

    def needed(values: Mapping[int, float], lost: float = 0.0) -> list[Cell]:
        return [
            number(rate_text(value, indicator, wording), partial(rest_text, ground, year, value, lost, wording))
            for year, value in values.items()
        ]

    columns = {
        text("After the year"): [said(str(year)) for year in asked.rest],
        text("the rest must bring a year"): needed(asked.rest),
        text("level from which the scenario still arrives"): [
            number(wording.level(value, indicator), partial(arrives_text, ground, year, value, wording))
            for year, value in asked.level.items()
        ],
    }
    if asked.shock:
        head = text("loss that may happen if it is made good in 3 years")
        columns[head] = [_loss(chosen, ground, asked.shock.get(year), year) for year in asked.rest]
    if asked.catch_up:
        head = text("needed a year after losing 10% for good")
        columns[head] = needed(asked.catch_up, LOSS)
    rows = [list(row) for row in zip(*columns.values(), strict=True)]
    return Table(title=text("What the rest must bring, year by year"), heads=list(columns), rows=rows, numbers=1)


def _loss(chosen: Chosen, ground: Ground, size: float | None, year: int) -> Cell:
    """The loss that may happen in a year; any where it is made good before the target's year."""
    wording = chosen.wording
    if size is None:
        return said(wording.text("any"))
    return number(wording.percent(size, 1), partial(loss_text, ground, size, year, wording))


def _ground(chosen: Chosen, requirement: Requirement) -> Ground:
    """What the answers for a target are taken from."""
    study, wanted = chosen.study, (requirement.indicator, requirement.target)
    row = next(
        row for row in study.outcomes[0].assessments if (row.requirement.indicator, row.requirement.target) == wanted
    )
    return Ground(plan=chosen.plan, requirements=study.requirements, outcome=study.outcomes[0], row=row)
