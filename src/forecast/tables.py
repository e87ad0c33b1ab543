"""Rows and columns of text for the doors: what each target requires, how it stands under a scenario, and a printer for terminals."""

import textwrap
from collections.abc import Sequence
from typing import Final

from forecast.assessment import Assessment, Assessments
from forecast.plan import Indicator, Plan
from forecast.requirement import Requirement, Requirements
from forecast.wording import ATTAINED, LIGHTS, N_, Wording, level_digits

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
    *REQUIRED_HEADS[4:],
)


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


def _computed(row: Requirement) -> bool:
    return row.low is not None and row.stated_rate is not None and row.low != round(row.low, 2)


def base_text(row: Requirement, indicator: Indicator, wording: Wording) -> str:
    """The base value; derived ones are marked."""
    if row.base_value is None:
        return "–"
    printed = row.base.origin in ("observed", "estimate", "index")
    text = wording.number(row.base_value) if printed else wording.level(row.base_value, indicator)
    figure = row.base.item.figure if row.base.item is not None else None
    text = COMPARED.get(figure.comparator if figure else "=", "") + text
    mark = {"estimate": N_("(est.)"), "identity": N_("(derived)"), "statement": N_("(derived)")}.get(row.base.origin)
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
    text = pace_text(row.required_rate, row.required_points, row.required_flow, indicator, wording)
    if text == "–" and row.met_at_base and row.assessable:
        return wording.text("to be held")
    return f"{row.comparator} {text}" if row.comparator in (">", "<") and text != "–" else text


def named(indicator: Indicator, wording: Wording) -> str:
    """Name of an indicator with its unit."""
    unit = wording.unit(indicator)
    return f"{wording.name(indicator.name)} ({unit})" if unit else wording.name(indicator.name)


def required_cells(row: Requirement, plan: Plan, wording: Wording) -> list[str]:
    """Cells of one target, in the order of `REQUIRED_HEADS`."""
    indicator = plan.indicators[row.place]
    past = row.past
    return [
        row.number or "", named(indicator, wording), base_text(row, indicator, wording), target_text(row, indicator, wording),
        required_text(row, indicator, wording), wording.percent(row.stated_rate),
        pace_text(past.rate, past.points, past.flow, indicator, wording) if past else "–",
    ]  # fmt: skip


def run_cells(row: Assessment, plan: Plan, wording: Wording) -> list[str]:
    """Cells of one assessment, in the order of `RUN_HEADS`."""
    indicator = plan.indicators[row.requirement.place]
    cells = required_cells(row.requirement, plan, wording)
    landing = [wording.level(row.projected_value, indicator), gap_text(row, indicator, wording)]
    return [*cells[:2], standing(row, wording), *cells[2:4], *landing, *cells[4:]]


def gap_text(row: Assessment, indicator: Indicator, wording: Wording) -> str:
    """What is missing, or by how much the target is passed."""
    if row.gap is None:
        return "–"
    if row.gap == 0:
        return "0"
    amount = wording.number(abs(row.gap), level_digits(row.projected_value, indicator))
    return (
        wording.text("short by {amount}", amount=amount)
        if row.gap > 0
        else wording.text("over by {amount}", amount=amount)
    )


def standing(row: Assessment, wording: Wording) -> str:
    """Light as sign and word, and whether the target is reached."""
    if row.attained is None:
        return f"{SYMBOLS[row.light]} {wording.text(LIGHTS['grey'])}"
    return f"{SYMBOLS[row.light]} {wording.text(ATTAINED[row.attained])}"


def unjudged(rows: Sequence[Requirement], plan: Plan, wording: Wording) -> list[tuple[str, str]]:
    """Name and reason of every target that cannot be judged."""
    named = [(row, plan.indicators[row.place]) for row in rows if not row.assessable and row.target is not None]
    return [
        (f"{row.number or ''} {wording.name(indicator.name)}".strip(), wording.reason(row.reason) or "")
        for row, indicator in named
    ]


def summary(rows: Assessments, requirements: Requirements, wording: Wording) -> str:
    """The first sentence of every view: how many targets are reached, of how many that can be judged."""
    return wording.text(
        "{attained} of {judged} targets are reached; {grey} cannot be judged.",
        attained=rows.n_attained, judged=len(rows.counted()), grey=_grey(rows, requirements),
    )  # fmt: skip


def _grey(rows: Assessments, requirements: Requirements) -> int:
    targeted = {row.indicator for row in requirements.rows if row.target is not None}
    return len(targeted) - len(rows.counted())


def printed(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int, wide: int = 1) -> str:
    """A table for a terminal of `width` characters; the column `wide` is wrapped to what the others leave."""
    columns = [max(len(row[at]) for row in (heads, *rows)) for at in range(len(heads))]
    room = width - sum(columns) + columns[wide] - 2 * (len(heads) - 1)
    columns[wide] = max(16, min(columns[wide], room))
    lines = [_line(heads, columns), _line(["─" * column for column in columns], columns)]
    for row in rows:
        parts = textwrap.wrap(row[wide], columns[wide]) or [""]
        lines.append(_line([*row[:wide], parts[0], *row[wide + 1 :]], columns))
        blank = [""] * len(heads)
        lines += [_line([*blank[:wide], part, *blank[wide + 1 :]], columns) for part in parts[1:]]
    return "\n".join(lines)


def _line(cells: Sequence[str], columns: Sequence[int]) -> str:
    return "  ".join(cell.ljust(column) for cell, column in zip(cells, columns, strict=True)).rstrip()
