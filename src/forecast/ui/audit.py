"""Where the plan's own numbers contradict each other: findings with arithmetic, quotes and repairs."""

from functools import partial

import pandas as pd
import streamlit as st

from forecast.audit import Audit, Finding, Repair, audit_plan
from forecast.audit.finding import SEVERITIES
from forecast.auditwords import SEVERITY, AuditWords
from forecast.ui import state
from forecast.ui.inputs import Chosen
from forecast.ui.shown import evidence, plain

SIGNS = {"contradiction": "✖", "tension": "◆", "slip": "✎", "data_gap": "○"}


def draw(chosen: Chosen) -> None:
    """Draw the audit of the plan."""
    text = chosen.wording.text
    found, words = audit_plan(chosen.plan), AuditWords(chosen.wording, chosen.plan)
    st.title(text("Do the plan's own numbers agree?"))
    for column, severity in zip(st.columns(4), SEVERITIES, strict=True):
        column.metric(f"{SIGNS[severity]} {text(SEVERITY[severity])}", found.count(severity))
    if not found.findings:
        st.success(text("No finding: the plan's own numbers agree."))
    for severity in SEVERITIES:
        those = [finding for finding in found.findings if finding.severity == severity]
        if those:
            st.subheader(f"{SIGNS[severity]} {text(SEVERITY[severity]).capitalize()} ({len(those)})")
        for finding in those:
            with st.expander(plain(words.sentence(finding))):
                _finding(chosen, finding, words)
    _rounded(chosen, found, words)


def _finding(chosen: Chosen, finding: Finding, words: AuditWords) -> None:
    text = chosen.wording.text
    for line in words.arithmetic(finding):
        st.code(line, language=None, wrap_lines=True)
    if finding.cause is not None:
        st.markdown(plain(text("likely cause: {cause}", cause=words.cause(finding))))
    if finding.repairs:
        title = text("What would make it agree, each by itself")
        st.markdown(f"**{title}**")
        rows = [
            (words.name(each.indicator), words.what(each), each.printed, words.repair(each)) for each in finding.repairs
        ]
        heads = [text("Indicator"), text("Which figure"), text("Printed"), text("Would have to be")]
        st.dataframe(pd.DataFrame(rows, columns=heads), hide_index=True)
        for repair in finding.repairs:
            _adopt(chosen, finding, repair, words)
    for piece in finding.evidence:
        evidence(chosen.plan, piece.figure, piece.source, chosen.wording)


def _adopt(chosen: Chosen, finding: Finding, repair: Repair, words: AuditWords) -> None:
    """Try a repaired growth as a what-if: the plan itself is never changed."""
    if repair.what != "stated_rate" or chosen.plan.indicator(repair.indicator).law != "compound":
        return
    text = chosen.wording.text
    st.button(
        plain(text("Try {rate} a year as a what-if", rate=words.repair(repair))), key=f"adopt-{finding.id}-{repair.indicator}",
        on_click=partial(state.change, repair.indicator, round(100 * repair.value, 10)),
    )  # fmt: skip
    if state.changed().get(repair.indicator) == round(100 * repair.value, 10):
        st.success(text("Tried: the other pages now show it. The plan itself is unchanged."))


def _rounded(chosen: Chosen, found: Audit, words: AuditWords) -> None:
    if found.rounded:
        with st.expander(chosen.wording.text("Consistent within rounding: {n}", n=len(found.rounded))):
            for finding in found.rounded:
                for line in words.arithmetic(finding):
                    st.code(line, language=None, wrap_lines=True)
