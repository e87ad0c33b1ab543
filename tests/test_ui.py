"""Pages without a browser: what they show, in both languages, with hostile names, and what they do with nonsense."""

import json
import math
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from component import move, open_popovers, proofs_made, send, shown, sliders, tables, trigger
from hypothesis import given
from hypothesis import strategies as st
from plans import indicator, plan
from streamlit.testing.v1 import AppTest

from forecast.files import find_scenario, list_plans, read_plan
from forecast.referencefiles import read_reference
from forecast.study import run_study
from forecast.tables import RUN_HEADS, chance_text
from forecast.ui import lever, pages, state
from forecast.ui import shelf as shelves
from forecast.ui.overview import CHANCE
from forecast.ui.shelf import make_shelf
from forecast.ui.shown import label, plain
from forecast.wording import Wording

ROOT = Path(__file__).parents[1]
PLANS = ("cam-duong", "tam-thanh", "doan-ket", "ha-tu")
PAGES = ("overview", "indicator", "audit")


def opened(page: str | None = None, **params: str | list[str]) -> AppTest:
    """The app as it opens from an address; `page` draws one page alone."""
    test = AppTest.from_function(one_page, kwargs={"page": page}) if page else AppTest.from_file(str(ROOT / "app.py"))
    test.default_timeout = 60
    for name, value in params.items():
        test.query_params[name] = value
    return test.run()


def one_page(page: str) -> None:
    """A page without the menu, which a test cannot use."""
    from forecast.ui import audit, inputs, overview, state, whatif
    from forecast.ui import indicator as single

    {"overview": overview, "indicator": single, "audit": audit, "what-if": whatif}[page].draw(inputs.choose({}))
    state.save()


def texts(test: AppTest) -> str:
    """Everything a reader meets, as it is shown."""
    kinds = (test.title, test.header, test.subheader, test.markdown, test.caption, test.info, test.warning, test.error)
    shown = [str(element.value) for kind in (*kinds, test.success) for element in kind]
    shown += [str(element.label) for element in (*test.expander, *test.button, *test.metric)]
    shown += [str(element.value) for element in test.metric]
    shown += [str(cell) for each in test.table for cell in each.value.to_numpy().ravel()]
    shown += [cell for each in tables(test) for row in each for cell in row]
    return " ".join(shown).replace("\\", "").replace("\u2060", "")


@pytest.mark.parametrize("page", ["overview", "indicator", "what-if"])
def test_a_proof_is_made_only_when_it_is_asked_for(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = proofs_made(monkeypatch)
    test = opened(page)
    assert not test.exception
    assert made == []
    trigger(test, "proved", {"row": 0, "column": 3, "part": 0}, kind="prove")
    assert len(made) == 1


@pytest.mark.parametrize(
    "name", ["Căn cứ (Giả định)", "GRDP/người: 5.500 - 6.000", "2,5% mỗi năm ('bình quân')", "1.000 hộ"]
)
def test_a_plain_name_of_a_field_is_read_out_as_it_is(name: str) -> None:
    assert label(name) == name


@given(st.text(alphabet="*_`[]<>$~:&@^|\\\\#+-=.) aé1/w", max_size=30))
def test_the_name_of_a_field_has_no_sign_that_works(text: str) -> None:
    shown = label(text)
    assert re.sub(r"\\(.)", r"\1", shown.replace("\u2060", "")) == " ".join(text.split())
    assert not re.search(r"(?<!\\)[*_`\[\]<>$~&@^|]", re.sub(r"\\\\", "", shown))
    assert not re.search(r"(?<!\\):(?! |$)", re.sub(r"\\\\", "", shown))
    assert not re.match(r"[#+\-=]|\d+[.)]( |$)", shown)


def test_every_page_of_the_menu_can_be_drawn() -> None:
    assert all(callable(pages.load(module).draw) for module, _ in pages.PAGES.values())


def test_the_server_prepares_the_plans_for_the_first_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "broken.yaml").write_text("format: forecast.plan/1\nid: broken\n")
    monkeypatch.setenv("FORECAST_WORKSPACE", str(tmp_path))
    shelves.warm()
    monkeypatch.setattr(shelves, "read_plan", None)
    monkeypatch.setattr(shelves, "find_scenario", None)
    monkeypatch.setattr(shelves, "draw_surprises", None)
    for name in PLANS:
        ready = shelves.shelf_of(name)
        assert shelves.study_of(ready.plan, list(ready.scenarios.values())[:1]).outcomes[0].assessments.rows


@pytest.mark.parametrize("lang, words", [("vi", "Đạt"), ("en", "targets are reached")])
@pytest.mark.parametrize("name", PLANS)
def test_the_overview_of_every_plan(name: str, lang: str, words: str) -> None:
    test = opened(plan=name, lang=lang)
    assert not test.exception
    assert words in test.header[0].value
    assert len(tables(test)[0]) > 5


def test_the_overview_says_each_chance_once_and_the_one_by_history_in_brackets() -> None:
    read, reference = read_plan("cam-duong"), read_reference()
    rows = run_study(read, [find_scenario("stated", read)], reference).outcomes[0].assessments
    chances = {chance_text(row, Wording("vi")) for row in rows if row.requirement.assessable}
    targets = next(rows for rows in tables(opened("overview")) if len(rows[0]) == len(RUN_HEADS))
    assert {row[CHANCE] for row in targets} == chances
    assert any("(" in chance for chance in chances)


@pytest.mark.parametrize("scenario", ["stated", "required", "past-pace", "held", "reference"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_under_every_scenario(page: str, scenario: str) -> None:
    for name in PLANS:
        assert not opened(page, plan=name, scenario=scenario).exception


def test_every_indicator_has_a_page() -> None:
    test = opened("indicator", plan="cam-duong")
    for name in test.selectbox(key="indicator").options:
        assert name
    for each in read_plan("cam-duong").indicators:
        if each.law != "status":
            test.selectbox(key="indicator").set_value(each.id).run()
            assert not test.exception, each.id


def test_reds_come_first_and_the_order_of_the_plan_is_a_choice() -> None:
    test = opened("overview", plan="cam-duong", scenario="past-pace")
    signs = [row[2][0] for row in tables(test)[0]]
    assert signs == sorted(signs, key="▼◆●○".index)
    test.toggle(key="in_order").set_value(True).run()
    numbers = [int(row[0]) for row in tables(test)[0] if row[0].isdigit()]
    assert numbers == sorted(numbers)


def test_where_most_targets_have_no_growth_the_way_to_give_them_one_is_shown() -> None:
    test = opened("overview", plan="cam-duong", scenario="stated", lang="en")
    assert "Targets that this scenario gives no growth: 14" in texts(test)
    test.button(key="to_sliders").click().run()
    assert (test.session_state["go"], test.session_state["part"]) == ("scenarios", "board")
    assert "gives no growth" not in texts(opened("overview", plan="cam-duong", scenario="required", lang="en"))


@pytest.mark.parametrize("column, said", [
    (3, "ước đạt 3.000 tỷ đồng"), (5, "3.000 × (1 + 12%)^5 = 5.287"), (6, "5.500 − 3.000 × (1 + 12%)^5 = 213"),
    (8, "(5.500 ÷ 3.000)^(1 ÷ 5) − 1 = 12,89%"),
])  # fmt: skip
def test_a_number_of_the_overview_opens_its_proof(column: int, said: str) -> None:
    test = opened("overview", plan="cam-duong")
    row = next(place for place, cells in enumerate(tables(test)[0]) if cells[0] == "2")
    trigger(test, "proved", {"row": row, "column": column, "part": 0}, kind="prove")
    assert not test.exception
    assert said in texts(test)


@pytest.mark.parametrize(("lang", "name"), [("vi", "kế hoạch, đã thay đổi"), ("en", ", changed")])
def test_a_scenario_that_is_changed_is_called_so_where_its_numbers_are_proved(lang: str, name: str) -> None:
    for rate, called in (("budget_revenue:9", True), (None, False)):
        test = opened("overview", plan="cam-duong", lang=lang, **({"r": rate} if rate else {}))
        row = next(place for place, cells in enumerate(tables(test)[0]) if cells[0] == "2")
        trigger(test, "proved", {"row": row, "column": 5, "part": 0}, kind="prove")
        assert any(name in each.value for each in test.caption) == called
        heat = next(
            json.loads(each.proto.json)
            for each in test.get("bidi_component")
            if "columns" in json.loads(each.proto.json)
        )
        assert not [column for column in heat["columns"] if name in column["name"]]  # the page says it once


def test_two_numbers_stand_open_beside_each_other() -> None:
    test = opened("indicator", plan="cam-duong", indicator="budget_revenue")
    open_popovers(test, "12,89%", "2027")
    assert not test.exception
    assert "(5.500 ÷ 3.000)^(1 ÷ 5) − 1 = 12,89%" in texts(test)
    assert [len(each.value) for each in test.table if "Số liệu" in each.value.columns] == [3, 3]


@pytest.mark.parametrize("sent", [
    None, 3, {}, {"row": 0, "column": 1, "part": 0}, {"row": 999, "column": 5, "part": 0}, {"row": -1, "column": 5, "part": 0},
    {"row": 0, "column": 5, "part": 7}, {"row": "0", "column": 5, "part": 0}, {"row": 0.5, "column": 5, "part": 0},
])  # fmt: skip
def test_what_is_no_number_of_the_table_opens_nothing(sent: object) -> None:
    test = opened("overview", plan="cam-duong")
    before = texts(test)
    trigger(test, "proved", sent, kind="prove")
    assert not test.exception
    assert texts(test) == before


@pytest.mark.parametrize(
    "sent, indicator", [("forest_cover", "forest_cover"), ("nowhere", None), (["forest_cover"], None)]
)
def test_a_name_of_the_overview_is_gone_to(sent: object, indicator: str | None) -> None:
    test = opened("overview", plan="cam-duong")
    trigger(test, "opened", sent, kind="prove")
    assert not test.exception
    assert test.session_state["indicator"] == (indicator or "budget_revenue")
    assert ("go" in test.session_state) == (indicator is not None)


def heat(test: AppTest) -> dict[str, Any]:
    """What the browser is told of the map of indicators by scenarios."""
    return json.loads(test.get("bidi_component")[0].proto.json)


def test_the_map_counts_as_the_study_does_and_every_cell_has_its_address() -> None:
    given = heat(opened("overview", plan="cam-duong", lang="en"))
    plan, reference = read_plan("cam-duong"), read_reference()
    for place, column in enumerate(given["columns"]):
        (outcome,) = run_study(plan, [find_scenario(column["scenario"], plan)], reference).outcomes
        rows = outcome.assessments
        assert column["count"] == f"✓ {rows.n_attained} of {len(rows.counted())}"
        cells = [row["cells"][place] for row in given["rows"]]
        assert sum(cell["mark"] == "✓" for cell in cells) == rows.n_attained
        assert sum(cell["light"] != "grey" for cell in cells) == len(rows.counted())
        for cell in cells:
            path, _, query = cell["href"].partition("?")
            assert (path, parse_qs(query)["scenario"], parse_qs(query)["indicator"]) == (
                "indicator", [column["scenario"]], [cell["indicator"]],
            )  # fmt: skip
    assert [column["shown"] for column in given["columns"]] == [True, *[False] * (len(given["columns"]) - 1)]


def test_the_map_begins_with_the_scenario_shown() -> None:
    columns = heat(opened("overview", scenario="typhoon"))["columns"]
    assert [column["scenario"] for column in columns if column["shown"]] == [columns[0]["scenario"]] == ["typhoon"]


def test_the_map_shows_changed_growth_under_every_scenario() -> None:
    before, after = heat(opened("overview")), heat(opened("overview", r="budget_revenue:14"))
    for drawn, marks in ((before, {""}), (after, {"✓"})):
        (row,) = [row for row in drawn["rows"] if row["cells"][0]["indicator"] == "budget_revenue"]
        assert {row["cells"][0]["mark"], row["cells"][2]["mark"]} == marks


def test_growth_of_the_budget_from_12_to_12_9() -> None:
    test = opened("indicator", indicator="budget_revenue")
    assert shown(test, "budget_revenue") | {"projected": "5.287", "gap": "thiếu 213"} == shown(test, "budget_revenue")
    trigger(test, "typed", {"id": "budget_revenue", "text": "12,9"})
    assert shown(test, "budget_revenue")["projected"] == "5.503"
    assert "thiếu" not in shown(test, "budget_revenue")["gap"]
    test.button(key="required-budget_revenue").click().run()
    assert shown(test, "budget_revenue")["projected"] == "5.500"
    test.button(key="back-budget_revenue").click().run()
    assert shown(test, "budget_revenue")["projected"] == "5.287"


@pytest.mark.parametrize("typed", ["12.9", "abc", "2000", "-100", "1e5", "٣"])
def test_a_number_that_cannot_be_is_said_and_changes_nothing(typed: str) -> None:
    test = opened("indicator", indicator="budget_revenue")
    trigger(test, "typed", {"id": "budget_revenue", "text": typed})
    assert not test.exception
    assert sliders(test)["budget_revenue"]["error"]
    assert shown(test, "budget_revenue")["gap"] == "thiếu 213"


def test_a_slider_let_go_changes_the_growth_and_the_address() -> None:
    test = opened("indicator", indicator="budget_revenue")
    before = sliders(test)["budget_revenue"]
    assert before["value"] == before["default"] == 12.0
    move(test, budget_revenue=12.9)
    after = sliders(test)["budget_revenue"]
    assert (after["value"], after["default"], after["rev"]) == (12.9, 12.0, before["rev"])
    assert shown(test, "budget_revenue")["projected"] == "5.503"
    assert test.query_params["r"] in ("budget_revenue:12.9", ["budget_revenue:12.9"])
    move(test, budget_revenue=12.0)
    assert "r" not in test.query_params


def test_a_revision_is_raised_only_where_the_page_itself_sets_a_value() -> None:
    test = opened("indicator", indicator="budget_revenue")
    first = sliders(test)["budget_revenue"]["rev"]
    test.button(key="required-budget_revenue").click().run()
    assert sliders(test)["budget_revenue"]["rev"] == first + 1
    send(test, {"budget_revenue": {"value": 5.0, "rev": first}})
    assert sliders(test)["budget_revenue"]["value"] == pytest.approx(12.888132, abs=1e-6)


@pytest.mark.parametrize("sent", [None, 3, [], {"x": 1}, {"grdp": {"value": 1.0, "rev": 0}}, {"budget_revenue": None}])
def test_a_state_that_is_no_move_changes_nothing(sent: object) -> None:
    test = opened("indicator", indicator="budget_revenue")
    send(test, sent)
    assert not test.exception
    assert shown(test, "budget_revenue")["projected"] == "5.287"


@pytest.mark.parametrize("value", ["9", True, None, math.nan, math.inf, [9.0]])
def test_a_value_that_is_no_number_changes_nothing(value: object) -> None:
    test = opened("indicator", indicator="budget_revenue")
    move(test, budget_revenue=value)
    assert not test.exception
    assert shown(test, "budget_revenue")["projected"] == "5.287"


def test_a_slider_stops_at_what_a_path_may_have() -> None:
    test = opened("indicator", indicator="budget_revenue")
    move(test, budget_revenue=1e9)
    assert not test.exception
    assert sliders(test)["budget_revenue"]["value"] == state.COMPOUND[1]


def test_an_audit_repair_is_tried_as_a_what_if_and_the_plan_stays() -> None:
    test = opened("audit")
    assert "12,89%" in " ".join(code.value for code in test.code)
    next(
        button for button in test.button if "13" in button.label and button.key.startswith("adopt-level_rate")
    ).click().run()
    assert test.session_state["rates"]["cam-duong"] == {"budget_revenue": 13.0}
    assert read_plan("cam-duong").indicator("budget_revenue").stated_rate.printed == "12%/năm"


def test_nonsense_in_the_address_is_said_and_left_out() -> None:
    rates = ["budget_revenue:nan", "budget_revenue:12.9", "x:1", "clean_water:5", "forest_cover:3", "grdp:1e9", "<b>"]
    test = opened(plan="atlantis", lang="xx", scenario="../none", indicator="nix", r=rates)
    assert not test.exception
    for word in ("atlantis", "none", "nix", "nan", "xx", "x:1", "clean_water:5", "grdp:1e+09", "<b>"):
        assert word in texts(test), word
    assert test.session_state["rates"]["cam-duong"] == {"budget_revenue": 12.9}


def test_a_link_to_an_uploaded_plan_says_what_is_missing() -> None:
    test = opened(plan="uploaded")
    assert not test.exception
    assert "tệp" in texts(test)


def test_changed_rates_are_listed_and_can_be_undone() -> None:
    test = opened(r="budget_revenue:12.9")
    assert "12,9%/năm" in texts(test)
    test.button(key="undo").click().run()
    assert test.session_state["rates"]["cam-duong"] == {}


@pytest.mark.parametrize("name", list_plans())
@pytest.mark.parametrize("value", [5.25, -1.5, 0.0, 1e-9, 12.885771234567, 900.0, 1234567.5])
def test_a_changed_growth_means_what_it_says(name: str, value: float) -> None:
    """Through the text of a path and back, for every indicator that can be moved, in its own unit."""
    shelf = make_shelf(read_plan(name))
    stated = find_scenario("stated", shelf.plan)
    for each in (shelf.plan.indicator(moved) for moved in sorted(shelf.movable)):
        if each.law == "compound" and value > 1000:
            continue
        study = run_study(shelf.plan, [stated.with_path(each.id, state.path_text(each, value))])
        row = study.outcomes[0].assessments.rows[
            [row.requirement.indicator for row in study.outcomes[0].assessments].index(each.id)
        ]
        levels, n_years = row.path, shelf.plan.n_years
        assert levels[-1] is not None, each.id
        if row.clipped or each.law == "logit" or any(each.id in (known.sum or ()) for known in shelf.plan.identities):
            continue
        expected = {
            "compound": (levels[0] or 0) * (1 + value / 100) ** n_years, "linear": (levels[0] or 0) + n_years * value,
            "flow": value, "total": n_years * value,
        }[each.law]  # fmt: skip
        assert math.isclose(levels[-1], expected, rel_tol=1e-9, abs_tol=1e-9), (each.id, state.path_text(each, value))


@given(st.lists(st.floats(-90, 900), min_size=1, max_size=4), st.sampled_from(["compound", "linear", "flow"]))
def test_a_slider_reaches_every_value_that_matters_in_not_too_many_steps(values: list[float], law: str) -> None:
    values = [round(value, 4) for value in values]
    each = plan(indicator("x", law=law, target="9.000 tỷ đồng")).indicators[0]
    found = lever.span(each, values)
    assert found.low <= min(values) and max(values) <= found.high
    assert (found.high - found.low) / found.step <= lever.STEPS + 2
    assert (found.low / found.step) == pytest.approx(round(found.low / found.step), abs=1e-6)


def test_a_unit_a_year_is_not_said_twice() -> None:
    test = opened("indicator", plan="doan-ket", indicator="jobs_created")
    assert sliders(test)["jobs_created"]["rate_unit"] == "người/năm"


def hostile_page(page: str) -> None:
    """One page alone, over a plan whose texts are hostile."""
    import streamlit as st
    from plans import goal, indicator, plan, stated

    from forecast.files import find_scenario
    from forecast.study import run_study
    from forecast.ui import audit, overview
    from forecast.ui import indicator as single
    from forecast.ui.chosen import Chosen
    from forecast.ui.shelf import make_shelf
    from forecast.wording import Wording

    hostile = "<img src=x onerror=alert(1)> **x** =cmd| ../../x $y$ :red[z] :smile: www.a.vn --> [a](http://b.vn)"
    entry = indicator("revenue", stated_rate=stated("12%/năm"), targets=[goal("5.500 tỷ đồng")])
    entry["name"] = {"vi": hostile}
    entry["observations"][0]["source"] = {"by": hostile, "date": "2026-01-31"}
    shelf = make_shelf(plan(entry, name={"vi": hostile}))
    for name, value in {"rates": {}, "plan": "test", "dropped": []}.items():
        st.session_state.setdefault(name, value)
    scenario = find_scenario("stated", shelf.plan)
    study = run_study(shelf.plan, [scenario, find_scenario("required", shelf.plan)])
    chosen = Chosen(shelf=shelf, scenario=scenario, study=study, wording=Wording("vi"))
    {"overview": overview, "indicator": single, "audit": audit}[page].draw(chosen)


@pytest.mark.parametrize("page", PAGES)
def test_hostile_text_stays_text(page: str) -> None:
    test = AppTest.from_function(hostile_page, default_timeout=60, kwargs={"page": page}).run()
    assert not test.exception
    kinds = (
        test.title,
        test.header,
        test.subheader,
        test.markdown,
        test.caption,
        test.info,
        test.button,
        test.expander,
    )
    shown = [str(getattr(element, "value", "") or getattr(element, "label", "")) for kind in kinds for element in kind]
    shown += [expander.label for expander in test.expander]
    shown += [str(cell) for each in test.table for cell in each.value.to_numpy().ravel()]
    hostile = [text for text in shown if "onerror" in text]
    assert hostile
    for text in hostile:
        for mark in ("<img", "**x", ":red[", "[a](", "$y", ":smile", "www.", "-->"):
            escaped = "".join(f"\\{letter}" if letter in "<*:[$-.(" else letter for letter in mark)
            assert mark not in text.replace(escaped, ""), (mark, text)


@pytest.mark.parametrize(
    "text",
    ["<b>x</b>", "**x**", "[a](b)", "$x$", ":red[x]", "`x`", "# x", "a | b", "&lt;", "1. x", ":material/x:", "a@b.vn"],
)
def test_no_character_of_markdown_survives(text: str) -> None:
    shown = plain(text)
    for mark in "*<[`$#|&:.@":
        assert mark not in shown.replace(f"\\{mark}", "")
    assert shown.replace("\\", "").replace("\u2060", "") == text


def page_of_words(page: str) -> None:
    """One page over a plan that has no number at all."""
    import streamlit as st
    from plans import SOURCE, plan

    from forecast.files import find_scenario
    from forecast.study import run_study
    from forecast.ui import audit, overview
    from forecast.ui import indicator as single
    from forecast.ui.chosen import Chosen
    from forecast.ui.shelf import make_shelf
    from forecast.wording import Wording

    target = {"id": "t", "rank": "party", "year": "2030", "source": SOURCE}
    done = {"id": "done", "name": {"vi": "Xong"}, "unit": "", "law": "status", "targets": [target]}
    shelf = make_shelf(plan(done))
    for name, value in {"rates": {}, "plan": "test", "dropped": []}.items():
        st.session_state.setdefault(name, value)
    scenario = find_scenario("stated", shelf.plan)
    study = run_study(shelf.plan, [scenario, find_scenario("required", shelf.plan)])
    chosen = Chosen(shelf=shelf, scenario=scenario, study=study, wording=Wording("vi"))
    {"overview": overview, "indicator": single, "audit": audit}[page].draw(chosen)


@pytest.mark.parametrize("page", PAGES)
def test_a_plan_without_any_number_still_opens(page: str) -> None:
    test = AppTest.from_function(page_of_words, default_timeout=60, kwargs={"page": page}).run()
    assert not test.exception


@pytest.mark.parametrize("lang, formula", [("vi", "=5500-3000*(1+12%)^5"), ("en", "=5500-3000*(1+12%)^5")])
def test_a_click_on_a_number_shows_where_it_is_from(lang: str, formula: str) -> None:
    test = opened("indicator", indicator="budget_revenue", lang=lang)
    trigger(test, "prove", {"id": "budget_revenue", "what": "gap"})
    assert not test.exception
    assert formula in [code.value for code in test.code]
    assert "dòng 253" in texts(test) or "line 253" in texts(test)


@pytest.mark.parametrize(
    "asked", [None, 5, {"id": "budget_revenue", "what": "nix"}, {"id": "nix", "what": "gap"}, {"what": "gap"}]
)
def test_a_proof_of_nothing_opens_nothing(asked: object) -> None:
    test = opened("indicator", indicator="budget_revenue")
    trigger(test, "prove", asked)
    assert not test.exception
    assert not test.code


def test_the_three_checks_stand_side_by_side() -> None:
    said = texts(opened("indicator", plan="cam-duong", indicator="grdp"))
    for words in (
        "Tốc độ",
        "đúng tiến độ",
        "Tiền lệ",
        "cứ 1",
        "Xác suất đạt",
        "ngang nhau",
        "một nửa số khả năng là hụt",
        "sự kiện",
    ):
        assert words in said, words
    unknown = texts(opened("indicator", plan="cam-duong", indicator="budget_revenue"))
    assert "Theo lịch sử: chưa rõ" in unknown


def test_the_fan_and_the_class_are_told_to_the_browser() -> None:
    item = sliders(opened("indicator", plan="cam-duong", indicator="grdp"))["grdp"]
    assert [band["kind"] for band in item["bands"]] == ["wide", "narrow"]
    wide, narrow = item["bands"]
    assert wide["low"][0] == narrow["high"][0] == item["levels"][0]
    assert wide["low"][5] < narrow["low"][5] < item["levels"][5] < narrow["high"][5] < wide["high"][5]
    marks = {mark["kind"]: mark["value"] for mark in item["marks"]}
    assert marks["median"] < marks["p90"] < marks["required"] == pytest.approx(14.0)
    assert {"wide", "narrow"} <= {entry["kind"] for entry in item["legend"]}


def test_what_is_no_number_offers_no_proof() -> None:
    test = opened("indicator", plan="tam-thanh", scenario="past-pace", indicator="trained_labour", lang="en")
    assert "to be held" in [each.value for each in test.markdown]


@pytest.mark.parametrize("where, said", [
    ((-2, 0, 1), ")^5 = 5.287"),
    ((-2, 1, 1), "4.493,9713 − 5.287,025 = -793"),
    ((-1, 1, 2), ") = 2.856"),
    ((-1, 2, 2), "(ln(2.856 ÷ 3.000) − ln(3.360 ÷ 3.000)) = -793"),
])  # fmt: skip
def test_a_number_of_why_two_scenarios_differ_opens_its_proof(where: tuple[int, int, int], said: str) -> None:
    test = opened("what-if", plan="cam-duong", scenario="centre-moves", indicator="budget_revenue")
    at, row, column = where
    trigger(test, "proved", {"row": row, "column": column, "part": 0}, kind="prove", at=at)
    assert not test.exception
    assert said in texts(test)


def test_a_scenario_is_compared_with_another_one_unless_its_growth_was_changed() -> None:
    own = "The plan's own growth rates"
    assert own not in opened("what-if", plan="cam-duong", lang="en").selectbox(key="compared").options
    changed = opened("what-if", plan="cam-duong", lang="en", r="budget_revenue:14")
    assert own in changed.selectbox(key="compared").options
