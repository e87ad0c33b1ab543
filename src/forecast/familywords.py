"""What is said of a family that is suggested: from which words, and which histories it stands for."""

from collections.abc import Mapping
from typing import Final

from forecast.families import Suggested, without_family
from forecast.plan import Family, Plan
from forecast.wording import FAMILIES, N_, Wording

HISTORIES: Final[Mapping[Family, str]] = {
    "econ_real": N_("incomes per head of Indonesian districts, US counties and countries, in constant prices"),
    "econ_nominal": N_("retail sales of Vietnamese provinces, incomes per head of US states, in current prices"),
    "fiscal_real": N_("taxes of countries, in constant prices"),
    "fiscal_nominal": N_("budgets of Vietnamese provinces as estimated, health spending of governments, in current prices"),
    "tourism": N_("tourist arrivals and tourism receipts of countries"),
    "transport": N_("freight and passengers of Vietnamese provinces, electricity of countries"),
    "production": N_("grain, livestock, fish, wood and planted forest of Vietnamese provinces"),
    "service": N_("schools, teachers, pupils, doctors, nurses and hospital beds of Vietnamese provinces"),
    "population": N_("population and labour force of Vietnamese provinces, population of US counties"),
    "pct_stock": N_("literacy in Vietnamese provinces; births with skilled help and contraception in countries"),
    "pct_flow": N_("vaccination of children and completion of primary school in countries"),
    "pct_diffusion": N_("Internet users in countries"),
    "pct_deprivation": N_("infant mortality in Vietnamese provinces; poverty and underweight children in countries"),
    "pct_share": N_("people at work in Vietnamese provinces; agriculture, exports and taxes as shares of countries' economies"),
}  # fmt: skip
"""Histories of each family as `data/reference/series.csv` lists them."""


def suggestion_text(found: Suggested, wording: Wording) -> str:
    """A family that is suggested, and from which words."""
    family = wording.text(FAMILIES[found.family])
    return wording.text("Suggested: “{family}”, from the words “{words}”.", family=family, words=found.words)


def stands_for(family: str, wording: Wording) -> str:
    """Which histories a family stands for."""
    found = next((histories for name, histories in HISTORIES.items() if name == family), None)
    return "" if found is None else wording.text("Compared with: {histories}.", histories=wording.text(found))


def offered(plan: Plan, wording: Wording) -> list[tuple[str, str]]:
    """Names of indicators without a family, and what is suggested for each with its code; those without a suggestion are left out."""
    known = ((wording.name(each.name), found) for each, found in without_family(plan))
    return [(name, f"{found.family}. {suggestion_text(found, wording)}") for name, found in known if found]
