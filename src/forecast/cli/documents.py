"""The command that writes documents about a plan and its scenarios."""

import argparse
from typing import Final

from forecast.cli.command import Commands, workspace_of
from forecast.wording import N_, Wording

KINDS: Final = ("docx", "pptx", "xlsx", "html", "png", "svg")
"""Kinds of the documents that `report.documents` makes; that module is too heavy to be asked for the help."""


def register(commands: Commands) -> None:
    """Add the command."""
    text = commands.text
    report = commands.add_for_plan("report", _report, N_("a document about a plan under scenarios"))
    said = text("id or path of a scenario; stated if left out")
    report.options.add_argument("-s", "--scenario", action="append", metavar="S", help=said)
    report.options.add_argument(
        "--to", choices=KINDS, default=KINDS[0], help=text("kind of document; png and svg: all charts in one ZIP")
    )
    report.options.add_argument(
        "-o", "--output", metavar="FILE", help=text("file to write; none: named after the plan")
    )
    layout = text("layout of the document: state (Decree 30/2020) or party (Guide 36-HD/VPTW)")
    report.options.add_argument("--layout", choices=("state", "party"), default="state", help=layout)
    report.options.add_argument("--force", action="store_true", help=text("replace a file that is there already"))


def _report(options: argparse.Namespace, wording: Wording) -> int:
    from forecast.audit import audit_plan
    from forecast.cli.output import print_json
    from forecast.disk import check_output, write_output
    from forecast.files import find_scenario, read_plan
    from forecast.referencefiles import read_reference
    from forecast.report import documents
    from forecast.study import run_study

    workspace = workspace_of(options)
    plan = read_plan(options.plan, workspace)
    path = options.output or f"{plan.id}.{documents.KINDS[options.to].ending}"
    check_output(path, replace=options.force, ending=documents.KINDS[options.to].ending)
    scenarios = [find_scenario(name, plan, workspace) for name in options.scenario or ["stated"]]
    study = run_study(plan, scenarios, read_reference())
    order = documents.Order(study=study, audit=audit_plan(plan), wording=wording, layout=options.layout)
    kind = documents.KINDS[options.to]
    content = kind.make(order)
    write_output(path, content, replace=options.force)
    if options.json:
        print_json({"written": path, "bytes": len(content)})
    else:
        print(wording.text("Written: {path}", path=path))
    return 0
