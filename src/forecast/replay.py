"""Real histories replayed: at each origin only what was known then, or of other places, says what was to come.

Rows by what the numbers behind them had not seen:

    places and years   fitted on other places, and on nothing after the origin's era began
    years to come      the same, the national part widened as the product does for years after those of the tables
    places             fitted on other places, all years
    tables             the shipped tables, which may have seen both
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

import numpy as np

from forecast.cases import TERM, Case, Said, say
from forecast.classes import family_of, fit_all
from forecast.growth import Floats
from forecast.panel import Histories
from forecast.reference import Reference
from forecast.windows import Windows, outcomes, target_levels, windows

Unseen: TypeAlias = Literal["places and years", "years to come", "places", "tables"]
UNSEEN: Final[tuple[Unseen, ...]] = ("places and years", "years to come", "places", "tables")
FOLDS: Final = 5
HALVES: Final = 2
ERA: Final = 5
"""Years of origins that one fit of the past serves [yr]."""
MOST: Final = 120
"""Windows of one kind of series that are replayed; chosen by a hash of place and year, so that a new place moves no other."""
ADDED: Final = {"log": (0.0, 0.01, 0.03), "logit": (0.0, 2.0, 5.0)}
"""What targets add to the past rate a year, or in percentages to the past gain in points."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Replay:
    """Cases with what was said of them and what came.

    series, region, origin : kind of series, place, year of the last known value, (n_cases,)
    outcome : position five years later [scale]; hit : (n_cases, n_targets) whether each target was reached
    naive : (n_cases, 2) mean and standard deviation of the last five yearly changes; NaN with two points known
    """

    unseen: Unseen
    said: Said
    series: np.ndarray
    region: np.ndarray
    origin: np.ndarray
    outcome: Floats
    hit: np.ndarray
    naive: Floats


@dataclass(frozen=True, eq=False, kw_only=True)
class Terms:
    """Windows that are replayed, and what was known at the origin of each.

    items : kinds of series that belong to a class, in the order in which the windows number them
    """

    items: tuple[Histories, ...]
    windows: Windows
    cases: tuple[Case, ...]

    @property
    def series(self) -> np.ndarray:
        """(n_cases,) kind of series."""
        return np.array([self.items[kind].kind.id for kind in self.windows.series], dtype=object)

    def after(self, years: int) -> Floats:
        """(n_cases,) position so many years after the origin; NaN where it is not known [scale]."""
        found = np.empty(len(self.cases))
        rows = _rows(self.items)
        for number, (kind, region, origin) in enumerate(_keys(self.windows)):
            found[number] = self.items[kind].z[rows[kind, region], origin - self.items[kind].years[0] + years]
        return found


def replay(histories: Sequence[Histories], points: Literal[2, 6], unseen: Unseen, tables: Reference) -> Replay:
    """All kinds of series replayed, with two or six values of each place known.

    Parameters
    ----------
    tables : what is used where `unseen` is "tables", and whose factors widen "years to come"
    """
    terms = choose(histories, points)
    return replay_of(terms, unseen, say(references(terms, unseen, tables), terms.cases, new_years=is_ahead(unseen)))


def is_ahead(unseen: Unseen) -> bool:
    """Whether what is said is widened as the product does for years after those of its tables."""
    return unseen == "years to come"


def choose(histories: Sequence[Histories], points: Literal[2, 6]) -> Terms:
    """Windows that are replayed, with two or six values of each place known."""
    items = tuple(item for item in histories if family_of(item.kind.id) is not None)
    term = windows(items, TERM, TERM)
    keys = np.array([f"{items[kind].kind.id} {region} {origin}" for kind, region, origin in _keys(term)], dtype=object)
    chosen = _chosen(term, keys)
    if points == 6:
        chosen = chosen[np.isfinite(term.noise[chosen])]
    term = term.where(chosen)
    return Terms(items=items, windows=term, cases=tuple(_cases(items, term, keys[chosen], points)))


def _keys(term: Windows) -> list[tuple[int, str, int]]:
    """Kind of series, place and year of origin of each window."""
    return [
        (int(kind), region, int(origin))
        for kind, region, origin in zip(term.series, term.region, term.origin, strict=True)
    ]


def _rows(items: Sequence[Histories]) -> dict[tuple[int, str], int]:
    """Row of each place in its kind of series."""
    return {(kind, region): place for kind, item in enumerate(items) for place, region in enumerate(item.regions)}


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=6).digest(), "big")


def fold_of(region: str, n_folds: int) -> int:
    """The one of `n_folds` parts that a place belongs to, the same in every data set."""
    return _hash(region) % n_folds


def fit_without(items: Sequence[Histories], n_folds: int, fold: int, until: int | None = None) -> Reference:
    """Classes from the places of the other folds, and where `until` is given from nothing after it."""
    kept = []
    for item in items:
        others = np.array([fold_of(region, n_folds) != fold for region in item.regions])
        kept.append(item.only(others, until))
    return fit_all(kept, narrow=False, brief=True)


def _chosen(term: Windows, keys: np.ndarray) -> np.ndarray:
    """Places of the windows that are replayed: at most `MOST` of each kind."""
    rank = np.array([_hash(key) for key in keys])
    kept = [
        places[np.argsort(rank[places], kind="stable")[:MOST]]
        for kind in np.unique(term.series)
        for places in [np.nonzero(term.series == kind)[0]]
    ]
    return np.sort(np.concatenate(kept)) if kept else np.zeros(0, dtype=int)


def _cases(items: Sequence[Histories], term: Windows, keys: Sequence[str], points: int) -> list[Case]:
    rows = _rows(items)
    targets = _targets(items, term)
    cases = []
    for number, (kind, region, origin) in enumerate(_keys(term)):
        item = items[kind]
        now = origin - item.years[0]
        values = item.values[rows[kind, region], now - TERM : now + 1]
        family = family_of(item.kind.id)
        assert family is not None
        cases.append(Case(
            id=keys[number], family=family, scale=item.scale, better=item.kind.better,
            known=tuple(values.tolist()) if points == 6 else (float(values[0]), float(values[-1])),
            around=float(term.gain_around[number]), targets=tuple(targets[number].tolist()),
        ))  # fmt: skip
    return cases


def _targets(items: Sequence[Histories], term: Windows) -> Floats:
    """(n_windows, 3) targets as planners set them [unit, or %]."""
    found = np.empty((len(term), 3))
    for kind in np.unique(term.series):
        places, item = np.nonzero(term.series == kind)[0], items[kind]
        part, better = term.where(places), 1.0 if item.kind.better == "higher" else -1.0
        for column, added in enumerate(ADDED[item.scale]):
            found[places, column] = target_levels(item.scale, part, np.full(len(part), better), added)
    return found


def references(terms: Terms, unseen: Unseen, tables: Reference) -> list[Reference]:
    """Numbers for each case that have not seen what they must not; places and eras that share them are fitted once."""
    items, term = terms.items, terms.windows
    if unseen == "tables":
        return [tables] * len(term)
    n_folds = FOLDS if unseen == "places" else HALVES
    fold = [fold_of(region, n_folds) for region in term.region]
    era = [0 if unseen == "places" else int(origin) // ERA * ERA for origin in term.origin]
    keys = list(zip(fold, era, strict=True))
    fitted = {(part, first): fit_without(items, n_folds, part, first or None) for part, first in sorted(set(keys))}
    if is_ahead(unseen):
        fitted = {key: _widened(reference, tables) for key, reference in fitted.items()}
    return [fitted[key] for key in keys]


def _widened(reference: Reference, tables: Reference) -> Reference:
    factors = {name: found.new_years for name, found in tables.classes.items()}
    classes = {name: replace(found, new_years=factors.get(name, 1.0)) for name, found in reference.classes.items()}
    return Reference(classes=classes)


def replay_of(terms: Terms, unseen: Unseen, said: Said) -> Replay:
    """What was said of the windows, beside what came."""
    items, term = terms.items, terms.windows
    outcome = term.place + TERM * term.coming
    better = np.array([1.0 if case.better == "higher" else -1.0 for case in said.cases])
    ends = np.empty(len(term))
    for kind in np.unique(term.series):
        places = np.nonzero(term.series == kind)[0]
        ends[places] = outcomes(items[kind].scale, term.where(places))
    targets = np.array([case.targets for case in said.cases]).reshape(len(term), 3)
    hit = better[:, None] * (ends[:, None] - targets) >= -1e-9 * np.abs(targets)
    steps = np.array([case.past.steps or (np.nan,) * TERM for case in said.cases]).reshape(len(term), TERM)
    naive = np.column_stack([steps.mean(axis=1), steps.std(axis=1, ddof=1)])
    return Replay(
        unseen=unseen,
        said=said,
        series=terms.series,
        region=term.region,
        origin=term.origin,
        outcome=outcome,
        hit=hit,
        naive=naive,
    )
