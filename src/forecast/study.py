"""The one call that both doors make: a plan and its scenarios in, a finished study out."""

from collections.abc import Sequence
from dataclasses import dataclass

from forecast.assessment import Assessments, assess
from forecast.plan import Plan
from forecast.projection import Projection, project
from forecast.requirement import Requirements, require
from forecast.scenario import Scenario


@dataclass(frozen=True, eq=False, kw_only=True)
class Outcome:
    """One scenario of a study: its path and how every target stands under it."""

    scenario: Scenario
    projection: Projection
    assessments: Assessments


@dataclass(frozen=True, eq=False, kw_only=True)
class Study:
    """A plan, what its targets require, and the outcome of each scenario."""

    plan: Plan
    requirements: Requirements
    outcomes: tuple[Outcome, ...]

    def outcome(self, scenario: str) -> Outcome:
        """The outcome of one scenario, by its id. Raises KeyError where it was not run."""
        for outcome in self.outcomes:
            if outcome.scenario.id == scenario:
                return outcome
        raise KeyError(scenario)


def run_study(plan: Plan, scenarios: Sequence[Scenario]) -> Study:
    """Run every scenario over the plan. Scenarios come without parents (`files.find_scenario` resolves them)."""
    requirements = require(plan)
    outcomes = []
    for scenario in scenarios:
        projection = project(plan, requirements, scenario)
        outcomes.append(
            Outcome(scenario=scenario, projection=projection, assessments=assess(plan, requirements, projection))
        )
    return Study(plan=plan, requirements=requirements, outcomes=tuple(outcomes))
