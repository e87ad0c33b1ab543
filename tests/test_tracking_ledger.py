"""The ledger: what the rest must bring, and why it changed, adding up exactly whatever the order of the facts."""

import math
import random
from dataclasses import replace
from typing import Any

from facts import fact, facts
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import goal, indicator, plan
from pytest import approx

from forecast.figures import write_number
from forecast.plan import Plan
from forecast.tracking import Change, Entry, Facts, Track, keep_ledger
from forecast.tracking.entry import enter
from forecast.tracking.ledger import split


def revenue(**more: Any) -> Plan:
    return plan(indicator("revenue", base="100 tỷ đồng", target="161,051 tỷ đồng", **more))


def only(given: Plan, *rows: str) -> Track:
    (track,) = keep_ledger(given, facts(given, rows))
    return track


def parts(change: Change | None) -> dict[str, float]:
    assert change is not None
    return {cause: value for cause, value in change.parts.items() if abs(value) > 1e-14}


def test_ten_percent_planned_eight_in_the_first_year_leaves_10_506() -> None:
    track = only(revenue(), fact("revenue", 2026, "108 tỷ đồng", "2027-03-01"))
    assert track.first.rate == approx(0.1, abs=1e-12)
    assert track.last.rate == approx(0.10506, abs=5e-6)
    assert track.last.rate == approx((161.051 / 108) ** 0.25 - 1, rel=1e-14)
    assert parts(track.last.change_rate) == {"performance": approx(track.last.rate - 0.1, abs=1e-14)}


@given(st.integers(2, 10), st.floats(1.02, 3.0), st.floats(0.005, 0.2))
def test_a_first_year_shortfall_of_d_raises_the_rest_by_d_over_n_less_one(n_years: int, ratio: float, d: float) -> None:
    level = 1000 * math.exp(math.log(ratio) / n_years - d)
    given = plan(
        indicator(
            "x",
            base="1.000 tỷ đồng",
            targets=[goal(f"{write_number(1000 * ratio, 'vi', 9)} tỷ đồng", year=2025 + n_years)],
        ),
        target_year=str(2025 + n_years),
    )
    track = only(given, fact("x", 2026, f"{write_number(level, 'vi', 9)} tỷ đồng", "2027-03-01"))
    assert track.last.step is not None and track.first.step is not None
    assert track.last.step - track.first.step == approx(d / (n_years - 1), abs=1e-11)


def test_a_revised_figure_of_the_newest_year_is_a_revision_and_an_older_one_is_none() -> None:
    first = fact("revenue", 2026, "110 tỷ đồng", "2027-03-01")
    track = only(revenue(), first, fact("revenue", 2026, "108 tỷ đồng", "2027-09-01"))
    assert parts(track.last.change) == {"revision": approx(math.log(110 / 108) / 4)}
    track = only(revenue(), first, fact("revenue", 2025, "98 tỷ đồng", "2027-09-01"))
    assert parts(track.last.change) == {}
    assert parts(track.total)["revision"] > 0  # seen from the plan the base was lower, and growth higher


def test_a_revised_target_is_told_apart() -> None:
    track = only(revenue(), fact("revenue", 2030, "170 tỷ đồng", "2027-01-01", kind="target"))
    assert parts(track.last.change) == {"target": approx(math.log(170 / 161.051) / 5)}
    assert track.last.goal == 170


def test_a_target_that_is_growth_follows_a_revised_base() -> None:
    given = plan(indicator("x", base="100 tỷ đồng", targets=[goal("10%/năm", "rate")]))
    track = only(given, fact("x", 2025, "90 tỷ đồng", "2026-03-01"))
    assert track.last.goal == approx(90 * 1.1**5)
    assert track.last.rate == approx(0.1)
    assert parts(track.last.change) == {"revision": approx(-math.log(0.9) / 5), "target": approx(math.log(0.9) / 5)}


def test_a_new_price_base_moves_level_and_target_alike() -> None:
    given = revenue()
    rows = [
        fact("revenue", 2026, "110 tỷ đồng", "2027-03-01"),
        fact("revenue", 2027, "gấp 1,25 lần", "2027-06-01", kind="break", definition="prices of 2020"),
    ]
    track = only(given, *rows)
    assert (track.last.value, track.last.goal) == (approx(137.5), approx(161.051 * 1.25))
    assert parts(track.last.change) == {}
    assert track.last.rate == approx(0.1)
    assert track.last.chain.links[0].kind == "prices"


def test_a_merger_links_amounts_by_the_parts_and_a_target_set_for_the_whole_is_a_revision() -> None:
    rows = [
        fact("revenue", 2026, "110 tỷ đồng", "2027-03-01"),
        fact("revenue", 2027, "+20 tỷ đồng", "2027-06-01", kind="break", definition="with ward B", note="ward B"),
        fact("revenue", 2027, "+35 tỷ đồng", "2027-06-01", kind="break", definition="with ward B", note="ward C"),
    ]
    track = only(revenue(), *rows)
    assert track.last.value == approx(165)
    assert track.last.goal == approx(161.051 * 1.5)
    later = only(revenue(), *rows, fact("revenue", 2030, "250 tỷ đồng", "2027-07-01", kind="target"))
    assert later.last.goal == 250
    assert parts(later.last.change) == {"target": approx(math.log(250 / (161.051 * 1.5)) / 4)}


def test_a_break_is_of_the_kind_that_was_told_last() -> None:
    rows = [
        fact("revenue", 2027, "gấp 2 lần", "2027-02-01", kind="break", definition="prices"),
        fact("revenue", 2027, "+20 tỷ đồng", "2027-03-01", kind="break", definition="with ward B", note="ward B"),
    ]
    assert only(revenue(), *rows).last.chain.links[0].kind == "merger"
    rows.append(fact("revenue", 2027, "gấp 1,25 lần", "2027-04-01", kind="break", definition="prices"))
    link = only(revenue(), *rows).last.chain.links[0]
    assert (link.kind, link.factor) == ("prices", 1.25)


def test_after_a_merger_a_percentage_is_linked_and_its_target_stays() -> None:
    given = plan(indicator("share", law="linear", unit="%", base="80%", target="85%"))
    track = only(given, fact("share", 2026, "78%", "2026-01-15", kind="break", definition="with ward B"))
    assert track.last.value == 78
    assert track.last.goal == 85
    assert parts(track.last.change) == {"definition": approx(2 / 5)}


def test_a_new_standard_without_a_link_is_refused_until_both_sides_are_in_it() -> None:
    given = revenue()
    rows = [fact("revenue", 2027, "", "2026-06-01", kind="break", definition="new standard")]
    track = only(given, *rows)
    assert (track.last.required, track.last.reason, track.last.change) == (None, "break_no_link", None)
    rows.append(fact("revenue", 2027, "150 tỷ đồng", "2028-03-01"))
    assert only(given, *rows).last.reason == "break_no_link"
    rows.append(fact("revenue", 2030, "200 tỷ đồng", "2028-03-01", kind="target"))
    assert only(given, *rows).last.rate == approx((200 / 150) ** (1 / 3) - 1)


def test_a_break_after_the_year_of_a_target_does_not_concern_it_until_figures_of_it_are_known() -> None:
    given = plan(
        indicator(
            "poverty", law="linear", unit="%", base="4%", better="lower", targets=[goal("3%", year=2026)],
            breaks=[{"year": "2027", "note": "new standard"}],
        )
    )  # fmt: skip
    rows = [fact("poverty", 2026, "2,9%", "2027-01-10")]
    track = only(given, *rows)
    assert (track.first.points, track.last.attained, track.last.reason) == (approx(-1), "attained", "term_over")
    assert only(given, *rows, fact("poverty", 2027, "6%", "2028-01-10")).last.attained is None


def test_a_break_the_plan_knows_is_refused_and_linked_once_somebody_says_how() -> None:
    given = revenue(breaks=[{"year": "2027", "note": "new standard"}])
    assert only(given).first.reason == "break_no_link"
    track = only(given, fact("revenue", 2027, "gấp 2 lần", "2027-06-01", kind="break", definition="new standard"))
    assert track.last.rate == approx(0.1)


def test_four_quarters_make_the_year_where_it_is_missing() -> None:
    rows = [fact("revenue", f"2026-Q{q}", f"{q + 25} tỷ đồng", f"2027-0{q}-10", "preliminary") for q in (1, 2, 3, 4)]
    assert only(revenue(), *rows[:3]).last.level.year == 2025  # type: ignore[union-attr]
    level = only(revenue(), *rows).last.level
    assert level is not None
    assert (level.year, level.value, level.status, level.origin) == (2026, 110, "preliminary", "quarters")
    printed = only(revenue(), *rows, fact("revenue", 2026, "111 tỷ đồng", "2027-05-01")).last.level
    assert printed is not None and (printed.value, printed.origin) == (111, "fact")


def test_quarters_of_a_stock_make_no_year() -> None:
    given = plan(indicator("firms", unit="doanh nghiệp", base="100 doanh nghiệp", target="200 doanh nghiệp"))
    rows = [fact("firms", f"2026-Q{q}", "30 doanh nghiệp", f"2027-0{q}-10") for q in (1, 2, 3, 4)]
    assert only(given, *rows).last.level.year == 2025  # type: ignore[union-attr]


def test_reported_growth_gives_the_level_and_alone_moves_an_index() -> None:
    given = plan(indicator("firms", unit="doanh nghiệp", base=None, targets=[goal("10%/năm", "rate")]))
    track = only(given, fact("firms", 2026, "tăng 8%", "2027-01-10"))
    assert track.last.value == approx(108)
    assert track.last.rate == approx((1.1**5 / 1.08) ** 0.25 - 1)
    level = fact("firms", 2026, "250 doanh nghiệp", "2027-01-10")
    assert only(given, level).last.level.year == 2025  # type: ignore[union-attr]
    track = only(given, level, fact("firms", 2025, "240 doanh nghiệp", "2027-01-10"))
    assert (track.last.value, track.last.goal) == (250, approx(240 * 1.1**5))


def test_a_sum_of_the_term_counts_what_has_come_together() -> None:
    given = plan(indicator("invested", law="total", base=None, target="500 tỷ đồng"))
    track = only(given, fact("invested", 2026, "60 tỷ đồng", "2027-01-10"))
    assert (track.first.flow, track.last.flow) == (100, 110)
    assert parts(track.last.change_rate) == {"performance": approx(10)}
    gap = only(given, fact("invested", 2027, "60 tỷ đồng", "2028-01-10"))
    assert gap.last.level.year == 2025  # type: ignore[union-attr]


def test_the_other_end_of_a_corridor_is_no_revised_target() -> None:
    given = plan(indicator("x", law="linear", unit="%", base="3%", target="4-4,5%", better="none"))
    track = only(given, fact("x", 2026, "5%", "2027-03-01"))
    assert (track.first.points, track.last.points) == (approx(0.2), approx(-0.125))
    assert parts(track.last.change_rate) == {"performance": approx(-0.325)}


def test_an_indicator_without_base_value_begins_with_its_first_figure() -> None:
    given = plan(indicator("share", law="linear", unit="%", base=None, target="85%"))
    track = only(given, fact("share", 2026, "81%", "2027-01-10"), fact("share", 2027, "82%", "2028-01-10"))
    assert track.first.reason == "no_base_value"
    assert [entry.points for entry in track.entries] == [None, approx(1.0), approx(1.0)]
    assert track.entries[1].change is None


def test_when_the_term_is_over_nothing_is_required() -> None:
    track = only(revenue(), fact("revenue", 2030, "165 tỷ đồng", "2031-03-01"))
    assert (track.last.reason, track.last.attained, track.last.required) == ("term_over", "attained", None)


def test_what_was_known_on_a_day_is_what_would_have_been_said_then() -> None:
    given = revenue()
    known = facts(
        given,
        [
            fact("revenue", year, f"{100 + 7 * (year - 2025)} tỷ đồng", f"{year + 1}-03-01")
            for year in range(2026, 2030)
        ],
    )
    (whole,) = keep_ledger(given, known)
    for entry in whole.entries[1:]:
        (then,) = keep_ledger(given, known, entry.known_on)
        assert then.last.rate == entry.rate
        assert then.last.change == entry.change


LAWS = {"compound": ("tỷ đồng", 40.0, 400.0), "linear": ("%", 30.0, 70.0), "logit": ("%", 60.0, 99.0)}


@st.composite
def histories(draw: st.DrawFn) -> tuple[Plan, list[str]]:
    """A plan with one target and facts of all kinds about it, in any order."""
    law = draw(st.sampled_from(sorted(LAWS)))
    unit, low, high = LAWS[law]
    sign = "%" if unit == "%" else f" {unit}"

    def figure() -> str:
        return write_number(draw(st.floats(low, high)), "vi", 3) + sign

    given = plan(indicator("x", law=law, unit=unit, base=figure(), target=figure()))
    rows = []
    for year in range(2025, 2030):
        for vintage in range(draw(st.integers(0, 2))):
            rows.append(fact("x", year, figure(), f"{year + 1}-0{2 + 3 * vintage}-{draw(st.integers(10, 28))}"))
    for month in draw(st.sets(st.integers(1, 9), max_size=2)):
        rows.append(fact("x", 2030, figure(), f"{draw(st.integers(2026, 2029))}-0{month}-05", kind="target"))
    if draw(st.booleans()):
        factor = law == "compound" and draw(st.booleans())
        text = f"gấp {write_number(draw(st.floats(0.5, 2)), 'vi', 2)} lần" if factor else figure()
        year = draw(st.integers(2026, 2029))
        rows.append(fact("x", year, text, f"{draw(st.integers(2026, 2029))}-11-07", kind="break", definition="new"))
    rows += draw(within_the_year(law))
    return given, draw(st.permutations(rows))


@st.composite
def within_the_year(draw: st.DrawFn, law: str) -> list[str]:
    """Quarters and other months, parts of the plan and explanations; parts of an amount stay below any of its years."""
    rows = []
    for year in draw(st.sets(st.integers(2026, 2029), max_size=2)):
        for quarter in range(1, draw(st.integers(0, 4)) + 1):
            text = f"{write_number(draw(st.floats(5, 9)), 'vi', 2)} tỷ đồng" if law == "compound" else "50%"
            rows.append(fact("x", f"{year}-Q{quarter}", text, f"{year + 1}-0{quarter}-03"))
        text = f"{write_number(draw(st.floats(31, 39)), 'vi', 2)} tỷ đồng" if law == "compound" else "51%"
        rows.append(fact("x", f"{year}-11M", text, f"{year}-12-05", "preliminary"))
        rows.append(fact("x", f"{year}-6M", "bằng 47% kế hoạch", f"{year}-07-06", "preliminary"))
        rows.append(fact("x", year, "", f"{year + 1}-01-08", kind="explanation", note="why"))
    return rows


@settings(max_examples=150, deadline=None)
@given(histories())
def test_each_entry_is_what_all_facts_of_its_day_say_when_nothing_was_known_of_the_day_before(
    history: tuple[Plan, list[str]],
) -> None:
    """The ledger goes from day to day and leaves out what is superseded; this goes through all vintages on every day."""
    given, rows = history
    known = facts(given, rows)
    (track,) = keep_ledger(given, known)
    entries = [enter(given, track.row, Facts(), "")]
    for day in known.days:
        entry = enter(given, track.row, known.known(day), day)
        new = [fact for fact in known.rows if fact.known_on == day]
        held = ("level", "value", "goal", "reason")
        differs = [getattr(entry, name) for name in held] != [getattr(entries[-1], name) for name in held]
        if differs or any(fact.kind != "explanation" and fact.period.whole for fact in new):
            entries.append(replace(entry, new=tuple(fact.id for fact in new), change=split(entries[-1], entry)))
    assert entries == [replace(entry, change_rate=None) for entry in track.entries]


def moved(before: Entry, after: Entry) -> bool:
    return before.step is not None and after.step is not None


@settings(max_examples=150, deadline=None)
@given(histories())
def test_the_four_causes_add_up_to_the_change_and_the_entries_to_the_whole(history: tuple[Plan, list[str]]) -> None:
    given, rows = history
    (track,) = keep_ledger(given, facts(given, rows))
    for before, after in zip(track.entries, track.entries[1:], strict=False):
        if after.change is not None and moved(before, after):
            assert after.step is not None and before.step is not None
            assert after.change.total == approx(after.step - before.step, abs=1e-12)
            assert after.change_rate is not None and after.required is not None and before.required is not None
            assert after.change_rate.total == approx(after.required - before.required, rel=1e-12, abs=1e-12)
    ends = [entry for entry in track.entries if entry.step is not None]
    if len(ends) > 1 and track.total is not None:
        whole = split(ends[0], ends[-1])
        assert whole is not None and ends[0].step is not None and ends[-1].step is not None
        assert whole.total == approx(ends[-1].step - ends[0].step, abs=1e-12)
        assert ends[0].required is not None and ends[-1].required is not None
        assert track.total.total == approx(ends[-1].required - ends[0].required, rel=1e-12, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_the_same_facts_in_any_order_end_in_the_same_state(
    history: tuple[Plan, list[str]], order: random.Random
) -> None:
    given, rows = history
    one = keep_ledger(given, facts(given, rows))
    shuffled = order.sample(rows, len(rows))
    halves = (
        Facts.of([*facts(given, shuffled[: len(rows) // 2]).rows, *facts(given, shuffled).rows]) if rows else Facts()
    )
    other = keep_ledger(given, halves)
    for mine, theirs in zip(one, other, strict=True):
        assert [(entry.known_on, entry.step, entry.change) for entry in mine.entries] == [
            (entry.known_on, entry.step, entry.change) for entry in theirs.entries
        ]
        assert mine.total == theirs.total
