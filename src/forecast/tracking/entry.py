"""One entry of the ledger: what a target requires of the years that are left, as it stood on a day."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from forecast import growth
from forecast.attainment import Attained, attainment, nearest_end, stays_below
from forecast.plan import Indicator, Plan
from forecast.requirement import Requirement, half_unit, verdict
from forecast.rules import place_on_scale
from forecast.tracking.breaks import Chain, chain
from forecast.tracking.facts import Facts
from forecast.tracking.learning import Ahead
from forecast.tracking.levels import Known, Level, known

Place: TypeAlias = Callable[[float], float]
Why: TypeAlias = Literal[
    "no_base_value", "qualitative", "later_year", "no_target", "break_no_link", "term_over", "not_defined", "base_not_positive",
    "target_not_positive", "index_needs_base",
]  # fmt: skip
CAUSES: Final = ("performance", "revision", "target", "definition")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of what is required a year, split by cause; the four add up to it."""

    performance: float = 0.0
    revision: float = 0.0
    target: float = 0.0
    definition: float = 0.0

    @property
    def total(self) -> float:
        """The change."""
        return math.fsum(self.parts.values())

    @property
    def parts(self) -> dict[str, float]:
        """Amount by cause."""
        return {cause: getattr(self, cause) for cause in CAUSES}

    def times(self, weight: float) -> "Change":
        """The same change on another scale."""
        return Change(**{cause: weight * amount for cause, amount in self.parts.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What a reference class says of the years that are left.

    ahead : what they need, and what can be expected of them
    share : part of the class's windows of that length that brought less, plus half of those that brought the same [-]
    high_step : the class's 90th percentile in the better direction [step/yr on the scale of the law]
    band : level of the target year that is passed with 9 in 10, and with 1 in 10 chances, in the definition that holds [unit]
    middle : level that is passed with as much chance as not [unit]
    reason : why nothing is said, a code of `wording.REASONS`
    """

    ahead: Ahead | None = None
    band: tuple[float, float] | None = None
    middle: float | None = None
    share: float | None = None
    high_step: float | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What held for one target on one day.

    known_on : empty for the plan itself
    level : newest year that was known; None before anything is
    value, goal : that level and the nearest end of the target, in the definition that held [unit]
    rest : years left [yr]
    step : required a year on the scale of the law; rate, points, flow: the same as readers know it
    change : of `step`, against the entry before; change_rate: of the rate, the points or the yearly amount
    prospect : what a reference class says of the years left, where there is one
    reason : why nothing is required; new : ids of the facts that became known
    """

    known_on: str
    row: Requirement
    state: Known
    chain: Chain
    level: Level | None
    value: float | None
    goal: float | None
    rest: int
    attained: Attained | None
    step: float | None = None
    rate: float | None = None
    points: float | None = None
    flow: float | None = None
    change: Change | None = None
    change_rate: Change | None = None
    prospect: Prospect | None = None
    reason: Why | None = None
    new: tuple[str, ...] = ()

    @property
    def required(self) -> float | None:
        """What is required a year: a rate, points, or an amount."""
        return next((value for value in (self.rate, self.points, self.flow) if value is not None), None)


def enter(plan: Plan, row: Requirement, facts: Facts, day: str) -> Entry:
    """What held for the target of `row` once `facts` were known."""
    state = known(plan, row, facts)
    links = chain(plan, row, state, facts)
    level = state.last
    value = None if level is None else links.level(level.value, level.year)
    goal = None if state.row.goal is None else goal_of(plan, state, links, value)
    rest = (row.year or plan.target_year) - (plan.base_year if level is None else level.year)
    entry = Entry(
        known_on=day, row=state.row, state=state, chain=links, level=level, value=value, goal=goal, rest=rest,
        attained=_attained(plan, state, links, value),
    )  # fmt: skip
    reason = _reason(plan, entry)
    return replace(entry, reason=reason) if reason else _with_required(plan, entry)


def goal_of(plan: Plan, state: Known, links: Chain, value: float | None) -> float | None:
    """Nearest end of the target in the definition that holds last [unit]; None where no link leads there."""
    ends = ends_of(state, links)
    return None if ends is None else nearest_end(*ends, plan.indicators[state.row.place].better, value)


def ends_of(state: Known, links: Chain) -> tuple[float | None, float | None] | None:
    """Both ends of the target in the definition that holds last [unit]; None where no link leads there."""
    ends = [end if end is None else links.goal(end, state.set_on) for end in (state.row.low, state.row.high)]
    lost = [
        end
        for end, printed in zip(ends, (state.row.low, state.row.high), strict=True)
        if end is None and printed is not None
    ]
    return None if lost else (ends[0], ends[1])


def _attained(plan: Plan, state: Known, links: Chain, value: float | None) -> Attained | None:
    indicator = plan.indicators[state.row.place]
    if indicator.law == "status":
        last = state.last
        return None if last is None else "attained" if last.value else "missed"
    ends = ends_of(state, links) if state.row.goal is not None else None
    if value is None or ends is None:
        return None
    if under_ceiling(state.row, indicator) and state.last is not None and state.last.year < (state.row.year or 0):
        return "missed"  # what is used up so far says nothing of the years left
    row = replace(state.row, low=ends[0], high=ends[1])
    if indicator.law != "hold" or state.last is None or state.last.origin == "plan":
        return verdict(row, indicator, value)
    return attainment(row.low, row.high, row.comparator or "=", indicator.better, value, _room(row, indicator))


def _room(row: Requirement, indicator: Indicator) -> float:
    """By how much a known figure may stay behind a level to be held [unit]: by nothing behind "at least", else by half its printed place.

    Half a point at most for percentages: 89.4 % is no 90 %, whatever the zero of 90 stands for.
    """
    if row.comparator in (">=", "<="):
        return 0.0
    return half_unit(row) if indicator.measure.kind == "percent" else row.half


def under_ceiling(row: Requirement, indicator: Indicator) -> bool:
    """Whether a sum of the whole term is to stay below its target: it is reached only when the term is over."""
    return indicator.law == "total" and stays_below(row.low, row.high, indicator.better)


def _reason(plan: Plan, entry: Entry) -> Why | None:
    """Why nothing is required: what the target is, what is not known, what is not linked."""
    row = entry.row
    if row.law == "status" or row.goal is None:
        return "qualitative"
    if row.year is None or row.year > plan.target_year:
        return "later_year"
    if entry.level is None:
        return "index_needs_base" if entry.state.unused else "no_base_value"
    if entry.value is None or entry.goal is None:
        return "break_no_link"
    if row.law == "hold":
        return "not_defined"
    if entry.rest <= 0:
        return "term_over"
    if row.law == "compound" and min(entry.value, entry.goal) <= 0:
        return "base_not_positive" if entry.value <= 0 else "target_not_positive"
    return None


def _with_required(plan: Plan, entry: Entry) -> Entry:
    """Entry with what the target requires of each year that is left. Method, eq. (60)."""
    assert entry.value is not None and entry.goal is not None
    if entry.row.law == "flow":
        return replace(entry, flow=entry.goal, step=entry.goal)
    to = scale_of(plan, entry.chain.row)
    step = (to(entry.goal) - to(entry.value)) / entry.rest
    if entry.row.law == "compound":
        return replace(entry, step=step, rate=float(growth.required_rate(entry.value, entry.goal, entry.rest)))
    points = (entry.goal - entry.value) / entry.rest
    return replace(entry, step=step, **{"flow" if entry.row.law == "total" else "points": points})  # type: ignore[arg-type]


def scale_of(plan: Plan, row: Requirement) -> Place:
    """Where a level stands on the scale on which its law adds one step a year; `row` is the plan's own, so that it never changes."""
    indicator = plan.indicators[row.place]
    return lambda level: place_on_scale(indicator, row, level)
