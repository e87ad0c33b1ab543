"""A scenario against its plan: each law takes its own kinds of move, within the years and units of the plan."""

import pytest
from plans import indicator, plan, scenario

from forecast.scenariochecks import MOVES, scenario_flaws

PLAN = plan(
    indicator("money"),
    indicator("share", law="linear", unit="%", base="40%"),
    indicator("insured", law="logit", unit="%", base="90%"),
    indicator("jobs", law="flow", unit="việc làm", base="500 việc làm"),
    indicator("roads", law="total", unit="km", base=None),
    indicator("kept", law="hold", unit="%", base="85%"),
    indicator("people", law="linear", unit="người", base="500 người"),
    indicator("done", law="status", unit="", base=None),
)
TEXTS = {"rate": "12%/yr", "points": "+1 point/yr", "to": "to 97% in 2030", "each": "550 each year"}
LAWS = {"money": "compound", "share": "linear", "insured": "logit", "jobs": "flow", "roads": "total", "kept": "hold"}


def flaws(plan=PLAN, **more):
    return [(flaw.code, flaw.place) for flaw in scenario_flaws(scenario(**{"for": "test", **more}), plan)]


def codes(name, path):
    return [code for code, _ in flaws(paths={name: path})]


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("name", LAWS)
def test_each_law_takes_its_own_kinds_of_move(name, kind):
    text = {"money": "to 5000 billion VND in 2030"}.get(name, TEXTS[kind]) if kind == "to" else TEXTS[kind]
    text = "550 km each year" if (name, kind) == ("roads", "each") else text
    assert codes(name, text) == ([] if kind in MOVES[LAWS[name]] else ["path_law"])


def test_nothing_moves_a_status():
    for text in TEXTS.values():
        assert codes("done", text) == ["path_status"]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("people", "+20 people/yr", []),
        ("people", "+0.2 thousand people/yr", []),
        ("people", "+1 point/yr", ["figure_unit"]),
        ("share", "+20 people/yr", ["figure_unit"]),
        ("share", "to 97 in 2030", ["figure_unit_missing"]),
        ("share", "to 102% in 2030", ["outside_bounds"]),
        ("share", "to +5% in 2030", ["path_unreadable"]),
        ("money", "to 0 VND in 2030", ["target_not_positive"]),
        ("money", "to 97% in 2030", ["figure_unit"]),
        ("jobs", "550 km each year", ["figure_unit"]),
        ("jobs", "550 each year", []),
        ("roads", "3 km each year", []),
    ],
)
def test_a_move_is_in_the_unit_of_its_indicator(name, text, expected):
    assert codes(name, text) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ({"2026-2030": "1%/yr"}, []),
        ({"2025": "1%/yr"}, [("path_year", "2025")]),
        ({"2029-2031": "1%/yr"}, [("path_year", "2029-2031")]),
        (
            {"2026": "1%/yr", "2031": "1%/yr", "2032": "1%/yr"},
            [("path_year", "2031"), ("path_year", "2032")],
        ),
    ],
)
def test_paths_stay_within_the_years_of_the_plan(path, expected):
    assert [(code, place[-1]) for code, place in flaws(paths={"money": path})] == expected


def test_a_level_is_reached_within_its_span():
    assert codes("share", "to 60% in 2031") == ["path_year"]
    assert codes("share", {"2027-2029": "to 60% in 2028"}) == []
    assert codes("share", {"2027-2029": "to 60% in 2026"}) == ["path_year"]
    assert codes("share", {"2027-2029": "to 60% in 2030"}) == ["path_year"]


def event(**more):
    return [
        (code, place[2:])
        for code, place in flaws(events=[{"id": "e", "year": "2027", "hits": {"money": "-5%"}, **more}])
    ]


def test_events_hit_known_numbers_within_the_years():
    assert event() == []
    assert event(year="2025") == [("event_year", ("year",))]
    assert event(year="2031") == [("event_year", ("year",))]
    assert event(hits={"mony": "-5%"}) == [("path_unknown", ("hits", "mony"))]
    assert event(hits={"done": "-5%"}) == [("path_status", ("hits", "done"))]
    assert event(hits={"share": "-5 points"}) == []
    assert event(hits={"money": "-5 points"}) == [("figure_unit", ("hits", "money"))]


def test_the_basis_of_an_event_cites_documents_of_the_plan():
    basis = {"note": "x", "source": {"document": "none", "line": "1", "quote": "x"}}
    assert event(basis=basis) == [("unknown_source", ("basis", "source", "document"))]


def test_unknown_indicators_name_the_nearest():
    (flaw,) = scenario_flaws(scenario(**{"for": "test", "paths": {"mony": "1%/yr"}}), PLAN)
    assert (flaw.code, flaw.place, flaw.nearest) == ("path_unknown", ("paths", "mony"), "money")


def test_ids_of_events_stand_once():
    storm = {"id": "storm", "year": "2027", "hits": {"money": "-5%"}}
    assert flaws(events=[storm, storm]) == [("id_twice", ("events", 1, "id"))]


def test_a_scenario_is_for_its_plan_or_for_any():
    assert flaws(**{"for": "other", "paths": {"nothing": "1%/yr"}}) == [("wrong_plan", ("for",))]
    assert flaws(**{"for": "any", "rule": "held"}) == []
    assert flaws(**{"for": "any", "rule": "held", "paths": {"money": "1%/yr"}}) == [("rule_and_paths", ("paths",))]
    assert flaws(**{"for": "any", "paths": {"money": "1%/yr"}}) == [("paths_for_any", ("paths",))]
    storm = {"id": "storm", "year": "2027", "hits": {"money": "-5%"}}
    assert flaws(**{"for": "any", "rule": "held", "events": [storm]}) == [("paths_for_any", ("events",))]


def test_without_a_plan_only_the_scenario_itself_is_checked():
    assert flaws(None, paths={"nothing": "1%/yr"}) == []
    assert flaws(None, **{"for": "any", "paths": {"money": "1%/yr"}}) == [("paths_for_any", ("paths",))]
