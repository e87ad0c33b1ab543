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
    """Print one line for each kind of document, the first making apart from later ones."""
    plan = read_plan(PLAN)
    study = run_study(plan, [find_scenario(name, plan) for name in ("stated", "centre-moves")], read_reference())
    order = Order(study=study, audit=audit_plan(plan), wording=Wording("vi"))
    first, later = 0.0, 0.0
    for ending, kind in KINDS.items():
        spent = []
        for _ in range(REPEATS):
            start = time.perf_counter()
            kind.make(order)
            spent.append(time.perf_counter() - start)
        first, later = first + spent[0], later + statistics.median(spent[1:])
        budget = f"at most {BUDGETS[ending]} s" if ending in BUDGETS else ""
        print(f"{ending:6} first {spent[0]:6.2f} s   later {statistics.median(spent[1:]):6.2f} s   {budget}")
    print(f"set    first {first:6.2f} s   later {later:6.2f} s   at most 3 s")


if __name__ == "__main__":
    main()
