"""The words of the proofs of a year by quarters: what each number is of, and on which lines of which table it stands."""

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby

from forecast.plan import Plan
from forecast.proofwords import ProofText, proof_text
from forecast.quarterproof import prove_required, prove_span
from forecast.quarters import QUARTERS, Cell, Sheet
from forecast.quartertables import left, quarter_names
from forecast.wording import Wording


def span_text(
    sheet: Sheet, scenario: str, quarters: Sequence[str], sector: str | None, plan: Plan, wording: Wording
) -> ProofText:
    """Where the growth of some quarters of a sector, or of the whole, is from."""
    proof = prove_span(sheet, scenario, quarters, sector, partial(_figure, sheet, wording))
    cells = sheet.chosen(scenario, quarters, sector)
    whole = sector is None and len(sheet.sectors) > 1
    way = [] if len(cells) == 1 else [_weighted(wording)]
    if whole and len(quarters) > 1:
        way.append(
            wording.text("The growth of all sectors together in each quarter stands in the same row, with its proof.")
        )
    name = _named(wording, quarters, wording.text("Whole") if whole else sector)
    under = _under(scenario, wording)
    return proof_text(proof, plan, None, wording, name=name, under=under, way=[*way, _read(sheet, cells, wording)])


def rest_text(sheet: Sheet, scenario: str, year_growth: float, plan: Plan, wording: Wording) -> ProofText | None:
    """Where the growth is from that the quarters not yet known must bring together; None where every quarter is known."""
    proof = prove_required(sheet, scenario, year_growth, partial(_figure, sheet, wording))
    if proof is None:
        return None
    way = [_weighted(wording), wording.text("The growth of the year is what was typed above.")]
    way.append(_read(sheet, sheet.chosen(scenario, QUARTERS), wording))
    name = quarter_names(left(sheet, scenario), wording)
    return proof_text(proof, plan, None, wording, name=name, under=_under(scenario, wording), way=way)


def _figure(sheet: Sheet, wording: Wording, quarter: str, sector: str | None) -> str:
    """What a figure is of: the quarter, and the sector where there are several."""
    return _named(wording, [quarter], sector if len(sheet.sectors) > 1 else None)


def _named(wording: Wording, quarters: Sequence[str], sector: str | None) -> str:
    """Some quarters of a sector by name, or of the whole."""
    names = quarter_names(quarters, wording)
    return names if sector is None else f"{sector}: {names}"


def _under(scenario: str, wording: Wording) -> str:
    return wording.text("Scenario: {name}", name=scenario)


def _weighted(wording: Wording) -> str:
    return wording.text("Each quarter counts with its value of last year.")


def _read(sheet: Sheet, cells: Iterable[Cell], wording: Wording) -> str:
    """On which lines of the table the figures stand."""
    lines = sorted(cell.line for cell in cells)
    runs = [[line for _, line in run] for _, run in groupby(enumerate(lines), key=lambda each: each[1] - each[0])]
    said = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    if len(lines) == 1:
        return wording.text("It stands in the table {file}, line {line}.", file=sheet.name, line=said)
    return wording.text("Read from the table {file}, lines {lines}.", file=sheet.name, lines=said)
