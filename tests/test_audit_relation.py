"""Relations between figures as intervals, by hand: half-open ends, sums, growth. Method, section 7."""

import math

import pytest
from pytest import approx

from forecast.audit.facts import Fact, Thing
from forecast.audit.relation import Form, Relation, Term, repaired_between
from forecast.figures import read_figure
from forecast.plan import Target


def fact(name: str, printed: str) -> Fact:
    """A figure that is read as it is printed; percentages are kept in per cent here."""
    said = read_figure(printed, "vi")
    item = Target.model_validate(
        {"id": "t", "rank": "party", "year": "2030", "figure": printed, "source": {"by": "x", "date": "2026-01-31"}},
        context={"language": "vi"},
    )
    return Fact(
        thing=Thing(name, "level", 2025, 2025), value=said.value, low=said.low, high=said.high, half=said.half, exact=said.low == said.high,
        printed=printed, item=item, unit=said.unit, shown="level", digits=0,
    )  # fmt: skip


def relation(*terms: tuple[float, Form], constant: float = 0.0) -> Relation:
    """Terms of the indicators a, b, c …, each with its weight and scale."""
    made = tuple(
        Term(Thing(name, "level", 2025, 2025), weight, form)
        for name, (weight, form) in zip("abcd", terms, strict=False)
    )
    return Relation(kind="sum", terms=made, constant=constant, explain=lambda chosen: ())


SAME = relation((1, "plain"), (-1, "plain"))


@pytest.mark.parametrize(
    "one, other, holds",
    [
        ("48%", "48%", True), ("48%", "49%", False), ("49%", "48%", False), ("48,5%", "48%", True), ("48%", "48,5%", True),
        ("10 người", "10 người", True), ("10 người", "11 người", False),
    ],
)  # fmt: skip
def test_upper_ends_of_printed_figures_are_open(one: str, other: str, holds: bool) -> None:
    """48 % is [47,5; 48,5) and 49 % begins where it ends; counts are exact."""
    assert SAME.holds((fact("a", one), fact("b", other))) is holds


@pytest.mark.parametrize("whole, holds", [(92.4, False), (92.5, True), (94, True), (95.4, True), (95.5, False)])
def test_a_sum_holds_between_its_corners_the_upper_one_left_out(whole: float, holds: bool) -> None:
    """Shares of 40, 30 and 24 %, each half a point more or less: from 92,5, which is reached, to 95,5, which is not."""
    sum_of = relation((1, "plain"), (1, "plain"), (1, "plain"), constant=-whole)
    assert (
        sum_of.holds([fact(name, printed) for name, printed in zip("abc", ("40%", "30%", "24%"), strict=True)]) is holds
    )


GROWTH = relation((1, "log"), (-1, "log"), (-5, "growth"))


def rate(percent: float, half: float = 0.5) -> Fact:
    made = fact("c", "12%")
    low, high = (percent - half) / 100, (percent + half) / 100
    return Fact(
        thing=made.thing, value=percent / 100, low=low, high=high, half=half / 100, exact=False, printed=f"{percent:g}%", item=made.item,
        unit=made.unit, shown="percent", digits=0,
    )  # fmt: skip


def test_target_base_and_rate_of_cam_duong() -> None:
    """3.000 at 11,5 to 12,5 % for five years is 5.170,06 to 5.406,10; 5.500 people need 12,8881 %."""
    goal, base = fact("a", "5.500 người"), fact("b", "3.000 người")
    chosen = (goal, base, rate(12))
    assert not GROWTH.holds(chosen)
    assert GROWTH.residual(chosen) == approx(math.log(5500 / 3000) - 5 * math.log(1.12))
    assert GROWTH.relative(chosen) == approx(abs(GROWTH.residual(chosen)))
    assert GROWTH.implied(chosen, 0) == (approx(3000 * 1.115**5), approx(3000 * 1.125**5))
    assert GROWTH.implied(chosen, 1) == (approx(5500 / 1.125**5), approx(5500 / 1.115**5))
    assert GROWTH.implied(chosen, 2) == (approx((5500 / 3000) ** 0.2 - 1), approx((5500 / 3000) ** 0.2 - 1))
    assert GROWTH.holds((goal, base, rate(13)))


def test_the_size_of_a_sum_that_fails_is_relative_to_its_largest_term() -> None:
    sum_of = relation((1, "plain"), (1, "plain"), (-1, "plain"))
    chosen = [fact("a", "30 người"), fact("b", "50 người"), fact("c", "100 người")]
    assert sum_of.residual(chosen) == -20
    assert sum_of.relative(chosen) == approx(0.2)
    assert sum_of.implied(chosen, 1) == (70, 70)


def test_a_repair_is_the_nearest_figure_that_can_be_printed() -> None:
    """What begins at 12,88 % is printed 13 %, a twelfth more; what 12 % already rounds stays; counts are whole."""
    (made,) = repaired_between(rate(12), 0.1288, 0.1289)
    assert (made.value, made.digits, made.change) == (approx(0.13), 0, approx(1 / 12))
    assert (made.low, made.high) == (approx(0.1288 - 0.005), approx(0.1289 + 0.005))
    (finer,) = repaired_between(rate(12, 0.05), 0.1242, 0.1243)
    assert finer.value == approx(0.12)
    assert repaired_between(rate(12), math.inf, math.inf) == ()
    people = fact("a", "10 người")
    assert [each.value for each in repaired_between(people, 11.2, 12.7)] == [12]
