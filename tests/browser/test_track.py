"""A year later, as a planner uses the page: the example, a file with faults, a file of his own, an explanation, the download."""

import contextlib
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, TimeoutError, expect
from test_page import no_sideways_scroll, open_page, settle

HEAD = "plan,indicator,period,figure,status,known_on,source,author,definition,note,kind\n"


TABLE = """STT;Chỉ tiêu;ĐVT;Thực hiện 2028;Ước thực hiện 2029;Mục tiêu 2030
7;Tỷ lệ lao động qua đào tạo;%;81,2;82,6;85
;Đàn trâu;con;1;2;3
"""


def send(page: Page, text: str, file: Path) -> None:
    file.write_text(text, encoding="utf-8")
    box = page.get_by_text(re.compile("^(Tải số liệu thực hiện lên|Upload actuals)"))
    if not page.get_by_text(re.compile("^(Biểu mẫu trống|An empty form)$")).first.is_visible():
        box.click()
    page.get_by_test_id("stFileUploaderDropzone").last.locator('input[type="file"]').set_input_files(str(file))
    settle(page)


def test_the_example_then_a_faulty_file_then_a_file_of_ones_own(
    page: Page, address: str, workspace: Path, tmp_path: Path
) -> None:
    (workspace / "actuals" / "cam-duong.csv").unlink(missing_ok=True)
    open_page(page, address, "track?plan=cam-duong&indicator=budget_revenue&lang=vi")
    expect(page.get_by_text("Chưa có số liệu thực hiện.")).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="Xem thử với số liệu giả định").click()
    settle(page)
    expect(page.get_by_text(re.compile("Ví dụ: số liệu giả định")).first).to_be_visible(timeout=20_000)
    expect(page.get_by_text(re.compile("5/38 chỉ tiêu đạt và vượt, trong đó 3 vượt"))).to_be_visible(timeout=20_000)
    expect(page.get_by_text(re.compile("theo kế hoạch 12,89%, hiện nay 16,15%"))).to_be_visible(timeout=20_000)
    expect(page.locator('[data-testid="stVegaLiteChart"]').first).to_be_visible(timeout=20_000)
    expect(page.get_by_text(re.compile("Dự kiến năm 2030.*2.727 đến 6.682.*2.994 đến 6.272"))).to_be_visible()
    no_sideways_scroll(page)
    with page.expect_download() as document:
        page.get_by_role("button", name="Bản đánh giá này dưới dạng Word").click()
    assert zipfile.is_zipfile(document.value.path())
    send(page, HEAD + "cam-duong,budget_revenu,2026,1 ha,final,2027,r,A,,,actual\n", tmp_path / "bad.csv")
    expect(page.get_by_text(re.compile("budget_revenu.*budget_revenue"))).to_be_visible(timeout=20_000)
    expect(page.get_by_text(re.compile("12,89%, hiện nay 16,15%"))).to_be_visible(timeout=20_000)
    send(
        page,
        HEAD + "cam-duong,budget_revenue,2026,3.240 tỷ đồng,final,2027-03-01,Quyết toán,An,,,actual\n",
        tmp_path / "own.csv",
    )
    expect(page.get_by_text(re.compile("theo kế hoạch 12,89%, hiện nay 14,14%"))).to_be_visible(timeout=20_000)
    expect(page.get_by_text(re.compile("số liệu giả định"))).to_have_count(0, timeout=20_000)
    no_sideways_scroll(page)
    page.reload()
    settle(page)
    expect(page.get_by_text(re.compile("hiện nay 14,14%"))).to_be_visible(timeout=15_000)
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải số liệu về (CSV)").click()
    assert "3.240 tỷ đồng" in Path(download.value.path()).read_text(encoding="utf-8")
    send(page, TABLE, tmp_path / "bieu.csv")
    form = page.get_by_test_id("stForm").filter(has_text="Thêm biểu")
    form.get_by_label("Người báo cáo").fill("Phòng Văn hóa")
    form.get_by_role("button", name="Thêm biểu").click()
    settle(page)
    expect(page.get_by_text(re.compile("bieu.csv, D2: .*2028"))).to_be_visible(timeout=20_000)  # not known today
    no_sideways_scroll(page)


FAULTY = """cam-duong,budget_revenu,2026,3.240 tỷ đồng,final,2026-03-01,r,An,,,actual
cam-duong,budget_revenue,2035,3.240 tỷ đồng,final,2026-03-01,r,An,,,actual
cam-duong,retail_service_revenue,2025,7.400 tỷ đồng,final,2026-03-01,r,An,,,actual
cam-duong,retail_service_revenue,2025,7.500 tỷ đồng,final,2026-03-01,r,An,,,actual
cam-duong,grdp,2025,13.600 tấn,final,2026-03-01,r,An,,,actual
cam-duong,budget_revenue,2025-Q1,2.000 tỷ đồng,final,2026-03-02,r,An,,,actual
cam-duong,budget_revenue,2025-Q2,2.000 tỷ đồng,final,2026-03-02,r,An,,,actual
cam-duong,budget_revenue,2025,3.052 tỷ đồng,final,2026-03-02,r,An,,,actual
cam-duong,trained_labour,"81,2%",2025,final,2026-03-03,r,An,,,actual
"""
SAID = {
    "vi": ["2, .*budget_revenu", "3, .*2035.* 2025-2030", "5, .*7.500.*7.400", "6, .*tấn.*tỷ đồng", "9, .*lớn hơn 3.052", "10, .*81,2%"],
    "en": ["2, .*budget_revenu", "3, .*2035.* 2025-2030", "5, .*7.500.*7.400", "6, .*tấn.*tỷ đồng", "9, .*more than 3.052", "10, .*81,2%"],
}  # fmt: skip
"""What each line of the faulty file is told: unknown indicator, year, two figures, unit, quarters above the year, columns swapped."""
WORDS = {
    "vi": ("Giải trình của cơ quan phụ trách", "Nguyên nhân và giải pháp", "Cơ quan", "Thêm", "Bản đánh giá này dưới dạng Word"),
    "en": ("Explanation of the office", "Why, and what is being done", "Office", "Add", "This review as a Word document"),
}  # fmt: skip
OWN = "cam-duong,budget_revenue,2025,3.052 tỷ đồng,final,2026-03-20,Quyết toán,An,,,actual\n"
MORE = "cam-duong,budget_revenue,2026,3.240 tỷ đồng,estimate,2026-10-01,Báo cáo,An,,,actual\n"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_file_with_every_kind_of_fault_writes_nothing_and_an_explanation_travels_into_the_report(
    page: Page, address: str, workspace: Path, tmp_path: Path, lang: str
) -> None:
    kept = workspace / "actuals" / "cam-duong.csv"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(HEAD + OWN + MORE, encoding="utf-8")
    before = kept.read_bytes()
    open_page(page, address, f"track?plan=cam-duong&indicator=budget_revenue&lang={lang}")
    send(page, HEAD + FAULTY, tmp_path / "bad.csv")
    alert = page.get_by_role("alert").filter(has_text="budget_revenu")
    for line in SAID[lang]:
        expect(alert.get_by_text(re.compile(line))).to_be_visible(timeout=20_000)
    assert kept.read_bytes() == before
    no_sideways_scroll(page)
    head, why, office, add, document = WORDS[lang]
    page.get_by_test_id("stExpander").filter(has_text=head).locator("summary").click()
    form = page.get_by_test_id("stForm").filter(has_text=why)
    form.get_by_label(why).fill("Chậm giải phóng mặt bằng **14** tháng")
    form.get_by_label(office, exact=True).fill("Phòng Kinh tế")
    form.get_by_role("button", name=add).click()
    settle(page)
    expect(page.get_by_role("cell", name="Chậm giải phóng mặt bằng **14** tháng").first).to_be_attached(timeout=20_000)
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=document).click()
    with zipfile.ZipFile(download.value.path()) as file:
        assert "Chậm giải phóng mặt bằng **14** tháng" in file.read("word/document.xml").decode("utf-8")
    expect(page.get_by_role("table", name="% so với kế hoạch" if lang == "vi" else "Percent of plan")).to_be_visible()


def test_an_actual_is_mended_in_the_table_of_the_page(page: Page, address: str, workspace: Path) -> None:
    kept = workspace / "actuals" / "cam-duong.csv"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(HEAD + OWN + MORE, encoding="utf-8")
    open_page(page, address, "track?plan=cam-duong&indicator=budget_revenue&lang=vi")
    box = page.get_by_test_id("stExpander").filter(has_text="Sửa bảng số liệu")
    box.locator("summary").click()
    grid = box.get_by_test_id("stDataFrame")
    grid.scroll_into_view_if_needed()
    settle(page)
    editor = page.locator(".gdg-input")
    for _ in range(3):  # a rerun still under way may take the selection away
        grid.click(position={"x": 60, "y": 36 + 35 + 17})
        for _ in ("period", "figure"):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        with contextlib.suppress(TimeoutError):
            editor.wait_for(timeout=5_000)
            break
    editor.fill("3.300 tỷ đồng")
    page.keyboard.press("Enter")
    settle(page)
    page.get_by_role("button", name="Lưu bảng").click()
    settle(page)
    expect(page.get_by_text(re.compile("2026: 3.300 tỷ đồng")).first).to_be_visible(timeout=20_000)
    assert "3.300 tỷ đồng" in kept.read_text(encoding="utf-8") and "3.240" not in kept.read_text(encoding="utf-8")


def test_a_click_on_a_number_opens_where_it_is_from(page: Page, address: str, workspace: Path) -> None:
    kept = workspace / "actuals" / "cam-duong.csv"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(HEAD + OWN + MORE, encoding="utf-8")
    lang = "vi" if (page.viewport_size or {})["width"] > 640 else "en"
    open_page(page, address, f"track?plan=cam-duong&indicator=budget_revenue&lang={lang}")
    titles, told, required = NUMBERS[lang]
    for title, (text, parts) in zip(titles, told, strict=True):
        table = page.get_by_role("table", name=title, exact=True)
        table.get_by_role("button", name=text, exact=True).last.click()
        window = page.get_by_role("dialog")
        for part in parts:
            expect(window.get_by_text(part).first).to_be_visible(timeout=20_000)
        no_sideways_scroll(page)
        page.keyboard.press("Escape")
        expect(window).to_have_count(0)
        settle(page)
    expect(page.get_by_text(required).first).to_be_visible()


NUMBERS = {
    "vi": (
        ("Cảnh báo sớm", "Cần mỗi năm", "% so với kế hoạch"),
        (
            ("14,14%", ("(5.500 ÷ 3.240)^(1 ÷ 4) − 1 = 14,14%", "do An nhập ngày 01/10/2026", "Theo số liệu đến ngày 01/10/2026")),
            ("3.240 (2026, ước)", ("Báo cáo", "=3240")),
            ("3.434", ("3.052 × (5.500 ÷ 3.052)^(1 ÷ 5) = 3.434", "=3052*(5500/3052)^(1/5)")),
        ),
        "hiện nay 14,14%",
    ),
    "en": (
        ("Early warning", "Required a year", "Percent of plan"),
        (
            ("14.14%", ("(5,500 ÷ 3,240)^(1 ÷ 4) − 1 = 14.14%", "typed by An, 2026-10-01", "As known on 2026-10-01")),
            ("3,240 (2026, estimate)", ("Báo cáo", "=3240")),
            ("3,434", ("3,052 × (5,500 ÷ 3,052)^(1 ÷ 5) = 3,434", "=3052*(5500/3052)^(1/5)")),
        ),
        "14.14% now",
    ),
}  # fmt: skip
"""Tables of the page, a number in each with what its window says, and the sentence that has the first one."""
