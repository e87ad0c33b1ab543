"""A table whose numbers open their proof and whose names open their page: a component of Streamlit in plain JavaScript.

Texts are set as text. What the browser sends is untrusted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from typing import Any, Final, TypeAlias

import streamlit as st

from forecast.proof import Ground, Proof, What, is_known
from forecast.tables import SYMBOLS
from forecast.ui import heat
from forecast.ui.chosen import Chosen
from forecast.ui.elements import script
from forecast.ui.proof import prove_dialog

Number: TypeAlias = What | Proof
"""Which number of an assessment it is, or the proof of one that is none of those."""
Part: TypeAlias = tuple[str, Number | None]
"""A text with the number that it is, None for one that is none."""
_SIGNS: Final = {sign: light for light, sign in SYMBOLS.items()}
_component = st.components.v2.component(
    "forecast_proved",
    js=script(__name__, "proved.js"),
    css=files(__name__).joinpath("proved.css").read_text(encoding="utf-8"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in one cell.

    parts : texts beside each other
    ground : what their numbers are taken from
    to : indicator whose page the cell opens, empty for none
    """

    parts: tuple[Part, ...]
    ground: Ground | None = None
    to: str = ""

    def known(self, what: Number | None) -> bool:
        """Whether there is such a number here, so that it can be proved."""
        if self.ground is None or what is None:
            return False
        return isinstance(what, Proof) or is_known(self.ground, what)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of cells; `named` is the column of the names of its rows, those from `numbers` on are numbers."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    named: int = 0
    numbers: int | None = None


def said(text: str) -> Cell:
    """A cell of text alone."""
    return Cell(parts=((text, None),))


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
        prove_dialog(chosen, *asked)


def _asked(table: Table, sent: object) -> tuple[Ground, Number] | None:
    """Which number the reader asks for; None where there is no such number."""
    if not isinstance(sent, dict):
        return None
    row, column, part = (sent.get(name) for name in ("row", "column", "part"))
    if not all(isinstance(place, int) and place >= 0 for place in (row, column, part)):
        return None
    try:
        cell = table.rows[row][column]  # type: ignore[index]
        what = cell.parts[part][1]  # type: ignore[index]
    except IndexError:
        return None
    return (cell.ground, what) if cell.ground is not None and what is not None and cell.known(what) else None


def _open(chosen: Chosen, name: str) -> None:
    """Go to the page of the indicator that was chosen, if there is such a one."""
    indicator = st.session_state[name].get("opened")
    if isinstance(indicator, str) and indicator in chosen.plan.index:
        st.session_state["indicator"], st.session_state["go"] = indicator, "indicator"


def _data(chosen: Chosen, table: Table) -> dict[str, Any]:
    """What the browser draws."""
    (link,) = heat.links(chosen, [chosen.scenario.id])
    return {
        "title": table.title,
        "prove": chosen.wording.text("Where is this number from?"),
        "heads": list(table.heads),
        "named": table.named,
        "numbers": len(table.heads) if table.numbers is None else table.numbers,
        "rows": [
            [
                {"parts": [_part(cell, *part) for part in cell.parts]}
                | ({"to": cell.to, "href": heat.href(link, cell.to)} if cell.to else {})
                for cell in row
            ]
            for row in table.rows
        ],
    }


def _part(cell: Cell, text: str, what: Number | None) -> dict[str, Any]:
    light = _SIGNS.get(text[:1]) if text[1:2] in ("", " ") else None
    shown: dict[str, Any] = {"text": text} if light is None else {"text": text[2:], "sign": text[0], "light": light}
    return shown | ({"proved": True} if cell.known(what) else {})


__all__ = ["Cell", "Part", "Table", "draw", "said"]
