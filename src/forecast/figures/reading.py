"""Reading of printed figures: words before the number, the number, its unit, words that close it."""

import re
from dataclasses import dataclass
from typing import Final, cast, get_args

from forecast.errors import FigureError
from forecast.figures.figure import Comparator, Figure, Sense
from forecast.figures.numbers import TOKEN, Language, Printed, read_number
from forecast.figures.units import COMPARED_TO, PER, Unit, clean, conversion, is_relative, unit_of
from forecast.figures.unitwords import TIMES
from forecast.figures.words import CLOSERS, DATE, JOIN, KNOWN, MEANINGS, REFERENCES, YEARS

MAX_TEXT: Final = 200
"""Characters a figure may have."""
APPROXIMATE: Final = 0.02
"""Half-width at least of a figure with khoảng, as a part of its value; docs/design.md, section 3."""
APPROXIMATE_POINTS: Final = 0.1
"""The same for a percentage [points]."""
UNNAMED: Final = "mốc so sánh"
"""Stands for what a percentage is compared with where the text does not say."""

_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_COMPARATORS = frozenset(get_args(Comparator))
_SENSES = frozenset(get_args(Sense))
_PER_POWERS = frozenset((10.0, 100.0, 1e3, 1e4, 1e5, 1e6))
_BY_OR_TO = re.compile("giảm dưới", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class _Amount:
    """The numbers of a figure: one, the two ends of a range, or a part and its whole; and the text around them."""

    head: str
    tail: str
    first: Printed
    sign: str = ""
    end: Printed | None = None
    end_sign: str = ""
    of: Printed | None = None


def read_figure(text: str, language: Language) -> Figure:
    """Figure from its printed text, such as `ước đạt 3.000 tỷ đồng`, `từ 07%/năm trở lên`, `45- 49%`, `06/8 trường`.

    Parameters
    ----------
    text : at most 200 characters; the number, its unit, words that say what kind of statement it is
    language : language the figure is printed in: '2,2' is two point two in 'vi' and a fault in 'en'

    Raises
    ------
    FigureError
        The text has no one certain reading; the message says how to write what is meant. Nothing is guessed.
    """
    if len(text) > MAX_TEXT:
        raise FigureError("figure_too_long", found=len(text), allowed=MAX_TEXT)
    printed = clean(text)
    body, reference = _without_reference(printed, language)
    body = YEARS[language].sub(" ", body).strip() if "19" in body or "20" in body else body
    amount = _amount(body, printed, language)
    tail, limit = _without_closer(amount.tail, language)
    unit = unit_of(tail, language)
    if (word := KNOWN[language].match(unit.noun)) and MEANINGS[language][word[1]] != "relative":
        raise FigureError("figure_unit_text", found=tail)
    said = _meanings(amount.head, language, printed)
    if unit.kind == "ratio" and tail.lower().startswith("times"):
        said.add("multiple")
    if limit:
        said.discard("from")
        said.add(limit)
    return _figure(printed, language, amount, _resolved(said, amount, unit, reference, printed))


def _without_reference(text: str, language: str) -> tuple[str, str]:
    """Text without what its figure is compared with, and that."""
    match = REFERENCES[language].search(text)
    return (text[: match.start()], match[1]) if match else (text, "")


def _without_closer(tail: str, language: str) -> tuple[str, str]:
    """Text behind the number without the words that close it, and the comparator they say."""
    tail = tail.strip().rstrip(".;,").rstrip()
    match = CLOSERS[language].search(tail)
    if not match:
        return tail, ""
    return tail[: match.start()], ">=" if match["up"] else "<="


def _amount(body: str, printed: str, language: str) -> _Amount:
    """Numbers of a figure, and the text before and behind them."""
    tokens = _tokens(body, printed, language)
    head, sign = _signed(body[: tokens[0].start()])
    first, tail = read_number(tokens[0][0], language), body[tokens[-1].end() :]
    if len(tokens) == 1:
        return _Amount(head, tail, first, sign)
    join = JOIN.fullmatch(body, tokens[0].end(), tokens[1].start())
    if len(tokens) > 2 or not join:
        raise FigureError("figure_several", found=printed)
    second, name = read_number(tokens[1][0], language), join["unit"].strip()
    _check_units(name, tail, language, printed)
    if not join["to"]:
        return _Amount(head, tail or name, first, sign, of=_whole(first, second, sign + join["sign"], printed))
    if not tail and all(_YEAR.fullmatch(token[0]) for token in tokens):
        raise FigureError("figure_date", found=printed)
    return _Amount(head, tail, first, sign, second, join["sign"])


def _tokens(body: str, printed: str, language: str) -> list[re.Match[str]]:
    """Places of the numbers, at least one, without the number of a unit such as /100 dân."""
    if foreign := _FOREIGN_DIGIT.search(body):
        raise FigureError("figure_digits", found=foreign[0])
    if DATE.search(body):
        raise FigureError("figure_date", found=printed)
    tokens = list(TOKEN.finditer(body))
    if not tokens:
        raise FigureError("figure_no_number", found=printed)
    return tokens[:-1] if len(tokens) > 1 and _is_divisor(body, tokens, language) else tokens


def _signed(head: str) -> tuple[str, str]:
    """Words before the number, and the sign that touches it."""
    return (head[:-1], head[-1]) if head.endswith(("-", "+")) else (head, "")


def _is_divisor(body: str, tokens: list[re.Match[str]], language: str) -> bool:
    """Whether the last number is part of the unit, as in 85 thuê bao/100 dân, and not a whole, as in 5 căn/100 căn."""
    last = tokens[-1]
    name, *rest = PER[language].split(body[tokens[-2].end() : last.start()])
    name, whole = name.strip(), body[last.end() :].strip()
    if not (name and whole and rest == [""]) or read_number(last[0], language).value not in _PER_POWERS:
        return False
    return not _agree(name, _without_closer(whole, language)[0], language)


def _check_units(first: str, second: str, language: str, printed: str) -> None:
    """Both numbers have one unit, or the first has none of its own."""
    if first and not _agree(first, _without_closer(second, language)[0], language):
        raise FigureError("figure_several", found=printed)


def _agree(first: str, second: str, language: str) -> bool:
    try:
        return not second or conversion(unit_of(first, language), unit_of(second, language)) == 1
    except FigureError:
        return False


def _whole(part: Printed, whole: Printed, sign: str, printed: str) -> Printed:
    if sign or whole.value == 0 or part.value > whole.value:
        raise FigureError("figure_part", found=printed)
    return whole


def _meanings(head: str, language: str, printed: str) -> set[str]:
    """What the words before the number say."""
    words, place, said = head.lower(), 0, set()
    while place < len(words):
        match = KNOWN[language].match(words, place)
        if not match:
            if not words[place:].strip():
                break
            unknown = head[place:].split()[0]
            raise FigureError("figure_word", found=unknown, whole=printed, allowed=", ".join(MEANINGS[language]))
        said.add(MEANINGS[language][match[1]])
        place = match.end()
    return said - {"plain"}


@dataclass(frozen=True, slots=True)
class _Said:
    """What the words of a figure come to."""

    comparator: Comparator
    sense: Sense
    unit: Unit
    marks: frozenset[str]


def _resolved(said: set[str], amount: _Amount, unit: Unit, reference: str, printed: str) -> _Said:
    """Comparator, sense and unit from the words taken together; what contradicts itself is refused."""
    if "by or to" in said:
        first, second = (_BY_OR_TO.sub(words, printed) for words in ("giảm xuống dưới", "giảm <"))
        raise FigureError("figure_ambiguous", found=printed, first=first, second=second)
    if "lower" in said:
        said = said - {"lower"} | {"lower_by" if unit.kind == "points" or reference else "<"}
    if "from" in said:
        said = said - {"from"} | (set() if amount.end else {">="})
    comparators = said & _COMPARATORS
    if len(comparators) > 1 or (amount.end and comparators - {"~"}):
        raise FigureError("figure_conflict", found=printed)
    sense = _sense(said, amount, unit, printed)
    if sense == "level":
        unnamed = "relative" in said and unit.kind == "percent" and not is_relative(unit)
        unit = _compared(unit, reference or (UNNAMED if unnamed else ""), printed)
    return _Said(cast(Comparator, next(iter(comparators), "=")), sense, unit, frozenset(said))


def _sense(said: set[str], amount: _Amount, unit: Unit, printed: str) -> Sense:
    """A level, or the kind of change; a plus sign is an increase, a minus stays with the number."""
    senses = said & _SENSES
    if "multiple" in senses:
        senses.discard("increase")
    if amount.sign == "+":
        senses.add("increase")
    if len(senses) > 1 or (senses and "-" in (amount.sign, amount.end_sign)):
        raise FigureError("figure_conflict", found=printed)
    sense = cast(Sense, next(iter(senses), "level"))
    if (sense == "multiple") != (unit.kind == "ratio") and sense not in ("level", "higher_by", "lower_by"):
        raise FigureError("figure_multiple", found=printed)
    return sense


def _compared(unit: Unit, reference: str, printed: str) -> Unit:
    """Unit of a level that is compared with something: only a percentage can be."""
    if not reference:
        return unit
    if unit.kind != "percent" or is_relative(unit):
        raise FigureError("figure_compared", found=printed)
    return Unit("percent", unit.scale, f"{COMPARED_TO}{reference}", unit.per)


def _figure(printed: str, language: Language, amount: _Amount, said: _Said) -> Figure:
    value = -amount.first.value if amount.sign == "-" else amount.first.value
    end = None
    if amount.end is not None:
        end = -amount.end.value if amount.end_sign == "-" else amount.end.value
        if end <= value:
            raise FigureError("figure_range", found=printed)
    width = _width(amount.first, amount, said)
    return Figure(
        text=printed,
        language=language,
        value=value,
        end=end,
        half=amount.first.half,
        low=_decimal(value - width),
        high=_decimal(value + width if amount.end is None else (end or 0.0) + _width(amount.end, amount, said)),
        comparator=said.comparator,
        unit=said.unit,
        estimate="estimate" in said.marks,
        aspiration="aspiration" in said.marks,
        maintain="maintain" in said.marks,
        sense=said.sense,
        of=None if amount.of is None else amount.of.value,
    )


def _decimal(value: float) -> float:
    """Value without the noise of a binary difference: 2.2 - 0.05 is 2.15."""
    return float(f"{value:.14g}")


def _width(number: Printed, amount: _Amount, said: _Said) -> float:
    """Half-width of what a number can mean [unit]: none where it is an exact count, more where it is approximate."""
    if said.comparator == "~":
        percentage = said.unit.kind in ("percent", "points")
        return max(number.half, APPROXIMATE_POINTS if percentage else APPROXIMATE * number.value)
    is_count = said.unit.kind == "count" and said.unit.scale == 1 and number.whole and TIMES.issuperset(said.unit.per)
    return 0.0 if is_count or amount.of is not None else number.half
