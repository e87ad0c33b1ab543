"""Accessibility of every page in both languages and both themes: nothing moderate or worse in what is ours, by axe-core.

`.ci/run` fetches axe-core and names its file in FORECAST_AXE; without it these tests are left out, in CI they fail.
"""

import os
from pathlib import Path
from typing import Any

import pytest
from conftest import REQUIRED
from playwright.sync_api import Page
from test_page import settle

PAGES = ("", "indicator", "scenarios", "what-if", "this-year", "track", "audit", "briefing", "data")
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
COUNTED = ("moderate", "serious", "critical")
STREAMLIT: dict[str, str] = {}
"""Faults of Streamlit itself that were looked at: rule, and what its place in the page begins with. None is known."""
ENGLISH = {
    "App pages", "Choose an option", "Choose date", "Clear all", "Collapse sidebar", "Copy to clipboard", "Decrement",
    "Download as CSV", "Fullscreen", "Increment", "Link to heading", "Main menu", "Open", "Search", "Selected values",
    "Show/hide columns", "Sidebar", "file upload",
}  # fmt: skip
"""What Streamlit itself says in English on a Vietnamese page, to readers by ear, without a setting for it; looked at."""
SPOKEN = r"""() => [...document.querySelectorAll('*')].flatMap((each) =>
  ['aria-label', 'aria-description', 'title', 'placeholder', 'alt'].map((name) => each.getAttribute(name) || ''))
  .filter((text) => /^[ -~]*[a-z]{3}[ -~]*$/.test(text) && !/scale with values/.test(text))"""


@pytest.fixture(scope="module")
def axe() -> str:
    path = os.environ.get("FORECAST_AXE", "")
    if not Path(path).is_file():
        if REQUIRED:
            pytest.fail("FORECAST_AXE names no file of axe-core, and FORECAST_BROWSER=required asks for it")
        pytest.skip("FORECAST_AXE names no file of axe-core")
    return Path(path).read_text(encoding="utf-8")


def serious(found: dict[str, Any]) -> list[tuple[str, str]]:
    """Rule and place of every fault that counts and is not on the list."""
    return [
        (fault["id"], str(node["target"]) + node["html"][:120])
        for fault in found["violations"]
        if fault["impact"] in COUNTED
        for node in fault["nodes"]
        if not str(node["target"]).startswith(STREAMLIT.get(fault["id"], "–"))
    ]


@pytest.mark.parametrize("lang, scheme", [("vi", "light"), ("en", "dark")])
def test_no_page_has_a_fault_that_counts(browser: Any, address: str, axe: str, lang: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, color_scheme=scheme)
    page: Page = context.new_page()
    faults = {}
    for path in PAGES:
        page.goto(f"{address}/{path}?plan=cam-duong&lang={lang}")
        page.locator("h1, h2").first.wait_for(timeout=20_000)
        settle(page)
        page.wait_for_timeout(500)  # what is drawn again is faint for a moment
        if lang == "vi" and (spoken := set(page.evaluate(SPOKEN)) - ENGLISH):
            faults[f"{path}: English"] = spoken
        page.evaluate(axe)
        if found := serious(page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)):
            faults[path] = found
    context.close()
    assert not faults


def test_the_screens_for_a_room_have_none_either(browser: Any, address: str, axe: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/briefing?lang=vi")
    page.get_by_role("button", name="Trình chiếu", exact=True).click(timeout=20_000)
    page.keyboard.press("ArrowRight")
    page.evaluate(axe)
    found = serious(page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES))
    page.close()
    assert not found
