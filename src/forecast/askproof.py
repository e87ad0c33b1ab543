"""Where the answers about one target come from: what the rest must bring, the level that still arrives, the loss that can be taken.

Method, eq. (7) and (18) to (20).
"""

from forecast.proof import Ground, Kind, Proof, prove_level
from forecast.proof.formula import Formula, Term, evaluate, terms
from forecast.proof.grounds import from_scale, on_scale
from forecast.proof.landing import SHORT, aimed
from forecast.requirement import SCALES


def prove_rest(ground: Ground, year: int, value: float, lost: float = 0.0) -> Proof:
    """Proof of what the years after a year must bring: per cent, or points or units a year. Method, eq. (7) and (20).

    Parameters
    ----------
    year : the scenario holds until then
    lost : share of the level that is lost in that year for good [-]
    """
    compound = ground.indicator.law == "compound"
    kind: Kind = "rate" if compound else "points"
    end = ground.needed.year or ground.year
    here: Formula = _level(ground, year)
    if lost:
        here = here * (1 - Term("hit", lost, "rate"))
    goal, years = aimed(ground, evaluate(here)), Term("years", end - year, "plain")
    return Proof.of("required", kind, value, (goal / here) ** (1 / years) - 1 if compound else (goal - here) / years)


def prove_arrives(ground: Ground, year: int, value: float) -> Proof:
    """Proof of the level of a year from which the scenario's own later growth leads to the target. Method, eq. (18)."""
    needed, indicator = ground.needed, ground.indicator
    end = needed.year or ground.year
    here, there = _level(ground, year), _level(ground, end)
    goal = aimed(ground, there.value)
    scale = SCALES[indicator.law]
    if scale == "log":
        found: Formula = goal / (there / here)
    elif scale == "linear":
        found = goal - (there - here)
    else:
        places = [on_scale(indicator, needed, level) for level in (goal, there, here)]
        found = from_scale(indicator, places[0] - (places[1] - places[2]))
    return Proof.of("arrives", "level", value, found)


def prove_loss(ground: Ground, value: float, year: int | None = None, recovers: int | None = None) -> Proof:
    """Proof of the loss that still leaves the target reached: for good, or of a year if it is made good again. Method, eq. (19).

    Parameters
    ----------
    year : of the loss; None where it never recovers
    recovers : years after which it is gone [yr]
    """
    end = ground.needed.year or ground.year
    there = _level(ground, end)
    room: Formula = aimed(ground, there.value) / _spelled(ground, there)
    if year is not None and recovers is not None and year < end:
        felt = 1 - Term("years", end - year, "plain") / Term("recovery", recovers, "plain")
        room = room ** (1 / felt)
    return Proof.of("loss", "loss", value, 1 - room)


def _spelled(ground: Ground, level: Term) -> Formula:
    """A level by its own formula where that is short."""
    proof = prove_level(ground, level.year or ground.year)
    found = None if proof is None else proof.formula
    return level if found is None or len(list(terms(found))) > SHORT else found


def _level(ground: Ground, year: int) -> Term:
    level = float(ground.outcome.projection.levels[ground.needed.place, year - ground.plan.base_year])
    return Term("projected", level, "level", year=year)
