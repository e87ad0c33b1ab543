"""Small files of facts for tests, in the words of the file format."""

from collections.abc import Iterable

from forecast.plan import Plan
from forecast.tracking import Facts, read_facts_text

HEAD = "plan,indicator,period,figure,status,known_on,source,author,definition,note,kind"


def fact(
    indicator: str,
    period: int | str,
    figure: str,
    known_on: str,
    status: str = "final",
    kind: str = "actual",
    definition: str = "",
    note: str = "",
    plan: str = "test",
) -> str:
    """One row."""
    return f'{plan},{indicator},{period},"{figure}",{status},{known_on},report,An,{definition},{note},{kind}'


def facts(plan: Plan, rows: Iterable[str]) -> Facts:
    """Facts about a plan."""
    lines = list(rows)
    return read_facts_text("\n".join([HEAD, *lines]), "facts.csv", plan) if lines else Facts()
