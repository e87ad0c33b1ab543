"""Where a number comes from: its formula with the figures put in, the printed figures behind it, and the same for a spreadsheet.

A proof is only given where its formula, computed anew, gives the number that is shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, Self, TypeAlias

from forecast.proof import grounds, judging, landing
from forecast.proof.formula import CLOSE, Call, Constant, Formula, Kind, Style, Term, evaluate, excel, terms, written
from forecast.proof.judging import by_own_pace
from forecast.proof.landing import Ground
from forecast.sourced import Sourced

What: TypeAlias = Literal[
    "base", "target", "required", "stated", "past", "projected", "gap", "mean", "pace", "distance", "last_safe",
    "p_attain", "p_reference",
]  # fmt: skip
WHATS: Final[tuple[What, ...]] = (
    "base", "target", "required", "stated", "past", "projected", "gap", "mean", "pace", "distance", "last_safe",
    "p_attain", "p_reference",
)  # fmt: skip
"""Every number of an assessment that can be proved."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Proof:
    """How a number came about.

    what : a code of `proofwords.HEADS`
    value : the number, as the engine has it
    kind : what it is; decides how it is printed
    formula : gives the value to 1e-9; None where it has no closed one, as a chance
    like : the number whose size decides the decimal places shown, itself if left out
    """

    what: str
    kind: Kind
    value: float
    formula: Formula | None
    like: float | None = None

    @classmethod
    def of(cls, what: str, kind: Kind, value: float, formula: Formula | None, like: float | None = None) -> Self:
        """Proof by a formula; without it where it does not give the value."""
        sound = formula is not None and _gives(formula, value)
        return cls(what=what, kind=kind, value=value, formula=formula if sound else None, like=like)

    @property
    def sources(self) -> tuple[Sourced, ...]:
        """Printed figures put into the formula, each once."""
        used = terms(self.formula) if self.formula is not None else ()
        return tuple(dict.fromkeys(term.item for term in used if term.item is not None))


def prove(ground: Ground, what: What) -> Proof | None:
    """Proof of one number of an assessment; None where there is no such number."""
    kind, value = _KINDS[what](ground)
    if value is None:
        return None
    like = ground.row.projected_value if what == "gap" else value
    return Proof.of(what, kind, value, _FORMULAS[what](ground), like)


def prove_level(ground: Ground, year: int) -> Proof | None:
    """Proof of the level of a year of the plan under the scenario; None where there is none."""
    value = ground.row.path[year - ground.plan.base_year]
    return None if value is None else Proof.of("level", "level", value, landing.projected(ground, year))


def is_known(ground: Ground, what: What) -> bool:
    """Whether an assessment has such a number."""
    return _KINDS[what](ground)[1] is not None


def prove_all(ground: Ground) -> Mapping[What, Proof]:
    """Every number of an assessment that is known, with its proof."""
    found = {what: prove(ground, what) for what in WHATS}
    return {what: proof for what, proof in found.items() if proof is not None}


def _gives(formula: Formula, value: float) -> bool:
    try:
        found = evaluate(formula)
    except (ArithmeticError, ValueError):
        return False
    return abs(found - value) <= CLOSE * max(1.0, abs(value), abs(found))


def _growth(rate: float | None, points: float | None, flow: float | None) -> tuple[Kind, float | None]:
    if rate is not None:
        return "rate", rate
    return ("points", points) if points is not None else ("flow", flow)


def _past(ground: Ground) -> tuple[Kind, float | None]:
    past = ground.needed.past
    return ("rate", None) if past is None else _growth(past.rate, past.points, past.flow)


def _required(ground: Ground) -> tuple[Kind, float | None]:
    needed = ground.needed
    if not needed.assessable or needed.law == "hold":
        return "rate", None
    return _growth(needed.required_rate, needed.required_points, needed.required_flow)


def _stated(ground: Ground) -> Formula | None:
    indicator = ground.indicator
    item = indicator.stated_rate or next((each for each in indicator.targets if each.kind == "rate"), None)
    rate = ground.needed.stated_rate
    return None if rate is None else Term("stated", rate, "rate", item)


def _last_safe(ground: Ground) -> tuple[Kind, float | None]:
    """The level that the last safe year still leads to."""
    formula = judging.last_safe(ground)
    return "level", None if formula is None else evaluate(formula)


_KINDS: Final[Mapping[What, Callable[[Ground], tuple[Kind, float | None]]]] = {
    "base": lambda ground: ("level", ground.needed.base_value),
    "target": lambda ground: ("level", ground.needed.goal),
    "required": _required,
    "stated": lambda ground: ("rate", ground.needed.stated_rate),
    "past": _past,
    "projected": lambda ground: ("level", ground.row.projected_value),
    "gap": lambda ground: ("level", ground.row.gap),
    "mean": lambda ground: _growth(ground.row.mean_rate, ground.row.mean_points, None),
    "pace": lambda ground: ("ratio", ground.row.pace_ratio),
    "distance": lambda ground: ("share", ground.row.distance_share),
    "last_safe": _last_safe,
    "p_attain": lambda ground: ("chance", ground.row.p_attain),
    "p_reference": lambda ground: ("chance", ground.row.p_reference),
}
_FORMULAS: Final[Mapping[What, Callable[[Ground], Formula | None]]] = {
    "base": lambda ground: grounds.base(ground.plan, ground.needed),
    "target": lambda ground: grounds.target(ground.plan, ground.needed),
    "required": lambda ground: grounds.required(ground.plan, ground.needed),
    "stated": _stated,
    "past": lambda ground: grounds.past(ground.plan, ground.needed),
    "projected": landing.projected,
    "gap": landing.gap_of,
    "mean": landing.mean,
    "pace": judging.pace,
    "distance": judging.distance,
    "last_safe": judging.last_safe,
    "p_attain": lambda ground: None,
    "p_reference": lambda ground: None,
}

__all__ = [
    "WHATS", "Call", "Constant", "Formula", "Ground", "Kind", "Proof", "Style", "Term", "What", "by_own_pace", "evaluate", "excel",
    "is_known", "prove", "prove_all", "prove_level", "terms", "written",
]  # fmt: skip
