"""Why two paths differ: every split adds up exactly."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import indicator, plan, scenario, stated
from pytest import approx

from forecast import attribution
from forecast.attribution import (
    MAX_CAUSES,
    TOGETHER,
    Added,
    added,
    by_cause,
    by_factor,
    by_year,
    causes_of,
    log_mean,
    shapley,
)
from forecast.errors import GrowthError
from forecast.plan import Plan
from forecast.projection import Projection, project
from forecast.requirement import require
from forecast.scenario import Scenario


def test_two_times_three_to_four_times_five() -> None:
    before, after = {"a": 2.0, "b": 3.0}, {"a": 4.0, "b": 5.0}

    def worth(moved: frozenset[str]) -> float:
        a, b = (after[name] if name in moved else before[name] for name in "ab")
        return a * b

    assert shapley(worth, ["a", "b"]) == approx({"a": 8, "b": 6})
    assert shapley(worth, ["a", "b", "c"]) == approx({"a": 8, "b": 6, "c": 0})
    assert added(worth, ["a", "b", "c"]) == {
        "a": Added(averages=(6, 10), none=6, alone=12, others=10, together=20),
        "b": Added(averages=(4, 8), none=6, alone=10, others=12, together=20),
    }
    weight = log_mean(20, 6)
    assert weight * math.log(4 / 2) == approx(8.060, abs=5e-4)
    assert weight * math.log(5 / 3) == approx(5.940, abs=5e-4)
    for one, other in ((0.0, 1.0), (1.0, 0.0), (-1.0, 1.0)):
        with pytest.raises(GrowthError):
            log_mean(one, other)


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=6))
def test_shares_add_up_whatever_the_interplay(sizes: list[float]) -> None:
    names = [f"n{place}" for place in range(len(sizes))]

    def worth(moved: frozenset[str]) -> float:
        product = 1.0
        for name, size in zip(names, sizes, strict=True):
            product *= 1 + size / 10 if name in moved else 1.0
        return product

    shares = shapley(worth, names)
    assert sum(shares.values()) == approx(worth(frozenset(names)) - 1, abs=1e-12)


def given_plan() -> Plan:
    grdp = indicator("grdp", base="10.000 tỷ đồng", stated_rate=stated("8%/năm"))
    people = indicator("people", unit="người", base="50.000 người", stated_rate=stated("1%/năm"))
    head = indicator("head", unit="triệu đồng", base="210 triệu đồng")
    return plan(grdp, people, head, identities=[{"is": "head", "equals": "grdp / people"}])


def projected(one: Scenario) -> Projection:
    return project(given_plan(), require(given_plan()), one)


OTHER = {
    "paths": {"grdp": {"2027": "2%/yr"}, "people": "3%/yr"},
    "events": [{"id": "storm", "year": "2028", "hits": {"grdp": "-10%"}}],
}


def test_years_add_up_to_the_difference() -> None:
    one, other = projected(scenario("stated")), projected(scenario("stated", **OTHER))
    for name, place in (("grdp", 0), ("head", 2)):
        split = by_year(given_plan(), one, other, name)
        assert sum(split.values()) == approx(other.levels[place, -1] - one.levels[place, -1], abs=1e-9)
    assert by_year(given_plan(), one, other, "grdp")[2026] == approx(0.0, abs=1e-9)


def by_years(entries: list[dict[str, object]], paths: dict[str, object], name: str, **more: object) -> dict[int, float]:
    """What each year adds where some paths are moved in a plan that stands still."""
    read = plan(*entries, **more)
    return by_year(read, *(project(read, require(read), scenario("held", paths=each)) for each in ({}, paths)), name)


def test_years_of_points_and_of_what_falls_below_nothing_are_their_own_differences() -> None:
    """Two points more in 2027; of 100 there are 10 left beside 90, and 20 are missing beside 120 from 2028 on."""
    share = indicator("share", law="linear", unit="%", base="50%")
    found = by_years(
        [share], {"share": {"2026": "+0 points/yr", "2027": "+2 points/yr", "2028-2030": "+0 points/yr"}}, "share"
    )
    assert found == approx({2026: 0, 2027: 2, 2028: 0, 2029: 0, 2030: 0})
    money = [indicator(name, base=f"{base} tỷ đồng") for name, base in (("all", 100), ("spent", 90), ("left", 10))]
    path = {"spent": {"2026-2027": "0%/yr", "2028": "đạt 120 tỷ đồng năm 2028", "2029-2030": "0%/yr"}}
    found = by_years(money, path, "left", identities=[{"is": "left", "equals": "all - spent"}])
    assert found == approx({2026: 0, 2027: 0, 2028: -30, 2029: 0, 2030: 0})


def test_as_many_causes_as_orders_can_be_averaged_stand_apart() -> None:
    events = [{"id": f"e{n}", "year": "2027", "hits": {"grdp": "-1%"}} for n in range(MAX_CAUSES)]
    first, second = scenario("stated"), scenario("stated", events=events)
    found = by_cause(given_plan(), require(given_plan()), first, second, "grdp")
    assert (len(found.amounts), found.members) == (MAX_CAUSES, {})
    assert len({round(amount, 6) for amount in found.amounts.values()}) == 1  # what is alike counts alike


def test_factors_add_up_to_the_difference() -> None:
    one, other = projected(scenario("stated")), projected(scenario("stated", **OTHER))
    split = {name: each.amount for name, each in by_factor(given_plan(), one, other, "head").items()}
    assert set(split) == {"grdp", "people"}
    assert sum(split.values()) == approx(other.levels[2, -1] - one.levels[2, -1], abs=1e-9)
    assert by_factor(given_plan(), one, other, "grdp") == {}


def test_causes_add_up_to_the_difference() -> None:
    first, second = scenario("stated"), scenario("stated", **OTHER)
    split = by_cause(given_plan(), require(given_plan()), first, second, "head").amounts
    assert set(split) == {"path:grdp", "path:people", "event:storm"}
    difference = projected(second).levels[2, -1] - projected(first).levels[2, -1]
    assert sum(split.values()) == approx(difference, abs=1e-9)


def test_a_scenario_equal_to_its_parent_differs_nowhere() -> None:
    first = scenario("stated", **OTHER)
    assert causes_of(first, first) == ()
    assert by_cause(given_plan(), require(given_plan()), first, first, "head").amounts == {}
    assert set(by_year(given_plan(), projected(first), projected(first), "head").values()) == {0.0}


def test_more_causes_than_orders_can_be_averaged_stand_together() -> None:
    events = [{"id": f"e{place}", "year": "2027", "hits": {"grdp": f"-{place + 1}%"}} for place in range(11)]
    first, second = scenario("stated"), scenario("stated", events=events)
    found = by_cause(given_plan(), require(given_plan()), first, second, "grdp")
    split = found.amounts
    assert found.members[TOGETHER] == ("event:e3", "event:e2", "event:e1", "event:e0")
    assert len(split) == MAX_CAUSES
    assert TOGETHER in split
    assert sum(split.values()) == approx(projected(second).levels[0, -1] - projected(first).levels[0, -1], abs=1e-8)


def test_a_delay_is_a_cause() -> None:
    first = scenario("stated")
    second = scenario("stated", delays=[{"id": "late", "years": "2", "of": ["grdp"]}])
    assert projected(second).levels[0].tolist() == approx([10_000, 10_000, 10_000, 10_800, 11_664, 12_597.12])
    assert set(by_cause(given_plan(), require(given_plan()), first, second, "grdp").added) == {"delay:late"}


@given(st.floats(-0.05, 0.2), st.floats(-0.03, 0.05), st.floats(-0.3, 0.1))
@settings(max_examples=40, deadline=None)
def test_identities_hold_in_every_year_of_every_scenario(product: float, people: float, hit: float) -> None:
    paths = {"grdp": f"{100 * product:.4f}%/yr", "people": f"{100 * people:.4f}%/yr"}
    found = projected(
        scenario("stated", paths=paths, events=[{"id": "e", "year": "2027", "hits": {"grdp": f"{100 * hit:.4f}%"}}])
    )
    factor = 210 / 200
    assert found.factors[2] == approx(factor)
    assert found.levels[2] == approx(factor * found.levels[0] * 1000 / found.levels[1], rel=1e-9)


def test_shares_stay_at_a_hundred_and_give_way_in_proportion() -> None:
    entries = [
        indicator(name, law="linear", unit="%", base=base) for name, base in (("a", "10%"), ("b", "60%"), ("c", "30%"))
    ]
    three = plan(*entries, identities=[{"sum": ["a", "b", "c"], "equals": "100%"}])
    levels = project(three, require(three), scenario("held", paths={"a": "to 19% in 2030"})).levels
    assert levels.sum(axis=0) == approx([100.0] * 6)
    assert levels[:, -1] == approx([19, 54, 27])
    named = plan(*entries, identities=[{"sum": ["a", "b", "c"], "equals": "100%", "gives_way": ["b"]}])
    assert project(named, require(named), scenario("held", paths={"a": "to 19% in 2030"})).levels[:, -1] == approx(
        [19, 51, 30]
    )


def test_a_part_never_passes_its_whole() -> None:
    entries = [
        indicator("part", law="linear", unit="%", base="48%"),
        indicator("whole", law="linear", unit="%", base="80%"),
    ]
    two = plan(*entries, identities=[{"part": "part", "of": "whole"}])
    found = project(two, require(two), scenario("held", paths={"part": "+10 points/yr"}))
    assert found.levels[0].tolist() == approx([48, 58, 68, 78, 80, 80])
    assert found.clipped[0]


def test_an_indicator_split_into_parts_follows_their_paths() -> None:
    land = indicator("land", base="1.200 tỷ đồng")
    rest = indicator("rest", base="1.800 tỷ đồng")
    split = plan(
        land, rest, indicator("budget", base="3.000 tỷ đồng"), identities=[{"is": "budget", "equals": "land + rest"}]
    )
    paths = {"land": {"2026": "-50%/yr", "2027-2030": "5%/yr"}, "rest": "12%/yr"}
    levels = project(split, require(split), scenario("held", paths=paths)).levels
    assert levels[2] == approx(levels[0] + levels[1])


def test_another_rule_is_a_cause_of_its_own() -> None:
    first, second = scenario("stated"), scenario("held", **OTHER)
    split = by_cause(given_plan(), require(given_plan()), first, second, "head").amounts
    assert "rule:held" in split
    assert sum(split.values()) == approx(projected(second).levels[2, -1] - projected(first).levels[2, -1], abs=1e-9)


def bare_plan() -> Plan:
    """Nothing is stated of the people."""
    return plan(
        indicator("grdp", base="10.000 tỷ đồng", stated_rate=stated("8%/năm")),
        indicator("people", unit="người", base="50.000 người"),
        indicator("head", unit="triệu đồng", base="210 triệu đồng"),
        identities=[{"is": "head", "equals": "grdp / people"}],
    )


def test_where_a_level_is_unknown_in_between_all_causes_stand_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attribution, "_standing", lambda plan, causes, projected: {each: (each,) for each in causes})
    found = by_cause(bare_plan(), require(bare_plan()), scenario("held"), scenario("stated", **OTHER), "head")
    assert found.members == {TOGETHER: ("rule:stated", "path:grdp", "path:people", "event:storm")}
    level = project(bare_plan(), require(bare_plan()), scenario("stated", **OTHER)).levels[2, -1]
    assert found.amounts == approx({TOGETHER: level - 210})


def test_a_rule_that_gives_no_growth_stands_with_the_path_that_does() -> None:
    bare = bare_plan()
    first, second = scenario("held"), scenario("stated", **OTHER)
    for one, other in ((first, second), (second, first)):
        found = by_cause(bare, require(bare), one, other, "head")
        rule = f"rule:{other.rule}"
        assert found.members == {rule: (rule, "path:people")}
        assert set(found.added) == {rule, "path:grdp", "event:storm"}
        levels = [project(bare, require(bare), each).levels[2, -1] for each in (one, other)]
        assert sum(found.amounts.values()) == approx(levels[1] - levels[0], abs=1e-9)
        assert all(each.alone > 100 and each.others > 100 for each in found.added.values())


def test_what_is_left_out_is_a_cause_too() -> None:
    event = {"id": "flood", "year": "2027", "hits": {"grdp": "-20%"}}
    delay = {"id": "late", "years": "1", "of": ["grdp"]}
    full = scenario("stated", **{"for": "test", "events": [event], "delays": [delay]})
    assert causes_of(full, scenario("stated")) == ("event:flood", "delay:late")
    split = by_cause(given_plan(), require(given_plan()), full, scenario("stated"), "grdp").amounts
    worst, best = (project(given_plan(), require(given_plan()), each) for each in (full, scenario("stated")))
    assert sum(split.values()) == approx(float(best.levels[0, -1] - worst.levels[0, -1]))
    assert min(split.values()) > 0
