"""Every kind of document about a study, by the name of its file type: what both doors call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from forecast.audit import Audit
from forecast.outcome import Study
from forecast.report.briefing import briefing
from forecast.report.layouts import Name
from forecast.report.page import page
from forecast.report.slides import slides
from forecast.report.word import word
from forecast.report.workbook import workbook
from forecast.wording import N_, Wording


@dataclass(frozen=True, eq=False, kw_only=True)
class Order:
    """What a document is made from."""

    study: Study
    audit: Audit
    wording: Wording
    layout: Name = "state"


def _word(order: Order) -> bytes:
    return word(briefing(order.study, order.audit, order.wording), order.wording, order.layout)


def _slides(order: Order) -> bytes:
    return slides(briefing(order.study, order.audit, order.wording), order.wording)


def _page(order: Order) -> bytes:
    return page(briefing(order.study, order.audit, order.wording), order.wording)


def _workbook(order: Order) -> bytes:
    return workbook(order.study, order.wording)


@dataclass(frozen=True, eq=False, kw_only=True)
class Kind:
    """One kind of document: what it is called, what makes it, and its media type."""

    title: str
    make: Callable[[Order], bytes]
    media: str


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
KINDS: Final[Mapping[str, Kind]] = {
    "docx": Kind(title=N_("Report (Word)"), make=_word, media=f"{_OFFICE}.wordprocessingml.document"),
    "pptx": Kind(title=N_("Slides (PowerPoint)"), make=_slides, media=f"{_OFFICE}.presentationml.presentation"),
    "xlsx": Kind(title=N_("Workbook (Excel)"), make=_workbook, media=f"{_OFFICE}.spreadsheetml.sheet"),
    "html": Kind(title=N_("One page (HTML)"), make=_page, media="text/html"),
}
"""Kinds of documents by the ending of their files."""
