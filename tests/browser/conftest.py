"""The app as a process and a real browser: Debian's chromium, driven with its executable path."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[2]
REQUIRED = os.environ.get("FORECAST_BROWSER") == "required"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SIZES = {"laptop": (1366, 768), "phone": (390, 844)}

if not REQUIRED:
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


def chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    path = chromium()
    if path is None:
        if REQUIRED:
            pytest.fail("chromium is not installed, and FORECAST_BROWSER=required asks for it")
        pytest.skip("chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder for what is saved in the tests, shared by all of them."""
    return tmp_path_factory.mktemp("workspace")


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory, workspace: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path_factory.mktemp("app") / "log.txt"
    command = [sys.executable, "-m", "forecast", "app", "--port", str(port), "--workspace", str(workspace)]
    with log.open("w") as output:
        own = {**os.environ, "FORECAST_WORKSPACE": str(tmp_path_factory.mktemp("workspace"))}
        app = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env=own)
        try:
            wait(f"http://127.0.0.1:{port}/_stcore/health", log)
            yield f"http://127.0.0.1:{port}"
        finally:
            app.terminate()
            app.wait(timeout=20)
    assert "Traceback" not in log.read_text(encoding="utf-8")


def wait(health: str, log: Path) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(health, timeout=1)
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the app did not start: {log.read_text(encoding='utf-8')}")


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, browser: object) -> Iterator[object]:
    """A page of each size in an English browser; any request that leaves this computer fails the test, and so does any dialog."""
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-US")  # type: ignore[attr-defined]
    strangers: list[str] = []

    def look(asked: object) -> None:
        parts = urlsplit(asked.url)  # type: ignore[attr-defined]
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            strangers.append(asked.url)  # type: ignore[attr-defined]

    context.on("request", look)
    opened = context.new_page()
    opened.on("websocket", look)
    opened.on("dialog", lambda dialog: strangers.append(f"dialog: {dialog.message}"))
    yield opened
    context.close()
    assert not strangers
