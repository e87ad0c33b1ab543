"""The page Track without a browser."""

from pathlib import Path

import pytest
from component import proofs_made, tables, trigger
from facts import HEAD, fact
from facts import facts as facts_of
from plans import goal, indicator, plan
from streamlit.testing.v1 import AppTest

from forecast.tracking import keep_ledger
from forecast.trackwords import TrackWords
from forecast.wording import Wording
from forecast.workspace import VARIABLE


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for what is saved."""
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    return tmp_path / "actuals"


def saved(workspace: Path, plan_id: str = "cam-duong") -> str:
    file = workspace / f"{plan_id}.csv"
    return file.read_text(encoding="utf-8") if file.exists() else ""


ROWS = "\n".join(
    [
        HEAD,
        fact("revenue", 2026, "108 tỷ đồng", "2027-03-01", plan="cam-duong"),
        fact("revenue", "2027-6M", "55 tỷ đồng", "2027-07-05", plan="cam-duong"),
        fact("revenue", 2027, "", "2027-07-05", kind="explanation", note="<img> **late** =cmd", plan="cam-duong"),
    ]
)


def page(lang: str = "en", facts: str | None = ROWS, plan_id: str = "cam-duong") -> AppTest:
    """The page alone over a small plan, with some facts kept."""

    def script(lang: str, facts: str | None, plan_id: str) -> None:
        import streamlit as st
        from plans import indicator as entry
        from plans import plan, scenario

        from forecast.study import run_study
        from forecast.ui import actuals, track
        from forecast.ui.chosen import Chosen
        from forecast.ui.shelf import make_shelf
        from forecast.wording import Wording

        given = plan(
            entry("revenue", base="100 tỷ đồng", target="161,051 tỷ đồng"),
            entry("share", law="linear", unit="%", base="80%", target="85%"),
            id=plan_id,
        )
        if facts is not None and "begun" not in st.session_state:
            st.session_state["begun"] = True
            assert actuals.add(given, facts, "facts.csv") is None
        st.session_state["plan"] = plan_id
        study = run_study(given, [scenario("stated"), scenario("required")])
        chosen = Chosen(
            shelf=make_shelf(given), scenario=study.outcomes[0].scenario, study=study, wording=Wording(lang)
        )  # type: ignore[arg-type]
        track.draw(chosen)

    kwargs = {"lang": lang, "facts": facts, "plan_id": plan_id}
    return AppTest.from_function(script, default_timeout=60, kwargs=kwargs).run()


def said(test: AppTest) -> str:
    kinds = (
        test.title,
        test.header,
        test.subheader,
        test.success,
        test.error,
        test.warning,
        test.info,
        test.markdown,
        test.caption,
    )
    return " ".join(element.value for kind in kinds for element in kind).replace("\\", "")


def cells(test: AppTest) -> str:
    plain = (str(cell) for table in test.table for cell in table.value.to_numpy().ravel())
    return " ".join([*plain, *(cell for table in tables(test) for row in table for cell in row)]).replace("\\", "")


@pytest.mark.parametrize(
    ("lang", "rate", "met"), [("vi", "10,51%", "0/2 chỉ tiêu đạt"), ("en", "10.51%", "0/2 targets reached")]
)
def test_the_requirement_of_the_rest_and_the_counts(lang: str, rate: str, met: str) -> None:
    test = page(lang)
    assert not test.exception
    assert rate in said(test)
    assert rate in cells(test)
    assert met in said(test)


def test_an_explanation_travels_as_text() -> None:
    test = page()
    assert "<img> **late** =cmd" in cells(test)
    assert "<img> **late** =cmd" in said(test)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_without_actuals_there_is_an_empty_state_and_no_example_of_another_plan(lang: str) -> None:
    test = page(lang, facts=None, plan_id="other")
    assert not test.exception
    assert test.info
    assert not test.table
    assert not [button for button in test.button if button.key == "facts_example"]


def type_figure(test: AppTest, figure: str) -> None:
    fields = {each.label: each for each in test.text_input}
    fields["Period: 2026, 2026-Q1 or 2026-9M"].set_value("2026")
    fields["Figure as printed, with its unit"].set_value(figure)
    fields["Source"].set_value("report")
    fields["Author"].set_value("An")
    test.date_input[0].set_value("2027-03-01")
    next(button for button in test.button if button.label == "Add" and button.form_id == "fact_form").click()
    test.run()
    assert not test.exception


def test_a_typed_figure_is_kept_and_a_faulty_one_is_not(workspace: Path) -> None:
    test = page(facts=None, plan_id="other")
    type_figure(test, "9 ha")
    assert "ha" in test.error[0].value
    assert not saved(workspace, "other")
    type_figure(test, "107 tỷ đồng")
    assert not test.error
    assert "107 tỷ đồng" in saved(workspace, "other")
    assert test.table


def test_own_figures_put_the_example_away_and_it_is_never_saved(workspace: Path) -> None:
    test = page(facts=ROWS.replace("report", "Ví dụ"))
    assert "made up" in said(test)
    assert [button for button in test.button if button.key == "facts_clear"]
    assert not saved(workspace)
    type_figure(test, "111 tỷ đồng")
    assert not test.error, test.error[0].value
    assert "Ví dụ" not in saved(workspace)
    assert "111" in saved(workspace)
    assert "made up" not in said(test)


def test_a_table_that_somebody_else_changed_meanwhile_is_not_written_over(workspace: Path) -> None:
    test = page()
    file = workspace / "cam-duong.csv"
    theirs = saved(workspace).replace("108 tỷ đồng", "109 tỷ đồng")
    file.write_text(theirs, encoding="utf-8")
    test.button(key="facts_save").click().run()
    assert not test.exception
    assert "Nothing was added" in test.error[0].value.replace("\\", "")
    assert saved(workspace) == theirs
    test.button(key="facts_newest").click().run()
    assert not test.error


def test_a_saved_file_with_faults_is_told_and_not_used(workspace: Path) -> None:
    page()
    file = workspace / "cam-duong.csv"
    file.write_text(saved(workspace).replace("108 tỷ đồng", "108 ha"), encoding="utf-8")
    test = page(facts=None)
    assert not test.exception
    assert "ha" in test.error[0].value
    assert not test.table


def test_the_day_asked_for_decides_what_is_shown() -> None:
    test = page()
    day = next(box for box in test.selectbox if (box.key or "").startswith("review_day_cam-duong"))
    day.set_value("2027-03-01").run()
    assert "2027-6M" not in said(test)
    assert "first 6 months of 2027" not in said(test)


def test_an_example_that_does_not_fit_ones_own_plan_says_so() -> None:
    test = page(facts=None)
    test.button(key="facts_example").click().run()
    assert not test.exception
    assert "is no indicator of this plan" in test.error[0].value.replace("\\", "")
    assert test.info


def test_the_mid_term_review_is_as_known_at_the_end_of_its_year() -> None:
    rows = [
        HEAD,
        fact("revenue", 2027, "116 tỷ đồng", "2028-03-01", plan="cam-duong"),
        fact("revenue", 2030, "170 tỷ đồng", "2031-03-01", plan="cam-duong"),
    ]
    test = page(facts="\n".join(rows))
    assert "1/2 targets reached" in said(test)
    test.selectbox(key="review_kind").set_value("mid").run()
    assert "Mid-term review 2028: 0/2 targets reached" in said(test)


@pytest.mark.parametrize(("day", "told"), [("2999-01-01", True), ("2026-02-01", False)])
def test_days_that_are_still_to_come_are_told(day: str, told: bool) -> None:
    row = fact("revenue", 2025, "101 tỷ đồng", day, plan="cam-duong")
    assert ("Figures whose day is still to come: 1, the last 2999-01-01." in said(page(facts=f"{HEAD}\n{row}"))) is told


def test_thousands_of_faults_are_told_in_part(workspace: Path) -> None:
    rows = [fact("revenue", 2026, "abc", "2027-03-01", plan="cam-duong")] * 300
    workspace.mkdir(parents=True)
    (workspace / "cam-duong.csv").write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    error = page(facts=None).error[0].value
    assert error.count("\n- ") == 201
    assert "And further faults: 100" in error.replace("\\", "")


def test_what_was_added_is_said() -> None:
    test = page()
    form = [
        box
        for box in test.text_input
        if box.label in ("Period: 2026, 2026-Q1 or 2026-9M", "Figure as printed, with its unit", "Source", "Author")
    ]
    for box, typed in zip(form, ("2025", "101 tỷ đồng", "report", "An"), strict=True):
        box.set_value(typed)
    next(
        button for button in test.button if button.label == "Add" and "fact_form" in (button.form_id or "")
    ).click().run()
    assert [toast.value for toast in test.toast] == ["Added."]


def test_the_unit_of_an_index_is_index() -> None:
    given = plan(indicator("x", base=None, targets=[goal("10%/năm", "rate")], number="1"))
    (track,) = keep_ledger(given, facts_of(given, [fact("x", 2026, "tăng 8%", "2027-03-01")]))
    assert TrackWords(Wording("vi"), given).unit(track) == "chỉ số"


ALL, WARNED, LEDGER, OF_PLAN = range(4)
"""Places of the tables with proofs on the page."""


@pytest.mark.parametrize(
    ("at", "row", "column", "told"),
    [
        (ALL, 0, 4, "108 ÷ (100 × (161,051 ÷ 100)^(1 ÷ 5)) = 98,2%"),
        (WARNED, 0, 2, "do An nhập ngày 01/03/2027"),
        (WARNED, 0, 4, "(161,051 ÷ 100)^(1 ÷ 5) − 1 = 10,00%"),
        (WARNED, 0, 5, "(161,051 ÷ 108)^(1 ÷ 4) − 1 = 10,51%"),
        (LEDGER, 1, 3, "Từ năm 2026 (số liệu mới nhất) đến năm 2030 (năm mục tiêu): 4 năm."),
        (LEDGER, 1, 7, "× (1 × ln(161,051 ÷ 100) ÷ 5 − ln(108 ÷ 100)) ÷ 4 = +0,51 điểm"),
        (LEDGER, 1, 8, "Không có thay đổi loại này."),
        (LEDGER, 2, 7, "(exp((1 × ln(161,051 ÷ 100) ÷ 5 − ln(108 ÷ 100)) ÷ 4) − 1) = +0,51 điểm"),
        (OF_PLAN, 0, 4, "100 × (161,051 ÷ 100)^(1 ÷ 5) = 110"),
    ],
)
def test_a_click_on_a_number_opens_its_proof(at: int, row: int, column: int, told: str) -> None:
    test = page("vi")
    text = tables(test)[at][row][column].removesuffix(" *")
    trigger(test, "proved", {"row": row, "column": column, "part": 0}, kind="prove", at=at)
    assert not test.exception
    assert told in said(test)
    assert f": {text}**" in said(test)
    assert test.get("dialog")[0].proto.dialog.title.endswith("revenue \\(tỷ đồng\\)")  # type: ignore[attr-defined]


def test_words_open_nothing() -> None:
    test = page("vi")
    before = said(test)
    for column in (0, 1, 7):
        trigger(test, "proved", {"row": 0, "column": column, "part": 0}, kind="prove", at=WARNED)
        assert said(test) == before


def test_a_proof_is_made_only_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    made = proofs_made(monkeypatch)
    test = page()
    assert not test.exception
    assert made == []
    trigger(test, "proved", {"row": 0, "column": 2, "part": 0}, kind="prove", at=WARNED)
    assert made == ["newest"]
