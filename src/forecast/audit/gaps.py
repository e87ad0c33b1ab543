"""What cannot be measured or compared as it is written, and percentages of the plan that read like levels."""

import math
import re
from collections.abc import Iterator
from typing import Final

from forecast.audit.equalities import Facts
from forecast.audit.facts import Thing
from forecast.audit.finding import Evidence, Finding, Line, Named, Parameter, Value
from forecast.plan import Indicator, Plan
from forecast.requirement import Requirements
from forecast.sourced import Sourced

_YEARLY: Final = re.compile(
    r"/ ?năm|[hH][ằà]ng năm|mỗi năm|bình quân|/ ?yr|a year|per year|annual|average", re.IGNORECASE
)


def gaps(plan: Plan, requirements: Requirements, facts: Facts) -> Iterator[Finding]:
    """Findings about measurability."""
    yield from _no_base(plan, requirements)
    yield from _breaks(plan)
    for indicator in plan.indicators:
        yield from _no_period(indicator)
        yield from _real_and_nominal(plan, indicator)
        yield from _scopes(plan, indicator)
        yield from _one_year_or_all(indicator, facts)
        yield from _year_like_term(plan, indicator, facts)
        yield from _of_plan(plan, indicator, facts)


def _sources(*items: Sourced) -> tuple[Evidence, ...]:
    return tuple(Evidence(item.printed or "", item.source) for item in items)


def _no_base(plan: Plan, requirements: Requirements) -> Iterator[Finding]:
    """Targets without a base value: one finding, for the cause is one: the plan does not print where it starts."""
    rows = [row for row in requirements.rows if row.reason == "no_base_value"]
    if rows:
        items = [target for row in rows for target in plan.indicators[row.place].targets if target.id == row.target]
        names = tuple(dict.fromkeys(row.indicator for row in rows))
        params: dict[str, Parameter] = {"n": Value(len(names), "count"), "names": tuple(Named(name) for name in names)}
        yield Finding(
            kind="no_base_value", severity="data_gap", indicators=names, anchor=plan.id, params=params, evidence=_sources(*items),
            size=len(names) / len(plan.indicators),
        )  # fmt: skip


def _breaks(plan: Plan) -> Iterator[Finding]:
    """Definitions that change between base and target: one finding for each change, whatever the number of its indicators."""
    changes: dict[tuple[int, str], list[tuple[str, Sourced]]] = {}
    for indicator in plan.indicators:
        for change in indicator.breaks:
            for target in indicator.targets:
                if plan.base_year < change.year <= target.year <= plan.target_year:
                    changes.setdefault((change.year, change.note), []).append((indicator.id, target))
    for (year, note), hit in changes.items():
        names = tuple(dict.fromkeys(name for name, _ in hit))
        params: dict[str, Parameter] = {"names": tuple(Named(name) for name in names), "year": str(year), "note": note}
        yield Finding(
            kind="break_in_plan", severity="data_gap", indicators=names, anchor=f"{names[0]}.{year}", params=params,
            evidence=_sources(*(target for _, target in hit)), size=len(names) / len(plan.indicators),
        )  # fmt: skip


def _no_period(indicator: Indicator) -> Iterator[Finding]:
    """Growth whose period is not printed: five years together, or each year?"""
    for target in indicator.targets:
        figure = target.figure
        per_year = (figure is not None and figure.unit.per) or _YEARLY.search(f"{target.printed} {target.source.quote}")
        if target.kind == "rate" and not per_year:
            value = target.value if figure is None else figure.value
            params: dict[str, Parameter] = {
                "name": Named(indicator.id), "printed": target.printed or "", "rate": Value((value or 0) / 100, "percent", 1),
                "yearly": Value(100 * ((1 + (value or 0) / 100) ** 0.2 - 1) / 100, "percent", 2),
            }  # fmt: skip
            yield Finding(
                kind="no_period", severity="data_gap", indicators=(indicator.id,), anchor=f"{indicator.id}.{target.id}",
                params=params, arithmetic=(Line("no_period", params),), evidence=_sources(target),
            )  # fmt: skip


def _real_and_nominal(plan: Plan, indicator: Indicator) -> Iterator[Finding]:
    """Growth that is real by custom, of a size whose prices are not printed, or are current."""
    seen = indicator.observed(plan.base_year)
    rates = [target for target in indicator.targets if target.kind == "rate"]
    if indicator.family == "econ_real" and seen is not None and rates and not indicator.prices.startswith("constant"):
        yield Finding(
            kind="real_or_nominal", severity="data_gap", indicators=(indicator.id,), anchor=indicator.id,
            params={"name": Named(indicator.id)}, evidence=_sources(seen, *rates),
        )  # fmt: skip


def _scopes(plan: Plan, indicator: Indicator) -> Iterator[Finding]:
    """Base and target, or base and past, that are not of the same things."""
    seen = indicator.observed(plan.base_year)
    base = seen.scope if seen is not None else None
    others = [target for target in indicator.targets if target.scope] + [
        said for said in indicator.statements if said.scope
    ]
    differing = [item for item in others if item.scope != base]
    if base and indicator.targets:
        differing += [target for target in indicator.targets if target not in differing and target.scope is None]
    if differing and indicator.targets:
        pieces = ([seen] if seen is not None else []) + differing
        scopes = tuple(dict.fromkeys(item.scope for item in pieces if item.scope))
        yield Finding(
            kind="scope_differs", severity="data_gap", indicators=(indicator.id,), anchor=indicator.id,
            params={"name": Named(indicator.id), "scopes": "; ".join(scopes)}, evidence=_sources(*pieces),
        )  # fmt: skip


def _one_year_or_all(indicator: Indicator, facts: Facts) -> Iterator[Finding]:
    """One figure given for a year and again for a whole period: as a sum it would be a fraction of it a year."""
    if indicator.measure.kind != "money" or indicator.law in ("total", "hold", "status"):
        return
    for seen in indicator.observations:
        if seen.period is None or seen.period[0] == seen.period[1]:
            continue
        single = facts.get(Thing(indicator.id, "level", seen.last_year, seen.last_year), ())
        value = indicator.level(seen)
        same = next((fact for fact in single if abs(fact.value - value) <= 1e-9 * abs(value)), None)
        if same is not None:
            n_years = seen.period[1] - seen.period[0] + 1
            params: dict[str, Parameter] = {
                "name": Named(indicator.id), "value": same.as_shown, "year": str(seen.last_year),
                "period": f"{seen.period[0]}–{seen.period[1]}", "n": Value(n_years, "count"),
                "yearly": same.level(value / n_years),
            }  # fmt: skip
            yield Finding(
                kind="year_or_period", severity="contradiction", indicators=(indicator.id,), anchor=f"{indicator.id}.{seen.last_year}",
                params=params, arithmetic=(Line("year_or_period", params),), evidence=(*same.evidence, *_sources(seen)),
                size=1 - 1 / n_years,
            )  # fmt: skip


def _year_like_term(plan: Plan, indicator: Indicator, facts: Facts) -> Iterator[Finding]:
    """A figure of one year that is nearer to the target of the whole term than to a year's part of it: probably a sum as well."""
    if indicator.law != "total":
        return
    aim = facts.get(Thing(indicator.id, "target", plan.target_year, plan.target_year), ())
    seen = facts.get(Thing(indicator.id, "level", plan.base_year, plan.base_year), ())
    if not aim or not seen or not 0 < aim[0].value < seen[0].value * math.sqrt(plan.n_years):
        return
    params: dict[str, Parameter] = {
        "name": Named(indicator.id), "value": seen[0].as_shown, "year": str(plan.base_year), "target": aim[0].as_shown,
        "period": f"{plan.base_year + 1}–{plan.target_year}", "n": Value(plan.n_years, "count"),
        "yearly": aim[0].level(aim[0].value / plan.n_years),
    }  # fmt: skip
    yield Finding(
        kind="year_like_term", severity="slip", indicators=(indicator.id,), anchor=f"{indicator.id}.{plan.base_year}",
        params=params, arithmetic=(Line("year_like_term", params),), evidence=(*seen[0].evidence, *aim[0].evidence),
        size=seen[0].value / aim[0].value,
    )  # fmt: skip


def _of_plan(plan: Plan, indicator: Indicator, facts: Facts) -> Iterator[Finding]:
    """A percentage of the plan that reads like the level of a percentage."""
    level = facts.get(Thing(indicator.id, "level", plan.base_year, plan.base_year))
    for said in indicator.statements:
        if said.kind != "of_plan" or indicator.measure.kind != "percent" or level is None or said.figure is None:
            continue
        if abs(said.figure.value - level[0].value) > level[0].half:
            params: dict[str, Parameter] = {
                "name": Named(indicator.id), "percent": Value(said.figure.value / 100, "percent", 0),
                "level": level[0].as_shown,
            }  # fmt: skip
            yield Finding(
                kind="of_plan_as_level", severity="slip", indicators=(indicator.id,), anchor=f"{indicator.id}.{said.last}",
                params=params, arithmetic=(Line("of_plan_as_level", params),), evidence=(*level[0].evidence, *_sources(said)),
                cause="of_plan", size=abs(said.figure.value - level[0].value) / 100,
            )  # fmt: skip
