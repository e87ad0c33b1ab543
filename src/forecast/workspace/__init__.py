"""What people save: plans, scenarios and actuals as files of one folder, which several people may share.

Scenarios and plans are files of the project's own formats, so that a workspace can be read without this program. What comes with the
program is never written over: a scenario that is saved has an id of its own.
"""

import getpass
import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

from forecast.disk import in_folder
from forecast.errors import ConflictError, MissingError, SavingError
from forecast.files import list_scenarios, read_plan_text, read_scenario, read_scenario_text
from forecast.plan import Plan
from forecast.planyaml import write_plan
from forecast.scenario import Scenario
from forecast.scenarioyaml import write_scenario
from forecast.sourced import Names
from forecast.tracking import Facts, read_facts_text
from forecast.tracking.writing import facts_text
from forecast.workspace.store import NONE, Entry, Item, Saved, Store, What

__all__ = [
    "NONE",
    "VARIABLE",
    "ConflictError",
    "Entry",
    "Item",
    "Saved",
    "Workspace",
    "chosen_root",
    "free_id",
    "user_name",
]

VARIABLE: Final = "FORECAST_WORKSPACE"
"""Environment variable that names the folder."""
_PLAIN_LETTERS: Final = str.maketrans({"đ": "d", "Đ": "d"})
_ID_LENGTH: Final = 48
"""Characters of an id that is made from a name."""


def chosen_root(given: str | Path | None = None) -> Path:
    """Folder for what is saved: the one given, else that of the environment, else one in the user's data folder."""
    return Path(given or os.environ.get(VARIABLE) or user_data_path("forecast", appauthor=False)).absolute()


def user_name() -> str:
    """Name of whoever works on this computer, as the history shows it; empty where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def free_id(name: str, taken: Iterable[str], otherwise: str = "scenario") -> str:
    """An id that says what `name` says and that is not taken yet."""
    letters = unicodedata.normalize("NFD", name.translate(_PLAIN_LETTERS)).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:_ID_LENGTH].strip("-")
    if not re.match("[a-z]", stem):
        stem = f"{otherwise}-{stem}".strip("-")
    known, number, found = set(taken), 1, stem
    while found in known or not _is_allowed(found):
        number += 1
        found = f"{stem}-{number}"
    return found


def _is_allowed(name: str) -> bool:
    try:
        return bool(Item("plans", name).parts)
    except SavingError:
        return False


class Workspace:
    """What is saved below one folder; nothing is written before something is saved."""

    def __init__(self, root: str | Path) -> None:
        self.root = Path(root)
        self.store = Store(self.root)

    # plans

    def plans(self) -> tuple[str, ...]:
        """Ids of the plans saved here."""
        return tuple(in_folder(self.root / "plans"))

    def save_plan(self, plan: Plan, base: str, by: str) -> Saved:
        """Save a plan that was of version `base` when its change began (`NONE`: a new one). Raises ConflictError."""
        text = write_plan(plan)
        read_plan_text(text, plan.id)
        return self.store.save(Item("plans", plan.id), text.encode(), base, by, _what(base))

    # scenarios

    def scenarios(self, plan: str) -> tuple[str, ...]:
        """Ids of the scenarios of a plan that are saved here."""
        return tuple(in_folder(self.store.path(Item("scenarios", plan, "any")).parent))

    def scenario(self, plan: str, name: str) -> tuple[Scenario, str]:
        """A saved scenario as it is written, its parent not put in, and its version. Raises MissingError and FileError."""
        item = Item("scenarios", plan, name)
        saved = self.store.read(item)
        if saved is None:
            raise MissingError("nothing_saved", found=name)
        return read_scenario(self.store.path(item)), saved.version

    def save_scenario(self, scenario: Scenario, plan: Plan, base: str, by: str, what: What | None = None) -> Saved:
        """Save a scenario, its parent not put in, that was of version `base` when its change began.

        Parameters
        ----------
        base : version that was read; `NONE` for a new scenario
        by : name of whoever saves
        what : what was done, where it is more than a change

        Raises
        ------
        ConflictError : somebody saved it in between
        SavingError : it cannot be saved; one that comes with the program stays as it is
        FileError : with every fault of the scenario
        """
        if scenario.id in list_scenarios(plan.id):
            raise SavingError("scenario_shipped", found=scenario.id)
        text = write_scenario(scenario)
        read_scenario_text(text, scenario.id, plan, self.root)
        return self.store.save(Item("scenarios", plan.id, scenario.id), text.encode(), base, by, what or _what(base))

    def rename_scenario(self, plan: Plan, name: str, new: Names, by: str) -> Saved:
        """Give a saved scenario another name; its id stays, so that links to it stay good."""
        scenario, version = self.scenario(plan.id, name)
        return self.save_scenario(scenario.model_copy(update={"name": new}), plan, version, by, "renamed")

    def delete_scenario(self, plan: str, name: str, base: str, by: str) -> None:
        """Delete a scenario of version `base`; `restore` brings it back. Raises ConflictError."""
        self.store.delete(Item("scenarios", plan, name), base, by)

    def restore(self, item: Item, by: str) -> Saved:
        """Bring back what was deleted. Raises MissingError where nothing was, ConflictError where there is a file again."""
        kept = [entry.content for entry in self.store.history(item) if entry.content is not None]
        if not kept:
            raise MissingError("nothing_saved", found=item.id or item.plan)
        return self.store.save(item, kept[-1].encode(), NONE, by, "restored")

    def deleted(self, plan: str) -> tuple[str, ...]:
        """Ids of the scenarios of a plan that were deleted and can be brought back."""
        there = set(self.scenarios(plan))
        folder = self.root.joinpath("history", *Item("scenarios", plan, "any").parts).parent
        names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
        return tuple(name for name in names if name not in there and self._history(plan, name))

    def _history(self, plan: str, name: str) -> tuple[Entry, ...]:
        try:
            return self.store.history(Item("scenarios", plan, name))
        except SavingError:
            return ()

    # actuals

    def facts(self, plan: Plan) -> Facts:
        """Facts about a plan that are saved here; none where there is no file. Raises FileError."""
        saved = self.store.read(Item("actuals", plan.id))
        return Facts() if saved is None else self._read(saved.content, plan)

    def append_facts(self, plan: Plan, content: bytes | str, name: str, by: str) -> int:
        """Add the facts of an actuals file called `name` to those saved here; nothing is written where one has a fault.

        Returns
        -------
        Number of facts that were not there before

        Raises
        ------
        FileError : with every fault of the new facts, also against those that are there
        """
        added = 0

        def edit(now: bytes | None) -> bytes:
            nonlocal added
            kept = Facts() if now is None else self._read(now, plan)
            both = read_facts_text(content, name, plan, kept)
            added = len(both) - len(kept)
            return facts_text(both).encode() if added else now or facts_text(both).encode()

        self.store.change(Item("actuals", plan.id), edit, by, "added")
        return added

    def save_facts(self, plan: Plan, content: str, base: str, by: str) -> Saved:
        """Keep exactly these facts, in place of version `base`. Raises FileError and ConflictError."""
        item = Item("actuals", plan.id)
        return self.store.save(item, facts_text(self._read(content, plan)).encode(), base, by)

    def _read(self, content: bytes | str, plan: Plan) -> Facts:
        return read_facts_text(content, str(self.store.path(Item("actuals", plan.id))), plan)


def _what(base: str) -> What:
    return "created" if base == NONE else "changed"
