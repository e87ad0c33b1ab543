"""What matters most for one indicator: every assumption moved alone from its low to its high end, and its share of the variance.

An assumption is the own growth of an indicator, the surroundings of a family, or an uncertain event. The first two move from their 10th to
their 90th percentile, an event from not happening to happening. Method, section 11.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypeAlias

import numpy as np
from scipy.special import ndtri, stdtrit

from forecast.beliefs import Belief, beliefs_of, expected_levels, known
from forecast.dependence import bearing_on, powers_of
from forecast.draws import draw_levels
from forecast.errors import MissingError
from forecast.events import event_weight
from forecast.growth import Floats
from forecast.links import computed_in_order
from forecast.plan import Plan
from forecast.projection import Projection, project
from forecast.reference import Reference, Scale, Unknown
from forecast.requirement import Requirement, Requirements, require, verdict
from forecast.scenario import Event, Scenario
from forecast.written import nearest

ENDS: Final = (0.1, 0.9)
"""Chances of not passing the low and the high end of an assumption."""
UNMOVED: Final = 1e-12
"""Relative difference of two levels that is rounding alone."""
Kind: TypeAlias = Literal["own", "surroundings", "event"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One assumption moved alone, the others on the scenario's median.

    of : id of the indicator, the family or the event
    low, high : its ends as growth a year beyond the scenario's, a fraction (log) or logits; None for events
    chance : of the event
    level_low, level_high : level of the indicator asked about at the two ends [unit]
    decides : whether the target is attained at one end only; None without a target
    share : of the variance on the indicator's scale, where that is exact; deviation : its square root before it is divided
    spread : of the growth by the year asked about on `scale`, and the quantile of its shape that `high` stands at
    grown : mean growth factor a year of the scenario's path whose growth `low` and `high` go beyond (log)
    parts : levels at the two ends of what a computed indicator follows from, by id [unit]
    """

    kind: Kind
    of: str
    scale: Scale | None
    low: float | None
    high: float | None
    chance: float | None
    level_low: float
    level_high: float
    decides: bool | None
    share: float | None = None
    deviation: float | None = None
    spread: float | None = None
    quantile: float | None = None
    grown: float | None = None
    parts: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def swing(self) -> float:
        """Difference between the two levels [unit]."""
        return abs(self.level_high - self.level_low)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """What matters for one indicator in one year, the widest swing first.

    level : with everything on its median and no uncertain event [unit]
    without : indicators it depends on of which nothing is known, with the reason
    exact : whether the shares of the variance are known; they add up to 1
    reason : why nothing can be said
    """

    requirement: Requirement
    scenario: str
    year: int
    level: float | None
    assumptions: tuple[Assumption, ...] = ()
    without: Mapping[str, str]
    exact: bool = False
    reason: str | None = None


def sensitivity(plan: Plan, scenario: Scenario, indicator: str, reference: Reference) -> Sensitivity:
    """What the level of `indicator` in the year of its first target depends on. Raises MissingError where the plan has no such indicator.

    Parameters
    ----------
    scenario : without a parent
    """
    if indicator not in plan.index:
        raise MissingError("no_indicator", found=indicator, nearest=nearest(indicator, plan.index))
    requirements = require(plan)
    row = requirements.first[indicator]
    year = plan.target_year if row.year is None or row.year not in plan.years else row.year
    beliefs = beliefs_of(plan, requirements, reference, scenario)
    expected = expected_levels(beliefs)
    certain = project(plan, requirements, _with_events(scenario, None), expected)
    without = _without(plan, indicator, beliefs, certain)
    if row.place in certain.unknown:
        unknown = certain.unknown[row.place]
        return Sensitivity(
            requirement=row, scenario=scenario.id, year=year, level=None, without=without, reason=unknown
        )
    case = _Case(plan, requirements, scenario, certain, known(beliefs), expected, row, year - plan.base_year)
    level, found = case.tornado()
    found = sorted(found, key=lambda each: (-each.swing, each.kind, each.of))
    variances = None if without else case.variances(found)
    if variances is not None and (total := sum(variances)) > 0:
        found = [
            replace(each, share=own / total, deviation=math.sqrt(own))
            for each, own in zip(found, variances, strict=True)
        ]
    reason = None if found else next(iter(without.values()), "nothing_uncertain")
    return Sensitivity(
        requirement=row, scenario=scenario.id, year=year, level=level, assumptions=tuple(found), without=without,
        exact=bool(found) and found[0].share is not None, reason=reason,
    )  # fmt: skip


def _with_events(scenario: Scenario, happening: str | None) -> Scenario:
    """The scenario with its certain events, and one uncertain event that happens."""
    events = [
        event.model_copy(update={"chance": None}) if event.id == happening else event
        for event in scenario.events
        if event.chance is None or event.id == happening
    ]
    return scenario.model_copy(update={"events": tuple(events)})


@dataclass(frozen=True, eq=False)
class _Case:
    """One indicator under one scenario; `certain` is the path without uncertain events, `at` the place of the year."""

    plan: Plan
    requirements: Requirements
    scenario: Scenario
    certain: Projection
    beliefs: Mapping[int, Belief]
    expected: Mapping[int, Floats]
    row: Requirement
    at: int

    def tornado(self) -> tuple[float, list[Assumption]]:
        """Level on the medians, and every assumption that moves it."""
        moves = list(self._moves())
        levels = self._levels([off for _, *ends in moves for off in ends])
        middle = float(levels[self.row.place, 0])
        found = [
            self._assumption(assumption, low, high)
            for (assumption, *_), low, high in zip(moves, levels.T[1::2], levels.T[2::2], strict=True)
        ]
        for event in self._uncertain():
            happens = project(self.plan, self.requirements, _with_events(self.scenario, event.id), self.expected)
            plain = Assumption(
                kind="event", of=event.id, scale=None, low=None, high=None, chance=event.chance,
                level_low=0.0, level_high=0.0, decides=None,
            )  # fmt: skip
            found.append(self._assumption(plain, levels[:, 0], happens.levels[:, self.at]))
        return middle, [each for each in found if each.swing > UNMOVED * abs(middle)]

    def _assumption(self, assumption: Assumption, lows: Floats, highs: Floats) -> Assumption:
        """An assumption with what it makes of the levels of all indicators, (n_indicators) at each end."""
        indicator, index = self.plan.indicators[self.row.place], self.plan.index
        low, high = (float(levels[self.row.place]) for levels in (lows, highs))
        decides = None
        if self.row.target is not None and self.row.assessable:
            decides = verdict(self.row, indicator, low) != verdict(self.row, indicator, high)
        needs = next((link.needs for link in computed_in_order(self.plan) if link.place == self.row.place), ())
        parts = {name: (float(lows[index[name]]), float(highs[index[name]])) for name in needs}
        return replace(assumption, level_low=low, level_high=high, decides=decides, parts=parts)

    def _uncertain(self) -> list[Event]:
        return [event for event in self.scenario.events if event.chance]

    def _moves(self) -> Iterator[tuple[Assumption, dict[int, Floats], dict[int, Floats]]]:
        """Every growth that is uncertain, with the surprises by place of its two ends."""
        for place, belief in self.beliefs.items():
            low, high = ({place: quantile * belief.local} for quantile in stdtrit(belief.df, ENDS))
            reach = float(stdtrit(belief.df, ENDS[1]))
            yield self._growth("own", self.plan.indicators[place].id, belief, belief.local, reach), low, high
        for family in dict.fromkeys(belief.family for belief in self.beliefs.values()):
            members = {place: belief for place, belief in self.beliefs.items() if belief.family == family}
            low, high = (
                {place: quantile * belief.national for place, belief in members.items()} for quantile in ndtri(ENDS)
            )
            told = members.get(self.row.place, next(iter(members.values())))
            yield self._growth("surroundings", family, told, told.national, float(ndtri(ENDS[1]))), low, high

    def _growth(self, kind: Kind, name: str, belief: Belief, spreads: Floats, reach: float) -> Assumption:
        """An assumption about growth; its ends as growth a year beyond the scenario's."""
        spread, grown = float(spreads[self.at - 1]), self._grown(belief.place)
        low, high = (sign * reach * spread / self.at for sign in (-1, 1))
        if belief.scale == "log":
            low, high = (grown * math.expm1(each) for each in (low, high))
        return Assumption(
            kind=kind, of=name, scale=belief.scale, low=low, high=high, chance=None, level_low=0.0, level_high=0.0,
            decides=None, spread=spread, quantile=reach, grown=grown,
        )  # fmt: skip

    def _grown(self, place: int) -> float:
        """Mean growth factor a year of the scenario's path; growth beyond it is in points of that growth."""
        first, last = (float(self.certain.levels[place, at]) for at in (0, self.at))
        return (last / first) ** (1 / self.at) if first > 0 and last > 0 else 1.0

    def _levels(self, settings: Sequence[Mapping[int, Floats]]) -> Floats:
        """Levels with each set of surprises, the first one with none, (n_indicators, 1 + n_settings) [unit]."""
        count = 1 + len(settings)
        drawn = {place: np.zeros((self.plan.n_years, count)) for place in self.beliefs}
        for number, setting in enumerate(settings, 1):
            for place, off in setting.items():
                drawn[place][:, number] = off
        paths = draw_levels(self.plan, self.requirements, self.certain, self.beliefs, drawn, {})
        return np.asarray(paths[:, :, self.at])

    def variances(self, found: Sequence[Assumption]) -> list[float] | None:
        """Variance by each assumption on the indicator's scale where it is linear in all of them. Method, eqs. (50)-(52)."""
        powers = powers_of(self.plan, self.row.indicator)
        if powers is None or any(self.plan.index[name] not in self.beliefs for name in powers):
            return None
        drivers = {name: self.beliefs[self.plan.index[name]] for name in powers}
        if powers != {self.row.indicator: 1.0} and any(belief.scale != "log" for belief in drivers.values()):
            return None
        made = [self._variance(each, powers, drivers) for each in found]
        return None if any(each is None for each in made) else [each for each in made if each is not None]

    def _variance(self, each: Assumption, powers: Mapping[str, float], drivers: Mapping[str, Belief]) -> float | None:
        """Variance by one assumption; None where it does not enter in a straight line."""
        if each.kind == "own":
            belief = drivers[each.of]
            tails = belief.df / (belief.df - 2) if belief.df > 2 else math.nan
            made = (powers[each.of] * float(belief.local[self.at - 1])) ** 2 * tails
            return None if math.isnan(made) else made
        if each.kind == "surroundings":
            felt = (
                powers[name] * float(belief.national[self.at - 1])
                for name, belief in drivers.items()
                if belief.family == each.of
            )
            return float(sum(felt) ** 2)
        event = next(event for event in self.scenario.events if event.id == each.of)
        if any(belief.scale != "log" for belief in drivers.values()):
            return None
        size = self._logs_of(event, powers)
        return None if size is None or event.chance is None else event.chance * (1 - event.chance) * size**2

    def _logs_of(self, event: Event, powers: Mapping[str, float]) -> float | None:
        """What an event moves the logarithm of the indicator by; None where it hits by points."""
        weight = float(event_weight(event, self.plan)[self.at])
        total = 0.0
        for name, figure in event.hits.items():
            if name in powers:
                if figure.unit.kind == "points":
                    return None
                total += powers[name] * weight * math.log1p(figure.signed / 100)
        return total


def _without(plan: Plan, name: str, beliefs: Mapping[int, Belief | Unknown], certain: Projection) -> dict[str, str]:
    """Indicators that bear on one and of whose growth nothing is known, with the reason."""
    found: dict[str, str] = {}
    for each in bearing_on(plan, name):
        place = plan.index[each]
        belief = beliefs[place]
        if place in certain.unknown:
            found[each] = certain.unknown[place]
        elif isinstance(belief, Unknown) and place not in certain.factors:
            found[each] = belief.reason
    return found
