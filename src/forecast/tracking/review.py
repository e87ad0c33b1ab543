"""Reviews as officials hold them: half-year, year, mid-term and final; every target in one of the words they use, and the counts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from forecast import growth
from forecast.plan import Plan
from forecast.tracking.entry import Entry, scale_of, under_ceiling
from forecast.tracking.facts import Facts, Period
from forecast.tracking.ledger import Judge, Ledger, keep_ledger
from forecast.tracking.warning import Warned, warn

ReviewKind: TypeAlias = Literal["half", "year", "mid", "final"]
Standing: TypeAlias = Literal["over", "met", "half", "on_the_way", "unlikely", "missed", "unknown"]
Remark: TypeAlias = Literal["no_figures", "no_last_year", "years_missing", "break", "not_every_year"]
REVIEWS: Final[tuple[ReviewKind, ...]] = ("half", "year", "mid", "final")
STANDINGS: Final[tuple[Standing, ...]] = ("over", "met", "half", "on_the_way", "unlikely", "missed", "unknown")
MID_TERM: Final = 3
"""Years after the base year in which the mid-term review is held: 2028 for a term that begins with 2026."""
HALF_YEAR: Final = 6
"""Months of a review within the year where no figure says of which [months]."""
HALF: Final = 0.5
"""Share of the distance from which officials say "more than half"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """One target in a review.

    distance : share of the way from base to target that is done, on the scale of the law [-]
    remark : why it is not known where it stands, or that a yearly flow was not reached in every year
    """

    warned: Warned
    standing: Standing
    distance: float | None
    remark: Remark | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Review:
    """A review of all targets: the first target of each indicator counts.

    months : of the year that a review within it is about
    """

    kind: ReviewKind
    year: int
    months: int
    on: str
    ledger: Ledger
    rows: tuple[Reviewed, ...]

    @property
    def counts(self) -> Mapping[Standing, int]:
        """How many targets stand where."""
        found = Counter(row.standing for row in self.rows)
        return {standing: found[standing] for standing in STANDINGS}

    @property
    def n_met(self) -> int:
        """Targets reached or passed."""
        return self.counts["met"] + self.counts["over"]


def review(plan: Plan, facts: Facts, kind: ReviewKind, on: str | None = None, judge: Judge | None = None) -> Review:
    """Review of `plan` from what was known on a day; left out: the newest day, for the mid-term at most the end of its year."""
    day = on or min(facts.days[-1] if facts.days else f"{plan.base_year}-12-31", latest_day(plan, facts, kind))
    ledger = keep_ledger(plan, facts, day, judge)
    year = _year(plan, ledger, kind)
    seen: set[str] = set()
    rows = []
    warned = {(each.track.row.indicator, each.track.row.target): each for each in warn(ledger)}
    for track in ledger:
        name = track.row.indicator
        if name not in seen and track.row.reason != "later_year":
            seen.add(name)
            rows.append(_reviewed(plan, warned[name, track.row.target], kind))
    part = _newest_part(ledger.facts)
    months = HALF_YEAR if part is None else part.last
    return Review(kind=kind, year=year, months=months, on=day, ledger=ledger, rows=tuple(rows))


def latest_day(plan: Plan, facts: Facts, kind: ReviewKind) -> str:
    """Day after which nothing belongs into a review unless it is asked for: the end of its year, within the term or within a year."""
    if kind == "half" and (part := _newest_part(facts)) is not None:
        return f"{part.year}-12-31"
    return f"{plan.base_year + MID_TERM}-12-31" if kind == "mid" else "9999-12-31"


def _newest_part(facts: Facts) -> Period | None:
    """The newest months of a year of which something is known."""
    told = [fact.period for fact in facts.of_kind("actual") if not fact.period.whole]
    return max(told, key=lambda period: (period.year, period.last), default=None)


def _year(plan: Plan, ledger: Ledger, kind: ReviewKind) -> int:
    if kind in ("mid", "final"):
        return min(plan.base_year + MID_TERM, plan.target_year) if kind == "mid" else plan.target_year
    told = [fact.period for fact in ledger.facts.of_kind("actual") if fact.period.whole == (kind == "year")]
    return max((period.year for period in told), default=plan.base_year + 1)


def _reviewed(plan: Plan, warned: Warned, kind: ReviewKind) -> Reviewed:
    last = warned.track.last
    distance = distance_done(plan, last)
    if (remark := _unknown(last, kind)) is not None:
        return Reviewed(warned=warned, standing="unknown", distance=distance, remark=remark)
    if kind == "final" and last.attained == "attained" and plan.indicators[warned.track.row.place].law == "flow":
        reached = _every_year(plan, last)
        if reached is not True:
            standing, remark = ("missed", "not_every_year") if reached is False else ("unknown", "years_missing")
            return Reviewed(warned=warned, standing=standing, distance=distance, remark=remark)  # type: ignore[arg-type]
    return Reviewed(warned=warned, standing=_standing(plan, warned, distance), distance=distance)


def _unknown(last: Entry, kind: ReviewKind) -> Remark | None:
    """Why it cannot be told where a target stands; None where it can."""
    if last.level is None or last.level.origin == "plan":
        return "no_figures"
    if last.attained is None:
        return "break" if last.reason == "break_no_link" else "no_figures"
    return "no_last_year" if kind == "final" and last.rest > 0 else None


def _standing(plan: Plan, warned: Warned, distance: float | None) -> Standing:
    last = warned.track.last
    if last.attained == "attained":
        return _how_met(plan, warned)
    if last.rest <= 0:
        return "missed"
    if warned.signal == "act" or (distance is not None and distance < 0):
        return "unlikely"
    return "half" if distance is not None and distance >= HALF else "on_the_way"


def _how_met(plan: Plan, warned: Warned) -> Standing:
    """Reached or passed."""
    last, indicator = warned.track.last, plan.indicators[warned.track.row.place]
    if indicator.law in ("status", "hold") or last.value is None or last.goal is None:
        return "met"
    room = growth.ATTAIN_TOLERANCE * max(abs(last.goal), abs(last.value))
    if last.row.comparator in (">", "<"):
        room += last.row.half
    passed = last.goal - last.value if _falls(last, indicator.better) else last.value - last.goal
    return "over" if passed > room else "met"


def _falls(entry: Entry, better: str) -> bool:
    return better == "lower" or (entry.row.low is None and entry.row.high is not None)


def _every_year(plan: Plan, entry: Entry) -> bool | None:
    """Whether a yearly flow was reached in every year of the term; None where no year is known to fail, and some are not known."""
    levels, goal = entry.state.levels, entry.goal
    assert goal is not None
    falls = _falls(entry, plan.indicators[entry.row.place].better)
    term = range(plan.base_year + 1, (entry.row.year or plan.target_year) + 1)
    known = [levels[year].value for year in term if year in levels]
    if not all(value <= goal if falls else value >= goal for value in known):
        return False
    return True if len(known) == len(term) else None


def distance_done(plan: Plan, entry: Entry) -> float | None:
    """Share of the way from base to target that is done [-]; None where there is no way, or no base."""
    base = entry.state.levels.get(plan.base_year)
    if (
        base is None
        or entry.value is None
        or entry.goal is None
        or plan.indicators[entry.row.place].law in ("flow", "hold")
        or under_ceiling(entry.row, plan.indicators[entry.row.place])
    ):
        return None
    start = entry.chain.level(base.value, base.year)
    if start is None or (entry.row.law == "compound" and min(start, entry.value, entry.goal) <= 0):
        return None
    to = scale_of(plan, entry.chain.row)
    way = to(entry.goal) - to(start)
    return None if abs(way) < growth.ATTAIN_TOLERANCE else (to(entry.value) - to(start)) / way
