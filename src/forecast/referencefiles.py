"""The tables of `data/reference`: read into reference classes, and written from them."""

import csv
import io
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from forecast.csvtext import Cells, Columns, Row, read_rows
from forecast.disk import read_bytes, shipped
from forecast.errors import Fault, FileError
from forecast.reference import (
    CHANCES,
    MAX_HORIZON,
    BaseRate,
    Coverage,
    Distribution,
    Horizon,
    Reference,
    ReferenceClass,
    Series,
)

Tables: TypeAlias = Mapping[str, Sequence[Cells]]

NUMBERS: Final = (
    "constant", "slope", "curve", "past_low", "past_high", "mean_past", "usual_past", "from_own", "own_spread", "df",
    "lead_effect", "typical_lead", "level_effect", "typical_level", "known_factor", "known_lead_effect", "noise_effect",
    "typical_noise", "noise_sd", "noise_ar1", "new_years", "new_setting", "small_place", "slow_below", "fast_above",
)  # fmt: skip
LEAST: Final = 1e-4
"""Least that a number above zero may be."""
LIMITS: Final[Mapping[str, tuple[float, float]]] = {
    "df": (2.0, 1000.0), "own_spread": (0.0, 10.0), "noise_sd": (0.0, 10.0), "noise_ar1": (-1.0, 1.0), "known_factor": (LEAST, 100.0),
    "new_years": (LEAST, 100.0), "new_setting": (LEAST, 100.0), "small_place": (LEAST, 100.0),
}  # fmt: skip
"""Numbers of a class that are not just any: spreads, factors, degrees of freedom, a correlation."""
COUNTS: Final = ("n_windows", "places", "first_year", "last_year", "regimes")
PARTS: Final = ("slow", "middle", "fast")
"""Places by their past beside that of their surroundings."""
_CHANCES: Final = {f"p{100 * chance:g}": chance for chance in CHANCES}
COLUMNS: Final[Mapping[str, Columns]] = {
    "classes": Columns(needed=("class", "family", "scale", "prices", *COUNTS, *NUMBERS)),
    "years": Columns(needed=("class", "years", "windows", "lasting", "local", "national")),
    "growth": Columns(needed=("class", "years", "kind", "windows", *_CHANCES), most=10_000),
    "targets": Columns(needed=("class", "added", "reached", "cases")),
    "coverage": Columns(needed=("class", "series", "unseen", "points", "cases", "in50", "in80", "in90", "skill")),
    "series": Columns(needed=("class", "series", "label", "source", "places", "windows", "first_year", "last_year")),
}
"""Tables of the folder and their columns."""
KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "classes": ("class",), "years": ("class", "years"), "growth": ("class", "years", "kind"), "targets": ("class", "added"),
    "coverage": ("class", "series", "unseen", "points"), "series": ("class", "series"),
}  # fmt: skip
"""Columns that tell the rows of each table apart."""
DIGITS: Final = 4
"""Significant digits that the tables carry."""
MAY_BE_EMPTY: Final = frozenset({"coverage", "targets", "growth"})


def read_reference(folder: Path | None = None) -> Reference:
    """Reference classes from a folder of tables, or the shipped ones.

    Raises
    ------
    FileError : with every fault of the first table that has any
    """
    folder = folder or shipped("data") / "reference"
    tables = {name: _read(folder, name) for name in COLUMNS}
    faults: dict[str, list[Fault]] = {name: [] for name in COLUMNS}
    rows = {name: [Cells(line, row, faults[name]) for line, row in found] for name, found in tables.items()}
    _relate(rows)
    classes = [_class(row, rows) for row in rows["classes"]]
    for name, found in faults.items():
        if found:  # a cell that several classes look at is told once
            once = {(fault.line, fault.where, fault.code): fault for fault in found}
            raise FileError(str(folder / f"{name}.csv"), list(once.values()))
    return Reference(classes={found.id: found for found in classes})


def _read(folder: Path, name: str) -> list[Row]:
    path = folder / f"{name}.csv"
    rows, faults = read_rows(read_bytes(path), str(path), COLUMNS[name])
    if [fault for fault in faults if fault.code != "table_empty" or name not in MAY_BE_EMPTY]:
        raise FileError(str(path), faults)
    return rows


def _relate(tables: Tables) -> None:
    """Note rows that stand twice, rows of no class, and classes without some of their years."""
    known = [row.word("class") for row in tables["classes"]]
    for name, heads in KEYS.items():
        seen: set[tuple[str, ...]] = set()
        for row in tables[name]:
            key = tuple(row.word(head) for head in heads)
            if key in seen:
                row.wrong("row_twice", "class", found=", ".join(key))
            elif row.word("class") not in known:
                row.one_of("class", known)
            seen.add(key)
    for row in tables["classes"]:
        there = {cells.word("years") for cells in tables["years"] if cells.word("class") == row.word("class")}
        for year in sorted({str(year) for year in range(1, MAX_HORIZON + 1)} - there, key=int):
            row.wrong("rows_missing", "class", allowed=f"years.csv, years = {year}")


def _class(row: Cells, tables: Tables) -> ReferenceClass:
    own = {
        name: [cells for cells in found if cells.word("class") == row.word("class")] for name, found in tables.items()
    }
    scale = row.one_of("scale", ("log", "logit"))
    return ReferenceClass(
        id=row.word("class"), family=row.word("family"), scale="log" if scale == "log" else "logit",
        nominal=row.one_of("prices", ("constant", "current")) == "current",
        slopes=tuple(cells.number("lasting") for cells in own["years"]) or (0.0,),
        horizons={cells.whole("years"): _horizon(cells, own["growth"]) for cells in own["years"]},
        base_rates=tuple(map(_base_rate, own["targets"])), coverage=tuple(map(_coverage, own["coverage"])),
        series=tuple(map(_series, own["series"])),
        n_windows=row.whole("n_windows"), places=row.whole("places"), first_year=row.whole("first_year"),
        last_year=row.whole("last_year"), regimes=row.whole("regimes"),
        **{name: row.within(name, *LIMITS.get(name, (-math.inf, math.inf))) for name in NUMBERS},
    )  # fmt: skip


def _horizon(cells: Cells, growth: Iterable[Cells]) -> Horizon:
    years = cells.whole("years")
    found = {
        row.one_of("kind", ("growth", *PARTS)): _distribution(row) for row in growth if row.whole("years") == years
    }
    return Horizon(
        years=years, n_windows=cells.whole("windows"), local=cells.within("local", LEAST),
        national=cells.within("national", 0.0),
        growth=found.get("growth"), by_past={part: found[part] for part in PARTS if part in found},
    )  # fmt: skip


def _distribution(row: Cells) -> Distribution:
    n_faults, values = len(row.faults), tuple(row.number(name) for name in _CHANCES)
    for name, before, value in zip(list(_CHANCES)[1:], values, values[1:], strict=False):
        if value < before and len(row.faults) == n_faults:
            row.wrong("quantiles_fall", name)
    return Distribution(chances=CHANCES, values=values, n_windows=row.whole("windows"))


def _base_rate(row: Cells) -> BaseRate:
    return BaseRate(added=row.number("added"), reached=row.within("reached", 0, 1), cases=row.whole("cases"))


def _coverage(row: Cells) -> Coverage:
    return Coverage(
        series=row.word("series"), unseen=row.word("unseen"), points=row.whole("points"), cases=row.whole("cases"),
        in50=row.within("in50", 0, 1),
        in80=row.within("in80", 0, 1), in90=row.within("in90", 0, 1), skill=row.within("skill", -math.inf, 1),
    )  # fmt: skip


def _series(row: Cells) -> Series:
    return Series(
        id=row.word("series"), label=row.word("label"), source=row.word("source"), places=row.whole("places"),
        windows=row.whole("windows"), first_year=row.whole("first_year"), last_year=row.whole("last_year"),
    )  # fmt: skip


def tables_of(reference: Reference) -> dict[str, str]:
    """The tables as text, by name: four significant digits, one row a line."""
    classes = list(reference.classes.values())
    written: dict[str, Callable[[ReferenceClass], Iterable[Sequence[object]]]] = {
        "classes": _class_rows, "years": _year_rows, "growth": _growth_rows, "targets": _target_rows, "coverage": _coverage_rows,
        "series": _series_rows,
    }  # fmt: skip
    return {
        name: _text(COLUMNS[name].needed, (row for found in classes for row in rows(found)))
        for name, rows in written.items()
    }


def _text(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([f"{cell:.{DIGITS}g}" if isinstance(cell, float) else cell for cell in row])
    return out.getvalue()


def _class_rows(found: ReferenceClass) -> Iterable[Sequence[object]]:
    numbers = [getattr(found, name) for name in (*COUNTS, *NUMBERS)]
    yield [found.id, found.family, found.scale, "current" if found.nominal else "constant", *numbers]


def _year_rows(found: ReferenceClass) -> Iterable[Sequence[object]]:
    for years, row in found.horizons.items():
        yield [found.id, years, row.n_windows, found.lasting(years), row.local, row.national]


def _growth_rows(found: ReferenceClass) -> Iterable[Sequence[object]]:
    for years, row in found.horizons.items():
        for kind, part in {"growth": row.growth, **row.by_past}.items():
            if part is not None:
                yield [found.id, years, kind, part.n_windows, *part.values]


def _target_rows(found: ReferenceClass) -> Iterable[Sequence[object]]:
    return ([found.id, row.added, row.reached, row.cases] for row in found.base_rates)


def _coverage_rows(found: ReferenceClass) -> Iterable[Sequence[object]]:
    return (
        [found.id, row.series, row.unseen, row.points, row.cases, row.in50, row.in80, row.in90, row.skill]
        for row in found.coverage
    )


def _series_rows(found: ReferenceClass) -> Iterable[Sequence[object]]:
    for row in found.series:
        yield [found.id, row.id, row.label, row.source, row.places, row.windows, row.first_year, row.last_year]
