"""Formulas of a target's level and goal on a day, in the definition that holds: as reported, added up, grown, carried over breaks."""

from dataclasses import dataclass, replace

from forecast.attainment import nearest_end
from forecast.basis import Base
from forecast.plan import Indicator, Plan, Target
from forecast.proof import Constant, Formula, Term, evaluate, terms
from forecast.proof.formula import add, is_close
from forecast.proof.grounds import base, base_term, from_scale, on_scale, target_by
from forecast.tracking import Entry, Fact
from forecast.tracking.breaks import Chain, Link
from forecast.tracking.levels import Known, reported
from forecast.trackproof.reported import figure

SHORT = 4
"""Figures up to which the formula of a level is put into another one."""


@dataclass(frozen=True, slots=True)
class State:
    """What was known of a target on a day, and the breaks through which it is seen: those of the day, or of a later one."""

    known: Known
    chain: Chain

    @property
    def plan(self) -> Plan:
        """Plan of the target."""
        return self.chain.plan

    @property
    def indicator(self) -> Indicator:
        """Indicator of the target."""
        return self.plan.indicators[self.known.row.place]


def state_of(entry: Entry) -> State:
    """What an entry knew, seen through its own breaks."""
    return State(entry.state, entry.chain)


def level(state: State, year: int) -> Formula:
    """Level of a year that is known, in the definition that holds last."""
    return carried(state, as_reported(state, year), year)


def carried(state: State, found: Formula, year: int) -> Formula:
    """A level of a year over the breaks after it."""
    for link in state.chain.links:
        if link.year > year:
            found = _moved(state, found, link)
    return found


def as_reported(state: State, year: int) -> Formula:
    """Level of a year that is known, in the definition of that year; of a total what has come together since the base year."""
    levels, first = state.known.levels, state.plan.base_year
    if state.known.row.law != "total":
        return of_year(state, levels[year].facts)
    found = [of_year(state, levels[each].facts) for each in range(first + 1, year + 1)]
    return add(found) if found else Constant(0.0)


def of_year(state: State, facts: tuple[Fact, ...]) -> Formula:
    """What facts come to: a figure, quarters together, growth on what the others come to; without any the base value of the plan."""
    if not facts:
        row = state.known.row
        return base(state.plan, row) or base_term(state.plan, row)
    if facts[0].reading == "growth":
        return of_year(state, facts[1:]) * (1 + figure(facts[0], state.plan))
    return add([figure(fact, state.plan) for fact in facts])


def _moved(state: State, found: Formula, link: Link) -> Formula:
    """A level or a target of the definition before a break in the one after it."""
    if link.kind == "prices":
        return found * figure(link.facts[-1], state.plan)
    before, after = _ends(state, link)
    if link.factor is not None:
        return found * (after / before)
    places = [on_scale(state.indicator, state.chain.row, each) for each in (found, after, before)]
    return from_scale(state.indicator, places[0] + (places[1] - places[2]))


def _ends(state: State, link: Link) -> tuple[Formula, Formula]:
    """Level of the year before a break as it was defined until then, and as it is defined since."""
    assert link.before is not None and link.after is not None
    year = link.year - 1
    before = as_reported(state, year) if year in state.known.levels else None
    if before is None or not is_close(evaluate(before), link.before):  # a later figure gave the link
        before = Term("level", link.before, "level", year=year)
    if link.kind == "restated":
        return before, figure(link.facts[-1], state.plan)
    return before, add([before, *(figure(fact, state.plan) for fact in link.facts if fact.reading == "part")])


def goal(state: State, value: float | None) -> Formula | None:
    """The nearest end of the target in the definition that holds last; None where no link leads there.

    Parameters
    ----------
    value : level from which the nearer end of a range is told [unit]
    """
    row, set_on = state.known.row, state.known.set_on
    low, high = (None if end is None else state.chain.goal(end, set_on) for end in (row.low, row.high))
    found = nearest_end(low, high, state.indicator.better, value)
    if found is None:
        return None
    if found not in (low, high):  # inside a corridor nothing has to change
        return Term("level", found)
    formula = _as_set(state, row.low if found == low else row.high)
    for link in state.chain.links:
        if link.known_on > set_on and link.factor is not None:
            formula = _moved(state, formula, link)
    return formula


def _as_set(state: State, end: float | None) -> Formula:
    """One end of the target in the definition in which it was set."""
    assert end is not None
    item, row = target_item(state), replace(state.known.row, base=_base(state), goal=end)
    found = None if item is None else target_by(state.plan, row, item)
    if found is not None and is_close(evaluate(found), end):
        return found
    return Term("target", end, "level", item, year=row.year)


def target_item(state: State) -> Target | None:
    """The target as it was set last: the plan's own, or the one that was reported."""
    known = state.known
    own = (target for target in state.indicator.targets if target.id == known.row.target)
    return known.target or next(own, None)


def _base(state: State) -> Base:
    """The base value with the figure that was reported of it, where there is one."""
    base, level = state.known.row.base, state.known.levels.get(state.plan.base_year)
    facts = () if level is None or level.origin != "fact" else level.facts
    return replace(base, item=reported(facts[0], state.plan)) if facts else base


def brief(formula: Formula, name: str, year: int | None) -> Formula:
    """A formula as a part of another one: itself where it is short, else its value."""
    if len(list(terms(formula))) <= SHORT:
        return formula
    return Term(name, evaluate(formula), "level", year=year)
