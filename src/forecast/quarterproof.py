"""Where the numbers of a year by quarters come from: growth as typed, spans by last year's values, what the rest must bring.

Method, eq. (21) and (22).
"""

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from forecast.proof import Proof
from forecast.proof.formula import Formula, Term, add
from forecast.quarters import QUARTERS, Sheet, required_rest

MANY: Final = 60
"""Sectors up to which each of them stands in the formula of the whole."""
Named: TypeAlias = Callable[[str, str | None], str]
"""What a quarter of a sector is called, or of the whole."""


def prove_span(sheet: Sheet, scenario: str, quarters: Sequence[str], sector: str | None, named: Named) -> Proof:
    """Proof of the growth of some quarters of one sector, or of all of them together. Method, eq. (21).

    Parameters
    ----------
    named : name of a quarter of a sector, for the figures
    """
    growth = sheet.span(scenario, quarters, sector).growth
    one = sheet.sectors[0] if len(sheet.sectors) == 1 else sector
    if len(quarters) > 1:
        pairs = [_pair(sheet, scenario, quarter, one, named) for quarter in quarters]
    elif one is None and len(sheet.sectors) <= MANY:
        pairs = [_pair(sheet, scenario, quarters[0], each, named) for each in sheet.sectors]
    else:
        return Proof.of("quarters", "rate", growth, _alone(sheet, scenario, quarters[0], one, named))
    this_year, last_year = add([_grown(*pair) for pair in pairs]), add([base for base, _ in pairs])
    return Proof.of("quarters", "rate", growth, this_year / last_year - 1)


def _alone(sheet: Sheet, scenario: str, quarter: str, sector: str | None, named: Named) -> Formula:
    """One quarter of one sector as it was typed; of very many sectors together, this year's value over last year's."""
    base, growth = _pair(sheet, scenario, quarter, sector, named)
    if sector is not None:
        return growth
    span = sheet.span(scenario, [quarter])
    return Term("value", span.value, "level", about=named(quarter, None)) / base - 1


def prove_required(sheet: Sheet, scenario: str, year_growth: float, named: Named) -> Proof | None:
    """Proof of what the quarters not yet known must bring together; None where every quarter is known. Method, eq. (22)."""
    needed = required_rest(sheet, scenario, year_growth)
    if needed is None:
        return None
    one = sheet.sectors[0] if len(sheet.sectors) == 1 else None
    known = sheet.known_quarters(scenario)
    pairs = {quarter: _pair(sheet, scenario, quarter, one, named) for quarter in QUARTERS}
    left = add([base for quarter, (base, _) in pairs.items() if quarter not in known])
    whole = add([base for base, _ in pairs.values()]) * (1 + Term("year_growth", year_growth, "rate"))
    for quarter in known:
        whole = whole - _grown(*pairs[quarter])
    return Proof.of("rest", "rate", needed, whole / left - 1)


def _pair(sheet: Sheet, scenario: str, quarter: str, sector: str | None, named: Named) -> tuple[Term, Term]:
    """Last year's value of a quarter, and its growth."""
    span, about = sheet.span(scenario, [quarter], sector), named(quarter, sector)
    growth = span.growth if sector is None else sheet.chosen(scenario, [quarter], sector)[0].growth
    return Term("last_year", span.base_value, "level", about=about), Term("quarter_growth", growth, "rate", about=about)


def _grown(base: Formula, growth: Formula) -> Formula:
    return base * (1 + growth)
