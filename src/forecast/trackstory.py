"""What a review says, in the order leaders read it: counts, what needs attention and why, all targets, figures and method.

Every number comes from the review; the text is put together from the sentences of `trackwords`.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

from forecast.tracking.facts import Fact
from forecast.tracking.review import Review, Reviewed
from forecast.tracktables import REVIEW_HEADS, VINTAGE_HEADS, review_rows, vintage_rows
from forecast.trackwords import EXAMPLE_TEXT, TrackWords
from forecast.wording import N_

MOST_NAMED: Final = 12
"""Targets that a review tells one by one; the table has them all."""
METHOD: Final = N_(
    "Method: what the years left require is computed from the newest figure to the target; its change since the plan is split into "
    "growth so far, revised figures, revised targets and definitions, which add up exactly. Act: above what nine in ten such places "
    "brought about, or a pace below 60 % of what is required where no such places are known. Watch: above three in four, or below 95 %."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: heads, rows of text, and the widths of its columns relative to each other."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One target of a list: its name, and what is said of it."""

    name: str
    lines: tuple[str, ...]


Block: TypeAlias = str | Point | Grid
Section: TypeAlias = tuple[str, tuple[Block, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A review as content: what it is about, what has to be said before all else, and its sections."""

    place: str
    subject: str
    on: str
    notice: str | None
    sections: tuple[Section, ...]


def review_story(found: Review, words: TrackWords) -> Story:
    """Content of a review."""
    text = words.wording.text
    sections = [
        (text("Results"), _results(found, words)),
        (text("What needs attention first"), _attention(found, words)),
        (text("All targets"), _all_targets(found, words)),
        (text("Figures, their sources, and method"), _figures(found, words)),
    ]
    return Story(
        place=words.wording.name(words.plan.name),
        subject=text("{review}: how the plan's targets stand", review=words.title(found)),
        on=found.on,
        notice=text(EXAMPLE_TEXT) if found.ledger.facts.example else None,
        sections=tuple((head, blocks) for head, blocks in sections if blocks),
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
    return (words.counts(found), *(line for line in lines if line), known)


def _named(found: Review, words: TrackWords, standing: str) -> str:
    return "; ".join(words.name(row.warned.track) for row in found.rows if row.standing == standing)


def _attention(found: Review, words: TrackWords) -> tuple[Block, ...]:
    """Targets to act on and to watch, reds first, each with why its requirement changed and what its office says."""
    shown = [row for row in _in_order(found) if row.warned.signal in ("act", "watch")]
    return tuple(_point(row, words) for row in shown[:MOST_NAMED])


def _in_order(found: Review) -> list[Reviewed]:
    """Rows of a review, those to act on first and of one signal in the order of the warnings."""
    order = {"act": 0, "watch": 1}
    return sorted(found.rows, key=lambda row: order.get(row.warned.signal, 2))


def _point(row: Reviewed, words: TrackWords) -> Point:
    warned, track = row.warned, row.warned.track
    text = words.wording.text
    unit = words.wording.unit(words.indicator(track))
    levels = text(
        "{level}; target: {goal}; unit: {unit}.",
        level=words.level(track.last),
        goal=words.goal(track.last),
        unit=unit or "–",
    )
    lines = [levels, words.why(track), f"{words.basis(warned)} {words.when(warned)}".strip(), words.why_chance(track)]
    if warned.running is not None:
        lines.append(f"{words.running(warned.running, track)}.")
    lines += [words.link(link, track) for link in track.last.chain.links]
    if warned.explanation is not None:
        said = {
            "office": warned.explanation.author,
            "day": words.day(warned.explanation.known_on),
            "note": warned.explanation.note,
        }
        lines.append(text("{office} explains ({day}): {note}", **said))
    return Point(name=f"{words.signal(warned)} – {words.name(track)}", lines=tuple(line for line in lines if line))


def _all_targets(found: Review, words: TrackWords) -> tuple[Block, ...]:
    """The table of all targets with a figure, and which have none yet."""
    text = words.wording.text
    heads = tuple(text(head) for head in REVIEW_HEADS)
    told = zip(found.rows, review_rows(found, words), strict=True)
    rows = tuple(tuple(cells) for row, cells in told if row.standing != "unknown")
    blocks: list[Block] = [Grid(heads=heads, rows=rows, widths=(0.75, 3.0, 1.25, 1.2, 0.95, 1.4, 1.5))] if rows else []
    silent = [row for row in found.rows if row.standing == "unknown"]
    if silent:
        names = "; ".join(words.name(row.warned.track) for row in silent)
        blocks.append(text("No figures yet ({n}): {names}.", n=len(silent), names=names))
    return tuple(blocks)


def _figures(found: Review, words: TrackWords) -> tuple[Block, ...]:
    """Every fact that a named target rests on, with its source and what superseded it; and the method."""
    shown = {row.warned.track.row.indicator for row in _in_order(found) if row.warned.signal in ("act", "watch")}
    facts = [fact for fact in found.ledger.facts.rows if fact.indicator in shown and fact.kind != "explanation"]
    blocks: list[Block] = [words.wording.text(METHOD)]
    if facts:
        blocks.insert(0, _sources(found, facts, words))
    return tuple(blocks)


def _sources(found: Review, facts: list[Fact], words: TrackWords) -> Grid:
    text, known = words.wording.text, {fact.id for fact in facts}
    told = [
        (words.wording.name(words.plan.indicator(fact.indicator).name), *row)
        for fact, row in zip(found.ledger.facts.rows, vintage_rows(found.ledger.facts, words), strict=True)
        if fact.id in known
    ]
    heads = (text("Indicator"), *(text(head) for head in VINTAGE_HEADS))
    return Grid(heads=heads, rows=tuple(told), widths=(1.7, 1.0, 1.3, 0.9, 0.9, 1.7, 1.1, 0.9))
