"""Plain files by path or by id: which ones are shipped, and their bytes. An id never becomes a path unchecked."""

import errno
import os
import stat
from pathlib import Path
from typing import Final, Literal

from forecast.errors import CodedError, Fault, FileError, MissingError
from forecast.written import cut, is_id, nearest
from forecast.yamltext import MAX_BYTES, decode

MAX_SOURCE: Final = 20_000_000
"""Largest text of a source that is read [byte]."""
_HERE: Final = Path(__file__).resolve().parent


def shipped(kind: Literal["data", "scenarios"]) -> Path:
    """Folder of the files that come with the program: in the installed package, or at the top of a checkout."""
    packed = _HERE / "_shipped" / kind
    return packed if packed.is_dir() else _HERE.parents[1] / kind


def in_folder(folder: Path) -> dict[str, Path]:
    """Plain YAML files of a folder whose names are ids, by id; none where there is no folder."""
    if not folder.is_dir():
        return {}
    found = (path for path in sorted(folder.glob("*.yaml")) if is_id(path.stem))
    return {path.stem: path for path in found if path.is_file() and not path.is_symlink()}


def is_path(name: str | Path) -> bool:
    """Whether a name says where a file is, rather than which of the shipped ones is meant."""
    return isinstance(name, Path) or any(mark in name for mark in ("/", "\\", ".yaml", ".yml"))


def chosen(name: str | Path, found: dict[str, Path], code: str) -> Path:
    """File that is meant by a path or an id. Raises MissingError with `code` and the ids there are."""
    if is_path(name):
        return Path(name)
    if str(name) not in found:
        shown = cut(str(name))
        raise MissingError(code, found=shown, allowed=", ".join(found) or "–", nearest=nearest(shown, found))
    return found[str(name)]


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Content of a plain file of at most `limit` bytes; links, devices and folders are refused. Raises FileError."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            raise _fault(path, "file_not_regular", found=str(path))
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(path, flags), "rb") as file:
            size = os.fstat(file.fileno()).st_size
            content = file.read(limit + 1) if size <= limit else b""
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise _fault(path, "file_missing", found=str(path)) from None
    except OSError as error:
        raise _fault(path, "file_unreadable", found=error.strerror or "–") from None
    if max(size, len(content)) > limit:
        raise _fault(path, "file_too_large", found=max(size, len(content)), allowed=limit)
    return content


def read_input(name: str, limit: int) -> bytes:
    """Content of a file that somebody names on the command line. Raises FileError."""
    return read_bytes(Path(name), limit)


def check_output(name: str, *, replace: bool = False, ending: str | None = None) -> None:
    """Refuse a place where nothing can be written, before the work for it is done. Raises CodedError.

    Parameters
    ----------
    ending : its last part is what the name has to end with, as in ``docx`` and ``png.zip``; None: anything
    """
    path = Path(name)
    if path.is_dir():
        raise CodedError("output_unwritable", found=cut(name), reason=os.strerror(errno.EISDIR))
    last = None if ending is None else f".{ending.rpartition('.')[2]}"
    if last is not None and path.suffix.casefold() != last:
        raise CodedError("output_kind", found=cut(name), allowed=last)
    if path.exists() and not replace:
        raise CodedError("output_exists", found=cut(name))
    if not path.parent.is_dir():
        raise CodedError("output_unwritable", found=cut(name), reason=os.strerror(errno.ENOENT))


def write_output(name: str, content: bytes, *, replace: bool = False) -> None:
    """Write a file that somebody asked for; one that is there already only where that was asked for too.

    Raises
    ------
    CodedError : the file is there already, or cannot be written
    """
    check_output(name, replace=replace)
    try:
        with Path(name).open("wb" if replace else "xb") as file:
            file.write(content)
    except FileExistsError:
        raise CodedError("output_exists", found=cut(name)) from None
    except OSError as error:
        raise CodedError("output_unwritable", found=cut(name), reason=error.strerror or "–") from None


def read_source_text(text: str, root: Path | None = None) -> str:
    """Words of a source by the id of its text, from the folder `root` or the one that is shipped.

    Raises
    ------
    FileError
        The file cannot be read, or is no text.
    MissingError
        The folder has no text of this id.
    """
    path = (root or shipped("data") / "sources") / f"{text}.txt"
    if not is_id(text) or not path.is_file():
        raise MissingError("no_source", found=cut(text))
    try:
        return decode(read_bytes(path, MAX_SOURCE))
    except UnicodeDecodeError as error:
        raise _fault(path, "file_not_text", found=error.start) from None


def _fault(path: Path, code: str, **params: object) -> FileError:
    return FileError(str(path), [Fault(code=code, params=params)])
