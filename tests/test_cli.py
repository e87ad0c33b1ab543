"""The command line as a process."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pytest import approx

from forecast.disk import check_output
from forecast.errors import CodedError
from forecast.report.documents import KINDS
from forecast.surprises import DRAWS, SEED
from forecast.ui.server import FIRST_PORT
from forecast.wording import REASONS

ROOT = Path(__file__).parents[1]


def run(*arguments: str, lang: str | None = "en", **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "forecast", *arguments, *(["--lang", lang] if lang else [])]
    known = {name: value for name, value in os.environ.items() if name != "FORECAST_LANG"}
    given = {**known, "COLUMNS": "160", **environment}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, cwd=ROOT, env=given)


def as_json(*arguments: str, code: int = 0) -> Any:
    result = run(*arguments, "--json")
    assert result.returncode == code, result.stderr
    assert "NaN" not in result.stdout
    assert "Infinity" not in result.stdout
    return json.loads(result.stdout)


def rows(record: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["indicator"]: row for row in reversed(record["targets"])}


def test_required_of_cam_duong() -> None:
    found = rows(as_json("required", "cam-duong"))
    for name, rate in {
        "budget_revenue": 0.12888, "tourist_arrivals": 0.20112, "retail_service_revenue": 0.04896, "industrial_output_value": 0.04886,
        "income_per_capita": 0.03398,
    }.items():  # fmt: skip
        assert found[name]["required_rate"] == approx(rate, abs=5e-6), name
        assert found[name]["assessable"] is True
    assert found["income_per_capita"]["comparator"] == ">"
    assert found["income_per_capita"]["target_high"] is None
    assert found["trained_labour"]["required_points"] == approx(1.0)
    assert found["grdp"]["target_low"] == approx(21054.4, abs=0.05)
    assert found["happiness_index"]["assessable"] is False
    assert found["happiness_index"]["reason"] == "no_base_value"
    assert found["happiness_index"]["reason_text"] == "no base value is known"
    assert found["population"]["target"] is None


def test_required_of_tam_thanh() -> None:
    assert rows(as_json("required", "tam-thanh"))["enterprises"]["required_rate"] == approx(0.22899, abs=5e-6)


def assessed(record: dict[str, Any], scenario: int = 0) -> dict[str, dict[str, Any]]:
    return {row["indicator"]: row for row in reversed(record["scenarios"][scenario]["assessments"])}


def test_run_of_cam_duong_as_stated() -> None:
    record = as_json("run", "cam-duong", "-s", "stated")
    found = assessed(record)
    budget = found["budget_revenue"]
    assert budget["projected_value"] == approx(5287.03, abs=0.005)
    assert budget["shortfall"] == approx(212.97, abs=0.005)
    assert budget["attained"] is False
    assert list(budget["path"]) == ["2025", "2026", "2027", "2028", "2029", "2030"]
    assert found["grdp"]["path"]["2025"] == 10935
    assert found["grdp"]["path"]["2030"] == approx(21054, abs=0.5)


def test_the_factor_of_an_identity_is_shown() -> None:
    record = as_json("run", "cam-duong", "-s", "held")
    assert record["scenarios"][0]["identity_factors"]["grdp_per_capita"] == approx(1.055, abs=5e-4)


@pytest.mark.parametrize("plan", ["cam-duong", "tam-thanh", "doan-ket", "ha-tu"])
def test_every_null_says_why(plan: str) -> None:
    scenarios = [part for name in ("stated", "required", "past-pace", "held", "reference") for part in ("-s", name)]
    record = as_json("run", plan, *scenarios)
    assessments = [row for scenario in record["scenarios"] for row in scenario["assessments"]]
    for row in [*assessments, *as_json("required", plan)["targets"]]:
        nulls = {name for name, value in row.items() if value is None} - {"reason", "reason_text"}
        assert nulls == set(row["reasons"]) - {"path"}
        assert (None in row.get("path", {}).values()) == ("path" in row["reasons"])
        assert all(code in REASONS for code in row["reasons"].values())
        assert (row["reason"] is None) == (row["reason_text"] is None)
    assert all(row["reason"] or row["p_attain"] is not None for row in assessments)
    assert any(row["p_attain"] for row in assessments)


def test_the_counts_are_of_those_that_can_be_judged() -> None:
    (scenario,) = as_json("run", "cam-duong", "-s", "required")["scenarios"]
    assert scenario["counts"]["attained"] == scenario["counts"]["of"] > 10


def test_draws_are_rounded_up_to_a_power_of_two() -> None:
    record = as_json("run", "tam-thanh", "--seed", "7", "--draws", "100")
    assert (record["seed"], record["draws"]) == (7, 128)


def test_the_same_seed_gives_the_same_digits() -> None:
    one, same, other = (
        run("run", "cam-duong", "-s", "centre-moves", "--json", "--seed", seed).stdout for seed in "778"
    )
    assert one == same != other


def test_draws_that_cannot_be_made_are_refused() -> None:
    result = run("run", "tam-thanh", "--draws", "-5")
    assert result.returncode == 2
    assert "within 1 … 131072" in result.stderr


@pytest.mark.parametrize("plan", ["cam-duong", "tam-thanh", "doan-ket", "ha-tu"])
def test_the_required_scenario_attains_every_target(plan: str) -> None:
    record = as_json("run", plan, "-s", "required")
    assessable = {
        (row["indicator"], row["target"]) for row in as_json("required", plan)["targets"] if row["assessable"]
    }
    judged = [row for row in record["scenarios"][0]["assessments"] if (row["indicator"], row["target"]) in assessable]
    assert judged
    assert all(row["attained"] is True for row in judged)


def test_several_scenarios_in_the_order_asked_for() -> None:
    record = as_json("run", "cam-duong", "-s", "held", "-s", "past-pace", "-s", "reference")
    assert [scenario["id"] for scenario in record["scenarios"]] == ["held", "past-pace", "reference"]
    elsewhere = assessed(record, 2)
    assert elsewhere["grdp"]["projected_value"] is not None
    assert elsewhere["enterprise_growth"]["reason"] == "no_reference_class"


def test_numbers_have_twelve_significant_digits() -> None:
    value = assessed(as_json("run", "cam-duong"))["budget_revenue"]["projected_value"]
    assert value == float(f"{value:.12g}")


@pytest.mark.parametrize(
    "lang, words", [("vi", ["Chỉ tiêu", "5.287", "thiếu 213"]), ("en", ["Indicator", "5,287", "short by 213"])]
)
def test_tables_in_both_languages(lang: str, words: list[str]) -> None:
    result = run("run", "cam-duong", lang=lang)
    assert result.returncode == 0
    for word in words:
        assert word in result.stdout, word
    assert any(reason in result.stdout for reason in REASONS.values()) == (lang == "en")


@pytest.mark.parametrize("width", ["60", "80", "120", "200"])
def test_tables_fit_the_terminal(width: str) -> None:
    result = run("run", "cam-duong", lang="vi", COLUMNS=width)
    table = result.stdout.split("Chưa rõ theo kịch bản này:")[0]
    assert max(map(len, table.splitlines())) <= int(width)
    assert "> 130" in table


def test_what_a_scenario_leaves_open_is_listed_with_the_reason() -> None:
    words = run("run", "cam-duong").stdout.split("Not known under this scenario:")[1]
    assert "the plan states no growth for it: 1b, 1c, 3, 5" in words
    assert "12 Happiness" in words.split("Cannot be judged:")[1]


def test_vietnamese_unless_something_else_is_asked_for() -> None:
    assert "Chỉ tiêu" in run("required", "doan-ket", lang=None).stdout
    assert "Indicator" in run("required", "doan-ket", lang=None, FORECAST_LANG="en").stdout
    assert "Chỉ tiêu" in run("required", "doan-ket", lang="vi", FORECAST_LANG="en").stdout


def test_output_is_utf8_whatever_the_console_says() -> None:
    result = run("required", "doan-ket", lang="vi", PYTHONIOENCODING="cp1252")
    assert "Chỉ tiêu" in result.stdout


def test_a_reader_that_stops_early_is_no_fault() -> None:
    command = [sys.executable, "-m", "forecast", "run", "cam-duong", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_audit_of_cam_duong() -> None:
    record = as_json("audit", "cam-duong")
    budget = next(
        finding for finding in record["findings"] if finding["id"] == "level_rate_base:budget_revenue.target.2030"
    )
    assert budget["severity"] == "contradiction"
    assert "12.89%" in " ".join(budget["arithmetic"])
    assert {piece["line"] for piece in budget["evidence"]} >= {253, 739}
    assert {repair["what"] for repair in budget["repairs"]} == {"base", "target", "stated_rate"}
    assert run("audit", "cam-duong", "--strict").returncode == 1
    assert run("audit", "doan-ket", "--strict").returncode == 0


def test_audit_as_text_reads_in_vietnamese() -> None:
    result = run("audit", "cam-duong", lang="vi")
    assert "12,89%" in result.stdout
    assert "5.287,0" in result.stdout


def test_all_shipped_files_are_in_order() -> None:
    result = run("check")
    assert result.returncode == 0, result.stdout
    assert len(result.stdout.splitlines()) >= 9


def test_one_name_that_is_not_there_does_not_hide_the_other_files() -> None:
    record = as_json("check", "cam-duonq", "doan-ket", code=2)
    assert [(file["path"], [fault["code"] for fault in file["faults"]]) for file in record["files"]] == [
        ("cam-duonq", ["no_plan"]),
        ("doan-ket", []),
    ]


def test_unknown_names_are_answered_with_the_nearest() -> None:
    result = run("required", "cam-duonq")
    assert (result.returncode, result.stdout) == (2, "")
    assert "did you mean cam-duong?" in result.stderr
    error = as_json("run", "cam-duong", "-s", "statde", code=2)["error"]
    assert error["path"] is None
    assert [fault["code"] for fault in error["faults"]] == ["no_scenario"]
    assert "did you mean stated?" in error["message"]


def test_a_broken_file_is_answered_with_all_its_faults(tmp_path: Path) -> None:
    broken = (ROOT / "data" / "plans" / "doan-ket.yaml").read_text(encoding="utf-8")
    broken = broken.replace("law: status", "law: statue", 2).replace("base_year: 2025", "base_year: 25")
    path = tmp_path / "broken.yaml"
    path.write_text(broken, encoding="utf-8")
    result = run("required", str(path), "--json")
    assert result.returncode == 2
    faults = json.loads(result.stdout)["error"]["faults"]
    assert len(faults) == 3
    assert all(fault["line"] for fault in faults)
    assert result.stderr.count("line ") >= 3
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "arguments, lang, words",
    [
        (["requird", "cam-duong"], "en", "did you mean required?"),
        (["requird", "cam-duong"], "vi", "có phải bạn muốn nói required?"),
        (["run"], "vi", "dòng lệnh còn thiếu: PLAN"),
        (["run", "cam-duong", "--draws", "x"], "en", "'x' behind --draws is no whole number"),
        (
            ["run", "cam-duong", "--drwas", "9"],
            "en",
            "not understood on the command line: --drwas 9; did you mean --draws?",
        ),
        (["solve", "cam-duong", "--drwas=9"], "en", "usage: forecast solve"),
        (["run", "cam-duong", "--seed"], "en", "a value has to follow --seed"),
        (["required", "cam-duong", "--json=1"], "en", "no value may follow --json"),
    ],
)
def test_wrong_usage_exits_with_two(arguments: list[str], lang: str, words: str) -> None:
    result = run("--lang", lang, *arguments, lang=None)
    assert (result.returncode, result.stdout) == (2, "")
    assert words in result.stderr
    assert result.stderr.startswith("usage: forecast" if lang == "en" else "cách dùng: forecast")


def test_wrong_usage_is_json_where_json_is_asked_for() -> None:
    assert as_json("required", code=2)["error"]["message"].endswith("missing on the command line: PLAN")


def test_help_is_in_the_chosen_language() -> None:
    assert "tùy chọn:" in run("run", "--help", lang="vi").stdout
    assert "options:" in run("run", "--help").stdout


def test_solve_names_the_required_rate() -> None:
    record = as_json("solve", "cam-duong", "-s", "stated", "--target", "budget_revenue")
    assert (record["status"], record["optimality"]) == ("reached", "global")
    assert record["levers"][0]["to"] == approx(0.12888, abs=5e-6)
    assert "12.89%" in record["message"]


def test_solve_says_impossible_with_what_is_short() -> None:
    record = as_json("solve", "cam-duong", "--target", "budget_revenue", "--lever", "budget_revenue:..12.5%")
    assert record["status"] == "impossible"
    assert record["targets"][0]["shortfall"] == approx(93.90, abs=0.005)
    assert record["levers"][0]["at_bound"] is True
    assert run("solve", "cam-duong", "--lever", "budget_revenue:high").returncode == 2
    assert run("solve", "cam-duong", "--target", "budget_revenu").returncode == 2


def test_quarters_say_what_the_rest_must_bring() -> None:
    record = as_json("quarters", "data/examples/quarters.csv", "--year", "6.5%")
    first, second = record["scenarios"]
    assert [round(100 * each["year"], 2) for each in (first, second)] == [6.02, 6.5]
    assert [round(100 * each["rest"], 2) for each in (first, second)] == [6.12, 6.75]
    assert round(100 * first["required_rest"], 2) == 6.75
    assert "6,75%" in run("quarters", "data/examples/quarters.csv", "--year", "6.5%", lang="vi").stdout
    assert run("quarters", "data/examples/quarters.csv", "--year", "6.5").returncode == 2


@pytest.mark.parametrize("plan", ["cam-duong", "tam-thanh", "doan-ket", "ha-tu"])
def test_solving_everything_never_gives_a_number_that_looks_like_an_answer(plan: str) -> None:
    record = as_json("solve", plan)
    assert record["status"] in ("reached", "impossible", "not_needed")
    short = [target for target in record["targets"] if target["shortfall"] > 0]
    assert bool(short) == (record["status"] == "impossible")
    asked = {row["indicator"] for row in as_json("required", plan)["targets"] if row["target"] is not None}
    left_out = {each["indicator"]: each["reason"] for each in record["left_out"]}
    assert asked == left_out.keys() | {target["indicator"] for target in record["targets"]}
    assert set(left_out.values()) <= set(REASONS)


def test_solving_everything_says_what_no_growth_reaches() -> None:
    said = " ".join(run("solve", "doan-ket", lang="vi").stdout.split())
    assert "Không đưa vào tính (chưa có số liệu năm gốc): " in said
    assert "không tính được bằng tốc độ tăng): " in said


def test_what_matters_most_for_an_indicator() -> None:
    record = as_json("sensitivity", "cam-duong", "-s", "centre-moves", "--indicator", "grdp_per_capita")
    shares = [each["variance_share"] for each in record["assumptions"]]
    assert record["assumptions"][0]["of"] == "grdp"
    assert sum(shares) == pytest.approx(1, abs=1e-9)
    table = run("sensitivity", "cam-duong", "--indicator", "budget_revenue", lang="vi", COLUMNS="120").stdout
    assert "bối cảnh chung" in table
    assert "5.287" in table
    assert run("sensitivity", "cam-duong", "--indicator", "nothing").returncode == 2


@pytest.mark.parametrize("port", ["-1", "80", "70000"])
def test_a_port_that_cannot_be_is_refused_in_words(port: str) -> None:
    result = run("app", "--port", port)
    assert (result.returncode, result.stdout) == (2, "")
    assert f"there is no port {port} to listen on; write a number within 1024 … 65535" in result.stderr


@pytest.mark.parametrize("command", [["required", "cam-duong"], ["app"]])
def test_a_file_in_place_of_the_workspace_is_refused(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    result = run(*command, "--workspace", str(tmp_path / "file"))
    assert result.returncode == 2
    assert "is no folder, and what is saved needs one" in result.stderr


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("nix/a.docx", "không có thư mục này"),
        (".", "đây là một thư mục"),
        ("a.pptx", "không có đuôi .docx của loại tệp được ghi"),
    ],
)
def test_a_place_where_nothing_can_be_written_is_refused_before_the_work(
    place: str, words: str, tmp_path: Path
) -> None:
    result = run("report", "cam-duong", "-o", str(tmp_path / place), lang="vi")
    assert result.returncode == 2
    assert words in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_every_kind_of_document_may_have_its_usual_name_and_no_other_ending(tmp_path: Path) -> None:
    for kind in KINDS.values():
        check_output(str(tmp_path / f"plan.{kind.ending}"), ending=kind.ending)
        with pytest.raises(CodedError, match="the kind that is written"):
            check_output(str(tmp_path / "plan.txt"), ending=kind.ending)


def test_an_interruption_while_modules_are_loaded_ends_without_a_trace() -> None:
    stopped = (
        "import runpy, sys\n"
        "class Stop:\n"
        "    def find_spec(self, name, *more):\n"
        "        if name == 'forecast.cli': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Stop())\n"
        "runpy.run_module('forecast', run_name='__main__')\n"
    )
    result = subprocess.run([sys.executable, "-c", stopped], capture_output=True, text=True, timeout=60)
    assert (result.returncode, result.stdout, result.stderr) == (130, "", "")


def test_the_help_names_what_holds_if_an_option_is_left_out() -> None:
    said = " ".join(run("run", "--help").stdout.split())
    assert f"power of two; {DRAWS} if left out" in said
    assert f"seed of the draws; {SEED} if left out" in said
    assert f"from {FIRST_PORT} if left out" in " ".join(run("app", "--help").stdout.split())
