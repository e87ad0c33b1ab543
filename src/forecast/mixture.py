"""Sum of a heavy-tailed local part and a normal national part: distribution function and quantiles, arrays in, arrays out.

Student's t is a normal whose variance is drawn: scale² · ν / χ²(ν). The draw is replaced by `_NODES` points of the trapezoidal rule, so
that the sum with a normal is a finite mixture of normals, right to 1e-9. Method, eq. (26).
"""

from functools import lru_cache
from typing import Final

import numpy as np
from scipy.special import gammainccinv, gammaincinv, gammaln, ndtr, ndtri, stdtrit, wrightomega

from forecast.growth import Floats

_NODES: Final = 28
"""Points of the rule; 24 are enough for 1e-9 from two degrees of freedom on."""
_CUT: Final = 1e-11
"""What may be lost beyond the points at either end."""
_BEND: Final = 0.5
"""How fast the points thin out where χ² is small: there ln(χ²/ν) = t - exp(-_BEND · t), and the points stand evenly in t."""
_STEPS: Final = 80
"""Steps after which halving alone would have ended."""
_ROOT_OF_TWO_PI: Final = (2 * np.pi) ** 0.5
_TINY: Final = 1e-300


@lru_cache(maxsize=256)
def _drawn(df: float) -> tuple[Floats, Floats]:
    """χ²(ν) / ν at the points of the rule, and their weights."""
    half = df / 2
    # a small χ² enters by its root, so that its end may be cut where less than _CUT of that is left
    ends = np.log([gammaincinv(half, _CUT ** (df / (df + 1))) / half, gammainccinv(half, _CUT) / half])
    low, high = _unbent(ends)
    at, step = np.linspace(low, high, _NODES), (high - low) / (_NODES - 1)
    bent = np.exp(-_BEND * at)
    log = at - bent
    density = np.exp(half * (np.log(half) + log - np.exp(log)) - gammaln(half))
    weights = step * (1 + _BEND * bent) * density
    weights[0] += 1 - weights.sum()
    return np.exp(log), weights


def _unbent(log: Floats) -> Floats:
    """The t whose t - exp(-_BEND · t) is `log`, by Wright's omega function."""
    return np.asarray(log + wrightomega(np.log(_BEND) - _BEND * log) / _BEND)


def _normals(local: Floats, df: Floats, national: Floats) -> tuple[Floats, Floats]:
    """Standard deviations and weights of the normals of the mixture, in a last axis of its own."""
    freedom = np.asarray(df, dtype=float)
    rules = np.array([_drawn(each) for each in freedom.ravel().tolist()]).reshape((*freedom.shape, 2, _NODES))
    drawn, weights = rules[..., 0, :], rules[..., 1, :]
    variance = (
        np.asarray(local, dtype=float)[..., None] ** 2 / drawn + np.asarray(national, dtype=float)[..., None] ** 2
    )
    return np.asarray(np.sqrt(variance)), weights


def cdf(x: Floats, local: Floats, df: Floats, national: Floats) -> Floats:
    """Chance that the sum is at most `x`.

    Parameters
    ----------
    x : distance from the centre, any shape
    local, df : scale (> 0) and degrees of freedom of the local part, broadcast against `x`
    national : standard deviation of the national part, broadcast likewise
    """
    spread, weights = _normals(local, df, national)
    return np.asarray(np.sum(weights * ndtr(np.asarray(x, dtype=float)[..., None] / spread), axis=-1))


def quantile(p: Floats, local: Floats, df: Floats, national: Floats) -> Floats:
    """Distance from the centre that the sum stays below with chance `p`.

    `cdf` inverted by Newton's steps from what the two parts reach alone, and by halving where they leave the bracket.

    Parameters
    ----------
    p : chances within (0, 1), any shape; the others as for `cdf`
    """
    p, (spread, weights) = np.asarray(p, dtype=float), _normals(local, df, national)
    shape = np.broadcast_shapes(p.shape, spread.shape[:-1])
    widest = spread.max(axis=-1)
    high = np.full(shape, 40.0) * widest
    low, at = -high, np.broadcast_to(_alone(p, local, df, national), shape)
    for _ in range(_STEPS):
        standard = at[..., None] / spread
        off = np.sum(weights * ndtr(standard), axis=-1) - p
        low, high = np.where(off < 0, at, low), np.where(off < 0, high, at)
        density = np.sum(weights / spread * np.exp(-(standard**2) / 2), axis=-1) / _ROOT_OF_TWO_PI
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
