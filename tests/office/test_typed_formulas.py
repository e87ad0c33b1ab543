"""Formulas of proofs typed into a real spreadsheet."""

import csv
import math
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

from forecast.files import find_scenario, list_plans, list_scenarios, read_plan
from forecast.proof import Ground, excel, prove_all
from forecast.study import run_study


def test_libreoffice_finds_every_number_that_is_proved(tmp_path: Path, convert: Callable[..., list[Path]]) -> None:
    values: dict[str, float] = {}
    for name in list_plans():
        plan = read_plan(name)
        study = run_study(plan, [find_scenario(each, plan) for each in list_scenarios(name)])
        for outcome in study.outcomes:
            for row in outcome.assessments:
                ground = Ground(plan=plan, requirements=study.requirements, outcome=outcome, row=row)
                for proof in prove_all(ground).values():
                    assert proof.formula is not None
                    values[excel(proof.formula, "en")] = proof.value
    book = Workbook()
    for formula in values:
        book.active.append([formula])
    for cell in book.active["A"]:
        cell.number_format = "0.00000000000000E+00"
    file = tmp_path / "proofs.xlsx"
    book.save(file)
    (made,) = convert([file], "csv")
    found = [float(row[0]) for row in csv.reader(made.read_text(encoding="utf-8").splitlines())]
    assert len(found) == len(values) > 200
    for (formula, value), cell in zip(values.items(), found, strict=True):
        assert math.isclose(cell, value, rel_tol=1e-7 if "RATE" in formula else 1e-9, abs_tol=1e-9), formula
