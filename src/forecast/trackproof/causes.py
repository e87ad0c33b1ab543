"""Formulas of why a requirement changed: performance, revision, target, definition. Method, section 10, eq. (61) to (65)."""

import math
from dataclasses import dataclass
from itertools import combinations

from forecast.proof import Constant, Formula, Proof, Term, evaluate
from forecast.proof.formula import add, call
from forecast.tracking import Entry, Track
from forecast.tracking.ledger import split
from forecast.trackproof.levels import State, brief, goal, level, state_of
from forecast.trackproof.stands import between

LEAST = 1e-12
"""Below this a cause did nothing, on the scale of the law."""
ALIKE = 1e-7
"""Relative difference below which two rates give no logarithmic mean that a spreadsheet could compute."""


def cause(before: Entry, after: Entry, name: str) -> Proof | None:
    """One part of the change of what is required a year, against the entry before."""
    value = None if after.change_rate is None else after.change_rate.parts[name]
    if value is None:
        return None
    if after.rate is None:
        return Proof.of(f"cause_{name}", "points", value, _part(before, after, name, straight=True))
    part, now, then = _part(before, after, name), _rate("required_now", after), _rate("required_before", before)
    return _in_points(name, value, None if part is None else _log_mean(now, then) * part)


def _in_points(name: str, value: float, formula: Formula | None) -> Proof:
    return Proof.of(f"cause_{name}", "points", 100 * value, None if formula is None else 100 * formula)


def _rate(name: str, entry: Entry) -> Term:
    assert entry.rate is not None
    return Term(name, entry.rate, "rate")


def _log_mean(now: Term, then: Term) -> Formula:
    """Logarithmic mean of two growth factors. Method, eq. (16)."""
    if abs(now.value - then.value) < ALIKE * (1 + then.value):
        return 1 + now
    return (now - then) / call("LN", (1 + now) / (1 + then))


def _part(before: Entry, after: Entry, name: str, *, straight: bool = False) -> Formula | None:
    """One part on the scale of the law, or `straight` in points or units; None where nothing of that kind happened."""
    change = split(before, after, (lambda level: level) if straight else None)
    if change is None or abs(change.parts[name]) < LEAST:
        return None
    if after.row.law == "flow":
        now, then = (goal(state_of(entry), entry.value) for entry in (after, before))
        return None if now is None or then is None else now - then
    return _Split(before, after, straight).part(name)


@dataclass(frozen=True, slots=True)
class _Split:
    """Levels and goals between which the four parts of a change lie, on the scale of the law or `straight`."""

    before: Entry
    after: Entry
    straight: bool

    def part(self, name: str) -> Formula:
        """One part. Method, eq. (61) to (64)."""
        made = {
            "performance": self._performance, "revision": self._revision, "target": self._target, "definition": self._definition,
        }  # fmt: skip
        return made[name]() / Term("years_left", self.after.rest, "plain")

    def _performance(self) -> Formula:
        """What the years that became known should have brought less what they did; of a range the nearer end may be another one."""
        then, aimed, nearer = self._then(), self._aimed(), self._aimed(self.after.value)
        assert self.after.level is not None and self.before.level is not None
        years = self.after.level.year - self.before.level.year
        other_end = [] if evaluate(aimed) == evaluate(nearer) else [self._way(aimed, nearer)]
        if not years:
            return add([Constant(0.0), *other_end])
        should = Term("years", years, "plain") * (
            self._way(then, aimed) / Term("years_before", self.before.rest, "plain")
        )
        return add([should - self._way(self._revised(), self._now()), *other_end])

    def _revision(self) -> Formula:
        return self._way(self._revised(), self._relinked())

    def _target(self) -> Formula:
        now = goal(state_of(self.after), self.after.value)
        assert now is not None
        return self._way(self._aimed_relinked(), brief(now, "target", self.after.row.year))

    def _definition(self) -> Formula:
        goals = self._way(self._aimed(self.after.value), self._aimed_relinked())
        return goals - self._way(self._then(), self._relinked())

    def _way(self, first: Formula, last: Formula) -> Formula:
        return last - first if self.straight else between(state_of(self.after), first, last)

    @property
    def _year(self) -> int:
        assert self.before.level is not None
        return self.before.level.year

    def _then(self) -> Formula:
        """Newest level of the entry before."""
        return brief(level(state_of(self.before), self._year), "level", self._year)

    def _relinked(self) -> Formula:
        """The same, in the definition that holds now."""
        return brief(level(State(self.before.state, self.after.chain), self._year), "level", self._year)

    def _revised(self) -> Formula:
        """The level of the same year as it is known now."""
        if self._year not in self.after.state.levels:
            return self._relinked()
        return brief(level(state_of(self.after), self._year), "level", self._year)

    def _now(self) -> Formula:
        assert self.after.level is not None
        year = self.after.level.year
        return brief(level(state_of(self.after), year), "level", year)

    def _aimed(self, value: float | None = None) -> Formula:
        """Goal of the entry before, of a range the end that is nearer to a level."""
        found = goal(state_of(self.before), self.before.value if value is None else value)
        assert found is not None
        return brief(found, "target", self.before.row.year)

    def _aimed_relinked(self) -> Formula:
        """Goal of the entry before in the definition that holds now."""
        found = goal(State(self.before.state, self.after.chain), self.after.value)
        assert found is not None
        return brief(found, "target", self.before.row.year)


def cause_since_plan(track: Track, name: str) -> Proof | None:
    """One part of the whole change of what is required a year since the plan; of a rate all orders averaged. Method, eq. (15)."""
    if track.total is None:
        return None
    value, told = track.total.parts[name], [entry for entry in track.entries if entry.step is not None]
    first, last = told[0], told[-1]
    if last.rate is None:
        return Proof.of(f"cause_{name}", "points", value, _part(first, last, name, straight=True))
    part, change = _part(first, last, name), split(first, last)
    if part is None or change is None:
        return _in_points(name, value, None)
    others = [
        Term(f"part_{other}", amount, "plain")
        for other, amount in change.parts.items()
        if other != name and abs(amount) >= LEAST
    ]
    grown = (1 + _rate("required_before", first)) * (call("EXP", part) - 1)
    return _in_points(name, value, grown * _all_orders(others) if others else grown)


def _all_orders(others: list[Term]) -> Formula:
    """Mean, over all orders, of what the causes that come earlier made of the growth factor."""
    count, parts = len(others) + 1, []
    for size in range(count):
        weight = Constant(float(count * math.comb(count - 1, size)))
        earlier = [call("EXP", add(chosen)) if chosen else Constant(1.0) for chosen in combinations(others, size)]
        parts.append(add(earlier) / weight)
    return add(parts)
