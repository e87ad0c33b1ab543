"""What a changed workbook came back with, as lines and as JSON."""

from collections.abc import Iterator
from typing import Any, Final

from forecast.exchange.returned import Changes, Difference
from forecast.figures import write_number
from forecast.plan import Plan
from forecast.wording import N_, Wording

OUTDATED: Final = N_("The plan has changed since the workbook was made; the growth is taken all the same.")


def said_changes(changes: Changes, plan: Plan, wording: Wording) -> Iterator[str]:
    """Lines that tell what came back."""
    if changes.outdated:
        yield wording.text(OUTDATED)
    if not changes.differences and not changes.faults:
        yield wording.text("No growth was changed.")
    for difference in changes.differences:
        yield told(difference, plan, wording)
    for fault in changes.faults:
        yield wording.fault(fault)


def changes_record(changes: Changes, plan: Plan, written: str | None, wording: Wording) -> dict[str, Any]:
    """JSON of what came back."""
    return {
        "plan": plan.id, "scenario": None if changes.scenario is None else changes.scenario.id, "outdated": changes.outdated,
        "written": written,
        "differences": [
            {"indicator": each.indicator, "year": each.year, "from": each.before, "to": each.after, "kind": each.kind, "where": each.where}
            for each in changes.differences
        ],
        "faults": [
            {"where": fault.where, "code": fault.code, "message": wording.fault(fault)} for fault in changes.faults
        ],
    }  # fmt: skip


def told(difference: Difference, plan: Plan, wording: Wording) -> str:
    """A difference as a line: cell, indicator, year, before and after."""
    indicator = plan.indicator(difference.indicator)

    def amount(value: float | None) -> str:
        if value is None:
            return "–"
        return wording.percent(value) if difference.kind == "rate" else write_number(value, wording.language)

    return wording.text(
        "{where}: {name}, {year}: {before} → {after}",
        where=difference.where, name=wording.name(indicator.name), year=difference.year,
        before=amount(difference.before), after=amount(difference.after),
    )  # fmt: skip
