"""The scenarios that come with the plans: what they name, where their reasons are from, what they move."""

import pytest
from pytest import approx

from forecast.files import find_scenario, list_plans, list_scenarios, read_plan, read_source_text
from forecast.outcome import Outcome
from forecast.plan import Plan
from forecast.scenario import Basis, Scenario
from forecast.study import run_study

NAMED = {
    "cam-duong": {"centre-moves", "land-slump", "late-clearance", "typhoon", "railway-and-resorts"},
    "tam-thanh": {"slow-clearance", "urban-projects"},
    "doan-ket": {"disaster"},
    "ha-tu": {"coal-shift", "yagi", "coast-road"},
}
OWN = [(plan, name) for plan in list_plans() for name in list_scenarios(plan)[5:]]


def shown(plan: Plan, name: str) -> Outcome:
    return run_study(plan, [find_scenario(name, plan)]).outcomes[0]


def bases(scenario: Scenario) -> list[Basis | None]:
    return [
        *(event.basis for event in scenario.events),
        *(delay.basis for delay in scenario.delays),
        *scenario.reasons.values(),
    ]


@pytest.mark.parametrize("plan", NAMED)
def test_every_driver_named_in_the_documents_has_its_scenario(plan: str) -> None:
    assert NAMED[plan] <= set(list_scenarios(plan))


@pytest.mark.parametrize(("plan", "name"), OWN)
def test_every_size_is_an_assumption_with_its_reason(plan: str, name: str) -> None:
    scenario = find_scenario(name, read_plan(plan))
    assert bases(scenario)
    assert all(basis is not None and basis.kind == "assumption" and basis.note for basis in bases(scenario))
    assert set(scenario.paths) <= set(scenario.reasons)
    assert scenario.note is not None


@pytest.mark.parametrize(("plan", "name"), OWN)
def test_quotes_of_reasons_are_in_their_documents(plan: str, name: str) -> None:
    given = read_plan(plan)
    for basis in bases(find_scenario(name, given)):
        source = basis.source if basis is not None else None
        if source is not None and source.document is not None and source.line is not None:
            lines = read_source_text(given.sources[source.document].text).splitlines()
            near = " ".join(" ".join(lines[source.line - 1 : source.line + 2]).split())
            assert source.quote in near


@pytest.mark.parametrize(("plan", "name"), OWN)
def test_every_scenario_moves_something_against_its_parent(plan: str, name: str) -> None:
    given = read_plan(plan)
    one, held = shown(given, name), shown(given, "stated")
    moved = [
        indicator.id for place, indicator in enumerate(given.indicators)
        if place not in one.projection.unknown
        and (place in held.projection.unknown or one.projection.levels[place].tolist() != held.projection.levels[place].tolist())
    ]  # fmt: skip
    assert moved


def test_the_centre_moves_and_takes_everything_with_it() -> None:
    given = read_plan("cam-duong")
    goes, moves = (shown(given, name).projection for name in ("plan-path", "centre-moves"))
    hit = {
        "budget_revenue": 0.85,
        "retail_service_revenue": 0.92,
        "grdp": 0.95,
        "income_per_capita": 0.96,
        "enterprise_growth": 0.92,
    }
    for name, factor in hit.items():
        place = given.index[name]
        assert moves.levels[place, 1:] == approx(factor * goes.levels[place, 1:]), name
    head, product, people = (given.index[name] for name in ("grdp_per_capita", "grdp", "population"))
    assert moves.levels[head, -1] == approx(0.95 * goes.levels[head, -1])
    computed = 1000 * moves.levels[product] / moves.levels[people]
    assert moves.levels[head] == approx(moves.factors[head] * computed, rel=1e-9)


def test_late_clearance_starts_two_years_late() -> None:
    given = read_plan("cam-duong")
    place = given.index["budget_revenue"]
    assert shown(given, "late-clearance").projection.levels[place].tolist() == approx(
        [3000, 3000, 3000, 3360, 3763.2, 4214.784]
    )
