"""The formula of what the years after a year must bring, from the level of the scenario or after a loss. Method, eq. (7), (18) and (20)."""

from forecast.proof.formula import Formula, Term, evaluate
from forecast.proof.landing import Ground, aimed


def rest(ground: Ground, year: int, lost: float = 0.0) -> Formula | None:
    """Growth a year to the target: per cent, or points or units.

    Parameters
    ----------
    year : the scenario holds until then
    lost : share of the level that is lost in that year for good [-]
    """
    needed, law = ground.needed, ground.indicator.law
    if needed.goal is None or needed.year is None or law not in ("compound", "linear", "logit"):
        return None
    level = float(ground.outcome.projection.levels[needed.place, year - ground.plan.base_year])
    here: Formula = Term("projected", level, "level", year=year)
    if lost:
        here = here * (1 - Term("hit", lost, "rate"))
    goal, years = aimed(ground, evaluate(here)), Term("years", needed.year - year, "plain")
    return (goal / here) ** (1 / years) - 1 if law == "compound" else (goal - here) / years
