"""Chances and bands in closed form, for indicators that move by themselves; their uncertain events are gone through one by one.

Method, eq. (41).
"""

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from forecast.beliefs import Belief
from forecast.events import event_weight
from forecast.growth import Floats
from forecast.mixture import cdf
from forecast.plan import Indicator, Plan
from forecast.projection import Projection
from forecast.requirement import Requirement
from forecast.scenario import Event, Scenario
from forecast.standing import place_of
from forecast.surprises import QUANTILES, Surprises, off_scale, on_scale

MOST_EVENTS: Final = 6
"""Uncertain events of one indicator up to which all their combinations are gone through."""


def uncertain(scenario: Scenario, indicator: Indicator) -> list[Event]:
    """Uncertain events that hit an indicator."""
    return [event for event in scenario.events if event.chance is not None and indicator.id in event.hits]


def attained_alone(
    plan: Plan,
    projection: Projection,
    beliefs: Mapping[int, Belief],
    asked: Mapping[int, Requirement],
    ends: Sequence[tuple[float, float]],
) -> dict[int, float]:
    """Chance that each target that is asked for is attained in its year, by its number.

    Parameters
    ----------
    ends : of all targets, levels between which each is attained [unit]
    """
    owner, weights, places, medians, shapes = [], [], [], [], []
    for number, row in asked.items():
        assert row.year is not None
        belief, year = beliefs[row.place], row.year - plan.base_year
        for weight, factor, points in _outcomes(plan, projection.scenario, row, year):
            owner.append(number)
            weights.append(weight)
            places.append([place_of(belief, (end - points) / factor) for end in ends[number]])
            medians.append(on_scale(belief.scale, projection.levels[row.place, year]))
            shapes.append((belief.local[year - 1], belief.df, belief.national[year - 1]))
    if not owner:
        return {}
    local, df, national = np.array(shapes).T[:, :, None]
    below = cdf(np.array(places) - np.array(medians)[:, None], local, df, national)
    chances = np.bincount(owner, np.array(weights) * (below[:, 1] - below[:, 0]))
    return {number: float(min(max(chances[number], 0.0), 1.0)) for number in asked}


def _outcomes(plan: Plan, scenario: Scenario, row: Requirement, year: int) -> Iterator[tuple[float, float, float]]:
    """Every combination of the uncertain events of an indicator: its chance, and the factor and points it moves the level by."""
    indicator = plan.indicators[row.place]
    events = uncertain(scenario, indicator)
    for happens in itertools.product((True, False), repeat=len(events)):
        weight, factor, points = 1.0, 1.0, 0.0
        for event, occurs in zip(events, happens, strict=True):
            assert event.chance is not None
            weight *= event.chance if occurs else 1 - event.chance
            if occurs:
                felt = float(event_weight(event, plan)[year])
                figure = event.hits[indicator.id]
                if figure.unit.kind == "points":
                    points += figure.signed * felt
                else:
                    factor *= (1 + figure.signed / 100) ** felt
        yield weight, factor, points


def bands_alone(
    plan: Plan, projection: Projection, noise: Surprises, places: Collection[int]
) -> dict[int, dict[float, tuple[float, ...]]]:
    """Quantiles of the level by year [unit] of indicators without uncertain events, by place; the base year is certain."""
    found: dict[int, dict[float, tuple[float, ...]]] = {}
    for scale in ("log", "logit"):
        some = [place for place in places if noise.known[place].scale == scale]
        if some:
            median = on_scale(scale, projection.levels[some, 1:])
            made = off_scale(scale, median[:, None] + np.array([noise.bands[place] for place in some]))
            low, high = np.array([plan.indicators[place].limits for place in some]).T[:, :, None, None]
            for place, levels in zip(some, np.clip(made, low, high), strict=True):
                found[place] = as_bands(projection.levels[place, 0], levels)
    return found


def as_bands(base: float, levels: Floats) -> dict[float, tuple[float, ...]]:
    """Levels of each quantile with the base year before them.

    Parameters
    ----------
    levels : (n_quantiles, n_years) [unit]
    """
    return {chance: (float(base), *row) for chance, row in zip(QUANTILES, levels.tolist(), strict=True)}
