"""How often others did what a target requires, in words."""

from typing import Final

from forecast.chances import Precedent
from forecast.wording import Wording

NEARLY_ALL: Final = 0.95
"""Share of spans from which nearly all did what is required."""
MANY: Final = 0.35
"""Share of spans from which "1 in n" would be too coarse."""


def how_often(wording: Wording, seen: Precedent) -> str:
    """How many of the spans did what is required, as one says it."""
    if seen.one_in is None:
        return wording.text("fewer than 1 in 100 did this")
    did = 1 - seen.share_behind
    if did >= NEARLY_ALL:
        return wording.text("nearly all did this")
    if did >= MANY:
        return wording.text("{n} in 10 did this or more", n=wording.number(10 * did, 0))
    return wording.text("1 in {n} did this or more", n=seen.one_in)
