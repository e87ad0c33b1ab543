"""The questions and the quarters as a planner uses them, on a small laptop and on a phone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from test_page import no_sideways_scroll, open_page, settle

from forecast.wording import Wording


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_rate_that_reaches_the_target_and_a_bound_that_forbids_it(page: Page, address: str, lang: str) -> None:
    wording = Wording(lang)
    open_page(page, address, f"what-if?plan=cam-duong&indicator=budget_revenue&lang={lang}")
    expect(page.get_by_text(re.compile(re.escape(wording.percent(0.1289, 2)))).first).to_be_visible(timeout=10_000)
    field = page.get_by_label(wording.text("at most, % a year (empty: no bound)"))
    field.fill(wording.number(12.5, 1))
    field.press("Enter")
    settle(page)
    expect(page.get_by_text(re.compile(re.escape(wording.number(93.9, 1)))).first).to_be_visible(timeout=10_000)
    no_sideways_scroll(page)


def test_two_scenarios_and_why_they_differ(page: Page, address: str) -> None:
    open_page(page, address, "what-if?plan=cam-duong&indicator=budget_revenue&scenario=centre-moves&lang=vi")
    chart = page.locator('[data-testid="stVegaLiteChart"]').last
    chart.scroll_into_view_if_needed()
    expect(chart).to_be_visible(timeout=15_000)
    expect(chart.get_by_text(re.compile("Trung tâm hành chính")).first).to_be_visible()
    amount = page.locator(".st-key-causes").get_by_role("button", name="-793")
    amount.click()
    window = page.get_by_role("dialog")
    expect(window.get_by_text("4.493,9713 − 5.287,025 = -793")).to_be_visible(timeout=10_000)
    expect(window.get_by_text("=4493,97129216-5287,0250496")).to_be_visible()
    no_sideways_scroll(page)
    page.keyboard.press("Escape")
    expect(amount).to_be_focused()
    page.set_viewport_size({"width": 1366, "height": 2600})  # nothing scrolls, so that what moves on the page does move
    page.locator(".st-key-compared-years").get_by_role("button", name="-793").click()
    expect(window.get_by_text("(ln(2.856 ÷ 3.000) − ln(3.360 ÷ 3.000)) = -793")).to_be_visible(timeout=10_000)


def test_a_year_by_quarters_with_ones_own_table(page: Page, address: str, tmp_path: Path) -> None:
    open_page(page, address, "this-year?lang=vi")
    expect(page.get_by_text(re.compile("6,12%")).first).to_be_visible()
    field = page.get_by_label(re.compile("^Tốc độ tăng cả năm|^Mức tăng|%$")).last
    field.fill("6,5")
    field.press("Enter")
    settle(page)
    expect(page.get_by_text(re.compile("6,75%")).first).to_be_visible()
    broken = tmp_path / "quý.csv"
    broken.write_text("scenario,sector,quarter,base_value,growth,known\n1,A,Q9,10,5%,yes\n", encoding="utf-8")
    page.locator('[data-testid="stMain"] input[type="file"]').set_input_files(str(broken))
    expect(page.get_by_text(re.compile("Q9")).first).to_be_visible(timeout=10_000)
    no_sideways_scroll(page)


def visible(page: Page, key: str) -> Locator:
    """The number beside a sentence: Streamlit draws it once for each kind of pointer and hides one."""
    return page.locator(f".st-key-{key} button:visible").first


def close(page: Page) -> None:
    """Close the proof that is open."""
    page.get_by_role("dialog").get_by_label("Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_numbers_of_an_answer_open_their_proofs(page: Page, address: str) -> None:
    open_page(page, address, "what-if?plan=cam-duong&indicator=tourist_arrivals&scenario=railway-and-resorts&lang=vi")
    window = page.get_by_role("dialog")
    page.locator(".st-key-landing tbody button").nth(1).click()
    expect(window.get_by_text("400 × (1 + 20,12%)^2 × (1 + 26%)^3 = 1.155")).to_be_visible(timeout=10_000)
    expect(window.get_by_text("ước đạt 400 nghìn lượt khách").first).to_be_visible()
    close(page)
    page.locator(".st-key-moves tbody button").nth(2).click()
    expect(window.get_by_text(re.compile("quy ước của công cụ này"))).to_be_visible(timeout=10_000)
    close(page)
    visible(page, "proof-answer-1").click()
    expect(page.get_by_text(re.compile("Mức giảm chịu được: 13,4%"))).to_be_visible(timeout=10_000)
    no_sideways_scroll(page)


def test_the_numbers_of_the_quarters_open_their_proofs(page: Page, address: str) -> None:
    open_page(page, address, "this-year?lang=vi")
    page.locator(".st-key-quarters-0 tbody button").first.click()
    window = page.get_by_role("dialog")
    expect(window.get_by_text("Số liệu ở bảng quarters.csv, dòng 2.")).to_be_visible(timeout=10_000)
    close(page)
    visible(page, "proof-rest-0").click()
    formula = "=(25*(1+5,85%)+23*(1+6,22%)+29*(1+6,28%))/(25+23+29)-1"
    expect(page.get_by_text(formula)).to_be_visible(timeout=10_000)
    no_sideways_scroll(page)
