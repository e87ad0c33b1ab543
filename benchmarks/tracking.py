"""Time of a ledger of many facts: reading, ledger with chances, warnings, JSON; seconds, for reading.

.venv/bin/python benchmarks/tracking.py

A file has at most 5,000 facts. Twice the facts should take twice the time, whether there are more indicators or more vintages of one.
"""

import time
from collections.abc import Iterator
from itertools import pairwise

from forecast.plan import Plan
from forecast.referencefiles import read_reference
from forecast.tracking import keep_ledger, read_facts_text
from forecast.tracking.prospect import judge_by
from forecast.tracking.warning import warn
from forecast.trackrecords import track_record
from forecast.wording import Wording

SOURCE = {"by": "benchmark", "date": "2026-01-01"}
HEAD = "plan,indicator,period,figure,status,known_on,source,author,definition,note"
YEARS = range(2026, 2031)
MONTHS = (2, 4, 5, 7, 8, 10, 11)


def plan(n_indicators: int) -> Plan:
    """Plan of amounts that are to grow by a tenth a year."""
    indicators = [
        {
            "id": f"i{place}", "name": {"vi": f"Chỉ tiêu {place}"}, "unit": "tỷ đồng", "law": "compound", "family": "econ_nominal",
            "prices": "current", "observations": [{"year": "2025", "figure": "1.000 tỷ đồng", "source": SOURCE}],
            "targets": [{"id": "t", "rank": "party", "year": "2030", "figure": "1.610 tỷ đồng", "source": SOURCE}],
        }
        for place in range(n_indicators)
    ]  # fmt: skip
    head = {"id": "bench", "language": "vi", "name": {"vi": "Thử"}, "base_year": "2025", "target_year": "2030"}
    return Plan.read({**head, "indicators": indicators})


def rows(indicator: str, n_vintages: int) -> Iterator[str]:
    """Four quarters, seven other spans of months and the year, `n_vintages` of it, for each year of the plan."""

    def row(period: str, value: float, known_on: str) -> str:
        return f"bench,{indicator},{period},{value:.0f} tỷ đồng,final,{known_on},báo cáo,An,,"

    for year in YEARS:
        level = 1000 * 1.08 ** (year - 2025)
        for quarter, day in enumerate(
            (f"{year}-04-05", f"{year}-07-05", f"{year}-10-05", f"{year + 1}-01-05"), start=1
        ):
            yield row(f"{year}-Q{quarter}", level / 4 - 1, day)
        for months in MONTHS:
            yield row(f"{year}-{months}M", level * months / 12 - 1, f"{year}-{months + 1:02d}-06")
        for vintage in range(n_vintages):
            month, day = divmod(vintage, 28)
            yield row(str(year), level + vintage, f"{year + 1 + month // 11}-{month % 11 + 2:02d}-{day + 1:02d}")


def main() -> None:
    reference, wording = read_reference(), Wording("vi")
    print("indicators  facts   read  ledger  JSON  [s]")
    for n_indicators, n_vintages in ((14, 5), (28, 5), (56, 5), (1, 200), (1, 400), (1, 800)):
        given = plan(n_indicators)
        judge = judge_by(reference, given)
        text = "\n".join([HEAD, *(row for place in range(n_indicators) for row in rows(f"i{place}", n_vintages))])
        times = [time.perf_counter()]
        facts = read_facts_text(text, "bench.csv", given)
        times.append(time.perf_counter())
        ledger = keep_ledger(given, facts, judge=judge)
        times.append(time.perf_counter())
        track_record(ledger, warn(ledger), None, wording)
        times.append(time.perf_counter())
        read, kept, told = (after - before for before, after in pairwise(times))
        print(f"{n_indicators:10} {len(facts):6} {read:6.2f} {kept:7.2f} {told:5.2f}")


if __name__ == "__main__":
    main()
