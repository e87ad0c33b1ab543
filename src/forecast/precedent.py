"""How a required growth stands among what such indicators did elsewhere, and what this place did itself.

Money in current prices is never compared across inflation regimes: there growth *over the surroundings* in the same years is compared
with the required growth over that expected of the surroundings. Method, eq. (28).
"""

import math
from dataclasses import dataclass
from typing import Final, Literal

from forecast.chances import Known, Precedent, SuchTargets
from forecast.outlook import Past, Setting
from forecast.reference import MAX_HORIZON, MIN_WINDOWS, Distribution, Horizon, Reference, ReferenceClass, Unknown

FARTHEST: Final = 0.99
"""Last quantile of the tables before the extreme: beyond it a share is not known, only that it is more."""
TERM: Final = 5
"""Years ahead over which targets were tried [yr]."""
DOWNWARD: Final = frozenset({"pct_deprivation"})
"""Families of which less is better; targets of all others were tried upwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A required mean change a year on the scale of the class (ln(1 + rate), or logits), over so many years, in one direction."""

    step: float
    years: int
    better: Literal["higher", "lower"]


def precedent(
    reference: Reference, family: str | None, need: Need, past: Past | None = None, setting: Setting | None = None
) -> Precedent | Unknown:
    """Where a required change stands among the class's windows of the same length, or why that cannot be said.

    Parameters
    ----------
    need : what is required, over 1 … 10 years
    past, setting : the place's own past and its surroundings, as for `outlook`
    """
    found = reference.find(family)
    if isinstance(found, Unknown):
        return found
    row = found.horizons.get(need.years) if need.years <= MAX_HORIZON else None
    if row is None:
        return Unknown("horizon_outside")
    if row.growth is None or row.growth.n_windows < MIN_WINDOWS:
        return Unknown("class_too_small")
    return _placed(found, row, need, past, setting or Setting())


def such_targets(
    found: ReferenceClass, beyond: float, n_years: int, better: Literal["higher", "lower", "none"]
) -> SuchTargets | None:
    """How often targets of the class were reached that asked for nearly as much beyond the past; None where none were tried that way.

    Parameters
    ----------
    beyond : what is asked for beyond the past, positive where it asks for more: a year as a fraction, or in all in points
    n_years : years to the target
    """
    tried = "lower" if found.family in DOWNWARD else "higher"
    if not found.base_rates or n_years != TERM or better != tried:
        return None
    near = min(found.base_rates, key=lambda rate: abs(rate.added - beyond))
    return SuchTargets(scale=found.scale, beyond=beyond, added=near.added, reached=near.reached, cases=near.cases)


def _placed(found: ReferenceClass, row: Horizon, need: Need, past: Past | None, setting: Setting) -> Precedent:
    assert row.growth is not None
    around, known = _expected(found, past, setting)
    expected = around if found.nominal else 0.0
    share = _worse(row.growth, need.step - expected, need.better)
    p90 = expected + row.growth.quantile(0.9 if need.better == "higher" else 0.1)
    such = _such(found, past, setting)
    same = None if such is None else row.by_past.get(such)
    share_such, n_such = None, None
    if same is not None and same.n_windows >= MIN_WINDOWS:
        share_such, n_such = _worse(same, need.step - expected, need.better), same.n_windows
    return Precedent(
        family=found.id, scale=found.scale, better=need.better, horizon=row.years, required=need.step, share=share,
        n_windows=row.growth.n_windows, p90=p90, p90_rate=math.expm1(p90) if found.scale == "log" else p90,
        over_surroundings=found.nominal, surroundings=around if found.nominal else None,
        surroundings_from=known if found.nominal else None, such_past=None if share_such is None else such,
        share_such=share_such, n_such=n_such, one_in=_one_in(share if share_such is None else share_such), own_share=_own(past, need),
    )  # fmt: skip


def _worse(windows: Distribution, required: float, better: Literal["higher", "lower"]) -> float:
    below = windows.share_below(required)
    return below if better == "higher" else 1 - below


def _one_in(share: float) -> int | None:
    return None if share > FARTHEST else max(1, round(1 / (1 - share)))


def _expected(found: ReferenceClass, past: Past | None, setting: Setting) -> tuple[float, Known]:
    """Coming growth of the surroundings a year, and what it is known from."""
    if setting.growth is not None:
        return setting.growth, "scenario"
    if setting.past is not None:
        return found.pace(setting.past), "plan"
    if past is None or past.broken:
        return found.pace(found.usual_past), "class"
    return found.pace(found.mean_past + found.from_own * (past.rate - found.mean_past)), "own_past"


def _such(found: ReferenceClass, past: Past | None, setting: Setting) -> Literal["slow", "middle", "fast"] | None:
    """The place's past beside that of its surroundings, or of the class where that is not stated."""
    if past is None or past.broken or (found.nominal and setting.past is None):
        return None
    lead = past.rate - (found.mean_past if setting.past is None else setting.past)
    return "slow" if lead < found.slow_below else "fast" if lead > found.fast_above else "middle"


def _own(past: Past | None, need: Need) -> float | None:
    """Share of the place's own spans of this length that were worse; at least three are needed."""
    counted = own_spans(past, need)
    return None if counted is None else counted[0] / counted[1]


def own_spans(past: Past | None, need: Need) -> tuple[float, int] | None:
    """How many of the place's own spans of this length were worse, a tie as half of one, and how many there are; None below three."""
    if past is None or past.broken or len(past.steps) < need.years + 2:
        return None
    steps, n_years = past.steps, need.years
    means = [sum(steps[first : first + n_years]) / n_years for first in range(len(steps) - n_years + 1)]
    worse = sum(mean < need.step if need.better == "higher" else mean > need.step for mean in means)
    return worse + sum(mean == need.step for mean in means) / 2, len(means)


def middle(found: ReferenceClass, seen: Precedent) -> float | None:
    """Mean change a year that half of the windows of a precedent surpass [scale/yr]."""
    row = found.horizons.get(seen.horizon)
    if row is None or row.growth is None:
        return None
    return seen.p90 - row.growth.quantile(0.9 if seen.better == "higher" else 0.1) + row.growth.quantile(0.5)
