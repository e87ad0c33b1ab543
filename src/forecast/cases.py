"""Cases of a forecast: what was known of a place when it was made, and what was then said. Blind cases come from a file of others.

What is said comes from `outlook`, as in the product.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from forecast import mixture
from forecast.csvtext import Cells, Columns, read_rows
from forecast.disk import read_bytes
from forecast.errors import FileError
from forecast.growth import Floats
from forecast.outlook import Outlook, Past, Setting, outlook
from forecast.panel import FAULTS_SHOWN, MAX_TABLE
from forecast.reference import Reference, Scale, levels, position, positions

TERM: Final = 5
"""Years known before the origin, and years asked for after it [yr]."""
TARGETS: Final = ("a", "b", "c")
CHANCES: Final = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
BETWEEN: Final = ("v_t-4", "v_t-3", "v_t-2", "v_t-1")
COLUMNS: Final = Columns(
    needed=(
        "case_id",
        "cls",
        "unit",
        "good",
        "sibling_growth",
        "v_t-5",
        "v_t",
        *(f"target_{name}" for name in TARGETS),
    ),
    optional=BETWEEN,
    most=1_000_000,
)
HEADS: Final = (
    "case_id", *(f"q{round(100 * chance):02d}" for chance in CHANCES), *(f"p_{name}" for name in TARGETS),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What was known when a forecast was made.

    known : values from five years before the origin to the origin: the two ends, or all six years [unit, or %]
    around : past growth a year of the other places: logarithmic for levels, points for percentages
    targets : levels that were aimed at five years later; better : which direction was wanted
    """

    id: str
    family: str
    scale: Scale
    better: str
    known: tuple[float, ...]
    around: float
    targets: tuple[float, ...]

    @property
    def past(self) -> Past:
        """The past on the scale of the class."""
        z = positions(self.scale, np.array(self.known))
        steps = tuple(np.diff(z).tolist()) if len(z) == TERM + 1 else ()
        return Past(rate=float(z[-1] - z[0]) / TERM, n_years=TERM, place=float(z[-1]), steps=steps)

    @property
    def setting(self) -> Setting:
        """The surroundings, brought to the place's own level."""
        if self.scale == "log":
            return Setting(past=self.around)
        now = self.known[-1]
        return Setting(past=(position("logit", now) - position("logit", now - TERM * self.around)) / TERM)


@dataclass(frozen=True, eq=False, kw_only=True)
class Said:
    """What was said of cases, on the scale of their classes.

    start, centre, local, df, national : last known position, and the distribution of the change from it, (n_cases,) each; NaN where
        nothing could be said
    """

    cases: tuple[Case, ...]
    start: Floats
    centre: Floats
    local: Floats
    df: Floats
    national: Floats

    @property
    def known(self) -> np.ndarray:
        """(n_cases,) whether something could be said."""
        return np.isfinite(self.centre)

    def quantiles(self, chances: Sequence[float]) -> Floats:
        """(n_cases, n_chances) positions that are not passed with these chances."""
        away = mixture.quantile(np.asarray(chances), self.local[:, None], self.df[:, None], self.national[:, None])
        return np.asarray((self.start + self.centre)[:, None] + away)

    def below(self, places: Floats) -> Floats:
        """(n_cases,) chance of ending at or below these positions."""
        return mixture.cdf(places - self.start - self.centre, self.local, self.df, self.national)

    def attained(self, target: int) -> Floats:
        """(n_cases,) chance that this target of each case is reached."""
        wanted = [positions(case.scale, np.array(case.targets[target])) for case in self.cases]
        below = self.below(np.array(wanted, dtype=float))
        return np.where([case.better == "higher" for case in self.cases], 1 - below, below)


def say(references: Sequence[Reference], cases: Sequence[Case], *, new_years: bool = False) -> Said:
    """What each case's reference lets expect; one reference for each case.

    Parameters
    ----------
    new_years : whether the years to come lie after those of the references' histories
    """
    numbers = np.full((len(cases), 5), np.nan)
    for place, (reference, case) in enumerate(zip(references, cases, strict=True)):
        past, setting = case.past, case.setting
        found = outlook(reference, case.family, past, TERM, Setting(past=setting.past, new_years=new_years))
        if isinstance(found, Outlook):
            numbers[place] = past.place or 0.0, found.centre, found.local, found.df, found.national
    start, centre, local, df, national = numbers.T
    return Said(cases=tuple(cases), start=start, centre=centre, local=local, df=df, national=national)


def read_cases(path: str | Path, reference: Reference) -> tuple[Case, ...]:
    """Blind cases from a CSV file with the columns of `COLUMNS`.

    Raises
    ------
    FileError : with every fault of the file
    """
    rows, faults = read_rows(read_bytes(Path(path), MAX_TABLE), str(path), COLUMNS)
    cases = [_case(Cells(line, row, faults), reference) for line, row in rows]
    if faults:
        raise FileError(str(path), faults[:FAULTS_SHOWN])
    return tuple(cases)


def _case(cells: Cells, reference: Reference) -> Case:
    family = cells.one_of("cls", tuple(sorted(reference.classes)))
    unit, good = cells.one_of("unit", ("level", "percent")), cells.one_of("good", ("+", "-"))
    scale = reference.classes[family].scale
    if cells.word("cls") == family and (unit == "percent") != (scale == "logit"):
        cells.wrong("case_unit", "unit", allowed=family)
    heads = ["v_t-5", *(BETWEEN if all(cells.word(head) for head in BETWEEN) else ()), "v_t"]
    known = tuple(_level(cells, head, scale) for head in heads)
    targets = tuple(_level(cells, f"target_{name}", scale) for name in TARGETS)
    return Case(
        id=cells.word("case_id"), family=family, scale=scale, better="higher" if good == "+" else "lower", known=known,
        around=cells.number("sibling_growth"), targets=targets,
    )  # fmt: skip


def _level(cells: Cells, head: str, scale: Scale) -> float:
    before = len(cells.faults)
    value = cells.number(head)
    if len(cells.faults) == before and scale == "log" and value <= 0:
        cells.wrong("case_not_positive", head)
    return value or 1.0


def predictions(said: Said) -> str:
    """What was said of blind cases as CSV: quantiles and chances of the targets; empty where nothing could be said."""
    places = said.quantiles(CHANCES)
    chances = np.column_stack([said.attained(target) for target in range(len(TARGETS))])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADS)
    for case, row, chance, known in zip(said.cases, places, chances, said.known, strict=True):
        numbers = [*levels(case.scale, row).tolist(), *chance.tolist()]
        writer.writerow([case.id, *(f"{number:.10g}" if known else "" for number in numbers)])
    return out.getvalue()
