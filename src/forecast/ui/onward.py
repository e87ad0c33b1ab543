"""The way on: from an indicator to what would have to be true, and from there to the leadership."""

from typing import Final

import streamlit as st

from forecast.ui.chosen import Chosen
from forecast.ui.shown import plain
from forecast.wording import N_

TITLES: Final = {
    "what-if": N_("What would have to be true?"), "briefing": N_("Brief the leadership"), "data": N_("Complete the plan's table"),
}  # fmt: skip


def draw(chosen: Chosen, *names: str) -> None:
    """Links to the pages a reader goes to next; none where a page is drawn alone."""
    known = [name for name in names if name in chosen.pages]
    if known:
        with st.container(horizontal=True, key="onward"):
            for name in known:
                st.page_link(chosen.pages[name], label=plain(chosen.wording.text(TITLES[name]) + " →"), width="content")
