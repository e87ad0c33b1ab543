"""Words before and behind the number of a printed figure, and what each says."""

import re
from typing import Final

_SYMBOLS = {"≥": ">=", ">=": ">=", "≤": "<=", "<=": "<=", ">": ">", "<": "<", "~": "~", "≈": "~", "=": "plain"}

_VIETNAMESE = {
    "plain": "đạt, là, còn, lại, chiếm, hiện có, có, được, thêm, mới, xây dựng, giảm còn, giảm xuống, xuống, nâng lên, "
    "thu hút, công nhận, kết nạp, hoàn thành, xử lý, số hóa, tạo, bình quân, hằng năm, hàng năm, mỗi năm, và",
    "estimate": "ước, ước tính, dự kiến, dự ước",
    "aspiration": "phấn đấu",
    "maintain": "duy trì, giữ, giữ vững",
    ">": "trên, hơn, vượt, nhiều hơn, lớn hơn",
    ">=": "ít nhất, tối thiểu, không thấp hơn, không dưới, không ít hơn",
    "<": "dưới, ít hơn, nhỏ hơn, chưa đến, chưa tới",
    "<=": "không quá, tối đa, không vượt, không vượt quá, không cao hơn, nhiều nhất",
    "~": "khoảng, xấp xỉ, gần, cơ bản",
    "from": "từ",
    "lower": "thấp hơn",
    "relative": "bằng",
    "increase": "tăng, tăng thêm",
    "decrease": "giảm, giảm thêm",
    "by or to": "giảm dưới",
    "multiple": "gấp",
    "higher_by": "cao hơn",
}

_ENGLISH = {
    "plain": "reaches, reach, reaching, is, are, of, at, has, have, another, stands, amounts to, averages, an average, "
    "each year, every year",
    "estimate": "estimated, est., expected, projected",
    "aspiration": "strives for, strive for, striving for, aims for",
    "maintain": "maintain, maintains, maintained, keep, keeps",
    ">": "over, more than, above, exceeding, higher than",
    ">=": "at least, no less than, not less than, not below, no lower than",
    "<": "under, below, less than, lower than, fewer than",
    "<=": "at most, no more than, not more than, up to, not exceeding, not above, no higher than",
    "~": "about, around, nearly, almost, approximately, approx., roughly",
    "from": "from",
    "relative": "equal to",
    "increase": "up, up by, increase of, increase by, increases by, increased by, rise of, growth of",
    "decrease": "down, down by, decrease of, decrease by, decreases by, decreased by, fall of, reduction of",
    "higher_by": "higher by",
    "lower_by": "lower by",
}

MEANINGS: Final = {
    language: {word: meaning for meaning, words in table.items() for word in words.split(", ")} | _SYMBOLS
    for language, table in (("vi", _VIETNAMESE), ("en", _ENGLISH))
}
"""Words before the number and what each says, by language."""

_LETTER = r"[^\W\d_]"


def _pattern(words: dict[str, str]) -> re.Pattern[str]:
    """One known word with the blanks and the comma or colon behind it; of several words that fit, the longest."""
    longest = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\s*({longest})(?:(?<!{_LETTER})|(?!{_LETTER}))(?:[,:](?=\s))?\s*")


KNOWN: Final = {language: _pattern(words) for language, words in MEANINGS.items()}

CLOSERS: Final = {
    "vi": re.compile(r"\s*(?:(?P<up>trở lên)|(?P<down>trở xuống))$", re.IGNORECASE),
    "en": re.compile(
        r"\s*\b(?:(?P<up>or more|or higher|or above|and above|and over|and more|upwards?|up)"
        r"|(?P<down>or less|or lower|or below|or fewer|and below))$",
        re.IGNORECASE,
    ),
}
"""Words that close a figure and make it a limit."""

REFERENCES: Final = {
    "vi": re.compile(r",?\s*\bso(?: với|(?= năm\b))\s+(.+)$", re.IGNORECASE),
    "en": re.compile(r",?\s*\b(?:compared (?:with|to)|relative to|against|versus)\s+(.+)$", re.IGNORECASE),
}
"""What a change or a percentage is compared with."""

_ONE_YEAR = r"(?:19|20)[0-9]{2}(?![0-9]|[.,][0-9]|\s*[-/])[,:]?(?=\s|$)"

YEARS: Final = {
    "vi": re.compile(
        r"(?<![/\w])(?:(?:tính )?(?:đến|vào|trong|của) )?(?:hết |cuối )?năm " + _ONE_YEAR,
        re.IGNORECASE,
    ),
    "en": re.compile(r"\b(?:by|in|for)(?: the end of)? " + _ONE_YEAR, re.IGNORECASE),
}
"""The one year a figure is of; it stands beside the figure, not in it."""

JOIN: Final = re.compile(r"(?P<unit>.*?)\s*(?:(?P<to>-|đến|tới|\bto\b)|/)\s*(?P<sign>-?)")
"""What stands between the ends of a range, or between a part and its whole; a unit may come before it."""

DATE: Final = re.compile(
    r"(?<![0-9.,])(?:[0-3]?[0-9]([/.-])[01]?[0-9]\1(?:19|20)?[0-9]{2}(?![0-9])|[01]?[0-9]/(?:19|20)[0-9]{2}$)"
)
"""Day, month and year, or month and year."""
