"""From real histories to the numbers of a reference class: robust fits in which each kind of series has equal weight.

Deterministic: the same histories give the same tables. Method, section 12.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from forecast.growth import Floats
from forecast.likelihood import MIN_ERAS, Pace, Shape, fit_pace, fit_shape
from forecast.panel import Histories
from forecast.reference import (
    CHANCES,
    MAX_HORIZON,
    MAX_KNOWN,
    MIN_WINDOWS,
    BaseRate,
    Distribution,
    Horizon,
    ReferenceClass,
    Scale,
    Series,
)
from forecast.referencefiles import NUMBERS
from forecast.windows import Windows, outcomes, target_levels, windows

TERM: Final = 5
"""Years of past and future from which slope, shape and surroundings are fitted [yr]."""
HUBER: Final = 1.5
"""Residuals beyond this many robust standard deviations count less (Huber)."""
SLOPE_BOUNDS: Final = (-0.2, 0.9)
POWER_BOUNDS: Final = (0.3, 1.1)
PERSISTENCE_BOUNDS: Final = (-0.5, 0.9)
MODERATE: Final = (0.04, 0.13)
"""Growth a year of money in current prices outside times of high inflation: 4 … 14 % (ours) [log/yr]."""
NEW_SETTING: Final = 1.3
"""Factor on the local spread in a setting unlike the histories (left-out data sets; calibration, section 3)."""
SMALL_PLACE: Final = 2.0
"""Factor below 10,000 people: US counties of 8,000 have twice the surprise of those above 25,000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What a class is to be: its id, family, scale, whether in current prices, and the kinds of series it is made of."""

    id: str
    family: str
    scale: Scale
    nominal: bool
    series: tuple[Series, ...]


def fit_class(
    brief: Brief, histories: Sequence[Histories], national: ReferenceClass | None = None, *, short: bool = False
) -> ReferenceClass:
    """Numbers of a class from histories.

    Parameters
    ----------
    national : class whose expectation of the surroundings is taken over: one kind of series alone has seen too few eras
    short : leave out how growth was distributed and how often targets were reached
    """
    term = windows(histories, TERM, TERM)
    eras = len(set(zip(term.series.tolist(), term.origin.tolist(), strict=True)))
    if len(term) < MIN_WINDOWS or (national is None and eras < MIN_ERAS):
        return _class(brief, term.where(np.zeros(0, dtype=int)), dict.fromkeys(NUMBERS, 0.0), (0.0,), {})
    lasting = _lasting_by_years(histories)
    goes_on = lasting[TERM - 1] * term.lead
    shape = fit_shape(term, term.coming - term.coming_around - goes_on, percent=brief.scale == "logit")
    curved = brief.scale == "log"
    pace = _pace_of(national) if national is not None else fit_pace(term, term.coming - goes_on, curved=curved)
    low, high = weighted_quantiles(term.lead, term.weights, (1 / 3, 2 / 3))
    noise_sd, noise_ar1 = _noise(histories)
    numbers = {
        **_effects(shape), **_expectation(term, pace, nominal=brief.nominal), "noise_sd": noise_sd,
        "noise_ar1": noise_ar1, "new_years": 1.0, "new_setting": NEW_SETTING, "small_place": SMALL_PLACE,
        "slow_below": low, "fast_above": high,
    }  # fmt: skip
    powers, thirds = _powers(histories), (low, high) if national is None else None
    horizons = {}
    for years in range(1, MAX_HORIZON + 1):
        spreads = TERM * shape.scale * (years / TERM) ** powers[0], TERM * pace.spread * (years / TERM) ** powers[1]
        plain = Horizon(years=years, n_windows=len(term), local=spreads[0], national=spreads[1])
        horizons[years] = plain if short else _horizon(histories, years, brief, spreads, thirds)
    if short:
        return _class(brief, term, numbers, lasting, horizons)
    return replace(_class(brief, term, numbers, lasting, horizons), base_rates=base_rates(histories, term))


def _class(
    brief: Brief,
    term: Windows,
    numbers: Mapping[str, float],
    lasting: tuple[float, ...],
    horizons: Mapping[int, Horizon],
) -> ReferenceClass:
    years = (int(term.origin.min()) - TERM, int(term.origin.max()) + TERM) if len(term) else (0, 0)
    return ReferenceClass(
        id=brief.id, family=brief.family, scale=brief.scale, nominal=brief.nominal, n_windows=len(term),
        places=len(set(term.region)), first_year=years[0], last_year=years[1],
        regimes=len({item.source for item in brief.series}), slopes=lasting, horizons=horizons, base_rates=(), coverage=(),
        series=brief.series, **numbers,
    )  # fmt: skip


def _effects(shape: Shape) -> dict[str, float]:
    return {name: float(getattr(shape, name)) for name in NUMBERS if hasattr(shape, name)}


def _expectation(term: Windows, pace: Pace, *, nominal: bool) -> dict[str, float]:
    """What is expected of the surroundings: their coming growth by their past, and their past by the place's own."""
    weights = term.weights
    from_own, rest = _line(term.past, term.past_around, weights, (0.0, 1.0))
    error = term.past_around - rest - from_own * term.past
    calm = term.where((term.past_around >= MODERATE[0]) & (term.past_around <= MODERATE[1]))
    usual = calm if nominal and len(calm) >= MIN_WINDOWS else term
    return {
        "constant": pace.constant, "slope": pace.slope, "curve": pace.curve, "past_low": pace.low, "past_high": pace.high,
        "usual_past": float(np.average(usual.past_around, weights=usual.weights)),
        "mean_past": float(np.average(term.past_around, weights=weights)), "from_own": from_own,
        "own_spread": float(np.sqrt(np.average(error**2, weights=weights))),
    }  # fmt: skip


def _pace_of(found: ReferenceClass) -> Pace:
    return Pace(
        constant=found.constant, slope=found.slope, curve=found.curve, low=found.past_low, high=found.past_high,
        spread=found.horizons[TERM].national / TERM,
    )  # fmt: skip


def _line(x: Floats, y: Floats, weights: Floats, bounds: tuple[float, float]) -> tuple[float, float]:
    """Robust slope of y on x inside `bounds`, and the intercept that leaves no mean error."""
    slope, rows = 0.0, np.column_stack([x, np.ones_like(x)])
    robust = weights
    for _ in range(20):
        root = np.sqrt(robust)
        found = np.linalg.lstsq(rows * root[:, None], y * root, rcond=None)[0]
        slope = float(found[0])
        robust = weights * _huber(y - rows @ found)
    slope = min(max(slope, bounds[0]), bounds[1])
    return slope, float(np.average(y - slope * x, weights=weights))


def _huber(residuals: Floats) -> Floats:
    spread = 1.4826 * float(np.median(np.abs(residuals)))
    return np.asarray(np.minimum(1, HUBER * spread / np.maximum(np.abs(residuals), 1e-12)))


def _lasting_by_years(histories: Sequence[Histories]) -> tuple[float, ...]:
    """`_lasting` by years between the two known points, 1 … 5; where there are too few windows, as after five years."""
    found = [_lasting(windows(histories, TERM, years)) for years in range(1, MAX_KNOWN + 1)]
    return tuple(found[TERM - 1] or 0.0 if slope is None else slope for slope in found)


def _lasting(term: Windows) -> float | None:
    """What of the past lead goes on: robust regression through the origin; None with too few windows."""
    if len(term) < MIN_WINDOWS:
        return None
    y, x, weights = term.coming - term.coming_around, term.lead, term.weights
    robust, slope = weights, 0.0
    for _ in range(20):
        slope = float(np.sum(robust * x * y) / max(float(np.sum(robust * x * x)), 1e-300))
        robust = weights * _huber(y - slope * x)
    return min(max(slope, SLOPE_BOUNDS[0]), SLOPE_BOUNDS[1])


def weighted_quantiles(values: Floats, weights: Floats, chances: Sequence[float]) -> tuple[float, ...]:
    """Quantiles of weighted values: straight lines between the middles of their weights, the extremes at 0 and 1."""
    order = np.argsort(values, kind="stable")
    ranked, share = values[order], weights[order] / weights.sum()
    middle = np.cumsum(share) - share / 2
    known = np.concatenate([[0.0], middle, [1.0]])
    return tuple(np.interp(chances, known, np.concatenate([ranked[:1], ranked, ranked[-1:]])).tolist())


def _distribution(values: Floats, weights: Floats) -> Distribution | None:
    if len(values) < MIN_WINDOWS:
        return None
    return Distribution(chances=CHANCES, values=weighted_quantiles(values, weights, CHANCES), n_windows=len(values))


def _horizon(
    histories: Sequence[Histories],
    years: int,
    brief: Brief,
    spreads: tuple[float, float],
    thirds: tuple[float, float] | None,
) -> Horizon:
    """One length of growth: its spreads, and how windows of this length were distributed, by thirds of the past where wanted."""

    def compared(found: Windows) -> Distribution | None:
        change = found.coming - found.coming_around if brief.nominal else found.coming
        return _distribution(change, found.weights)

    free, after = windows(histories, years, 1), windows(histories, years, TERM)
    by_past = {}
    if thirds is not None:
        part = np.digitize(after.lead, thirds)
        found = {name: compared(after.where(part == number)) for number, name in enumerate(("slow", "middle", "fast"))}
        by_past = {name: distribution for name, distribution in found.items() if distribution is not None}
    return Horizon(
        years=years, n_windows=len(free), local=spreads[0], national=spreads[1], growth=compared(free), by_past=by_past
    )


def _powers(histories: Sequence[Histories]) -> tuple[float, float]:
    """How local and national spread of the total change grow with its years: exponents, 0.5 for independent years and 1 for a lasting rate.

    Each kind of series is compared with itself over five years, so that short series do not bend the line.
    """
    local, national = np.full((2, len(histories), MAX_HORIZON), np.nan)
    for number, item in enumerate(histories):
        for years in range(1, MAX_HORIZON + 1):
            found = windows([item], years, 1)
            if len(found) < MIN_WINDOWS:
                continue
            local[number, years - 1] = years * np.median(np.abs(found.coming - found.coming_around))
            eras = [float(np.mean(found.coming[found.origin == year])) for year in np.unique(found.origin)]
            if len(eras) > 2 * years:
                national[number, years - 1] = years * float(np.std(eras))
    return _power(local), _power(national)


def _power(spreads: Floats) -> float:
    """Exponent of the spread against its years, through the spread over five; 0.75 where no series has two lengths."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = np.log(spreads / spreads[:, [TERM - 1]])
    x = np.broadcast_to(np.log(np.arange(1, MAX_HORIZON + 1) / TERM), ratios.shape)
    known = np.isfinite(ratios) & (x != 0)
    if not known.any():
        return 0.75
    return float(np.clip(np.sum(x[known] * ratios[known]) / np.sum(x[known] ** 2), *POWER_BOUNDS))


def _noise(histories: Sequence[Histories]) -> tuple[float, float]:
    """Yearly change about the mean of its own five years: typical standard deviation; and the persistence of its local part.

    The persistence is pooled by series, about each place's mean, and corrected for short series: ρ + (1 + 4ρ) / n (Kendall 1954).
    """
    spreads, persistences = [], []
    for item in histories:
        steps = np.diff(item.z, axis=1)
        terms = (
            np.lib.stride_tricks.sliding_window_view(steps, TERM, axis=1)
            if steps.shape[1] >= TERM
            else steps[:, :0, None]
        )
        within = np.std(terms[np.isfinite(terms).all(axis=-1)], axis=-1, ddof=1)
        if len(within) >= MIN_WINDOWS:
            spreads.append(max(float(np.median(within)), 1e-9))
            persistences.append(_persistence(steps))
    if not spreads:
        return 0.0, 0.0
    return float(np.exp(np.mean(np.log(spreads)))), float(np.mean(persistences))


def _persistence(steps: Floats) -> float:
    known = np.isfinite(steps)
    year = np.sum(np.where(known, steps, 0), axis=0) / np.maximum(known.sum(axis=0), 1)
    local = np.where(known, steps - year, np.nan)
    local = local[known.sum(axis=1) >= TERM]
    own = local - np.nanmean(local, axis=1, keepdims=True)
    limit = 5 * float(np.nanmedian(np.abs(own)))
    before, after = np.clip(own[:, :-1], -limit, limit), np.clip(own[:, 1:], -limit, limit)
    both = np.isfinite(before) & np.isfinite(after)
    raw = float(np.sum(before[both] * after[both]) / max(float(np.sum(before[both] ** 2)), 1e-300))
    length = float(np.median(np.isfinite(own).sum(axis=1)))
    return float(np.clip(raw + (1 + 4 * raw) / length, *PERSISTENCE_BOUNDS))


ADDED: Final[Mapping[Scale, tuple[float, ...]]] = {"log": (-0.02, 0.0, 0.01, 0.03, 0.05), "logit": (0.0, 2.0, 5.0)}
"""What targets add: to the past rate a year, or in percentages to the past gain, in points."""


def base_rates(histories: Sequence[Histories], term: Windows) -> tuple[BaseRate, ...]:
    """How often targets as planners set them were reached: past rate plus d a year; percentages: past gain plus d points."""
    scale = histories[0].scale
    better = np.array([1.0 if item.kind.better == "higher" else -1.0 for item in histories])[term.series]
    rows = []
    for added in ADDED[scale]:
        wanted = target_levels(scale, term, better, added)
        reached = better * (outcomes(scale, term) - wanted) >= -1e-12 * np.abs(wanted)
        rows.append(BaseRate(added=added, reached=float(np.average(reached, weights=term.weights)), cases=len(term)))
    return tuple(rows)
