"""The family that name, unit and law of an indicator suggest, with the words it is suggested from; people confirm it.

Nothing is suggested where no rule of `familyrules` fits, or where rules of two families do: a doubt is left to people.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, TypeAlias

from forecast.familyrules import CONSTANT, CURRENT, GROWS, NEVER, PERCENT, RULES, Basis, Rule
from forecast.figures import Unit
from forecast.plan import Family, Indicator, Law, Plan

Token: TypeAlias = tuple[str, int, int]
"""A word of a name as it is compared, where it begins and where it ends."""
Parts: TypeAlias = tuple[tuple[str, ...], ...]
"""A phrase: the words of its parts."""
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_WORD: Final = re.compile(r"[\w\u0300-\u036f]+")
_LONE_Y: Final = re.compile(r"(?<=[bcdđghklmnpqrstvx])y\Z")


@dataclass(frozen=True, slots=True)
class Suggested:
    """A family that is suggested, and the words of the name that suggest it."""

    family: Family
    words: str


@lru_cache(4096)
def suggest_family(
    name: str, unit: Unit, law: Law, *, prices: str = "none", by_growth: bool = False
) -> Suggested | None:
    """Family that an indicator seems to belong to; None where none fits or two do.

    Parameters
    ----------
    prices : as a plan has them: none, current, constant-2010
    by_growth : whether its target is growth, not a level
    """
    tokens = _tokens(name)
    outside = _tokens(_BRACKETS.sub(lambda match: " " * len(match[0]), name))
    basis = _basis(tokens, prices, by_growth)
    found: dict[Family, str] = {}
    for rule in RULES:
        if law in rule.laws and basis in rule.prices and rule.units.take(unit):
            spans = _first(tokens, rule.phrases)
            if spans and not _turned(outside, spans, rule):
                found.setdefault(rule.family, " … ".join(name[first:last] for first, last in spans))
    return next((Suggested(family, words) for family, words in found.items()), None) if len(found) == 1 else None


def suggested_for(indicator: Indicator) -> Suggested | None:
    """The family that is suggested for an indicator of a plan, whether it has one or not."""
    by_growth = any(target.kind != "level" for target in indicator.targets)
    return suggest_family(
        indicator.name.vi, indicator.measure, indicator.law, prices=indicator.prices, by_growth=by_growth
    )


def without_family(plan: Plan) -> list[tuple[Indicator, Suggested | None]]:
    """Indicators with a target and a number that belong to no family, so that no chance is said of them, and what is suggested."""
    lone = [each for each in plan.indicators if each.family is None and each.targets and each.law != "status"]
    return [(each, suggested_for(each)) for each in lone]


def with_families(plan: Plan, families: Mapping[str, Family]) -> Plan:
    """The plan with these families, by indicator; what is narrower than a family goes with the one before."""
    after = (
        each.model_copy(update={"family": families[each.id], "like": None}) if each.id in families else each
        for each in plan.indicators
    )
    return plan.model_copy(update={"indicators": tuple(after)})


def _basis(tokens: Sequence[Token], prices: str, by_growth: bool) -> Basis:
    """What is said of prices, in words or beside them."""
    constant = prices.startswith("constant") or bool(_first(tokens, CONSTANT))
    current = prices == "current" or bool(_first(tokens, CURRENT))
    if constant and current:
        return "mixed"
    if constant or current:
        return "constant" if constant else "current"
    return "growth" if by_growth or _first(tokens, GROWS) else "unsaid"


def _turned(outside: Sequence[Token], spans: Sequence[tuple[int, int]], rule: Rule) -> bool:
    """Whether words beside the phrase make it another thing."""
    beside = [token for token in outside if not any(first <= token[1] < last for first, last in spans)]
    grows = rule.units is PERCENT and bool(_first(beside, GROWS))
    return grows or bool(_first(beside, NEVER)) or bool(_first(beside, rule.without))


def _first(tokens: Sequence[Token], phrases: str) -> list[tuple[int, int]]:
    """Where the parts of the first phrase that is there stand; a name in plain letters is compared in plain letters."""
    plain = all(word.isascii() for word, _, _ in tokens)
    return next(filter(None, (_spans(tokens, phrase) for phrase in _phrases(phrases, plain))), [])


def _spans(tokens: Sequence[Token], phrase: Parts) -> list[tuple[int, int]]:
    """Where the parts of a phrase stand in their order; empty where they do not."""
    found: list[tuple[int, int]] = []
    start = 0
    for words in phrase:
        ends = range(start + len(words), len(tokens) + 1)
        same = (
            end
            for end in ends
            if all(token[0] == word for token, word in zip(tokens[end - len(words) : end], words, strict=True))
        )
        start = next(same, 0)
        if not start:
            return []
        found.append((tokens[start - len(words)][1], tokens[start - 1][2]))
    return found


@cache
def _phrases(text: str, plain: bool) -> tuple[Parts, ...]:
    """The phrases of a text as they are compared, perhaps in plain letters."""
    parts = [
        [[word for word, _, _ in _tokens(part)] for part in phrase.split("…")] for phrase in text.split("|") if phrase
    ]
    return tuple(tuple(tuple(_plain(word) if plain else word for word in part) for part in phrase) for phrase in parts)


def _tokens(text: str) -> list[Token]:
    """Words of a text as they are compared."""
    return [(_key(match[0]), *match.span()) for match in _WORD.finditer(text)]


def _key(word: str) -> str:
    """A word with its tone at the end and i for a lone y: `hoà` and `hòa`, `tỷ` and `tỉ` are each one word."""
    letters = unicodedata.normalize("NFD", word.casefold())
    tone = "".join(letter for letter in letters if letter in _TONES)
    return _LONE_Y.sub("i", "".join(letter for letter in letters if letter not in _TONES)) + tone


def _plain(word: str) -> str:
    """A word without its marks."""
    letters = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
