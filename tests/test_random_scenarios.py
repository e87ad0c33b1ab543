"""Any scenario that can be read can be run, judged, asked and printed: no NaN, no exception, over the real plans."""

import json
import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast.attribution import by_cause
from forecast.errors import FileError
from forecast.files import find_scenario, list_plans, read_plan, read_scenario_text
from forecast.plan import Plan
from forecast.records import run_record
from forecast.scenario import Scenario
from forecast.study import run_study
from forecast.whatif import ask
from forecast.wording import Wording

PLANS = [read_plan(name) for name in list_plans()]
MOVES = {
    "compound": ["12%/yr", "-98%/yr", "1000%/yr", "to 5 in 2029"],
    "linear": ["+1 point/yr", "-30 points/yr", "to 97% in 2030"],
    "logit": ["+1 point/yr", "-30 points/yr", "to 0% in 2028", "to 100% in 2027"],
    "flow": ["550 each year", "0 each year"],
    "total": ["550 each year", "12%/yr"],
    "hold": ["to 50% in 2030"],
    "status": ["12%/yr"],
}


def some_scenario(seed: int) -> tuple[Plan, Scenario | None]:
    """A scenario of a few paths, an event and a delay; None where it does not fit the plan."""
    draw = random.Random(seed)
    plan = draw.choice(PLANS)
    chosen = [draw.choice(plan.indicators) for _ in range(draw.randint(1, 4))]
    paths: dict[str, object] = {}
    for indicator in chosen:
        move = draw.choice(MOVES[indicator.law])
        paths[indicator.id] = move if draw.random() < 0.7 or "in 20" in move else {"2026": move, "2028-2030": move}
    data: dict[str, object] = {
        "format": "forecast.scenario/1", "id": "some", "name": {"vi": "Thử"}, "for": plan.id, "paths": paths,
        "extends": draw.choice(["stated", "required", "past-pace", "held", "reference"]),
    }  # fmt: skip
    if draw.random() < 0.5:
        hits = {draw.choice(chosen).id: draw.choice(["-15%", "-99%", "+500%"])}
        data["events"] = [
            {"id": "e", "year": str(draw.randint(2026, 2030)), "hits": hits, "recovers": draw.choice(["never", "3 yr"])}
        ]
    if draw.random() < 0.3:
        data["delays"] = [{"id": "d", "years": str(draw.randint(1, 9)), "of": [draw.choice(chosen).id]}]
    try:
        return plan, read_scenario_text(json.dumps(data, ensure_ascii=False), "some", plan)
    except FileError:
        return plan, None


def test_most_of_these_scenarios_can_be_read() -> None:
    assert sum(some_scenario(seed)[1] is not None for seed in range(100)) > 30


@given(st.integers(0, 10**6))
@settings(max_examples=150, deadline=None)
def test_what_can_be_read_can_be_run(seed: int) -> None:
    plan, scenario = some_scenario(seed)
    if scenario is None:
        return
    held = find_scenario("held", plan)
    study = run_study(plan, [scenario, held])
    json.dumps(run_record(study, Wording("vi")), allow_nan=False)
    projection = study.outcomes[0].projection
    for place, indicator in enumerate(plan.indicators):
        if place not in projection.unknown and indicator.law != "flow":
            assert np.isfinite(projection.levels[place]).all(), indicator.id
    for row in study.requirements.rows:
        ask(plan, row, projection)
    name = next(iter(scenario.paths))
    if not {plan.index[name]} & (set(projection.unknown) | set(study.outcomes[1].projection.unknown)):
        split = by_cause(plan, study.requirements, held, scenario.model_copy(update={"rule": "held"}), name).amounts
        assert all(np.isfinite(list(split.values())))
