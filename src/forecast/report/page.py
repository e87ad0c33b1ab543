"""A story as one HTML file: offline, printable, every text escaped."""

from html import escape
from typing import Final

from forecast.report.images import svg
from forecast.report.layouts import ROMAN
from forecast.report.story import Block, Note, Paragraph, Picture, Story, Table
from forecast.wording import Wording

STYLE: Final = """
body {font: 16px/1.5 "Times New Roman", "Liberation Serif", serif; color: #111; max-width: 52rem; margin: 2rem auto; padding: 0 1rem}
h1 {font-size: 1.4rem; text-align: center} h2 {font-size: 1.15rem; margin-top: 1.6rem; break-after: avoid}
p {text-align: justify} .lead {font-weight: bold} .small, .notes {font-size: .9rem} .kind {text-align: center; font-weight: bold}
.wide {overflow-x: auto} table {border-collapse: collapse; width: 100%; font-size: .92rem} .many {min-width: 46rem; font-size: .85rem}
th, td {border: 1px solid #444; padding: .25rem .4rem; text-align: left; vertical-align: top} .right {text-align: right}
figure {margin: 1rem 0; text-align: center} figure svg {max-width: 100%; height: auto} sup {font-size: .75em}
@media print {body {font-size: 12pt; margin: 0; padding: 0; max-width: none} .wide {overflow: visible}
  .many {min-width: 0; font-size: 9.5pt}
  tr, figure {break-inside: avoid} thead {display: table-header-group} a {color: inherit}}
@page {size: A4; margin: 20mm 15mm 20mm 30mm}
"""


MANY_COLUMNS: Final = 4
"""Columns above which a table keeps its width and is moved sideways on a phone."""


def page(story: Story, wording: Wording) -> bytes:
    """The file as bytes."""
    numbers = {note: number for number, note in enumerate(story.notes(), 1)}
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{story.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f"<title>{escape(story.subject)}</title><style>{STYLE}</style></head><body>",
        f'<p class="kind">{escape(story.kind)}</p><h1>{escape(story.subject)}</h1>',
    ]
    for number, section in enumerate(story.sections):
        parts.append(f"<h2>{ROMAN[number]}. {escape(section.title)}</h2>")
        parts += [_block(block, numbers) for block in section.blocks]
    parts.append(_notes(wording, numbers))
    for section in story.annexes:
        parts.append(f"<h2>{escape(section.title)}</h2>")
        parts += [_block(block, numbers) for block in section.blocks]
    parts.append("</body></html>\n")
    return "\n".join(parts).encode()


def _block(block: Block, numbers: dict[Note, int]) -> str:
    if isinstance(block, Paragraph):
        marks = ", ".join(f'<a href="#n{numbers[note]}">{numbers[note]}</a>' for note in dict.fromkeys(block.notes))
        return f'<p class="{block.kind}">{escape(block.text)}{f" <sup>[{marks}]</sup>" if marks else ""}</p>'
    if isinstance(block, Table):
        return _table(block)
    return _picture(block)


def _table(block: Table) -> str:
    widths = "".join(f'<col style="width: {100 * share / sum(block.shares):.1f}%">' for share in block.shares)
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in block.heads)
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td{' class=right' if place in block.right else ''}>{escape(cell)}</td>" for place, cell in enumerate(row)
        )
        + "</tr>"
        for row in block.rows
    )
    narrow = " class=many" if len(block.heads) > MANY_COLUMNS else ""
    whole = f"<colgroup>{widths}</colgroup><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>"
    return f'<div class="wide"><table{narrow}>{whole}</table></div>'


def _picture(block: Picture) -> str:
    drawn = svg(block.chart).replace("<svg ", f'<svg role="img" aria-label="{escape(block.alt)}" ', 1)
    return f"<figure>{drawn}<figcaption>{escape(block.caption)}</figcaption></figure>"


def _notes(wording: Wording, numbers: dict[Note, int]) -> str:
    if not numbers:
        return ""
    lines = "".join(f'<li id="n{number}">{escape(note.text)}</li>' for note, number in numbers.items())
    title = escape(wording.text("Sources"))
    return f'<h2>{title}</h2><ol class="notes">{lines}</ol>'
