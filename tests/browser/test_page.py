"""The page as a planner uses it, on a small laptop and on a phone."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

BUDGET = "indicator?plan=cam-duong&indicator=budget_revenue"


def open_page(page: Page, address: str, path: str = "") -> None:
    page.goto(f"{address}/{path}")
    expect(page.locator("h1, h2").first).to_be_visible(timeout=20_000)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the server has answered: the running sign is gone."""
    page.wait_for_timeout(400)
    expect(page.locator('[data-testid="stStatusWidget"]')).to_have_count(0, timeout=15_000)
    page.wait_for_timeout(200)


def metric(page: Page, place: int) -> Any:
    return page.locator('[data-testid="stMetricValue"]').nth(place)


def open_sidebar(page: Page) -> None:
    """On a phone the choices are folded away at first."""
    if page.viewport_size and page.viewport_size["width"] < 768:
        page.get_by_test_id("stExpandSidebarButton").click()
        page.wait_for_timeout(600)


def no_sideways_scroll(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_it_opens_in_vietnamese_with_the_real_plan(page: Page, address: str) -> None:
    open_page(page, address)
    expect(page.get_by_role("heading", name="Phường Cam Đường")).to_be_visible()
    expect(page.get_by_text(re.compile("chỉ tiêu .*đạt"))).to_be_visible()
    expect(page.get_by_text(re.compile("mâu thuẫn")).first).to_be_visible()
    no_sideways_scroll(page)


def test_growth_of_the_budget_from_12_to_12_9(page: Page, address: str) -> None:
    open_page(page, address, BUDGET)
    expect(metric(page, 0)).to_have_text("5.287")
    expect(metric(page, 2)).to_have_text("thiếu 213")
    thumb = page.get_by_role("slider").first
    thumb.focus()
    for _ in range(12):  # the grid has 0.1 and the exact required rate between
        page.keyboard.press("ArrowRight")
        if thumb.get_attribute("aria-valuetext", timeout=2_000) and "12,9 " in (
            thumb.get_attribute("aria-valuetext") or ""
        ):
            break
    settle(page)
    expect(metric(page, 0)).to_have_text("5.503", timeout=10_000)
    expect(page.get_by_text("đạt", exact=False).first).to_be_visible()
    expect(page.get_by_text("thiếu 213")).to_have_count(0)
    assert "r=budget_revenue" in page.url
    no_sideways_scroll(page)


def test_a_typed_number_and_the_buttons(page: Page, address: str) -> None:
    open_page(page, address, BUDGET)
    field = page.get_by_label("hoặc gõ số")
    field.fill("12,9")
    field.press("Enter")
    settle(page)
    expect(metric(page, 0)).to_have_text("5.503")
    page.get_by_role("button", name=re.compile("^Mức cần đạt")).click()
    settle(page)
    expect(metric(page, 0)).to_have_text("5.500")
    field.fill("12.9")
    field.press("Enter")
    settle(page)
    expect(page.get_by_text(re.compile("12\\.9"))).to_be_visible()
    expect(metric(page, 0)).to_have_text("5.500")


def test_the_source_of_every_figure_is_there(page: Page, address: str) -> None:
    open_page(page, address, BUDGET)
    quote = page.get_by_text("Tổng thu ngân sách nhà nước trên địa bàn năm 2025 ước đạt 3.000 tỷ đồng.").first
    quote.scroll_into_view_if_needed()
    expect(quote).to_be_visible()
    expect(page.get_by_text(re.compile("dòng 253")).first).to_be_visible()


def test_a_link_opens_the_same_picture_and_nonsense_is_said(page: Page, address: str) -> None:
    open_page(page, address, f"{BUDGET}&lang=en&r=budget_revenue:12.9")
    expect(metric(page, 0)).to_have_text("5,503")
    open_page(page, address, f"{BUDGET}&lang=en&r=budget_revenue:abc&r=nothing:5")
    expect(metric(page, 0)).to_have_text("5,287")
    expect(page.get_by_text(re.compile("left out: .*abc"))).to_be_visible()


def test_the_audit_says_what_contradicts(page: Page, address: str) -> None:
    open_page(page, address, "audit?plan=cam-duong")
    finding = page.get_by_text(re.compile("Thu ngân sách nhà nước trên địa bàn.*5\\.287")).first
    finding.scroll_into_view_if_needed()
    finding.click()
    expect(page.get_by_text(re.compile("12,89%")).first).to_be_visible()
    page.get_by_role("button", name=re.compile("13%")).first.click()
    settle(page)
    assert "r=budget_revenue" in page.url
    no_sideways_scroll(page)


def test_a_broken_file_shows_its_faults_and_the_page_goes_on(page: Page, address: str, tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "data" / "plans" / "doan-ket.yaml"
    broken = tmp_path / "hỏng.yaml"
    broken.write_text(shipped.read_text(encoding="utf-8").replace("law: status", "law: statue", 2), encoding="utf-8")
    open_page(page, address)
    open_sidebar(page)
    page.get_by_text("Mở tệp kế hoạch").click()
    page.locator('input[type="file"]').set_input_files(str(broken))
    expect(page.get_by_text(re.compile("statue")).first).to_be_visible(timeout=10_000)
    assert page.get_by_text(re.compile("statue")).count() == 2
    expect(page.get_by_role("heading", name="Phường Cam Đường")).to_be_attached()


def test_the_language_changes_everywhere(page: Page, address: str) -> None:
    open_page(page, address)
    open_sidebar(page)
    page.get_by_text("English").click()
    settle(page)
    expect(page.get_by_text(re.compile("targets are reached"))).to_be_visible()
    expect(page.get_by_role("heading", name="Cam Duong ward")).to_be_attached()
