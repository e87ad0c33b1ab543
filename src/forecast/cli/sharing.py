"""Commands that share a plan between computers: one file with everything that belongs to it, and the way back."""

import argparse
from pathlib import Path

from forecast.cli.command import Commands, workspace_of
from forecast.cli.output import print_json
from forecast.wording import N_, Wording


def register(commands: Commands) -> None:
    """Add the commands."""
    text = commands.text
    pack = commands.add_for_plan("pack", _pack, N_("a plan with its scenarios, sources and actuals as one file"))
    pack.options.add_argument("-o", "--output", metavar="FILE.zip", required=True, help=text("file to write"))
    pack.options.add_argument("--force", action="store_true", help=text("replace a file that is there already"))
    unpack = commands.add("unpack", _unpack, N_("put a pack into the folder for what is saved"))
    unpack.arguments.add_argument("file", metavar="FILE.zip", help=text("pack made by 'forecast pack'"))
    unpack.options.add_argument(
        "--workspace", metavar="DIR", help=text("folder for what is saved; one of your own if left out")
    )


def _pack(options: argparse.Namespace, wording: Wording) -> int:
    from forecast.disk import write_output
    from forecast.workspace import Workspace
    from forecast.workspace.pack import pack_plan

    root = workspace_of(options)
    content = pack_plan(options.plan, None if root is None else Workspace(root))
    write_output(options.output, content, replace=options.force)
    if options.json:
        print_json({"file": str(options.output), "bytes": len(content)})
    else:
        print(wording.text("{name}: {n} bytes", name=options.output, n=len(content)))
    return 0


def _unpack(options: argparse.Namespace, wording: Wording) -> int:
    from forecast.disk import read_bytes
    from forecast.workspace import Workspace, chosen_root, user_name
    from forecast.workspace.pack import MAX_PACK, open_pack, read_pack

    pack = read_pack(read_bytes(Path(options.file), MAX_PACK), options.file)
    opened = open_pack(pack, Workspace(chosen_root(options.workspace)), user_name())
    if options.json:
        print_json({"plan": opened.plan, "scenarios": dict(opened.scenarios), "facts": opened.facts})
        return 0
    text = wording.text
    print(text("plan {plan}: {n} scenarios and {facts} facts are new here",
        plan=opened.plan, n=len(opened.scenarios), facts=opened.facts))  # fmt: skip
    for old, new in opened.scenarios.items():
        if old != new:
            print(text("  {old} differs from the one that is here, and is kept beside it as {new}", old=old, new=new))
    return 0
