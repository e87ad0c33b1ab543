"""A printed figure as a cell: a number with its words in the format where that says all of it, else text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from forecast.errors import FigureError
from forecast.exchange.cells import decimals_of, number_text, printed
from forecast.exchange.grid import Cell
from forecast.figures import Figure, Language, read_figure, write_number
from forecast.plan import Indicator, Target
from forecast.sourced import Sourced

PARAMS: Final = (
    "value",
    "end",
    "half",
    "low",
    "high",
    "comparator",
    "estimate",
    "aspiration",
    "maintain",
    "sense",
    "of",
)
"""What two figures must share to mean the same."""
_WORDS: Final = {
    "vi": (("estimate", "ước"), ("aspiration", "phấn đấu"), ("maintain", "duy trì")),
    "en": (("estimate", "estimated"), ("aspiration", "strives for"), ("maintain", "maintain")),
}
_LIMITS: Final = {"=": "", ">": ">", ">=": "≥", "<": "<", "<=": "≤", "~": "~"}


@dataclass(frozen=True, slots=True)
class FormCell:
    """What one cell holds: a number with its format, or text."""

    value: float | str
    shown: str = ""

    def text(self, language: Language) -> str:
        """The cell as a CSV holds it."""
        return number_text(self.value, self.shown, language) if isinstance(self.value, float) else self.value


def target_cell(target: Target, indicator: Indicator, language: Language) -> FormCell:
    """A target as its cell: growth is always written as growth, and a target without a number as reached."""
    if indicator.law == "status" or (target.printed is None and target.value is None):
        return FormCell("đạt" if language == "vi" else "reached")
    if target.kind == "level":
        return figure_cell(target, indicator.unit, language, indicator)
    return FormCell(growth_text(target, language, yearly=target.kind == "rate"))


def growth_text(item: Sourced, language: Language, *, yearly: bool) -> str:
    """Growth as text that is read as growth a year, or of all years together."""
    per = {"vi": "/năm", "en": "/year"}[language] if yearly else ""
    figure = item.figure
    if figure is None:
        sign = {"vi": "tăng ", "en": "up "}[language] if not yearly and (item.value or 0) >= 0 else ""
        return f"{sign}{write_number(item.value or 0.0, language)}%{per}"
    text = figure.text if figure.unit.per or not yearly else figure.text.replace("%", f"%{per}", 1)
    if yearly or figure.sense in ("increase", "decrease"):
        return text
    return f"{'tăng' if language == 'vi' else 'up'} {text}"


def figure_cell(item: Sourced, unit: str, language: Language, indicator: Indicator) -> FormCell:
    """A figure as a number where the number, with the words in its format, says all of it; else as its text.

    Words that stand for a value are written behind it: ``0 [không còn hộ nghèo]``.
    """
    figure = item.figure
    if figure is None or item.value is not None:
        plain = write_number(item.value or 0.0, language)
        return FormCell(f"{plain} [{item.printed}]") if item.printed else FormCell(item.value or 0.0)
    read = indicator.read(item) or figure
    for shown in _formats(read, language):
        cell = FormCell(read.value, shown)
        if _same(cell, unit, language, read, indicator):
            return cell
    return FormCell(figure.text)


def _formats(figure: Figure, language: Language) -> Iterator[str]:
    """Number formats that show all of a figure, its last digit included; the shortest first."""
    if figure.end is not None or figure.of is not None or figure.sense != "level" or figure.value < 0:
        return
    said = [word for mark, word in _WORDS[language] if getattr(figure, mark)]
    words = " ".join(filter(None, (*said, _LIMITS[figure.comparator])))
    prefix = f'"{words} "' if words else ""
    first = decimals_of(figure.value)
    for decimals in range(first, first + 5):
        yield f"{prefix}#,##0{'.' if decimals else ''}{'0' * decimals}"


def _same(cell: FormCell, unit: str, language: Language, figure: Figure, indicator: Indicator) -> bool:
    """Whether reading a cell gives the same figure."""
    try:
        what = printed(Cell(row=1, column=1, kind="number", value=cell.value, shown=cell.shown), unit, language)
        found = read_figure(what.text if what else "", language).in_unit(indicator.measure)
    except FigureError:
        return False
    return all(getattr(found, name) == getattr(figure, name) for name in PARAMS)
