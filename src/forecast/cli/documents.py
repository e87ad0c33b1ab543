"""The command that writes documents about a plan and its scenarios."""

import argparse
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from forecast.cli.command import Commands, workspace_of
from forecast.wording import N_, Wording

if TYPE_CHECKING:
    from forecast.outcome import Study

Maker: TypeAlias = "Callable[[Study, Wording], bytes]"


def register(commands: Commands) -> None:
    """Add the command."""
    text = commands.text
    report = commands.add_for_plan("report", _report, N_("a document about a plan under scenarios"))
    said = text("id or path of a scenario; stated if left out")
    report.options.add_argument("-s", "--scenario", action="append", metavar="S", help=said)
    report.options.add_argument(
        "--to", choices=tuple(MAKERS), default=next(iter(MAKERS)), help=text("kind of document")
    )
    report.options.add_argument(
        "-o", "--output", metavar="FILE", help=text("file to write; none: named after the plan")
    )
    report.options.add_argument("--force", action="store_true", help=text("replace a file that is there already"))


def _workbook(study: "Study", wording: Wording) -> bytes:
    from forecast.report.workbook import workbook

    return workbook(study, wording)


MAKERS: Final[Mapping[str, Maker]] = {"xlsx": _workbook}
"""Kinds of documents, and what makes each."""


def _report(options: argparse.Namespace, wording: Wording) -> int:
    from forecast.cli.output import print_json
    from forecast.disk import write_output
    from forecast.files import find_scenario, read_plan
    from forecast.study import run_study

    plan = read_plan(options.plan, workspace_of(options))
    study = run_study(
        plan, [find_scenario(name, plan, workspace_of(options)) for name in options.scenario or ["stated"]]
    )
    content = MAKERS[options.to](study, wording)
    path = options.output or f"{plan.id}.{options.to}"
    write_output(path, content, replace=options.force)
    if options.json:
        print_json({"written": path, "bytes": len(content)})
    else:
        print(wording.text("Written: {path}", path=path))
    return 0
