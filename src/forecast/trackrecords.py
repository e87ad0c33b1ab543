"""The JSON of ``forecast track``: the ledger, what was known when, warnings and reviews; every null has its reason."""

from collections.abc import Mapping
from typing import Any, Final

from forecast.plan import Plan
from forecast.records import plain
from forecast.requirement import SCALES
from forecast.reviewwords import counts_text
from forecast.tracking.entry import Change, Entry
from forecast.tracking.facts import Fact, Facts
from forecast.tracking.learning import why_chance_moved
from forecast.tracking.ledger import Ledger, Track
from forecast.tracking.partyear import PartYear
from forecast.tracking.review import Review, Reviewed
from forecast.tracking.warning import Warned
from forecast.tracking.yearplan import OfPlan, percents_of_plan
from forecast.trackwords import EXAMPLE_TEXT, TrackWords
from forecast.wording import Wording

NOISE: Final = 1e-12
"""Change of a yearly requirement that no figure can bring about [1/yr or the unit]."""


def track_record(ledger: Ledger, warned: tuple[Warned, ...], found: Review | None, wording: Wording) -> dict[str, Any]:
    """Ledger, totals, breaks, facts with their vintages, warnings, and a review where one was asked for."""
    words = TrackWords(wording, ledger.plan)
    record: dict[str, Any] = {
        "plan": ledger.plan.id,
        "known_on": ledger.known_on,
        "example": wording.text(EXAMPLE_TEXT) if ledger.facts.example else None,
        "ledger": [_entry(ledger.plan, track, entry, wording) for track in ledger for entry in track.entries],
        "totals": [_total(track, words) for track in ledger if track.total is not None],
        "percent_of_plan": [_of_plan(track, row) for track in ledger for row in percents_of_plan(ledger, track)],
        "breaks": [_break(track, place, words) for track in ledger for place in range(len(track.last.chain.links))],
        "facts": [_fact(fact, ledger.facts) for fact in ledger.facts.rows],
        "warnings": [_warning(each, words) for each in warned],
    }
    if found is not None:
        record["review"] = _review(found, words)
    record["reasons"] = {name: "no_fact" for name in ("known_on",) if record[name] is None}
    if record["example"] is None:
        record["reasons"]["example"] = "not_defined"
    return record


def _head(track: Track) -> dict[str, Any]:
    row = track.row
    return {"indicator": row.indicator, "target": row.target, "rank": row.rank, "number": row.number}


def _entry(plan: Plan, track: Track, entry: Entry, wording: Wording) -> dict[str, Any]:
    prospect, level = entry.prospect, entry.level
    fields = {
        **_head(track), "known_on": entry.known_on or _plan_day(plan, track), "law": entry.row.law, "unit": entry.row.unit,
        "year": level.year if level else None, "value": plain(entry.value), "value_status": level.status if level else None,
        "value_origin": level.origin if level else None, "target_value": plain(entry.goal), "years_left": entry.rest,
        "attained": {"attained": True, "missed": False}.get(entry.attained or "", entry.attained),
        "required_rate": plain(entry.rate), "required_points": plain(entry.points), "required_flow": plain(entry.flow),
        "p_reference": plain(prospect.ahead.chance) if prospect and prospect.ahead else None,
        "precedent_quantile": plain(prospect.share) if prospect else None,
        "median": plain(prospect.middle) if prospect else None,
        "band_80": [plain(end) for end in prospect.band] if prospect and prospect.band else None,
        "change": _change(entry.change_rate), "change_step": _change(entry.change), "scale": SCALES[entry.row.law],
    }  # fmt: skip
    reasons = {name: _why(name, entry, track) for name, value in fields.items() if value is None}
    reason = entry.reason
    return {
        **fields,
        "facts": list(entry.new),
        "reason": reason,
        "reason_text": wording.reason(reason),
        "reasons": reasons,
    }


def _plan_day(plan: Plan, track: Track) -> str | None:
    """Day of the document that the target is from."""
    target = next(each for each in plan.indicator(track.row.indicator).targets if each.id == track.row.target)
    document = plan.sources.get(target.source.document) if target.source.document else None
    return document.date if document is not None else target.source.date


def _why(name: str, entry: Entry, track: Track) -> str:
    """Reason for one null of an entry."""
    if name == "known_on":
        return "plan_undated"
    if name == "number":
        return "no_number"
    if name in ("change", "change_step"):
        return "the_plan" if entry is track.first else entry.reason or "nothing_before"
    if entry.reason is not None:
        return entry.reason
    if name in ("p_reference", "precedent_quantile", "median", "band_80"):
        told = None if entry.prospect is None else entry.prospect.reason
        return told or "no_precedent"
    return "not_defined"


def _change(change: Change | None) -> Mapping[str, float | None] | None:
    """Parts of a change; what is but the noise of a difference is zero, so that every machine prints the same."""
    if change is None:
        return None
    return {cause: 0.0 if abs(value) < NOISE else plain(value) for cause, value in change.parts.items()}


def _total(track: Track, words: TrackWords) -> dict[str, Any]:
    ends = [
        entry.prospect.ahead
        for entry in track.entries
        if entry.prospect is not None and entry.prospect.ahead is not None
    ]
    moved = None
    if len(ends) > 1:
        moved = {cause: plain(amount) for cause, amount in why_chance_moved(ends[0], ends[-1]).items()}
    fields = {**_head(track), "change": _change(track.total), "text": words.why(track), "chance_change": moved}
    reasons = {"number": "no_number", "chance_change": "no_precedent"}
    return {
        **fields,
        "reasons": {name: reasons.get(name, "not_defined") for name, value in fields.items() if value is None},
    }


def _of_plan(track: Track, row: OfPlan) -> dict[str, Any]:
    fields = {
        **_head(track), "period": str(row.period), "value": plain(row.value), "plan_value": plain(row.planned), "plan_origin": row.origin,
        "share": plain(row.share), "share_reported": plain(row.reported), "value_before": plain(row.before), "growth": plain(row.growth),
    }  # fmt: skip
    why = {"number": "no_number", "plan_value": "not_defined", "plan_origin": "not_defined", "share": "not_defined"}
    reasons = {name: why.get(name, "no_fact") for name, value in fields.items() if value is None}
    return {**fields, "reasons": reasons}


def _break(track: Track, place: int, words: TrackWords) -> dict[str, Any]:
    link = track.last.chain.links[place]
    fields = {
        **_head(track), "year": link.year, "kind": link.kind, "definition": link.definition, "linked": link.linked,
        "factor": plain(link.factor), "shift": plain(link.shift), "before": plain(link.before), "after": plain(link.after),
    }  # fmt: skip
    reasons = {
        name: "break_no_link" if not link.linked else "not_defined" for name, value in fields.items() if value is None
    }
    return {**fields, "text": words.link(link, track), "facts": [fact.id for fact in link.facts], "reasons": reasons}


def _fact(fact: Fact, facts: Facts) -> dict[str, Any]:
    later = facts.after(fact)
    fields = {
        "id": fact.id, "indicator": fact.indicator, "period": str(fact.period), "kind": fact.kind, "figure": fact.printed,
        "value": plain(fact.value), "reading": fact.reading, "status": fact.status, "known_on": fact.known_on, "source": fact.source,
        "author": fact.author, "definition": fact.definition, "note": fact.note, "superseded_by": later.id if later else None,
        "superseded_on": later.known_on if later else None,
    }  # fmt: skip
    reasons = {name: "not_defined" for name, value in fields.items() if value is None}
    return {**fields, "reasons": reasons}


def _warning(warned: Warned, words: TrackWords) -> dict[str, Any]:
    fields = {
        **_head(warned.track), "signal": warned.signal, "basis": warned.basis, "share_slower": plain(warned.share),
        "pace_ratio": plain(warned.pace_ratio), "achieved_step": plain(warned.achieved), "best_step": plain(warned.best),
        "last_safe": warned.safe, "last_safe_year": warned.safe_year, "telling_quarter": warned.telling,
        "running_year": None if warned.running is None else _running(warned.running, warned.track, words),
        "explanation": None if warned.explanation is None else warned.explanation.note,
    }  # fmt: skip
    why = {"last_safe_year": warned.safe if warned.safe in ("not_needed", "too_late") else "not_defined", "running_year": "no_fact",
           "explanation": "no_fact", "share_slower": "no_precedent", "number": "no_number"}  # fmt: skip
    reasons = {name: why.get(name, "not_defined") for name, value in fields.items() if value is None}
    return {**fields, "text": f"{words.basis(warned)} {words.when(warned)}".strip(), "reasons": reasons}


def _running(running: PartYear, track: Track, words: TrackWords) -> dict[str, Any]:
    fields = {
        "period": str(running.period), "value": plain(running.value), "value_before": plain(running.before),
        "growth": plain(running.growth), "of_plan": plain(running.of_plan), "required_rest": plain(running.rest),
    }  # fmt: skip
    reasons = {name: "no_fact" for name, value in fields.items() if value is None}
    return {**fields, "text": words.running(running, track), "reasons": reasons}


def _review(found: Review, words: TrackWords) -> dict[str, Any]:
    return {
        "kind": found.kind, "year": found.year, "on": found.on, "met": found.n_met, "of": len(found.rows),
        "counts": dict(found.counts), "text": counts_text(found, words), "targets": [_reviewed(row) for row in found.rows],
    }  # fmt: skip


def _reviewed(row: Reviewed) -> dict[str, Any]:
    fields = {
        **_head(row.warned.track),
        "standing": row.standing,
        "remark": row.remark,
        "distance_share": plain(row.distance),
        "signal": row.warned.signal,
    }
    reasons = {name: "not_defined" for name, value in fields.items() if value is None}
    return {**fields, "reasons": reasons}
