"""Growth of each year in a grid whose cells are typed over; what cannot be read stays in its cell until it is mended."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final, TypeAlias

import pandas as pd
import streamlit as st

from forecast.changes import yearly_growth
from forecast.errors import Fault
from forecast.growthwords import growth_words, path_words
from forecast.typedgrowth import ALL, read_cell, take_typed
from forecast.ui import state
from forecast.ui.chosen import Chosen
from forecast.ui.shown import table

Growth: TypeAlias = Mapping[str, Sequence[float] | None]
"""Growth of each year after the base by indicator."""
WRONG: Final = "✖ "
"""Stands before what could not be read."""
WIDTHS: Final = {"name": 270, ALL: 155}
"""Columns that are not of the usual width [pixel]."""


def draw(chosen: Chosen) -> None:
    """Draw the grid, and below it what is wrong with its cells."""
    text, plan = chosen.wording.text, chosen.plan
    movable = [each.id for each in plan.indicators if each.id in chosen.shelf.movable]
    if not movable:
        st.info(text("No indicator of this plan has a growth of its own to move: base values are missing."))
        return
    st.caption(
        text(
            "Type over a cell: 12%/yr, +1 point/yr, 550 each year, to 97% in 2030; a number alone is taken in the unit of its row. "
            "In an empty row the first growth typed holds for every year. Emptying a cell takes the changes of its row back."
        )
    )
    found = yearly_growth(plan, chosen.study.requirements, chosen.scenario, movable, chosen.study.outcomes[0].expected)
    wrong = _wrong(chosen)
    if wrong:
        _say(chosen, wrong)
    about = (*_about(chosen), chosen.wording.language, str(state.edits()), st.session_state.get("grid_round", 0))
    key = f"years-{hash(about)}"
    st.data_editor(
        _frame(chosen, found, wrong), key=key, hide_index=True, width="stretch", disabled=["name"],
        column_config=_columns(chosen), on_change=partial(_typed, chosen, key, found),
    )  # fmt: skip


def _columns(chosen: Chosen) -> dict[str, Any]:
    text, column = chosen.wording.text, st.column_config.TextColumn
    titles = {"name": text("Indicator"), ALL: text("All years")}
    titles |= {str(year): str(year) for year in chosen.plan.years[1:]}
    return {name: column(title, width=WIDTHS.get(name, 112)) for name, title in titles.items()}


def _frame(chosen: Chosen, found: Growth, wrong: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    """Growth in words, one row for each indicator; cells that are wrong as they were typed."""
    plan, wording = chosen.plan, chosen.wording
    years = [str(year) for year in plan.years[1:]]
    rows = []
    for name, values in found.items():
        indicator = plan.indicator(name)
        cells = [growth_words(value, indicator, wording) for value in values or ()] or [""] * len(years)
        path = chosen.scenario.paths.get(name, ())
        same = path_words(path, indicator, wording) if len(path) == 1 and path[0].first is None else ""
        row = {ALL: same or (cells[0] if len(set(cells)) == 1 else ""), **dict(zip(years, cells, strict=True))}
        row |= {column: f"{WRONG}{typed}" for (each, column), typed in wrong.items() if each == name}
        rows.append({"name": wording.name(indicator.name), **row})
    return pd.DataFrame(rows, columns=["name", ALL, *years])


def _wrong(chosen: Chosen) -> dict[tuple[str, str], str]:
    """What could not be read, by indicator and column, of the scenario shown."""
    kept: dict[tuple[str, str], dict[tuple[str, str], str]] = st.session_state.setdefault("grid_wrong", {})
    return kept.setdefault(_about(chosen), {})


def _about(chosen: Chosen) -> tuple[str, str]:
    return str(st.session_state["plan"]), chosen.scenario.id


def _typed(chosen: Chosen, key: str, found: Growth) -> None:
    """Take over what was typed into the grid, and keep what is wrong in its cell."""
    names, wrong = list(found), _wrong(chosen)
    typed: dict[str, dict[str, str]] = {}
    for place, cells in st.session_state[key]["edited_rows"].items():
        for column, written in cells.items():
            name, text = names[int(place)], str(written or "").removeprefix(WRONG.strip()).strip()
            if (name, column) in wrong and not text:
                del wrong[name, column]
            else:
                wrong.pop((name, column), None)
                typed.setdefault(name, {})[column] = text
    changes, faults = take_typed(typed, state.edits(), chosen.plan, found, chosen.wording)
    wrong |= {(fault.indicator, fault.column): fault.typed for fault in faults}
    state.put(changes)
    st.session_state["grid_round"] = st.session_state.get("grid_round", 0) + 1


def _say(chosen: Chosen, wrong: Mapping[tuple[str, str], str]) -> None:
    """Every fault of the grid at once, each with its cell."""
    wording, plan, text = chosen.wording, chosen.plan, chosen.wording.text
    st.error(text("Cells that cannot be read: {n}; they stay in the grid until they are mended.", n=len(wrong)))
    rows = []
    for (name, column), typed in wrong.items():
        fault = read_cell(typed, column, plan, name, wording)
        said = wording.fault(fault) if isinstance(fault, Fault) else "–"
        rows.append((wording.name(plan.indicator(name).name), text("All years") if column == ALL else column, said))
    table([text("Indicator"), text("Cell"), text("What is wrong")], rows, key="grid-faults")
