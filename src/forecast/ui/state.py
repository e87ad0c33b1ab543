"""What the page is about: plan, scenario, language, indicator and changed rates, kept in the session and in the address.

Everything from the address is untrusted: what is not known is dropped, and said.
"""

import math
from collections.abc import Iterable
from typing import Final

import streamlit as st

from forecast.plan import Indicator, Plan
from forecast.scenario import Scenario

KEYS: Final = ("plan", "scenario", "lang", "indicator")
RATE_LIMIT: Final = 1e6
MAX_ADDRESS: Final = 4096


def load(plans: Iterable[str]) -> None:
    """Take over the address once at the start of a session; later the session leads."""
    session = st.session_state
    if "dropped" in session:
        return
    params = st.query_params
    known = set(plans)
    session["dropped"] = []
    session["lang"] = params.get("lang") if params.get("lang") in ("vi", "en") else "vi"
    wanted = params.get("plan")
    if wanted and wanted not in known:
        session["dropped"].append(wanted[:80])
    session["plan"] = wanted if wanted in known else ("cam-duong" if "cam-duong" in known else sorted(known)[0])
    session["scenario"] = params.get("scenario", "stated")
    session["indicator"] = params.get("indicator")
    session["rates"] = {}
    for text in params.get_all("r")[:100]:
        name, _, number = text[:120].partition(":")
        if (value := _finite(number)) is None:
            session["dropped"].append(text[:80])
        else:
            session["rates"].setdefault(session["plan"], {})[name] = value


def _finite(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= RATE_LIMIT else None


def save() -> None:
    """Write what the page is about into the address, so that the link opens the same picture."""
    session = st.session_state
    wanted = {key: session[key] for key in KEYS if session.get(key)}
    rates = [f"{name}:{value:.10g}" for name, value in sorted(changed().items())]
    if rates and sum(map(len, rates)) < MAX_ADDRESS:
        wanted["r"] = rates
    if st.query_params.to_dict() | ({"r": st.query_params.get_all("r")} if "r" in st.query_params else {}) != wanted:
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
        rates[indicator] = value


def path_text(indicator: Indicator, value: float) -> str:
    """A changed growth as the text of a path."""
    number = f"{value:.10f}".rstrip("0").rstrip(".")
    if indicator.law == "compound":
        return f"{number}%/yr"
    if indicator.law in ("flow", "total"):
        return f"{number} each year"
    sign = "" if value < 0 else "+"
    return f"{sign}{number} {'points' if indicator.measure.kind == 'percent' else indicator.measure.noun}/yr"


def apply(scenario: Scenario, plan: Plan) -> Scenario:
    """The scenario with the changed rates on top; rates of indicators that are not there are dropped, and said."""
    for name, value in sorted(changed().items()):
        movable = name in plan.index and plan.indicator(name).law not in ("status", "hold")
        if movable and (plan.indicator(name).law != "compound" or -99 <= value <= 1000):
            scenario = scenario.with_path(name, path_text(plan.indicator(name), value))
        else:
            change(name, None)
            st.session_state["dropped"].append(f"{name}:{value:g}"[:80])
    return scenario
