"""What a cell prints: a stored number with its format, or text, as a figure in the unit of its row."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from forecast.errors import FigureError
from forecast.exchange.grid import Cell
from forecast.figures import Language, read_figure, write_number
from forecast.figures.numbers import TOKEN

BLANK: Final = frozenset({"-", "–", "—", "…", "...", "..", ".", "/", "_"})
"""Texts by which tables say that there is no figure."""
SMALLEST: Final = 1e-9
LARGEST: Final = 1e18
"""Numbers that a table holds; what lies outside is no figure of a plan in any unit."""
_WORDED: Final = re.compile(r"(?P<number>[+-]?[0-9][0-9., ]*)\s*\[(?P<words>[^\[\]]+)\]\s*\Z")
"""A number with the words it stands for: ``0 [không còn hộ nghèo]``."""
_PIECE: Final = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[[^\]]*\]|_.|\*.|(?P<plain>.)', re.DOTALL)
_DIGITS: Final = frozenset("0#?")
_PLAIN_LITERALS: Final = frozenset("-+ $/:!^&'~{}<>=")
_FAULTS: Final = {
    "date": "sheet_date",
    "flag": "sheet_flag",
    "error": "sheet_error",
    "no_value": "sheet_formula_empty",
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell as it would be printed: its text, or an explicit value with the words it stands for."""

    text: str
    value: float | None = None


@dataclass(frozen=True, slots=True)
class _Shown:
    """A number format taken apart: the text around the digits, decimals shown, whether it shows per cent."""

    prefix: str = ""
    suffix: str = ""
    decimals: int = 0
    percent: bool = False
    scaled: bool = False


def printed(cell: Cell, unit: str, language: Language) -> Printed | None:
    """What a cell prints, with the row's unit behind a number that has none; None for a dash.

    Raises
    ------
    FigureError : the cell holds no figure: a date, an error, a formula without its value, or words that cannot be read
    """
    if (code := _FAULTS.get(cell.kind)) is not None:
        raise FigureError(code, found=cell.text[:60])
    if cell.kind == "number":
        if not (cell.value == 0 or SMALLEST <= abs(float(cell.value)) <= LARGEST):
            raise FigureError("sheet_magnitude", found=cell.text)
        return Printed(with_unit(number_text(float(cell.value), cell.shown, language), unit, language))
    text = cell.text
    if text in BLANK:
        return None
    if worded := _WORDED.match(text):
        return Printed(worded["words"].strip(), read_figure(worded["number"].strip(), language).value)
    return Printed(with_unit(text, unit, language))


def with_unit(text: str, unit: str, language: Language) -> str:
    """`text` with `unit` behind its last number where it has none of its own. Raises FigureError where it cannot be read."""
    figure = read_figure(text, language)
    bare = figure.unit.kind == "count" and figure.unit.scale == 1 and not figure.unit.noun and not figure.unit.per
    if not bare or not unit:
        return text
    end = list(TOKEN.finditer(text))[-1].end()
    tail = text[end:]
    blank = "" if unit.startswith(("%", "‰")) else " "
    return f"{text[:end]}{blank}{unit}{tail}"


def number_text(value: float, shown: str, language: Language) -> str:
    """A stored number as its format prints it, without loss: as many decimals as are stored, more where more are shown."""
    form = _format(shown, value)
    if form.percent:
        value = float(f"{100 * value:.12g}")
    stored = decimals_of(value)
    digits = write_number(abs(value), language, max(stored, form.decimals))
    sign = "-" if value < 0 else ""
    prefix, suffix = ("", "") if form.scaled else (form.prefix, form.suffix)
    percent = "%" if form.percent and not suffix.startswith("%") else ""
    return f"{prefix} {sign}{digits}{percent}{suffix}".strip()


def is_percent(shown: str) -> bool:
    """Whether a number format shows a fraction as a percentage."""
    return _format(shown, 1.0).percent


def decimals_of(value: float) -> int:
    """Decimals of a number of 12 significant digits."""
    exponent = Decimal(f"{value:.11e}").normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _format(shown: str, value: float) -> _Shown:
    """The section of a number format that holds for `value`."""
    if shown in ("General", "@", ""):
        return _Shown()
    section = _section(shown, value)
    prefix, suffix, digits, percent = "", "", "", False
    for match in _PIECE.finditer(section):
        literal = match["quoted"] if match["quoted"] is not None else match["escaped"]
        mark = match["plain"]
        if mark == "%":
            percent = True
        elif mark is not None and (mark in _DIGITS or (mark in ".," and not suffix)):
            digits += mark
        elif (literal := literal if literal is not None else mark if mark in _PLAIN_LITERALS else None) is not None:
            prefix, suffix = (prefix, suffix + literal) if digits else (prefix + literal, suffix)
    decimals = len(digits.rstrip(",").partition(".")[2])
    words = (prefix.strip().rstrip("-+").strip(), suffix.rstrip())
    return _Shown(*words, decimals=decimals, percent=percent, scaled=digits.endswith(","))


def _section(shown: str, value: float) -> str:
    """Section of a format for positive or negative numbers; the marks of the others mean nothing here."""
    sections = re.findall(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])+', shown)
    if not sections:
        return ""
    return str(sections[1] if value < 0 and len(sections) > 1 else sections[0])
