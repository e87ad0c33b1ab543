"""Paths and judgement through the one call both doors make."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import SOURCE, goal, indicator, plan, said, scenario, stated
from pytest import approx

from forecast.assessment import Assessment
from forecast.errors import DrawsError, FileError
from forecast.files import find_scenario, read_plan
from forecast.plan import Plan
from forecast.referencefiles import read_reference
from forecast.scenario import resolve
from forecast.study import draw_surprises, run_study


def judged(entry: dict[str, object], rule: str | None = None, **more: object) -> Assessment:
    (row,) = run_study(plan(entry), [scenario(rule, **more)]).outcomes[0].assessments
    return row


BUDGET = indicator(target="5.500 tỷ đồng", stated_rate=stated("12%/năm"), statements=[said("rate", "10%/năm")])


def test_budget_of_cam_duong_under_its_stated_rate() -> None:
    row = judged(BUDGET, "stated")
    assert row.projected_value == approx(5287.025, abs=5e-4)
    assert row.shortfall == approx(212.975, abs=5e-4)
    assert row.attained == "missed"
    assert row.path[0] == 3000


@pytest.mark.parametrize(
    "path, code",
    [
        ("+1 point/yr", "path_law"),
        ("đạt 0 tỷ đồng năm 2030", "target_not_positive"),
        ("đạt 9 tỷ đồng năm 2031", "path_year"),
    ],
)
def test_a_path_that_its_law_cannot_take_is_refused(path: str, code: str) -> None:
    """On the scale of logarithms one point a year would be growth of e − 1: 172 % a year."""
    with pytest.raises(FileError) as caught:
        run_study(plan(BUDGET), [scenario("held").with_path("revenue", path)])
    assert [fault.code for fault in caught.value.faults] == [code]


def test_a_scenario_made_by_hand_names_what_the_plan_does_not_have() -> None:
    with pytest.raises(FileError, match="did you mean revenue"):
        run_study(plan(BUDGET), [scenario("held").with_path("revenu", "5%/yr")])
    event = {"id": "flood", "year": "2026", "hits": {"roads": "-5%"}}
    with pytest.raises(FileError, match="roads"):
        run_study(plan(BUDGET), [scenario(**{"for": "test"}, rule="held", events=[event])])
    with pytest.raises(FileError, match="elsewhere"):
        run_study(plan(BUDGET), [scenario("held", **{"for": "elsewhere"})])


def test_any_number_of_draws_is_rounded_up_to_one_that_can_be_made() -> None:
    given, moves = read_plan("tam-thanh"), find_scenario("stated", read_plan("tam-thanh"))
    assert [run_study(given, [moves], read_reference(), draws=asked).draws for asked in (1, 65, 100)] == [64, 128, 128]
    for asked in (0, -5, 131_073):
        with pytest.raises(DrawsError):
            run_study(given, [moves], read_reference(), draws=asked)


def test_the_required_rate_reaches_the_target_in_its_last_year() -> None:
    row = judged(BUDGET, "required")
    assert (row.attained, row.year_attained, row.gap) == ("attained", 2030, 0.0)


@given(st.integers(1, 999), st.sampled_from(["lower", "higher"]))
def test_a_target_of_zero_is_reached_in_spite_of_rounding(tenths: int, better: str) -> None:
    base = f"{'-' if better == 'higher' else ''}{tenths / 10:.1f} tỷ đồng".replace(".", ",")
    row = judged(indicator(law="linear", base=base, target="0 tỷ đồng", better=better), "required")
    assert (row.attained, row.gap, row.shortfall) == ("attained", 0.0, 0.0)


def test_past_pace_and_held() -> None:
    assert judged(BUDGET, "past-pace").projected_value == approx(3000 * 1.1**5)
    assert judged(BUDGET, "held").projected_value == 3000


@pytest.mark.parametrize(
    "entry",
    [
        indicator(target="trên 5.500 tỷ đồng"),
        indicator(law="linear", unit="%", base="80%", target="từ 85% trở lên"),
        indicator(law="logit", unit="%", base="96%", target="trên 97%"),
        indicator(law="logit", unit="%", base="90%", target="100%"),
        indicator(law="linear", unit="%", base="10%", better="lower", target="dưới 4%"),
        indicator("jobs", law="flow", unit="người/năm", base=None, target="trên 600 người/năm"),
        indicator("streets", law="total", unit="tuyến", base=None, target="06 tuyến"),
        indicator("invest", law="total", base="100 tỷ đồng", target="trên 900 tỷ đồng"),
        indicator(law="hold", unit="%", base="92%", target="95%"),
        indicator(law="linear", unit="%", base="60%", better="none", target="45- 49%"),
        indicator(base=None, targets=[goal("15%/năm", "rate")]),
        indicator(targets=[goal("4.000 tỷ đồng"), goal("trên 6.000 tỷ đồng", name="stretch")]),
    ],
)
def test_the_required_scenario_attains_every_target(entry: dict[str, object]) -> None:
    for row in run_study(plan(entry), [scenario("required")]).outcomes[0].assessments:
        assert row.attained == "attained", (row.requirement.target, row.projected_value)


def test_a_target_met_at_the_base_asks_for_no_fall() -> None:
    row = judged(indicator(law="linear", unit="%", base="95%", target="90%"), "required")
    assert row.projected_value == 95


def test_an_indicator_without_stated_growth_is_grey_with_the_reason() -> None:
    row = judged(indicator(target="5.500 tỷ đồng"), "stated")
    assert (row.light, row.reason, row.projected_value) == ("grey", "no_stated_rate", None)


def test_paths_year_by_year_over_a_rule() -> None:
    row = judged(BUDGET, "stated", paths={"revenue": {"2026": "15%/yr", "2028-2030": "20%/yr"}})
    assert row.projected_value == approx(3000 * 1.15 * 1.12 * 1.2**3)


def test_a_level_to_reach_then_stays() -> None:
    row = judged(indicator(law="logit", unit="%", base="90%", target="97%"), paths={"revenue": "to 96% in 2028"})
    assert row.path[3] == approx(96)
    assert row.path[5] == approx(96)


def test_points_of_a_percentage_stop_at_its_bound_and_say_so() -> None:
    row = judged(indicator(law="linear", unit="%", base="95%", target="98%"), paths={"revenue": "+2 points/yr"})
    assert row.projected_value == 100
    assert row.clipped


def test_points_written_for_a_logit_are_points() -> None:
    row = judged(indicator(law="logit", unit="%", base="90%", target="97%"), paths={"revenue": "+1 point/yr"})
    assert row.path == approx((90, 91, 92, 93, 94, 95))


def test_a_flow_is_attained_only_if_every_year_is() -> None:
    entry = indicator("jobs", law="flow", unit="người/năm", base=None, target="600 người/năm")
    row = judged(entry, paths={"jobs": {"2026": "500 people each year", "2027-2030": "700 people each year"}})
    assert (row.attained, row.gap, row.projected_value) == ("missed", 100, 700)
    assert judged(entry, paths={"jobs": "600 each year"}).attained == "attained"


def test_a_total_adds_up_over_the_term() -> None:
    entry = indicator("streets", law="total", unit="tuyến", base=None, target="06 tuyến")
    row = judged(entry, paths={"streets": "2 each year"})
    assert (row.projected_value, row.year_attained) == (10, 2028)


def test_events_hit_for_good_or_recover() -> None:
    event = {"id": "storm", "year": "2027", "hits": {"revenue": "-20%"}}
    assert judged(BUDGET, "held", events=[event]).path == approx((3000, 3000, 2400, 2400, 2400, 2400))
    recovering = judged(BUDGET, "held", events=[{**event, "recovers": "2 yr"}])
    assert recovering.path == approx((3000, 3000, 2400, 3000 * 0.8**0.5, 3000, 3000))


def test_points_of_an_event_come_off_and_come_back() -> None:
    """90 % less 6 points in 2027; with four years to recover three quarters are felt in 2028, half in 2029, a quarter in 2030."""
    entry = indicator(law="linear", unit="%", base="90%", target="95%")
    event = {"id": "storm", "year": "2027", "recovers": "4 yr", "hits": {"revenue": "down 6 points"}}
    assert judged(entry, "held", events=[event]).path == approx((90, 90, 84, 85.5, 87, 88.5))
    assert judged(entry, "held", events=[{**event, "hits": {"revenue": "-6 points"}}]).path == approx(
        (90, 90, 84, 85.5, 87, 88.5)
    )


def test_two_events_multiply_and_a_decrease_in_words_is_one() -> None:
    events = [
        {"id": name, "year": year, "hits": {"revenue": hit}}
        for name, year, hit in (("flood", "2026", "down 10%"), ("road", "2028", "+20%"))
    ]
    assert judged(BUDGET, "held", events=events).path == approx((3000, 2700, 2700, 3240, 3240, 3240))


def test_a_late_start_takes_nothing_from_the_plan_but_time() -> None:
    late = judged(BUDGET, "stated", delays=[{"id": "late", "years": "2", "of": ["revenue"]}])
    assert late.path == approx((3000, 3000, 3000, 3360, 3763.2, 4214.784))
    never = judged(BUDGET, "stated", delays=[{"id": "late", "years": "9", "of": ["revenue"]}])
    assert never.path == approx((3000,) * 6)


def test_an_event_with_a_chance_does_not_bend_the_path() -> None:
    event = {"id": "storm", "year": "2027", "chance": "40%", "hits": {"revenue": "-20%"}}
    assert judged(BUDGET, "held", events=[event]).projected_value == 3000


def test_children_write_only_differences() -> None:
    parent = scenario("stated", paths={"revenue": {"2026": "5%/yr"}})
    child = scenario(extends="test", paths={"revenue": {"2027": "6%/yr"}})
    row = run_study(plan(BUDGET), [resolve([parent, child])]).outcomes[0].assessments.rows[0]
    assert row.projected_value == approx(3000 * 1.05 * 1.06 * 1.12**3)


def test_light_is_red_only_when_short_and_far_behind() -> None:
    slow = indicator(target="5.500 tỷ đồng", statements=[said("rate", "5%/năm")])
    assert judged(slow, "past-pace").light == "red"
    assert judged(slow, "required").light == "orange"
    assert judged(BUDGET, "past-pace").light == "orange"


def test_no_pace_ratio_where_the_required_change_is_below_a_printed_unit() -> None:
    entry = indicator(
        law="linear", unit="%", base="96%", target="97%", statements=[said("change", "tăng 2 điểm phần trăm", 2020)]
    )
    assert judged(entry, "past-pace").pace_ratio is None


def test_the_pace_ratio_is_measured_to_the_target_itself() -> None:
    entry = indicator(base="110 tỷ đồng", target="trên 130 tỷ đồng", statements=[said("rate", "8%/năm")])
    assert judged(entry, "past-pace").pace_ratio == approx(5 * math.log(1.08) / math.log(130 / 110))


@pytest.mark.parametrize(("figure", "better", "ratio"), [("25 vụ/năm", "lower", 0.8), ("16 vụ/năm", "higher", 0.8)])
def test_the_pace_of_a_yearly_ceiling_is_what_is_allowed_over_what_was(figure: str, better: str, ratio: float) -> None:
    past = {"period": "2021-2025", "figure": figure, "source": SOURCE}
    goals = {"lower": "không quá 20 vụ/năm", "higher": "ít nhất 20 vụ/năm"}
    entry = indicator(law="flow", unit="vụ/năm", base=None, better=better, observations=[past], target=goals[better])
    row = judged(entry, "past-pace")
    assert (row.attained, row.pace_ratio, row.pace_status) == ("missed", approx(ratio), "moderate")


def test_a_ceiling_for_a_whole_term_has_no_share_of_the_way() -> None:
    past = {"period": "2021-2025", "figure": "150 vụ", "source": SOURCE}
    entry = indicator(law="total", unit="vụ", base=None, better="lower", observations=[past], target="không quá 100 vụ")
    row = judged(entry, "past-pace")
    assert (row.attained, row.pace_ratio, row.distance_share) == ("missed", approx(20 / 30), None)


def test_the_share_of_the_distance_the_past_pace_covers() -> None:
    row = judged(BUDGET, "stated")
    assert row.distance_share == approx((3000 * 1.1**5 - 3000) / 2500)
    assert row.pace_ratio is not None
    assert row.pace_ratio < 1


def test_last_safe_year() -> None:
    entry = indicator(target="5.500 tỷ đồng", statements=[said("rate", "20%/năm")])
    held = judged(entry, "held")
    assert (held.last_safe, held.last_safe_year) == ("year", 2027)  # four years at 20%: 6,221; three: 5,184
    assert judged(entry, "required").last_safe == "not_needed"
    assert judged(BUDGET, "held").last_safe == "too_late"


def test_counts_take_the_first_target_of_each_indicator_that_can_be_judged() -> None:
    two = indicator("a", targets=[goal("3.000 tỷ đồng"), goal("9.000 tỷ đồng", name="stretch")])
    grey = indicator("b", base=None, target="5 tỷ đồng")
    rows = (
        run_study(plan(two, grey, indicator("c", target="9.000 tỷ đồng")), [scenario("held")]).outcomes[0].assessments
    )
    assert (rows.n_attained, len(rows.counted())) == (1, 2)


@given(st.floats(-0.3, 0.5))
def test_the_page_and_the_rule_agree(rate: float) -> None:
    text = f"{100 * rate:.6f}%/yr"
    row = judged(BUDGET, paths={"revenue": text})
    assert row.projected_value == approx(3000 * (1 + float(f"{100 * rate:.6f}") / 100) ** 5, rel=1e-12)
    assert row.mean_rate == approx(rate, abs=1e-7)


def test_a_study_changes_nothing_it_was_given() -> None:
    given = plan(BUDGET)
    before = given.model_dump_json()
    run_study(given, [scenario("stated")])
    assert given.model_dump_json() == before
    assert isinstance(given, Plan)


def test_kept_surprises_give_the_same_study() -> None:
    plan, reference = read_plan("cam-duong"), read_reference()
    scenario = find_scenario("stated", plan)
    fresh = run_study(plan, [scenario], reference, draws=256)
    kept = run_study(plan, [scenario], reference, draws=256, drawn=draw_surprises(plan, reference, scenario, draws=256))
    for one, other in zip(fresh.outcomes[0].assessments, kept.outcomes[0].assessments, strict=True):
        assert (one.p_attain, one.p_reference, one.quantiles) == (other.p_attain, other.p_reference, other.quantiles)
    assert fresh.outcomes[0].joint == kept.outcomes[0].joint
