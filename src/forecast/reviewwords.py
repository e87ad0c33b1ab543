"""The words of a review: where each target stands, the counts as officials write them, the title."""

from collections.abc import Mapping
from typing import Final

from forecast.tracking.review import Review, Reviewed
from forecast.trackwords import TrackWords
from forecast.wording import N_

STANDING_WORDS: Final[Mapping[str, str]] = {
    "over": N_("passed"), "met": N_("reached"), "half": N_("more than half of the way"), "on_the_way": N_("on the way"),
    "unlikely": N_("unlikely to be reached"), "missed": N_("missed"), "unknown": N_("not known yet"),
}  # fmt: skip
REMARK_WORDS: Final[Mapping[str, str]] = {
    "no_figures": N_("no figures yet"), "no_last_year": N_("no figure of the target year yet"),
    "years_missing": N_("figures of some years are missing"), "break": N_("not comparable, the definition changed"),
    "not_every_year": N_("missed in some years"),
}  # fmt: skip
"""Why it is not known where a target stands, and why one is missed whose newest figure reaches it."""
REVIEW_WORDS: Final[Mapping[str, str]] = {
    "half": N_("Half-year review"), "year": N_("Year review"), "mid": N_("Mid-term review"), "final": N_("Final review"),
}  # fmt: skip
TITLES: Final[Mapping[str, str]] = {
    "half": N_("Review of the first {n} months of {year}"), "year": N_("Year review {year}"), "mid": N_("Mid-term review {year}"),
    "final": N_("Final review {first}–{year}"),
}  # fmt: skip


def standing_text(row: Reviewed, words: TrackWords) -> str:
    """Where a target stands, or why that is not known."""
    return words.wording.text(STANDING_WORDS[row.standing] if row.remark is None else REMARK_WORDS[row.remark])


def counts_text(found: Review, words: TrackWords) -> str:
    """The first sentence of a review, as officials write it."""
    counts, text = found.counts, words.wording.text
    head = text(
        "{met}/{all} targets reached or passed, of these {over} passed",
        met=found.n_met,
        all=len(found.rows),
        over=counts["over"],
    )
    rest = [
        f"{counts[standing]} {text(STANDING_WORDS[standing])}"
        for standing in ("half", "on_the_way", "unlikely", "missed", "unknown")
        if counts[standing]
    ]
    return "; ".join([head, *rest]) + "."


def title_text(found: Review, words: TrackWords) -> str:
    """Title of a review."""
    return words.wording.text(TITLES[found.kind], first=words.plan.base_year, year=found.year, n=found.months)
