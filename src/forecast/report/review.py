"""A review of actuals as a Word document, in the same prescribed layouts as the feasibility report."""

from forecast.report.layouts import Name
from forecast.report.story import Block, Paragraph, Section, Story, Table, issuer_of
from forecast.report.word import word
from forecast.trackstory import Block as ReviewBlock
from forecast.trackstory import Grid, Point
from forecast.trackstory import Story as ReviewStory
from forecast.wording import Wording


def review_word(found: ReviewStory, wording: Wording, layout: Name = "state") -> bytes:
    """The document as bytes."""
    sections = tuple(
        Section(title=title, blocks=tuple(part for block in blocks for part in _parts(block)))
        for title, blocks in found.sections
    )
    story = Story(
        language=wording.language, kind=wording.text("REPORT"), subject=found.subject, issuer=issuer_of(found.place),
        sections=sections, notice=found.notice or "",
    )  # fmt: skip
    return word(story, wording, layout)


def _parts(block: ReviewBlock) -> list[Block]:
    if isinstance(block, Grid):
        whole = sum(block.widths)
        return [Table(heads=block.heads, rows=block.rows, shares=tuple(width / whole for width in block.widths))]
    if isinstance(block, Point):
        return [Paragraph(text=block.name, kind="lead"), *(Paragraph(text=f"- {line}") for line in block.lines)]
    return [Paragraph(text=block)]
