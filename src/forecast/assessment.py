"""Judgement of every target under one scenario: gap, pace, light. Thresholds are constants with their source.

Three checks stand side by side and are never mixed into one score: pace, precedent and chance.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from forecast import growth
from forecast.attainment import Attained
from forecast.chances import Chance, Chances, Precedent
from forecast.growth import Floats
from forecast.pace import PACE_MODERATE, PaceStatus, distance_share, pace_ratio, pace_status
from forecast.plan import Indicator, Plan
from forecast.projection import Projection
from forecast.reference import position
from forecast.requirement import Requirement, Requirements, verdict
from forecast.safeyear import Safe, last_safe_year, last_safe_year_elsewhere

RED_BELOW: Final = 1 / 3
"""Chance below which a target that is short is out of reach (design, section 6)."""
GREEN_FROM: Final = 2 / 3
"""Chance from which an attained target is within reach."""
Light: TypeAlias = Literal["red", "orange", "green", "grey"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One target judged under one scenario; None where something is not known or does not apply.

    path : (n_years + 1) levels [unit], the base year first; projected_value : that of the target's year
    gap : what is missing in the better direction [unit], negative where it is exceeded; shortfall : the gap, 0 at least [unit]
    attained : attained, missed, or borderline where rounding cannot tell
    mean_rate : average growth of the path, a fraction [1/yr]; mean_points : its average change [unit/yr]
    pace_ratio, pace_status : past pace over the required one [1], and the words for it
    distance_share : share of the way to the target that the past pace would cover [1]
    year_attained : first year from which it stays attained; last_safe_year : last year from which the past pace, or
        the best of the class, still reaches it
    clipped : the path was stopped at a bound or at its whole
    reason : why the target cannot be judged
    quantiles : by probability, (n_years + 1) levels of the band [unit], the base year first
    """

    requirement: Requirement
    scenario: str
    path: tuple[float | None, ...]
    projected_value: float | None
    gap: float | None
    shortfall: float | None
    attained: Attained | None
    light: Light
    mean_rate: float | None
    mean_points: float | None
    pace_ratio: float | None
    pace_status: PaceStatus | None
    distance_share: float | None
    year_attained: int | None
    last_safe_year: int | None
    last_safe: Safe | None
    clipped: bool
    reason: str | None
    chance: Chance | None = None
    quantiles: Mapping[float, tuple[float, ...]] | None = None

    @property
    def p_attain(self) -> float | None:
        """Chance that the target is attained in its year, the scenario's rates being the median of growth."""
        return None if self.chance is None else self.chance.p_attain

    @property
    def p_reference(self) -> float | None:
        """Chance by the indicator's own past and its class alone; the scenario does not move it."""
        return None if self.chance is None else self.chance.p_reference

    @property
    def p_by(self) -> tuple[float, ...] | None:
        """Chance that the target is attained in or before each plan year, (n_years)."""
        return None if self.chance is None else self.chance.p_by

    @property
    def precedent(self) -> Precedent | None:
        """The required growth among what such indicators did elsewhere."""
        return None if self.chance is None else self.chance.precedent

    @property
    def chance_reason(self) -> str | None:
        """Why `p_attain` is not known."""
        return "not_computed" if self.chance is None else self.chance.reason


@dataclass(frozen=True, eq=False, kw_only=True)
class Assessments:
    """All targets of a plan judged under one scenario, in the order of the requirements."""

    scenario: str
    rows: tuple[Assessment, ...]

    def __iter__(self) -> Iterator[Assessment]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def counted(self) -> tuple[Assessment, ...]:
        """First target of each indicator that can be judged: what "x of y" counts."""
        seen: set[str] = set()
        rows = []
        for row in self.rows:
            if row.requirement.indicator not in seen and row.requirement.target is not None:
                seen.add(row.requirement.indicator)
                if row.light != "grey":
                    rows.append(row)
        return tuple(rows)

    @property
    def n_attained(self) -> int:
        """How many of `counted` are attained."""
        return sum(row.attained == "attained" for row in self.counted())


def assess(
    plan: Plan, requirements: Requirements, projection: Projection, chances: Chances | None = None
) -> Assessments:
    """Judge every target of `plan` along the paths of `projection`, with chances where they were computed."""
    rows = []
    for number, requirement in enumerate(requirements.rows):
        indicator = plan.indicators[requirement.place]
        levels = None if requirement.place in projection.unknown else projection.levels[requirement.place]
        if levels is None or not requirement.assessable:
            reason = requirement.reason or projection.unknown.get(requirement.place)
            row = _grey(plan, requirement, projection, levels, reason)
        else:
            row = _judge(plan, indicator, requirement, projection, levels)
        rows.append(row if chances is None else _with_chance(plan, row, chances, number))
    return Assessments(scenario=projection.scenario.id, rows=tuple(rows))


def _with_chance(plan: Plan, row: Assessment, chances: Chances, number: int) -> Assessment:
    chance, bands = chances.rows[number], chances.bands.get(row.requirement.place)
    judged = replace(row, chance=chance, quantiles=bands)
    if row.last_safe == "unknown" and chance.precedent is not None:
        safe, year = last_safe_year_elsewhere(plan, row.requirement, row.path, chance.precedent)
        judged = replace(judged, last_safe=safe, last_safe_year=year)
    return judged if row.light == "grey" or chance.p_attain is None else replace(judged, light=light_by_chance(judged))


def _path(levels: Floats) -> tuple[float | None, ...]:
    return tuple(None if math.isnan(level) else level for level in levels.tolist())


def _grey(
    plan: Plan, requirement: Requirement, projection: Projection, levels: Floats | None, reason: str | None
) -> Assessment:
    path = (None,) * (plan.n_years + 1) if levels is None else _path(levels)
    year = plan.target_year if requirement.year is None else requirement.year
    projected = path[year - plan.base_year] if plan.base_year <= year <= plan.target_year else None
    return Assessment(
        requirement=requirement, scenario=projection.scenario.id, path=path, projected_value=projected, gap=None, shortfall=None,
        attained=None, light="grey", mean_rate=None, mean_points=None, pace_ratio=None, pace_status=None, distance_share=None,
        year_attained=None, last_safe_year=None, last_safe=None, clipped=bool(projection.clipped[requirement.place]), reason=reason,
    )  # fmt: skip


def _judge(
    plan: Plan, indicator: Indicator, requirement: Requirement, projection: Projection, levels: Floats
) -> Assessment:
    assert requirement.year is not None
    n_years = requirement.year - plan.base_year
    projected = float(levels[n_years])
    verdicts = [verdict(requirement, indicator, level) for level in levels.tolist()]
    reached = verdicts[n_years]
    gaps = [gap(requirement, indicator, level) for level in levels[1 : n_years + 1].tolist()]
    miss = max(gaps) if indicator.law == "flow" else gaps[-1]
    if indicator.law == "flow":
        reached = _every_year(verdicts[1 : n_years + 1])
    noise = growth.ATTAIN_TOLERANCE * abs(requirement.goal or requirement.base.value or 0.0)
    if abs(miss) <= noise or (reached == "attained" and miss > 0):
        miss = 0.0
    ratio = pace_ratio(indicator, requirement, n_years)
    mean_rate, mean_points = _means(indicator, requirement, projected, n_years)
    safe, safe_year = last_safe_year(plan, indicator, requirement, levels, reached)
    return Assessment(
        requirement=requirement, scenario=projection.scenario.id, path=_path(levels), projected_value=projected, gap=miss,
        shortfall=max(0.0, miss), attained=reached, light=light_by_pace(reached, ratio), mean_rate=mean_rate, mean_points=mean_points,
        pace_ratio=ratio, pace_status=pace_status(ratio, requirement.met_at_base),
        distance_share=distance_share(indicator, requirement, n_years), year_attained=_first_year(plan, requirement, verdicts, reached),
        last_safe_year=safe_year, last_safe=safe, clipped=bool(projection.clipped[requirement.place]), reason=None,
    )  # fmt: skip


def _every_year(verdicts: Sequence[Attained]) -> Attained:
    if "missed" in verdicts:
        return "missed"
    return "borderline" if "borderline" in verdicts else "attained"


def gap(requirement: Requirement, indicator: Indicator, level: float) -> float:
    """Distance that is missing, s (T - Y) [unit]: positive is a miss. Method, eq. (9).

    Outside a corridor it is the distance to the nearest end.
    """
    low, high = requirement.low, requirement.high
    if indicator.better == "none" and low is not None and high is not None:
        return max(low - level, level - high, 0.0)
    if indicator.better == "lower" or low is None:
        assert high is not None or low is not None
        return level - (high if high is not None else low)  # type: ignore[operator]
    return low - level


def light_by_pace(reached: Attained, ratio: float | None) -> Light:
    """Traffic light where no chance is known: red is short with a pace ratio below 0.6, otherwise orange, never green."""
    return "red" if reached == "missed" and ratio is not None and ratio < PACE_MODERATE else "orange"


def light_by_chance(row: Assessment) -> Light:
    """Traffic light of a target whose chance is known.

    Red: short, and a chance below a third. Green: attained with a chance of two thirds, by a growth that one in ten of the class
    surpassed. Orange: everything else.
    """
    assert row.p_attain is not None
    if row.attained == "missed" and row.p_attain < RED_BELOW:
        return "red"
    if row.attained == "attained" and row.p_attain >= GREEN_FROM and not _beyond_the_best(row):
        return "green"
    return "orange"


def _beyond_the_best(row: Assessment) -> bool:
    """Whether the path grows faster than the 90th percentile of its class did, in the wanted direction."""
    unusual, base, level = row.precedent, row.requirement.base.value, row.projected_value
    if unusual is None or base is None or level is None:
        return False
    moved = (position(unusual.scale, level) - position(unusual.scale, base)) / unusual.horizon
    return moved > unusual.p90 if unusual.better == "higher" else moved < unusual.p90


def _means(
    indicator: Indicator, requirement: Requirement, projected: float, n_years: int
) -> tuple[float | None, float | None]:
    base = requirement.base.value
    if base is None or indicator.law in ("flow", "total", "hold"):
        return None, None
    if indicator.law == "compound":
        return (float(growth.mean_rate(base, projected, n_years)) if projected > 0 else None), None
    return None, (projected - base) / n_years


def _first_year(plan: Plan, requirement: Requirement, verdicts: Sequence[Attained], reached: Attained) -> int | None:
    """First plan year from which the target stays attained; for a flow that of the target, and only if every year to it attains it."""
    if reached != "attained":
        return None
    if requirement.law == "flow":
        return requirement.year
    first = len(verdicts)
    while first > 0 and verdicts[first - 1] == "attained":
        first -= 1
    return plan.base_year + first if first < len(verdicts) else None
