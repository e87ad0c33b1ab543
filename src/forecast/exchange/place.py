"""Whose plan a table is: the area that issues it, from the lines above the table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_KINDS: Final = ("tỉnh", "thành phố", "tp.", "tp", "phường", "xã", "thị trấn", "thị xã", "đặc khu", "quận", "huyện")
_KIND: Final = r"(?:tỉnh|thành phố|tp\.?|phường|xã(?!\s+hội)|thị trấn|thị xã|đặc khu|quận|huyện)"
_BODY: Final = r"(?:ubnd|hđnd|(?:ủy|uỷ) ban nhân dân|hội đồng nhân dân|đảng (?:ủy|uỷ|bộ)|ban chấp hành đảng bộ)"
_ALONE: Final = re.compile(rf"(?:{_BODY}\s+)?(?P<area>{_KIND}\s+\w+(?:[ -]\w+){{0,3}})", re.IGNORECASE)
_ENDS: Final = re.compile(
    r"\s*(?:[(,;:.–-]|\d|\b(?:giai đoạn|thời kỳ|nhiệm kỳ|năm|đến|trong|kế hoạch)\b).*", re.IGNORECASE | re.DOTALL
)
_WITHIN: Final = re.compile(rf"\b(?P<area>{_KIND}\s+\w.*)", re.IGNORECASE | re.DOTALL)
_MOST_WORDS: Final = 5
"""Words of an area's name with the words for its kind, beyond which it is taken for a sentence."""


@dataclass(frozen=True, slots=True)
class Place:
    """Name of the plan, and the lines it is taken from."""

    name: str
    lines: tuple[str, ...]


def place_of(titles: Sequence[str]) -> Place | None:
    """The issuing area, with its province where that stands in a line of its own: "Phường Cam Đường, tỉnh Lào Cai".

    Lines that are nothing but an area or its body ("UBND TỈNH LÀO CAI") come first, else the area that ends a title.
    """
    found = {line: area for line in titles if (area := _alone(line))} or {
        line: area for line in titles if (area := _within(line))
    }
    if not found:
        return None
    (last, area), (first, above) = list(found.items())[-1], next(iter(found.items()))
    if above != area and above.startswith("Tỉnh ") and not area.startswith("Tỉnh "):
        return Place(f"{area}, t{above[1:]}", (first, last))
    return Place(area, (last,))


def _alone(line: str) -> str | None:
    match = _ALONE.fullmatch(" ".join(line.split()))
    return _named(match["area"]) if match else None


def _within(line: str) -> str | None:
    """The area a title speaks of: "… PHƯỜNG CAM ĐƯỜNG GIAI ĐOẠN 2026 - 2030"; a plain noun such as "cấp xã" is none."""
    match = _WITHIN.search(" ".join(line.split()))
    if not match:
        return None
    area = _ENDS.sub("", match["area"]).strip()
    words = area.split()
    proper = all(word[0].isupper() for word in words[1:])
    return _named(area) if 1 < len(words) <= _MOST_WORDS and proper else None


def _named(area: str) -> str:
    """An area in usual letters: "TỈNH HẢI SƠN" is "Tỉnh Hải Sơn", "THÀNH PHỐ HUẾ" is "Thành phố Huế"."""
    low = area.casefold()
    kind = next(kind for kind in _KINDS if low.startswith(kind))
    own = area[len(kind) :].strip()
    if own.isupper():
        own = " ".join(word.capitalize() for word in own.split())
    return f"{kind.capitalize()} {own}"
