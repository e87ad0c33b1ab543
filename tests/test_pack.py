"""Packs: what goes in comes out on another computer; what no pack has is refused."""

import io
import json
import stat
import zipfile

import pytest
from test_workspace import PLAN, actuals, scenario

from forecast.cli import main
from forecast.errors import FileError
from forecast.files import check, find_scenario, list_scenarios, read_plan, shipped
from forecast.planyaml import write_plan
from forecast.sourced import Names
from forecast.workspace import NONE, Workspace
from forecast.workspace.pack import MAX_FILES, open_pack, pack_plan, read_pack


@pytest.fixture
def mine(tmp_path):
    """A workspace with a plan, two scenarios of which one extends the other, and a fact."""
    workspace = Workspace(tmp_path / "mine")
    workspace.save_plan(PLAN, NONE, "Lan")
    workspace.save_scenario(scenario("parent"), PLAN, NONE, "Lan")
    workspace.save_scenario(scenario("a-child", "14%/năm", extends="parent"), PLAN, NONE, "Lan")
    workspace.append_facts(PLAN, actuals("3.300 tỷ đồng"), "a.csv", "Lan")
    return workspace


@pytest.fixture
def yours(tmp_path):
    return Workspace(tmp_path / "yours")


def zipped(files):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return whole.getvalue()


HEAD = {"pack.json": json.dumps({"format": "forecast.pack/1", "plan": "test"})}


def test_a_pack_opened_elsewhere_holds_the_same(mine, yours):
    content = pack_plan("test", mine)
    assert content == pack_plan("test", mine)
    opened = open_pack(read_pack(content, "test.zip"), yours, "Minh")
    assert (opened.plan, set(opened.scenarios), opened.facts) == ("test", {"parent", "a-child"}, 1)
    assert read_plan("test", yours.root) == PLAN
    for name in ("parent", "a-child"):
        assert find_scenario(name, PLAN, yours.root) == find_scenario(name, PLAN, mine.root)
    assert yours.facts(PLAN).rows == mine.facts(PLAN).rows
    again = open_pack(read_pack(content, "test.zip"), yours, "Minh")
    assert (again.plan, again.scenarios, again.facts) == ("test", {}, 0)


def test_what_says_something_else_is_kept_beside_what_is_there(mine, yours):
    content = pack_plan("test", mine)
    open_pack(read_pack(content, "test.zip"), yours, "Minh")
    _, version = yours.scenario("test", "parent")
    yours.save_scenario(scenario("parent", "9%/năm"), PLAN, version, "Minh")
    opened = open_pack(read_pack(content, "test.zip"), yours, "Minh")
    assert opened.scenarios == {"parent": "parent-2", "a-child": "a-child-2"}
    assert find_scenario("parent", PLAN, yours.root).paths["revenue"][0].move.text == "9%/năm"
    assert find_scenario("a-child-2", PLAN, yours.root).paths["revenue"][0].move.text == "14%/năm"
    assert yours.scenario("test", "a-child-2")[0].extends == "parent-2"


def test_another_plan_of_the_same_id_gets_an_id_of_its_own(mine, yours):
    yours.save_plan(PLAN.model_copy(update={"name": Names(vi="Khác")}), NONE, "Minh")
    opened = open_pack(read_pack(pack_plan("test", mine), "test.zip"), yours, "Minh")
    assert opened.plan == "test-2"
    moved = read_plan("test-2", yours.root)
    assert read_plan("test", yours.root).name.vi == "Khác"
    assert find_scenario("a-child", moved, yours.root).paths["revenue"][0].move.text == "14%/năm"
    assert [fact.plan for fact in yours.facts(moved).rows] == ["test-2"]


def test_a_shipped_plan_brings_its_scenarios_and_the_texts_of_its_sources(yours):
    pack = read_pack(pack_plan("cam-duong"), "pack.zip")
    assert set(pack.scenarios) == set(list_scenarios("cam-duong")) - set(list_scenarios("no-plan"))
    assert pack.sources["cam-duong"] == (shipped("data") / "sources" / "cam-duong.txt").read_bytes()
    opened = open_pack(pack, yours, "Minh")
    assert (opened.plan, opened.scenarios, yours.plans()) == ("cam-duong", {}, ())


def test_quotes_of_an_unpacked_plan_are_found_in_its_own_sources(yours):
    other = read_plan("cam-duong").model_copy(update={"id": "another"})
    yours.save_plan(other, NONE, "Lan")
    (yours.root / "sources").mkdir()
    (yours.root / "sources" / "cam-duong.txt").write_bytes((shipped("data") / "sources" / "cam-duong.txt").read_bytes())
    assert check(yours.root / "plans" / "another.yaml") == ()


def linked(name):
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


REFUSED = {
    "pack_entry": [
        {**HEAD, "../plan.yaml": "x"}, {**HEAD, "/etc/passwd": "x"}, {**HEAD, "scenarios/../../x.yaml": "x"},
        {**HEAD, "plan.yaml\\x": "x"}, {**HEAD, "run.exe": "x"}, {**HEAD, linked("plan.yaml"): "/etc/passwd"},
        {**HEAD, "scenarios/Upper.yaml": "x"},
    ],
    "pack_large": [{**HEAD, "plan.yaml": "x" * 2_000_001}, {**HEAD, "sources/a.txt": b"0" * 20_000_001}],
    "pack_many": [{f"sources/a{number}.txt": "x" for number in range(MAX_FILES + 1)}],
    "pack_without_plan": [HEAD],
    "pack_without_head": [{"plan.yaml": "x"}, {"pack.json": "[]"}, {"pack.json": "no"}, {"pack.json": "[" * 1_000_000}],
    "format_unknown": [{"pack.json": '{"format": "forecast.pack/9", "plan": "x"}'}],
}  # fmt: skip


@pytest.mark.parametrize(("code", "files"), [(code, files) for code, many in REFUSED.items() for files in many])
def test_what_no_pack_has_is_refused(code, files):
    with pytest.raises(FileError) as caught:
        read_pack(zipped(files), "pack.zip")
    assert caught.value.faults[0].code == code


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive", zipped(HEAD)[:-30]])
def test_what_is_no_archive_is_refused(content):
    with pytest.raises(FileError) as caught:
        read_pack(content, "pack.zip")
    assert caught.value.faults[0].code == "pack_unreadable"


def test_a_broken_plan_inside_is_told_with_its_lines():
    broken = write_plan(PLAN).replace("base_year: 2025", "base_year: soon")
    with pytest.raises(FileError) as caught:
        read_pack(zipped({**HEAD, "plan.yaml": broken}), "pack.zip")
    assert caught.value.path == "pack.zip: plan.yaml"
    assert caught.value.faults[0].line > 1


def test_a_scenario_of_another_plan_is_refused():
    files = {
        **HEAD,
        "plan.yaml": write_plan(PLAN),
        "scenarios/x.yaml": "format: forecast.scenario/1\nid: x\nname: {vi: x}\nfor: other\n",
    }
    with pytest.raises(FileError) as caught:
        read_pack(zipped(files), "pack.zip")
    assert [fault.code for fault in caught.value.faults] == ["wrong_plan"]


def test_the_commands_pack_and_unpack(mine, yours, tmp_path, capsys):
    file = tmp_path / "test.zip"
    assert main(["pack", "test", "-o", str(file), "--workspace", str(mine.root), "--lang", "en"]) == 0
    assert main(["pack", "test", "-o", str(file), "--workspace", str(mine.root), "--lang", "en"]) == 2
    assert main(["unpack", str(file), "--workspace", str(yours.root), "--lang", "en"]) == 0
    assert "plan test: 2 scenarios and 1 facts are new here" in capsys.readouterr().out
    assert main(["run", "test", "-s", "a-child", "--workspace", str(yours.root)]) == 0
    assert main(["run", "test"]) == 2
