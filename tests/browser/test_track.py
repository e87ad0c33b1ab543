"""A year later, as a planner uses the page: the example, a file with faults, a file of his own, an explanation, the download."""

import re
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect
from test_page import no_sideways_scroll, open_page, settle

HEAD = "plan,indicator,period,figure,status,known_on,source,author,definition,note,kind\n"


TABLE = """STT;Chỉ tiêu;ĐVT;Thực hiện 2028;Ước thực hiện 2029;Mục tiêu 2030
7;Tỷ lệ lao động qua đào tạo;%;81,2;82,6;85
;Đàn trâu;con;1;2;3
"""


def send(page: Page, text: str, file: Path) -> None:
    file.write_text(text, encoding="utf-8")
    box = page.get_by_text("Tải số liệu thực hiện lên: CSV hoặc biểu chỉ tiêu")
    if not page.get_by_text("Biểu mẫu trống").is_visible():
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
    expect(page.get_by_text(re.compile("theo kế hoạch 12,89 %, hiện nay 16,15 %"))).to_be_visible(timeout=20_000)
    expect(page.locator('[data-testid="stVegaLiteChart"]').first).to_be_visible(timeout=20_000)
    no_sideways_scroll(page)
    with page.expect_download() as document:
        page.get_by_role("button", name="Bản đánh giá này dưới dạng Word").click()
    assert zipfile.is_zipfile(document.value.path())
    send(page, HEAD + "cam-duong,budget_revenu,2026,1 ha,final,2027,r,A,,,actual\n", tmp_path / "bad.csv")
    expect(page.get_by_text(re.compile("budget_revenu.*budget_revenue"))).to_be_visible(timeout=20_000)
    expect(page.get_by_text(re.compile("12,89 %, hiện nay 16,15 %"))).to_be_visible(timeout=20_000)
    send(
        page,
        HEAD + "cam-duong,budget_revenue,2026,3.240 tỷ đồng,final,2027-03-01,Quyết toán,An,,,actual\n",
        tmp_path / "own.csv",
    )
    expect(page.get_by_text(re.compile("theo kế hoạch 12,89 %, hiện nay 14,14 %"))).to_be_visible(timeout=20_000)
    expect(page.get_by_text(re.compile("số liệu giả định"))).to_have_count(0, timeout=20_000)
    no_sideways_scroll(page)
    page.reload()
    settle(page)
    expect(page.get_by_text(re.compile("hiện nay 14,14 %"))).to_be_visible(timeout=15_000)
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
