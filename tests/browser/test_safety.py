"""What comes from elsewhere: other sites, other hosts, files that are too large, and texts that would like to be code."""

import http.client
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import Page, expect
from test_page import open_page, open_sidebar, settle, upload

HOSTILE = "<img src=x onerror=alert(1)> =cmd|' /C calc'!A0 ../../x **b** [a](http://b.vn) " + "rất dài " * 20
STRANGER = "http://evil.example"
ROOT = Path(__file__).parents[2]


def answer(address: str, method: str, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=10)
    connection.request(method, path, body=b"x" if method in ("PUT", "POST") else None, headers=headers)
    return connection.getresponse()


UPGRADE = {
    "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}  # fmt: skip


def test_a_page_of_another_site_cannot_talk_to_ours(address: str) -> None:
    assert answer(address, "GET", "/_stcore/stream", {**UPGRADE, "Origin": address}).status == 101
    assert answer(address, "GET", "/_stcore/stream", {**UPGRADE, "Origin": STRANGER}).status == 403
    allowed = answer(address, "GET", "/_stcore/health", {"Origin": STRANGER}).getheader("Access-Control-Allow-Origin")
    assert allowed not in ("*", STRANGER)


def test_another_name_of_this_computer_is_refused(address: str) -> None:
    """A name that a stranger lets point to 127.0.0.1 opens no session."""
    host = f"evil.example:{urlsplit(address).port}"
    headers = {**UPGRADE, "Host": host, "Origin": f"http://{host}"}
    assert answer(address, "GET", "/_stcore/stream", headers).status in (400, 403)


def test_a_file_without_the_token_of_the_session_is_refused(address: str) -> None:
    assert answer(address, "PUT", "/_stcore/upload_file/a/b", {"Origin": STRANGER}).status in (400, 403)


@pytest.mark.parametrize("page", ["laptop"], indirect=True)
@pytest.mark.parametrize("lang, words", [("vi", "Tệp quá lớn"), ("en", "This file is too large")])
def test_too_large_a_file_is_refused_in_the_language_of_the_page(
    page: Page, address: str, tmp_path: Path, lang: str, words: str
) -> None:
    large = tmp_path / "x.csv"
    large.write_bytes(b"0" * 10_500_000)
    open_page(page, address, f"data?lang={lang}")
    page.locator('[data-testid="stMain"] input[type="file"]').set_input_files(str(large))
    chip = page.locator('[data-testid="stMain"] [data-testid="stFileChip"]')
    expect(chip).to_be_visible()
    page.wait_for_timeout(500)
    said = chip.evaluate("element => getComputedStyle(element, '::after').content")
    assert words in said


def test_nothing_shows_how_the_program_is_built(address: str) -> None:
    settings = (ROOT / "src/forecast/ui/served/.streamlit/config.toml").read_text(encoding="utf-8")
    assert re.search(r'^showErrorDetails = "(type|none)"$', settings, re.MULTILINE)
    assert re.search(r"^maxUploadSize = 10$", settings, re.MULTILINE)
    body = answer(address, "GET", "/_stcore/nothing/../../etc/passwd", {}).read().decode("utf-8", "replace")
    assert "root:" not in body


def hostile(data: Any, key: str = "") -> Any:
    """A plan whose every free text is hostile."""
    if isinstance(data, dict):
        return {name: hostile(value, name) for name, value in data.items()}
    if isinstance(data, list):
        return [hostile(value, key) for value in data]
    return HOSTILE if key in ("vi", "en", "title", "quote", "note", "scope", "sheet", "cell", "by") else data


@pytest.mark.parametrize("page", ["laptop"], indirect=True)
def test_hostile_texts_are_only_text_on_every_page(page: Page, address: str, tmp_path: Path) -> None:
    data = yaml.load((ROOT / "data/plans/doan-ket.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    file = tmp_path / "x.yaml"
    file.write_text(yaml.safe_dump(hostile(data), allow_unicode=True), encoding="utf-8")
    open_page(page, address, "?lang=vi")
    open_sidebar(page)
    upload(page, file)
    main = page.locator('[data-testid="stMain"]')
    n_pages = page.locator('[data-testid="stSidebarNavLink"]').count()
    assert n_pages >= 8
    for at in range(n_pages):
        open_sidebar(page)
        page.locator('[data-testid="stSidebarNavLink"]').nth(at).click()
        settle(page)
        expect(main.locator("h1, h2").first).to_be_visible(timeout=15_000)
        assert main.locator("img").count() == 0
        outside = [
            link for link in main.locator("a").evaluate_all("all => all.map(a => a.href)") if "127.0.0.1" not in link
        ]
        assert not outside
        assert page.locator('[data-testid="stException"]').count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
