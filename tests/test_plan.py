"""What the models of a plan hold by themselves."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import SOURCE, goal, indicator, plan, said
from pydantic import ValidationError

from forecast.plan import Plan
from forecast.sourced import Source


def faults(call, *arguments, **more):
    with pytest.raises(ValidationError) as caught:
        call(*arguments, **more)
    return [(detail["type"], detail["loc"]) for detail in caught.value.errors()]


def test_a_plan_knows_its_years_and_indicators():
    found = plan(indicator("a"), indicator("b"))
    assert found.years == (2025, 2026, 2027, 2028, 2029, 2030)
    assert found.n_years == 5
    assert found.indicator("b").id == "b"
    assert dict(found.index) == {"a": 0, "b": 1}


def test_nothing_in_a_plan_can_be_changed():
    found = plan(indicator())
    with pytest.raises(ValidationError):
        found.base_year = 2020
    assert isinstance(found.indicators, tuple)


@pytest.mark.parametrize(
    ("base", "target", "code"),
    [
        ("2030", "2030", "base_after_target"),
        ("2031", "2030", "base_after_target"),
        ("1950", "2030", "horizon_too_long"),
    ],
)
def test_the_target_year_lies_after_the_base_and_not_too_far(base, target, code):
    assert faults(plan, indicator(), base_year=base, target_year=target) == [(code, ())]


def test_figures_are_read_in_the_language_of_the_plan():
    vietnamese = plan(indicator(base="2,5 tỷ đồng"))
    english = plan(indicator(unit="billion VND", base="2.5 billion VND"), language="en")
    for found in (vietnamese, english):
        assert found.indicators[0].level(found.indicators[0].observations[0]) == 2.5
    assert faults(plan, indicator(base="2.5 tỷ đồng"))[0][0] == "figure_decimal_point"


@pytest.mark.parametrize(
    ("figure", "unit", "expected"),
    [
        ("3.000 tỷ đồng", "triệu đồng", 3_000_000),
        ("06/8 trường", "%", 75),
        ("400 nghìn lượt khách", "triệu lượt khách", 0.4),
    ],
)
def test_levels_are_in_the_unit_of_the_indicator(figure, unit, expected):
    thing = plan(indicator(unit=unit, base=figure)).indicators[0]
    assert thing.level(thing.observations[0]) == pytest.approx(expected)


def test_an_explicit_value_stands_for_the_figure_and_needs_a_note():
    item = {"year": "2025", "figure": "không còn hộ nghèo", "value": "0", "note": "none left", "source": SOURCE}
    thing = plan(indicator(base=None, law="linear", observations=[item])).indicators[0]
    assert thing.level(thing.observations[0]) == 0
    assert thing.observations[0].figure is None
    bare = {key: value for key, value in item.items() if key != "note"}
    assert faults(plan, indicator(base=None, observations=[bare]))[0][0] == "value_without_note"


@pytest.mark.parametrize(
    "source",
    [
        {"document": "report", "line": "3", "quote": "x"},
        {"document": "report", "line": "3", "quote": "x", "rotated": "true"},
        {"sheet": "s", "cell": "B2"},
        {"by": "a planner", "date": "2026-01-31"},
    ],
)
def test_a_source_is_a_document_a_sheet_or_a_person(source):
    assert Source.model_validate(source)


@pytest.mark.parametrize(
    "source", [{}, {"by": "x"}, {"document": "d", "line": "1"}, {"sheet": "s", "cell": "c", "by": "x"}]
)
def test_half_a_source_is_refused(source):
    assert faults(Source.model_validate, source) == [("source_incomplete", ())]


def test_limits_of_a_percentage_are_0_and_100_unless_stated():
    limits = [
        plan(indicator(unit=unit, base=None, **more)).indicators[0].limits
        for unit, more in [
            ("%", {}),
            ("%", {"bounds": {"high": "150"}}),
            ("tỷ đồng", {}),
            ("tỷ đồng", {"bounds": {"low": "0"}}),
        ]
    ]
    assert limits == [(0, 100), (0, 150), (-math.inf, math.inf), (0, math.inf)]


def test_limits_of_a_share_in_thousand_are_0_and_1000() -> None:
    assert plan(indicator(unit="‰", law="linear", base="9‰", target="8‰")).indicators[0].limits == (0.0, 1000.0)


def observed(*items, law="compound"):
    written = [{"figure": f"{number} tỷ đồng", "source": SOURCE, **item} for number, item in enumerate(items, start=1)]
    thing = plan(indicator(law=law, base=None, observations=written)).indicators[0]
    seen = thing.observed(2025)
    return None if seen is None else thing.level(seen)


def test_the_observation_in_use_is_that_of_the_year_before_that_of_a_period():
    assert observed({"year": "2025"}, {"year": "2025", "use": "true"}) == 2
    assert observed({"period": "2021-2025"}, {"year": "2025"}) == 2
    assert observed({"period": "2021-2025"}) == 1
    assert observed({"period": "2021-2025"}, law="total") is None
    assert observed({"year": "2024"}, {"period": "2021-2024"}) is None


@pytest.mark.parametrize(
    ("identity", "sound"),
    [
        ({"is": "a", "equals": "b"}, True),
        ({"sum": ["a"], "equals": "100%"}, True),
        ({"part": "a", "of": "b"}, True),
        ({"is": "a"}, False),
        ({"is": "a", "of": "b"}, False),
        ({"is": "a", "equals": "b", "part": "c"}, False),
        ({}, False),
    ],
)
def test_an_identity_has_one_of_three_shapes(identity, sound):
    if sound:
        assert plan(indicator(), identities=[identity]).identities
    else:
        assert faults(plan, indicator(), identities=[identity]) == [("identity_shape", ("identities", 0))]


@pytest.mark.parametrize("text", ["true", "false"])
def test_a_flag_is_true_or_false(text):
    item = said("rate", "5%", use=text)
    assert plan(indicator(statements=[item])).indicators[0].statements[0].use is (text == "true")


@pytest.mark.parametrize("text", ["yes", "True", "1", ""])
def test_a_flag_is_nothing_else(text):
    assert faults(plan, indicator(statements=[said("rate", "5%", use=text)]))[0][0] == "not_one_of"


@pytest.mark.parametrize("text", ["2025", "1900", "2200"])
def test_a_year_has_four_digits(text):
    assert plan(indicator(targets=[goal("5 tỷ đồng", year=text)])).indicators[0].targets[0].year == int(text)


@pytest.mark.parametrize("text", ["25", "1899", "2201", "20250", "２０２５", "2025.0", "", " 2025"])
def test_a_year_is_nothing_else(text):
    assert faults(plan, indicator(targets=[goal("5 tỷ đồng", year=text)]))[0][0] == "not_year"


@settings(deadline=None)
@given(st.floats(-1e9, 1e9).map(lambda value: round(value, 3)))
def test_an_explicit_value_is_read_as_written(value):
    item = {"year": "2025", "value": format(value, ".3f"), "note": "x", "source": SOURCE}
    thing = plan(indicator(law="linear", base=None, observations=[item])).indicators[0]
    assert thing.level(thing.observations[0]) == value


@pytest.mark.parametrize("text", ["1,5", "1e5", "nan", "inf", "0x1", "1_000", "", "١"])
def test_an_explicit_value_is_nothing_else(text):
    item = {"year": "2025", "value": text, "note": "x", "source": SOURCE}
    assert faults(plan, indicator(base=None, observations=[item]))[0][0] == "not_number"


def test_a_plan_without_indicators_is_refused():
    assert faults(plan) == [("too_short", ("indicators",))]


def test_names_fall_back_to_vietnamese():
    names = plan(indicator(), name={"vi": "Phường"}).name
    assert (names.in_language("en"), names.in_language("vi")) == ("Phường", "Phường")
    assert plan(indicator(), name={"vi": "Phường", "en": "Ward"}).name.in_language("en") == "Ward"


def test_everything_with_a_figure_is_given_with_its_place():
    thing = plan(indicator(target="5 tỷ đồng", statements=[said("rate", "5%")])).indicators[0]
    assert [place for place, _ in thing.sourced()] == ["observations.0", "targets.0", "statements.0"]


def test_plans_of_the_same_words_are_equal():
    assert plan(indicator()) == plan(indicator())
    assert plan(indicator()) != plan(indicator(base="3.001 tỷ đồng"))
    assert isinstance(plan(indicator()), Plan)
