"""Growth typed into a grid: read as in a file, shown back with its unit, wrong cells by their place, nothing else touched."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import indicator, plan

from forecast.changes import Changes, apply, yearly_growth
from forecast.errors import Fault
from forecast.growthwords import amount_of, growth_words, move_words
from forecast.paths import read_move
from forecast.requirement import require
from forecast.scenario import Scenario
from forecast.typedgrowth import ALL, LONGEST, read_growth, take_typed
from forecast.ui.lever import read_typed
from forecast.wording import Wording

PLAN = plan(
    indicator("revenue"),
    indicator("poverty", law="linear", unit="%", base="12%"),
    indicator("insured", law="logit", unit="%", base="80%"),
    indicator("poor", law="linear", unit="hộ", base="600 hộ"),
    indicator("jobs", law="flow", unit="người/năm", base="600 người/năm"),
    indicator("houses", law="total", unit="căn", base=None),
)
NAMES = tuple(PLAN.index)
BEFORE = Scenario.model_validate(
    {"id": "now", "name": {"vi": "Nay"}, "for": "test", "rule": "held", "paths": {"revenue": "10%/yr"}}
)
VI, EN = Wording("vi"), Wording("en")


def typed(cells, changes=None, wording=VI):
    """Changes and faults after typing."""
    changes = changes or Changes()
    shown = yearly_growth(PLAN, require(PLAN), apply(changes, BEFORE, PLAN, frozenset(NAMES))[0], NAMES)
    return take_typed(cells, changes, PLAN, shown, wording)


def levels(changes, name):
    scenario = apply(changes, BEFORE, PLAN, frozenset(NAMES))[0]
    return yearly_growth(PLAN, require(PLAN), scenario, NAMES)[name]


@pytest.mark.parametrize(
    "name, text, words, wording",
    [
        ("revenue", "12", "12%/năm", VI),
        ("revenue", "12,5%", "12,5%/năm", VI),
        ("revenue", "12.5%/yr", "12,5%/năm", VI),
        ("revenue", "giảm 3%/năm", "-3%/năm", VI),
        ("revenue", "12,5%/năm", "12.5%/yr", EN),
        ("poverty", "-1", "-1 điểm/năm", VI),
        ("poverty", "+1", "+1 point/yr", EN),
        ("insured", "0,5 điểm phần trăm mỗi năm", "+0,5 điểm/năm", VI),
        ("poor", "-12", "-12 hộ/năm", VI),
        ("poor", "giảm 12 hộ", "-12 hộ/năm", VI),
        ("jobs", "550", "550 người/năm", VI),
        ("jobs", "550 mỗi năm", "550 người/năm", VI),
        ("jobs", "550 người/năm", "550 người/năm", VI),
        ("houses", "1.200", "1.200 căn mỗi năm", VI),
        ("houses", "1,200 each year", "1.200 căn mỗi năm", VI),
        ("revenue", "đến 5.500 năm 2030", "đến 5.500 tỷ đồng năm 2030", VI),
        ("insured", "đến năm 2030 đạt 97%", "đến 97% năm 2030", VI),
        ("insured", "to 97% in 2030", "to 97% in 2030", EN),
    ],
)
def test_a_growth_is_read_and_shown_back_with_its_unit(name, text, words, wording):
    move = read_growth(text, PLAN.indicator(name), wording)
    assert not isinstance(move, Fault)
    assert move_words(move, PLAN.indicator(name), wording) == words


@pytest.mark.parametrize(
    "name, text, code, words",
    [
        ("revenue", "abc", "growth_cell", "12%/năm · đến 97% năm 2030"),
        ("revenue", "2.2", "figure_decimal_point", "'2,2'"),
        ("revenue", "1200%/năm", "path_rate_range", "1200%/năm"),
        ("revenue", "12 tỷ đồng", "growth_cell", "12%/năm · đến 97% năm 2030"),
        ("poverty", "1%", "growth_cell", "+1 điểm/năm · đến 97% năm 2030"),
        ("poor", "3 ha", "figure_unit", "ha"),
        ("insured", "đến 120% năm 2030", "outside_bounds", "đến 120% năm 2030"),
        ("insured", "đến 97% năm 2040", "path_year", "2026-2030"),
        ("jobs", "đến 700 năm 2030", "growth_cell", "550 mỗi năm"),
        ("revenue", "1" * (LONGEST + 1), "text_too_long", "121"),
    ],
)
def test_what_is_wrong_is_said_at_its_cell_and_nothing_else_is_lost(name, text, code, words):
    changes, (fault,) = typed({name: {ALL: text}, "houses": {"2027": "3"}})
    assert (fault.indicator, fault.column, fault.typed, fault.fault.code) == (name, ALL, text, code)
    assert words in VI.fault(fault.fault)
    assert changes == Changes(rates={"houses": 3.0})


growth = st.floats(-50, 200).map(lambda value: round(value, 2))


@settings(deadline=None)
@given(st.sampled_from(NAMES), growth, st.sampled_from([VI, EN]))
def test_what_is_shown_can_be_typed_again(name, value, wording):
    shown = growth_words(value, PLAN.indicator(name), wording)
    move = read_growth(shown, PLAN.indicator(name), wording)
    assert not isinstance(move, Fault)
    assert amount_of(move, PLAN.indicator(name)) == pytest.approx(value, abs=1e-9)
    assert read_move(move.text) == move


@settings(deadline=None)
@given(
    st.sampled_from(["revenue", "poor", "jobs"]),
    st.dictionaries(st.sampled_from(["2026", "2027", "2028", "2029", "2030"]), growth, min_size=1),
)
def test_a_cell_changes_its_own_year_only(name, cells):
    before = levels(Changes(), name)
    changes, faults = typed(
        {name: {year: growth_words(value, PLAN.indicator(name), VI) for year, value in cells.items()}}
    )
    assert not faults
    if before is None:
        return
    wanted = [cells.get(str(year), value) for year, value in zip(PLAN.years[1:], before, strict=True)]
    assert levels(changes, name) == pytest.approx(tuple(wanted), abs=1e-6)


def test_a_goal_gives_way_year_by_year_and_the_years_left_make_for_it():
    goal, _ = typed({"poor": {ALL: "đến 100 hộ năm 2030"}})
    assert levels(goal, "poor") == pytest.approx((-100.0,) * 5)
    first, _ = typed({"poor": {"2027": "-40"}}, goal)
    assert first.paths == {
        "poor": (("2026", "-100 households/yr"), ("2027", "-40 households/yr"), ("2028-2030", "đến 100 hộ năm 2030"))
    }
    assert levels(first, "poor") == pytest.approx((-100.0, -40.0, -120.0, -120.0, -120.0))
    last, _ = typed({"poor": {"2030": "0"}}, first)
    assert last.years == {"poor": (-100.0, -40.0, -120.0, -120.0, 0.0)}
    assert not last.paths


def test_a_goal_in_the_cell_of_a_year_holds_from_there():
    changes, _ = typed({"poor": {ALL: "-10"}})
    goal, faults = typed({"poor": {"2027": "đến 500 hộ năm 2029"}}, changes)
    assert not faults
    assert levels(goal, "poor") == pytest.approx((-10.0, -30.0, -30.0, -30.0, -10.0))
    _, (fault,) = typed({"poor": {"2028": "đến 500 hộ năm 2027"}}, changes)
    assert "2028-2030" in VI.fault(fault.fault)


def test_an_emptied_row_goes_back_and_an_empty_one_takes_the_first_growth_for_every_year():
    changes, _ = typed({"revenue": {ALL: "12"}, "houses": {"2028": "7"}})
    assert changes.rates == {"revenue": 12.0, "houses": 7.0}
    again, faults = typed({"revenue": {ALL: ""}, "houses": {"2028": " "}}, changes)
    assert not faults
    assert again == Changes()


@pytest.mark.parametrize(
    "name, text, value",
    [
        ("revenue", "12,9", 12.9), ("revenue", "12,9%", 12.9), ("revenue", "12,9%/năm", 12.9), ("poverty", "-1", -1.0),
        ("poverty", "-1 điểm/năm", -1.0), ("jobs", "550 người/năm", 550.0),
    ],
)  # fmt: skip
def test_a_slider_is_typed_by_the_same_rule(name, text, value):
    assert read_typed(text, PLAN.indicator(name), VI) == (value, "")


@pytest.mark.parametrize("text", ["1%", "3 ha", "đến 9% năm 2030"])
def test_a_slider_refuses_what_is_no_growth_of_its_own_and_names_the_way(text):
    value, said = read_typed(text, PLAN.indicator("poverty"), VI)
    assert value is None
    assert "+1 điểm/năm" in said or "'%'" in said
    assert "đến 97%" not in said
