"""Words of the columns that only this program needs, in both languages: laws, directions, groups, families."""

from collections.abc import Mapping
from typing import Final

from forecast.exchange.notes import GROUPS
from forecast.wording import FAMILIES as FAMILY_TEXTS
from forecast.wording import LAWS as LAW_TEXTS
from forecast.wording import N_, Wording

NO_FAMILY: Final = "none"
"""Stands in the column of families where an indicator belongs to none; where the cell is empty, one may be suggested."""

BETTER_TEXTS: Final[Mapping[str, str]] = {
    "higher": N_("higher is better"),
    "lower": N_("lower is better"),
    "none": N_("inside the range"),
}


def _meanings(texts: Mapping[str, str]) -> Mapping[str, str]:
    """Code by every word for it: the code itself, and its text in both languages."""
    found = {code: code for code in texts}
    for language in ("vi", "en"):
        wording = Wording(language)
        found |= {wording.text(text).casefold(): code for code, text in texts.items()}
    return found


LAWS: Final = _meanings(LAW_TEXTS)
BETTER: Final = _meanings(BETTER_TEXTS)
CATEGORIES: Final = _meanings(GROUPS)
FAMILIES: Final = _meanings({**FAMILY_TEXTS, NO_FAMILY: N_("none")})
