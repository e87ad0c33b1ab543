"""How the years of one draw hang together, and the inverse distributions that many draws of Student need.

Pure kernels: numbers and arrays in, arrays out. Growth is on the scale of a law (logarithm, points or logit). Method, section 11.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaincinv, ndtr, stdtrit

from forecast.growth import Floats

_PER_SCORE: Final = 32
_SCORES: Final = np.arange(-8 * _PER_SCORE, 8 * _PER_SCORE + 1) / _PER_SCORE
"""Normal scores between which is interpolated, beyond all that the points of a block can have."""
MOST_PERSISTENT: Final = 0.95
"""Largest first autocorrelation of yearly growth that is worked with [1]."""


def lasting_effects(n_years: int, ar1: ArrayLike) -> Floats:
    """What a surprise of one in each year has added to the sum of growth by each year: (1 − φʲ) / (1 − φ), j years of it.

    Parameters
    ----------
    ar1 : (...) φ of yearly growth [1], below 1

    Returns
    -------
    (..., n, n) by year of the sum, then by year of the surprise
    """
    years, phi = np.arange(n_years), np.asarray(ar1, float)[..., None, None]
    return np.asarray(np.tril((1 - phi ** (1 + np.subtract.outer(years, years).clip(min=0))) / (1 - phi)))


def path_correlation(spreads: ArrayLike, ar1: ArrayLike) -> Floats:
    """How surprises of the years 1 … n hang together: an uncertain rate and noise that persists, as the spreads have it.

    The variance by year is split into τ² t² and σ² Σ((1 − φʲ) / (1 − φ))² by non-negative least squares; the two parts' covariances
    then give the correlation. Method, eq. (45).

    Parameters
    ----------
    spreads : (..., n) spread of the change up to each year [scale unit], >= 0
    ar1 : (...) φ of yearly growth [1]

    Returns
    -------
    (..., n, n) correlation matrices
    """
    spread = np.asarray(spreads, float)
    years = np.arange(1, spread.shape[-1] + 1)
    effect = lasting_effects(len(years), np.clip(np.asarray(ar1, float), 0.0, MOST_PERSISTENT))
    rate = np.broadcast_to(np.outer(years, years).astype(float), (*spread.shape, len(years)))
    persisting = np.broadcast_to(effect @ np.swapaxes(effect, -1, -2), rate.shape)
    nothing = ~np.any(spread > 0, axis=-1, keepdims=True)
    variance = np.where(nothing, years**2, spread**2)
    parts = [np.diagonal(part, axis1=-2, axis2=-1) / variance for part in (rate, persisting)]
    weights = _two_parts(np.stack(parts, axis=-1))[..., None, None, :]
    covariance = weights[..., 0] * rate + weights[..., 1] * persisting
    sd = np.sqrt(np.diagonal(covariance, axis1=-2, axis2=-1))
    return np.asarray(covariance / (sd[..., :, None] * sd[..., None, :]))


def _two_parts(columns: Floats) -> Floats:
    """Weights, not negative, with which the two columns of (..., n, 2) come nearest to ones; (..., 2)."""
    both = np.linalg.pinv(columns).sum(axis=-1)
    alone = columns.sum(axis=-2) / (columns**2).sum(axis=-2)
    off = np.sum((1 - alone[..., None, :] * columns) ** 2, axis=-2)
    first = (off[..., :1] <= off[..., 1:]) == np.array([True, False])
    return np.where(np.all(both >= 0, axis=-1, keepdims=True), both, np.where(first, alone, 0.0))


def factor_by_last(correlation: Floats) -> Floats:
    """Factors F of correlation matrices, F Fᵀ, whose first column alone makes the last year.

    Parameters
    ----------
    correlation : (..., n, n)

    Returns
    -------
    (..., n, n) : multiply it with independent standard normals (..., n)
    """
    first = correlation[..., :, -1]
    rest = correlation - first[..., :, None] * first[..., None, :]
    values, vectors = (np.flip(each, axis=-1)[..., : first.shape[-1] - 1] for each in np.linalg.eigh(rest))
    largest = np.abs(vectors).argmax(axis=-2)[..., None, :]
    signs = np.sign(np.take_along_axis(vectors, largest, axis=-2))
    others = vectors * signs * np.sqrt(np.clip(values, 0.0, None))[..., None, :]
    return np.concatenate([first[..., :, None], others], axis=-1)


@dataclass(frozen=True, eq=False)
class StudentShape:
    """Inverse distributions that many draws of Student need, as cubics between normal scores `_SCORES`, (n_cells, 4) each.

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


@lru_cache(maxsize=64)
def student_shape(df: float) -> StudentShape:
    """Shape of Student with `df` degrees of freedom."""
    chances = ndtr(_SCORES)
    lower = stdtrit(df, chances[_SCORES <= 0])
    surprises = np.concatenate([lower, -lower[-2::-1]])
    return StudentShape(_cubics(surprises), _cubics(np.asarray(gammaincinv((df + 1) / 2, chances))))


def _cubics(values: Floats) -> Floats:
    """Coefficients of the cubic through four neighbours of `values`, by the cell between the middle two."""
    before, low, high, after = (values[step : len(values) - 3 + step] for step in range(4))
    bend = (after - before) / 6 + (low - high) / 2
    curve = (before + high) / 2 - low
    return np.ascontiguousarray(np.column_stack([low, high - low - curve - bend, curve, bend]))


def _between(cubics: Floats, scores: Floats) -> Floats:
    """Value at each of `scores`."""
    at = (scores - _SCORES[1]) * _PER_SCORE
    cell = at.astype(np.int64)
    off = at - cell
    low, slope, curve, bend = np.take(cubics, cell, axis=0).T
    return np.asarray(low + off * (slope + off * (curve + off * bend)))
