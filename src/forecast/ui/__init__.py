"""Streamlit front end: the only package that imports streamlit. A page receives a finished study and draws it."""

from functools import partial
from typing import Any

import streamlit as st

from forecast.ui import (
    audit,
    briefing,
    data,
    indicator,
    inputs,
    overview,
    quarters,
    scenarios,
    state,
    thennow,
    track,
    whatif,
)
from forecast.ui.shown import style


def main() -> None:
    """Gather the choices once, then draw the page the reader chose."""
    st.set_page_config(page_title="forecast", layout="wide", initial_sidebar_state="auto")
    pages: dict[str, Any] = {}
    chosen = inputs.choose(pages)
    text = chosen.wording.text
    style(chosen.wording)
    drawn = {
        "overview": (text("Overview"), overview.draw),
        "indicator": (text("Indicator"), indicator.draw),
        "scenarios": (text("Scenarios"), scenarios.draw),
        "what-if": (text("What if"), whatif.draw),
        "this-year": (text("This year"), quarters.draw),
        "track": (text("Track"), track.draw),
        "audit": (text("Audit"), audit.draw),
        "briefing": (text("Briefing"), briefing.draw),
        "data": (text("Data"), data.draw),
    }
    for path, (title, draw) in drawn.items():
        pages[path] = st.Page(partial(draw, chosen), title=title, url_path=path, default=path == "overview")
    page = st.navigation(list(pages.values()))
    if (wanted := st.session_state.pop("go", None)) is not None and wanted in pages:
        st.switch_page(pages[wanted])
    page.run()
    state.save(thennow.now(chosen))
