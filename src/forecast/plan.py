"""What a plan says: indicators, what was observed, what is targeted, in the words and figures of its documents.

The models hold what people write. Figures are kept as printed and read on entry, in the language of the plan; so
`Plan.model_validate` needs ``context={"language": "vi"}``, and `Plan.read` gives it. Faults carry codes of `messages.MESSAGES`.
"""

import math
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Final, Literal, Self, TypeAlias

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator

from forecast.errors import FigureError
from forecast.figures import Figure, Unit, read_unit
from forecast.sourced import Document, Language, Names, Sourced
from forecast.written import Flag, Id, Model, Number, Period, Text, Year, fault

FORMAT: Final = "forecast.plan/1"
Law: TypeAlias = Literal["compound", "linear", "logit", "flow", "total", "hold", "status"]
Better: TypeAlias = Literal["higher", "lower", "none"]
Rank: TypeAlias = Literal["party", "council", "committee", "assigned", "stretch"]
Category: TypeAlias = Literal["economy", "society", "environment", "party", "security", "other"]
Family: TypeAlias = Literal[
    "econ_real", "econ_nominal", "fiscal_real", "fiscal_nominal", "tourism", "transport", "production", "service", "population",
    "pct_stock", "pct_flow", "pct_diffusion", "pct_deprivation", "pct_share",
]  # fmt: skip
Like: TypeAlias = Literal[
    "aquaculture_production", "budget_expenditure_plan_nominal", "budget_revenue_plan_nominal", "cattle", "cereal_production",
    "doctors", "employed_share", "fishery_production", "freight_carried", "freight_tkm", "infant_mortality_pm",
    "kindergarten_pupils", "kindergarten_teachers", "labour_force", "literacy", "nurses", "passenger_km", "passengers_carried",
    "patient_beds", "pigs", "planted_forest_area", "population", "poultry", "pupils_general", "retail_sales_nominal",
    "schools_general", "teachers_general", "wood_output",
]  # fmt: skip
"""Vietnamese kinds of series that are reference classes of their own; a test holds them equal to data/reference."""
MAX_HORIZON: Final = 50


class Observation(Sourced):
    """A figure of the past: the level of one year, or of every year of a period (for totals: the period's sum)."""

    year: Year | None = None
    period: Period | None = None
    scope: Text | None = None
    use: Flag = False

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.year is None) == (self.period is None):
            raise fault("year_or_period", found="both" if self.year else "neither")
        if self.printed is None and self.value is None:
            raise fault("figure_or_value")
        return self

    @property
    def last_year(self) -> int:
        """Year of the level; of a period, its last year."""
        return self.year if self.year is not None else self.period[1]  # type: ignore[index]


class Target(Sourced):
    """What is to be reached, by whom it was set, and when."""

    id: Id
    rank: Rank
    year: Year
    kind: Literal["level", "rate", "cumulative"] = Field(default="level", alias="as")
    scope: Text | None = None


class StatedRate(Sourced):
    """The average growth a plan states for its own period."""

    first: Year = Field(alias="from")
    last: Year = Field(alias="to")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.first > self.last:
            raise fault("years_reversed", found=f"{self.first}-{self.last}")
        if self.printed is None and self.value is None:
            raise fault("figure_or_value")
        return self


class Statement(StatedRate):
    """What the text says that is no level of one year: growth, a change, a multiple, a margin, a sum, a percentage of the plan."""

    kind: Literal["rate", "change", "multiple", "margin", "total", "of_plan"]
    over: Id | None = None
    scope: Text | None = None
    use: Flag = False


class Surroundings(StatedRate):
    """Past growth of the province or country around the place, for one class."""


class Bounds(Model):
    """Limits that an indicator cannot pass [unit]."""

    low: Number | None = None
    high: Number | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise fault("bounds_crossed", found=f"{self.low:g}", allowed=f"{self.high:g}")
        return self


class Break(Model):
    """A change of definition: no growth is computed across it."""

    year: Year
    note: Text


class Indicator(Model):
    """One planned quantity: what it is, how it moves, what was observed and what is targeted."""

    id: Id
    number: Annotated[str, Field(pattern=r"^[0-9A-Za-zđĐ.]{1,12}$")] | None = None
    name: Names
    category: Category = "other"
    unit: str = Field(default="", max_length=100)
    prices: Annotated[str, Field(pattern=r"^(none|current|constant-\d{4})$")] = "none"
    family: Family | None = None
    like: Like | None = None
    law: Law
    better: Better = "higher"
    bounds: Bounds | None = None
    count_of: Text | None = None
    owner: Names | None = None
    definition: Names | None = None
    breaks: tuple[Break, ...] = ()
    note: Names | None = None
    observations: tuple[Observation, ...] = ()
    targets: tuple[Target, ...] = ()
    stated_rate: StatedRate | None = None
    statements: tuple[Statement, ...] = ()

    _unit: Unit | None = None

    @model_validator(mode="after")
    def _read_unit(self, info: ValidationInfo) -> Self:
        try:
            unit = read_unit(self.unit, (info.context or {}).get("language", "vi"))
        except FigureError as error:
            raise fault(error.code, **error.params) from error
        self._unit = unit
        return self

    @property
    def reference_class(self) -> str | None:
        """Id of its reference class: the family, or one Vietnamese kind of series of it alone where `like` names one."""
        return self.family if self.family is None or self.like is None else f"{self.family}/{self.like}"

    @cached_property
    def measure(self) -> Unit:
        """The unit as read."""
        assert self._unit is not None
        return self._unit

    @cached_property
    def limits(self) -> tuple[float, float]:
        """Lowest and highest value the indicator can take [unit]; 0..100 for percentages, 0..1000 for ‰, else open."""
        low, high = (0.0, 100.0 / self.measure.scale) if self.measure.kind == "percent" else (-math.inf, math.inf)
        if self.bounds is not None:
            low = low if self.bounds.low is None else self.bounds.low
            high = high if self.bounds.high is None else self.bounds.high
        return low, high

    @cached_property
    def _converted(self) -> dict[int, tuple[Sourced, Figure]]:
        """Figures in this indicator's unit, with the item that holds them: each is converted once, for items never change."""
        return {}

    def read(self, item: Sourced) -> Figure | None:
        """Figure of `item` in this indicator's unit; None where it has an explicit value or no figure.

        Raises
        ------
        FigureError : the units disagree
        """
        if item.figure is None:
            return None
        if (known := self._converted.get(id(item))) is None:
            known = self._converted[id(item)] = (item, item.figure.in_unit(self.measure))
        return known[1]

    def level(self, item: Sourced) -> float:
        """Value of `item` in this indicator's unit: as given, else as printed. Raises FigureError where units disagree."""
        if item.value is not None:
            return item.value
        figure = self.read(item)
        assert figure is not None
        return figure.value

    def observed(self, year: int) -> Observation | None:
        """The observation in use of `year`, a single year before a period that ends with it."""
        single = [seen for seen in self.observations if seen.year == year]
        period = [seen for seen in self.observations if seen.period and seen.last_year == year and self.law != "total"]
        for candidates in (single, period):
            if candidates:
                return next((seen for seen in candidates if seen.use), candidates[0])
        return None

    def sourced(self) -> Iterator[tuple[str, Sourced]]:
        """Everything with a figure, each with its place in the file."""
        for name in ("observations", "targets", "statements"):
            for index, item in enumerate(getattr(self, name)):
                yield f"{name}.{index}", item
        if self.stated_rate is not None:
            yield "stated_rate", self.stated_rate


class Identity(Model):
    """A relation that has to hold: a computed indicator, shares of a whole, or a part of a whole."""

    computed: Id | None = Field(default=None, alias="is")
    sum: tuple[Id, ...] | None = None
    part: Id | None = None
    whole: Id | None = Field(default=None, alias="of")
    equals: Annotated[str, Field(max_length=500)] | None = None
    gives_way: tuple[Id, ...] = ()
    assumed: Flag = False
    note: Names | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        names = {"computed": "is", "sum": "sum", "part": "part", "whole": "of", "equals": "equals"}
        given = {text for name, text in names.items() if getattr(self, name) is not None}
        if given not in ({"is", "equals"}, {"sum", "equals"}, {"part", "of"}):
            raise fault("identity_shape", found=", ".join(sorted(given)) or "–")
        return self


def _plan_format(text: object) -> str:
    if text == FORMAT:
        return FORMAT
    name, _, version = str(text).partition("/")
    code = (
        "format_newer"
        if name == FORMAT.partition("/")[0] and version.isdigit() and int(version) > 1
        else "format_unknown"
    )
    raise fault(code, found=str(text), allowed=FORMAT)


class Plan(Model):
    """A five-year plan as its documents print it. Growth runs from the year after `base_year` to `target_year`.

    sources : documents cited, by short name; surroundings_past : by class, past growth of the province or country around
    indicators : with what was observed and what is targeted; their places are those of the rows of every array
    identities : relations between indicators that have to hold
    """

    format: Annotated[str, BeforeValidator(_plan_format)] = FORMAT
    id: Id
    language: Language
    name: Names
    base_year: Year
    target_year: Year
    sources: Mapping[Id, Document] = Field(default_factory=dict)
    surroundings_past: Mapping[Family, Surroundings] = Field(default_factory=dict)
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)]
    identities: tuple[Identity, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.base_year >= self.target_year:
            raise fault("base_after_target", found=self.base_year, allowed=self.target_year)
        if self.target_year - self.base_year > MAX_HORIZON:
            raise fault("horizon_too_long", found=self.target_year - self.base_year, allowed=MAX_HORIZON)
        return self

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Plan":
        """Plan from plain data, figures read in the plan's own language. Raises pydantic.ValidationError."""
        return cls.model_validate(data, context={"language": data.get("language", "vi")})

    @property
    def n_years(self) -> int:
        """Growth years between base and target year [yr]."""
        return self.target_year - self.base_year

    @property
    def years(self) -> tuple[int, ...]:
        """Base year to target year."""
        return tuple(range(self.base_year, self.target_year + 1))

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Place of each indicator by its id."""
        return {indicator.id: place for place, indicator in enumerate(self.indicators)}

    def indicator(self, name: str) -> Indicator:
        """The indicator with id `name`; KeyError where there is none."""
        return self.indicators[self.index[name]]
