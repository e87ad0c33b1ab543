"""Files that people opened, kept as they are so that a reload or a link on the same computer opens them again."""

import contextlib
import hashlib
import re
from pathlib import Path
from typing import Final

from forecast.disk import read_bytes
from forecast.errors import FileError, SavingError
from forecast.workspace.atomic import write_whole

FOLDER: Final = "opened"
MOST: Final = 20
"""Files that are kept; the oldest go first."""
LARGEST: Final = 10_000_000
"""Largest file that is kept [byte]."""
_KEY: Final = re.compile(r"[0-9a-f]{16}\Z")
_SUFFIX: Final = re.compile(r"\.[a-z]{3,4}\Z")


def keep(root: Path, content: bytes, name: str) -> str | None:
    """Keep a file that was opened under `name`; the key to find it again, or None where it cannot be written."""
    folder, key = root / FOLDER, hashlib.sha256(content).hexdigest()[:16]
    suffix = Path(name).suffix.lower()
    if len(content) > LARGEST:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / f"{key}{suffix if _SUFFIX.match(suffix) else '.txt'}", content)
        _thin(folder)
    except (OSError, SavingError):
        return None
    return key


def load(root: Path, key: str) -> tuple[bytes, str] | None:
    """Content and name of a file that was kept; None where there is none."""
    path = _path(root, key)
    if path is None:
        return None
    try:
        return read_bytes(path, LARGEST), path.name
    except FileError:
        return None


def forget(root: Path, key: str) -> None:
    """Delete a file that was kept."""
    if (path := _path(root, key)) is not None:
        with contextlib.suppress(OSError):
            path.unlink()


def _path(root: Path, key: str) -> Path | None:
    if not _KEY.match(key):
        return None
    return next((path for path in (root / FOLDER).glob(f"{key}.*") if _SUFFIX.match(path.suffix)), None)


def _thin(folder: Path) -> None:
    """Delete the oldest files beyond the number that is kept."""
    files = sorted(folder.glob("*.*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in files[MOST:]:
        path.unlink(missing_ok=True)
