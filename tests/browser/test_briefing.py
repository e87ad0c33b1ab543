"""Briefing the leadership as planners do it, on a small laptop and on a phone, in both languages."""

import re

import pytest
from playwright.sync_api import Page, expect
from test_page import no_sideways_scroll, open_page


@pytest.mark.parametrize("lang, start, first, short", [
    ("vi", "Trình chiếu", "Phường Cam Đường", "thiếu 213"), ("en", "Present", "Cam Duong ward", "short by 213"),
])  # fmt: skip
def test_one_indicator_a_screen_led_by_keys(
    page: Page, address: str, lang: str, start: str, first: str, short: str
) -> None:
    open_page(page, address, f"briefing?plan=cam-duong&lang={lang}")
    no_sideways_scroll(page)
    page.get_by_role("button", name=start, exact=True).click()
    dialog = page.get_by_role("dialog", name=start)
    expect(dialog.get_by_role("heading", level=1)).to_contain_text(first)
    box = dialog.bounding_box()
    size = page.viewport_size
    assert box is not None
    assert size is not None
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, size["width"], size["height"])
    page.keyboard.press("ArrowLeft")
    expect(dialog.get_by_role("heading", level=1)).to_contain_text(first)
    page.context.set_offline(True)  # a lost connection is no reason to stop
    page.keyboard.press("ArrowRight")
    expect(dialog.get_by_text(short, exact=True)).to_be_visible()
    expect(dialog.get_by_text(re.compile("739"))).to_be_visible()
    page.keyboard.press("End")
    last = dialog.get_by_role("heading", level=1).inner_text()
    page.keyboard.press("ArrowRight")
    assert dialog.get_by_role("heading", level=1).inner_text() == last
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert page.evaluate("document.activeElement.shadowRoot?.activeElement?.className") == "start"
    page.context.set_offline(False)


@pytest.mark.parametrize(
    "lang, title, start", [("vi", "Báo cáo (Word)", b"PK"), ("en", "One page (HTML)", b"<!DOCTYPE html>")]
)
def test_documents_are_made_on_a_click(page: Page, address: str, lang: str, title: str, start: bytes) -> None:
    open_page(page, address, f"briefing?plan=cam-duong&lang={lang}")
    with page.expect_download(timeout=30_000) as taken:
        page.get_by_role("button", name=title).click()
    assert taken.value.suggested_filename.startswith("cam-duong-stated.")
    assert taken.value.path().read_bytes().startswith(start)
