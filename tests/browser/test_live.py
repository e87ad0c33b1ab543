"""The slider and its chart in the browser: the drag, keys, touch, typing, both languages and themes."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from test_page import BUDGET, close_sidebar, metric, no_sideways_scroll, open_page, open_sidebar, settle

from forecast.wording import Wording


def thumb(page: Page) -> Any:
    return page.get_by_role("slider").first


def track(page: Page) -> tuple[float, float, float]:
    """Left and right end of the way of the thumb, and its height in the window."""
    thumb(page).scroll_into_view_if_needed()
    box = thumb(page).bounding_box()
    return box["x"] + 10, box["x"] + box["width"] - 10, box["y"] + box["height"] / 2


def place(page: Page, value: float) -> tuple[float, float]:
    left, right, height = track(page)
    low, high = (float(thumb(page).get_attribute(end)) for end in ("min", "max"))
    return left + (value - low) / (high - low) * (right - left), height


@pytest.mark.parametrize("lang, projected, short", [("vi", "5.287", "thiếu 213"), ("en", "5,287", "short by 213")])
def test_the_figures_follow_the_drag_and_are_committed_on_release(
    page: Page, address: str, lang: str, projected: str, short: str
) -> None:
    open_page(page, address, f"{BUDGET}&lang={lang}")
    expect(metric(page, 0)).to_have_text(projected)
    expect(metric(page, 1)).to_have_text(short)
    line = page.locator(".picture svg path.path")
    before = line.get_attribute("d")
    page.mouse.move(*place(page, 12))
    page.mouse.down()
    seen = []
    for value in (12.5, 13, 14, 15):
        page.mouse.move(*place(page, value))
        page.wait_for_timeout(40)
        seen.append(metric(page, 0).inner_text())
    assert len(set(seen)) == 4
    assert "&r=" not in page.url
    assert line.get_attribute("d") != before
    page.mouse.move(*place(page, 10))
    page.wait_for_timeout(40)
    held = metric(page, 0).inner_text()
    assert held == ("4.832" if lang == "vi" else "4,832")
    page.mouse.up()
    settle(page)
    expect(page).to_have_url(re.compile("r=budget_revenue%3A10(&|$)"))
    assert metric(page, 0).inner_text() == held
    assert thumb(page).get_attribute("aria-valuetext").startswith("10,0" if lang == "vi" else "10.0")
    no_sideways_scroll(page)


@pytest.mark.parametrize("lang, ward, level", [("vi", "Phường Đoàn Kết", "153,9"), ("en", "Doan Ket ward", "153.9")])
def test_from_the_choice_of_a_ward_to_its_level_of_2030_and_its_link(
    page: Page, address: str, lang: str, ward: str, level: str
) -> None:
    """Its budget is an index of 100 in 2025: with 9 % a year 100 · 1.09⁵ = 153.9."""
    say = Wording(lang).text
    open_page(page, address, f"?lang={lang}")
    open_sidebar(page)
    page.get_by_role("combobox", name=say("Plan"), exact=True).click()
    page.get_by_role("option", name=re.compile(ward)).click()
    expect(page.get_by_role("heading", name=re.compile(ward))).to_be_attached(timeout=10_000)
    page.get_by_role("link", name=say("Indicator"), exact=True).click()
    expect(thumb(page)).to_be_attached(timeout=10_000)
    settle(page)
    close_sidebar(page)
    page.mouse.move(*place(page, float(thumb(page).input_value())))
    page.mouse.down()
    page.mouse.move(*place(page, 9))
    page.mouse.up()
    settle(page)
    assert metric(page, 0).inner_text() == level
    link = page.url
    page.goto("about:blank")
    open_page(page, address, link.removeprefix(address).removeprefix("/"))
    expect(metric(page, 0)).to_have_text(level)
    no_sideways_scroll(page)


@pytest.mark.parametrize("lang, widest", [("vi", "3.541"), ("en", "3,541")])
def test_what_matters_most_is_computed_when_it_is_opened(page: Page, address: str, lang: str, widest: str) -> None:
    say = Wording(lang).text
    open_page(page, address, f"{BUDGET}&lang={lang}")
    part = page.locator(".st-key-matters-budget_revenue")
    expect(part.get_by_role("table")).to_have_count(0)
    part.get_by_text(say("What matters most")).click()
    expect(part.get_by_role("cell", name=widest, exact=True)).to_be_attached(timeout=10_000)
    expect(part.get_by_test_id("stVegaLiteChart").get_by_text(f"▼ {widest}")).to_be_visible()
    expect(part.get_by_text(say("How this was computed"))).to_be_visible()
    part.get_by_role("button", name=widest, exact=True).click()
    expect(page.get_by_role("dialog").get_by_text(re.compile(rf"\^5 = {re.escape(widest)}$"))).to_be_visible()
    no_sideways_scroll(page)


def test_a_number_of_the_precedent_opens_where_it_is_from(page: Page, address: str) -> None:
    open_page(page, address, f"{BUDGET}&lang=vi")
    page.get_by_role("button", name="89%", exact=True).click()
    proof = page.get_by_test_id("stPopoverBody")
    expect(proof.get_by_text(re.compile("1.971 giai đoạn 5 năm của 127 địa phương, từ 2000 đến 2022"))).to_be_visible()
    expect(proof.get_by_text(re.compile(r"ln\(5.500 ÷ 3.000\) ÷ 5 − 0,0558 − 0,0501"))).to_be_visible()
    no_sideways_scroll(page)


def test_keys_move_by_steps_tens_and_to_the_ends(page: Page, address: str) -> None:
    open_page(page, address, BUDGET)
    thumb(page).focus()
    value = lambda: float(thumb(page).input_value())  # noqa: E731
    for key, expected in (
        ("ArrowLeft", 11.9),
        ("ArrowUp", 12.0),
        ("PageUp", 13.0),
        ("Home", -5.0),
        ("End", 20.0),
        ("PageDown", 19.0),
    ):
        page.keyboard.press(key)
        assert value() == pytest.approx(expected, abs=1e-9), key
    settle(page)
    expect(page).to_have_url(re.compile("r=budget_revenue%3A19(&|$)"))
    expect(thumb(page)).to_be_focused()


def test_the_slider_is_described_in_words(page: Page, address: str) -> None:
    open_page(page, address, BUDGET)
    expect(thumb(page)).to_have_accessible_name(re.compile("Thu ngân sách.*%/năm"))
    assert thumb(page).get_attribute("aria-valuetext") == "12,0%/năm; năm 2030: 5.287 tỷ đồng; thiếu 213"
    expect(page.get_by_role("img", name=re.compile("Thu ngân sách.*mục tiêu: 5.500"))).to_be_visible()
    marks = " ".join(page.locator(".ticks .label").all_text_contents())
    assert "kịch bản 12,0" in marks and "cần đạt 12,89" in marks
    labels = [label.bounding_box() for label in page.locator(".ticks .label").all()]
    for one, other in ((one, other) for at, one in enumerate(labels) for other in labels[at + 1 :]):
        apart = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
        assert apart or abs(one["y"] - other["y"]) >= 14


def test_what_is_typed_wrongly_is_said_at_the_field(page: Page, address: str) -> None:
    open_page(page, address, BUDGET)
    field = page.get_by_label(re.compile("hoặc gõ số"))
    field.fill("12.9")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("12,9")
    expect(field).to_have_value("12.9")
    expect(metric(page, 0)).to_have_text("5.287")
    field.fill("12,9")
    field.press("Enter")
    expect(metric(page, 0)).to_have_text("5.503")
    expect(field).to_have_value("12,9")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_finger_moves_the_slider(browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    open_page(page, address, BUDGET)
    page.touchscreen.tap(*place(page, 5))
    settle(page)
    assert float(thumb(page).input_value()) == pytest.approx(5.0, abs=0.3)
    assert "r=budget_revenue" in page.url
    context.close()


CONTRAST = """() => {
  const straight = (part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  const luminance = (colour) => {
    const [red, green, blue] = colour.match(/[\\d.]+/g).map((part) => straight(Number(part) / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const host = [...document.querySelectorAll('*')].find((each) => each.shadowRoot?.querySelector('.board'));
  const back = luminance(getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor);
  const texts = [...host.shadowRoot.querySelectorAll('.value, .what, .label, .unit, svg text, .legend span')];
  return texts.filter((each) => each.textContent).map((each) => {
    const style = getComputedStyle(each);
    const ink = luminance(each.namespaceURI.endsWith('svg') ? style.fill : style.color);
    return [each.textContent, (Math.max(ink, back) + 0.05) / (Math.min(ink, back) + 0.05)];
  });
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_stands_out_in_both_themes(browser: Any, address: str, theme: str) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, color_scheme=theme)
    page = context.new_page()
    open_page(page, address, BUDGET)
    expect(metric(page, 0)).to_be_visible()
    found = page.evaluate(CONTRAST)
    assert len(found) > 20
    assert not [(text, ratio) for text, ratio in found if ratio < 4.5]
    context.close()


def test_a_number_leads_to_its_proof_by_mouse_and_keys(page: Page, address: str) -> None:
    open_page(page, address, BUDGET)
    metric(page, 1).click()
    window = page.get_by_role("dialog")
    expect(window.get_by_text("=5500-3000*(1+12%)^5").first).to_be_visible()
    expect(window.get_by_text(re.compile("dòng 253")).first).to_be_attached()
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)
    number = page.get_by_role("button", name="12,89%", exact=True).last
    number.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("=(5500/3000)^(1/5)-1").first).to_be_visible()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("page", ["laptop"], indirect=True)
def test_the_chart_is_whole_on_paper(page: Page, address: str, tmp_path: Path) -> None:
    open_page(page, address, BUDGET)
    page.pdf(path=str(tmp_path / "page.pdf"), format="A4")
    command = ["pdftotext", "-bbox", "-l", "1", str(tmp_path / "page.pdf"), "-"]
    words = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    places = [float(left) for left in re.findall(r'xMin="([\d.]+)"[^>]*>5\.287<', words)]
    assert len(places) == 2, "the figure above the chart and the end of its path"
    assert max(places) > 400


def test_the_fan_is_carried_along_by_the_drag(page: Page, address: str) -> None:
    open_page(page, address, BUDGET)
    band = page.locator(".picture svg path.band.wide")
    before = band.get_attribute("d")
    page.mouse.move(*place(page, 12))
    page.mouse.down()
    page.mouse.move(*place(page, 11))
    page.wait_for_timeout(60)
    assert band.get_attribute("d") != before
    page.mouse.up()
    settle(page)
    labels = " ".join(page.locator(".legend").all_text_contents())
    assert "80% khả năng" in labels


def test_a_touch_of_the_thumb_that_moves_nothing_lets_the_page_set_it_afterwards(page: Page, address: str) -> None:
    open_page(page, address, BUDGET)
    page.mouse.move(*place(page, 12))
    page.mouse.down()
    page.mouse.up()
    page.get_by_role("button", name=re.compile("^Mức cần đạt")).click()
    settle(page)
    assert float(thumb(page).input_value()) == pytest.approx(12.888132, abs=1e-5)
