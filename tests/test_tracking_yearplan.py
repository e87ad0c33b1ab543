"""Percent of plan, and how the fan narrows: against hand calculations."""

from typing import Any

from facts import fact, facts
from plans import goal, indicator, plan
from pytest import approx

from forecast.plan import Plan
from forecast.referencefiles import read_reference
from forecast.trackfan import fan_chart, fan_rows, fan_text, fans
from forecast.tracking import Track, keep_ledger
from forecast.tracking.prospect import judge_by
from forecast.tracking.yearplan import OfPlan, newest_share, percents_of_plan
from forecast.trackwords import TrackWords
from forecast.wording import Wording
from forecast.yearplanwords import OF_PLAN_HEADS, of_plan_rows, of_plan_text


def revenue(**more: Any) -> Plan:
    return plan(indicator("revenue", base="100 tỷ đồng", target="161,051 tỷ đồng", **more))


def rows_of(given: Plan, *rows: str) -> dict[str, OfPlan]:
    ledger = keep_ledger(given, facts(given, rows))
    return {str(row.period): row for row in percents_of_plan(ledger, ledger.tracks[0])}


def test_a_year_is_compared_with_the_even_path_to_the_target() -> None:
    (row,) = rows_of(revenue(), fact("revenue", 2027, "115 tỷ đồng", "2028-03-01")).values()
    assert (row.planned, row.origin) == (approx(121), "path")
    assert row.share == approx(115 / 121)


def test_a_target_of_the_year_itself_is_the_plan_of_that_year() -> None:
    goals = [goal("161,051 tỷ đồng", id="far"), goal("112 tỷ đồng", id="near", year=2026)]
    given = plan(indicator("revenue", base="100 tỷ đồng", targets=goals))
    row = rows_of(given, fact("revenue", 2026, "108 tỷ đồng", "2027-03-01"))["2026"]
    assert (row.planned, row.origin, row.share) == (112, "target", approx(108 / 112))
    revised = fact("revenue", 2026, "120 tỷ đồng", "2026-06-01", kind="target", definition="near")
    row = rows_of(given, revised, fact("revenue", 2026, "108 tỷ đồng", "2027-03-01"))["2026"]
    assert row.share == approx(0.9)


def test_months_are_part_of_the_years_plan_and_compared_with_the_same_months_before() -> None:
    rows = rows_of(
        revenue(),
        fact("revenue", "2026-6M", "50 tỷ đồng", "2026-07-05", "preliminary"),
        fact("revenue", 2026, "110 tỷ đồng", "2027-03-01"),
        fact("revenue", "2027-Q1", "22 tỷ đồng", "2027-04-05"),
        fact("revenue", "2027-Q2", "33 tỷ đồng", "2027-07-05"),
        fact("revenue", "2027-6M", "bằng 47% kế hoạch", "2027-07-06", "preliminary"),
    )
    assert list(rows) == ["2026-6M", "2026", "2027-Q1", "2027-Q2", "2027-6M"]
    half = rows["2027-6M"]
    assert (half.value, half.before, half.growth) == (55, 50, approx(0.1))
    assert (half.share, half.reported) == (approx(55 / 121), 0.47)
    assert rows["2027-Q1"].before is None and rows["2027-Q1"].share == approx(22 / 121)


def test_after_a_new_price_base_value_and_plan_stand_in_the_new_prices() -> None:
    rows = rows_of(
        revenue(),
        fact("revenue", 2026, "110 tỷ đồng", "2027-03-01"),
        fact("revenue", 2027, "gấp 2 lần", "2027-06-01", kind="break", definition="prices"),
        fact("revenue", 2027, "230 tỷ đồng", "2028-03-01"),
    )
    assert (rows["2026"].value, rows["2026"].planned, rows["2026"].share) == (approx(220), approx(220), approx(1))
    assert rows["2027"].share == approx(230 / 242) and rows["2027"].growth == approx(230 / 220 - 1)


def test_a_total_a_flow_and_what_is_reached_have_plans_of_their_own() -> None:
    total = plan(indicator("built", law="total", base=None, target="500 tỷ đồng"))
    built = rows_of(
        total, fact("built", 2026, "80 tỷ đồng", "2027-03-01"), fact("built", 2027, "130 tỷ đồng", "2028-03-01")
    )
    assert [(row.planned, row.share) for row in built.values()] == [(100, approx(0.8)), (100, approx(1.3))]
    flow = plan(indicator("jobs", law="flow", unit="người", base="500 người", target="600 người"))
    assert rows_of(flow, fact("jobs", 2026, "540 người", "2027-03-01"))["2026"].share == approx(0.9)
    held = plan(indicator("share", law="linear", unit="%", base="92%", targets=[goal("trên 90%")]))
    row = rows_of(held, fact("share", 2026, "91%", "2027-03-01"))["2026"]
    assert row.planned is not None and row.planned == approx(90, abs=0.1)


def test_without_a_base_there_is_no_path_and_no_percent() -> None:
    given = plan(indicator("share", law="linear", unit="%", base=None, target="85%"))
    row = rows_of(given, fact("share", 2026, "81%", "2027-03-01"))["2026"]
    assert (row.value, row.planned, row.share) == (81, None, None)


def test_a_percentage_that_should_fall_says_that_lower_is_better_and_changes_in_points() -> None:
    given = plan(indicator("poor", law="linear", unit="%", base="5%", target="2,5%", better="lower"))
    ledger = keep_ledger(
        given,
        facts(given, [fact("poor", 2026, "4,8%", "2027-03-01"), fact("poor", 2027, "4,2%", "2028-03-01")]),
    )
    track, words = ledger.tracks[0], TrackWords(Wording("en"), given)
    found = percents_of_plan(ledger, track)
    assert of_plan_rows(found, track, words)[1] == ["2027", "4.2", "4.8", "−0.60 points", "4 *", "105.0%", "–"]
    assert len(OF_PLAN_HEADS) == 7
    assert of_plan_text(found[1], track, words) == (
        "2027: 4.2%, 105.0% of the even path to the target in 2027 (4). Lower is better."
    )


def tracked(*rows: str) -> Track:
    given = plan(
        indicator(
            "revenue", base="100 tỷ đồng", target="161,051 tỷ đồng", family="econ_nominal", prices="current",
            observations=[
                {"year": "2020", "figure": "60 tỷ đồng", "source": {"by": "x", "date": "2026-01-31"}},
                {"year": "2025", "figure": "100 tỷ đồng", "source": {"by": "x", "date": "2026-01-31"}},
            ],
        )
    )  # fmt: skip
    (track,) = keep_ledger(given, facts(given, rows), judge=judge_by(read_reference(), given))
    return track


YEARS = [fact("revenue", year, f"{value} tỷ đồng", f"{year + 1}-03-01") for year, value in ((2026, 109), (2027, 120))]


def test_the_fan_is_shown_as_it_narrows_in_chart_sentence_and_rows_alike() -> None:
    track = tracked(*YEARS)
    words = TrackWords(Wording("en"), track.last.chain.plan)
    bands = [entry.prospect.band for entry in fans(track) if entry.prospect is not None]
    assert len(bands) == 3 and all(band is not None for band in bands)
    spans = [band[1] / band[0] for band in bands if band is not None]
    assert spans == sorted(spans, reverse=True)
    chart = fan_chart(track, words)
    assert chart is not None
    drawn = chart["data"]["values"]
    assert [(row["low"], row["high"]) for row in drawn] == bands
    told, text = fan_rows(track, words), fan_text(track, words)
    assert [row[0] for row in told] == [row["day"] for row in drawn] == ["the plan", "2027-03-01", "2028-03-01"]
    for row, cells in zip(drawn, told, strict=True):
        assert cells[2:5] == [row["low_text"], row["middle_text"], row["high_text"]]
        assert row["low"] < row["middle"] < row["high"]
    assert all(end in text for end in (told[0][2], told[0][4], told[-1][2], told[-1][4]))
    dashed = [layer for layer in chart["layer"] if layer["mark"].get("strokeDash")]
    assert [layer["encoding"]["y"]["field"] for layer in dashed] == ["goal"]


def test_fans_from_before_a_new_price_base_are_not_beside_those_after_it() -> None:
    broken = fact("revenue", 2027, "gấp 2 lần", "2027-06-01", kind="break", definition="prices")
    track = tracked(YEARS[0], broken)
    assert [entry.known_on for entry in fans(track)] == []
    after = tracked(YEARS[0], broken, fact("revenue", 2027, "240 tỷ đồng", "2028-03-01"))
    assert [entry.known_on for entry in fans(after)] == ["2027-06-01", "2028-03-01"]


def test_nothing_is_drawn_before_there_are_two_fans() -> None:
    track = tracked()
    words = TrackWords(Wording("vi"), track.last.chain.plan)
    assert (fans(track), fan_chart(track, words), fan_text(track, words), fan_rows(track, words)) == ((), None, "", [])


def test_in_the_table_of_a_review_a_total_is_measured_by_what_came_together() -> None:
    given = plan(indicator("sum", law="total", base=None, target="100 tỷ đồng"))
    rows = [fact("sum", 2026, "10 tỷ đồng", "2027-03-01"), fact("sum", 2027, "24 tỷ đồng", "2028-03-01")]
    ledger = keep_ledger(given, facts(given, rows))
    assert newest_share(ledger, ledger.tracks[0]) == approx(34 / 40)


def test_nothing_is_known_of_the_year_before_the_first_of_a_total() -> None:
    given = plan(indicator("built", law="total", base=None, target="500 tỷ đồng"))
    first, second = rows_of(
        given, fact("built", 2026, "80 tỷ đồng", "2027-03-01"), fact("built", 2027, "130 tỷ đồng", "2028-03-01")
    ).values()
    assert (first.before, second.before) == (None, 80)
