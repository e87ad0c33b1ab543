"""Draws of all indicators together: own surprises, surprises of the surroundings, uncertain events, and the identities that bind them.

Arrays are (n_indicators, n_draws, n_years + 1), the base year first. Method, section 11.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, logit, ndtri

from forecast import links
from forecast.beliefs import Belief, known
from forecast.blocks import uniforms
from forecast.events import event_weight
from forecast.growth import Floats
from forecast.mixture import quantile
from forecast.noise import StudentShape, factor_by_last, path_correlation, student_shape
from forecast.plan import Plan
from forecast.projection import Projection
from forecast.reference import Scale, Unknown
from forecast.requirement import Requirements

DRAWS: Final = 2048
"""Draws where nothing else is asked: a chance is then known to about half a point."""
SEED: Final = 1
CHUNK: Final = 8192
"""Draws of all indicators that are in memory at once."""
EDGE: Final = 0.01
"""How near to 0 and 100 a percentage may come on the logit scale [%]."""
TINY: Final = 1e-300


def on_scale(scale: Scale, level: ArrayLike) -> Floats:
    """Levels on the scale of a class; percentages at their ends are moved inside by `EDGE`."""
    value = np.asarray(level, float)
    return np.asarray(
        logit(np.clip(value, EDGE, 100 - EDGE) / 100) if scale == "logit" else np.log(np.maximum(value, TINY))
    )


def off_scale(scale: Scale, place: ArrayLike) -> Floats:
    """Undo `on_scale`."""
    value = np.asarray(place, float)
    return np.asarray(100 * expit(value) if scale == "logit" else np.exp(value))


QUANTILES: Final = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
"""Shares of the draws below the bands that are shown."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Surprises:
    """What may come otherwise than the median has it, the same under every scenario that says the same of the surroundings.

    beliefs : by place, or why there is none
    drawn : by place, (n_draws, n_years) on the scale of the class
    bands : by place, (n_quantiles, n_years), the quantiles in closed form
    """

    draws: int
    seed: int
    beliefs: Mapping[int, Belief | Unknown]
    drawn: Mapping[int, Floats]
    bands: Mapping[int, Floats]


def surprises_of(
    plan: Plan, beliefs: Mapping[int, Belief | Unknown], n_draws: int = DRAWS, seed: int = SEED
) -> Surprises:
    """Draws and bands of every indicator that something is believed of."""
    there = known(beliefs)
    families = {
        family: ndtri(uniforms(seed, f"family:{family}", n_draws, plan.n_years))
        for family in dict.fromkeys(belief.family for belief in there.values())
    }
    shapes = {df: student_shape(df) for df in dict.fromkeys(belief.df for belief in there.values())}
    drawn = {
        place: surprises(belief, shapes[belief.df], families[belief.family], seed, plan.indicators[place].id)
        for place, belief in there.items()
    }
    bands = dict(zip(there, _bands(list(there.values())), strict=True)) if there else {}
    return Surprises(draws=n_draws, seed=seed, beliefs=beliefs, drawn=drawn, bands=bands)


def _bands(beliefs: Sequence[Belief]) -> Floats:
    """Quantiles of the surprises in closed form, (n_beliefs, n_quantiles, n_years)."""
    local, national = (np.array([getattr(each, name) for each in beliefs])[:, None] for name in ("local", "national"))
    df = np.array([each.df for each in beliefs])[:, None, None]
    return quantile(np.array(QUANTILES)[:, None], local, df, national)


def surprises(belief: Belief, shape: StudentShape, around: Floats, seed: int, name: str) -> Floats:
    """Surprises of one indicator: its own and the shared one of its family, (n_draws, n_years). Method, eqs. (45) and (46).

    The first number of a block makes the own surprise of the last year, the second its Student spread, the others the years between.

    Parameters
    ----------
    shape : of the belief's degrees of freedom
    around : (n_draws, n_years), standard normals of the family, the same for all its indicators
    """
    n_draws, n_years = around.shape
    factor = factor_by_last(path_correlation(belief.local, belief.ar1))
    scores = ndtri(uniforms(seed, f"indicator:{name}", n_draws, n_years + 1))
    last = shape.surprise(scores[:, 0])
    narrow = np.sqrt(2 / belief.df * shape.spread(scores[:, 1]) / (1 + last**2 / belief.df))
    scores[:, 1] = last * narrow
    own = scores[:, 1:] @ factor.T
    shared = around @ factor_by_last(path_correlation(belief.national, belief.ar1)).T
    return np.asarray(own / narrow[:, None] * belief.local + shared * belief.national)


def happened(projection: Projection, n_draws: int, seed: int) -> dict[str, np.ndarray]:
    """Whether each uncertain event happens, (n_draws,) by its id."""
    return {
        event.id: uniforms(seed, f"event:{event.id}", n_draws, 1)[:, 0] < event.chance
        for event in projection.scenario.events
        if event.chance is not None
    }


def levels_of(
    plan: Plan, requirements: Requirements, projection: Projection, noise: Surprises, places: Collection[int]
) -> dict[int, Floats]:
    """Levels of some indicators in every draw, (n_draws, n_years + 1) by place; all others are held for `CHUNK` draws at a time only."""
    found = {place: np.empty((noise.draws, plan.n_years + 1)) for place in places}
    occurs = happened(projection, noise.draws, noise.seed)
    for start in range(0, noise.draws, CHUNK):
        part = slice(start, start + CHUNK)
        drawn = {place: off[part] for place, off in noise.drawn.items()}
        some = replace(noise, draws=min(CHUNK, noise.draws - start), drawn=drawn)
        levels = draw_levels(plan, requirements, projection, some, {name: hit[part] for name, hit in occurs.items()})
        for place, kept in found.items():
            kept[part] = levels[place]
    return found


def draw_levels(
    plan: Plan,
    requirements: Requirements,
    projection: Projection,
    noise: Surprises,
    occurs: Mapping[str, np.ndarray] | None = None,
) -> Floats:
    """Levels of all indicators in every draw, identities included, (n_indicators, n_draws, n_years + 1) [unit].

    The median of each indicator's own draws is its path under the scenario. Indicators without a belief stay on their path.

    Parameters
    ----------
    occurs : (n_draws,) by id of each uncertain event, whether it happens; drawn where left out
    """
    paths = np.repeat(projection.levels[:, None, :], noise.draws, axis=1)
    for place, belief in known(noise.beliefs).items():
        if place not in projection.unknown and place not in projection.factors:
            paths[place, :, 1:] = _moved(plan, projection, place, belief, noise.drawn[place])
    _strike(plan, projection, paths, happened(projection, noise.draws, noise.seed) if occurs is None else occurs)
    for place, indicator in enumerate(plan.indicators):
        if place not in projection.unknown and indicator.law not in ("flow", "total"):
            paths[place, :, 1:] = np.clip(paths[place, :, 1:], *indicator.limits)
    _link(plan, requirements, projection, paths)
    return paths


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


def _moved(plan: Plan, projection: Projection, place: int, belief: Belief, off: Floats) -> Floats:
    """Levels of one indicator with its surprises; yearly amounts of a total are moved before they are added up."""
    median = projection.levels[place, 1:]
    if plan.indicators[place].law == "total":
        yearly = np.diff(projection.levels[place], prepend=0.0)[1:]
        return np.cumsum(yearly * np.exp(off), axis=1)
    return np.asarray(off_scale(belief.scale, on_scale(belief.scale, median) + off))


def _strike(plan: Plan, projection: Projection, paths: Floats, occurs: Mapping[str, np.ndarray]) -> None:
    """Let the uncertain events hit in the draws in which they happen."""
    for event in projection.scenario.events:
        if event.id not in occurs:
            continue
        weight = event_weight(event, plan)
        for name, figure in event.hits.items():
            place = plan.index[name]
            size = -figure.value if figure.sense == "decrease" else figure.value
            hit = paths[place, occurs[event.id]]
            paths[place, occurs[event.id]] = (
                hit + size * weight if figure.unit.kind == "points" else hit * (1 + size / 100) ** weight
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
