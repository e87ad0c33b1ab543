"""Formulas are numbered in docs/method.md: code cites only numbers that stand there, and each number that stands there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
METHOD = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
CITED = re.compile(r"\b[Ee]qs?\.\s+((?:\(\d+\)(?:,\s+|\s+and\s+|\s+to\s+|\s*-\s*)?)+)")
SPAN = re.compile(r"\((\d+)\)\s*(?:to|-)\s*\((\d+)\)")


def numbered() -> set[int]:
    return {int(number) for number in re.findall(r"^ {4}\((\d+)\) ", METHOD, re.MULTILINE)}


def cited() -> dict[int, str]:
    found = {}
    for path in (ROOT / "src" / "forecast").rglob("*.py"):
        for text in CITED.findall(path.read_text(encoding="utf-8")):
            spans = [range(int(first), int(last) + 1) for first, last in SPAN.findall(text)]
            for number in {*map(int, re.findall(r"\((\d+)\)", text)), *(each for span in spans for each in span)}:
                found[number] = path.name
    return found


def test_code_cites_formulas_that_are_there() -> None:
    assert {number: where for number, where in cited().items() if number not in numbered()} == {}


def test_every_formula_is_cited_by_the_code_that_computes_it() -> None:
    assert numbered() - set(cited()) == set()


def test_the_text_speaks_of_no_formula_that_is_not_there() -> None:
    assert {int(number) for number in re.findall(r"(?<![\w+])\((\d{1,2})\)", METHOD)} <= numbered()
