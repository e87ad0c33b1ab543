"""Small plans and scenarios for tests, in the words of the file formats."""

from typing import Any

import numpy as np

from forecast.draws import level_parts
from forecast.growth import Floats
from forecast.plan import Plan
from forecast.projection import project
from forecast.requirement import require
from forecast.scenario import Scenario
from forecast.surprises import Surprises

SOURCE = {"by": "a planner", "date": "2026-01-31"}


def indicator(
    name: str = "revenue", law: str = "compound", unit: str = "tỷ đồng", base: str | None = "3.000 tỷ đồng", **more: Any
) -> dict[str, Any]:
    """One indicator; `base` is the figure of 2025, `target` that of 2030."""
    target = more.pop("target", None)
    entry: dict[str, Any] = {"id": name, "name": {"vi": name}, "unit": unit, "law": law, **more}
    if base is not None:
        entry.setdefault("observations", []).append({"year": "2025", "figure": base, "source": SOURCE, "use": "true"})
    if target is not None:
        entry["targets"] = [goal(target)]
    return entry


def goal(figure: str, kind: str = "level", year: int = 2030, name: str = "resolution", **more: Any) -> dict[str, Any]:
    """One target."""
    return {"id": name, "rank": "party", "year": str(year), "as": kind, "figure": figure, "source": SOURCE, **more}


def stated(figure: str) -> dict[str, Any]:
    """Growth the plan states for 2026-2030."""
    return {"figure": figure, "from": "2026", "to": "2030", "source": SOURCE}


def said(kind: str, figure: str, first: int = 2021, last: int = 2025, **more: Any) -> dict[str, Any]:
    """A statement about 2021-2025, in use."""
    return {
        "kind": kind,
        "figure": figure,
        "from": str(first),
        "to": str(last),
        "use": "true",
        "source": SOURCE,
        **more,
    }


def plan(*indicators: dict[str, Any], **more: Any) -> Plan:
    """A Vietnamese plan of 2025-2030."""
    head = {"id": "test", "language": "vi", "name": {"vi": "Thử"}, "base_year": "2025", "target_year": "2030"}
    return Plan.read({**head, "indicators": list(indicators), **more})


def scenario(rule: str | None = None, **more: Any) -> Scenario:
    """A scenario; `paths` and `events` as in the files."""
    return Scenario.model_validate({"id": "test", "name": {"vi": "Thử"}, **({"rule": rule} if rule else {}), **more})


def all_draws(given: Plan, moves: Scenario, noise: Surprises) -> Floats:
    """Levels of all indicators in all draws, (n_indicators, n_draws, n_years + 1)."""
    requirements = require(given)
    return np.concatenate(list(level_parts(given, requirements, project(given, requirements, moves), noise)), axis=1)
