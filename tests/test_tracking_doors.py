"""`forecast track` as a process, and its JSON."""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from facts import HEAD, fact
from pytest import approx
from test_cli import ROOT, as_json, run

from forecast.files import read_plan
from forecast.wording import REASONS
from forecast.workspace import Workspace

EXAMPLE = str(ROOT / "data" / "examples" / "actuals-cam-duong.csv")


@pytest.fixture(scope="module")
def record() -> Any:
    return as_json("track", "cam-duong", "--actuals", EXAMPLE, "--review", "mid")


def of(record: Any, indicator: str) -> list[dict[str, Any]]:
    return [row for row in record["ledger"] if row["indicator"] == indicator]


def test_the_ledger_begins_with_the_plan_and_says_why_it_changed(record: Any) -> None:
    budget = of(record, "budget_revenue")
    assert budget[0]["known_on"] == "2025-08-11"
    assert budget[0]["required_rate"] == approx(0.128881, abs=1e-6)
    assert budget[-1]["required_rate"] == approx((5500 / 3510) ** (1 / 3) - 1, rel=1e-11)
    for before, after in itertools.pairwise(budget):
        assert sum(after["change"].values()) == approx(after["required_rate"] - before["required_rate"], abs=1e-11)
    assert set(budget[-1]["change"]) == {"performance", "revision", "target", "definition"}


def nulls(record: Any) -> list[dict[str, Any]]:
    if isinstance(record, list):
        return [found for each in record for found in nulls(each)]
    if not isinstance(record, dict):
        return []
    return [record, *(found for each in record.values() for found in nulls(each))]


def test_every_null_has_its_reason(record: Any) -> None:
    for each in nulls(record):
        lacking = {name for name, value in each.items() if value is None and name not in ("reason", "reason_text")}
        assert lacking <= set(each.get("reasons", {})), each
        assert set(each.get("reasons", {}).values()) <= set(REASONS)
        assert each.get("reason") is None or each["reason"] in REASONS


def test_vintages_warnings_and_the_review_are_there(record: Any) -> None:
    superseded = [each for each in record["facts"] if each["superseded_by"]]
    assert [(each["indicator"], each["figure"]) for each in superseded] == [("budget_revenue", "ước đạt 3.250 tỷ đồng")]
    order = [each["signal"] for each in record["warnings"]]
    assert order == sorted(order, key=["act", "watch", "on_course", "attained", "unknown"].index)
    assert record["review"]["text"].startswith("5/38 targets reached or passed, of these 3 passed")
    assert sum(record["review"]["counts"].values()) == record["review"]["of"] == 38
    assert record["example"]


def test_vietnamese_officials_read_their_own_words() -> None:
    told = run("track", "cam-duong", "--actuals", EXAMPLE, "--review", "mid", lang="vi").stdout
    assert "Sơ kết giữa nhiệm kỳ, năm 2028: 5/38 chỉ tiêu đạt và vượt, trong đó 3 vượt; 3 đạt trên 50%" in told
    assert "Ví dụ: số liệu giả định" in told
    assert "6 tháng đầu năm 2028: 1.702 tỷ đồng, tăng 5,06% so với cùng kỳ năm trước" in told
    assert "2027: 3.510 tỷ đồng, bằng 90,9% mức năm 2027 trên lộ trình đều đến chỉ tiêu (3.863)" in told


def test_percent_of_plan_stands_beside_what_was_reported(record: Any) -> None:
    rows = {row["period"]: row for row in record["percent_of_plan"] if row["indicator"] == "budget_revenue"}
    path = 3052 * (5500 / 3052) ** 0.2
    assert rows["2026"]["plan_value"] == approx(path)
    assert rows["2026-6M"]["share"] == approx(1515 / path)
    assert (rows["2026-6M"]["share_reported"], rows["2026-6M"]["plan_origin"]) == (0.469, "path")
    assert rows["2027-6M"]["growth"] == approx(1620 / 1515 - 1)
    assert (rows["2027-6M"]["share_reported"], rows["2027-6M"]["reasons"]["share_reported"]) == (None, "no_fact")


def test_what_was_known_on_a_day_is_asked_for_by_its_date() -> None:
    record = as_json("track", "cam-duong", "--actuals", EXAMPLE, "--on", "2027-01-31")
    assert record["known_on"] == "2027-01-10"
    assert of(record, "budget_revenue")[-1]["value"] == 3250


def test_all_faults_of_a_file_on_the_error_stream_and_in_the_json(tmp_path: Path) -> None:
    file = tmp_path / "facts.csv"
    rows = [
        fact("budget", 2026, "1 tỷ đồng", "2027-01-01", plan="cam-duong"),
        fact("grdp", 2031, "9 ha", "x", plan="cam-duong"),
    ]
    file.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    result = run("track", "cam-duong", "--actuals", str(file), "--json")
    assert result.returncode == 2
    assert [each["code"] for each in json.loads(result.stdout)["error"]["faults"]] == [
        "unknown_indicator", "fact_year", "not_date", "figure_unit",
    ]  # fmt: skip
    assert "Traceback" not in result.stderr


def test_a_day_that_is_none_is_refused() -> None:
    result = run("track", "cam-duong", "--actuals", EXAMPLE, "--on", "tomorrow")
    assert result.returncode == 2
    assert "tomorrow" in result.stderr


def test_a_review_is_written_as_word_and_never_over_a_file_that_is_there(tmp_path: Path) -> None:
    file = tmp_path / "review.docx"
    first = run("track", "cam-duong", "--actuals", EXAMPLE, "--review", "mid", "-o", str(file))
    assert first.returncode == 0, first.stderr
    assert file.read_bytes()[:2] == b"PK"
    assert run("track", "cam-duong", "--actuals", EXAMPLE, "--review", "mid", "-o", str(file)).returncode == 2
    without = run("track", "cam-duong", "--actuals", EXAMPLE, "-o", str(tmp_path / "other.docx"))
    assert without.returncode == 2
    assert "--review" in without.stderr


def test_without_a_file_what_the_page_saved_is_tracked(tmp_path: Path) -> None:
    nothing = run("track", "cam-duong", "--workspace", str(tmp_path))
    assert nothing.returncode == 2
    assert "--actuals" in nothing.stderr
    given = read_plan("cam-duong")
    text = f"{HEAD}\n{fact('budget_revenue', 2026, '3.240 tỷ đồng', '2027-03-01', plan='cam-duong')}"
    Workspace(tmp_path).append_facts(given, text, "facts.csv", "An")
    told = run("track", "cam-duong", "--workspace", str(tmp_path), "--json")
    assert [each["figure"] for each in json.loads(told.stdout)["facts"]] == ["3.240 tỷ đồng"]
