"""Changes laid over a scenario, written into its file and into an address, are the same changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import indicator, plan
from pytest import approx

from forecast.changes import Changes, apply, new_child, path_text, with_growth, written_onto, yearly_growth
from forecast.files import find_scenario, read_plan, read_scenario_text
from forecast.projection import project
from forecast.requirement import require
from forecast.scenario import Delay, Event, Scenario, resolve
from forecast.scenarioyaml import write_scenario
from forecast.ui import address

PLAN = plan(
    indicator("revenue"),
    indicator("poverty", law="linear", unit="%", base="12%"),
    indicator("jobs", law="flow", unit="người/năm", base="600 người/năm"),
)
MOVABLE = frozenset(PLAN.index)
PARENT = Scenario.model_validate({
    "id": "wet", "name": {"vi": "Lũ"}, "for": "test", "rule": "held", "paths": {"revenue": "10%/yr"},
    "events": [
        {"id": "flood", "year": "2027", "hits": {"revenue": "-15%", "poverty": "+2 points"}},
        {"id": "storm", "year": "2028", "hits": {"jobs": "-5%"}},
    ],
    "delays": [{"id": "late", "years": "2", "of": ["revenue"]}],
})  # fmt: skip

FIRE = Event.model_validate({
    "id": "fire", "name": {"vi": "Cháy: ~&"}, "year": "2029", "chance": "12.5%", "hits": {"revenue": "-7%", "poverty": "+1 point"},
    "recovers": "2 yr", "basis": {"kind": "assumption", "note": "|@~"},
})  # fmt: skip
LATER = Delay.model_validate({"id": "later", "years": "1", "of": ["revenue"], "basis": {"note": "x"}})
rates = st.floats(-20, 40).map(lambda value: round(value, 4))
changes = st.builds(
    Changes,
    rates=st.dictionaries(st.sampled_from(["jobs"]), rates.map(abs)),
    years=st.dictionaries(st.just("revenue"), st.tuples(*[rates] * 5).filter(lambda values: len(set(values)) > 1)),
    paths=st.dictionaries(st.just("poverty"), st.just((("2026-2027", "+1 point/yr"), ("2028-2030", "đến 9% năm 2030")))),
    events=st.dictionaries(st.just("fire"), st.just(FIRE)),
    delays=st.dictionaries(st.just("later"), st.just(LATER)),
    off=st.sets(st.sampled_from(["storm", "late"])).map(frozenset),
    hits=st.dictionaries(st.sampled_from([("flood", "revenue"), ("flood", "poverty")]), rates),
    late=st.dictionaries(st.just("late"), st.integers(1, 5)),
    reasons=st.dictionaries(st.sampled_from(sorted(PLAN.index)), st.text("âb: ~&=%\n", min_size=1, max_size=30).filter(str.strip)),
)  # fmt: skip


@settings(deadline=None)
@given(changes)
def test_what_is_saved_runs_like_what_was_seen(wanted):
    """The changes written as a child of the scenario, and into the scenario itself, give the scenario that was shown."""
    seen, kept = apply(wanted, PARENT, PLAN, MOVABLE)
    assert kept == wanted
    child = written_onto(new_child("mine", {"vi": "Của tôi"}, PARENT, PLAN), PARENT, wanted, PLAN)
    for saved in (resolve([PARENT, child]), written_onto(PARENT, PARENT, wanted, PLAN)):
        assert {each.id: each for each in saved.events} == {each.id: each for each in seen.events}
        assert {each.id: each for each in saved.delays} == {each.id: each for each in seen.delays}
        assert (saved.rule, saved.reasons) == (seen.rule, seen.reasons)
        one, other = (project(PLAN, require(PLAN), each).levels for each in (saved, seen))
        assert one[~(one != one)].tolist() == approx(other[~(other != other)].tolist(), rel=1e-12)
    again = read_scenario_text(
        write_scenario(child.model_copy(update={"extends": "held", "without": ()})), "again", PLAN
    )
    assert again.reasons == {name: basis for name, basis in seen.reasons.items()}


@settings(deadline=None)
@given(changes)
def test_an_address_gives_the_changes_back(wanted):
    assert address.read_changes(address.write_changes(wanted)) == (wanted, [])
    packed = address.fitted(address.write_changes(wanted))
    assert address.read_changes(address.unpacked(packed)[0])[0] == wanted


def test_what_is_about_nothing_there_is_left_out():
    odd = Changes(
        rates={"nothing": 1.0, "revenue": 5000.0}, years={"jobs": (1.0, 2.0)}, off=frozenset({"fire"}),
        hits={("flood", "jobs"): 1.0, ("fire", "jobs"): 1.0, ("flood", "revenue"): -200.0}, late={"fire": 2},
        reasons={"nothing": "x", "jobs": ""},
    )  # fmt: skip
    after, kept = apply(odd, PARENT, PLAN, MOVABLE)
    assert after == PARENT
    assert not kept


def test_one_year_is_changed_and_the_others_stay():
    before = yearly_growth(PLAN, require(PLAN), PARENT, ["revenue", "poverty", "jobs"])
    assert before == {"revenue": (10.0,) * 5, "poverty": (0.0,) * 5, "jobs": (600.0,) * 5}
    wanted = with_growth(Changes(), "revenue", (10.0, 12.5, 12.5, 10.0, 10.0))
    after, _ = apply(wanted, PARENT, PLAN, MOVABLE)
    assert [(each.first, each.last, each.move.text) for each in after.paths["revenue"]] == [
        (2026, 2026, "10%/yr"), (2027, 2028, "12.5%/yr"), (2029, 2030, "10%/yr"),
    ]  # fmt: skip
    assert yearly_growth(PLAN, require(PLAN), after, ["revenue"])["revenue"] == (10.0, 12.5, 12.5, 10.0, 10.0)
    assert with_growth(wanted, "revenue", None) == Changes()
    assert with_growth(wanted, "revenue", (7.0,) * 5) == Changes(rates={"revenue": 7.0})


@pytest.mark.parametrize("name", ["cam-duong", "ha-tu"])
def test_growth_by_year_of_a_real_plan_gives_its_path_again(name):
    real = read_plan(name)
    shown, needed = find_scenario("stated", real), require(real)
    for each, values in yearly_growth(real, needed, shown, list(real.index)).items():
        if values is None or real.indicator(each).law in ("hold", "status"):
            continue
        after, kept = apply(with_growth(Changes(), each, values), shown, real, frozenset({each}))
        assert kept
        bare = real.model_copy(update={"identities": ()})
        place = real.index[each]
        assert project(bare, needed, after).levels[place, -1] == approx(
            project(bare, needed, shown).levels[place, -1], rel=1e-8
        )


def test_numbers_are_written_in_full():
    assert path_text(PLAN.indicator("revenue"), 1e-7) == "0.0000001%/yr"
    assert path_text(PLAN.indicator("poverty"), -0.5) == "-0.5 points/yr"


# addresses


def many(count: int) -> Changes:
    years = {
        f"an_indicator_with_a_long_name_{number}": tuple(
            10 + number * 7919 % 997 / 7 + (number * year * 31 % 89) / 13 for year in range(5)
        )
        for number in range(count)
    }
    return Changes(years={name: tuple(float(f"{value:.10g}") for value in values) for name, values in years.items()})


def test_a_long_address_is_packed_and_one_that_is_too_long_is_refused():
    params = {"v": ["2"], "plan": ["cam-duong"], "indicator": ["x"], **address.write_changes(many(70))}
    packed = address.fitted(params)
    assert set(packed) == {"v", "plan", "indicator", "z"}
    assert len(packed["z"][0]) < address.ROOM
    assert address.read_changes(address.unpacked(packed)[0])[0] == many(70)
    assert address.fitted({**params, **address.write_changes(many(200))}) is None


BOMB = address.fitted({"n": [f"x:{'a' * 60_000}"]})["z"][0]


@pytest.mark.parametrize("text", ["", "!", "AAAA", "eJw=", "bnVsbA==", BOMB[:-8], "e30" * 3000])
def test_a_packed_query_that_is_none_is_said(text):
    assert address.unpacked({"plan": ["x"], "z": [text]}) == ({"plan": ["x"]}, False)


def test_what_unpacks_to_too_much_is_refused():
    import base64
    import zlib

    bomb = base64.urlsafe_b64encode(zlib.compress(b'{"n": ["' + b"a" * 200_000 + b'"]}', 9)).decode()
    assert address.unpacked({"z": [bomb]}) == ({}, False)
    deep = base64.urlsafe_b64encode(zlib.compress(b"[" * 60_000)).decode()
    assert address.unpacked({"z": [deep]}) == ({}, False)


@given(st.dictionaries(st.sampled_from(["r", "y", "off", "e", "d", "n"]), st.lists(st.text(max_size=40), max_size=5)))
def test_any_nonsense_in_an_address_is_read_or_named(params):
    found, dropped = address.read_changes(params)
    apply(found, PARENT, PLAN, MOVABLE)
    assert set(dropped) <= {text for texts in params.values() for text in texts}


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("http://127.0.0.1:8765/indicator?plan=cam-duong&r=a%3A5", "indicator"),
        ("http://may-khac:9000/?plan=cam-duong&r=a:5", ""),
        ("127.0.0.1:8765/what-if?plan=cam-duong&r=a:5", "what-if"),
        ("?plan=cam-duong&r=a:5", ""),
    ],
)
def test_a_link_from_elsewhere_is_read(link, page):
    assert address.read_link(link) == (page, {"plan": ["cam-duong"], "r": ["a:5"]})


@pytest.mark.parametrize(
    "link", ["", "hello", "javascript:alert(1)?plan=x", "http://[?plan=x", "http://a/?x=1", "?plan=x" + "a" * 5000]
)
def test_what_is_no_link_is_refused(link):
    assert address.read_link(link) is None


def test_the_figures_of_then():
    then = address.Then(digest="ab12", value=5287.02, target=None, reached=3, judged=20)
    assert address.Then.read(str(then)) == then
    for text in ("", "a~b", "a~1~2~x~3", "a~1~2~3", "a" * 101):
        assert address.Then.read(text) is None
