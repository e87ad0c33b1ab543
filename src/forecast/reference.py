"""Reference classes: what such indicators did elsewhere, as numbers derived from real histories.

A class lives on one scale: logarithms for money and counts, logits of the share for percentages. All changes and spreads below are on it.
What is not known is `Unknown` with a reason, never a number. Method, section 12.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

import numpy as np

from forecast.growth import Floats

Scale: TypeAlias = Literal["log", "logit"]
MIN_WINDOWS: Final = 20
"""Windows below which a class says nothing (methods of percentile tests: at least 20)."""
MAX_HORIZON: Final = 10
"""Longest growth the classes know [yr]."""
MAX_KNOWN: Final = 5
"""Years of own past beyond which more change nothing [yr]."""
MIN_STEPS: Final = 4
"""Yearly changes that a place's own noise needs."""
BEYOND: Final = 0.5
"""What goes on of a past of the surroundings beyond all that the class has seen, and the standard deviation of that share (ours)."""
LEAD_FLOOR: Final = 0.01
"""Added to leads before a logarithm is taken [scale/yr]."""
NOISE_FLOOR: Final = 0.005
"""Added to yearly noise before a logarithm is taken [scale]."""
CLIP: Final = (0.25, 99.75)
"""Percentages are moved inside these before a logit is taken [%]."""
INSIDE: Final = (0.5, 99.5)
"""Percentages beyond these are too near a limit to move on the logit scale [%]."""


CHANCES: Final = (0.0, 0.01, 0.025, *(round(0.05 * step, 2) for step in range(1, 20)), 0.975, 0.99, 1.0)
"""Chances at which the quantiles of distributions are kept."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Why there is no number: a code of `wording.REASONS`."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """Distribution of a mean change a year over so many windows, as quantiles at rising chances, 0 and 1 among them."""

    chances: tuple[float, ...]
    values: tuple[float, ...]
    n_windows: int

    def share_below(self, value: float) -> float:
        """Share of windows strictly below `value` plus half of those equal to it, between the stored quantiles by a straight line."""
        below = np.interp(value, self.values, self.chances)
        tied = [chance for chance, known in zip(self.chances, self.values, strict=True) if known == value]
        if len(tied) > 1:
            return (tied[0] + tied[-1]) / 2
        return float(below)

    def quantile(self, chance: float) -> float:
        """Mean change a year that the share `chance` of windows stays below."""
        return float(np.interp(chance, self.chances, self.values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """What a class did over so many years: spreads of the total change, and how the mean change a year was distributed.

    local : scale of the local surprise, Student's t [scale]
    national : standard deviation of what the surroundings do beyond the class's expectation [scale]
    growth : distribution of the mean change a year; for money in current prices less that of the surroundings in the same years [scale/yr]
    by_past : the same by the place's past beside that of its surroundings: slow, middle, fast
    """

    years: int
    n_windows: int
    local: float
    national: float
    growth: Distribution | None = None
    by_past: Mapping[str, Distribution] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseRate:
    """How often a target of the past rate (percentages: past gain) plus `added` was reached."""

    added: float
    reached: float
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How what was said of the class held in the backtest; `series` is empty for the whole class.

    in50, in80, in90 : shares of outcomes inside the bands
    skill : of the chances of targets against quoting the share reached in the class (Brier); not above 0: no better than that
    unseen : "places" where the years were known and the places were not; "years to come" where neither was
    """

    series: str
    unseen: str
    points: int
    cases: int
    in50: float
    in80: float
    in90: float
    skill: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One kind of history a class is made of, and where it is from."""

    id: str
    label: str
    source: str
    places: int
    windows: int
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceClass:
    """One class: how its indicators moved elsewhere.

    constant, slope, curve : coming growth of the surroundings by their past S: constant + slope · S + curve · S|S| [scale/yr]
    past_low, past_high : S is moved inside these, for beyond them nothing was seen [scale/yr]
    mean_past, from_own, own_spread : S where it is not stated is mean_past + from_own · (own past − mean_past), give or take
        own_spread [scale/yr, –, scale/yr]
    usual_past : S where not even an own past is known: its mean; for money in current prices outside times of high inflation
    slopes : what of a place's past lead over its surroundings goes on, by years between the two points, from 1 [–]
    df : degrees of freedom of the local surprise
    lead_effect, typical_lead : exponent of the local spread in |lead| + 0.01, and the mean logarithm of that
    level_effect, typical_level : how ln(local spread) moves with |z| of percentages, and the mean |z|
    known_factor, known_lead_effect, noise_effect, typical_noise : where yearly values are known: factor on the local spread, the
        exponent in the lead then, the exponent in own noise + 0.005, and the mean logarithm of that
    noise_sd, noise_ar1 : yearly change about its own mean, and its persistence from one year to the next [scale, –]
    new_years : factor on the national spread in years after those of the histories, from years held out
    new_setting, small_place : factors on the local spread outside the settings of the histories, and for places below 10,000 people
    slow_below, fast_above : past lead over the surroundings that parts slow, middle and fast places [scale/yr]
    too_small : fewer than 20 windows; then nothing is computed from it
    """

    id: str
    family: str
    scale: Scale
    nominal: bool
    n_windows: int
    places: int
    first_year: int
    last_year: int
    regimes: int
    constant: float
    slope: float
    curve: float
    past_low: float
    past_high: float
    mean_past: float
    usual_past: float
    from_own: float
    own_spread: float
    slopes: tuple[float, ...]
    df: float
    lead_effect: float
    typical_lead: float
    level_effect: float
    typical_level: float
    known_factor: float
    known_lead_effect: float
    noise_effect: float
    typical_noise: float
    noise_sd: float
    noise_ar1: float
    new_years: float
    new_setting: float
    small_place: float
    slow_below: float
    fast_above: float
    horizons: Mapping[int, Horizon]
    base_rates: tuple[BaseRate, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    series: tuple[Series, ...] = ()

    @property
    def too_small(self) -> bool:
        """Whether there are too few windows for any number."""
        return self.n_windows < MIN_WINDOWS

    def lasting(self, n_years: int) -> float:
        """Share of the past lead that goes on where `n_years` lie between the first and the last known value."""
        return self.slopes[min(max(n_years, 1), len(self.slopes)) - 1]

    def beyond(self, past: float) -> float:
        """How far a past of the surroundings lies outside what the class has seen [scale/yr]."""
        return past - min(max(past, self.past_low), self.past_high)

    def pace(self, past: float) -> float:
        """Coming growth a year of surroundings that grew by `past` a year [scale/yr]. Method, eq. (25)."""
        seen = past - self.beyond(past)
        return self.constant + self.slope * seen + self.curve * seen * abs(seen) + BEYOND * self.beyond(past)

    def pull(self, past: float) -> float:
        """How much the coming growth of the surroundings moves with their past, at `past`."""
        return BEYOND if self.beyond(past) else self.slope + 2 * self.curve * abs(past)

    def factor(self, lead: float, place: float | None, steps: Sequence[float]) -> float:
        """What a place's lead, level and yearly noise make of the local spread; 1 for a typical place. Method, eq. (27)."""
        known = len(steps) >= MIN_STEPS
        exponent = self.known_lead_effect if known else self.lead_effect
        log = exponent * (math.log(abs(lead) + LEAD_FLOOR) - self.typical_lead)
        if self.scale == "logit" and place is not None:
            log += self.level_effect * (abs(place) - self.typical_level)
        if known:
            own = math.log(float(np.std(steps, ddof=1)) + NOISE_FLOOR)
            log += math.log(self.known_factor) + self.noise_effect * (own - self.typical_noise)
        return math.exp(log)

    def covered(self, points: int, unseen: str | None = None, series: str = "") -> Coverage | None:
        """How the class's bands held with two or six values known; None where too few cases told.

        `unseen` left out: the strictest trial there is, places and years both unseen where enough of them were tried.
        """
        rows = [row for row in self.coverage if row.points == points and row.series == series]
        return next((row for row in rows if unseen in (None, row.unseen)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """All reference classes by id: a family, or `family/series` for one kind of indicator alone."""

    classes: Mapping[str, ReferenceClass]

    def find(self, name: str | None) -> ReferenceClass | Unknown:
        """The class called `name`, or why there is none."""
        if name is None:
            return Unknown("no_family")
        found = self.classes.get(name)
        if found is None:
            return Unknown("class_unknown")
        return Unknown("class_too_small") if found.too_small else found


def position(scale: Scale, level: float) -> float:
    """Level on the scale of a class; percentages are moved inside `CLIP` first, NaN where a logarithm has no answer."""
    if scale == "logit":
        share = min(max(level, CLIP[0]), CLIP[1]) / 100
        return math.log(share / (1 - share))
    return math.log(level) if level > 0 else math.nan


def positions(scale: Scale, levels: Floats) -> Floats:
    """`position` of an array."""
    if scale == "logit":
        share = np.clip(levels, *CLIP) / 100
        return np.asarray(np.log(share / (1 - share)))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(np.asarray(levels) > 0, np.log(levels), np.nan))


def levels(scale: Scale, places: Floats) -> Floats:
    """Levels at places on the scale: the inverse of `positions` inside the clip [unit, or %]."""
    if scale == "logit":
        return np.asarray(100 / (1 + np.exp(-np.asarray(places))))
    return np.asarray(np.exp(places))


def step_of(scale: Scale, level: float, change: float, n_years: int) -> float:
    """Change a year on the scale for a place at `level` that follows its surroundings over `n_years` (negative: backwards).

    Parameters
    ----------
    change : of the surroundings: ln(1 + growth) on the log scale, percentage points a year for percentages
    """
    if scale == "log":
        return change
    return (position(scale, level + change * n_years) - position(scale, level)) / n_years
