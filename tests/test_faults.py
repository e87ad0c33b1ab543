"""Each file of tests/faults has the faults its first line says, and nothing else; each fault has such a file or a test."""

import re
from pathlib import Path

import pytest

from forecast import files
from forecast.errors import FileError
from forecast.messages import MESSAGES

FAULTS = Path(__file__).parent / "faults"
SOUND = FAULTS / "sound" / "plan.yaml"
BROKEN = sorted(FAULTS.glob("*.yaml"))
ELSEWHERE = {
    **dict.fromkeys(
        ("number_outside", "quantiles_fall", "rows_missing"),
        "test_reference.py::test_numbers_that_cannot_be_are_told_with_their_line",
    ),
    "form_without_rows": "test_planform.py::test_a_form_without_rows_says_so",
    "file_missing": "test_files.py::test_a_file_that_is_not_there_is_missing",
    "file_too_large": "test_files.py::test_fifty_megabytes_are_refused_before_they_are_read",
    "file_not_text": "test_files.py::test_a_file_that_is_not_utf8_names_the_byte",
    "file_not_regular": "test_files.py::test_links_folders_and_devices_are_refused",
    "file_unreadable": "test_files.py::test_a_file_that_cannot_be_opened_says_why",
    "yaml_many": "test_yamltext.py::test_more_entries_than_allowed_end_the_reading_soon",
    "unreadable": "test_shape.py::test_an_unknown_kind_of_fault_is_still_told",
    "no_plan": "test_files.py::test_an_unknown_plan_names_the_nearest",
    "no_scenario": "test_files.py::test_an_unknown_scenario_names_the_nearest",
    "no_source": "test_files.py::test_a_source_text_is_found_by_id_only",
}
"""Faults that no small file can show, and the test of each."""
NOT_OF_FILES = (
    "growth_", "lever_", "no_indicator", "no_lever", "no_solvable_target", "no_target_of", "target_without_path",
    "argument_",
    "quarter", "column", "table_", "row_",
    "fact_", "not_fact_",
    "wrong_plan_of_facts", "review_missing",
    "actuals_missing", "workspace_", "pack_", "saved_", "deleted_", "nothing_saved", "scenario_shipped",
    "scenario_not_of_workbook",
    "scenario_has_children", "name_empty",
    "sheet_", "output_", "export_", "draws", "port_", "case_",
)  # fmt: skip
"""Faults of arithmetic, questions and tables: test_growth.py, test_solve.py, test_quarters.py, test_tracking_reading.py,
test_workspace.py, test_pack.py, test_exchange*.py."""


def expected(path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# expects: "), path.name
    return [(code, int(line)) for code, line in re.findall(r"(\w+) line (\d+)", first)]


def faults_of(path):
    """Faults of one file of tests/faults, a scenario against the sound plan."""
    if "format: forecast.scenario" not in path.read_text(encoding="utf-8"):
        return files.check(path, FAULTS / "sources")
    with pytest.raises(FileError) as caught:
        files.find_scenario(path, files.read_plan(SOUND))
    return caught.value.faults


def test_the_plan_the_faults_are_put_into_is_sound():
    assert files.check(SOUND, FAULTS / "sources") == ()


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_has_exactly_the_faults_it_expects(path):
    assert [(fault.code, fault.line) for fault in faults_of(path)] == expected(path)


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_message_says_where_what_was_found_and_what_to_do(path):
    for fault in faults_of(path):
        told = str(fault)
        assert told.startswith(f"line {fault.line}")
        assert re.search("[;:]", MESSAGES[fault.code]), "no remedy"
        assert str(fault.params.get("found", ""))[:30] in told
        assert "{" not in re.sub("'.*?'", "", told)


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_file_is_named_after_its_fault(path):
    assert expected(path)[0][0] == path.stem.partition("-")[0]


def test_every_fault_of_files_has_a_file_or_a_test():
    shown = {code for path in BROKEN for code, _ in expected(path)}
    concerned = {code for code in MESSAGES if not code.startswith(NOT_OF_FILES)}
    assert concerned - shown == set(ELSEWHERE)
    assert shown <= set(MESSAGES)


@pytest.mark.parametrize(("code", "test"), ELSEWHERE.items())
def test_the_test_of_a_fault_without_a_file_is_there_and_names_it(code, test):
    module, _, name = test.partition("::")
    text = (Path(__file__).parent / module).read_text(encoding="utf-8")
    assert f"def {name}(" in text
    assert f'"{code}"' in text


def test_ten_different_faults_of_one_file_are_all_told_with_their_lines():
    path = FAULTS / "several" / "ten.yaml"
    marked = [
        (number, code)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for code in re.findall(r"(?<= )!(\w+)", line)
    ]
    assert len({code for _, code in marked}) >= 10
    assert sorted((fault.line, fault.code) for fault in files.check(path, FAULTS / "sources")) == sorted(marked)
