"""Do the numbers of a five-year plan agree, what do they require a year, and where does a scenario land?

The names below are the public face; each is imported when it is first used, so that ``import forecast`` stays light.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "Audit": "audit",
    "Plan": "plan",
    "Scenario": "scenario",
    "Study": "study",
    "FigureError": "errors",
    "FileError": "errors",
    "ForecastError": "errors",
    "GrowthError": "errors",
    "MissingError": "errors",
    "audit_plan": "audit",
    "find_scenario": "files",
    "list_plans": "files",
    "list_scenarios": "files",
    "read_figure": "figures",
    "read_plan": "files",
    "require": "requirement",
    "required_rate": "growth",
    "run_study": "study",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    """Import a public name from its module."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
