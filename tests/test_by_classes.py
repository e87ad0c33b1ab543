"""Scenarios that go by what the classes let expect: every question starts from the same path as `run_study`."""

import numpy as np
import pytest
from plans import goal, indicator, plan, said, scenario

from forecast.attribution import by_cause
from forecast.beliefs import expected_under
from forecast.changes import yearly_growth
from forecast.plan import Plan
from forecast.referencefiles import read_reference
from forecast.report.bookground import Ground, input_values
from forecast.sensitivity import sensitivity
from forecast.solve import solve
from forecast.study import Outcome, run_study

REFERENCE = read_reference()
BY_CLASSES = scenario("reference")


@pytest.fixture(scope="module")
def towns() -> Plan:
    grown = {"statements": [said("rate", "6%/năm")]}
    return plan(
        indicator("grdp", family="econ_real", base="10.000 tỷ đồng", targets=[goal("16.000 tỷ đồng")], **grown),
        indicator("insured", law="logit", unit="%", family="pct_flow", base="90%", target="97%"),
    )


@pytest.fixture(scope="module")
def found(towns: Plan) -> Outcome:
    return run_study(towns, [BY_CLASSES], REFERENCE, draws=64).outcomes[0]


def test_what_is_expected_is_no_standstill(towns: Plan, found: Outcome) -> None:
    expected = expected_under(towns, BY_CLASSES, REFERENCE)
    for place, levels in expected.items():
        assert found.projection.levels[place, 1:] == pytest.approx(levels, rel=1e-12)
        assert found.expected[place] == pytest.approx(levels, rel=1e-15)
        assert np.all(np.diff(levels) > 0)


def test_what_matters_is_asked_of_the_same_path(towns: Plan, found: Outcome) -> None:
    for place, name in enumerate(("grdp", "insured")):
        told = sensitivity(towns, BY_CLASSES, name, REFERENCE)
        assert told.reason is None and told.assumptions
        assert told.level == pytest.approx(found.projection.levels[place, -1], rel=1e-12)


def test_levers_start_from_the_same_path(towns: Plan, found: Outcome) -> None:
    solution = solve(towns, BY_CLASSES, ["grdp"], expected=found.expected)
    mean = (found.projection.levels[0, -1] / 10_000) ** 0.2 - 1
    assert solution.levers[0].before == pytest.approx(mean, rel=1e-9)
    assert solution.levers[0].after == pytest.approx(1.6**0.2 - 1, rel=1e-9)
    nearer = run_study(
        plan(indicator("grdp", family="econ_real", base="10.000 tỷ đồng", target="10.100 tỷ đồng", statements=[said("rate", "6%/năm")])),
        [BY_CLASSES], REFERENCE, draws=64,
    )  # fmt: skip
    assert solve(nearer.plan, BY_CLASSES, ["grdp"], expected=nearer.outcomes[0].expected).status == "not_needed"


def test_the_difference_to_another_scenario_is_the_whole_difference(towns: Plan, found: Outcome) -> None:
    held = run_study(towns, [scenario("held")], REFERENCE, draws=64)
    causes = by_cause(towns, held.requirements, BY_CLASSES, scenario("held"), "grdp", found.expected)
    apart = held.outcomes[0].projection.levels[0, -1] - found.projection.levels[0, -1]
    assert apart < -1000 and sum(causes.amounts.values()) == pytest.approx(apart, rel=1e-12)


def test_the_grid_of_years_shows_that_growth(towns: Plan, found: Outcome) -> None:
    requirements = run_study(towns, [BY_CLASSES]).requirements
    growth = yearly_growth(towns, requirements, BY_CLASSES, ["grdp"], found.expected)["grdp"]
    assert growth is not None
    levels = found.projection.levels[0]
    assert growth == pytest.approx(100 * (levels[1:] / levels[:-1] - 1), rel=1e-8)


def test_a_workbook_keeps_that_growth_where_paths_start_late(towns: Plan, found: Outcome) -> None:
    late = scenario(
        "reference",
        delays=[{"id": "late", "of": ["grdp"], "years": "2", "basis": {"kind": "assumption", "note": "thử"}}],
    )
    study = run_study(towns, [late], REFERENCE, draws=64)
    outcome = study.outcomes[0]
    ground = Ground(
        plan=towns, requirements=study.requirements, scenario=late, projection=outcome.projection, expected=outcome.expected,
        sheet="A", steps_sheet="B", first_row=2,
    )  # fmt: skip
    levels = found.projection.levels[0]
    assert input_values(ground, 0) == pytest.approx(levels[1:] / levels[:-1] - 1, rel=1e-9)
