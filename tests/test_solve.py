"""What would have to be true: least moves by hand and by brute force, solved scenarios run again, honest failure."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import goal, indicator, plan, said, scenario, stated
from pytest import approx

from forecast.errors import MissingError
from forecast.files import find_scenario, read_plan, read_scenario_text
from forecast.leastmoves import least_moves
from forecast.levers import Lever
from forecast.requirement import require
from forecast.solve import solve
from forecast.solvewords import left_out_texts, solution_text
from forecast.study import run_study
from forecast.wording import Wording

FREE = [-np.inf] * 3, [np.inf] * 3


@pytest.mark.parametrize(
    ("width", "moves"),
    [([1, 1, 1], [2.608695652, 1.304347826, 0.434782609]), ([1, 2, 0.5], [1.660899654, 3.321799308, 0.069204152])],
)
def test_least_moves_of_the_golden_case(width: list[float], moves: list[float]) -> None:
    answer = least_moves([[0.6, 0.3, 0.1]], [2.0], width, *FREE, [1.0])
    assert answer.moves == approx(moves, abs=1e-8)
    assert answer.short == approx([0.0])


def test_bounds_that_bind_leave_the_smallest_shortfall() -> None:
    answer = least_moves([[0.6, 0.3, 0.1]], [2.0], [1, 1, 1], [-1] * 3, [1] * 3, [1.0])
    assert answer.moves == approx([1, 1, 1])
    assert answer.short == approx([1.0])


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_the_shortfall_is_the_true_optimum(seed: int) -> None:
    draw = np.random.default_rng(seed)
    gradient, gap = draw.normal(size=(2, 2)), draw.normal(size=2) * 2
    answer = least_moves(gradient, gap, [1, 1], [-1, -1], [1, 1], [1.0, 1.0])
    grid = np.linspace(-1, 1, 81)
    brute = min(np.maximum(0, gap - gradient @ np.array(point)).sum() for point in itertools.product(grid, grid))
    assert answer.short.sum() <= brute + 1e-9
    assert np.all(gradient @ answer.moves + answer.short >= gap - 1e-7)


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_no_smaller_moves_do_the_same(seed: int) -> None:
    draw = np.random.default_rng(seed)
    gradient, gap, width = draw.normal(size=(1, 3)), abs(draw.normal(size=1)), draw.uniform(0.5, 2, size=3)
    answer = least_moves(gradient, gap, width, *FREE, [1.0])
    exact = width**2 * gradient[0] * gap[0] / (gradient[0] ** 2 @ width**2)
    assert answer.moves == approx(exact, rel=1e-6, abs=1e-9)


def test_the_budget_of_cam_duong() -> None:
    given_plan = read_plan("cam-duong")
    solution = solve(given_plan, find_scenario("stated", given_plan), ["budget_revenue"])
    assert (solution.status, solution.optimality) == ("reached", "global")
    (lever,) = solution.levers
    assert lever.before == approx(0.12)
    assert lever.after == approx(0.1288813, abs=1e-7)
    assert solution.targets[0].shortfall == 0


def test_a_bound_below_the_required_rate_is_impossible_and_says_what_is_short() -> None:
    given_plan = read_plan("cam-duong")
    lever = Lever(indicator="budget_revenue", high=0.125)
    solution = solve(given_plan, find_scenario("stated", given_plan), ["budget_revenue"], [lever])
    assert solution.status == "impossible"
    assert solution.targets[0].shortfall == approx(93.90, abs=0.005)
    assert solution.levers[0].at_bound
    assert solution.levers[0].after == approx(0.125)


def per_head() -> list[dict[str, object]]:
    grdp = indicator(
        "grdp",
        target="16.000 tỷ đồng",
        base="10.000 tỷ đồng",
        stated_rate=stated("8%/năm"),
        statements=[said("rate", "6%/năm")],
    )
    people = indicator(
        "people", unit="người", base="50.000 người", stated_rate=stated("1%/năm"), statements=[said("rate", "1%/năm")]
    )
    head = indicator("head", unit="triệu đồng", base="200 triệu đồng", target="320 triệu đồng")
    return [grdp, people, head]


IDENTITY = [{"is": "head", "equals": "grdp / people"}]


def test_a_computed_target_is_reached_through_what_it_follows_from() -> None:
    given_plan = plan(*per_head(), identities=IDENTITY)
    levers = [Lever(indicator="grdp"), Lever(indicator="people", width=0.005)]
    assert {lever.indicator for lever in solve(given_plan, scenario("stated"), ["head"]).levers} == {"grdp", "people"}
    solution = solve(given_plan, scenario("stated"), ["head"], levers)
    assert (solution.status, solution.optimality) == ("reached", "global")
    assert {lever.indicator for lever in solution.levers} == {"grdp", "people"}
    growth = {lever.indicator: lever for lever in solution.levers}
    assert growth["grdp"].after > 0.08
    assert growth["people"].after < 0.01
    assert abs(growth["people"].moved_sd) < abs(growth["grdp"].moved_sd)
    again = run_study(given_plan, [solution.scenario]).outcomes[0].assessments
    assert next(row for row in again if row.requirement.indicator == "head").projected_value == approx(320, rel=1e-6)


def test_targets_that_cannot_be_reached_together_are_named() -> None:
    entries = per_head()
    entries[1]["targets"] = [goal("60.000 người")]
    levers = [Lever(indicator="grdp", high=0.11), Lever(indicator="people")]
    solution = solve(plan(*entries, identities=IDENTITY), scenario("stated"), ["head", "people"], levers)
    assert solution.status == "impossible"
    assert solution.conflicts == (("head", "people"),)


def test_above_means_half_a_printed_width_beyond() -> None:
    given_plan = plan(
        indicator(unit="triệu đồng", base="110 triệu đồng", target="trên 130 triệu đồng", stated_rate=stated("1%/năm"))
    )
    solution = solve(given_plan, scenario("stated"))
    assert solution.status == "reached"
    assert solution.targets[0].projected_value == approx(131.3)


def test_a_deficit_becomes_a_surplus_by_units() -> None:
    entry = indicator(law="linear", base="-50 tỷ đồng", target="20 tỷ đồng", better="higher")
    solution = solve(plan(entry), scenario("held"))
    assert (solution.status, solution.levers[0].after) == ("reached", approx(14))


def test_a_percentage_at_its_bound_that_is_left_alone_moves_by_nothing() -> None:
    entries = [
        indicator("full", law="logit", unit="%", base="100%", target="100%"),
        indicator("other", base="80 tỷ đồng", target="90 tỷ đồng"),
    ]
    solution = solve(plan(*entries), scenario("held"))
    assert {lever.indicator: lever.after for lever in solution.levers if lever.indicator == "full"} in (
        {},
        {"full": approx(0)},
    )


@pytest.mark.parametrize("unit", ["tỷ đồng", "hộ", "triệu đồng/người/năm"])
def test_amounts_that_grow_by_units_are_levers_too(unit: str) -> None:
    entry = indicator(law="linear", unit=unit, base=f"40 {unit}", target=f"90 {unit}")
    solution = solve(plan(entry), scenario("held"))
    assert solution.status == "reached"
    assert [lever.after for lever in solution.levers] == [approx(10)]
    assert solution.targets[0].projected_value == approx(90)


@pytest.mark.parametrize(
    "entry",
    [
        indicator(law="linear", unit="%", base="60%", target="75%"),
        indicator(law="logit", unit="%", base="90%", target="từ 97% trở lên"),
        indicator(law="linear", unit="%", base="20%", better="lower", target="dưới 12%"),
        indicator(base=None, targets=[goal("15%/năm", "rate")], stated_rate=stated("10%/năm")),
    ],
)
def test_every_law_reaches_its_target_and_says_so_when_run_again(entry: dict[str, object]) -> None:
    given_plan = plan(entry)
    solution = solve(given_plan, scenario("held"))
    assert solution.status == "reached"
    (row,) = run_study(given_plan, [solution.scenario]).outcomes[0].assessments
    assert row.attained == "attained"


@pytest.mark.parametrize(
    ("base", "figure", "growth", "level"),
    [
        ("60%", "45-49%", -2.2, 49),
        ("40%", "45-49%", 1, 45),
        ("30%", "trên 40%", 2.08, 40.4),  # half a point beyond, a hundredth of it at most
        ("50%", "dưới 40%", -2.08, 39.6),
    ],
)
def test_what_has_no_better_direction_goes_to_the_nearer_end(
    base: str, figure: str, growth: float, level: float
) -> None:
    given_plan = plan(indicator(law="linear", unit="%", base=base, target=figure, better="none"))
    solution = solve(given_plan, scenario("held"))
    assert solution.status == "reached"
    assert (solution.levers[0].after, solution.targets[0].projected_value) == (approx(growth), approx(level))
    (short,) = solve(given_plan, scenario("held"), levers=[Lever(indicator="revenue", low=-1.0, high=0.5)]).targets
    limited = float(base[:-1]) + (5 * 0.5 if growth > 0 else -5)
    assert (short.projected_value, short.shortfall) == (approx(limited), approx(abs(limited - round(level))))


@pytest.mark.parametrize("base", ["45%", "47%", "49%"])
def test_within_a_corridor_nothing_is_needed(base: str) -> None:
    given_plan = plan(indicator(law="linear", unit="%", base=base, target="45-49%", better="none"))
    assert solve(given_plan, scenario("held")).status == "not_needed"


def test_nothing_is_moved_where_nothing_is_needed() -> None:
    given_plan = plan(indicator(target="3.000 tỷ đồng"))
    solution = solve(given_plan, scenario("held"))
    assert solution.status == "not_needed"
    assert [lever.moved_sd for lever in solution.levers] == [0.0]


@pytest.mark.parametrize(
    ("targets", "levers", "code"),
    [
        (["nothing"], [], "no_indicator"),
        (["revenue:other"], [], "no_target_of"),
        (["jobs"], [], "no_solvable_target"),
        (["revenue"], [Lever(indicator="revenue", low=0.2, high=0.1)], "lever_bounds"),
        (["revenue"], [Lever(indicator="kept")], "no_lever"),
    ],
)
def test_what_cannot_be_solved_says_so(targets: list[str], levers: list[Lever], code: str) -> None:
    given_plan = plan(indicator(target="5.500 tỷ đồng"), indicator("kept", law="hold", unit="%", base="92%"),
                      indicator("jobs", law="flow", unit="người", base=None, target="600 người"))  # fmt: skip
    with pytest.raises(MissingError) as caught:
        solve(given_plan, scenario("held"), targets, levers)
    assert caught.value.code == code


@given(st.floats(0.01, 0.15), st.floats(1.1, 2.5))
@settings(max_examples=25, deadline=None)
def test_one_lever_names_the_required_rate(rate: float, factor: float) -> None:
    entry = indicator(
        target=f"{round(3000 * factor)} tỷ đồng", stated_rate=stated(f"{100 * rate:.1f}%/năm".replace(".", ","))
    )
    given_plan = plan(entry)
    required = require(given_plan).rows[0].required_rate
    solution = solve(given_plan, scenario("stated"))
    if solution.status == "reached":
        assert solution.levers[0].after == approx(required, rel=1e-6)


def test_events_and_delays_act_on_whatever_the_levers_do() -> None:
    given_plan = plan(indicator(target="5.500 tỷ đồng", stated_rate=stated("12%/năm")))
    hit = scenario("stated", events=[{"id": "centre", "year": "2026", "hits": {"revenue": "-15%"}}])
    (lever,) = solve(given_plan, hit).levers
    assert lever.before == approx(0.12)
    assert lever.after == approx((5500 / (0.85 * 3000)) ** 0.2 - 1)
    late = scenario("stated", delays=[{"id": "late", "years": "2", "of": ["revenue"]}])
    (lever,) = solve(given_plan, late).levers
    assert (lever.before, lever.after) == (approx(0.12), approx((5500 / 3000) ** (1 / 3) - 1))


@pytest.mark.parametrize(
    ("name", "target", "growth"),
    [("tam-thanh", "crime_reduction", -0.05), ("ha-tu", "compliance_cost_cut", (70 / 100) ** 0.2 - 1)],
)
def test_what_has_to_fall_is_reached_where_the_scenario_gives_it_no_path(name: str, target: str, growth: float) -> None:
    given_plan = read_plan(name)
    solution = solve(given_plan, find_scenario("past-pace", given_plan), [target])
    (lever,) = solution.levers
    assert (solution.status, lever.before, lever.after) == ("reached", None, approx(growth))


def test_a_target_reached_with_no_growth_is_not_said_to_be_reached_by_a_scenario_without_a_path() -> None:
    solution = solve(plan(indicator(target="3.000 tỷ đồng")), scenario("stated"))
    assert (solution.status, solution.levers[0].before, solution.levers[0].after) == ("reached", None, 0.0)


def test_what_has_no_path_even_with_the_levers_is_left_out_or_refused() -> None:
    entries = per_head()
    del entries[1]["stated_rate"]
    given_plan = plan(*entries, identities=IDENTITY)
    levers = [Lever(indicator="grdp")]
    with pytest.raises(MissingError) as caught:
        solve(given_plan, scenario("stated"), ["head"], levers)
    assert caught.value.code == "target_without_path"
    solution = solve(given_plan, scenario("stated"), levers=levers)
    assert [each.requirement.indicator for each in solution.targets] == ["grdp"]
    assert [(each.requirement.indicator, each.reason) for each in solution.left_out] == [("head", "no_stated_rate")]


def test_the_scenario_as_it_stands_is_shown_where_nothing_is_needed() -> None:
    """A path that slows down reaches its target of 2028, a constant one with the same average would not."""
    entry = indicator(targets=[goal("3.900 tỷ đồng", year=2028)])
    path = {"revenue": {"2026-2028": "10%/yr", "2029-2030": "0%/yr"}}
    solution = solve(plan(entry), scenario(paths=path))
    assert solution.status == "not_needed"
    assert solution.targets[0].projected_value == approx(3993)


@pytest.mark.parametrize(("rate", "points"), [("-90%/yr", "-5 points/yr"), ("-98%/yr", "-16 points/yr")])
def test_a_start_far_from_the_target_leaves_no_shortfall_of_rounding(rate: str, points: str) -> None:
    given_plan = read_plan("cam-duong")
    text = f"""
format: forecast.scenario/1
id: some
name: {{vi: Xa}}
for: cam-duong
extends: stated
paths: {{budget_revenue: {rate}, trained_labour: "{points}"}}
"""
    solution = solve(given_plan, read_scenario_text(text, "some", given_plan))
    assert solution.status == "reached"
    lever = next(each for each in solution.levers if each.indicator == "budget_revenue")
    assert lever.after == approx((5500 / 3000) ** 0.2 - 1, abs=1e-11)


def test_targets_that_no_growth_reaches_are_left_out_with_the_reason() -> None:
    given_plan = plan(
        indicator(target="5.500 tỷ đồng"),
        indicator("jobs", law="flow", unit="người", base=None, target="600 người"),
        indicator("schools", unit="%", base=None, target="90%"),
        indicator("context"),
    )
    solution = solve(given_plan, scenario("held"))
    found = [(each.requirement.indicator, each.reason) for each in solution.left_out]
    assert found == [("jobs", "not_by_growth"), ("schools", "no_base_value")]
    assert left_out_texts(given_plan, solution.left_out, Wording("en")) == [
        "Left out (a yearly amount, a sum of the term or a level to be held, to which no growth leads): jobs.",
        "Left out (no base value is known): schools.",
    ]
    assert solve(given_plan, scenario("held"), ["revenue"]).left_out == ()


def test_a_plan_without_a_target_for_growth_says_so() -> None:
    given_plan = plan(indicator("jobs", law="flow", unit="người", base=None, target="600 người"))
    solution = solve(given_plan, scenario("held"))
    assert solution_text(given_plan, solution, Wording("en")).startswith("No target of this plan")


def test_what_varied_more_moves_more() -> None:
    entry = indicator(target="5.500 tỷ đồng", stated_rate=stated("12%/năm"))
    source = entry["observations"][0]["source"]
    for year, level in (("2021", "2.000"), ("2022", "2.400"), ("2023", "2.420"), ("2024", "2.900")):
        entry["observations"].append({"year": year, "figure": f"{level} tỷ đồng", "source": source})
    given_plan = plan(entry)
    steps = np.diff(np.log([2000, 2400, 2420, 2900, 3000]))
    (lever,) = solve(given_plan, scenario("stated")).levers
    assert lever.moved_sd == approx((np.log(5500 / 3000) / 5 - np.log(1.12)) / np.std(steps, ddof=1))
