"""Paths and events as they are written; scenarios upon scenarios."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import scenario
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from forecast.errors import FigureError
from forecast.paths import path_faults, read_move
from forecast.scenario import resolve


def refused(text):
    with pytest.raises(PydanticCustomError) as caught:
        read_move(text)
    return caught.value.type


@pytest.mark.parametrize(
    ("text", "kind", "value", "year"),
    [
        ("12%/yr", "rate", 12, None),
        ("12.5%/yr", "rate", 12.5, None),
        ("12,5%/năm", "rate", 12.5, None),
        ("-3%/year", "rate", -3, None),
        ("down 3%/yr", "rate", 3, None),
        ("+1 point/yr", "points", 1, None),
        ("-0.5 points/yr", "points", -0.5, None),
        ("+0,5 điểm %/năm", "points", 0.5, None),
        ("20 enterprises/yr", "points", 20, None),
        ("to 97% in 2030", "to", 97, 2030),
        ("đạt 97,5% vào năm 2030", "to", 97.5, 2030),
        ("550 each year", "each", 550, None),
        ("550 mỗi năm", "each", 550, None),
        ("  550   every year ", "each", 550, None),
    ],
)
def test_moves_are_read_as_written(text, kind, value, year):
    move = read_move(text)
    assert (move.kind, move.figure.value, move.year) == (kind, value, year)


@pytest.mark.parametrize(("text", "rate"), [("12%/yr", 0.12), ("down 3%/yr", -0.03), ("-3%/yr", -0.03), ("0%/yr", 0)])
def test_a_rate_is_a_fraction_and_falls_are_negative(text, rate):
    assert read_move(text).rate == pytest.approx(rate)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12", "path_unit"),
        ("12%", "path_unit"),
        ("3 points", "path_unit"),
        ("fast", "path_unreadable"),
        ("", "path_unreadable"),
        ("12,5%/yr", "path_unreadable"),
        ("12.5%/năm", "path_unreadable"),
        ("10-15%/yr", "path_unreadable"),
        ("over 12%/yr", "path_unreadable"),
        ("to fast in 2030", "path_unreadable"),
        ("to 97% by 2030", "path_unreadable"),
        ("1200%/yr", "path_rate_range"),
        ("-100%/yr", "path_rate_range"),
        ("x" * 1000, "path_unreadable"),
        (None, "path_unreadable"),
        ({"a": "b"}, "path_unreadable"),
    ],
)
def test_what_has_no_certain_meaning_is_refused(text, code):
    assert refused(text) == code


@settings(deadline=None)
@given(st.floats(-98, 999).map(lambda value: round(value, 2)))
def test_a_rate_has_the_same_meaning_in_both_languages(percent):
    english, vietnamese = read_move(f"{percent:.2f}%/yr"), read_move(f"{percent:.2f}%/năm".replace(".", ","))
    assert english.rate == vietnamese.rate == pytest.approx(percent / 100)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30) | st.text(st.sampled_from(list("0123456789.,%+-/ yrtoinechpa")), max_size=30))
def test_any_text_is_a_move_or_refused(text):
    try:
        found = read_move(text).kind
    except PydanticCustomError as error:
        found = error.type
    assert found in ("rate", "points", "to", "each") or found.startswith("path_")


def test_a_path_by_years_is_in_the_order_of_its_years():
    path = scenario(paths={"a": {"2028-2030": "22%/yr", "2026": "15%/yr", "2027": "18%/yr"}}).paths["a"]
    assert [(segment.first, segment.last) for segment in path] == [(2026, 2026), (2027, 2027), (2028, 2030)]


def test_a_path_without_years_holds_for_the_whole_plan():
    (segment,) = scenario(paths={"a": "15%/yr"}).paths["a"]
    assert (segment.first, segment.last) == (None, None)


def test_every_fault_of_a_path_is_given():
    path = {"2026": "12", "26": "1%/yr", "2030-2028": "1%/yr", "1800": "1%/yr", "2027-2028": "1%/yr", "2028": "2%/yr"}
    assert [(years, error.type) for years, error in path_faults(path)] == [
        ("2026", "path_unit"),
        ("26", "not_years"),
        ("2030-2028", "years_reversed"),
        ("1800", "not_year"),
        ("2028", "path_year_twice"),
    ]


def event(**more):
    written = {"id": "storm", "year": "2027", "hits": {"a": "-15%"}, **more}
    return scenario(events=[written]).events[0]


def test_events_are_read_as_written():
    found = event(chance="40%", recovers="3 yr", hits={"a": "-15%", "b": "-2 points", "c": "down 5%"})
    assert found.chance == pytest.approx(0.4)
    assert found.recovers == 3
    assert [(figure.value, figure.unit.kind) for figure in found.hits.values()] == [
        (-15, "percent"),
        (-2, "points"),
        (5, "percent"),
    ]
    assert (event().chance, event().recovers, event(recovers="never").recovers) == (None, None, None)
    chances = [event(chance=text).chance for text in ("100%", "99.9%", "0%")]
    assert chances == [None, pytest.approx(0.999), 0.0]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"chance": "0.4"}, "event_chance"),
        ({"chance": "140%"}, "event_chance"),
        ({"chance": "10-20%"}, "event_chance"),
        ({"chance": "-1%"}, "event_chance"),
        ({"recovers": "soon"}, "event_recovery"),
        ({"recovers": "0 yr"}, "event_recovery"),
        ({"hits": {"a": "15"}}, "event_hit"),
        ({"hits": {"a": "-100%"}}, "event_hit"),
        ({"hits": {"a": "down 150%"}}, "event_hit"),
        ({"hits": {"a": "-15%/yr"}}, "event_hit"),
        ({"hits": {"a": "-5 people"}}, "event_hit"),
        ({"hits": {}}, "too_short"),
    ],
)
def test_faulty_events_are_refused(more, code):
    with pytest.raises(ValidationError) as caught:
        event(**more)
    assert [detail["type"] for detail in caught.value.errors()] == [code]


# scenarios upon scenarios


def test_what_is_written_last_holds():
    parent = scenario("stated", paths={"a": "1%/yr", "b": "2%/yr"}, **{"for": "p"})
    child = scenario(id="child", extends="test", paths={"a": "3%/yr", "c": "4%/yr"}, **{"for": "p"})
    found = resolve([parent, child])
    assert {name: path[-1].move.text for name, path in found.paths.items()} == {
        "a": "3%/yr",
        "b": "2%/yr",
        "c": "4%/yr",
    }
    assert (found.id, found.rule, found.extends) == ("child", "stated", None)


def test_a_path_by_years_lies_over_that_of_the_parent():
    parent = scenario(paths={"a": "1%/yr"})
    child = scenario(extends="test", paths={"a": {"2027": "3%/yr"}})
    assert [segment.move.text for segment in resolve([parent, child]).paths["a"]] == ["1%/yr", "3%/yr"]
    whole = scenario(extends="test", paths={"a": "5%/yr"})
    assert [segment.move.text for segment in resolve([parent, child, whole]).paths["a"]] == ["5%/yr"]


def test_an_event_of_the_same_id_takes_the_place_of_the_parents():
    storm = {"id": "storm", "year": "2027", "hits": {"a": "-15%"}}
    parent = scenario(events=[storm, {**storm, "id": "flood"}])
    child = scenario(extends="test", events=[{**storm, "year": "2028"}])
    assert [(event.id, event.year) for event in resolve([parent, child]).events] == [("storm", 2028), ("flood", 2027)]


def test_the_chain_may_be_folded_in_any_order():
    first = scenario("held", paths={"a": "1%/yr"})
    second = scenario(id="second", extends="test", paths={"b": "2%/yr"})
    third = scenario(id="third", extends="second", paths={"a": "3%/yr"})
    assert resolve([resolve([first, second]), third]) == resolve([first, second, third])


def test_one_path_can_be_put_in():
    found = scenario("stated").with_path("a", "12.9%/yr")
    assert found.paths["a"][0].move.rate == pytest.approx(0.129)
    assert scenario("stated").paths == {}
    by_years = scenario("stated").with_path("a", {2026: "10%/yr", "2027-2030": "12%/yr"})
    assert [(part.first, part.last) for part in by_years.paths["a"]] == [(2026, 2026), (2027, 2030)]


@pytest.mark.parametrize(
    "path, code", [("12.9", "path_unit"), ("soon", "path_unreadable"), ({"x": "1%/yr"}, "not_years")]
)
def test_a_path_that_cannot_be_read_is_an_error_of_ours(path, code):
    with pytest.raises(FigureError) as caught:
        scenario("stated").with_path("a", path)
    assert caught.value.code == code
    assert "{" not in str(caught.value)
