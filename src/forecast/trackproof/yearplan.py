"""Proofs of percent of plan and of the running year: a value, the same months before, the plan of the year. Method, sections 9 and 10."""

from forecast.proof import Formula, Proof, Term
from forecast.proof.formula import add
from forecast.proof.grounds import from_scale, on_scale
from forecast.tracking import Entry, Fact, Ledger, Period, Track
from forecast.tracking.levels import QUARTERS
from forecast.tracking.partyear import PartYear
from forecast.tracking.yearplan import OfPlan, change_of, newest_share, newest_year
from forecast.trackproof.levels import brief, carried, goal, level, of_year, state_of
from forecast.trackproof.reported import figure
from forecast.trackproof.stands import ends, newest


def value_of(track: Track, period: Period, value: float | None) -> Proof | None:
    """Value of a year or of its months, in the definition that holds last."""
    return None if value is None else Proof.of("period_value", "level", value, _value(track, period))


def before_of(track: Track, period: Period, before: float | None) -> Proof | None:
    """Value of the same period of the year before."""
    earlier = period.of_year(period.year - 1)
    return None if before is None else Proof.of("before", "level", before, _value(track, earlier))


def _value(track: Track, period: Period) -> Formula | None:
    state, levels = state_of(track.last), track.last.state.levels
    if not period.whole:
        return _months(track, period)
    if period.year not in levels:
        return None
    if track.row.law != "total":
        return level(state, period.year)
    return carried(state, of_year(state, levels[period.year].facts), period.year)


def _months(track: Track, period: Period) -> Formula | None:
    """Months as they are printed, else the quarters that make them up."""
    state = state_of(track.last)
    facts = _levels_of(track)
    months = [Period(period.year, *each) for each in QUARTERS[: period.last // 3]]
    found = [facts[period]] if period in facts else [facts[each] for each in months if each in facts]
    if not found:
        return None
    return add([carried(state, figure(fact, state.plan), period.year) for fact in found])


def _levels_of(track: Track) -> dict[Period, Fact]:
    return {fact.period: fact for fact in track.facts.holding if fact.kind == "actual" and fact.reading == "level"}


def planned(ledger: Ledger, track: Track, row: OfPlan) -> Proof | None:
    """What the plan has for the whole year: the target of that year, or the even path to a later one."""
    formula = None if row.planned is None else _planned(ledger, track, row)
    return None if row.planned is None else Proof.of("planned", "level", row.planned, formula)


def _planned(ledger: Ledger, track: Track, row: OfPlan) -> Formula | None:
    if row.origin == "path":
        return _path(track.last, row.period.year - ledger.plan.base_year)
    others = (other.last for other in ledger.of(track.row.indicator) if other.row.year == row.period.year)
    last = next((entry for entry in others if entry.goal is not None), None)
    return None if last is None else goal(state_of(last), last.value)


def _path(entry: Entry, n_years: int) -> Formula | None:
    """Level of the even path, so many years after the base."""
    state, plan = state_of(entry), entry.chain.plan
    end, law = goal(state, entry.value), entry.row.law
    term = (entry.row.year or plan.target_year) - plan.base_year
    if end is None or law in ("flow", "hold") or (n_years == term and law != "total"):
        return end
    if law == "total":
        return end / Term("years", term, "plain")
    if entry.row.met_at_base:
        return end
    start = level(state, plan.base_year)
    share = Term("years", n_years, "plain") / Term("term", term, "plain")
    if law == "compound":
        return start * (end / start) ** share
    first, last = (on_scale(state.indicator, state.chain.row, each) for each in (start, end))
    return from_scale(state.indicator, first + share * (last - first))


def of_plan(ledger: Ledger, track: Track, row: OfPlan) -> Proof | None:
    """A value over the plan of its year."""
    if row.share is None:
        return None
    parts = _value(track, row.period), _planned(ledger, track, row)
    if parts[0] is None or parts[1] is None:
        return Proof.of("of_plan", "share", row.share, None)
    value, plan = brief(parts[0], "period_value", None), brief(parts[1], "planned", row.period.year)
    return Proof.of("of_plan", "share", row.share, value / plan)


def newest_of_plan(ledger: Ledger, track: Track) -> Proof | None:
    """The newest year over the plan of it; of a total what has come together over what the plan has until then."""
    share, last = newest_share(ledger, track), track.last
    if share is None:
        return None
    if track.row.law != "total":
        year = newest_year(ledger, track)
        return None if year is None else of_plan(ledger, track, year)
    assert last.level is not None
    here, yearly = ends(last)[0], _path(last, 1)
    years = Term("years", last.level.year - ledger.plan.base_year, "plain")
    return Proof.of("of_plan", "share", share, None if yearly is None else here / (yearly * years))


def reported_share(track: Track, row: OfPlan) -> Proof | None:
    """Percent of a plan as it was reported."""
    return (
        None
        if row.reported is None
        else Proof.of("of_plan_reported", "share", row.reported, _told(track, row.period, "of_plan"))
    )


def _told(track: Track, period: Period, reading: str) -> Formula | None:
    """What was reported of a period beside its level."""
    found = [
        fact
        for fact in track.facts.holding
        if fact.kind == "actual" and fact.reading == reading and fact.period == period
    ]
    return figure(found[-1], track.last.chain.plan) if found else None


def change(track: Track, row: OfPlan) -> Proof | None:
    """Change on the same period of the year before: in points for percentages, else growth, as reported where it was."""
    value = change_of(track, row)
    if value is None:
        return None
    if state_of(track.last).indicator.measure.kind != "percent":
        return Proof.of("change_on", "rate", value, _grown(track, row.period))
    pair = _pair(track, row.period)
    return Proof.of("change_on", "points", value, None if pair is None else pair[0] - pair[1])


def _grown(track: Track, period: Period) -> Formula | None:
    told, pair = _told(track, period, "growth"), _pair(track, period)
    if told is not None or pair is None:
        return told
    return pair[0] / pair[1] - 1


def _pair(track: Track, period: Period) -> tuple[Formula, Formula] | None:
    """A value and the one of the same period of the year before."""
    value, before = _value(track, period), _value(track, period.of_year(period.year - 1))
    if value is None or before is None:
        return None
    return brief(value, "period_value", period.year), brief(before, "before", period.year - 1)


def rest_of_year(running: PartYear, track: Track) -> Proof | None:
    """Growth that the months left must bring for the year to grow as required. Method, eq. (22)."""
    if running.rest is None:
        return None
    last, pair = track.last, _pair(track, running.period)
    whole = newest(last)
    if pair is None or last.rate is None or whole is None or whole.formula is None:
        return Proof.of("rest_of_year", "rate", running.rest, None)
    assert last.level is not None
    year = brief(whole.formula, "level", last.level.year)
    formula = (year * (1 + Term("required", last.rate, "rate")) - pair[0]) / (year - pair[1]) - 1
    return Proof.of("rest_of_year", "rate", running.rest, formula)
