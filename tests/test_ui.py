"""Pages without a browser: what they show, in both languages, with hostile names, and what they do with nonsense."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from forecast.ui.shown import plain

ROOT = Path(__file__).parents[1]


def opened(**params: str | list[str]) -> AppTest:
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in params.items():
        test.query_params[name] = value
    return test.run()


@pytest.mark.parametrize("lang, words", [("vi", "chỉ tiêu"), ("en", "targets are reached")])
@pytest.mark.parametrize("plan", ["cam-duong", "tam-thanh", "doan-ket", "ha-tu"])
def test_the_overview_of_every_plan(plan: str, lang: str, words: str) -> None:
    test = opened(plan=plan, lang=lang)
    assert not test.exception
    assert words in test.subheader[0].value
    assert len(test.dataframe[0].value) > 5


def page_of(name: str) -> AppTest:
    """One page alone, over a plan whose texts are hostile."""

    def script(name: str) -> None:
        import streamlit as st
        from plans import goal, indicator, plan, scenario, stated

        from forecast.study import run_study
        from forecast.ui import audit, overview
        from forecast.ui import indicator as single
        from forecast.ui.inputs import Chosen
        from forecast.wording import Wording

        hostile = "<img src=x onerror=alert(1)> **x** =cmd| ../../x $y$ :red[z]"
        entry = indicator("revenue", stated_rate=stated("12%/năm"), targets=[goal("5.500 tỷ đồng")])
        entry["name"] = {"vi": hostile}
        entry["observations"][0]["source"] = {"by": hostile, "date": "2026-01-31"}
        given = plan(entry, name={"vi": hostile})
        st.session_state.setdefault("rates", {})
        st.session_state.setdefault("plan", "test")
        study = run_study(given, [scenario("stated"), scenario("required")])
        chosen = Chosen(plan=given, scenario=study.outcomes[0].scenario, study=study, wording=Wording("vi"))
        {"overview": overview, "indicator": single, "audit": audit}[name].draw(chosen)

    test = AppTest.from_function(script, default_timeout=60, kwargs={"name": name})
    return test.run()


@pytest.mark.parametrize("name", ["overview", "indicator", "audit"])
def test_hostile_text_stays_text(name: str) -> None:
    test = page_of(name)
    assert not test.exception
    texts = [
        element.value for kind in (test.title, test.header, test.markdown, test.caption, test.info) for element in kind
    ]
    texts += [expander.label for expander in test.expander]
    hostile = [text for text in texts if "onerror" in text]
    assert hostile
    for text in hostile:
        assert "<img" not in text.replace("\\<", "")
        assert "**x**" not in text.removeprefix("**").removesuffix("**")


def test_nonsense_in_the_address_is_said_and_left_out() -> None:
    test = opened(plan="atlantis", lang="xx", scenario="none", r=["budget_revenue:nan", "budget_revenue:12.9", "x:1"])
    assert not test.exception
    said = " ".join(warning.value for warning in test.warning)
    for word in ("atlantis", "none", "nan"):
        assert word in said
    assert test.session_state["rates"]["cam-duong"] == {"budget_revenue": 12.9}


def test_changed_rates_are_listed_and_can_be_undone() -> None:
    test = opened(r="budget_revenue:12.9")
    assert any("12,9" in info.value.replace("\\", "") for info in test.info)
    test.button(key="undo").click().run()
    assert test.session_state["rates"]["cam-duong"] == {}


@pytest.mark.parametrize("text", ["<b>x</b>", "**x**", "[a](b)", "$x$", ":red[x]", "`x`", "# x", "a | b", "&lt;"])
def test_no_character_of_markdown_survives(text: str) -> None:
    shown = plain(text)
    for mark in "*<[`$#|&":
        assert mark not in shown.replace(f"\\{mark}", "")
