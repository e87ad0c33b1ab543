"""What may come otherwise than the median has it: own surprises of each indicator, and one that a family shares, by year.

They hang on the class, the past and the surroundings, not on the growth of a scenario. Method, eq. (40).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, logit, ndtri

from forecast.beliefs import Belief, beliefs_of, known
from forecast.blocks import CHUNK, part_size, uniform_parts
from forecast.growth import Floats
from forecast.mixture import quantile
from forecast.noise import StudentShape, factor_by_last, path_correlation, student_shape
from forecast.plan import Plan
from forecast.reference import Reference, Scale, Unknown
from forecast.requirement import Requirements
from forecast.scenario import Scenario

DRAWS: Final = 2048
"""Draws where nothing else is asked: a chance is then known to about half a point."""
SEED: Final = 1
QUANTILES: Final = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
"""Shares of the draws below the bands that are shown; as far below a half as above."""
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


@dataclass(frozen=True, eq=False, kw_only=True)
class Surprises:
    """Surprises of a plan, the same under every scenario that says the same of the surroundings.

    beliefs : by place, or why there is none
    names : id of the indicator at each place that something is believed of
    """

    draws: int
    seed: int
    beliefs: Mapping[int, Belief | Unknown]
    names: Mapping[int, str]

    @cached_property
    def known(self) -> dict[int, Belief]:
        """The beliefs that there are."""
        return known(self.beliefs)

    @cached_property
    def bands(self) -> dict[int, Floats]:
        """Quantiles of the surprises in closed form by place, (n_quantiles, n_years)."""
        if not self.known:
            return {}
        local, national = (
            np.array([getattr(each, name) for each in self.known.values()])[:, None] for name in ("local", "national")
        )
        df = np.array([each.df for each in self.known.values()])[:, None, None]
        upper = quantile(np.array([each for each in QUANTILES if each > 0.5])[:, None], local, df, national)
        middle = np.zeros_like(upper[:, :1])
        return dict(zip(self.known, np.concatenate([-upper[:, ::-1], middle, upper], axis=1), strict=True))

    def parts(self) -> Iterator[Mapping[int, Floats]]:
        """Surprises by place, (n_years, part_size) on the scale of the class, one part of the draws after the other.

        What is one part alone is kept.
        """
        if self.draws <= CHUNK:
            yield self._whole
        else:
            yield from self._made()

    @cached_property
    def _whole(self) -> Mapping[int, Floats]:
        return next(self._made())

    def _made(self) -> Iterator[Mapping[int, Floats]]:
        there = self.known
        n_years = max((len(each.local) for each in there.values()), default=0)
        families = dict.fromkeys(each.family for each in there.values())
        shapes = {df: student_shape(df) for df in {each.df for each in there.values()}}
        factors = dict(
            zip(there, zip(factors_of(there, "local"), factors_of(there, "national"), strict=True), strict=True)
        )
        around = {each: uniform_parts(self.seed, f"family:{each}", self.draws, n_years) for each in families}
        own = {
            place: uniform_parts(self.seed, f"indicator:{self.names[place]}", self.draws, n_years + 1)
            for place in there
        }
        size = part_size(self.draws)
        for _ in range(self.draws // size):
            shared = {family: ndtri(next(block)) for family, block in around.items()}
            room = np.empty((len(there), n_years, size))
            for made, (place, each) in zip(room, there.items(), strict=True):
                scores = ndtri(next(own[place]))
                surprise(scores, shared[each.family], shapes[each.df], each.df, *factors[place], made)
            yield dict(zip(there, room, strict=True))


def surprises_of(
    plan: Plan, beliefs: Mapping[int, Belief | Unknown], n_draws: int = DRAWS, seed: int = SEED
) -> Surprises:
    """Surprises of every indicator that something is believed of.

    Parameters
    ----------
    n_draws : a power of two
    """
    names = {place: plan.indicators[place].id for place in known(beliefs)}
    return Surprises(draws=n_draws, seed=seed, beliefs=beliefs, names=names)


def surprises_under(
    plan: Plan, requirements: Requirements, reference: Reference, scenario: Scenario, n_draws: int, seed: int
) -> Surprises:
    """Surprises in the surroundings that a scenario states."""
    return surprises_of(plan, beliefs_of(plan, requirements, reference, scenario), n_draws, seed)


def factors_of(beliefs: Mapping[int, Belief], name: str) -> Floats:
    """What makes surprises of independent normals, by the spreads `local` or `national`, (n_beliefs, n_years, n_years)."""
    spreads = np.array([getattr(each, name) for each in beliefs.values()])
    if not len(spreads):
        return spreads
    correlation = path_correlation(spreads, np.array([each.ar1 for each in beliefs.values()]))
    return np.asarray(spreads[..., None] * factor_by_last(correlation))


def surprise(
    scores: Floats, around: Floats, shape: StudentShape, df: float, local: Floats, national: Floats, out: Floats
) -> None:
    """Surprises of one indicator: its own and the shared one of its family, into `out`, (n_years, n_draws). Method, eqs. (45) and (46).

    Parameters
    ----------
    scores : (n_years + 1, n_draws) standard normals of its own: the first makes the surprise of the last year, the second its Student
        spread, the others the years between; overwritten
    around : (n_years, n_draws) standard normals of the family, the same for all its indicators
    shape : of `df` degrees of freedom
    local, national : (n_years, n_years) as `factors_of` gives them
    """
    last = shape.surprise(scores[0])
    narrow = np.sqrt(2 / df * shape.spread(scores[1]) / (1 + last**2 / df))
    np.multiply(last, narrow, out=scores[1])
    np.matmul(local, scores[1:], out=out)
    out /= narrow
    out += national @ around
