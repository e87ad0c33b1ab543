"""Which rows are the head of a table, and what each column holds: words of the planners' usual form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from forecast.exchange.grid import Grid, tidy
from forecast.exchange.months import months_of
from forecast.plan import Rank

Role: TypeAlias = Literal[
    "number", "name", "unit", "actual", "part", "target", "growth", "owner", "note", "other",
    "id", "law", "better", "prices", "category", "family", "low", "high", "english", "vietnamese",
]  # fmt: skip
MAX_HEAD_ROW: Final = 60
"""Rows within which a table has to begin."""
_MAX_HEAD: Final = 80
"""Characters of a head: a longer text is a sentence."""
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_PERIOD: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)(?!\d)")
_GLUED: Final = re.compile(r"([^\W\d_]\.?)((?:19|20)\d\d)")
_NUMBERING: Final = re.compile(r"\(?(\d{1,2}|[a-z])\)?(\s*=.*)?\Z", re.IGNORECASE)
_ID: Final = re.compile(r"\[([a-z][a-z0-9_-]{0,63})\]")

_EXACT: Final[tuple[tuple[Role, str], ...]] = (
    ("number", r"stt|tt|số tt|số thứ tự|no\.?|#|item"),
    ("unit", r"(đvt|đv|đơn vị|đơn vị tính|đv tính|đơn vị đo|units?)( \(.*\))?"),
    ("note", r"ghi chú|notes?|remarks?"),
    ("id", r"mã|mã số|id|code"),
    ("law", r"cách tăng|quy luật|law"),
    ("better", r"chiều tốt|chiều|better"),
    ("prices", r"loại giá|prices"),
    ("category", r"nhóm|lĩnh vực|group|category"),
    ("family", r"nhóm tham chiếu|lớp so sánh|family"),
    ("low", r"giới hạn dưới|lower bound"),
    ("high", r"giới hạn trên|upper bound"),
    ("english", r"tên tiếng anh|english name"),
    ("vietnamese", r"tên tiếng việt|vietnamese name"),
    ("owner", r".*(chủ trì|cơ quan|phụ trách|đơn vị thực hiện|theo dõi|responsible|\blead\b|office).*"),
)
_NAME: Final = re.compile(
    r"((các |tên |nội dung |nhóm )*chỉ tiêu( chủ yếu| kinh tế.*| phát triển.*)?|nội dung|name|(name of )?indicators?)\Z"
)
_OTHER: Final = re.compile(
    r"so với|so sánh|hoàn thành|\d{4}\s*/\s*(19|20)\d\d|tỷ lệ|% thực hiện|đánh giá|compared|share of"
)
_GROWTH: Final = re.compile(r"tăng|tốc độ|\bbq\b|bình quân|growth|average")
_ESTIMATE: Final = re.compile(r"\bước|\bưth\b|sơ bộ|estimate|preliminary")
_ACTUAL: Final = re.compile(
    r"thực hiện|achieved|\bth\b|\bước|\bưth\b|sơ bộ|kết quả|actual|estimate|result|preliminary|observed"
)
_TARGET: Final = re.compile(
    r"mục tiêu|kế hoạch|\bkh\b|phấn đấu|nghị quyết|\bnq\b|giao|target|\bplan\b|chỉ tiêu|dự kiến"
)
_RANKS: Final[tuple[tuple[Rank, str], ...]] = (
    ("stretch", r"phấn đấu|stretch"),
    ("assigned", r"giao|assigned"),
    ("council", r"hđnd|hội đồng nhân dân|council"),
    ("committee", r"ubnd|ủy ban nhân dân|uỷ ban nhân dân|committee"),
    ("party", r"đại hội|\bđh\b|đảng|cấp ủy|party|congress"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its role, the years it speaks of, and what its head says besides.

    role : a "part" is what was reached in some months of a year
    years : the one year, or the first and last of a period; empty where the head names none
    months : the first and the last month that it speaks of
    worded : whether the head says that years are past or planned; a bare year does not
    """

    place: int
    role: Role
    head: str
    years: tuple[int, ...] = ()
    months: tuple[int, int] = (1, 12)
    estimate: bool = False
    rank: Rank | None = None
    target: str | None = None
    worded: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a table: its rows, its columns, and the first row below it."""

    first: int
    last: int
    body: int
    columns: tuple[Column, ...]

    def one(self, role: Role) -> Column | None:
        """The first column with a role."""
        return next((column for column in self.columns if column.role == role), None)

    def all(self, *roles: Role) -> tuple[Column, ...]:
        """Columns with one of these roles."""
        return tuple(column for column in self.columns if column.role in roles)


def find_head(grid: Grid) -> Head | None:
    """Head of the first table of a sheet in the planners' form: a column of names beside columns of years; None without one."""
    for row in range(1, min(grid.n_rows, MAX_HEAD_ROW) + 1):
        name = next((cell.column for cell in grid.row(row) if _NAME.match(_low(cell.text))), None)
        if name is None:
            continue
        first, last = _above(grid, row), _below(grid, row, name)
        columns = tuple(_columns(grid, first, last))
        if any(column.role in ("actual", "part", "target", "growth") for column in columns):
            return Head(first=first, last=last, body=_body(grid, last + 1, name), columns=columns)
    return None


def _low(text: str) -> str:
    """A head as its words are looked for: small letters, years apart from the words before them."""
    return _GLUED.sub(r"\1 \2", tidy(text).casefold()).rstrip(":*. ")


def _is_head(text: str) -> bool:
    low = _low(text)
    is_year = bool(_YEAR.search(low)) and len(low) < 40
    words = (_ACTUAL, _TARGET, _GROWTH)
    return len(low) <= _MAX_HEAD and (is_year or any(word.search(low) for word in words) or _exact(low) is not None)


def _above(grid: Grid, row: int) -> int:
    """First row of the head: rows above the names belong to it while they speak of years and columns only."""
    while row > 1:
        cells = list(grid.row(row - 1))
        beside = [cell for cell in cells if not _spans_names(grid, cell.row, cell.column)]
        if not beside or len(beside) < len(cells) or not all(_is_head(cell.text) for cell in cells) or len(cells) < 2:
            return row
        row -= 1
    return row


def _spans_names(grid: Grid, row: int, column: int) -> bool:
    """Whether a cell runs across most of the table: a title."""
    box = grid.box(row, column)
    return box is not None and box[3] - box[1] + 1 > grid.n_columns * 0.7


def _below(grid: Grid, row: int, name: int) -> int:
    """Last row of the head: rows whose place under the names is empty, or part of the same merged box, and that hold heads."""
    last = row
    while last < row + 3:
        below = last + 1
        box = grid.box(row, name)
        if box is not None and box[2] >= below:
            last = below
            continue
        cells = [cell for cell in grid.row(below) if grid.origin(cell.row, cell.column)[0] == below]
        if (below, name) in grid.cells or not cells or not all(_is_head(cell.text) for cell in cells):
            break
        last = below
    return last


def _body(grid: Grid, row: int, name: int) -> int:
    """First row of the table proper: a row that only numbers the columns is passed over."""
    texts = [cell.text for cell in grid.row(row)]
    numbered = texts and all(_NUMBERING.match(text) for text in texts) and len(grid.text(row, name)) <= 4
    return row + 1 if numbered and grid.text(row, name) else row


def _columns(grid: Grid, first: int, last: int) -> Iterator[Column]:
    taken: set[Role] = set()
    for place in range(1, grid.n_columns + 1):
        path = _path(grid, first, last, place)
        if not path:
            continue
        column = _column(place, path)
        once = column.role not in ("actual", "part", "target", "growth", "other")
        if once and column.role in taken:
            column = Column(place=place, role="other", head=column.head)
        taken.add(column.role)
        yield column


def _path(grid: Grid, first: int, last: int, place: int) -> list[str]:
    """Heads above a column from top to bottom, merged and spread ones included, each once."""
    path: list[str] = []
    for row in range(first, last + 1):
        text = grid.text(row, place) or (_spread(grid, row, place) if row < last else "")
        if text and (not path or path[-1] != text):
            path.append(text)
    return path


def _spread(grid: Grid, row: int, place: int) -> str:
    """Head of the columns to the left that an empty cell shares, as sheets without merged cells write it."""
    below = grid.text(row + 1, place)
    if not below or not _YEAR.search(below):
        return ""
    left = next((grid.text(row, column) for column in range(place - 1, 0, -1) if grid.text(row, column)), "")
    low = _low(left)
    return left if (_ACTUAL.search(low) or _TARGET.search(low)) and not _exact(low) else ""


def _exact(low: str) -> Role | None:
    if _YEAR.search(low):
        return None
    return next((role for role, pattern in _EXACT if re.fullmatch(pattern, low)), None)


def _column(place: int, path: Sequence[str]) -> Column:
    head = " · ".join(path)
    low = [_low(_ID.sub("", text)) for text in path]
    whole = " ".join(low)
    role = _exact(low[-1]) or _exact(low[0])
    if role is not None:
        return Column(place=place, role=role, head=head)
    if any(_NAME.match(text) for text in low):
        return Column(place=place, role="name", head=head)
    years = _years(low)
    if _GROWTH.search(whole) and not _OTHER.search(whole) and (len(years) == 2 or not years):
        return Column(place=place, role="growth", head=head, years=years)
    months = months_of(whole)
    if not years or months is None or _OTHER.search(whole):
        return Column(place=place, role="other", head=head)
    column = _yearly(place, head, low, years)
    return column if months == (1, 12) else _of_months(column, months)


def _of_months(column: Column, months: tuple[int, int]) -> Column:
    """A column of some months of a year: what was reached in them is no level of the year, what is planned for them no target."""
    past = column.role == "actual" and len(column.years) == 1
    return replace(column, role="part" if past else "other", months=months)


def _yearly(place: int, head: str, low: Sequence[str], years: tuple[int, ...]) -> Column:
    """A column of levels: what was reached or is to be reached, by the words nearest to the column."""
    for text in reversed(low):
        if _ACTUAL.search(text):
            return Column(place=place, role="actual", head=head, years=years, estimate=bool(_ESTIMATE.search(text)))
        if _TARGET.search(text):
            break
    else:
        return Column(place=place, role="actual", head=head, years=years, worded=False)
    whole = " ".join(low)
    rank = next((rank for rank, words in _RANKS if re.search(words, whole)), None)
    named = _ID.search(head)
    return Column(place=place, role="target", head=head, years=years, rank=rank, target=named[1] if named else None)


def _years(low: Sequence[str]) -> tuple[int, ...]:
    """Years of a column: those of the lowest head that names any."""
    for text in reversed(low):
        if period := _PERIOD.search(text):
            return int(period[1]), int(period[2])
        if found := _YEAR.findall(text):
            return (int(found[-1]),)
    return ()
