"""Every kind of document about a study, by the name of its file type: what both doors call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from forecast.audit import Audit
from forecast.outcome import Study
from forecast.report.briefing import briefing
from forecast.report.images import archive
from forecast.report.layouts import Name
from forecast.report.page import page
from forecast.report.pictures import pictures
from forecast.report.slides import slides
from forecast.report.story import Story
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

    @property
    def story(self) -> Story:
        """The briefing, its numbers as documents print them."""
        return briefing(self.study, self.audit, replace(self.wording, printed=True))


def _word(order: Order) -> bytes:
    return word(order.story, order.wording, order.layout)


def _slides(order: Order) -> bytes:
    return slides(order.story, order.wording)


def _page(order: Order) -> bytes:
    return page(order.story, order.wording)


def _png(order: Order) -> bytes:
    return archive(tuple(pictures(order.study, order.study.outcomes[0], order.wording)), "png")


def _svg(order: Order) -> bytes:
    return archive(tuple(pictures(order.study, order.study.outcomes[0], order.wording)), "svg")


def _workbook(order: Order) -> bytes:
    return workbook(order.study, order.wording)


@dataclass(frozen=True, eq=False, kw_only=True)
class Kind:
    """One kind of document: what it is called, what makes it, its media type and the ending of its file."""

    title: str
    make: Callable[[Order], bytes]
    media: str
    ending: str


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
KINDS: Final[Mapping[str, Kind]] = {
    "docx": Kind(title=N_("Report (Word)"), make=_word, media=f"{_OFFICE}.wordprocessingml.document", ending="docx"),
    "pptx": Kind(
        title=N_("Slides (PowerPoint)"), make=_slides, media=f"{_OFFICE}.presentationml.presentation", ending="pptx"
    ),
    "xlsx": Kind(title=N_("Workbook (Excel)"), make=_workbook, media=f"{_OFFICE}.spreadsheetml.sheet", ending="xlsx"),
    "html": Kind(title=N_("One page (HTML)"), make=_page, media="text/html", ending="html"),
    "png": Kind(title=N_("Charts (PNG)"), make=_png, media="application/zip", ending="png.zip"),
    "svg": Kind(title=N_("Charts (SVG)"), make=_svg, media="application/zip", ending="svg.zip"),
}
"""Kinds of documents by their names on the command line."""
