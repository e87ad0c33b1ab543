"""Where the answers about one target come from: the level from which the scenario still arrives, the loss that can be taken.

Method, eq. (18) and (19).
"""

from forecast.proof import Ground, Proof, prove_level
from forecast.proof.formula import Formula, Term, terms
from forecast.proof.grounds import from_scale, on_scale
from forecast.proof.landing import SHORT, aimed
from forecast.requirement import SCALES


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
