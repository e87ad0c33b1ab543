"""What is saved is whole, never over somebody else's, and can be brought back: by processes, by kills, by random histories."""

import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import goal, indicator, plan

from forecast.errors import ConflictError, FileError, MissingError, SavingError
from forecast.files import find_scenario, list_plans, list_scenarios, read_plan
from forecast.scenario import Scenario
from forecast.sourced import Names
from forecast.workspace import NONE, Entry, Item, Workspace, chosen_root, free_id
from forecast.workspace.store import Store

PLAN = plan(indicator("revenue", targets=[goal("5.500 tỷ đồng")]))
FORK = multiprocessing.get_context("fork")


def scenario(name: str = "mine", growth: str = "12%/năm", **more: object) -> Scenario:
    data = {"id": name, "name": {"vi": "Của tôi"}, "for": PLAN.id, "extends": "stated", "paths": {"revenue": growth}}
    return Scenario.model_validate(data | more)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "work")


def test_nothing_is_written_before_something_is_saved(workspace):
    assert (workspace.plans(), workspace.scenarios(PLAN.id), workspace.deleted(PLAN.id)) == ((), (), ())
    assert len(workspace.facts(PLAN)) == 0
    assert not workspace.root.exists()


def test_a_saved_scenario_is_offered_and_read_like_a_shipped_one(workspace):
    saved = workspace.save_scenario(scenario(), PLAN, NONE, "Lan")
    assert workspace.scenario(PLAN.id, "mine") == (scenario(), saved.version)
    assert list_scenarios(PLAN.id, workspace.root)[-1] == "mine"
    assert "mine" not in list_scenarios(PLAN.id)
    found = find_scenario("mine", PLAN, workspace.root)
    assert (found.rule, found.paths) == ("stated", scenario().paths)
    child = scenario("child", "13%/năm", extends="mine")
    workspace.save_scenario(child, PLAN, NONE, "Lan")
    assert find_scenario("child", PLAN, workspace.root).paths == child.paths


def test_a_saved_plan_stands_for_the_shipped_one_of_the_same_id(workspace):
    shipped = read_plan("cam-duong")
    own = shipped.model_copy(update={"name": Names(vi="Bản của tôi")})
    workspace.save_plan(own, NONE, "Lan")
    assert read_plan("cam-duong", workspace.root) == own
    assert read_plan("cam-duong") == shipped
    assert list_plans(workspace.root) == list_plans()


def test_saving_over_what_somebody_saved_in_between_is_refused_and_says_who(workspace):
    base = workspace.save_scenario(scenario(), PLAN, NONE, "Lan").version
    theirs = workspace.save_scenario(scenario(growth="13%/năm"), PLAN, base, "Minh").version
    with pytest.raises(ConflictError, match="Minh saved 'mine' on ") as caught:
        workspace.save_scenario(scenario(growth="14%/năm"), PLAN, base, "Lan")
    assert (caught.value.code, caught.value.version, caught.value.by) == ("saved_in_between", theirs, "Minh")
    with pytest.raises(ConflictError):
        workspace.save_scenario(scenario(growth="14%/năm"), PLAN, NONE, "Lan")
    workspace.save_scenario(scenario("mine-2", "14%/năm"), PLAN, NONE, "Lan")
    assert [find_scenario(name, PLAN, workspace.root).paths["revenue"][0].move.rate for name in ("mine", "mine-2")] == [
        0.13, 0.14,
    ]  # fmt: skip


def test_what_was_deleted_in_between_is_not_brought_back_silently(workspace):
    base = workspace.save_scenario(scenario(), PLAN, NONE, "Lan").version
    workspace.delete_scenario(PLAN.id, "mine", base, "Minh")
    with pytest.raises(ConflictError, match="Minh deleted") as caught:
        workspace.save_scenario(scenario(growth="14%/năm"), PLAN, base, "Lan")
    assert caught.value.code == "deleted_in_between"


def test_delete_and_undo_rename_and_history(workspace):
    workspace.save_scenario(scenario(), PLAN, NONE, "Lan")
    renamed = workspace.rename_scenario(PLAN, "mine", Names(vi="Tên mới"), "Minh")
    workspace.delete_scenario(PLAN.id, "mine", renamed.version, "Hoa")
    assert (workspace.scenarios(PLAN.id), workspace.deleted(PLAN.id)) == ((), ("mine",))
    item = Item("scenarios", PLAN.id, "mine")
    workspace.restore(item, "Lan")
    assert workspace.scenario(PLAN.id, "mine")[0].name.vi == "Tên mới"
    assert workspace.deleted(PLAN.id) == ()
    told = [(entry.by, entry.what) for entry in workspace.store.history(item)]
    assert told == [("Lan", "created"), ("Minh", "renamed"), ("Hoa", "deleted"), ("Lan", "restored")]
    with pytest.raises(ConflictError):
        workspace.restore(item, "Lan")
    with pytest.raises(MissingError, match="nothing is saved as 'other'") as missing:
        workspace.restore(Item("scenarios", PLAN.id, "other"), "Lan")
    assert missing.value.code == "nothing_saved"


@pytest.mark.parametrize("note", ["[" * 100_000, "[]", "{}", "no"])
def test_a_note_of_the_history_that_cannot_be_read_is_passed_over(workspace, note):
    workspace.save_scenario(scenario(), PLAN, NONE, "Lan")
    item = Item("scenarios", PLAN.id, "mine")
    (first,) = (workspace.root / "history").rglob("*.json")
    first.with_name("000002.json").write_text(note, encoding="utf-8")
    assert [entry.what for entry in workspace.store.history(item)] == ["created"]


def test_saving_the_same_again_changes_nothing(workspace):
    base = workspace.save_scenario(scenario(), PLAN, NONE, "Lan").version
    assert workspace.save_scenario(scenario(), PLAN, base, "Minh").version == base
    assert len(workspace.store.history(Item("scenarios", PLAN.id, "mine"))) == 1


def test_a_change_by_another_program_is_seen_and_nobody_is_named(workspace):
    base = workspace.save_scenario(scenario(), PLAN, NONE, "Lan").version
    path = workspace.store.path(Item("scenarios", PLAN.id, "mine"))
    path.write_text(path.read_text(encoding="utf-8").replace("12%", "15%"), encoding="utf-8")
    with pytest.raises(ConflictError) as caught:
        workspace.save_scenario(scenario(growth="13%/năm"), PLAN, base, "Lan")
    assert caught.value.by == ""
    now = workspace.scenario(PLAN.id, "mine")[1]
    workspace.save_scenario(scenario(growth="13%/năm"), PLAN, now, "Lan")
    history = workspace.store.history(Item("scenarios", PLAN.id, "mine"))
    assert [entry.what for entry in history] == ["created", "outside", "changed"]
    assert "15%/năm" in history[1].content


@pytest.mark.parametrize("name", ["stated", "required", "centre-moves"])
def test_what_comes_with_the_program_is_not_saved_over(name, workspace):
    real = read_plan("cam-duong")
    with pytest.raises(SavingError, match="comes with the program") as caught:
        workspace.save_scenario(scenario(name, **{"for": "cam-duong", "paths": {}}), real, NONE, "Lan")
    assert caught.value.code == "scenario_shipped"


@pytest.mark.parametrize("name", ["../x", "con", "A", "", "a/b", "a" * 65, "a\n", "."])
def test_an_id_never_leads_elsewhere(name, workspace):
    for item in (Item("scenarios", "test", name), Item("scenarios", name, "mine"), Item("plans", name)):
        with pytest.raises(SavingError):
            workspace.store.save(item, b"x", NONE, "Lan")
    assert not workspace.root.exists()


@pytest.mark.parametrize("link", ["plans", "plans/test.yaml", "history", ".locks"])
def test_links_inside_are_refused(link, tmp_path):
    outside, root = tmp_path / "outside", tmp_path / "work"
    outside.mkdir()
    root.mkdir()
    (outside / "test.yaml").write_text("theirs", encoding="utf-8")
    (root / link).parent.mkdir(exist_ok=True)
    (root / link).symlink_to(outside / "test.yaml" if link.endswith("yaml") else outside)
    with pytest.raises((SavingError, FileError)):
        Workspace(root).save_plan(PLAN, NONE, "Lan")
    assert (outside / "test.yaml").read_text(encoding="utf-8") == "theirs"
    assert [path.name for path in outside.iterdir()] == ["test.yaml"]


def test_what_is_too_large_or_cannot_be_written_is_said(workspace, tmp_path):
    with pytest.raises(SavingError, match="2000001 bytes") as caught:
        workspace.store.save(Item("plans", "big"), b"x" * 2_000_001, NONE, "Lan")
    assert caught.value.code == "workspace_large"
    file = tmp_path / "file"
    file.write_text("no folder", encoding="utf-8")
    with pytest.raises(SavingError) as caught:
        Workspace(file).save_plan(PLAN, NONE, "Lan")
    assert caught.value.code == "workspace_not_written"


def test_a_scenario_with_a_fault_is_not_saved(workspace):
    with pytest.raises(FileError) as caught:
        workspace.save_scenario(scenario(paths={"nothing": "12%/yr"}), PLAN, NONE, "Lan")
    assert [fault.code for fault in caught.value.faults] == ["path_unknown"]
    assert workspace.scenarios(PLAN.id) == ()


def test_ids_are_made_from_names_in_vietnamese():
    assert free_id("Đường sắt và khu nghỉ dưỡng", ()) == "duong-sat-va-khu-nghi-duong"
    assert free_id("Kịch bản", {"kich-ban", "kich-ban-2"}) == "kich-ban-3"
    assert free_id("2030", ()) == "scenario-2030"
    assert free_id("CON", ()) == "con-2"
    assert free_id("計画", ()) == "scenario"


def test_the_folder_is_the_one_given_or_of_the_environment_or_of_the_user(monkeypatch, tmp_path):
    monkeypatch.setenv("FORECAST_WORKSPACE", str(tmp_path / "env"))
    assert chosen_root(tmp_path / "given") == tmp_path / "given"
    assert chosen_root() == tmp_path / "env"
    monkeypatch.delenv("FORECAST_WORKSPACE")
    assert chosen_root().name == "forecast"


# facts


def actuals(*figures: str, day: str = "2027-03-20", author: str = "Lan") -> str:
    heads = "plan,indicator,period,figure,status,known_on,source,author,definition,note"
    rows = [f'test,revenue,{2026 + n},"{figure}",,{day},report,{author},,' for n, figure in enumerate(figures)]
    return "\n".join([heads, *rows]) + "\n"


def test_facts_are_added_once_and_never_lost(workspace):
    assert workspace.append_facts(PLAN, actuals("3.300 tỷ đồng"), "a.csv", "Lan") == 1
    assert workspace.append_facts(PLAN, actuals("3.300 tỷ đồng"), "a.csv", "Lan") == 0
    later = actuals("3.310 tỷ đồng", day="2027-05-01")
    assert workspace.append_facts(PLAN, later, "b.csv", "Minh") == 1
    assert [fact.printed for fact in workspace.facts(PLAN).rows] == ["3.300 tỷ đồng", "3.310 tỷ đồng"]


def test_facts_with_a_fault_are_not_written_at_all(workspace):
    workspace.append_facts(PLAN, actuals("3.300 tỷ đồng"), "a.csv", "Lan")
    before = workspace.store.read(Item("actuals", PLAN.id))
    with pytest.raises(FileError) as caught:
        workspace.append_facts(PLAN, actuals("3.400 tỷ đồng", "3.700 ha", day="2028-03-20"), "b.csv", "Lan")
    assert [fault.line for fault in caught.value.faults] == [3]
    with pytest.raises(FileError):
        workspace.append_facts(PLAN, actuals("3.400 tỷ đồng"), "b.csv", "Lan")
    assert workspace.store.read(Item("actuals", PLAN.id)) == before


def add_some(root: str, who: int, many: int) -> None:
    for number in range(many):
        content = actuals(f"3.{300 + number} tỷ đồng", day=f"2027-{who + 3:02}-{number + 1:02}", author=f"a{who}")
        Workspace(root).append_facts(PLAN, content, "new.csv", f"a{who}")


def test_two_processes_that_add_at_once_lose_nothing(workspace):
    people = [FORK.Process(target=add_some, args=(str(workspace.root), who, 12)) for who in range(3)]
    for person in people:
        person.start()
    for person in people:
        person.join(60)
    assert [person.exitcode for person in people] == [0, 0, 0]
    facts = workspace.facts(PLAN)
    assert sorted((fact.author, fact.known_on) for fact in facts.rows) == sorted(
        (f"a{who}", f"2027-{who + 3:02}-{number + 1:02}") for who in range(3) for number in range(12)
    )
    assert len(workspace.store.history(Item("actuals", PLAN.id))) == 36


def save_one(root: str, growth: str, base: str, done: object) -> None:
    try:
        Workspace(root).save_scenario(scenario(growth=growth), PLAN, base, growth)
        done.put(growth)  # type: ignore[attr-defined]
    except ConflictError:
        done.put("conflict")  # type: ignore[attr-defined]


def test_of_several_people_who_save_one_scenario_at_once_only_the_first_does(workspace):
    base, done = workspace.save_scenario(scenario(), PLAN, NONE, "Lan").version, FORK.Queue()
    people = [FORK.Process(target=save_one, args=(str(workspace.root), f"{13 + n}%/năm", base, done)) for n in range(4)]
    for person in people:
        person.start()
    told = [done.get(timeout=60) for _ in people]
    for person in people:
        person.join(60)
    assert told.count("conflict") == 3
    winner = next(each for each in told if each != "conflict")
    assert workspace.scenario(PLAN.id, "mine")[0].paths["revenue"][0].move.text == winner


# kills

OLD, NEW = b"old " * 20_000, b"new! " * 20_000
ITEM = Item("actuals", "test")


def in_a_child(work) -> int:
    """Process that runs `work` and ends."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return child


def look(store: Store) -> str:
    """Which content the file has; it is never anything between, and the history fits it."""
    content = store.read(ITEM).content
    assert content in (OLD, NEW)
    assert store.history(ITEM)[-1].version == store.read(ITEM).version
    assert all(entry.what != "outside" for entry in store.history(ITEM))
    return "old" if content == OLD else "new"


def test_two_hundred_kills_leave_the_old_file_or_the_new_one(tmp_path):
    """Each child saves one content after the other until it is killed at a random moment."""
    store, moments = Store(tmp_path / "work"), random.Random(7)
    store.save(ITEM, OLD, NONE, "first")

    def work() -> None:
        while True:
            for content in (NEW, OLD):
                store.change(ITEM, lambda now, content=content: content, "child", "changed")

    seen = set()
    for _ in range(200):
        child = in_a_child(work)
        time.sleep(moments.uniform(0.002, 0.012))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        seen.add(look(store))
    assert seen == {"old", "new"}
    store.change(ITEM, lambda now: NEW, "last", "changed")
    left = [path.name for path in (tmp_path / "work" / "actuals").iterdir()]
    assert left == ["test.csv"]


@pytest.mark.parametrize("call", ["open", "fsync", "replace", "unlink"])
def test_an_end_at_any_step_leaves_the_old_file_or_the_new_one(call, tmp_path, monkeypatch):
    """The process ends at the first, second, … call of the system that writes."""
    real = {"open": os.open, "fsync": os.fsync, "replace": os.replace, "unlink": os.unlink}[call]
    for step in range(12):
        store = Store(tmp_path / f"{call}{step}")
        store.save(ITEM, OLD, NONE, "first")

        def work(store: Store = store, step: int = step) -> None:
            left = [step]

            def ending(*args: object, **more: object) -> object:
                if left[0] == 0:
                    os._exit(9)
                left[0] -= 1
                return real(*args, **more)

            monkeypatch.setattr(os, call, ending)
            store.change(ITEM, lambda now: NEW, "second", "changed")

        os.waitpid(in_a_child(work), 0)
        look(store)
        store.change(ITEM, lambda now: NEW, "third", "changed")
        assert look(store) == "new"


# random histories

steps = st.lists(
    st.tuples(
        st.sampled_from(["save", "delete", "restore", "outside"]), st.sampled_from("ab"), st.sampled_from([10, 11, 12])
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=25)
@given(steps)
def test_in_any_history_nothing_saved_is_lost(tmp_path_factory, actions):
    """Every text that was ever saved is in the history, and the last entry is the file as it is."""
    workspace = Workspace(tmp_path_factory.mktemp("work"))
    kept: dict[str, set[str]] = {"a": set(), "b": set()}
    for action, name, growth in actions:
        item = Item("scenarios", PLAN.id, name)
        now = workspace.store.read(item)
        base = NONE if now is None else now.version
        if action == "save":
            saved = workspace.save_scenario(scenario(name, f"{growth}%/năm"), PLAN, base, "Lan")
            kept[name].add(saved.content.decode())
        elif action == "outside" and now is not None:
            workspace.store.path(item).write_bytes(now.content + b"# by hand\n")
        elif action == "delete":
            workspace.delete_scenario(PLAN.id, name, base, "Lan")
        elif action == "restore" and now is None and kept[name]:
            workspace.restore(item, "Lan")
        now = workspace.store.read(item)
        history = workspace.store.history(item)
        assert (history[-1].version if history else NONE) == (NONE if now is None else now.version)
        assert kept[name] <= {entry.content for entry in history}


def test_a_first_saving_that_never_came_to_its_end_leaves_no_trace(tmp_path, monkeypatch):
    store = Store(tmp_path / "work")

    def work() -> None:
        monkeypatch.setattr("forecast.workspace.atomic.put", lambda temporary, path: os._exit(9))
        store._note(ITEM, Entry(number=0, when="2026-01-31", by="gone", what="created", version="x"), NEW)

    os.waitpid(in_a_child(work), 0)
    store._note(ITEM, Entry(number=0, when="2026-01-31", by="gone", what="created", version="x"), NEW)
    assert store.history(ITEM) == ()
    store.save(ITEM, OLD, NONE, "second")
    assert [entry.by for entry in store.history(ITEM)] == ["second"]
    assert [path.name for path in store._history(ITEM).iterdir()] == ["000001.json"]
