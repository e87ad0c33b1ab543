"""The two likelihood fits behind a reference class: how far local surprises reach, and what the surroundings go on to do.

    ln s = ln s₀ + λ (ln(|lead| + 0.01) − typical) + μ (|z| − typical) + ν (ln(own noise + 0.005) − typical)

is the scale of the local surprise, Student's t. Every effect is held near zero by a light penalty. Method, eqs. (25) and (27).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln

from forecast.growth import Floats
from forecast.reference import LEAD_FLOOR, NOISE_FLOOR
from forecast.windows import Windows

PENALTY: Final = 0.002
"""Weight of the squared effects against the mean log likelihood of a window."""
PENALTY_KNOWN: Final = 10.0
"""The same for what yearly values add, in windows: they need evidence from more than ten of them."""
RIDGE: Final = (0.6, 1.8)
"""Penalty on the standardised coefficients of past growth and of its curve, in years of origin: few eras bend nothing."""
HUBER_ERAS: Final = 2.0
MIN_ERAS: Final = 5
"""Years of origin below which nothing is known of how the surroundings vary."""
MIN_KNOWN: Final = 60
"""Windows with yearly values below which these add nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Scale of the local surprise a year, what it depends on, and its degrees of freedom."""

    scale: float
    df: float
    lead_effect: float
    typical_lead: float
    level_effect: float
    typical_level: float
    known_factor: float
    known_lead_effect: float
    noise_effect: float
    typical_noise: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Coming growth of the surroundings by their past S inside [low, high]: constant + slope·S + curve·S|S|, and its standard deviation."""

    constant: float
    slope: float
    curve: float
    low: float
    high: float
    spread: float


def _log_density(errors: Floats, log_scale: Floats, df: float) -> Floats:
    constant = float(gammaln((df + 1) / 2) - gammaln(df / 2)) - np.log(df * np.pi) / 2
    return np.asarray(constant - log_scale - (df + 1) / 2 * np.log1p((errors * np.exp(-log_scale)) ** 2 / df))


def fit_shape(term: Windows, surprise: Floats, *, percent: bool) -> Shape:
    """Likelihood fit of the local surprise, each kind of series with equal weight.

    Parameters
    ----------
    surprise : coming growth over the others' less what goes on of the lead, one for each window [scale/yr]
    percent : whether the distance of a percentage from its middle counts
    """
    weights = term.weights / term.weights.sum()
    lead = np.log(np.abs(term.lead) + LEAD_FLOOR)
    level = np.abs(term.place) if percent else np.zeros_like(lead)
    lead_typical, level_typical = float(np.sum(weights * lead)), float(np.sum(weights * level))
    start = float(np.log(max(np.median(np.abs(surprise)), 1e-9)))

    def loss(p: Floats) -> float:
        scale = start + p[0] + p[1] * (lead - lead_typical) + p[2] * (level - level_typical)
        fit = float(np.sum(weights * _log_density(surprise, scale, 2 + float(np.exp(p[3])))))
        return PENALTY * float(p[1] ** 2 + p[2] ** 2 + p[3] ** 2 / 4) - fit

    level_bounds = (-0.3, 0.6) if percent else (0.0, 0.0)
    found = minimize(loss, np.zeros(4), method="L-BFGS-B", bounds=[(-3, 2), (-0.1, 0.8), level_bounds, (-2, 3.4)]).x
    shape = Shape(
        scale=float(np.exp(start + found[0])), df=2 + float(np.exp(found[3])), lead_effect=float(found[1]), typical_lead=lead_typical,
        level_effect=float(found[2]), typical_level=level_typical, known_factor=1.0, known_lead_effect=float(found[1]), noise_effect=0.0,
        typical_noise=0.0,
    )  # fmt: skip
    return _with_noise(term, surprise, shape, level - level_typical)


def _with_noise(term: Windows, surprise: Floats, shape: Shape, level: Floats) -> Shape:
    """The same where every yearly value of the past is known: own noise says more than the lead."""
    known = np.isfinite(term.noise)
    if known.sum() < MIN_KNOWN:
        return shape
    part = term.where(known)
    weights = part.weights / part.weights.sum()
    noise = np.log(part.noise + NOISE_FLOOR)
    typical = float(np.sum(weights * noise))
    lead = np.log(np.abs(part.lead) + LEAD_FLOOR) - shape.typical_lead
    base = np.log(shape.scale) + shape.lead_effect * lead + shape.level_effect * level[known]

    def loss(p: Floats) -> float:
        fit = _log_density(surprise[known], base + p[0] + p[1] * lead + p[2] * (noise - typical), shape.df)
        return PENALTY_KNOWN * float(p[1] ** 2 + p[2] ** 2) / len(noise) - float(np.sum(weights * fit))

    found = minimize(loss, np.zeros(3), method="L-BFGS-B", bounds=[(-0.5, 0.5), (-0.5, 0.3), (0.0, 0.8)]).x
    return Shape(
        scale=shape.scale, df=shape.df, lead_effect=shape.lead_effect, typical_lead=shape.typical_lead, level_effect=shape.level_effect,
        typical_level=shape.typical_level, known_factor=float(np.exp(found[0])), known_lead_effect=shape.lead_effect + float(found[1]),
        noise_effect=float(found[2]), typical_noise=typical,
    )  # fmt: skip


def fit_pace(term: Windows, rest: Floats, *, curved: bool) -> Pace:
    """Robust ridge regression, one observation for each kind of series and year, each kind with equal weight; at least `MIN_ERAS`.

    Parameters
    ----------
    rest : coming growth less what goes on of the lead, one for each window [scale/yr]
    curved : whether growth may fall back more from a fast past than from a slow one
    """
    era, place = np.unique(np.column_stack([term.series, term.origin]), axis=0, return_inverse=True)
    count = np.bincount(place.ravel())
    y, past = (np.bincount(place.ravel(), values) / count for values in (rest, term.past_around))
    kinds, of_kind, of_it = np.unique(era[:, 0], return_inverse=True, return_counts=True)
    weights = 1 / of_it[of_kind] / len(kinds)
    low, high = np.quantile(term.past_around, (0.01, 0.99))
    past = np.clip(past, low, high)
    terms = np.column_stack([past, past * np.abs(past)] if curved else [past])
    middle = np.average(terms, axis=0, weights=weights)
    spread = np.sqrt(np.average((terms - middle) ** 2, axis=0, weights=weights)) + 1e-12
    rows = np.column_stack([np.ones(len(y)), (terms - middle) / spread])
    found = _ridge(rows, y, weights)
    slopes = found[1:] / spread
    lost = len(y) / (len(y) - rows.shape[1])
    error = float(np.sqrt(lost * np.average((y - rows @ found) ** 2, weights=weights)))
    return Pace(
        constant=float(found[0] - middle @ slopes), slope=float(slopes[0]), curve=float(slopes[1]) if curved else 0.0,
        low=float(low), high=float(high), spread=error,
    )  # fmt: skip


def _ridge(rows: Floats, y: Floats, weights: Floats) -> Floats:
    penalty = np.diag([0.0, *RIDGE][: rows.shape[1]]) / len(y)
    robust, found = weights, np.zeros(rows.shape[1])
    for _ in range(10):
        squares = (rows * robust[:, None]).T @ rows
        found = np.linalg.solve(squares + penalty * robust.sum(), (rows * robust[:, None]).T @ y)
        error = np.abs(y - rows @ found)
        limit = max(HUBER_ERAS * 1.4826 * float(np.median(error)), 1e-9)
        robust = weights * np.minimum(1, limit / np.maximum(error, 1e-12))
    return np.asarray(found)
