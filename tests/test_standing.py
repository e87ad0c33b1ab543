"""Between which levels a target is attained, and where these stand on the scale of a class: by hand."""

import math

import pytest
from plans import indicator, plan, said

from forecast.beliefs import Belief, beliefs_of
from forecast.referencefiles import read_reference
from forecast.requirement import require
from forecast.standing import ends_of, place_of, standing_of

INF = math.inf
REFERENCE = read_reference()


@pytest.mark.parametrize(
    "better, figure, ends",
    [
        ("higher", "60 tỷ đồng", (60, INF)), ("higher", "40-60 tỷ đồng", (40, INF)), ("higher", "trên 40 tỷ đồng", (40, INF)),
        ("lower", "60 tỷ đồng", (-INF, 60)), ("lower", "40-60 tỷ đồng", (-INF, 60)), ("lower", "dưới 60 tỷ đồng", (-INF, 60)),
        ("lower", "trên 40 tỷ đồng", (-INF, 40)),
        ("none", "40-60 tỷ đồng", (40, 60)), ("none", "trên 40 tỷ đồng", (40, INF)), ("none", "dưới 60 tỷ đồng", (-INF, 60)),
        ("none", "60 tỷ đồng", (59.4, 60.6)),  # within half the printed place: that of a ten, 1 % at most
    ],
)  # fmt: skip
def test_a_target_is_attained_between_its_ends(better: str, figure: str, ends: tuple[float, float]) -> None:
    given = plan(indicator(base="50 tỷ đồng", better=better, target=figure))
    assert ends_of(require(given).rows[0], given.indicators[0]) == pytest.approx(ends)


@pytest.mark.parametrize(
    "end, place", [(100, math.log(100)), (0.5, -math.log(2)), (0, -INF), (-5, -INF), (INF, INF), (-INF, -INF)]
)
def test_no_level_of_what_is_positive_lies_below_nothing(end: float, place: float) -> None:
    given = plan(indicator(target="5.500 tỷ đồng", family="fiscal_nominal"))
    belief = beliefs_of(given, require(given), REFERENCE)[0]
    assert isinstance(belief, Belief)
    assert place_of(belief, end) == pytest.approx(place)


def test_history_says_nothing_of_sums_of_a_term_nor_of_what_is_computed() -> None:
    past = {"statements": [said("rate", "6%/năm")]}
    given = plan(
        indicator("grdp", family="econ_real", base="10.000 tỷ đồng", target="16.000 tỷ đồng", **past),
        indicator("people", family="population", unit="người", base="40.000 người"),
        indicator(
            "head", family="econ_real", unit="triệu đồng", base="250 triệu đồng", target="400 triệu đồng", **past
        ),
        indicator("invest", family="fiscal_nominal", law="total", base="100 tỷ đồng", target="900 tỷ đồng"),
        identities=[{"is": "head", "equals": "grdp / people"}],
    )
    requirements = require(given)
    found = standing_of(given, requirements, REFERENCE, beliefs_of(given, requirements, REFERENCE)).chances
    told = {row.indicator: chance for row, chance in zip(requirements.rows, found, strict=True)}
    assert told["grdp"].reference_reason is None and told["grdp"].p_reference is not None
    assert [told[name].reference_reason for name in ("people", "head", "invest")] == [
        None,
        "not_defined",
        "not_defined",
    ]
    assert [told[name].p_reference for name in ("people", "head", "invest")] == [None] * 3
