"""The history of a scenario in words: old and new value of everything that changed, nothing where nothing did."""

import pytest
from plans import indicator, plan

from forecast.historywords import differences, first_version
from forecast.scenario import Scenario
from forecast.wording import Wording

PLAN = plan(
    indicator("revenue"),
    indicator("poverty", law="linear", unit="%", base="12%"),
    indicator("jobs", law="flow", unit="người"),
)
SAYS = {
    "id": "mine", "name": {"vi": "Của tôi"}, "for": "test", "extends": "held", "paths": {"revenue": "12%/yr", "poverty": "to 9% in 2030"},
    "events": [{
        "id": "flood", "name": {"vi": "Lũ", "en": "Flood"}, "year": "2027", "hits": {"revenue": "-15%", "poverty": "+2 points"},
        "basis": {"note": "1984"},
    }],
    "delays": [{"id": "road", "years": "1", "of": ["revenue"]}],
    "reasons": {"revenue": {"note": "two projects"}},
}  # fmt: skip
BEFORE = Scenario.model_validate(SAYS)
NAMES = {each.id: each.name.vi for each in PLAN.indicators}


def said(language="vi", **changes):
    return differences(BEFORE, Scenario.model_validate({**SAYS, **changes}), PLAN, Wording(language))


def event(**changes):
    return [{**SAYS["events"][0], **changes}]


@pytest.mark.parametrize(
    "changes, words",
    [
        ({}, []),
        ({"paths": {**SAYS["paths"], "revenue": "10%/yr"}}, ["{revenue}: 12%/năm → 10%/năm"]),
        ({"paths": {"revenue": "12%/năm"}}, ["{poverty}: đến 9% năm 2030 → như kịch bản gốc"]),
        (
            {"paths": {**SAYS["paths"], "jobs": {"2026": "550 each year", "2027-2030": "600 each year"}}},
            ["{jobs}: như kịch bản gốc → 2026: 550 người mỗi năm; 2027–2030: 600 người mỗi năm"],
        ),
        ({"name": {"vi": "Khác"}}, ["tên: Của tôi → Khác"]),
        ({"events": event(year="2028")}, ["Lũ (năm: 2027 → 2028)"]),
        ({"events": event(chance="30%", recovers="3 yr")}, ["Lũ (xác suất: chắc chắn → 30%; phục hồi: không phục hồi → sau 3 năm)"]),
        ({"events": event(hits={"revenue": "-12.5%"})}, ["Lũ ({revenue}: -15% → -12,5%; {poverty}: 2 điểm → –)"]),
        ({"events": event(basis={"note": "2024"})}, ["Lũ (căn cứ: “1984” → “2024”)"]),
        ({"events": []}, ["Lũ: đã bỏ"]),
        ({"delays": [{"id": "road", "years": "3", "of": ["revenue"]}]}, ["road (số năm chậm: 1 → 3)"]),
        ({"without": ["storm"]}, ["storm: không tính nữa"]),
        ({"reasons": {}}, ["lý do, {revenue}: “two projects” → –"]),
    ],
)  # fmt: skip
def test_old_and_new_value_stand_in_words(changes, words):
    assert said(**changes) == [each.format(**NAMES) for each in words]


def test_the_english_reader_is_told_in_english():
    assert said("en", events=event(chance="30%")) == ["Flood (chance: certain → 30%)"]


def test_a_first_version_tells_all_that_it_says():
    told = " | ".join(differences(first_version(BEFORE), BEFORE, PLAN, Wording("vi")))
    for part in ("→ 12%/năm", "→ đến 9% năm 2030", "mới: Lũ", "– → -15%", "mới: road", "“two projects”"):
        assert part in told
