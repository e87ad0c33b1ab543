"""Files that are refused before anything in them is read: too large, packed to explode, with programs or links to other files."""

import io
import re
import zipfile
import zlib
from typing import Final

from forecast.errors import Fault, FileError

MAX_BYTES: Final = 6_000_000
"""Largest file that is read [byte]; our own largest workbook has 730,000."""
MAX_UNPACKED: Final = 24_000_000
"""Most that all parts of a workbook may unpack to [byte]."""
MAX_PARTS: Final = 1_000
MAX_CELLS: Final = 150_000
MAX_MARKS: Final = 1_000_000
"""Most tags in all parts of a workbook: strings and styles take time to open, too; a cell has about six."""
MAX_COLUMNS: Final = 200
MAX_ROWS: Final = 20_000
_OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of an .xls workbook, and of one with a password."""
_MACRO_PARTS: Final = re.compile(r"vbaproject|macrosheets/|activex|ctrlprops|\.bas$", re.IGNORECASE)
_LINK_PARTS: Final = re.compile(r"externallinks/|connections\.xml$|querytables/|webextensions/", re.IGNORECASE)
_MACRO_TYPE: Final = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
_DECLARED: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CELL: Final = re.compile(rb"<(?:\w+:)?c[ />]")
_PLACED: Final = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})(\d{1,9})"')
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]{1,3})(\d{1,9}):([A-Z]{1,3})(\d{1,9})"')
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml$", re.IGNORECASE)


def is_workbook(content: bytes) -> bool:
    """Whether a file is an .xlsx workbook by its first bytes, or pretends to be one."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLD))


def refuse(code: str, name: str, **params: object) -> FileError:
    """Fault of a whole file."""
    return FileError(name, [Fault(code=code, params=params)])


def check_size(content: bytes, name: str) -> None:
    """Refuse a file that is too large. Raises FileError."""
    if len(content) > MAX_BYTES:
        raise refuse("sheet_too_large", name, found=len(content), allowed=MAX_BYTES)


def check_workbook(content: bytes, name: str) -> None:
    """Refuse a workbook that is no table: old or locked, packed to explode, with macros, links or entities, or far too wide.

    Each part is unpacked once and at most to the allowed size, whatever its header says. Raises FileError.
    """
    if content.startswith(_OLD):
        raise refuse("sheet_old", name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _check_parts(packed, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise refuse("sheet_broken", name) from None


def _check_parts(packed: zipfile.ZipFile, name: str) -> None:
    parts = packed.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED:
        raise refuse("sheet_bomb", name, found=unpacked, allowed=MAX_UNPACKED)
    room, cells, marks = MAX_UNPACKED, 0, 0
    for part in parts:
        _check_name(part.filename, name)
        if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        text = _unpack(packed, part, room, name)
        room -= len(text)
        marks += text.count(b"<")
        _check_text(part.filename, text, name)
        cells += _check_sheet(text, name) if _SHEET.match(part.filename) else 0
    for code, found, allowed in (("sheet_many", cells, MAX_CELLS), ("sheet_heavy", marks, MAX_MARKS)):
        if found > allowed:
            raise refuse(code, name, found=found, allowed=allowed)


def _check_name(part: str, name: str) -> None:
    """Refuse parts that hold programs, or draw on other files."""
    for code, pattern in (("sheet_macros", _MACRO_PARTS), ("sheet_links", _LINK_PARTS)):
        if pattern.search(part):
            raise refuse(code, name, found=part[-60:])


def _unpack(packed: zipfile.ZipFile, part: zipfile.ZipInfo, room: int, name: str) -> bytes:
    with packed.open(part) as stream:
        text = stream.read(room + 1)
    if len(text) > room:
        raise refuse("sheet_bomb", name, found=len(text), allowed=MAX_UNPACKED)
    if b"\x00" in text[:200]:  # UTF-16: what is looked for below would not be found
        raise refuse("sheet_broken", name)
    return text


def _check_text(part: str, text: bytes, name: str) -> None:
    if _DECLARED.search(text):
        raise refuse("sheet_entities", name, found=part[-60:])
    if part == "[Content_Types].xml" and _MACRO_TYPE.search(text):
        raise refuse("sheet_macros", name, found=part)


def _check_sheet(text: bytes, name: str) -> int:
    """Cells of one sheet. Raises FileError where it is too wide, too long, or merged beyond reason."""
    cells = len(_CELL.findall(text))
    if cells > MAX_CELLS:
        raise refuse("sheet_many", name, found=cells, allowed=MAX_CELLS)
    for match in _PLACED.finditer(text):
        _check_place(match[1], match[2], name)
    for match in _MERGED.finditer(text):
        _check_place(match[3], match[4], name)
    return cells


def _check_place(column: bytes, row: bytes, name: str) -> None:
    number = 0
    for letter in column:
        number = 26 * number + letter - ord("A") + 1
    if number > MAX_COLUMNS:
        raise refuse("sheet_wide", name, found=number, allowed=MAX_COLUMNS)
    if int(row) > MAX_ROWS:
        raise refuse("sheet_long", name, found=int(row), allowed=MAX_ROWS)
