"""Cells as readers see them, and the printer for terminals."""

import pytest
from plans import goal, indicator, plan, said, scenario, stated

from forecast import tables
from forecast.cli.terminal import printed
from forecast.files import find_scenario, list_plans, read_plan
from forecast.requirement import require
from forecast.study import run_study
from forecast.wording import Wording

ENGLISH, VIETNAMESE = Wording("en"), Wording("vi")


def cells(entry: dict[str, object], wording: Wording = ENGLISH) -> list[str]:
    given = plan(entry)
    return tables.required_cells(require(given).rows[0], given, wording)


def test_a_row_of_money() -> None:
    entry = indicator(base="ước đạt 3.000 tỷ đồng", target="5.500 tỷ đồng", number="2", stated_rate=stated("12%/năm"))
    assert cells(entry)[2:6] == ["3,000 (est.)", "5,500", "12.89%", "12.00%"]
    assert cells(entry, VIETNAMESE)[3:5] == ["5.500", "12,89%"]


@pytest.mark.parametrize(
    "entry, at, text",
    [
        (indicator(unit="triệu đồng", base="110 triệu đồng", target="trên 130 triệu đồng"), 4, "> 3.40%"),
        (indicator(unit="%", law="linear", base="trên 80%", target="85%"), 2, "> 80"),
        (indicator(unit="%", law="linear", base="80%", target="85%"), 4, "+1.00 points"),
        (indicator(unit="%", law="linear", base="40%", better="none", target="45- 49%"), 3, "45 – 49"),
        (indicator(base=None, targets=[goal("15%/năm", "rate")]), 3, "201.1 (index)"),
        (indicator("jobs", law="flow", unit="người/năm", base=None, target="600 người/năm"), 4, "600 a year"),
        (indicator(unit="%", law="hold", base="25,27%", target="25,27%"), 4, "to be held"),
        (indicator(unit="%", law="linear", base="96%", target="ít nhất 95%"), 4, "already reached"),
        (indicator(base=None, targets=[goal("15%/năm", "rate")]), 2, "100 (index)"),
        (indicator(statements=[said("rate", "13,9%/năm")]), 6, "13.90%"),
    ],
)
def test_cells(entry: dict[str, object], at: int, text: str) -> None:
    assert cells(entry)[at] == text


def test_gap_and_standing() -> None:
    given = plan(indicator(target="5.500 tỷ đồng", stated_rate=stated("12%/năm")))
    (row,) = run_study(given, [scenario("stated")]).outcomes[0].assessments
    cells = dict(zip(tables.RUN_HEADS, tables.run_cells(row, given, ENGLISH), strict=True))
    assert (cells["Projected"], cells["Gap"], cells["Standing"]) == ("5,287", "short by 213", "◆ short")


def test_the_first_sentence_counts() -> None:
    given = plan(
        indicator("a", target="1 tỷ đồng"),
        indicator("b", target="9.000 tỷ đồng"),
        indicator("c", base=None, target="1 tỷ đồng"),
    )
    study = run_study(given, [scenario("held")])
    text = tables.summary(study.outcomes[0].assessments, study.requirements, ENGLISH)
    assert text == "1 of 2 targets are reached; 1 cannot be judged."


def test_long_names_are_wrapped_and_columns_stay_aligned() -> None:
    rows = [["1", "a very long name of an indicator that goes on and on", "5"], ["2", "short", "10.000"]]
    lines = printed(["No.", "Indicator", "Base"], rows, 50).splitlines()
    assert max(map(len, lines)) <= 50
    assert len({line.find(figure) for line in lines for figure in ("5", "10.000") if figure in line}) == 1
    assert "goes on and" in " ".join(" ".join(line.split()) for line in lines)


def test_narrow_terminals_wrap_every_column_but_no_word() -> None:
    rows = [["1", "Budget revenue of the ward", "> 20.11%", "1.5 a year"], ["2", "short", "–", ""]]
    heads = ["No.", "Indicator", "Required a year", "Past"]
    for width in (80, 40, 33):
        lines = printed(heads, rows, width).splitlines()
        assert max(map(len, lines)) <= width
        assert any("> 20.11%" in line for line in lines)
        words = {word for line in lines for word in line.split()}
        assert {"Indicator", "Required", "revenue", "year"} <= words
    assert "1    Budget revenue of the ward  > 20.11%" in printed(heads, rows, 200)


def test_a_share_of_things_is_shown_with_a_few_places() -> None:
    given = plan(indicator(unit="%", law="linear", base="22/28 trường", target="85%"))
    (row,) = require(given).rows
    assert tables.base_text(row, given.indicators[0], ENGLISH) == "78.57"


def test_where_no_table_fits_each_row_is_a_paragraph_with_its_heads() -> None:
    rows = [["1", "Budget revenue of the ward", "> 20.11%", "1.5 a year"], ["2", "short", "–", ""]]
    lines = printed(["No.", "Indicator", "Required a year", "Past"], rows, 29).splitlines()
    assert lines == [
        "1 Budget revenue of the ward", "    Required a year: > 20.11%", "    Past: 1.5 a year", "2 short",
    ]  # fmt: skip


def test_a_table_without_rows_is_its_head() -> None:
    assert printed(["No.", "Indicator"], [], 40) == "No.  Indicator\n───  ─────────"


def test_what_cannot_be_judged_has_its_reason_and_of_several_targets_its_year() -> None:
    targets = [goal("1 tỷ đồng", year=2030, name="first"), goal("9 tỷ đồng", year=2045, name="later")]
    given = plan(indicator("a", base=None, targets=targets, number="4"), indicator("b", base=None, target="1 tỷ đồng"))
    rows = require(given).rows
    lists = tables.unjudged_lists(rows, given, ENGLISH)
    assert lists[tables.UNJUDGED] == [("4 a (2030)", "no base value is known"), ("b", "no base value is known")]
    assert lists[tables.FURTHER] == [("4 a (2045)", "the target year lies beyond the plan")]


@pytest.mark.parametrize("name", list_plans())
@pytest.mark.parametrize("rule", ["stated", "past-pace", "held", "required"])
def test_the_count_and_the_lists_of_a_plan_tell_the_same_story(name: str, rule: str) -> None:
    given = read_plan(name)
    study = run_study(given, [find_scenario(rule, given)])
    rows = study.outcomes[0].assessments
    lists = tables.unjudged_lists(study.requirements.rows, given, ENGLISH)
    silent = tables.silent(rows, given, ENGLISH)
    said = tables.summary(rows, study.requirements, ENGLISH)
    assert said.endswith(f"; {len(silent) + len(lists[tables.UNJUDGED])} cannot be judged.")


@pytest.mark.parametrize(
    "entry, text",
    [
        (indicator(unit="%", law="hold", base="6%", target="dưới 4%", better="lower"), "too high by 2.00"),
        (indicator(unit="%", law="hold", base="3%", target="dưới 4%", better="lower"), "below by 1.00"),
        (indicator(unit="%", law="hold", base="3%", target="4%"), "short by 1.00"),
        (indicator(unit="%", law="hold", base="5%", target="4%"), "over by 1.00"),
        (indicator(unit="%", law="hold", base="40%", target="45-49%", better="none"), "off by 5.00"),
        (indicator(unit="%", law="hold", base="47%", target="45-49%", better="none"), "0"),
        (indicator(law="linear", base="5.499,6 tỷ đồng", target="5.500 tỷ đồng"), "short by 0.4"),
        (indicator(law="linear", base="0,001 tỷ đồng", target="0,004 tỷ đồng"), "short by 0.003"),
        (indicator(law="linear", unit="%", base="96,998%", target="97%"), "short by 0.002"),
    ],
)
def test_a_gap_is_said_in_the_direction_of_its_target(entry: dict[str, object], text: str) -> None:
    given = plan(entry)
    (row,) = run_study(given, [scenario("held")]).outcomes[0].assessments
    assert tables.gap_text(row, given.indicators[0], ENGLISH) == text


def test_targets_of_several_years_say_theirs() -> None:
    entry = indicator(targets=[goal("4.000 tỷ đồng", year=2028, name="half"), goal("5.500 tỷ đồng")])
    given = plan(entry)
    rows = run_study(given, [scenario("held")]).requirements.rows
    assert [tables.dated_target(row, given.indicators[0], ENGLISH) for row in rows] == ["4,000 (2028)", "5,500 (2030)"]


def test_a_small_level_is_not_shown_as_zero() -> None:
    entry = plan(indicator()).indicators[0]
    assert [ENGLISH.level(value, entry) for value in (0.00001, 0.0049, 0.05, 3e-17, 0.0, 12345.6)] == [
        "0.00001", "0.005", "0.05", "0.00", "0.00", "12,346",
    ]  # fmt: skip


def test_what_a_scenario_says_nothing_about_is_gathered_by_reason() -> None:
    given = plan(indicator("a", target="5.500 tỷ đồng", number="1"), indicator("b", target="5.500 tỷ đồng"))
    rows = run_study(given, [scenario("stated")]).outcomes[0].assessments
    assert tables.unknown(rows, given, ENGLISH) == [("the plan states no growth for it", "1, b")]


def test_why_no_chance_is_known_is_said_of_targets_that_are_judged() -> None:
    one = indicator("a", target="5.500 tỷ đồng", number="1", stated_rate=stated("12%/năm"))
    given = plan(one, indicator("b", target="5.500 tỷ đồng", number="2"))
    rows = run_study(given, [scenario("stated")]).outcomes[0].assessments
    assert [numbers for _, numbers in tables.chanceless(rows, given, ENGLISH)] == ["1"]


def test_targets_of_several_bodies_say_whose_they_are() -> None:
    assigned = {**goal("6.000 tỷ đồng", name="assigned"), "rank": "assigned"}
    given = plan(indicator(targets=[goal("5.500 tỷ đồng"), assigned]))
    rows = run_study(given, [scenario("held")]).requirements.rows
    assert [tables.dated_target(row, given.indicators[0], ENGLISH) for row in rows] == [
        "5,500 (Party congress)",
        "6,000 (assigned from above)",
    ]


@pytest.mark.parametrize(
    ("target", "vietnamese", "english"),
    [
        (None, "Kế hoạch chưa có mục tiêu nào.", "The plan has no target yet."),
        ("5.500 tỷ đồng", "tổng số 1 chỉ tiêu", "none of 1"),
    ],
)
def test_a_plan_of_which_nothing_can_be_judged_has_no_count_of_zero(
    target: str | None, vietnamese: str, english: str
) -> None:
    given = plan(indicator(base="3.000 tỷ đồng", target=target))
    study = run_study(given, [scenario("stated")])
    said = [tables.summary(study.outcomes[0].assessments, study.requirements, each) for each in (VIETNAMESE, ENGLISH)]
    assert vietnamese in said[0] and english in said[1]
