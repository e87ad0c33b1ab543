"""Where a number is from: a click on it shows its formula with the figures put in, their source, the rounding, and it in a spreadsheet."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from forecast.proof import Ground, Proof, What, prove
from forecast.proofwords import HEADS, ProofText, chance_words, figures, proof_text
from forecast.ui.chosen import Chosen
from forecast.ui.shown import evidence, plain, table
from forecast.wording import Wording

OF_SCENARIO: Final = ("projected", "gap", "mean", "p_attain")
"""Numbers that another scenario would change."""


def prove_popover(chosen: Chosen, ground: Ground, what: What, label: str, key: str) -> None:
    """A number that opens its proof, which is made only then.

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
            proof = prove(ground, what)
            if proof is None:
                st.info(chosen.wording.text("There is no such number here."))
            else:
                show(chosen, ground, proof)


def prove_dialog(chosen: Chosen, ground: Ground, what: What | Proof) -> None:
    """The proof of a number, or one made already, in a window of its own."""
    proof, wording = what if isinstance(what, Proof) else prove(ground, what), chosen.wording
    head = what.what if isinstance(what, Proof) else what
    title = f"{wording.text(HEADS[head])} · {wording.name(ground.indicator.name)}"

    @st.dialog(plain(title), width="large")
    def opened() -> None:
        if proof is None:
            st.info(wording.text("There is no such number here."))
        else:
            show(chosen, ground, proof)

    opened()


def show(chosen: Chosen, ground: Ground, proof: Proof) -> None:
    """Draw a proof."""
    wording, text, indicator = chosen.wording, chosen.wording.text, ground.indicator
    said = proof_text(proof, chosen.plan, indicator, wording)
    if proof.what in OF_SCENARIO:
        st.caption(plain(text("Scenario: {name}", name=wording.name(ground.outcome.scenario.name))))
    st.markdown(f"**{plain(said.head)}: {plain(said.shown)}**")
    _way(ground, proof, said, wording)
    st.caption(plain(said.rounding))
    if said.filled:
        table(
            [text("Figure"), text("Value")],
            figures(proof, chosen.plan, wording),
            key=f"figures-{indicator.id}-{proof.what}",
        )
    for item in said.sources:
        head = f"{item.printed or wording.number(item.value)}"
        evidence(chosen.plan, head, (item.source, *item.also), wording, item.note)
    if said.excel:
        _spreadsheet(said.excel, wording)


def _way(ground: Ground, proof: Proof, said: ProofText, wording: Wording) -> None:
    """How the number came about: its formula in words and with the figures put in, or why there is none."""
    if proof.kind == "chance":
        for words in chance_words(ground, proof.what, wording):
            st.markdown(plain(words))
    elif proof.formula is None:
        st.caption(wording.text("There is no single formula for this number: it follows from several others."))
    elif said.filled:
        st.markdown(plain(said.named))
        st.markdown(f"**{plain(said.filled)}**")


def _spreadsheet(formulas: Mapping[str, str], wording: Wording) -> None:
    names = {"vi": wording.text("In Excel with a decimal comma"), "en": wording.text("In Excel with a decimal point")}
    for language in (wording.language, "en" if wording.language == "vi" else "vi"):
        st.caption(names[language])
        st.code(formulas[language], language=None, wrap_lines=True)
