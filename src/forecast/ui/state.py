"""What the page is about: plan, scenario, language, indicator and changed rates, kept in the session and in the address.

Everything from the address is untrusted: what is not known is dropped, and said.
"""

import math
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

import streamlit as st

from forecast.errors import ForecastError
from forecast.figures import write_unit
from forecast.plan import Indicator, Plan
from forecast.projection import amount
from forecast.scenario import Scenario

KEYS: Final = ("plan", "scenario", "lang", "indicator", "draft")
UPLOADED: Final = "uploaded"
"""Stands for a plan of the reader's own where the id of a shipped one would stand."""
RATE_LIMIT: Final = 1e12
COMPOUND: Final = (-99.0, 1000.0)
"""Growth that a path may have [%/yr]."""
MAX_RATES: Final = 200
SHOWN: Final = 80


def load(plans: Iterable[str]) -> None:
    """Take over the address once at the start of a session; later the session leads."""
    session = st.session_state
    if "dropped" in session:
        return
    params, known = st.query_params, sorted(plans)
    session["dropped"], session["fresh"], session["rates"] = [], True, {}
    session["lang"] = _known(params.get("lang"), ("vi", "en"), "vi")
    session["plan"] = _known(params.get("plan"), known, "cam-duong" if "cam-duong" in known else known[0])
    session["scenario"] = params.get("scenario", "stated")
    session["indicator"] = params.get("indicator")
    for text in params.get_all("r")[:MAX_RATES]:
        name, _, number = text[:120].partition(":")
        if (value := _finite(number)) is None:
            drop(text)
        else:
            session["rates"].setdefault(session["plan"], {})[name] = value


def _known(given: str | None, allowed: Iterable[str], otherwise: str) -> str:
    if given is None or given in allowed:
        return given or otherwise
    if given == UPLOADED:
        st.session_state["was_uploaded"] = True
    else:
        drop(given)
    return otherwise


def drop(text: str) -> None:
    """Note something that was not understood, to be said once."""
    st.session_state["dropped"].append(text[:SHOWN])


def settle(key: str, allowed: Iterable[str], otherwise: str) -> None:
    """Make sure that a choice exists and stays on pages that do not ask for it; one that does not is said if it is from the address."""
    session, known = st.session_state, list(allowed)
    if session.get(key) in known:
        session[key] = session[key]
        return
    if session.get("fresh") and session.get(key):
        drop(str(session[key]))
    session[key] = otherwise


def _finite(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= RATE_LIMIT else None


def save() -> None:
    """Write what the page is about into the address, so that the link opens the same picture."""
    session = st.session_state
    session["fresh"] = False
    wanted: dict[str, str | list[str]] = {key: session[key] for key in KEYS if session.get(key)}
    if rates := [f"{name}:{value:.12g}" for name, value in sorted(changed().items())]:
        wanted["r"] = rates
    now: dict[str, str | list[str]] = {**st.query_params.to_dict()}
    if "r" in now:
        now["r"] = st.query_params.get_all("r")
    if now != wanted:
        st.query_params.from_dict(wanted)


def changed() -> dict[str, float]:
    """Changed growth of the plan shown: per cent or points a year, or the yearly amount, by indicator."""
    rates: dict[str, float] = st.session_state["rates"].get(st.session_state["plan"], {})
    return rates


def change(indicator: str, value: float | None) -> None:
    """Set the growth of one indicator, or give it back to the scenario."""
    rates = st.session_state["rates"].setdefault(st.session_state["plan"], {})
    if value is None:
        rates.pop(indicator, None)
    else:
        rates[indicator] = float(f"{value:.12g}")


def path_text(indicator: Indicator, value: float) -> str:
    """A changed growth as the text of a path, in the unit of its indicator."""
    number = f"{Decimal(f'{abs(value):.12g}'):f}"
    minus = "-" if value < 0 else ""
    if indicator.law == "compound":
        return f"{minus}{number}%/yr"
    unit = write_unit(indicator.measure, "en")
    if indicator.law in ("flow", "total"):
        return f"{minus}{number} {unit} each year"
    return f"{minus or '+'}{number} {'points' if indicator.measure.kind == 'percent' else unit}/yr"


def apply(scenario: Scenario, plan: Plan, movable: Iterable[str]) -> Scenario:
    """The scenario with the changed rates on top; those of indicators that cannot be moved so are dropped, and said."""
    known = set(movable)
    for name, value in sorted(changed().items()):
        moved = _moved(scenario, plan.indicator(name), value) if name in known else None
        if moved is None:
            change(name, None)
            drop(f"{name}:{value:g}")
        else:
            scenario = moved
    return scenario


def _moved(scenario: Scenario, indicator: Indicator, value: float) -> Scenario | None:
    if indicator.law == "compound" and not COMPOUND[0] <= value <= COMPOUND[1]:
        return None
    try:
        moved = scenario.with_path(indicator.id, path_text(indicator, value))
        if indicator.law != "compound":
            amount(moved.paths[indicator.id][0].move.figure, indicator)
    except (ValueError, ForecastError):
        return None
    return moved
