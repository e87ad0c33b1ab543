"""One indicator: its growth on a slider, where it lands, the path against target and required path, and every figure's source."""

import math
from functools import partial

import pandas as pd
import streamlit as st

from forecast import tables
from forecast.assessment import Assessment
from forecast.charts import path_chart
from forecast.errors import FigureError
from forecast.figures import read_figure
from forecast.growth import mean_rate
from forecast.plan import Indicator, Sourced
from forecast.ui import state
from forecast.ui.inputs import Chosen
from forecast.ui.shown import evidence, plain

STEPS = 400
"""Positions of a slider at most."""


def draw(chosen: Chosen) -> None:
    """Draw the page of one indicator."""
    wording, plan = chosen.wording, chosen.plan
    names = [indicator.id for indicator in plan.indicators if indicator.law != "status"]
    if st.session_state.get("indicator") not in names:
        targeted = [row.indicator for row in chosen.study.requirements.rows if row.assessable]
        st.session_state["indicator"] = next(
            (name for name in targeted if name == "budget_revenue"), (targeted or names)[0]
        )
    labels = {
        name: f"{plan.indicator(name).number or '·'}  {wording.name(plan.indicator(name).name)}" for name in names
    }
    name = st.selectbox(wording.text("Indicator"), names, key="indicator", format_func=labels.__getitem__)
    indicator = plan.indicator(name)
    rows = [row for row in chosen.study.outcomes[0].assessments if row.requirement.indicator == name]
    st.header(plain(tables.named(indicator, wording)))
    if rows[0].requirement.base_value is not None or indicator.law in ("flow", "total"):
        _lever(chosen, indicator, rows[0])
    for row in rows:
        _standing(chosen, indicator, row)
    _chart(chosen, indicator, rows[0])
    _sources(chosen, indicator)


def _current(indicator: Indicator, row: Assessment) -> float | None:
    """Growth of the path shown: per cent or points a year, or the yearly amount."""
    if (changed := state.changed().get(indicator.id)) is not None:
        return changed
    if row.mean_rate is not None:
        return round(100 * row.mean_rate, 10)
    if row.mean_points is not None:
        return round(row.mean_points, 10)
    levels = [level for level in row.path if level is not None]
    if len(levels) < 2:
        return None
    if indicator.law == "compound" and min(levels) > 0:
        return round(100 * float(mean_rate(levels[0], levels[-1], len(levels) - 1)), 10)
    return round(levels[1] - levels[0], 10) if indicator.law == "total" else None


def _marks(indicator: Indicator, row: Assessment) -> dict[str, float]:
    """Growth that the slider can be set to at once: stated, required, past."""
    needed, past = row.requirement, row.requirement.past
    found: dict[str, float | None] = {
        "stated": None if needed.stated_rate is None else 100 * needed.stated_rate,
        "required": needed.required_flow,
        "past": None if past is None else past.flow if past.flow is not None else past.points,
    }
    if needed.required_rate is not None:
        found["required"] = 100 * needed.required_rate
    elif needed.required_points is not None:
        found["required"] = needed.required_points
    if past is not None and past.rate is not None:
        found["past"] = 100 * past.rate
    if indicator.law == "hold":
        return {}
    return {name: value for name, value in found.items() if value is not None}


def _options(indicator: Indicator, values: list[float]) -> list[float]:
    """Positions of the slider: a round grid around the growth that matters, and the exact values themselves."""
    low, high = (-5.0, 20.0) if indicator.law == "compound" else (-2.0, 5.0)
    if indicator.law in ("flow", "total"):
        low, high = 0.0, 2 * max([*values, 1.0])
    low, high = min([low, *values]), max([high, *(1.2 * value for value in values)])
    step = 0.1 if indicator.law in ("compound", "linear", "logit") else 10.0 ** math.floor(math.log10(high - low) - 1.5)
    while (high - low) / step > STEPS:
        step *= 5
    grid = [round(step * at, 6) for at in range(math.floor(low / step), math.ceil(high / step) + 1)]
    return sorted({*grid, *(round(value, 10) for value in values)})


def _set(name: str, value: float | None) -> None:
    state.change(name, value)
    st.session_state.pop(f"slide-{name}", None)


def _lever(chosen: Chosen, indicator: Indicator, row: Assessment) -> None:
    """Slider, typed entry and buttons for the growth of the indicator."""
    if indicator.law == "hold":
        return
    wording, text = chosen.wording, chosen.wording.text
    marks = _marks(indicator, row)
    current = _current(indicator, row)
    start = current if current is not None else marks.get("required", 0.0)
    key = f"slide-{indicator.id}"
    unit = {"compound": text("% a year"), "flow": text("a year"), "total": text("a year")}.get(
        indicator.law, text("points a year")
    )
    options = _options(indicator, [*marks.values(), start])
    st.session_state[key] = min(options, key=lambda option: abs(option - start))

    def moved() -> None:
        state.change(indicator.id, float(st.session_state[key]))

    label = text("Growth, {unit}", unit=unit) if indicator.law not in ("flow", "total") else text("Yearly amount")
    if current is None:
        st.caption(text("Under this scenario the indicator has no path of its own; move the slider to give it one."))
    st.select_slider(
        label,
        options,
        key=key,
        on_change=moved,
        format_func=lambda value: f"{wording.number(value, _digits(value))} {unit}",
    )
    columns = st.columns([1, 1, 1, 1.4])
    titles = {"stated": text("As stated"), "required": text("As required"), "past": text("As in the past")}
    for column, name in zip(columns, ("stated", "required", "past"), strict=False):
        value = marks.get(name)
        shown = "–" if value is None else wording.number(value, 2) + (" %" if indicator.law == "compound" else "")
        column.button(
            f"{titles[name]}: {shown}", key=f"{name}-{indicator.id}", disabled=value is None,
            on_click=partial(_set, indicator.id, value), width="stretch",
        )  # fmt: skip
    with columns[3]:
        _typed(chosen, indicator, unit)
    if indicator.id in state.changed():
        st.button(text("Back to the scenario"), on_click=partial(_set, indicator.id, None))


def _digits(value: float) -> int:
    return 1 if round(value, 1) == value else 2


def _typed(chosen: Chosen, indicator: Indicator, unit: str) -> None:
    """A number typed by the reader, in the marks of the language shown."""
    wording, key = chosen.wording, f"typed-{indicator.id}"

    def entered() -> None:
        written = st.session_state[key].strip().removesuffix("%").strip()
        if not written:
            return
        try:
            value = read_figure(written, wording.language).value
        except FigureError as error:
            st.session_state["typed_error"] = wording.error(error)
            return
        if indicator.law == "compound" and not -99 <= value <= 1000:
            st.session_state["typed_error"] = wording.text(
                "{value} % a year is outside -99 … 1000", value=wording.number(value)
            )
            return
        _set(indicator.id, value)
        st.session_state[key] = ""

    st.text_input(
        wording.text("or type a number"), key=key, on_change=entered, placeholder=f"{wording.number(12.9)} {unit}"
    )
    if message := st.session_state.pop("typed_error", None):
        st.error(plain(message))


def _standing(chosen: Chosen, indicator: Indicator, row: Assessment) -> None:
    """Where the path lands against one target."""
    wording, text, needed = chosen.wording, chosen.wording.text, row.requirement
    if needed.target is None:
        st.caption(text("A context figure without a target."))
        return
    columns = st.columns(4)
    year = str(needed.year)
    columns[0].metric(text("Projected in {year}", year=year), wording.level(row.projected_value, indicator))
    columns[1].metric(text("Target"), plain(tables.target_text(needed, indicator, wording)))
    columns[2].metric(text("Gap"), tables.gap_text(row, indicator, wording))
    columns[3].metric(text("Required a year"), plain(tables.required_text(needed, indicator, wording)))
    if row.reason is not None:
        st.info(plain(text("Cannot be judged: {reason}", reason=wording.reason(row.reason))))
        return
    st.markdown(f"**{plain(tables.standing(row, wording))}**")
    if row.attained == "attained" and row.projected_value is not None and row.gap == 0 and needed.comparator == "=":
        st.caption(text("A path that just reaches its target is a coin toss: half of all outcomes fall short."))


def _chart(chosen: Chosen, indicator: Indicator, row: Assessment) -> None:
    wording, plan = chosen.wording, chosen.plan
    lines = {}
    if any(level is not None for level in row.path):
        lines["path"] = row.path
    place = plan.index[indicator.id]
    required = chosen.study.outcomes[1].projection
    if place not in required.unknown and row.requirement.assessable:
        reached = next(
            each for each in chosen.study.outcomes[1].assessments if each.requirement.indicator == indicator.id
        )
        lines["required"] = reached.path
    if not lines:
        return
    needed = row.requirement
    target = (
        (needed.year, needed.goal)
        if needed.goal is not None and needed.year is not None and needed.year <= plan.target_year
        else None
    )
    spec = path_chart(plan.years, lines, target, wording.unit(indicator), wording)
    st.vega_lite_chart(spec, width="stretch", alt=_alternative(chosen, indicator, row))
    names = {"path": wording.text("this path"), "required": wording.text("just reaching the target")}
    table = {names[line]: [wording.level(level, indicator) for level in levels] for line, levels in lines.items()}
    st.dataframe(pd.DataFrame(table, index=[str(year) for year in plan.years]).T)


def _alternative(chosen: Chosen, indicator: Indicator, row: Assessment) -> str:
    """The chart in words."""
    wording = chosen.wording
    levels = [
        f"{year}: {wording.level(level, indicator)}"
        for year, level in zip(chosen.plan.years, row.path, strict=True)
        if level is not None
    ]
    return f"{wording.name(indicator.name)}. {'; '.join(levels)}"


def _sources(chosen: Chosen, indicator: Indicator) -> None:
    """Every figure of the indicator with its quote."""
    text = chosen.wording.text
    st.subheader(text("Where the figures are from"))
    groups: dict[str, list[tuple[str, Sourced]]] = {
        text("Figures of the past"): [
            (str(seen.year or "–".join(map(str, seen.period or ()))), seen) for seen in indicator.observations
        ],
        text("Targets"): [(str(target.year), target) for target in indicator.targets],
        text("Stated growth"): [("", indicator.stated_rate)] if indicator.stated_rate else [],
        text("What is said of the past"): [(f"{said.first}–{said.last}", said) for said in indicator.statements],
    }
    for title, items in groups.items():
        if items:
            with st.expander(f"{title} ({len(items)})", expanded=len(items) < 4):
                for years, item in items:
                    for source in (item.source, *item.also):
                        evidence(
                            chosen.plan, f"{years} {item.printed or ''}".strip(), source, chosen.wording, item.note
                        )
    if indicator.note is not None:
        st.caption(plain(chosen.wording.name(indicator.note)))
