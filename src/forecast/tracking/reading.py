"""Reads a file of facts: tidy CSV, figures as printed in the language of the plan; every fault at once, nothing of a faulty file."""

import datetime
import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias, cast

from forecast.csvtext import Columns, Row, read_rows
from forecast.disk import read_bytes
from forecast.errors import Fault, FigureError, FileError
from forecast.figures import Figure, read_figure
from forecast.figures.units import is_relative
from forecast.plan import Indicator, Plan
from forecast.tracking.checks import KEPT, fact_faults
from forecast.tracking.facts import KINDS, STATUSES, Fact, Facts, Kind, Period, Reading, Status, is_amount, is_growth
from forecast.written import MAX_TEXT, NOT_PRINTABLE, cut, nearest

COLUMNS: Final = Columns(
    needed=("plan", "indicator", "period", "figure", "status", "known_on", "source", "author", "definition", "note"),
    optional=("kind",),
    most=5_000,
)
FORMULA: Final = ("=", "+", "-", "@")
"""What a spreadsheet takes for the start of a formula."""
QUOTE: Final = "'"
"""Stands before it in files we write, and is taken away when they are read."""
REACHED: Final[Mapping[str, float]] = {
    "đạt": 1.0, "đã đạt": 1.0, "chưa đạt": 0.0, "không đạt": 0.0, "reached": 1.0, "not reached": 0.0,
}  # fmt: skip
"""What stands for the figure of an indicator that is reached or not."""
Read: TypeAlias = tuple[Figure | None, Reading, float | None]
"""A figure, what it is, and its value."""
Wrong: TypeAlias = Callable[..., None]
"""Notes a fault of the row by its code, column and parameters."""
SWAPPED: Final = 0.6
"""Share of rows in which two columns hold each other's content from which they count as exchanged; a convention of ours."""
_WHOLE_PART: Final = re.compile(r"\d\Z", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)


def read_facts(path: str | Path, plan: Plan) -> Facts:
    """Facts from a CSV file with the columns of `COLUMNS`. Raises FileError with every fault."""
    return read_facts_text(read_bytes(Path(path)), str(path), plan)


def read_facts_text(content: bytes | str, name: str, plan: Plan, kept: Facts | None = None) -> Facts:
    """Facts about `plan` from the content of a file called `name`; rows of other plans are left out.

    Parameters
    ----------
    kept : facts that are there already: the new ones must go together with them, and all are given back

    Raises
    ------
    FileError : with every fault of the file
    """
    rows, faults = read_rows(content, name, COLUMNS)
    rows = [(line, {head: _unquoted(cell) for head, cell in row.items()}) for line, row in rows]
    if exchanged := _exchanged(rows, plan):
        raise FileError(name, [*faults, *exchanged])
    read: list[tuple[int, Fact]] = []
    for line, row in rows:
        if not row["plan"]:
            faults.append(Fault(code="text_empty", line=line, where="plan"))
        elif row["plan"] == plan.id:
            fact = _fact(row, line, plan, faults)
            if fact is not None:
                read.append((line, fact))
    if rows and not faults and not read:
        others = cut(", ".join(dict.fromkeys(row["plan"] for _, row in rows)))
        faults.append(Fault(code="wrong_plan_of_facts", params={"found": others, "allowed": plan.id}, line=rows[0][0]))
    old = [(KEPT, fact) for fact in (kept or Facts()).rows]
    faults += [fault for fault in fact_faults(plan, [*old, *read]) if fault.line != KEPT]
    if faults:
        raise FileError(name, faults)
    return Facts.of(fact for _, fact in [*old, *read])


def _unquoted(cell: str) -> str:
    return cell[1:] if cell.startswith(QUOTE) and cell.lstrip(QUOTE).startswith(FORMULA) else cell


def _fact(row: Mapping[str, str], line: int, plan: Plan, faults: list[Fault]) -> Fact | None:
    """One row as a fact; its faults are added to `faults`."""
    before = len(faults)
    if _is_parted(row):
        found = cut(f"{row['figure']},{row['status']}")
        faults.append(Fault(code="fact_comma", params={"found": found}, line=line, where="figure"))
        return None

    def wrong(code: str, column: str, **params: object) -> None:
        faults.append(Fault(code=code, params={"found": cut(row[column]), **params}, line=line, where=column))

    indicator, period = _indicator(row, plan, wrong), _period(row, plan, wrong)
    kind = cast(Kind | None, _one_of(row["kind"].lower() or "actual", "kind", KINDS, wrong))
    status = cast(Status | None, _one_of(row["status"].lower() or "final", "status", STATUSES, wrong))
    _check_texts(row, wrong)
    if indicator is None or period is None or kind is None or status is None:
        return None
    figure, reading, value = _figure(row, kind, indicator, plan, wrong)
    if len(faults) > before:
        return None
    return Fact(
        plan=plan.id, indicator=indicator.id, period=period, kind=kind, printed=row["figure"], figure=figure, reading=reading,
        value=value, status=status, known_on=row["known_on"], source=row["source"], author=row["author"],
        definition=row["definition"], note=row["note"],
    )  # fmt: skip


def _indicator(row: Mapping[str, str], plan: Plan, wrong: Wrong) -> Indicator | None:
    name = row["indicator"]
    if name in plan.index:
        return plan.indicator(name)
    wrong("unknown_indicator", "indicator", nearest=nearest(name, plan.index))
    return None


def _period(row: Mapping[str, str], plan: Plan, wrong: Wrong) -> Period | None:
    period = Period.read(row["period"])
    if period is None:
        wrong("not_fact_period", "period")
    elif not plan.base_year <= period.year <= plan.target_year:
        wrong("fact_year", "period", allowed=f"{plan.base_year}-{plan.target_year}")
    return period


def _one_of(value: str, column: str, allowed: tuple[str, ...], wrong: Wrong) -> str | None:
    if value in allowed:
        return value
    wrong("not_one_of", column, allowed=", ".join(allowed), nearest=nearest(value, allowed))
    return None


def _check_texts(row: Mapping[str, str], wrong: Wrong) -> None:
    if not is_day(row["known_on"]):
        wrong("not_date", "known_on")
    for column in ("source", "author"):
        if not row[column]:
            wrong("text_empty", column)
    for column in ("source", "author", "definition", "note"):
        if len(row[column]) > MAX_TEXT:
            wrong("text_too_long", column, found=len(row[column]), allowed=MAX_TEXT)
        if match := NOT_PRINTABLE.search(row[column]):
            wrong("text_not_printable", column, found=f"U+{ord(match[0]):04X}")


def _is_parted(row: Mapping[str, str]) -> bool:
    """Whether a decimal comma has parted a figure: it ends with a digit, and the next cell, which is a word, begins with one."""
    return bool(_WHOLE_PART.search(row["figure"])) and row["status"][:1].isdigit()


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar such as 2028-06-30."""
    if not _DAY.match(text):
        return False
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


_NOTHING: Final[Read] = (None, "none", None)


def _figure(row: Mapping[str, str], kind: str, indicator: Indicator, plan: Plan, wrong: Wrong) -> Read:
    """Figure of a row, what it is, and its value."""
    text = row["figure"]
    if kind == "explanation":
        if not row["note"]:
            wrong("text_empty", "note")
        return _NOTHING
    if kind == "break" and not row["definition"]:
        wrong("text_empty", "definition")
    if kind == "break" and not text:
        return _NOTHING
    if not text:
        wrong("text_empty", "figure")
        return _NOTHING
    if indicator.law == "status":
        return _reached(text, kind, wrong)
    try:
        figure = read_figure(text, plan.language)
        return _READERS[kind](figure, indicator, wrong, row)
    except FigureError as error:
        wrong(error.code, "figure", **error.params)
        return _NOTHING


def _reached(text: str, kind: str, wrong: Wrong) -> Read:
    value = REACHED.get(text.lower())
    if value is None or kind != "actual":
        wrong("not_one_of", "figure", allowed=", ".join(REACHED))
    return None, "reached", value


def _actual(figure: Figure, indicator: Indicator, wrong: Wrong, row: Mapping[str, str]) -> Read:
    """An actual: a level, growth against the same period of the year before, or a part of the plan."""
    if figure.estimate and (row["status"].lower() or "final") != "estimate":
        wrong("fact_estimate", "status")
    if is_relative(figure.unit) and not is_relative(indicator.measure):
        return figure, "of_plan", figure.value / 100
    if (
        figure.sense in ("increase", "decrease")
        and figure.unit.kind == "percent"
        and indicator.measure.kind != "percent"
    ):
        value = figure.value if figure.sense == "increase" else -figure.value
        if value <= -100:
            wrong("fact_change", "figure")
        return figure, "growth", value / 100
    if figure.sense != "level" or figure.end is not None:
        wrong("fact_change", "figure")
        return _NOTHING
    value = figure.in_unit(indicator.measure).value
    _check_level(value, indicator, wrong)
    return figure, "level", value


def _check_level(value: float, indicator: Indicator, wrong: Wrong) -> None:
    low, high = indicator.limits
    if not low <= value <= high:
        wrong("outside_bounds", "figure", found=f"{value:g}", allowed=f"{low:g} … {high:g}")
    elif indicator.law == "compound" and value <= 0:
        wrong("compound_not_positive", "figure", found=f"{value:g}")


def _break(figure: Figure, indicator: Indicator, wrong: Wrong, row: Mapping[str, str]) -> Read:
    """A break: the factor of a price base, the level of a part that joins, or the year before as it is defined now."""
    if figure.unit.kind == "ratio":
        if indicator.measure.kind == "percent" or not figure.value > 0:
            wrong("fact_factor", "figure")
        return figure, "factor", figure.value
    if figure.sense == "increase" and not is_amount(indicator):
        wrong("fact_part", "figure")
    elif figure.sense not in ("level", "increase") or figure.end is not None:
        wrong("fact_change", "figure")
    value = figure.in_unit(indicator.measure).value
    _check_level(value, indicator, wrong)
    return figure, "part" if figure.sense == "increase" else "level", value


def _target(figure: Figure, indicator: Indicator, wrong: Wrong, row: Mapping[str, str]) -> Read:
    """A revised target: a level or a range, or growth a year over the term."""
    if is_growth(figure, indicator):
        return figure, "growth", figure.value / 100
    if figure.sense != "level":
        wrong("fact_change", "figure")
    value = figure.in_unit(indicator.measure).value
    if indicator.law == "compound" and value <= 0:
        wrong("target_not_positive", "figure", found=f"{value:g}")
    return figure, "level", value


_READERS: Final[Mapping[str, Callable[[Figure, Indicator, Wrong, Mapping[str, str]], Read]]] = {
    "actual": _actual, "break": _break, "target": _target,
}  # fmt: skip


def _exchanged(rows: Sequence[Row], plan: Plan) -> list[Fault]:
    """Pairs of columns that hold each other's content in most rows; said once instead of two faults for every row."""
    kinds: dict[str, Callable[[str], bool]] = {
        "plan": lambda cell: cell == plan.id,
        "indicator": lambda cell: cell in plan.index,
        "period": lambda cell: Period.read(cell) is not None,
        "status": lambda cell: cell.lower() in STATUSES,
        "known_on": is_day,
        "kind": lambda cell: cell.lower() in KINDS,
        "figure": lambda cell: _is_figure(cell, plan),
    }

    def share(column: str, looks: Callable[[str], bool]) -> float:
        filled = [row[column] for _, row in rows if row[column]]
        return sum(map(looks, filled)) / len(filled) if filled else 0.0

    found = []
    for one, other in itertools.combinations(kinds, 2):
        wrong_way = min(share(one, kinds[other]), share(other, kinds[one]))
        if wrong_way >= SWAPPED > max(share(one, kinds[one]), share(other, kinds[other])):
            found.append(Fault(code="columns_swapped", params={"found": one, "other": other}, line=1))
    return found


def _is_figure(cell: str, plan: Plan) -> bool:
    """Whether a cell could be a printed figure: a number with a unit that is no period and no day."""
    if Period.read(cell) is not None or is_day(cell):
        return False
    try:
        read_figure(cell, plan.language)
    except FigureError:
        return False
    return True
