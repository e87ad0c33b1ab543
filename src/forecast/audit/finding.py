"""What an audit finds: the finding, its evidence and its repairs, in codes and numbers; words come later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from forecast.figures import Unit
from forecast.sourced import Source

Severity: TypeAlias = Literal["contradiction", "tension", "slip", "data_gap"]
SEVERITIES: Final[tuple[Severity, ...]] = ("contradiction", "tension", "slip", "data_gap")
"""Contradiction: cannot hold within rounding. Tension: can hold, hardly, or needs an assumption of ours. Slip: a likely error of writing.
Data gap: cannot be measured or compared as written."""
Shown: TypeAlias = Literal["level", "percent", "points", "times", "count", "year"]


@dataclass(frozen=True, slots=True)
class Value:
    """A number of a finding and how it is shown; `percent` holds a fraction, `unit` is what a level is measured in."""

    number: float
    shown: Shown = "level"
    digits: int | None = None
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator whose name stands in a sentence."""

    indicator: str


Parameter: TypeAlias = Value | Named | str | tuple["Parameter", ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One printed figure and where it stands."""

    figure: str
    source: Source | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What one figure would have to be for the plan to agree with itself, all others as they stand.

    low, high : values that would do [indicator's unit; rates and changes in per cent as fractions]
    value : the nearest of them that can be printed like the figure
    change : relative change from the figure to it
    """

    indicator: str
    what: str
    printed: str
    low: float
    high: float
    value: float
    shown: Shown
    digits: int
    unit: Unit | None
    change: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of arithmetic: a code of the audit's texts, and the numbers put in."""

    code: str
    params: Mapping[str, Parameter]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One cause for which the plan's numbers do not agree, or cannot be measured."""

    kind: str
    severity: Severity
    indicators: tuple[str, ...]
    anchor: str
    params: Mapping[str, Parameter] = field(default_factory=dict)
    arithmetic: tuple[Line, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    repairs: tuple[Repair, ...] = ()
    cause: str | None = None
    size: float = 0.0

    @property
    def id(self) -> str:
        """Stable name of the finding: its kind and what it is about, never its figures or its place in the list."""
        return f"{self.kind}:{self.anchor}"

    @property
    def sources(self) -> tuple[tuple[tuple[str, ...], Source | None], ...]:
        """Where the evidence stands, each place once, with the figures printed there."""
        found: dict[Source | None, list[str]] = {}
        for piece in self.evidence:
            found.setdefault(piece.source, []).append(piece.figure)
        return tuple((tuple(dict.fromkeys(figures)), source) for source, figures in found.items())


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Worst first: by severity, then by size, then by name."""
    return tuple(sorted(findings, key=lambda found: (SEVERITIES.index(found.severity), -found.size, found.id)))
