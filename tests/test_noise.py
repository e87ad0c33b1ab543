"""Kernels of growth that persists, against sums that are written out and against draws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import gammainc, ndtr, stdtr

from forecast import noise

AR1 = st.floats(-0.6, 0.9)
N_YEARS = st.integers(1, 10)


@given(N_YEARS, AR1, st.floats(-0.2, 0.2), st.floats(-0.2, 0.2), st.floats(0.001, 0.1))
def test_sum_after_a_known_year_is_the_sum_of_its_years(
    n_years: int, ar1: float, mean: float, last: float, spread: float
) -> None:
    growth, total = last, 0.0
    effects = np.zeros(n_years)
    for year in range(n_years):
        growth = mean + ar1 * (growth - mean)
        total += growth
        effects[: year + 1] += ar1 ** (year - np.arange(year + 1))
    assert noise.sum_given_last(n_years, mean, ar1, last) == pytest.approx(total, abs=1e-12)
    assert noise.noise_sum_variance(n_years, ar1, spread) == pytest.approx(
        float(np.sum((spread * effects) ** 2)), rel=1e-9
    )
    one_more = noise.sum_given_last(n_years, mean + 1, ar1, last) - noise.sum_given_last(n_years, mean, ar1, last)
    assert noise.rate_weight(n_years, ar1) == pytest.approx(one_more, abs=1e-9)


@given(N_YEARS, st.floats(0.0, 0.9), st.floats(0.001, 0.1))
def test_what_is_not_known_of_the_year_before_widens_the_sum(n_years: int, ar1: float, spread: float) -> None:
    known, free = noise.noise_sum_variance(n_years, ar1, spread), noise.stationary_sum_variance(n_years, ar1, spread)
    before = spread**2 / (1 - ar1**2) * float(noise.persistence_sum(n_years, ar1)) ** 2
    assert free == pytest.approx(known + before, rel=1e-9)


def test_student_widens_by_the_uncertain_mean() -> None:
    draw = np.random.default_rng(7)
    seen = np.array([0.05, 0.08, 0.02, 0.07])
    mean, scale, df = noise.student_sum(seen, 3)
    chosen = np.sqrt(3 * seen.var(ddof=1) / draw.chisquare(3, 400_000))
    rate = seen.mean() + chosen / 2 * draw.standard_normal(400_000)
    total = 3 * rate + np.sqrt(3) * chosen * draw.standard_normal(400_000)
    for target in (0.05, 0.15, 0.3):
        share = float((total >= target).mean())
        error = np.sqrt(share * (1 - share) / 400_000)
        assert noise.student_above(mean, scale, df, target) == pytest.approx(share, abs=4 * error)


@given(st.lists(st.floats(0.01, 0.5), min_size=1, max_size=8), AR1)
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
    effect = np.tril((1 - ar1 ** (1 + np.subtract.outer(years, years).clip(min=0))) / (1 - ar1))
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
