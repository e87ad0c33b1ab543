"""Reading plans, scenarios and sources: by id, by path, from text; extremes; and any bytes at all."""

import json
import os
import random
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast import files
from forecast.errors import FileError, MissingError
from forecast.yamltext import read_yaml

TESTS = Path(__file__).parent
SOUND = TESTS / "faults" / "sound" / "plan.yaml"
SOURCES = TESTS / "faults" / "sources"
TEXT = SOUND.read_text(encoding="utf-8")
SCENARIO = 'format: forecast.scenario/1\nid: try\nname: {vi: "Thử"}\nfor: small\n'
PLANS = files.list_plans()


def faults(call, *arguments):
    with pytest.raises(FileError) as caught:
        call(*arguments)
    return [(fault.code, fault.line) for fault in caught.value.faults]


def missing(call, *arguments):
    with pytest.raises(MissingError) as caught:
        call(*arguments)
    return caught.value


@pytest.fixture
def small():
    return files.read_plan(SOUND)


# shipped files


def test_four_plans_are_shipped():
    assert set(PLANS) >= {"cam-duong", "tam-thanh", "doan-ket", "ha-tu"}


@pytest.mark.parametrize("name", PLANS)
def test_a_shipped_plan_has_no_fault_its_quotes_included(name):
    assert [str(fault) for fault in files.check(name)] == []
    assert files.read_plan(name).id == name


@pytest.mark.parametrize("name", PLANS)
def test_every_scenario_of_a_shipped_plan_is_found(name):
    plan = files.read_plan(name)
    assert files.list_scenarios(name)[:5] == ("stated", "required", "past-pace", "held", "reference")
    for scenario in files.list_scenarios(name):
        found = files.find_scenario(scenario, plan)
        assert found.id == scenario
        assert found.extends is None


def test_a_plan_is_the_same_by_id_by_path_and_by_text():
    path = files.plan_path("doan-ket")
    content = path.read_bytes()
    plans = [files.read_plan("doan-ket"), files.read_plan(path), files.read_plan(str(path))]
    plans += [files.read_plan_text(content, "upload"), files.read_plan_text(content.decode(), "upload")]
    assert all(plan == plans[0] for plan in plans)


# names


def test_an_unknown_plan_names_the_nearest():
    error = missing(files.read_plan, "cam-duon")
    assert error.code == "no_plan"
    assert error.params["nearest"] == "cam-duong"
    assert "did you mean cam-duong?" in str(error)


def test_an_unknown_scenario_names_the_nearest(small):
    error = missing(files.find_scenario, "statd", small)
    assert error.code == "no_scenario"
    assert error.params["nearest"] == "stated"


@pytest.mark.parametrize("name", ["..", "con", "", "Cam-Duong", "a" * 70, "cam duong", "~", "đ"])
def test_what_is_no_id_is_never_looked_for_on_disk(name, small):
    assert missing(files.read_plan, name).code == "no_plan"
    assert missing(files.find_scenario, name, small).code == "no_scenario"
    assert missing(files.read_source_text, name).code == "no_source"


def test_a_source_text_is_found_by_id_only(tmp_path):
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.txt").write_text("words", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    assert files.read_source_text("a", tmp_path / "sources") == "words"
    error = missing(files.read_source_text, "../secret", tmp_path / "sources")
    assert error.code == "no_source"
    (tmp_path / "sources" / "b.txt").write_bytes(b"\xff")
    assert faults(files.read_source_text, "b", tmp_path / "sources") == [("file_not_text", None)]


def test_the_packed_folder_goes_before_the_checkout(tmp_path, monkeypatch):
    packed = tmp_path / "_shipped" / "data" / "plans"
    packed.mkdir(parents=True)
    (packed / "small.yaml").write_text(TEXT, encoding="utf-8")
    (packed / "Not An Id.yaml").write_text(TEXT, encoding="utf-8")
    (packed / "linked.yaml").symlink_to(SOUND)
    monkeypatch.setattr("forecast.disk._HERE", tmp_path)
    assert files.list_plans() == ("small",)
    assert files.read_plan("small").id == "small"


def test_without_any_folder_nothing_is_shipped(tmp_path, monkeypatch):
    monkeypatch.setattr("forecast.disk._HERE", tmp_path / "a" / "b" / "c")
    assert files.list_plans() == ()
    assert missing(files.read_plan, "cam-duong").params["allowed"] == "–"


# the disk


def test_a_file_that_is_not_there_is_missing(tmp_path):
    assert faults(files.read_plan, tmp_path / "none.yaml") == [("file_missing", None)]
    assert faults(files.read_plan, SOUND / "inside.yaml") == [("file_missing", None)]
    assert faults(files.read_plan, Path("a\0b.yaml")) == [("file_missing", None)]
    assert [fault.code for fault in files.check(tmp_path / "none.yaml")] == ["file_missing"]


def test_fifty_megabytes_are_refused_before_they_are_read(tmp_path):
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    tracemalloc.start()
    try:
        assert faults(files.read_plan, path) == [("file_too_large", None)]
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_a_text_of_fifty_megabytes_is_refused():
    assert faults(files.read_plan_text, b"a" * 50_000_000, "upload") == [("file_too_large", None)]


def test_a_file_that_is_not_utf8_names_the_byte(tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes("name: é\n".encode("latin-1"))
    with pytest.raises(FileError, match="line 1: byte 6 is not UTF-8") as caught:
        files.read_plan(path)
    assert caught.value.faults[0].code == "file_not_text"


@pytest.mark.skipif(os.name == "nt", reason="links and devices of POSIX systems")
def test_links_folders_and_devices_are_refused(tmp_path):
    (tmp_path / "link.yaml").symlink_to(SOUND)
    os.mkfifo(tmp_path / "pipe.yaml")
    for path in (tmp_path / "link.yaml", tmp_path / "pipe.yaml", tmp_path, Path("/dev/zero")):
        assert faults(files.read_plan, path) == [("file_not_regular", None)]


@pytest.mark.skipif(os.name == "nt", reason="names of POSIX systems")
def test_a_file_that_cannot_be_opened_says_why():
    with pytest.raises(FileError, match="name too long") as caught:
        files.read_plan(Path("a" * 5000))
    assert caught.value.faults[0].code == "file_unreadable"


def test_a_thousand_levels_are_one_clear_fault(tmp_path):
    path = tmp_path / "deep.yaml"
    path.write_text("format: forecast.plan/1\nname: " + "[" * 1000 + "]" * 1000 + "\n", encoding="utf-8")
    assert faults(files.read_plan, path) == [("yaml_deep", 2)]


# plans


def test_the_errors_name_the_file_and_stand_in_the_order_of_its_lines():
    text = TEXT.replace("law: status", "law: statu").replace("base_year: 2025", "base_year: 2025\nbase_yer: 2025")
    with pytest.raises(FileError) as caught:
        files.read_plan_text(text, "my plan.yaml")
    report = str(caught.value).splitlines()
    assert report[0] == "cannot use my plan.yaml:"
    assert report[1].startswith("  line 6, base_yer: the key 'base_yer' is not known")
    assert report[1].endswith("did you mean base_year?")
    assert "line 41, indicators.standard.law: 'statu' is not allowed" in report[2]


@pytest.mark.parametrize("text", ["words", "- a\n- b\n", "[]", "a"])
def test_what_is_no_mapping_is_no_plan(text):
    assert faults(files.read_plan_text, text, "x") == [("not_mapping", 1)]


def test_a_missing_format_is_a_fault():
    assert faults(files.read_plan_text, TEXT.replace("format: forecast.plan/1\n", ""), "x") == [("missing", 1)]


def test_a_scenario_is_no_plan_and_that_is_all_that_is_said():
    assert faults(files.read_plan_text, SCENARIO, "x") == [("format_unknown", 1)]


def test_figures_are_not_judged_where_their_language_is_not_known():
    text = TEXT.replace("language: vi", "language: de")
    assert faults(files.read_plan_text, text, "x") == [("not_one_of", 3)]


def test_names_of_fields_that_are_no_keys_are_unknown():
    text = TEXT.replace('{year: 2025, figure: "ước', '{year: 2025, printed: "ước')
    assert ("unknown_key", 15) in faults(files.read_plan_text, text, "x")


def test_a_reference_to_a_broken_indicator_is_not_unknown():
    text = TEXT.replace("law: total", "law: totl").replace(
        "identities:\n", "identities:\n  - {part: roads, of: jobs}\n"
    )
    assert faults(files.read_plan_text, text, "x") == [("not_one_of", 33)]


def test_quotes_are_checked_even_where_the_plan_has_other_faults(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(TEXT.replace("law: total", "law: totl").replace("line: 9,", "line: 90,"), encoding="utf-8")
    assert [(fault.code, fault.line) for fault in files.check(path, SOURCES)] == [
        ("quote_elsewhere", 17),
        ("not_one_of", 33),
    ]


def test_sources_beside_the_folder_of_a_plan_are_used(tmp_path):
    for folder in ("plans", "sources"):
        (tmp_path / folder).mkdir()
    (tmp_path / "plans" / "plan.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "sources" / "report.txt").write_text("other words", encoding="utf-8")
    assert {fault.code for fault in files.check(tmp_path / "plans" / "plan.yaml")} == {"quote_not_found"}


# scenarios


def scenario(text, plan, name="upload"):
    return files.read_scenario_text(SCENARIO + text, name, plan)


def test_a_scenario_takes_over_what_it_does_not_change(tmp_path, small):
    (tmp_path / "parent.yaml").write_text(
        SCENARIO.replace("try", "parent") + "paths: {revenue: 10%/yr, jobs: 550 each year}\n", encoding="utf-8"
    )
    (tmp_path / "child.yaml").write_text(
        SCENARIO.replace("try", "child") + "extends: parent\npaths: {revenue: {2027: 12%/yr}}\n", encoding="utf-8"
    )
    child = files.find_scenario(tmp_path / "child.yaml", small)
    assert (child.id, child.extends) == ("child", None)
    assert set(child.paths) == {"revenue", "jobs"}
    assert [segment.move.text for segment in child.paths["revenue"]] == ["10%/yr", "12%/yr"]


def test_a_scenario_takes_over_the_rule_of_a_generic_one(small):
    found = scenario("extends: past-pace\npaths: {revenue: 12%/yr}\n", small)
    assert found.rule == "past-pace"
    assert found.plan == "small"


def test_a_circle_of_several_files_is_named(tmp_path, small):
    for name, parent in (("a", "b"), ("b", "c"), ("c", "b")):
        text = SCENARIO.replace("try", name) + f"extends: {parent}\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match="b → c → b") as caught:
        files.find_scenario(tmp_path / "a.yaml", small)
    assert caught.value.path == str(tmp_path / "c.yaml")
    assert [(fault.code, fault.line) for fault in caught.value.faults] == [("extends_cycle", 5)]


def test_faults_of_a_parent_are_told_with_its_file(tmp_path, small):
    (tmp_path / "parent.yaml").write_text(SCENARIO + "paths: {revenue: fast}\n", encoding="utf-8")
    (tmp_path / "child.yaml").write_text(SCENARIO + "extends: parent\n", encoding="utf-8")
    with pytest.raises(FileError) as caught:
        files.find_scenario(tmp_path / "child.yaml", small)
    assert caught.value.path == str(tmp_path / "parent.yaml")


def test_a_plans_own_scenario_comes_after_the_generic_ones_and_hides_none(tmp_path, monkeypatch, small):
    folder = tmp_path / "_shipped" / "scenarios" / "small"
    folder.mkdir(parents=True)
    for path, text in (
        (folder / "fast.yaml", SCENARIO.replace("try", "fast") + "extends: held\n"),
        (folder / "held.yaml", SCENARIO + "extends: held\n"),
        (folder.parent / "held.yaml", SCENARIO.replace("for: small", "for: any\nrule: held")),
        (folder.parent / "another.yaml", SCENARIO.replace("for: small", "for: any\nrule: held")),
    ):
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr("forecast.disk._HERE", tmp_path)
    assert files.list_scenarios("small") == ("held", "another", "fast")
    assert files.list_scenarios("../small") == ("held", "another")
    assert files.find_scenario("held", small).rule == "held"


def test_a_scenario_by_itself_is_read_without_its_parents(tmp_path):
    path = tmp_path / "try.yaml"
    path.write_text(SCENARIO + "extends: nobody\n", encoding="utf-8")
    assert files.read_scenario(path).extends == "nobody"


def test_check_takes_scenarios_as_well(tmp_path):
    path = tmp_path / "try.yaml"
    text = SCENARIO.replace("for: small", "for: doan-ket")
    path.write_text(text + "paths: {grain_output: 3%/yr}\n", encoding="utf-8")
    assert files.check(path) == ()
    path.write_text(text + "paths: {grain_outptu: 3%/yr}\nextends: nobody\n", encoding="utf-8")
    assert [(fault.code, fault.line) for fault in files.check(path)] == [("path_unknown", 5)]
    path.write_text(text + "paths: {grain_output: 3}\n", encoding="utf-8")
    assert [(fault.code, fault.line) for fault in files.check(path)] == [("path_unit", 5)]


# any bytes


def outcome(content):
    """Read or refused with faults: anything else is an error of ours."""
    told = ["read"]
    try:
        files.read_plan_text(content, "any")
    except FileError as error:
        told = [str(fault) for fault in error.faults]
    assert told
    assert all(told)


@st.composite
def mutated(draw):
    """A sound text with a few pieces taken out, doubled, swapped or replaced."""
    text = TEXT
    junk = st.sampled_from(
        ["", ":", "-", "{", "}", "[", "]", "'", '"', "\n", "\t", ",", "9,9", "&a", "*a", "!x", "é", "\0", "#"]
    )
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(text)))
        stop = min(len(text), start + draw(st.integers(0, 30)))
        kind = draw(st.sampled_from(["cut", "put", "double"]))
        middle = {"cut": "", "put": draw(junk), "double": text[start:stop] * 2}[kind]
        text = text[:start] + middle + text[stop:]
    return text


@settings(max_examples=400, deadline=None)
@given(mutated())
def test_any_mutation_of_a_plan_is_read_or_refused(text):
    outcome(text)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_mutation_of_the_bytes_is_read_or_refused(data):
    content = bytearray(TEXT.encode())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    outcome(bytes(content))


JUNK = [
    None,
    "",
    "x",
    "-1",
    "2031",
    "9" * 400,
    "1e9",
    "100%",
    "12%/năm",
    "true",
    [],
    {},
    ["x"],
    {"x": "y"},
    "Ă",
    "con",
    "a\nb",
]


def places(node, here=()):
    yield here
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        yield from places(value, (*here, key))


@pytest.mark.parametrize("seed", range(60))
def test_any_other_value_at_any_place_is_read_or_refused(seed):
    chance = random.Random(seed)
    whole = read_yaml((TESTS / "faults" / "sound" / "rich.yaml").read_text(encoding="utf-8")).data
    for _ in range(20):
        data = json.loads(json.dumps(whole))
        for _ in range(chance.randint(1, 6)):
            *above, last = chance.choice(list(places(data))[1:])
            parent = data
            for step in above:
                parent = parent[step]
            junk = chance.choice(JUNK)
            if junk is None and isinstance(parent, dict):
                del parent[last]
            else:
                parent[last] = junk
        outcome(json.dumps(data, ensure_ascii=False))
