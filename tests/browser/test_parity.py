"""The browser's paths and numbers against Python's: 1e-12 and the printed digit, the very file the page ships, in a real browser."""

import json
import random
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from plans import goal, indicator, plan, scenario

from forecast.figures import write_number
from forecast.moving import courses
from forecast.plan import Plan
from forecast.requirement import Requirements, require, slack
from forecast.scenario import Scenario
from forecast.scenariochecks import DELAYED
from forecast.study import run_study
from forecast.ui.live import SOURCES
from forecast.ui.state import path_text
from forecast.wording import Wording

CASES = 1_000
LAWS = ("compound", "linear", "logit", "flow", "total", "hold")
RUN = """async ([source, cases]) => {
  const file = new Blob([source + '\\nexport { pathOf, standing, numberText, levelPlaces, carried };'], { type: 'text/javascript' });
  const { pathOf, standing, numberText, levelPlaces } = await import(URL.createObjectURL(file));
  return cases.map(({ course, value, target, percent }) => {
    const levels = pathOf(course, value);
    const texts = [['.', ','], [',', '.']].map((marks) => levels.map((level) =>
      level === null ? '–' : numberText(level, marks, levelPlaces(level, percent))));
    return { levels, texts, stands: target && standing(target, course.law, levels) };
  });
}"""
NUMBERS = """async ([source, numbers]) => {
  const file = new Blob([source + '\\nexport { numberText };'], { type: 'text/javascript' });
  const { numberText } = await import(URL.createObjectURL(file));
  return numbers.map(([value, places]) => [['.', ','], [',', '.']].map((marks) => numberText(value, marks, places)));
}"""


@pytest.fixture(scope="module")
def script(browser: Any) -> Any:
    """Runs a function in an empty page of the browser."""
    page = browser.new_page()
    yield page.evaluate
    page.close()


def one_case(draw: random.Random) -> tuple[Plan, Scenario, float]:
    """One indicator of some law, its scenario with or without events and a late start, and where its slider stands."""
    law = draw.choice(LAWS)
    percent = law == "logit" or (law in ("linear", "hold") and draw.random() < 0.5)
    base = draw.uniform(1, 99) if percent else 10 ** draw.uniform(0, 7)
    aim = draw.uniform(1, 99) if percent else base * draw.uniform(0.5, 3)
    figures = [f"{write_number(each, 'vi', 2)}{'%' if percent else ' tỷ đồng'}" for each in (base, aim)]
    words = draw.choice(["", "trên ", "dưới ", "không quá ", "ít nhất "])
    entry = indicator(
        "x", law=law, unit="%" if percent else "tỷ đồng", base=figures[0], better=draw.choice(["higher", "lower"]),
        targets=[goal(words + figures[1], year=draw.choice([2028, 2030]))],
    )  # fmt: skip
    if percent and draw.random() < 0.3:
        entry["bounds"] = {"low": "0", "high": "99.5"}
    more: dict[str, Any] = {}
    if draw.random() < 0.4:
        hit = f"{draw.choice([-1, 1]) * draw.uniform(0.1, 40):.2f}{draw.choice(['%', ' points']) if percent else '%'}"
        event = {"id": "e", "year": str(draw.choice([2026, 2028])), "hits": {"x": hit}}
        more["events"] = [event | {"recovers": draw.choice(["never", "2 yr"])}]
    if law in DELAYED and draw.random() < 0.3:
        more["delays"] = [{"id": "d", "years": str(draw.choice([1, 2])), "of": ["x"]}]
    value = draw.uniform(-30, 60) if law == "compound" else draw.uniform(-4, 6) if percent else draw.uniform(-2e3, 2e4)
    return plan(entry), scenario("held", **more), float(f"{value:.{draw.choice([1, 2, 6])}f}")


def target_of(read: Plan, requirements: Requirements) -> dict[str, Any]:
    row, item = requirements.rows[0], read.indicators[0]
    return {
        "at": (row.year or 0) - read.base_year, "low": row.low, "high": row.high, "goal": row.goal, "better": item.better,
        "comparator": row.comparator, "slack": slack(row, item),
    }  # fmt: skip


def test_paths_gaps_and_digits_agree_with_the_engine(script: Any) -> None:
    draw = random.Random(20261121)
    cases, expected, seen = [], [], set()
    while len(cases) < CASES:
        read, said, value = one_case(draw)
        item = read.indicators[0]
        if item.law != "hold":
            said = said.with_path("x", path_text(item, value))
        requirements = require(read)
        row = run_study(read, [said]).outcomes[0].assessments.rows[0]
        if row.path[-1] is None:
            continue
        seen.add((item.law, bool(said.events), bool(said.delays)))
        course = courses(read, requirements, said, ["x"])["x"]
        percent = item.measure.kind == "percent"
        judged = row.attained is not None
        target = target_of(read, requirements) if judged else None
        cases.append({"course": asdict(course), "value": value, "percent": percent, "target": target})
        texts = [[Wording(language).level(level, item) for level in row.path] for language in ("vi", "en")]
        stands = {"projected": row.projected_value, "gap": row.gap, "reached": row.attained} if judged else None
        expected.append({"levels": row.path, "texts": texts, "stands": stands})
    assert len(seen) == 2 * (len(LAWS) + len(DELAYED))
    got = script(RUN, [SOURCES["numbers.js"], cases])
    for case, mine, theirs in zip(cases, expected, got, strict=True):
        assert theirs["texts"] == mine["texts"], case
        assert theirs["levels"] == pytest.approx(mine["levels"], rel=1e-12, abs=1e-12), case
        if mine["stands"] is not None:
            assert theirs["stands"]["reached"] == mine["stands"]["reached"], case
            scale = max(abs(mine["stands"]["projected"]), abs(case["target"]["goal"]))
            assert theirs["stands"]["gap"] == pytest.approx(mine["stands"]["gap"], abs=1e-12 * scale), case


def test_numbers_are_printed_alike_halves_too(script: Any) -> None:
    draw = random.Random(7)
    values = [
        0.0,
        -0.004,
        2.675,
        1.005,
        0.5,
        1.5,
        2.5,
        -2.5,
        99.995,
        999.9995,
        1234567890.125,
        0.1 + 0.2,
        1e-9,
        1e21,
        5e-324,
    ]
    values += [draw.choice([-1, 1]) * 10 ** draw.uniform(-6, 13) for _ in range(400)]
    values += [draw.randrange(10**6) / 8 for _ in range(300)] + [draw.randrange(10**7) / 10**4 for _ in range(300)]
    numbers = [[value, draw.choice([None, 0, 1, 2, 3])] for value in values]
    expected = [[write_number(value, language, places) for language in ("vi", "en")] for value, places in numbers]
    assert script(NUMBERS, [SOURCES["numbers.js"], numbers]) == expected
    json.dumps(expected)


def test_shares_and_parts_keep_to_their_whole(script: Any) -> None:
    """A share whose others are all moved gives way itself, evenly where all have fallen to nothing; a part stops at its whole."""
    shares = [
        indicator(name, law="linear", unit="%", base=base) for name, base in (("a", "20%"), ("b", "30%"), ("c", "50%"))
    ]
    parts = [indicator("part", base="80 tỷ đồng"), indicator("whole", base="100 tỷ đồng")]
    bound = [{"sum": ["a", "b", "c"], "equals": "100%"}, {"part": "part", "of": "whole"}]
    read = plan(*shares, *parts, identities=bound)
    growing = {"a": 1.0, "b": -2.0, "c": 3.0, "part": 12.0, "whole": 2.0}
    falling = growing | {"a": -10.0, "b": -20.0, "c": -20.0}
    cases, expected = [], []
    for growth in (growing, falling):
        said = scenario(
            paths={
                name: f"{value:+g} points/yr" if name in "abc" else f"{value:g}%/yr" for name, value in growth.items()
            }
        )
        levels = run_study(read, [said]).outcomes[0].projection.levels
        for name, value in growth.items():
            course = courses(read, require(read), said, [name])[name]
            cases.append({"course": asdict(course), "value": value, "percent": False, "target": None})
            expected.append(levels[read.index[name]].tolist())
    assert expected[3][-1] == expected[4][-1] and expected[3][0] < expected[4][0]
    assert [each[-1] for each in expected[5:8]] == pytest.approx([100 / 3] * 3)
    for mine, theirs in zip(expected, script(RUN, [SOURCES["numbers.js"], cases]), strict=True):
        assert theirs["levels"] == pytest.approx(mine, rel=1e-12)


def test_the_browser_loads_what_the_package_ships() -> None:
    folder = Path(__file__).parents[2] / "src" / "forecast" / "ui" / "live"
    assert {name: text for name, text in SOURCES.items()} == {
        path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.suffix in (".js", ".css")
    }
