"""The command line: reads arguments, prints tables or JSON, starts the page. Exit 0; 1 findings with --strict; 2 unusable input."""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final

from forecast.errors import FileError, ForecastError
from forecast.wording import N_, Wording

Command = Callable[[argparse.Namespace, Wording], int]
EPILOG: Final = N_(
    "PLAN is the path of a file or the id of a shipped plan. Exit status: 0; 1 findings with --strict; 2 unusable input."
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    arguments = list(sys.argv[1:] if argv is None else argv)
    wording = Wording(_language(arguments))
    parser = _parser(wording)
    options = parser.parse_args(arguments)
    try:
        return int(options.command(options, wording))
    except ForecastError as error:
        _report(error, options, wording)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _language(arguments: Sequence[str]) -> Any:
    """Language asked for, known before the arguments are parsed, for the help is in it too."""
    wanted = os.environ.get("FORECAST_LANG", "vi")
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            wanted = arguments[place + 1]
        elif argument.startswith("--lang="):
            wanted = argument.partition("=")[2]
    return wanted if wanted in ("vi", "en") else "vi"


def _parser(wording: Wording) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="forecast", description=wording.text("Do the numbers of a five-year plan agree, what do they require, where do they land?"),
        epilog=wording.text(EPILOG), allow_abbrev=False,
    )  # fmt: skip
    commands = parser.add_subparsers(metavar=wording.text("COMMAND"), required=True)
    check = _command(commands, wording, "check", _check, N_("are the files valid, are the quotes in their sources"))
    check.add_argument(
        "plans", metavar="PLAN", nargs="*", help=wording.text("plans or scenarios; none: all that are shipped")
    )
    required = _command(commands, wording, "required", _required, N_("what each target requires a year"))
    required.add_argument("plan", metavar="PLAN")
    run = _command(commands, wording, "run", _run, N_("where scenarios land, and what is short"))
    run.add_argument("plan", metavar="PLAN")
    run.add_argument(
        "-s",
        "--scenario",
        action="append",
        metavar="S",
        help=wording.text("id or path of a scenario; stated if left out"),
    )
    run.add_argument("--draws", type=int, metavar="N", help=wording.text("number of random draws"))
    run.add_argument("--seed", type=int, metavar="K", help=wording.text("seed of the draws"))
    audit = _command(commands, wording, "audit", _audit, N_("where the plan's own numbers contradict each other"))
    audit.add_argument("plan", metavar="PLAN")
    audit.add_argument("--strict", action="store_true", help=wording.text("exit 1 if there is a contradiction"))
    app = _command(commands, wording, "app", _app, N_("open the page in the browser"), with_json=False)
    app.add_argument("--port", type=int, metavar="N", help=wording.text("port to listen on, on this computer only"))
    app.add_argument("--workspace", metavar="DIR", help=wording.text("folder for what is saved"))
    return parser


def _command(
    commands: Any, wording: Wording, name: str, command: Command, text: str, *, with_json: bool = True
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=wording.text(text), description=wording.text(text), allow_abbrev=False
    )
    parser.set_defaults(command=command, json=False)
    parser.add_argument(
        "--lang", choices=("vi", "en"), default=wording.language, help=wording.text("language: vi or en")
    )
    if with_json:
        parser.add_argument("--json", action="store_true", help=wording.text("print JSON"))
    return parser


def _report(error: ForecastError, options: argparse.Namespace, wording: Wording) -> None:
    """Print an error where its reader looks: text on the error stream, and JSON where JSON was asked for."""
    print(wording.error(error), file=sys.stderr)
    if options.json:
        from forecast.records import faults_record

        faults = error.faults if isinstance(error, FileError) else ()
        path = error.path if isinstance(error, FileError) else None
        _print_json({"error": {"message": wording.error(error), **faults_record(path or "", faults, wording)}})


def _print_json(record: Any) -> None:
    json.dump(record, sys.stdout, ensure_ascii=False, allow_nan=False, indent=1)
    print()


def _width() -> int:
    return shutil.get_terminal_size((150, 24)).columns


def _check(options: argparse.Namespace, wording: Wording) -> int:
    from forecast.files import check, list_plans, shipped
    from forecast.records import faults_record

    names = options.plans or [*list_plans(), *sorted(map(str, shipped("scenarios").rglob("*.yaml")))]
    found = {str(name): check(name) for name in names}
    if options.json:
        _print_json({"files": [faults_record(name, faults, wording) for name, faults in found.items()]})
    else:
        for name, faults in found.items():
            text = (
                wording.text("{name}: {n} faults", name=name, n=len(faults))
                if faults
                else wording.text("{name}: in order", name=name)
            )
            print(text)
            for fault in faults:
                print(f"  {wording.fault(fault)}")
    return 2 if any(found.values()) else 0


def _required(options: argparse.Namespace, wording: Wording) -> int:
    from forecast import tables
    from forecast.files import read_plan
    from forecast.records import required_record
    from forecast.requirement import require

    requirements = require(read_plan(options.plan))
    if options.json:
        _print_json(required_record(requirements, wording))
        return 0
    plan = requirements.plan
    rows = [tables.required_cells(row, plan, wording) for row in requirements.rows if row.assessable]
    heads = [wording.text(head) for head in tables.REQUIRED_HEADS]
    print(wording.name(plan.name), f"{plan.base_year}–{plan.target_year}", sep=", ")
    print()
    print(tables.printed(heads, rows, _width()))
    _print_unjudged(tables.unjudged(requirements.rows, plan, wording), wording)
    return 0


def _print_unjudged(rows: Sequence[tuple[str, str]], wording: Wording) -> None:
    if rows:
        print()
        print(wording.text("Cannot be judged:"))
        for name, reason in rows:
            print(f"  {name}: {reason}")


def _run(options: argparse.Namespace, wording: Wording) -> int:
    from forecast import tables
    from forecast.files import find_scenario, read_plan
    from forecast.records import run_record
    from forecast.study import run_study

    plan = read_plan(options.plan)
    study = run_study(plan, [find_scenario(name, plan) for name in options.scenario or ["stated"]])
    if options.json:
        _print_json(run_record(study, wording, draws=options.draws, seed=options.seed))
        return 0
    print(wording.name(plan.name), f"{plan.base_year}–{plan.target_year}", sep=", ")
    for outcome in study.outcomes:
        print()
        print(
            f"{wording.name(outcome.scenario.name)}: {tables.summary(outcome.assessments, study.requirements, wording)}"
        )
        print()
        rows = [tables.run_cells(row, plan, wording) for row in outcome.assessments if row.requirement.assessable]
        print(tables.printed([wording.text(head) for head in tables.RUN_HEADS], rows, _width()))
    _print_unjudged(tables.unjudged(study.requirements.rows, plan, wording), wording)
    return 0


def _audit(options: argparse.Namespace, wording: Wording) -> int:
    from forecast.audit import audit_plan
    from forecast.auditwords import AuditWords
    from forecast.files import read_plan
    from forecast.records import audit_record

    found = audit_plan(read_plan(options.plan))
    words = AuditWords(wording, found.plan)
    if options.json:
        _print_json(audit_record(found, words))
    else:
        print("\n".join(words.report(found)))
    return 1 if options.strict and found.count("contradiction") else 0


def _app(options: argparse.Namespace, wording: Wording) -> int:
    from forecast.ui.server import serve

    return serve(options.port, options.workspace)
