"""Charts: data and marks inside the specification, numbers in the language shown, no colour as the only sign."""

import json
from typing import Any

import altair
import pytest

from forecast.charts import Band, Goal, Line, fan, fan_chart, waterfall_chart
from forecast.files import find_scenario, read_plan
from forecast.referencefiles import read_reference
from forecast.study import run_study
from forecast.wording import Wording

YEARS = (2025, 2026, 2027, 2028, 2029, 2030)
PATH = Line(kind="path", levels=[3000.0, 3360, 3763.2, 4214.784, 4720.55808, 5287.025], texts=["3.000"] * 5 + ["5.287"])
REQUIRED = Line(kind="required", levels=[3000.0, None, None, 4316, 4872, 5500], texts=["–"] * 6)
WIDE = Band(
    name="80 trong 100 khả năng", low=[3000, 2900, 2850, 2800, 2750, 2700], high=[3000, 3500, 4100, 4900, 5900, 7000]
)
NARROW = Band(
    name="một nửa số khả năng", low=[3000, 3100, 3300, 3500, 3900, 4200], high=[3000, 3450, 3950, 4600, 5300, 6100]
)
GOAL = Goal(year=2030, low=5500, high=5500, text="5.500")


def chart(goal: Goal | None = GOAL, language: str = "vi", unit: str = "tỷ đồng") -> dict[str, Any]:
    goals = [] if goal is None else [goal]
    return fan_chart(YEARS, [PATH, REQUIRED], [WIDE, NARROW], goals, unit, Wording(language))  # type: ignore[arg-type]


def layer(spec: dict[str, Any], mark: str) -> dict[str, Any]:
    return next(each for each in spec["layer"] if each["mark"]["type"] == mark)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "goal",
    [None, GOAL, Goal(year=2030, low=45, high=49, text="45 – 49"), Goal(year=2030, low=None, high=5, text="≤ 5")],
)
def test_the_specification_is_valid_and_holds_all_its_data(language: str, goal: Goal | None) -> None:
    spec = chart(goal, language)
    altair.Chart.from_dict({"$schema": spec["$schema"], **spec}, validate=True)
    text = json.dumps(spec, allow_nan=False)
    assert "http" not in text.replace(spec["$schema"], "")


def test_years_have_no_thousands_separator_and_levels_have_the_readers() -> None:
    spec = chart()
    for each in spec["layer"]:
        assert each["encoding"]["x"]["axis"]["format"] == "d"
    assert spec["config"]["locale"]["number"]["decimal"] == ","
    assert chart(language="en")["config"]["locale"]["number"]["thousands"] == ","
    assert {"3.000", "5.287"} <= {row["shown"] for row in layer(spec, "line")["data"]["values"]}


def test_unknown_years_are_left_out() -> None:
    rows = layer(chart(), "line")["data"]["values"]
    required = [row["year"] for row in rows if row["line"] == "vừa đủ đạt mục tiêu"]
    assert required == [2025, 2028, 2029, 2030]


def test_each_line_has_its_own_dash() -> None:
    encoding = layer(chart(), "line")["encoding"]
    dashes = encoding["strokeDash"]["scale"]["range"]
    assert len({tuple(dash) for dash in dashes}) == len(dashes) == 2
    assert encoding["strokeDash"]["scale"]["domain"] == encoding["color"]["scale"]["domain"]


def test_a_target_is_named_at_its_place_and_a_range_is_a_bar() -> None:
    text = layer(chart(), "text")
    assert text["data"]["values"][0]["label"] == "mục tiêu 5.500"
    bar = layer(chart(Goal(year=2030, low=45, high=49, text="45 – 49")), "rule")
    assert (bar["data"]["values"][0]["level"], bar["data"]["values"][0]["end"]) == (45, 49)
    assert not [each for each in chart(None)["layer"] if each["mark"]["type"] == "text"]


def test_the_axis_is_named_by_the_unit() -> None:
    assert layer(chart(), "line")["encoding"]["y"]["axis"]["title"] == "tỷ đồng"
    assert layer(chart(unit=""), "line")["encoding"]["y"]["axis"]["title"] is None


def test_a_flat_path_has_room_around_it() -> None:
    flat = Line(kind="path", levels=[25.27] * 6, texts=["25,27"] * 6)
    spec = fan_chart(YEARS, [flat], [], [Goal(year=2030, low=25.27, high=25.27, text="25,27")], "%", Wording("vi"))
    for each in spec["layer"]:
        low, high = each["encoding"]["y"]["scale"]["domain"]
        assert low < 25.27 < high
    assert "domain" not in layer(chart(), "line")["encoding"]["y"]["scale"]


def test_a_band_is_an_area_with_both_ends_and_a_shade_of_its_own() -> None:
    area = layer(chart(), "area")
    last = [row for row in area["data"]["values"] if row["year"] == 2030]
    assert [(row["line"], row["level"], row["end"]) for row in last] == [
        (WIDE.name, 2700, 7000),
        (NARROW.name, 4200, 6100),
    ]
    shades = area["encoding"]["fill"]["scale"]
    assert shades["domain"] == [WIDE.name, NARROW.name]
    assert len(set(shades["range"])) == 2


def test_the_fan_of_a_real_indicator_has_its_targets_by_rank() -> None:
    plan = read_plan("cam-duong")
    study = run_study(plan, [find_scenario("stated", plan), find_scenario("required", plan)], read_reference())
    for indicator in plan.indicators:
        rows, reaching = (
            [row for row in outcome.assessments if row.requirement.indicator == indicator.id]
            for outcome in study.outcomes
        )
        spec = fan(plan, rows, reaching[0].path, Wording("vi"))
        if spec is not None:
            altair.Chart.from_dict({"$schema": spec["$schema"], **spec}, validate=True)
            json.dumps(spec, allow_nan=False)
            within = [
                row for row in rows if row.requirement.goal is not None and (row.requirement.year or 9999) <= 2030
            ]
            assert len([each for each in spec["layer"] if each["mark"]["type"] == "text"]) == len(within)
        assert (spec is None) == (all(level is None for level in (*rows[0].path, *reaching[0].path)))


def test_a_waterfall_leads_from_one_level_to_the_other() -> None:
    steps = [("a", 5287.0, "5.287"), ("storm", -793.0, "-793"), ("work", 6.0, "6"), ("b", 4500.0, "4.500")]
    spec = waterfall_chart(steps, Wording("vi"))
    assert [row["said"] for row in spec["data"]["values"]] == [f"{name}: {label}" for name, _, label in steps]
    altair.Chart.from_dict(spec, validate=True)
    bars = [(row["from"], row["to"], row["kind"], row["label"]) for row in spec["data"]["values"]]
    assert bars == [
        (0, 5287, "level", "5.287"), (5287, 4494, "down", "-793"), (4494, 4500, "up", "6"), (0, 4500, "level", "4.500"),
    ]  # fmt: skip
