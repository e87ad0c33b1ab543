"""What the figures of a plan come to: base values, past pace, targets as levels, and what each target requires a year.

Nothing here depends on a scenario. `require` gives one row for each target, in the order of the plan, and the arrays by indicator
that projections start from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal, TypeAlias

from forecast import growth
from forecast.attainment import Attained, attainment, beyond, nearest_end
from forecast.basis import Base, Pace, base_of, past_pace, stated_rate
from forecast.figures import Comparator
from forecast.growth import Scale
from forecast.plan import Indicator, Law, Plan, Rank, Target
from forecast.targetlevel import INDEX_BASE, TargetLevel, target_level

SCALES: Final[Mapping[Law, Scale]] = {
    "compound": "log", "linear": "linear", "logit": "logit", "flow": "linear", "total": "linear", "hold": "linear", "status": "linear",
}  # fmt: skip
Reason: TypeAlias = Literal[
    "no_base_value", "no_target", "later_year", "qualitative", "break_in_plan", "base_not_positive",
    "target_not_positive",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One target: what it asks for, from which base, and what that takes a year; None where it is not known or does not apply.

    place : of the indicator in the plan; target, rank : id and rank of the target, None for an indicator without one
    base, past : value of the base year and past pace, each with where it is from
    index : the base value is an index of 100, for only growth is targeted
    low, high : ends the target allows [unit]; half : half its last printed place [unit]
    goal : the nearer end [unit]; aim : the level that paths end at which reach the target [unit]
    stated_rate : growth the plan itself states, a fraction [1/yr]
    required_rate : compound growth to `goal`, a fraction [1/yr]; required_points : linear and logit laws [unit/yr]
    required_flow : yearly amount, of sums and yearly flows [unit/yr]
    required_low, required_high : rate or points to `low` and to `high`
    required_step : to `aim`, on the scale of the law [scale/yr]
    met_at_base : whether the base value attains it already
    reason : why it cannot be judged
    """

    indicator: str
    place: int
    target: str | None
    rank: Rank | None
    number: str | None
    law: Law
    unit: str
    year: int | None
    base: Base
    past: Pace | None
    index: bool
    low: float | None
    high: float | None
    comparator: Comparator | None
    half: float
    goal: float | None
    aim: float | None
    stated_rate: float | None
    required_rate: float | None = None
    required_points: float | None = None
    required_flow: float | None = None
    required_low: float | None = None
    required_high: float | None = None
    required_step: float | None = None
    met_at_base: bool = False
    reason: Reason | None = None

    @property
    def assessable(self) -> bool:
        """Whether the target can be judged at all."""
        return self.reason is None

    @property
    def base_value(self) -> float | None:
        """Value of the base year [unit]; 100 for an index."""
        return self.base.value


@dataclass(frozen=True, eq=False, kw_only=True)
class Requirements:
    """All targets of a plan as requirements, and what projections need by indicator."""

    plan: Plan
    rows: tuple[Requirement, ...]

    @cached_property
    def first(self) -> Mapping[str, Requirement]:
        """First row of each indicator: its base and past pace."""
        found: dict[str, Requirement] = {}
        for row in self.rows:
            found.setdefault(row.indicator, row)
        return found

    @cached_property
    def followed(self) -> Mapping[str, Requirement]:
        """By indicator, the most demanding target within the plan: the one that paths follow which reach their targets."""
        found: dict[str, Requirement] = {}
        for row in self.rows:
            if row.assessable and (row.indicator not in found or _demand(row) > _demand(found[row.indicator])):
                found[row.indicator] = row
        return found

    def of(self, indicator: str) -> tuple[Requirement, ...]:
        """Rows of one indicator."""
        return tuple(row for row in self.rows if row.indicator == indicator)


def _demand(row: Requirement) -> float:
    assert row.aim is not None
    step = row.required_step if row.required_step is not None else row.aim
    return -step if row.goal is not None and _falls(row) else step


def _falls(row: Requirement) -> bool:
    return row.comparator in ("<", "<=") or (
        row.base.value is not None and row.goal is not None and row.goal < row.base.value
    )


def require(plan: Plan) -> Requirements:
    """What each target of `plan` requires a year. Method, eq. (2), (3), (4) and (6).

    Returns
    -------
    One row for each target, in the order of the plan; an indicator without a target has one row. What cannot be judged says why.
    """
    rows: list[Requirement] = []
    for place, indicator in enumerate(plan.indicators):
        base = base_of(plan, indicator)
        past = past_pace(plan, indicator, base)
        index = base.value is None and any(
            target.kind != "level" and target.year <= plan.target_year for target in indicator.targets
        )
        if index:
            base = Base(value=INDEX_BASE, half=0.0, origin="index")
        for target in indicator.targets or (None,):
            rows.append(_row(plan, place, indicator, target, base, past, index))
    return Requirements(plan=plan, rows=tuple(rows))


def restated(plan: Plan, row: Requirement, base: Base, target: Target | None = None) -> Requirement:
    """A row of the plan with another base value, and another target where one is given; growth is applied to that base."""
    indicator = plan.indicators[row.place]
    known = target or next(each for each in indicator.targets if each.id == row.target)
    return _row(plan, row.place, indicator, known, base, row.past, base.origin == "index")


def _row(
    plan: Plan, place: int, indicator: Indicator, target: Target | None, base: Base, past: Pace | None, index: bool
) -> Requirement:
    goal = None if target is None or indicator.law == "status" else target_level(plan, indicator, target, base)
    reason = _reason(plan, indicator, target, base, goal)
    nearest = None if goal is None else nearest_end(goal.low, goal.high, indicator.better, base.value)
    row = Requirement(
        indicator=indicator.id, place=place, target=target.id if target else None, rank=target.rank if target else None,
        number=indicator.number, law=indicator.law, unit=indicator.unit, year=target.year if target else None, base=base, past=past,
        index=index, low=goal.low if goal else None, high=goal.high if goal else None, comparator=goal.comparator if goal else None,
        half=goal.half if goal else 0.0, goal=nearest, aim=None, stated_rate=stated_rate(indicator), reason=reason,
    )  # fmt: skip
    if reason is not None or goal is None or nearest is None or target is None:
        return row
    return _with_requirement(row, indicator, target.year - plan.base_year)


def _with_requirement(row: Requirement, indicator: Indicator, n_years: int) -> Requirement:
    """Row with what its target requires over `n_years`; a target met at the base asks paths for no move."""
    assert row.goal is not None
    met = (
        row.base.value is not None
        and verdict(row, indicator, row.base.value) == "attained"
        and indicator.law != "total"
    )
    aim = row.base.value if met else row.goal + beyond(row.goal, row.half, row.comparator)
    update: dict[str, float | bool | None] = {"aim": aim, "met_at_base": met}
    if indicator.law == "flow":
        update |= {"aim": row.goal if row.comparator not in (">", "<") else aim, "required_flow": row.goal}
    elif indicator.law == "total":
        update |= {"required_flow": row.goal / n_years}
        if row.base.value is not None and row.base.value > 0 and row.goal > 0:
            update["required_rate"] = float(growth.required_rate_of_sum(row.base.value, row.goal, n_years))
    elif indicator.law != "hold":
        update |= _by_scale(row, indicator, n_years)
    if indicator.law not in ("flow", "total"):
        update["required_step"] = step_to(row, indicator, aim, n_years)
    return replace(row, **update)  # type: ignore[arg-type]


def _by_scale(row: Requirement, indicator: Indicator, n_years: int) -> dict[str, float | bool | None]:
    """Required rate or points to the nearest end, and to both ends where they are given. Method, eq. (2) and (3)."""
    base = row.base.value
    assert base is not None and row.goal is not None
    per_year = growth.required_rate if indicator.law == "compound" else growth.required_points
    ends = {
        name: None if end is None else float(per_year(base, end, n_years))
        for name, end in (("low", row.low), ("high", row.high))
    }
    name = "required_rate" if indicator.law == "compound" else "required_points"
    return {name: float(per_year(base, row.goal, n_years)), "required_low": ends["low"], "required_high": ends["high"]}


def step_to(row: Requirement, indicator: Indicator, level: float | None, n_years: int) -> float | None:
    """Yearly step on the law's scale from the base to `level`. Method, eq. (4)."""
    base = row.base.value
    if base is None or level is None:
        return None
    scale, (low, high) = SCALES[indicator.law], indicator.limits
    if scale == "logit":
        margin = half_unit(row)
        base, level = float(growth.inside(base, low, high, margin)), float(growth.inside(level, low, high, margin))
    start, end = growth.to_scale(scale, base, low, high), growth.to_scale(scale, level, low, high)
    return float(end - start) / n_years


def half_unit(row: Requirement) -> float:
    """Half the last printed place by which a percentage at its bound is moved inside [unit]."""
    return min(row.half or row.base.half or 0.5, 0.5)


def _reason(
    plan: Plan, indicator: Indicator, target: Target | None, base: Base, goal: TargetLevel | None
) -> Reason | None:
    """Why a target cannot be judged: what it is, when it is, then what its base lacks."""
    if target is None:
        return "no_target"
    if indicator.law == "status" or goal is None:
        return "qualitative"
    if target.year > plan.target_year:
        return "later_year"
    if indicator.law not in ("flow", "total"):
        if base.value is None:
            return "no_base_value"
        if (reason := _without_rate(indicator, base.value, goal)) is not None:
            return reason
    broken = any(plan.base_year < change.year <= target.year for change in indicator.breaks)
    return "break_in_plan" if broken else None


def _without_rate(indicator: Indicator, base: float, goal: TargetLevel) -> Reason | None:
    if indicator.law != "compound":
        return None
    if base <= 0:
        return "base_not_positive"
    return "target_not_positive" if min(end for end in (goal.low, goal.high) if end is not None) <= 0 else None


def slack(row: Requirement, indicator: Indicator) -> float:
    """By how much a level may stay behind the target and still count as reached there [unit].

    Half the printed place for a level that is held, for "about", for a single figure where neither more nor less is better, and for
    a percentage whose target is its bound; at zero, which no relative tolerance reaches, what rounding leaves of the base.
    """
    point = indicator.better == "none" and row.low is not None and row.low == row.high
    if indicator.law == "hold" or row.comparator == "~" or point:
        return row.half
    if indicator.law == "logit" and row.goal in indicator.limits:
        return half_unit(row)
    return 0.0 if row.goal else growth.ATTAIN_TOLERANCE * abs(row.base.value or 0.0)


def verdict(row: Requirement, indicator: Indicator, level: float) -> Attained:
    """Whether `level` attains the target of `row`."""
    return attainment(row.low, row.high, row.comparator or "=", indicator.better, level, slack(row, indicator))
