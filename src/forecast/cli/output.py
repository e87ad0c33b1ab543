"""What the commands print: tables, lists, JSON, and errors where their reader looks."""

import json
import re
import shutil
import sys
import textwrap
from collections.abc import Sequence
from typing import Any

from forecast.errors import CodedError, Fault, FileError, ForecastError
from forecast.wording import Wording


def report(error: ForecastError, as_json: bool, wording: Wording) -> None:
    """Print an error where its reader looks: text on the error stream, and JSON where JSON was asked for."""
    said = wording.error(error)
    print(said, file=sys.stderr)
    if as_json:
        from forecast.records import faults_record

        faults = error.faults if isinstance(error, FileError) else coded(error)
        path = error.path if isinstance(error, FileError) else None
        print_json({"error": {"message": said, **faults_record(path, faults, wording)}})


def coded(error: ForecastError) -> tuple[Fault, ...]:
    """The fault of an error that has a code."""
    return (Fault(code=error.code, params=error.params),) if isinstance(error, CodedError) else ()


def print_json(record: Any) -> None:
    """Print a record with its letters as they are; NaN is refused."""
    json.dump(record, sys.stdout, ensure_ascii=False, allow_nan=False, indent=1)
    print()


def width() -> int:
    """Characters in a line of the terminal."""
    return shutil.get_terminal_size((150, 24)).columns


def print_text(text: str, indent: str = "") -> None:
    """Print a sentence in the width of the terminal; a number and its sign stay together. Lines after the first stand further in."""
    tied = re.sub(r" (?=%)", "\u00a0", text)
    filled = textwrap.fill(
        tied,
        width(),
        break_on_hyphens=False,
        break_long_words=False,
        initial_indent=indent,
        subsequent_indent=2 * indent,
    )
    print(filled.replace("\u00a0", " "))


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]], wording: Wording) -> None:
    """Print a table below an empty line; nothing where it has no rows."""
    from forecast.cli.terminal import printed

    if rows:
        print()
        print(printed([wording.text(head) for head in heads], rows, width()))


def print_list(head: str, rows: Sequence[tuple[str, str]], wording: Wording) -> None:
    """Print names with what is said of each below a head; nothing where there are none."""
    if rows:
        print()
        print(wording.text(head))
        for name, text in rows:
            print_text(f"{name}: {text}", "  ")
