"""Expressions between indicators: read as arithmetic is, never executed, and circles among them."""

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from forecast.identities import (
    MAX_DEPTH,
    MAX_LENGTH,
    ExpressionError,
    Name,
    Number,
    Operation,
    cycle,
    evaluate,
    names,
    parse,
)

VALUES = {name: np.array([value, 2 * value]) for name, value in {"a": 3.0, "b": 5.0, "c_d": 7.0, "e-f": 11.0}.items()}


def value(text):
    return float(np.ravel(evaluate(parse(text), VALUES))[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", 3),
        ("a + b * c_d", 38),
        ("(a + b) * c_d", 56),
        ("a - b - c_d", -9),
        ("a / b / 2", 0.3),
        ("a × b ÷ 3 − 1", 4),
        ("e-f * 2", 22),
        ("e-f - a", 8),
        ("((((a))))", 3),
        ("0.5*a+1.5", 3),
        ("  a\t+\nb ", 8),
    ],
)
def test_expressions_follow_the_order_of_arithmetic(text, expected):
    assert value(text) == pytest.approx(expected)


def test_an_expression_is_a_small_tree():
    assert parse("a / 2") == Operation("/", Name("a"), Number(2.0))
    assert names(parse("a / (b + 2) * a")) == {"a", "b"}


def test_arrays_are_worked_element_by_element():
    assert evaluate(parse("a * b"), VALUES).tolist() == [15.0, 60.0]


def test_a_division_by_zero_is_infinite_and_no_warning():
    assert value("a / 0") == np.inf


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("", "the end"),
        ("a +", "the end"),
        ("a b", "b"),
        ("a ** 2", "*"),
        ("(a", "the end"),
        ("a)", ")"),
        ("a.b", ".b"),
        ("A", "A"),
        ("f(a)", "("),
        ("a; b", "; b"),
        ("__import__('os')", "__import__('os')"),
        ("-a", "-"),
        ("a[0]", "[0]"),
        ("1e9", "e9"),
        ("lambda: 0", ": 0"),
    ],
)
def test_what_is_no_arithmetic_is_refused_at_its_place(text, at):
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert caught.value.at == at


def test_long_and_deep_expressions_are_refused():
    assert isinstance(parse("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH), Name)
    for text in ("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), "(" * 400, "a+" * MAX_LENGTH + "a"):
        with pytest.raises(ExpressionError):
            parse(text)
    assert value("+".join(["a"] * (MAX_LENGTH // 2))) == 3 * (MAX_LENGTH // 2)


@settings(deadline=None)
@example("a" * 501)
@example("1-a")
@given(st.text(st.sampled_from(list("ab12.+-*/() _×'")), max_size=40))
def test_any_text_is_an_expression_or_refused(text):
    try:
        tree = parse(text)
    except ExpressionError:
        return
    assert names(tree) <= set(re.findall(r"[ab][ab12_-]*", text))


trees = st.recursive(
    st.sampled_from(["a", "b", "c_d", "2", "0.5"]),
    lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner).map(
        lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(trees)
def test_values_are_those_of_plain_arithmetic(text):
    plain = {name: float(array[0]) for name, array in VALUES.items() if name.isidentifier()}
    try:
        expected = eval(text, {"__builtins__": {}}, plain)
    except ZeroDivisionError:
        return
    with np.errstate(all="ignore"):
        found = value(text)
    assert found == pytest.approx(expected, rel=1e-9, nan_ok=True) or not np.isfinite(found)


def test_a_circle_is_given_in_its_order():
    assert cycle({"a": frozenset("b"), "b": frozenset("a")}) == ("a", "b", "a")
    assert cycle({"a": frozenset("a")}) == ("a", "a")
    assert cycle({"x": frozenset("a"), "a": frozenset("b"), "b": frozenset("ca"), "c": frozenset()}) == ("a", "b", "a")


def test_without_a_circle_there_is_none():
    assert cycle({}) == ()
    assert cycle({"a": frozenset("bc"), "b": frozenset("c"), "c": frozenset("d")}) == ()


def test_a_chain_of_many_thousands_is_no_trouble():
    chain = {f"n{n}": frozenset({f"n{n + 1}"}) for n in range(20_000)}
    assert cycle(chain) == ()
    assert len(cycle({**chain, "n20000": frozenset({"n0"})})) == 20_002


graphs = st.dictionaries(st.sampled_from("abcdef"), st.frozensets(st.sampled_from("abcdefg"), max_size=3), max_size=6)


@settings(deadline=None)
@given(graphs)
def test_a_circle_is_found_exactly_where_names_cannot_be_ordered(uses):
    left = dict(uses)
    while ready := [name for name, used in left.items() if not used & set(left)]:
        for name in ready:
            del left[name]
    found = cycle(uses)
    assert bool(found) == bool(left)
    assert all(second in uses[first] for first, second in pairwise(found))
    assert not found or found[0] == found[-1]
