"""What the page is about: plan, scenario, language, indicator and changes, kept in the session and in the address.

Everything from the address is untrusted: what is not known is dropped, and said. What is not saved yet lives in the address, so that
neither a reload nor a lost connection loses it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeVar

import streamlit as st

from forecast import changes as changing
from forecast.changes import COMPOUND, LIMIT, Changes, path_text, with_growth
from forecast.plan import Plan
from forecast.scenario import Scenario
from forecast.sourced import Names
from forecast.ui import address
from forecast.ui.address import Then
from forecast.wording import N_, Wording
from forecast.workspace import chosen_root, copies
from forecast.written import is_id

V = TypeVar("V")
KEYS: Final = ("plan", "scenario", "lang", "indicator", "draft", "part")
UPLOADED: Final = "uploaded"
"""Stands for a plan of the reader's own where the id of a shipped one would stand."""
RATE_LIMIT: Final = LIMIT
SHOWN: Final = 80
CHANGED: Final = N_("{name}, changed")
BESIDE: Final = 3
"""Scenarios beside the one shown."""
__all__ = ["COMPOUND", "KEYS", "RATE_LIMIT", "UPLOADED", "path_text"]


def load(plans: Iterable[str]) -> None:
    """Take over the address once at the start of a session; later the session leads."""
    session = st.session_state
    if "dropped" not in session:
        session["dropped"], session["rates"], session["edits"] = [], {}, {}
        take({key: st.query_params.get_all(key) for key in st.query_params}, sorted(plans))
    if "part" in session:
        session["part"] = session["part"]  # stays on pages that do not ask for it


def take(params: Mapping[str, Sequence[str]], known: Sequence[str]) -> None:
    """Make the page show what an address says."""
    session = st.session_state
    given, readable = address.unpacked(params)
    single = {key: values[0] for key, values in given.items() if values}
    if not readable:
        drop("z")
    session["fresh"], session["then"] = True, Then.read(single.get("was", ""))
    session["newer"] = single.get("v", "1").isdecimal() and int(single.get("v", "1")[:9]) > address.VERSION
    session["lang"] = _known(single.get("lang"), ("vi", "en"), "vi")
    if "file" in single:
        session["table_copy"] = single["file"]
    if "own" in single:
        session["own_copy"] = single["own"] if copies.load(chosen_root(), single["own"]) is not None else None
        session.pop("own", None)
    session["plan"] = _plan(single.get("plan"), known)
    session["scenario"] = single.get("scenario", "stated")
    session["indicator"] = single.get("indicator")
    session["with"] = given.get("with", [])[:BESIDE]
    if "part" in single:
        session["part"] = single["part"]
    found, dropped = address.read_changes(given)
    for text in dropped:
        drop(text)
    put(found)
    if found and "base" in single:
        session.setdefault("bases", {})[session["plan"], session["scenario"]] = single["base"][:16]


def _known(given: str | None, allowed: Iterable[str], otherwise: str) -> str:
    if given is not None and given not in allowed:
        drop(given)
        return otherwise
    return given or otherwise


def _plan(given: str | None, known: Sequence[str]) -> str:
    otherwise = "cam-duong" if "cam-duong" in known else known[0]
    if given == UPLOADED and st.session_state.get("own_copy") is not None:
        return UPLOADED
    if given == UPLOADED:
        st.session_state["was_uploaded"] = True
    elif given is not None and given not in known and is_id(given):
        st.session_state["missing"] = given
    else:
        return _known(given, known, otherwise)
    return otherwise


def drop(text: str) -> None:
    """Note something that was not understood, to be said once."""
    st.session_state["dropped"].append(text[:SHOWN])


def settle(key: str, allowed: Iterable[V], otherwise: V) -> None:
    """Make sure that a choice exists and stays on pages that do not ask for it; one that does not is said if it is from the address."""
    session, known = st.session_state, list(allowed)
    if session.get(key) in known:
        session[key] = session[key]
        return
    if session.get("fresh") and session.get(key):
        if key == "scenario" and is_id(str(session[key])):
            session["missing"] = session.get("missing") or str(session[key])
        else:
            drop(str(session[key]))
    session[key] = otherwise


def stay(key: str, allowed: Iterable[str], otherwise: Iterable[str] = ()) -> None:
    """Keep several choices where the words of the options change, as with the language: a browser holds their words alone."""
    session, known = st.session_state, list(allowed)
    session[key] = [name for name in session.get(key, otherwise) if name in known]


def begin(scenario: str, version: str | None) -> None:
    """Remember the version of a saved scenario when it was last seen without changes: what is saved later started from that."""
    session = st.session_state
    bases: dict[tuple[str, str], str] = session.setdefault("bases", {})
    key = (session["plan"], scenario)
    if version is None:
        bases.pop(key, None)
    elif not edits():
        bases[key] = version
    else:
        bases.setdefault(key, version)


def base(scenario: str) -> str | None:
    """Version of a saved scenario that the changes began with; None for one that is not saved."""
    found: str | None = st.session_state.get("bases", {}).get((st.session_state["plan"], scenario))
    return found


def save(now: Then | None = None) -> None:
    """Write what the page is about into the address, so that the link opens the same picture.

    Parameters
    ----------
    now : the figures of this moment, for a reader of the link to whom the data say something else
    """
    session = st.session_state
    session["fresh"] = False
    wanted = {"v": [str(address.VERSION)]}
    wanted |= {key: [str(session[key])] for key in KEYS if session.get(key)}
    copied = {"own": session.get("own_copy"), "file": session.get("table_copy")}
    wanted |= {key: [name] for key, name in copied.items() if name}
    wanted |= {"with": list(session["with"])} if session.get("with") else {}
    wanted |= address.write_changes(edits())
    started = base(session.get("scenario", ""))
    wanted |= {"base": [started]} if started and edits() else {}
    then = session.get("then") or now
    fitted = address.fitted(wanted | ({} if then is None else {"was": [str(then)]}))
    session["too_long"] = fitted is None
    if fitted is not None and {key: st.query_params.get_all(key) for key in st.query_params} != fitted:
        st.query_params.from_dict(fitted)


def changed() -> dict[str, float]:
    """Changed growth of the plan shown that is the same every year: per cent, points or units, or the yearly amount."""
    rates: dict[str, float] = st.session_state["rates"].setdefault(st.session_state["plan"], {})
    return rates


def edits() -> Changes:
    """Everything that is changed about the scenario shown and not saved."""
    session = st.session_state
    kept: Changes = session.setdefault("edits", {}).get(session["plan"], Changes())
    return replace(kept, rates=dict(changed()))


def put(changes: Changes) -> None:
    """Take these changes for those of the plan shown."""
    session = st.session_state
    rates = changed()
    rates.clear()
    rates.update(changes.rates)
    session.setdefault("edits", {})[session["plan"]] = changes


def forget() -> None:
    """Give everything back to the scenario."""
    put(Changes())


def change(indicator: str, value: float | None) -> None:
    """Set the growth of one indicator, or give it back to the scenario."""
    put(with_growth(edits(), indicator, None if value is None else (float(f"{value:.12g}"),)))


def apply(scenario: Scenario, plan: Plan, movable: Iterable[str]) -> Scenario:
    """The scenario with the changes on top; those of growth that cannot be are dropped for good, and said."""
    wanted = edits()
    after, kept = changing.apply(wanted, scenario, plan, frozenset(movable))
    for name, value in sorted(wanted.rates.items()):
        if name not in kept.rates:
            change(name, None)
            drop(f"{name}:{value:g}")
    for name in sorted({*wanted.years, *wanted.paths} - {*kept.years, *kept.paths}):
        change(name, None)
        drop(name)
    lost = sorted({*wanted.events, *wanted.delays} - {*kept.events, *kept.delays})
    if lost:
        put(replace(edits(), events=kept.events, delays=kept.delays))
        for name in lost:
            drop(name)
    return after if after == scenario else after.model_copy(update={"name": _changed(scenario.name)})


def _changed(name: Names) -> Names:
    """The name of a scenario that is changed and not saved: every page, proof and document calls it that."""
    vi, en = Wording("vi"), Wording("en")
    return Names(vi=vi.text(CHANGED, name=vi.name(name)), en=en.text(CHANGED, name=en.name(name)))
