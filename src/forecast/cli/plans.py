"""Commands about a plan: is it in order, what does it require, where does it land, do its numbers agree."""

import argparse

from forecast.cli.command import Commands, workspace_of
from forecast.cli.output import coded, print_json, print_list, print_table, print_text
from forecast.errors import Fault, MissingError
from forecast.wording import N_, Wording


def register(commands: Commands) -> None:
    """Add the commands."""
    text = commands.text
    check = commands.add("check", _check, N_("are the files valid, are the quotes in their sources"))
    check.arguments.add_argument(
        "plans", metavar="PLAN", nargs="*", help=text("plans or scenarios; none: all that are shipped")
    )
    check.options.add_argument("--strict", action="store_true", help=text("as for audit; faults always exit 2"))
    commands.add_for_plan("required", _required, N_("what each target requires a year"))
    run = commands.add_for_plan("run", _run, N_("where scenarios land, and what is short"))
    run.options.add_argument(
        "-s", "--scenario", action="append", metavar="S", help=text("id or path of a scenario; stated if left out")
    )
    run.options.add_argument(
        "--draws",
        type=int,
        metavar="N",
        help=text("number of random draws, rounded up to a power of two; 2048 if left out"),
    )
    run.options.add_argument("--seed", type=int, metavar="K", help=text("seed of the draws; 1 if left out"))
    audit = commands.add_for_plan("audit", _audit, N_("where the plan's own numbers contradict each other"))
    audit.options.add_argument("--strict", action="store_true", help=text("exit 1 if there is a contradiction"))


def _check(options: argparse.Namespace, wording: Wording) -> int:
    from forecast.files import list_plans, shipped
    from forecast.records import faults_record

    names = options.plans or [*list_plans(), *sorted(map(str, shipped("scenarios").rglob("*.yaml")))]
    found = {str(name): _faults_of(name) for name in names}
    if options.json:
        print_json({"files": [faults_record(name, faults, wording) for name, faults in found.items()]})
    else:
        for name, faults in found.items():
            n_faults = wording.text("{name}: {n} faults", name=name, n=len(faults))
            print(n_faults if faults else wording.text("{name}: in order", name=name))
            for fault in faults:
                print(f"  {wording.fault(fault)}")
    return 2 if any(found.values()) else 0


def _faults_of(name: str) -> tuple[Fault, ...]:
    """Faults of one file, or that there is none: the other files are looked at all the same."""
    from forecast.files import check

    try:
        return check(name)
    except MissingError as error:
        return coded(error)


def _required(options: argparse.Namespace, wording: Wording) -> int:
    from forecast import tables
    from forecast.files import read_plan
    from forecast.records import required_record
    from forecast.requirement import require

    requirements = require(read_plan(options.plan, workspace_of(options)))
    if options.json:
        print_json(required_record(requirements, wording))
        return 0
    plan = requirements.plan
    rows = [tables.required_cells(row, plan, wording) for row in requirements.rows if row.assessable]
    print(wording.name(plan.name), f"{plan.base_year}–{plan.target_year}", sep=", ")
    print_table(tables.REQUIRED_HEADS, rows, wording)
    for head, names in tables.unjudged_lists(requirements.rows, plan, wording).items():
        print_list(head, names, wording)
    return 0


def _run(options: argparse.Namespace, wording: Wording) -> int:
    from forecast import tables
    from forecast.blocks import draws_made
    from forecast.chancewords import beside_chances, joint_text
    from forecast.familywords import offered
    from forecast.files import find_scenario, read_plan
    from forecast.records import run_record
    from forecast.referencefiles import read_reference
    from forecast.study import run_study
    from forecast.surprises import DRAWS, SEED

    plan = read_plan(options.plan, workspace_of(options))
    scenarios = [find_scenario(name, plan, workspace_of(options)) for name in options.scenario or ["stated"]]
    draws = draws_made(DRAWS if options.draws is None else options.draws)
    seed = SEED if options.seed is None else options.seed
    study = run_study(plan, scenarios, read_reference(), draws=draws, seed=seed)
    if options.json:
        print_json(run_record(study, wording))
        return 0
    print(wording.name(plan.name), f"{plan.base_year}–{plan.target_year}", sep=", ")
    for outcome in study.outcomes:
        rows = outcome.assessments
        print()
        print_text(f"{wording.name(outcome.scenario.name)}: {tables.summary(rows, study.requirements, wording)}")
        cells = [tables.run_cells(row, plan, wording) for row in rows if row.requirement.assessable]
        print_table(tables.RUN_HEADS, cells, wording)
        if together := joint_text(outcome.joint, plan, wording):
            print()
            print_text(together)
        print_list(N_("What real histories say beside it:"), beside_chances(plan, rows, wording), wording)
        print_list(N_("Not known under this scenario:"), tables.unknown(rows, plan, wording), wording)
        print_list(N_("No chance is known:"), tables.chanceless(rows, plan, wording), wording)
    for head, names in tables.unjudged_lists(study.requirements.rows, plan, wording).items():
        print_list(head, names, wording)
    print_list(N_("Without a reference class; write it as family in the plan file:"), offered(plan, wording), wording)
    return 0


def _audit(options: argparse.Namespace, wording: Wording) -> int:
    from forecast.audit import audit_plan
    from forecast.auditwords import AuditWords
    from forecast.files import read_plan
    from forecast.records import audit_record

    found = audit_plan(read_plan(options.plan, workspace_of(options)))
    words = AuditWords(wording, found.plan)
    if options.json:
        print_json(audit_record(found, words))
    else:
        print("\n".join(words.report(found)))
    return 1 if options.strict and found.count("contradiction") else 0
