"""What the actuals teach about the rate: a normal belief updated by normal yearly steps, and the chance that follows from it.

The belief before any actual comes from the reference class and the place's past, never from the plan's own rate: that would make the
answer follow from the question. Everything is on the scale of the class (logarithms or logits). Method, eq. (66) to (69).
"""

import math
from dataclasses import dataclass, replace
from typing import Final

from forecast.attribution import shapley
from forecast.outlook import Outlook
from forecast.reference import ReferenceClass

LEAST_WEIGHT: Final = 3.0
"""Years of actuals that the belief weighs at least: one year alone never moves it by more than a quarter. A convention of ours; replays
of real histories (method, section 10) are worse without it where the steps of a class hang together.
"""
TERM: Final = 5
"""Years over which a class's own rate is told from the noise of single years [yr]."""
TAIL: Final = 1.5
"""Spread of a heavy-tailed local surprise against its scale, as far as bands are concerned [-]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RateBelief:
    """What is believed of the yearly step: its mean, how uncertain that is, and how single years scatter around it [scale/yr]."""

    mean: float
    spread: float
    noise: float

    @property
    def weight(self) -> float:
        """Years of actuals that count as much as the belief itself: noise² / spread² [yr]. Method, eq. (66)."""
        return math.inf if self.spread == 0 else (self.noise / self.spread) ** 2

    def after(self, change: float, n_years: int) -> "RateBelief":
        """The belief once n years are known to have brought `change` together: normal–normal. Method, eq. (67)."""
        if n_years == 0 or self.spread == 0:
            return self
        whole = n_years + self.weight
        return replace(self, mean=(change + self.weight * self.mean) / whole, spread=self.noise / math.sqrt(whole))

    def width(self, n_years: int) -> float:
        """Standard deviation of what n years come to together. Method, eq. (68)."""
        return math.sqrt(n_years * self.noise**2 + (n_years * self.spread) ** 2)


def belief_of(found: ReferenceClass, mean: float) -> RateBelief:
    """RateBelief before any actual: how a class's bands widen with the horizon tells the uncertain rate from the noise of single years.

    Parameters
    ----------
    mean : expected yearly step of the place [scale/yr]
    """
    one, all_years = (_variance(found, horizon) for horizon in (1, TERM))
    spread = max((all_years / TERM - one) / (TERM - 1), 0.0)
    noise = one - spread
    if spread * LEAST_WEIGHT > noise:
        noise = all_years / (TERM + TERM**2 / LEAST_WEIGHT)
        spread = noise / LEAST_WEIGHT
    return RateBelief(mean=mean, spread=math.sqrt(spread), noise=math.sqrt(noise))


def _variance(found: ReferenceClass, horizon: int) -> float:
    row = found.horizons[horizon]
    return (TAIL * row.local) ** 2 + row.national**2


def learned(before: Outlook, prior: RateBelief, after: RateBelief) -> Outlook:
    """The class's outlook once actuals have moved the belief: another centre, and bands as much narrower as the belief is. Eq. (69)."""
    ratio = after.width(before.horizon) / prior.width(before.horizon)
    return replace(
        before, centre=before.horizon * after.mean, local=before.local * ratio, national=before.national * ratio
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What the years that are left need together, and what can be expected of them [scale of the class]."""

    needed: float
    outlook: Outlook
    upward: bool = True

    @property
    def chance(self) -> float:
        """Chance that the target is reached."""
        below = float(self.outlook.cdf(self.needed))
        return 1 - below if self.upward else below


def why_chance_moved(before: Ahead, after: Ahead) -> dict[str, float]:
    """What moved the chance: what is required, what was learned of the rate, and how much less is open. All orders averaged, eq. (15).

    Returns
    -------
    Amount by cause `required`, `learned`, `certainty`; they add up to the change of the chance
    """

    def chance(moved: frozenset[str]) -> float:
        rate = after.outlook if "learned" in moved else before.outlook
        width = after.outlook if "certainty" in moved else before.outlook
        needed = after if "required" in moved else before
        years = width.horizon
        outlook = replace(width, centre=years * rate.centre / rate.horizon)
        return Ahead(needed=years * needed.needed / needed.outlook.horizon, outlook=outlook, upward=after.upward).chance

    return shapley(chance, ("required", "learned", "certainty"))
