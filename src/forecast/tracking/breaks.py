"""Breaks as objects: an area that grows, a new price base, a new standard. What can be linked is linked and said; what cannot is refused.

A break holds from a year on. Its link takes a level, or a target, of the definition before to the one that holds now. A target
of an amount moves with the link; one of a percentage or a figure per head stays as it is printed, unless prices changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from forecast import growth
from forecast.plan import Plan
from forecast.requirement import SCALES, Requirement
from forecast.rules import place_on_scale
from forecast.tracking.facts import Fact, Facts, is_amount
from forecast.tracking.levels import Known

BreakKind: TypeAlias = Literal["merger", "prices", "restated", "standard"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One break and what it does to a level of the definition before it.

    kind : parts that join, a price base, a year before restated in the new definition, or a standard without a link
    factor : for amounts, new over old [-]
    shift : for percentages and figures per head, on the scale of the law
    before, after : level of the year before in both definitions, where these gave the link [unit]
    """

    year: int
    kind: BreakKind
    definition: str
    known_on: str
    factor: float | None = None
    shift: float | None = None
    before: float | None = None
    after: float | None = None
    facts: tuple[Fact, ...] = ()

    @property
    def linked(self) -> bool:
        """Whether figures from before the break can be compared with those after it."""
        return self.factor is not None or self.shift is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The breaks of one indicator as they are known on a day, in the order of their years."""

    plan: Plan
    row: Requirement
    links: tuple[Link, ...] = ()

    def level(self, value: float, year: int) -> float | None:
        """A level of `year` in the definition that holds last [unit]; None where a break without link lies between."""
        for link in self.links:
            if link.year > year:
                if not link.linked:
                    return None
                value = self._moved(value, link)
        return value

    def goal(self, value: float, set_on: str) -> float | None:
        """A target that was set on a day in the definition that holds last [unit]; None where no link leads there."""
        for link in self.links:
            if link.known_on > set_on:
                if not link.linked:
                    return None
                value = value if link.factor is None else value * link.factor
        return value

    def moves_goal(self, set_on: str) -> bool:
        """Whether a target that was set on a day is another figure in the definition that holds last."""
        return any(link.known_on > set_on and link.factor not in (None, 1.0) for link in self.links)

    def _moved(self, value: float, link: Link) -> float:
        if link.factor is not None:
            return value * link.factor
        assert link.shift is not None
        indicator = self.plan.indicators[self.row.place]
        place = place_on_scale(indicator, self.row, value) + link.shift
        return float(growth.from_scale(SCALES[indicator.law], place, *indicator.limits))


def chain(plan: Plan, row: Requirement, state: Known, facts: Facts) -> Chain:
    """Breaks of the plan and of `facts`, each with its link where there is one. `row` is the plan's own.

    A break after the year of the target concerns it only once figures of that definition are known.
    """
    indicator = plan.indicators[row.place]
    until = max(row.year or plan.target_year, state.last.year if state.last else plan.base_year)
    told = [fact for fact in facts.holding if fact.kind == "break" and fact.period.year <= until]
    links = {
        change.year: Link(year=change.year, kind="standard", definition=change.note, known_on=f"{change.year}-01-01")
        for change in indicator.breaks
        if plan.base_year < change.year <= min(until, plan.target_year)
    }
    for year in sorted({fact.period.year for fact in told}):
        links[year] = _link(plan, row, state, [fact for fact in told if fact.period.year == year])
    return Chain(plan=plan, row=row, links=tuple(links[year] for year in sorted(links)))


def _link(plan: Plan, row: Requirement, state: Known, facts: Sequence[Fact]) -> Link:
    """Link of one break: the one of its facts that was known last says of which kind it is; parts add up."""
    newest = facts[-1]
    year, indicator = newest.period.year, plan.indicators[row.place]
    head = {"year": year, "definition": newest.definition, "known_on": newest.known_on, "facts": tuple(facts)}
    if newest.reading == "factor":
        return Link(kind="prices", factor=newest.value, **head)  # type: ignore[arg-type]
    own = state.levels.get(year - 1)
    if newest.reading == "none" or newest.value is None:
        return Link(kind="standard", **head)  # type: ignore[arg-type]
    kind: BreakKind = "merger" if newest.reading == "part" else "restated"
    if own is None:
        return Link(kind=kind, **head)  # type: ignore[arg-type]
    parts = [fact.value for fact in facts if fact.reading == "part" and fact.value is not None]
    after = own.value + sum(parts) if kind == "merger" else newest.value
    ends = {"before": own.value, "after": after}
    if is_amount(indicator):
        factor = after / own.value if own.value > 0 else None
        return Link(kind=kind, factor=factor, **head, **ends)  # type: ignore[arg-type]
    shift = place_on_scale(indicator, row, after) - place_on_scale(indicator, row, own.value)
    return Link(kind=kind, shift=shift, **head, **ends)  # type: ignore[arg-type]
