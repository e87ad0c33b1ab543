"""Real histories of places, as a folder holds them: one matrix of places by years for each kind of series.

The folder has `indicators.csv` and long tables `dataset,region,indicator,year,value`. Histories are never part of the program: it reads a
folder of this form where one is given, to replay it or to derive the tables of `data/reference` from it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from forecast.csvtext import Cells, Columns, read_rows
from forecast.disk import read_bytes
from forecast.errors import FileError
from forecast.growth import Floats
from forecast.reference import INSIDE, Scale, positions
from forecast.written import YEARS

MAX_TABLE: Final = 50_000_000
"""Largest table of a folder that is read [byte]."""
MAX_ROWS: Final = 2_000_000
HISTORY: Final = Columns(needed=("dataset", "region", "indicator", "year", "value"), most=MAX_ROWS)
KINDS: Final = Columns(
    needed=("dataset", "indicator", "family", "good", "pct_scale"),
    optional=("label", "note", "n", "regions", "first", "last"),
    most=10_000,
)
FAULTS_SHOWN: Final = 20
"""Faults of one table that are told; a broken column has as many as rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of series of a folder: its coarse family there, its wanted direction, and its values for 1 %."""

    dataset: str
    indicator: str
    family: str
    better: str
    per_percent: float
    label: str = ""

    @property
    def id(self) -> str:
        """Dataset and indicator."""
        return f"{self.dataset}/{self.indicator}"


@dataclass(frozen=True, eq=False, kw_only=True)
class Histories:
    """All histories of one kind of series.

    regions : names of the places
    years : consecutive years
    values : (n_regions, n_years) in the unit of the series, percentages in per cent; NaN where not known
    """

    kind: Kind
    scale: Scale
    regions: tuple[str, ...]
    years: tuple[int, ...]
    values: Floats

    @property
    def z(self) -> Floats:
        """Values on the scale of their class."""
        return positions(self.scale, self.values)

    @property
    def can_start(self) -> np.ndarray:
        """(n_regions, n_years) whether a forecast may start here: percentages not beyond `INSIDE`."""
        inside = (self.values >= INSIDE[0]) & (self.values <= INSIDE[1])
        return inside if self.scale == "logit" else np.isfinite(self.z)

    def only(self, chosen: np.ndarray, until: int | None = None) -> "Histories":
        """Histories of the chosen regions, (n_regions,) of truth values, and nothing after the year `until`."""
        values = self.values[chosen].copy()
        if until is not None:
            values[:, np.asarray(self.years) > until] = np.nan
        regions = tuple(name for name, keep in zip(self.regions, chosen, strict=True) if keep)
        return Histories(kind=self.kind, scale=self.scale, regions=regions, years=self.years, values=values)


def read_panel(folder: Path, scales: Mapping[str, Scale]) -> tuple[Histories, ...]:
    """Histories of a folder of the kinds that `scales` names, `dataset/indicator` → scale.

    Raises
    ------
    FileError : with every fault of the first table that has any
    """
    kinds = read_kinds(folder)
    wanted = {name: kind for name, kind in kinds.items() if name in scales}
    cells: dict[str, list[tuple[str, int, float]]] = {}
    for dataset in sorted({kind.dataset for kind in wanted.values()}):
        for name, cell in _history(folder / f"{dataset}.csv"):
            if name in wanted:
                cells.setdefault(name, []).append(cell)
    return tuple(_matrix(wanted[name], scales[name], cells[name]) for name in sorted(cells))


def read_kinds(folder: Path) -> dict[str, Kind]:
    """Kinds of series of a folder by id. Raises FileError."""
    path = folder / "indicators.csv"
    rows, faults = read_rows(read_bytes(path, MAX_TABLE), str(path), KINDS)
    kinds = [_kind(Cells(line, row, faults)) for line, row in rows]
    if faults:
        raise FileError(str(path), faults[:FAULTS_SHOWN])
    return {kind.id: kind for kind in kinds}


def _kind(cells: Cells) -> Kind:
    per_percent = cells.number("pct_scale")
    if per_percent <= 0:
        cells.wrong("not_number", "pct_scale")
    good = cells.one_of("good", ("+", "-"))
    return Kind(
        dataset=cells.word("dataset"), indicator=cells.word("indicator"), family=cells.word("family"),
        better="higher" if good == "+" else "lower", per_percent=per_percent or 1.0, label=cells.word("label"),
    )  # fmt: skip


def _history(path: Path) -> Iterator[tuple[str, tuple[str, int, float]]]:
    """Kind, place, year and value of every row."""
    rows, faults = read_rows(read_bytes(path, MAX_TABLE), str(path), HISTORY)
    found = []
    for line, row in rows:
        cells = Cells(line, row, faults)
        year = cells.whole("year")
        if not YEARS[0] <= year <= YEARS[1]:
            cells.wrong("not_year", "year", allowed=f"{YEARS[0]}-{YEARS[1]}")
        found.append((f"{row['dataset']}/{row['indicator']}", (row["region"], year, cells.number("value"))))
    if faults:
        raise FileError(str(path), faults[:FAULTS_SHOWN])
    return iter(found)


def _matrix(kind: Kind, scale: Scale, cells: list[tuple[str, int, float]]) -> Histories:
    regions = tuple(sorted({region for region, _, _ in cells}))
    first, last = min(year for _, year, _ in cells), max(year for _, year, _ in cells)
    years = tuple(range(first, last + 1))
    place = {region: number for number, region in enumerate(regions)}
    values = np.full((len(regions), len(years)), np.nan)
    for region, year, value in cells:
        values[place[region], year - first] = value / kind.per_percent
    return Histories(kind=kind, scale=scale, regions=regions, years=years, values=values)
