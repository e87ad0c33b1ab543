"""The words of percent of plan: each value of a year or its months beside what the plan has for that year."""

from typing import Final

from forecast.tracking.ledger import Ledger, Track
from forecast.tracking.warning import Warned
from forecast.tracking.yearplan import OfPlan, change_of, newest_year, percents_of_plan
from forecast.trackwords import TrackWords
from forecast.wording import N_

OF_PLAN_HEADS: Final = (
    N_("Period"), N_("Value"), N_("Same period of the year before"), N_("Change on it"), N_("The plan for the whole year"),
    N_("Percent of plan"), N_("Percent of plan as reported"),
)  # fmt: skip
NOTE: Final = N_(
    "The plan for a year is the target that is set for it; where none is, the even path from the base to the target (*). Months are "
    "compared with the whole year. What was reported is measured by the plan that the office was given, which may be another one."
)


def of_plan_rows(found: tuple[OfPlan, ...], track: Track, words: TrackWords) -> list[list[str]]:
    """One row for each value, in the order of `OF_PLAN_HEADS`."""
    percent = words.wording.percent
    return [
        [
            words.period(row.period), _level(row.value, track, words), _level(row.before, track, words), _change(row, track, words),
            f"{_level(row.planned, track, words)}{' *' if row.origin == 'path' else ''}", percent(row.share, 1), percent(row.reported, 1),
        ]
        for row in found
    ]  # fmt: skip


def of_plan_text(row: OfPlan, track: Track, words: TrackWords) -> str:
    """One value and its percent of plan in a sentence; empty where the plan has no value."""
    if row.share is None:
        return ""
    text, indicator = words.wording.text, words.indicator(track)
    told = {
        "period": words.period(row.period), "value": words.wording.amount(_level(row.value, track, words), words.unit(track)),
        "share": words.wording.percent(row.share, 1), "planned": _level(row.planned, track, words), "year": row.period.year,
    }  # fmt: skip
    if row.origin == "target":
        said = text("{period}: {value}, {share} of the target of {year} ({planned}).", **told)
    else:
        said = text("{period}: {value}, {share} of the even path to the target in {year} ({planned}).", **told)
    lower = text("Lower is better.")
    return f"{said} {lower}" if indicator.better == "lower" else said


def newest_text(ledger: Ledger, track: Track, words: TrackWords) -> str:
    """The newest year with its percent of plan; empty where there is none."""
    year = newest_year(ledger, track)
    return "" if year is None else of_plan_text(year, track, words)


def running_text(ledger: Ledger, warned: Warned, words: TrackWords) -> str:
    """The running year with its percent of plan; empty where nothing of it is known."""
    if warned.running is None:
        return ""
    said, track, text = words.running(warned.running, warned.track), warned.track, words.wording.text
    row = next((row for row in percents_of_plan(ledger, track) if row.period == warned.running.period), None)
    if row is None or row.share is None:
        return f"{said}."
    told = {
        "share": words.wording.percent(row.share, 1),
        "planned": _level(row.planned, track, words),
        "year": row.period.year,
    }
    if row.origin == "target":
        share = text("{share} of the target of {year} ({planned})", **told)
    else:
        share = text("{share} of the even path to the target in {year} ({planned})", **told)
    return f"{said}; {share}."


def _level(value: float | None, track: Track, words: TrackWords) -> str:
    return words.number(value, words.indicator(track))


def _change(row: OfPlan, track: Track, words: TrackWords) -> str:
    """Change against the same period of the year before: in points for percentages, else in per cent."""
    change = change_of(track, row)
    if change is None:
        return "–"
    if words.indicator(track).measure.kind == "percent":
        unit = words.wording.text("points")
        return f"{_sign(change)}{words.wording.number(abs(change), 2)} {unit}"
    return f"{_sign(change)}{words.wording.percent(abs(change))}"


def _sign(change: float) -> str:
    return "−" if change < 0 else "+"
