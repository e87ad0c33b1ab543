"""What the actuals teach about the rate: a normal belief updated by normal yearly steps, and the chance that follows from it.

The belief before any actual comes from the reference class and the place's past, never from the plan's own rate: that would make the
answer follow from the question. Steps are on the scale of the law (ln(1+g), points, logits). Method, eq. (66) to (69).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import ndtri, stdtr, stdtrit

from forecast.attribution import shapley


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """What is believed of the yearly step: its mean, how uncertain that is, and how single years scatter around it.

    mean, spread : of the rate itself [step/yr]
    noise : standard deviation of one year around the rate [step/yr], > 0
    df : degrees of freedom of the tails; infinite for the normal law
    """

    mean: float
    spread: float
    noise: float
    df: float = math.inf

    @property
    def weight(self) -> float:
        """Years of actuals that count as much as the belief itself: noise² / spread² [yr]. Method, eq. (66)."""
        return math.inf if self.spread == 0 else (self.noise / self.spread) ** 2

    def after(self, steps: Sequence[float]) -> "Belief":
        """The belief once these yearly steps are known: normal–normal. Method, eq. (67)."""
        if not steps or self.spread == 0:
            return self
        years, mean = len(steps), math.fsum(steps) / len(steps)
        whole = years + self.weight
        return Belief(
            mean=(years * mean + self.weight * self.mean) / whole,
            spread=self.noise / math.sqrt(whole),
            noise=self.noise,
            df=self.df,
        )

    def width(self, n_years: int) -> float:
        """Standard deviation, or scale, of what n years come to together. Method, eq. (68)."""
        return math.sqrt(n_years * self.noise**2 + (n_years * self.spread) ** 2)

    def chance(self, step: float, n_years: int, *, upward: bool = True) -> float:
        """Chance that n years bring at least `step` a year, or at most where lower is better. Method, eq. (69)."""
        distance = n_years * (self.mean - step) / self.width(n_years)
        return (
            float(stdtr(self.df, distance if upward else -distance))
            if math.isfinite(self.df)
            else _normal(distance, upward)
        )

    def quantile(self, share: float, n_years: int) -> float:
        """What n years come to together at a quantile [step]."""
        score = ndtri(share) if math.isinf(self.df) else stdtrit(self.df, share)
        return n_years * self.mean + float(score) * self.width(n_years)


def _normal(distance: float, upward: bool) -> float:
    return 0.5 * math.erfc(-(distance if upward else -distance) / math.sqrt(2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What the years that are left are up to: the step they need, the belief about them, and how many they are."""

    step: float
    belief: Belief
    n_years: int
    upward: bool = True

    @property
    def chance(self) -> float:
        """Chance that the target is reached."""
        return self.belief.chance(self.step, self.n_years, upward=self.upward)


def why_chance_moved(before: Ahead, after: Ahead) -> dict[str, float]:
    """What moved the chance: what is required, what was learned of the rate, and how much less is open. All orders averaged, eq. (15).

    Returns
    -------
    Amount by cause `required`, `learned`, `certainty`; they add up to the change of the chance
    """

    def chance(moved: frozenset[str]) -> float:
        rate = after.belief if "learned" in moved else before.belief
        width = after if "certainty" in moved else before
        belief = Belief(mean=rate.mean, spread=width.belief.spread, noise=width.belief.noise, df=width.belief.df)
        step = after.step if "required" in moved else before.step
        return belief.chance(step, width.n_years, upward=after.upward)

    return shapley(chance, ("required", "learned", "certainty"))
