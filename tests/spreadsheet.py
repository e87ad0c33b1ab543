"""A small spreadsheet for tests: evaluates formulas as they are typed, apart from the code that writes them."""

import math
import re
from typing import Any


def evaluate(formula: str, language: str = "en") -> float:
    """Value of a formula typed in the marks of a language."""
    assert formula.startswith("=")
    text = formula[1:]
    if language == "vi":
        text = text.replace(",", ".").replace(";", ",")
    assert re.fullmatch(r"[0-9A-Z.,%()^*/+<=\-]*", text), text
    text = re.sub(r"([0-9.]+(?:E[-+]?[0-9]+)?)%", r"(\1/100)", text).replace("^", "**")
    return float(eval(text, {"__builtins__": {}}, FUNCTIONS))


def rate(n_years: float, payment: float, present: float, future: float, start: float) -> float:
    """RATE for payments at the start of each year, found by halving."""
    assert (present, start) == (0, 1)
    low, high = -0.999999, 1e6
    for _ in range(300):
        middle = (low + high) / 2
        total = sum(-payment * (1 + middle) ** year for year in range(1, int(n_years) + 1))
        low, high = (low, middle) if total > future else (middle, high)
    return (low + high) / 2


FUNCTIONS: dict[str, Any] = {
    "LN": math.log, "EXP": math.exp, "MIN": min, "MAX": max, "ABS": abs, "RATE": rate, "IF": lambda holds, yes, no: yes if holds else no,
}  # fmt: skip
