"""The ledger: what each target required of the years that were left, on every day on which something became known, and why it changed.

It begins with the plan itself. A change is split into performance, revision of earlier values, revised target, and definition; on the
scale of the law the four add up exactly, whatever the order in which the facts came. Method, section 10.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from forecast.attribution import log_mean, shapley
from forecast.plan import Plan
from forecast.requirement import Requirement, Requirements, require
from forecast.tracking.entry import CAUSES, Change, Entry, Place, Prospect, enter, goal_of, scale_of
from forecast.tracking.facts import Facts, makes_a_year
from forecast.tracking.learning import Ahead

Judge: TypeAlias = Callable[[Entry], Prospect]
"""What a reference class says of an entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One target from the plan to the newest entry; `total` splits the whole change of its requirement since the plan."""

    row: Requirement
    entries: tuple[Entry, ...]
    total: Change | None
    facts: Facts

    @property
    def first(self) -> Entry:
        """What the plan required."""
        return self.entries[0]

    @property
    def last(self) -> Entry:
        """What holds now."""
        return self.entries[-1]

    @property
    def aheads(self) -> tuple[Ahead, ...]:
        """What can be expected of the years left, by entry, as far as it can be told."""
        told = (entry.prospect.ahead for entry in self.entries if entry.prospect is not None)
        return tuple(ahead for ahead in told if ahead is not None)


@dataclass(frozen=True, eq=False, kw_only=True)
class Ledger:
    """Every target of a plan with its track."""

    plan: Plan
    requirements: Requirements
    facts: Facts
    tracks: tuple[Track, ...]

    def __iter__(self) -> Iterator[Track]:
        return iter(self.tracks)

    @property
    def known_on(self) -> str | None:
        """Newest day on which something became known."""
        return self.facts.days[-1] if self.facts.days else None

    def of(self, indicator: str) -> tuple[Track, ...]:
        """Tracks of one indicator."""
        return tuple(track for track in self.tracks if track.row.indicator == indicator)


def keep_ledger(plan: Plan, facts: Facts, on: str | None = None, judge: Judge | None = None) -> Ledger:
    """Ledger of every target of `plan` from what is known, or was known on a day.

    Parameters
    ----------
    on : day such as 2028-06-30; what became known later is left out
    judge : what a reference class says of an entry; left out: nothing is said of chances
    """
    told = facts if on is None else facts.known(on)
    requirements = require(plan)
    rows = [row for row in requirements.rows if row.target is not None]
    tracks = tuple(_track(plan, row, told.of_indicator(row.indicator), judge) for row in rows)
    return Ledger(plan=plan, requirements=requirements, facts=told, tracks=tracks)


def _track(plan: Plan, row: Requirement, facts: Facts, judge: Judge | None) -> Track:
    def judged(entry: Entry) -> Entry:
        return entry if judge is None or entry.step is None else replace(entry, prospect=judge(entry))

    entries = [judged(enter(plan, row, Facts(), ""))]
    indicator = plan.indicators[row.place]
    for day, told, new in facts.day_by_day():
        yearly = any(fact.yearly for fact in new)
        if not yearly and not any(makes_a_year(indicator, fact) for fact in new):
            continue
        entry = enter(plan, row, told, day)
        if yearly or _moved(entries[-1], entry):
            entry = replace(entry, new=tuple(fact.id for fact in new))
            entries.append(_compared(entries[-1], judged(entry)))
    start = next((entry for entry in entries if entry.step is not None), entries[0])
    end = next((entry for entry in reversed(entries) if entry.step is not None), start)
    total = _in_rate(start, end, split(start, end), by_orders=True)
    return Track(row=row, entries=tuple(entries), total=total, facts=facts)


def _moved(before: Entry, after: Entry) -> bool:
    """Whether what is known differs where it counts for the year."""
    return (before.level, before.value, before.goal, before.reason) != (
        after.level,
        after.value,
        after.goal,
        after.reason,
    )


def _compared(before: Entry, after: Entry) -> Entry:
    """Entry with the change against the one before it."""
    change = split(before, after)
    return replace(after, change=change, change_rate=_in_rate(before, after, change))


def split(before: Entry, after: Entry, to: Place | None = None) -> Change | None:
    """Change of the required step between two entries by cause; None where either requires nothing. Method, eq. (61) to (64).

    Parameters
    ----------
    to : scale on which the split is made; left out: that of the law
    """
    if before.step is None or after.step is None or before.level is None or after.level is None:
        return None
    assert before.value is not None and before.goal is not None and after.value is not None and after.goal is not None
    if after.row.law == "flow":
        return Change(target=after.goal - before.goal)
    to = to or scale_of(after.chain.plan, after.chain.row)
    year, links = before.level.year, after.chain
    revised = after.state.levels.get(year, before.level)
    relinked = links.level(before.level.value, year), links.level(revised.value, year)
    # Of a corridor the nearer end counts: that it is another one by now comes from growth.
    goal, nearer = (goal_of(links.plan, before.state, chain, after.value) for chain in (links, before.chain))
    if relinked[0] is None or relinked[1] is None or goal is None or nearer is None:
        return None
    here, again, goal_again = to(relinked[0]), to(relinked[1]), to(goal)
    required = (to(before.goal) - to(before.value)) / before.rest
    grown, years = to(after.value) - again, after.level.year - year
    return Change(
        performance=(years * required - grown + to(nearer) - to(before.goal)) / after.rest,
        revision=(here - again) / after.rest,
        target=(to(after.goal) - goal_again) / after.rest,
        definition=((goal_again - to(nearer)) - (here - to(before.value))) / after.rest,
    )


def _in_rate(before: Entry, after: Entry, change: Change | None, *, by_orders: bool = False) -> Change | None:
    """The change as readers know it: of the rate by the logarithmic mean, or by all orders; of points and amounts as they are. Eq. (65)."""
    if change is None or before.step is None or after.step is None:
        return None
    if after.rate is None:
        return split(before, after, lambda level: level)
    if not by_orders:
        return change.times(log_mean(math.exp(after.step), math.exp(before.step)))
    parts, start = change.parts, before.step
    shares: Mapping[str, float] = shapley(
        lambda chosen: math.exp(start + math.fsum(parts[name] for name in chosen)), CAUSES
    )
    return Change(**shares)
