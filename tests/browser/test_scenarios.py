"""Scenarios as people keep them: changed, saved, renamed, opened by a link, compared, deleted and brought back, by two at once."""

import re

from playwright.sync_api import Page, expect
from test_page import no_sideways_scroll, open_page, settle


def reopen(page: Page, link: str) -> None:
    """Open a whole address in this page."""
    address, _, path = link.partition("/scenarios")
    open_page(page, address, f"scenarios{path}")


def part(page: Page, name: str) -> None:
    page.get_by_test_id("stMain").get_by_text(name, exact=True).first.click()
    settle(page)


def press(page: Page, name: str) -> None:
    page.get_by_test_id("stMain").get_by_role("button", name=name, exact=True).click()
    settle(page)


def write(page: Page, label: str, text: str) -> None:
    field = page.get_by_test_id("stMain").get_by_label(label, exact=True)
    field.fill(text)
    field.press("Enter")
    settle(page)


def test_a_scenario_from_the_first_change_to_the_undone_deletion(page: Page, address: str) -> None:
    open_page(page, address, "scenarios?plan=tam-thanh&with=required&with=held&with=past-pace")
    expect(page.get_by_role("heading", name="Kịch bản", exact=True)).to_be_visible()
    expect(page.locator(".st-key-beside th")).to_have_count(6)
    no_sideways_scroll(page)
    part(page, "Tất cả thanh trượt")
    slider = page.get_by_role("slider").first
    slider.focus()
    page.keyboard.press("ArrowRight")
    settle(page)
    expect(page.get_by_text(re.compile("Đã thay đổi so với kịch bản"))).to_be_visible()
    no_sideways_scroll(page)
    changed = page.url
    part(page, "Lưu và lịch sử")
    write(page, "Tên của bạn, để ghi lịch sử", "Lan")
    name = f"Thận trọng {page.viewport_size['width']}"
    write(page, "Tên", name)
    press(page, "Lưu thành")
    expect(page.get_by_text(f"Đã lưu: {name}")).to_be_visible()
    write(page, "Tên mới", f"{name} mới")
    press(page, "Đổi tên")
    expect(page.get_by_text(f"Đã đổi tên: {name} mới")).to_be_visible()
    expect(page.get_by_role("cell", name="đổi tên")).to_be_attached()
    no_sideways_scroll(page)
    saved = page.url
    reopen(page, changed)
    expect(page.get_by_text(re.compile("Đã thay đổi so với kịch bản"))).to_be_visible()
    reopen(page, saved)
    expect(page.get_by_text(re.compile(f"{name} mới")).first).to_be_visible()
    part(page, "Lưu và lịch sử")
    press(page, "Xóa")
    expect(page.get_by_text(f"Đã xóa: {name} mới")).to_be_visible()
    press(page, "Hoàn tác")
    expect(page.get_by_text(re.compile("Đã khôi phục"))).to_be_visible()
    assert f"than-trong-{page.viewport_size['width']}" in page.url


def type_cell(page: Page, row: int, column: int, text: str) -> None:
    """Type over a cell of the grid; rows and columns from 0, the name of the indicator is column 0."""
    grid = page.locator('[data-testid="stDataFrame"]')
    where = 300 if column == 1 else 395 + 118 * (column - 2) + 50
    grid.click(position={"x": where, "y": 36 + 35 * row + 17})
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    page.locator(".gdg-input").fill(text)
    page.keyboard.press("Enter")
    settle(page)


def cell(page: Page, row: int, column: int) -> str:
    return page.get_by_test_id(f"glide-cell-{column}-{row}").text_content() or ""


def test_growth_is_typed_with_its_unit_and_what_is_wrong_stays_in_its_cell(page: Page, address: str) -> None:
    open_page(page, address, "scenarios?plan=cam-duong&part=years")
    type_cell(page, 0, 1, "13")
    drawn = (1, 2, 6) if page.viewport_size["width"] > 1000 else (1,)  # the grid holds only the columns in view
    assert {cell(page, 0, column) for column in drawn} == {"13%/năm"}
    type_cell(page, 3, 1, "12 tỷ")
    expect(page.get_by_text(re.compile("Số ô không đọc được: 1"))).to_be_visible()
    expect(page.locator(".st-key-grid-faults td").nth(2)).to_contain_text("12%/năm")
    assert cell(page, 3, 1) == "✖ 12 tỷ"
    assert cell(page, 0, 1) == "13%/năm"
    type_cell(page, 3, 1, "đến 6.000 tỷ đồng năm 2030")
    expect(page.get_by_text(re.compile("Số ô không đọc được"))).to_have_count(0)
    assert cell(page, 3, 1) == "đến 6.000 tỷ đồng năm 2030"
    assert len(drawn) == 1 or cell(page, 3, 6) == "14,87%/năm"
    no_sideways_scroll(page)
    open_page(page, page.url.partition("/scenarios")[0], "scenarios" + page.url.partition("/scenarios")[2])
    assert cell(page, 3, 1) == "đến 6.000 tỷ đồng năm 2030"


def test_an_event_is_added_changed_and_opened_by_its_link(page: Page, address: str) -> None:
    open_page(page, address, "scenarios?plan=cam-duong&part=events&lang=en")
    page.get_by_text("Add an event or a delay").click()
    press(page, "Add")
    expect(page.get_by_text("Choose at least one indicator.")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("Cơn bão")
    page.get_by_label("Indicators it hits").click()
    page.get_by_role("option", name="State budget revenue in the ward").first.click()
    page.keyboard.press("Escape")
    page.get_by_label("Size, % (of percentages: points)").fill("-10")
    page.get_by_label("What it rests on").fill("Yagi")
    press(page, "Add")
    expect(page.get_by_text("Cơn bão, 2026")).to_be_visible()
    page.get_by_label("Chance, %").first.fill("25")
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_text("The path shown is without it; the chances know it.")).to_be_visible()
    no_sideways_scroll(page)
    reopen(page, page.url)
    expect(page.get_by_text("Cơn bão, 2026")).to_be_visible()
    expect(page.get_by_label("Chance, %").first).to_have_value("25")


def test_two_sessions_save_one_scenario_and_both_are_kept(page: Page, address: str) -> None:
    width = page.viewport_size["width"]
    open_page(page, address, "scenarios?plan=ha-tu&lang=en&r=port_revenue:9&r=budget_revenue:9")
    part(page, "Save and history")
    write(page, "Name", f"Common {width}")
    press(page, "Save as")
    expect(page.get_by_text(f"Saved: Common {width}")).to_be_visible()
    link = page.url
    other = page.context.new_page()
    reopen(page, link)
    reopen(other, link)
    for each, steps in ((other, 1), (page, 3)):
        part(each, "All sliders")
        each.get_by_role("slider").first.focus()
        for _ in range(steps):
            each.keyboard.press("ArrowRight")
        settle(each)
        expect(each.get_by_text(re.compile("Changed against the scenario"))).to_be_visible()
    for each, who in ((other, "Minh"), (page, "Hoa")):
        part(each, "Save and history")
        write(each, "Your name, for the history", who)
        press(each, "Save")
    expect(page.get_by_text(re.compile("Minh saved .common"))).to_be_visible()
    press(page, "Keep both")
    expect(page.get_by_text(f"Saved: Common {width} (Hoa)")).to_be_visible()
    no_sideways_scroll(page)
    other.close()
