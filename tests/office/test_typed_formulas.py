"""Formulas of proofs typed into a real spreadsheet."""

import csv
import math
from collections.abc import Callable, Iterator
from pathlib import Path

from openpyxl import Workbook
from test_trackproof import EXAMPLE, proofs

from forecast.attribution import by_cause, by_factor, by_year
from forecast.causeproof import cause_proof, factor_proof, year_proof
from forecast.causewords import pair_of
from forecast.checkwords import seen_of
from forecast.files import find_scenario, list_plans, list_scenarios, read_plan
from forecast.precedentproof import share_proof
from forecast.proof import Ground, Proof, excel, prove_all
from forecast.referencefiles import read_reference
from forecast.sensitivity import sensitivity
from forecast.sensitivityproof import ENDS, level_proof
from forecast.study import run_study
from forecast.tracking import keep_ledger, read_facts
from forecast.wording import Wording


def of_assessments() -> Iterator[Proof]:
    """Every number of every assessment of the plans."""
    for name in list_plans():
        plan = read_plan(name)
        study = run_study(plan, [find_scenario(each, plan) for each in list_scenarios(name)])
        for outcome in study.outcomes:
            for row in outcome.assessments:
                ground = Ground(plan=plan, requirements=study.requirements, outcome=outcome, row=row)
                yield from prove_all(ground).values()


def of_explanations() -> Iterator[Proof]:
    """What makes two scenarios differ, what matters most and what others did, for every indicator of one plan."""
    plan, reference, wording = read_plan("cam-duong"), read_reference(), Wording("en")
    study = run_study(plan, [find_scenario(each, plan) for each in ("held", "centre-moves")], reference, draws=64)
    first, last = study.outcomes
    for rows in zip(first.assessments, last.assessments, strict=True):
        one, other = (
            Ground(plan=plan, requirements=study.requirements, outcome=outcome, row=row)
            for outcome, row in zip(study.outcomes, rows, strict=True)
        )
        pair, name = pair_of(one, other, wording), one.needed.indicator
        if one.needed.place not in {*first.projection.unknown, *last.projection.unknown}:
            found = by_cause(plan, study.requirements, first.scenario, last.scenario, name)
            yield from (cause_proof(pair, each) for each in found.added.values())
            factors = by_factor(plan, first.projection, last.projection, name)
            yield from (factor_proof(pair, factors, each) for each in factors)
            years = by_year(plan, first.projection, last.projection, name)
            yield from (year_proof(pair, *each) for each in years.items())
        matters = sensitivity(plan, last.scenario, name, reference)
        for each in matters.assumptions:
            yield from (level_proof(other, matters, each, end) for end in ENDS)
        seen = seen_of(other, reference)
        if seen is not None and 0 < seen.precedent.share_behind < 1:
            yield share_proof(seen)


def of_tracking() -> Iterator[Proof]:
    """Every number of the tracks of the example, but for causes that did nothing."""
    plan = read_plan("cam-duong")
    found = proofs(keep_ledger(plan, read_facts(EXAMPLE, plan)))
    yield from (proof for _, proof in found if proof.formula is not None)


def test_libreoffice_finds_every_number_that_is_proved(tmp_path: Path, convert: Callable[..., list[Path]]) -> None:
    values: dict[str, float] = {}
    for proof in (*of_assessments(), *of_explanations(), *of_tracking()):
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
