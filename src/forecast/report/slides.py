"""A story as slides: 16:9, one message each, native charts that can be edited, sources in the notes of the speaker."""

import io
from dataclasses import replace
from typing import Any, Final

from pptx.util import Pt

from forecast.report import slideparts as parts
from forecast.report.settled import MADE, settled
from forecast.report.story import Paragraph, Picture, Section, Story, Table
from forecast.wording import Wording

FEWEST_SLIDES, MOST_SLIDES = 6, 10
"""Slides of a set; a section with nothing but its message makes none, charts beyond the most stand in the report."""
COLUMNS: Final = (1, 3, 4, 6, 8)
"""Columns of the table of all targets that a slide has room for."""
ORDER: Final = "▼◆●○"
"""Signs of the lights, worst first."""
MORE: Final = 0.4
"""Room of the line that counts what does not fit [in]."""


def slides(story: Story, wording: Wording) -> bytes:
    """The slides as bytes."""
    deck = parts.new_deck()
    known = deck.core_properties
    known.title, known.author, known.created, known.modified = story.subject[:250], "", MADE, MADE
    _title(deck, story)
    drawn = [[block for block in section.blocks if isinstance(block, Picture)] for section in story.sections]
    room = max(MOST_SLIDES - 1 - sum(not pictures for pictures in drawn), 1)
    empty = {n for n, section in enumerate(story.sections) if not _holds(section)}
    spare = 1 + len(story.sections) - FEWEST_SLIDES
    for n, (section, pictures) in enumerate(zip(story.sections, drawn, strict=True)):
        if n in empty and len(empty) <= spare:
            continue
        if pictures:
            for picture in pictures[:room]:
                slide = parts.new_slide(deck, picture.message)
                parts.chart(slide, picture, story.language)
                parts.notes(slide, [picture.alt, *picture.sources])
        else:
            _section(deck, section, wording)
    content = io.BytesIO()
    deck.save(content)
    return settled(content.getvalue())


def _holds(section: Section) -> bool:
    """Whether anything stands under the message of a section."""
    return any(not isinstance(block, Paragraph) or block.text != section.message for block in section.blocks)


def _title(deck: Any, story: Story) -> None:
    """The first slide: whose plan it is, what is told, and of which scenario."""
    slide = parts.new_slide(deck, story.subject)
    place = ", ".join(part for part in (story.issuer.area, story.issuer.province) if part)
    frame = parts.box(slide, [line for line in (place, story.about) if line], 24, top=2.2, height=2.5)
    for paragraph in frame.paragraphs:
        paragraph.space_after = Pt(12)
    parts.notes(slide, [story.kind, story.subject, story.about])


def _section(deck: Any, section: Section, wording: Wording) -> None:
    """A section as one slide: its message, its points and its table as far as there is room."""
    slide = parts.new_slide(deck, section.message or section.title)
    said = [block for block in section.blocks if isinstance(block, Paragraph)]
    held = next((block for block in section.blocks if isinstance(block, Table)), None)
    points = [point for point in said if point.text != section.message and (point.kind != "small" or held is None)]
    if held is not None and (len(points) <= 1 or len(held.heads) > len(COLUMNS)):
        points = []
    given = section.brief or held
    top = _points(slide, points, wording, leave=0.0 if given is None else 2.2)
    if given is not None:
        _table(slide, given, wording, top)
    parts.notes(slide, [*(point.text for point in said), *(note.text for point in said for note in point.notes)])


def _points(slide: Any, points: list[Paragraph], wording: Wording, *, leave: float) -> float:
    """Points in the largest type that fits, whole or not at all, with room left for a table [in]; gives where they end."""
    texts = [point.text for point in points]
    if not texts:
        return parts.TOP + 0.1
    width, room = parts.INSIDE - 0.6, parts.BOTTOM - parts.TOP - leave - MORE
    size = parts.largest(texts, parts.TEXT_SIZES, width, room)
    n = parts.fitting(texts, size, width, room)
    height = parts.height_of(texts[:n], size, width)
    parts.points(slide, texts[:n], size, top=parts.TOP, height=height)
    if n < len(texts):
        parts.box(slide, [wording.text("More stands in the report.")], 16, top=parts.TOP + height, height=MORE)
        height += MORE
    return parts.TOP + height + 0.15


def _table(slide: Any, given: Table, wording: Wording, top: float) -> None:
    """A table, that of all targets with the worst first and the columns there is room for; what does not fit is counted."""
    shown = given
    if len(given.heads) > len(COLUMNS):
        rows = sorted(given.rows, key=lambda row: ORDER.find(row[-1][:1]))
        shown = replace(
            given, heads=tuple(given.heads[n] for n in COLUMNS), rows=tuple(tuple(row[n] for n in COLUMNS) for row in rows),
            shares=tuple(given.shares[n] for n in COLUMNS), right=(1, 2, 3),
        )  # fmt: skip
    n = parts.table(slide, shown, top=top, room=parts.BOTTOM - top - MORE)
    if n < len(shown.rows):
        left = len(shown.rows) - n
        more = (
            wording.text("{n} more rows stand in the report.", n=left)
            if left > 1
            else wording.text("One more row stands in the report.")
        )
        parts.box(slide, [more], 16, top=parts.BOTTOM - MORE, height=MORE)
