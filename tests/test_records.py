"""JSON shapes: no NaN, no bare null."""

import math

import pytest
from plans import goal, indicator, plan, said, scenario, stated

from forecast.records import plain, required_record, run_record
from forecast.requirement import require
from forecast.study import run_study
from forecast.wording import Wording

ENGLISH = Wording("en")


@pytest.mark.parametrize(
    "value, expected",
    [(None, None), (math.nan, None), (math.inf, None), (1 / 3, 0.333333333333), (5287.0250496, 5287.0250496)],
)
def test_plain_numbers(value: float | None, expected: float | None) -> None:
    assert plain(value) == expected


def test_fields_of_required() -> None:
    record = required_record(
        require(plan(indicator(target="5.500 tỷ đồng", number="2"), indicator("context"))), ENGLISH
    )
    assert {"plan", "base_year", "target_year", "targets"} == set(record)
    wanted = {
        "indicator", "target", "rank", "number", "law", "unit", "base_value", "target_low", "target_high", "comparator",
        "required_rate", "required_points", "required_low", "required_high", "stated_rate", "past_rate", "assessable", "reason",
    }  # fmt: skip
    assert wanted <= set(record["targets"][0])
    assert [row["target"] for row in record["targets"]] == ["resolution", None]
    assert record["targets"][1]["reason"] == "no_target"


def test_fields_of_run() -> None:
    entry = indicator(target="5.500 tỷ đồng", stated_rate=stated("12%/năm"))
    later = indicator("later", targets=[goal("9 tỷ đồng", year=2045)])
    record = run_record(run_study(plan(entry, later), [scenario("stated")]), ENGLISH)
    assert (record["draws"], record["seed"]) == (None, None)
    first, second = record["scenarios"][0]["assessments"]
    wanted = {
        "indicator", "target", "rank", "law", "unit", "path", "projected_value", "gap", "shortfall", "attained", "light", "mean_rate",
        "required_rate", "past_rate", "pace_ratio", "distance_share", "precedent_quantile", "p_attain", "p_reference", "p_by",
        "quantiles", "year_attained", "last_safe_year", "reason",
    }  # fmt: skip
    assert wanted <= set(first)
    assert first["reasons"]["past_rate"] == "no_past_rate"
    assert second["reason"] == "later_year"
    assert record["scenarios"][0]["counts"] == {"attained": 0, "of": 1}
    assert record["scenarios"][0]["joint"]["p_all"] is None


def test_borderline_is_a_value_of_its_own() -> None:
    entry = indicator(base="3.000 tỷ đồng", target="trên 3.000 tỷ đồng")
    (row,) = run_record(run_study(plan(entry), [scenario("held")]), ENGLISH)["scenarios"][0]["assessments"]
    assert row["attained"] == "borderline"


@pytest.mark.parametrize(
    "entry, name, code",
    [
        (indicator(target="trên 5.500 tỷ đồng"), "target_high", "open_end"),
        (indicator(target="trên 5.500 tỷ đồng"), "required_high", "open_end"),
        (indicator(target="5.500 tỷ đồng"), "required_points", "not_defined"),
        (indicator(target="5.500 tỷ đồng"), "past_rate", "no_past_rate"),
        (indicator(target="5.500 tỷ đồng"), "number", "no_number"),
        (indicator(base=None, target="5.500 tỷ đồng"), "required_rate", "no_base_value"),
        (
            indicator("jobs", law="flow", unit="người/năm", base=None, target="600 người/năm"),
            "past_flow",
            "no_base_flow",
        ),
        (indicator(), "target_low", "no_target"),
    ],
)
def test_reasons_of_required(entry: dict[str, object], name: str, code: str) -> None:
    (row,) = required_record(require(plan(entry)), ENGLISH)["targets"]
    assert row[name] is None
    assert row["reasons"][name] == code


@pytest.mark.parametrize(
    "entry, name, code",
    [
        (indicator(target="3.000 tỷ đồng", statements=[said("rate", "5%/năm")]), "pace_ratio", "met_at_base"),
        (indicator(target="3.000 tỷ đồng"), "pace_ratio", "no_past_rate"),
        (indicator(target="2.000 tỷ đồng"), "last_safe_year", "not_needed"),
        (indicator(target="5.500 tỷ đồng"), "year_attained", "not_attained"),
        (indicator(target="5.500 tỷ đồng"), "last_safe_year", "no_past_rate"),
        (indicator(target="5.500 tỷ đồng", statements=[said("rate", "1%/năm")]), "last_safe_year", "too_late"),
        (indicator(target="5.500 tỷ đồng"), "p_attain", "not_computed"),
        (indicator(base=None, target="5.500 tỷ đồng"), "path", "no_base_value"),
    ],
)
def test_reasons_of_run(entry: dict[str, object], name: str, code: str) -> None:
    (row,) = run_record(run_study(plan(entry), [scenario("held")]), ENGLISH)["scenarios"][0]["assessments"]
    assert row["reasons"][name] == code
