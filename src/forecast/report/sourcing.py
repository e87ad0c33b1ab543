"""Where the figures of a report stand: notes under its sentences, and the annex for its table."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from forecast.plan import Plan
from forecast.report.story import Block, Note, Paragraph, Section, Table
from forecast.requirement import Requirement
from forecast.sourced import Source, Sourced
from forecast.tables import numbered
from forecast.wording import Wording

SHARES = (0.27, 0.73)


def source_note(plan: Plan, source: Source, wording: Wording, about: str = "") -> Note:
    """Where a figure stands; `about` says of what it speaks."""
    if source.sheet is not None:
        return Note(title=source.sheet, place=wording.text("cell {cell}", cell=source.cell), about=about)
    if source.document is None:
        return Note(title=wording.origin(source), about=about)
    line = wording.text("line {line}", line=source.line) if source.line else ""
    page = wording.text("page {page}", page=source.page) if source.page else ""
    title = plan.sources[source.document].title
    return Note(title=title, place=line or page, quote=source.quote or "", about=about)


def row_notes(plan: Plan, needed: Requirement, wording: Wording) -> tuple[Note, ...]:
    """Sources of what a target is judged by, each place once: base, target, stated growth, and past growth."""
    found: dict[Source, list[str]] = {}
    for about, item in _items(plan, needed, wording):
        found.setdefault(item.source, []).append(about)
    return tuple(source_note(plan, source, wording, ", ".join(abouts)) for source, abouts in found.items())


def _items(plan: Plan, needed: Requirement, wording: Wording) -> Iterator[tuple[str, Sourced]]:
    indicator, text = plan.indicators[needed.place], wording.text
    if needed.base.item is not None:
        yield text("base"), needed.base.item
    for target in indicator.targets:
        if target.id == needed.target:
            yield text("target"), target
    if indicator.stated_rate is not None:
        yield text("stated growth"), indicator.stated_rate
    if needed.past is not None and needed.past.item is not None:
        yield text("past growth"), needed.past.item


def annex(plan: Plan, rows: Sequence[Requirement], wording: Wording) -> Section | None:
    """The documents with a number each, and for every row of the table of all targets where its figures stand."""
    text = wording.text
    notes = [(row, row_notes(plan, row, wording)) for row in rows]
    documents = list(dict.fromkeys(note.title for _, those in notes for note in those))
    if not documents:
        return None
    numbers = {title: number for number, title in enumerate(documents, 1)}
    blocks: list[Block] = [Paragraph(text=f"({number}) {title}", kind="small") for title, number in numbers.items()]
    lines = tuple(
        (numbered(row, plan, wording), "; ".join(_short(note, numbers[note.title]) for note in those) or "–")
        for row, those in notes
    )
    heads = (text("Indicator"), text("Where its figures stand (document, place)"))
    blocks.append(Table(heads=heads, rows=lines, shares=SHARES))
    return Section(title=text("Sources of the figures in the table of all targets"), blocks=tuple(blocks))


def _short(note: Note, number: int) -> str:
    return replace(note, title=f"({number})").text
