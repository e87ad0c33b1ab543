"""Early warning: which targets are on course, which to watch, where to act, and until when there is time.

The signal compares what the years left require with what such places brought about; where no reference class is known, with the pace
that was achieved. The thresholds are constants with their source.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from forecast import growth
from forecast.pace import PACE_MODERATE, PACE_ON_TRACK
from forecast.plan import Plan
from forecast.requirement import SCALES
from forecast.safeyear import Safe
from forecast.tracking.entry import Entry, scale_of, under_ceiling
from forecast.tracking.facts import Fact, adds_up
from forecast.tracking.ledger import Ledger, Track
from forecast.tracking.partyear import PartYear, quarter_shares, running_year

Signal: TypeAlias = Literal["act", "watch", "on_course", "attained", "unknown"]
Basis: TypeAlias = Literal["precedent", "pace", "too_late", "attained", "missed", "none"]
SHARE_WATCH: Final = 0.75
"""Share of such places that were slower from which a requirement is watched: top quartile, as in the IMF's realism tools."""
SHARE_ACT: Final = 0.90
"""... from which it is time to act: top tenth."""
ORDER: Final[dict[Signal, int]] = {"act": 0, "watch": 1, "on_course": 2, "attained": 3, "unknown": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """One target as the leadership's list shows it.

    basis : what the signal rests on; share : part of such places that brought about less than is required [-]
    achieved : mean step since the base year [step/yr]; pace_ratio : that over what is required
    safe, safe_year : last year in which the best pace still reaches the target; best : that pace [step/yr]
    telling : quarter of the next year by whose end the achieved pace would be too slow to be made up for
    explanation : what the responsible office said last
    """

    track: Track
    signal: Signal
    basis: Basis
    share: float | None = None
    achieved: float | None = None
    pace_ratio: float | None = None
    safe: Safe = "unknown"
    safe_year: int | None = None
    best: float | None = None
    telling: int | None = None
    running: PartYear | None = None
    explanation: Fact | None = None


def warn(ledger: Ledger) -> tuple[Warned, ...]:
    """Every target with its signal, those to act on first, and of one signal the one that requires most against the plan."""
    found = [_warned(ledger.plan, track) for track in ledger]
    return tuple(sorted(found, key=lambda each: (ORDER[each.signal], -_raised(each.track), each.track.row.place)))


def _raised(track: Track) -> float:
    """By how much the requirement has risen since the plan, on the scale of the law and in its direction."""
    if track.total is None or track.first.step is None:
        return 0.0
    return math.copysign(1.0, track.first.step) * track.total.total


def _warned(plan: Plan, track: Track) -> Warned:
    last, indicator = track.last, plan.indicators[track.row.place]
    told = track.facts.of_kind("explanation")
    explanation = told[-1] if told else None
    running = running_year(indicator, last, track.facts)
    if last.attained == "attained" and last.level is not None and last.level.origin != "plan":
        return Warned(track=track, signal="attained", basis="attained", running=running, explanation=explanation)
    over = last.reason == "term_over" or (indicator.law == "status" and last.rest <= 0)
    if over or (last.attained == "missed" and indicator.law in ("flow", "hold") and last.level is not None):
        signal: Signal = "unknown" if last.level is None or last.level.origin == "plan" else "act"
        return Warned(
            track=track,
            signal=signal,
            basis="missed" if signal == "act" else "none",
            running=running,
            explanation=explanation,
        )
    if last.step is None or indicator.law == "flow":
        return Warned(track=track, signal="unknown", basis="none", running=running, explanation=explanation)
    return _judged(plan, track, running, explanation)


def _judged(plan: Plan, track: Track, running: PartYear | None, explanation: Fact | None) -> Warned:
    """A target that growth has still to reach."""
    last = track.last
    achieved, best = achieved_step(track), best_step(track)
    if under_ceiling(last.row, plan.indicators[last.row.place]):
        ratio = last.step / achieved if achieved and last.step is not None else None
        signal, basis = signal_of(None, ratio, "unknown")
        return Warned(
            track=track, signal=signal, basis=basis, achieved=achieved, pace_ratio=ratio, running=running, explanation=explanation
        )  # fmt: skip
    ratio = None if achieved is None or not last.step else achieved / last.step
    safe, safe_year = last_safe(last, achieved, best)
    share = None if last.prospect is None else last.prospect.share
    sure = last.prospect is not None and last.prospect.high_step is not None
    signal, basis = signal_of(share, ratio, safe if sure else "unknown")
    return Warned(
        track=track, signal=signal, basis=basis, share=share, achieved=achieved, pace_ratio=ratio, safe=safe, safe_year=safe_year,
        best=best, telling=telling_quarter(plan, last, achieved, best), running=running, explanation=explanation,
    )  # fmt: skip


def signal_of(share: float | None, ratio: float | None, safe: Safe) -> tuple[Signal, Basis]:
    """Signal of a target and what it rests on: too late, then precedent, then the pace; a slow pace is watched at least.

    `safe` counts only where the best pace is that of a class: the best of a place's own few years proves nothing.
    """
    if safe == "too_late":
        return "act", "too_late"
    slow = ratio is not None and ratio < PACE_MODERATE
    if share is not None:
        if share >= SHARE_ACT:
            return "act", "precedent"
        return (
            ("watch", "precedent")
            if share >= SHARE_WATCH
            else ("watch", "pace")
            if slow
            else ("on_course", "precedent")
        )
    if ratio is None:
        return "unknown", "none"
    return ("act" if slow else "watch" if ratio < PACE_ON_TRACK else "on_course"), "pace"


def chained_levels(track: Track) -> dict[int, float]:
    """Level of every year that is known, in the definition that holds last [unit]."""
    last = track.last
    levels = {year: last.chain.level(level.value, year) for year, level in last.state.levels.items()}
    return {year: level for year, level in levels.items() if level is not None}


def yearly_steps(track: Track) -> dict[int, float]:
    """Step of every year whose level and the one before are known [step/yr]."""
    levels, to = chained_levels(track), scale_of(track.last.chain.plan, track.row)
    return {year: to(level) - to(levels[year - 1]) for year, level in levels.items() if year - 1 in levels}


def achieved_step(track: Track) -> float | None:
    """Mean step since the base year; the pace of the past where no year of the plan is known [step/yr]."""
    levels, to = chained_levels(track), scale_of(track.last.chain.plan, track.row)
    if len(levels) > 1:
        first, last = min(levels), max(levels)
        return (to(levels[last]) - to(levels[first])) / (last - first)
    past = track.row.past
    if past is None:
        return None
    return past.flow if track.row.law == "total" else past.step


def best_step(track: Track) -> float | None:
    """Best pace there is reason to hope for: the class's 90th percentile, else the best of this place's own [step/yr]."""
    last = track.last
    if last.prospect is not None and last.prospect.high_step is not None:
        return last.prospect.high_step
    past = track.row.past
    own = [*yearly_steps(track).values(), *([past.step] if past is not None and past.step is not None else [])]
    if not own or last.step is None:
        return None
    return max(own) if last.step > 0 else min(own)


def last_safe(entry: Entry, achieved: float | None, best: float | None) -> tuple[Safe, int | None]:
    """Last year from which the best pace reaches the target if the achieved one goes on until then. Method, eq. (11)."""
    if achieved is None or best is None or entry.step is None or entry.level is None:
        return "unknown", None
    needed, way = entry.step * entry.rest, math.copysign(1.0, entry.step)
    room = 1e-9 * abs(needed)
    for slow in range(entry.rest, -1, -1):
        if way * (achieved * slow + best * (entry.rest - slow)) >= way * needed - room:
            return ("not_needed", None) if slow == entry.rest else ("year", entry.level.year + slow + 1)
    return "too_late", None


def telling_quarter(plan: Plan, entry: Entry, achieved: float | None, best: float | None) -> int | None:
    """Quarter of the next year by whose end its rest could no longer make up for the achieved pace, even at the best one.

    4 where only the whole year tells; None where the achieved pace is enough, or the year's parts do not add up to it. Method, eq. (70).
    """
    indicator = plan.indicators[entry.row.place]
    if achieved is None or best is None or entry.step is None or entry.level is None or SCALES[indicator.law] != "log":
        return None
    if not adds_up(indicator) or achieved >= entry.step or best <= entry.step:
        return None
    needed, slow, fast = (float(growth.from_scale("log", step)) for step in (entry.step, achieved, best))
    done = 0.0
    shares: Sequence[float] = quarter_shares(entry.state.parts, entry.level)
    for quarter, share in enumerate(shares[:-1], start=1):
        done += share
        if (needed - done * slow) / (1 - done) > fast:
            return quarter
    return len(shares)
