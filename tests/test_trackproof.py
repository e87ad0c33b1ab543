"""Every number of tracking with its formula: computed anew by another evaluator, over random histories and the example."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import pytest
import spreadsheet
from facts import fact, facts
from hypothesis import given, settings
from plans import goal, indicator, plan
from test_tracking_ledger import histories

from forecast import trackproof
from forecast.files import read_plan
from forecast.plan import Plan
from forecast.proof import Proof, excel
from forecast.proofwords import ProofText
from forecast.referencefiles import read_reference
from forecast.sourced import Language
from forecast.trackfan import FAN_HEADS, fan_rows
from forecast.tracking import Ledger, Track, keep_ledger, read_facts
from forecast.tracking.entry import CAUSES, Prospect
from forecast.tracking.prospect import judge_by
from forecast.tracking.review import Review, review
from forecast.tracking.warning import warn
from forecast.tracking.yearplan import percents_of_plan
from forecast.trackproof.causes import LEAST
from forecast.trackproofwords import Asks, TrackProofs
from forecast.tracktables import (
    BETWEEN,
    LEDGER_HEADS,
    REVIEW_HEADS,
    WARNING_HEADS,
    ledger_rows,
    review_rows,
    warning_cells,
)
from forecast.trackways import TrackWays
from forecast.trackwords import TrackWords
from forecast.wording import Wording
from forecast.yearplanwords import OF_PLAN_HEADS, of_plan_rows

EXAMPLE = "data/examples/actuals-cam-duong.csv"


def proofs(ledger: Ledger) -> Iterator[tuple[str, Proof]]:
    """Every proof of a ledger, with what it is of."""
    warned = {(each.track.row.indicator, each.track.row.target): each for each in warn(ledger)}
    for track in ledger:
        one = warned[track.row.indicator, track.row.target]
        found = [*_of_entries(track), trackproof.pace(one), *_of_years(ledger, track)]
        found += [trackproof.rest_of_year(one.running, track)] if one.running is not None else []
        yield from ((track.row.indicator, proof) for proof in found if proof is not None)


def _of_entries(track: Track) -> Iterator[Proof | None]:
    for entry in track.entries:
        yield from (
            trackproof.newest(entry),
            trackproof.aim(entry),
            trackproof.required(entry),
            trackproof.way_done(entry),
        )
    for before, after in zip(track.entries, track.entries[1:], strict=False):
        yield from (trackproof.cause(before, after, name) for name in CAUSES)
    yield from (trackproof.cause_since_plan(track, name) for name in CAUSES)


def _of_years(ledger: Ledger, track: Track) -> Iterator[Proof | None]:
    for row in percents_of_plan(ledger, track):
        yield trackproof.value_of(track, row.period, row.value)
        yield trackproof.before_of(track, row.period, row.before)
        yield trackproof.planned(ledger, track, row)
        yield trackproof.of_plan(ledger, track, row)
        yield trackproof.reported_share(track, row)
        yield trackproof.change(track, row)
    yield trackproof.newest_of_plan(ledger, track)


def check(ledger: Ledger) -> Counter[str]:
    """Compute every formula anew, in both ways of writing numbers; what did nothing has none. Gives how many of which kind."""
    seen: Counter[str] = Counter()
    for name, proof in proofs(ledger):
        if proof.formula is None:
            assert proof.what.startswith("cause_") and abs(proof.value) < 100 * LEAST, (name, proof.what)
            continue
        for language in ("vi", "en"):
            found = spreadsheet.evaluate(excel(proof.formula, language), language)
            assert math.isclose(found, proof.value, rel_tol=1e-9, abs_tol=1e-9), (name, proof.what)
        seen[proof.what] += 1
    return seen


@settings(max_examples=100, deadline=None)
@given(histories())
def test_over_random_histories_every_number_has_a_formula_that_gives_it(history: tuple[Plan, list[str]]) -> None:
    given, rows = history
    check(keep_ledger(given, facts(given, rows)))


def test_every_number_of_the_example_has_a_formula_that_gives_it() -> None:
    read = read_plan("cam-duong")
    seen = check(keep_ledger(read, read_facts(EXAMPLE, read)))
    assert set(seen) == {
        "newest", "target", "required", "way_done", "cause_performance", "cause_revision", "cause_target",
        "pace_so_far", "period_value", "before", "change_on", "planned", "of_plan", "of_plan_reported", "rest_of_year",
    }  # fmt: skip


KINDS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "growth on an index": (
        indicator("x", base=None, targets=[goal("10%/năm", "rate")]),
        [fact("x", 2026, "tăng 8%", "2027-03-01"), fact("x", 2027, "tăng 9%", "2028-03-01")],
    ),
    "a sum of the term": (
        indicator("x", law="total", base=None, target="500 tỷ đồng"),
        [fact("x", 2026, "80 tỷ đồng", "2027-03-01"), fact("x", 2027, "130.000 triệu đồng", "2028-03-01")],
    ),
    "so many a year": (
        indicator("x", law="flow", unit="người", base="500 người", target="600 người"),
        [fact("x", 2026, "540 người", "2027-03-01"), fact("x", 2030, "650 người", "2027-06-01", kind="target")],
    ),
    "a corridor": (
        indicator("x", law="linear", unit="%", base="3%", target="4-4,5%", better="none"),
        [fact("x", 2026, "5%", "2027-03-01"), fact("x", 2027, "4,2%", "2028-03-01")],
    ),
    "a merger": (
        indicator("x", base="100 tỷ đồng", target="161,051 tỷ đồng"),
        [
            fact("x", 2026, "110 tỷ đồng", "2027-03-01"),
            fact("x", 2027, "+20 tỷ đồng", "2027-06-01", kind="break", definition="wider", note="ward B"),
            fact("x", 2027, "+35 tỷ đồng", "2027-06-01", kind="break", definition="wider", note="ward C"),
            fact("x", 2026, "112 tỷ đồng", "2027-09-01"),
        ],
    ),
    "a percentage near its limit, restated": (
        indicator("x", law="logit", unit="%", base="96%", target="99%"),
        [
            fact("x", 2026, "96,5%", "2027-03-01"),
            fact("x", 2027, "94%", "2027-06-01", kind="break", definition="new"),
            fact("x", 2027, "95%", "2028-03-01"),
        ],
    ),
    "growth to a base that was revised": (
        indicator("x", base="100 tỷ đồng", targets=[goal("10%/năm", "rate")]),
        [fact("x", 2025, "90 tỷ đồng", "2026-03-01"), fact("x", 2030, "12%/năm", "2027-01-01", kind="target")],
    ),
    "a percentage that should fall": (
        indicator("x", law="linear", unit="%", base="5%", target="2,5%", better="lower"),
        [fact("x", 2026, "4,8%", "2027-03-01"), fact("x", "2027-6M", "4,2%", "2027-07-05")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_each_law_and_each_kind_of_break_has_its_formulas(name: str) -> None:
    entry, rows = KINDS[name]
    read = plan(entry)
    assert check(keep_ledger(read, facts(read, rows)))["newest"] >= 2


def budget() -> tuple[Ledger, Track]:
    read = read_plan("cam-duong")
    ledger = keep_ledger(read, read_facts(EXAMPLE, read))
    return ledger, ledger.of("budget_revenue")[0]


def typed(proof: Proof | None) -> str:
    assert proof is not None and proof.formula is not None
    return excel(proof.formula, "en")


def test_the_budget_of_cam_duong_by_hand() -> None:
    ledger, track = budget()
    last = track.last
    assert typed(trackproof.newest(last)) == "=3510"
    assert typed(trackproof.required(track.first)) == "=(5500/3000)^(1/5)-1"
    assert typed(trackproof.required(last)) == "=(5500/3510)^(1/3)-1"
    assert typed(trackproof.way_done(last)) == "=LN(3510/3052)/LN(5500/3052)"
    proof = trackproof.required(last)
    assert proof is not None
    newest = next(item for item in proof.sources if item.printed == "3.510 tỷ đồng")
    assert (newest.source.by, newest.source.date) == ("Phòng Kinh tế", "2028-03-20")
    assert newest.note == "Ví dụ, số liệu giả định: quyết toán năm 2027"
    assert any(item.source.line == 739 for item in proof.sources)  # the target as the resolution prints it
    rows = {str(row.period): row for row in percents_of_plan(ledger, track)}
    assert typed(trackproof.of_plan(ledger, track, rows["2027"])) == "=3510/(3052*(5500/3052)^(2/5))"
    assert typed(trackproof.change(track, rows["2027-6M"])) == "=1620/1515-1"


def texts(values: Sequence[Proof | None]) -> list[str]:
    return [proof.what if proof is not None and proof.formula is None else typed(proof) for proof in values]


def test_the_causes_of_ten_per_cent_planned_and_eight_brought() -> None:
    read = plan(indicator("x", base="100 tỷ đồng", target="161,051 tỷ đồng"))
    (track,) = keep_ledger(read, facts(read, [fact("x", 2026, "108 tỷ đồng", "2027-03-01")]))
    first, last = track.entries
    now = f"{100 * ((161.051 / 108) ** 0.25 - 1):.13g}%"
    then = f"{100 * (first.rate or 0):.13g}%"
    assert texts([trackproof.cause(first, last, name) for name in CAUSES]) == [
        f"=100*({now}-{then})/LN((1+{now})/(1+{then}))*(1*LN(161.051/100)/5-LN(108/100))/4",
        "cause_revision", "cause_target", "cause_definition",
    ]  # fmt: skip
    (since,) = texts([trackproof.cause_since_plan(track, "performance")])
    assert since == f"=100*(1+{then})*(EXP((1*LN(161.051/100)/5-LN(108/100))/4)-1)"


@pytest.mark.parametrize(
    ("high", "best"), [(0.15, "best tenth of such places: 16.18%"), (None, "its own best year: 8.00%")]
)
def test_the_best_pace_says_whose_it_is(high: float | None, best: str) -> None:
    read = plan(indicator("x", base="100 tỷ đồng", target="161,051 tỷ đồng"))
    rows = [fact("x", 2026, "108 tỷ đồng", "2027-03-01")]
    (one,) = warn(keep_ledger(read, facts(read, rows), judge=lambda entry: Prospect(share=0.5, high_step=high)))
    (said, *_) = TrackWays(TrackWords(Wording("en"), read)).when(one)
    assert said.startswith("Pace so far: 8.00%;") and best in said


def test_a_level_that_no_link_leads_to_is_proved_as_it_was_reported() -> None:
    read = plan(indicator("x", base="100 tỷ đồng", target="161,051 tỷ đồng"))
    rows = [
        fact("x", 2026, "110 tỷ đồng", "2027-03-01"),
        fact("x", 2027, "", "2027-06-01", kind="break", definition="new"),
    ]
    (track,) = keep_ledger(read, facts(read, rows))
    assert typed(trackproof.newest(track.last)) == "=110"
    assert trackproof.required(track.last) is None


Line: TypeAlias = list[tuple[str, str, Asks]]
"""Cells of a row: head, text, and what proves its numbers."""
NAMES = {"Signal", "No.", "Indicator", "Known on", "Period", "Standing", "Because", "Explanation of the office"}
"""Columns that hold no number, or one inside a sentence."""


def lines(heads: Sequence[str], texts: Sequence[list[str]], asks: Sequence[list[Asks]]) -> Iterator[Line]:
    for row in zip(texts, asks, strict=True):
        yield list(zip(heads, *row, strict=True))


def tables(ledger: Ledger, words: TrackWords, found: Review | None = None) -> Iterator[Line]:
    """Every row of every table of tracking."""
    proofs = TrackProofs(ledger=ledger, words=words)
    for warned in warn(ledger):
        track, of_plan = warned.track, percents_of_plan(ledger, warned.track)
        yield from lines(WARNING_HEADS, [warning_cells(warned, words)], [proofs.warning(warned)])
        yield from lines(LEDGER_HEADS, ledger_rows(track, words), proofs.entries(track))
        yield from lines(FAN_HEADS, fan_rows(track, words), proofs.fans(track))
        yield from lines(OF_PLAN_HEADS, of_plan_rows(of_plan, track, words), proofs.of_plan(of_plan, track))
    if found is not None:
        yield from lines(REVIEW_HEADS, review_rows(found, words), proofs.review(found))


def proved(rows: Iterable[Line]) -> Iterator[tuple[str, ProofText]]:
    """Every number of some rows with its proof: its text, and what the window shows."""
    for row in rows:
        for head, text, asks in row:
            assert head in NAMES or bool(asks) == bool(re.search(r"\d", text)), row
            parts = text.split(BETWEEN) if len(asks) > 1 else [ask.inside or text for ask in asks]
            assert all(part in text for part in parts)
            for part, ask in zip(parts, asks, strict=True):
                said = ask.make(part)
                assert said is not None, row
                yield part, said


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_number_in_the_tables_of_the_example_opens_its_proof(language: Language) -> None:
    read = read_plan("cam-duong")
    found = review(read, read_facts(EXAMPLE, read), "year", judge=judge_by(read_reference(), read))
    words, seen = TrackWords(Wording(language), read), Counter[str]()
    for text, said in proved(tables(found.ledger, words, found)):
        assert said.shown == text
        assert said.excel or said.way, said.title
        assert said.title.startswith(said.head) and said.rounding and said.under
        seen[said.head] += 1
    assert len(seen) == 20


@settings(max_examples=40, deadline=None)
@given(histories())
def test_over_random_histories_the_window_shows_the_number_that_was_clicked(history: tuple[Plan, list[str]]) -> None:
    given, rows = history
    ledger = keep_ledger(given, facts(given, rows))
    for text, said in proved(tables(ledger, TrackWords(Wording("vi"), given))):
        assert said.shown == text
        assert said.excel or said.way


def test_parts_of_a_year_are_proved_on_the_day_they_became_known() -> None:
    read = read_plan("cam-duong")
    ledger = keep_ledger(read, read_facts(EXAMPLE, read))
    proofs, (track,) = TrackProofs(ledger=ledger, words=TrackWords(Wording("en"), read)), ledger.of("budget_revenue")
    (*_, halfway) = proofs.of_plan(percents_of_plan(ledger, track), track)
    said = halfway[1][0].make("1,702")
    assert said is not None
    assert (track.last.known_on, said.under) == ("2028-03-20", "As known on 2028-07-05")
