"""Windows of real histories: a past, a coming change, and what the other places did in the same years."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from forecast.growth import Floats
from forecast.panel import Histories
from forecast.reference import Scale, levels, positions

MIN_PLACES = 5
"""Places of one kind and year below which the others' mean says little."""
REACHABLE = (0.3, 99.7)
"""Percentages that are set as targets [%]."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Windows:
    """Windows of one length, one entry each: `past_years` before the origin are known, `horizon` years after it are asked for.

    series, region, origin : number of the kind of series, name of the place, year of the last known value
    level : last known value [unit, or %]
    past, coming : mean change a year before and after [scale/yr]
    past_around, coming_around : the same of the other places [scale/yr]; past_around as a planner knows it: for percentages the
        others' mean gain in points, brought to the place's own level
    gain_around : the others' past change as they tell it: points a year for percentages, else past_around
    place : last known value on the scale
    noise : standard deviation of the yearly changes of the past; NaN where a year is missing [scale]
    """

    horizon: int
    past_years: int
    series: np.ndarray
    region: np.ndarray
    origin: np.ndarray
    level: Floats
    past: Floats
    coming: Floats
    past_around: Floats
    coming_around: Floats
    gain_around: Floats
    place: Floats
    noise: Floats

    def __len__(self) -> int:
        return len(self.past)

    @property
    def lead(self) -> Floats:
        """Past change over that of the surroundings [scale/yr]."""
        return self.past - self.past_around

    @property
    def weights(self) -> Floats:
        """Equal weight for each kind of series, adding up to one."""
        kinds, place, counts = np.unique(self.series, return_inverse=True, return_counts=True)
        return np.asarray(1 / counts[place] / max(len(kinds), 1))

    def where(self, chosen: np.ndarray) -> "Windows":
        """Some of the windows: a mask, or places."""
        return Windows(
            horizon=self.horizon, past_years=self.past_years, series=self.series[chosen], region=self.region[chosen],
            origin=self.origin[chosen], level=self.level[chosen], past=self.past[chosen], coming=self.coming[chosen],
            past_around=self.past_around[chosen], coming_around=self.coming_around[chosen], place=self.place[chosen],
            gain_around=self.gain_around[chosen], noise=self.noise[chosen],
        )  # fmt: skip


def windows(histories: Sequence[Histories], horizon: int, past_years: int) -> Windows:
    """All windows of this length, of all kinds together; kinds are numbered in the order given."""
    parts = [_of_one(number, item, horizon, past_years) for number, item in enumerate(histories)]
    names = (
        "series",
        "region",
        "origin",
        "level",
        "past",
        "coming",
        "past_around",
        "coming_around",
        "gain_around",
        "place",
        "noise",
    )
    joined = {name: np.concatenate([part[name] for part in parts]) for name in names}
    return Windows(horizon=horizon, past_years=past_years, **joined)


def _of_one(number: int, item: Histories, horizon: int, past_years: int) -> dict[str, np.ndarray]:
    n_years = item.values.shape[1]
    last = max(n_years - horizon, past_years)
    now = slice(past_years, last)
    z, values = item.z, item.values
    level = values[:, now]
    past = (z[:, now] - z[:, : last - past_years]) / past_years
    coming = (z[:, past_years + horizon : last + horizon] - z[:, now]) / horizon
    gain = past if item.scale == "log" else (level - values[:, : last - past_years]) / past_years
    usable = np.isfinite(past) & np.isfinite(coming) & item.can_start[:, now]
    gain_of_others, coming_around = _others(gain, usable), _others(coming, usable)
    past_around = gain_of_others
    if item.scale == "logit":
        past_around = (z[:, now] - positions("logit", level - past_years * gain_of_others)) / past_years
    region, place = np.nonzero(usable & (usable.sum(axis=0) >= MIN_PLACES))
    return {
        "series": np.full(len(region), number), "region": np.asarray(item.regions, dtype=object)[region],
        "origin": np.asarray(item.years)[now][place], "level": level[region, place], "past": past[region, place],
        "coming": coming[region, place], "past_around": past_around[region, place],
        "coming_around": coming_around[region, place], "gain_around": gain_of_others[region, place], "place": z[:, now][region, place],
        "noise": _noise(z, past_years, last)[region, place],
    }  # fmt: skip


def _noise(z: Floats, past_years: int, last: int) -> Floats:
    """Standard deviation of the yearly changes before each origin, (n_regions, n_origins); NaN for a single one."""
    steps = np.diff(z, axis=1)[:, : last - 1]
    if past_years < 2 or steps.shape[1] < past_years:
        return np.full((len(z), max(last - past_years, 0)), np.nan)
    return np.asarray(np.std(np.lib.stride_tricks.sliding_window_view(steps, past_years, axis=1), axis=-1, ddof=1))


def _others(values: Floats, usable: np.ndarray) -> Floats:
    """Mean of the other places in the same year, (n_regions, n_origins)."""
    kept = np.where(usable, values, 0.0)
    total, count = kept.sum(axis=0), usable.sum(axis=0)
    return np.asarray((total - kept) / np.maximum(count - 1, 1))


def target_levels(scale: Scale, term: Windows, better: Floats, added: float) -> Floats:
    """Targets as planners set them, one for each window [unit, or %].

    Levels: the past rate a year plus `added`, over the horizon. Percentages: the level plus the past gain, if it was one, plus
    `added` points, inside `REACHABLE`.

    Parameters
    ----------
    better : +1 where higher is better, −1 where lower is
    added : fraction a year, or points
    """
    if scale == "log":
        return np.asarray(term.level * np.maximum(np.exp(term.past) + better * added, 0.01) ** term.horizon)
    before = levels(scale, positions(scale, term.level) - term.past_years * term.past)
    gain = np.maximum(better * (term.level - before), 0.0)
    return np.asarray(np.clip(term.level + better * (gain + added), *REACHABLE))


def outcomes(scale: Scale, term: Windows) -> Floats:
    """Level at the end of each window [unit, or %]."""
    return levels(scale, positions(scale, term.level) + term.horizon * term.coming)
