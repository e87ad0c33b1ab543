"""What the backtest found as records, rows and sentences."""

from collections.abc import Sequence
from typing import Any, Final

from forecast.backtest import BANDS, FELL_SHORT, GROUPS, Score
from forecast.classes import MEMBERS
from forecast.reference import Reference
from forecast.wording import N_, Wording

HEADS: Final = (
    N_("unseen"), N_("values known"), N_("group"), N_("cases"), N_("in the 50% band"), N_("in the 80% band"), N_("in the 90% band"),
    N_("skill"), N_("loss"), N_("loss of naive years"), N_("sure but wrong"),
)  # fmt: skip
STORED_HEADS: Final = (
    N_("class"), N_("unseen"), N_("values known"), N_("cases"), N_("in the 50% band"), N_("in the 80% band"), N_("in the 90% band"),
    N_("skill"),
)  # fmt: skip
NAMES: Final = {
    "places and years": N_("places and years"), "years to come": N_("places and years, widened"), "places": N_("places"),
    "tables": N_("nothing: the shipped tables"), "money": N_("money"), "count": N_("counts"), "percent": N_("percentages"),
    "count_without_tourism": N_("counts without tourism"),
}  # fmt: skip


def score_record(score: Score) -> dict[str, Any]:
    """One score as JSON."""
    return {
        "unseen": score.unseen, "points": score.points, "group": score.group, "cases": score.cases, "series": score.series,
        **{f"in{round(100 * band)}": score.inside[band] for band in BANDS},
        **{f"in{round(100 * band)}_interval": list(score.intervals[band]) for band in BANDS},
        "pinball": score.pinball, "pinball_naive": score.naive, "skill": score.skill, "skill_interval": list(score.skill_interval),
        "ece": score.calibration, "sure": score.sure, "sure_wrong": score.sure_wrong, "pit": list(score.pit),
        "reliability": [{"said": row.said, "reached": row.reached, "n": row.n} for row in score.reliability],
    }  # fmt: skip


def stored_record(reference: Reference) -> list[dict[str, Any]]:
    """What the tables keep of the backtest, as JSON."""
    return [
        {
            "class": found.id, "series": row.series or None, "unseen": row.unseen, "points": row.points, "cases": row.cases,
            "in50": row.in50, "in80": row.in80, "in90": row.in90, "skill": row.skill,
        }
        for found in reference.classes.values() for row in found.coverage
    ]  # fmt: skip


def score_rows(scores: Sequence[Score], wording: Wording) -> list[list[str]]:
    """Rows of the groups and classes, in the order of the scores."""
    return [_row(score, wording) for score in scores if score.group in GROUPS or score.group in MEMBERS]


def _row(score: Score, wording: Wording) -> list[str]:
    inside = [f"{_percent(score.inside[band])} ({_span(score.intervals[band])})" for band in BANDS]
    return [
        named(score.unseen, wording), str(score.points), named(score.group, wording), str(score.cases), *inside,
        f"{_percent(score.skill)} ({_span(score.skill_interval)})", wording.number(score.pinball, 2),
        wording.number(score.naive, 2), _percent(score.sure_wrong),
    ]  # fmt: skip


def stored_rows(reference: Reference, wording: Wording) -> list[list[str]]:
    """Rows of the families as the tables keep them."""
    return [
        [
            found.id, named(row.unseen, wording), str(row.points), str(row.cases), _percent(row.in50), _percent(row.in80),
            _percent(row.in90), _percent(row.skill),
        ]
        for found in reference.classes.values() if found.id == found.family for row in found.coverage if not row.series
    ]  # fmt: skip


def short_sentences(scores: Sequence[Score], wording: Wording) -> list[str]:
    """Which classes and kinds of series fell short with two values known where neither place nor year had been seen."""
    return [
        wording.text(
            "{group}: the 80% band held {share} of {n} cases.", group=score.group, share=_percent(score.inside[0.8]), n=score.cases
        )
        for score in scores
        if score.unseen == "places and years" and score.points == 2 and score.group not in GROUPS and score.inside[0.8] < FELL_SHORT
    ]  # fmt: skip


def named(name: str, wording: Wording) -> str:
    """A row's name in the reader's language; ids stay as they are."""
    return wording.text(NAMES[name]) if name in NAMES else name


def _percent(share: float) -> str:
    return f"{round(100 * share)}%"


def _span(interval: tuple[float, float]) -> str:
    return f"{100 * interval[0]:.0f}…{100 * interval[1]:.0f}"
