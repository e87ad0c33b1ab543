"""A table whose numbers open their proof and whose names open their page: a component of Streamlit in plain JavaScript.

Texts are set as text. What the browser sends is untrusted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeAlias

import streamlit as st

from forecast.tables import SYMBOLS
from forecast.ui import heat
from forecast.ui.chosen import Chosen
from forecast.ui.elements import ARROWS, script, style
from forecast.ui.proof import Origin, origin_of, prove_dialog

Part: TypeAlias = tuple[str, Origin | None]
"""A text, and where the number that it is is from; None for one that is none."""
_SIGNS: Final = {sign: light for light, sign in SYMBOLS.items()}
_component = st.components.v2.component(
    "forecast_proved",
    js=script(__name__, "proved.js"),
    css=style(__name__, "proved.css"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in one cell.

    parts : texts beside each other
    to : indicator whose page the cell opens, empty for none
    """

    parts: tuple[Part, ...]
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of cells.

    named : column of the names of its rows
    numbers : those from this column on are numbers
    dense : cells break their lines, for a table of many columns
    """

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    named: int = 0
    numbers: int | None = None
    dense: bool = False


def said(text: str) -> Cell:
    """A cell of text alone."""
    return Cell(parts=((text, None),))


def number(text: str, origin: Origin | None) -> Cell:
    """A cell of one number."""
    return Cell(parts=((text, origin),))


def draw(chosen: Chosen, table: Table, key: str) -> None:
    """Draw a table; a number that is clicked shows where it is from."""
    name = f"{key}-{st.session_state['plan']}"
    with st.container(key=key):
        result = _component(
            key=name,
            data=_data(chosen, table),
            on_proved_change=lambda: None,
            on_opened_change=partial(_open, chosen, name),
        )
    asked = _asked(table, result.get("proved"))
    if asked is not None:
        prove_dialog(chosen, asked)


def _asked(table: Table, sent: object) -> Origin | None:
    """Where the number is from that the reader asks for; None where there is no such number."""
    if not isinstance(sent, dict):
        return None
    row, column, part = (sent.get(name) for name in ("row", "column", "part"))
    if not all(isinstance(place, int) and place >= 0 for place in (row, column, part)):
        return None
    try:
        return table.rows[row][column].parts[part][1]  # type: ignore[index]
    except IndexError:
        return None


def _open(chosen: Chosen, name: str) -> None:
    """Go to the page of the indicator that was chosen, if there is such a one."""
    indicator = st.session_state[name].get("opened")
    if isinstance(indicator, str) and indicator in chosen.plan.index:
        st.session_state["indicator"], st.session_state["go"] = indicator, "indicator"


def _data(chosen: Chosen, table: Table) -> dict[str, Any]:
    """What the browser draws."""
    linked = any(cell.to for row in table.rows for cell in row)
    link = heat.links(chosen, [chosen.scenario.id])[0] if linked else {}
    return {
        "title": table.title,
        "hint": chosen.wording.text(ARROWS),
        "prove": chosen.wording.text("Where is this number from?"),
        "heads": list(table.heads),
        "named": table.named,
        "dense": table.dense,
        "numbers": len(table.heads) if table.numbers is None else table.numbers,
        "rows": [
            [
                {"parts": [_part(*part) for part in cell.parts]}
                | ({"to": cell.to, "href": heat.href(link, cell.to)} if cell.to else {})
                for cell in row
            ]
            for row in table.rows
        ],
    }


def _part(text: str, origin: Origin | None) -> dict[str, Any]:
    light = _SIGNS.get(text[:1]) if text[1:2] in ("", " ") else None
    shown: dict[str, Any] = {"text": text} if light is None else {"text": text[2:], "sign": text[0], "light": light}
    return shown | ({"proved": True} if origin is not None else {})


__all__ = ["Cell", "Part", "Table", "draw", "number", "origin_of", "said"]
