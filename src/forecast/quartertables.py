"""Rows and columns of text for a year by quarters, and the sentence officials use."""

import csv
import io
from collections.abc import Sequence
from typing import Final

from forecast.disk import shipped
from forecast.quarters import HEADS, QUARTERS, Sheet, required_rest
from forecast.wording import N_, Wording

NAMES: Final = {"Q1": N_("Q1"), "Q2": N_("Q2"), "Q3": N_("Q3"), "Q4": N_("Q4")}
"""Quarters as they are called in a sentence."""
SPANS: Final = (*((quarter,) for quarter in QUARTERS), QUARTERS[:2], QUARTERS[:3], QUARTERS)
"""Columns of a table: single quarters, the half year, nine months, the year."""

_FORM: Final = "quarters-sectors.csv"


def form(wording: Wording) -> bytes:
    """The form with sectors as a spreadsheet of the language opens it: in Vietnamese with decimal commas and semicolons."""
    text = (shipped("data") / "examples" / _FORM).read_text(encoding="utf-8")
    if wording.language == "en":
        return text.encode("utf-8-sig")
    known = {"yes": "có", "no": "không"}
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow([head.capitalize() for head in HEADS])
    for row in csv.DictReader(io.StringIO(text)):
        base, growth = (row[name].replace(".", ",") for name in ("base_value", "growth"))
        name = NAMES[row["quarter"]]
        writer.writerow([row["scenario"], row["sector"], wording.text(name), base, growth, known[row["known"]]])
    return file.getvalue().encode("utf-8-sig")


def heads(wording: Wording) -> list[str]:
    """Heads of a quarterly table."""
    halves = [wording.text("6 months"), wording.text("9 months"), wording.text("Year")]
    quarters = [wording.text(NAMES[quarter]) for quarter in QUARTERS]
    return [wording.text("Sector"), *(name[0].upper() + name[1:] for name in quarters), *halves]


def parts(sheet: Sheet) -> list[str | None]:
    """What the rows of a table are of: every sector, and the whole, which is None, last."""
    return [*(sheet.sectors if len(sheet.sectors) > 1 else ()), None]


def rows(sheet: Sheet, scenario: str, wording: Wording) -> list[list[str]]:
    """Growth of every sector by quarter, of the half year, nine months and the year; the whole last. Known quarters are marked."""
    known = sheet.known_quarters(scenario)
    cells = []
    for sector in parts(sheet):
        texts = [wording.percent(sheet.span(scenario, span, sector).growth, 2) for span in SPANS]
        marked = [
            f"{text} ✓" if span[0] in known and len(span) == 1 else text
            for text, span in zip(texts, SPANS, strict=True)
        ]
        cells.append([sector or (wording.text("Whole") if len(sheet.sectors) > 1 else sheet.sectors[0]), *marked])
    return cells


def left(sheet: Sheet, scenario: str) -> tuple[str, ...]:
    """Quarters that are not known yet."""
    known = sheet.known_quarters(scenario)
    return tuple(quarter for quarter in QUARTERS if quarter not in known)


def quarter_names(quarters: Sequence[str], wording: Wording) -> str:
    """Quarters by name, one after the other."""
    return ", ".join(wording.text(NAMES[quarter]) for quarter in quarters)


def sentence(sheet: Sheet, scenario: str, wanted: float | None, wording: Wording) -> str:
    """The sentence officials use: what the remaining quarters must bring together."""
    rest = left(sheet, scenario)
    if not rest:
        return wording.text(
            "All quarters are known: the year grew {year}.", year=wording.percent(sheet.span(scenario).growth, 2)
        )
    names = quarter_names(rest, wording)
    if wanted is None:
        growth = wording.percent(sheet.span(scenario, rest).growth, 2)
        year = wording.percent(sheet.span(scenario).growth, 2)
        return wording.text(
            "The year grows {year}; {quarters} together bring {growth}.", year=year, quarters=names, growth=growth
        )
    needed = required_rest(sheet, scenario, wanted)
    return wording.text(
        "For a year of {year}, {quarters} together must grow {growth}.", year=wording.percent(wanted, 2), quarters=names,
        growth=wording.percent(needed, 2),
    )  # fmt: skip
