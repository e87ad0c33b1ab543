"""Every number of a year by quarters with its formula and the lines of its table."""

import math
from itertools import product
from pathlib import Path

import pytest
import spreadsheet
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx

from forecast.files import read_plan
from forecast.proof import excel
from forecast.quarterproof import MANY, prove_required, prove_span
from forecast.quarters import QUARTERS, Sheet, read_quarters, read_quarters_text, required_rest
from forecast.quartertables import SPANS, parts, rows
from forecast.quarterwords import rest_text, span_text
from forecast.wording import Wording

EXAMPLE = Path(__file__).parents[1] / "data" / "examples" / "quarters.csv"
PLAN = read_plan("doan-ket")


def named(quarter: str, sector: str | None) -> str:
    return f"{sector} {quarter}"


def sheet_of(values: list[tuple[float, float]], known: int) -> Sheet:
    """A table of one scenario: base value and growth in per cent of each sector and quarter; the first `known` quarters are known."""
    lines = ["scenario,sector,quarter,base_value,growth,known"]
    for place, (base, growth) in enumerate(values):
        quarter = place % 4
        lines.append(f"1,s{place // 4},{QUARTERS[quarter]},{base},{growth}%,{'yes' if quarter < known else 'no'}")
    return read_quarters_text("\n".join(lines), "own.csv")


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(
            st.tuples(
                st.floats(0.5, 5000).map(lambda value: round(value, 2)),
                st.floats(-40, 60).map(lambda value: round(value, 2)),
            ),
            min_size=4 * n,
            max_size=4 * n,
        )
    ),
    st.integers(0, 4),
    st.floats(-0.05, 0.2),
)
@settings(max_examples=40, deadline=None)
def test_every_number_of_any_table_has_a_formula_that_gives_it(
    values: list[tuple[float, float]], known: int, wanted: float
) -> None:
    sheet = sheet_of(values, known)
    for sector, span in product(parts(sheet), SPANS):
        proof = prove_span(sheet, "1", span, sector, named)
        assert proof.value == sheet.span("1", span, sector).growth
        assert proof.formula is not None
        found = spreadsheet.evaluate(excel(proof.formula, "vi"), "vi")
        assert math.isclose(found, proof.value, rel_tol=1e-9, abs_tol=1e-9)
    rest = prove_required(sheet, "1", wanted, named)
    assert (rest is None) == (known == 4)
    if rest is not None:
        assert rest.value == required_rest(sheet, "1", wanted)
        assert rest.formula is not None
        assert spreadsheet.evaluate(excel(rest.formula, "en")) == approx(rest.value, rel=1e-9, abs=1e-9)


def test_the_ministrys_example_by_hand() -> None:
    sheet, wording = read_quarters(EXAMPLE), Wording("en")
    first = sheet.scenarios[0]
    typed = span_text(sheet, first, ["Q1"], None, PLAN, wording)
    assert (typed.excel["en"], typed.way) == ("=5.66%", ("It stands in the table quarters.csv, line 2.",))
    year = span_text(sheet, first, QUARTERS, None, PLAN, wording)
    assert year.excel["en"] == "=(23*(1+5.66%)+25*(1+5.85%)+23*(1+6.22%)+29*(1+6.28%))/(23+25+23+29)-1"
    assert year.way[-1] == "Read from the table quarters.csv, lines 2–5."
    rest = span_text(sheet, first, QUARTERS[1:], None, PLAN, wording)
    assert rest.shown.replace(" ", "") == "6.12%"
    needed = rest_text(sheet, first, 0.065, PLAN, wording)
    assert needed is not None
    assert needed.shown.replace(" ", "") == "6.75%"
    assert needed.excel["en"] == "=((23+25+23+29)*(1+6.5%)-23*(1+5.66%))/(25+23+29)-1"
    assert needed.under == f"Scenario: {first}"


def test_the_whole_of_several_sectors_says_where_its_quarters_stand() -> None:
    sheet, wording = read_quarters(EXAMPLE.with_name("quarters-sectors.csv")), Wording("vi")
    first = sheet.scenarios[0]
    quarter = span_text(sheet, first, ["Q1"], None, PLAN, wording)
    assert quarter.way[-1] == "Số liệu lấy từ bảng quarters-sectors.csv, các dòng 2, 6, 10, 14."
    assert quarter.excel["en"].count("*") == 4
    year = span_text(sheet, first, QUARTERS, None, PLAN, wording)
    assert year.title == "Tốc độ tăng so với cùng kỳ năm trước · Toàn bộ: quý I, quý II, quý III, quý IV"
    assert any("cùng hàng" in words for words in year.way)
    sector = span_text(sheet, first, QUARTERS[:2], sheet.sectors[1], PLAN, wording)
    assert sector.title.endswith("Công nghiệp - xây dựng: quý I, quý II")
    assert sector.way[-1] == "Số liệu lấy từ bảng quarters-sectors.csv, các dòng 6–7."


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_proof_shows_the_number_of_its_cell(language: str) -> None:
    wording = Wording(language)  # type: ignore[arg-type]
    sheet = read_quarters(EXAMPLE.with_name("quarters-sectors.csv"))
    for scenario in sheet.scenarios:
        for sector, texts in zip(parts(sheet), rows(sheet, scenario, wording), strict=True):
            for span, shown in zip(SPANS, texts[1:], strict=True):
                text = span_text(sheet, scenario, span, sector, PLAN, wording)
                assert text.shown == shown.removesuffix(" ✓")
                assert not text.filled or text.filled.endswith(f"= {text.shown}")


def test_very_many_sectors_still_fit_into_a_cell_of_a_spreadsheet() -> None:
    sheet = sheet_of([(1234.56, 7.89)] * 4 * (MANY + 1), 1)
    proof = prove_span(sheet, "1", ["Q1"], None, named)
    assert proof.formula is not None and len(excel(proof.formula, "vi")) < 100
    most = prove_span(sheet_of([(123456.78, -12.34)] * 4 * MANY, 1), "1", ["Q1"], None, named)
    assert most.formula is not None and len(excel(most.formula, "vi")) < 8192
