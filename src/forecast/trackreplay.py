"""Real histories replayed as plans that are tracked: what would have been said each year after the base, and how that held.

A plan begins at the origin of a window, with its own past known, and ends five years later. Each year that passes moves the belief
about the rate as in the product (`tracking.learning`); the chance of the target is then said anew. Method, section 10.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from forecast.backtest import Score, score
from forecast.cases import TERM, Case, Said
from forecast.outlook import Outlook, outlook
from forecast.panel import Histories
from forecast.reference import Reference
from forecast.replay import Replay, Terms, Unseen, choose, is_ahead, references, replay_of
from forecast.tracking.learning import belief_of, learned

YEARS: Final = tuple(range(TERM))
"""Years after the base at which something is said; at the end of the term nothing is open."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Tracked:
    """Windows replayed as tracked plans, by years after the base.

    learned : what was said with the belief moved by the years that had passed
    unmoved : what the base year alone would have said from the same level
    """

    learned: Mapping[int, Replay]
    unmoved: Mapping[int, Replay]

    @property
    def scores(self) -> Mapping[int, list[Score]]:
        """By years after the base: how it held, of money, counts and percentages, of each class, of each kind of series."""
        return {year: score(found, 2) for year, found in self.learned.items()}


def track_replays(histories: Sequence[Histories], unseen: Unseen, tables: Reference) -> Tracked:
    """What was said of every window each year after its base, and what came; parameters as in `replay.replay`."""
    terms = choose(histories, 2)
    fitted = references(terms, unseen, tables)

    def replays(*, learn: bool) -> Mapping[int, Replay]:
        return {year: replay_of(terms, unseen, _said(terms, fitted, year, unseen, learn=learn)) for year in YEARS}

    return Tracked(learned=replays(learn=True), unmoved=replays(learn=False))


def _said(terms: Terms, fitted: Sequence[Reference], year: int, unseen: Unseen, *, learn: bool) -> Said:
    """What was said a number of years after the base; NaN where the level of that year is missing, or nothing could be said."""
    ahead = is_ahead(unseen)
    numbers = np.full((len(terms.cases), 5), np.nan)
    base, now = terms.after(0), terms.after(year)
    for place, (reference, case) in enumerate(zip(fitted, terms.cases, strict=True)):
        change = float(now[place] - base[place])
        known = year if learn else 0
        found = said_after(reference, case, change, known, TERM - year, ahead=ahead) if np.isfinite(change) else None
        if found is not None:
            numbers[place] = now[place], found.centre, found.local, found.df, found.national
    start, centre, local, df, national = numbers.T
    return Said(cases=terms.cases, start=start, centre=centre, local=local, df=df, national=national)


def said_after(
    reference: Reference, case: Case, change: float, n_years: int, rest: int, *, ahead: bool = False
) -> Outlook | None:
    """What is expected of the `rest` of a term once `n_years` have brought `change` [scale]; None where nothing can be said."""
    setting = replace(case.setting, new_years=ahead)
    told = outlook(reference, case.family, case.past, rest, setting)
    if not isinstance(told, Outlook):
        return None
    prior = belief_of(reference.classes[case.family], told.centre / told.horizon)
    return learned(told, prior, prior.after(change, n_years))
