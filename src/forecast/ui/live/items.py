"""What the browser is told of one indicator: its course, its levels and texts as Python has them, marks, targets, history and band."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, TypeAlias

import streamlit as st

from forecast import tables
from forecast.assessment import Assessment
from forecast.chances import Precedent
from forecast.charts import BANDS
from forecast.moving import AMOUNTS, Course, courses, growth_of, growth_on
from forecast.plan import Indicator
from forecast.precedent import middle
from forecast.projection import project
from forecast.proof import grounds
from forecast.requirement import Requirement, slack
from forecast.ui import lever, state
from forecast.ui.chosen import Chosen
from forecast.ui.shelf import classes, expected_of
from forecast.wording import N_, RANKS, Wording

Item: TypeAlias = dict[str, Any]
SIGNS: Final[Mapping[str, tuple[str, str]]] = {
    "default": ("┃", N_("the scenario")),
    "required": ("▲", N_("required")),
    "past": ("●", N_("past")),
    "median": ("◇", N_("such indicators elsewhere, the middle")),
    "p90": ("◈", N_("such indicators elsewhere, the best tenth")),
}
"""Sign and name of each mark of a slider."""
HEADS: Final = {
    "projected": N_("Projected in {year}"), "gap": N_("Gap"), "target": N_("Target"), "required": N_("Required a year"),
    "standing": N_("Standing"),
}  # fmt: skip
KINDS: Final = ("wide", "narrow")
"""Looks of the bands of the fan, widest first."""
OLDEST: Final = 10
"""Years before the base that a chart shows at most [yr]."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Lever:
    """An indicator that can be moved: how it stands, where its growth is, and where it would be without changes."""

    indicator: Indicator
    rows: tuple[Assessment, ...]
    required: tuple[float | None, ...] | None
    course: Course
    value: float | None
    default: float | None


def levers_of(chosen: Chosen, names: Sequence[str]) -> list[Lever]:
    """The levers of some indicators, in their order."""
    plan, study, changed = chosen.plan, chosen.study, state.changed()
    outcome, reaching = study.outcomes[0], study.outcomes[1]
    expected = expected_of(plan, outcome.scenario)
    course = courses(plan, study.requirements, outcome.scenario, names, expected)
    own = chosen.shelf.scenarios.get(outcome.scenario.id)
    touched = own is not None and any(name in changed for name in names)
    untouched = project(plan, study.requirements, own, expected) if own is not None and touched else outcome.projection
    found = []
    for name in names:
        indicator = plan.indicator(name)
        rows = tuple(row for row in outcome.assessments if row.requirement.indicator == name)
        reached = next((row.path for row in reaching.assessments if row.requirement.indicator == name), None)
        judged = any(row.requirement.assessable for row in rows)
        default = growth_of(plan, study.requirements, untouched, indicator)
        now = changed.get(name, growth_of(plan, study.requirements, outcome.projection, indicator))
        required = reached if judged and reached and any(level is not None for level in reached) else None
        found.append(
            Lever(indicator=indicator, rows=rows, required=required, course=course[name], value=now, default=default)
        )
    return found


def item_of(chosen: Chosen, each: Lever, shows: Sequence[str], charted: bool) -> Item:
    """One slider as the browser gets it."""
    wording, plan, indicator = chosen.wording, chosen.plan, each.indicator
    row = each.rows[0]
    needed, percent = row.requirement, indicator.measure.kind == "percent"
    marks = lever.marks(needed)
    known = (marks[name] for name in ("required", "stated", "past") if name in marks)
    start = each.value if each.value is not None else next(known, 0.0)
    values = [value for value in (*marks.values(), each.value, each.default, start) if value is not None]
    reach = _reach(indicator, values)
    unit = lever.unit_text(indicator, wording)
    title = wording.text("Yearly amount") if indicator.law in AMOUNTS else wording.text("Growth, {unit}", unit=unit)
    year = str(needed.year if _within(needed, chosen) else plan.target_year)
    history = list(_history(chosen, indicator))
    movable = indicator.id in chosen.shelf.movable
    return {
        "id": indicator.id, "movable": movable, "name": wording.name(indicator.name), "title": title,
        "unit": _unit(chosen, indicator, needed),
        "rate_unit": unit, "value": each.value if movable else None, "default": each.default, "start": start, "percent": percent,
        "low": reach.low, "high": reach.high, "step": reach.step, "least": lever.least_places(indicator),
        "stops": sorted({value for value in values if reach.low <= value <= reach.high}),
        "marks": _marks(each, marks, wording) if movable else [], "course": asdict(each.course), "levels": row.path, "years": plan.years,
        "year": year, "required": each.required, "targets": list(_targets(chosen, each)), "history": history,
        "bands": _bands(row), "legend": list(_legend(each, history, wording)) if charted else [],
        "heads": {what: wording.text(head, year=year) if "{" in head else wording.text(head) for what, head in HEADS.items()},
        "shows": [what for what in shows if what == "projected" or needed.goal is not None],
        "provable": _provable(row), "texts": _figures(each, wording), "alt": _alt(chosen, each),
        "over_short": [wording.text(words) for words in tables.gap_words(needed, indicator)],
    }  # fmt: skip


def _provable(row: Assessment) -> list[str]:
    """Figures that have a proof."""
    needed = row.requirement
    values = {
        "projected": row.projected_value, "gap": row.gap, "target": needed.goal,
        "required": grounds.required_value(needed) if needed.assessable and needed.law != "hold" else None,
    }  # fmt: skip
    return [what for what, value in values.items() if value is not None]


def _within(needed: Requirement, chosen: Chosen) -> bool:
    return needed.year is not None and needed.year <= chosen.plan.target_year


def _unit(chosen: Chosen, indicator: Indicator, needed: Requirement) -> str:
    index = chosen.wording.text("index, {year} = 100", year=str(chosen.plan.base_year))
    return index if needed.index else chosen.wording.unit(indicator)


def _reach(indicator: Indicator, values: Sequence[float]) -> lever.Span:
    """Ends of the slider; they never draw in while the reader looks at the indicator, so that the thumb stays where it is."""
    key = f"seen-{st.session_state['plan']}-{indicator.id}"
    ends = [*values, *st.session_state.get(key, ())]
    st.session_state[key] = [min(ends), max(ends)]
    return lever.span(indicator, ends)


def _figures(each: Lever, wording: Wording) -> dict[str, str]:
    row, indicator = each.rows[0], each.indicator
    return {
        "projected": wording.level(row.projected_value, indicator), "gap": tables.gap_text(row, indicator, wording),
        "target": tables.target_text(row.requirement, indicator, wording),
        "required": tables.required_text(row.requirement, indicator, wording), "standing": tables.standing(row, wording),
    }  # fmt: skip


def _marks(each: Lever, marks: Mapping[str, float], wording: Wording) -> list[dict[str, Any]]:
    """Where the scenario, the required and the past growth lie on the slider."""
    values = {"default": each.default, "required": marks.get("required"), "past": marks.get("past")}
    values |= _elsewhere(each)
    found = []
    for kind, value in values.items():
        if value is not None:
            sign, word = SIGNS[kind]
            text = f"{wording.text(word)} {lever.rate_text(value, each.indicator, wording)}"
            found.append({"kind": kind, "value": value, "sign": sign, "text": text, "long": text})
    return found


def _elsewhere(each: Lever) -> dict[str, float | None]:
    """Growth of the middle and of the best tenth of such indicators elsewhere."""
    seen = each.rows[0].precedent
    return {} if seen is None else elsewhere(each.indicator, each.rows[0].requirement, seen)


def elsewhere(indicator: Indicator, needed: Requirement, seen: Precedent) -> dict[str, float | None]:
    """The middle and the best tenth of a class as growth of an indicator."""
    found, base = classes().classes.get(seen.family), needed.base_value
    if found is None or base is None:
        return {}
    steps = {"median": middle(found, seen), "p90": seen.p90}
    return {
        name: None if step is None else growth_on(indicator, base, found.scale, step, seen.horizon)
        for name, step in steps.items()
    }


def _targets(chosen: Chosen, each: Lever) -> Iterator[dict[str, Any]]:
    """Targets within the plan; the main one is that of the figures, the first."""
    ranked = len({row.requirement.rank for row in each.rows}) > 1
    for row in each.rows:
        needed = row.requirement
        if needed.goal is None or needed.year is None or not _within(needed, chosen):
            continue
        text = tables.target_text(needed, each.indicator, chosen.wording)
        rank = f" {chosen.wording.text(RANKS[needed.rank])}" if ranked and needed.rank else ""
        yield {
            "at": needed.year - chosen.plan.base_year, "year": needed.year, "low": needed.low, "high": needed.high,
            "goal": needed.goal, "better": each.indicator.better, "comparator": needed.comparator,
            "slack": slack(needed, each.indicator), "label": f"{text}{rank}", "main": row is each.rows[0] and needed.assessable,
        }  # fmt: skip


def _history(chosen: Chosen, indicator: Indicator) -> Iterator[dict[str, Any]]:
    """Levels seen before the base year, as far back as the definition is the same."""
    plan = chosen.plan
    if indicator.law in AMOUNTS:
        return
    first = max([plan.base_year - OLDEST, *(each.year for each in indicator.breaks if each.year <= plan.base_year)])
    for year in sorted({seen.year for seen in indicator.observations if seen.year is not None}):
        item = indicator.observed(year) if first <= year < plan.base_year else None
        if item is not None:
            yield {"year": year, "level": indicator.level(item)}


def _bands(row: Assessment) -> list[dict[str, Any]]:
    """The fan around the path, by years, widest first."""
    quantiles = row.quantiles
    if not quantiles:
        return []
    ends = zip(KINDS, BANDS, strict=True)
    return [
        {"kind": kind, "low": known(quantiles[low]), "high": known(quantiles[high])} for kind, (_, low, high) in ends
    ]


def known(levels: Sequence[float]) -> list[float | None]:
    """Levels, None where there is none."""
    return [level if math.isfinite(level) else None for level in levels]


def _legend(each: Lever, history: Sequence[object], wording: Wording) -> Iterator[dict[str, str]]:
    yield {"kind": "path", "text": wording.text("this path")}
    if each.required:
        yield {"kind": "required", "text": wording.text("just reaching the target")}
    if history:
        yield {"kind": "past", "text": wording.text("past")}
    if any(row.requirement.goal is not None for row in each.rows):
        yield {"kind": "target", "text": wording.text("target")}
    if _bands(each.rows[0]):
        yield from ({"kind": kind, "text": wording.text(word)} for kind, (word, _, _) in zip(KINDS, BANDS, strict=True))


def _alt(chosen: Chosen, each: Lever) -> str:
    """The chart in words."""
    wording, plan = chosen.wording, chosen.plan
    lines = {"this path": each.rows[0].path, "just reaching the target": each.required}
    texts = [wording.name(each.indicator.name)]
    for name, levels in lines.items():
        if levels is not None and any(level is not None for level in levels):
            pairs = zip(plan.years, levels, strict=True)
            said = "; ".join(
                f"{year} {wording.level(level, each.indicator)}" for year, level in pairs if level is not None
            )
            texts.append(f"{wording.text(name)}: {said}")
    named = wording.text("target")
    texts += [f"{named}: {target['label']} ({target['year']})" for target in _targets(chosen, each)]
    return ". ".join(texts)
