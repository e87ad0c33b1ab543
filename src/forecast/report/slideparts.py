"""Parts of slides: a template of our own in 16:9, texts and tables in the largest type that fits, native line charts."""

import copy
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pptx
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches, Pt

from forecast.charts import COLOURS, TARGET_COLOUR
from forecast.report.story import Picture, Table
from forecast.sourced import Language

WIDTH, HEIGHT = 13.333, 7.5
"""Size of a slide [in]."""
MARGIN: Final = 0.6
INSIDE: Final = WIDTH - 2 * MARGIN
"""Width of what stands on a slide [in]."""
TOP, BOTTOM = 1.65, 6.95
"""Between these stands what a slide holds below its title [in]."""
FACE: Final = "Arial"
INK, WHITE, GREY = map(RGBColor.from_string, ("1A1A1A", "FFFFFF", "D9D9D9"))
ACCENT, BROWN, RED = (
    RGBColor.from_string(colour[1:].upper())  # type: ignore[no-untyped-call]
    for colour in (COLOURS["path"], COLOURS["required"], TARGET_COLOUR)
)
MARKS: Final[Mapping[Language, str]] = {"vi": "[$-42A]", "en": "[$-409]"}
"""Before a number format: whose marks its numbers have."""
WHOLE: Final = 8
"""Highest level of a chart from which the numbers of its axis are whole."""
SIGNS: Final = {"▼": TARGET_COLOUR, "◆": COLOURS["required"], "●": "#1b6e2d", "○": "#5a5a5a"}
"""Colours of the signs of the lights, where they stand before a point."""
TITLE_ROOM: Final = 76
"""Height of a title [pt]."""
TITLE_SIZES: Final = (28, 26, 24, 22, 20)
TEXT_SIZES: Final = (24, 22, 20, 18)
TABLE_SIZES: Final = (18, 16, 14)
"""Type from which the largest that fits is taken [pt]."""
_LETTER, _BOLD = 0.5, 0.57
"""Mean width of a letter, plain and bold [em]."""
_LINE: Final = 1.2
"""Height of a line [em]."""
_CELL: Final = 0.2
"""Left and right margin of a cell together [in]."""
_ROW: Final = 0.1
"""Upper and lower margin of a cell together [in]."""


def new_deck() -> Any:
    """An empty set of slides whose master and layouts are 16:9 too: titles above a drawn rule, room for text below."""
    deck = pptx.Presentation()
    wider = Inches(WIDTH) / deck.slide_width
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    master = deck.slide_master
    for holder in (master, *master.slide_layouts):
        for shape in holder.shapes:
            if shape._element.xpath(".//a:xfrm"):
                shape.left, shape.width = round(shape.left * wider), round(shape.width * wider)
    shapes = deck.slides.add_slide(deck.slide_layouts[6]).shapes
    rule = shapes.add_connector(1, Inches(MARGIN), Inches(1.5), Inches(WIDTH - MARGIN), Inches(1.5))
    rule.line.color.rgb, rule.line.width = ACCENT, Pt(1.5)
    deck.slide_layouts[5].shapes._spTree.append(copy.deepcopy(rule._element))
    deck.part.drop_rel(deck.slides._sldIdLst[0].rId)
    del deck.slides._sldIdLst[0]
    return deck


def lines_of(text: str, size: float, width: float, letter: float = _LETTER) -> int:
    """Lines that a text takes in a width [in], in type of a size [pt]."""
    return max(len(textwrap.wrap(text, max(int(width * 72 / (size * letter)), 4))), 1)


def height_of(texts: Sequence[str], size: float, width: float) -> float:
    """Height of paragraphs with the space after each [in]."""
    return sum(lines_of(text, size, width) * _LINE + 0.5 for text in texts) * size / 72


def largest(texts: Sequence[str], sizes: Sequence[int], width: float, height: float) -> int:
    """The largest type in which all paragraphs fit, or else the smallest."""
    return next((size for size in sizes if height_of(texts, size, width) <= height), sizes[-1])


def fitting(texts: Sequence[str], size: float, width: float, height: float) -> int:
    """How many of the first paragraphs fit, at least one."""
    return next(
        (n for n in range(len(texts), 1, -1) if height_of(texts[:n], size, width) <= height), min(len(texts), 1)
    )


def new_slide(deck: Any, message: str) -> Any:
    """A slide with its message as the title, and its number."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = Inches(MARGIN), Inches(0.3), Inches(INSIDE), Inches(1.15)
    lines = [(size, lines_of(message, size, INSIDE - _CELL, _BOLD)) for size in TITLE_SIZES]
    size = next((size for size, n in lines if n * size * _LINE <= TITLE_ROOM), TITLE_SIZES[-1])
    write(title.text_frame, [message], size, bold=True, colour=ACCENT)
    title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    title.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    _number(slide, len(deck.slides))
    return slide


def _number(slide: Any, number: int) -> None:
    """The number of the slide in its lower right corner, as a field."""
    shape = slide.shapes.add_textbox(Inches(WIDTH - MARGIN - 1), Inches(7.02), Inches(1), Inches(0.35))
    paragraph = shape.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    paragraph._p.append(
        parse_xml(
            f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            f'<a:rPr lang="en-US" sz="1200"><a:latin typeface="{FACE}"/></a:rPr><a:t>{number}</a:t></a:fld>'
        )
    )


def write(frame: Any, lines: Sequence[str], size: float, *, bold: bool = False, colour: Any = INK) -> None:
    """Lines as paragraphs of a frame, in one size; they wrap inside it."""
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.name, run.font.color.rgb = Pt(size), bold, FACE, colour


def box(slide: Any, lines: Sequence[str], size: float, *, top: float, height: float) -> Any:
    """Plain lines in a box as wide as the slide; gives its frame."""
    shape = slide.shapes.add_textbox(Inches(MARGIN), Inches(top), Inches(INSIDE), Inches(height))
    write(shape.text_frame, lines, size)
    return shape.text_frame


def points(slide: Any, lines: Sequence[str], size: float, *, top: float, height: float) -> None:
    """Lines as points; the sign of a light takes the place of the bullet."""
    signs = [line[:1] if line[:1] in SIGNS else "•" for line in lines]
    plain = [line[1:].strip() if sign in SIGNS else line for sign, line in zip(signs, lines, strict=True)]
    frame = box(slide, plain, size, top=top, height=height)
    indent = Inches(0.35)
    for paragraph, sign in zip(frame.paragraphs, signs, strict=True):
        paragraph.space_after = Pt(size / 2)
        form = paragraph._p.get_or_add_pPr()
        form.set("marL", str(indent))
        form.set("indent", str(-indent))
        colour = SIGNS.get(sign, "#1A1A1A")[1:].upper()
        form.append(parse_xml(f'<a:buClr {nsdecls("a")}><a:srgbClr val="{colour}"/></a:buClr>'))
        form.append(parse_xml(f'<a:buFont {nsdecls("a")} typeface="{FACE}"/>'))
        form.append(parse_xml(f'<a:buChar {nsdecls("a")} char="{sign}"/>'))


def table(slide: Any, given: Table, *, top: float, room: float) -> int:
    """As many rows as there is room for [in], in the largest type in which all of them fit; gives how many stand there."""
    widths = [INSIDE * share / sum(given.shares) for share in given.shares]
    sizes = [
        (size, [_row_height(given.heads, widths, size, _BOLD), *(_row_height(row, widths, size) for row in given.rows)])
        for size in TABLE_SIZES
    ]
    size, heights = next(((size, each) for size, each in sizes if sum(each) <= room), sizes[-1])
    shown = max(n for n in range(len(heights)) if n <= 1 or sum(heights[: n + 1]) <= room)
    shape = slide.shapes.add_table(
        shown + 1, len(widths), Inches(MARGIN), Inches(top), Inches(INSIDE), Inches(sum(heights[: shown + 1]))
    )
    for place, width in enumerate(widths):
        shape.table.columns[place].width = Inches(width)
    for number, row in enumerate((given.heads, *given.rows[:shown])):
        shape.table.rows[number].height = Inches(heights[number])
        for place, text in enumerate(row):
            _cell(shape.table.cell(number, place), text, size, head=number == 0, right=place in given.right)
    return shown


def _row_height(row: Sequence[str], widths: Sequence[float], size: float, letter: float = _LETTER) -> float:
    most = max(lines_of(text, size, width - _CELL, letter) for text, width in zip(row, widths, strict=True))
    return most * _LINE * size / 72 + _ROW


def _cell(cell: Any, text: str, size: float, *, head: bool, right: bool) -> None:
    cell.margin_top = cell.margin_bottom = Inches(_ROW / 2)
    cell.margin_left = cell.margin_right = Inches(_CELL / 2)
    if head:
        cell.fill.solid()
        cell.fill.fore_color.rgb = ACCENT
    write(cell.text_frame, [text], size, bold=head, colour=WHITE if head else INK)
    if right:
        cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def chart(slide: Any, picture: Picture, language: Language) -> None:
    """A native line chart: the path, the one that just reaches the target, and the target as a mark of its own."""
    data = CategoryChartData(number_format="#,##0.##")  # type: ignore[no-untyped-call]
    data.categories = [str(year) for year in picture.years]
    for name, levels in picture.series:
        data.add_series(name, levels)  # type: ignore[no-untyped-call]
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.LINE_MARKERS, Inches(MARGIN), Inches(TOP), Inches(INSIDE), Inches(BOTTOM - TOP), data
    )
    frame._element.nvGraphicFramePr.cNvPr.set("descr", picture.alt[:2000])
    drawn = frame.chart
    drawn.has_legend, drawn.has_title = True, False
    drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    drawn.font.size, drawn.font.name = Pt(16), FACE
    _axis(drawn, picture, language)
    lines = list(drawn.plots[0].series)
    for line, colour in zip(lines, (ACCENT, BROWN), strict=False):
        _line(line, colour)
    if picture.goal:
        _mark(lines[-1], picture)


def _axis(drawn: Any, picture: Picture, language: Language) -> None:
    axis = drawn.value_axis
    high = max((abs(level) for _, levels in picture.series for level in levels if level is not None), default=0)
    axis.tick_labels.number_format = MARKS[language] + ("#,##0" if high >= WHOLE else "0.0")
    axis.tick_labels.number_format_is_linked = False
    axis.major_gridlines.format.line.color.rgb = GREY
    axis.has_title = bool(picture.unit)
    if picture.unit:
        axis.axis_title.text_frame.text = picture.unit
        font = axis.axis_title.text_frame.paragraphs[0].runs[0].font
        font.size, font.bold, font.name = Pt(14), False, FACE


def _line(line: Any, colour: Any) -> None:
    line.smooth = False
    line.format.line.color.rgb, line.format.line.width = colour, Pt(3)
    if colour == BROWN:
        line.format.line.dash_style = MSO_LINE_DASH_STYLE.DASH
    line.marker.format.fill.solid()
    line.marker.format.fill.fore_color.rgb = colour


def _mark(line: Any, picture: Picture) -> None:
    """The target: a red diamond without a line, with what it says beside it."""
    line.smooth = False
    line.format.line.fill.background()
    line.marker.style, line.marker.size = XL_MARKER_STYLE.DIAMOND, 14
    line.marker.format.fill.solid()
    line.marker.format.fill.fore_color.rgb = RED
    place = next(n for n, level in enumerate(picture.series[-1][1]) if level is not None)
    label = line.points[place].data_label
    label.has_text_frame, label.position = True, XL_LABEL_POSITION.ABOVE
    run = label.text_frame.paragraphs[0].add_run()
    run.text = picture.goal
    run.font.size, run.font.bold, run.font.color.rgb, run.font.name = Pt(16), True, RED, FACE


def notes(slide: Any, lines: Sequence[str]) -> None:
    """Lines for the speaker, each once."""
    slide.notes_slide.notes_text_frame.text = "\n".join(dict.fromkeys(line for line in lines if line))
