"""Every fault of shape at once, each with its own words, and none that is only a consequence of another."""

import json
from pathlib import Path

import pytest

from forecast.checks import plan_flaws
from forecast.plan import Plan
from forecast.scenario import Scenario
from forecast.scenariochecks import scenario_flaws
from forecast.shape import _foreign, read_model
from forecast.yamltext import read_yaml

RICH = (Path(__file__).parent / "faults" / "sound" / "rich.yaml").read_text(encoding="utf-8")
WHOLE = read_yaml(RICH).data
SCENARIO = {
    "format": "forecast.scenario/1",
    "id": "try",
    "name": {"vi": "Thử", "en": "Try"},
    "note": {"vi": "ghi chú"},
    "extends": "stated",
    "for": "rich",
    "paths": {"revenue": {"2026": "12%/yr", "2027-2030": "13%/yr"}, "rest": "+1 point/yr"},
    "events": [
        {
            "id": "storm",
            "name": {"vi": "Bão"},
            "year": "2027",
            "chance": "40%",
            "hits": {"revenue": "-15%", "rest": "-2 points"},
            "recovers": "3 yr",
            "basis": {"kind": "assumption", "note": "none", "source": {"by": "a planner", "date": "2026-01-31"}},
        }
    ],
    "delays": [{"id": "late", "years": "2", "of": ["revenue", "rest"], "basis": {"note": "none"}}],
    "reasons": {"revenue": {"kind": "assumption", "note": "none"}},
}
JUNK = ["", [], {}, "Bad Text!", ["x"], {"x": "y"}]


def copy(data):
    return json.loads(json.dumps(data))


def places(node, here=()):
    yield here
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        yield from places(value, (*here, key))


def put(data, place, value):
    for step in place[:-1]:
        data = data[step]
    data[place[-1]] = value


def flaws_of_plan(data):
    reading = read_model(Plan, data)
    return [*reading.flaws, *reading.believed(plan_flaws(reading.value) if reading.value else [])]


def flaws_of_scenario(data):
    reading = read_model(Scenario, data)
    plan = Plan.read(WHOLE)
    return [*reading.flaws, *reading.believed(scenario_flaws(reading.value, plan) if reading.value else [])]


def test_the_sound_ones_have_no_flaw():
    assert flaws_of_plan(WHOLE) == []
    assert flaws_of_scenario(SCENARIO) == []


def around(flaw, place):
    """Whether a flaw lies at `place`, in it, or in the item it is part of."""
    return flaw.place[: len(place)] == place or place[: len(flaw.place)] == flaw.place or flaw.place[:-1] == place[:-1]


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_one_wrong_part_of_a_plan_makes_no_fault_elsewhere(junk):
    for place in list(places(WHOLE))[1:]:
        data = copy(WHOLE)
        put(data, place, junk)
        if place != ("sources",):
            assert [flaw for flaw in flaws_of_plan(data) if not around(flaw, place)] == [], place


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_one_wrong_part_of_a_scenario_makes_no_fault_elsewhere(junk):
    for place in list(places(SCENARIO))[1:]:
        data = copy(SCENARIO)
        put(data, place, junk)
        assert [flaw for flaw in flaws_of_scenario(data) if not around(flaw, place)] == [], place


def test_a_fault_at_one_place_hides_none_at_another():
    """Two far places, one wrong each: the second is told however the first is broken."""
    for place in list(places(WHOLE))[1:]:
        data = copy(WHOLE)
        put(data, place, ["x"])
        data["colour"] = "red"
        assert ("unknown_key", ("colour",)) in {(flaw.code, flaw.place) for flaw in flaws_of_plan(data)}, place


def test_what_pydantic_looks_at_last_is_told_with_what_it_looks_at_first():
    data = copy(WHOLE)
    data["indicators"][0]["observations"][0] = {"year": "25", "period": "2021-2025", "figure": "2.2 tỷ", "source": {}}
    found = {(flaw.code, flaw.place[3:]) for flaw in flaws_of_plan(data)}
    assert found == {
        ("not_year", (0, "year")),
        ("source_incomplete", (0, "source")),
        ("figure_decimal_point", (0, "figure")),
        ("year_or_period", (0,)),
    }


def test_base_and_target_year_are_compared_whatever_else_is_wrong():
    data = copy(WHOLE) | {"base_year": "2031", "id": "No Id"}
    data["indicators"][0]["law"] = "none"
    assert {"base_after_target", "bad_id", "not_one_of"} <= {flaw.code for flaw in flaws_of_plan(data)}


def test_each_year_of_a_path_is_told():
    data = copy(SCENARIO)
    data["paths"]["revenue"] = {
        "2026": "12",
        "2027-2026": "3%/yr",
        "soon": "x",
        "2028": "fast",
        "2029": "1%/yr",
        "2029-2030": "2%/yr",
    }
    found = [(flaw.code, flaw.place[-1]) for flaw in flaws_of_scenario(data)]
    assert found == [
        ("path_unit", "2026"),
        ("years_reversed", "2027-2026"),
        ("not_years", "soon"),
        ("path_unreadable", "2028"),
        ("path_year_twice", "2029-2030"),
    ]


@pytest.mark.parametrize(
    ("place", "key", "nearest"),
    [
        ((), "indicatros", "indicators"),
        (("name",), "vie", "vi"),
        (("indicators", 0), "observation", "observations"),
        (("indicators", 0, "targets", 0), "figur", "figure"),
        (("indicators", 0, "targets", 0, "source"), "lin", "line"),
        (("indicators", 0, "bounds"), "hihg", "high"),
        (("sources", "report"), "titel", "title"),
        (("surroundings_past", "econ_real"), "form", "from"),
        (("identities", 0), "equal", "equals"),
    ],
)
def test_an_unknown_key_names_the_nearest_of_those_that_are_allowed(place, key, nearest):
    data = copy(WHOLE)
    put(data, (*place, key), "x")
    (flaw,) = flaws_of_plan(data)
    assert (flaw.code, flaw.place) == ("unknown_key", (*place, key))
    assert flaw.nearest == nearest
    assert nearest in flaw.names


@pytest.mark.parametrize("field", ["printed", "first", "kind"])
def test_names_that_the_program_uses_are_no_keys(field):
    data = copy(WHOLE)
    data["indicators"][0]["targets"][0][field] = "x"
    assert [flaw.code for flaw in flaws_of_plan(data)] == ["unknown_key"]


def test_an_unknown_kind_of_fault_is_still_told():
    flaw = _foreign(Plan, "brand_new", ("id",), {"type": "brand_new", "loc": ("id",), "msg": "odd", "input": ["x"]})
    assert flaw.code == "unreadable"
    assert flaw.code in ("unreadable",)
    assert flaw.params == {"found": "[…]", "reason": "odd"}


def test_the_data_that_are_read_stay_as_they_are():
    data = copy(WHOLE)
    put(data, ("indicators", 0, "law"), ["x"])
    before = copy(data)
    read_model(Plan, data)
    assert data == before
