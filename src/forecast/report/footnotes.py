"""Footnotes of Word documents: a part of their own with its separators and styles, made as Word makes it.

What was told once is not told again: the same sources repeat the number, the same document is named by the footnote that names it.
"""

from collections.abc import Sequence
from typing import Any, Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from forecast.report.story import Note
from forecast.report.wordparts import add, field, spaced, write
from forecast.wording import Wording

TEXT_STYLE, MARK_STYLE = "FootnoteText", "FootnoteReference"
SIZE: Final = 10.0
"""Type of footnotes [pt]."""
BOOKMARK: Final = "_RefNote{n}"
_MARK: Final = "\ue000"
"""Stands in a sentence where the number of another footnote goes."""
_EMPTY: Final = f"""<w:footnotes {nsdecls("w")}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>
<w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>
<w:r><w:continuationSeparator/></w:r></w:p></w:footnote></w:footnotes>"""


class Footnotes:
    """The footnotes of one document, numbered in the order in which they are made."""

    def __init__(self, document: Document, wording: Wording) -> None:
        self.document = document
        self.wording = wording
        self.root: Any = None
        self.told: dict[tuple[str, str, str], int] = {}
        self.titles: dict[str, int] = {}
        self.sets: dict[tuple[Note, ...], int] = {}
        self.quotes: set[str] = set()

    def cite(self, paragraph: WordParagraph, notes: Sequence[Note], size: float) -> None:
        """A raised number at the end of a paragraph: of a new footnote, or again of the one that told the same."""
        those = tuple(dict.fromkeys(notes))
        if not those:
            return
        again = self.sets.get(those) or (self.told.get(_where(those[0])) if len(those) == 1 else None)
        if again:
            field(paragraph, f"NOTEREF {BOOKMARK.format(n=again)} \\f \\h", str(again), size, raised=True)
            return
        self._begin()
        number = len(self.sets) + 1
        self.sets[those] = number
        self.quotes = set()
        self._mark(paragraph, number, size)
        self._write(number, those)

    def _begin(self) -> None:
        """The part, its styles and its place in the settings, once there is a footnote."""
        if self.root is not None:
            return
        self.root = parse_xml(_EMPTY)
        main = self.document.part
        assert main.package is not None
        part = XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, self.root, main.package)
        main.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        _add_styles(self.document)
        _add_settings(self.document)

    def _mark(self, paragraph: WordParagraph, number: int, size: float) -> None:
        """The number in the text, between the ends of the bookmark that others refer to."""
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(number))
        start.set(qn("w:name"), BOOKMARK.format(n=number))
        paragraph._p.append(start)
        run = add(paragraph, "", size)
        run.style = self.document.styles["footnote reference"]
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(number))
        run._r.append(reference)
        paragraph._p.append(end)

    def _write(self, number: int, notes: Sequence[Note]) -> None:
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(number))
        p = OxmlElement("w:p")
        note.append(p)
        self.root.append(note)
        paragraph = WordParagraph(p, self.document._body)
        paragraph.style = self.document.styles["footnote text"]
        spaced(write(paragraph, "", SIZE, align="justify"))
        mark = add(paragraph, "", SIZE)
        mark.style = self.document.styles["footnote reference"]
        mark._r.append(OxmlElement("w:footnoteRef"))
        before, last, titles = " ", "", list(dict.fromkeys(each.title for each in notes))
        earlier = sorted({self.told[_where(each)] for each in notes if _where(each) in self.told})
        for goal in earlier:
            self._refer(paragraph, before, self.wording.text("see footnote {n}", n=_MARK), goal)
            before = "; "
        new = [each for each in notes if _where(each) not in self.told]
        for each in sorted(new, key=lambda note: titles.index(note.title)):
            self._say(paragraph, each, before, number, same=each.title == last)
            before, last = "; ", each.title
        add(paragraph, ".", SIZE)

    def _say(self, paragraph: WordParagraph, note: Note, before: str, number: int, *, same: bool) -> None:
        """Write a source that was not told yet behind what stands before it; a document known already by its footnote."""
        self.told[_where(note)] = number
        known = self.titles.setdefault(note.title, number)
        place = note.inside(quoted=note.quote not in self.quotes)
        self.quotes.add(note.quote)
        if same:
            add(paragraph, before + place, SIZE)
        elif known == number:
            add(paragraph, before + (", " if note.place else " ").join(filter(None, (note.title, place))), SIZE)
        else:
            self._refer(paragraph, before, self.wording.text("document named in footnote {n}", n=_MARK), known)
            add(paragraph, f", {place}" if place else "", SIZE)

    def _refer(self, paragraph: WordParagraph, before: str, said: str, goal: int) -> None:
        """A sentence with the number of another footnote in it."""
        left, _, right = (said if before.strip() else said[:1].upper() + said[1:]).partition(_MARK)
        add(paragraph, before + left, SIZE)
        field(paragraph, f"NOTEREF {BOOKMARK.format(n=goal)} \\h", str(goal), SIZE)
        add(paragraph, right, SIZE)


def _where(note: Note) -> tuple[str, str, str]:
    """What makes two notes one: document, place and quote, whatever they are cited for."""
    return note.title, note.place, note.quote


def _add_styles(document: Document) -> None:
    text = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    text.element.set(qn("w:styleId"), TEXT_STYLE)
    text.base_style = document.styles["Normal"]
    text.font.size = Pt(SIZE)
    mark = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    mark.element.set(qn("w:styleId"), MARK_STYLE)
    mark.font.superscript = True


def _add_settings(document: Document) -> None:
    """The two separators, named where Word looks for them."""
    settings = document.settings.element
    named = OxmlElement("w:footnotePr")
    for each in ("-1", "0"):
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), each)
        named.append(note)
    settings.find(qn("w:compat")).addprevious(named)
