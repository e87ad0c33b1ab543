"""The command line as a process."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pytest import approx

ROOT = Path(__file__).parents[1]


def run(*arguments: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "forecast", *arguments, "--lang", lang]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, cwd=ROOT)


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


def test_every_null_says_why() -> None:
    for row in as_json("run", "cam-duong")["scenarios"][0]["assessments"]:
        for name in (
            "p_attain",
            "p_reference",
            "precedent_quantile",
            "quantiles",
            "projected_value",
            "gap",
            "pace_ratio",
        ):
            assert row[name] is not None or row["reasons"][name]
        assert row["reason"]
        assert row["reason_text"]


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
    assert assessed(record, 2)["grdp"]["reason"] == "no_reference_class"


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


def test_unknown_names_are_answered_with_the_nearest() -> None:
    result = run("required", "cam-duonq")
    assert (result.returncode, result.stdout) == (2, "")
    assert "did you mean cam-duong?" in result.stderr
    assert run("run", "cam-duong", "-s", "statde").returncode == 2


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


def test_wrong_usage_exits_with_two() -> None:
    result = run("requird", "cam-duong")
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
