"""A scenario written and read again is the same scenario."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import indicator, plan
from test_planyaml import texts

from forecast import files
from forecast.scenario import Scenario, resolve
from forecast.scenarioyaml import write_scenario

SHIPPED = sorted(files.shipped("scenarios").rglob("*.yaml"))
PLAN = plan(
    indicator("revenue"),
    indicator("poverty", law="linear", unit="%", base="12%"),
    indicator("jobs", law="flow", unit="người/năm", base="600 người/năm"),
)


def again(scenario: Scenario) -> Scenario:
    """The scenario as its own text is read."""
    return files._scenario(write_scenario(scenario), "again", None).scenario


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_scenario_is_read_back_as_it_was(path):
    scenario = files.read_scenario(path)
    assert again(scenario) == scenario
    assert write_scenario(again(scenario)) == write_scenario(scenario)


moves = {
    "revenue": st.sampled_from(["12%/yr", "12,9%/năm", "-3.25%/yr", "to 5000 billion VND in 2030", "đạt 5.500 tỷ đồng vào năm 2029"]),
    "poverty": st.sampled_from(["+1 point/yr", "-0,5 điểm/năm", "to 97% in 2030", "giảm 1 điểm/năm"]),
    "jobs": st.sampled_from(["550 people each year", "600 người mỗi năm"]),
}  # fmt: skip
bases = st.fixed_dictionaries(
    {"kind": st.sampled_from(["assumption", "document"])},
    optional={"note": texts, "source": st.just({"by": "a planner", "date": "2026-01-31"})},
)
names = st.fixed_dictionaries({"vi": texts}, optional={"en": texts})
hits = st.dictionaries(st.sampled_from(sorted(moves)), st.sampled_from(["-15%", "+8.5%", "down 3%"]), min_size=1)
chances = st.integers(0, 10_000).map(lambda share: f"{share / 100:g}%")


@st.composite
def paths(draw):
    """Paths of the whole term or by years."""
    found = {}
    for name in draw(st.lists(st.sampled_from(sorted(moves)), unique=True)):
        first = draw(moves[name])
        years = draw(st.sampled_from([None, ("2026", "2027-2030"), ("2026-2029",)]))
        found[name] = first if years is None else dict.fromkeys(years, first)
    return found


@st.composite
def scenarios(draw):
    """Anything a scenario of a plan can say, in the words of its file."""
    events = [
        {
            "id": f"e{number}", "year": str(draw(st.integers(2026, 2030))), "hits": draw(hits),
            "recovers": draw(st.sampled_from(["never", "3 yr"])), "basis": draw(bases), "name": draw(names),
            **draw(st.fixed_dictionaries({}, optional={"chance": chances})),
        }
        for number in range(draw(st.integers(0, 3)))
    ]  # fmt: skip
    delays = [{"id": "d", "years": str(draw(st.integers(1, 9))), "of": ["revenue", "poverty"], "basis": draw(bases)}]
    data = {
        "id": "some-1", "name": draw(names), "for": "test", "extends": "stated", "paths": draw(paths()), "events": events,
        "delays": draw(st.sampled_from([[], delays])), "without": draw(st.sampled_from([[], ["old"]])),
        "reasons": draw(st.dictionaries(st.sampled_from(sorted(moves)), bases)),
    }  # fmt: skip
    around = {"growth": "8%/yr", "spread": "1 point/yr", "basis": draw(bases)}
    data["surroundings"] = draw(
        st.sampled_from([{}, {"econ_real": around}, {"pct_stock": {"growth": "+0,5 điểm/năm"}}])
    )
    return Scenario.model_validate(data | draw(st.fixed_dictionaries({}, optional={"note": names})))


@settings(deadline=None, max_examples=150)
@given(scenarios())
def test_any_scenario_is_read_back_as_it_was(scenario):
    assert again(scenario) == scenario


def test_a_child_leaves_out_an_event_of_its_parent():
    event = {"id": "flood", "year": "2027", "hits": {"revenue": "-15%"}}
    parent = Scenario.model_validate({"id": "wet", "name": {"vi": "Lũ"}, "for": "test", "events": [event]})
    child = Scenario.model_validate(
        {"id": "dry", "name": {"vi": "Khô"}, "for": "test", "extends": "wet", "without": ["flood"]}
    )
    assert resolve([parent, child]).events == ()
    assert resolve([parent, child]).without == ()
    back = {**event, "hits": {"revenue": "-5%"}}
    grandchild = Scenario.model_validate({"id": "damp", "name": {"vi": "Ẩm"}, "for": "test", "events": [back]})
    assert [each.hits["revenue"].value for each in resolve([parent, child, grandchild]).events] == [-5]
