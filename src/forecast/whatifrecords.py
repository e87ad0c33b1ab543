"""The JSON of the What-if commands. Apart from `records`, for solving loads an optimizer that the other commands do without."""

from typing import Any

from forecast.plan import Plan
from forecast.quarters import QUARTERS, Sheet, required_rest
from forecast.records import plain
from forecast.solve import Solution
from forecast.solvewords import solution_text
from forecast.wording import Wording


def solve_record(plan: Plan, solution: Solution, scenario: str, wording: Wording) -> dict[str, Any]:
    """What would have to be true: ``forecast solve --json``."""
    return {
        "plan": plan.id,
        "scenario": scenario,
        "status": solution.status,
        "levers": [
            {
                "indicator": lever.indicator, "from": plain(lever.before), "to": plain(lever.after), "scale": lever.scale,
                "moved_sd": plain(lever.moved_sd), "at_bound": lever.at_bound,
            }
            for lever in solution.levers
        ],
        "targets": [
            {
                "indicator": each.requirement.indicator, "target": each.requirement.target,
                "projected_value": plain(each.projected_value), "shortfall": plain(each.shortfall),
            }
            for each in solution.targets
        ],
        "left_out": [
            {
                "indicator": each.requirement.indicator, "target": each.requirement.target, "reason": each.reason,
                "reason_text": wording.reason(each.reason),
            }
            for each in solution.left_out
        ],
        "conflicts": [list(pair) for pair in solution.conflicts],
        "optimality": solution.optimality,
        "message": solution_text(plan, solution, wording),
    }  # fmt: skip


def quarters_record(sheet: Sheet, wanted: float | None) -> dict[str, Any]:
    """A year by quarters: ``forecast quarters --json``."""
    return {"scenarios": [_quarters(sheet, name, wanted) for name in sheet.scenarios]}


def _quarters(sheet: Sheet, name: str, wanted: float | None) -> dict[str, Any]:
    known = sheet.known_quarters(name)
    rest = [quarter for quarter in QUARTERS if quarter not in known]
    sectors = {
        sector: {quarter: plain(sheet.span(name, [quarter], sector).growth) for quarter in QUARTERS}
        | {"year": plain(sheet.span(name, sector=sector).growth)}
        for sector in sheet.sectors
    }
    return {
        "id": name, "known": list(known), "sectors": sectors,
        "quarters": {quarter: plain(sheet.span(name, [quarter]).growth) for quarter in QUARTERS},
        "first_half": plain(sheet.span(name, QUARTERS[:2]).growth), "second_half": plain(sheet.span(name, QUARTERS[2:]).growth),
        "nine_months": plain(sheet.span(name, QUARTERS[:3]).growth), "year": plain(sheet.span(name).growth),
        "rest": plain(sheet.span(name, rest).growth) if rest else None,
        "required_rest": None if wanted is None else plain(required_rest(sheet, name, wanted)),
    }  # fmt: skip
