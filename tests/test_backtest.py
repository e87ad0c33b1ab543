"""The backtest: panels, windows and fits on made histories whose truth is known; scores against brute force; the command as a process.

Tests with real histories run where FORECAST_PANEL names their folder.
"""

import csv
import json
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast.backtest import _macro, _pinball, measured, score
from forecast.cases import CHANCES, HEADS, Case, predictions, read_cases, say
from forecast.classes import family_scales, fit_all
from forecast.errors import FileError
from forecast.fitting import Brief, fit_class, weighted_quantiles
from forecast.panel import Histories, Kind, read_panel
from forecast.reference import Reference, ReferenceClass
from forecast.referencefiles import read_reference
from forecast.replay import fold_of, replay
from forecast.windows import target_levels, windows

REFERENCE = read_reference()
HEAD = "case_id,cls,unit,good,sibling_growth,v_t-5,v_t,target_a,target_b,target_c\n"
SOUND = "one,econ_real,level,+,0.03,100,120,140,150,160\n"


def history(values, scale="log", dataset="world", indicator="gdp_pc_real", first=1960) -> Histories:
    kind = Kind(dataset=dataset, indicator=indicator, family="", better="higher", per_percent=1.0, label="x")
    values = np.asarray(values, dtype=float)
    years = tuple(range(first, first + values.shape[1]))
    return Histories(
        kind=kind, scale=scale, regions=tuple(f"R{n}" for n in range(len(values))), years=years, values=values
    )


def world(seed=1, n_places=80, n_years=60, lasting=0.5, national=0.01, local=0.02) -> Histories:
    """Eras of five years: each place keeps `lasting` of its lead; the country's pace is drawn anew in each era."""
    random = np.random.default_rng(seed)
    eras = n_years // 5
    pace = 0.03 + national * random.standard_normal(eras)
    lead = np.zeros((n_places, eras))
    lead[:, 0] = local * random.standard_normal(n_places)
    for era in range(1, eras):
        lead[:, era] = lasting * lead[:, era - 1] + local * random.standard_normal(n_places)
    steps = np.repeat(pace + lead, 5, axis=1)
    return history(100 * np.exp(np.cumsum(steps, axis=1)))


# --- windows ------------------------------------------------------------------


def test_windows_are_what_a_loop_would_find():
    random = np.random.default_rng(3)
    item = history(np.exp(random.normal(size=(6, 14))))
    item.values[2, 4] = np.nan
    found = windows([item], 3, 2)
    expected = []
    for place in range(6):
        for now in range(2, 14 - 3):
            known = item.values[place, [now - 2, now, now + 3]]
            if np.isfinite(known).all():
                expected.append((f"R{place}", 1960 + now, *np.log([known[1] / known[0], known[2] / known[1]]) / [2, 3]))
    table = [
        (region, int(origin), past, coming)
        for region, origin, past, coming in zip(found.region, found.origin, found.past, found.coming, strict=True)
    ]
    assert sorted(row[:2] for row in table) == sorted(row[:2] for row in expected)
    assert np.allclose([row[2:] for row in sorted(table)], [row[2:] for row in sorted(expected)])
    first = found.where(found.origin == 1962)
    others = [np.mean(np.delete(first.past, place)) for place in range(len(first))]
    assert np.allclose(first.past_around, others)


def test_others_of_percentages_gain_points_at_the_places_own_level():
    item = history([[50.0, 60.0, 65.0]] * 5 + [[80.0, 82.0, 85.0]], scale="logit")
    found = windows([item], 1, 1)
    last = found.where(found.region == "R5")
    assert float(last.gain_around[0]) == pytest.approx(10.0)
    logit = lambda level: math.log(level / (100 - level))  # noqa: E731
    assert float(last.past_around[0]) == pytest.approx(logit(82) - logit(72))


def test_targets_are_set_as_planners_set_them():
    item = history([[100.0, 105.0, 110.25, 121.0]] * 5)
    term = windows([item], 1, 2)
    ones = np.ones(len(term))
    assert target_levels("log", term, ones, 0.03)[0] == pytest.approx(110.25 * 1.08)
    down = history([[40.0, 38.0, 37.0]] * 5 + [[40.0, 45.0, 44.0]], scale="logit")
    term = windows([down], 1, 1)
    wanted = target_levels("logit", term, -np.ones(len(term)), 2.0)
    assert wanted[0] == pytest.approx(38 - 2 - 2)
    assert wanted[-1] == pytest.approx(45 - 2), "a rise is no gain where lower is better"


# --- fits ---------------------------------------------------------------------


def fitted(item: Histories) -> ReferenceClass:
    return fit_class(Brief(id="econ_real", family="econ_real", scale=item.scale, nominal=False, series=()), [item])


def test_a_fit_finds_what_the_histories_were_made_with():
    found = fitted(world(n_places=200, n_years=150))
    assert found.lasting(5) == pytest.approx(0.5, abs=0.15)
    assert found.horizons[5].local / 5 == pytest.approx(0.02, rel=0.35)
    assert found.horizons[5].national / 5 == pytest.approx(0.01, rel=0.35)
    assert found.pace(0.03) == pytest.approx(0.03, abs=0.005)
    assert found.horizons[1].local < found.horizons[5].local < found.horizons[10].local


def test_the_same_histories_give_the_same_class():
    assert fitted(world()) == fitted(world())


def test_too_few_windows_or_eras_are_too_small():
    assert fitted(world(n_places=19, n_years=11)).too_small
    assert fitted(world(n_places=300, n_years=12)).too_small, "two years of origin say nothing of a country's pace"


@settings(deadline=None)
@given(st.lists(st.floats(-5, 5), min_size=1, max_size=30), st.floats(0.01, 0.99))
def test_weighted_quantiles_of_equal_weights_are_those_of_hazen(values, chance):
    found = weighted_quantiles(np.array(values), np.ones(len(values)), (chance,))[0]
    assert found == pytest.approx(float(np.quantile(values, chance, method="hazen")), abs=1e-9)


# --- replays and scores -------------------------------------------------------


@pytest.fixture(scope="module")
def made() -> tuple[list[Histories], Reference]:
    histories = [world()]
    return histories, fit_all(histories)


def test_a_replay_foretells_each_place_without_itself_and_its_future(made, monkeypatch):
    histories, tables = made
    seen = []

    def spy(items, **_):
        years = np.asarray(items[0].years)
        last = years[np.isfinite(items[0].values).any(axis=0)].max()
        seen.append((set(items[0].regions), int(last)))
        return tables

    monkeypatch.setattr("forecast.replay.fit_all", spy)
    found = replay(histories, 2, "places and years", tables)
    for region, origin in zip(found.region, found.origin, strict=True):
        others, last = next(each for each in seen if region not in each[0] and each[1] == origin // 5 * 5)
        assert last <= origin
        assert all(fold_of(other, 2) != fold_of(region, 2) for other in others)


@pytest.mark.parametrize("points", [2, 6])
def test_bands_hold_on_histories_that_are_made_as_the_model_says(made, points):
    histories, tables = made
    rows = {row.group: row for row in score(replay(histories, points, "places", tables), points)}
    assert rows["money"].inside[0.8] == pytest.approx(0.8, abs=0.12)
    assert rows["money"].inside[0.5] < rows["money"].inside[0.8] < rows["money"].inside[0.9]
    assert rows["money"].intervals[0.8][0] <= rows["money"].inside[0.8] <= rows["money"].intervals[0.8][1]
    assert sum(rows["money"].pit) == pytest.approx(1)
    assert (rows["money"].naive is None) == (points == 2)


def test_what_the_tables_keep_is_what_was_found(made, monkeypatch):
    histories, tables = made
    monkeypatch.setattr("forecast.backtest.REPEATS", 3)
    found = measured(tables, histories).classes["econ_real"]
    row = next(row for row in score(replay(histories, 2, "places", tables), 2) if row.group == "econ_real")
    kept = found.covered(2, "places")
    assert kept is not None and kept.in80 == pytest.approx(row.inside[0.8])
    assert found.covered(2, series="world/gdp_pc_real") is not None
    assert found.covered(2, series="nothing") is None


@settings(max_examples=30, deadline=None)
@given(st.floats(-1, 1), st.lists(st.floats(-1, 1), min_size=7, max_size=7))
def test_pinball_loss_is_the_sum_a_loop_gives(outcome, quantiles):
    ranked = sorted(quantiles)
    found = _pinball(["log"], np.array([outcome]), np.array([ranked]))[0]
    loss = [
        2 * max(q * 100 * (outcome - x), (q - 1) * 100 * (outcome - x)) for q, x in zip(CHANCES, ranked, strict=True)
    ]
    assert found == pytest.approx(sum(loss) / 7)


def test_every_kind_of_series_has_the_same_weight():
    values, kind = np.array([1.0, 1.0, 1.0, 0.0]), np.array([0, 0, 0, 1])
    assert _macro(values, kind, np.ones(4)) == 0.5


# --- blind cases --------------------------------------------------------------


def cases_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "cases.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_answers_are_the_outlook_of_the_product(tmp_path):
    cases = read_cases(cases_file(tmp_path, HEAD + SOUND), REFERENCE)
    said = say([REFERENCE], cases)
    (row,) = csv.DictReader(predictions(said).splitlines())
    assert tuple(row) == HEADS
    levels = [float(row[f"q{round(100 * chance):02d}"]) for chance in CHANCES]
    assert levels == sorted(levels)
    assert float(row["p_a"]) > float(row["p_b"]) > float(row["p_c"])
    below = float(said.below(np.log([140.0]))[0])
    assert float(row["p_a"]) == pytest.approx(1 - below)


def test_lower_is_better_turns_the_chance_round():
    case = {"id": "x", "family": "pct_deprivation", "scale": "logit", "known": (12.0, 10.0), "around": -0.4}
    up, down = (
        say([REFERENCE], [Case(**case, better=better, targets=(8.0, 7.0, 6.0))]).attained(0)[0]
        for better in ("higher", "lower")
    )
    assert up + down == pytest.approx(1)


FAULTY = [
    ("case_id,cls\na,b\n", [("column_missing", 1)] * 8),
    (HEAD + SOUND.replace("120", "many"), [("not_number", 2)]),
    (HEAD + SOUND + SOUND.replace("0.03", "nan"), [("not_number", 3)]),
    (HEAD + SOUND.replace("econ_real", "economy"), [("not_one_of", 2)]),
    (HEAD + SOUND.replace("level", "percent"), [("case_unit", 2)]),
    (HEAD + SOUND.replace(",100,", ",-100,"), [("case_not_positive", 2)]),
    (HEAD + SOUND.replace("+", "up") + SOUND.replace("140", ""), [("not_one_of", 2), ("not_number", 3)]),
    (HEAD, [("table_empty", None)]),
]


@pytest.mark.parametrize(("text", "expected"), FAULTY)
def test_faults_of_a_file_of_cases_are_told_at_once(tmp_path, text, expected):
    with pytest.raises(FileError) as caught:
        read_cases(cases_file(tmp_path, text), REFERENCE)
    assert [(fault.code, fault.line) for fault in caught.value.faults] == expected


def test_faults_of_a_folder_of_histories_are_told_with_their_lines(tmp_path):
    (tmp_path / "indicators.csv").write_text(
        "dataset,indicator,family,good,pct_scale\nworld,gdp_pc_real,money,+,1\n", encoding="utf-8"
    )
    head = "dataset,region,indicator,year,value\n"
    (tmp_path / "world.csv").write_text(
        head + "world,a,gdp_pc_real,2000,1\nworld,a,gdp_pc_real,20x0,2\nworld,a,gdp_pc_real,2002,?\n", encoding="utf-8"
    )
    with pytest.raises(FileError) as caught:
        read_panel(tmp_path, family_scales())
    assert [(fault.line, fault.where) for fault in caught.value.faults] == [(3, "year"), (3, "year"), (4, "value")]


# --- the command --------------------------------------------------------------


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "forecast", "backtest", "--lang", "en", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_command_answers_blind_cases(tmp_path):
    path, output = cases_file(tmp_path, HEAD + SOUND), tmp_path / "answers.csv"
    done = run("--cases", str(path), "-o", str(output))
    assert done.returncode == 0 and "1 of 1" in done.stdout
    assert output.read_text(encoding="utf-8").startswith("case_id,q05")
    assert run("--cases", str(path), "-o", str(output)).returncode == 2, "a file that is there is not replaced"


def test_the_command_tells_every_fault_and_writes_nothing(tmp_path):
    path, output = cases_file(tmp_path, HEAD + SOUND.replace("120", "many")), tmp_path / "answers.csv"
    done = run("--cases", str(path), "-o", str(output), "--json")
    assert done.returncode == 2 and not output.exists()
    assert json.loads(done.stdout)["error"]["message"]


def test_without_a_folder_the_command_prints_what_the_tables_keep():
    rows = json.loads(run("--json").stdout)["coverage"]
    assert {row["class"] for row in rows} >= {"econ_real", "pct_flow"}
    assert all(0 <= row["in80"] <= 1 for row in rows)


# --- real histories -----------------------------------------------------------

PANEL = os.environ.get("FORECAST_PANEL")
with_panel = pytest.mark.skipif(PANEL is None, reason="FORECAST_PANEL names no folder of histories")


@with_panel
def test_the_tables_are_what_the_histories_give():
    fresh = fit_all(read_panel(Path(str(PANEL)), family_scales()))
    for name, found in REFERENCE.classes.items():
        assert found.horizons[5].local == pytest.approx(fresh.classes[name].horizons[5].local, rel=1e-3)
        assert found.n_windows == fresh.classes[name].n_windows


@with_panel
def test_six_values_beat_independent_normal_years_by_a_quarter_on_places_not_seen():
    histories = read_panel(Path(str(PANEL)), family_scales())
    for row in score(replay(histories, 6, "places", REFERENCE), 6):
        if row.group in ("money", "count", "percent"):
            assert row.naive is not None and row.pinball <= 0.75 * row.naive
            assert row.skill >= {"money": 0.21, "count": 0.21, "percent": 0.15}[row.group]
