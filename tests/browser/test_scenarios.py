"""Scenarios as people keep them: changed, saved, renamed, opened by a link, compared, deleted and brought back, by two at once."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from test_page import no_sideways_scroll, open_page, settle

from forecast.wording import Wording


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


def changes(say: Callable[..., str]) -> re.Pattern[str]:
    """What the page says where something is changed and not saved."""
    return re.compile(re.escape(say("Changed against the scenario: {what}", what="").strip()))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_scenario_from_the_first_change_to_the_undone_deletion(page: Page, address: str, lang: str) -> None:
    say, width = Wording(lang).text, page.viewport_size["width"]
    open_page(page, address, f"scenarios?plan=tam-thanh&with=required&with=held&with=past-pace&lang={lang}")
    expect(page.get_by_role("heading", name=say("Scenarios"), exact=True)).to_be_visible()
    expect(page.locator(".st-key-beside thead th")).to_have_count(6)
    no_sideways_scroll(page)
    part(page, say("All sliders"))
    page.get_by_role("slider").first.focus()
    page.keyboard.press("ArrowRight")
    settle(page)
    expect(page.get_by_text(changes(say))).to_be_visible()
    no_sideways_scroll(page)
    changed = page.url
    part(page, say("Save and history"))
    write(page, say("Your name, for the history"), "Lan")
    name = f"Thận trọng {lang} {width}"
    write(page, say("Name"), name)
    press(page, say("Save as"))
    expect(page.get_by_text(say("Saved: {name}", name=name))).to_be_visible()
    write(page, say("New name"), f"{name} mới")
    press(page, say("Rename"))
    expect(page.get_by_text(say("Renamed: {name}", name=f"{name} mới"))).to_be_visible()
    expect(page.get_by_role("cell", name=say("renamed"))).to_be_attached()
    no_sideways_scroll(page)
    saved = page.url
    reopen(page, changed)
    expect(page.get_by_text(changes(say))).to_be_visible()
    reopen(page, saved)
    expect(page.get_by_text(re.compile(f"{name} mới")).first).to_be_visible()
    part(page, say("Save and history"))
    press(page, say("Delete"))
    expect(page.get_by_text(say("Deleted: {name}", name=f"{name} mới"))).to_be_visible()
    press(page, say("Undo"))
    expect(page.get_by_text(say("Brought back: {name}", name=f"than-trong-{lang}-{width}"))).to_be_visible()
    assert f"than-trong-{lang}-{width}" in page.url


def type_cell(page: Page, row: int, column: int, text: str) -> None:
    """Type over a cell of the grid; rows and columns from 0, the name of the indicator is column 0."""
    grid = page.locator('[data-testid="stDataFrame"]')
    where = 320 if column == 1 else 425 + 112 * (column - 2) + 50
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
    page.get_by_label("What it rests on").fill("Yagi")
    page.get_by_label("Size, % (of percentages: points)").fill("-10")
    page.keyboard.press("Tab")
    page.wait_for_timeout(500)
    page.get_by_label("Indicators it hits").press_sequentially("State budget revenue", delay=30)
    expect(page.get_by_role("option", name="State budget revenue in the ward")).to_have_count(1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
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


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_two_sessions_save_one_scenario_and_both_are_kept(page: Page, address: str, lang: str) -> None:
    say, name = Wording(lang).text, f"Common {lang} {page.viewport_size['width']}"
    open_page(page, address, f"scenarios?plan=ha-tu&lang={lang}&r=new_party_members:9")
    part(page, say("Save and history"))
    write(page, say("Name"), name)
    press(page, say("Save as"))
    expect(page.get_by_text(say("Saved: {name}", name=name))).to_be_visible()
    link = page.url
    other = page.context.new_page()
    for each, growth in ((other, 10), (page, 11)):
        reopen(each, f"{link}&r=new_party_members:{growth}")
        expect(each.get_by_text(changes(say))).to_be_visible()
    for each, who in ((other, "Minh"), (page, "Hoa")):
        part(each, say("Save and history"))
        write(each, say("Your name, for the history"), who)
        press(each, say("Save"))
    expect(page.get_by_text(re.compile("Minh .*common"))).to_be_visible()
    press(page, say("Keep both"))
    expect(page.get_by_text(say("Saved: {name}", name=f"{name} (Hoa)"))).to_be_visible()
    no_sideways_scroll(page)
    other.close()
