"""Faults between the parts of a plan: each where it belongs, and sound plans without any."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import SOURCE, goal, indicator, plan, said, stated

from forecast.checks import plan_flaws

HERE = ("indicators", 0)


def flaws(*indicators, **more):
    return [(flaw.code, flaw.place) for flaw in plan_flaws(plan(*indicators, **more))]


def level(figure, law="linear", unit="tỷ đồng", **more):
    """Codes of one indicator with one observation of 2025."""
    return [code for code, _ in flaws(indicator(law=law, unit=unit, base=figure, **more))]


def spoken(kind, figure, unit="tỷ đồng", **more):
    return [code for code, _ in flaws(indicator(unit=unit, base=None, statements=[said(kind, figure, **more)]))]


@pytest.mark.parametrize("law", ["compound", "linear", "flow", "total", "hold"])
def test_a_sound_indicator_has_no_flaw(law):
    assert flaws(indicator(law=law, target="5.500 tỷ đồng")) == []


@pytest.mark.parametrize(
    ("figure", "unit", "expected"),
    [
        ("3.000 tỷ đồng", "triệu đồng", []),
        ("400 nghìn lượt khách", "triệu lượt khách", []),
        ("110 triệu", "triệu đồng/người", []),
        ("06/8 trường", "%", []),
        ("3.000 người", "tỷ đồng", ["figure_unit"]),
        ("3.000", "tỷ đồng", ["figure_unit_missing"]),
        ("2,2 triệu USD", "triệu đồng", ["figure_unit"]),
        ("3 điểm %", "%", ["figure_points"]),
        ("5 ha", "km²", []),
        ("5%", "hộ", ["figure_unit"]),
    ],
)
def test_a_figure_is_in_the_unit_of_its_indicator(figure, unit, expected):
    assert level(figure, unit=unit) == expected
    target = [code for code, _ in flaws(indicator(law="linear", unit=unit, base=None, target=figure))]
    assert target == expected


@pytest.mark.parametrize(
    ("law", "figure", "expected"),
    [
        ("compound", "0 tỷ đồng", ["compound_not_positive"]),
        ("compound", "-5 tỷ đồng", ["compound_not_positive"]),
        ("compound", "0,001 tỷ đồng", []),
        ("linear", "-5 tỷ đồng", []),
        ("flow", "0 tỷ đồng", []),
    ],
)
def test_growth_needs_positive_values(law, figure, expected):
    assert level(figure, law) == expected
    target = [code for code, _ in flaws(indicator(law=law, base=None, target=figure))]
    assert target == [code.replace("compound_", "target_") for code in expected]


def test_explicit_values_are_checked_as_figures_are():
    item = {"year": "2025", "value": "-1", "note": "read by hand", "source": SOURCE}
    assert flaws(indicator(base=None, observations=[item])) == [
        ("compound_not_positive", (*HERE, "observations", 0, "value"))
    ]


@pytest.mark.parametrize(
    ("figure", "bounds", "expected"),
    [
        ("100%", None, []),
        ("0%", None, []),
        ("101%", None, ["outside_bounds"]),
        ("95-105%", None, ["outside_bounds"]),
        ("105%", {"high": "120"}, []),
        ("105%", {"low": "10", "high": "104.5"}, ["outside_bounds"]),
        ("-5%", {"low": "-10"}, []),
    ],
)
def test_levels_lie_within_the_bounds(figure, bounds, expected):
    more = {} if bounds is None else {"bounds": bounds}
    assert level(figure, unit="%", **more) == expected


def test_the_sum_of_a_term_may_pass_the_bounds():
    assert level("250%", law="total", unit="%") == []


@pytest.mark.parametrize("figure", ["tăng 25%", "giảm 5%", "cao hơn 3%"])
def test_a_change_is_no_level(figure):
    assert level(figure, unit="%") == ["level_is_change"]
    assert level(figure, law="total", unit="%") == []


def test_logit_needs_both_bounds():
    assert level("5 hộ", law="logit", unit="hộ") == ["logit_needs_bounds"]
    assert level("5 hộ", law="logit", unit="hộ", bounds={"low": "0", "high": "10"}) == []
    assert level("5 hộ", law="logit", unit="hộ", bounds={"low": "0"}) == ["logit_needs_bounds"]


def test_without_a_unit_that_is_the_only_flaw():
    assert level("5 hộ", unit="") == ["unit_missing"]


def test_a_status_has_no_figures_anywhere():
    thing = indicator(law="status", unit="", target="100%", statements=[said("rate", "5%")], stated_rate=stated("5%"))
    assert [code for code, _ in flaws(thing)] == ["status_has_figure"] * 4


def test_a_target_of_another_law_needs_a_figure():
    bare = {key: value for key, value in goal("1").items() if key != "figure"}
    assert flaws(indicator(targets=[bare])) == [("target_without_figure", (*HERE, "targets", 0))]
    assert flaws(indicator(law="status", unit="", base=None, targets=[bare])) == []


# years


def observed(*years, used=()):
    items = [
        {"year": str(year), "figure": "3 tỷ đồng", "source": SOURCE, "use": str(number in used).lower()}
        for number, year in enumerate(years)
    ]
    return flaws(indicator(base=None, observations=items))


def test_of_several_observations_of_one_year_exactly_one_is_used():
    assert observed(2024, 2025) == []
    assert observed(2025, 2025, used=[1]) == []
    assert observed(2025, 2025) == [("several_observations", (*HERE, "observations", 1))]
    assert observed(2025, 2024, 2025, 2025, used=[0, 3]) == [("several_observations", (*HERE, "observations", 3))]


def test_periods_are_not_counted_with_years():
    items = [
        {"year": "2025", "figure": "3 tỷ đồng", "source": SOURCE},
        {"period": "2021-2025", "figure": "4 tỷ đồng", "source": SOURCE},
    ]
    assert flaws(indicator(base=None, observations=items)) == []


def test_what_is_observed_lies_in_the_past():
    assert observed(2026) == [("observation_after_base", (*HERE, "observations", 0, "year"))]
    late = {"period": "2024-2026", "figure": "4 tỷ đồng", "source": SOURCE}
    assert flaws(indicator(base=None, observations=[late])) == [
        ("observation_after_base", (*HERE, "observations", 0, "period"))
    ]
    assert [code for code, _ in flaws(indicator(statements=[said("rate", "5%", 2021, 2026)]))] == [
        "observation_after_base"
    ]


def test_a_target_lies_after_the_base_year_and_may_lie_after_the_plan():
    assert flaws(indicator(targets=[goal("5 tỷ đồng", year=2025)])) == [
        ("target_before_base", (*HERE, "targets", 0, "year"))
    ]
    assert flaws(indicator(targets=[goal("5 tỷ đồng", year=2045)])) == []


# growth


@pytest.mark.parametrize(
    ("kind", "figure", "expected"),
    [
        ("rate", "14%/năm", []),
        ("rate", "từ 07%/năm trở lên", []),
        ("rate", "giảm 5%/năm", []),
        ("rate", "300 tỷ đồng", ["rate_needs_percent"]),
        ("rate", "2 điểm %/năm", ["rate_needs_percent"]),
        ("rate", "5%/tháng", ["rate_needs_percent"]),
        ("rate", "giảm 100%", ["path_rate_range"]),
        ("rate", "1.001%", ["path_rate_range"]),
        ("cumulative", "tăng 25%", []),
        ("cumulative", "25 tỷ đồng", ["rate_needs_percent"]),
        ("cumulative", "tăng 5%/năm", ["cumulative_per_year"]),
        ("cumulative", "giảm 100%", ["target_not_positive"]),
        ("cumulative", "tăng 2.000%", []),
    ],
)
def test_growth_is_a_percentage(kind, figure, expected):
    assert [code for code, _ in flaws(indicator(targets=[goal(figure, kind)]))] == expected
    if kind == "rate":
        assert [code for code, _ in flaws(indicator(stated_rate=stated(figure)))] == expected
        assert spoken("rate", figure) == expected
        past = {"econ_real": stated(figure)}
        assert [code for code, _ in flaws(indicator(), surroundings_past=past)] == expected


def test_growth_by_value_is_in_per_cent():
    assert flaws(indicator(targets=[goal("≥ 5%", "rate", value="-5", note="a reduction")])) == []
    assert flaws(indicator(targets=[goal("≥ 5%", "rate", value="-100", note="a reduction")])) == [
        ("path_rate_range", (*HERE, "targets", 0, "value"))
    ]


@pytest.mark.parametrize("kind", ["rate", "cumulative"])
@pytest.mark.parametrize("law", ["linear", "logit", "flow", "total", "hold"])
def test_only_compound_has_targets_that_are_growth(kind, law):
    found = [code for code, _ in flaws(indicator(law=law, unit="%", base=None, targets=[goal("5%", kind)]))]
    assert found == ["rate_law"]


# statements


@pytest.mark.parametrize(
    ("kind", "figure", "unit", "expected"),
    [
        ("change", "tăng 87,8%", "tỷ đồng", []),
        ("change", "tăng 55 triệu đồng", "tỷ đồng", []),
        ("change", "giảm 1,3 điểm phần trăm", "%", []),
        ("change", "1,3 điểm phần trăm", "%", []),
        ("change", "giảm 1,3 điểm phần trăm", "tỷ đồng", ["change_unit"]),
        ("change", "tăng 5 người", "tỷ đồng", ["change_unit"]),
        ("multiple", "gấp 2,3 lần", "tỷ đồng", []),
        ("multiple", "tăng 130%", "tỷ đồng", ["multiple_unit"]),
        ("margin", "cao hơn 6,75 điểm phần trăm", "tỷ đồng", ["over_missing"]),
        ("total", "161 tỷ đồng", "tỷ đồng", []),
        ("total", "161 đảng viên", "tỷ đồng", ["figure_unit"]),
        ("of_plan", "105%", "tỷ đồng", []),
        ("of_plan", "105 tỷ đồng", "tỷ đồng", ["of_plan_unit"]),
    ],
)
def test_a_statement_is_in_a_unit_of_its_kind(kind, figure, unit, expected):
    first = 2020 if kind in ("change", "multiple") else 2021
    assert spoken(kind, figure, unit, first=first) == expected


@pytest.mark.parametrize(
    ("kind", "figure", "expected"),
    [
        ("margin", "cao hơn 6,75 điểm phần trăm", []),
        ("margin", "cao hơn 5%", []),
        ("margin", "cao hơn 5 tỷ đồng", []),
        ("margin", "cao hơn 5 người", ["margin_unit"]),
        ("multiple", "gấp 1,5 lần", []),
        ("total", "161 đảng viên", []),
        ("total", "3%", ["total_unit"]),
    ],
)
def test_a_statement_over_another_indicator(kind, figure, expected):
    assert spoken(kind, figure, over="revenue") == expected


def test_what_a_statement_is_over_is_known():
    (flaw,) = plan_flaws(plan(indicator(statements=[said("margin", "cao hơn 5%", over="revenu")])))
    assert (flaw.code, flaw.nearest) == ("unknown_indicator", "revenue")


def test_a_change_compares_two_years():
    assert spoken("change", "tăng 5%", first=2025) == ["years_equal"]
    assert spoken("multiple", "gấp 2 lần", first=2025) == ["years_equal"]
    assert spoken("rate", "5%", first=2025) == []


def test_one_statement_at_most_is_used():
    one, other = said("rate", "5%"), said("rate", "6%", use="false")
    assert flaws(indicator(statements=[one, other])) == []
    assert flaws(indicator(statements=[other, one, one])) == [("several_statements", (*HERE, "statements", 2))]


# references


def test_ids_stand_once():
    assert flaws(indicator("a"), indicator("b"), indicator("a")) == [("id_twice", ("indicators", 2, "id"))]
    twice = [goal("5 tỷ đồng"), goal("6 tỷ đồng")]
    assert flaws(indicator(targets=twice)) == [("id_twice", (*HERE, "targets", 1, "id"))]
    assert flaws(indicator("a", targets=twice[:1]), indicator("b", targets=twice[:1])) == []


@pytest.mark.parametrize("text", ["28", "1", "b"])
def test_a_percentage_is_of_so_many_things(text):
    assert flaws(indicator("a", count_of=text), indicator("b")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0", "count_of_invalid"), ("-3", "count_of_invalid"), ("2.5", "count_of_invalid"), ("c", "unknown_indicator")],
)
def test_a_percentage_is_of_nothing_else(text, expected):
    assert flaws(indicator("a", count_of=text), indicator("b")) == [(expected, (*HERE, "count_of"))]


def test_documents_are_those_of_the_plan_wherever_they_are_cited():
    cited = {"document": "raport", "line": "1", "quote": "x"}
    thing = indicator(
        targets=[{**goal("5 tỷ đồng"), "source": cited, "also": [SOURCE, cited]}],
        stated_rate={**stated("5%"), "source": cited},
        statements=[{**said("rate", "5%"), "source": cited}],
    )
    past = {"econ_real": {**stated("5%"), "source": cited}}
    sources = {"report": {"title": "Báo cáo", "text": "report"}}
    found = plan_flaws(plan(thing, surroundings_past=past, sources=sources))
    assert [flaw.code for flaw in found] == ["unknown_source"] * 5
    assert {flaw.nearest for flaw in found} == {"report"}
    assert ("indicators", 0, "targets", 0, "also", 1, "document") in [flaw.place for flaw in found]


@settings(deadline=None)
@given(st.floats(0.01, 1e6), st.sampled_from(["compound", "linear", "flow", "total", "hold"]))
def test_a_positive_amount_in_the_right_unit_is_always_sound(value, law):
    printed = f"{value:.2f}".replace(".", ",") + " tỷ đồng"
    assert flaws(indicator(law=law, base=printed, target=printed)) == []


def test_all_flaws_of_all_indicators_come_together():
    found = flaws(
        indicator("a", base="5 người"),
        indicator("b", base="-5 tỷ đồng", targets=[goal("9 tỷ đồng", year=2020)]),
        indicator("c", count_of="z"),
        identities=[{"is": "q", "equals": "a +"}],
    )
    assert [code for code, _ in found] == [
        "figure_unit",
        "compound_not_positive",
        "target_before_base",
        "unknown_indicator",
        "unknown_indicator",
        "identity_syntax",
    ]
