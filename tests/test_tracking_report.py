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
from forecast.report.story import Paragraph, Story, Table
from forecast.report.word import word
from forecast.tracking import read_facts
from forecast.tracking.prospect import judge_by
from forecast.tracking.review import REVIEWS, Review, review
from forecast.trackstory import review_story
from forecast.tracktables import REVIEW_HEADS
from forecast.trackwords import TrackWords
from forecast.wording import Wording

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def found() -> Review:
    given = read_plan("cam-duong")
    known = read_facts(shipped("data") / "examples" / "actuals-cam-duong.csv", given)
    return review(given, known, "mid", judge=judge_by(read_reference(), given))


def story(found: Review, language: str) -> Story:
    return review_story(found, TrackWords(Wording(language), found.ledger.plan))  # type: ignore[arg-type]


def lines(story: Story) -> list[str]:
    told: list[str] = []
    for block in story.blocks():
        if isinstance(block, Table):
            told += [" | ".join(row) for row in block.rows]
        elif isinstance(block, Paragraph):
            told.append(block.text)
    return told


def numbers(text: str, language: str) -> list[str]:
    """Figures of a text, written in one way; dates and the words of planners are left out."""
    text = re.sub(r"\d{2}/\d{2}/\d{4}|\d{4}-\d{2}-\d{2}", "", text)
    text = re.sub(r"(?<=quý )[IV]+\b", lambda quarter: str(("I", "II", "III", "IV").index(quarter[0]) + 1), text)
    found = re.findall(r"[−+-]?\d[\d.,]*\d|\d", text)
    return [each.replace(".", "").replace(",", ".") if language == "vi" else each.replace(",", "") for each in found]


def test_both_languages_carry_the_same_numbers(found: Review) -> None:
    for one, other in zip(story(found, "vi").blocks(), story(found, "en").blocks(), strict=True):
        if isinstance(one, Table) and isinstance(other, Table):
            for row_vi, row_en in zip(one.rows, other.rows, strict=True):
                for place in (0, 2, 3, 4, 5, 7) if len(row_vi) == len(REVIEW_HEADS) else range(1, len(row_vi)):
                    assert numbers(row_vi[place], "vi") == numbers(row_en[place], "en"), (row_vi, row_en)
        elif isinstance(one, Paragraph) and isinstance(other, Paragraph) and one.kind == "point":
            untranslated = "Ví dụ" in one.text  # what an office says
            same = sorted(numbers(one.text, "vi")) == sorted(numbers(other.text, "en"))
            assert same or untranslated, (one.text, other.text)


def test_reds_come_first_with_their_cause_and_explanation(found: Review) -> None:
    told = story(found, "vi")
    assert told.notice.startswith("Ví dụ: số liệu giả định")
    attention = [block for block in told.sections[1].blocks if isinstance(block, Paragraph)]
    names = [block.text for block in attention if block.kind == "lead"]
    assert all(block.notes for block in attention if block.kind == "lead")
    assert [name[0] for name in names] == sorted((name[0] for name in names), key="▼◆".index)
    text = "\n".join(lines(told))
    assert "5/38 chỉ tiêu đạt và vượt, trong đó 3 vượt" in text
    assert "Giải trình của Phòng Kinh tế (ngày 05/07/2028): Ví dụ: hai dự án khu đô thị" in text
    assert "Cần đạt mỗi năm: theo kế hoạch 12,89%, hiện nay 16,15%" in text


def xml(content: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return ElementTree.fromstring(file.read("word/document.xml"))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_document_has_the_prescribed_measures(found: Review, language: str) -> None:
    content = word(story(found, language), Wording(language))  # type: ignore[arg-type]
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
    assert ("số liệu giả định" if language == "vi" else "made up") in text
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
    content = word(story(found, "vi"), Wording("vi"))
    assert "=cmd <b> & </w:p> {0}" in "".join(xml(content).itertext())


@pytest.mark.parametrize("kind", REVIEWS)
def test_a_review_of_nothing_known_is_a_short_document(kind: Any) -> None:
    given = plan(indicator("x", base="100 tỷ đồng", target="200 tỷ đồng"))
    found = review(given, facts(given, []), kind)
    told = story(found, "en")
    assert "0/1 targets reached or passed" in lines(told)[0]
    assert word(told, Wording("en"))
