"""Proofs of one entry of the ledger: newest level, goal, what is required a year, way done, pace so far. Method, section 10."""

from collections.abc import Sequence
from dataclasses import replace

from forecast.proof import Formula, Kind, Proof, Term
from forecast.proof.formula import call
from forecast.proof.grounds import on_scale
from forecast.tracking import Entry, Track
from forecast.tracking.entry import under_ceiling
from forecast.tracking.review import distance_done
from forecast.tracking.warning import Warned, chained_levels
from forecast.trackproof.levels import State, as_reported, brief, goal, level, state_of


def newest(entry: Entry) -> Proof | None:
    """The newest level, in the definition that holds; where no link leads there, as it was reported."""
    found = entry.level
    if found is None or entry.row.law == "status":
        return None
    state = state_of(entry)
    if entry.value is None:
        return Proof.of("newest", "level", found.value, as_reported(state, found.year))
    return Proof.of("newest", "level", entry.value, level(state, found.year))


def aim(entry: Entry) -> Proof | None:
    """The target as it stood, of a range the nearer end; where no link leads to what holds now, as it was set."""
    state = state_of(entry)
    if entry.goal is not None:
        return Proof.of("target", "level", entry.goal, goal(state, entry.value))
    if entry.row.goal is None:
        return None
    as_set = State(entry.state, replace(entry.chain, links=()))
    return Proof.of("target", "level", entry.row.goal, goal(as_set, entry.row.base.value))


def required(entry: Entry) -> Proof | None:
    """What the target requires of each year that is left. Method, eq. (60)."""
    if entry.required is None:
        return None
    kind: Kind = "rate" if entry.rate is not None else "points" if entry.points is not None else "flow"
    end = ends(entry)[1]
    if entry.row.law == "flow":
        return Proof.of("required", kind, entry.required, end)
    here, years = ends(entry)[0], Term("years", entry.rest, "plain")
    formula = (end / here) ** (1 / years) - 1 if kind == "rate" else (end - here) / years
    return Proof.of("required", kind, entry.required, formula)


def ends(entry: Entry) -> tuple[Formula, Formula]:
    """The newest level and the goal of an entry that requires something, as parts of a formula."""
    assert entry.level is not None
    state, year = state_of(entry), entry.level.year
    end = goal(state, entry.value)
    assert end is not None
    return brief(level(state, year), "level", year), brief(end, "target", entry.row.year)


def years_left(entry: Entry) -> Proof:
    """Years from the newest level to the target's."""
    return Proof.of("years_left", "plain", max(entry.rest, 0), None)


def way_done(entry: Entry) -> Proof | None:
    """Share of the way from base to target that is done."""
    plan = entry.chain.plan
    value = distance_done(plan, entry)
    if value is None:
        return None
    state = state_of(entry)
    start = brief(level(state, plan.base_year), "base", plan.base_year)
    here, end = ends(entry)
    return Proof.of("way_done", "share", value, between(state, start, here) / between(state, start, end))


def between(state: State, first: Formula, last: Formula) -> Formula:
    """Way between two levels on the scale of the law, on which it adds one step a year."""
    indicator = state.indicator
    if indicator.law == "compound":
        return call("LN", last / first)
    return on_scale(indicator, state.chain.row, last) - on_scale(indicator, state.chain.row, first)


def pace(warned: Warned) -> Proof | None:
    """Pace so far over the pace required; of a ceiling what may still come over what came."""
    entry, value = warned.track.last, warned.pace_ratio
    achieved = None if value is None else _achieved(warned.track)
    if value is None or achieved is None:
        return None
    step = between(state_of(entry), *ends(entry)) / Term("years", entry.rest, "plain")
    ceiling = under_ceiling(entry.row, state_of(entry).indicator)
    return Proof.of("pace_so_far", "share", value, step / achieved if ceiling else achieved / step)


def _achieved(track: Track) -> Formula | None:
    """Mean step since the base year on the scale of the law; that of the past where no year of the plan is known."""
    state, years = state_of(track.last), sorted(chained_levels(track))
    if len(years) > 1:
        first, last = (brief(level(state, year), "level", year) for year in (years[0], years[-1]))
        return between(state, first, last) / Term("years", years[-1] - years[0], "plain")
    past = track.row.past
    if past is None:
        return None
    if past.rate is not None and track.row.law == "compound":
        return call("LN", 1 + Term("past_growth", past.rate, "rate", past.item))
    step = past.flow if track.row.law == "total" else past.step
    return None if step is None else Term("past_growth", step, "points", past.item)


def chance(entry: Entry) -> Proof | None:
    """Chance of the target by past and class, as it was known."""
    ahead = None if entry.prospect is None else entry.prospect.ahead
    return None if ahead is None else Proof.of("p_reference", "chance", ahead.chance, None)


def chance_moved(track: Track) -> Proof | None:
    """Change of the chance since it could first be told, in points."""
    told = track.aheads
    if len(told) < 2:
        return None
    return Proof.of("chance_moved", "points", 100 * (told[-1].chance - told[0].chance), None)


def expected(entry: Entry, place: int) -> Proof | None:
    """What is expected of the target year: 0 the lower end with 8 in 10 chances, 1 the middle, 2 the upper end."""
    if entry.prospect is None or entry.prospect.band is None or entry.prospect.middle is None:
        return None
    low, high = entry.prospect.band
    return Proof.of("expected", "level", (low, entry.prospect.middle, high)[place], None)


def narrowed(found: Sequence[Entry]) -> Proof | None:
    """Span of what is expected now over the one at first."""
    spans = [entry.prospect.band for entry in found if entry.prospect is not None and entry.prospect.band is not None]
    if len(spans) < 2:
        return None
    parts = [
        Term(f"{name}_{when}", band[place], "level")
        for when, band in (("now", spans[-1]), ("before", spans[0]))
        for place, name in ((1, "high"), (0, "low"))
    ]
    (first, last) = spans[0], spans[-1]
    return Proof.of(
        "narrowed", "share", (last[1] - last[0]) / (first[1] - first[0]), (parts[0] - parts[1]) / (parts[2] - parts[3])
    )


def because(warned: Warned) -> Proof | None:
    """What a warning rests on: how many others were as fast, or the pace so far."""
    if warned.basis == "precedent" and warned.share is not None:
        return Proof.of("faster", "among", 1 - warned.share, None)
    return pace(warned)
