"""Growth of the province or country around the place, past and coming, on the scale of a class."""

import math

from forecast.basis import percentage
from forecast.outlook import Setting
from forecast.plan import Plan
from forecast.reference import ReferenceClass, step_of
from forecast.scenario import Scenario


def setting_of(
    plan: Plan, scenario: Scenario | None, found: ReferenceClass, level: float, n_years: int, widen: float = 1.0
) -> Setting:
    """What the plan says of the surroundings' past and the scenario of what is to come, for a place at `level`.

    Parameters
    ----------
    found : the class of the indicator; `level` its last known value [unit, or %]
    n_years : years ahead that are asked for
    widen : factor on the local spread, as in `outlook`
    """
    coming, spread = None, None
    stated = {} if scenario is None else scenario.surroundings
    around = next((known for family, known in stated.items() if family == found.family), None)
    if around is not None:
        if found.scale == "log":
            coming = math.log1p(around.growth.rate)
            spread = None if around.spread is None else around.spread.figure.value / 100 / (1 + around.growth.rate)
        else:
            points = around.growth.figure.signed
            coming = step_of("logit", level, points, n_years)
            if around.spread is not None:
                spread = abs(step_of("logit", level, points + around.spread.figure.value, n_years) - coming)
    return Setting(
        past=_past(plan, found), growth=coming, spread=spread, widen=widen,
        new_years=plan.base_year + n_years > found.last_year,
    )  # fmt: skip


def _past(plan: Plan, found: ReferenceClass) -> float | None:
    """Past growth of the surroundings; plans state it for levels only."""
    item = next((known for family, known in plan.surroundings_past.items() if family == found.family), None)
    return math.log1p(percentage(item)) if item is not None and found.scale == "log" else None
