"""Early warning and reviews: signals, last safe year, the quarter that tells, the running year, the counts of officials."""

import math

import pytest
from facts import fact, facts
from plans import SOURCE, goal, indicator, plan, said
from pytest import approx

from forecast.files import read_plan, shipped
from forecast.outlook import Outlook
from forecast.plan import Plan
from forecast.reviewwords import counts_text, standing_text, title_text
from forecast.tracking import Entry, keep_ledger, read_facts
from forecast.tracking.entry import Prospect
from forecast.tracking.learning import Ahead
from forecast.tracking.review import ReviewKind, Standing, review
from forecast.tracking.warning import Warned, signal_of, warn
from forecast.tracktables import warning_cells
from forecast.trackwords import TrackWords
from forecast.wording import Wording

ROWS = [fact("revenue", 2026, "108 tỷ đồng", "2027-03-01")]


def revenue() -> Plan:
    return plan(indicator("revenue", base="100 tỷ đồng", target="161,051 tỷ đồng"))


def judge(share: float, high: float) -> object:
    def said_of(entry: Entry) -> Prospect:
        assert entry.step is not None
        outlook = Outlook(horizon=entry.rest, centre=0.08 * entry.rest, local=0.05, df=4, national=0.02)
        ahead = Ahead(needed=entry.step * entry.rest, outlook=outlook)
        return Prospect(ahead=ahead, share=share, high_step=high)

    return said_of


def warned(given: Plan, rows: list[str], share: float | None = None, high: float = 0.15) -> Warned:
    known = None if share is None else judge(share, high)
    (found,) = warn(keep_ledger(given, facts(given, rows), judge=known))  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("share", "ratio", "safe", "signal", "basis"),
    [
        (0.5, 1.0, "year", "on_course", "precedent"),
        (0.75, 1.0, "year", "watch", "precedent"),
        (0.9, 1.0, "year", "act", "precedent"),
        (0.5, 0.5, "year", "watch", "pace"),
        (0.5, None, "year", "on_course", "precedent"),
        (0.1, 2.0, "too_late", "act", "too_late"),
        (None, 0.95, "unknown", "on_course", "pace"),
        (None, 0.94, "unknown", "watch", "pace"),
        (None, 0.6, "unknown", "watch", "pace"),
        (0.5, 0.6, "year", "on_course", "precedent"),
        (None, 0.59, "unknown", "act", "pace"),
        (None, -1.0, "unknown", "act", "pace"),
        (None, None, "unknown", "unknown", "none"),
    ],
)
def test_the_signal_and_what_it_rests_on(share: float, ratio: float, safe: str, signal: str, basis: str) -> None:
    assert signal_of(share, ratio, safe) == (signal, basis)  # type: ignore[arg-type]


def test_the_last_safe_year_by_hand() -> None:
    """108 at 8 % until s - 1, then 15 % a year: 1.08²·1.15² from 108 is 166.6, 1.08³·1.15 is 156.5."""
    found = warned(revenue(), ROWS, share=0.5, high=math.log(1.15))
    assert (found.safe, found.safe_year) == ("year", 2029)
    assert found.achieved == approx(math.log(1.08))
    slow = warned(revenue(), ROWS, share=0.5, high=math.log(1.10))
    assert (slow.safe, slow.signal) == ("too_late", "act")
    at_once = warned(revenue(), ROWS, share=0.5, high=math.log(1.106))  # four years at 10.506 % are needed
    assert (at_once.safe, at_once.safe_year) == ("year", 2027)
    assert warned(revenue(), ROWS, share=0.5, high=math.log(1.12)).safe_year == 2028  # 1.08 · 1.12³ from 108 is 163.9
    assert warned(revenue(), ROWS, share=0.5, high=math.log(1.105)).safe == "too_late"
    fast = warned(revenue(), [fact("revenue", 2026, "112 tỷ đồng", "2027-03-01")], share=0.5)
    assert fast.safe == "not_needed"


def test_a_pace_that_just_reaches_the_target_needs_no_other() -> None:
    given = plan(indicator("x", law="linear", unit="%", base="10%", target="20%"))
    assert warned(given, [fact("x", 2026, "12%", "2027-03-01")], share=0.5, high=3.0).safe == "not_needed"


def test_the_best_of_ones_own_few_years_proves_nothing() -> None:
    found = warned(revenue(), ROWS)
    assert found.safe == "too_late"
    assert (found.signal, found.basis) == ("watch", "pace")


@pytest.mark.parametrize(
    ("entry", "values", "achieved", "best"),
    [
        # 8 % and 4 %: 5.98 % a year so far
        ({}, ("108 tỷ đồng", "112,32 tỷ đồng"), math.log(1.1232) / 2, math.log(1.08)),
        ({"statements": [said("rate", "12%/năm")]}, ("108 tỷ đồng",), math.log(1.08), math.log(1.12)),
        ({"statements": [said("rate", "5%/năm")]}, (), math.log(1.05), math.log(1.05)),
        # a rate that has to fall: a point, then 0.4
        ({"law": "linear", "unit": "%", "base": "5%", "target": "dưới 1%", "better": "lower"}, ("4%", "3,6%"), -0.7, -1.0),
        ({"law": "total", "unit": "tuyến", "base": None, "target": "150 tuyến",
          "observations": [{"period": "2021-2025", "figure": "100 tuyến", "source": SOURCE}]}, (), 20.0, None),
    ],
)  # fmt: skip
def test_the_pace_so_far_and_the_best_of_ones_own(
    entry: dict[str, object], values: tuple[str, ...], achieved: float, best: float | None
) -> None:
    given = plan(indicator("x", **{"base": "100 tỷ đồng", "target": "161,051 tỷ đồng", **entry}))  # type: ignore[arg-type]
    found = warned(given, [fact("x", 2026 + n, value, f"{2027 + n}-03-01") for n, value in enumerate(values)])
    assert found.achieved == approx(achieved)
    assert found.best == (None if best is None else approx(best))


def test_the_quarter_that_tells_by_hand() -> None:
    """Needs 10.506 %, runs at 8 %: after one quarter the rest needs 11.34 %, after two 13.01 %, after three 18.02 %."""
    found = {
        high: warned(revenue(), ROWS, share=0.5, high=math.log(1 + high)).telling for high in (0.11, 0.12, 0.15, 0.19)
    }
    assert found == {0.11: 1, 0.12: 2, 0.15: 3, 0.19: 4}
    assert warned(revenue(), [fact("revenue", 2026, "112 tỷ đồng", "2027-03-01")], share=0.5).telling is None


def test_last_years_quarters_are_the_weights_of_the_one_that_tells() -> None:
    quarters = [
        fact("revenue", f"2026-Q{q}", f"{value} tỷ đồng", "2027-02-10")
        for q, value in zip((1, 2, 3, 4), (60, 16, 16, 16), strict=True)
    ]
    assert warned(revenue(), [*ROWS, *quarters], share=0.5, high=math.log(1.13)).telling == 1
    assert warned(revenue(), ROWS, share=0.5, high=math.log(1.13)).telling == 2


def test_the_running_year_against_the_same_months_and_what_the_rest_must_bring() -> None:
    rows = [
        *ROWS,
        fact("revenue", "2026-6M", "50 tỷ đồng", "2026-07-05"),
        fact("revenue", "2027-Q1", "26 tỷ đồng", "2027-04-05"),
        fact("revenue", "2027-Q2", "27 tỷ đồng", "2027-07-05"),
        fact("revenue", "2027-6M", "bằng 44,7% kế hoạch", "2027-07-05"),
    ]
    found = warned(revenue(), rows).running
    assert found is not None
    assert (str(found.period), found.value, found.before, found.of_plan) == ("2027-6M", 53, 50, approx(0.447))
    assert found.growth == approx(0.06)
    year = 108 * (161.051 / 108) ** 0.25
    assert found.rest == approx((year - 53) / 58 - 1)


def test_months_before_a_break_are_compared_in_the_definition_that_holds() -> None:
    rows = [
        *ROWS,
        fact("revenue", "2026-6M", "50 tỷ đồng", "2026-07-05"),
        fact("revenue", "2027-6M", "60 tỷ đồng", "2027-07-05"),
    ]
    linked = fact("revenue", 2027, "gấp 1,1 lần", "2027-01-10", kind="break", definition="prices")
    found = warned(revenue(), [*rows, linked]).running
    assert found is not None
    assert (found.value, found.before, found.growth) == (60, approx(55), approx(60 / 55 - 1))
    year = 118.8 * (1.1 * 161.051 / 118.8) ** 0.25
    assert found.rest == approx((year - 60) / (118.8 - 55) - 1)
    unlinked = fact("revenue", 2027, "", "2027-01-10", kind="break", definition="standard")
    alone = warned(revenue(), [*rows, unlinked]).running
    assert alone is not None
    assert (alone.value, alone.before, alone.growth, alone.rest) == (60, None, None, None)


def test_a_target_that_has_to_fall_is_warned_the_same_way() -> None:
    given = plan(indicator("poor", law="linear", unit="%", base="5%", target="dưới 1%", better="lower"))
    assert warned(given, [fact("poor", 2026, "4,2%", "2027-03-01")]).signal == "on_course"
    assert warned(given, [fact("poor", 2026, "4,8%", "2027-03-01")]).signal == "act"
    assert warned(given, [fact("poor", 2026, "0,9%", "2027-03-01")]).signal == "attained"
    assert warned(given, []).signal == "unknown"


def test_the_list_goes_from_what_to_act_on_to_what_is_not_known_and_from_what_rose_most() -> None:
    """Steps in logarithms of 100: what is left of the way after the first year, over four years, less the fifth of the plan."""
    ways = {  # whole way, first year: what is required then, and by how much that is more than the plan's
        "unknown": (0.1, None),
        "attained": (0.1, 0.11),  # -0.0025 a year, less by 0.0225
        "fast": (3.0, 2.9),  # on course at 0.025 a year, less by 0.575
        "slower": (3.0, 0.585),  # on course: 0.585 of 0.604 needed, more by 0.0038
        "small": (0.1, 0.018),  # watched: 0.018 of 0.0205, more by 0.0005
        "large": (1.0, 0.17),  # watched: 0.17 of 0.2075, more by 0.0075
        "little": (0.1, 0.005),  # act: 0.005 of 0.0238, more by 0.0038
        "much": (1.0, 0.05),  # act: 0.05 of 0.2375, more by 0.0375
    }
    value = {
        name: [f"{100 * math.exp(way or 0):.4f} tỷ đồng".replace(".", ",") for way in both]
        for name, both in ways.items()
    }
    given = plan(*(indicator(name, base="100 tỷ đồng", target=goal) for name, (goal, _) in value.items()))
    rows = [fact(name, 2026, first, "2027-03-01") for name, (_, first) in value.items() if name != "unknown"]
    found = warn(keep_ledger(given, facts(given, rows)))
    assert [each.track.row.indicator for each in found] == [
        "much", "little", "large", "small", "slower", "fast", "attained", "unknown",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("figures", "signal", "basis"),
    [((), "unknown", "none"), (("90%",), "act", "missed"), (("95%",), "attained", "attained")],
)
def test_a_level_to_be_held_is_warned_of_by_figures_of_the_term_only(
    figures: tuple[str, ...], signal: str, basis: str
) -> None:
    given = plan(indicator("x", law="hold", unit="%", base="90%", target="95%"))
    found = warned(given, [fact("x", 2026, figure, "2027-03-01") for figure in figures])
    assert (found.signal, found.basis) == (signal, basis)


def test_a_yearly_amount_at_its_open_end_says_nothing_of_the_years_left() -> None:
    given = plan(indicator("jobs", law="flow", unit="người/năm", base=None, target="trên 550 người/năm"))
    rows = [fact("jobs", year, "550 người", f"{year + 1}-03-01") for year in (2026, 2027)]
    assert (warned(given, rows).signal, warned(given, rows).pace_ratio) == ("unknown", None)


def test_reds_come_first_and_an_explanation_travels() -> None:
    given = plan(
        indicator("fine", base="100 tỷ đồng", target="110 tỷ đồng"),
        indicator("late", base="100 tỷ đồng", target="200 tỷ đồng"),
        indicator("silent", base="100 tỷ đồng", target="200 tỷ đồng"),
    )
    rows = [
        fact("fine", 2026, "105 tỷ đồng", "2027-03-01"),
        fact("late", 2026, "103 tỷ đồng", "2027-03-01"),
        fact("late", 2027, "", "2027-04-01", kind="explanation", note="clearance is late"),
        fact("late", 2027, "", "2027-05-01", kind="explanation", note="clearance is still late"),
    ]
    found = warn(keep_ledger(given, facts(given, rows)))
    assert [each.track.row.indicator for each in found] == ["late", "fine", "silent"]
    assert found[0].explanation is not None
    assert found[0].explanation.note == "clearance is still late"


TERM = [
    ("111 tỷ đồng", "over"), ("110 tỷ đồng", "met"), ("107 tỷ đồng", "half"), ("104,2 tỷ đồng", "on_the_way"), ("101 tỷ đồng", "unlikely"),
]  # fmt: skip


@pytest.mark.parametrize(("figure", "standing"), TERM)
def test_the_words_of_a_review(figure: str, standing: Standing) -> None:
    given = plan(indicator("x", base="100 tỷ đồng", target="110 tỷ đồng"))
    (row,) = review(given, facts(given, [fact("x", 2027, figure, "2028-03-01")]), "mid").rows
    assert row.standing == standing


def test_the_final_review_knows_only_reached_and_missed() -> None:
    given = plan(indicator("x", base="100 tỷ đồng", target="110 tỷ đồng"))
    for figure, standing in (("111 tỷ đồng", "over"), ("110 tỷ đồng", "met"), ("109 tỷ đồng", "missed")):
        (row,) = review(given, facts(given, [fact("x", 2030, figure, "2031-03-01")]), "final").rows
        assert row.standing == standing
    (early,) = review(given, facts(given, [fact("x", 2029, "109 tỷ đồng", "2030-03-01")]), "final").rows
    assert early.standing == "unknown"


def test_a_yearly_flow_is_reached_at_the_end_only_if_it_was_in_every_year() -> None:
    given = plan(indicator("jobs", law="flow", unit="người/năm", base=None, target="550 người/năm"))
    rows = [fact("jobs", year, "560 người", f"{year + 1}-03-01") for year in range(2026, 2031)]
    (row,) = review(given, facts(given, rows), "final").rows
    assert row.standing == "over"
    rows[2] = fact("jobs", 2028, "500 người", "2029-03-01")
    (row,) = review(given, facts(given, rows), "final").rows
    assert row.standing == "missed"

    assert row.remark == "not_every_year"
    assert standing_text(row, TrackWords(Wording("vi"), given)) == "có năm không đạt"
    (row,) = review(given, facts(given, [*rows[:2], *rows[3:]]), "final").rows
    assert (row.standing, row.remark) == ("unknown", "years_missing")


@pytest.mark.parametrize(
    ("target", "actual", "standing"),
    [
        ("90% trở lên", "89,7%", "unlikely"), ("90% trở lên", "90%", "met"), ("duy trì 92%", "91,6%", "met"),
        ("duy trì 90%", "89,4%", "unlikely"), ("duy trì 92%", "91,4%", "unlikely"),
    ],
)  # fmt: skip
def test_a_level_to_be_held_is_kept_as_it_is_printed(target: str, actual: str, standing: Standing) -> None:
    given = plan(indicator("x", law="hold", unit="%", base="92%", target=target))
    (row,) = review(given, facts(given, [fact("x", 2027, actual, "2028-03-01")]), "mid").rows
    assert row.standing == standing


def test_a_review_within_a_year_is_of_its_newest_months_and_of_what_was_known_that_year() -> None:
    given, words = revenue(), TrackWords(Wording("vi"), revenue())
    rows = [
        *ROWS,
        fact("revenue", "2027-9M", "80 tỷ đồng", "2027-10-05"),
        fact("revenue", 2027, "170 tỷ đồng", "2028-03-01"),
    ]
    found = review(given, facts(given, rows), "half")
    assert title_text(found, words) == "Sơ kết 9 tháng đầu năm 2027"
    assert (found.on, found.n_met) == ("2027-12-31", 0)
    assert review(given, facts(given, rows), "half", "2028-03-01").n_met == 1


@pytest.mark.parametrize(("year", "signal"), [(2027, "unknown"), (2029, "unknown"), (2030, "act")])
def test_a_standard_not_reached_when_the_term_is_over_is_missed(year: int, signal: str) -> None:
    head = {name: cell for name, cell in goal("").items() if name not in ("figure", "as")}
    given = plan({"id": "x", "name": {"vi": "Chuẩn"}, "law": "status", "targets": [head]})
    found = warned(given, [fact("x", year, "chưa đạt", f"{year + 1}-03-01")])
    assert found.signal == signal
    assert warning_cells(found, TrackWords(Wording("vi"), given))[4:6] == ["–", "–"]


def test_what_cannot_be_told_says_why() -> None:
    given = plan(
        indicator("x", base="100 tỷ đồng", target="110 tỷ đồng"), indicator("y", base="100 tỷ đồng", target="110 tỷ đồng"),
        indicator("z", base="100 tỷ đồng", target="110 tỷ đồng"),
    )  # fmt: skip
    rows = [fact("x", 2027, "105 tỷ đồng", "2028-03-01"), fact("y", 2027, "105 tỷ đồng", "2028-03-01"),
            fact("y", 2027, "", "2028-03-02", kind="break", definition="new")]  # fmt: skip
    assert [row.remark for row in review(given, facts(given, rows), "final").rows] == [
        "no_last_year",
        "break",
        "no_figures",
    ]
    found = review(given, facts(given, rows), "mid")
    words = TrackWords(Wording("en"), given)
    assert [standing_text(row, words) for row in found.rows[1:]] == [
        "not comparable, the definition changed",
        "no figures yet",
    ]
    assert counts_text(found, words).endswith("2 not known yet.")


def test_of_a_ceiling_of_which_nothing_is_used_no_pace_is_told() -> None:
    given = plan(indicator("x", law="total", unit="vụ", base=None, better="lower", target="không quá 100 vụ"))
    found = warned(given, [fact("x", 2026, "0 vụ", "2027-03-01")])
    assert (found.achieved, found.pace_ratio) == (0, None)


def test_a_value_inside_a_corridor_leaves_the_target_as_it_is_printed() -> None:
    given = plan(indicator("x", law="linear", unit="%", base=None, target="45-49%", better="none"))
    words = TrackWords(Wording("vi"), given)
    rows = [fact("x", 2027, "47,3%", "2028-03-01")]
    (track,) = keep_ledger(given, facts(given, rows))
    assert words.goal(track.last) == "45 – 49"
    many = plan(indicator("x", base="100 tỷ đồng", target="130-140 tỷ đồng", better="none"))
    rows = [
        fact("x", 2027, "gấp 2 lần", "2027-11-01", kind="break", definition="new"),
        fact("x", 2027, "240 tỷ đồng", "2028-03-01"),
    ]
    (track,) = keep_ledger(many, facts(many, rows))
    assert TrackWords(Wording("vi"), many).goal(track.last) == "260 – 280 (đã quy đổi)"


@pytest.mark.parametrize(
    ("kind", "title"), [("half", "Sơ kết 6 tháng đầu năm 2026"), ("final", "Tổng kết nhiệm kỳ 2025 - 2030")]
)
def test_reviews_have_the_titles_of_officials(kind: ReviewKind, title: str) -> None:
    given = revenue()
    assert title_text(review(given, facts(given, []), kind), TrackWords(Wording("vi"), given)) == title


def test_the_mid_term_review_stops_at_the_end_of_its_year() -> None:
    given = revenue()
    known = facts(given, [*ROWS, fact("revenue", 2028, "170 tỷ đồng", "2029-03-01")])
    assert review(given, known, "mid").on == "2028-12-31"
    assert review(given, known, "mid").rows[0].standing == "on_the_way"
    assert review(given, known, "year").rows[0].standing == "over"
    assert review(given, known, "year").year == 2028


def test_the_first_target_of_each_indicator_counts_and_later_years_do_not() -> None:
    given = plan(
        indicator("x", base="100 tỷ đồng", targets=[goal("110 tỷ đồng"), goal("120 tỷ đồng", name="stretch")]),
        indicator("y", base="100 tỷ đồng", targets=[goal("110 tỷ đồng", year=2045)]),
        indicator("z", base="100 tỷ đồng", statements=[said("rate", "5%/năm")]),
    )
    found = review(given, facts(given, [fact("x", 2027, "110 tỷ đồng", "2028-03-01")]), "mid")
    assert (found.n_met, len(found.rows), found.counts["over"]) == (1, 1, 0)


def test_the_example_of_cam_duong() -> None:
    given = read_plan("cam-duong")
    known = read_facts(shipped("data") / "examples" / "actuals-cam-duong.csv", given)
    found = review(given, known, "mid")
    by_name = {row.warned.track.row.indicator: row for row in found.rows}
    budget = by_name["budget_revenue"].warned
    assert (by_name["budget_revenue"].standing, budget.signal) == ("unlikely", "act")
    assert budget.track.last.rate == approx((5500 / 3510) ** (1 / 3) - 1)
    assert budget.explanation is not None
    assert by_name["grdp"].warned.track.last.goal == approx(10935 * 1.14**5 * 1.24)
    assert found.counts["over"] == 3
    assert found.n_met == 5


@pytest.mark.parametrize(
    ("used", "signal", "ratio", "words"),
    [
        ("40 vụ", "act", 15 / 40, "What may still come a year is 38% of what came a year so far."),
        ("20 vụ", "on_course", 1.0, "What may still come a year is 100% of what came a year so far."),
        ("110 vụ", "act", -2.5 / 110, "More has come already than the target allows."),
    ],
)
def test_a_ceiling_for_the_whole_term_is_not_reached_while_it_runs(
    used: str, signal: str, ratio: float, words: str
) -> None:
    given = plan(indicator("x", law="total", unit="vụ", base=None, better="lower", target="không quá 100 vụ"))
    found = warned(given, [fact("x", 2026, used, "2027-03-01")])
    assert (found.signal, found.pace_ratio) == (signal, approx(ratio))
    assert TrackWords(Wording("en"), given).basis(found) == words


def test_where_the_target_is_where_the_way_began_there_is_no_share_of_the_way() -> None:
    given = plan(indicator("x", law="logit", unit="%", base="60%", target="60%"))
    rows = [
        fact("x", 2025, "65,688%", "2026-02-10"),
        fact("x", 2026, "60%", "2026-11-07", kind="break", definition="new"),
        fact("x", 2026, "70%", "2027-02-10"),
    ]
    (row,) = review(given, facts(given, rows), "year").rows
    assert (
        row.distance is None
    )  # the linked base differs from the target by what rounding leaves: a share would be any number
