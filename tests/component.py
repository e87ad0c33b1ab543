"""The sliders and tables of a page in tests without a browser: what the component is told, and what it would send.

AppTest has no public way to act for a component, so its private calls stand here alone.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from forecast.proof import Proof


def sliders(test: AppTest) -> dict[str, dict[str, Any]]:
    """What the browser is told of each slider, by indicator."""
    return {item["id"]: item for item in json.loads(_proto(test).json)["items"]}


def shown(test: AppTest, indicator: str) -> dict[str, str]:
    """Figures of a slider as Python has them: projected, gap, target, required, standing."""
    return dict(sliders(test)[indicator]["texts"])


def move(test: AppTest, **values: Any) -> None:
    """Let go of sliders at these values."""
    known = sliders(test)
    moves = {name: {"value": value, "rev": known.get(name, {"rev": 0})["rev"]} for name, value in values.items()}
    send(test, moves)


def send(test: AppTest, moves: Any) -> None:
    """Send a state as a browser could."""
    _run(test, WidgetState(id=_proto(test).id, json_value=json.dumps({"moves": moves})))


def trigger(test: AppTest, event: str, value: Any, kind: str = "items", at: int = 0, title: str = "") -> None:
    """Send what happens once, `typed` or `prove`; of the component at a place among those whose data have `kind`, and `title` if given."""
    sent = json.dumps([{"event": event, "value": value}])
    _run(test, WidgetState(id=_make_trigger_id(_proto(test, kind, at, title).id, "events"), json_trigger_value=sent))


def titled(test: AppTest, title: str) -> list[list[dict[str, Any]]]:
    """Cells of the table of a title, as the browser is told of them."""
    return list(json.loads(_proto(test, "prove", title=title).json)["rows"])


def everything(test: AppTest) -> list[list[list[dict[str, Any]]]]:
    """Cells of every table whose numbers have a proof, as the browser is told of them."""
    found = [json.loads(each.proto.json) for each in test.get("bidi_component")]  # type: ignore[attr-defined]
    return [data["rows"] for data in found if "prove" in data]


def proofs_made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What proofs are of that are made from now on."""
    made, of = [], Proof.of

    def counted(what: str, *parts: Any, **more: Any) -> Proof:
        made.append(what)
        return of(what, *parts, **more)

    monkeypatch.setattr(Proof, "of", counted)
    return made


def unfold(test: AppTest, key: str) -> None:
    """Open a popover that runs the page again."""
    found = [block.proto.id for block in _blocks(test.main) if block.type == "popover"]
    _run(test, WidgetState(id=next(each for each in found if each.endswith(f"-{key}")), bool_value=True))


def _blocks(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        if hasattr(child, "children"):
            yield child
            yield from _blocks(child)


def open_popovers(test: AppTest, *labels: str) -> None:
    """Open the popovers with these labels, all at once."""
    found = [block.proto for block in _blocks(test.main) if block.type == "popover"]
    wanted = [proto for proto in found if proto.popover.label.replace("\\", "") in labels]
    assert len(wanted) == len(labels), [proto.popover.label for proto in found]
    _run(test, *(WidgetState(id=proto.id, bool_value=True) for proto in wanted))


def _blocks(block: Any) -> Iterator[Any]:
    for child in getattr(block, "children", {}).values():
        yield child
        yield from _blocks(child)


def tables(test: AppTest) -> list[list[list[str]]]:
    """Cells of each table whose numbers have a proof."""
    found = [json.loads(each.proto.json) for each in test.get("bidi_component")]  # type: ignore[attr-defined]
    return [
        [[" ".join(map(_part, cell["parts"])) for cell in row] for row in data["rows"]]
        for data in found
        if "prove" in data
    ]


def _part(part: dict[str, str]) -> str:
    return " ".join(part[name] for name in ("sign", "text") if name in part)


def _proto(test: AppTest, kind: str = "items", at: int = 0, title: str = "") -> Any:
    found = [(each.proto, json.loads(each.proto.json)) for each in test.get("bidi_component")]  # type: ignore[attr-defined]
    return [proto for proto, data in found if kind in data and title in ("", data.get("title"))][at]


def _run(test: AppTest, *changed: WidgetState) -> None:
    states = test._tree.get_widget_states()
    states.widgets.extend(changed)
    test._run(states)
