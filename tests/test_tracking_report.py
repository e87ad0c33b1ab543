"""The review as a Word document: the prescribed measures, the same numbers in both languages and in the review itself."""

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest
from docx import Document
from facts import fact, facts
from plans import indicator, plan

from forecast.files import read_plan, shipped
from forecast.referencefiles import read_reference
from forecast.report.review import review_word
from forecast.tracking import read_facts
from forecast.tracking.prospect import judge_by
from forecast.tracking.review import REVIEWS, Review, review
from forecast.trackstory import Grid, Point, Story, review_story
from forecast.trackwords import TrackWords
from forecast.wording import Wording

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def found() -> Review:
    given = read_plan("cam-duong")
    known = read_facts(shipped("data") / "examples" / "actuals-cam-duong.csv", given)
    return review(given, known, "mid", judge=judge_by(read_reference()))


def story(found: Review, language: str) -> Story:
    return review_story(found, TrackWords(Wording(language), found.ledger.plan))  # type: ignore[arg-type]


def lines(story: Story) -> list[str]:
    told: list[str] = []
    for _, blocks in story.sections:
        for block in blocks:
            if isinstance(block, Grid):
                told += [" | ".join(row) for row in block.rows]
            else:
                told += [block.name, *block.lines] if isinstance(block, Point) else [block]
    return told


def numbers(text: str, language: str) -> list[str]:
    """Figures of a text, written in one way; dates and the words of planners are left out."""
    text = re.sub(r"\d{2}/\d{2}/\d{4}|\d{4}-\d{2}-\d{2}", "", text)
    found = re.findall(r"[−+-]?\d[\d.,]*\d|\d", text)
    return [each.replace(".", "").replace(",", ".") if language == "vi" else each.replace(",", "") for each in found]


def test_both_languages_carry_the_same_numbers(found: Review) -> None:
    for head_vi, head_en in zip(story(found, "vi").sections, story(found, "en").sections, strict=True):
        for one, other in zip(head_vi[1], head_en[1], strict=True):
            if isinstance(one, Grid) and isinstance(other, Grid) and len(one.heads) == 7:
                for row_vi, row_en in zip(one.rows, other.rows, strict=True):
                    for place in (0, 2, 3, 4, 6):
                        assert numbers(row_vi[place], "vi") == numbers(row_en[place], "en"), (row_vi, row_en)
            elif isinstance(one, Point) and isinstance(other, Point):
                for line_vi, line_en in zip(one.lines[:4], other.lines[:4], strict=True):
                    assert sorted(numbers(line_vi, "vi")) == sorted(numbers(line_en, "en")), (line_vi, line_en)


def test_reds_come_first_with_their_cause_and_explanation(found: Review) -> None:
    told = story(found, "vi")
    assert told.notice is not None
    names = [block.name for block in told.sections[1][1] if isinstance(block, Point)]
    assert [name[0] for name in names] == sorted((name[0] for name in names), key="▼◆".index)
    text = "\n".join(lines(told))
    assert "5/38 chỉ tiêu đạt và vượt, trong đó 3 vượt" in text
    assert "Giải trình của Phòng Kinh tế (ngày 05/07/2028): Ví dụ: hai dự án khu đô thị" in text
    assert "Cần đạt mỗi năm: theo kế hoạch 12,89 %, hiện nay 16,15 %" in text


def xml(content: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return ElementTree.fromstring(file.read("word/document.xml"))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_document_has_the_prescribed_measures(found: Review, language: str) -> None:
    content = review_word(story(found, language), Wording(language))  # type: ignore[arg-type]
    document = Document(io.BytesIO(content))
    section = document.sections[0]
    measures = [
        round(length.mm)
        for length in (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    ]  # type: ignore[union-attr]
    assert measures == [210, 297, 20, 20]
    assert [round(length.mm) for length in (section.left_margin, section.right_margin)] == [30, 15]  # type: ignore[union-attr]
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert section.different_first_page_header_footer
    tree = xml(content)
    sizes = [int(size.get(f"{W}val")) / 2 for size in tree.iter(f"{W}sz")]
    assert min(sizes) >= 11
    for table in tree.iter(f"{W}tbl"):
        rows = list(table.iter(f"{W}tr"))
        if len(rows) > 2:
            assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
            assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    text = "".join(tree.itertext())
    assert "./." in text
    assert "None" not in text
    assert "{" not in text


def test_text_of_planners_stays_text() -> None:
    given = plan(indicator("x", base="100 tỷ đồng", target="200 tỷ đồng"))
    rows = [
        fact("x", 2026, "101 tỷ đồng", "2027-03-01"),
        fact("x", 2027, "", "2027-04-01", kind="explanation", note="=cmd <b> & </w:p> {0}"),
    ]
    found = review(given, facts(given, rows), "year")
    content = review_word(story(found, "vi"), Wording("vi"))
    assert "=cmd <b> & </w:p> {0}" in "".join(xml(content).itertext())


@pytest.mark.parametrize("kind", REVIEWS)
def test_a_review_of_nothing_known_is_a_short_document(kind: Any) -> None:
    given = plan(indicator("x", base="100 tỷ đồng", target="200 tỷ đồng"))
    found = review(given, facts(given, []), kind)
    told = story(found, "en")
    assert "0/1 targets reached or passed" in lines(told)[0]
    assert review_word(told, Wording("en"))
