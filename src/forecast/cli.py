"""The command line: reads arguments, prints tables or JSON, starts the page. Exit 0; 1 findings with --strict; 2 unusable input."""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from forecast.arguments import Parser
from forecast.errors import CodedError, Fault, FileError, ForecastError, MissingError
from forecast.wording import N_, Wording

Command = Callable[[argparse.Namespace, Wording], int]
EPILOG: Final = N_(
    "PLAN is the path of a file or the id of a shipped plan. Exit status: 0; 1 findings with --strict; 2 unusable input."
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = list(sys.argv[1:] if argv is None else argv)
    wording = Wording(_language(arguments))
    try:
        options = _parser(wording).parse_args(arguments)
        status = int(options.command(options, wording))
        sys.stdout.flush()
        return status
    except ForecastError as error:
        _report(error, "--json" in arguments, wording)
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


def _parser(wording: Wording) -> Parser:
    text = wording.text
    parser = Parser(
        wording, prog="forecast", epilog=text(EPILOG),
        description=text("Do the numbers of a five-year plan agree, what do they require, where do they land?"),
    )  # fmt: skip
    commands = parser.add_subparsers(title=text("commands"), metavar=text("COMMAND"), required=True)
    add = partial(_command, commands, wording)
    check = add("check", _check, N_("are the files valid, are the quotes in their sources"))
    check.arguments.add_argument(
        "plans", metavar="PLAN", nargs="*", help=text("plans or scenarios; none: all that are shipped")
    )
    check.options.add_argument("--strict", action="store_true", help=text("as for audit; faults always exit 2"))
    required = add("required", _required, N_("what each target requires a year"))
    required.arguments.add_argument("plan", metavar="PLAN", help=text("path of a plan, or id of a shipped one"))
    run = add("run", _run, N_("where scenarios land, and what is short"))
    run.arguments.add_argument("plan", metavar="PLAN", help=text("path of a plan, or id of a shipped one"))
    run.options.add_argument(
        "-s", "--scenario", action="append", metavar="S", help=text("id or path of a scenario; stated if left out")
    )
    run.options.add_argument("--draws", type=int, metavar="N", help=text("number of random draws"))
    run.options.add_argument("--seed", type=int, metavar="K", help=text("seed of the draws"))
    audit = add("audit", _audit, N_("where the plan's own numbers contradict each other"))
    audit.arguments.add_argument("plan", metavar="PLAN", help=text("path of a plan, or id of a shipped one"))
    audit.options.add_argument("--strict", action="store_true", help=text("exit 1 if there is a contradiction"))
    _what_if_commands(add, text)
    app = add("app", _app, N_("open the page in the browser"), with_json=False)
    app.options.add_argument("--port", type=int, metavar="N", help=text("port to listen on, on this computer only"))
    app.options.add_argument("--workspace", metavar="DIR", help=text("folder for what is saved"))
    return parser


def _what_if_commands(add: Callable[..., Parser], text: Callable[..., str]) -> None:
    solve = add("solve", _solve, N_("what would have to be true"))
    solve.arguments.add_argument("plan", metavar="PLAN", help=text("path of a plan, or id of a shipped one"))
    solve.options.add_argument(
        "-s", "--scenario", default="stated", metavar="S", help=text("id or path of a scenario; stated if left out")
    )
    target = text("indicator, or indicator:target; none: every target that growth can reach")
    solve.options.add_argument("--target", action="append", metavar="ID[:TARGET]", help=target)
    lever = text("indicator whose growth may change, with bounds such as budget_revenue:8..12.5 points or percent")
    solve.options.add_argument("--lever", action="append", metavar="ID[:LOW..HIGH]", help=lever)
    quarters = add("quarters", _quarters, N_("a year by quarters, and what the remaining ones must bring"))
    quarters.arguments.add_argument(
        "file", metavar="FILE", help=text("CSV: scenario,sector,quarter,base_value,growth,known")
    )
    quarters.options.add_argument("--year", metavar="RATE", help=text("growth the year is to reach, in percent"))


def _command(
    commands: Any, wording: Wording, name: str, command: Command, text: str, *, with_json: bool = True
) -> Parser:
    parser: Parser = commands.add_parser(name, wording=wording, help=wording.text(text), description=wording.text(text))
    parser.set_defaults(command=command)
    if with_json:
        parser.options.add_argument("--json", action="store_true", help=wording.text("print JSON"))
    return parser


def _report(error: ForecastError, as_json: bool, wording: Wording) -> None:
    """Print an error where its reader looks: text on the error stream, and JSON where JSON was asked for."""
    said = wording.error(error)
    print(said, file=sys.stderr)
    if as_json:
        from forecast.records import faults_record

        faults = error.faults if isinstance(error, FileError) else _coded(error)
        path = error.path if isinstance(error, FileError) else None
        _print_json({"error": {"message": said, **faults_record(path, faults, wording)}})


def _coded(error: ForecastError) -> tuple[Fault, ...]:
    return (Fault(code=error.code, params=error.params),) if isinstance(error, CodedError) else ()


def _print_json(record: Any) -> None:
    json.dump(record, sys.stdout, ensure_ascii=False, allow_nan=False, indent=1)
    print()


def _width() -> int:
    return shutil.get_terminal_size((150, 24)).columns


def _check(options: argparse.Namespace, wording: Wording) -> int:
    from forecast.files import list_plans, shipped
    from forecast.records import faults_record

    names = options.plans or [*list_plans(), *sorted(map(str, shipped("scenarios").rglob("*.yaml")))]
    found = {str(name): _faults_of(name) for name in names}
    if options.json:
        _print_json({"files": [faults_record(name, faults, wording) for name, faults in found.items()]})
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
        return _coded(error)


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
    print(wording.name(plan.name), f"{plan.base_year}–{plan.target_year}", sep=", ")
    _print_table(tables.REQUIRED_HEADS, rows, wording)
    _print_list(N_("Cannot be judged:"), tables.unjudged(requirements.rows, plan, wording), wording)
    return 0


def _print_table(heads: Sequence[str], rows: Sequence[Sequence[str]], wording: Wording) -> None:
    from forecast import tables

    if rows:
        print()
        print(tables.printed([wording.text(head) for head in heads], rows, _width()))


def _print_list(head: str, rows: Sequence[tuple[str, str]], wording: Wording) -> None:
    if rows:
        print()
        print(wording.text(head))
        for name, text in rows:
            print(f"  {name}: {text}")


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
        rows = outcome.assessments
        print(f"\n{wording.name(outcome.scenario.name)}: {tables.summary(rows, study.requirements, wording)}")
        cells = [tables.run_cells(row, plan, wording) for row in rows if row.requirement.assessable]
        _print_table(tables.RUN_HEADS, cells, wording)
        _print_list(N_("Not known under this scenario:"), tables.unknown(rows, wording), wording)
    _print_list(N_("Cannot be judged:"), tables.unjudged(study.requirements.rows, plan, wording), wording)
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


def _solve(options: argparse.Namespace, wording: Wording) -> int:
    from forecast.files import find_scenario, read_plan
    from forecast.levers import read_lever
    from forecast.solve import solve
    from forecast.whatifrecords import solve_record

    plan = read_plan(options.plan)
    scenario = find_scenario(options.scenario, plan)
    solution = solve(plan, scenario, options.target or (), [read_lever(text) for text in options.lever or ()])
    record = solve_record(plan, solution, scenario.id, wording)
    if options.json:
        _print_json(record)
    else:
        print(record["message"])
    return 0


def _quarters(options: argparse.Namespace, wording: Wording) -> int:
    from forecast import tables
    from forecast.quarters import read_quarters, read_year_growth
    from forecast.whatifrecords import quarters_record

    sheet = read_quarters(options.file)
    wanted = None if options.year is None else read_year_growth(options.year)
    if options.json:
        _print_json(quarters_record(sheet, wanted))
        return 0
    for name in sheet.scenarios:
        print(name)
        print(
            tables.printed(tables.quarter_heads(wording), tables.quarter_rows(sheet, name, wording), _width(), wide=0)
        )
        print(tables.quarter_sentence(sheet, name, wanted, wording))
        print()
    return 0


def _app(options: argparse.Namespace, wording: Wording) -> int:
    from forecast.ui.server import serve

    return serve(options.port, options.workspace)
