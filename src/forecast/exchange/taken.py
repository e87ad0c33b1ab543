"""Growth that came back in a workbook, as changes of the scenario it was made of, or as a scenario of its own that is saved."""

from forecast.changes import Changes, path_text, with_growth, with_path, written_onto, yearly_growth
from forecast.errors import SavingError
from forecast.files import find_scenario, list_scenarios
from forecast.plan import Plan
from forecast.requirement import require
from forecast.scenario import Scenario, resolve
from forecast.workspace import NONE, Saved, Workspace


def as_changes(made: Scenario, shown: Scenario, plan: Plan) -> Changes:
    """The growth of a workbook as changes laid over the scenario it was made of.

    Parameters
    ----------
    made : what `returned.read_changes` gives; it extends `shown`
    shown : the scenario the workbook was made of, its parents put in
    """
    found = yearly_growth(plan, require(plan), resolve([shown, made]), tuple(made.paths))
    changes = Changes()
    for name, values in found.items():
        goals = {each.first: each.move for each in made.paths[name] if each.move.kind == "to"}
        if goals and values is not None:
            indicator = plan.indicator(name)
            rest = [path_text(indicator, value) for value in values]
            years = zip(plan.years[1:], rest, strict=True)
            changes = with_path(
                changes, plan, name, [goals[year].text if year in goals else text for year, text in years]
            )
        elif values is not None:
            changes = with_growth(changes, name, values)
    return changes


def save_into(made: Scenario, name: str, plan: Plan, space: Workspace, by: str) -> Saved:
    """Save the growth of a workbook: into the saved scenario it was made of, or as a new one.

    Raises
    ------
    SavingError : there is a scenario of this name that the workbook was not made of
    """
    if name not in list_scenarios(plan.id, space.root):
        return space.save_scenario(made.model_copy(update={"id": name}), plan, NONE, by)
    if name != made.extends or name not in space.scenarios(plan.id):
        raise SavingError("scenario_not_of_workbook", found=name, made=made.extends or "–")
    own, version = space.scenario(plan.id, name)
    shown = find_scenario(name, plan, space.root)
    return space.save_scenario(written_onto(own, shown, as_changes(made, shown, plan), plan), plan, version, by)
