"""The JSON of `forecast sensitivity`: every null has its reason."""

from typing import Any

from forecast.plan import Plan
from forecast.records import plain
from forecast.scenario import Scenario
from forecast.sensitivity import Assumption, Sensitivity
from forecast.sensitivitywords import sentence
from forecast.wording import Wording


def sensitivity_record(plan: Plan, scenario: Scenario, found: Sensitivity, wording: Wording) -> dict[str, Any]:
    """What matters most for one indicator: ``forecast sensitivity --json``."""
    shares = "not_log_linear" if not found.without else "part_without_class"
    reasons = {} if found.level is not None else {"projected_value": found.reason}
    if found.requirement.target is None:
        reasons["target"] = "no_target"
    return {
        "plan": plan.id, "scenario": scenario.id, "indicator": found.requirement.indicator, "target": found.requirement.target,
        "year": found.year, "projected_value": plain(found.level), "shares_exact": found.exact,
        "assumptions": [_assumption(each, found, shares) for each in found.assumptions],
        "without": [
            {"indicator": name, "reason": reason, "reason_text": wording.reason(reason)}
            for name, reason in found.without.items()
        ],
        "reason": found.reason, "reason_text": wording.reason(found.reason), "reasons": reasons,
        "message": sentence(plan, found, wording),
    }  # fmt: skip


def _assumption(each: Assumption, found: Sensitivity, shares: str) -> dict[str, Any]:
    fields = {
        "kind": each.kind, "of": each.of, "scale": each.scale, "low": plain(each.low), "high": plain(each.high),
        "chance": plain(each.chance), "value_low": plain(each.level_low), "value_high": plain(each.level_high),
        "swing": plain(each.swing), "decides": each.decides, "variance_share": plain(each.share),
    }  # fmt: skip
    why = {"decides": found.requirement.reason or "no_target", "variance_share": shares}
    return {
        **fields,
        "reasons": {name: why.get(name, "not_defined") for name, value in fields.items() if value is None},
    }
