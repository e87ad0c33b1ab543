"""Small helpers of all pages: text as text, wherever Streamlit would read Markdown; tables, quotes and the look of the page."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import pandas as pd
import streamlit as st

from forecast.errors import Fault
from forecast.plan import Plan
from forecast.sourced import Source
from forecast.tables import SYMBOLS
from forecast.wording import Wording

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$~:&@/=^'\"])")
_INSIDE: Final = re.compile(r"([\\`*_\[\]|<>$~&@^]|:(?! |$))")
_START: Final = re.compile(r"^(\d+(?=[.)](?: |$))|(?=[#+\-=]))(.)")
"""What makes Markdown of a single line: signs inside it, and signs at its start."""
_JOINED: Final = re.compile(r"(?<=:)(?=[\w/+])|(?<=@)(?=\w)|(?<=www)(?=\.)|(?<=[-<>~=])(?=[-<>~=])", re.IGNORECASE)
"""Where Streamlit would still see an emoji, an icon, a link or an arrow once the text is read."""
_SIGNS: Final = {sign: "gray" if light == "grey" else light for light, sign in SYMBOLS.items()}
INK_ON_DARK: Final = "#f0f0f0"
_JOINER: Final = "\u2060"
_STYLE: Final = """<style>
[data-testid="stMainBlockContainer"] {padding: 4.2rem 2rem 2rem; max-width: 88rem;}
[data-testid="stMainBlockContainer"] h1 {font-size: 1.9rem; padding: 0 0 .5rem;}
[data-testid="stMainBlockContainer"] h2 {font-size: 1.2rem; padding: .25rem 0;}
[data-testid="stMainBlockContainer"] h3 {font-size: 1.1rem; padding: .25rem 0;}
hr[data-testid="stHeadingDivider"] {margin-top: 1rem;}
[data-testid="stMetricValue"] {font-size: 1.7rem;}
[data-testid="stMetricValue"] * {white-space: normal; overflow: visible;}
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] * {color: inherit; opacity: 1;}
[data-selected], [data-selected] * {color: inherit !important;}
[data-testid="stTable"] {overflow-x: auto;}
[data-testid="stTable"] td, [data-testid="stTable"] th {padding: .3rem .5rem;}
[data-testid="stMainMenu"], [data-testid="InputInstructions"], [data-testid="stHeaderActionElements"] {display: none;}
.st-key-vintages :is(td, th) {min-width: 6rem;}
.st-key-differences :is(td, th):nth-child(2), .st-key-grid-faults :is(td, th):nth-child(3) {min-width: 10rem;}
.st-key-history :is(td, th):nth-child(4) {min-width: 14rem;}
[class*="st-key-proof-"] button {min-height: 1.7rem; padding-block: 0;}
.st-key-contradictions a {background: #fdf3d7; border: 1px solid #d9b24c; border-radius: .5rem;}
.st-key-contradictions a * {color: #1b1b1f;}
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p {color: inherit !important; opacity: 1 !important;}
[data-selected], [data-selected] * {color: inherit !important;}
[data-testid="stFileUploaderDropzoneInstructions"] {display: none;}
[data-testid="stFileUploaderDropzone"] > span button p {font-size: 0;}
[data-testid="stFileUploaderDropzone"] > span button p::after {content: "CHOOSE"; font-size: .9rem;}
[data-testid="stSidebar"] [data-testid="stSelectbox"] * {font-size: .8rem;}
[data-testid="stFileChip"]:has([data-testid="stFileChipIconError"])::after {content: "REFUSED"; white-space: normal;}
[data-testid="stFileChip"]:has([data-testid="stFileChipIconError"]) [data-testid="stFileChipName"] ~ * {font-size: 0;}
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stExpandSidebarButton"], [data-testid="stFileUploader"],
  [data-testid="stButton"], [data-testid="stDownloadButton"], [data-testid="stToggle"] {display: none !important;}
  [data-testid="stAppViewContainer"], [data-testid="stMain"], [data-testid="stApp"] {
    position: static !important; overflow: visible !important; height: auto !important; display: block !important;}
  [data-testid="stMainBlockContainer"] {padding: 0; max-width: none;}
  [data-testid="stTable"] {overflow: visible;}
  tr, [data-testid="stVegaLiteChart"], [data-testid="stExpander"] {break-inside: avoid;}
  thead {display: table-header-group;}
}
@media (max-width: 640px) {[data-testid="stMainBlockContainer"] {padding: 4.2rem 1rem 2rem;}}
</style>"""
"""Room for a small laptop; tables scroll inside themselves; built-in texts that know no Vietnamese are not shown."""


def style(wording: Wording) -> None:
    """Give the page its look."""
    refused = wording.text("This file is too large or of another kind than the one asked for, and is not taken.")
    st.html(_STYLE.replace("CHOOSE", wording.text("Choose a file")).replace("REFUSED", refused))


def plain(text: str) -> str:
    """Text for a place that reads Markdown, so that it shows as it is."""
    return _SPECIAL.sub(r"\\\1", _JOINED.sub(_JOINER, " ".join(text.split())))


def label(text: str) -> str:
    """Text for the name of a field, which is read out with every escape in it: nothing is escaped that stands for itself."""
    return _START.sub(r"\1\\\2", _INSIDE.sub(r"\\\1", _JOINED.sub(_JOINER, " ".join(text.split()))))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], key: str, alt: str | None = None) -> None:
    """A table of texts, each shown as it is."""
    cells = pd.DataFrame([[_lit(cell) for cell in row] for row in rows], columns=[plain(head) for head in heads])
    with st.container(key=key):
        st.table(cells, hide_index=True, alt=alt)


def _lit(cell: str) -> str:
    """A cell as it is, the sign of a light at its start in that light's colour."""
    colour = _SIGNS.get(cell[:2].rstrip()) if cell[1:2] == " " else None
    return plain(cell) if colour is None else f":{colour}[{cell[0]}] {plain(cell[2:])}"


def at_cell(fault: Fault, wording: Wording) -> tuple[str, str]:
    """Cell of a fault, and what is wrong there."""
    return fault.where, wording.fault(replace(fault, where="", line=None))


def is_dark() -> bool:
    """Whether the reader's page has a dark ground."""
    return st.context.theme.type == "dark"


def picture(spec: dict[str, Any], alt: str) -> None:
    """A chart, its texts readable on the reader's ground."""
    config = spec.get("config", {})
    if is_dark():
        config = {"text": {"color": INK_ON_DARK}} | config
    st.vega_lite_chart(spec | {"config": config}, width="stretch", alt=alt)


def evidence(plan: Plan, head: str, sources: Sequence[Source], wording: Wording, note: str | None = None) -> None:
    """One printed figure with its quotes and where they stand."""
    parts = [f"**{plain(head)}**"] if head.strip() else []
    parts += [_quoted(plan, source, wording) for source in sources]
    if note:
        parts.append(f":small[{plain(note)}]")
    if parts:
        st.markdown("\n\n".join(parts))


def _quoted(plan: Plan, source: Source, wording: Wording) -> str:
    if source.document is None:
        return f":small[{plain(wording.origin(source))}]"
    title = plan.sources[source.document].title
    if source.line is None:
        place = wording.text("{title}, page {page}", title=title, page=source.page)
    else:
        place = wording.text("{title}, line {line}", title=title, line=source.line)
    return f"> {plain(source.quote or '')}  \n> :small[{plain(place)}]"
