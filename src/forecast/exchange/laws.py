"""What a table does not say of an indicator and its words suggest: id, law, direction, group. Each choice is told to the reader."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from forecast.figures import Figure, Unit
from forecast.plan import Better, Category, Law
from forecast.written import is_id

LINEAR_SHARES: Final = (20.0, 80.0)
"""Percentages that stay between these move by points; nearer to 0 or 100 they slow down (docs/design.md, table of laws)."""
SMALL_COUNT: Final = 20.0
"""Counts up to this move by whole things, not by rates."""
_MAX_ID: Final = 48
_LOWER: Final = re.compile(
    r"hộ (cận )?nghèo|nghèo đa chiều|thất nghiệp|suy dinh dưỡng|tử vong|tai nạn|tội phạm|tảo hôn|sinh con thứ|nợ đọng|ô nhiễm"
    r"|poverty|poor househ|unemploy|malnutrition|stunting|mortality|accident|crime|pollution",
    re.IGNORECASE,
)
_HIGHER: Final = re.compile(
    r"nước sạch|hợp vệ sinh|bảo hiểm|\bbhyt\b|\bbhxh\b|qua đào tạo|đạt chuẩn|thu gom|xử lý chất thải|che phủ|tiêm chủng|phổ cập|hài lòng"
    r"|văn hóa|văn hoá|phủ sóng|đúng hạn|clean water|insur|trained|collected|coverage|vaccinat|satisf",
    re.IGNORECASE,
)
_TURNED: Final = re.compile(r"chưa|không|thiếu|chênh lệch|giảm|without|\bnot\b|\bun", re.IGNORECASE)
"""Words that turn the sense of a name: of households without clean water fewer are better."""
_RANKS: Final = frozenset(("hạng", "thứ hạng", "rank", "place"))
"""Units of a place in a ranking, which is no amount that grows."""
_FLOW: Final = re.compile(
    r"giải quyết việc làm|tạo việc làm|việc làm mới|kết nạp|thành lập mới|đào tạo nghề|xuất khẩu lao động"
    r"|jobs created|newly (founded|admitted)",
    re.IGNORECASE,
)
_TOTAL: Final = re.compile(r"cả giai đoạn|trong giai đoạn|5 năm|năm năm|nhiệm kỳ|whole term|five years", re.IGNORECASE)
_REDUCTION: Final = re.compile(r"^(mức |số |tỷ lệ )?giảm\b|^reduction", re.IGNORECASE)
"""Names of what goes down so much: more of it is better, whatever goes down."""
GROWTH: Final = re.compile(
    r"^(tốc độ )?tăng( trưởng)?\b|^tốc độ|growth rate|^growth"
    r"|^(?!t[ỷỉ] (lệ|trọng)).*\btăng( trưởng)? (bình quân|bq)( (hằng|hàng|mỗi) năm)?\)?\Z",
    re.IGNORECASE,
)
"""Names of indicators that are themselves growth; of a share that grows it is not said whether by points."""
_GROUPS: Final[tuple[tuple[Category, str], ...]] = (
    ("party", r"xây dựng đảng|về đảng|hệ thống chính trị|\bparty\b"),
    ("security", r"quốc phòng|an ninh|trật tự|security|defence"),
    ("environment", r"môi trường|đô thị|environment"),
    ("society", r"xã hội|văn hóa|văn hoá|society|social"),
    ("economy", r"kinh tế|econom"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A law that was chosen, and the code of the reason."""

    law: Law
    why: str


def make_id(name: str, taken: Collection[str]) -> str:
    """Id from a name in plain letters; a number behind it where it is taken: "Thu ngân sách" is thu_ngan_sach."""
    plain = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    words = re.sub(r"[^a-z0-9]+", "_", letters).strip("_")
    while len(words) > _MAX_ID:
        words = words.rpartition("_")[0] or words[:_MAX_ID]
    base = words if is_id(words) else f"i_{words}".rstrip("_")
    number, found = 2, base
    while found in taken:
        number, found = number + 1, f"{base}_{number}"
    return found


def category_of(text: str) -> Category | None:
    """Group of indicators that a heading names; an economic and social heading is the first it names."""
    low = text.casefold()
    found = [(match.start(), group) for group, words in _GROUPS if (match := re.search(words, low))]
    if any(group == "party" for _, group in found):
        return "party"
    return min(found)[1] if found else None


def choose_law(name: str, unit: Unit, figures: Sequence[Figure], planned: Sequence[Figure]) -> Choice:
    """Law of an indicator from its name, unit and figures, past and planned; docs/design.md, section 5.

    Parameters
    ----------
    unit : status where there is none
    figures : all figures of the row
    planned : those of its targets
    """
    values = [value for figure in figures for value in (figure.value, figure.end) if value is not None]
    if unit.kind == "status" or (not values and not unit.noun):
        return Choice("status", "no_number")
    if any(figure.maintain for figure in planned):
        return Choice("hold", "maintained")
    if _REDUCTION.search(name) and unit.per:
        return Choice("flow", "each_year")
    if unit.kind in ("percent", "points"):
        return _share(unit, values)
    return _amount(name, unit, values)


def _amount(name: str, unit: Unit, values: Sequence[float]) -> Choice:
    if _TOTAL.search(name):
        return Choice("total", "whole_term")
    if _FLOW.search(name):
        return Choice("flow", "each_year")
    if any(value <= 0 for value in values):
        return Choice("linear", "not_positive")
    if unit.noun in _RANKS:
        return Choice("linear", "rank")
    if unit.kind == "count" and unit.scale == 1 and values and max(values) <= SMALL_COUNT:
        return Choice("linear", "small_count")
    return Choice("compound", "grows")


def _share(unit: Unit, values: Sequence[float]) -> Choice:
    low, high = LINEAR_SHARES
    near = [value for value in values if not low <= value <= high]
    inside = all(0 <= value <= 100 for value in values)
    if unit.kind == "percent" and near and inside:
        return Choice("logit", "near_bound")
    return Choice("linear", "points")


def choose_better(name: str, base: Figure | None, target: Figure | None) -> Better:
    """Direction that is better: what the comparator says, else the name, else where the target lies from the base."""
    if target is not None and target.comparator in ("<", "<="):
        return "lower"
    if target is not None and target.comparator in (">", ">="):
        return "higher"
    if _LOWER.search(name) and not _REDUCTION.search(name):
        return "lower"
    if _HIGHER.search(name) and not _TURNED.search(name):
        return "higher"
    falls = base is not None and target is not None and target.value < base.value
    return "lower" if falls else "higher"
