"""Numbers: rounding and printing in both languages."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecast.figures import read_figure, round_half_up, round_parts, write_number


@pytest.mark.parametrize(
    ("value", "digits", "rounded"),
    [(2.675, 2, 2.68), (1.005, 2, 1.01), (0.5, 0, 1), (2.5, 0, 3), (-2.5, 0, -3), (1250, -2, 1300), (0.1 + 0.2, 1, 0.3),
     (2.4999999999999996, 0, 3), (2.49999, 0, 2), (1e300, 2, 1e300), (0, 3, 0)],
)  # fmt: skip
def test_halves_are_rounded_away_from_zero_after_twelve_significant_digits(
    value: float, digits: int, rounded: float
) -> None:
    assert round_half_up(value, digits) == rounded


@pytest.mark.parametrize(
    ("value", "digits", "vietnamese", "english"),
    [
        (5500, None, "5.500", "5,500"),
        (2.2, None, "2,2", "2.2"),
        (6937000, None, "6.937.000", "6,937,000"),
        (0.1 + 0.2, None, "0,3", "0.3"),
        (1 / 3, None, "0,333333333333", "0.333333333333"),
        (2.0, 1, "2,0", "2.0"),
        (12.25, 1, "12,3", "12.3"),
        (-12.25, 1, "-12,3", "-12.3"),
        (1234567.891, 0, "1.234.568", "1,234,568"),
        (-0.04, 1, "0,0", "0.0"),
        (-0.0, None, "0", "0"),
        (1250, -2, "1.300", "1,300"),
        (1e15, None, "1.000.000.000.000.000", "1,000,000,000,000,000"),
        (1e-9, None, "0,000000001", "0.000000001"),
    ],
)
def test_numbers_are_printed_as_readers_expect_them(
    value: float, digits: int | None, vietnamese: str, english: str
) -> None:
    assert (write_number(value, "vi", digits), write_number(value, "en", digits)) == (vietnamese, english)


def test_years_are_printed_without_grouping() -> None:
    assert (write_number(2030, "vi", grouping=False), write_number(2030, "vi")) == ("2030", "2.030")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_not_finite_is_never_printed_or_rounded(value: float) -> None:
    with pytest.raises(ValueError, match="no finite number"):
        write_number(value, "vi")
    with pytest.raises(ValueError, match="no finite number"):
        round_half_up(value, 2)


@given(st.floats(-1e15, 1e15).filter(lambda value: abs(value) > 1e-9), st.sampled_from(["vi", "en"]))
def test_a_printed_number_is_read_back_to_twelve_significant_digits(value: float, language: str) -> None:
    number = read_figure(write_number(value, language), language).value  # type: ignore[arg-type]
    assert number == float(f"{value:.11e}")


@given(st.integers(-(10**11), 10**11), st.integers(0, 6))
def test_rounding_agrees_with_whole_number_arithmetic(scaled: int, digits: int) -> None:
    """Eleven digits, the last of which goes: half-up is integer division by ten after adding five."""
    value = scaled / 10 ** (digits + 1)
    expected = (abs(scaled) + 5) // 10 / 10**digits
    assert round_half_up(value, digits) == (expected if scaled >= 0 else -expected)


@pytest.mark.parametrize("value, text", [(1234567890.125, "1,234,567,890.13"), (-1234567890.125, "-1,234,567,890.13")])
def test_the_twelfth_digit_is_rounded_half_up_too(value: float, text: str) -> None:
    assert write_number(value, "en") == text


@given(st.floats(-900, 900), st.lists(st.floats(-900, 900), min_size=1, max_size=6), st.integers(0, 3))
def test_rounded_parts_add_up_to_the_rounded_change(before: float, parts: list[float], digits: int) -> None:
    after = before + math.fsum(parts)
    whole = round_half_up(after, digits) - round_half_up(before, digits)
    rounded = round_parts(parts, whole, digits)
    assert math.fsum(rounded) == pytest.approx(whole, abs=1e-6)
    assert all(abs(one - part) < 10.0**-digits + 1e-6 for one, part in zip(rounded, parts, strict=True))


def test_parts_of_something_else_are_rounded_for_themselves() -> None:
    assert round_parts([1.4, 2.6], 90.0, 0) == [1.0, 3.0]


def test_the_largest_remainder_is_raised_first():
    """Cut off 1,2 + 2,2 + 3,5 is 6,9: one tenth is left, and 1,26 lost most."""
    assert round_parts([1.26, 2.21, 3.53], 7.0, 1) == [1.3, 2.2, 3.5]
    assert round_parts([1.21, 2.26, 3.53], 7.0, 1) == [1.2, 2.3, 3.5]


def test_nothing_is_never_minus_nothing():
    assert math.copysign(1, round_half_up(-0.04, 1)) == 1
    assert write_number(-0.04, "vi", 1) == "0,0"
