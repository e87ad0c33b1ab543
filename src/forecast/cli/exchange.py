"""Commands for the planners' own tables: a plan from a table, a table from a plan; and for workbooks that come back changed."""

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from forecast.cli.command import Commands, workspace_of
from forecast.cli.output import print_json
from forecast.errors import CodedError
from forecast.wording import N_, Wording

if TYPE_CHECKING:
    from forecast.exchange.sheet import TableRead
    from forecast.plan import Plan
    from forecast.scenario import Scenario


def register(commands: Commands) -> None:
    """Add the commands."""
    text = commands.text
    said = N_("a plan from a table in the planners' form, or a scenario from growth changed in a workbook of ours")
    take = commands.add("import", _import, said)
    take.arguments.add_argument(
        "sheet", metavar="SHEET", help=text("table (.xlsx or CSV), or workbook of forecast report")
    )
    take.options.add_argument(
        "-o", "--output", metavar="FILE", help=text("file to write; none: only say what is found")
    )
    take.options.add_argument(
        "--sheet", dest="only", metavar="NAME", help=text("the one sheet of the workbook to read")
    )
    take.options.add_argument("--partial", action="store_true", help=text("write even if some cells cannot be read"))
    take.options.add_argument(
        "--plan", metavar="PLAN", help=text("plan the workbook is of, if it is not a shipped one")
    )
    take.options.add_argument("-s", "--scenario", metavar="S", help=text("scenario whose changes are taken"))
    take.options.add_argument(
        "--into", metavar="ID", help=text("save it in the folder for what is saved, under this id")
    )
    commands.know_workspace(take)
    _force(take.options, commands)
    give = commands.add("export", _export, N_("a plan as a table in the planners' form, or the empty form"))
    give.arguments.add_argument("plan", metavar="PLAN", nargs="?", help=text("path of a plan, or id of a shipped one"))
    give.options.add_argument("--to", choices=("xlsx", "csv"), default="xlsx", help=text("xlsx if left out"))
    give.options.add_argument("-o", "--output", metavar="FILE", help=text("file to write; none: named after the plan"))
    give.options.add_argument("--template", action="store_true", help=text("the empty form with an example"))
    commands.know_workspace(give)
    _force(give.options, commands)


def _force(options: Any, commands: Commands) -> None:
    options.add_argument("--force", action="store_true", help=commands.text("replace a file that is there already"))


def _import(options: argparse.Namespace, wording: Wording) -> int:
    from forecast.disk import read_input
    from forecast.exchange.guard import MAX_BYTES
    from forecast.exchange.returned import plan_of

    content = read_input(options.sheet, MAX_BYTES)
    made_of = plan_of(content, options.sheet)
    if made_of is not None:
        return _import_changes(content, made_of, options, wording)
    return _import_table(content, options, wording)


def _import_table(content: bytes, options: argparse.Namespace, wording: Wording) -> int:
    """A planners' table becomes a plan."""
    from forecast.disk import write_output
    from forecast.exchange.sheet import read_table

    found = read_table(content, options.sheet, sheet=options.only)
    usable = found.text is not None and (options.partial or not found.faults)
    written = options.output if usable and options.output else None
    if written is not None and found.text is not None:
        write_output(written, found.text.encode("utf-8"), replace=options.force)
    saved = _save_plan(found.plan, options) if usable and found.plan is not None and options.into else None
    if options.json:
        print_json(_record(found, written, wording) | {"saved": saved})
    else:
        _say(found, written or saved, wording)
    return 2 if found.faults and not options.partial else 0


def _import_changes(content: bytes, made_of: str, options: argparse.Namespace, wording: Wording) -> int:
    """Growth changed in our own workbook becomes a scenario."""
    from forecast.disk import write_output
    from forecast.exchange.returned import read_changes
    from forecast.exchange.returnedwords import changes_record, said_changes
    from forecast.files import read_plan
    from forecast.scenarioyaml import write_scenario

    plan = read_plan(options.plan or made_of, workspace_of(options))
    changes = read_changes(content, options.sheet, plan, scenario=options.scenario)
    written = options.output if changes.scenario is not None else None
    if written is not None and changes.scenario is not None:
        write_output(written, write_scenario(changes.scenario).encode("utf-8"), replace=options.force)
    saved = None if changes.scenario is None or options.into is None else _save(changes.scenario, plan, options)
    if options.json:
        print_json(changes_record(changes, plan, written, wording) | {"saved": saved})
    else:
        print("\n".join(said_changes(changes, plan, wording)))
        if written is not None:
            print(wording.text("Written: {path}", path=written))
        if saved is not None:
            print(wording.text("Saved: {name}", name=saved))
    return 2 if changes.faults else 0


def _save_plan(plan: "Plan", options: argparse.Namespace) -> str:
    """Path of the file in the workspace that the plan was saved in."""
    from forecast.errors import SavingError
    from forecast.workspace import NONE, Item, Workspace, chosen_root, user_name

    space, item = Workspace(chosen_root(options.workspace)), Item("plans", options.into)
    now = space.store.read(item)
    if now is not None and not options.force:
        raise SavingError("saved_already", found=options.into)
    space.save_plan(plan.model_copy(update={"id": options.into}), NONE if now is None else now.version, user_name())
    return str(space.store.path(item))


def _save(made: "Scenario", plan: "Plan", options: argparse.Namespace) -> str:
    """Path of the file in the workspace that the changed growth was saved in."""
    from forecast.exchange.taken import save_into
    from forecast.workspace import Item, Workspace, chosen_root, user_name

    space = Workspace(chosen_root(options.workspace))
    save_into(made, options.into, plan, space, user_name())
    return str(space.store.path(Item("scenarios", plan.id, options.into)))


def _record(found: "TableRead", written: str | None, wording: Wording) -> dict[str, Any]:
    from forecast.records import faults_record

    notes = [{"where": note.where, "code": note.code, "message": note.said(wording)} for note in found.notes]
    return {
        "plan": None if found.plan is None else found.plan.id,
        "indicators": 0 if found.plan is None else len(found.plan.indicators),
        "written": written,
        **faults_record(None, found.faults, wording),
        "notes": notes,
    }


def _say(found: "TableRead", written: str | None, wording: Wording) -> None:
    n_read = 0 if found.plan is None else len(found.plan.indicators)
    print(wording.text("{n} indicators read.", n=n_read))
    if found.faults:
        print(wording.text("{n} cells cannot be read:", n=len(found.faults)))
        for fault in found.faults:
            print(f"  {wording.fault(fault)}")
    if found.notes:
        print(wording.text("What was decided or left out:"))
        for note in found.notes:
            print(f"  {note.said(wording)}")
    if written is not None:
        print(wording.text("Written: {path}", path=written))
    elif found.faults:
        print(wording.text("Nothing is written; correct the cells, or add --partial to leave them out."))


def _export(options: argparse.Namespace, wording: Wording) -> int:
    from forecast.disk import write_output
    from forecast.exchange.leftout import left_out
    from forecast.exchange.writing import write_table, write_table_csv, write_template
    from forecast.files import read_plan

    if options.plan is None and not options.template:
        raise CodedError("export_nothing")
    as_csv = options.to == "csv"
    dropped: Mapping[str, int] = {}
    if options.template:
        content, name = write_template(wording.language, as_csv=as_csv), wording.text("indicator-form")
    else:
        plan = read_plan(options.plan, workspace_of(options))
        content = (write_table_csv if as_csv else write_table)(plan, wording.language)
        name, dropped = plan.id, left_out(plan, wording.language)
    path = options.output or f"{name}.{options.to}"
    write_output(path, content, replace=options.force)
    if options.json:
        print_json({"written": path, "bytes": len(content), "left_out": dict(dropped)})
        return 0
    print(wording.text("Written: {path}", path=path))
    if dropped:
        print(wording.text("The form has no place for:"))
        for what, count in dropped.items():
            print(f"  {wording.text(what)}: {count}")
    return 0
