"""A year by quarters: the ministry's own scenario, the remaining quarters, and faults."""

from pathlib import Path

import pytest
from pytest import approx

from forecast.errors import FileError, MissingError
from forecast.quarters import QUARTERS, read_quarters, read_quarters_text, read_year_growth, required_rest
from forecast.quartertables import form
from forecast.sourced import Language
from forecast.wording import Wording

EXAMPLE = Path(__file__).parents[1] / "data" / "examples" / "quarters.csv"
HEAD = "scenario,sector,quarter,base_value,growth,known\n"


@pytest.mark.parametrize(("scenario", "year", "rest"), [("Kịch bản 1", 6.02, 6.12), ("Kịch bản 2", 6.50, 6.75)])
def test_the_example_gives_the_printed_years(scenario: str, year: float, rest: float) -> None:
    sheet = read_quarters(EXAMPLE)
    assert 100 * sheet.span(scenario).growth == approx(year, abs=0.005)
    assert 100 * sheet.span(scenario, QUARTERS[1:]).growth == approx(rest, abs=0.005)


def test_the_form_with_sectors_is_read() -> None:
    sheet = read_quarters(EXAMPLE.with_name("quarters-sectors.csv"))
    assert len(sheet.sectors) == 4
    whole = sheet.span(sheet.scenarios[0])
    parts = [sheet.span(sheet.scenarios[0], sector=sector) for sector in sheet.sectors]
    assert whole.value == approx(sum(part.value for part in parts))
    assert min(part.growth for part in parts) < whole.growth < max(part.growth for part in parts)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_form_that_is_handed_out_says_the_same_in_each_language(language: Language) -> None:
    content = form(Wording(language))
    assert content.startswith(b"\xef\xbb\xbf")  # else a spreadsheet takes it for another alphabet
    assert read_quarters_text(content, "form.csv") == read_quarters(EXAMPLE.with_name("quarters-sectors.csv"))
    assert (";26,57;3,4%;có" in content.decode("utf-8")) == (language == "vi")


def test_a_comma_before_three_digits_could_part_thousands_and_is_refused() -> None:
    bases = {"I": "1,5", "II": "2", "III": "1,234", "IV": "1,2345"}
    rows = [HEAD.replace(",", ";"), *(f"1;A;quý {name};{base};5%;\n" for name, base in bases.items())]
    with pytest.raises(FileError) as caught:
        read_quarters_text("".join(rows), "t.csv")
    assert [fault.line for fault in caught.value.faults if fault.code == "quarter_base"] == [4]


def test_a_year_of_six_and_a_half_needs_the_rest() -> None:
    sheet = read_quarters(EXAMPLE)
    assert sheet.known_quarters("Kịch bản 1") == ("Q1",)
    found = required_rest(sheet, "Kịch bản 1", 0.065)
    assert found is not None
    assert 100 * found == approx(6.75, abs=0.005)


def table(*rows: str) -> str:
    return HEAD + "".join(f"{row}\n" for row in rows)


def test_sectors_are_weighted_by_last_years_values() -> None:
    rows = [
        f"1,{sector},{quarter},{base},{growth},yes"
        for sector, base, growth in (("A", 10, "2%"), ("B", 30, "10%"))
        for quarter in QUARTERS
    ]
    sheet = read_quarters_text(table(*rows), "t.csv")
    assert sheet.span("1").growth == approx(0.08)
    assert sheet.span("1", sector="A").growth == approx(0.02)
    assert required_rest(sheet, "1", 0.09) is None


def test_a_quarter_is_known_once_all_its_sectors_are() -> None:
    """Last year 40 a quarter; Q1 brought 42, of Q2 only a half is known. For 8 %, 172.8, the others must bring 130.8 from 120."""
    rows = [
        f"1,{sector},{quarter},20,5%,{'yes' if quarter == 'Q1' or (quarter, sector) == ('Q2', 'A') else 'no'}"
        for sector in "AB"
        for quarter in QUARTERS
    ]
    sheet = read_quarters_text(table(*rows), "t.csv")
    assert sheet.known_quarters("1") == ("Q1",)
    assert required_rest(sheet, "1", 0.08) == approx(130.8 / 120 - 1)


@pytest.mark.parametrize(
    ("text", "growth"),
    [("6.5%", 0.065), (" 6,5% ", 0.065), ("-99%", -0.99), ("1000%", 10.0), ("-100%", None), ("1001%", None), ("6.5", None), ("5-6%", None)],
)  # fmt: skip
def test_the_growth_of_a_year_is_a_percentage(text: str, growth: float | None) -> None:
    if growth is not None:
        assert read_year_growth(text) == approx(growth)
        return
    with pytest.raises(MissingError) as caught:
        read_year_growth(text)
    assert caught.value.code == "quarter_growth"


def test_a_value_of_nothing_last_year_is_none_to_grow_from() -> None:
    with pytest.raises(FileError) as caught:
        read_quarters_text(
            table(*(f"1,A,{quarter},{'0' if quarter == 'Q3' else '10'},5%,no" for quarter in QUARTERS)), "t.csv"
        )
    assert [(fault.code, fault.line) for fault in caught.value.faults if fault.line] == [("quarter_base", 4)]


def test_decimal_commas_and_semicolons_are_read() -> None:
    text = table(*(f"1,A,{quarter},10,5.5%,no" for quarter in QUARTERS)).replace(",", ";").replace("5.5", "5,5")
    assert read_quarters_text(text.encode("utf-8-sig"), "t.csv").span("1").growth == approx(0.055)


def test_all_faults_at_once_each_with_its_line() -> None:
    text = table(
        "1,A,Q5,10,5%,yes",
        "1,A,Q1,-3,5%,yes",
        "1,A,Q2,10,5,yes",
        "1,A,Q3,10,5%,maybe",
        "1,A,Q4,10,5%,no",
        "1,A,Q4,10,6%,no",
    )
    with pytest.raises(FileError) as caught:
        read_quarters_text(text, "t.csv")
    found = [(fault.code, fault.line) for fault in caught.value.faults]
    assert ("not_one_of", 2) in found
    assert ("quarter_base", 3) in found
    assert ("quarter_growth", 4) in found
    assert ("not_one_of", 5) in found
    codes = [code for code, _ in found]
    assert codes.count("quarter_missing") == 3
    assert "quarter_twice" in codes


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "table_empty"),
        ("scenario,sector,quarter,base_value,groth,known\n", "column_unknown"),
        ("scenario,sector,quarter,base_value,growth\n", "column_missing"),
        (b"\xff\xfe\x00", "file_not_text"),
        (HEAD + "1,A,Q1,10,5%,yes\n" * 2001, "table_long"),
    ],
)
def test_what_is_no_table(content: str | bytes, code: str) -> None:
    with pytest.raises(FileError) as caught:
        read_quarters_text(content, "t.csv")
    assert code in {fault.code for fault in caught.value.faults}
