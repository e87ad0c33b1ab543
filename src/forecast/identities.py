"""Expressions between indicators: parsed into a small tree, never executed. Allowed are names, numbers, + - * / and brackets."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

import numpy as np

from forecast.errors import ForecastError
from forecast.growth import Floats

MAX_LENGTH: Final = 500
MAX_DEPTH: Final = 40
_TOKEN = re.compile(
    r"\s*(?:(?P<name>[a-z][a-z0-9_-]*[a-z0-9_]|[a-z])|(?P<number>\d+(?:\.\d+)?)|(?P<mark>[-+*/()×÷−]))", re.ASCII
)
_MARKS = {"×": "*", "÷": "/", "−": "-"}


class ExpressionError(ForecastError):
    """An expression cannot be read: correct it at `at`."""

    def __init__(self, text: str, at: str) -> None:
        self.text, self.at = text, at
        super().__init__(f"{text!r} cannot be read at {at!r}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: float


@dataclass(frozen=True, slots=True)
class Name:
    """An indicator, by its id."""

    id: str


@dataclass(frozen=True, slots=True)
class Operation:
    """Two terms joined by one of the four operations."""

    mark: Literal["+", "-", "*", "/"]
    left: "Expression"
    right: "Expression"


Expression: TypeAlias = Number | Name | Operation


class _Reader:
    """Recursive descent over the tokens of one expression."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_tokens(text))
        self.place = 0
        self.depth = 0

    def peek(self) -> str:
        return self.tokens[self.place][1] if self.place < len(self.tokens) else ""

    def fail(self) -> ExpressionError:
        return ExpressionError(self.text, self.peek() or "the end")

    def sum(self) -> Expression:
        left = self.product()
        while (mark := self.peek()) in ("+", "-"):
            self.place += 1
            left = Operation(mark, left, self.product())  # type: ignore[arg-type]
        return left

    def product(self) -> Expression:
        left = self.term()
        while (mark := self.peek()) in ("*", "/"):
            self.place += 1
            left = Operation(mark, left, self.term())  # type: ignore[arg-type]
        return left

    def term(self) -> Expression:
        if self.place >= len(self.tokens):
            raise self.fail()
        kind, text = self.tokens[self.place]
        if kind == "mark" and text != "(":
            raise self.fail()
        self.place += 1
        if kind == "name":
            return Name(text)
        if kind == "number":
            return Number(float(text))
        return self.bracket()

    def bracket(self) -> Expression:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fail()
        inner = self.sum()
        if self.peek() != ")":
            raise self.fail()
        self.place += 1
        self.depth -= 1
        return inner


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    place = 0
    stripped = text.rstrip()
    while place < len(stripped):
        match = _TOKEN.match(stripped, place)
        if not match or match.lastgroup is None:
            raise ExpressionError(text, stripped[place:].strip()[:20])
        found = match[match.lastgroup]
        yield match.lastgroup, _MARKS.get(found, found)
        place = match.end()


@lru_cache(maxsize=512)
def parse(text: str) -> Expression:
    """Tree of an expression such as ``grdp / population``. Raises ExpressionError with the place it could not read."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError(text[:40] + "…", f"character {MAX_LENGTH + 1}")
    reader = _Reader(text)
    tree = reader.sum()
    if reader.peek():
        raise reader.fail()
    return tree


def names(tree: Expression) -> frozenset[str]:
    """Ids of the indicators an expression uses."""
    if isinstance(tree, Name):
        return frozenset({tree.id})
    if isinstance(tree, Operation):
        return names(tree.left) | names(tree.right)
    return frozenset()


def evaluate(tree: Expression, values: Mapping[str, Floats]) -> Floats:
    """Value of an expression for arrays of one shape. A division by zero is infinite, as the caller sees it."""
    if isinstance(tree, Number):
        return np.asarray(tree.value)
    if isinstance(tree, Name):
        return values[tree.id]
    left, right = evaluate(tree.left, values), evaluate(tree.right, values)
    with np.errstate(divide="ignore", invalid="ignore"):
        results = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide}[tree.mark](left, right)
    return np.asarray(results)


def cycle(uses: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """One circle among names that use each other, or nothing: ``{a: {b}, b: {a}}`` gives ``(a, b, a)``."""
    done: set[str] = set()
    for start in uses:
        if start not in done and (found := _walk(start, uses, done)):
            return found
    return ()


def _walk(start: str, uses: Mapping[str, frozenset[str]], done: set[str]) -> tuple[str, ...]:
    """Follow the names from `start` until one comes back; `done` keeps those that lead to no circle."""
    trail: dict[str, Iterator[str]] = {start: iter(sorted(uses[start]))}
    while trail:
        name = next(reversed(trail))
        other = next(trail[name], None)
        if other is None:
            done.add(name)
            del trail[name]
        elif other in trail:
            names_on_trail = list(trail)
            return (*names_on_trail[names_on_trail.index(other) :], other)
        elif other in uses and other not in done:
            trail[other] = iter(sorted(uses[other]))
    return ()
