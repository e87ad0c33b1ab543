"""Growth in words: a number a year with its unit, a path as it is written, in the reader's language and as a scenario's file reads it."""

from collections.abc import Sequence
from typing import Final

from forecast.errors import FigureError
from forecast.figures import Unit, write_figure
from forecast.moving import AMOUNTS
from forecast.paths import Move, Segment
from forecast.plan import Indicator
from forecast.projection import amount
from forecast.scenariochecks import MOVES
from forecast.wording import N_, Wording

EXAMPLES: Final = {
    "rate": N_("12%/yr"),
    "points": N_("+1 point/yr"),
    "to": N_("to 97% in 2030"),
    "each": N_("550 each year"),
}
"""How a growth of each kind is written."""
ONE_POINT: Final = N_("{number} point/yr")
POINTS: Final = N_("{number} points/yr")
EACH: Final = N_("{amount} each year")
YEARLY: Final = N_("{amount}/yr")
UNIT_LESS: Final = Unit("count", 1.0, "")
"""What a number without a unit is measured in."""
PLACES: Final = 2
"""Decimal places of a computed growth at most."""


def growth_words(value: float, indicator: Indicator, wording: Wording, places: int | None = PLACES) -> str:
    """A growth as a slider holds it (per cent, points or units a year, or the yearly amount), as it is typed: ``12%/yr``."""
    number = wording.number(value if places is None else round(value, places))
    if indicator.law == "compound":
        return wording.text("{number}%/yr", number=number)
    signed = number if indicator.law in AMOUNTS or value <= 0 else f"+{number}"
    if indicator.measure.kind == "percent" and indicator.law not in AMOUNTS:
        return wording.text(ONE_POINT if abs(value) == 1 else POINTS, number=signed)
    unit = wording.unit(indicator)
    amount = wording.amount(signed, unit)
    if "năm" in indicator.measure.per:
        return amount
    return wording.text(EACH if indicator.law in AMOUNTS else YEARLY, amount=amount)


def amount_of(move: Move, indicator: Indicator) -> float | None:
    """A growth as a slider holds it; None for one that is not the same number each year. Raises FigureError where units disagree."""
    if move.kind == "to" or (move.kind == "rate" and indicator.law != "compound"):
        return None
    return 100 * move.rate if move.kind == "rate" else amount(move.figure, indicator)


def move_words(move: Move, indicator: Indicator, wording: Wording) -> str:
    """What a path says of some years."""
    if move.kind == "to":
        return wording.text("to {level} in {year}", level=write_figure(move.figure, wording.language), year=move.year)
    try:
        value = amount_of(move, indicator)
    except FigureError:
        return move.text
    if value is None:
        return wording.text("{number}%/yr", number=wording.number(100 * move.rate))
    return growth_words(float(f"{value:.12g}"), indicator, wording, None)


def path_words(segments: Sequence[Segment], indicator: Indicator, wording: Wording) -> str:
    """A path: years and growth of each span; the years are left out where it says the same of all."""
    said = []
    for each in segments:
        words = move_words(each.move, indicator, wording)
        years = (
            ""
            if each.first is None
            else f"{each.first}: "
            if each.first == each.last
            else f"{each.first}–{each.last}: "
        )
        said.append(f"{years}{words}")
    return "; ".join(said)


def ways(indicator: Indicator, wording: Wording, *, goals: bool = True) -> str:
    """How growth of this indicator may be written; with `goals` also as a level to be reached."""
    return " · ".join(wording.text(EXAMPLES[kind]) for kind in MOVES[indicator.law] if goals or kind != "to")
