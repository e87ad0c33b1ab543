"""Sliders whose chart follows the drag: a component of Streamlit, in plain JavaScript and SVG, the same for one indicator and for a board.

The browser owns the value of a slider while it is moved and sends it on release; Python owns it otherwise and raises its revision
whenever it sets the value itself. What the browser sends is untrusted.
"""

import math
from collections.abc import Mapping, Sequence
from functools import partial
from importlib.resources import files
from typing import Any, Final, Literal, TypeAlias

import streamlit as st

from forecast.figures.numbers import MARKS
from forecast.proof import WHATS, What
from forecast.ui import lever, state
from forecast.ui.chosen import Chosen
from forecast.ui.live.items import SIGNS, Item, item_of, levers_of
from forecast.wording import ATTAINED, Wording

Size: TypeAlias = Literal["large", "small", "none"]
"""Charts of the sliders: large with marks and legend, small, or none."""
SOURCES: Final = {
    each.name: each.read_text(encoding="utf-8")
    for each in files(__name__).iterdir()
    if each.name.endswith((".js", ".css"))
}
_SCRIPT: Final = "\n".join(SOURCES[name] for name in ("numbers.js", "chart.js", "card.js", "board.js"))
_component = st.components.v2.component("forecast_sliders", js=_SCRIPT, css=SOURCES["live.css"])


def sliders(
    chosen: Chosen, names: Sequence[str], key: str, size: Size = "large", shows: Sequence[str] = ()
) -> tuple[str, What] | None:
    """Draw a slider for each of `names`, with its chart.

    Parameters
    ----------
    names : ids of indicators that can be moved (`chosen.shelf.movable`)
    key : unique on the page; stays the same from run to run
    shows : figures above the chart: projected, gap, target, required, standing; left out: those of the size

    Returns
    -------
    Indicator and name of the figure whose proof the reader asks for by a click in this run, else None
    """
    wording, plan = chosen.wording, st.session_state["plan"]
    shows = shows or (
        ("projected", "gap", "target", "required", "standing") if size == "large" else ("projected", "gap")
    )
    levers = levers_of(chosen, names)
    items = [item_of(chosen, each, shows, size == "large") for each in levers]
    for item in items:
        item["rev"] = _revision(plan, item["id"], item["value"])
        item["error"] = _error(item["id"], item["value"])
    key = f"{key}-{plan}"
    defaults = {each.indicator.id: each.default for each in levers}
    result = _component(
        key=key,
        data={"size": size, "lang": wording.language, "marks": MARKS[wording.language], "items": items}
        | _texts(wording),
        on_moves_change=partial(_moved, chosen, key, defaults),
        on_typed_change=partial(_typed, chosen, key, frozenset(names)),
        on_prove_change=lambda: None,
    )
    asked = result.get("prove")
    sent = asked if isinstance(asked, dict) else {}
    what = next((each for each in WHATS if each == sent.get("what")), None)
    return (str(sent["id"]), what) if what is not None and sent.get("id") in names else None


def _texts(wording: Wording) -> dict[str, Any]:
    """Everything the component says, in the language shown."""
    text = wording.text
    texts = {
        "typed": text("or type a number"), "prove": text("Where is this number from?"), "spoken": text("{rate}; in {year}: {level}"),
        "unset": text("no growth set yet"),
    }  # fmt: skip
    texts |= {code: text(word) for code, word in ATTAINED.items()}
    return {
        "texts": texts,
        "signs": [{"kind": kind, "sign": sign, "text": text(word)} for kind, (sign, word) in SIGNS.items()],
    }


def _revisions(plan: str) -> dict[str, tuple[int, float | None]]:
    kept: dict[str, tuple[int, float | None]] = st.session_state.setdefault("live", {}).setdefault(plan, {})
    return kept


def _revision(plan: str, name: str, value: float | None) -> int:
    """Revision of a value: raised where it is not the one the browser sent last."""
    kept = _revisions(plan)
    revision, last = kept.get(name, (0, value))
    if last != value:
        revision += 1
    kept[name] = (revision, value)
    return revision


def _error(name: str, value: float | None) -> str | None:
    """What was wrong with the growth typed last, as long as the value is still the one it was typed at."""
    kept: dict[str, tuple[str, float | None]] = st.session_state.setdefault("typed_error", {})
    error, at = kept.get(name, (None, None))
    if at != value:
        kept.pop(name, None)
        return None
    return error


def _moved(chosen: Chosen, key: str, defaults: Mapping[str, float | None]) -> None:
    """Take over what was moved and let go: known indicators, values a path may have, of the newest revision."""
    sent = st.session_state[key].get("moves")
    kept = _revisions(st.session_state["plan"])
    for name, move in sent.items() if isinstance(sent, dict) else ():
        value = _finite(move.get("value")) if isinstance(move, dict) else None
        if value is None or name not in defaults or move.get("rev") != kept.get(name, (None, None))[0]:
            continue
        low, high = lever.limits(chosen.plan.indicator(name))
        value = float(f"{min(max(value, low), high):.12g}")
        if value != kept[name][1]:
            kept[name] = (kept[name][0], value)
            state.change(name, None if value == defaults[name] else value)


def _finite(value: object) -> float | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if number and math.isfinite(value) else None  # type: ignore[arg-type]


def _typed(chosen: Chosen, key: str, names: frozenset[str]) -> None:
    """Take over a typed growth, or keep what is wrong with it to be said."""
    sent = st.session_state[key].get("typed")
    name, text = (sent.get("id"), sent.get("text")) if isinstance(sent, dict) else (None, None)
    if name not in names or not isinstance(text, str):
        return
    value, error = lever.read_typed(text[:30], chosen.plan.indicator(name), chosen.wording)
    if value is None:
        st.session_state["typed_error"] = {name: (error, _revisions(st.session_state["plan"]).get(name, (0, None))[1])}
    else:
        st.session_state["typed_error"] = {}
        state.change(name, value)


__all__ = ["SOURCES", "Item", "Size", "sliders"]
