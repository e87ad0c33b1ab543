"""What is said of targets: chances, precedents, and all of them together. Records only; `chance` and `precedent` make them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from forecast.reference import Coverage

Known: TypeAlias = Literal["scenario", "plan", "own_past", "class"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """A required change a year among the windows of a class of the same length.

    share : of windows strictly worse than what is required, plus half of those equal to it
    p90 : the mean change a year that one window in ten surpasses, in the wanted direction [scale/yr]; p90_rate : the same as a
        fraction a year (log scale), or in logits a year
    over_surroundings : whether growth over that of the surroundings was compared; then `surroundings` is what they are taken to grow
        [scale/yr], known from the scenario, from what the plan says of their past, from the place's own past, or from the class alone
    such_past : slow, middle or fast: the place's past beside its surroundings; None where it is not known
    share_such : `share` among the `n_such` windows after such a past; one_in : one in so many of them did it or more, None where
        fewer than 1 in 100, for the tables end there
    own_share : share of the place's own windows of this length that were worse; None where it has too few
    """

    family: str
    scale: Literal["log", "logit"]
    better: Literal["higher", "lower"]
    horizon: int
    required: float
    share: float
    n_windows: int
    p90: float
    p90_rate: float
    over_surroundings: bool
    surroundings: float | None = None
    surroundings_from: Known | None = None
    such_past: Literal["slow", "middle", "fast"] | None = None
    share_such: float | None = None
    n_such: int | None = None
    one_in: int | None = None
    own_share: float | None = None

    @property
    def share_behind(self) -> float:
        """Share of the windows that fell behind what is required; of those after such a past where it is known."""
        return self.share if self.share_such is None else self.share_such


@dataclass(frozen=True, slots=True, kw_only=True)
class SuchTargets:
    """How often targets were reached that asked for nearly as much beyond the past as one does.

    beyond : what it asks for beyond its own past: a year as a fraction (log scale), or in all in percentage points
    added : the nearest of those tried, in the same unit; `reached` of their `cases` were reached
    """

    scale: Literal["log", "logit"]
    beyond: float
    added: float
    reached: float
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """What can be said of one target under one scenario; None with a reason where it cannot.

    p_by : (n_years) chance that the target is attained in that year or before; in its own year never below p_attain
    error : standard error of p_attain where it comes from draws, 0 where it is closed; by_errors : (n_years) those of p_by
    such : how often such targets were reached; None where that cannot be said
    tried : how the bands of its class held on real histories; None where too few cases told
    """

    p_attain: float | None = None
    p_reference: float | None = None
    p_by: tuple[float, ...] | None = None
    by_errors: tuple[float, ...] | None = None
    precedent: Precedent | None = None
    such: SuchTargets | None = None
    tried: Coverage | None = None
    error: float = 0.0
    reason: str | None = None
    reference_reason: str | None = None
    precedent_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """All counted targets together.

    p_at_least : chance that at least 0, 1, … n of them are attained; errors : their standard errors
    bounds : lowest and highest chance that all are attained, whatever hangs together (Fréchet)
    error : standard error of p_all from independent scramblings; p_all itself is kept within `bounds`
    weakest : indicators by rising chance
    """

    p_all: float
    p_at_least: tuple[float, ...]
    expected_attained: float
    bounds: tuple[float, float]
    error: float
    errors: tuple[float, ...]
    weakest: tuple[str, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Chances:
    """Chances of every target under one scenario, in the order of the requirements, and bands by place of the indicator."""

    draws: int
    seed: int
    rows: tuple[Chance, ...]
    bands: Mapping[int, Mapping[float, tuple[float, ...]]] = field(default_factory=dict)
    joint: Joint | None = None
