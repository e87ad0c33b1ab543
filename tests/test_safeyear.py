"""The scenario of such places elsewhere, and the last safe year by the best of a class."""

import math

import pytest
from plans import SOURCE, indicator, plan, scenario

from forecast.referencefiles import read_reference
from forecast.study import run_study

REFERENCE = read_reference()


def test_such_places_elsewhere_grow_as_their_class_expects() -> None:
    given = plan(indicator(base="3.000 tỷ đồng", target="5.500 tỷ đồng", family="fiscal_nominal"))
    (row,) = run_study(given, [scenario("reference")], REFERENCE).outcomes[0].assessments
    assert row.projected_value is not None and row.mean_rate is not None
    assert 3000 < row.projected_value < 9000
    assert row.quantiles is not None
    assert row.quantiles[0.5][-1] == pytest.approx(row.projected_value, rel=1e-9)


def test_without_classes_nothing_is_known_of_such_places() -> None:
    given = plan(indicator(target="5.500 tỷ đồng", family="fiscal_nominal"))
    (row,) = run_study(given, [scenario("reference")]).outcomes[0].assessments
    assert (row.light, row.reason) == ("grey", "no_reference_class")


def test_the_best_of_the_class_says_when_it_is_too_late() -> None:
    given = plan(indicator(base="3.000 tỷ đồng", target="5.500 tỷ đồng", family="tourism"))
    (row,) = run_study(given, [scenario("held")], REFERENCE).outcomes[0].assessments
    assert row.precedent is not None
    needed = math.ceil(math.log(5500 / 3000) / row.precedent.p90 - 1e-9)
    assert row.last_safe_year == (2030 - needed + 1 if needed <= 5 else None)
    assert row.last_safe == ("year" if needed <= 5 else "too_late")


def test_a_sum_of_a_term_may_go_on_slowly_while_the_past_amounts_still_fill_it() -> None:
    """10 a year, 20 in the past: 10 + 4 · 20 = 90 is enough, 20 + 3 · 20 = 80 is not, so 2027 is the last year to change."""
    past = {"period": "2021-2025", "figure": "100 tuyến", "source": SOURCE}
    entry = indicator("streets", law="total", unit="tuyến", base=None, observations=[past], target="90 tuyến")
    (row,) = run_study(plan(entry), [scenario(paths={"streets": "10 mỗi năm"})]).outcomes[0].assessments
    assert (row.last_safe, row.last_safe_year) == ("year", 2027)
