"""Timings of the engine and of its start: medians, printed and never judged. Budgets are those of issue 2.

.venv/bin/python benchmarks/engine.py
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from forecast.audit import audit_plan
from forecast.files import find_scenario, read_plan
from forecast.study import run_study

PLAN = "cam-duong"
THREE = ("stated", "required", "past-pace")
TEN = (*THREE, "held", "reference") * 2
REPEATS = {"study": 200, "process": 9}


def median(call: Callable[[], object], repeats: int) -> float:
    """Median time of a call [ms], after one that does not count."""
    call()
    spent = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        spent.append(time.perf_counter() - start)
    return 1000 * statistics.median(spent)


def process(*arguments: str) -> float:
    """Median time of a Python process [ms]."""
    return median(
        lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True), REPEATS["process"]
    )


def main() -> None:
    """Print one line for each timing."""
    plan = read_plan(PLAN)
    found = {name: find_scenario(name, plan) for name in TEN}
    print(f"{PLAN}: {len(plan.indicators)} indicators, {plan.n_years} years; medians")
    print(f"read_plan                    {median(lambda: read_plan(PLAN), 20):8.2f} ms")
    for names, budget in ((THREE, "at most 5"), (TEN, "")):
        scenarios = [found[name] for name in names]
        spent = median(lambda scenarios=scenarios: run_study(plan, scenarios), REPEATS["study"])  # type: ignore[misc]
        print(f"run_study, {len(names):2} scenarios      {spent:8.2f} ms  {budget}")
    print(f"audit_plan                   {median(lambda: audit_plan(plan), 20):8.2f} ms")
    bare = process("-c", "pass")
    print(f"import forecast, over bare   {process('-c', 'import forecast') - bare:8.0f} ms  at most 250")
    print(f"import forecast.study, same  {process('-c', 'import forecast.study') - bare:8.0f} ms")
    print(f"forecast required {PLAN}  {process('-m', 'forecast', 'required', PLAN):8.0f} ms  at most 800")


if __name__ == "__main__":
    main()
