"""What is believed of each indicator: where it starts, how wide its surprises are, and what its own past lets expect.

Beliefs come from the indicator's reference class and its own past; the scenario gives the median path. Method, section 11.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from forecast.growth import Floats
from forecast.outlook import Outlook, Past, Setting, outlook, typical
from forecast.plan import Indicator, Plan
from forecast.reference import INSIDE, MAX_HORIZON, Reference, ReferenceClass, Scale, Unknown, levels, position
from forecast.requirement import Requirement, Requirements, require
from forecast.scenario import Scenario
from forecast.sourced import Sourced
from forecast.surroundings import setting_of

SMALL: Final = 10_000
"""People below whom a place is small: its surprises are wider by the class's factor."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Belief:
    """Surprises of one indicator about its median path, on the scale of its class, for the years 1 … n after the base.

    local : (n,) scale of its own surprise, Student with `df` degrees of freedom
    national : (n,) standard deviation of the surprise it shares with its family
    ar1 : persistence of yearly growth
    outlooks : (n) distributions of the change from its own past and class alone, or why there are none
    centre : (n,) change that its class lets expect, after its own past where one is known
    past, setting : what is known of its past, and of the surroundings over the whole plan
    """

    place: int
    family: str
    scale: Scale
    start: float
    local: Floats
    df: float
    national: Floats
    ar1: float
    outlooks: tuple[Outlook, ...] | Unknown
    past: Past | None
    setting: Setting
    centre: Floats


def beliefs_of(
    plan: Plan, requirements: Requirements, reference: Reference, scenario: Scenario | None = None
) -> dict[int, Belief | Unknown]:
    """Belief about every indicator by its place, or why there is none. The scenario only states what the surroundings do."""
    small = is_small(plan, requirements)
    return {
        place: _belief(plan, requirements.first[indicator.id], reference, scenario, small)
        for place, indicator in enumerate(plan.indicators)
    }


def is_small(plan: Plan, requirements: Requirements) -> bool:
    """Whether the plan says that fewer than `SMALL` people live there."""
    people = (
        (requirements.first[indicator.id].base.value, indicator.measure.scale)
        for indicator in plan.indicators
        if indicator.family == "population" and indicator.measure.kind == "count"
    )
    return any(value is not None and value * scale < SMALL for value, scale in people)


def widening(found: ReferenceClass, small: bool) -> float:
    """Factor on the local spread: no history of a class is of a ward, and small places surprise more [-]."""
    return found.new_setting * (found.small_place if small else 1.0)


def _belief(
    plan: Plan, ground: Requirement, reference: Reference, scenario: Scenario | None, small: bool
) -> Belief | Unknown:
    indicator = plan.indicators[ground.place]
    if indicator.law == "status":
        return Unknown("qualitative")
    found = reference.find(indicator.reference_class)
    if isinstance(found, Unknown):
        return found
    base = ground.base.value
    if base is None:
        return Unknown("no_base_value")
    if (reason := misfit(indicator, found, base)) is not None:
        return Unknown(reason)
    if plan.n_years > MAX_HORIZON:
        return Unknown("horizon_outside")
    own = own_past(plan, indicator, ground, found)
    widen = widening(found, small)
    settings = [setting_of(plan, scenario, found, base, year, widen) for year in range(1, plan.n_years + 1)]
    wide = [_spread(reference, found, own, year, setting) for year, setting in enumerate(settings, 1)]
    return Belief(
        place=plan.index[indicator.id], family=found.family, scale=found.scale, start=position(found.scale, base),
        local=np.array([each.local for each in wide]), df=wide[0].df, national=np.array([each.national for each in wide]),
        ar1=found.noise_ar1, outlooks=_outlooks(reference, indicator, own, settings),
        past=None if isinstance(own, Unknown) else own, setting=settings[-1], centre=np.array([each.centre for each in wide]),
    )  # fmt: skip


def misfit(indicator: Indicator, found: ReferenceClass, base: float) -> str | None:
    """Why an indicator cannot be on the scale of its class."""
    if found.scale == "logit":
        if indicator.measure.kind != "percent" or indicator.measure.scale != 1:  # ‰ is on another scale
            return "family_unit"
        return None if INSIDE[0] <= base <= INSIDE[1] else "near_limit"
    return None if base > 0 else "base_not_positive"


def _outlooks(
    reference: Reference, indicator: Indicator, own: Past | Unknown, settings: list[Setting]
) -> tuple[Outlook, ...] | Unknown:
    if isinstance(own, Unknown):
        return own
    found = [
        outlook(reference, indicator.reference_class, own, year, setting) for year, setting in enumerate(settings, 1)
    ]
    unknown = next((each for each in found if isinstance(each, Unknown)), None)
    return unknown or tuple(each for each in found if isinstance(each, Outlook))


def _spread(reference: Reference, found: ReferenceClass, own: Past | Unknown, year: int, setting: Setting) -> Outlook:
    """Width of the surprises in one year; where no past is known, that of a typical place."""
    if isinstance(own, Unknown):
        return typical(found, year, setting)
    made = outlook(reference, found.id, own, year, setting)
    assert isinstance(made, Outlook)
    return made


def own_past(plan: Plan, indicator: Indicator, ground: Requirement, found: ReferenceClass) -> Past | Unknown:
    """Past of an indicator on the scale of its class, from the same figures as its past pace; never across a break."""
    pace, base = ground.past, ground.base.value
    if pace is None or base is None or pace.item is None:
        return Unknown("break_in_past" if indicator.breaks else "one_observation")
    n_years = _span(plan, pace.item)
    if pace.rate is not None:
        first = base / (1 + pace.rate) ** n_years
    elif pace.points is not None:
        first = base - pace.points * n_years
    else:
        return Unknown("one_observation")
    rate = (position(found.scale, base) - position(found.scale, first)) / n_years
    return (
        Past(rate=rate, n_years=n_years, place=position(found.scale, base), steps=_steps(plan, indicator, found))
        if math.isfinite(rate)
        else Unknown("one_observation")
    )


def _span(plan: Plan, item: Sourced) -> int:
    """Years of growth behind a past pace."""
    if (year := getattr(item, "year", None)) is not None:
        return int(plan.base_year - year)
    first, last = int(getattr(item, "first", 0)), int(getattr(item, "last", 0))
    return last - first + 1 if getattr(item, "kind", "") == "rate" else max(last - first, 1)


def _steps(plan: Plan, indicator: Indicator, found: ReferenceClass) -> tuple[float, ...]:
    """Yearly changes up to the base year as far back as every year is observed, oldest first."""
    places: list[float] = []
    for year in range(plan.base_year, plan.base_year - MAX_HORIZON - 1, -1):
        seen = indicator.observed(year)
        if seen is None or seen.year is None or any(broken.year == year + 1 for broken in indicator.breaks):
            break
        places.append(position(found.scale, indicator.level(seen)))
    return tuple(float(step) for step in np.diff(places[::-1]))


def known(beliefs: Mapping[int, Belief | Unknown]) -> dict[int, Belief]:
    """The beliefs that there are."""
    return {place: each for place, each in beliefs.items() if isinstance(each, Belief)}


def expected_levels(beliefs: Mapping[int, Belief | Unknown]) -> dict[int, Floats]:
    """Levels of the plan years that the classes let expect, by place, (n_years,) [unit]."""
    return {place: levels(each.scale, each.start + each.centre) for place, each in known(beliefs).items()}


def expected_under(plan: Plan, scenario: Scenario, reference: Reference) -> dict[int, Floats]:
    """Levels that the classes let expect in the surroundings of a scenario, by place, (n_years,) [unit]."""
    return expected_levels(beliefs_of(plan, require(plan), reference, scenario))
