"""Units of figures: what they measure, and how one becomes another."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from forecast.errors import FigureError
from forecast.figures.unitwords import (
    COMPOUNDS,
    COUNTS_ENGLISH,
    COUNTS_VIETNAMESE,
    EMPTY_WORDS,
    FACTORS,
    MEASURES,
    MEASURES_ENGLISH,
    PER_ENGLISH,
    PERSONS,
    SCALE_SPELLINGS,
    SCALES,
    Measure,
)

MAX_WORDS: Final = 12
"""Words the name of a unit may have: a sentence is no unit."""

COMPARED: Final = {"vi": "so với", "en": "compared with"}
COMPARED_TO: Final = f"% {COMPARED['vi']} "
"""Opens the canonical name of a percentage of another time or place."""

_LETTER = r"[^\W\d_]"
_DASHES = str.maketrans("−–—‐‑‒", "------", "\u200b\ufeff")
_METRES = re.compile(rf"(?<!{_LETTER})([kdc]?m)([23])(?!\w)")
_REMARK = re.compile(r"\s*\([^()]*\)")
PER: Final = {
    "vi": re.compile(r"\s*/\s*|(?:^|\s+)(?:mỗi|một|hằng|hàng) (?=năm|tháng|ngày|người|hộ)", re.IGNORECASE),
    "en": re.compile(
        rf"\s*/\s*|(?:^|\s+)(?:per (?!cent\b)|(?:a|each|every) (?=(?:{'|'.join(PER_ENGLISH)})\b))", re.IGNORECASE
    ),
}
"""What stands between a unit and its divisors."""

_FACTOR = {language: SCALES[language] | SCALE_SPELLINGS[language] for language in SCALES}
_SCALE = {
    language: re.compile(rf"({'|'.join(sorted(words, key=len, reverse=True))})(?!\w| lệ) *", re.IGNORECASE)
    for language, words in _FACTOR.items()
}
_PERCENT = re.compile(r"(?:%|percent\b|per cent\b|phần trăm\b) *(.*)", re.IGNORECASE)
_BLANKS = re.compile(r"[ /-]")
_DIVISOR = re.compile(rf"(?:0*(1[0 .,]*) *)?({_LETTER}+[²³]?(?: {_LETTER}+){{0,3}})")
_RELATIVE = re.compile(r"so với|so năm|kế hoạch|chỉ tiêu|nghị quyết|compared|\bplan\b|\btarget\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """What a figure is measured in.

    kind : percent, points, money, area, volume, mass, length, energy, count, ratio, index; status where there is none
    scale : factor to the base unit of the kind and name: 1e9 for tỷ đồng, 1e6 [m²] for km²
    noun : canonical name without scale word: đồng, USD, %, điểm %, km², lượt khách; empty where it is left out
    per : what it is divided by: ('người', 'năm'), ('100 dân',)
    """

    kind: str
    scale: float
    noun: str
    per: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Give the unit as Vietnamese documents print it."""
        return write_unit(self, "vi")


STATUS: Final = Unit("status", 1.0, "")
BARE: Final = Measure("count", 1.0, "")


def clean(text: str) -> str:
    """`text` in NFC with single spaces, plain minus signs, and square and cubic metres with a raised digit."""
    text = " ".join(unicodedata.normalize("NFC", text).translate(_DASHES).split())
    return _METRES.sub(lambda match: match[1] + "²³"[match[2] == "3"], text) if "m2" in text or "m3" in text else text


def read_unit(text: str, language: str) -> Unit:
    """Unit of an indicator, such as `tỷ đồng`, `triệu đồng/người/năm`, `% so với 2025`.

    A remark in brackets, as in `trường (trên 8)`, is left out; an empty text is the unit of a status.

    Raises
    ------
    FigureError
        The text is no name of a unit.
    """
    text = _REMARK.sub("", clean(text)).strip()
    return unit_of(text, language) if text else STATUS


def unit_of(text: str, language: str) -> Unit:
    """Unit from clean text as it stands behind a number; a count without a name where there is none."""
    if not text:
        return Unit(*BARE)
    name, *divisors = PER[language].split(text)
    per = tuple(_divisor(divisor, language, text) for divisor in divisors)
    match = _SCALE[language].match(name)
    factor = _FACTOR[language][match[1].lower()] if match else 1.0
    measure = _measure(name[match.end() :] if match else name, language)
    return Unit(measure.kind, factor * measure.factor, measure.noun, per)


def _divisor(text: str, language: str, unit: str) -> str:
    match = _DIVISOR.fullmatch(text.strip())
    if not match:
        raise FigureError("figure_unit_text", found=unit)
    amount = "".join(character for character in match[1] or "" if character.isdigit()).removeprefix("1")
    name = match[2].lower()
    name = PER_ENGLISH.get(name, name) if language == "en" else name
    if not amount:
        return "người" if name == "dân" else name
    return f"1{amount} {'dân' if name == 'người' else name}"


def _measure(name: str, language: str) -> Measure:
    """What a name without scale and divisors stands for: a measure, a percentage of something, counted things."""
    if not name:
        return BARE
    if known := MEASURES[language].get(name.lower()):
        return known
    if (percent := _PERCENT.fullmatch(name)) and _is_name(percent[1], digits=True):
        return Measure("percent", 1.0, f"% {percent[1].replace(COMPARED['en'], COMPARED['vi'])}")
    if not _is_name(name, digits=False):
        raise FigureError("figure_unit_text", found=name)
    noun = " ".join(word if len(word) > 1 and word.isupper() else word.lower() for word in name.split(" "))
    synonyms = COUNTS_ENGLISH if language == "en" else COUNTS_VIETNAMESE
    return Measure("count", 1.0, synonyms.get(noun.lower(), noun))


def _is_name(text: str, *, digits: bool) -> bool:
    """Whether `text` is a few words of letters alone, or of letters and years: no bracket, no footnote mark."""
    words = _BLANKS.split(text)
    if digits:
        words = [word for word in words if not (word.isascii() and word.isdigit())]
    return len(words) <= MAX_WORDS and all(word.isalpha() for word in words)


def conversion(found: Unit, wanted: Unit) -> float:
    """Factor that takes a value in `found` to a value in `wanted`.

    Scales are converted (400 nghìn is 0,4 triệu). The name of what is counted and the divisors may be left out on
    either side, and so may the whole of a percentage, but not that it is of the plan or compared with something. Points
    become per cent, as steps of a percentage.

    Raises
    ------
    FigureError
        `figure_unit` where the dimensions disagree, `figure_unit_missing` where a bare number stands for no count.
    """
    is_bare = found.kind == "count" and found.scale == 1 and not found.noun
    if is_bare and wanted.kind not in ("count", "index", "status"):
        raise FigureError("figure_unit_missing", wanted=str(wanted))
    if not (_kinds_agree(found, wanted) and _nouns_agree(found, wanted) and _divisors_agree(found, wanted)):
        alike = str(found) == str(wanted)  # a word of the other language was taken as the name of a thing
        raise FigureError("figure_unit", found=write_unit(found, "en") if alike else str(found), wanted=str(wanted))
    return found.scale / wanted.scale


def _kinds_agree(found: Unit, wanted: Unit) -> bool:
    if found.kind == wanted.kind:
        return found.kind != "status"
    kinds = (found.kind, wanted.kind)
    if kinds == ("count", "index"):
        return not found.noun
    if set(kinds) == {"count", "money"}:  # a scale word alone, such as 110 triệu: the name is left out
        return any(unit.kind == "count" and not unit.noun and unit.scale > 1 for unit in (found, wanted))
    return kinds == ("points", "percent")


def _nouns_agree(found: Unit, wanted: Unit) -> bool:
    if found.kind == "percent" and is_relative(found):
        return is_relative(wanted) and found.noun == wanted.noun
    if found.kind != wanted.kind or found.kind not in ("money", "count", "percent"):
        return True
    if found.kind == "money":
        return found.noun == wanted.noun
    return _share_a_word(found.noun, wanted.noun)


def _share_a_word(found: str, wanted: str) -> bool:
    """Whether two names share a word that says what is counted, or both are people, or one says nothing."""
    words, others = _words(found), _words(wanted)
    return not words or not others or bool(words & others) or (_is_person(found) and _is_person(wanted))


def _words(noun: str) -> set[str]:
    noun = noun.lower()
    for compound in COMPOUNDS:
        noun = noun.replace(compound, compound.replace(" ", "_"))
    return {word.removesuffix("s") for word in noun.split()} - EMPTY_WORDS - {"%", "‰"}


def _is_person(noun: str) -> bool:
    return noun.removeprefix("lượt ") in PERSONS


def _divisors_agree(found: Unit, wanted: Unit) -> bool:
    return set(found.per) <= set(wanted.per) or set(found.per) >= set(wanted.per)


def is_relative(unit: Unit) -> bool:
    """Whether a percentage is of the plan or of another time or place, and so no level."""
    return unit.kind == "percent" and bool(_RELATIVE.search(unit.noun))


def write_unit(unit: Unit, language: str) -> str:
    """Unit as it is printed behind a number; `read_unit` gives the same unit back if it has a word for the scale."""
    factor = unit.scale / FACTORS.get(unit.noun, 1.0)
    words = {scale: word for word, scale in SCALES[language].items()} | {1.0: ""}
    name = f"{words.get(factor, f'{factor:g} ×')} {_named(unit.noun, language)}".strip()
    return "/".join([name, *(_written_divisor(divisor, language) for divisor in unit.per)])


def _named(noun: str, language: str) -> str:
    if language == "vi":
        return noun
    if noun.startswith(COMPARED_TO):
        return noun.replace(COMPARED["vi"], COMPARED["en"])
    return MEASURES_ENGLISH.get(noun) or _first_key(COUNTS_ENGLISH, noun) or noun


def _written_divisor(divisor: str, language: str) -> str:
    if language == "vi":
        return divisor
    amount, _, noun = divisor.rpartition(" ") if divisor[0].isdigit() else ("", "", divisor)
    return f"{amount} {_first_key(PER_ENGLISH, noun) or noun}".strip()


def _first_key(table: Mapping[str, str], value: str) -> str | None:
    return next((key for key, known in table.items() if known == value), None)
