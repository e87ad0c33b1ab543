"""A story as a Word document in one of the two prescribed layouts."""

import io
from itertools import zip_longest
from typing import Final

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from forecast.report.footnotes import Footnotes
from forecast.report.images import png
from forecast.report.layouts import BLANK, HEAD_WIDTHS, LAYOUTS, ROMAN, TABLE_SIZE, Layout, Name, dated, filled
from forecast.report.settled import MADE, settled
from forecast.report.story import Block, Issuer, Paragraph, Picture, Section, Story, Table, inside
from forecast.report.wordparts import (
    ALIGN,
    FONT,
    add,
    bare_table,
    cell_line,
    grid,
    number_pages,
    rule,
    set_page,
    spaced,
    write,
)
from forecast.wording import Wording

INDENT: Final = 12.7
"""First line indent of the text [mm]."""
TEXT_WIDTH: Final = sum(HEAD_WIDTHS)
"""Width between the margins [mm]."""
PICTURE_WIDTH: Final = 96
BELOW_TABLE: Final = 8
"""Height of the empty line below a table [pt]."""


def word(story: Story, wording: Wording, layout: Name = "state") -> bytes:
    """The document as bytes."""
    form = LAYOUTS[layout]
    document = docx.Document()
    _properties(document, story)
    _page(document, form)
    _head(document, form, story.issuer, wording)
    _title(document, form, story)
    notes = Footnotes(document, wording)
    for place, section in enumerate(story.sections):
        heading = spaced(document.add_paragraph(), before=6, after=6)
        heading.style = document.styles["Heading 1"]
        heading.paragraph_format.keep_with_next = True
        write(heading, f"{ROMAN[place]}. {section.title}", form.text_size, bold=True)
        _blocks(document, form, section, notes)
    _signature(document, form, wording)
    for section in story.annexes:
        _annex(document, form, section, story, wording, notes)
    content = io.BytesIO()
    document.save(content)
    return settled(content.getvalue())


def _properties(document: Document, story: Story) -> None:
    known = document.core_properties
    known.title, known.author, known.language, known.comments = story.subject[:250], "", story.language, ""
    known.created = known.modified = MADE
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    language = style.element.rPr.makeelement(
        qn("w:lang"), {qn("w:val"): "vi-VN" if story.language == "vi" else "en-GB"}
    )
    style.element.rPr.append(language)
    heading = document.styles["Heading 1"]
    heading.font.name, heading.font.color.rgb = FONT, docx.shared.RGBColor(0, 0, 0)


def _page(document: Document, form: Layout) -> None:
    section = document.sections[0]
    set_page(section, (form.top, form.bottom, form.left, form.right))
    number_pages(section, form.head_size)


def _head(document: Document, form: Layout, issuer: Issuer, wording: Wording) -> None:
    """Issuing body on the left, national name or Party on the right, each above a drawn rule; number, place and date."""
    table = bare_table(document, HEAD_WIDTHS)
    left, right = table.rows[0].cells
    cell_line(left, filled(form.superior, issuer, wording), form.superior_size)
    cell_line(left, filled(form.body, issuer, wording), form.superior_size, bold=True)
    if form.parted:
        cell_line(left, form.parted, form.head_size)
    else:
        rule(left.add_paragraph(), HEAD_WIDTHS[0], HEAD_WIDTHS[0] / 2.5)
    cell_line(left, filled(form.number, issuer, wording), form.head_size)
    cell_line(right, wording.text(form.national), form.national_size, bold=True)
    if form.motto:
        cell_line(right, wording.text(form.motto), form.head_size, bold=True)
    rule(right.add_paragraph(), HEAD_WIDTHS[1], 62 if form.motto else 88)
    cell_line(right, dated(issuer, wording), form.head_size, italic=True)


def _title(document: Document, form: Layout, story: Story) -> None:
    spaced(write(document.add_paragraph(), story.kind, form.kind_size, bold=True, align="center"), before=18)
    spaced(write(document.add_paragraph(), story.subject, form.subject_size, bold=True, align="center"))
    rule(document.add_paragraph(), TEXT_WIDTH, 60)
    if story.notice:
        notice = write(document.add_paragraph(), story.notice, form.text_size, bold=True, italic=True, align="center")
        spaced(notice, before=6, after=6)


def _blocks(document: Document, form: Layout, section: Section, notes: Footnotes) -> None:
    """What stands in a section; what leads to a table stays with it."""
    for block, after in zip_longest(section.blocks, section.blocks[1:]):
        _block(document, form, block, notes)
        if isinstance(after, Table) and not isinstance(block, Table):
            document.paragraphs[-1].paragraph_format.keep_with_next = True


def _block(document: Document, form: Layout, block: Block, notes: Footnotes) -> None:
    if isinstance(block, Paragraph):
        _paragraph(document, form, block, notes)
    elif isinstance(block, Table):
        _table(document, block)
    else:
        _picture(document, form, block)


def _paragraph(document: Document, form: Layout, block: Paragraph, notes: Footnotes) -> None:
    size = form.text_size if block.kind != "small" else max(form.text_size - 1, 12)
    paragraph = spaced(document.add_paragraph(), after=6, first=INDENT)
    write(paragraph, block.text, size, bold=block.kind == "lead", align="justify")
    notes.cite(paragraph, block.notes, size)


def _table(document: Document, block: Table) -> None:
    grid(document, block.heads, block.rows, [share * TEXT_WIDTH for share in block.shares], TABLE_SIZE, block.right)
    spaced(document.add_paragraph()).paragraph_format.line_spacing = Pt(BELOW_TABLE)


def _picture(document: Document, form: Layout, block: Picture) -> None:
    paragraph = spaced(document.add_paragraph(), before=4)
    paragraph.alignment = ALIGN["center"]
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(io.BytesIO(png(block.chart)), width=Mm(PICTURE_WIDTH))
    shape._inline.docPr.set("descr", block.alt[:2000])
    spaced(write(document.add_paragraph(), block.caption, form.text_size - 1, italic=True, align="center"), after=8)


def _annex(
    document: Document, form: Layout, section: Section, story: Story, wording: Wording, notes: Footnotes
) -> None:
    """An annex on a page of its own: its name, its title in capitals, and the document that it belongs to."""
    head = spaced(write(document.add_paragraph(), wording.text("Annex"), 14, bold=True, align="center"))
    head.paragraph_format.page_break_before = True
    spaced(write(document.add_paragraph(), section.title.upper(), form.subject_size, bold=True, align="center"))
    belongs = wording.text(form.belongs, area=inside(story.issuer.area) or BLANK)
    spaced(write(document.add_paragraph(), belongs, form.text_size, italic=True, align="center"), after=6)
    _blocks(document, form, section, notes)


def _signature(document: Document, form: Layout, wording: Wording) -> None:
    """Recipients on the left, who signs on the right; the end mark closes the text before."""
    last = next(each for each in reversed(document.paragraphs) if each.runs)
    last.runs[-1].text = last.runs[-1].text.removesuffix(".")
    add(last, "./.", form.text_size)
    last.paragraph_format.keep_with_next = True
    spaced(document.add_paragraph(), after=6).paragraph_format.keep_with_next = True
    table = bare_table(document, (75, 90))
    left, right = table.rows[0].cells
    cell_line(left, wording.text("Recipients:"), 12, bold=True, italic=True, align="left")
    for line in form.recipients:
        cell_line(left, wording.text(line), 11, align="left")
    for line in form.sign:
        cell_line(right, wording.text(line), form.head_size, bold=True)
    for _ in range(4):
        right.add_paragraph()
    cell_line(right, "……………………", form.head_size, bold=True)
    row = table.rows[0]._tr.get_or_add_trPr()
    row.append(row.makeelement(qn("w:cantSplit"), {}))
