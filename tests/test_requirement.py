"""What targets require: the laws one by one, with numbers derived by hand, and the properties all of them share."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import goal, indicator, plan, said, stated
from pytest import approx

from forecast.attainment import attainment
from forecast.basis import Pace
from forecast.files import read_plan
from forecast.requirement import Requirement, require, verdict


def only(*args: object, **kwargs: object) -> Requirement:
    (row,) = require(plan(indicator(*args, **kwargs))).rows  # type: ignore[arg-type]
    return row


def test_compound_needs_a_rate() -> None:
    row = only(target="5.500 tỷ đồng", stated_rate=stated("12%/năm"))
    assert row.required_rate == approx((5500 / 3000) ** 0.2 - 1)
    assert row.required_points is None
    assert row.stated_rate == approx(0.12)
    assert (row.low, row.high, row.comparator) == (5500, 5500, "=")


def test_linear_needs_points() -> None:
    row = only(law="linear", unit="%", base="80%", target="85%")
    assert row.required_points == approx(1.0)
    assert row.required_rate is None


def test_logit_says_points_and_steps_on_its_scale() -> None:
    row = only(law="logit", unit="%", base="96%", target="97%")
    assert row.required_points == approx(0.2)
    assert row.required_step == approx((math.log(97 / 3) - math.log(96 / 4)) / 5)


def test_logit_at_its_bound_is_moved_inside_by_half_a_printed_unit() -> None:
    row = only(law="logit", unit="%", base="90%", target="100%")
    assert row.required_step == approx((math.log(99.5 / 0.5) - math.log(9)) / 5)


def test_flow_requires_itself() -> None:
    row = only("jobs", law="flow", unit="người/năm", base=None, target="600 người/năm")
    assert (row.required_flow, row.assessable) == (600, True)


def test_flow_takes_its_base_from_the_sum_of_the_past_term() -> None:
    row = only(
        "jobs",
        law="flow",
        unit="lao động/năm",
        base=None,
        target="450 lao động",
        statements=[said("total", "2.763 lao động")],
    )
    assert row.base_value == approx(552.6)
    assert row.base.origin == "statement"


def test_flow_as_a_share_of_a_stock() -> None:
    members = indicator("members", unit="người", base="3.974 người")
    rate = indicator(
        "joined",
        law="flow",
        unit="%",
        base=None,
        target="từ 1,5% trở lên",
        statements=[said("total", "161 người", over="members")],
    )
    row = require(plan(members, rate)).of("joined")[0]
    assert row.base_value == approx(100 * 161 / 5 / 3974)


def test_total_of_the_term_needs_equal_parts_or_a_rate() -> None:
    assert only("streets", law="total", unit="tuyến", base=None, target="06 tuyến").required_flow == approx(1.2)
    row = only("investment", law="total", base="100 tỷ đồng", target="671,561 tỷ đồng")
    assert row.required_rate == approx(0.1)


def test_hold_needs_nothing() -> None:
    row = only(law="hold", unit="%", base="25,27%", target="duy trì 25,27%")
    assert (row.required_rate, row.required_points, row.met_at_base) == (None, None, True)


def test_status_has_no_number() -> None:
    entry = indicator("standard", law="status", unit="", base=None)
    entry["targets"] = [{"id": "t", "rank": "party", "year": "2030", "source": {"by": "x", "date": "2026-01-31"}}]
    (row,) = require(plan(entry)).rows
    assert row.reason == "qualitative"


def test_a_rate_becomes_a_level_with_a_base_and_an_index_without() -> None:
    known = only(base="10.935 tỷ đồng", targets=[goal("14%/năm", "rate")])
    assert known.low == approx(10935 * 1.14**5)
    assert known.stated_rate == approx(0.14)
    index = only(base=None, targets=[goal("15%/năm", "rate")])
    assert (index.base_value, index.index, index.low) == (100, True, approx(100 * 1.15**5))


def test_a_range_of_growth_is_a_range_of_levels() -> None:
    """1.000 at 10 to 12 % a year for five years; half a printed place of 10 % is half a point of growth."""
    row = only(base="1.000 tỷ đồng", targets=[goal("10-12%/năm", kind="rate")])
    assert (row.low, row.high) == (approx(1610.51), approx(1000 * 1.12**5))
    assert row.half == approx(1000 * (1.105**5 - 1.1**5))
    assert (row.required_low, row.required_high) == (approx(0.1), approx(0.12))
    total = only(base="1.000 tỷ đồng", targets=[goal("25-30%", kind="cumulative")])
    assert (total.low, total.high, total.half) == (approx(1250), approx(1300), approx(5))


def test_a_range_of_falls_turns_round() -> None:
    row = only(base="1.000 tỷ đồng", better="lower", targets=[goal("giảm 10-20%", kind="cumulative")])
    assert (row.low, row.high, row.goal) == (approx(800), approx(900), approx(900))


@pytest.mark.parametrize(
    "base, figure, reason",
    [("0 tỷ đồng", "9 tỷ đồng", "base_not_positive"), ("9 tỷ đồng", "0 tỷ đồng", "target_not_positive")],
)
def test_growth_from_or_to_nothing_cannot_be_judged(base: str, figure: str, reason: str) -> None:
    assert only(base=base, target=figure).reason == reason
    assert only(base="1 tỷ đồng", target="0,5 tỷ đồng").reason is None


def test_a_break_in_the_targets_own_year_is_inside_the_plan() -> None:
    broken = {"breaks": [{"year": "2030", "note": "a new standard"}]}
    assert only(target="5.500 tỷ đồng", **broken).reason == "break_in_plan"


def test_cumulative_growth_is_no_yearly_growth() -> None:
    row = only(base=None, targets=[goal("tăng 25%", "cumulative")])
    assert row.low == approx(125)
    assert row.required_rate == approx(1.25**0.2 - 1)
    assert row.stated_rate is None


def test_a_reduction_is_growth_of_at_most_its_negative() -> None:
    row = only("crimes", unit="vụ", base=None, better="lower", targets=[goal("giảm ít nhất 30%", "cumulative")])
    assert (row.low, row.high, row.comparator) == (None, approx(70), "<=")


def test_a_range_gives_both_ends() -> None:
    row = only(law="linear", unit="%", base="40%", better="none", target="45- 49%")
    assert (row.required_low, row.required_high) == (approx(1.0), approx(1.8))
    assert row.required_points == approx(1.0)
    assert row.aim == 45


def test_above_aims_half_a_printed_width_beyond_but_requires_only_the_target() -> None:
    row = only("income", unit="triệu đồng", base="110 triệu đồng", target="trên 130 triệu đồng")
    assert row.required_rate == approx((130 / 110) ** 0.2 - 1)
    assert row.aim == approx(131.3)


@pytest.mark.parametrize(
    "entry, aim",
    [
        (indicator(unit="nghìn lượt", base="400 nghìn lượt", target="trên 1 triệu lượt"), 1010),
        (indicator(law="logit", unit="%", base="4,05%", better="lower", target="dưới 4%"), 3.96),
        (indicator(law="linear", unit="vụ", base="-5 vụ", target="trên 0 vụ"), 0.5),
    ],
)
def test_a_coarsely_printed_target_is_passed_by_one_per_cent_at_most(entry: dict[str, object], aim: float) -> None:
    (row,) = require(plan(entry)).rows
    assert row.aim == approx(aim)


def test_crimes_of_tam_thanh_are_to_fall_by_at_least_their_percentage() -> None:
    (row,) = require(read_plan("tam-thanh")).of("crime_reduction")
    assert (row.low, row.high, row.comparator) == (None, approx(100 * 0.95**5), "<=")


@pytest.mark.parametrize(
    "change, reason",
    [
        ({"base": None}, "no_base_value"),
        ({"targets": [goal("5.500 tỷ đồng", year=2045)]}, "later_year"),
        ({"target": "5.500 tỷ đồng", "breaks": [{"year": "2027", "note": "new standard"}]}, "break_in_plan"),
        ({}, "no_target"),
    ],
)
def test_what_cannot_be_judged_says_why(change: dict[str, object], reason: str) -> None:
    given = {"target": "5.500 tỷ đồng", **change} if change.get("base", "") is None else change
    row = only(**given)
    assert not row.assessable
    assert row.reason == reason
    assert row.required_rate is None


def test_a_break_before_the_plan_is_no_break_inside_it() -> None:
    assert only(target="5.500 tỷ đồng", breaks=[{"year": "2025", "note": "merger"}]).assessable


def test_the_most_demanding_target_of_the_plan_is_followed() -> None:
    rows = require(
        plan(
            indicator(
                targets=[
                    goal("5.500 tỷ đồng"),
                    goal("6.000 tỷ đồng", name="stretch"),
                    goal("9.000 tỷ đồng", year=2045, name="far"),
                ]
            )
        )
    )
    assert rows.followed["revenue"].target == "stretch"
    falling = require(
        plan(
            indicator(
                "poor",
                law="linear",
                unit="%",
                base="10%",
                better="lower",
                targets=[goal("5%"), goal("2%", name="stretch")],
            )
        )
    )
    assert falling.followed["poor"].target == "stretch"


@pytest.mark.parametrize(
    "statement, rate",
    [
        (said("rate", "13,9%/năm"), 0.139),
        (said("change", "tăng 87,8%", 2020), 1.878**0.2 - 1),
        (said("change", "tăng 1.000 tỷ đồng", 2020), (3000 / 2000) ** 0.2 - 1),
        (said("multiple", "gấp 2 lần", 2020), 2**0.2 - 1),
    ],
)
def test_past_pace_from_what_the_text_says(statement: dict[str, object], rate: float) -> None:
    past = only(statements=[statement]).past
    assert past is not None
    assert past.rate == approx(rate)


def test_two_observed_levels_go_before_statements() -> None:
    entry = indicator(statements=[said("rate", "99%/năm")])
    entry["observations"].append(
        {"year": "2020", "figure": "2.000 tỷ đồng", "source": {"by": "x", "date": "2026-01-31"}}
    )
    past = require(plan(entry)).rows[0].past
    assert past is not None
    assert (past.rate, past.origin) == (approx(1.5**0.2 - 1), "observed")


def seen(year: int | str, figure: str) -> dict[str, object]:
    """An observation of a year, or of the years of a period."""
    key = "period" if isinstance(year, str) else "year"
    return {key: str(year), "figure": figure, "source": {"by": "x", "date": "2026-01-31"}}


def pace(law: str, unit: str, base: str | None, *observations: dict[str, object], **more: object) -> Pace:
    entry = indicator(law=law, unit=unit, base=base, target=f"50 {unit}", **more)
    entry["observations"] = [*entry.get("observations", []), *observations]
    past = require(plan(entry)).rows[0].past
    assert past is not None
    return past


def test_the_earliest_level_of_ten_years_makes_the_past_pace() -> None:
    """12 points in eight years are 1.5 a year; what is older than ten years does not count."""
    past = pace("linear", "%", "40%", seen(2014, "1%"), seen(2017, "28%"), seen(2022, "39%"))
    assert (past.points, past.step, past.rate, past.flow) == (approx(1.5), approx(1.5), None, None)
    assert past.item is not None
    broken = pace("linear", "%", "40%", seen(2017, "28%"), seen(2022, "39%"), breaks=[{"year": "2020", "note": "new"}])
    assert broken.points == approx(1 / 3)


def test_the_past_pace_of_a_percentage_near_its_bound_is_on_the_logit_scale() -> None:
    """From odds of 1 to odds of 9 in two years: ln 9 / 2 a year, which are 20 points a year."""
    past = pace("logit", "%", "90%", seen(2023, "50%"))
    assert (past.points, past.step) == (approx(20), approx(math.log(9) / 2))
    for level, base in (("0%", "90%"), ("50%", "100%")):
        at_bound = pace("logit", "%", base, seen(2023, level))
        assert (at_bound.points, at_bound.step) == (approx((float(base[:-1]) - float(level[:-1])) / 2), None)


def test_amounts_of_a_period_are_shared_by_its_years_only_where_they_are_a_sum() -> None:
    """A total of 2021-2025 is a sum; of a yearly flow a period gives the amount of each of its years."""
    assert pace("total", "tỷ đồng", None, seen("2021-2025", "500 tỷ đồng")).flow == approx(100)
    assert pace("flow", "người/năm", None, seen("2021-2025", "500 người/năm")).flow == approx(500)
    assert pace("flow", "người/năm", None, statements=[said("total", "2.500 người")]).flow == approx(500)


def test_amounts_of_another_definition_are_no_past() -> None:
    for entry in (
        indicator(
            law="flow", unit="người/năm", base=None, target="50 người/năm", statements=[said("total", "2.500 người")]
        ),
        indicator(
            law="total", unit="tỷ đồng", base=None, target="50 tỷ đồng", observations=[seen("2021-2025", "500 tỷ đồng")]
        ),
    ):
        assert require(plan(entry)).rows[0].past is not None
        assert require(plan({**entry, "breaks": [{"year": "2023", "note": "new"}]})).rows[0].past is None


@pytest.mark.parametrize(
    "unit, base, statement, points",
    [
        ("%", "40%", said("change", "tăng 5 điểm %", 2020), 1.0),
        ("%", "40%", said("change", "giảm 5 điểm %", 2020), -1.0),
        ("hộ", "40 hộ", said("change", "giảm 20 hộ", 2020), -4.0),
        ("hộ", "40 hộ", said("change", "giảm 20%", 2020), -2.0),
        ("hộ", "40 hộ", said("multiple", "gấp 4 lần", 2020), 6.0),
    ],
)
def test_changes_in_words_lead_back_to_the_level_before(
    unit: str, base: str, statement: dict[str, object], points: float
) -> None:
    assert pace("linear", unit, base, statements=[statement]).points == approx(points)


def test_a_level_that_is_held_may_be_two_years_old() -> None:
    def base(year: int) -> float | None:
        entry = indicator(law="hold", unit="%", base=None, target="50%")
        return require(plan({**entry, "observations": [seen(year, "50%")]})).rows[0].base_value

    assert (base(2025), base(2024), base(2023), base(2022)) == (50, 50, 50, None)


def test_a_base_without_a_printed_figure_has_the_place_it_is_written_with() -> None:
    item = {**seen(2025, "x"), "figure": None, "value": "12.5", "note": "read off a chart"}
    del item["figure"]
    row = require(plan({**indicator(base=None, target="50 tỷ đồng"), "observations": [item]})).rows[0]
    assert (row.base_value, row.base.half) == (12.5, 0.05)


def test_no_past_pace_across_a_break() -> None:
    assert only(statements=[said("rate", "13,9%/năm")], breaks=[{"year": "2023", "note": "merger"}]).past is None


def test_a_base_may_follow_from_an_identity() -> None:
    poor = indicator("poor", law="linear", unit="hộ", base="10 hộ")
    near = indicator("near", law="linear", unit="hộ", base="122 hộ")
    both = indicator("both", law="linear", unit="hộ", base=None, better="lower", target="0 hộ")
    rows = require(plan(poor, near, both, identities=[{"is": "both", "equals": "poor + near"}]))
    assert (rows.of("both")[0].base_value, rows.of("both")[0].base.origin) == (132, "identity")


def test_units_of_an_identity_are_converted() -> None:
    grdp, people = indicator("grdp", base="10.935 tỷ đồng"), indicator("people", unit="người", base="67.877 người")
    head = indicator("head", unit="triệu đồng", base=None, target="300 triệu đồng")
    row = require(plan(grdp, people, head, identities=[{"is": "head", "equals": "grdp / people"}])).of("head")[0]
    assert row.base_value == approx(161.1, abs=0.05)


@given(st.floats(1, 1e6), st.floats(1.01, 20))
def test_a_change_of_unit_changes_no_rate(level: float, factor: float) -> None:
    def rate(unit: str, scale: float) -> float | None:
        base, target = (
            {"value": f"{level * scale:.9f}", "note": "n"},
            {"value": f"{level * factor * scale:.9f}", "note": "n"},
        )
        entry = indicator(unit=unit, base=None, targets=[{**goal("x"), **target}])
        entry["observations"] = [{"year": "2025", "source": {"by": "x", "date": "2026-01-31"}, **base}]
        return require(plan(entry)).rows[0].required_rate

    assert rate("tỷ đồng", 1) == approx(rate("triệu đồng", 1000), rel=1e-6)


@given(st.floats(1, 99), st.floats(1, 99))
def test_lower_is_better_mirrors_higher_is_better(level: float, target: float) -> None:
    higher = attainment(target, target, "=", "higher", level)
    lower = attainment(100 - target, 100 - target, "=", "lower", 100 - level)
    assert higher == lower


@pytest.mark.parametrize(
    "low, high, comparator, better, level, expected",
    [
        (130, None, ">", "higher", 130.0, "borderline"),
        (130, None, ">", "higher", 130.001, "attained"),
        (130, None, ">=", "higher", 130.0, "attained"),
        (None, 1, "<", "lower", 1.0, "borderline"),
        (None, 1, "<", "lower", 0.9, "attained"),
        (45, 49, "=", "higher", 60.0, "attained"),
        (45, 49, "=", "none", 60.0, "missed"),
        (45, 49, "=", "none", 45.0, "attained"),
        (5500, 5500, "=", "higher", 5500 * (1 - 1e-10), "attained"),
        (5500, 5500, "=", "higher", 5499.0, "missed"),
    ],
)
def test_comparators(low: float, high: float, comparator: str, better: str, level: float, expected: str) -> None:
    assert attainment(low, high, comparator, better, level) == expected


@pytest.mark.parametrize(("base", "reached"), [("1.290 nghìn người", True), ("1.280 nghìn người", False)])
def test_a_single_figure_where_neither_is_better_is_reached_within_its_printed_place(base: str, reached: bool) -> None:
    """1.300 means 1,287 to 1,313: half of its hundreds, 1 % at most."""
    made = plan(indicator(unit="nghìn người", base=base, target="1.300 nghìn người", better="none"))
    (row,) = require(made).rows
    assert row.base.value is not None
    assert (verdict(row, made.indicators[0], row.base.value) == "attained") == reached
