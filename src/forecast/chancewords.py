"""What is said of chances: all targets together, how often such targets were reached, how what is said of a class held."""

from collections.abc import Iterable
from typing import Final

from forecast.assessment import Assessment
from forecast.chances import Joint, SuchTargets
from forecast.plan import Plan
from forecast.reference import Coverage
from forecast.wording import Wording

MARGIN: Final = 2
"""Standard errors in a margin of error: 95 of 100 shares lie within it."""
MOST_WEAKEST: Final = 3
"""Weakest links that are named."""
HELD: Final = (0.7, 0.9)
"""Share of outcomes that a band of 80 of 100 may hold before its class is said to fall short."""


def joint_text(joint: Joint | None, plan: Plan, wording: Wording) -> str:
    """All counted targets together, and which of them are the weakest links; empty where no chance is known."""
    if joint is None:
        return ""
    n, text = len(joint.weakest), wording.text
    if n == 1:
        return text("A chance is known of one target only.")
    together = text(
        "All {n} targets of which a chance is known: {chance} together.", n=n, chance=wording.chance(joint.p_all)
    )
    weakest = "; ".join(wording.name(plan.indicator(name).name) for name in joint.weakest[: min(MOST_WEAKEST, n - 1)])
    return " ".join([together, *joint_parts(joint, wording), text("Weakest: {weakest}.", weakest=weakest)])


def joint_parts(joint: Joint, wording: Wording) -> tuple[str, str, str]:
    """What is said beside the chance of all: its bounds, the chance of half of them, and how many can be expected."""
    half = (len(joint.weakest) + 1) // 2
    low, high = (wording.percent(end, 0) for end in joint.bounds)
    return (
        wording.text("However they hang together, it lies between {low} and {high}.", low=low, high=high),
        wording.text("At least {k} of them: {chance}.", k=half, chance=wording.chance(joint.p_at_least[half])),
        wording.text("To be expected: {n} of them.", n=wording.number(joint.expected_attained, 1)),
    )


def how_such(such: SuchTargets, wording: Wording) -> str:
    """How often targets were reached that asked for nearly as much beyond the past, and what this one asks for."""
    text, log = wording.text, such.scale == "log"
    if not such.added:
        words = text("Of targets that only continued the past, {share} in 100 were reached ({cases} cases)")
    elif log:
        words = text("Of targets {added} points a year from the past rate, {share} in 100 were reached ({cases} cases)")
    else:
        words = text("Of targets {added} points in all from the past gain, {share} in 100 were reached ({cases} cases)")
    own = text("this one is {beyond} points a year from it.") if log else text("this one is {beyond} points from it.")
    added, beyond = (_points(value, wording, such) for value in (such.added, such.beyond))
    share, cases = wording.number(100 * such.reached, 0), wording.number(such.cases)
    return f"{words.format(added=added, share=share, cases=cases)}; {own.format(beyond=beyond)}"


def _points(value: float, wording: Wording, such: SuchTargets) -> str:
    points = round(value if such.scale == "logit" else 100 * value, 1)
    return ("+" if points > 0 else "") + wording.number(points + 0.0, 0 if points == int(points) else 1)


def class_held(tried: Coverage | None, wording: Wording) -> str:
    """What is to be known where bands of a class held too little or too much, or its chances told nothing; empty where they held."""
    if tried is None:
        return ""
    text, off, idle = wording.text, not HELD[0] <= tried.in80 <= HELD[1], tried.skill <= 0
    held = wording.number(100 * tried.in80, 0)
    if off and idle:
        return text(
            "Tried on real histories, bands meant for 80 of 100 outcomes held {held} in this class, and its chances were no better than "
            "quoting how often such targets were reached.",
            held=held,
        )
    if off:
        return text("Tried on real histories, bands meant for 80 of 100 outcomes held {held} in this class.", held=held)
    if idle:
        return text(
            "Tried on real histories, chances in this class were no better than quoting how often such targets were reached."
        )
    return ""


def beside_chances(plan: Plan, rows: Iterable[Assessment], wording: Wording) -> list[tuple[str, str]]:
    """What real histories say of targets with a chance: how often such ones were reached, and how classes held.

    Each sentence comes with the numbers in the plan of those it is said of, or their names where they have none.
    """
    such: list[tuple[str, str]] = []
    classes: dict[str, list[str]] = {}
    for row in rows:
        if row.chance is None or (row.p_attain is None and row.p_reference is None):
            continue
        label = row.requirement.number or wording.name(plan.indicators[row.requirement.place].name)
        if row.chance.such is not None:
            such.append((label, how_such(row.chance.such, wording)))
        if held := class_held(row.chance.tried, wording):
            classes.setdefault(held, []).append(label)
    return [*such, *((", ".join(dict.fromkeys(labels)), held) for held, labels in classes.items())]
