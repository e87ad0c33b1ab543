"""Rows and columns of text for the doors: what each target requires and how it stands under a scenario."""

from collections.abc import Iterable, Sequence
from typing import Final

from forecast.assessment import Assessment, Assessments
from forecast.plan import Indicator, Plan
from forecast.requirement import Requirement, Requirements
from forecast.wording import ATTAINED, LIGHTS, N_, RANKS, Wording, level_digits, telling_digits

SYMBOLS: Final = {"red": "▼", "orange": "◆", "green": "●", "grey": "○"}
"""Signs of the lights, so that colour is never the only one."""
COMPARED: Final = {">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ ", "~": "≈ "}
REQUIRED_HEADS: Final = (
    N_("No."), N_("Indicator"), N_("Base"), N_("Target"), N_("Required a year"), N_("Stated"), N_("Past"),
)  # fmt: skip
RUN_HEADS: Final = (
    *REQUIRED_HEADS[:2],
    N_("Standing"),
    *REQUIRED_HEADS[2:4],
    N_("Projected"),
    N_("Gap"),
    N_("Chance (by history)"),
    *REQUIRED_HEADS[4:],
)

UNJUDGED: Final = N_("Cannot be judged:")
FURTHER: Final = N_("Further targets of an indicator that cannot be judged:")


def target_text(row: Requirement, indicator: Indicator, wording: Wording) -> str:
    """A target as readers know it: ``> 130``, ``45 – 49``, ``5.500``; an index says so."""
    if row.low is None and row.high is None:
        return "–"
    ends = [
        wording.level(end, indicator) if row.index else wording.number(end)
        for end in (row.low, row.high)
        if end is not None
    ]
    if row.low is not None and row.high is not None and row.low != row.high:
        text = f"{ends[0]} – {ends[1]}"
    else:
        sign = COMPARED.get(row.comparator or "=", "")
        text = sign + (
            ends[0] if not _computed(row) else wording.level(row.low if row.low is not None else row.high, indicator)
        )
    mark = wording.text("(index)")
    return f"{text} {mark}" if row.index else text


def dated_target(row: Requirement, indicator: Indicator, wording: Wording) -> str:
    """The target, with its year and who set it where the indicator has targets of several years or bodies."""
    text = target_text(row, indicator, wording)
    years, ranks = ({getattr(target, name) for target in indicator.targets} for name in ("year", "rank"))
    marks = [str(row.year)] if len(years) > 1 else []
    if len(ranks) > 1 and row.rank is not None:
        marks.append(wording.text(RANKS[row.rank]))
    return f"{text} ({', '.join(marks)})" if marks else text


def _computed(row: Requirement) -> bool:
    return row.low is not None and row.stated_rate is not None and row.low != round(row.low, 2)


def base_text(row: Requirement, indicator: Indicator, wording: Wording) -> str:
    """The base value; derived ones are marked."""
    if row.base_value is None:
        return "–"
    printed = row.base.origin in ("observed", "estimate", "index") and row.base_value == round(row.base_value, 6)
    text = wording.number(row.base_value) if printed else wording.level(row.base_value, indicator)
    figure = row.base.item.figure if row.base.item is not None else None
    text = COMPARED.get(figure.comparator if figure else "=", "") + text
    marks = {
        "estimate": N_("(est.)"),
        "identity": N_("(derived)"),
        "statement": N_("(derived)"),
        "index": N_("(index)"),
    }
    mark = marks.get(row.base.origin)
    return f"{text} {wording.text(mark)}" if mark else text


def pace_text(
    rate: float | None, points: float | None, flow: float | None, indicator: Indicator, wording: Wording
) -> str:
    """Growth a year: per cent, points or units, or the yearly amount."""
    if rate is not None:
        return wording.percent(rate)
    if points is not None:
        sign = "+" if points > 0 else ""
        unit = wording.text("points") if indicator.measure.kind == "percent" else ""
        return f"{sign}{wording.number(points, 2)} {unit}".strip()
    return "–" if flow is None else wording.text("{amount} a year", amount=wording.number(round(flow, 2)))


def required_text(row: Requirement, indicator: Indicator, wording: Wording) -> str:
    """What the target requires a year; a bound says so."""
    if row.assessable and row.met_at_base and row.required_flow is None:
        return wording.text("to be held") if row.law == "hold" else wording.text("already reached")
    text = pace_text(row.required_rate, row.required_points, row.required_flow, indicator, wording)
    return f"{row.comparator} {text}" if row.comparator in (">", "<") and text != "–" else text


def yearly_text(row: Requirement, indicator: Indicator, wording: Wording) -> str:
    """What the target requires, said as so much a year."""
    required = required_text(row, indicator, wording)
    return required if row.required_flow is not None else wording.text("{amount} a year", amount=required)


def named(indicator: Indicator, wording: Wording) -> str:
    """Name of an indicator with its unit."""
    unit = wording.unit(indicator)
    return f"{wording.name(indicator.name)} ({unit})" if unit else wording.name(indicator.name)


def required_cells(row: Requirement, plan: Plan, wording: Wording) -> list[str]:
    """Cells of one target, in the order of `REQUIRED_HEADS`."""
    indicator = plan.indicators[row.place]
    past = row.past
    return [
        row.number or "", named(indicator, wording), base_text(row, indicator, wording), dated_target(row, indicator, wording),
        required_text(row, indicator, wording), wording.percent(row.stated_rate),
        pace_text(past.rate, past.points, past.flow, indicator, wording) if past else "–",
    ]  # fmt: skip


def run_cells(row: Assessment, plan: Plan, wording: Wording) -> list[str]:
    """Cells of one assessment, in the order of `RUN_HEADS`."""
    indicator = plan.indicators[row.requirement.place]
    cells = required_cells(row.requirement, plan, wording)
    landing = [wording.level(row.projected_value, indicator), gap_text(row, indicator, wording)]
    return [*cells[:2], standing(row, wording), *cells[2:4], *landing, chance_text(row, wording), *cells[4:]]


def chance_text(row: Assessment, wording: Wording) -> str:
    """Chance under the scenario; in brackets that by the indicator's own past and its class alone."""
    alone = "" if row.p_reference is None else f"({wording.chance(row.p_reference)})"
    return f"{wording.chance(row.p_attain)} {alone}".strip()


def gap_text(row: Assessment, indicator: Indicator, wording: Wording) -> str:
    """What is missing, or by how much the target is passed."""
    if row.gap is None:
        return "–"
    if row.gap == 0:
        return "0"
    digits = telling_digits(row.gap, level_digits(row.projected_value, indicator))
    amount = wording.number(abs(row.gap), digits)
    return wording.text(gap_words(row.requirement, indicator)[row.gap > 0], amount=amount)


def gap_words(row: Requirement, indicator: Indicator) -> tuple[str, str]:
    """How a target passed and a target missed are said, in the direction of the target."""
    if indicator.better == "none" and row.low is not None and row.high is not None:
        return N_("off by {amount}"), N_("off by {amount}")
    if indicator.better == "lower" or row.low is None:
        return N_("below by {amount}"), N_("too high by {amount}")
    return N_("over by {amount}"), N_("short by {amount}")


def standing(row: Assessment, wording: Wording) -> str:
    """Light as sign and word, and whether the target is reached."""
    if row.attained is None:
        return f"{SYMBOLS[row.light]} {wording.text(LIGHTS['grey'])}"
    return f"{SYMBOLS[row.light]} {wording.text(ATTAINED[row.attained])}"


def first_targets(rows: Iterable[Requirement]) -> tuple[Requirement, ...]:
    """First target of each indicator that has one: what "x of y" and the lists beside it count."""
    found: dict[str, Requirement] = {}
    for row in rows:
        if row.target is not None:
            found.setdefault(row.indicator, row)
    return tuple(found.values())


def unjudged_lists(rows: Sequence[Requirement], plan: Plan, wording: Wording) -> dict[str, list[tuple[str, str]]]:
    """Name and reason of every target that cannot be judged, by the head of its list.

    First those that the summary counts, one for each indicator; then further targets of an indicator, which no count holds.
    """
    first = {(row.indicator, row.target) for row in first_targets(rows)}
    lists: dict[str, list[tuple[str, str]]] = {UNJUDGED: [], FURTHER: []}
    for row in rows:
        if row.target is not None and not row.assessable:
            head = UNJUDGED if (row.indicator, row.target) in first else FURTHER
            lists[head].append(_with_reason(row, plan, wording))
    return lists


def _with_reason(row: Requirement, plan: Plan, wording: Wording) -> tuple[str, str]:
    """Numbered name, with the year where an indicator has several targets, and why it cannot be judged."""
    indicator = plan.indicators[row.place]
    year = f" ({row.year})" if len(indicator.targets) > 1 else ""
    return f"{numbered(row, plan, wording)}{year}", wording.reason(row.reason) or ""


def numbered(row: Requirement, plan: Plan, wording: Wording) -> str:
    """Name of an indicator with its number in the plan."""
    return f"{row.number or ''} {wording.name(plan.indicators[row.place].name)}".strip()


def silent(rows: Iterable[Assessment], plan: Plan, wording: Wording) -> list[tuple[str, str]]:
    """Name and reason of every indicator whose first target could be judged, but of which the scenario says nothing."""
    given = list(rows)
    first = {(row.indicator, row.target) for row in first_targets(row.requirement for row in given)}
    return [
        (numbered(row.requirement, plan, wording), wording.reason(row.reason) or "")
        for row in given
        if row.requirement.assessable
        and row.reason is not None
        and (row.requirement.indicator, row.requirement.target) in first
    ]


def unknown(rows: Iterable[Assessment], plan: Plan, wording: Wording) -> list[tuple[str, str]]:
    """What a scenario says nothing about although it could be judged: each reason with the numbers in the plan it holds for."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.requirement.assessable and row.reason is not None:
            found.setdefault(row.reason, []).append(_number(row, plan, wording))
    return _listed(found, wording)


def chanceless(rows: Iterable[Assessment], plan: Plan, wording: Wording) -> list[tuple[str, str]]:
    """Why no chance is known of targets that the scenario lands on: each reason with the numbers in the plan it holds for."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.attained is not None and row.p_attain is None and row.chance_reason is not None:
            found.setdefault(row.chance_reason, []).append(_number(row, plan, wording))
    return _listed(found, wording)


def _listed(found: dict[str, list[str]], wording: Wording) -> list[tuple[str, str]]:
    return [(wording.reason(reason) or "", ", ".join(dict.fromkeys(numbers))) for reason, numbers in found.items()]


def _number(row: Assessment, plan: Plan, wording: Wording) -> str:
    """Number of an indicator in the plan, or its name where it has none."""
    return row.requirement.number or wording.name(plan.indicators[row.requirement.place].name)


def summary(rows: Assessments, requirements: Requirements, wording: Wording) -> str:
    """The first words of every view: how many targets are reached, of how many that can be judged, and how many likely so."""
    return " ".join(part for part in (headline(rows, requirements, wording), likely(rows, wording)) if part)


def headline(rows: Assessments, requirements: Requirements, wording: Wording) -> str:
    """How many targets are reached, of how many that can be judged, in one sentence."""
    if not rows.counted():
        if grey := _grey(rows, requirements):
            return wording.text("Targets that can be judged under this scenario: none of {grey}.", grey=grey)
        return wording.text("The plan has no target yet.")
    return wording.text(
        "{attained} of {judged} targets are reached; {grey} cannot be judged.",
        attained=rows.n_attained, judged=len(rows.counted()), grey=_grey(rows, requirements),
    )  # fmt: skip


def likely(rows: Assessments, wording: Wording) -> str:
    """How many of the targets reached are green; empty where no chance is known or none is reached."""
    known = any(row.p_attain is not None for row in rows.counted())
    if not known or not rows.n_attained:
        return ""
    green = sum(row.light == "green" for row in rows.counted() if row.attained == "attained")
    return wording.text("Green, that is likely and at a growth others have had: {green}.", green=green)


def _grey(rows: Assessments, requirements: Requirements) -> int:
    return len(first_targets(requirements.rows)) - len(rows.counted())
