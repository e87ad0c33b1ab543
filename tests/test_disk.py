"""Files by path or by id: an id is looked up, never followed."""

from pathlib import Path

import pytest

from forecast.disk import chosen, in_folder, is_path, read_bytes, shipped
from forecast.errors import FileError, MissingError


@pytest.mark.parametrize("name", ["a/b", "a\\b", "plan.yaml", "plan.yml", "./plan", Path("plan")])
def test_these_say_where_a_file_is(name):
    assert is_path(name)
    assert chosen(name, {}, "no_plan") == Path(name)


@pytest.mark.parametrize("name", ["plan", "", "..", "a b", "plan.txt"])
def test_these_say_which_file_is_meant(name):
    assert not is_path(name)
    with pytest.raises(MissingError):
        chosen(name, {"other": Path("other")}, "no_plan")


def test_only_plain_files_with_ids_for_names_are_in_a_folder(tmp_path):
    for name in ("b.yaml", "a-1.yaml", "A.yaml", "con.yaml", "x.yml", ".hidden.yaml", "a b.yaml"):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "folder.yaml").mkdir()
    assert list(in_folder(tmp_path)) == ["a-1", "b"]
    assert in_folder(tmp_path / "none") == {}


def test_no_more_than_the_limit_is_read(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"12345")
    assert read_bytes(path, 5) == b"12345"
    with pytest.raises(FileError, match="5 bytes; at most 4"):
        read_bytes(path, 4)


def test_what_is_shipped_is_there():
    assert (shipped("data") / "plans").is_dir()
    assert shipped("scenarios").is_dir()
