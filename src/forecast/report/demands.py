"""What every target demands a year, the hardest first, beside what such indicators did elsewhere."""

from forecast import tables
from forecast.assessment import Assessment
from forecast.outcome import Outcome
from forecast.plan import Plan
from forecast.precedentwords import how_often
from forecast.report.pictures import headed
from forecast.report.story import Block, Paragraph, Section, Table
from forecast.wording import N_, Wording

MOST = 6
"""Targets in the table; all of them stand in the table of all targets."""
HEADS = (N_("Indicator"), N_("Required a year"), N_("Stated"), N_("Past"), N_("Others of this kind"))
SHARES = (0.36, 0.15, 0.12, 0.13, 0.24)


def demands(plan: Plan, outcome: Outcome, wording: Wording) -> Section | None:
    """The table; None where no target asks for a change."""
    asked = sorted(
        (row for row in outcome.assessments if row.requirement.assessable and _asks(row)),
        key=lambda row: 1.0 if row.precedent is None else -row.precedent.share_behind,
    )
    if not asked:
        return None
    text, known = wording.text, sum(row.precedent is not None for row in asked)
    lead = text("{n} targets ask for growth or a yearly amount; the hardest stand first.", n=len(asked))
    said = [lead] if len(asked) > 1 else []
    said.append(text("How often others of this kind did as much in as many years is known for {n} of them.", n=known))
    if len(asked) > MOST:
        said.append(text("The {n} hardest are shown.", n=MOST))
    rows = tuple(_cells(plan, row, wording) for row in asked[:MOST])
    blocks: list[Block] = [Paragraph(text=" ".join(said), values=(("asked", float(len(asked))),))]
    blocks.append(Table(heads=tuple(map(text, HEADS)), rows=rows, shares=SHARES, right=(1, 2, 3)))
    first = asked[0].requirement
    hardest = text(
        "The hardest demand: {name}, {required}.",
        name=headed(plan, first, wording),
        required=tables.yearly_text(first, plan.indicators[first.place], wording),
    )
    return Section(title=text("What the targets demand"), blocks=tuple(blocks), message=hardest)


def _asks(row: Assessment) -> bool:
    """Whether a target asks for a change; one that is held or already reached does not."""
    needed = row.requirement
    wanted = (needed.required_rate, needed.required_points, needed.required_flow)
    return needed.law != "hold" and not needed.met_at_base and any(value is not None for value in wanted)


def _cells(plan: Plan, row: Assessment, wording: Wording) -> tuple[str, ...]:
    needed = row.requirement
    indicator, past = plan.indicators[needed.place], needed.past
    return (
        headed(plan, needed, wording), tables.required_text(needed, indicator, wording), wording.percent(needed.stated_rate),
        tables.pace_text(past.rate, past.points, past.flow, indicator, wording) if past else "–",
        wording.text("not known") if row.precedent is None else how_often(wording, row.precedent),
    )  # fmt: skip
