"""The least that has to change: bounded levers, linear targets; first the smallest shortfall, then the smallest moves.

Method, section 8.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linprog, lsq_linear

from forecast.growth import Floats

PRECISION: Final = 1e-9
"""Relative shortfall that counts as none."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Moves:
    """Answer of `least_moves`: the moves [lever's scale] and what stays short of each target [target's scale]."""

    moves: Floats
    short: Floats


def least_moves(
    gradient: ArrayLike, gap: ArrayLike, width: ArrayLike, low: ArrayLike, high: ArrayLike, weight: ArrayLike
) -> Moves:
    """Moves x within [low, high] with gradient · x >= gap, at the least cost; where that cannot be, at the least shortfall.

    First the weighted sum of the shortfalls max(0, gap - A x) is minimised (a linear programme); among the moves that reach this
    minimum, the sum of (x / width)² is (least squares under the same constraints). Both problems are convex, so the answer is global.

    Parameters
    ----------
    gradient : (n_targets, n_levers), what one unit of each lever adds to each target
    gap : (n_targets,), what each target lacks; a target that lacks nothing is kept from falling short
    width : (n_levers,), > 0, how far each lever usually moves
    low, high : (n_levers,), bounds of the moves, low <= 0 <= high is not needed
    weight : (n_targets,), > 0, how much a unit of shortfall counts
    """
    a, b = np.atleast_2d(np.asarray(gradient, float)), np.atleast_1d(np.asarray(gap, float))
    widths, lows, highs = (np.asarray(each, float) for each in (width, low, high))
    most = _most_reached(a, b, lows, highs, np.asarray(weight, float))
    reached = np.minimum(b, a @ most)
    moves = _smallest(a, np.where(b - reached <= PRECISION * np.maximum(1, abs(b)), b, reached), widths, lows, highs)
    if np.any(a @ moves < reached - PRECISION * np.maximum(1, abs(b))):
        moves = most  # next to nothing is free, and the least squares lose it
    return Moves(
        moves=moves,
        short=np.maximum(0.0, np.where(b - a @ moves > PRECISION * np.maximum(1, abs(b)), b - a @ moves, 0.0)),
    )


def _most_reached(a: Floats, b: Floats, low: Floats, high: Floats, weight: Floats) -> Floats:
    """Moves at the optimum of: minimise weight · s, subject to A x + s >= b, s >= 0, low <= x <= high; none where there is no optimum."""
    n_targets, n_levers = a.shape
    result = linprog(
        np.concatenate([np.zeros(n_levers), weight]),
        A_ub=-np.hstack([a, np.eye(n_targets)]),
        b_ub=-b,
        bounds=[*zip(low, high, strict=True), *[(0, None)] * n_targets],
        method="highs",
    )
    return np.zeros(n_levers) if result.x is None else np.clip(result.x[:n_levers], low, high)


def _smallest(a: Floats, b: Floats, width: Floats, low: Floats, high: Floats) -> Floats:
    """The x of least sum (x / width)² with A x >= b inside the bounds: an active set of targets grown from the most violated.

    In the scaled moves y = x / width this is the least-norm point of a polyhedron. Its dual is a bounded least-squares problem in the
    multipliers of targets and bounds: y = G' u with u >= 0 minimising |G' u|² / 2 - h · u, solved by `lsq_linear`.
    """
    scaled = a * width
    rows = [scaled, np.eye(len(width)), -np.eye(len(width))]
    ends = [b, low / width, -high / width]
    finite = np.isfinite(np.concatenate(ends))
    g, h = np.vstack(rows)[finite], np.concatenate(ends)[finite]
    y = _least_norm(g, h)
    return np.clip(y * width, low, high)


def _least_norm(g: Floats, h: Floats) -> Floats:
    """Point of least norm with G y >= h, by Lawson and Hanson's reduction of least distance programming to non-negative least squares."""
    e = np.vstack([g.T, h[None, :]])
    f = np.zeros(len(e))
    f[-1] = 1.0
    solution = lsq_linear(e, f, bounds=(0, np.inf), method="bvls", tol=1e-14, max_iter=2000)
    residual = e @ solution.x - f
    if abs(residual[-1]) < 1e-13:
        return _least_norm(g, h - 1e-9 * np.maximum(1.0, abs(h)))
    return np.asarray(-residual[:-1] / residual[-1])
