"""The pages What if and This year without a browser."""

import pytest
from component import everything, tables, titled, trigger, unfold
from streamlit.testing.v1 import AppTest


def page(
    name: str, lang: str, indicator: str = "budget_revenue", rule: str = "stated", target: str = "5.500 tỷ đồng"
) -> AppTest:
    """One page alone over a small plan."""

    def script(name: str, lang: str, indicator: str, rule: str, target: str) -> None:
        import streamlit as st
        from plans import indicator as entry
        from plans import plan, said, scenario, stated

        from forecast.study import run_study
        from forecast.ui import quarters, whatif
        from forecast.ui.chosen import Chosen
        from forecast.ui.shelf import make_shelf
        from forecast.wording import Wording

        own = entry(indicator, target=target, stated_rate=stated("12%/năm"), statements=[said("rate", "13%/năm")])
        given = plan(own, entry("kept", law="hold", unit="%", base="92%", target="92%"), id="cam-duong")
        st.session_state.setdefault("rates", {})
        st.session_state.setdefault("plan", "cam-duong")
        st.session_state.setdefault("indicator", indicator)
        study = run_study(given, [scenario(rule), scenario("required")])
        chosen = Chosen(
            shelf=make_shelf(given), scenario=study.outcomes[0].scenario, study=study, wording=Wording(lang)
        )  # type: ignore[arg-type]
        {"whatif": whatif, "quarters": quarters}[name].draw(chosen)

    given = {"name": name, "lang": lang, "indicator": indicator, "rule": rule, "target": target}
    return AppTest.from_function(script, default_timeout=60, kwargs=given).run()


def said(test: AppTest) -> str:
    kinds = (test.title, test.header, test.subheader, test.success, test.error, test.info, test.markdown, test.caption)
    return " ".join(element.value for kind in kinds for element in kind).replace("\\", "")


@pytest.mark.parametrize(("lang", "rate"), [("vi", "12,89%"), ("en", "12.89%")])
def test_the_required_rate_is_named(lang: str, rate: str) -> None:
    test = page("whatif", lang)
    assert not test.exception
    assert rate in said(test)


def test_a_bound_below_it_is_impossible_and_says_what_is_short() -> None:
    test = page("whatif", "vi")
    test.text_input(key="solve_bound").set_value("12,5").run()
    assert not test.exception
    assert "93,9" in said(test)
    assert tables(test)[0][0][2].replace(" ", "") == "12,50%,ởgiớihạn"
    assert "không có phương án nào đến gần mục tiêu hơn" in said(test)
    test.text_input(key="solve_bound").set_value("12.5x").run()
    assert not test.exception
    assert test.error


def test_the_last_safe_year_and_the_shock_are_answered() -> None:
    assert "2026" in said(page("whatif", "en"))
    reached = said(page("whatif", "en", target="5.000 tỷ đồng"))
    assert "5.4%" in reached  # 1 - 5,000 / 5,287


def test_taking_the_rates_over_changes_the_scenario_shown() -> None:
    test = page("whatif", "en")
    next(button for button in test.button if "what-if" in button.label).click().run()
    assert test.session_state["rates"]["cam-duong"]["budget_revenue"] == pytest.approx(12.888132, abs=1e-5)


@pytest.mark.parametrize(
    ("lang", "rate"),
    [("vi", "tính chung quý II, quý III, quý IV tăng 6,12%"), ("en", "Q2, Q3, Q4 together bring 6.12%")],
)
def test_the_example_of_the_quarters(lang: str, rate: str) -> None:
    test = page("quarters", lang)
    assert not test.exception
    assert rate in said(test)
    test.text_input(key="quarters_year").set_value("6,5" if lang == "vi" else "6.5").run()
    assert ("6,75%" if lang == "vi" else "6.75%") in said(test)


def test_nonsense_for_the_year_is_an_error_in_words() -> None:
    test = page("quarters", "en")
    test.text_input(key="quarters_year").set_value("a lot").run()
    assert not test.exception
    assert "no growth" in test.error[0].value.replace("\\", "")


def test_a_scenario_that_just_reaches_its_target_can_take_no_loss() -> None:
    assert "chỉ vừa đủ đạt mục tiêu" in said(page("whatif", "vi", rule="required"))
    assert "0,0%" not in said(page("whatif", "vi", rule="required"))


def clicked(test: AppTest, title: str, row: int, column: int) -> list[str]:
    """The formulas of a spreadsheet that a click on a number of a table opens."""
    trigger(test, "proved", {"row": row, "column": column, "part": 0}, kind="prove", title=title)
    assert not test.exception
    return [code.value for code in test.code]


@pytest.mark.parametrize(("column", "formula"), [
    (1, "=(5500/3763.2)^(1/3)-1"), (2, "=5500/(5287.0250496/3763.2)"), (3, "=(5500/(3763.2*(1-10%)))^(1/3)-1"),
])  # fmt: skip
def test_every_number_of_the_rest_opens_its_proof(column: int, formula: str) -> None:
    test, title = page("whatif", "en"), "What the rest must bring, year by year"
    place = next(at for at, row in enumerate(titled(test, title)) if row[0]["parts"][0]["text"] == "2027")
    assert clicked(test, title, place, column)[0] == formula
    assert not clicked(test, title, place, 0)


def test_a_loss_that_is_made_good_opens_its_proof() -> None:
    test, title = page("whatif", "en", target="5.000 tỷ đồng"), "What the rest must bring, year by year"
    rows = titled(test, title)
    assert [row[3]["parts"][0]["text"] for row in rows[:2]] == ["any", "any"]
    assert "proved" not in rows[0][3]["parts"][0]
    assert clicked(test, title, 3, 3)[0] == "=1-(5000/(3000*(1+12%)^5))^(1/(1-1/3))"


@pytest.mark.parametrize(("column", "formula"), [(1, "=12%"), (2, "=(5500/3000)^(1/5)-1"), (3, "=(LN(1+12.888")])
def test_every_number_of_a_lever_opens_its_proof(column: int, formula: str) -> None:
    assert clicked(page("whatif", "en"), "Growth before and after", 0, column)[0].startswith(formula)


@pytest.mark.parametrize(("column", "formula"), [(1, "=5500"), (2, "=3000*(1+12.888"), (3, "=IF(ABS(5500-")])
def test_every_number_of_where_a_target_lands_opens_its_proof(column: int, formula: str) -> None:
    assert clicked(page("whatif", "en"), "Where the targets land", 0, column)[0].startswith(formula)


def opened(test: AppTest, key: str) -> str:
    """The formula that a number beside a sentence opens."""
    unfold(test, key)
    assert not test.exception
    return test.code[0].value


def test_the_numbers_of_the_sentences_open_their_proofs() -> None:
    assert opened(page("whatif", "en", target="5.000 tỷ đồng"), "proof-answer-1") == "=1-5000/(3000*(1+12%)^5)"
    assert opened(page("whatif", "en"), "proof-answer-0").startswith("=3000*(1+13%)^5")


def test_what_the_remaining_quarters_bring_opens_its_proof() -> None:
    test = page("quarters", "en")
    assert opened(test, "proof-rest-0") == "=(25*(1+5.85%)+23*(1+6.22%)+29*(1+6.28%))/(25+23+29)-1"
    test.text_input(key="quarters_year").set_value("6.5").run()
    assert opened(test, "proof-rest-1") == "=((23+25+23+29)*(1+6.5%)-23*(1+5.66%))/(25+23+29)-1"


def test_no_number_of_the_pages_is_without_proof() -> None:
    for name in ("whatif", "quarters"):
        for rows in everything(page(name, "vi")):
            for row in rows:
                for cell in row[1:]:
                    (part,) = cell["parts"]
                    assert part.get("proved") or not any(each.isdigit() for each in part["text"])


def test_the_quarters_open_their_proofs() -> None:
    test = page("quarters", "en")
    assert clicked(test, "Kịch bản 1", 0, 1)[0] == "=5.66%"
    assert "line 2" in said(test)
    assert clicked(test, "Kịch bản 1", 0, 7)[0].endswith("/(23+25+23+29)-1")


def test_targets_that_cannot_be_chosen_are_named_with_the_reason() -> None:
    test = page("whatif", "vi")
    test.multiselect(key="solve_targets").set_value([]).run()
    assert not test.exception
    assert "kept" in said(test)
