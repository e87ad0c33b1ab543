"""What every page is given: a finished study, and how to speak of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from forecast.outcome import Study
from forecast.plan import Plan
from forecast.scenario import Scenario
from forecast.ui.shelf import Shelf
from forecast.wording import Wording


@dataclass(frozen=True, eq=False)
class Chosen:
    """A finished study and how to speak of it: the scenario with its changed rates first, then the one that just reaches the targets."""

    shelf: Shelf
    scenario: Scenario
    study: Study
    wording: Wording
    pages: Mapping[str, Any] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        """The plan that is shown."""
        return self.shelf.plan
