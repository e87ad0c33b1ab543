"""A plan with its scenarios, the texts of its sources and its actuals as one file, to be sent to somebody else.

A pack is a ZIP archive of the project's own text files. One that comes from elsewhere is untrusted: only the names that a pack has are
read, nothing is unpacked to the disk by the archive itself, and what a file holds is counted while it is read.
"""

import io
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from forecast.disk import MAX_SOURCE, in_folder, read_bytes, shipped
from forecast.errors import Fault, FileError, MissingError
from forecast.files import GENERIC, list_plans, list_scenarios, plan_path, read_plan, read_plan_text, read_source_text
from forecast.plan import Plan
from forecast.scenario import Scenario
from forecast.scenarioyaml import write_scenario
from forecast.shape import read_model
from forecast.tracking import Facts, read_facts_text
from forecast.tracking.writing import fact_row, facts_text, rows_text
from forecast.workspace import NONE, Item, Workspace, free_id
from forecast.written import cut
from forecast.yamltext import MAX_BYTES, read_yaml

FORMAT: Final = "forecast.pack/1"
MAX_PACK: Final = 20_000_000
"""Largest archive [byte]."""
MAX_WHOLE: Final = 60_000_000
"""Most that all files of a pack hold together [byte]."""
MAX_FILES: Final = 500
_NAME: Final = re.compile(
    r"(pack\.json|plan\.yaml|actuals\.csv|scenarios/[a-z][a-z0-9_-]{0,63}\.yaml|sources/[a-z][a-z0-9_-]{0,63}\.txt)\Z"
)
_DATE: Final = (2026, 1, 1, 0, 0, 0)
"""Time of every file in a pack, so that the same content gives the same bytes."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Pack:
    """What a pack holds: a plan, its scenarios as they are written, the texts of its sources by id, its actuals."""

    plan: Plan
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    sources: Mapping[str, bytes] = field(default_factory=dict)
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What opening a pack did: the id its plan has here, which scenarios are new here by the id they had, how many facts were added."""

    plan: str
    scenarios: Mapping[str, str]
    facts: int


def pack_plan(plan: str | Path, workspace: Workspace | None = None) -> bytes:
    """Pack of a plan by path or id, with what belongs to it. Raises FileError and MissingError."""
    root = None if workspace is None else workspace.root
    path = plan_path(plan, root)
    read = read_plan_text(read_bytes(path), str(path))
    files = {"pack.json": json.dumps({"format": FORMAT, "plan": read.id}).encode(), "plan.yaml": read_bytes(path)}
    own = in_folder(shipped("scenarios") / read.id)
    if root is not None:
        own |= in_folder(root / "scenarios" / read.id)
    files |= {f"scenarios/{name}.yaml": read_bytes(each) for name, each in own.items() if name not in GENERIC}
    folder = path.resolve().parent.parent / "sources"
    for document in read.sources.values():
        text = None if document.text is None else _source(document.text, folder)
        files |= {} if text is None else {f"sources/{document.text}.txt": text.encode()}
    if workspace is not None and (facts := workspace.facts(read)):
        files["actuals.csv"] = facts_text(facts).encode()
    return _zipped(files)


def _source(text: str, folder: Path) -> str | None:
    for root in (folder, None):
        try:
            return read_source_text(text, root)
        except MissingError:
            continue
    return None


def _zipped(files: Mapping[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def read_pack(content: bytes, name: str) -> Pack:
    """Pack from the content of a file called `name`. Raises FileError with every fault of the first file that has some."""
    files = dict(_files(content, name))
    head = _head(files.get("pack.json"), name)
    if "plan.yaml" not in files:
        raise _fault(name, "pack_without_plan")
    plan = read_plan_text(files["plan.yaml"], f"{name}: plan.yaml")
    if head != plan.id:
        raise _fault(name, "pack_unreadable", found=f"{cut(head)} ≠ {plan.id}")
    scenarios = {
        path[len("scenarios/") : -len(".yaml")]: _scenario(text, f"{name}: {path}", plan)
        for path, text in files.items()
        if path.startswith("scenarios/")
    }
    sources = {
        path[len("sources/") : -len(".txt")]: text for path, text in files.items() if path.startswith("sources/")
    }
    actuals = files.get("actuals.csv")
    facts = Facts() if actuals is None else read_facts_text(actuals, f"{name}: actuals.csv", plan)
    return Pack(plan=plan, scenarios=scenarios, sources=sources, facts=facts)


def _scenario(content: bytes, name: str, plan: Plan) -> Scenario:
    """A scenario as it is written; it is checked against its parents once all of them are there."""
    tree = read_yaml(content)
    if tree.faults:
        raise FileError(name, tree.faults)
    reading = read_model(Scenario, tree.data)
    if reading.flaws or reading.value is None:
        flaws = [Fault(code=each.code, params=each.params, line=tree.line(each.place)) for each in reading.flaws]
        raise FileError(name, flaws)
    if reading.value.plan != plan.id:
        raise _fault(name, "wrong_plan", found=reading.value.plan, allowed=plan.id)
    return reading.value


def _files(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Files of an archive by name, each counted while it is read."""
    if len(content) > MAX_PACK:
        raise _fault(name, "file_too_large", found=len(content), allowed=MAX_PACK)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_FILES:
                raise _fault(name, "pack_many", found=len(entries), allowed=MAX_FILES)
            left = MAX_WHOLE
            seen: set[str] = set()
            for entry in entries:
                _check(entry, seen, name)
                limit = min(left, MAX_SOURCE if entry.filename.startswith("sources/") else MAX_BYTES)
                with archive.open(entry) as file:
                    text = file.read(limit + 1)
                if len(text) > limit:
                    raise _fault(name, "pack_large", found=entry.filename, allowed=limit)
                left -= len(text)
                yield entry.filename, text
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise _fault(name, "pack_unreadable", found=cut(str(error) or type(error).__name__)) from None


def _check(entry: zipfile.ZipInfo, seen: set[str], name: str) -> None:
    """Refuse what no pack has: other names, names twice, links, what is locked by a password."""
    mode = entry.external_attr >> 16
    odd = stat.S_IFMT(mode) not in (0, stat.S_IFREG) or entry.flag_bits & 0x1
    if odd or not _NAME.match(entry.filename) or entry.filename in seen:
        raise _fault(name, "pack_entry", found=cut(entry.filename))
    seen.add(entry.filename)


def _head(content: bytes | None, name: str) -> str:
    """Id of the plan that a pack says it holds."""
    try:
        head = json.loads(content or b"")
        if head["format"] == FORMAT:
            return str(head["plan"])
        raise _fault(name, "format_unknown", found=cut(str(head["format"])), allowed=FORMAT)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _fault(name, "pack_without_head") from None


def _fault(name: str, code: str, **params: object) -> FileError:
    return FileError(name, [Fault(code=code, params=params)])


def open_pack(pack: Pack, workspace: Workspace, by: str) -> Opened:
    """Put what a pack holds into a workspace; nothing that is there is written over.

    What is here already and says the same stays. A plan that says something else than the one of its id here gets an id of its own,
    and so does a scenario.
    """
    plan = pack.plan
    known = list_plans(workspace.root)
    if plan.id not in known or read_plan(plan.id, workspace.root) != plan:
        plan = plan.model_copy(update={"id": free_id(plan.id, known)})
        workspace.save_plan(plan, NONE, by)
        for name, text in pack.sources.items():
            workspace.store.add(Item("sources", name), text)
    names = _scenarios(pack, plan, workspace, by)
    rows = [{**fact_row(fact), "plan": plan.id} for fact in pack.facts.rows]
    added = workspace.append_facts(plan, rows_text(rows), "actuals.csv", by) if rows else 0
    return Opened(plan=plan.id, scenarios=names, facts=added)


def _scenarios(pack: Pack, plan: Plan, workspace: Workspace, by: str) -> dict[str, str]:
    """Save the scenarios that are not here, parents first; ids here by the ids they had."""
    names: dict[str, str] = {}
    new: dict[str, str] = {}
    for old in _parents_first(pack.scenarios):
        scenario = pack.scenarios[old]
        taken = (*list_scenarios(plan.id, workspace.root), *workspace.deleted(plan.id))
        parent = scenario.extends if scenario.extends is None else names.get(scenario.extends, scenario.extends)
        same = scenario.model_copy(update={"plan": plan.id, "extends": parent})
        if old in taken and _written(old, plan, workspace) == write_scenario(same):
            names[old] = old
            continue
        names[old] = new[old] = free_id(old, taken)
        workspace.save_scenario(same.model_copy(update={"id": names[old]}), plan, NONE, by)
    return new


def _written(name: str, plan: Plan, workspace: Workspace) -> str | None:
    """Text of a scenario that is here under this id, as it would be written."""
    own = in_folder(workspace.root / "scenarios" / plan.id) | in_folder(shipped("scenarios") / plan.id)
    return (
        write_scenario(_scenario(read_bytes(own[name]), name, plan).model_copy(update={"id": name}))
        if name in own
        else None
    )


def _parents_first(scenarios: Mapping[str, Scenario]) -> list[str]:
    """Ids with every parent before its children; what runs in a circle stands last, and is told when it is saved."""
    ordered: list[str] = []
    while len(ordered) < len(scenarios):
        ready = [name for name, each in scenarios.items() if name not in ordered]
        free = [name for name in ready if scenarios[name].extends not in ready]
        ordered += free or ready
    return ordered
