"""Families taken over where a plan of one's own is looked at: in the open copy and its form, in the saved file, over nobody else's."""

from pathlib import Path

import pytest
from plans import indicator, plan
from streamlit.testing.v1 import AppTest
from test_ui import opened, texts

from forecast import drafts
from forecast.files import read_plan
from forecast.plan import Plan
from forecast.planform import Form, Row, form_of
from forecast.planyaml import write_plan
from forecast.workspace import NONE, Workspace, copies

NAMES = {"budget": "Thu ngân sách", "forest": "Tỷ lệ che phủ rừng", "cases": "Số vụ việc <b>"}
SAID = "Chỉ tiêu chưa có nhóm tham chiếu nên chưa có xác suất: 3; đề xuất được cho 2 chỉ tiêu"


@pytest.fixture
def lone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plan:
    monkeypatch.setenv("FORECAST_WORKSPACE", str(tmp_path))
    entries = [
        indicator("budget", target="5.500 tỷ đồng"),
        indicator("forest", law="linear", unit="%", base="44%", target="46%"),
        indicator("cases", unit="vụ", base="20 vụ", target="30 vụ"),
    ]
    return plan(*({**each, "name": {"vi": NAMES[each["id"]]}} for each in entries))


def copy_of(plan: Plan, root: Path) -> str:
    key = copies.keep(root, write_plan(plan).encode(), "own.yaml")
    assert key is not None
    return key


def test_what_is_suggested_is_taken_over_into_the_copy_that_is_open(lone: Plan, tmp_path: Path) -> None:
    test = opened("overview", plan="uploaded", own=copy_of(lone, tmp_path), scenario="past-pace")
    assert SAID in texts(test)
    assert "Không đề xuất cho: Số vụ việc <b>." in texts(test)
    test.session_state["rates"]["uploaded"]["budget"] = 7.0
    test.checkbox(key="families-test-forest").uncheck().run()
    test.button(key="families-test-take").click().run()
    assert not test.exception
    assert "Đã chọn nhóm tham chiếu cho 1 chỉ tiêu" in texts(test)
    after = test.session_state["own"].plan
    assert [each.family for each in after.indicators] == ["fiscal_nominal", None, None]
    assert test.session_state["rates"]["uploaded"] == {"budget": 7.0}  # what was changed stays
    kept = copies.load(tmp_path, str(test.session_state["own_copy"]))
    assert kept is not None
    assert "family: fiscal_nominal" in kept[0].decode()
    assert "Đã chọn" not in texts(test.run())


def test_the_form_that_the_plan_is_from_has_it_too(lone: Plan, tmp_path: Path) -> None:
    form = Form(
        name="Thử",
        author="An",
        day="2026-01-31",
        rows=(Row(), Row(name="Thu ngân sách", base="9", target="10 tỷ đồng")),
    )
    drafts.save(tmp_path / "drafts", name := drafts.new_name(), form)

    def pages() -> None:
        import streamlit as st

        from forecast.ui import data, inputs, overview, state

        chosen = inputs.choose({})
        (overview if st.session_state.get("look") else data).draw(chosen)
        state.save()

    test = AppTest.from_function(pages, default_timeout=60)
    test.query_params["draft"] = name
    test.run()
    test.session_state["look"] = True  # as the menu does, which a test has not
    test.button(key="form_view").click().run()
    test.button(key="families-thu-2030-take").click().run()
    assert [row.family for row in drafts.listed(tmp_path / "drafts")[name].rows] == ["", "fiscal_nominal"]


def test_a_form_that_was_saved_goes_on_from_what_was_taken_over(lone: Plan, tmp_path: Path) -> None:
    drafts.save(tmp_path / "drafts", name := drafts.new_name(), form_of(lone, "An", "2026-01-31"))

    def pages() -> None:
        import streamlit as st

        from forecast.ui import data, inputs, overview, state

        chosen = inputs.choose({})
        (overview if st.session_state["plan"] == "thu-2030" else data).draw(chosen)
        state.save()

    test = AppTest.from_function(pages, default_timeout=60)
    test.query_params["draft"] = name
    test.run()
    test.button(key="form_save").click().run()
    test.selectbox(key="plan").set_value("thu-2030").run()
    test.button(key="families-thu-2030-take").click().run()
    assert [each.family for each in read_plan("thu-2030", tmp_path).indicators] == ["fiscal_nominal", "pct_stock", None]
    test.selectbox(key="plan").set_value("cam-duong").run()
    assert [row.family for row in drafts.listed(tmp_path / "drafts")[name].rows] == ["fiscal_nominal", "pct_stock", ""]
    test.button(key="form_save").click().run()
    assert not test.error


def test_it_is_saved_in_a_saved_plan_over_what_was_shown_and_over_nothing_else(lone: Plan, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.save_plan(lone, NONE, "An")
    test = opened("indicator", plan="test", indicator="forest")
    assert "Đề xuất: nhóm “tỷ lệ phần trăm thay đổi chậm”, căn cứ từ ngữ “che phủ rừng”." in texts(test)
    test.button(key="families-one").click().run()
    assert "Đã chọn nhóm tham chiếu cho 1 chỉ tiêu và lưu vào kế hoạch." in texts(test)
    assert read_plan("test", tmp_path).indicator("forest").family == "pct_stock"
    assert "families-one" not in [each.key for each in test.button]
    test.selectbox(key="indicator").set_value("cases").run()
    assert "Tên gọi không đủ căn cứ để đề xuất" in texts(test)
    test.selectbox(key="indicator").set_value("budget").run()
    other = write_plan(lone).replace("5.500", "6.000")
    (tmp_path / "plans" / "test.yaml").write_text(other, encoding="utf-8")
    test.button(key="families-one").click().run()
    assert (tmp_path / "plans" / "test.yaml").read_text(encoding="utf-8") == other
    assert test.error


@pytest.mark.parametrize("page", ["overview", "indicator"])
def test_nothing_is_offered_on_a_shipped_plan(page: str) -> None:
    assert "chưa có nhóm tham chiếu" not in texts(opened(page, plan="cam-duong", indicator="schools_national_standard"))


def test_a_file_that_is_still_named_in_the_sidebar_does_not_take_it_back(lone: Plan) -> None:
    test = opened("overview")
    test.file_uploader(key="file").upload("own.yaml", write_plan(lone).encode(), "application/yaml").run()
    test.button(key="families-test-take").click().run()
    assert [each.family for each in test.session_state["own"].plan.indicators] == ["fiscal_nominal", "pct_stock", None]
    assert "đề xuất được cho" not in texts(test.run())
    test.file_uploader(key="file").set_value([]).run()  # the plan is another than the file's by now: it stays
    assert test.session_state["own"].plan.indicators[0].family == "fiscal_nominal"
