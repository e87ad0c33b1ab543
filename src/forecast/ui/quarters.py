"""This year by quarters: what the year comes to, and what the remaining quarters must bring."""

import streamlit as st

from forecast import quartertables
from forecast.errors import FileError, ForecastError
from forecast.files import shipped
from forecast.quarters import Sheet, read_quarters, read_quarters_text, read_year_growth
from forecast.ui.chosen import Chosen
from forecast.ui.shown import plain, table

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
    example = shipped("data") / "examples" / EXAMPLE
    columns = st.columns([2, 1, 1], vertical_alignment="bottom")
    file = columns[0].file_uploader(text("Quarterly table as CSV"), type=["csv"], key="quarters_file")
    typed = columns[1].text_input(
        text("Growth the year is to reach, %"), key="quarters_year", placeholder=wording.number(6.5)
    )
    columns[2].download_button(
        text("A form with sectors"), quartertables.form(wording), file_name=FORM, on_click="ignore"
    )
    sheet = _sheet(chosen, file, example)
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
        rows = quartertables.rows(sheet, name, wording)
        table(quartertables.heads(wording), rows, key=f"quarters-{place}")


def _sheet(chosen: Chosen, file: object, example: object) -> Sheet | None:
    """The reader's own table, or the example where there is none; faults are shown in full."""
    text = chosen.wording.text
    if file is None:
        st.info(
            text("No table yet: this is the ministry's scenario of April 2024 as an example. Upload your own above.")
        )
        return read_quarters(example)  # type: ignore[arg-type]
    try:
        return read_quarters_text(file.getvalue(), file.name)  # type: ignore[attr-defined]
    except FileError as error:
        st.error(plain(text("{name} cannot be used:", name=file.name)))  # type: ignore[attr-defined]
        for fault in error.faults:
            st.markdown(f"- {plain(chosen.wording.fault(fault))}")
        return None
