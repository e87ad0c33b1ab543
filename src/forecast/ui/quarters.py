"""This year by quarters: what the year comes to, and what the remaining quarters must bring."""

from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from forecast import quartertables
from forecast.errors import FileError, ForecastError
from forecast.files import shipped
from forecast.quarters import Sheet, read_quarters, read_quarters_text, read_year_growth, required_rest
from forecast.quarterwords import rest_text, span_text
from forecast.ui import proved
from forecast.ui.chosen import Chosen
from forecast.ui.proof import Origin, prove_popover
from forecast.ui.proved import Table, number, said
from forecast.ui.shown import plain

EXAMPLE = "quarters.csv"
FORM = "quarters-sectors.csv"


def draw(chosen: Chosen) -> None:
    """Draw the year by quarters."""
    wording, text = chosen.wording, chosen.wording.text
    st.title(text("This year by quarters"))
    st.caption(
        text(
            "Growth against the same quarter of last year; last year's quarter values are the weights. ✓: already known."
        )
    )
    columns = st.columns([2, 1, 1], vertical_alignment="bottom")
    file = columns[0].file_uploader(text("Quarterly table as CSV"), type=["csv"], key="quarters_file")
    typed = columns[1].text_input(
        text("Growth the year is to reach, %"), key="quarters_year", placeholder=wording.number(6.5)
    )
    columns[2].download_button(
        text("A form with sectors"), quartertables.form(wording), file_name=FORM, on_click="ignore"
    )
    sheet = _sheet(chosen, file)
    if sheet is None:
        return
    wanted = None
    if typed.strip():
        try:
            wanted = read_year_growth(typed.strip().removesuffix("%").strip() + "%")
        except ForecastError as error:
            st.error(plain(wording.error(error)))
    for place, name in enumerate(sheet.scenarios[:6]):
        st.header(plain(name))
        st.markdown(f"**{plain(quartertables.sentence(sheet, name, wanted, wording))}**")
        _rest(chosen, sheet, name, wanted)
        proved.draw(chosen, _table(chosen, sheet, name), f"quarters-{place}")


def _rest(chosen: Chosen, sheet: Sheet, scenario: str, wanted: float | None) -> None:
    """What the remaining quarters bring, or must bring, with its proof: it stands in no row of the table."""
    wording, rest = chosen.wording, quartertables.left(sheet, scenario)
    if not rest:
        return
    if wanted is None:
        growth: float | None = sheet.span(scenario, rest).growth
        origin: Origin = partial(span_text, sheet, scenario, rest, None, chosen.plan, wording)
    else:
        growth = required_rest(sheet, scenario, wanted)
        origin = partial(rest_text, sheet, scenario, wanted, chosen.plan, wording)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        names = quartertables.quarter_names(rest, wording)
        st.markdown(plain(f"{names[0].upper()}{names[1:]}"), width="content")
        prove_popover(chosen, origin, wording.percent(growth, 2), f"rest-{sheet.scenarios.index(scenario)}")


def _table(chosen: Chosen, sheet: Sheet, scenario: str) -> Table:
    """Growth by sector and quarter, every number with its proof."""
    wording, rows = chosen.wording, []
    texts = quartertables.rows(sheet, scenario, wording)
    for sector, (name, *growths) in zip(quartertables.parts(sheet), texts, strict=True):
        cells = [
            number(growth, partial(span_text, sheet, scenario, span, sector, chosen.plan, wording))
            for growth, span in zip(growths, quartertables.SPANS, strict=True)
        ]
        rows.append([said(name), *cells])
    return Table(title=scenario, heads=quartertables.heads(wording), rows=rows, numbers=1)


def _sheet(chosen: Chosen, file: UploadedFile | None) -> Sheet | None:
    """The reader's own table, or the example where there is none; faults are shown in full."""
    text = chosen.wording.text
    if file is None:
        st.info(
            text("No table yet: this is the ministry's scenario of April 2024 as an example. Upload your own above.")
        )
        return read_quarters(shipped("data") / "examples" / EXAMPLE)
    try:
        return read_quarters_text(file.getvalue(), file.name)
    except FileError as error:
        st.error(plain(text("{name} cannot be used:", name=file.name)))
        for fault in error.faults:
            st.markdown(f"- {plain(chosen.wording.fault(fault))}")
        return None
