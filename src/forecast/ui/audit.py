"""Where the plan's own numbers contradict each other: findings with arithmetic, quotes and repairs."""

from functools import partial

import streamlit as st

from forecast.audit import Audit, Finding, Repair
from forecast.audit.finding import SEVERITIES
from forecast.auditwords import SEVERITY, AuditWords
from forecast.ui import state
from forecast.ui.chosen import Chosen
from forecast.ui.lever import say_changes
from forecast.ui.shown import evidence, plain, table

SIGNS = {"contradiction": "✖", "tension": "◆", "slip": "✎", "data_gap": "○"}


def draw(chosen: Chosen) -> None:
    """Draw the audit of the plan."""
    text, found = chosen.wording.text, chosen.shelf.audit
    words = AuditWords(chosen.wording, chosen.plan)
    st.title(text("Do the plan's own numbers agree?"))
    say_changes(chosen)
    with st.container(horizontal=True, gap="medium"):
        for severity in SEVERITIES:
            st.metric(plain(f"{SIGNS[severity]} {text(SEVERITY[severity])}"), found.count(severity), width="content")
    if not found.findings:
        st.success(text("No finding: the plan's own numbers agree."))
    for severity in SEVERITIES:
        those = [finding for finding in found.findings if finding.severity == severity]
        if those:
            st.header(plain(f"{SIGNS[severity]} {text(SEVERITY[severity]).capitalize()} ({len(those)})"))
        for finding in those:
            with st.expander(plain(words.sentence(finding))):
                _finding(chosen, finding, words)
    _rounded(chosen, found, words)


def _finding(chosen: Chosen, finding: Finding, words: AuditWords) -> None:
    text = chosen.wording.text
    if lines := words.arithmetic(finding):
        st.code("\n".join(lines), language=None, wrap_lines=True)
    if finding.cause is not None:
        st.markdown(plain(text("likely cause: {cause}", cause=words.cause(finding))))
    if finding.repairs:
        title = text("What would make it agree, each by itself (the nearest figure, within rounding)")
        st.markdown(f"**{plain(title)}**")
        rows = [
            (words.name(each.indicator), words.what(each), each.printed, words.repair(each)) for each in finding.repairs
        ]
        heads = [text("Indicator"), text("Which figure"), text("Printed"), text("Would have to be")]
        table(heads, rows, key=f"repairs-{finding.id}")
        for number, repair in enumerate(finding.repairs):
            _adopt(chosen, repair, words, key=f"adopt-{finding.id}-{number}")
    for figures, source in finding.sources:
        evidence(chosen.plan, ", ".join(figures), [] if source is None else [source], chosen.wording)


def _adopt(chosen: Chosen, repair: Repair, words: AuditWords, key: str) -> None:
    """Try a repaired growth as a what-if: the plan itself is never changed."""
    indicator = chosen.plan.indicator(repair.indicator)
    if repair.what != "stated_rate" or indicator.law != "compound" or indicator.id not in chosen.shelf.movable:
        return
    text, rate = chosen.wording.text, round(100 * repair.value, 10)
    label = text("Try {rate} a year as a what-if", rate=words.repair(repair))
    st.button(plain(label), key=key, on_click=partial(state.change, indicator.id, rate))
    if state.changed().get(indicator.id) == rate:
        st.success(text("Tried: the other pages now show it. The plan itself is unchanged."))


def _rounded(chosen: Chosen, found: Audit, words: AuditWords) -> None:
    if found.rounded:
        with st.expander(plain(chosen.wording.text("Consistent within rounding: {n}", n=len(found.rounded)))):
            for finding in found.rounded:
                st.markdown(plain(" · ".join(words.name(name) for name in finding.indicators)))
                st.code("\n".join(words.arithmetic(finding)), language=None, wrap_lines=True)
