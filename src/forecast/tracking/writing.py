"""Facts as the text of an actuals file; reading it gives the same facts back."""

import csv
import io
from collections.abc import Iterable, Mapping

from forecast.tracking.facts import Fact, Facts
from forecast.tracking.reading import COLUMNS, FORMULA, QUOTE


def facts_text(facts: Facts) -> str:
    """Actuals file with every fact, the first known first."""
    return rows_text(fact_row(fact) for fact in facts.rows)


def fact_row(fact: Fact) -> dict[str, str]:
    """Cells of one fact by their heads."""
    return {
        "plan": fact.plan, "indicator": fact.indicator, "period": str(fact.period), "figure": fact.printed, "status": fact.status,
        "known_on": fact.known_on, "source": fact.source, "author": fact.author, "definition": fact.definition, "note": fact.note,
        "kind": fact.kind,
    }  # fmt: skip


def rows_text(rows: Iterable[Mapping[str, str]]) -> str:
    """Actuals file with these cells; what a spreadsheet would take for a formula is quoted, and reading takes the quote away."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS.all)
    for row in rows:
        writer.writerow([_safe(row.get(column, "")) for column in COLUMNS.all])
    return file.getvalue()


def _safe(cell: str) -> str:
    return f"{QUOTE}{cell}" if cell.lstrip(QUOTE).startswith(FORMULA) else cell
