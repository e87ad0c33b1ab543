"""Sum of a heavy-tailed local part and a normal national part: distribution function and quantiles, arrays in, arrays out.

Student's t is a normal whose variance is drawn: scale² · ν / χ²(ν). The draw is replaced by `_NODES` points of a Gauss-Legendre
rule in its probability, so that the sum with a normal is a finite mixture of normals. Method, eq. (26).
"""

from functools import lru_cache
from typing import Final

import numpy as np
from scipy.special import gammaincinv, ndtr, ndtri, stdtrit

from forecast.growth import Floats

_ABSCISSAE, _LEGENDRE = np.polynomial.legendre.leggauss(24)
_ROOTS: Final = (_ABSCISSAE + 1) / 2
_WEIGHTS: Final = 1.5 * _LEGENDRE * _ROOTS**2
"""Weights of the probabilities `_ROOTS`³, which lie dense where χ² is small and the tails are made."""
_STEPS: Final = 80
"""Steps after which halving alone would have ended."""
_ROOT_OF_TWO_PI: Final = (2 * np.pi) ** 0.5
_TINY: Final = 1e-300


@lru_cache(maxsize=256)
def _drawn(df: float) -> Floats:
    """χ²(ν) / ν at the points of the rule."""
    return np.asarray(gammaincinv(df / 2, _ROOTS**3) / (df / 2))


def _spreads(local: Floats, df: Floats, national: Floats) -> Floats:
    """Standard deviation of each normal of the mixture, in a last axis of its own."""
    freedom = np.asarray(df, dtype=float)
    drawn = np.array([_drawn(each) for each in freedom.ravel().tolist()]).reshape((*freedom.shape, len(_ROOTS)))
    variance = (
        np.asarray(local, dtype=float)[..., None] ** 2 / drawn + np.asarray(national, dtype=float)[..., None] ** 2
    )
    return np.asarray(np.sqrt(variance))


def cdf(x: Floats, local: Floats, df: Floats, national: Floats) -> Floats:
    """Chance that the sum is at most `x`.

    Parameters
    ----------
    x : distance from the centre, any shape
    local, df : scale (> 0) and degrees of freedom of the local part, broadcast against `x`
    national : standard deviation of the national part, broadcast likewise
    """
    spread = _spreads(local, df, national)
    return np.asarray(np.sum(_WEIGHTS * ndtr(np.asarray(x, dtype=float)[..., None] / spread), axis=-1))


def quantile(p: Floats, local: Floats, df: Floats, national: Floats) -> Floats:
    """Distance from the centre that the sum stays below with chance `p`.

    `cdf` inverted by Newton's steps from what the two parts reach alone, and by halving where they leave the bracket.

    Parameters
    ----------
    p : chances within (0, 1), any shape; the others as for `cdf`
    """
    p, spread = np.asarray(p, dtype=float), _spreads(local, df, national)
    shape = np.broadcast_shapes(p.shape, spread.shape[:-1])
    widest = spread.max(axis=-1)
    high = np.full(shape, 40.0) * widest
    low, at = -high, np.broadcast_to(_alone(p, local, df, national), shape)
    for _ in range(_STEPS):
        standard = at[..., None] / spread
        off = np.sum(_WEIGHTS * ndtr(standard), axis=-1) - p
        low, high = np.where(off < 0, at, low), np.where(off < 0, high, at)
        density = np.sum(_WEIGHTS / spread * np.exp(-(standard**2) / 2), axis=-1) / _ROOT_OF_TWO_PI
        moved = at - off / np.maximum(density, _TINY)
        after = np.where((moved >= low) & (moved <= high), moved, (low + high) / 2)
        if np.all(np.abs(after - at) <= 1e-15 * widest + 1e-14 * np.abs(after)):
            return np.asarray(after)
        at = after
    return np.asarray(at)


def _alone(p: Floats, local: Floats, df: Floats, national: Floats) -> Floats:
    """Quantile as if those of the two parts added up like independent spreads."""
    own, shared = stdtrit(np.asarray(df, dtype=float), p) * local, ndtri(p) * national
    return np.asarray(np.sign(p - 0.5) * np.hypot(own, shared))
