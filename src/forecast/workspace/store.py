"""Files that several people change: saved whole or not at all, never over what somebody else saved in between, with their history.

A file is written beside its place, brought to the disk, and put in its place in one step. Before that the history notes what is about
to be saved; a note whose saving never came to an end is taken back by the next one. The version of a file follows from its bytes.
"""

import contextlib
import datetime
import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from filelock import FileLock, Timeout

from forecast.disk import MAX_SOURCE, read_bytes
from forecast.errors import ConflictError, FileError, SavingError
from forecast.workspace.atomic import clear, count, sync_folder, write_whole
from forecast.written import cut, is_id
from forecast.yamltext import MAX_BYTES

Kind: TypeAlias = Literal["plans", "scenarios", "actuals", "sources"]
What: TypeAlias = Literal["created", "changed", "renamed", "deleted", "restored", "added", "outside"]
SUFFIX: Final[dict[Kind, str]] = {"plans": ".yaml", "scenarios": ".yaml", "actuals": ".csv", "sources": ".txt"}
NONE: Final = ""
"""Version of a file that is not there."""
WAIT: Final = 10.0
"""Longest wait for somebody else's saving [s]."""
MOST_FILES: Final = 2_000
"""Files of one folder."""
MOST_ENTRIES: Final = 500
"""Entries of a history that are kept."""
MAX_NAME: Final = 80
"""Characters of the name of whoever saves."""


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One file of a workspace: a plan or its actuals by the plan's id, a scenario by plan and id, a source by its own."""

    kind: Kind
    plan: str
    id: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """Folders and name below the workspace. Raises SavingError where an id is none."""
        names = (self.plan, self.id) if self.kind == "scenarios" else (self.plan,)
        for name in names:
            if not is_id(name):
                raise SavingError("bad_id", found=cut(name))
        return (self.kind, *names)


@dataclass(frozen=True, slots=True)
class Saved:
    """Content of a file, and its version."""

    content: bytes
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One saving: when [UTC], by whom, what was done, the version it led to, and the text it had then."""

    number: int
    when: str
    by: str
    what: What
    version: str
    content: str | None = None


def version_of(content: bytes) -> str:
    """Version of a file with this content."""
    return hashlib.sha256(content).hexdigest()[:16]


class Store:
    """Files below one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, item: Item) -> Path:
        """Where a file is. Raises SavingError where its id is none, or a folder on the way is a link."""
        *folders, name = item.parts
        folder = self.root
        for step in folders:
            folder = folder / step
            if folder.is_symlink():
                raise SavingError("workspace_link", found=str(folder))
        return folder / f"{name}{SUFFIX[item.kind]}"

    def read(self, item: Item) -> Saved | None:
        """A file as it is now; None where there is none. Raises FileError."""
        path = self.path(item)
        if not path.exists() and not path.is_symlink():
            return None
        content = read_bytes(path)
        return Saved(content, version_of(content))

    def history(self, item: Item) -> tuple[Entry, ...]:
        """Savings of a file, the oldest first; what was changed by other programs stands last."""
        entries = [entry for path in self._notes(item) if (entry := _entry(path)) is not None]
        now = self._version(item)
        if entries and entries[-1].version != now and _version_before(entries) == now:
            entries.pop()
        if (entries[-1].version if entries else NONE) != now:
            entries.append(self._outside(item, entries[-1].number + 1 if entries else 1, now))
        return tuple(entries)

    def save(self, item: Item, content: bytes, base: str, by: str, what: What = "changed") -> Saved:
        """Save a file that was of version `base` when its change began.

        Raises
        ------
        ConflictError : it has another version by now
        SavingError : it cannot be saved
        """
        return self.change(item, lambda now: content, by, what, base)

    def add(self, item: Item, content: bytes) -> bool:
        """Add a file that has no versions, such as the text of a source; one that is there stays. Says whether it was added."""
        with self._alone(item) as path:
            if path.exists() or path.is_symlink():
                return False
            if len(content) > MAX_SOURCE:
                raise SavingError("workspace_large", found=len(content), allowed=MAX_SOURCE)
            write_whole(path, content)
            return True

    def delete(self, item: Item, base: str, by: str) -> None:
        """Delete a file of version `base`; its history keeps the text. Raises ConflictError and SavingError."""
        self.change(item, lambda now: None, by, "deleted", base)

    def change(
        self, item: Item, edit: Callable[[bytes | None], bytes | None], by: str, what: What, base: str | None = None
    ) -> Saved:
        """Change a file while nobody else can; `edit` gives its new content from the one it has, None to delete it."""
        with self._alone(item) as path:
            self._settle(item)
            now = self.read(item)
            version = NONE if now is None else now.version
            if base is not None and version != base:
                raise self._conflict(item, version)
            content = edit(None if now is None else now.content)
            if content is not None and len(content) > MAX_BYTES:
                raise SavingError("workspace_large", found=len(content), allowed=MAX_BYTES)
            after = NONE if content is None else version_of(content)
            if after != version:
                self._replace(item, path, content, Entry(number=0, when=_now(), by=by, what=what, version=after))
            return Saved(content or b"", after)

    def _replace(self, item: Item, path: Path, content: bytes | None, entry: Entry) -> None:
        if content is not None and not path.exists() and count(path.parent) >= MOST_FILES:
            raise SavingError("workspace_full", found=str(path.parent), allowed=MOST_FILES)
        self._note(item, entry, content)
        if content is None:
            path.unlink()
            sync_folder(path.parent)
        else:
            write_whole(path, content)

    def _conflict(self, item: Item, version: str) -> ConflictError:
        last = self.history(item)[-1]
        code = "deleted_in_between" if version == NONE else "saved_in_between"
        return ConflictError(code, version=version, by=last.by, when=last.when, found=item.id or item.plan)

    @contextlib.contextmanager
    def _alone(self, item: Item) -> Iterator[Path]:
        """The place of a file, while nobody else saves there."""
        path = self.path(item)
        try:
            self._folder(path.parent)
            locks = self._folder(self.root / ".locks")
            with FileLock(locks / f"{'.'.join(item.parts)}.lock", timeout=WAIT):
                clear(path.parent, f"{path.name}-")
                yield path
        except Timeout:
            raise SavingError("workspace_busy", found=item.id or item.plan) from None
        except OSError as error:
            raise SavingError("workspace_not_written", found=error.strerror or "–") from None

    def _folder(self, folder: Path) -> Path:
        """Make a folder of the workspace; none on the way is a link."""
        made = self.root
        made.mkdir(parents=True, exist_ok=True)
        for step in folder.relative_to(self.root).parts:
            made = made / step
            if made.is_symlink():
                raise SavingError("workspace_link", found=str(made))
            made.mkdir(exist_ok=True)
        return folder

    def _version(self, item: Item) -> str:
        now = self.read(item)
        return NONE if now is None else now.version

    # history: one small file for each saving

    def _notes(self, item: Item) -> list[Path]:
        folder = self._history(item)
        return sorted(path for path in folder.glob("*.json") if path.stem.isdigit()) if folder.is_dir() else []

    def _history(self, item: Item) -> Path:
        return self.root.joinpath("history", *item.parts)

    def _note(self, item: Item, entry: Entry, content: bytes | None) -> None:
        folder = self._folder(self._history(item))
        clear(folder, "")
        notes = self._notes(item)
        number = int(notes[-1].stem) + 1 if notes else 1
        text = None if content is None else content.decode("utf-8")
        data = {"when": entry.when, "by": cut(" ".join(entry.by.split()), MAX_NAME), "what": entry.what}
        data |= {"version": entry.version} | ({"content": text} if text is not None else {})
        write_whole(folder / f"{number:06}.json", json.dumps(data, ensure_ascii=False).encode())
        for old in notes[: len(notes) + 1 - MOST_ENTRIES]:
            old.unlink(missing_ok=True)

    def _settle(self, item: Item) -> None:
        """Take back the note of a saving that never came to an end; note what other programs changed."""
        notes, saved = self._notes(item), self.read(item)
        entries = [entry for path in notes[-2:] if (entry := _entry(path)) is not None]
        now = NONE if saved is None else saved.version
        if (entries[-1].version if entries else NONE) == now:
            return
        if entries and _version_before(entries) == now:
            notes[-1].unlink(missing_ok=True)
        else:
            self._note(item, self._outside(item, 0, now), None if saved is None else saved.content)

    def _outside(self, item: Item, number: int, version: str) -> Entry:
        path = self.path(item)
        stamp = path.stat().st_mtime if path.exists() else time.time()
        when = datetime.datetime.fromtimestamp(stamp, datetime.UTC).isoformat(timespec="seconds")
        return Entry(number=number, when=when, by="", what="outside", version=version)


def _entry(path: Path) -> Entry | None:
    """Entry of a history; None where its file says nothing sensible."""
    try:
        data = json.loads(read_bytes(path, 2 * MAX_BYTES))
        words = {name: str(data[name]) for name in ("when", "by", "version")}
        content = data.get("content")
        return Entry(
            number=int(path.stem), what=data["what"], content=None if content is None else str(content), **words
        )
    except (FileError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _version_before(entries: Sequence[Entry]) -> str:
    return entries[-2].version if len(entries) > 1 else NONE


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
