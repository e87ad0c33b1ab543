"""All pages: gather the choices once, then draw the page the reader chose. Each is imported when it is first opened."""

import re
from functools import partial
from importlib import import_module
from typing import Any, Final
from urllib.parse import urlsplit

import streamlit as st

from forecast.ui import inputs, state, thennow
from forecast.ui.chosen import Chosen
from forecast.ui.shown import plain, style
from forecast.wording import N_

PAGES = {
    "overview": ("overview", N_("Overview")),
    "indicator": ("indicator", N_("Indicator")),
    "scenarios": ("scenarios", N_("Scenarios")),
    "what-if": ("whatif", N_("What if")),
    "this-year": ("quarters", N_("This year")),
    "track": ("track", N_("Track")),
    "audit": ("audit", N_("Audit")),
    "briefing": ("briefing", N_("Briefing")),
    "data": ("data", N_("Data")),
}
"""By the path of the address: the module that draws a page, and its title."""

NAME: Final = re.compile(r"[\w-]{1,40}")
"""A path that may have been meant for a page."""


def main() -> None:
    """Gather the choices once, then draw the page the reader chose."""
    st.set_page_config(page_title="forecast", layout="wide", initial_sidebar_state="auto")
    pages: dict[str, Any] = {}
    chosen = inputs.choose(pages)
    style(chosen.wording)
    for path, (module, title) in PAGES.items():
        drawn = partial(_draw, module, chosen)
        pages[path] = st.Page(drawn, title=chosen.wording.text(title), url_path=path, default=path == "overview")
    page = st.navigation([*pages.values(), *_astray(chosen)])
    if (wanted := st.session_state.pop("go", None)) is not None and wanted in pages:
        st.switch_page(pages[wanted])
    page.run()
    state.save(thennow.now(chosen))


def _astray(chosen: Chosen) -> list[Any]:
    """A page for an address that names none, so that this is said in the language shown: the overview."""
    name = urlsplit(st.context.url or "").path.strip("/")
    if name in {"", *PAGES} or not NAME.fullmatch(name):
        return []

    def drawn() -> None:
        st.warning(plain(chosen.wording.text("There is no page {name}; this is the overview.", name=name)))
        _draw("overview", chosen)

    return [st.Page(drawn, title=chosen.wording.text("Overview"), url_path=name, visibility="hidden")]


def _draw(module: str, chosen: Chosen) -> None:
    load(module).draw(chosen)


def load(module: str) -> Any:
    """The module of a page; those with documents and foreign tables bring large libraries."""
    return import_module(f"forecast.ui.{module}")
