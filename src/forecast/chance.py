"""Chances: that a target is reached, together with others, and where a scenario lands with what probability.

`p_attain` takes the scenario's rates as the median of growth; `p_reference` asks the indicator's own past and its class alone. Closed form
where an indicator moves by itself, draws where identities, shares, parts, totals or many events bind it. Method, section 11.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from forecast.beliefs import Belief, known
from forecast.blocks import share_error
from forecast.chances import Chance, Chances, Joint, Precedent
from forecast.draws import QUANTILES, Surprises, bands_of, levels_of, off_scale, on_scale
from forecast.events import event_weight
from forecast.growth import ATTAIN_TOLERANCE, Floats
from forecast.links import bound_parts, computed_in_order, share_groups
from forecast.mixture import cdf
from forecast.outlook import Outlook
from forecast.plan import Indicator, Plan
from forecast.precedent import Need, precedent
from forecast.projection import Projection
from forecast.reference import Reference, Unknown
from forecast.requirement import Requirement, Requirements, slack
from forecast.scenario import Event, Scenario

MOST_EVENTS: Final = 6
"""Uncertain events of one indicator up to which all their combinations are gone through."""


@dataclass(frozen=True, eq=False)
class _Run:
    """What the chances of one scenario are computed from."""

    plan: Plan
    requirements: Requirements
    projection: Projection
    reference: Reference
    noise: Surprises

    @property
    def beliefs(self) -> Mapping[int, Belief | Unknown]:
        return self.noise.beliefs

    @cached_property
    def own(self) -> dict[int, Belief]:
        return {place: each for place, each in known(self.beliefs).items() if place not in self.projection.unknown}

    @cached_property
    def levels(self) -> dict[int, Floats]:
        """Draws of every indicator of which something is known."""
        places = {*self.own, *self.projection.factors}
        return levels_of(self.plan, self.requirements, self.projection, self.noise, places)


def chances(
    plan: Plan, requirements: Requirements, projection: Projection, reference: Reference, noise: Surprises
) -> Chances:
    """Chances of every target along the paths of `projection`, with the surprises of `draws.surprises_of`."""
    run = _Run(plan, requirements, projection, reference, noise)
    bound = _bound(run)
    hits, rows = {}, []
    for number, row in enumerate(requirements.rows):
        made, hit = _of_target(run, row, bound)
        rows.append(made)
        if hit is not None:
            hits[number] = hit
    bands = _bands(run, bound)
    return Chances(draws=noise.draws, seed=noise.seed, rows=tuple(rows), bands=bands, joint=_joint(run, rows, hits))


def _bound(run: _Run) -> frozenset[int]:
    """Places of indicators that do not move by themselves: computed, of a group of shares, capped, summed, or hit by many events."""
    plan, found = run.plan, set(run.projection.factors)
    for _, group in share_groups(plan):
        found |= set(group)
    for part, whole in bound_parts(plan):
        found |= {part, whole}
    for place, indicator in enumerate(plan.indicators):
        if indicator.law in ("flow", "total") or len(_events(run.projection.scenario, indicator)) > MOST_EVENTS:
            found.add(place)
    return frozenset(found)


def _events(scenario: Scenario, indicator: Indicator) -> list[Event]:
    """Uncertain events that hit an indicator."""
    return [event for event in scenario.events if event.chance is not None and indicator.id in event.hits]


def _of_target(run: _Run, row: Requirement, bound: frozenset[int]) -> tuple[Chance, Floats | None]:
    """Chance of one target, and which draws attain it."""
    if not row.assessable or row.year is None:
        return Chance(reason=row.reason), None
    reference_chance, reference_reason = _by_reference(run, row)
    unusual, unusual_reason = _precedent(run, row)
    reason = _why_not(run, row.place)
    if reason is not None:
        return Chance(
            reason=reason,
            p_reference=reference_chance,
            reference_reason=reference_reason,
            precedent=unusual,
            precedent_reason=unusual_reason,
        ), None
    hit = _attained(run, row)
    in_year = row.year - run.plan.base_year
    closed = row.place not in bound
    final = np.asarray(hit.all(axis=1) if row.law == "flow" else hit[:, in_year - 1], float)
    p_attain = _closed(run, row) if closed else float(final.mean())
    p_by = np.maximum.accumulate(hit, axis=1).mean(axis=0)
    return Chance(
        p_attain=p_attain, p_reference=reference_chance, p_by=tuple(float(p) for p in p_by), precedent=unusual,
        error=0.0 if closed else share_error(final), reference_reason=reference_reason, precedent_reason=unusual_reason,
    ), final  # fmt: skip


def _why_not(run: _Run, place: int) -> str | None:
    """Why nothing is known of the chances of an indicator: it has no path, or it or a part of it has no class."""
    if place in run.projection.unknown:
        return run.projection.unknown[place]
    if place in run.projection.factors:
        parts = _parts(run.plan, run.plan.indicators[place].id)
        missing = [part for part in parts if run.plan.index[part] not in run.own]
        return "part_without_class" if missing else None
    belief = run.beliefs[place]
    return belief.reason if isinstance(belief, Unknown) else None


def _parts(plan: Plan, name: str) -> set[str]:
    """Indicators that a computed one comes from in the end."""
    from_links = {plan.indicators[link.place].id: link.needs for link in computed_in_order(plan)}
    if name not in from_links:
        return {name}
    return set().union(*(_parts(plan, need) for need in from_links[name]))


def _ends(run: _Run, row: Requirement) -> tuple[float, float]:
    """Levels between which the target of a row is attained [unit], with what still counts as reached."""
    indicator = run.plan.indicators[row.place]
    spare = slack(row, indicator)
    low, high = row.low, row.high
    if low is not None and high is not None:
        if indicator.better == "higher":
            high = None
        elif indicator.better == "lower":
            low = None
    elif indicator.better == "lower" and high is None:
        low, high = None, low
    return (-np.inf if low is None else low - spare), (np.inf if high is None else high + spare)


def _attained(run: _Run, row: Requirement) -> Floats:
    """Whether each draw attains the target in each year, (n_draws, n_years). Method, section 5."""
    low, high = _ends(run, row)
    levels = run.levels[row.place][:, 1:]
    tolerance = ATTAIN_TOLERANCE * np.abs(levels)
    return np.asarray((levels >= low - tolerance) & (levels <= high + tolerance))


def _closed(run: _Run, row: Requirement) -> float:
    """Chance that a target is attained in its year by an indicator that moves by itself: its events are gone through one by one."""
    assert row.year is not None
    belief = run.own[row.place]
    year = row.year - run.plan.base_year
    median = on_scale(belief.scale, run.projection.levels[row.place, year])
    low, high = _ends(run, row)
    chance = 0.0
    for weight, factor, points in _outcomes(run, row, year):
        ends = [(end - points) / factor for end in (low, high)]
        below = [_below(belief, year, float(median), end) for end in ends]
        chance += weight * (below[1] - below[0])
    return float(min(max(chance, 0.0), 1.0))


def _below(belief: Belief, year: int, median: float, level: float) -> float:
    """Chance that the level is below `level` [unit] in a year, with the median on the scale of the class."""
    if np.isinf(level) or (belief.scale == "log" and level <= 0):
        return float(level > 0 and np.isinf(level))
    surprise = on_scale(belief.scale, level) - median
    at = (np.asarray(surprise), belief.local[year - 1], np.asarray(belief.df), belief.national[year - 1])
    return float(cdf(*at))


def _outcomes(run: _Run, row: Requirement, year: int) -> list[tuple[float, float, float]]:
    """Every combination of the uncertain events of an indicator: its chance, and the factor and points it moves the level by."""
    indicator = run.plan.indicators[row.place]
    events = _events(run.projection.scenario, indicator)
    found = []
    for happens in itertools.product((True, False), repeat=len(events)):
        weight, factor, points = 1.0, 1.0, 0.0
        for event, occurs in zip(events, happens, strict=True):
            assert event.chance is not None
            weight *= event.chance if occurs else 1 - event.chance
            if occurs:
                felt = float(event_weight(event, run.plan)[year])
                figure = event.hits[indicator.id]
                size = -figure.value if figure.sense == "decrease" else figure.value
                factor, points = (
                    (factor, points + size * felt)
                    if figure.unit.kind == "points"
                    else (factor * (1 + size / 100) ** felt, points)
                )
        found.append((weight, factor, points))
    return found


def _by_reference(run: _Run, row: Requirement) -> tuple[float | None, str | None]:
    """Chance that a target is attained by the indicator's own past and its class alone, or why it is not known."""
    belief = run.beliefs[row.place]
    if isinstance(belief, Unknown):
        return None, belief.reason
    if row.law == "total" or row.place in run.projection.factors:
        return None, "not_defined"
    if isinstance(belief.outlooks, Unknown):
        return None, belief.outlooks.reason
    assert row.year is not None
    expected = belief.outlooks[row.year - run.plan.base_year - 1]
    below = [_expected_below(belief, expected, end) for end in _ends(run, row)]
    return float(min(max(below[1] - below[0], 0.0), 1.0)), None


def _expected_below(belief: Belief, expected: Outlook, level: float) -> float:
    if np.isinf(level) or (belief.scale == "log" and level <= 0):
        return float(level > 0 and np.isinf(level))
    return float(expected.cdf(float(on_scale(belief.scale, level)) - belief.start))


def _precedent(run: _Run, row: Requirement) -> tuple[Precedent | None, str | None]:
    """How unusual the required change is among what such indicators did elsewhere."""
    indicator, belief = run.plan.indicators[row.place], run.beliefs[row.place]
    if isinstance(belief, Unknown):
        return None, belief.reason
    if (
        row.goal is None
        or row.year is None
        or row.law in ("flow", "total", "hold")
        or row.met_at_base
        or indicator.better == "none"
    ):
        return None, "not_defined"
    n_years = row.year - run.plan.base_year
    step = (float(on_scale(belief.scale, row.goal)) - belief.start) / n_years
    need = Need(step=step, years=n_years, better=indicator.better)
    made = precedent(run.reference, indicator.reference_class, need, belief.past, belief.setting)
    return (None, made.reason) if isinstance(made, Unknown) else (made, None)


def _bands(run: _Run, bound: frozenset[int]) -> dict[int, dict[float, tuple[float, ...]]]:
    """Quantiles of the level by year [unit], for every indicator of which chances are known; the base year is certain."""
    found = {}
    for place in (*run.own, *run.projection.factors):
        if _why_not(run, place) is None:
            found[place] = (
                _drawn_band(run, place)
                if place in bound or _events(run.projection.scenario, run.plan.indicators[place])
                else _closed_band(run, place)
            )
    return found


def _drawn_band(run: _Run, place: int) -> dict[float, tuple[float, ...]]:
    levels = bands_of(run.levels[place])
    return {chance: tuple(row.tolist()) for chance, row in zip(QUANTILES, levels, strict=True)}


def _closed_band(run: _Run, place: int) -> dict[float, tuple[float, ...]]:
    belief, levels = run.own[place], run.projection.levels[place]
    low, high = run.plan.indicators[place].limits
    median = on_scale(belief.scale, levels[1:])
    bands = np.clip(off_scale(belief.scale, median + run.noise.bands[place]), low, high)
    return {chance: (float(levels[0]), *row.tolist()) for chance, row in zip(QUANTILES, bands, strict=True)}


def _joint(run: _Run, rows: Sequence[Chance], hits: Mapping[int, Floats]) -> Joint | None:
    """The first target of each indicator, as "x of y" counts them, all together."""
    counted: dict[str, int] = {}
    for number, row in enumerate(run.requirements.rows):
        if row.target is not None:
            counted.setdefault(row.indicator, number)
    places = [number for number in counted.values() if number in hits]
    if not places:
        return None
    attained = np.column_stack([hits[number] for number in places])
    alone = [rows[number].p_attain or 0.0 for number in places]
    n_attained = attained.sum(axis=1)
    at_least = tuple(float((n_attained >= k).mean()) for k in range(len(places) + 1))
    order = sorted(range(len(places)), key=lambda at: (alone[at], places[at]))
    return Joint(
        p_all=at_least[-1], p_at_least=at_least, expected_attained=float(sum(alone)),
        bounds=(max(0.0, sum(alone) - len(alone) + 1), min(alone)), error=share_error(attained.all(axis=1).astype(float)),
        weakest=tuple(run.requirements.rows[places[at]].indicator for at in order),
    )  # fmt: skip
