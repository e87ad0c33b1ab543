"""Which months of a year the head of a column speaks of: "6 tháng đầu năm 2026", "Quý I/2026", "đến 30/9/2026"."""

import re
from typing import Final

QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_WORDS: Final = {"three": 3, "six": 6, "nine": 9}
_QUARTER: Final = re.compile(r"\b(?:quý|quarter|q\.?)\s*(iv|iii|ii|i|[1-4])\b")
_SPAN: Final = re.compile(r"\b(\d{1,2}|three|six|nine)[\s-]*(?:tháng|months?)\b")
_LATER: Final = re.compile(r"tháng\s+(?:cuối|còn lại|sau)|\b(?:last|remaining|second)\b")
_UNTIL: Final = re.compile(
    r"\b(?:đến|tới|until|to|by)\b[^/]*?\b(?:ngày\s*)?(?:(?P<day>\d{1,2})\s*[/.-]\s*)?(?P<month>\d{1,2})\s*[/.-]\s*20\d\d"
)
_SINGLE: Final = re.compile(r"\btháng\s*\d{1,2}\b|(?<!\d)\d{1,2}\s*[/.-]\s*20\d\d")
_HALF: Final = re.compile(r"nửa đầu năm|half[\s-]year|first half")
MONTH_END: Final = 28
"""Day from which a date tells of its whole month."""


def months_of(head: str) -> tuple[int, int] | None:
    """First and last month that a head in small letters speaks of: (1, 12) for a year; None for months that make no period of ours."""
    if found := _QUARTER.search(head):
        last = 3 * QUARTERS[found[1]]
        return last - 2, last
    if found := _SPAN.search(head):
        return None if _LATER.search(head) else _first(_WORDS.get(found[1]) or int(found[1]))
    if _HALF.search(head):
        return 1, 6
    if found := _UNTIL.search(head):
        whole = found["day"] is None or int(found["day"]) >= MONTH_END
        return _first(int(found["month"])) if whole else None
    return None if _SINGLE.search(head) else (1, 12)


def _first(last: int) -> tuple[int, int] | None:
    """The months from January to `last`."""
    return (1, last) if 1 <= last <= 12 else None
