"""Parts of Word documents: paragraphs, drawn rules, tables that keep their rows whole, page numbers."""

import re
from collections.abc import Sequence
from typing import Any, Final

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

FONT: Final = "Times New Roman"
_TIED: Final = re.compile(r"(?<=[≤≥≈▼◆●○]) |(?<=[<>]) (?=\d)|(?<=\d) (?=%)")
"""Blanks at which no line is broken."""
ALIGN: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}  # fmt: skip


def write(
    paragraph: WordParagraph, text: str, size: float, *, bold: bool = False, italic: bool = False, align: str = "left"
) -> WordParagraph:
    """Text in one face and size; nothing of it is read as a field or a mark."""
    paragraph.alignment = ALIGN[align]
    add(paragraph, text, size, bold=bold, italic=italic)
    return paragraph


def add(paragraph: WordParagraph, text: str, size: float, *, bold: bool = False, italic: bool = False) -> Run:
    """More text at the end of a paragraph; no line breaks between a number and its sign of per cent."""
    run = paragraph.add_run(_TIED.sub("\u00a0", text))
    run.bold, run.italic, run.font.size, run.font.name = bold, italic, Pt(size), FONT
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    return run


def spaced(paragraph: WordParagraph, *, before: float = 0, after: float = 0, first: float = 0) -> WordParagraph:
    """Space before and after [pt] and first line indent [mm]."""
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.first_line_indent = Pt(before), Pt(after), Mm(first)
    form.line_spacing = 1.0
    return paragraph


def rule(paragraph: WordParagraph, width: float, length: float) -> None:
    """A drawn line of `length` [mm] centred in a width [mm]: the border of an empty paragraph between its indents."""
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm((width - length) / 2)
    form.space_before, form.space_after = Pt(3), Pt(2)
    form.line_spacing = Pt(2)
    border = OxmlElement("w:pBdr")
    line = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    paragraph._p.get_or_add_pPr().append(border)


def bare_table(parent: Any, widths: Sequence[float]) -> WordTable:
    """A table of one row without borders or padding, of given column widths [mm]."""
    table: WordTable = parent.add_table(1, len(widths))
    table.autofit = False
    _padding(table, 0)
    _set_widths(table, widths)
    return table


def _set_widths(table: WordTable, widths: Sequence[float]) -> None:
    """Widths of the columns [mm], in the grid and in every cell: programs differ in which they read."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _padding(table: WordTable, width: int) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(width))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.append(margins)


def grid(
    document: Document,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    size: float,
    right: Sequence[int],
) -> WordTable:
    """A ruled table: its head repeats on every page, and no row is split between pages. Widths in mm, type in pt."""
    table: WordTable = document.add_table(1, len(heads), style="Table Grid")
    table.autofit = False
    _padding(table, 55)
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        write(cell.paragraphs[0], head, size, bold=True, align="center").paragraph_format.keep_with_next = True
    _mark_row(table.rows[0], "w:tblHeader")
    for row in rows:
        cells = table.add_row().cells  # type: ignore[no-untyped-call]
        for place, text in enumerate(row):
            write(cells[place].paragraphs[0], text, size, align="right" if place in right else "left")
    for each in table.rows:
        _mark_row(each, "w:cantSplit")
    _set_widths(table, widths)
    return table


def _mark_row(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def number_pages(section: Any, size: float) -> None:
    """Page numbers centred in the top margin, from the second page on."""
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = ALIGN["center"]
    field(paragraph, "PAGE", "2", size)


def field(paragraph: WordParagraph, instruction: str, shown: str, size: float, *, raised: bool = False) -> None:
    """A field that Word fills in, with what it shows until then; one run for each of its parts, as Word writes them."""
    for kind in ("begin", "instruction", "separate", "shown", "end"):
        run = add(paragraph, shown if kind == "shown" else "", size)
        run.font.superscript = raised or None
        if kind == "instruction":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {instruction} "
            run._r.append(code)
        elif kind != "shown":
            end = OxmlElement("w:fldChar")
            end.set(qn("w:fldCharType"), kind)
            run._r.append(end)


def set_page(section: Any, margins: Sequence[float]) -> None:
    """A4 upright with margins top, bottom, left, right [mm]."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, margins)
    section.header_distance = Mm(margins[0] / 2)


def cell_line(
    cell: _Cell, text: str, size: float, *, bold: bool = False, italic: bool = False, align: str = "center"
) -> WordParagraph:
    """One more line of a cell; the first takes the paragraph that is there."""
    first = cell.paragraphs[0]
    paragraph = first if not first.runs and len(cell.paragraphs) == 1 else cell.add_paragraph()
    return spaced(write(paragraph, text, size, bold=bold, italic=italic, align=align))
