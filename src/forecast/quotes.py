"""Quotes in the texts they are from: found, found elsewhere, or not; and whether each figure stands in its quote."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from forecast.checks import placed
from forecast.plan import Plan
from forecast.sourced import Source, Sourced
from forecast.written import Flaw, Place

NEAR: Final = 3
"""Lines by which a quote may begin before or after the line that is named."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SourceText:
    """The words of a document on one line, in NFC with single spaces, and where each of its lines begins in them."""

    words: str
    starts: tuple[int, ...]
    lines: tuple[int, ...]

    @classmethod
    def read(cls, text: str) -> "SourceText":
        """Index a document once; lines count from 1 and end with a line feed."""
        starts, lines, parts, place = [], [], [], 0
        for line, content in enumerate(unicodedata.normalize("NFC", text).split("\n"), start=1):
            if words := " ".join(content.split()):
                starts.append(place)
                lines.append(line)
                parts.append(words)
                place += len(words) + 1
        return cls(words=" ".join(parts), starts=tuple(starts), lines=tuple(lines))

    def find(self, quote: str, line: int) -> int | None:
        """Line on which `quote` begins, of several the one nearest to `line`; None where it is not found."""
        wanted = normal(quote)
        first = bisect_left(self.lines, line)
        begin = self.starts[first] if first < len(self.starts) else len(self.words)
        found = (self.words.find(wanted, begin), self.words.rfind(wanted, 0, begin + len(wanted) - 1))
        lines = [self.lines[bisect_right(self.starts, place) - 1] for place in found if place >= 0]
        return min(lines, key=lambda other: abs(other - line), default=None)


def normal(text: str) -> str:
    """`text` in NFC with single spaces, as quotes are compared."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def quote_flaws(plan: Plan, text_of: Callable[[str], SourceText | None]) -> Iterator[Flaw]:
    """Quotes of `plan` that are not where they are said to be, and figures that are not in their quotes.

    Parameters
    ----------
    plan : a plan whose sources are documents
    text_of : text of a document by its id among the sources, None where there is none
    """
    kept = {name: document.text for name, document in plan.sources.items() if document.text is not None}
    texts = {name: text_of(text) for name, text in kept.items()}
    for name, text in texts.items():
        if text is None:
            params = {"found": kept[name], "source": name}
            yield Flaw("source_text_missing", ("sources", name, "text"), params)
    for place, item in _sourced(plan):
        yield from _figure_in_quote(item, place)
        for at, source in (((), item.source), *((("also", n), other) for n, other in enumerate(item.also))):
            text = texts.get(source.document or "")
            if text is not None:
                yield from _quote(source, text, (*place, *(at or ("source",))))


def _sourced(plan: Plan) -> Iterator[tuple[Place, Sourced]]:
    """Everything with a figure, and where it is."""
    for family, item in plan.surroundings_past.items():
        yield ("surroundings_past", family), item
    for number, indicator in enumerate(plan.indicators):
        yield from placed(indicator, ("indicators", number))


def _quote(source: Source, text: SourceText, at: Place) -> Iterator[Flaw]:
    if source.quote is None or source.line is None or source.rotated:
        return
    actual = text.find(source.quote, source.line)
    if actual is None:
        yield Flaw("quote_not_found", (*at, "quote"), {"found": source.quote, "source": source.document})
    elif abs(actual - source.line) > NEAR:
        params = {"found": source.quote, "actual": actual, "source": source.document, "line": source.line}
        yield Flaw("quote_elsewhere", (*at, "line"), params)


def _figure_in_quote(item: Sourced, at: Place) -> Iterator[Flaw]:
    """A figure some number of which is not in its quote; one with an explicit value is not read and not looked up."""
    if item.printed is None or item.value is not None or item.source.quote is None:
        return
    quoted = set(_NUMBER.findall(normal(item.source.quote)))
    if not quoted.issuperset(_NUMBER.findall(normal(item.printed))):
        yield Flaw("figure_not_in_quote", (*at, "figure"), {"found": item.printed})
