"""Where a number is from: a click on it shows its formula with the figures put in, their source, the rounding, and it in a spreadsheet."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias

import streamlit as st

from forecast.groundwords import ground_text
from forecast.proof import Ground, What, is_known
from forecast.proofwords import ProofText
from forecast.ui.chosen import Chosen
from forecast.ui.shown import evidence, plain, table
from forecast.wording import Wording

Origin: TypeAlias = Callable[[], ProofText | None]
"""Makes the proof of a number, which is done only when it is asked for."""


def origin_of(ground: Ground, what: What, wording: Wording) -> Origin | None:
    """Where a number of an assessment is from; None where there is no such number, so that nothing can be asked."""
    return partial(ground_text, ground, what, wording) if is_known(ground, what) else None


def prove_popover(chosen: Chosen, origin: Origin, label: str, key: str) -> None:
    """A number that opens its proof.

    Parameters
    ----------
    label : the number as shown
    key : unique on the page
    """
    opened = st.popover(
        plain(label),
        type="tertiary",
        key=f"proof-{key}",
        on_change="rerun",
        help=chosen.wording.text("Where is this number from?"),
    )
    if opened.open:
        with opened:
            _made(chosen, origin(), key)


def prove_dialog(chosen: Chosen, origin: Origin) -> None:
    """The proof of a number in a window of its own."""
    said = origin()

    @st.dialog(
        plain(said.title if said is not None else chosen.wording.text("Where is this number from?")), width="large"
    )
    def opened() -> None:
        _made(chosen, said, "window")

    opened()


def _made(chosen: Chosen, said: ProofText | None, key: str) -> None:
    """Draw a proof, or that there is none; several may stand open at once, each under a key of its own."""
    if said is None:
        st.info(chosen.wording.text("There is no such number here."))
    else:
        _show(chosen, said, key)


def _show(chosen: Chosen, said: ProofText, key: str) -> None:
    wording, text = chosen.wording, chosen.wording.text
    if said.under:
        st.caption(plain(said.under))
    st.markdown(f"**{plain(said.head)}: {plain(said.shown)}**")
    for words in said.way:
        st.markdown(plain(words))
    if said.filled:
        st.markdown(plain(said.named))
        st.markdown(f"**{plain(said.filled)}**")
    st.caption(plain(said.rounding))
    if said.filled:
        table([text("Figure"), text("Value")], said.figures, key=f"figures-{key}")
    for item in said.sources:
        head = item.printed or wording.number(item.value)
        evidence(chosen.plan, head, (item.source, *item.also), wording, item.note)
    if said.excel:
        _spreadsheet(said.excel, wording)


def _spreadsheet(formulas: Mapping[str, str], wording: Wording) -> None:
    names = {"vi": wording.text("In Excel with a decimal comma"), "en": wording.text("In Excel with a decimal point")}
    for language in (wording.language, "en" if wording.language == "vi" else "vi"):
        st.caption(names[language])
        st.code(formulas[language], language=None, wrap_lines=True)
