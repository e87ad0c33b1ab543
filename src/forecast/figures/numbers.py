"""Numbers as Vietnamese and English print them: text to value and half-width, and back."""

import math
import re
from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from typing import Final, Literal, NamedTuple

from babel.numbers import format_decimal

from forecast.errors import FigureError

Language = Literal["vi", "en"]

MARKS: Final = {"vi": (".", ","), "en": (",", ".")}
"""Mark of thousands and mark of decimals, by language (CLDR)."""

TOKEN: Final = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9])(?:[.,][0-9]+)*|[0-9]+(?:[.,][0-9]+)*")
"""One run of digits with its marks, right or wrong: `read_number` judges it."""

MAX_DIGITS: Final = 15
"""Significant digits a double holds exactly; more cannot be given back."""

_PRINTED: Final = {
    language: re.compile(
        rf"(?:[0-9]+|[1-9][0-9]{{0,2}}(?:{re.escape(group)}[0-9]{{3}})+|[1-9][0-9]{{0,2}}(?: [0-9]{{3}})+)"
        rf"(?:{re.escape(decimal)}[0-9]+)?"
    )
    for language, (group, decimal) in MARKS.items()
}
_EXAMPLES: Final = {"vi": "5.500; 25,27", "en": "5,500; 25.27"}
_SWAPPED: Final = str.maketrans(".,", ",.")
_CONTEXT: Final = Context(prec=800)
_SIGNIFICANT: Final = 12


class Printed(NamedTuple):
    """A printed number: its value, its half-width, and whether it is printed as a whole number."""

    value: float
    half: float
    whole: bool


def read_number(text: str, language: str) -> Printed:
    """Value and half-width of a number without sign or unit, as it is printed in `language`.

    The half-width is max(d/2, min(u/2, 1 % of the value)) with d the place of the last printed digit and
    u = 10^(trailing zeros) of a whole number (docs/design.md, section 3).

    Raises
    ------
    FigureError
        Marks that do not fit the language, with each reading they can have; more digits than a double holds.
    """
    if not _PRINTED[language].fullmatch(text):
        raise _misprint(text, language)
    group, decimal = MARKS[language]
    whole, _, fraction = text.replace(" ", "").replace(group, "").partition(decimal)
    if len((whole + fraction).strip("0")) > MAX_DIGITS:
        raise FigureError("figure_too_precise", found=text, allowed=MAX_DIGITS)
    if fraction:
        return Printed(float(f"{whole}.{fraction}"), float(f"5e-{len(fraction) + 1}"), whole=False)
    value = float(whole)
    zeros = len(whole) - len(whole.rstrip("0")) if value else 0
    return Printed(value, max(0.5, min(10**zeros / 2, value / 100)), whole=True)


def _misprint(text: str, language: str) -> FigureError:
    """Fault of a number whose marks do not fit the language: the readings it can have, never one chosen."""
    other = "en" if language == "vi" else "vi"
    if not _PRINTED[other].fullmatch(text):
        return FigureError("figure_number", found=text, allowed=_EXAMPLES[language])
    swapped = text.translate(_SWAPPED)
    joined = text.replace(MARKS[language][0], "").lstrip("0")
    if not _PRINTED[language].fullmatch(joined):
        return FigureError("figure_marks", found=text, allowed=swapped)
    code = "figure_decimal_point" if language == "vi" else "figure_decimal_comma"
    return FigureError(code, found=text, first=swapped, second=joined)


def round_half_up(value: float, digits: int) -> float:
    """Value rounded to `digits` decimals, halves away from zero.

    The value is first rounded to 12 significant digits, so that 2.675, which no double holds, becomes 2.68, and
    results do not hang on the last bits of a computation.

    Parameters
    ----------
    value : any finite number [any unit]
    digits : decimals kept; negative rounds to tens, hundreds

    Returns
    -------
    the rounded value [unit of `value`]

    Raises
    ------
    ValueError
        The value is not finite.
    """
    return float(_rounded(value, digits))


def round_parts(parts: Sequence[float], whole: float, digits: int) -> list[float]:
    """Parts rounded so that they add up to their rounded whole: largest remainders first, each less than one place off.

    Parameters
    ----------
    parts : finite numbers that add up to about `whole` [any unit]
    whole : their sum as it is shown, rounded to `digits` decimals
    digits : decimals kept

    Returns
    -------
    the rounded parts; each rounded for itself where they are no parts of the whole
    """
    places = [_significant(part, _SIGNIFICANT).scaleb(digits) for part in parts]
    floors = [int(place.to_integral_value(rounding=ROUND_FLOOR)) for place in places]
    left = int(_rounded(whole, digits).scaleb(digits)) - sum(floors)
    if not 0 <= left <= len(parts):
        return [round_half_up(part, digits) for part in parts]
    raised = sorted(range(len(parts)), key=lambda at: floors[at] - places[at])[:left]
    return [float(Decimal(floor + (at in raised)).scaleb(-digits)) for at, floor in enumerate(floors)]


def _rounded(value: float, digits: int) -> Decimal:
    """Value of 12 significant digits, rounded half-up to `digits` decimals; never minus zero."""
    step = Decimal(1).scaleb(-digits)
    return _significant(value, _SIGNIFICANT).quantize(step, rounding=ROUND_HALF_UP, context=_CONTEXT) + 0


def _significant(value: float, figures: int) -> Decimal:
    """Value rounded half-up to so many significant digits, from its exact decimal expansion, without trailing zeros."""
    if not math.isfinite(value):
        raise ValueError(f"{value} is no finite number")
    return Context(prec=figures, rounding=ROUND_HALF_UP).create_decimal_from_float(value).normalize(_CONTEXT)


def write_number(value: float, language: str, digits: int | None = None, grouping: bool = True) -> str:
    """Number as it is printed in the language: `5.500` and `2,2` in Vietnamese, `5,500` and `2.2` in English.

    Parameters
    ----------
    value : any finite number [any unit]
    language : 'vi' or 'en'
    digits : decimals shown, rounded as by `round_half_up`; left out: as many as 12 significant digits need
    grouping : whether thousands are grouped; not wanted for years

    Raises
    ------
    ValueError
        The value is not finite.
    """
    number = _significant(value, _SIGNIFICANT) if digits is None else _rounded(value, digits)
    return format_number(number, language, digits or 0, grouping)


def write_exact(value: float, language: str, digits: int) -> str:
    """Number with all 15 digits and at least `digits` decimals; `read_number` gives the same value back."""
    return format_number(_significant(value, MAX_DIGITS), language, digits, grouping=True)


def format_number(number: Decimal, language: str, digits: int, grouping: bool) -> str:
    """Decimal number with all its digits and at least `digits` decimals, in the marks of the language."""
    exponent = number.as_tuple().exponent
    hidden = max(0, -exponent - digits) if isinstance(exponent, int) else 0
    pattern = "#,##0." + "0" * digits + "#" * hidden
    return format_decimal(number + 0, format=pattern, locale=language, group_separator=grouping)
