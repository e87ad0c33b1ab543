"""Copies of opened files: found again by key, never outside their folder, the oldest let go."""

import os
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from test_ui import texts

from forecast.files import read_plan
from forecast.planyaml import write_plan
from forecast.workspace import copies


def test_a_copy_is_the_file_as_it_was(tmp_path: Path) -> None:
    key = copies.keep(tmp_path, b"abc", "../../x/Bi\u1ec3u.XLSX")
    assert key is not None
    assert copies.load(tmp_path, key) == (b"abc", f"{key}.xlsx")
    assert copies.keep(tmp_path, b"abc", "again.xlsx") == key
    copies.forget(tmp_path, key)
    assert copies.load(tmp_path, key) is None


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "0" * 15, "g" * 16, "*", "0" * 16])
def test_what_is_no_key_finds_nothing(tmp_path: Path, key: str) -> None:
    (tmp_path / "opened").mkdir()
    (tmp_path / "opened" / "secret.yaml").write_text("x")
    assert copies.load(tmp_path, key) is None


def test_links_are_not_followed(tmp_path: Path) -> None:
    key = copies.keep(tmp_path, b"abc", "a.yaml")
    path = tmp_path / "opened" / f"{key}.yaml"
    path.unlink()
    path.symlink_to("/etc/passwd")
    assert copies.load(tmp_path, str(key)) is None


def test_the_oldest_go_first(tmp_path: Path) -> None:
    keys = []
    for number in range(copies.MOST + 2):
        key = copies.keep(tmp_path, str(number).encode(), "a.yaml")
        os.utime(tmp_path / "opened" / f"{key}.yaml", (number, number))
        keys.append(str(key))
    copies.keep(tmp_path, b"new", "a.yaml")
    there = [key for key in keys if copies.load(tmp_path, key) is not None]
    assert there == keys[-(copies.MOST - 1) :]


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "opened").write_text("a file")
    assert copies.keep(tmp_path, b"abc", "a.yaml") is None


def overview() -> None:
    from forecast.ui import inputs, overview, state, thennow

    chosen = inputs.choose({})
    overview.draw(chosen)
    state.save(thennow.now(chosen))


def page(**params: str) -> AppTest:
    test = AppTest.from_function(overview, default_timeout=60)
    for name, value in params.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    return test


def test_a_link_opens_the_copy_and_closing_deletes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORECAST_WORKSPACE", str(tmp_path))
    key = copies.keep(
        tmp_path, write_plan(read_plan("tam-thanh")).replace("Tam Thanh", "Nơi Khác").encode(), "own.yaml"
    )
    test = page(plan="uploaded", own=str(key), lang="en")
    assert "Nơi Khác" in test.title[0].value or "Nơi Khác" in texts(test)
    assert test.query_params["own"] in (key, [key])
    test.button(key="own_close").click().run()
    assert not test.exception
    assert copies.load(tmp_path, str(key)) is None
    assert "own" not in test.query_params
    gone = page(plan="uploaded", own=str(key), lang="en")
    assert "open that file again" in texts(gone)
