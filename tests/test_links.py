"""Linked indicators by hand: what follows from others, shares that give way, parts and their wholes, and where a piece is not known."""

from typing import Any

import pytest
from plans import indicator, plan, scenario
from pytest import approx

from forecast.moving import courses
from forecast.projection import Projection, project
from forecast.requirement import require


def projected(
    entries: list[dict[str, Any]], identities: list[dict[str, Any]], rule: str | None = "held", **more: Any
) -> Projection:
    given = plan(*entries, identities=identities)
    return project(given, require(given), scenario(rule, **more))


def money(name: str, base: str | None) -> dict[str, Any]:
    return indicator(name, base=None if base is None else f"{base} tỷ đồng")


def share(name: str, base: str | None) -> dict[str, Any]:
    return indicator(name, law="linear", unit="%", base=base)


def test_what_follows_from_something_unknown_is_unknown_and_so_is_what_follows_from_that() -> None:
    entries = [money("a", "100"), money("b", None), money("c", None), money("d", None)]
    found = projected(entries, [{"is": "d", "equals": "2 * c + a"}, {"is": "c", "equals": "a + b"}])
    assert (set(found.unknown), found.factors) == ({1, 2, 3}, {})


def test_what_follows_from_a_computed_indicator_is_known_though_its_rule_gives_no_growth() -> None:
    """a grows by 10 %, b by nothing: c = a + b ends at 161.051 + 50, d is twice that; no figure says otherwise, so both factors are 1."""
    entries = [money("a", "100"), money("b", "50"), money("c", None), money("d", None)]
    identities = [{"is": "d", "equals": "2 * c"}, {"is": "c", "equals": "a + b"}]
    found = projected(entries, identities, "stated", paths={"a": "10%/yr", "b": "0%/yr"})
    assert found.unknown == {}
    assert found.factors == {2: 1.0, 3: 1.0}
    assert found.levels[2:, -1] == approx([211.051, 422.102])


def test_sums_of_a_term_are_no_levels_to_compute_from() -> None:
    entries = [money("a", "100"), indicator("b", law="total", base="50 tỷ đồng"), money("c", "150")]
    found = projected(entries, [{"is": "c", "equals": "a + b"}])
    assert (found.factors, list(found.levels[2])) == ({}, [150] * 6)


def test_a_ratio_to_nothing_is_not_computed() -> None:
    """The divisor falls from 5 to 0 in the last year: 100 / 0 is no level, and what is printed goes on as its rule says."""
    entries = [money("a", "100"), indicator("b", law="linear", unit="xã", base="5 xã"), money("c", "20")]
    found = projected(entries, [{"is": "c", "equals": "a / b"}], paths={"b": "-1 xã/năm"})
    assert (found.factors, list(found.levels[2])) == ({}, [20] * 6)


def test_shares_do_not_give_way_where_one_of_them_is_unknown() -> None:
    found = projected(
        [share("a", "10%"), share("b", "60%"), share("c", None)], [{"sum": ["a", "b", "c"], "equals": "100%"}],
        paths={"a": "to 19% in 2030"},
    )  # fmt: skip
    assert found.levels[:2, -1] == approx([19, 60])


@pytest.mark.parametrize(
    "b, c, given",
    [
        ("0%", "0%", (5, 5)),
        ("0,6%", "0,2%", (7.5, 2.5)),
    ],  # nothing to go by: in equal parts; else in proportion, 3 to 1
)
def test_ten_points_are_given_to_small_shares_in_proportion_and_to_empty_ones_alike(
    b: str, c: str, given: tuple[float, float]
) -> None:
    a = 100 - float(b[:-1].replace(",", ".")) - float(c[:-1].replace(",", "."))
    entries = [share("a", f"{a:.1f}%".replace(".", ",")), share("b", b), share("c", c)]
    found = projected(entries, [{"sum": ["a", "b", "c"], "equals": "100%"}], paths={"a": "to 90% in 2030"})
    assert found.levels[:, -1] == approx([90, *given])


@pytest.mark.parametrize(
    "to, others", [("10,3%", (59.8, 29.9)), ("100%", (0, 0))]
)  # 90 less 0.3, in proportion 2 to 1; nothing is left
def test_shares_give_way_to_the_last_tenth(to: str, others: tuple[float, float]) -> None:
    entries = [share("a", "10%"), share("b", "60%"), share("c", "30%")]
    path = {"a": f"đạt {to} năm 2030"}
    found = projected(entries, [{"sum": ["a", "b", "c"], "equals": "100%"}], paths=path)
    assert found.levels[1:, -1] == approx(others)


def test_a_share_that_the_scenario_moves_does_not_give_way_though_it_is_named() -> None:
    entries = [share("a", "10%"), share("b", "60%"), share("c", "30%")]
    identity = {"sum": ["a", "b", "c"], "equals": "100%", "gives_way": ["b"]}
    found = projected(entries, [identity], paths={"a": "to 19% in 2030", "b": "to 58% in 2030"})
    assert found.levels[:, -1] == approx([19, 58, 23])


WITHIN = [{"part": "part", "of": "whole"}]


@pytest.mark.parametrize(
    "part, whole, paths, ends, stopped",
    [
        ("48%", "80%", {"part": {"2026": "+40 points/yr", "2027-2030": "+0 points/yr"}}, (80, 80), True),
        ("48%", "80%", {"whole": {"2026": "-40 points/yr", "2027-2030": "+0 points/yr"}}, (40, 40), True),
        ("80%", "80%", {"part": "+1 point/yr"}, (80, 80), True),
        ("80%", "80%", {}, (80, 80), False),  # it stands at its whole and is not stopped
        ("48%", "80%", {"part": "+1 point/yr"}, (53, 80), False),
        ("85%", "80%", {"part": "+1 point/yr"}, (90, 80), False),  # larger already as printed
        ("0%", None, {"part": "+10 points/yr"}, (50, 0), False),  # nothing is known of the whole
    ],
)
def test_a_part_is_stopped_at_a_whole_that_is_known_and_was_not_smaller(
    part: str, whole: str | None, paths: dict[str, Any], ends: tuple[float, float], stopped: bool
) -> None:
    found = projected([share("part", part), share("whole", whole)], WITHIN, paths=paths)
    assert found.levels[:, -1] == approx(ends)
    assert found.clipped[0] == stopped


@pytest.mark.parametrize("turned", [False, True])
def test_a_part_of_a_part_is_stopped_where_that_is_stopped_whatever_is_written_first(turned: bool) -> None:
    """The whole falls by one a year to 45, its part of 48 is stopped there, and what grows from 20 to 70 within it as well."""
    entries = [share("inner", "20%"), share("part", "48%"), share("whole", "50%")]
    chain = [{"part": "part", "of": "whole"}, {"part": "inner", "of": "part"}]
    moves = scenario("held", paths={"inner": "+10 points/yr", "whole": "-1 point/yr"})
    given = plan(*entries, identities=chain[::-1] if turned else chain)
    assert project(given, require(given), moves).levels[:, -1] == approx([45, 45, 45])
    limit = courses(given, require(given), moves, ["inner"])["inner"].limit
    assert limit == approx((48, 48, 48, 47, 46, 45))


def test_a_part_of_what_is_computed_from_it_grows_with_it() -> None:
    """100 to 200 beside 50: their sum is 250, not 150 with a part that is stopped there."""
    entries = [money("land", "100"), money("rest", "50"), money("budget", "150")]
    identities = [{"is": "budget", "equals": "land + rest"}, {"part": "land", "of": "budget"}]
    found = projected(entries, identities, paths={"land": "đạt 200 tỷ đồng năm 2030"})
    assert found.levels[:, -1] == approx([200, 50, 250])
    assert not found.clipped.any()


def test_what_is_only_assumed_binds_no_path() -> None:
    entries = [money("a", "100"), money("b", "300"), share("part", "48%"), share("whole", "50%")]
    identities = [{"is": "b", "equals": "2 * a", "assumed": "true"}, {"part": "part", "of": "whole", "assumed": "true"}]
    found = projected(entries, identities, paths={"a": "10%/yr", "part": "+1 point/yr"})
    assert found.factors == {}
    assert found.levels[1:3, -1] == approx([300, 53])
