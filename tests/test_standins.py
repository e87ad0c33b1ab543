"""What is not believed once a stand-in is in place, and that stand-ins are not shared."""

from forecast.standins import doubts_of, stand_in
from forecast.written import Flaw


def doubts(code, *place):
    return {(doubt.place, None if doubt.codes is None else "some") for doubt in doubts_of(Flaw(code, place))}


def test_a_faulty_item_casts_doubt_on_itself_alone():
    assert doubts("not_year", "indicators", 0, "targets", 1, "year") == {(("indicators", 0, "targets", 1), None)}
    assert doubts("not_year", "indicators", 0, "stated_rate", "to") == {(("indicators", 0, "stated_rate"), None)}


def test_what_says_nothing_of_the_number_casts_no_doubt():
    assert doubts("text_empty", "indicators", 0, "targets", 1, "source", "quote") == set()
    assert doubts("unknown_key", "indicators", 0, "targets", 1, "colour") == set()


def test_a_faulty_observation_casts_doubt_on_the_count_of_its_year():
    found = doubts("not_year", "indicators", 0, "observations", 1, "year")
    assert found == {(("indicators", 0, "observations", 1), None), (("indicators", 0), "some")}


def test_an_indicator_without_id_casts_doubt_on_references():
    assert doubts("missing", "indicators", 0, "id") == {(("indicators", 0), None), ((), "some")}


def test_stand_ins_are_not_shared():
    data = {"sources": {"a": [], "b": []}}
    for name in ("a", "b"):
        stand_in(data, Flaw("not_mapping", ("sources", name)))
    assert data["sources"]["a"] == data["sources"]["b"]
    assert data["sources"]["a"] is not data["sources"]["b"]


def test_what_can_be_left_out_is_taken_out():
    data = {"note": "x", "colour": "red", "language": "de"}
    stand_in(data, Flaw("not_mapping", ("note",)))
    stand_in(data, Flaw("unknown_key", ("colour",)))
    stand_in(data, Flaw("not_one_of", ("language",)))
    assert data == {"language": "vi"}
