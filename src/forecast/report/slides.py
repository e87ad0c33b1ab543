"""A story as slides: 16:9, one message each, native charts that can be edited, sources in the notes of the speaker."""

import io
from collections.abc import Sequence
from typing import Any, Final

import pptx
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from forecast.report.settled import MADE, settled
from forecast.report.story import Paragraph, Picture, Section, Story, Table
from forecast.wording import Wording

WIDTH, HEIGHT = 13.333, 7.5
"""Size of a slide [in]."""
INK, WHITE, ACCENT, BROWN = map(RGBColor.from_string, ("1A1A1A", "FFFFFF", "0B5CAD", "8A5A00"))
LINES: Final = (ACCENT, BROWN)
FACE: Final = "Arial"
MOST_POINTS: Final = 4
"""Points on one slide; the rest stand in the notes of the speaker."""
MOST_ROWS: Final = 9
MOST_SLIDES: Final = 10
"""Slides of a set; charts beyond them stand in the report."""
LONGEST: Final = 210
"""Letters of a point; longer ones end with an ellipsis, and stand whole in the notes."""
COLUMNS: Final = (1, 3, 4, 6, 8)
"""Columns of the table of all targets that a slide has room for."""


def slides(story: Story, wording: Wording) -> bytes:
    """The slides as bytes."""
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    known = deck.core_properties
    known.title, known.author, known.created, known.modified = story.subject[:250], "", MADE, MADE
    _title(deck, story)
    drawn = [[block for block in section.blocks if isinstance(block, Picture)] for section in story.sections]
    room = max(MOST_SLIDES - 1 - sum(not pictures for pictures in drawn), 1)
    for section, pictures in zip(story.sections, drawn, strict=True):
        if pictures:
            for picture in pictures[:room]:
                _chart(deck, picture)
        else:
            _section(deck, section, wording)
    content = io.BytesIO()
    deck.save(content)
    return settled(content.getvalue())


def _blank(deck: Any, message: str) -> Any:
    """An empty slide with its message as the title."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = Inches(0.6), Inches(0.35), Inches(WIDTH - 1.2), Inches(1.15)
    _text(title.text_frame, [_short(message, 170)], 28, bold=True, colour=ACCENT)
    title.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    return slide


def _text(frame: Any, lines: Sequence[str], size: float, *, bold: bool = False, colour: Any = INK) -> None:
    """Lines as paragraphs of a frame, in one size; they wrap inside it."""
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size / 2)
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.name, run.font.color.rgb = Pt(size), bold, FACE, colour


def _box(slide: Any, lines: Sequence[str], size: float, *, top: float, height: float) -> None:
    shape = slide.shapes.add_textbox(Inches(0.6), Inches(top), Inches(WIDTH - 1.2), Inches(height))
    _text(shape.text_frame, lines, size)


def _title(deck: Any, story: Story) -> None:
    slide = _blank(deck, story.subject)
    message = next((section.message for section in story.sections if section.message), "")
    _box(slide, [message], 26, top=2.6, height=2)
    _notes(slide, [story.kind, story.subject])


def _section(deck: Any, section: Section, wording: Wording) -> None:
    """A section as one slide: its message, its points and its table as far as there is room."""
    slide = _blank(deck, section.message or section.title)
    points = [block for block in section.blocks if isinstance(block, Paragraph) and block.text != section.message]
    tables = [block for block in section.blocks if isinstance(block, Table)]
    large = next((table for table in tables if len(table.heads) > len(COLUMNS)), None)
    small = next((table for table in tables if table is not large), None)
    if large is not None:
        _table(slide, large, COLUMNS, top=1.6)
        left = len(large.rows) - MOST_ROWS
        more = [wording.text("{n} more rows stand in the report.", n=left)] if left > 0 else []
        _box(slide, more, 14, top=6.8, height=0.5)
    else:
        few = points[: MOST_POINTS - bool(small)]
        shown = [_short(f"• {point.text}", LONGEST * (2 if len(few) < MOST_POINTS - 1 else 1)) for point in few]
        _box(slide, shown, 24 if len(few) < MOST_POINTS - 1 else 20, top=1.7, height=3.4 if small else 5.2)
        if small is not None:
            _table(slide, small, range(len(small.heads)), top=5.1, most=4)
    _notes(slide, [*(point.text for point in points), *(note.text for point in points for note in point.notes)])


def _table(slide: Any, table: Table, columns: Sequence[int], *, top: float, most: int = MOST_ROWS) -> None:
    rows = table.rows[:most]
    share = sum(table.shares[column] for column in columns)
    shape = slide.shapes.add_table(
        len(rows) + 1, len(columns), Inches(0.6), Inches(top), Inches(WIDTH - 1.2), Inches(0.42 * (len(rows) + 1))
    )
    for place, column in enumerate(columns):
        shape.table.columns[place].width = Inches((WIDTH - 1.2) * table.shares[column] / share)
        for number, row in enumerate((table.heads, *rows)):
            cell = shape.table.cell(number, place)
            cell.margin_top = cell.margin_bottom = Inches(0.03)
            _text(
                cell.text_frame,
                [_short(row[column], 60)],
                14,
                bold=number == 0,
                colour=INK if number else WHITE,
            )


def _chart(deck: Any, picture: Picture) -> None:
    """A native line chart of a path and of the one that just reaches the target."""
    slide = _blank(deck, picture.message)
    data = CategoryChartData(number_format="#,##0.##")  # type: ignore[no-untyped-call]
    data.categories = [str(year) for year in picture.years]
    for name, levels in picture.series:
        data.add_series(name, levels)  # type: ignore[no-untyped-call]
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.LINE_MARKERS, Inches(0.6), Inches(1.6), Inches(WIDTH - 1.2), Inches(5.4), data
    )
    chart = frame.chart
    chart.has_legend, chart.has_title = True, False
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.font.size, chart.font.name = Pt(16), FACE
    for series, colour in zip(chart.plots[0].series, LINES, strict=False):
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = colour, Pt(3)
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = colour
    frame._element.nvGraphicFramePr.cNvPr.set("descr", picture.alt[:2000])
    _notes(slide, [picture.alt])


def _notes(slide: Any, lines: Sequence[str]) -> None:
    slide.notes_slide.notes_text_frame.text = "\n".join(dict.fromkeys(lines))


def _short(text: str, most: int) -> str:
    """Text of at most so many letters, cut at a word."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"
