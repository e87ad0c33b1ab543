"""Timings of documents about one plan, printed and never judged. Budgets are those of the issue on briefing: Word 1 s, the set 3 s.

.venv/bin/python benchmarks/documents.py
"""

import statistics
import time

from forecast.audit import audit_plan
from forecast.files import find_scenario, read_plan
from forecast.referencefiles import read_reference
from forecast.report.documents import KINDS, Order
from forecast.study import run_study
from forecast.wording import Wording

PLAN, REPEATS = "cam-duong", 5
BUDGETS = {"docx": 1.0}


def main() -> None:
    """Print a line for each kind of document: first making, later ones, and time of the processor, which other work does not stretch."""
    plan = read_plan(PLAN)
    study = run_study(plan, [find_scenario(name, plan) for name in ("stated", "centre-moves")], read_reference())
    order = Order(study=study, audit=audit_plan(plan), wording=Wording("vi"))
    sums = {"first": 0.0, "later": 0.0, "processor": 0.0}
    for ending, kind in KINDS.items():
        waited, worked = [], []
        for _ in range(REPEATS):
            start, busy = time.perf_counter(), time.process_time()
            kind.make(order)
            waited.append(time.perf_counter() - start)
            worked.append(time.process_time() - busy)
        spent = {"first": waited[0], "later": statistics.median(waited[1:]), "processor": statistics.median(worked)}
        sums = {name: sums[name] + value for name, value in spent.items()}
        _say(ending, spent, f"at most {BUDGETS[ending]} s" if ending in BUDGETS else "")
    _say("set", sums, "at most 3 s")


def _say(name: str, spent: dict[str, float], budget: str) -> None:
    times = "   ".join(f"{what} {seconds:6.2f} s" for what, seconds in spent.items())
    print(f"{name:6} {times}   {budget}")


if __name__ == "__main__":
    main()
