"""What can be expected of an indicator from its own past and its class alone: the one distribution that the backtest judges.

    change over h years = h · (G + b · (past − G_past)) + local surprise + national surprise

with G the coming and G_past the past growth of the province or country around the place. `p_reference` of the product and the
backtest both come from here. Method, eqs. (23) to (26).
"""

import math
from dataclasses import dataclass

import numpy as np

from forecast import mixture
from forecast.growth import Floats
from forecast.reference import BEYOND, MAX_HORIZON, Reference, ReferenceClass, Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is known of an indicator's own past, on the scale of its class.

    rate : mean change a year between the first and the last known value [scale/yr]
    n_years : years between them
    place : the last known value on the scale, which the spread of percentages depends on; None: as in a typical place
    steps : the yearly changes, oldest first, where every year is known [scale/yr]
    broken : whether the definition changed in between, so that nothing can be said
    """

    rate: float
    n_years: int
    place: float | None = None
    steps: tuple[float, ...] = ()
    broken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The province or country around the place, on the scale of the class.

    past : its past growth a year, None where not known [scale/yr]
    growth, spread : its coming growth a year as the scenario says, and the standard deviation of that rate; None: the class's own
    widen : factor on the local spread: 1 as in the histories, more for small places or settings unlike them
    new_years : whether the years to come lie after those of the histories, whose surroundings were easier to foresee
    """

    past: float | None = None
    growth: float | None = None
    spread: float | None = None
    widen: float = 1.0
    new_years: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Distribution of the total change over `horizon` years on the scale of its class.

    centre : its median [scale]
    local, df : scale and degrees of freedom of the local surprise
    national : standard deviation of the national part [scale]
    """

    horizon: int
    centre: float
    local: float
    df: float
    national: float

    @property
    def _shape(self) -> tuple[Floats, Floats, Floats]:
        return np.asarray(self.local), np.asarray(self.df), np.asarray(self.national)

    def cdf(self, change: float | Floats) -> Floats:
        """Chance of a total change of at most `change`; minus and plus infinity give 0 and 1."""
        away = np.asarray(change, dtype=float) - self.centre
        return mixture.cdf(away, *self._shape)

    def quantile(self, p: float | Floats) -> Floats:
        """Total change that is not passed with chance `p`, within (0, 1)."""
        chances = np.asarray(p, dtype=float)
        return np.asarray(self.centre + mixture.quantile(chances, *self._shape))


def outlook(
    reference: Reference, family: str | None, past: Past | None, horizon: int, setting: Setting | None = None
) -> Outlook | Unknown:
    """Distribution of the change over the next `horizon` years, or why there is none.

    Parameters
    ----------
    family : id of a class; None where the indicator has none
    past : the indicator's own past; None where only one value is known
    horizon : years from the last known value to the one asked for, 1 … 10
    setting : the surroundings; left out, the class's own expectation of them
    """
    found = reference.find(family)
    if isinstance(found, Unknown):
        return found
    if (reason := _refused(found, past, horizon)) is not None or past is None:
        return Unknown(reason or "one_observation")
    setting = setting or Setting()
    around = _past_of(found, past, setting)
    rate, national = _surroundings(found, around, past.n_years, horizon, setting)
    lead = past.rate - around
    return Outlook(
        horizon=horizon,
        centre=horizon * (rate + found.lasting(past.n_years) * lead),
        local=found.horizons[horizon].local * found.factor(lead, past.place, past.steps) * setting.widen,
        df=found.df,
        national=national,
    )


def typical(found: ReferenceClass, horizon: int, setting: Setting) -> Outlook:
    """Distribution for a place of which nothing but the last value is known: it moves like its surroundings, as surely as a typical place.

    It says how wide surprises are; as its centre is the class's and not the place's own, it is no forecast.
    """
    around = found.usual_past if setting.past is None else setting.past
    rate, national = _surroundings(found, around, 1, horizon, setting)
    local = found.horizons[horizon].local * setting.widen
    return Outlook(horizon=horizon, centre=horizon * rate, local=local, df=found.df, national=national)


def _refused(found: ReferenceClass, past: Past | None, horizon: int) -> str | None:
    if past is None or past.n_years < 1 or not math.isfinite(past.rate):
        return "one_observation"
    if past.broken:
        return "break_in_past"
    return None if 1 <= horizon <= MAX_HORIZON and horizon in found.horizons else "horizon_outside"


def _past_of(found: ReferenceClass, past: Past, setting: Setting) -> float:
    """Past growth a year of the surroundings: as stated, else as the place's own past lets expect. Method, eq. (24)."""
    if setting.past is not None:
        return setting.past
    return found.mean_past + found.from_own * (past.rate - found.mean_past)


def _surroundings(
    found: ReferenceClass, around: float, n_years: int, horizon: int, setting: Setting
) -> tuple[float, float]:
    """Coming growth a year of surroundings that grew by `around`, and the standard deviation of its total. Method, eq. (25)."""
    usual = found.horizons[horizon].national * (found.new_years if setting.new_years else 1.0)
    guessed = 0.0 if setting.past is not None else horizon * found.own_spread
    lasting = found.lasting(n_years)
    if setting.growth is not None:
        spread = usual if setting.spread is None else horizon * setting.spread
        return setting.growth, math.hypot(spread, lasting * guessed)
    unseen = horizon * BEYOND * found.beyond(around)
    return found.pace(around), math.hypot(usual, (found.pull(around) - lasting) * guessed, unseen)
