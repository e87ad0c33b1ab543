"""What actuals teach about the rate, and what moved the chance."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from forecast.tracking.learning import Ahead, Belief, why_chance_moved

PRIOR = Belief(mean=0.095, spread=0.02, noise=0.03)
beliefs = st.builds(
    Belief,
    mean=st.floats(-0.2, 0.2),
    spread=st.floats(0.001, 0.1),
    noise=st.floats(0.005, 0.2),
    df=st.sampled_from([3.0, 8.0, math.inf]),
)


def test_two_years_weigh_against_the_belief_like_a_grid_says() -> None:
    """The posterior of a normal mean on a fine grid of rates."""
    steps = [math.log(1.07), math.log(1.085)]
    rates = np.linspace(-0.2, 0.4, 200_001)
    density = np.exp(-((rates - PRIOR.mean) ** 2) / (2 * PRIOR.spread**2))
    for step in steps:
        density *= np.exp(-((step - rates) ** 2) / (2 * PRIOR.noise**2))
    weight = density / density.sum()
    mean = float((rates * weight).sum())
    after = PRIOR.after(steps)
    assert after.mean == approx(mean, abs=1e-9)
    assert after.spread == approx(math.sqrt(float(((rates - mean) ** 2 * weight).sum())), abs=1e-9)


@given(beliefs, st.lists(st.floats(-0.3, 0.3), min_size=1, max_size=6))
def test_actuals_narrow_the_belief_and_come_in_any_order(belief: Belief, steps: list[float]) -> None:
    whole = belief.after(steps)
    assert whole.spread < belief.spread
    assert min([*steps, belief.mean]) - 1e-12 <= whole.mean <= max([*steps, belief.mean]) + 1e-12
    one_by_one = belief
    for step in reversed(steps):
        one_by_one = one_by_one.after([step])
    assert (one_by_one.mean, one_by_one.spread) == (approx(whole.mean, abs=1e-12), approx(whole.spread, rel=1e-9))


def test_the_fan_narrows_with_what_is_learned_and_with_the_years_left() -> None:
    learned = PRIOR.after([0.08, 0.09])
    assert learned.width(3) < PRIOR.width(3) < PRIOR.width(5)
    assert learned.quantile(0.9, 3) - learned.quantile(0.1, 3) < PRIOR.quantile(0.9, 3) - PRIOR.quantile(0.1, 3)


def test_the_chance_against_draws() -> None:
    random = np.random.default_rng(5)
    rates = random.normal(PRIOR.mean, PRIOR.spread, 400_000)
    total = 3 * rates + random.normal(0, PRIOR.noise * math.sqrt(3), 400_000)
    assert PRIOR.chance(0.1, 3) == approx(float((total >= 0.3).mean()), abs=3e-3)


@given(beliefs, st.floats(-0.3, 0.3), st.integers(1, 9))
def test_both_directions_share_the_certain_event(belief: Belief, step: float, n_years: int) -> None:
    up, down = belief.chance(step, n_years), belief.chance(step, n_years, upward=False)
    assert up + down == approx(1, abs=1e-12)
    assert belief.chance(belief.quantile(0.3, n_years) / n_years, n_years) == approx(0.7, abs=1e-9)


@given(beliefs, beliefs, st.floats(-0.2, 0.2), st.floats(-0.2, 0.2), st.integers(2, 8))
def test_what_moved_the_chance_adds_up(one: Belief, other: Belief, before: float, after: float, n_years: int) -> None:
    first = Ahead(step=before, belief=one, n_years=n_years)
    last = Ahead(
        step=after, belief=Belief(mean=other.mean, spread=other.spread, noise=one.noise, df=one.df), n_years=n_years - 1
    )
    moved = why_chance_moved(first, last)
    assert math.fsum(moved.values()) == approx(last.chance - first.chance, abs=1e-12)


def test_a_higher_requirement_alone_costs_the_whole_change() -> None:
    first = Ahead(step=0.09, belief=PRIOR, n_years=4)
    moved = why_chance_moved(first, Ahead(step=0.11, belief=PRIOR, n_years=4))
    assert moved["required"] < -0.1
    assert (moved["learned"], moved["certainty"]) == (approx(0), approx(0))


@pytest.mark.parametrize("upward", [True, False])
def test_no_doubt_about_the_rate_learns_nothing(upward: bool) -> None:
    sure = Belief(mean=0.05, spread=0.0, noise=0.03)
    assert sure.after([0.2, 0.3]) == sure
    assert sure.chance(0.05, 4, upward=upward) == approx(0.5)
