"""Rows and columns of tracking for the doors: warnings, one target's ledger, what was known when, a review."""

from typing import Final

from forecast.reviewwords import standing_text
from forecast.tracking.facts import Facts
from forecast.tracking.ledger import Track
from forecast.tracking.review import Review
from forecast.tracking.warning import Warned
from forecast.tracking.yearplan import newest_share
from forecast.trackwords import CAUSE_WORDS, TrackWords
from forecast.wording import N_

BETWEEN: Final = " – "
"""Stands between the two ends of a band."""
NO_NUMBER: Final = "–"
"""What is required where a target is reached or not."""
INDICATOR: Final = N_("Indicator")
"""Head of the column that names the rows."""
WARNING_HEADS: Final = (
    N_("Signal"), INDICATOR, N_("Newest figure"), N_("Target value"), N_("In the plan"), N_("For the rest"), N_("Because"),
    N_("Explanation of the office"),
)  # fmt: skip
LEDGER_HEADS: Final = (
    N_("Known on"), N_("Level"), N_("Target value"), N_("Years left"), N_("Required a year"), N_("Chance"),
    N_("Expected in the target year, with 8 in 10 chances"), *CAUSE_WORDS.values(),
)  # fmt: skip
VINTAGE_HEADS: Final = (
    N_("Period"), N_("Figure"), N_("Status"), N_("Known on"), N_("Source"), N_("Author"), N_("Superseded on"),
)  # fmt: skip
REVIEW_HEADS: Final = (
    N_("No."), INDICATOR, N_("Newest figure"), N_("Target value"), N_("Percent of plan"), N_("Way done"),
    N_("Standing"), N_("For the rest"),
)  # fmt: skip


def followed(warned: tuple[Warned, ...]) -> list[Warned]:
    """Targets of which something became known after the plan, in the order of the warnings."""
    return [
        each
        for each in warned
        if len(each.track.entries) > 1 or each.running is not None or each.explanation is not None
    ]


def warning_cells(warned: Warned, words: TrackWords) -> list[str]:
    """Cells of one warning, in the order of `WARNING_HEADS`."""
    track = warned.track
    said = f"{words.basis(warned)} {words.when(warned)}".strip()
    explanation = warned.explanation.note if warned.explanation is not None else ""
    return [
        words.signal(warned), words.with_unit(words.name(track), track), words.level(track.last), words.goal(track.last),
        *(NO_NUMBER if track.last.reason == "qualitative" else words.required(entry) for entry in (track.first, track.last)),
        said, explanation,
    ]  # fmt: skip


def ledger_rows(track: Track, words: TrackWords) -> list[list[str]]:
    """One row for each entry of a track and one for the whole change, in the order of `LEDGER_HEADS`."""
    rows = []
    for entry in track.entries:
        ahead = None if entry.prospect is None else entry.prospect.ahead
        chance = "–" if ahead is None else words.chance(ahead.chance)
        band = None if entry.prospect is None else entry.prospect.band
        indicator = words.indicator(track)
        fan = "–" if band is None else BETWEEN.join(words.wording.level(end, indicator) for end in band)
        rows.append(
            [
                words.day(entry.known_on), words.level(entry), words.goal(entry), str(max(entry.rest, 0)), words.required(entry),
                chance, fan, *words.parts(entry.change_rate, entry),
            ]
        )  # fmt: skip
    return [*rows, _since_plan(track, words)] if words.why(track) else rows


def _since_plan(track: Track, words: TrackWords) -> list[str]:
    """The whole change since the plan, in the columns of the ledger."""
    chance = words.chance_moved(track) or NO_NUMBER
    return [words.wording.text("Change since the plan"), "", "", "", "", chance, "", *words.since_plan(track)]


def vintage_rows(facts: Facts, words: TrackWords) -> list[list[str]]:
    """Every fact with what superseded it, in the order of `VINTAGE_HEADS`."""
    return [words.vintage(fact, facts.after(fact)) for fact in facts.rows]


def review_rows(found: Review, words: TrackWords) -> list[list[str]]:
    """One row for each target of a review, in the order of `REVIEW_HEADS`."""
    wording, rows = words.wording, []
    for row in found.rows:
        last = row.warned.track.last
        indicator = words.indicator(row.warned.track)
        share = newest_share(found.ledger, row.warned.track)
        required = NO_NUMBER if last.reason == "qualitative" else words.required(last)
        name = words.with_unit(wording.name(indicator.name), row.warned.track)
        rows.append(
            [
                indicator.number or "", name, words.level(last), words.goal(last), wording.percent(share, 1),
                wording.percent(row.distance, 0), standing_text(row, words), required,
            ]
        )  # fmt: skip
    return rows
