"""Plans that are still being filled in, kept as files so that a reload, a fault or a lost connection loses nothing."""

import json
import os
import re
import secrets
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Final

from forecast.planform import Form, read_form

MAX_BYTES: Final = 2_000_000
MAX_LISTED: Final = 20
_NAME: Final = re.compile(r"[0-9a-f]{12}\Z")


def new_name() -> str:
    """A name for a draft that nobody else has."""
    return secrets.token_hex(6)


def save(folder: Path, name: str, form: Form) -> None:
    """Write a draft; whoever reads it meets the old one or the new one, never a half."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(dir=folder, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(form), file, ensure_ascii=False)
        os.replace(made, _path(folder, name))
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise


def load(folder: Path, name: str) -> Form | None:
    """A draft by its name; None where there is none that can be read."""
    if not _NAME.match(name):
        return None
    try:
        path = _path(folder, name)
        if path.is_symlink() or path.stat().st_size > MAX_BYTES:
            return None
        return read_form(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None


def remove(folder: Path, name: str) -> None:
    """Delete a draft if it is there."""
    if _NAME.match(name):
        _path(folder, name).unlink(missing_ok=True)


def listed(folder: Path) -> dict[str, Form]:
    """Drafts by name, the newest first."""
    if not folder.is_dir():
        return {}
    paths = [path for path in folder.glob("*.json") if _NAME.match(path.stem) and not path.is_symlink()]
    newest = sorted(paths, key=lambda path: path.stat().st_mtime, reverse=True)[:MAX_LISTED]
    found = {path.stem: load(folder, path.stem) for path in newest}
    return {name: form for name, form in found.items() if form is not None}


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.json"
