"""The only reader of our own files: plans, scenarios and the texts of their sources, every fault of a file at once.

An id is looked up among the files that are shipped; only a path leads elsewhere. Every reader raises FileError with all faults
of the file, or MissingError with the names there are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from forecast.checks import plan_flaws
from forecast.disk import chosen, in_folder, read_bytes, read_source_text, shipped
from forecast.errors import Fault, FileError, MissingError
from forecast.plan import Plan
from forecast.quotes import SourceText, quote_flaws
from forecast.scenario import Scenario, resolve
from forecast.scenariochecks import scenario_flaws, unfit
from forecast.shape import Reading, read_model
from forecast.written import Flaw, cut, is_id
from forecast.yamltext import Tree, read_yaml

__all__ = [
    "GENERIC",
    "check",
    "find_scenario",
    "list_plans",
    "list_scenarios",
    "parse_scenario",
    "plan_path",
    "read_plan",
    "read_plan_text",
    "read_scenario",
    "read_scenario_text",
    "read_source_text",
    "refuse_unfit",
    "shipped",
]

GENERIC: Final = ("stated", "required", "past-pace", "held", "reference")
"""Generic scenarios in the order in which they are offered."""
MAX_ALLOWED: Final = 1_000
"""Characters that a fault shows of what is allowed; of everything else it shows a hundred."""
MAX_NEAREST: Final = 200
"""Faults of one file that name what was most likely meant: it takes long to find among thousands."""


def list_plans(workspace: Path | None = None) -> tuple[str, ...]:
    """Ids of the plans that are shipped, then of those in the folder `workspace`."""
    return tuple(_plan_paths(workspace))


def list_scenarios(plan_id: str, workspace: Path | None = None) -> tuple[str, ...]:
    """Ids of the scenarios a plan can be run under: the generic ones, then its own, then those in the folder `workspace`."""
    return tuple(_scenario_paths(plan_id, workspace))


def read_plan(plan: str | Path, workspace: Path | None = None) -> Plan:
    """Plan from a file, or the one with this id: that of the folder `workspace` where there is one, else the shipped one.

    Raises
    ------
    FileError : with every fault of the file
    MissingError : no plan has this id
    """
    path = plan_path(plan, workspace)
    return read_plan_text(read_bytes(path), str(path))


def read_plan_text(content: str | bytes, name: str) -> Plan:
    """Plan from the content of a file that is called `name`. Raises FileError with every fault."""
    draft = _plan(read_yaml(content))
    if draft.faults or draft.plan is None:
        raise FileError(name, draft.faults)
    return draft.plan


def plan_path(plan: str | Path, workspace: Path | None = None) -> Path:
    """File of a plan: the path itself, or that of the plan with this id. Raises MissingError."""
    return chosen(plan, _plan_paths(workspace), "no_plan")


def read_scenario(path: str | Path) -> Scenario:
    """Scenario as its file says it, with its parent still to be put in. Raises FileError."""
    return _scenario_file(Path(path), None).scenario


def read_scenario_text(content: str | bytes, name: str, plan: Plan, workspace: Path | None = None) -> Scenario:
    """Scenario from the content of a file that is called `name`, its parents put in, checked against `plan`.

    Raises
    ------
    FileError : with every fault of the text, or of the file of a parent
    """
    return _resolved(_scenario(content, name, plan), plan, None, workspace)


def parse_scenario(content: str | bytes, name: str, plan: Plan) -> Scenario:
    """Scenario from the content of a file as it says it, with its parent still to be put in. Raises FileError."""
    return _scenario(content, name, plan).scenario


def find_scenario(scenario: str | Path, plan: Plan, workspace: Path | None = None) -> Scenario:
    """Scenario by id or path, its parents put in, checked against `plan`; also one saved in the folder `workspace`.

    Raises
    ------
    FileError : with every fault of the file, or of the file of a parent
    MissingError : the plan has no scenario with this id
    """
    path = chosen(scenario, _scenario_paths(plan.id, workspace), "no_scenario")
    return _resolved(_scenario_file(path, plan), plan, path, workspace)


def refuse_unfit(scenario: Scenario, plan: Plan) -> None:
    """Raise FileError where a scenario, however it was made, says of an indicator what the plan cannot take: what readers refuse."""
    if flaws := unfit(scenario, plan):
        raise FileError(scenario.id, _all_located(flaws, Tree(data={}, lines={})))


def check(file: str | Path, sources: Path | None = None) -> tuple[Fault, ...]:
    """Every fault of a plan, its quotes included, or of a scenario, in the order of the lines.

    Parameters
    ----------
    file : path of a plan or a scenario, or the id of a shipped plan
    sources : folder of the sources' texts; left out: `sources` beside the folder of the file, or the shipped one

    Raises
    ------
    MissingError : no plan has this id
    """
    path = plan_path(file)
    try:
        tree = read_yaml(read_bytes(path))
    except FileError as error:
        return error.faults
    if isinstance(tree.data, dict) and str(tree.data.get("format")).startswith("forecast.scenario/"):
        return _check_scenario(path)
    draft = _plan(tree)
    faults = list(draft.faults)
    if draft.reading is not None and draft.reading.value is not None:
        own = sources or path.resolve().parent.parent / "sources"
        flaws = _quote_flaws(draft.reading.value, own if own.is_dir() else None)
        faults += _all_located(draft.reading.believed(flaws), tree)
    return tuple(sorted(faults, key=lambda fault: fault.line or 0))


def _check_scenario(path: Path) -> tuple[Fault, ...]:
    try:
        scenario = read_scenario(path)
        if scenario.plan in list_plans():
            find_scenario(path.resolve(), read_plan(scenario.plan))
    except FileError as error:
        return error.faults
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _PlanDraft:
    """What was made of a plan's file: the plan where it has no fault."""

    faults: tuple[Fault, ...]
    reading: Reading[Plan] | None = None

    @property
    def plan(self) -> Plan | None:
        return None if self.faults or self.reading is None else self.reading.value


def _plan(tree: Tree) -> _PlanDraft:
    if not tree.complete:
        return _PlanDraft(faults=tree.faults)
    language = tree.data.get("language") if isinstance(tree.data, dict) else None
    reading = read_model(Plan, tree.data, language if language in ("vi", "en") else "vi")
    flaws = [*_format_missing(tree), *reading.flaws]
    if reading.value is not None:
        flaws += reading.believed(plan_flaws(reading.value))
    return _PlanDraft(faults=(*tree.faults, *_all_located(flaws, tree)), reading=reading)


def _format_missing(tree: Tree) -> Iterator[Flaw]:
    if isinstance(tree.data, dict) and "format" not in tree.data:
        yield Flaw("missing", ("format",), {"found": "format"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _ScenarioDraft:
    """A scenario without faults, and the file it is from."""

    scenario: Scenario
    tree: Tree
    name: str


def _scenario(content: str | bytes, name: str, plan: Plan | None) -> _ScenarioDraft:
    tree = read_yaml(content)
    if not tree.complete:
        raise FileError(name, tree.faults)
    reading = read_model(Scenario, tree.data)
    flaws = [*_format_missing(tree), *reading.flaws]
    if reading.value is not None:
        flaws += reading.believed(scenario_flaws(reading.value, plan))
    faults = [*tree.faults, *_all_located(flaws, tree)]
    if faults or reading.value is None:
        raise FileError(name, faults)
    return _ScenarioDraft(scenario=reading.value, tree=tree, name=name)


def _scenario_file(path: Path, plan: Plan | None) -> _ScenarioDraft:
    return _scenario(read_bytes(path), str(path), plan)


def _resolved(draft: _ScenarioDraft, plan: Plan, path: Path | None, workspace: Path | None = None) -> Scenario:
    """Scenario with its parents put in; they are looked for beside its file, then among those of the plan."""
    chain, names, top = [draft.scenario], [draft.scenario.id if path is None else path.stem], draft
    paths = _scenario_paths(plan.id, workspace) | (in_folder(path.parent) if path is not None else {})
    while (parent := chain[0].extends) is not None:
        if parent in names:
            circle = " → ".join([*names[names.index(parent) :], parent])
            raise _at_extends(draft, Flaw("extends_cycle", ("extends",), {"found": circle}))
        if parent not in paths:
            raise _at_extends(draft, Flaw("unknown_parent", ("extends",), {"found": parent}, paths))
        draft = _scenario_file(paths[parent], plan)
        chain.insert(0, draft.scenario)
        names.append(parent)
    if flaws := _left_out(chain):
        raise FileError(top.name, _all_located(flaws, top.tree))
    return resolve(chain)


def _left_out(chain: list[Scenario]) -> list[Flaw]:
    """What a scenario leaves out without its parents having it."""
    *parents, scenario = chain
    above = resolve(parents) if parents else None
    known = [] if above is None else [event.id for event in above.events] + [delay.id for delay in above.delays]
    left = enumerate(scenario.without)
    return [Flaw("without_unknown", ("without", n), {"found": name}, known) for n, name in left if name not in known]


def _at_extends(draft: _ScenarioDraft, flaw: Flaw) -> FileError:
    return FileError(draft.name, [_located(flaw, draft.tree)])


def _plan_paths(workspace: Path | None) -> dict[str, Path]:
    """Files of the plans by id; one of the workspace stands for the shipped one with the same id."""
    return in_folder(shipped("data") / "plans") | ({} if workspace is None else in_folder(workspace / "plans"))


def _scenario_paths(plan_id: str, workspace: Path | None = None) -> dict[str, Path]:
    """Files of the scenarios of a plan by id: generic ones first, which a plan's own cannot hide."""
    root = shipped("scenarios")
    generic = in_folder(root)
    own = in_folder(root / plan_id) if is_id(plan_id) else {}
    if workspace is not None and is_id(plan_id):
        own |= in_folder(workspace / "scenarios" / plan_id)
    ordered: dict[str, Path] = {name: generic[name] for name in GENERIC if name in generic}
    return {**ordered, **generic, **{name: path for name, path in own.items() if name not in generic}}


def _quote_flaws(plan: Plan, root: Path | None) -> Iterator[Flaw]:
    texts: dict[str, SourceText | None] = {}

    def text_of(name: str) -> SourceText | None:
        if name not in texts:
            try:
                texts[name] = SourceText.read(read_source_text(name, root))
            except (FileError, MissingError):
                texts[name] = None
        return texts[name]

    return quote_flaws(plan, text_of)


def _all_located(flaws: Iterable[Flaw], tree: Tree) -> tuple[Fault, ...]:
    return tuple(_located(flaw, tree, near=number < MAX_NEAREST) for number, flaw in enumerate(flaws))


def _located(flaw: Flaw, tree: Tree, *, near: bool = True) -> Fault:
    """Fault with its line and a place that people can read; places among the parameters become lines."""
    params = {name: _shown(name, value, tree) for name, value in flaw.params.items()}
    if flaw.names is not None:
        params["allowed"] = cut(", ".join(islice(flaw.names, MAX_ALLOWED)) or "–", MAX_ALLOWED)
        params["nearest"] = flaw.nearest if near else ""
    at = tree.line(flaw.place) if tree.lines else None
    return Fault(code=flaw.code, params=params, line=at, where=tree.where(flaw.place))


def _shown(name: str, value: object, tree: Tree) -> object:
    if isinstance(value, tuple):
        return tree.line(value)
    if not isinstance(value, str):
        return value
    return cut(value, MAX_ALLOWED) if name == "allowed" else cut(value)
