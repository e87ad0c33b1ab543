"""The one call that both doors make: a plan and its scenarios in, a finished study out."""

from collections.abc import Mapping, Sequence

from forecast.assessment import assess
from forecast.beliefs import beliefs_of, expected_levels
from forecast.chance import chances
from forecast.draws import DRAWS, SEED, Surprises, surprises_of
from forecast.outcome import Outcome, Study
from forecast.plan import Plan
from forecast.projection import project
from forecast.reference import Reference
from forecast.requirement import Requirements, require
from forecast.scenario import Scenario


def run_study(
    plan: Plan,
    scenarios: Sequence[Scenario],
    reference: Reference | None = None,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    drawn: Mapping[str, Surprises] | None = None,
) -> Study:
    """Run every scenario over the plan.

    Parameters
    ----------
    scenarios : without parents (`files.find_scenario` resolves them)
    reference : reference classes; without them no chance and no precedent is known
    draws : a power of two
    seed : the same seed gives the same digits
    drawn : surprises kept from `draw_surprises` with the same plan, classes, draws and seed; what is missing is drawn
    """
    requirements = require(plan)
    noises: dict[str, Surprises] = dict(drawn or {})
    outcomes = []
    for scenario in scenarios:
        noise = None
        if reference is not None:
            said = repr(scenario.surroundings)
            if said not in noises:
                noises[said] = surprises_of(plan, beliefs_of(plan, requirements, reference, scenario), draws, seed)
            noise = noises[said]
        outcomes.append(_outcome(plan, requirements, scenario, reference, noise))
    made = {} if reference is None else {"draws": draws, "seed": seed}
    return Study(plan=plan, requirements=requirements, outcomes=tuple(outcomes), **made)


def _outcome(
    plan: Plan, requirements: Requirements, scenario: Scenario, reference: Reference | None, noise: Surprises | None
) -> Outcome:
    if reference is None or noise is None:
        projection = project(plan, requirements, scenario)
        return Outcome(scenario=scenario, projection=projection, assessments=assess(plan, requirements, projection))
    projection = project(plan, requirements, scenario, expected_levels(noise.beliefs))
    found = chances(plan, requirements, projection, reference, noise)
    assessments = assess(plan, requirements, projection, found)
    return Outcome(scenario=scenario, projection=projection, assessments=assessments, joint=found.joint)


def draw_surprises(
    plan: Plan, reference: Reference, scenario: Scenario, draws: int = DRAWS, seed: int = SEED
) -> Mapping[str, Surprises]:
    """Surprises that do not hang on a scenario's paths, only on its surroundings: drawn once, they serve every change of growth."""
    beliefs = beliefs_of(plan, require(plan), reference, scenario)
    return {repr(scenario.surroundings): surprises_of(plan, beliefs, draws, seed)}
