"""Growth of the province or country around the place: written in scenarios and plans, brought to the scale of a class."""

import math

import pytest
from plans import scenario

from forecast.files import find_scenario, read_plan
from forecast.reference import position
from forecast.referencefiles import read_reference
from forecast.scenario import resolve
from forecast.surroundings import setting_of

PLAN = read_plan("cam-duong")
REFERENCE = read_reference()
AROUND = {
    "econ_real": {"growth": "8%/yr", "spread": "1 point/yr"},
    "pct_flow": {"growth": "+0,5 điểm %/năm", "spread": "0,2 điểm %/năm"},
}


def setting(family, level, around=AROUND):
    return setting_of(PLAN, scenario(surroundings=around), REFERENCE.classes[family], level, 5)


def test_growth_and_spread_are_on_the_log_scale():
    found = setting("econ_real", 100.0)
    assert found.growth == pytest.approx(math.log(1.08))
    assert found.spread == pytest.approx(0.01 / 1.08)


def test_points_move_the_place_from_its_own_level():
    found = setting("pct_flow", 90.0)
    assert found.growth == pytest.approx((position("logit", 92.5) - position("logit", 90.0)) / 5)
    assert found.spread == pytest.approx((position("logit", 93.5) - position("logit", 92.5)) / 5)


def test_what_the_plan_knows_of_the_province_is_its_past():
    found = setting("econ_real", 100.0, {})
    assert found.past == pytest.approx(math.log(1.0715))
    assert found.growth is None and found.spread is None
    assert setting("pct_flow", 90.0, {}).past is None


def test_a_child_keeps_what_its_parent_says_of_other_classes():
    parent = scenario(id="parent", surroundings=AROUND)
    child = scenario(id="child", extends="parent", surroundings={"econ_real": {"growth": "6%/yr"}})
    merged = resolve([parent, child]).surroundings
    assert merged["econ_real"].growth.rate == pytest.approx(0.06) and merged["econ_real"].spread is None
    assert merged["pct_flow"].growth.figure.value == 0.5


def test_shipped_scenarios_leave_the_surroundings_to_the_classes():
    assert find_scenario("stated", PLAN).surroundings == {}
