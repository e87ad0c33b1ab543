"""How long workbooks and tables take, and what refusing hostile files costs in time and memory.

    python benchmarks/sheets.py

Each refusal runs in a process of its own, so that its memory is its own; time and memory are above those of an empty refusal.
"""

import io
import json
import resource
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from functools import partial

from forecast import files
from forecast.errors import FileError
from forecast.exchange.returned import read_changes
from forecast.exchange.sheet import read_table
from forecast.exchange.writing import write_table, write_table_csv
from forecast.report.workbook import workbook
from forecast.study import run_study
from forecast.wording import Wording

REPEATS = 5


def timed(work: Callable[[], object]) -> float:
    """Median seconds of a few runs."""
    seconds = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def documents() -> None:
    """Workbooks and tables of the largest plan that is shipped."""
    plan = files.read_plan("cam-duong")
    wording = Wording("vi")
    for names in (["stated"], ["stated", "centre-moves", "late-clearance"]):
        study = run_study(plan, [files.find_scenario(name, plan) for name in names])
        content = workbook(study, wording)
        seconds = timed(partial(workbook, study, wording))
        print(f"live workbook, {len(names)} scenarios, {len(content) / 1e3:.0f} kB: {seconds:.2f} s")
        print(f"  changes read back: {timed(partial(read_changes, content, 'b.xlsx', plan)):.2f} s")
    for write, name in ((write_table, "b.xlsx"), (write_table_csv, "b.csv")):
        written, read = timed(partial(write, plan, "vi")), timed(partial(read_table, write(plan, "vi"), name))
        print(f"table {name}: written in {written:.2f} s, read in {read:.2f} s")


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip file that begins as a workbook does."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"PK\x03\x04",
    "100 MB": lambda: bytes(100_000_000),
    "100 MB of zeros, packed": lambda: packed({SHEET: bytes(100_000_000)}),
    "23 MB of entities": lambda: packed({SHEET: b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + b"&a;" * 7_600_000}),
    "23 MB of blanks": lambda: packed({SHEET: b"<x>" + b" " * 23_000_000}),
    "400,000 cells": lambda: packed({SHEET: b"<x>" + b'<c r="A1"><v>1</v></c>' * 400_000}),
    "10,000 columns": lambda: packed({SHEET: b"".join(b'<c r="NTP%d"/>' % n for n in range(1, 9))}),
    "merged sheet": lambda: packed({SHEET: b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'}),
    "340,000 strings": lambda: packed({"xl/sharedStrings.xml": b"<sst>" + b"<si><t/></si>" * 340_000}),
    "macros": lambda: packed({"xl/vbaProject.bin": b"x"}),
    "long CSV": lambda: b"a;b;c\n" * 900_000,
    "wide CSV": lambda: b";" * 5_900_000,
}


def refuse(name: str) -> None:
    """Refuse one file and print what that took."""
    content = HOSTILE[name]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    try:
        read_table(content, "b")
        code = "read"
    except FileError as error:
        code = error.faults[0].code
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"code": code, "seconds": seconds, "extra": (after - before) / 1e3, "peak": after / 1e3}))


def refusals() -> None:
    """All hostile files, each in its own process."""
    for name in HOSTILE:
        run = subprocess.run([sys.executable, __file__, name], capture_output=True, text=True, check=True)
        found = json.loads(run.stdout)
        print(
            f"{name}: {found['code']} after {found['seconds']:.2f} s, {found['extra']:.0f} MB more, {found['peak']:.0f} MB in all"
        )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        refuse(sys.argv[1])
    else:
        documents()
        refusals()
