"""The Data page without a browser: a plan filled in, kept as a draft, viewed, saved; a copy of a shipped one; what is wrong with it."""

import io
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest
from test_ui import texts

from forecast import drafts
from forecast.files import find_scenario, read_plan
from forecast.planform import Form, Row
from forecast.report.bookground import FIXED
from forecast.report.bookscenario import FIRST
from forecast.report.workbook import workbook
from forecast.study import run_study
from forecast.wording import Wording
from forecast.workspace import copies

ROOT = Path(__file__).parents[1]


def page() -> None:
    """The Data page without the menu, which a test cannot use."""
    from forecast.ui import data, inputs, state

    data.draw(inputs.choose({}))
    state.save()


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("FORECAST_WORKSPACE", str(tmp_path))
    return AppTest.from_function(page, default_timeout=60).run()


def fill(test: AppTest, field: str, text: str) -> AppTest:
    return next(each for each in test.text_input if str(each.key).endswith(f"-{field}")).set_value(text).run()


def test_a_plan_is_filled_in_kept_and_saved(opened: AppTest, tmp_path: Path) -> None:
    test = opened.button(key="form_new").click().run()
    for field, text in {"name": "Phường Thử", "0-name": "Thu ngân sách", "0-unit": "tỷ đồng", "0-base": "3000"}.items():
        fill(test, field, text)
    assert not test.exception
    fill(test, "0-target", "trên 5.500.5")
    assert test.error
    assert "Cần sửa" in texts(test)
    fill(test, "0-target", "trên 5.500")
    assert not test.error
    assert "Hiểu là: trên 5.500 tỷ đồng" in texts(test)
    (draft,) = drafts.listed(tmp_path / "drafts").values()
    assert (draft.name, draft.rows[0].target) == ("Phường Thử", "trên 5.500")
    test.button(key="form_save").click().run()
    saved = read_plan(tmp_path / "plans" / "phuong-thu-2030.yaml")
    assert saved.indicators[0].level(saved.indicators[0].targets[0]) == 5500.0
    fill(test, "0-target", "6.000")
    test.button(key="form_save").click().run()  # over what this form saved before
    assert not test.error
    saved = read_plan(tmp_path / "plans" / "phuong-thu-2030.yaml")
    assert saved.indicators[0].level(saved.indicators[0].targets[0]) == 6000.0


def test_a_family_is_suggested_and_taken_over_when_it_is_confirmed(opened: AppTest, tmp_path: Path) -> None:
    test = opened.button(key="form_new").click().run()
    for field, text in {
        "name": "Phường Thử",
        "0-name": "Thu ngân sách",
        "0-unit": "tỷ đồng",
        "0-target": "5.500",
    }.items():
        fill(test, field, text)
    assert "Đề xuất: nhóm “ngân sách, giá hiện hành”, căn cứ từ ngữ “Thu ngân sách”." in texts(test)
    assert "dự toán ngân sách của các tỉnh Việt Nam" in texts(test)
    test.button(key="form_save").click().run()
    (saved,) = read_plan(tmp_path / "plans" / "phuong-thu-2030.yaml").indicators
    assert saved.family is None  # nothing is taken over silently
    next(each for each in test.button if str(each.key).endswith("-0-suggested")).click().run()
    assert not test.exception
    assert "Đề xuất: nhóm" not in texts(test)
    test.button(key="form_save").click().run()
    (saved,) = read_plan(tmp_path / "plans" / "phuong-thu-2030.yaml").indicators
    assert saved.family == "fiscal_nominal"


def test_all_suggested_families_are_taken_over_at_once_but_those_unticked(opened: AppTest, tmp_path: Path) -> None:
    rows = {"Thu ngân sách": "5.500 tỷ đồng", "Tỷ lệ che phủ rừng": "45%", "Số vụ việc": "9 vụ"}
    form = Form(
        name="Thử",
        author="An",
        day="2026-01-31",
        rows=tuple(Row(name=each, target=target) for each, target in rows.items()),
    )
    drafts.save(tmp_path / "drafts", name := drafts.new_name(), form)
    test = AppTest.from_function(page, default_timeout=60)
    test.query_params["draft"] = name
    test.run()
    assert "Chưa có nhóm tham chiếu thì không tính được xác suất; đề xuất theo tên gọi: 2 chỉ tiêu" in [
        each.label.replace("\\", "") for each in test.expander
    ]
    assert [each.label for each in test.checkbox] == [
        "Thu ngân sách, căn cứ từ ngữ “Thu ngân sách”", "Tỷ lệ che phủ rừng, căn cứ từ ngữ “che phủ rừng”",
    ]  # fmt: skip
    test.checkbox[1].uncheck().run()
    next(each for each in test.button if str(each.key).endswith("families-take")).click().run()
    assert not test.exception
    (draft,) = drafts.listed(tmp_path / "drafts").values()
    assert [row.family for row in draft.rows] == ["fiscal_nominal", "", ""]


def test_a_plan_of_another_is_not_saved_over(opened: AppTest, tmp_path: Path) -> None:
    there = tmp_path / "plans" / "phuong-thu-2030.yaml"
    there.parent.mkdir()
    there.write_text("somebody else's", encoding="utf-8")
    test = opened.button(key="form_new").click().run()
    for field, text in {"name": "Phường Thử", "0-name": "Thu", "0-target": "5.500 tỷ đồng"}.items():
        fill(test, field, text)
    test.button(key="form_save").click().run()
    assert test.error
    assert there.read_text(encoding="utf-8") == "somebody else's"


def test_a_reload_goes_on_with_the_draft(opened: AppTest, tmp_path: Path) -> None:
    test = opened.button(key="form_new").click().run()
    fill(test, "0-name", "Giảm nghèo")
    again = AppTest.from_function(page, default_timeout=60)
    (again.query_params["draft"],) = drafts.listed(tmp_path / "drafts")
    again.run()
    assert "Giảm nghèo" in [each.value for each in again.text_input]
    wrong = AppTest.from_function(page, default_timeout=60)
    wrong.query_params["draft"] = "../../x"
    assert not wrong.run().exception
    assert wrong.button(key="form_new")


def test_what_was_taken_out_comes_back(opened: AppTest) -> None:
    test = opened.button(key="form_new").click().run()
    fill(test, "0-name", "Một")
    test.button(key="form_add").click().run()
    fill(test, "1-name", "Hai")
    test.button(key="form_drop").click().run()
    assert "Hai" not in [each.value for each in test.text_input]
    test.button(key="form_back").click().run()
    assert "Hai" in [each.value for each in test.text_input]


def test_a_copy_of_a_shipped_plan_opens_in_the_grid_without_a_fault(opened: AppTest) -> None:
    test = opened.button(key="form_copy").click().run()
    assert not test.exception
    assert test.success
    test.segmented_control(key="form_mode").set_value("one").run()
    assert not test.exception


def test_both_languages(opened: AppTest) -> None:
    test = opened.radio(key="lang").set_value("en").run()
    assert test.button(key="form_new").label == "Start a new plan"
    test.button(key="form_new").click().run()
    assert not test.exception
    assert "To correct: 1" in texts(test)


def book(tmp_path: Path, *changes: tuple[str, str, int, object]) -> bytes:
    """The workbook of two scenarios of Ha Tu with cells typed over: sheet, indicator, year, value."""
    plan = read_plan("ha-tu")
    content = workbook(run_study(plan, [find_scenario(name, plan) for name in ("stated", "past-pace")]), Wording("vi"))
    found = openpyxl.load_workbook(io.BytesIO(content))
    for sheet, name, year, value in changes:
        found[sheet].cell(FIRST + 1 + plan.index[name], FIXED + year - plan.base_year).value = value
    out = io.BytesIO()
    found.save(out)
    return out.getvalue()


def with_book(tmp_path: Path, *changes: tuple[str, str, int, object], **params: str) -> AppTest:
    """The Data page with a workbook that was uploaded before a reload."""
    key = copies.keep(tmp_path, book(tmp_path, *changes), "ha-tu.xlsx")
    test = AppTest.from_function(page, default_timeout=60)
    for name, value in {"plan": "ha-tu", "lang": "en", "file": str(key), **params}.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    return test


def test_a_changed_workbook_becomes_a_change_to_look_at(opened: AppTest, tmp_path: Path) -> None:
    test = with_book(tmp_path, ("stated", "grdp_growth", 2027, 0.125))
    (found,) = [each.value for each in test.table]
    assert [cell.replace("\\", "") for cell in found.to_numpy().tolist()[0]][2:] == ["2027", "12%/yr", "12.5%/yr"]
    wanted = "grdp_growth:12~12.5~12~12~12"
    test.button(key="book_look").click().run()
    assert not test.exception
    assert (test.session_state["scenario"], test.session_state["go"], test.session_state["part"]) == (
        "stated",
        "scenarios",
        "years",
    )
    assert test.query_params["y"] in (wanted, [wanted])


def test_a_changed_workbook_is_saved_under_a_name(opened: AppTest, tmp_path: Path) -> None:
    test = with_book(tmp_path, ("stated", "grdp_growth", 2027, 0.125))
    test.text_input(key="book_name").set_value("Nhanh hơn")
    test.button(key="book_save").click().run()
    assert not test.exception
    saved = find_scenario("nhanh-hon", read_plan("ha-tu"), tmp_path)
    assert [each.move.text for each in saved.paths["grdp_growth"] if each.first == 2027] == ["12,5%/năm"]
    assert test.session_state["saved"] == "Saved: Nhanh hơn"


def test_faults_of_a_workbook_stand_by_cell_and_nothing_is_taken(opened: AppTest, tmp_path: Path) -> None:
    test = with_book(tmp_path, ("stated", "grdp_growth", 2027, "x"), ("stated", "domestic_revenue_growth", 2028, 0.2))
    assert "Cells that cannot be read: 1" in texts(test)
    assert "stated!H" in test.table[0].value.to_numpy().tolist()[0][0].replace("\\", "")
    assert not [button for button in test.button if button.key in ("book_look", "book_save")]


def test_changes_under_two_scenarios_ask_for_one_and_an_old_plan_is_said(opened: AppTest, tmp_path: Path) -> None:
    test = with_book(tmp_path, ("stated", "grdp_growth", 2027, 0.1), ("past-pace", "jobs_created", 2027, 12000))
    test.selectbox(key="book_scenario").set_value("past-pace").run()
    assert "12,000" in str(test.table[0].value.to_numpy().tolist())
    other = with_book(tmp_path, plan="cam-duong")
    assert "is of the plan ha" in texts(other).replace("\\", "")


def test_a_file_is_put_away(opened: AppTest, tmp_path: Path) -> None:
    test = with_book(tmp_path)
    assert "No growth was changed." in texts(test)
    test.button(key="table_away").click().run()
    assert "file" not in test.query_params
    assert not list((tmp_path / "opened").glob("*.xlsx"))


def test_a_second_target_and_the_family_are_filled_in(opened: AppTest, tmp_path: Path) -> None:
    test = opened.button(key="form_new").click().run()
    for field, text in {
        "name": "Phường Thử", "0-name": "Thu ngân sách", "0-unit": "tỷ đồng", "0-base": "3000", "0-target": "5.500",
    }.items():  # fmt: skip
        fill(test, field, text)
    next(each for each in test.button if str(each.key).endswith("0-goal-add")).click().run()
    fill(test, "0-goal-0-figure", "5.8.0")
    assert "Mục tiêu thứ 2" in texts(test)
    fill(test, "0-goal-0-figure", "5.800")
    for field, value in {"0-goal-0-rank": "council", "0-family": "fiscal_nominal"}.items():
        next(each for each in test.selectbox if str(each.key).endswith(field)).set_value(value).run()
    test.button(key="form_save").click().run()
    assert not test.exception
    (one,) = read_plan(tmp_path / "plans" / "phuong-thu-2030.yaml").indicators
    assert [(each.rank, one.level(each)) for each in one.targets] == [("party", 5500.0), ("council", 5800.0)]
    assert one.family == "fiscal_nominal"
    next(each for each in test.button if str(each.key).endswith("goal-0-out")).click().run()
    (draft,) = drafts.listed(tmp_path / "drafts").values()
    assert draft.rows[0].goals == ()


def test_the_grid_keeps_other_targets_and_says_what_it_does_not_show(opened: AppTest, tmp_path: Path) -> None:
    test = opened.button(key="form_copy").click().run()
    assert not test.exception
    assert "Giữ nguyên, không hiện trong biểu nhập này" in texts(test)
    (draft,) = drafts.listed(tmp_path / "drafts").values()
    plan = read_plan("cam-duong")
    targets = {each.id: [target.id for target in each.targets] for each in plan.indicators}
    assert {row.id: [goal.id for goal in row.goals] for row in draft.rows} == {
        name: ids[1:] for name, ids in targets.items()
    }
