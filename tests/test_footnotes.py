"""Footnotes of Word documents: what Word needs to open them, and that each leads from its figure to its source."""

import io
import zipfile
from itertools import pairwise

import docx
import pytest
from lxml import etree

from forecast.report.footnotes import Footnotes
from forecast.report.story import Note
from forecast.wording import Wording

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FIRST = Note(title="Báo cáo chính trị", place="dòng 253", quote="đạt 3.000 tỷ đồng.", about="năm gốc")
SECOND = Note(title="Báo cáo chính trị", place="dòng 739", quote="đạt 5.500 tỷ đồng;")
OTHER = Note(title="Nghị quyết", place="dòng 9", quote="đạt 5.500 tỷ đồng")


def made(*cited: tuple[Note, ...], language: str = "vi") -> dict[str, etree._Element]:
    """The parts of a document with a paragraph for each group of notes."""
    document = docx.Document()
    footnotes = Footnotes(document, Wording(language))
    for notes in cited:
        footnotes.cite(document.add_paragraph("…"), notes, 13)
    content = io.BytesIO()
    document.save(content)
    with zipfile.ZipFile(content) as archive:
        return {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }


def told(parts: dict[str, etree._Element]) -> list[str]:
    """Texts of the footnotes, in order, the separators left out."""
    notes = parts["word/footnotes.xml"].findall(f"{W}footnote")[2:]
    return ["".join(note.itertext(f"{W}t")).strip() for note in notes]


def test_the_part_is_what_word_expects() -> None:
    parts = made((FIRST,), (OTHER,))
    kinds = {each.get("PartName"): each.get("ContentType") for each in parts["[Content_Types].xml"]}
    assert kinds["/word/footnotes.xml"].endswith("wordprocessingml.footnotes+xml")
    (link,) = [each for each in parts["word/_rels/document.xml.rels"] if each.get("Type").endswith("/footnotes")]
    assert link.get("Target") == "footnotes.xml"
    notes = parts["word/footnotes.xml"].findall(f"{W}footnote")
    assert [(note.get(f"{W}id"), note.get(f"{W}type")) for note in notes] == [
        ("-1", "separator"), ("0", "continuationSeparator"), ("1", None), ("2", None),
    ]  # fmt: skip
    named = parts["word/settings.xml"].find(f"{W}footnotePr")
    assert [note.get(f"{W}id") for note in named] == ["-1", "0"]
    assert named.getnext().tag == f"{W}compat"
    styles = {style.get(f"{W}styleId") for style in parts["word/styles.xml"].findall(f"{W}style")}
    assert {"FootnoteText", "FootnoteReference"} <= styles
    assert {each.get(f"{W}val") for each in parts["word/footnotes.xml"].iter(f"{W}pStyle")} == {"FootnoteText"}


def test_every_mark_has_its_footnote_and_every_reference_its_bookmark() -> None:
    parts = made((FIRST, SECOND), (OTHER, FIRST), (SECOND,), (FIRST, SECOND))
    body = parts["word/document.xml"]
    marks = [each.get(f"{W}id") for each in body.iter(f"{W}footnoteReference")]
    assert marks == ["1", "2"]
    bookmarks = {each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")}
    codes = [code.text.split() for part in (body, parts["word/footnotes.xml"]) for code in part.iter(f"{W}instrText")]
    assert [code[:2] for code in codes] == [["NOTEREF", "_RefNote1"]] * 3
    assert {code[1] for code in codes} <= bookmarks


def test_fields_begin_and_end() -> None:
    parts = made((FIRST,), (FIRST, OTHER), (FIRST,))
    for part in (parts["word/document.xml"], parts["word/footnotes.xml"]):
        ends = [each.get(f"{W}fldCharType") for each in part.iter(f"{W}fldChar")]
        assert ends == ["begin", "separate", "end"] * (len(ends) // 3) and ends


def test_what_was_told_is_not_told_again() -> None:
    assert told(made((FIRST, SECOND), (OTHER, FIRST))) == [
        "Báo cáo chính trị, dòng 253 (năm gốc): “đạt 3.000 tỷ đồng”; dòng 739: “đạt 5.500 tỷ đồng”.",
        "Xem chú thích 1; Nghị quyết, dòng 9: “đạt 5.500 tỷ đồng”.",
    ]


def test_a_document_named_before_is_named_by_its_footnote() -> None:
    first, second = told(made((FIRST,), (SECOND,), language="en"))
    assert first.startswith("Báo cáo chính trị, ")
    assert second == "Document named in footnote 1, dòng 739: “đạt 5.500 tỷ đồng”."


def test_a_document_without_notes_has_no_part() -> None:
    assert "word/footnotes.xml" not in made((), ())


@pytest.mark.parametrize("cited", [((FIRST,),), ((FIRST,), (SECOND, OTHER), (FIRST, OTHER), (SECOND,))])
def test_marks_are_in_the_order_of_the_text(cited: tuple[tuple[Note, ...], ...]) -> None:
    marks = [int(each.get(f"{W}id")) for each in made(*cited)["word/document.xml"].iter(f"{W}footnoteReference")]
    assert all(second == first + 1 for first, second in pairwise(marks)) and marks[0] == 1
