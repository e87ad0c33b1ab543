"""Files put in their place whole or not at all."""

import contextlib
import os
import secrets
import stat
import time
from pathlib import Path
from typing import Final

from forecast.errors import SavingError

_TEMPORARY: Final = ".saving-"


def clear(folder: Path, name: str) -> None:
    """Take away what savings that never came to an end have left."""
    for left in folder.glob(f"{_TEMPORARY}{name}*"):
        left.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in its place: whole, or not at all."""
    temporary = path.with_name(f"{_TEMPORARY}{path.name}-{secrets.token_hex(4)}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(temporary, flags, 0o644), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.is_symlink() or (path.exists() and not stat.S_ISREG(path.stat().st_mode)):
            raise SavingError("workspace_link", found=str(path))
        put(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def put(temporary: Path, path: Path) -> None:
    """Replace, again for a second where another program reads the file (on Windows)."""
    for _ in range(20):
        try:
            temporary.replace(path)
            return
        except PermissionError:
            if os.name == "posix":
                raise
            time.sleep(0.05)
    temporary.replace(path)


def sync_folder(folder: Path) -> None:
    """Bring the names of a folder to the disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def count(folder: Path) -> int:
    """Files of a folder."""
    return sum(1 for _ in folder.iterdir())
