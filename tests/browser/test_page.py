"""The page as a planner uses it, on a small laptop and on a phone."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from forecast.wording import Wording

BUDGET = "indicator?plan=cam-duong&indicator=budget_revenue"
PLANS = Path(__file__).parents[2] / "data" / "plans"
HOSTILE = (
    "<img src=x onerror=alert(1)> **x** =cmd $y$ :red[z] :smile: :material/home: www.a.vn a@b.vn --> [a](http://b.vn)"
)
PLACE = """() => {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  const line = focused?.closest("tbody tr");
  const stops = line && [...line.querySelectorAll("a, button")];
  return line && { row: [...line.parentElement.rows].indexOf(line), last: stops.at(-1) === focused };
}"""
"""Where the keyboard is in a table: its row, and whether at what can be opened last there; None outside."""


def open_page(page: Page, address: str, path: str = "") -> None:
    page.goto(f"{address}/{path}")
    expect(page.locator("h1, h2").first).to_be_visible(timeout=20_000)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the server has answered: the running sign is gone."""
    page.wait_for_timeout(300)
    expect(page.locator('[data-testid="stStatusWidget"]')).to_have_count(0, timeout=15_000)
    page.wait_for_timeout(100)


def metric(page: Page, place: int) -> Any:
    """Figures above the slider: projected, gap, target, required."""
    return page.locator(".figure .value").nth(place)


def open_sidebar(page: Page) -> None:
    """On a phone the choices are folded away at first."""
    button = page.get_by_test_id("stExpandSidebarButton")
    if button.is_visible():
        button.click()
        page.wait_for_timeout(500)


def close_sidebar(page: Page) -> None:
    """On a phone they cover the page until they are folded away again."""
    button = page.get_by_test_id("stSidebarCollapseButton").get_by_role("button")
    if page.viewport_size["width"] < 640 and button.is_visible():
        button.click()
        page.wait_for_timeout(500)


def no_sideways_scroll(page: Page) -> None:
    wide = "e => e.scrollWidth <= e.clientWidth + 1"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator('[data-testid="stMain"]').evaluate(wide)


def upload(page: Page, file: Path, words: str = "Mở tệp kế hoạch") -> None:
    page.get_by_text(words).click()
    page.locator('input[type="file"]').set_input_files(str(file))
    settle(page)


def test_it_opens_in_vietnamese_with_the_real_plan(page: Page, address: str) -> None:
    open_page(page, address)
    expect(page.get_by_role("heading", name="Phường Cam Đường")).to_be_visible()
    expect(page.get_by_text(re.compile(r"Đạt \d+/\d+ chỉ tiêu"))).to_be_visible()
    expect(page.get_by_role("cell", name="thiếu 213", exact=True)).to_be_attached()
    no_sideways_scroll(page)


@pytest.mark.parametrize("lang, said", [("vi", "Không có trang nowhere"), ("en", "There is no page nowhere")])
def test_an_address_without_a_page_says_so_in_the_language_shown(
    page: Page, address: str, lang: str, said: str
) -> None:
    open_page(page, address, f"nowhere?plan=cam-duong&lang={lang}")
    expect(page.get_by_text(re.compile(said))).to_be_visible(timeout=10_000)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("cell", name=re.compile("213")).first).to_be_attached()


def test_the_count_of_contradictions_leads_to_the_audit(page: Page, address: str) -> None:
    open_page(page, address, "?plan=cam-duong&r=budget_revenue:12.9")
    page.get_by_role("link", name=re.compile(r"\d+ mâu thuẫn")).click()
    expect(page.get_by_role("heading", name="có khớp nhau không")).to_be_visible()
    settle(page)
    assert "/audit?" in page.url
    assert "r=budget_revenue" in page.url
    no_sideways_scroll(page)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_cell_of_the_map_leads_to_its_indicator_under_its_scenario(page: Page, address: str, lang: str) -> None:
    open_page(page, address, f"?plan=cam-duong&lang={lang}")
    line = page.locator("tr", has=page.locator('a[href*="indicator=tourist_arrivals"]'))
    cell = line.locator('a[href*="scenario=centre-moves"]')
    cell.scroll_into_view_if_needed()
    cell.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/indicator\?.*scenario=centre-moves"), timeout=10_000)
    settle(page)
    assert "indicator=tourist_arrivals" in page.url
    assert f"lang={lang}" in page.url
    open_page(page, address, f"?plan=cam-duong&lang={lang}")
    page.locator('a[href*="scenario=typhoon"]').first.click()
    page.wait_for_url(re.compile("scenario=typhoon"), timeout=10_000)
    settle(page)
    assert "/indicator" not in page.url
    no_sideways_scroll(page)


def test_a_number_of_a_table_leads_to_its_proof_and_a_name_to_its_page(page: Page, address: str) -> None:
    open_page(page, address, "?plan=cam-duong")
    page.locator(".st-key-targets").get_by_role("button", name="thiếu 213", exact=True).click()
    window = page.get_by_role("dialog")
    expect(window.get_by_text("=5500-3000*(1+12%)^5").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)
    name = page.locator(".st-key-targets").get_by_role("link", name="Tổng giá trị sản phẩm")
    name.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/indicator\?.*indicator=grdp"), timeout=10_000)
    open_page(page, address, "scenarios?plan=cam-duong&part=board")
    page.get_by_role("button", name="thiếu 213", exact=True).click()
    expect(window.get_by_text("=5500-3000*(1+12%)^5").first).to_be_visible()


ROOM = """least => {
  least.scrollIntoView({block: "center", inline: "center"});
  const {left, right, top, bottom} = least.getBoundingClientRect();
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return [[0, 0], [-11, 0], [11, 0], [0, -11], [0, 11]].map(([dx, dy]) => least.getRootNode().elementFromPoint(x + dx, y + dy) === least);
}"""
"""Whether points within 11 pixels of the middle of a number in a table belong to it."""


def test_a_finger_finds_a_number_of_one_digit(page: Page, address: str) -> None:
    open_page(page, address, "?plan=cam-duong")
    numbers = page.locator(".st-key-targets").get_by_role("button")
    expect(numbers.first).to_be_visible(timeout=10_000)
    short = next(text for text in numbers.all_inner_texts() if len(text) == 1)
    assert numbers.get_by_text(short, exact=True).first.evaluate(ROOM) == [True] * 5


def test_a_table_is_one_stop_of_the_tab_key_and_keeps_the_place(page: Page, address: str) -> None:
    open_page(page, address, "?plan=cam-duong")
    for key, least in (("targets", 80), ("heat", 80)):
        inside = page.locator(f"[class*=st-key-{key}]").locator("a, button")
        expect(inside.first).to_be_visible(timeout=10_000)
        assert inside.count() > least
        assert page.locator(f"[class*=st-key-{key}]").locator("a[tabindex='0'], button[tabindex='0']").count() == 1
    page.locator(".st-key-targets .scroll tbody").get_by_role("link").first.focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "End"):
        page.keyboard.press(key)
    place = page.evaluate(PLACE)
    assert place["row"] == 2
    assert place["last"]
    expect(page.locator(".st-key-targets .scroll")).to_have_attribute("data-hint", re.compile("phím mũi tên"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible(timeout=10_000)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.wait_for_timeout(500)
    assert page.evaluate(PLACE) == place
    page.keyboard.press("Tab")
    assert page.evaluate(PLACE) is None
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(PLACE) == place


def test_growth_of_the_budget_from_12_to_12_9_by_keyboard(page: Page, address: str) -> None:
    open_page(page, address, BUDGET)
    expect(metric(page, 0)).to_have_text("5.287")
    expect(metric(page, 1)).to_have_text("thiếu 213")
    thumb = page.get_by_role("slider").first
    thumb.focus()
    for _ in range(12):  # the grid has 0.1 and the exact required rate between
        page.keyboard.press("ArrowRight")
        settle(page)
        if "12,9%" in (thumb.get_attribute("aria-valuetext") or ""):
            break
    expect(metric(page, 0)).to_have_text("5.503", timeout=10_000)
    expect(metric(page, 1)).to_have_text("vượt 3")
    expect(page.get_by_text("thiếu 213")).to_have_count(0)
    expect(page.get_by_text(re.compile("Đã thay đổi so với kịch bản.*12,9%/năm"))).to_be_attached()
    assert "r=budget_revenue" in page.url
    no_sideways_scroll(page)


def test_the_slider_keeps_its_focus_while_it_is_moved(page: Page, address: str) -> None:
    open_page(page, address, f"{BUDGET}&r=budget_revenue:37.77")
    page.get_by_role("slider").first.focus()
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
        settle(page)
        expect(page.get_by_role("slider").first).to_be_focused()


def test_a_typed_number_and_the_buttons(page: Page, address: str) -> None:
    open_page(page, address, BUDGET)
    field = page.get_by_label(re.compile("hoặc gõ số"))
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
    expect(page.get_by_text(re.compile("12\\.9.*12,9"))).to_be_visible()
    expect(metric(page, 0)).to_have_text("5.500")
    page.get_by_role("button", name="Trở lại kịch bản").click()
    settle(page)
    expect(metric(page, 0)).to_have_text("5.287")


def test_a_changed_rate_stays_on_the_other_pages(page: Page, address: str) -> None:
    open_page(page, address, "indicator?plan=cam-duong&indicator=tourist_arrivals")
    page.get_by_role("button", name=re.compile("^Mức cần đạt")).click()
    settle(page)
    open_sidebar(page)
    page.get_by_role("link", name="Tổng quan", exact=True).click()
    settle(page)
    expect(page.get_by_text(re.compile("Đã thay đổi so với kịch bản.*20,1"))).to_be_attached()
    open_sidebar(page)
    page.get_by_role("link", name="Chỉ tiêu", exact=True).click()
    settle(page)
    expect(page.get_by_role("heading", name="Số lượt khách du lịch")).to_be_visible()
    assert "r=tourist_arrivals" in page.url


def test_chart_and_table_speak_vietnamese_in_an_english_browser(page: Page, address: str) -> None:
    open_page(page, address, BUDGET)
    chart = page.locator(".picture svg")
    expect(chart).to_be_visible()
    assert "2030 5.287" in (chart.get_attribute("aria-label") or "")
    labels = chart.locator("text").all_text_contents()
    assert {"2030", "4.000", "● 5.287", "◆ 5.500"} <= set(labels)
    assert not [label for label in labels if "," in label or label == "2.030"]
    page.get_by_text("Biểu đồ dưới dạng bảng").first.click()
    page.get_by_role("cell", name="5.287").get_by_role("button").click()
    expect(page.get_by_role("dialog").get_by_text("3.000 × (1 + 12%)^5 = 5.287")).to_be_visible(timeout=10_000)


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


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_broken_file_shows_its_faults_and_the_page_goes_on(
    page: Page, address: str, tmp_path: Path, lang: str
) -> None:
    shown = {"vi": "Phường Cam Đường", "en": "Cam Duong ward"}[lang]
    own = {"vi": "Đoàn Kết", "en": "Doan Ket"}[lang]
    shipped = PLANS / "doan-ket.yaml"
    broken = tmp_path / "hỏng.yaml"
    broken.write_text(shipped.read_text(encoding="utf-8").replace("law: status", "law: statue", 2), encoding="utf-8")
    open_page(page, address, f"?lang={lang}")
    open_sidebar(page)
    upload(page, broken, Wording(lang).text("Open a plan file"))
    expect(page.get_by_text(re.compile("statue")).first).to_be_attached(timeout=10_000)
    assert page.get_by_role("listitem").filter(has_text="statue").count() == 2
    expect(page.get_by_role("heading", name=shown)).to_be_attached()
    page.locator('input[type="file"]').set_input_files(str(shipped))
    expect(page.get_by_role("heading", name=own)).to_be_attached(timeout=10_000)
    page.locator('input[type="file"]').set_input_files(str(broken))
    settle(page)
    expect(page.get_by_text(re.compile("statue")).first).to_be_attached(timeout=10_000)
    expect(page.get_by_role("heading", name=own)).to_be_attached()


def test_names_in_a_file_are_only_text(page: Page, address: str, tmp_path: Path) -> None:
    text = (PLANS / "cam-duong.yaml").read_text(encoding="utf-8")
    name = re.search(r'"(Thu ngân sách nhà nước trên địa bàn)"', text)
    assert name
    hostile = tmp_path / "x.yaml"
    hostile.write_text(text.replace(name[0], f'"{HOSTILE}"'), encoding="utf-8")
    open_page(page, address, BUDGET)
    open_sidebar(page)
    upload(page, hostile)
    main = page.locator('[data-testid="stMain"]')
    expect(main.get_by_role("heading", name="onerror").first).to_be_attached(timeout=10_000)
    shown = (main.get_by_role("heading", name="onerror").first.inner_text()).replace("\u2060", "")
    assert shown.startswith(HOSTILE)
    assert main.locator("img").count() == 0
    assert not [
        link for link in main.locator("a").evaluate_all("all => all.map(a => a.href)") if "127.0.0.1" not in link
    ]


def test_the_language_changes_everywhere(page: Page, address: str) -> None:
    open_page(page, address)
    open_sidebar(page)
    page.get_by_text("English").click()
    settle(page)
    expect(page.get_by_text(re.compile("targets are reached"))).to_be_attached()
    expect(page.get_by_role("heading", name="Cam Duong ward")).to_be_attached()
    expect(page.get_by_role("cell", name="short by 213", exact=True)).to_be_attached()


VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")


@pytest.mark.parametrize("page", ["laptop"], indirect=True)
def test_what_was_chosen_stays_and_is_said_in_the_new_language(page: Page, address: str) -> None:
    open_page(page, address, "what-if?plan=cam-duong&lang=vi")
    main = page.get_by_test_id("stMain")
    main.get_by_test_id("stMultiSelect").first.locator("input").click()
    page.get_by_role("option", name="Tổng giá trị sản phẩm trên địa bàn", exact=True).click()
    page.keyboard.press("Escape")
    settle(page)
    chosen = ("State budget revenue in the ward", "Gross regional domestic product (GRDP)")
    page.get_by_text("English", exact=True).click()
    for name in chosen:
        expect(main.get_by_test_id("stMultiSelect").first).to_contain_text(name, timeout=10_000)
    settle(page)
    values = [field.input_value() for field in main.locator("input").all()]
    assert values.count(chosen[0]) == 2
    assert not [value for value in values if VIETNAMESE.search(value)]


@pytest.mark.parametrize("path", ["", "indicator", "audit"])
@pytest.mark.parametrize("plan", ["cam-duong", "tam-thanh", "doan-ket", "ha-tu"])
def test_no_page_scrolls_sideways(page: Page, address: str, path: str, plan: str) -> None:
    open_page(page, address, f"{path}?plan={plan}")
    no_sideways_scroll(page)


def test_from_a_short_target_to_the_leadership_by_what_stands_on_the_page(page: Page, address: str) -> None:
    open_page(page, address, f"{BUDGET}&lang=vi")
    page.get_by_role("link", name=re.compile("^Cần những điều kiện gì")).click()
    settle(page)
    page.get_by_role("button", name="Dùng các tốc độ này làm giả định").click()
    settle(page)
    page.get_by_role("link", name=re.compile("^Báo cáo lãnh đạo →")).click()
    expect(page.get_by_text(re.compile("Đạt 5/5 chỉ tiêu"))).to_be_visible(timeout=15_000)
