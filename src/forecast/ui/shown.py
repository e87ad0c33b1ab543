"""Small helpers of all pages: text as text, wherever Streamlit would read Markdown."""

import re
from typing import Final

import streamlit as st

from forecast.plan import Plan, Source
from forecast.wording import Wording

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$~:&@/])")


def plain(text: str) -> str:
    """Text for a place that reads Markdown, so that it shows as it is."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def evidence(plan: Plan, printed: str, source: Source | None, wording: Wording, note: str | None = None) -> None:
    """One printed figure with its quote and where it stands."""
    st.markdown(f"**{plain(printed)}**" if printed else "")
    if source is None:
        return
    if source.document is not None:
        title = plan.sources[source.document].title
        place = wording.text("{title}, line {line}", title=title, line=source.line)
        st.markdown(f"> {plain(source.quote or '')}")
        st.caption(plain(place))
    else:
        st.caption(plain(f"{source.sheet or source.by or ''} {source.cell or source.date or ''}"))
    if note:
        st.caption(plain(note))
