"""Printed figures: text to value, interval, comparator, unit and status, and back."""

from forecast.figures.figure import Comparator, Figure, Sense
from forecast.figures.numbers import Language, round_half_up, round_parts, write_number
from forecast.figures.reading import read_figure
from forecast.figures.units import Unit, conversion, read_unit, write_unit
from forecast.figures.writing import write_figure

__all__ = [
    "Comparator",
    "Figure",
    "Language",
    "Sense",
    "Unit",
    "conversion",
    "read_figure",
    "read_unit",
    "round_half_up",
    "round_parts",
    "write_figure",
    "write_number",
    "write_unit",
]
