"""The sentences of the What-if questions: what would have to be true, and what stays short."""

from collections.abc import Sequence
from typing import Final

from forecast.plan import Indicator, Plan
from forecast.solve import LeftOut, Moved, Solution
from forecast.whatif import Questions
from forecast.wording import Wording

LISTED: Final = 3
"""Levers from which each has a line of its own."""
LEAST_SHOCK: Final = 0.0005
"""Smallest loss that is shown as one [-]."""


def rate_text(value: float | None, indicator: Indicator, wording: Wording) -> str:
    """Growth a year as readers know it: per cent for compound growth, points or units otherwise."""
    if value is None:
        return "–"
    if indicator.law == "compound":
        return wording.percent(value, 2)
    sign = "+" if value > 0 else ""
    unit = wording.text("points") if indicator.measure.kind == "percent" else wording.unit(indicator)
    return f"{sign}{wording.number(value, 2)} {unit}"


def lever_text(plan: Plan, lever: Moved, wording: Wording) -> str:
    """One lever in words."""
    indicator = plan.indicator(lever.indicator)
    before, after = (rate_text(value, indicator, wording) for value in (lever.before, lever.after))
    params = {"name": wording.name(indicator.name), "after": after}
    if lever.before is None or before == after:
        text = wording.text("{name}: {after} a year", **params)
    else:
        text = wording.text("{name}: {after} a year instead of {before}", before=before, **params)
    bound = wording.text("at its bound")
    return f"{text} ({bound})" if lever.at_bound else text


def solution_text(plan: Plan, solution: Solution, wording: Wording) -> str:
    """The answer in one or two sentences; an impossible one says what is short and what binds."""
    levers = "; ".join(lever_text(plan, lever, wording) for lever in solution.levers)
    if not solution.targets:
        return wording.text("No target of this plan can be reached by growth: see the overview for what is missing.")
    if solution.status == "not_needed":
        return wording.text("Nothing has to change: the scenario reaches the targets by itself.")
    if solution.status == "reached":
        return wording.text("The targets are reached with: {levers}.", levers=levers)
    short = "; ".join(
        wording.text("{name}: short by {amount}", name=wording.name(plan.indicators[each.requirement.place].name),
                     amount=wording.number(each.shortfall, 2))
        for each in solution.targets if each.shortfall > 0
    )  # fmt: skip
    best = wording.text(
        "Impossible within these bounds. The best that can be: {levers}. {short}.", levers=levers, short=short
    )
    pairs = ", ".join(
        " – ".join(wording.name(plan.indicator(name).name) for name in pair) for pair in solution.conflicts
    )
    together = wording.text("Each can be reached alone, not together: {pairs}.", pairs=pairs) if pairs else ""
    return f"{best} {together}".strip()


def solution_lines(plan: Plan, solution: Solution, wording: Wording) -> list[str]:
    """The answer with a line for each lever: what a terminal shows."""
    if solution.status != "reached" or len(solution.levers) < LISTED:
        return [solution_text(plan, solution, wording)]
    head = wording.text("The targets are reached with:")
    return [head, *(lever_text(plan, lever, wording) for lever in solution.levers)]


def left_out_texts(plan: Plan, without: Sequence[LeftOut], wording: Wording) -> list[str]:
    """Which targets no growth leads to, a line for each reason."""
    names: dict[str, list[str]] = {}
    for each in without:
        names.setdefault(each.reason, []).append(wording.name(plan.indicators[each.requirement.place].name))
    return [
        wording.text("Left out ({reason}): {names}.", reason=wording.reason(reason), names="; ".join(found))
        for reason, found in names.items()
    ]


def question_texts(plan: Plan, asked: Questions, wording: Wording) -> list[str]:
    """Answers about one target that fit into a sentence each."""
    indicator = plan.indicators[asked.requirement.place]
    text = wording.text
    answers = {
        "not_needed": text("No later start is needed: the scenario reaches the target by itself."),
        "too_late": text("The past pace alone does not reach the target, even from the first year on."),
        "unknown": text("When it is too late cannot be said: no past pace is known."),
    }
    lines = [
        text("The past pace has to begin in {year} at the latest.", year=asked.safe_year)
        if asked.safe == "year"
        else answers[asked.safe]
    ]
    if asked.shock_for_good is not None and asked.shock_for_good < LEAST_SHOCK:
        lines.append(text("No loss that never recovers can be taken: the scenario just reaches the target."))
    elif asked.shock_for_good is not None:
        lines.append(
            text(
                "A loss of up to {size} that never recovers can be taken, in any year.",
                size=wording.percent(asked.shock_for_good, 1),
            )
        )
    elif indicator.law == "compound" and indicator.better != "lower":
        lines.append(text("No shock can be taken: the scenario is short already."))
    return lines
