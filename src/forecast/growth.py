"""Growth arithmetic of the seven laws: pure kernels, arrays in, arrays out.

Rates are fractions a year (0.05 is five per cent), compound, and the rate with year *t* is growth from *t-1* to *t*. Years are the
last axis. Equation numbers are those of docs/method.md, which names their sources.

Three scales carry all laws: *log* for compound growth, *linear* for points and units, *logit* for percentages near a bound.
On its scale every law moves by adding one step a year.
"""

from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forecast.errors import GrowthError

Floats: TypeAlias = NDArray[np.float64]
Scale: TypeAlias = Literal["log", "linear", "logit"]

ATTAIN_TOLERANCE: Final = 1e-9
"""Relative tolerance of comparisons between a level and a target."""


def _positive(*values: ArrayLike) -> None:
    for value in values:
        if isinstance(value, float) and value > 0:  # most calls: one level, not worth an array
            continue
        found = np.asarray(value, dtype=float)
        if not (found > 0).all():
            raise GrowthError("growth_not_positive", found=float(np.min(found)))


def _horizon(n_years: ArrayLike) -> None:
    if (n_years < 1) if isinstance(n_years, int) else np.any(np.asarray(n_years) < 1):
        raise GrowthError("growth_years", found=int(np.min(n_years)))


def required_rate(level: ArrayLike, target: ArrayLike, n_years: ArrayLike) -> Floats:
    """Constant annual rate that takes `level` to `target` in `n_years`. Method, eq. (2).

    Parameters
    ----------
    level, target : (...) [one unit], > 0
    n_years : (...) [yr], >= 1

    Returns
    -------
    (...) [1/yr], a fraction; the round trip through `compound` holds to 1e-12 for rates above -0.5

    Raises
    ------
    GrowthError : a value is not positive, or there is no year between the two
    """
    _positive(level, target)
    _horizon(n_years)
    return np.asarray((np.asarray(target, float) / np.asarray(level, float)) ** (1 / np.asarray(n_years, float)) - 1)


def mean_rate(first: ArrayLike, last: ArrayLike, n_years: ArrayLike) -> Floats:
    """Average annual growth from `first` to `last`: geometric, base the year before the period. Method, eq. (2)."""
    return required_rate(first, last, n_years)


def required_points(level: ArrayLike, target: ArrayLike, n_years: ArrayLike) -> Floats:
    """Constant yearly change that takes `level` to `target`: (T - x0) / n [unit/yr]. Method, eq. (3)."""
    _horizon(n_years)
    return np.asarray((np.asarray(target, float) - np.asarray(level, float)) / np.asarray(n_years, float))


def compound(level: ArrayLike, rates: ArrayLike) -> Floats:
    """Levels of the years after `level`, growing by `rates`. Method, eq. (1).

    Parameters
    ----------
    level : (...) [unit], > 0
    rates : (..., n_years) [1/yr], each > -1

    Returns
    -------
    (..., n_years) [unit]
    """
    _positive(level, 1 + np.asarray(rates, float))
    return np.asarray(level, float)[..., None] * np.cumprod(1 + np.asarray(rates, float), axis=-1)


def growing_sum(first: ArrayLike, rate: ArrayLike, n_years: int) -> Floats:
    """Sum of `n_years` yearly values that begin with `first` and grow by `rate`. Method, eq. (6).

    Parameters
    ----------
    first : (...) [unit/yr], value of the first year summed
    rate : (...) [1/yr], > -1
    n_years : [yr], >= 1
    """
    _horizon(n_years)
    factors = (1 + np.asarray(rate, float))[..., None] ** np.arange(n_years)
    return np.asarray(np.asarray(first, float) * factors.sum(axis=-1))


def required_rate_of_sum(flow: ArrayLike, total: ArrayLike, n_years: int) -> Floats:
    """Rate g at which the n years after `flow` add up to `total`: sum of flow (1+g)^t, t = 1..n. Method, eq. (6).

    The sum rises with g, so the root is unique; it is bracketed and halved until no digit moves.

    Parameters
    ----------
    flow : (...) [unit/yr], value of the base year, > 0
    total : (...) [unit], sum over the n years that follow, > 0
    n_years : [yr], >= 1

    Raises
    ------
    GrowthError : a value is not positive
    """
    _positive(flow, total)
    _horizon(n_years)
    flow, total = np.broadcast_arrays(np.asarray(flow, float), np.asarray(total, float))
    low = np.full(flow.shape, -1.0)
    high = np.maximum((total / flow) - 1, 0.0) + 1e-12
    for _ in range(200):
        middle = (low + high) / 2
        above = growing_sum(flow * (1 + middle), middle, n_years) > total
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    return np.asarray((low + high) / 2)


def to_scale(scale: Scale, level: ArrayLike, low: ArrayLike = 0.0, high: ArrayLike = 100.0) -> Floats:
    """`level` on the scale on which its law adds one step a year. Method, eq. (4).

    Parameters
    ----------
    scale : log for compound, linear, logit
    level : (...) [unit]; > 0 on the log scale, strictly between the bounds on the logit scale
    low, high : (...) [unit], bounds of the logit scale
    """
    value = np.asarray(level, float)
    if scale == "log":
        _positive(value)
        return np.asarray(np.log(value))
    if scale == "logit":
        _positive(value - low, high - value)
        return np.asarray(np.log((value - low) / (high - value)))
    return value


def from_scale(scale: Scale, position: ArrayLike, low: ArrayLike = 0.0, high: ArrayLike = 100.0) -> Floats:
    """Undo `to_scale`."""
    value = np.asarray(position, float)
    if scale == "log":
        return np.asarray(np.exp(value))
    if scale == "logit":
        return np.asarray(low + (np.asarray(high, float) - low) / (1 + np.exp(-value)))
    return value


def inside(level: ArrayLike, low: ArrayLike, high: ArrayLike, margin: ArrayLike) -> Floats:
    """`level` moved inside the bounds by `margin` where it touches or passes them [unit]: a logit has no value there."""
    return np.asarray(
        np.clip(np.asarray(level, float), np.asarray(low, float) + margin, np.asarray(high, float) - margin)
    )
