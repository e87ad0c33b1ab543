"""Quotes in their documents: whatever the line breaks, near the line that is named, or told where they are."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import SOURCE, goal, indicator, plan

from forecast.quotes import NEAR, SourceText, normal, quote_flaws

TEXT = """BÁO CÁO

Tổng thu ngân sách
   năm 2025   ước đạt
3.000 tỷ đồng; tăng.

dòng bảy
dòng tám
dòng chín
dòng mười
Tổng thu ngân sách
"""


def found(quote, line):
    return SourceText.read(TEXT).find(quote, line)


@pytest.mark.parametrize(
    ("quote", "line", "expected"),
    [
        ("Tổng thu ngân sách năm 2025 ước đạt 3.000 tỷ đồng", 3, 3),
        ("thu ngân sách  năm\n2025", 3, 3),
        ("3.000 tỷ đồng; tăng.", 5, 5),
        ("Tổng thu ngân sách", 1, 3),
        ("Tổng thu ngân sách", 6, 3),
        ("Tổng thu ngân sách", 8, 11),
        ("Tổng thu ngân sách", 9999, 11),
        ("dòng chín", 1, 9),
        ("BÁO CÁO", 11, 1),
        ("not there", 3, None),
        ("Tổng thu Ngân sách", 3, None),
    ],
)
def test_a_quote_begins_on_the_nearest_of_its_lines(quote, line, expected):
    assert found(quote, line) == expected


def test_letters_may_be_composed_or_not():
    assert found(unicodedata.normalize("NFD", "Tổng thu ngân sách năm"), 3) == 3
    assert SourceText.read(unicodedata.normalize("NFD", TEXT)).find("Tổng thu ngân sách năm", 3) == 3


def test_an_empty_document_has_no_quotes():
    assert SourceText.read("").find("a", 1) is None
    assert SourceText.read("\n \n").find("a", 5) is None


@settings(deadline=None)
@given(st.lists(st.text("ab \u00a0\tđ", max_size=6), min_size=1, max_size=12), st.data())
def test_every_piece_of_a_document_is_found_where_it_begins(lines, data):
    text = "\n".join(lines)
    numbered = [(word, number) for number, line in enumerate(lines, start=1) for word in line.split()]
    if not numbered:
        return
    start = data.draw(st.integers(0, len(numbered) - 1))
    stop = data.draw(st.integers(start + 1, len(numbered)))
    quote = " ".join(word for word, _ in numbered[start:stop])
    line = numbered[start][1]
    nearest = SourceText.read(text).find(quote, line)
    assert nearest == line


def flaws(figure, quote, line=3, **more):
    source = {"document": "report", "line": str(line), "quote": quote, **more.pop("source", {})}
    target = {**goal(figure), "source": source, **more}
    written = plan(indicator(targets=[target]), sources={"report": {"title": "Báo cáo", "text": "report"}})
    return [(flaw.code, flaw.place[-1]) for flaw in quote_flaws(written, lambda _: SourceText.read(TEXT))]


def test_a_quote_near_its_line_is_no_flaw():
    for line in range(1, 3 + NEAR + 1):
        assert flaws("3.000 tỷ đồng", "Tổng thu ngân sách năm 2025 ước đạt 3.000 tỷ đồng", line) == []


def test_a_quote_far_from_its_line_is_a_flaw_of_the_line():
    assert flaws("3.000 tỷ đồng", "ước đạt 3.000 tỷ đồng", 8) == [("quote_elsewhere", "line")]
    assert flaws("3.000 tỷ đồng", "ước đạt 3.000 tỷ VND", 4) == [("quote_not_found", "quote")]


def test_rotated_pages_are_not_looked_up():
    assert flaws("3.000 tỷ đồng", "scattered 3.000", source={"rotated": "true"}) == []


def test_further_sources_are_looked_up_as_well():
    also = [{"document": "report", "line": "9", "quote": "dòng mười một"}, SOURCE]
    assert flaws("3.000 tỷ đồng", "đạt 3.000 tỷ đồng", 4, also=also) == [("quote_not_found", "quote")]


def test_every_number_of_a_figure_stands_in_its_quote():
    quote = "Tổng thu ngân sách năm 2025 ước đạt 3.000 tỷ đồng"
    assert flaws("5.500 tỷ đồng", quote) == [("figure_not_in_quote", "figure")]
    assert flaws("3.00 tỷ đồng".replace("3.00", "3"), quote) == [("figure_not_in_quote", "figure")]
    assert flaws("2025-3.000 tỷ đồng", quote) == []
    assert flaws("0 tỷ đồng", quote, value="1", note="không còn") == []


def test_a_document_without_text_is_one_flaw_and_its_quotes_are_not():
    written = plan(indicator(target="1 tỷ đồng"), sources={"report": {"title": "Báo cáo", "text": "report"}})
    found = list(quote_flaws(written, lambda _: None))
    assert [(flaw.code, flaw.place) for flaw in found] == [("source_text_missing", ("sources", "report", "text"))]


def test_quotes_are_compared_in_one_form():
    assert normal("a\u0301  b\n\u00a0c") == "á b c"
