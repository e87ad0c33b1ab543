"""Draws of all indicators together: their surprises about the path of a scenario, uncertain events, and the identities that bind them.

Arrays are (n_indicators, n_draws, n_years + 1), the base year first; in memory the draws of a year stand together. Method, section 11.
"""

from collections.abc import Iterator, Mapping

import numpy as np

from forecast import links
from forecast.beliefs import Belief
from forecast.blocks import uniform_parts
from forecast.events import event_weight
from forecast.growth import Floats
from forecast.plan import Plan
from forecast.projection import Projection
from forecast.requirement import Requirements
from forecast.surprises import QUANTILES, Surprises, off_scale, on_scale


def level_parts(plan: Plan, requirements: Requirements, projection: Projection, noise: Surprises) -> Iterator[Floats]:
    """Levels of all indicators in every draw, (n_indicators, part_size, n_years + 1) [unit], one part of the draws after the other.

    Identities hold in every draw. The median of each indicator's own draws is its path under the scenario; without a belief it stays on
    that path.
    """
    events = {
        event.id: (event.chance, uniform_parts(noise.seed, f"event:{event.id}", noise.draws, 1))
        for event in projection.scenario.events
        if event.chance is not None
    }
    for drawn in noise.parts():
        occurs = {name: next(block)[0] < chance for name, (chance, block) in events.items()}
        yield draw_levels(plan, requirements, projection, noise.known, drawn, occurs)


def draw_levels(
    plan: Plan,
    requirements: Requirements,
    projection: Projection,
    beliefs: Mapping[int, Belief],
    drawn: Mapping[int, Floats],
    occurs: Mapping[str, np.ndarray],
) -> Floats:
    """Levels of all indicators with some surprises, identities included, (n_indicators, n_draws, n_years + 1) [unit].

    Parameters
    ----------
    drawn : by place, (n_years, n_draws) on the scale of the class; places without are on their path
    occurs : (n_draws,) by id of each uncertain event, whether it happens
    """
    n_draws = next((each.shape[1] for each in drawn.values()), len(next(iter(occurs.values()), [0])))
    n_indicators, n_levels = projection.levels.shape
    paths = np.empty((n_indicators, n_levels, n_draws)).swapaxes(1, 2)
    for place, path in enumerate(projection.levels):
        if place in drawn and place not in projection.unknown and place not in projection.factors:
            paths[place, :, 0] = path[0]
            paths[place, :, 1:] = _moved(plan, path, place, beliefs[place], drawn[place]).T
        else:
            paths[place] = path
    _strike(plan, projection, paths, occurs)
    for place, indicator in enumerate(plan.indicators):
        if place not in projection.unknown and indicator.law not in ("flow", "total"):
            _keep_inside(paths[place, :, 1:], *indicator.limits)
    _link(plan, requirements, projection, paths)
    return paths


def _keep_inside(levels: Floats, low: float, high: float) -> None:
    if np.isfinite(low) or np.isfinite(high):
        np.clip(levels, low, high, out=levels)


def bands_of(levels: Floats) -> Floats:
    """Quantiles of the draws of each year by one sort, between two of them by a straight line: (n_quantiles, n_years + 1).

    Parameters
    ----------
    levels : (n_draws, n_years + 1)
    """
    ordered = np.sort(np.ascontiguousarray(levels.T), axis=1)
    at = np.array(QUANTILES) * (len(levels) - 1)
    below = at.astype(np.int64)
    low = ordered[:, below]
    return np.asarray((low + (at - below) * (ordered[:, below + 1] - low)).T)


def _moved(plan: Plan, path: Floats, place: int, belief: Belief, off: Floats) -> Floats:
    """Levels of one indicator with its surprises, (n_years, n_draws); yearly amounts of a total are moved before they are added up."""
    if plan.indicators[place].law == "total":
        yearly = np.diff(path, prepend=0.0)[1:]
        return np.cumsum(yearly[:, None] * np.exp(off), axis=0)
    return off_scale(belief.scale, on_scale(belief.scale, path[1:])[:, None] + off)


def _strike(plan: Plan, projection: Projection, paths: Floats, occurs: Mapping[str, np.ndarray]) -> None:
    """Let the uncertain events hit in the draws in which they happen."""
    hits = [(event, *hit) for event in projection.scenario.events if event.id in occurs for hit in event.hits.items()]
    for event, name, figure in sorted(
        hits, key=lambda hit: hit[2].unit.kind == "points"
    ):  # after all factors, as in a projection
        place, weight = plan.index[name], event_weight(event, plan)
        hit = paths[place, occurs[event.id]]
        paths[place, occurs[event.id]] = (
            hit + figure.signed * weight if figure.unit.kind == "points" else hit * (1 + figure.signed / 100) ** weight
        )


def _link(plan: Plan, requirements: Requirements, projection: Projection, paths: Floats) -> None:
    """Make identities hold in every draw, as they do in the projection."""
    if not plan.identities:
        return
    moved = {plan.index[name] for name in projection.scenario.paths}
    unknown = projection.unknown
    links.keep_shares(plan, paths, unknown, moved)
    links.cap_parts(plan, paths, unknown)
    values = (requirements.first[indicator.id].base.value for indicator in plan.indicators)
    printed = np.array([np.nan if value is None else value for value in values])
    links.compute(plan, paths, unknown, printed)
