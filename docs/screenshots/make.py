"""Makes the pictures of the documentation: starts the app, opens the pages in Debian's chromium, saves PNG files beside itself.

.venv/bin/python docs/screenshots/make.py
"""

import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
PORT = 8790
BUDGET = "plan=cam-duong&indicator=budget_revenue"
PAGES = {
    "overview": "?plan=cam-duong",
    "indicator": f"indicator?{BUDGET}&r=budget_revenue:12.9",
    "what-if": f"what-if?{BUDGET}",
    "scenarios": "scenarios?plan=cam-duong&scenario=centre-moves&with=stated&with=late-clearance",
    "audit": "audit?plan=cam-duong",
    "briefing": "briefing?plan=cam-duong",
    "data": "data?plan=cam-duong",
}
"""Address of each picture; every one is made in Vietnamese and in English."""
NEW = {"vi": "Lập kế hoạch mới", "en": "Start a new plan"}
PRESENT = {"vi": "Trình chiếu", "en": "Present"}
FIGURES = {
    "vi": {"Tên chỉ tiêu": "Thu ngân sách", "Đơn vị tính": "tỷ đồng", "Số liệu năm 2025": "khoảng 3.000", "Mục tiêu năm 2030": "5.500"},
    "en": {"Name of the indicator": "Revenue", "Unit": "billion VND", "Figure of 2025": "about 3,000", "Target for 2030": "5,500"},
}  # fmt: skip


def main() -> int:
    with tempfile.TemporaryDirectory() as workspace:
        command = [sys.executable, "-m", "forecast", "app", "--port", str(PORT), "--workspace", workspace]
        app = subprocess.Popen(command)
        try:
            wait()
            with sync_playwright() as play:
                browser = play.chromium.launch(
                    executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
                )
                for lang in ("vi", "en"):
                    picture(browser.new_page(viewport={"width": 1366, "height": 768}), lang)
                browser.close()
        finally:
            app.terminate()
            app.wait()
    return 0


def picture(page: Page, lang: str) -> None:
    """All pictures in one language; the screens for a room and the form of a new plan are opened by their buttons."""
    for name, path in PAGES.items():
        page.goto(f"http://127.0.0.1:{PORT}/{path}&lang={lang}")
        page.locator("h1, h2").first.wait_for(timeout=30_000)
        page.wait_for_timeout(3_500)
        if name == "data":
            page.get_by_role("button", name=NEW[lang]).click()
            for label, text in FIGURES[lang].items():
                field = page.locator(f'input[aria-label="{label}"]').first
                field.fill(text)
                field.press("Tab")
                page.wait_for_timeout(1_200)
        if name == "briefing":
            page.get_by_role("button", name=PRESENT[lang], exact=True).click()
            page.keyboard.press("ArrowRight")
            page.wait_for_timeout(500)
        page.screenshot(path=HERE / f"{name}-{lang}.png")


def wait() -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/_stcore/health", timeout=1)
            return
        except OSError:
            time.sleep(0.2)


if __name__ == "__main__":
    sys.exit(main())
