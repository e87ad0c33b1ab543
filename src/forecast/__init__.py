"""Do the numbers of a five-year plan agree, what do they require a year, and where does a scenario land?

Read a plan and a scenario, then ask::

    from forecast import audit_plan, find_scenario, read_plan, read_reference, require, run_study

    plan = read_plan("cam-duong")                                        # a shipped id, or the path of a file
    require(plan)                                                        # what each target requires a year
    audit_plan(plan)                                                     # where the plan's own figures contradict each other
    study = run_study(plan, [find_scenario("stated", plan)])             # where the scenario lands
    study = run_study(plan, [find_scenario("stated", plan)], read_reference())   # the same with chances and precedents

Rates are fractions a year, percentages and levels are in the unit of their indicator, chances are from 0 to 1; what cannot be known is
None and says why. Everything returned is immutable. All errors are a `ForecastError`. Formulas are numbered in docs/method.md.

Each name is imported when it is first used, so that ``import forecast`` stays light.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from forecast.audit import Audit as Audit
    from forecast.audit import audit_plan as audit_plan
    from forecast.errors import DrawsError as DrawsError
    from forecast.errors import FigureError as FigureError
    from forecast.errors import FileError as FileError
    from forecast.errors import ForecastError as ForecastError
    from forecast.errors import GrowthError as GrowthError
    from forecast.errors import MissingError as MissingError
    from forecast.figures import read_figure as read_figure
    from forecast.files import find_scenario as find_scenario
    from forecast.files import list_plans as list_plans
    from forecast.files import list_scenarios as list_scenarios
    from forecast.files import read_plan as read_plan
    from forecast.growth import required_rate as required_rate
    from forecast.outcome import Study as Study
    from forecast.plan import Plan as Plan
    from forecast.referencefiles import read_reference as read_reference
    from forecast.requirement import require as require
    from forecast.scenario import Scenario as Scenario
    from forecast.study import run_study as run_study

_HOMES = {
    "Audit": "audit",
    "DrawsError": "errors",
    "FigureError": "errors",
    "FileError": "errors",
    "ForecastError": "errors",
    "GrowthError": "errors",
    "MissingError": "errors",
    "Plan": "plan",
    "Scenario": "scenario",
    "Study": "outcome",
    "audit_plan": "audit",
    "find_scenario": "files",
    "list_plans": "files",
    "list_scenarios": "files",
    "read_figure": "figures",
    "read_plan": "files",
    "read_reference": "referencefiles",
    "require": "requirement",
    "required_rate": "growth",
    "run_study": "study",
}

__all__ = sorted(_HOMES)

if not TYPE_CHECKING:  # a checker sees the imports above, and no name that is not there

    def __getattr__(name: str) -> Any:
        """Import a public name from its module."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return list(__all__)
