"""Streamlit front end: the only package that imports streamlit. A page receives a finished study and draws it."""

from functools import partial

import streamlit as st

from forecast.ui import audit, indicator, inputs, overview, state


def main() -> None:
    """Gather the choices once, then draw the page the reader chose."""
    st.set_page_config(page_title="forecast", layout="wide", initial_sidebar_state="auto")
    chosen = inputs.choose()
    text = chosen.wording.text
    pages = {
        "overview": (text("Overview"), overview.draw),
        "indicator": (text("Indicator"), indicator.draw),
        "audit": (text("Audit"), audit.draw),
    }
    menu = [
        st.Page(partial(draw, chosen), title=title, url_path=path, default=path == "overview")
        for path, (title, draw) in pages.items()
    ]
    st.navigation(menu).run()
    state.save()
