"""Writing of figures in the words that reading them takes."""

from typing import Final

from forecast.figures.figure import Figure
from forecast.figures.numbers import write_exact
from forecast.figures.reading import UNNAMED
from forecast.figures.units import write_unit

_COMPARATORS: Final = {
    "vi": {"=": "", ">": "trên", ">=": "ít nhất", "<": "dưới", "<=": "không quá", "~": "khoảng"},
    "en": {"=": "", ">": "over", ">=": "at least", "<": "under", "<=": "at most", "~": "about"},
}
_MARKS: Final = {
    "vi": {"aspiration": "phấn đấu", "maintain": "duy trì", "estimate": "ước"},
    "en": {"aspiration": "strives for", "maintain": "maintain", "estimate": "estimated"},
}
_SENSES: Final = {
    "vi": {"increase": "tăng", "decrease": "giảm", "multiple": "gấp", "higher_by": "cao hơn", "lower_by": "thấp hơn"},
    "en": {"increase": "up", "decrease": "down", "higher_by": "higher by", "lower_by": "lower by"},
}


def write_figure(figure: Figure, language: str | None = None) -> str:
    """Figure in its canonical text; reading that in the same language gives the figure back.

    Kept are value, end, whole, half-width of the digits, comparator, unit, sense, estimate, aspiration and maintain.
    What a change is compared with is not kept: it is no part of the figure.

    Parameters
    ----------
    figure : as read, or converted to another unit
    language : 'vi' or 'en'; left out: the language the figure is printed in
    """
    language = language or figure.language
    marks = [word for mark, word in _MARKS[language].items() if getattr(figure, mark)]
    words = (*marks, _SENSES[language].get(figure.sense), _comparator(figure, language))
    said = " ".join(word for word in words if word)
    return f"{said} {_numbers(figure, language)}{_unit(figure, language)}".strip()


def _comparator(figure: Figure, language: str) -> str:
    """Word of the comparator; a sign where the word would be read otherwise, as in giảm dưới 5%."""
    if figure.comparator == "<" and figure.sense != "level":
        return "<"
    return _COMPARATORS[language][figure.comparator]


def _numbers(figure: Figure, language: str) -> str:
    decimals = _decimals(figure.half)
    first = write_exact(figure.value, language, decimals)
    if figure.of is not None:
        return f"{first}/{write_exact(figure.of, language, 0)}"
    if figure.end is None:
        return first
    return f"{first}{'-' if figure.value >= 0 else ' - '}{write_exact(figure.end, language, decimals)}"


def _decimals(half: float) -> int:
    """Decimals that printed digits with this half-width have; none where it is from a whole number or a conversion."""
    return next((digits for digits in range(1, 16) if half == float(f"5e-{digits + 1}")), 0)


def _unit(figure: Figure, language: str) -> str:
    """Unit with its blank, and what makes a multiple or a margin one."""
    unit = write_unit(figure.unit, language)
    if figure.sense == "multiple" and language == "en":
        unit = unit.replace("x", "times", 1)
    if figure.sense == "lower_by" and language == "vi" and figure.unit.kind != "points":
        unit += f" so với {UNNAMED}"
    return unit if unit.startswith(("%", "‰", "/")) or not unit else f" {unit}"
