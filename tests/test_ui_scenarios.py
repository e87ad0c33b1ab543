"""The page Scenarios without a browser: beside each other, changed in every part, kept under names, by two people."""

from pathlib import Path

import pytest
from component import tables, trigger
from streamlit.testing.v1 import AppTest
from test_ui import texts

from forecast.files import find_scenario, read_plan
from forecast.ui import state
from forecast.workspace import Workspace

PLAN = read_plan("cam-duong")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FORECAST_WORKSPACE", str(tmp_path))
    return tmp_path


def one_page(part: str) -> None:
    import streamlit as st

    from forecast.ui import inputs, scenarios, state, thennow

    st.session_state.setdefault("part", part)
    chosen = inputs.choose({})
    scenarios.draw(chosen)
    state.save(thennow.now(chosen))


def opened(part: str = "compare", **params: str | list[str]) -> AppTest:
    test = AppTest.from_function(one_page, kwargs={"part": part}, default_timeout=60)
    for name, value in params.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    return test


def reopened(test: AppTest, part: str = "compare") -> AppTest:
    """The page as its address opens it in a new session."""
    return opened(part, **{name: param(test, name) for name in test.query_params if name != "part"})


def param(test: AppTest, name: str) -> list[str]:
    """Values of one key of the address."""
    value = test.query_params[name]
    return [value] if isinstance(value, str) else list(value)


def save_as(test: AppTest, name: str) -> AppTest:
    test.text_input(key="author").set_value("Lan")
    test.text_input(key="new_name").set_value(name)
    test.button(key="save_as").click().run()
    assert not test.exception
    return test


def test_four_scenarios_side_by_side_and_what_differs_is_marked() -> None:
    test = opened(**{"with": ["required", "past-pace", "centre-moves"], "lang": "en"})
    (budget,) = [row for row in tables(test)[0] if "State budget revenue" in row[0]]
    assert len(budget) == 6
    assert "5,287" in budget[2]
    assert "≠" not in budget[2]
    assert "5,500" in budget[3]
    assert "≠" in budget[3]


def test_a_number_beside_another_is_proved_under_its_own_scenario() -> None:
    test = opened(**{"with": ["past-pace"], "lang": "en"})
    row = next(
        place for place, cells in enumerate(tables(test)[0]) if cells[0].startswith("Gross regional domestic product")
    )
    for column, said in ((2, "10,935 × (1 + 14%)^5 = 21,054"), (3, "10,935 × (1 + 13.9%)^5 = 20,962")):
        trigger(test, "proved", {"row": row, "column": column, "part": 0}, kind="prove")
        assert said in " ".join(each.value for each in test.markdown).replace("\\", "")


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("part", ["compare", "board", "years", "events", "save"])
def test_every_part_in_both_languages(part: str, lang: str) -> None:
    test = opened(part, lang=lang, scenario="late-clearance")
    assert test.title[0].value == {"vi": "Kịch bản", "en": "Scenarios"}[lang]


def test_events_and_delays_are_turned_off_and_sized_and_the_link_keeps_it() -> None:
    test = opened("events", scenario="centre-moves", lang="en")
    (key, *_) = [each.key for each in test.number_input if str(each.key).startswith("hit-")]
    wanted = test.number_input(key=key).value - 1
    test.number_input(key=key).set_value(wanted).run()
    assert "events and delays: 1" in texts(test)
    again = reopened(test, "events")
    assert again.number_input(key=key).value == wanted
    again.toggle[0].set_value(False).run()
    assert again.query_params["off"]
    assert not reopened(again, "events").toggle[0].value


def test_all_of_an_event_is_changed_kept_in_the_address_and_saved(folder: Path) -> None:
    test = opened("events", scenario="centre-moves", lang="en")
    event = find_scenario("centre-moves", PLAN).events[0]
    suffix = f"centre-moves-{event.id}"
    test.selectbox(key=f"year-{suffix}").set_value(2029).run()
    test.number_input(key=f"chance-{suffix}").set_value(30.0).run()
    test.selectbox(key=f"recovers-{suffix}").set_value(3).run()
    first = next(iter(event.hits))
    test.number_input(key=f"hit-{first}-{suffix}").set_value(-12.5).run()
    test.multiselect(key=f"hits-{suffix}").set_value([first, "poultry"]).run()
    test.number_input(key=f"hit-poultry-{suffix}").set_value(-20.0).run()
    test.text_input(key=f"basis-{suffix}").set_value("Sở Nông nghiệp").run()
    again = reopened(test, "events")
    assert again.selectbox(key=f"year-{suffix}").value == 2029
    assert "the chances know it" in texts(again)
    save_as(reopened(again, "save"), "Other flood")
    (name,) = Workspace(folder).scenarios("cam-duong")
    (saved,) = [each for each in find_scenario(name, PLAN, folder).events if each.id == event.id]
    assert (saved.year, saved.chance, saved.recovers) == (2029, 0.3, 3)
    assert {each: figure.signed for each, figure in saved.hits.items()} == {first: -12.5, "poultry": -20.0}
    assert saved.basis is not None and saved.basis.note == "Sở Nông nghiệp"


def test_a_field_set_back_is_no_change() -> None:
    test = opened("events", scenario="centre-moves", lang="en")
    event = find_scenario("centre-moves", PLAN).events[0]
    key = f"year-centre-moves-{event.id}"
    test.selectbox(key=key).set_value(2030 if event.year != 2030 else 2029).run()
    assert test.query_params["ev"]
    test.selectbox(key=key).set_value(event.year).run()
    assert "ev" not in test.query_params


def fill(test: AppTest, **fields: object) -> AppTest:
    """Fill in the form of a new event or delay, and press Add."""
    for name, value in fields.items():
        for kind in (test.text_input, test.number_input, test.selectbox, test.multiselect):
            for widget in kind:
                if widget.key == f"new-event-{name.replace('_', '-')}":
                    widget.set_value(value)
    (add,) = [button for button in test.button if button.label == "Add"]
    add.click().run()
    assert not test.exception
    return test


def test_a_new_event_and_a_new_delay_are_added_with_their_basis_and_saved(folder: Path) -> None:
    test = opened("events", lang="en")
    fill(
        test,
        name="Bão lớn",
        indicators_event=["budget_revenue", "trained_labour"],
        size=-10.0,
        year=2027,
        chance=25.0,
        note="Yagi, 2024",
    )
    assert test.toggle[0].label.startswith("Bão lớn")
    test.segmented_control(key="new-event-kind").set_value("delay").run()
    fill(test, name="Late road", indicators_delay=["budget_revenue"], late=2, note="Sở Xây dựng")
    kept = reopened(test, "events")
    assert [each.label.replace("\\", "") for each in kept.toggle] == ["Bão lớn, 2027", "Late road"]
    save_as(reopened(kept, "save"), "Storm")
    (name,) = Workspace(folder).scenarios("cam-duong")
    saved = find_scenario(name, PLAN, folder)
    (event,), (delay,) = saved.events, saved.delays
    assert (event.id, event.year, event.chance, event.recovers) == ("bao-lon", 2027, 0.25, None)
    assert [(each.unit.kind, each.signed) for each in event.hits.values()] == [("percent", -10.0), ("points", -10.0)]
    assert event.basis is not None and (event.basis.kind, event.basis.note) == ("assumption", "Yagi, 2024")
    assert (delay.years, delay.of) == (2, ("budget_revenue",))


def test_a_new_event_tells_all_that_is_missing_and_keeps_what_was_typed() -> None:
    test = fill(opened("events", lang="en"), basis="document", size=-5.0)
    said = texts(test).replace("\\", "")
    for missing in ("Give it a name.", "at least one indicator", "what it rests on", "Name the document"):
        assert missing in said
    assert test.number_input(key="new-event-size").value == -5.0
    assert "ev" not in test.query_params
    fill(test, name="<img src=x>", indicators_event=["poultry"], note="x", document="report", page="3", quote="lũ")
    assert test.toggle[0].label.replace("\\", "").startswith("<img src=x>")
    test.button(key="out-img-src-x").click().run()
    assert not test.toggle
    assert "ev" not in test.query_params


def test_an_event_of_an_address_that_does_not_fit_is_left_out_and_said() -> None:
    odd = [
        '{"id":"x","year":"2099","hits":{"poultry":"-5%"}}',
        '{"id":"y","year":"2027","hits":{"nothing":"-5%"}}',
        "[" * 3000,
        "{}",
    ]
    test = opened("events", ev=odd, dl=['{"id":"z","years":"2","of":["nothing"]}'], lang="en")
    assert "Not understood, and left out" in texts(test)
    assert "ev" not in test.query_params
    assert not test.toggle


def test_the_part_of_the_page_and_a_path_as_it_is_written_stand_in_the_address(folder: Path) -> None:
    test = opened("years", p="budget_revenue:2026@12%/năm|2027-2030@đến 5.600 tỷ đồng năm 2030", lang="en")
    said = texts(test).replace("\\", "")
    assert "State budget revenue in the ward (2026: 12%/yr; 2027–2030: to 5,600 billion VND in 2030)" in said
    assert param(test, "part") == ["years"]
    again = AppTest.from_function(one_page, kwargs={"part": "compare"}, default_timeout=60)
    for name in test.query_params:
        again.query_params[name] = param(test, name)
    again.run()
    assert again.session_state["part"] == "years"
    saved = save_as(reopened(test, "save"), "Goal")
    (name,) = Workspace(folder).scenarios("cam-duong")
    path = find_scenario(name, PLAN, folder).paths["budget_revenue"]
    assert [each.move.kind for each in path] == ["rate", "to"]
    assert "p" not in saved.query_params


def test_a_path_of_an_address_that_makes_no_sense_is_left_out_and_said() -> None:
    test = opened("years", p=["budget_revenue:@to the moon", "grdp:2026@12%/yr", "nothing:@12%/yr"], lang="en")
    assert "Not understood, and left out" in texts(test)
    assert "p" not in test.query_params


def test_a_reason_is_kept_with_the_scenario(folder: Path) -> None:
    test = opened("events", r="budget_revenue:12.9", lang="en")
    test.text_area[0].set_value("Hai dự án mới").run()
    kept = save_as(reopened(test, "save"), "Two projects")
    (name,) = Workspace(folder).scenarios("cam-duong")
    saved = find_scenario(name, PLAN, folder)
    assert saved.reasons["budget_revenue"].note == "Hai dự án mới"
    assert saved.paths["budget_revenue"][0].move.text == "12.9%/yr"
    assert param(kept, "scenario") == [name]
    assert "r" not in kept.query_params


def test_save_rename_duplicate_delete_and_undo(folder: Path) -> None:
    test = save_as(opened("save", r="budget_revenue:12.9", lang="en"), "Thận trọng")
    assert "Saved: Thận trọng" in texts(test)
    assert Workspace(folder).scenarios("cam-duong") == ("than-trong",)
    test.text_input(key="rename_to").set_value("Careful").run()
    test.button(key="rename").click().run()
    assert Workspace(folder).scenario("cam-duong", "than-trong")[0].name.en == "Careful"
    test.button(key="duplicate").click().run()
    assert set(Workspace(folder).scenarios("cam-duong")) == {"than-trong", "careful-copy"}
    test.button(key="delete").click().run()
    assert Workspace(folder).scenarios("cam-duong") == ("than-trong",)
    test.button(key="undelete").click().run()
    assert not test.exception
    assert set(Workspace(folder).scenarios("cam-duong")) == {"than-trong", "careful-copy"}
    assert "Lan" in texts(test)


def test_the_history_names_old_and_new_values() -> None:
    test = save_as(opened("save", r="budget_revenue:12", lang="vi"), "Thận trọng")
    test.session_state["rates"] = {"cam-duong": {"budget_revenue": 10.0}}
    test.run()
    test.button(key="save").click().run()
    (history,) = [each.value for each in test.table if "Thay đổi" in each.value.columns]
    changes = [cell.replace("\\", "") for cell in history["Thay đổi"]]
    assert changes[0] == "Thu ngân sách nhà nước trên địa bàn: 12%/năm → 10%/năm"
    assert changes[1] == "Thu ngân sách nhà nước trên địa bàn: như kịch bản gốc → 12%/năm"


def test_two_people_save_one_scenario_and_both_are_kept(folder: Path) -> None:
    save_as(opened("save", r="budget_revenue:12.9", lang="en"), "Common")
    mine = opened("save", scenario="common", lang="en")
    theirs = opened("save", scenario="common", lang="en")
    for test, who, rate in ((theirs, "Minh", 13.0), (mine, "Hoa", 14.0)):
        test.text_input(key="author").set_value(who)
        test.session_state["rates"] = {"cam-duong": {"budget_revenue": rate}}
        test.run()
        test.button(key="save").click().run()
    assert "Minh saved 'common'" in texts(mine)
    mine.button(key="keep_both").click().run()
    assert not mine.exception
    rates = {
        name: find_scenario(name, PLAN, folder).paths["budget_revenue"][0].move.text
        for name in Workspace(folder).scenarios("cam-duong")
    }
    assert rates == {"common": "13%/yr", "common-hoa": "14%/yr"}


def test_a_conflict_is_told_after_a_reload_too(folder: Path) -> None:
    save_as(opened("save", r="budget_revenue:12.9", lang="en"), "Common")
    mine = opened("save", scenario="common", lang="en")
    mine.session_state["rates"] = {"cam-duong": {"budget_revenue": 14.0}}
    mine.run()
    own, version = Workspace(folder).scenario("cam-duong", "common")
    Workspace(folder).save_scenario(own.with_path("budget_revenue", "13%/yr"), PLAN, version, "Minh")
    again = reopened(mine, "save")
    assert "Plan or scenario have changed since this link was made." in texts(again)
    again.button(key="save").click().run()
    assert "Minh saved 'common'" in texts(again)
    again.button(key="take_theirs").click().run()
    assert not state.COMPOUND[0] > 0
    assert "r" not in again.query_params


def test_a_name_is_needed_and_hostile_ones_are_names(folder: Path) -> None:
    test = opened("save", lang="en")
    test.button(key="save_as").click().run()
    assert "the name is empty" in texts(test)
    save_as(test, "../../x <img src=x>")
    assert Workspace(folder).scenarios("cam-duong") == ("x-img-src-x",)


def test_a_link_says_then_and_now() -> None:
    test = opened(lang="en", was="00000000~5200~5500~3~20", indicator="budget_revenue")
    shown = texts(test)
    assert "Then: State budget revenue" in shown.replace("**", "")
    assert "5,200 against the target 5,500" in shown
    assert "5,287 against the target 5,500" in shown
    assert param(test, "was") == ["00000000~5200~5500~3~20"]
    test.button(key="then_read").click().run()
    assert "5,200" not in texts(test)
    assert param(test, "was") != ["00000000~5200~5500~3~20"]


def test_a_link_is_opened_by_pasting_it() -> None:
    test = opened(lang="en")
    test.text_input(key="link").set_value("http://may-khac:8765/indicator?plan=ha-tu&lang=en&r=nothing:5").run()
    assert param(test, "plan") == ["ha-tu"]
    assert "left out: nothing:5" in texts(test)
    test.text_input(key="link").set_value("hello").run()
    assert "no link to a page" in texts(test)
    test.text_input(key="link").set_value("?plan=their-own&lang=en").run()
    assert "their-own, which is not on this computer" in texts(test)


def test_a_link_of_version_2_still_opens_and_is_written_anew() -> None:
    event = find_scenario("centre-moves", PLAN).events[0]
    name = next(iter(event.hits))
    test = opened("events", v="2", scenario="centre-moves", e=f"{event.id}:{name}:-33", r="poultry:4", lang="en")
    key = f"hit-{name}-centre-moves-{event.id}"
    assert test.number_input(key=key).value == -33.0
    assert param(test, "v") == ["3"]
    test.number_input(key=key).set_value(-34.0).run()
    assert "e" not in test.query_params
    assert reopened(test, "events").number_input(key=key).value == -34.0
