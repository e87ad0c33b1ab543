"""Sums of yearly growth: normal noise that persists, a rate that is itself uncertain, and what they come to over several years.

Pure kernels: numbers and arrays in, arrays out. Growth is on the scale of a law (logarithm, points or logit). Method, section 11.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaincinv, ndtr, stdtr, stdtrit

from forecast.growth import Floats

_PER_SCORE: Final = 32
_SCORES: Final = np.arange(-8 * _PER_SCORE, 8 * _PER_SCORE + 1) / _PER_SCORE
"""Normal scores between which is interpolated, beyond all that the points of a block can have."""
MOST_PERSISTENT: Final = 0.95
"""Largest first autocorrelation of yearly growth that is worked with [1]."""


def persistence_sum(n_years: ArrayLike, ar1: float) -> Floats:
    """φ (1 − φⁿ) / (1 − φ): how much of the last year's excess growth the next n years still add up to. Method, eq. (42).

    Parameters
    ----------
    n_years : (...) [yr]
    ar1 : φ, within (−1, 1) [1]
    """
    return np.asarray(ar1 * (1 - ar1 ** np.asarray(n_years, float)) / (1 - ar1))


def sum_given_last(n_years: int, mean: float, ar1: float, last: float) -> float:
    """Mean of the sum of n growths after a year that grew by `last`: n m + (last − m) φ (1 − φⁿ) / (1 − φ). Method, eq. (42)."""
    return n_years * mean + (last - mean) * float(persistence_sum(n_years, ar1))


def rate_weight(n_years: int, ar1: float) -> float:
    """Weight of the uncertain rate m in that sum: n − φ (1 − φⁿ) / (1 − φ). Method, eq. (42)."""
    return n_years - float(persistence_sum(n_years, ar1))


def noise_sum_variance(n_years: int, ar1: float, noise: float) -> float:
    """Variance of that sum by the noise alone: σ² Σⱼ ((1 − φʲ) / (1 − φ))², j = 1 … n. Method, eq. (43)."""
    weights = (1 - ar1 ** np.arange(1, n_years + 1)) / (1 - ar1)
    return float(noise**2 * np.sum(weights**2))


def stationary_sum_variance(n_years: int, ar1: float, noise: float) -> float:
    """Variance of the sum of n growths that nothing is known of: σ² / (1 − φ²) · Σᵢⱼ φ^|i−j|. Method, eq. (43)."""
    apart = np.abs(np.subtract.outer(np.arange(n_years), np.arange(n_years)))
    return float(noise**2 / (1 - ar1**2) * np.sum(ar1**apart))


def chance_above(mean: ArrayLike, sd: ArrayLike, target: ArrayLike) -> Floats:
    """Chance that a normal sum is at least `target` (...), all on one scale."""
    return np.asarray(ndtr((np.asarray(mean, float) - target) / np.asarray(sd, float)))


def student_sum(growths: ArrayLike, n_years: int) -> tuple[float, float, int]:
    """Mean, scale and degrees of freedom of the next n growths, for independent normal years of one unknown mean and spread.

    The scale is s √(n + n² / k) with k − 1 degrees of freedom. Method, eq. (44).

    Parameters
    ----------
    growths : (k,) on the scale of the law, k >= 2
    """
    seen = np.asarray(growths, float)
    k = len(seen)
    return n_years * float(seen.mean()), float(seen.std(ddof=1)) * np.sqrt(n_years + n_years**2 / k), k - 1


def student_above(centre: float, scale: float, df: float, target: float) -> float:
    """Chance that a sum distributed like Student is at least `target`."""
    return float(stdtr(df, (centre - target) / scale))


def path_correlation(spreads: ArrayLike, ar1: float) -> Floats:
    """How surprises of the years 1 … n hang together: an uncertain rate and noise that persists, as the spreads have it.

    The variance by year is split into τ² t² and σ² Σ((1 − φʲ) / (1 − φ))² by non-negative least squares; the two parts' covariances
    then give the correlation. Method, eq. (45).

    Parameters
    ----------
    spreads : (n,) spread of the change up to each year [scale unit], >= 0
    ar1 : φ of yearly growth [1]

    Returns
    -------
    (n, n) correlation matrix
    """
    spread = np.asarray(spreads, float)
    years = np.arange(1, len(spread) + 1)
    ar1 = min(max(ar1, 0.0), MOST_PERSISTENT)
    effect = np.tril((1 - ar1 ** (1 + np.subtract.outer(years, years).clip(min=0))) / (1 - ar1))
    parts = np.array([np.outer(years, years), effect @ effect.T], float)
    nothing = not np.any(spread)
    weights = np.array([1.0, 0.0]) if nothing else _two_parts(*(np.diag(part) / spread**2 for part in parts))
    covariance = np.tensordot(weights, parts, axes=1)
    sd = np.sqrt(np.diag(covariance))
    return np.asarray(covariance / np.outer(sd, sd))


def _two_parts(one: Floats, other: Floats) -> Floats:
    """Weights, not negative, with which two columns come nearest to ones."""
    columns = np.column_stack([one, other])
    both = np.linalg.lstsq(columns, np.ones(len(one)), rcond=None)[0]
    if np.all(both >= 0):
        return np.asarray(both)
    alone = [column.sum() / (column @ column) for column in (one, other)]
    off = [np.sum((1 - weight * column) ** 2) for weight, column in zip(alone, (one, other), strict=True)]
    return np.array([alone[0], 0.0]) if off[0] <= off[1] else np.array([0.0, alone[1]])


def factor_by_last(correlation: Floats) -> Floats:
    """Factor F of a correlation matrix, F Fᵀ, whose first column alone makes the last year.

    Parameters
    ----------
    correlation : (n, n)

    Returns
    -------
    (n, n) : multiply independent standard normals (…, n) with its transpose
    """
    first = correlation[:, -1]
    rest = correlation - np.outer(first, first)
    values, vectors = np.linalg.eigh(rest)
    order = np.argsort(values)[::-1][: len(first) - 1]
    signs = np.sign(vectors[np.abs(vectors[:, order]).argmax(axis=0), order])
    others = vectors[:, order] * signs * np.sqrt(np.clip(values[order], 0.0, None))
    return np.column_stack([first, others])


@dataclass(frozen=True, eq=False)
class StudentShape:
    """Inverse distributions that many draws of Student need, as values at normal scores `_SCORES` for fast interpolation.

    surprises : Student's own; spreads : Gamma with (degrees of freedom + 1) / 2, from which χ² follows once the surprise is known
    """

    surprises: Floats
    spreads: Floats

    def surprise(self, scores: Floats) -> Floats:
        """Student surprise of the same chance as each normal score within ±7."""
        return _between(self.surprises, scores)

    def spread(self, scores: Floats) -> Floats:
        """Gamma value of the same chance."""
        return _between(self.spreads, scores)


def student_shape(df: float) -> StudentShape:
    """Shape of Student with `df` degrees of freedom."""
    chances = ndtr(_SCORES)
    lower = stdtrit(df, chances[_SCORES <= 0])
    return StudentShape(np.concatenate([lower, -lower[-2::-1]]), np.asarray(gammaincinv((df + 1) / 2, chances)))


def _between(values: Floats, scores: Floats) -> Floats:
    """Cubic through the four nearest of `values` at `_SCORES`."""
    at = (scores - _SCORES[0]) * _PER_SCORE
    place = at.astype(np.int64)
    off = at - place
    before, low, high, after = (values[place + step] for step in (-1, 0, 1, 2))
    bend = (after - before) / 6 + (low - high) / 2
    curve = (before + high) / 2 - low
    return np.asarray(low + off * (high - low - curve - bend + off * (curve + off * bend)))
