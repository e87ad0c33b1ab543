"""A finished study: a plan, what its targets require, and the outcome of each scenario."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from forecast.assessment import Assessments
from forecast.chances import Joint
from forecast.growth import Floats
from forecast.plan import Plan
from forecast.projection import Projection
from forecast.requirement import Requirements
from forecast.scenario import Scenario


@dataclass(frozen=True, eq=False, kw_only=True)
class Outcome:
    """One scenario of a study.

    scenario : as it was run
    projection : levels of all indicators, (n_indicators, n_years + 1) [unit of each]
    assessments : every target, one row each, in the order of the plan
    joint : all counted targets together; None without reference classes
    expected : by place, (n_years,) levels that the classes let expect [unit], which the rule `reference` goes by
    """

    scenario: Scenario
    projection: Projection
    assessments: Assessments
    joint: Joint | None = None
    expected: Mapping[int, Floats] = field(default_factory=dict)


@dataclass(frozen=True, eq=False, kw_only=True)
class Study:
    """A plan, what its targets require, and the outcome of each scenario.

    plan, requirements : what does not depend on a scenario
    outcomes : one for each scenario, in the order they were given
    draws, seed : with which chances were computed; None without reference classes
    """

    plan: Plan
    requirements: Requirements
    outcomes: tuple[Outcome, ...]
    draws: int | None = None
    seed: int | None = None

    def outcome(self, scenario: str) -> Outcome:
        """The outcome of one scenario, by its id. Raises KeyError where it was not run."""
        for outcome in self.outcomes:
            if outcome.scenario.id == scenario:
                return outcome
        raise KeyError(scenario)
