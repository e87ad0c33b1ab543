"""Formulas as small trees: built with the signs of Python, evaluated, and written for a spreadsheet or a reader."""

import math
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from forecast import growth
from forecast.figures.numbers import MARKS
from forecast.sourced import Names, Sourced

Kind: TypeAlias = Literal["level", "rate", "points", "flow", "ratio", "share", "loss", "chance", "among", "plain"]
"""What a number is: it decides how the number is printed; `among` is a share of spans elsewhere, known up to the last of their table."""
Function: TypeAlias = Literal["LN", "EXP", "MIN", "MAX", "GROWING", "IF_SMALL"]
_RANK: Final = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}
_OPERATIONS: Final[Mapping[str, Callable[[float, float], float]]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "^": operator.pow,
}  # fmt: skip
CLOSE: Final = 1e-9
"""Relative difference up to which a formula gives the number shown: what comparisons with targets allow."""
_DIGITS: Final = 13
"""Significant digits typed into a spreadsheet: it keeps 15, of which the last two of a computed number are noise."""


class Formula:
    """A number, a named figure, or an operation on formulas."""

    def __add__(self, other: "Formula | float") -> "Formula":
        return Operation("+", self, _formula(other))

    def __sub__(self, other: "Formula | float") -> "Formula":
        return Operation("-", self, _formula(other))

    def __rsub__(self, other: float) -> "Formula":
        return Operation("-", _formula(other), self)

    def __radd__(self, other: float) -> "Formula":
        return Operation("+", _formula(other), self)

    def __mul__(self, other: "Formula | float") -> "Formula":
        return Operation("*", self, _formula(other))

    def __rmul__(self, other: float) -> "Formula":
        return Operation("*", _formula(other), self)

    def __truediv__(self, other: "Formula | float") -> "Formula":
        return Operation("/", self, _formula(other))

    def __rtruediv__(self, other: float) -> "Formula":
        return Operation("/", _formula(other), self)

    def __pow__(self, other: "Formula | float") -> "Formula":
        return Operation("^", self, _formula(other))


@dataclass(frozen=True, slots=True)
class Constant(Formula):
    """A number that belongs to the formula itself."""

    value: float


@dataclass(frozen=True, slots=True)
class Term(Formula):
    """A figure put into a formula: what it is (a code of `proofwords.TERMS`), its value, and the printed figure it is from.

    about : id of another indicator it belongs to, or what else it belongs to by name, as an event
    year : the year it is of
    """

    name: str
    value: float
    kind: Kind = "level"
    item: Sourced | None = None
    about: str | Names | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Operation(Formula):
    """Two formulas with a sign between them."""

    mark: str
    left: Formula
    right: Formula


@dataclass(frozen=True, slots=True)
class Call(Formula):
    """A function of a spreadsheet, or one that it can spell out.

    IF_SMALL(x; limit) is 0 where x is not larger than the limit either way, else x. GROWING(n; first; sum) is the growth g at which
    first·(1+g) + … + first·(1+g)^n makes the sum.
    """

    function: Function
    arguments: tuple[Formula, ...]


def _formula(value: "Formula | float") -> Formula:
    return value if isinstance(value, Formula) else Constant(float(value))


def call(function: Function, *arguments: "Formula | float") -> Formula:
    """A function of formulas and numbers."""
    return Call(function, tuple(_formula(each) for each in arguments))


def add(parts: Iterable[Formula]) -> Formula:
    """Sum of formulas."""
    first, *rest = parts
    for part in rest:
        first = first + part
    return first


def evaluate(formula: Formula) -> float:
    """Value of a formula. Raises ZeroDivisionError or ValueError where it has none."""
    if isinstance(formula, Constant | Term):
        return formula.value
    if isinstance(formula, Operation):
        return float(_OPERATIONS[formula.mark](evaluate(formula.left), evaluate(formula.right)))
    assert isinstance(formula, Call)
    return _called(formula.function, [evaluate(each) for each in formula.arguments])


def is_close(one: float, other: float) -> bool:
    """Whether two numbers are the same but for rounding."""
    return abs(one - other) <= CLOSE * max(abs(one), abs(other), CLOSE)


def _called(function: Function, values: list[float]) -> float:
    if function == "GROWING":
        return float(growth.required_rate_of_sum(values[1], values[2], int(values[0])))
    if function == "IF_SMALL":
        return 0.0 if abs(values[0]) <= values[1] else values[0]
    functions: Mapping[str, Callable[..., float]] = {"LN": math.log, "EXP": math.exp, "MIN": min, "MAX": max}
    return functions[function](*values)


def terms(formula: Formula) -> Iterator[Term]:
    """Every figure put into a formula, in the order of reading, each once."""
    seen: set[tuple[str, float, str | Names | None, int | None]] = set()
    for term in _leaves(formula):
        key = (term.name, term.value, term.about, term.year)
        if key not in seen:
            seen.add(key)
            yield term


def _leaves(formula: Formula) -> Iterator[Term]:
    if isinstance(formula, Term):
        yield formula
    elif isinstance(formula, Operation):
        yield from _leaves(formula.left)
        yield from _leaves(formula.right)
    elif isinstance(formula, Call):
        for argument in formula.arguments:
            yield from _leaves(argument)


@dataclass(frozen=True, slots=True)
class Style:
    """How a formula is written: its numbers, the signs between them, and its functions with the texts of their arguments."""

    leaf: Callable[[Constant | Term], str]
    called: Callable[[Call, list[str]], str]
    marks: Mapping[str, str]


def written(formula: Formula, style: Style) -> str:
    """A formula as text."""
    if isinstance(formula, Constant | Term):
        return style.leaf(formula)
    if isinstance(formula, Call):
        return style.called(formula, [written(each, style) for each in formula.arguments])
    assert isinstance(formula, Operation)
    rank = _RANK[formula.mark]
    left, right = (written(each, style) for each in (formula.left, formula.right))
    if _rank(formula.left, left) < rank + (formula.mark == "^"):
        left = f"({left})"
    if _rank(formula.right, right) < rank + (formula.mark in "-/^"):
        right = f"({right})"
    return f"{left}{style.marks.get(formula.mark, formula.mark)}{right}"


def _rank(formula: Formula, text: str) -> int:
    """How tightly a written part holds together; a negative number not at all."""
    if isinstance(formula, Operation):
        return _RANK[formula.mark]
    return 0 if text.startswith("-") else 4


def excel(formula: Formula, language: str) -> str:
    """A formula as it is typed into a spreadsheet whose numbers are in the marks of the language."""
    point, separator = MARKS[language][1], ";" if language == "vi" else ","

    def leaf(number: Constant | Term) -> str:
        rate = isinstance(number, Term) and number.kind == "rate"
        text = f"{100 * number.value if rate else number.value:.{_DIGITS}g}".replace("e", "E").replace(".", point)
        return f"{text}%" if rate else text

    def called(function: Call, arguments: list[str]) -> str:
        if function.function == "IF_SMALL":
            number, limit = arguments
            return f"IF(ABS({number})<={limit}{separator}0{separator}{number})"
        if function.function == "GROWING":
            n_years, first, total = arguments
            return f"RATE({separator.join((n_years, f'-{first}', '0', total, '1'))})"
        return f"{function.function}({separator.join(arguments)})"

    return f"={written(formula, Style(leaf, called, {}))}"
