"""What a review says, in the order leaders read it: counts, what needs attention and why, all targets, figures and method.

Every number comes from the review; the text is put together from the sentences of `trackwords`.
"""

from typing import Final

from forecast.report.story import Block, Note, Paragraph, Picture, Section, Story, Table, issuer_of
from forecast.reviewwords import counts_text, standing_text, title_text
from forecast.trackfan import FAN_HEADS, fan_chart, fan_rows, fan_text, fans
from forecast.tracking import Track
from forecast.tracking.review import Review, Reviewed
from forecast.tracktables import REVIEW_HEADS, review_rows, vintage_rows
from forecast.trackwords import EXAMPLE_TEXT, TrackWords
from forecast.wording import N_
from forecast.yearplanwords import newest_text, running_text

WIDTHS: Final = (0.7, 2.5, 1.2, 1.15, 1.1, 0.9, 1.25, 1.3)
"""Columns of the table of all targets, relative to each other."""
FAN_WIDTHS: Final = (1.1, 1.5, 1.1, 1.0, 1.1, 1.2, 0.9)
MOST_CHARTS: Final = 3
"""Charts that a review has room for."""
MOST_NAMED: Final = 12
"""Targets that a review tells one by one; the table has them all."""
METHOD: Final = N_(
    "Method: what the years left require is computed from the newest figure to the target; its change since the plan is split into "
    "growth so far, revised figures, revised targets and definitions, which add up exactly. Act: above what nine in ten such places "
    "brought about, or a pace below 60% of what is required where no such places are known. Watch: above three in four, or below 95%."
)


def review_story(found: Review, words: TrackWords) -> Story:
    """Content of a review."""
    text = words.wording.text
    sections = [
        (text("Results"), _results(found, words)),
        (text("What needs attention first"), _attention(found, words)),
        (text("All targets"), _all_targets(found, words)),
        (text("Method"), (Paragraph(text=text(METHOD), kind="small"),)),
    ]
    return Story(
        language=words.wording.language,
        kind=text("REPORT"),
        subject=text("{review}: how the plan's targets stand", review=title_text(found, words)),
        issuer=issuer_of(words.wording.name(words.plan.name)),
        sections=tuple(Section(title=head, blocks=blocks) for head, blocks in sections if blocks),
        notice=text(EXAMPLE_TEXT) if found.ledger.facts.example else "",
    )


def _results(found: Review, words: TrackWords) -> tuple[Block, ...]:
    text = words.wording.text
    known = text(
        "As known on {day}; {n} targets, the first of each indicator.", day=words.day(found.on), n=len(found.rows)
    )
    names = {standing: _named(found, words, standing) for standing in ("over", "met", "missed")}
    lines = [
        names["over"] and text("Passed: {names}.", names=names["over"]),
        names["met"] and text("Reached: {names}.", names=names["met"]),
        names["missed"] and text("Missed: {names}.", names=names["missed"]),
    ]
    counts = Paragraph(text=counts_text(found, words), kind="lead")
    return (counts, *(Paragraph(text=line) for line in (*lines, known) if line))


def _named(found: Review, words: TrackWords, standing: str) -> str:
    return "; ".join(words.name(row.warned.track) for row in found.rows if row.standing == standing)


def _attention(found: Review, words: TrackWords) -> tuple[Block, ...]:
    """Targets to act on and to watch, reds first, each with why its requirement changed; then others whose office explains something."""
    rows = _in_order(found)
    pressing = [row for row in rows if row.warned.signal in ("act", "watch")][:MOST_NAMED]
    shown = [*pressing, *(row for row in rows if row.warned.explanation is not None and row not in pressing)]
    blocks: list[Block] = []
    for row in shown:
        drawn = sum(isinstance(block, Picture) for block in blocks)
        blocks += _point(found, row, words)
        blocks += _narrowing(row.warned.track, words) if drawn < MOST_CHARTS else ()
    return tuple(blocks)


def _in_order(found: Review) -> list[Reviewed]:
    """Rows of a review, those to act on first, then those to watch, else as the plan has them."""
    order = {"act": 0, "watch": 1}
    return sorted(found.rows, key=lambda row: order.get(row.warned.signal, 2))


def _narrowing(track: Track, words: TrackWords) -> tuple[Block, ...]:
    """What was expected of the target year before and after each actual: a chart and its rows."""
    chart, found = fan_chart(track, words), fans(track)
    if chart is None:
        return ()
    told = fan_text(track, words)
    bands = [entry.prospect.band for entry in found if entry.prospect is not None and entry.prospect.band is not None]
    names = [words.wording.text(head) for head in (FAN_HEADS[2], FAN_HEADS[4])]
    drawn = Picture(
        indicator=track.row.indicator, chart=chart, message=told, alt=told, caption=f"{words.name(track)}. {told}",
        years=tuple(range(len(bands))), series=tuple(zip(names, zip(*bands, strict=True), strict=True)),
    )  # fmt: skip
    heads = tuple(words.wording.text(head) for head in FAN_HEADS)
    rows = tuple(tuple(cells) for cells in fan_rows(track, words))
    shares = tuple(width / sum(FAN_WIDTHS) for width in FAN_WIDTHS)
    return drawn, Table(heads=heads, rows=rows, shares=shares, right=(2, 3, 4, 6))


def _point(found: Review, row: Reviewed, words: TrackWords) -> tuple[Block, ...]:
    """One target: its name, and what is said of it; the facts behind it are its notes."""
    warned, track = row.warned, row.warned.track
    text = words.wording.text
    unit = words.unit(track)
    levels = text(
        "{level}; target: {goal}; unit: {unit}.",
        level=words.level(track.last),
        goal=words.goal(track.last),
        unit=unit or "–",
    )
    lines = [levels, words.why(track), f"{words.basis(warned)} {words.when(warned)}".strip(), words.why_chance(track)]
    lines += [newest_text(found.ledger, track, words), running_text(found.ledger, warned, words)]
    lines += [words.link(link, track) for link in track.last.chain.links]
    if warned.explanation is not None:
        said = {
            "office": warned.explanation.author,
            "day": words.day(warned.explanation.known_on),
            "note": warned.explanation.note,
        }
        lines.append(text("{office} explains ({day}): {note}", **said))
    name = Paragraph(text=f"{words.signal(warned)} – {words.name(track)}", kind="lead", notes=_notes(track, words))
    return (name, *(Paragraph(text=line, kind="point") for line in lines if line))


def _notes(track: Track, words: TrackWords) -> tuple[Note, ...]:
    """Every fact about a target with its source, and what superseded it."""
    notes, text = [], words.wording.text
    for period, figure, status, known, source, author, superseded in vintage_rows(track.facts, words):
        later = text("superseded on {day}", day=superseded) if superseded else ""
        place = ", ".join(part for part in (author, known, later) if part)
        about = f"{period}: {figure} ({status})" if status else f"{period}: {figure}"
        notes.append(Note(title=source, place=place, about=about))
    return tuple(notes)


def _all_targets(found: Review, words: TrackWords) -> tuple[Block, ...]:
    """The table of all targets with a figure, and which have none yet."""
    text = words.wording.text
    heads = tuple(text(head) for head in REVIEW_HEADS)
    told = zip(found.rows, review_rows(found, words), strict=True)
    rows = tuple(tuple(cells) for row, cells in told if row.standing != "unknown")
    shares = tuple(width / sum(WIDTHS) for width in WIDTHS)
    blocks: list[Block] = [Table(heads=heads, rows=rows, shares=shares, right=(4, 5))] if rows else []
    silent = [row for row in found.rows if row.standing == "unknown"]
    for remark in dict.fromkeys(standing_text(row, words) for row in silent):
        names = [words.name(row.warned.track) for row in silent if standing_text(row, words) == remark]
        said = text("Not known yet, {why} ({n}): {names}.", why=remark, n=len(names), names="; ".join(names))
        blocks.append(Paragraph(text=said))
    return tuple(blocks)
