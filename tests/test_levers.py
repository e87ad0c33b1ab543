"""Levers by hand: how they are written, within which bounds, and how far they usually move."""

import math
from typing import Any

import numpy as np
import pytest
from plans import SOURCE, indicator, plan, scenario
from pytest import approx

from forecast.errors import MissingError
from forecast.levers import Lever, Width, as_growth, bounds, read_lever, width, with_steps
from forecast.projection import project
from forecast.requirement import require


@pytest.mark.parametrize(
    "text, lever",
    [
        ("revenue", Lever(indicator="revenue")),
        ("revenue:..12.5%", Lever(indicator="revenue", high=0.125)),
        ("revenue:-5%..", None),
        ("revenue:-5..%", Lever(indicator="revenue", low=-0.05)),
        ("trained:0.5..2 points", Lever(indicator="trained", low=0.5, high=2.0)),
        ("trained:..1 point", Lever(indicator="trained", high=1.0)),
        ("revenue:..%", None),
        ("revenue:5..10", None),
        ("revenue:much", None),
    ],
)
def test_levers_are_read_as_they_are_written(text: str, lever: Lever | None) -> None:
    if lever is not None:
        assert read_lever(text) == lever
        return
    with pytest.raises(MissingError) as caught:
        read_lever(text)
    assert caught.value.code == "lever_unreadable"


INF = math.inf


@pytest.mark.parametrize(
    "entry, lever, wanted",
    [
        ({}, {}, (math.log(0.5), math.log(2))),
        ({}, {"low": 0.02, "high": 0.1}, (math.log(1.02), math.log(1.1))),
        ({"law": "linear", "unit": "%", "base": "50%"}, {"low": -1.0, "high": 2.0}, (-1, 2)),
        ({"law": "linear", "unit": "%", "base": "50%"}, {}, (-10, 10)),  # 20 a year would pass 0 and 100 %
        ({"law": "linear", "base": "50 tỷ đồng"}, {"low": -3.0}, (-3, INF)),
        # even odds to three to one, a fifth a year: five points a year lead from 50 to 75 %
        ({"law": "logit", "unit": "%", "base": "50%"}, {"low": -5.0, "high": 5.0}, (-math.log(3) / 5, math.log(3) / 5)),
    ],
)
def test_bounds_of_a_lever_on_the_scale_of_its_law(
    entry: dict[str, Any], lever: dict[str, float], wanted: tuple[float, float]
) -> None:
    given = plan(indicator("x", **entry))
    assert bounds(given, require(given), Lever(indicator="x", **lever)) == approx(wanted)


def seen(*levels: str, unit: str = "tỷ đồng") -> list[dict[str, Any]]:
    """Levels of 2021, 2022 and so on."""
    return [
        {"year": str(2021 + n), "figure": f"{level} {unit}", "source": SOURCE, "use": "true"}
        for n, level in enumerate(levels)
    ]


@pytest.mark.parametrize(
    "entry, wanted",
    [
        # steps of 1, 2 and 3 a year: they differ by 1
        ({"law": "linear", "observations": seen("1", "2", "4", "7")}, Width(value=1.0, origin="past")),
        # two steps say too little: a fiftieth of the base
        ({"law": "linear", "base": "100 tỷ đồng"}, Width(value=2.0, origin="usual")),
        ({"base": "100 tỷ đồng"}, Width(value=0.02, origin="usual")),
        ({"law": "linear", "unit": "%", "base": "50%"}, Width(value=1.0, origin="usual")),
        ({"law": "logit", "unit": "%", "base": "50%"}, Width(value=0.1, origin="usual")),
        ({"observations": seen("1.000", "1.100", "1.210")}, Width(value=0.02, origin="usual")),
        # what never differed but by rounding says nothing either
        ({"observations": seen("1.000", "1.100", "1.210", "1.331")}, Width(value=0.02, origin="usual")),
        (
            {"law": "linear", "unit": "%", "observations": seen("50,1", "50,2", "50,3", "50,4", unit="%")},
            Width(value=1.0, origin="usual"),
        ),
    ],
)
def test_how_far_a_lever_usually_moves(entry: dict[str, Any], wanted: Width) -> None:
    given = plan(indicator("x", **{"base": None, **entry}))
    found = width(given, require(given), Lever(indicator="x"))
    assert (found.value, found.origin) == (approx(wanted.value), wanted.origin)
    assert width(given, require(given), Lever(indicator="x", width=0.3)) == Width(value=0.3, origin="stated")


@pytest.mark.parametrize(
    "entry, step, end, growth",
    [
        ({"base": "100 tỷ đồng"}, math.log(1.1), 161.051, 0.1),
        ({"law": "linear", "base": "100 tỷ đồng"}, -3.0, 85, -3),
        ({"law": "linear", "unit": "‰", "base": "12‰"}, 0.4, 14, 0.4),
        ({"law": "logit", "unit": "%", "base": "50%"}, math.log(3) / 5, 75, 5),
    ],
)
def test_a_step_of_a_lever_leads_where_its_growth_says(
    entry: dict[str, Any], step: float, end: float, growth: float
) -> None:
    given = plan(indicator("x", **entry))
    requirements, one = require(given), given.indicators[0]
    moved = with_steps(given, scenario("held"), [Lever(indicator="x")], np.array([step]), requirements)
    levels = project(given, requirements, moved).levels[0]
    found = as_growth(given, requirements.first["x"], one, step)
    assert (levels[-1], found) == (approx(end), approx(growth))
