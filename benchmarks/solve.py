"""Time of solving 10 targets with 10 levers among 40 indicators: medians, for reading.

.venv/bin/python benchmarks/solve.py
"""

import statistics
import time

from forecast.levers import Lever
from forecast.plan import Plan
from forecast.scenario import Scenario
from forecast.solve import solve

SOURCE = {"by": "benchmark", "date": "2026-01-01"}


def plan() -> Plan:
    indicators = []
    for place in range(40):
        indicators.append({
            "id": f"i{place}", "name": {"vi": f"Chỉ tiêu {place}"}, "unit": "tỷ đồng", "law": "compound",
            "observations": [{"year": "2025", "figure": f"{1000 + 10 * place} tỷ đồng", "source": SOURCE}],
            "targets": [{"id": "t", "rank": "party", "year": "2030", "figure": f"{1700 + 13 * place} tỷ đồng", "source": SOURCE}],
        })  # fmt: skip
    identities = [
        {"is": f"i{30 + place}", "equals": f"i{place} * i{place + 10} / i{place + 20}"} for place in range(10)
    ]
    head = {"id": "bench", "language": "vi", "name": {"vi": "Thử"}, "base_year": "2025", "target_year": "2030"}
    return Plan.read({**head, "indicators": indicators, "identities": identities})


def main() -> None:
    given = plan()
    held = Scenario.model_validate({"id": "held", "name": {"vi": "Giữ"}, "rule": "held"})
    targets = [f"i{30 + place}" for place in range(10)]
    levers = [Lever(indicator=f"i{place}", low=-0.05, high=0.15) for place in range(10)]
    times = []
    for _ in range(11):
        start = time.perf_counter()
        solution = solve(given, held, targets, levers)
        times.append(1000 * (time.perf_counter() - start))
    print(
        f"10 targets, 10 levers, 40 indicators: {statistics.median(times):.1f} ms, {solution.status}, {solution.optimality}"
    )


if __name__ == "__main__":
    main()
