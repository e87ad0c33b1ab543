"""A study as a live workbook: growth rates are inputs, every level, gap and required rate a formula with its value stored."""

import hashlib
from typing import Final

from forecast.outcome import Study
from forecast.plan import Plan
from forecast.planyaml import write_plan
from forecast.report.bookcells import Book
from forecast.report.bookextras import write_charts, write_check, write_sources, write_steps_head
from forecast.report.bookground import Ground
from forecast.report.bookscenario import FIRST, Meta, write_scenario_sheet
from forecast.report.booktargets import write_targets
from forecast.report.settled import MADE
from forecast.wording import N_, Wording

FORMAT: Final = "forecast.workbook/1"


def workbook(study: Study, wording: Wording) -> bytes:
    """Workbook of a plan and its scenarios: targets, a sheet for each scenario, charts, sources, steps and the check.

    Growth that is changed in it comes back with `exchange.returned.read_changes`.
    """
    book = Book(wording)
    targets, charts = book.add(wording.text(N_("Targets"))), book.add(wording.text(N_("Charts")))
    names = [book.add(outcome.scenario.id) for outcome in study.outcomes]
    sources, steps, check = (book.add(wording.text(text)) for text in (N_("Sources"), N_("Steps"), N_("Check")))
    meta = Meta(book)
    _what(book, study.plan, meta.sheet)
    write_steps_head(book, study.plan, steps)
    grounds, next_step = [], 2
    for name, outcome in zip(names, study.outcomes, strict=True):
        ground = Ground(
            plan=study.plan, requirements=study.requirements, scenario=outcome.scenario, projection=outcome.projection,
            expected=outcome.expected, sheet=name, steps_sheet=steps, first_row=FIRST,
        )  # fmt: skip
        next_step = write_scenario_sheet(book, ground, meta, next_step)
        grounds.append(ground)
    write_targets(book, study, grounds, targets)
    write_charts(book, study, grounds, charts)
    write_sources(book, study.plan, sources)
    write_check(book, check)
    book.sheets[meta.sheet].very_hidden()
    book.sheets[targets].activate()
    book.book.set_properties({"title": wording.name(study.plan.name), "subject": FORMAT, "created": MADE})
    return book.finished()


def digest(plan: Plan) -> str:
    """What tells one state of a plan from another."""
    return hashlib.sha256(write_plan(plan).encode("utf-8")).hexdigest()


def _what(book: Book, plan: Plan, sheet: str) -> None:
    """First row of the hidden sheet: what the workbook is of."""
    for column, text in enumerate((FORMAT, plan.id, digest(plan), str(plan.base_year), str(plan.target_year))):
        book.write(sheet, 0, column, text)
