"""The one call that both doors make: a plan and its scenarios in, a finished study out."""

from collections.abc import Mapping, Sequence

from forecast.assessment import assess
from forecast.beliefs import expected_levels
from forecast.blocks import draws_made
from forecast.chance import chances
from forecast.files import refuse_unfit
from forecast.outcome import Outcome, Study
from forecast.plan import Plan
from forecast.projection import project
from forecast.reference import Reference
from forecast.requirement import Requirements, require
from forecast.scenario import Scenario
from forecast.standing import Standing, standing_of
from forecast.surprises import DRAWS, SEED, Surprises, surprises_under


def run_study(
    plan: Plan,
    scenarios: Sequence[Scenario],
    reference: Reference | None = None,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    drawn: Mapping[str, Surprises] | None = None,
) -> Study:
    """Run every scenario over the plan: its path, how every target stands under it and, with `reference`, the chances.

    Parameters
    ----------
    plan : from `read_plan`
    scenarios : without parents, as `find_scenario` gives them; `Scenario.with_path` changes one
    reference : reference classes (`read_reference`); without them no chance and no precedent is known
    draws : at most 131,072; the next power of two is made, 64 at least
    seed : the same seed gives the same digits
    drawn : surprises kept from `draw_surprises` with the same plan, classes, draws and seed; what is missing is drawn

    Returns
    -------
    One outcome for each scenario, in the order given

    Raises
    ------
    FileError : a scenario is for another plan, or moves an indicator as its law does not allow
    DrawsError : no such number of draws can be made
    """
    draws = draws_made(draws)
    for scenario in scenarios:
        refuse_unfit(scenario, plan)
    requirements = require(plan)
    around: dict[str, tuple[Surprises, Standing]] = {}
    outcomes = []
    for scenario in scenarios:
        if reference is None:
            outcomes.append(_certain(plan, requirements, scenario))
            continue
        said = repr(scenario.surroundings)
        if said not in around:
            kept = (drawn or {}).get(said)
            noise = kept or surprises_under(plan, requirements, reference, scenario, draws, seed)
            around[said] = noise, standing_of(plan, requirements, reference, noise.beliefs)
        outcomes.append(_uncertain(plan, requirements, scenario, *around[said]))
    made = {} if reference is None else {"draws": draws, "seed": seed}
    return Study(plan=plan, requirements=requirements, outcomes=tuple(outcomes), **made)


def _certain(plan: Plan, requirements: Requirements, scenario: Scenario) -> Outcome:
    projection = project(plan, requirements, scenario)
    return Outcome(scenario=scenario, projection=projection, assessments=assess(plan, requirements, projection))


def _uncertain(
    plan: Plan, requirements: Requirements, scenario: Scenario, noise: Surprises, standing: Standing
) -> Outcome:
    expected = expected_levels(noise.beliefs)
    projection = project(plan, requirements, scenario, expected)
    found = chances(plan, requirements, projection, standing, noise)
    assessments = assess(plan, requirements, projection, found)
    return Outcome(
        scenario=scenario, projection=projection, assessments=assessments, joint=found.joint, expected=expected
    )


def draw_surprises(
    plan: Plan, reference: Reference, scenario: Scenario, draws: int = DRAWS, seed: int = SEED
) -> Mapping[str, Surprises]:
    """Surprises that do not hang on a scenario's paths, only on its surroundings: drawn once, they serve every change of growth."""
    return {repr(scenario.surroundings): surprises_under(plan, require(plan), reference, scenario, draws, seed)}
