"""Events and delays of a scenario: what they do to levels and steps."""

import numpy as np

from forecast.growth import Floats
from forecast.plan import Plan
from forecast.scenario import Event, Scenario


def delay_steps(plan: Plan, scenario: Scenario, steps: Floats) -> None:
    """Let the paths that start late start late: no step in the first years, the others follow."""
    for delay in scenario.delays:
        for name in delay.of:
            row = steps[plan.index[name]]
            late = min(delay.years, len(row))
            row[late:] = row[: len(row) - late].copy()
            row[:late] = 0.0


def event_shifts(plan: Plan, scenario: Scenario) -> dict[int, tuple[Floats, Floats]]:
    """Factor and points by which the events that happen move each indicator's level, by year."""
    shifts: dict[int, tuple[Floats, Floats]] = {}
    for event in scenario.events:
        if event.chance is not None:
            continue
        weight = event_weight(event, plan)
        for name, figure in event.hits.items():
            place = plan.index[name]
            factor, points = shifts.setdefault(place, (np.ones(plan.n_years + 1), np.zeros(plan.n_years + 1)))
            if figure.unit.kind == "points":
                points += figure.signed * weight
            else:
                factor *= (1 + figure.signed / 100) ** weight
    return shifts


def event_weight(event: Event, plan: Plan) -> Floats:
    """Share of an event's hit that is felt in each year: none before it, all in its year, less as it recovers.

    Shape (n_years + 1,).
    """
    return np.array([weight_by_age(year - event.year, event.recovers) for year in plan.years])


def weight_by_age(age: int, recovers: int | None) -> float:
    """Share of a hit that is felt `age` years after it: 1 - age / recovers, never below nothing. Method, section 6."""
    if age < 0:
        return 0.0
    return 1.0 if recovers is None else max(0.0, 1 - age / recovers)
