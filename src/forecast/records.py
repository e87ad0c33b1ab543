"""The JSON of the commands: plain mappings with plain numbers, null where nothing is known, and the reason beside it."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from forecast.assessment import Assessment
from forecast.audit import Audit, Finding, Repair
from forecast.auditwords import AuditWords
from forecast.chances import Chance, Joint, Precedent, SuchTargets
from forecast.errors import Fault
from forecast.families import Suggested, without_family
from forecast.outcome import Outcome, Study
from forecast.plan import Indicator, Plan
from forecast.reference import Coverage
from forecast.requirement import Requirement, Requirements
from forecast.wording import Wording

DIGITS: Final = 12
"""Significant digits of every number that leaves the program: the same on any machine."""
CHANCES: Final = (
    "p_attain", "p_attain_error", "p_reference", "p_by", "p_by_error", "quantiles", "precedent_quantile", "precedent",
    "such_targets", "class_tried",
)  # fmt: skip
ENDS: Final = ("target_low", "target_high", "required_low", "required_high")


def plain(value: float | None) -> float | None:
    """A number with the significant digits that are the same everywhere; null for what is no number."""
    if value is None or not math.isfinite(value):
        return None
    return float(f"{value:.{DIGITS}g}")


def required_record(requirements: Requirements, wording: Wording) -> dict[str, Any]:
    """What each target requires: ``forecast required --json``; every null has its reason under ``reasons``."""
    plan = requirements.plan
    rows = [_requirement(row, wording) for row in requirements.rows]
    return {"plan": plan.id, "base_year": plan.base_year, "target_year": plan.target_year, "targets": rows}


def _requirement(row: Requirement, wording: Wording) -> dict[str, Any]:
    past = row.past
    fields = {
        "indicator": row.indicator, "target": row.target, "rank": row.rank, "number": row.number, "law": row.law, "unit": row.unit,
        "year": row.year, "base_value": plain(row.base_value), "base_origin": row.base.origin, "index": row.index,
        "target_low": plain(row.low), "target_high": plain(row.high), "comparator": row.comparator,
        "required_rate": plain(row.required_rate), "required_points": plain(row.required_points),
        "required_flow": plain(row.required_flow), "required_low": plain(row.required_low),
        "required_high": plain(row.required_high), "stated_rate": plain(row.stated_rate),
        "past_rate": plain(past.rate if past else None), "past_points": plain(past.points if past else None),
        "past_flow": plain(past.flow if past else None), "met_at_base": row.met_at_base, "assessable": row.assessable,
    }  # fmt: skip
    reasons = {name: _why_required(name, row) for name, value in fields.items() if value is None}
    return {**fields, **_reason(row.reason, wording), "reasons": reasons}


def _why_required(name: str, row: Requirement) -> str:
    """Reason for one null of a requirement."""
    if name == "number":
        return "no_number"
    if name in ("base_value", "stated_rate") and row.law != "status":
        return f"no_{name}"
    if name.startswith("past_") and row.law != "status":
        return _why_no_past(row) if row.past is None else "not_defined"
    if name in ENDS and (row.low is None) != (row.high is None) and row.law not in ("flow", "total", "hold"):
        return "open_end"
    return row.reason or "not_defined"


def _why_no_past(row: Requirement) -> str:
    return "no_base_flow" if row.law in ("flow", "total") else "no_past_rate"


def _reason(code: str | None, wording: Wording) -> dict[str, Any]:
    return {"reason": code, "reason_text": wording.reason(code)}


def run_record(study: Study, wording: Wording) -> dict[str, Any]:
    """Assessments of every scenario: ``forecast run --json``."""
    scenarios = [_outcome(study.plan, outcome, wording) for outcome in study.outcomes]
    head = {"plan": study.plan.id, "seed": study.seed, "draws": study.draws, "scenarios": scenarios}
    return head | {
        "families_suggested": [_suggested(each, found) for each, found in without_family(study.plan) if found]
    }


def _suggested(indicator: Indicator, found: Suggested) -> dict[str, Any]:
    """A family for an indicator that has none, and the words it is suggested from."""
    return {"indicator": indicator.id, "family": found.family, "words": found.words}


def _outcome(plan: Plan, outcome: Outcome, wording: Wording) -> dict[str, Any]:
    rows = outcome.assessments
    factors = {plan.indicators[place].id: plain(factor) for place, factor in outcome.projection.factors.items()}
    return {
        "id": outcome.scenario.id,
        "name": wording.name(outcome.scenario.name),
        "counts": {"attained": rows.n_attained, "of": len(rows.counted())},
        "identity_factors": factors,
        "assessments": [assessment_record(plan, row, wording) for row in rows],
        "joint": _joint(outcome.joint, wording),
    }


def _joint(joint: Joint | None, wording: Wording) -> dict[str, Any]:
    """All counted targets together; null with the reason where no chance is known."""
    if joint is None:
        names = ("p_all", "p_at_least", "expected_attained", "bounds", "error", "p_at_least_error", "weakest")
        return {**dict.fromkeys(names), **_reason("not_computed", wording)}
    return {
        "p_all": plain(joint.p_all), "p_at_least": [plain(chance) for chance in joint.p_at_least],
        "expected_attained": plain(joint.expected_attained), "bounds": [plain(end) for end in joint.bounds],
        "error": plain(joint.error), "p_at_least_error": [plain(error) for error in joint.errors],
        "weakest": list(joint.weakest), **_reason(None, wording),
    }  # fmt: skip


def assessment_record(plan: Plan, row: Assessment, wording: Wording) -> dict[str, Any]:
    """One assessment; every null has its reason under ``reasons``."""
    needed = row.requirement
    path = {str(year): plain(level) for year, level in zip(plan.years, row.path, strict=True)}
    fields: dict[str, Any] = {
        "indicator": needed.indicator, "target": needed.target, "rank": needed.rank, "number": needed.number, "law": needed.law,
        "unit": needed.unit, "index": needed.index, "path": path, "projected_value": plain(row.projected_value), "gap": plain(row.gap),
        "shortfall": plain(row.shortfall), "attained": {"attained": True, "missed": False}.get(row.attained or "", row.attained),
        "mean_rate": plain(row.mean_rate), "mean_points": plain(row.mean_points), "required_rate": plain(needed.required_rate),
        "required_points": plain(needed.required_points), "required_flow": plain(needed.required_flow),
        "past_rate": plain(needed.past.rate if needed.past else None), "pace_ratio": plain(row.pace_ratio),
        "pace_status": row.pace_status, "distance_share": plain(row.distance_share), "year_attained": row.year_attained,
        "last_safe_year": row.last_safe_year, "last_safe": row.last_safe, **_chances(plan, row),
        "light": row.light, "clipped": row.clipped,
    }  # fmt: skip
    reasons = {name: _why(name, row) for name, value in fields.items() if value is None}
    if None in path.values():
        reasons["path"] = row.reason or "no_base_flow"
    return {**fields, **_reason(row.reason or row.chance_reason, wording), "reasons": reasons}


def _chances(plan: Plan, row: Assessment) -> dict[str, Any]:
    """Chances, bands and precedent of one target."""
    years, bands, chance = plan.years, row.quantiles, row.chance or Chance()

    def by_year(values: Sequence[float] | None) -> dict[str, Any] | None:
        return None if values is None else {str(year): plain(p) for year, p in zip(years[1:], values, strict=True)}

    return {
        "p_attain": plain(row.p_attain),
        "p_attain_error": None if row.p_attain is None else plain(chance.error),
        "p_reference": plain(row.p_reference),
        "p_by": by_year(chance.p_by),
        "p_by_error": by_year(chance.by_errors),
        "quantiles": None
        if bands is None
        else {
            f"{chance:g}": {str(year): plain(level) for year, level in zip(years, band, strict=True)}
            for chance, band in bands.items()
        },
        "precedent_quantile": None if row.precedent is None else plain(row.precedent.share),
        "precedent": None if row.precedent is None else _precedent(row.precedent),
        "such_targets": None if chance.such is None else _such(chance.such),
        "class_tried": None if chance.tried is None else _tried(chance.tried),
    }


def _such(such: SuchTargets) -> dict[str, Any]:
    """How often such targets were reached; growth a year as fractions, percentages in points in all."""
    return {
        "added": plain(such.added), "beyond_past": plain(such.beyond), "unit": "a year" if such.scale == "log" else "points in all",
        "reached": plain(such.reached), "cases": such.cases,
    }  # fmt: skip


def _tried(tried: Coverage) -> dict[str, Any]:
    """How the bands of the class held on real histories."""
    return {
        "unseen": tried.unseen, "cases": tried.cases, "in50": plain(tried.in50), "in80": plain(tried.in80), "in90": plain(tried.in90),
        "skill": plain(tried.skill),
    }  # fmt: skip


def _precedent(unusual: Precedent) -> dict[str, Any]:
    return {
        "family": unusual.family, "windows": unusual.n_windows, "years": unusual.horizon, "p90_rate": plain(unusual.p90_rate),
        "over_surroundings": unusual.over_surroundings, "share_of_such_pasts": plain(unusual.share_such),
        "windows_of_such_pasts": unusual.n_such, "one_in": unusual.one_in,
        "own_share": plain(unusual.own_share), "surroundings": plain(unusual.surroundings), "surroundings_from": unusual.surroundings_from,
    }  # fmt: skip


def _why_no_chance(name: str, row: Assessment) -> str:
    """Reason for a null among the chances."""
    if row.chance is None:
        return "not_computed"
    if name in ("p_reference", "such_targets"):
        return row.chance.reference_reason or row.reason or "not_defined"
    if name.startswith("precedent"):
        return row.chance.precedent_reason or row.reason or "not_defined"
    return row.chance.reason or row.reason or "not_defined"


def _why(name: str, row: Assessment) -> str:
    """Reason for one null of an assessment."""
    needed = row.requirement
    if name in CHANCES:
        return _why_no_chance(name, row)
    if name in ("target", "rank", "number", "required_rate", "required_points", "required_flow", "past_rate"):
        return _why_required(name, needed)
    if row.reason is not None:
        return row.reason
    if name == "year_attained":
        return "not_attained"
    if name == "last_safe_year":
        return _why_not_safe(row)
    if name in ("pace_ratio", "pace_status", "distance_share"):
        return _why_no_pace(name, needed)
    return "not_defined"


def _why_not_safe(row: Assessment) -> str:
    if row.last_safe in ("not_needed", "too_late"):
        return row.last_safe
    return "not_defined" if row.requirement.law in ("flow", "hold") else _why_no_past(row.requirement)


def _why_no_pace(name: str, needed: Requirement) -> str:
    if needed.law == "hold" or (name == "distance_share" and needed.law == "flow"):
        return "not_defined"
    if needed.past is None:
        return _why_no_past(needed)
    if needed.met_at_base:
        return "met_at_base"
    known = needed.past.flow if needed.law in ("flow", "total") else needed.past.step
    return "not_defined" if known is None else "below_printed_unit"


def audit_record(found: Audit, words: AuditWords) -> dict[str, Any]:
    """Findings of an audit: ``forecast audit --json``."""
    return {
        "plan": found.plan.id,
        "counts": {name: found.count(name) for name in ("contradiction", "tension", "slip", "data_gap")},
        "findings": [_finding(found.plan, finding, words) for finding in found.findings],
        "consistent_within_rounding": [_rounded(finding, words) for finding in found.rounded],
    }


def _finding(plan: Plan, finding: Finding, words: AuditWords) -> dict[str, Any]:
    return {
        "id": finding.id, "kind": finding.kind, "severity": finding.severity, "indicators": list(finding.indicators),
        "message": words.sentence(finding), "arithmetic": list(words.arithmetic(finding)), "cause": finding.cause,
        "cause_text": words.cause(finding), "evidence": [evidence_record(plan, *piece) for piece in _pieces(finding)],
        "repairs": [_repair(repair, words) for repair in finding.repairs],
    }  # fmt: skip


def _rounded(finding: Finding, words: AuditWords) -> dict[str, Any]:
    return {"id": finding.id, "indicators": list(finding.indicators), "arithmetic": list(words.arithmetic(finding))}


def _pieces(finding: Finding) -> list[tuple[str, Any]]:
    return [(piece.figure, piece.source) for piece in finding.evidence]


def evidence_record(plan: Plan, figure: str, source: Any) -> dict[str, Any]:
    """A printed figure with its quote, the title of its document and the line."""
    document = plan.sources.get(source.document) if source is not None and source.document else None
    return {
        "figure": figure,
        "quote": getattr(source, "quote", None),
        "document": document.title if document else (source.sheet or source.by if source is not None else None),
        "line": getattr(source, "line", None),
    }


def _repair(repair: Repair, words: AuditWords) -> dict[str, Any]:
    return {
        "indicator": repair.indicator, "what": repair.what, "from": repair.printed, "to": words.repair(repair),
        "value": plain(repair.value), "low": plain(repair.low), "high": plain(repair.high), "change": plain(repair.change),
    }  # fmt: skip


def faults_record(path: str | None, faults: Sequence[Fault], wording: Wording) -> dict[str, Any]:
    """Faults of one file, or of a name that leads to none."""
    rows: list[Mapping[str, Any]] = [
        {"line": fault.line, "where": fault.where, "code": fault.code, "message": wording.fault(fault)}
        for fault in faults
    ]
    return {"path": path, "faults": rows}
