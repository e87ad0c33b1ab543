"""Faults of identities: each where it belongs, and sound ones without any."""

import pytest
from plans import indicator, plan

from forecast.identitychecks import identity_flaws


def related(*identities):
    things = [
        indicator("a"),
        indicator("b"),
        indicator("c", unit="người", base=None),
        indicator("d", unit="triệu đồng"),
    ]
    return [
        (flaw.code, flaw.place[1:])
        for flaw in identity_flaws(plan(*things, identities=list(identities)), frozenset("abcd"))
    ]


@pytest.mark.parametrize(
    "identity",
    [
        {"is": "a", "equals": "b / c"},
        {"is": "a", "equals": "2 * (b - d)"},
        {"sum": ["a", "b", "d"], "equals": "100 tỷ đồng"},
        {"part": "a", "of": "b"},
    ],
)
def test_sound_identities_have_no_flaw(identity):
    assert related(identity) == []


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        ({"is": "x", "equals": "b"}, [("unknown_indicator", (0, "is"))]),
        ({"is": "a", "equals": "x + y"}, [("unknown_indicator", (0, "equals"))] * 2),
        ({"is": "a", "equals": "b +"}, [("identity_syntax", (0, "equals"))]),
        ({"is": "a", "equals": "b.c"}, [("identity_syntax", (0, "equals"))]),
        ({"is": "a", "equals": "a + 1"}, [("identity_cycle", (0, "equals"))]),
        ({"part": "x", "of": "y"}, [("unknown_indicator", (0, "part")), ("unknown_indicator", (0, "of"))]),
        ({"sum": ["a", "x"], "equals": "9 tỷ đồng"}, [("unknown_indicator", (0, "sum", 1))]),
        ({"sum": ["a", "c"], "equals": "9 tỷ đồng"}, [("identity_sum_unit", (0, "sum", 1))]),
        ({"sum": ["a", "b"], "equals": "9%"}, [("identity_sum_value", (0, "equals"))]),
        ({"sum": ["a", "b"], "equals": "all"}, [("identity_sum_value", (0, "equals"))]),
        ({"sum": [], "equals": "9%"}, [("list_empty", (0, "sum"))]),
    ],
)
def test_faulty_identities(identity, expected):
    assert related(identity) == expected


def test_circles_run_through_several_identities():
    assert related({"is": "a", "equals": "b"}, {"is": "b", "equals": "c"}, {"is": "c", "equals": "a * 2"}) == [
        ("identity_cycle", (2, "equals"))
    ]
    assert related(
        {"is": "a", "equals": "b"}, {"is": "b", "equals": "a"}, {"is": "c", "equals": "d"}, {"is": "d", "equals": "c"}
    ) == [
        ("identity_cycle", (1, "equals")),
        ("identity_cycle", (3, "equals")),
    ]


def test_an_indicator_is_computed_once():
    assert related({"is": "a", "equals": "b"}, {"is": "a", "equals": "c"}) == [("identity_twice", (1, "is"))]
