"""A plan as people fill it in without its file format: rows of texts, how each is read, and what is suggested where nothing is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any, Final, TypeAlias

from forecast.errors import FigureError
from forecast.exchange.laws import choose_better, choose_law
from forecast.families import Suggested, suggest_family
from forecast.figures import Figure, Unit, read_figure, read_unit, write_unit
from forecast.plan import Law, Plan
from forecast.planyaml import write_plan
from forecast.sourced import Language
from forecast.yamltext import read_yaml

Data: TypeAlias = dict[str, Any]
MAX_ROWS: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One more target of an indicator; `id` is that of the target it was made from."""

    id: str = ""
    rank: str = ""
    year: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One indicator as it is filled in; empty texts are what is not given. `id` is that of the indicator it was made from.

    target, rank, year : of the first target; without rank or year those of the form
    goals : the other targets
    """

    id: str = ""
    number: str = ""
    name: str = ""
    unit: str = ""
    law: str = ""
    better: str = ""
    base: str = ""
    target: str = ""
    stated: str = ""
    kind: str = "typed"
    title: str = ""
    place: str = ""
    quote: str = ""
    rank: str = ""
    year: str = ""
    family: str = ""
    goals: tuple[Goal, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        return not self.goals and not any(
            getattr(self, name).strip() for name in ("number", "name", "unit", "base", "target", "stated")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A plan as it is filled in.

    origin : text of the plan file it started from; empty for a new one
    author, day : who types the figures and when (2026-01-31): the source of those that name no other
    """

    name: str = ""
    language: Language = "vi"
    base_year: str = "2025"
    target_year: str = "2030"
    rank: str = "party"
    author: str = ""
    day: str = ""
    origin: str = ""
    rows: tuple[Row, ...] = ()

    def with_row(self, place: int, row: Row) -> "Form":
        """The form with one row in the place of another."""
        return replace(self, rows=(*self.rows[:place], row, *self.rows[place + 1 :]))


def form_of(plan: Plan, author: str, day: str) -> Form:
    """A plan as a form: targets, base figures, growth stated, family of each indicator; everything else kept behind it."""
    text = write_plan(plan)
    rows = tuple(_row_of(entry, str(plan.base_year)) for entry in plain_data(text)["indicators"])
    return Form(
        name=plan.name.vi, language=plan.language, base_year=str(plan.base_year), target_year=str(plan.target_year),
        author=author, day=day, origin=text, rows=rows,
    )  # fmt: skip


def _row_of(entry: Data, base_year: str) -> Row:
    """An indicator of a plan file as a row."""
    targets = entry.get("targets") or []
    first: Data = targets[0] if targets else {}
    texts: Data = {key: entry.get(key, "") for key in ("number", "unit", "law", "better", "family")}
    figures: Data = {
        "base": printed_of(base_item(entry, base_year)), "target": printed_of(first), "stated": printed_of(entry.get("stated_rate")),
    }  # fmt: skip
    goals = tuple(
        Goal(id=each["id"], rank=each["rank"], year=each["year"], figure=printed_of(each)) for each in targets[1:]
    )
    asked: Data = {key: first.get(key, "") for key in ("rank", "year")}
    return replace(Row(id=entry["id"], name=entry["name"]["vi"], **texts, **figures, **asked), goals=goals)


def read_form(data: Mapping[str, Any]) -> Form:
    """A form from plain data as `dataclasses.asdict` gives them; what is not known is left out."""
    texts = {each.name: str(data[each.name]) for each in fields(Form) if each.name in data and each.name != "rows"}
    entries = plain_data(texts["origin"])["indicators"] if texts.get("origin") else []
    known = {entry["id"]: _row_of(entry, texts.get("base_year", "")) for entry in entries}
    rows = [_read_row(row, known) for row in list(data.get("rows", ()))[:MAX_ROWS]]
    texts["language"] = "en" if texts.get("language") == "en" else "vi"
    return Form(**{**texts, "rows": tuple(rows)})  # type: ignore[arg-type]


def _read_row(row: Mapping[str, Any], known: Mapping[str, Row]) -> Row:
    """A row from plain data; what a draft of an earlier version did not hold is that of the indicator it was made from."""
    texts: Data = {each.name: str(row[each.name]) for each in fields(Row) if each.name in row and each.name != "goals"}
    found = Row(**texts)
    if "goals" in row:
        names = [each.name for each in fields(Goal)]
        return replace(
            found, goals=tuple(Goal(**{name: str(goal.get(name, "")) for name in names}) for goal in row["goals"])
        )
    origin = known.get(found.id)
    if origin is None:
        return found
    return replace(found, rank=origin.rank, year=origin.year, family=origin.family, goals=origin.goals)


def read_cell(text: str, unit: str, language: Language) -> Figure | None:
    """Figure of a field in its unit; None where the field is empty. A number without a unit has that of the indicator.

    Raises
    ------
    FigureError : the text has no one reading, or its unit is another
    """
    if not text.strip():
        return None
    figure = read_figure(with_unit(text, unit, language), language)
    is_change = figure.unit.per or figure.sense != "level"
    if not unit.strip() or (figure.unit.kind in ("percent", "points", "ratio") and is_change):
        return figure
    return figure.in_unit(read_unit(unit, language))


def suggested(row: Row, language: Language) -> tuple[str, str]:
    """Law and direction that the words and figures of a row suggest."""
    figures = [figure_of(text, row.unit, language) for text in (row.base, row.target)]
    known = [figure for figure in figures if figure is not None]
    base, target = figures
    try:
        unit = read_unit(row.unit or unit_text(known, language), language)
    except FigureError:
        return "compound", "higher"
    if target is not None and target_kind(target, unit) != "level":
        return "compound", choose_better(row.name, None, None)
    if unit.kind == "status" and any(figure.value is not None for figure in known):
        return "compound", choose_better(row.name, base, target)  # a figure whose unit is not filled in yet
    law = choose_law(row.name, unit, known, [target] if target is not None else []).law
    return law, choose_better(row.name, base, target)


def suggested_family(row: Row, form: Form) -> Suggested | None:
    """Family that name, unit and law of a row suggest, whether it has one or not."""
    figures = [figure_of(text, row.unit, form.language) for text in (row.base, row.target)]
    known = [figure for figure in figures if figure is not None]
    goals = [figure_of(goal.figure, row.unit, form.language) for goal in row.goals]
    law: Law = row.law or suggested(row, form.language)[0]  # type: ignore[assignment]
    try:
        unit = read_unit("" if law == "status" else row.unit or unit_text(known, form.language), form.language)
    except FigureError:
        return None
    by_growth = any(each is not None and target_kind(each, unit) != "level" for each in (figures[1], *goals))
    return suggest_family(row.name, unit, law, prices=_prices(form.origin).get(row.id, "none"), by_growth=by_growth)


def families_suggested(form: Form) -> dict[int, Suggested]:
    """What is suggested for the rows with a target that have no family, by their place."""
    lone = [(at, row) for at, row in enumerate(form.rows) if not row.family and (row.target.strip() or row.goals)]
    return {at: found for at, row in lone if (found := suggested_family(row, form)) is not None}


@lru_cache(4)
def _prices(origin: str) -> Mapping[str, str]:
    """Prices that the plan a form started from says, by indicator."""
    entries = plain_data(origin)["indicators"] if origin else ()
    return {entry["id"]: entry["prices"] for entry in entries if "prices" in entry}


def plain_data(text: str) -> Data:
    """A plan file as texts, lists and mappings."""
    data = read_yaml(text).data
    assert isinstance(data, dict)
    return data


def base_item(entry: Data, year: str) -> Data | None:
    """The observation of a year that is in use."""
    seen = [each for each in entry.get("observations", ()) if each.get("year") == year]
    return next((each for each in seen if each.get("use") == "true"), seen[0] if seen else None)


def printed_of(item: Data | None) -> str:
    """Printed figure of an item; empty where there is none."""
    return "" if item is None else str(item.get("figure", ""))


def figure_of(text: str, unit: str, language: Language) -> Figure | None:
    """Figure of a field as `read_cell` gives it; None also where it cannot be read."""
    try:
        return read_cell(text, unit, language)
    except FigureError:
        return None


def with_unit(text: str, unit: str, language: Language) -> str:
    """A number that has no unit of its own with that of its indicator; any other text as it is."""
    if not unit.strip():
        return text
    try:
        bare = read_figure(text, language).unit
        whole = f"{text.strip()}{'' if unit.startswith('%') else ' '}{unit.strip()}"
        return whole if bare == Unit("count", 1.0, "") and read_figure(whole, language) else text
    except FigureError:
        return text


def unit_text(figures: Sequence[Figure], language: Language) -> str:
    """Unit of the last figure, for a row that names none."""
    return write_unit(figures[-1].unit, language) if figures else ""


def target_kind(figure: Figure, unit: Unit) -> str:
    """Whether a target is a level, a growth a year, or the growth of all years together."""
    if unit.kind == "percent" or figure.unit.kind != "percent":
        return "level"
    if figure.unit.per:
        return "rate"
    return "cumulative" if figure.sense in ("increase", "decrease") else "level"
