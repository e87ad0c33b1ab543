"""Chances in words: one scale, and ends that are not told apart."""

import pytest

from forecast.wording import Wording

ENGLISH, VIETNAMESE = Wording("en"), Wording("vi")


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (0.0, "< 5%"),
        (0.0499, "< 5%"),
        (0.05, "5%"),
        (0.4448, "44%"),
        (0.95, "95%"),
        (0.951, "> 95%"),
        (1.0, "> 95%"),
        (None, "–"),
    ],
)
def test_ends_of_a_chance_are_not_told_apart(chance: float | None, said: str) -> None:
    assert ENGLISH.chance(chance) == said


@pytest.mark.parametrize(
    ("chance", "word"),
    [
        (0.0, "very unlikely"),
        (0.0999, "very unlikely"),
        (0.1, "unlikely"),
        (0.333, "unlikely"),
        (1 / 3, "about as likely as not"),
        (0.5, "about as likely as not"),
        (2 / 3, "likely"),
        (0.9, "very likely"),
        (1.0, "very likely"),
    ],
)
def test_word_of_a_chance(chance: float, word: str) -> None:
    assert ENGLISH.likelihood(chance) == word


def test_words_differ_by_language() -> None:
    assert VIETNAMESE.likelihood(0.95) != ENGLISH.likelihood(0.95)
