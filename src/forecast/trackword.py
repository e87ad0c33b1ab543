"""A review as a Word document in the form of Decree 30/2020/NĐ-CP: header, title, sections, tables whose rows are not split, signature."""

import io
from typing import Final

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from forecast.trackstory import Grid, Point, Section, Story
from forecast.wording import Wording

FONT: Final = "Times New Roman"
MARGINS: Final[dict[str, Length]] = {
    "top_margin": Mm(20), "bottom_margin": Mm(20), "left_margin": Mm(30), "right_margin": Mm(15),
}  # fmt: skip
TEXT_WIDTH: Final = 165
"""Width of the text on A4 [mm]."""
BODY: Final = 14
CELL: Final = 11.5
"""Sizes of body and tables [pt]."""
CENTRE, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def review_word(story: Story, wording: Wording) -> bytes:
    """Word document of a review."""
    document = Document()
    _page(document)
    _head(document, story, wording)
    text = wording.text
    _line(document.add_paragraph(), text("REPORT"), bold=True, before=12)
    subject = document.add_paragraph()
    _line(subject, story.subject, bold=True)
    _rule(subject, 60)
    if story.notice:
        _line(document.add_paragraph(), story.notice, bold=True, italic=True, before=6)
    for number, section in enumerate(story.sections, start=1):
        _section(document, ["I", "II", "III", "IV", "V", "VI"][number - 1], section)
    _end(document, wording)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _page(document: Docx) -> None:
    """A4 upright, margins, font, and page numbers in the middle of the top margin from the second page on."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, width in MARGINS.items():
        setattr(section, name, width)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(BODY)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)


def _line(
    paragraph: Paragraph, text: str, *, size: float = BODY, bold: bool = False, italic: bool = False, before: float = 0
) -> None:
    """A centred line."""
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(0)
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size, run.font.name = bold, italic, Pt(size), FONT


def _rule(paragraph: Paragraph, aside: float) -> None:
    """A drawn rule below a paragraph, `aside` millimetres shorter on each side."""
    rule = paragraph.insert_paragraph_before()
    paragraph._p.addnext(rule._p)
    rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = Mm(aside)
    rule.paragraph_format.space_after = Pt(0)
    rule.paragraph_format.line_spacing_rule, rule.paragraph_format.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(4)
    border, edge = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in {"val": "single", "sz": "6", "space": "1", "color": "000000"}.items():
        edge.set(qn(f"w:{name}"), value)
    border.append(edge)
    rule._p.get_or_add_pPr().append(border)


def _head(document: Docx, story: Story, wording: Wording) -> None:
    """The two halves of the header: who issues, and the national name on one line with its motto."""
    text = wording.text
    table = document.add_table(rows=2, cols=2)
    _fix(table, (65, 100))
    issuer, _, province = story.place.partition(", ")
    left, right = table.rows[0].cells
    _line(left.paragraphs[0], text("PEOPLE'S COMMITTEE"), size=13, bold=True)
    name = left.add_paragraph()
    _line(name, issuer.upper(), size=13, bold=True)
    _rule(name, 18)
    _line(right.paragraphs[0], text("SOCIALIST REPUBLIC OF VIET NAM"), size=12, bold=True)
    motto = right.add_paragraph()
    _line(motto, text("Independence - Freedom - Happiness"), size=13, bold=True)
    _rule(motto, 22)
    number, day = table.rows[1].cells
    _line(number.paragraphs[0], text("No.:          /BC-UBND"), size=13)
    at = province.removeprefix("tỉnh ").removeprefix("thành phố ") or issuer
    _line(
        day.paragraphs[0],
        text("{place}, day      month      year {year}", place=at, year=story.on[:4]),
        size=13,
        italic=True,
    )


def _fix(table: Table, widths: tuple[float, ...]) -> None:
    """Columns of fixed widths [mm]."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _section(document: Docx, number: str, section: Section) -> None:
    head, blocks = section
    _body(document, f"{number}. {head.upper()}", bold=True, keep=True)
    for block in blocks:
        if isinstance(block, Grid):
            _grid(document, block)
        elif isinstance(block, Point):
            _body(document, block.name, bold=True, keep=True)
            for line in block.lines:
                _body(document, f"- {line}")
        else:
            _body(document, block)


def _body(document: Docx, text: str, *, bold: bool = False, keep: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = JUSTIFY
    layout = paragraph.paragraph_format
    layout.first_line_indent, layout.space_before, layout.space_after = Cm(1.27), Pt(6), Pt(0)
    layout.keep_with_next = keep
    run = paragraph.add_run(text)
    run.bold, run.font.name = bold, FONT


def _grid(document: Docx, grid: Grid) -> None:
    """A table with drawn lines; its head is repeated on every page, and no row is split."""
    document.add_paragraph().paragraph_format.space_after = Pt(0)
    table = document.add_table(rows=1, cols=len(grid.heads))
    table.style = "Table Grid"
    for cell, head in zip(table.rows[0].cells, grid.heads, strict=True):
        _cell(cell, head, bold=True)
    for row in grid.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _cell(cell, text)
    _fix(table, tuple(TEXT_WIDTH * width / sum(grid.widths) for width in grid.widths))
    for place, row in enumerate(table.rows):
        marks = row._tr.get_or_add_trPr()
        marks.append(OxmlElement("w:cantSplit"))
        if place == 0:
            marks.append(OxmlElement("w:tblHeader"))


def _cell(cell: _Cell, text: str, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.alignment = CENTRE if bold else WD_ALIGN_PARAGRAPH.LEFT
    run = paragraph.add_run(text)
    run.bold, run.font.size, run.font.name = bold, Pt(CELL), FONT


def _close(document: Docx) -> None:
    """Put the end mark in the place of the last full stop."""
    run = document.paragraphs[-1].runs[-1]
    run.text = f"{run.text.rstrip('.')}./."


def _end(document: Docx, wording: Wording) -> None:
    """The end mark, whom it goes to, and the place for the signature."""
    text = wording.text
    _close(document)
    document.add_paragraph().paragraph_format.space_after = Pt(0)
    table = document.add_table(rows=1, cols=2)
    _fix(table, (75, 90))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    left, right = table.rows[0].cells
    receivers = left.paragraphs[0].add_run(text("Recipients:"))
    receivers.bold, receivers.italic, receivers.font.size = True, True, Pt(12)
    for line in (
        text("- Standing committee of the Party committee;"),
        text("- People's council;"),
        text("- Archives."),
    ):
        paragraph = left.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run(line).font.size = Pt(11)
    _line(right.paragraphs[0], text("ON BEHALF OF THE PEOPLE'S COMMITTEE"), bold=True)
    _line(right.add_paragraph(), text("CHAIR"), bold=True)
