"""The live workbook recalculated by LibreOffice gives what `forecast run` gives, after growth was changed at random."""

import io
import math
import random

import openpyxl
import pytest

from forecast import files
from forecast.exchange.returned import read_changes
from forecast.report.bookcells import Book
from forecast.report.bookground import FIXED
from forecast.report.bookscenario import FIRST, META, META_FIRST
from forecast.report.booktargets import COLUMNS, HEAD
from forecast.report.workbook import workbook
from forecast.scenario import resolve
from forecast.study import run_study
from forecast.wording import Wording

CASES = [
    (plan, scenario)
    for plan, scenarios in (
        ("cam-duong", ("stated", "centre-moves", "late-clearance", "required")),
        ("ha-tu", ("yagi", "past-pace", "coal-shift")),
        ("tam-thanh", ("slow-clearance", "held")),
        ("doan-ket", ("disaster",)),
    )
    for scenario in scenarios
]
WHOLE = ("tam-thanh", "ha-tu")
"""Plans whose unchanged workbooks are recalculated under all their scenarios."""
CHANGES = 20
TOLERANCE = 1e-9


def changed(content, seed):
    """The workbook with growth changed in 20 cells, some rows filled in that were empty, and no stored value left."""
    chance = random.Random(seed)
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = [line for line in book[META].iter_rows(min_row=META_FIRST + 1, values_only=True) if line[0] is not None]
    empty = [line for line in rows if line[6] is None]
    for line in chance.sample(empty, min(2, len(empty))):
        for year in range(5):
            book[line[2]].cell(line[4] + 1, FIXED + 1 + year).value = fresh(line[3], chance)
    known = [line for line in rows if line[6] is not None]
    for _ in range(CHANGES):
        line, year = chance.choice(known), chance.randrange(5)
        cell = book[line[2]].cell(line[4] + 1, FIXED + 1 + year)
        move = {"rate": chance.uniform(-0.05, 0.08), "points": chance.uniform(-3, 3), "each": chance.uniform(0, 50)}
        cell.value = cell.value + move[line[3]]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fresh(kind, chance):
    return {"rate": chance.uniform(-0.1, 0.2), "points": chance.uniform(-2, 2), "each": chance.uniform(1, 300)}[kind]


@pytest.fixture(scope="module")
def recalculated(convert, tmp_path_factory):
    """Each case and each plan under all its scenarios after a recalculation, all in one start of the program."""
    folder = tmp_path_factory.mktemp("workbooks")
    paths = []
    for seed, (plan_id, scenario) in enumerate(CASES):
        plan = files.read_plan(plan_id)
        content = workbook(run_study(plan, [files.find_scenario(scenario, plan)]), Wording("vi"))
        paths.append(folder / f"case-{seed}.xlsx")
        paths[-1].write_bytes(changed(content, seed))
    for plan_id in WHOLE:
        plan = files.read_plan(plan_id)
        names = [name for name in files.list_scenarios(plan_id) if name != "reference"]
        content = workbook(run_study(plan, [files.find_scenario(name, plan) for name in names]), Wording("en"))
        paths.append(folder / f"{plan_id}.xlsx")
        paths[-1].write_bytes(without_values(content))
    return [path.read_bytes() for path in convert(paths, "xlsx")]


def without_values(content):
    """The workbook with no stored value left."""
    out = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(content)).save(out)
    return out.getvalue()


@pytest.mark.parametrize("number", range(len(WHOLE)), ids=lambda number: WHOLE[number])
def test_every_formula_of_an_unchanged_workbook_gives_our_digits(recalculated, number):
    book = openpyxl.load_workbook(io.BytesIO(recalculated[len(CASES) + number]), data_only=True)
    check = book["Check"]
    assert check["C3"].value == check["C4"].value > 1000
    differing = [row[:5] for row in check.iter_rows(min_row=6, values_only=True) if row[0] and row[6] != 1]
    assert differing == []


def close(found, wanted):
    return abs(found - wanted) <= TOLERANCE * max(abs(wanted), 1e-9)


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: "-".join(CASES[number]))
def test_every_level_rate_and_gap_is_that_of_a_run(recalculated, number):
    plan = files.read_plan(CASES[number][0])
    parent = files.find_scenario(CASES[number][1], plan)
    back = read_changes(recalculated[number], "book.xlsx", plan)
    assert back.faults == ()
    assert len(back.differences) >= CHANGES * 0.6
    study = run_study(plan, [resolve([parent, back.scenario])])
    book = openpyxl.load_workbook(io.BytesIO(recalculated[number]), data_only=True)
    levels(book[parent.id], study)
    targets(book[Book(Wording("vi")).text("Targets")], study)


def levels(sheet, study):
    projection, n_years = study.outcomes[0].projection, study.plan.n_years
    for place, indicator in enumerate(study.plan.indicators):
        for year in range(n_years + 1):
            found = sheet.cell(FIRST + place + 1, FIXED + n_years + 1 + year).value
            wanted = math.nan if place in projection.unknown else projection.levels[place, year]
            if math.isnan(wanted):
                assert found in (None, ""), (indicator.id, year, found)
            else:
                assert close(found, wanted), (indicator.id, indicator.law, year, found, wanted)


def targets(sheet, study):
    codes = {"attained": 1, "missed": 0, "borderline": 0.5}
    rows = [row for row in study.outcomes[0].assessments if row.requirement.target is not None]
    for number, row in enumerate(rows):
        line = [cell.value for cell in sheet[HEAD + 2 + number]]
        needed = row.requirement
        for found, wanted in zip(
            line[7:10], (needed.required_rate, needed.required_points, needed.required_flow), strict=True
        ):
            assert found in (None, "") if wanted is None or not needed.assessable else close(found, wanted), (
                needed.indicator,
                found,
                wanted,
            )
        if not needed.assessable:
            continue
        projected, gap, code = line[COLUMNS : COLUMNS + 3]
        if row.gap is None:
            assert [projected, gap, code] in ([None] * 3, [""] * 3)
            continue
        assert close(projected, row.projected_value), (needed.indicator, projected, row.projected_value)
        scale = max(abs(needed.goal), abs(row.projected_value), 1e-9)
        assert abs(gap - row.gap) <= TOLERANCE * scale, (needed.indicator, gap, row.gap)
        assert code == codes[row.attained], (needed.indicator, code, row.attained)
