"""Makes the pictures of the documentation: starts the app, opens the pages in Debian's chromium, saves PNG files beside itself.

.venv/bin/python docs/screenshots/make.py
"""

import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
PORT = 8790
PICTURES = {
    "indicator-vi": "indicator?plan=cam-duong&indicator=budget_revenue&lang=vi&r=budget_revenue:12.9",
    "overview-vi": "?plan=cam-duong&lang=vi",
    "audit-en": "audit?plan=cam-duong&lang=en",
}


def main() -> int:
    app = subprocess.Popen([sys.executable, "-m", "forecast", "app", "--port", str(PORT)])
    try:
        wait()
        with sync_playwright() as play:
            browser = play.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(viewport={"width": 1366, "height": 768})
            for name, path in PICTURES.items():
                page.goto(f"http://127.0.0.1:{PORT}/{path}")
                page.locator("h1, h2").first.wait_for(timeout=20_000)
                page.wait_for_timeout(2_500)
                page.screenshot(path=HERE / f"{name}.png")
            browser.close()
    finally:
        app.terminate()
        app.wait()
    return 0


def wait() -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/_stcore/health", timeout=1)
            return
        except OSError:
            time.sleep(0.2)


if __name__ == "__main__":
    sys.exit(main())
