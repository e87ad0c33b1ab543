"""A year by quarters and sectors: its growth, and what the remaining quarters must bring.

Growth is against the same quarter of the year before, and last year's quarter values are the weights. Method, section 9.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from forecast.csvtext import Columns, read_rows
from forecast.disk import read_bytes
from forecast.errors import Fault, FigureError, FileError, MissingError
from forecast.figures import read_figure

COLUMNS: Final = ("scenario", "sector", "quarter", "base_value", "growth", "known")
HEADS: Final[Mapping[str, str]] = {
    "kịch bản": "scenario", "ngành": "sector", "quý": "quarter", "giá trị cùng kỳ năm trước": "base_value",
    "tốc độ tăng": "growth", "đã có số liệu": "known",
}  # fmt: skip
"""The columns by their Vietnamese heads."""
QUARTERS: Final = ("Q1", "Q2", "Q3", "Q4")
MAX_ROWS: Final = 2_000
_PLAIN: Final = re.compile(r"-?\d+(\.\d+|,(\d{1,2}|\d{4,}))?\Z", re.ASCII)
"""A number with a decimal point or comma; a comma before three digits could part thousands."""
_ROMAN: Final[Mapping[str, str]] = dict(zip(("I", "II", "III", "IV"), QUARTERS, strict=True))
_KNOWN: Final[Mapping[str, bool]] = {
    "yes": True,
    "true": True,
    "1": True,
    "có": True,
    "no": False,
    "false": False,
    "0": False,
    "không": False,
    "": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One sector in one quarter: last year's value, and growth against it as a fraction; `known` where it is an actual.

    line : of the table that it stands on
    """

    scenario: str
    sector: str
    quarter: str
    base_value: float
    growth: float
    known: bool
    line: int = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Some quarters of some sectors together: last year's value, this year's, and the growth between them."""

    base_value: float
    value: float

    @property
    def growth(self) -> float:
        """Growth against the same quarters of the year before, a fraction."""
        return self.value / self.base_value - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A quarterly table: cells of one or more scenarios, and the name of the file they are from."""

    cells: tuple[Cell, ...]
    name: str = field(compare=False)

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Scenarios in the order of the table."""
        return tuple(dict.fromkeys(cell.scenario for cell in self.cells))

    @property
    def sectors(self) -> tuple[str, ...]:
        """Sectors in the order of the table."""
        return tuple(dict.fromkeys(cell.sector for cell in self.cells))

    def span(self, scenario: str, quarters: Sequence[str] = QUARTERS, sector: str | None = None) -> Span:
        """Quarters of one sector, or of all of them. Method, eq. (21)."""
        chosen = self.chosen(scenario, quarters, sector)
        return Span(
            base_value=math.fsum(cell.base_value for cell in chosen),
            value=math.fsum(cell.base_value * (1 + cell.growth) for cell in chosen),
        )

    def chosen(self, scenario: str, quarters: Sequence[str], sector: str | None = None) -> tuple[Cell, ...]:
        """Cells of some quarters of one sector, or of all of them, in the order of the table."""
        return tuple(
            cell for cell in self.cells
            if cell.scenario == scenario and cell.quarter in quarters and sector in (None, cell.sector)
        )  # fmt: skip

    def known_quarters(self, scenario: str) -> tuple[str, ...]:
        """Quarters of which every sector is known."""
        return tuple(
            quarter for quarter in QUARTERS
            if all(cell.known for cell in self.cells if cell.scenario == scenario and cell.quarter == quarter)
        )  # fmt: skip


def required_rest(sheet: Sheet, scenario: str, year_growth: float) -> float | None:
    """Growth that the quarters not yet known must bring together for the year to grow by `year_growth`. Method, eq. (22).

    Returns
    -------
    A fraction; None where every quarter is known
    """
    known = sheet.known_quarters(scenario)
    rest = [quarter for quarter in QUARTERS if quarter not in known]
    if not rest:
        return None
    year, done, left = sheet.span(scenario), sheet.span(scenario, known), sheet.span(scenario, rest)
    return (year.base_value * (1 + year_growth) - done.value) / left.base_value - 1


def read_year_growth(text: str) -> float:
    """Growth of a year from ``6.5%`` or ``6,5%``, as a fraction. Raises MissingError."""
    growth = _growth(text.strip())
    if growth is None:
        raise MissingError("quarter_growth", found=text)
    return growth


def read_quarters(path: str | Path) -> Sheet:
    """Quarterly table from a CSV file with the columns of `COLUMNS`. Raises FileError with every fault."""
    return read_quarters_text(read_bytes(Path(path)), str(path))


def read_quarters_text(content: bytes | str, name: str) -> Sheet:
    """Quarterly table from the content of a file called `name`. Raises FileError with every fault."""
    rows, faults = read_rows(content, name, Columns(needed=COLUMNS, called=HEADS, most=MAX_ROWS))
    cells = [_cell(row, number, faults) for number, row in rows]
    found = tuple(cell for cell in cells if cell is not None)
    faults += _gaps(found)
    if faults:
        raise FileError(name, faults)
    return Sheet(cells=found, name=Path(name).name)


def _cell(row: Mapping[str, str], line: int, faults: list[Fault]) -> Cell | None:
    """One row as a cell; its faults are added to `faults`."""
    before = len(faults)

    def wrong(code: str, column: str, **params: object) -> None:
        faults.append(Fault(code=code, params={"found": row[column], **params}, line=line, where=column))

    quarter = row["quarter"].strip().upper()
    quarter = _ROMAN.get(quarter.removeprefix("QUÝ").strip(), quarter)
    if quarter not in QUARTERS:
        wrong("not_one_of", "quarter", allowed=", ".join(QUARTERS))
    base = float(row["base_value"].replace(",", ".")) if _PLAIN.match(row["base_value"].strip()) else math.nan
    if not base > 0:
        wrong("quarter_base", "base_value")
    growth = _growth(row["growth"].strip())
    if growth is None:
        wrong("quarter_growth", "growth")
    known = _KNOWN.get(row["known"].strip().lower())
    if known is None:
        wrong("not_one_of", "known", allowed="yes, no")
    if not row["sector"].strip():
        wrong("text_empty", "sector")
    if len(faults) > before or growth is None or known is None:
        return None
    scenario = row["scenario"].strip() or "1"
    return Cell(
        scenario=scenario, sector=row["sector"].strip(), quarter=quarter, base_value=base, growth=growth, known=known,
        line=line,
    )  # fmt: skip


def _growth(text: str) -> float | None:
    """Growth as ``5.66%`` or ``5,66%``; a bare number is refused."""
    try:
        figure = read_figure(text, "vi" if "," in text else "en")
    except FigureError:
        return None
    value = figure.signed
    return value / 100 if figure.unit.kind == "percent" and -100 < value <= 1000 and figure.end is None else None


def _gaps(cells: Sequence[Cell]) -> list[Fault]:
    """Quarters that are missing or stand twice."""
    faults = []
    seen: dict[tuple[str, str, str], int] = {}
    for cell in cells:
        key = (cell.scenario, cell.sector, cell.quarter)
        seen[key] = seen.get(key, 0) + 1
    for scenario in dict.fromkeys(cell.scenario for cell in cells):
        for sector in dict.fromkeys(cell.sector for cell in cells):
            for quarter in QUARTERS:
                count = seen.get((scenario, sector, quarter), 0)
                if count != 1:
                    code = "quarter_twice" if count else "quarter_missing"
                    faults.append(Fault(code=code, params={"found": f"{scenario} · {sector} · {quarter}"}))
    return faults
