"""How the years of a draw hang together, and the shape of their surprises."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import gammainc, ndtr, stdtr

from forecast import noise


@given(st.lists(st.floats(0.01, 0.5), min_size=1, max_size=8), st.floats(-0.6, 0.9))
def test_correlation_of_years_can_be_drawn_from(steps: list[float], ar1: float) -> None:
    spreads = np.cumsum(steps)
    correlation = noise.path_correlation(spreads, ar1)
    assert np.allclose(np.diag(correlation), 1)
    assert np.all(np.linalg.eigvalsh(correlation) > -1e-9)
    factor = noise.factor_by_last(correlation)
    assert np.allclose(factor @ factor.T, correlation, atol=1e-9)
    assert np.allclose(factor[-1, 1:], 0, atol=1e-6)


def test_correlation_is_that_of_the_two_parts() -> None:
    """Spreads that are exactly a rate's and persistent noise's give back their covariances."""
    years, ar1, rate, spread = np.arange(1, 6), 0.3, 0.02, 0.05
    effect = np.array([[sum(ar1**k for k in range(to - since + 1)) for since in years] for to in years])
    covariance = rate**2 * np.outer(years, years) + spread**2 * effect @ effect.T
    sd = np.sqrt(np.diag(covariance))
    assert np.allclose(noise.path_correlation(sd, ar1), covariance / np.outer(sd, sd), atol=1e-9)


def test_no_spread_has_a_correlation_too() -> None:
    assert np.all(np.isfinite(noise.path_correlation(np.zeros(5), 0.2)))


@given(st.floats(2.05, 40.0), st.floats(-7.0, 7.0))
def test_interpolated_shape_is_the_inverse_distribution(df: float, score: float) -> None:
    shape, at = noise.student_shape(df), np.array([score])
    chance = float(stdtr(df, shape.surprise(at)[0]))
    assert chance == pytest.approx(float(ndtr(score)), rel=1e-5, abs=1e-15)
    if abs(score) < 4:
        assert float(gammainc((df + 1) / 2, shape.spread(at)[0])) == pytest.approx(float(ndtr(score)), abs=1e-7)
