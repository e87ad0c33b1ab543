"""Chances: that a target is reached, together with others, and where a scenario lands with what probability.

`p_attain` takes the scenario's rates as the median of growth; `p_reference` asks the indicator's own past and its class alone. Closed form
where an indicator moves by itself, draws where identities, shares, parts, totals or many events bind it. Method, section 11.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from forecast.beliefs import Belief
from forecast.blocks import SCRAMBLINGS, error_of, part_size, run_means, share_error
from forecast.chances import Chance, Chances, Joint
from forecast.closed import MOST_EVENTS, as_bands, attained_alone, bands_alone, uncertain
from forecast.draws import bands_of, level_parts
from forecast.growth import ATTAIN_TOLERANCE, Floats
from forecast.links import bound_parts, computed_in_order, share_groups
from forecast.plan import Plan
from forecast.projection import Projection
from forecast.reference import Unknown
from forecast.requirement import Requirement, Requirements
from forecast.standing import Standing
from forecast.surprises import Surprises


@dataclass(frozen=True, eq=False)
class _Run:
    """What the chances of one scenario are computed from."""

    plan: Plan
    requirements: Requirements
    projection: Projection
    standing: Standing
    noise: Surprises

    @cached_property
    def own(self) -> dict[int, Belief]:
        """Beliefs about indicators that have a path."""
        return {place: each for place, each in self.noise.known.items() if place not in self.projection.unknown}

    @cached_property
    def bound(self) -> frozenset[int]:
        """Places of indicators that do not move by themselves: computed, of a group of shares, capped, summed, or hit by many events."""
        plan, found = self.plan, set(self.projection.factors)
        for _, group in share_groups(plan):
            found |= set(group)
        for part, whole in bound_parts(plan):
            found |= {part, whole}
        for place, indicator in enumerate(plan.indicators):
            if indicator.law in ("flow", "total") or len(uncertain(self.projection.scenario, indicator)) > MOST_EVENTS:
                found.add(place)
        return frozenset(found)

    @cached_property
    def parts_of(self) -> Mapping[int, frozenset[str]]:
        """Indicators that each computed one comes from in the end, by its place."""
        names: dict[str, frozenset[str]] = {}
        for link in computed_in_order(self.plan):
            needs = [names.get(need, frozenset({need})) for need in link.needs]
            names[self.plan.indicators[link.place].id] = frozenset().union(*needs)
        return {self.plan.index[name]: needs for name, needs in names.items()}

    def why_not(self, place: int) -> str | None:
        """Why nothing is known of the chances of an indicator: it has no path, or it or a part of it has no class."""
        if place in self.projection.unknown:
            return self.projection.unknown[place]
        if place in self.projection.factors:
            missing = any(self.plan.index[part] not in self.own for part in self.parts_of[place])
            return "part_without_class" if missing else None
        belief = self.noise.beliefs[place]
        return belief.reason if isinstance(belief, Unknown) else None


@dataclass(frozen=True, eq=False)
class _Drawn:
    """What the draws say.

    final : by number of the target, (n_draws,) whether it is attained in its year, every year for yearly amounts
    by_year : by number, (n_years, n_runs) share of each scrambling's draws that attain it in that year or before
    bands : by place, (n_quantiles, n_years) [unit]
    """

    final: Mapping[int, np.ndarray]
    by_year: Mapping[int, Floats]
    bands: Mapping[int, Floats]


def chances(
    plan: Plan, requirements: Requirements, projection: Projection, standing: Standing, noise: Surprises
) -> Chances:
    """Chances of every target along the paths of `projection`, with surprises and standing in its surroundings."""
    run = _Run(plan, requirements, projection, standing, noise)
    asked, reasons = {}, {}
    for number, row in enumerate(requirements.rows):
        if row.assessable and row.year is not None:
            reasons[number] = run.why_not(row.place)
            if reasons[number] is None:
                asked[number] = row
    spread = [place for place in (*run.own, *projection.factors) if run.why_not(place) is None]
    drawn_bands = [
        place for place in spread if place in run.bound or uncertain(projection.scenario, plan.indicators[place])
    ]
    drawn = _draw(run, asked, drawn_bands)
    alone = {number: row for number, row in asked.items() if row.place not in run.bound}
    closed = attained_alone(plan, projection, noise.known, alone, standing.ends)
    rows = tuple(
        _row(run, before, reasons.get(number), closed.get(number), number, drawn)
        for number, before in enumerate(standing.chances)
    )
    bands = bands_alone(plan, projection, noise, [place for place in spread if place not in drawn.bands])
    bands |= {place: as_bands(projection.levels[place, 0], levels) for place, levels in drawn.bands.items()}
    return Chances(draws=noise.draws, seed=noise.seed, rows=rows, bands=bands, joint=_joint(run, rows, drawn.final))


def _row(run: _Run, before: Chance, reason: str | None, closed: float | None, number: int, drawn: _Drawn) -> Chance:
    """What is said of one target: `closed` where that is exact, else the share of the draws."""
    if number not in drawn.final:
        return before if reason is None else replace(before, reason=reason)
    final = drawn.final[number]
    by_year, errors = drawn.by_year[number].mean(axis=1), error_of(drawn.by_year[number], len(final))
    if closed is not None:
        year = (run.requirements.rows[number].year or 0) - run.plan.base_year - 1
        by_year = _with_exact(by_year, year, closed - final.mean())
        errors[year:] = error_of(drawn.by_year[number][year:] - run_means(final), len(final))
    return replace(
        before,
        p_attain=float(final.mean()) if closed is None else closed,
        p_by=tuple(by_year.tolist()),
        by_errors=tuple(errors.tolist()),
        error=share_error(final) if closed is None else 0.0,
    )


def _with_exact(by_year: Floats, year: int, off: float) -> Floats:
    """Chances by year where that of the target's own year is known: from then on only what came before it is from the draws.

    Parameters
    ----------
    by_year : (n_years) shares of the draws, never falling
    year : place of the target's year; `off`: by how much its exact chance is above the share of the draws
    """
    moved = by_year + np.where(np.arange(len(by_year)) >= year, off, 0.0)
    return np.minimum(np.maximum.accumulate(moved), 1.0)


def _draw(run: _Run, asked: Mapping[int, Requirement], banded: Sequence[int]) -> _Drawn:
    """Go through the draws part by part; only what is needed of them is kept.

    Bands of several parts are the means of the parts' bands.
    """
    n_draws, size = run.noise.draws, part_size(run.noise.draws)
    share = size / n_draws
    final = {number: np.empty(n_draws, bool) for number in asked}
    by_year = {number: np.empty((run.plan.n_years, SCRAMBLINGS)) for number in asked}
    bands: dict[int, Floats] = dict.fromkeys(banded, np.zeros(1))
    places = {number: (row, *run.standing.ends[number]) for number, row in asked.items()}
    parts = level_parts(run.plan, run.requirements, run.projection, run.noise) if asked or banded else ()
    for start, levels in zip(range(0, n_draws, size), parts, strict=False):
        for number, (row, low, high) in places.items():
            hit = _attained(levels[row.place, :, 1:].T, low, high)
            runs = slice(start * SCRAMBLINGS // n_draws, (start + size) * SCRAMBLINGS // n_draws)
            ever = np.logical_or.accumulate(hit, axis=0)
            by_year[number][:, runs] = ever.reshape(len(ever), -1, n_draws // SCRAMBLINGS).mean(axis=2)
            in_year = hit.all(axis=0) if row.law == "flow" else hit[(row.year or 0) - run.plan.base_year - 1]
            final[number][start : start + size] = in_year
        for place in bands:
            bands[place] = bands[place] + share * bands_of(levels[place, :, 1:])
    return _Drawn(final, by_year, bands)


def _attained(levels: Floats, low: float, high: float) -> np.ndarray:
    """Whether each draw attains the target in each year, (n_years, n_draws). Method, section 5."""
    tolerance = ATTAIN_TOLERANCE * np.abs(levels)
    if high == np.inf:
        return np.asarray(levels + tolerance >= low)
    return np.asarray((levels + tolerance >= low) & (levels - tolerance <= high))


def _joint(run: _Run, rows: Sequence[Chance], hits: Mapping[int, np.ndarray]) -> Joint | None:
    """The first target of each indicator, as "x of y" counts them, all together. Method, eq. (48)."""
    counted: dict[str, int] = {}
    for number, row in enumerate(run.requirements.rows):
        if row.target is not None:
            counted.setdefault(row.indicator, number)
    places = [number for number in counted.values() if number in hits]
    if not places:
        return None
    alone = [rows[number].p_attain or 0.0 for number in places]
    bounds = (max(0.0, sum(alone) - len(alone) + 1), min(alone))
    n_attained = np.sum([hits[number] for number in places], axis=0)
    at_least = run_means(n_attained >= np.arange(len(places) + 1)[:, None])
    reached = at_least.mean(axis=1)
    reached[-1] = min(max(reached[-1], bounds[0]), bounds[1])
    reached = np.maximum.accumulate(reached[::-1])[::-1]
    errors = error_of(at_least, run.noise.draws)
    errors[0] = 0.0
    order = sorted(range(len(places)), key=lambda at: (alone[at], places[at]))
    return Joint(
        p_all=float(reached[-1]), p_at_least=tuple(reached.tolist()), expected_attained=float(sum(alone)),
        bounds=bounds, error=float(errors[-1]), errors=tuple(errors.tolist()),
        weakest=tuple(run.requirements.rows[places[at]].indicator for at in order),
    )  # fmt: skip
