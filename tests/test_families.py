"""Families that names suggest: right on the shipped plans, silent where none fits, the same however a name is written."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import goal, indicator, plan

from forecast.classes import MEMBERS, scale_of
from forecast.cli import main
from forecast.families import Suggested, suggest_family, suggested_for, without_family
from forecast.familyrules import RULES
from forecast.familywords import HISTORIES
from forecast.figures import read_unit
from forecast.files import list_plans, read_plan
from forecast.plan import Law
from forecast.planyaml import write_plan

FOUND = {
    "cam-duong": (31, {"grdp_growth_province", "schools_total", "schools_public", "schools_private"}),
    "doan-ket": (17, {"schools_national_standard"}),
    "ha-tu": (21, {"schools_national_standard", "public_schools"}),
    "tam-thanh": (16, {"schools_standard_kept", "schools_national_standard"}),
}
"""By plan: suggestions that are the family it has, and indicators with one of which nothing is suggested: 85 of 94 are found."""
BEYOND = {"grdp_per_capita", "grdp_per_capita_province", "income_per_capita_province"}
"""Suggestions where the plan names no family: context figures without a target, of which nobody asked a chance."""


def suggested(name: str, unit: str, law: Law = "compound", **more: object) -> str | None:
    found = suggest_family(name, read_unit(unit, "vi"), law, **more)  # type: ignore[arg-type]
    return None if found is None else found.family


@pytest.mark.parametrize("name", list_plans())
def test_no_suggestion_on_a_shipped_plan_is_wrong_and_nearly_all_families_are_found(name: str) -> None:
    right, missed, wrong, beyond = 0, set(), set(), set()
    for each in read_plan(name).indicators:
        found = suggested_for(each)
        if found is None:
            missed |= {each.id} if each.family else set()
        elif each.family is None:
            beyond |= {each.id}
        elif found.family == each.family:
            right += 1
        else:
            wrong |= {each.id}
    assert wrong == set()
    assert (right, missed) == FOUND[name]
    assert beyond <= BEYOND
    assert all(found is None for _, found in without_family(read_plan(name)))


@pytest.mark.parametrize(
    "name, unit, law, family",
    [  # the usual indicators of ward and commune plans, in the words of other places than the four
        ("Thu nhập bình quân đầu người", "triệu đồng/người/năm", "compound", "econ_nominal"),
        ("GRDP bình quân đầu người", "USD", "compound", "econ_nominal"),
        ("Tổng mức bán lẻ hàng hoá và doanh thu dịch vụ tiêu dùng", "tỷ đồng", "compound", "econ_nominal"),
        ("GRDP (giá so sánh 2010)", "tỷ đồng", "compound", "econ_real"),
        ("GRDP (giá hiện hành)", "tỷ đồng", "compound", "econ_nominal"),
        ("Tốc độ tăng trưởng kinh tế (GRDP)", "chỉ số", "compound", "econ_real"),
        ("Thu ngân sách nhà nước (không kể tiền sử dụng đất)", "tỷ đồng", "compound", "fiscal_nominal"),
        ("Tốc độ tăng tổng thu ngân sách bình quân hằng năm", "chỉ số", "compound", "fiscal_nominal"),
        ("Tỷ lệ hộ nghèo đa chiều", "%", "logit", "pct_deprivation"),
        ("Tỷ lệ bao phủ BHYT", "%", "logit", "pct_flow"),
        ("Tỷ lệ lao động nông thôn qua đào tạo", "%", "linear", "pct_stock"),
        ("Cơ cấu kinh tế: nông, lâm, thủy sản", "%", "linear", "pct_share"),
        ("Tỷ lệ hộ dân sử dụng nước hợp vệ sinh", "%", "logit", "pct_stock"),
        ("Tỷ lệ thu gom rác thải sinh hoạt", "%", "logit", "pct_flow"),
        ("Lượt khách du lịch", "lượt", "compound", "tourism"),
        ("Doanh thu du lịch", "tỷ đồng", "total", "tourism"),
        ("Tổng lượt khách du lịch tăng bình quân", "chỉ số", "compound", "tourism"),
        ("Tỷ lệ hồ sơ trực tuyến toàn trình", "%", "linear", "pct_diffusion"),
        ("Tỷ lệ thanh toán không dùng tiền mặt", "%", "linear", "pct_diffusion"),
        ("Sản lượng lương thực có hạt", "tấn", "compound", "production"),
        ("Tổng đàn lợn", "con", "compound", "production"),
        ("Khối lượng hàng hóa vận chuyển", "nghìn tấn", "compound", "transport"),
        ("Tỷ lệ đô thị hóa", "%", "linear", "pct_stock"),
        ("Tỷ trọng kinh tế số trong GRDP", "%", "linear", "pct_share"),
        ("Số bác sỹ trên 1 vạn dân", "bác sĩ/vạn dân", "compound", "service"),
        ("Quy mô dân số", "người", "compound", "population"),
        ("Tỷ lệ đường thôn, bản được bê tông hóa", "%", "logit", "pct_stock"),
        ("Tỷ lệ trẻ em được tiêm chủng đầy đủ", "%", "logit", "pct_flow"),
    ],
)
def test_usual_indicators_are_known_in_other_words(name: str, unit: str, law: Law, family: str) -> None:
    assert suggested(name, unit, law) == family


@pytest.mark.parametrize(
    "name, unit, law",
    [
        ("Tỷ lệ thu ngân sách so dự toán", "%", "logit"),
        ("Thu ngân sách so với dự toán", "tỷ đồng", "compound"),
        ("Tốc độ tăng thu ngân sách", "%", "linear"),
        ("Thu tiền sử dụng đất", "tỷ đồng", "compound"),
        ("Chi ngân sách cho đầu tư phát triển", "tỷ đồng", "total"),
        ("Thu ngân sách bình quân đầu người", "triệu đồng/người", "compound"),
        ("Tốc độ tăng trưởng GRDP", "%", "linear"),
        ("GRDP", "tỷ đồng", "compound"),  # constant or current prices: not said
        ("GRDP (giá hiện hành, giá so sánh)", "tỷ đồng", "compound"),
        ("Tốc độ tăng giá trị sản xuất", "chỉ số", "compound"),
        ("Giảm tỷ lệ hộ nghèo đa chiều", "%", "logit"),
        ("Tỷ lệ hộ cận nghèo", "%", "logit"),
        ("Tỷ lệ hộ nghèo được hỗ trợ nhà ở", "%", "logit"),
        ("Số hộ nghèo", "hộ", "compound"),
        ("Tỷ lệ nợ đọng bảo hiểm y tế", "%", "linear"),
        ("Số người tham gia BHYT", "người", "compound"),
        ("Tỷ lệ lao động qua đào tạo có việc làm", "%", "linear"),
        ("Tỷ lệ trường đạt chuẩn quốc gia", "%", "linear"),
        ("Số trường học", "trường", "compound"),
        ("Số xã đạt chuẩn nông thôn mới", "xã", "linear"),
        ("Tỷ lệ thất thoát nước sạch", "%", "linear"),
        ("Tỷ lệ hộ chưa có nước sạch", "%", "logit"),
        ("Tỷ lệ chất thải rắn chôn lấp trực tiếp", "%", "logit"),
        ("Số ngày lưu trú bình quân của khách du lịch", "ngày", "linear"),
        ("Doanh thu bình quân một lượt khách", "triệu đồng", "compound"),
        ("Mức độ hài lòng về dịch vụ công trực tuyến", "%", "logit"),
        ("Hồ sơ tiếp nhận trực tuyến, giải quyết đúng hạn", "%", "logit"),
        ("Sản lượng lương thực bình quân đầu người", "kg/người", "compound"),
        ("Tỷ lệ tiêm phòng đàn gia súc", "%", "linear"),
        ("Tỷ lệ tăng dân số tự nhiên", "%/năm", "linear"),
        ("Mật độ dân số", "người/km²", "compound"),
        ("Số học sinh giỏi", "học sinh", "compound"),
        ("Tỷ lệ trạm y tế có bác sĩ", "%", "logit"),
        ("Chỉ số hạnh phúc", "%", "linear"),
        ("Xếp hạng chuyển đổi số", "hạng", "linear"),
        ("Tỷ lệ gia đình văn hóa", "%", "logit"),
        ("Doanh nghiệp thành lập mới", "doanh nghiệp/năm", "flow"),
        ("Tỷ lệ kết nạp đảng viên", "%", "logit"),
        ("Tổng vốn đầu tư toàn xã hội", "tỷ đồng", "total"),
        ("Tỷ lệ người có bảo hiểm y tế và internet", "%", "logit"),  # two families: a doubt
        ("Thu ngân sách", "tỷ đồng", "status"),
    ],
)
def test_nothing_is_suggested_where_none_fits_or_it_is_doubtful(name: str, unit: str, law: Law) -> None:
    assert suggested(name, unit, law) is None


@pytest.mark.parametrize(
    "name",
    ["Tỷ lệ hộ nghèo", "TỶ LỆ HỘ NGHÈO", "Tỉ lệ hộ nghèo", "ty le ho ngheo", unicodedata.normalize("NFD", "hộ nghèo")],
)
def test_a_name_means_the_same_however_it_is_written(name: str) -> None:
    assert suggested(name, "%", "logit") == "pct_deprivation"


def test_old_and_new_places_of_tones_are_one() -> None:
    for name in ("Đô thị hoá", "Đô thị hóa", "hồ sơ sức khoẻ điện tử", "Hồ sơ sức khỏe điện tử"):
        assert suggested(name, "%", "linear") is not None


def test_the_words_are_those_of_the_name() -> None:
    name = "Tỷ lệ hồ sơ thủ tục hành chính xử lý TRỰC TUYẾN"
    assert suggest_family(name, read_unit("%", "vi"), "linear") == Suggested("pct_diffusion", "hồ sơ … TRỰC TUYẾN")


def test_growth_as_a_target_is_of_constant_prices_and_said_prices_lead() -> None:
    assert suggested("Tổng sản phẩm", "tỷ đồng", by_growth=True) == "econ_real"
    assert suggested("Tổng sản phẩm", "tỷ đồng", by_growth=True, prices="current") == "econ_nominal"
    assert suggested("Tổng sản phẩm", "tỷ đồng", prices="constant-2010") == "econ_real"
    assert suggested("Thu ngân sách", "tỷ đồng", prices="constant-2010") == "fiscal_real"


def test_asked_are_indicators_with_a_target_a_number_and_no_family() -> None:
    one = plan(
        indicator("known", family="tourism", target="9.000 tỷ đồng"),
        {**indicator("found", target="9.000 tỷ đồng"), "name": {"vi": "Thu ngân sách"}},
        indicator("other", targets=[goal("12%/năm", "rate")]),
        indicator("context"),
        indicator("status", law="status", unit="", base=None, targets=[]),
    )
    assert [(each.id, found) for each, found in without_family(one)] == [
        ("found", Suggested("fiscal_nominal", "Thu ngân sách")), ("other", None),
    ]  # fmt: skip


PHRASES = sorted({part.strip() for rule in RULES for phrase in rule.phrases.split("|") for part in phrase.split("…")})


@given(
    words=st.lists(st.sampled_from([*PHRASES, "Tỷ lệ", "năm 2030", "(cũ)", "phường", "?"]), min_size=1, max_size=5),
    unit=st.sampled_from(
        ["%", "tỷ đồng", "người", "tấn", "lượt khách", "chỉ số", "điểm %", "%/năm", "con", "trường", ""]
    ),
    law=st.sampled_from(["compound", "linear", "logit", "flow", "total", "hold", "status"]),
)
def test_a_suggestion_fits_unit_and_law_and_does_not_hang_on_case_or_normal_form(
    words: list[str], unit: str, law: Law
) -> None:
    name, measure = " ".join(words), read_unit(unit, "vi")
    found = suggest_family(name, measure, law)
    for other in (name.upper(), unicodedata.normalize("NFD", name)):
        again = suggest_family(other, measure, law)
        assert (again and again.family) == (found and found.family)
    if found is None:
        return
    assert (scale_of(found.family) == "logit") == (measure.kind == "percent")
    assert law not in ("status", "flow")
    assert all(part in name for part in found.words.split(" … "))


def test_every_family_has_a_rule_and_says_which_histories_it_stands_for() -> None:
    assert {rule.family for rule in RULES} == set(MEMBERS)
    assert set(HISTORIES) == set(MEMBERS)


def test_a_run_says_which_families_are_suggested(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "one.yaml"
    entry = {**indicator("found", target="9.000 tỷ đồng"), "name": {"vi": "Thu ngân sách"}}
    path.write_text(write_plan(plan(entry)), encoding="utf-8")
    assert main(["--lang", "en", "run", str(path)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert (
        "Thu ngân sách: fiscal_nominal. Suggested: “budgets, current prices”, from the words “Thu ngân sách”." in said
    )
    assert main(["run", str(path), "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["families_suggested"] == [
        {"indicator": "found", "family": "fiscal_nominal", "words": "Thu ngân sách"}
    ]
