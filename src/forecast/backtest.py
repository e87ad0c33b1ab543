"""How what was said of real histories held: coverage, PIT, reliability, pinball loss and Brier skill, with intervals.

Every kind of series has equal weight. Intervals are from a bootstrap over places and over years of origin at once, for surprises of
one year are shared by places and surprises of one place by years. Method, section 13.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Final, TypeAlias

import numpy as np
from scipy.special import ndtri

from forecast.cases import CHANCES
from forecast.classes import MEMBERS
from forecast.growth import Floats
from forecast.panel import Histories
from forecast.reference import Coverage, Reference, ReferenceClass, levels
from forecast.replay import UNSEEN, Replay, Unseen, replay

Interval: TypeAlias = tuple[float, float]
KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "money": ("econ_real", "econ_nominal", "fiscal_real", "fiscal_nominal"),
    "count": ("tourism", "transport", "production", "service", "population"),
    "percent": ("pct_stock", "pct_flow", "pct_diffusion", "pct_deprivation", "pct_share"),
}
"""Classes by what they count, as the blind cases are judged."""
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {**KINDS, "count_without_tourism": KINDS["count"][1:]}
"""The same, and counts without those that a pandemic stopped: of 5 years ahead unseen, tourism has 2015 to 2020 alone."""
BANDS: Final = (0.5, 0.8, 0.9)
SURE: Final = 0.9
REPEATS: Final = 200
SEED: Final = 20260101
FELL_SHORT: Final = 0.7
"""Share inside the 80 % band below which bands are said to have fallen short."""
FACTORS: Final = (1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
STORED: Final[tuple[Unseen, ...]] = ("years to come", "places")
"""Rows that the tables keep."""
MIN_CASES: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Chances that were said within one tenth: their mean, how often the targets were reached, and how many there were."""

    said: float
    reached: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How one group of cases was foretold.

    group : money, count, percent, a class, or a kind of series
    unseen : what the numbers behind the forecasts had not seen; points : values of each place that were known
    inside : share of outcomes inside the 50, 80 and 90 % band, each with its interval
    pinball : mean loss over seven quantiles: per cent for levels, points for percentages; naive : the same of independent normal
        years, None with two points
    skill : of the chances of targets, against the share reached in each class: 1 − Brier / Brier₀, with its interval
    calibration : mean distance between said and reached, over tenths (ECE)
    sure, sure_wrong : share of chances above 90 or below 10 %, and how many of them were wrong
    pit : shares of outcomes in each tenth of what was said; flat is 0.1 each
    """

    group: str
    unseen: Unseen
    points: int
    cases: int
    series: int
    inside: Mapping[float, float]
    intervals: Mapping[float, Interval]
    pinball: float
    naive: float | None
    skill: float
    skill_interval: Interval
    calibration: float
    sure: float
    sure_wrong: float
    pit: tuple[float, ...]
    reliability: tuple[Bin, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class _Cases:
    """Everything about the cases of a replay that scores are made of, (n_cases,) or (n_cases, 3)."""

    family: np.ndarray
    series: np.ndarray
    region: np.ndarray
    origin: np.ndarray
    pit: Floats
    loss: Floats
    naive: Floats
    said: Floats
    hit: Floats

    def where(self, mask: np.ndarray) -> "_Cases":
        return _Cases(**{field.name: getattr(self, field.name)[mask] for field in fields(self)})


def backtest(histories: Sequence[Histories], tables: Reference) -> tuple[Score, ...]:
    """All scores: by what was unseen, points known, and group; the rows where places and years are both unseen come first."""
    scores: list[Score] = []
    for unseen in UNSEEN:
        for points in (2, 6):
            scores += score(replay(histories, 2 if points == 2 else 6, unseen, tables), points)
    return tuple(scores)


def measured(reference: Reference, histories: Sequence[Histories]) -> Reference:
    """The reference with what replays say of it: the factor of years to come, and how bands held by class and kind of series.

    The factor is the one of `FACTORS` with the least loss where places and years are unseen; classes that have too few such cases
    get the median of the others.
    """
    reference = _with_factors(reference, replay(histories, 2, "places and years", reference))
    scores = [
        row for unseen in STORED for points in (2, 6)
        for row in score(replay(histories, 2 if points == 2 else 6, unseen, reference), points)
    ]  # fmt: skip
    classes = {
        name: replace(found, coverage=tuple(_coverage(found, scores))) for name, found in reference.classes.items()
    }
    return Reference(classes=classes)


def _with_factors(reference: Reference, found: Replay) -> Reference:
    best: dict[str, float] = {}
    losses = {factor: _measured(found, factor) for factor in FACTORS}
    for family in MEMBERS:
        mask = losses[1.0].family == family
        if mask.sum() >= MIN_CASES:
            kind = np.unique(losses[1.0].series[mask], return_inverse=True)[1]
            loss = {factor: _macro(cases.loss[mask], kind, np.ones(len(kind))) for factor, cases in losses.items()}
            best[family] = min(loss, key=loss.__getitem__)
    usual = float(np.median(list(best.values()))) if best else 1.0
    classes = {
        name: replace(known, new_years=best.get(known.family, usual)) for name, known in reference.classes.items()
    }
    return Reference(classes=classes)


def _coverage(found: ReferenceClass, scores: Sequence[Score]) -> Iterator[Coverage]:
    """Rows of the class and of its kinds of series; of one kind alone, those of its own."""
    own = {item.id for item in found.series}
    for row in scores:
        if row.group == found.family or row.group in own:
            series = "" if row.group == found.family else row.group
            yield Coverage(
                series=series, unseen=row.unseen, points=row.points, cases=row.cases, in50=row.inside[0.5], in80=row.inside[0.8],
                in90=row.inside[0.9], skill=row.skill,
            )  # fmt: skip


def score(found: Replay, points: int) -> list[Score]:
    """Scores of a replay: of money, counts and percentages, of each class, of each kind of series."""
    cases = _measured(found)
    groups: dict[str, np.ndarray] = {name: np.isin(cases.family, members) for name, members in GROUPS.items()}
    groups |= {family: cases.family == family for family in MEMBERS}
    groups |= {name: cases.series == name for name in np.unique(cases.series)}
    return [
        _score(name, found.unseen, points, cases.where(mask))
        for name, mask in groups.items()
        if mask.sum() >= MIN_CASES
    ]


def _measured(found: Replay, factor: float = 1.0) -> _Cases:
    """Of the cases of which something was said; `factor` on the national part."""
    said = replace(found.said, national=found.said.national * factor)
    known = said.known
    scales = [case.scale for case in said.cases]
    normal = found.naive[:, [0]] * 5 + np.sqrt(5) * found.naive[:, [1]] * ndtri(np.array(CHANCES))
    start = said.start[:, None]
    measured = _Cases(
        family=np.array([case.family for case in said.cases], dtype=object), series=found.series, region=found.region,
        origin=found.origin, pit=said.below(found.outcome), loss=_pinball(scales, found.outcome, said.quantiles(CHANCES)),
        naive=_pinball(scales, found.outcome, start + normal),
        said=np.column_stack([said.attained(target) for target in range(found.hit.shape[1])]), hit=found.hit.astype(float),
    )  # fmt: skip
    return measured.where(known)


def _pinball(scales: Sequence[str], outcome: Floats, quantiles: Floats) -> Floats:
    """Mean loss of each case over the quantiles: in per cent on the log scale, in points for percentages."""
    percent = np.array([scale == "logit" for scale in scales])
    y = np.where(percent, levels("logit", outcome), 100 * outcome)[:, None]
    x = np.where(percent[:, None], levels("logit", quantiles), 100 * quantiles)
    chance = np.array(CHANCES)
    return np.asarray(np.mean(2 * np.maximum(chance * (y - x), (chance - 1) * (y - x)), axis=1))


def _macro(values: Floats, kind: np.ndarray, weights: Floats) -> float:
    """Weighted mean by kind of series, then the mean of these; values (n_cases,) or (n_cases, n). Method, eq. (29)."""
    values = values if values.ndim == 2 else values[:, None]
    total = np.bincount(kind, weights)
    sums = np.bincount(kind, weights * np.nanmean(values, axis=1))
    return float(np.mean(sums[total > 0] / total[total > 0]))


def _skill(cases: _Cases, kind: np.ndarray, weights: Floats) -> float:
    """Brier skill against the share reached in each class for each kind of target."""
    classes = np.unique(cases.family, return_inverse=True)[1]
    total = np.maximum(np.bincount(classes, weights), 1e-300)
    usual = np.column_stack([np.bincount(classes, weights * column) / total for column in cases.hit.T])[classes]
    brier, least = (_macro((chance - cases.hit) ** 2, kind, weights) for chance in (cases.said, usual))
    return 1 - brier / least if least > 0 else 0.0


def _score(group: str, unseen: Unseen, points: int, cases: _Cases) -> Score:
    names, kind = np.unique(cases.series, return_inverse=True)
    ones = np.ones(len(kind))
    draws = _bootstrap(cases)
    held = {band: partial(_macro, _held(cases, band), kind) for band in BANDS}
    bins = _bins(cases)
    n_said = cases.said.size
    certain = (cases.said > SURE) | (cases.said < 1 - SURE)
    wrong = np.where(cases.said > 0.5, 1 - cases.hit, cases.hit)
    return Score(
        group=group, unseen=unseen, points=points, cases=len(kind), series=len(names),
        inside={band: share(ones) for band, share in held.items()}, intervals={band: draws(share) for band, share in held.items()},
        pinball=_macro(cases.loss, kind, ones), naive=None if points == 2 else _macro(cases.naive, kind, ones),
        skill=_skill(cases, kind, ones), skill_interval=draws(partial(_skill, cases, kind)),
        calibration=sum(abs(row.said - row.reached) * row.n for row in bins) / n_said, sure=float(certain.mean()),
        sure_wrong=float(wrong[certain].mean()) if certain.any() else 0.0, pit=_pit(cases, kind), reliability=bins,
    )  # fmt: skip


def _held(cases: _Cases, band: float) -> Floats:
    return np.asarray(np.abs(cases.pit - 0.5) <= band / 2, dtype=float)


def _pit(cases: _Cases, kind: np.ndarray) -> tuple[float, ...]:
    tenth = np.clip((cases.pit * 10).astype(int), 0, 9)
    return tuple(_macro((tenth == number).astype(float), kind, np.ones(len(kind))) for number in range(10))


def _bins(cases: _Cases) -> tuple[Bin, ...]:
    said, hit = cases.said.ravel(), cases.hit.ravel()
    tenth = np.clip((said * 10).astype(int), 0, 9)
    found = [(said[tenth == number], hit[tenth == number]) for number in range(10)]
    return tuple(
        Bin(said=float(chances.mean()), reached=float(hits.mean()), n=len(chances))
        for chances, hits in found
        if len(chances)
    )


def _bootstrap(cases: _Cases) -> Callable[[Callable[[Floats], float]], Interval]:
    """A way to give any weighted statistic its 90 % interval: places and years are drawn anew. Method, eq. (30)."""
    random = np.random.default_rng(SEED)
    regions, region = np.unique(cases.region, return_inverse=True)
    origins, origin = np.unique(cases.origin, return_inverse=True)
    weights = []
    for _ in range(REPEATS):
        of_region = np.bincount(random.integers(len(regions), size=len(regions)), minlength=len(regions))
        of_origin = np.bincount(random.integers(len(origins), size=len(origins)), minlength=len(origins))
        drawn = (of_region[region] * of_origin[origin]).astype(float)
        if drawn.sum() > 0:
            weights.append(drawn)

    def interval(statistic: Callable[[Floats], float]) -> Interval:
        low, high = np.quantile([statistic(drawn) for drawn in weights], (0.05, 0.95))
        return float(low), float(high)

    return interval
