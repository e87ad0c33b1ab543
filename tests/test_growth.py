"""Kernels: properties, and numbers derived by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from forecast import growth
from forecast.errors import GrowthError

levels = st.floats(1e-3, 1e9)
rates = st.floats(-0.5, 1.0)
years = st.integers(1, 40)


def test_budget_of_cam_duong_by_hand() -> None:
    assert growth.compound(3000, [0.12] * 5)[-1] == approx(3000 * 1.12 * 1.12 * 1.12 * 1.12 * 1.12)
    assert growth.required_rate(3000, 5500, 5) == approx(0.12888, abs=5e-6)


@given(levels, rates, years)
def test_required_rate_undoes_compounding(level: float, rate: float, n_years: int) -> None:
    target = level * (1 + rate) ** n_years
    assert growth.required_rate(level, target, n_years) == approx(rate, rel=1e-9, abs=1e-12)


@given(levels, levels, years, st.floats(1e-6, 1e6))
def test_change_of_unit_changes_no_rate(level: float, target: float, n_years: int, unit: float) -> None:
    assert growth.required_rate(level * unit, target * unit, n_years) == approx(
        growth.required_rate(level, target, n_years), rel=1e-9, abs=1e-12
    )


@given(levels, rates, st.integers(1, 20), st.integers(1, 20))
def test_splitting_the_horizon_composes(level: float, rate: float, first: int, second: int) -> None:
    whole = growth.compound(level, [rate] * (first + second))
    part = growth.compound(growth.compound(level, [rate] * first)[-1], [rate] * second)
    assert part[-1] == approx(whole[-1], rel=1e-12)


@given(levels, years)
def test_zero_rate_is_identity(level: float, n_years: int) -> None:
    assert growth.compound(level, [0.0] * n_years).tolist() == [level] * n_years


@given(levels, rates, st.integers(1, 10))
def test_a_sum_is_reached_by_its_required_rate(flow: float, rate: float, n_years: int) -> None:
    total = float(growth.growing_sum(flow * (1 + rate), rate, n_years))
    found = growth.required_rate_of_sum(flow, total, n_years)
    assert growth.growing_sum(flow * (1 + found), found, n_years) == approx(total, rel=1e-12)


@given(st.floats(0.5, 99.5), st.floats(-3, 3))
def test_scales_undo_themselves(level: float, move: float) -> None:
    for scale in ("log", "linear", "logit"):
        position = growth.to_scale(scale, level)  # type: ignore[arg-type]
        assert growth.from_scale(scale, position) == approx(level, rel=1e-12)  # type: ignore[arg-type]
    moved = growth.from_scale("logit", growth.to_scale("logit", level) + move)
    assert 0 < moved < 100


def test_arrays_are_answered_element_by_element() -> None:
    found = growth.required_rate([3000.0, 400.0], [5500.0, 1000.0], [5, 5])
    assert found.shape == (2,)
    assert found.tolist() == approx([0.128881, 0.201124], abs=5e-7)


@pytest.mark.parametrize("level, target", [(0, 20), (-5, 10), (10, 0), (10, -1), (float("nan"), 5)])
def test_growth_from_or_to_nothing_is_refused(level: float, target: float) -> None:
    with pytest.raises(GrowthError, match="use law linear"):
        growth.required_rate(level, target, 5)


def test_no_years_between_is_refused() -> None:
    with pytest.raises(GrowthError, match="at least one"):
        growth.required_points(1, 2, 0)


def test_a_percentage_at_its_bound_is_moved_inside() -> None:
    assert growth.inside([0.0, 100.0, 97.0], 0, 100, 0.5).tolist() == [0.5, 99.5, 97.0]
