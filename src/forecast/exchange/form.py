"""The planners' form of a plan: which columns it has, and what stands in every cell. Excel and CSV are written from it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from forecast.exchange.formcells import FormCell, figure_cell, growth_text, target_cell
from forecast.exchange.notes import GROUPS
from forecast.exchange.words import BETTER_TEXTS
from forecast.figures import Language
from forecast.plan import Indicator, Plan, Rank, StatedRate
from forecast.sourced import Names
from forecast.wording import FAMILIES, LAWS, N_, Wording

RANKS: Final[Mapping[str, str]] = {
    "party": N_("Party congress"), "council": N_("People's Council"), "committee": N_("People's Committee"),
    "assigned": N_("assigned from above"), "stretch": N_("stretch"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column: its head from top to bottom, how to fill it, its kind, and the codes a reader may choose from."""

    heads: tuple[str, str]
    fill: Callable[[Indicator], FormCell | None]
    kind: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A plan in the form: title lines, columns, and rows; None stands for the heading of a group."""

    title: str
    subtitle: str
    columns: tuple[FormColumn, ...]
    rows: tuple[tuple[str | None, Indicator | None], ...]


def plan_form(plan: Plan, wording: Wording) -> Form:
    """Form of a plan in a language; figures stay in the language of the plan, which is theirs."""
    span = f"{plan.base_year + 1}–{plan.target_year}"
    figures = wording.text("figures")
    foreign = "" if plan.language == wording.language else f" ({figures}: {plan.language})"
    columns = (
        *_first_columns(wording), *_past_columns(plan, wording), *_target_columns(plan, wording),
        *_growth_columns(plan, wording), *_last_columns(wording),
    )  # fmt: skip
    return Form(
        title=f"{wording.name(plan.name)} [{plan.id}]",
        subtitle=wording.text("Development indicators, period {span}", span=span) + foreign,
        columns=columns,
        rows=tuple(_rows(plan, wording)),
    )


def _rows(plan: Plan, wording: Wording) -> Iterator[tuple[str | None, Indicator | None]]:
    group = None
    for indicator in plan.indicators:
        if indicator.category != group:
            group = indicator.category
            yield wording.text(GROUPS[group]).upper(), None
        yield None, indicator


def _first_columns(wording: Wording) -> tuple[FormColumn, ...]:
    text = wording.text
    return (
        FormColumn((text("No."), ""), lambda known: _word(known.number), "number"),
        FormColumn((text("Indicator"), ""), lambda known: _word(wording.name(known.name)), "name"),
        FormColumn((text("Unit"), ""), lambda known: _word(known.unit), "unit"),
    )


def _word(text: str | None) -> FormCell | None:
    return FormCell(text) if text else None


def _past_columns(plan: Plan, wording: Wording) -> Iterator[FormColumn]:
    """Years of the past, at least the last four, and periods of which there are figures."""
    seen = [item for indicator in plan.indicators for item in indicator.observations]
    years = {item.year for item in seen if item.year is not None} | set(range(plan.base_year - 4, plan.base_year + 1))
    top = wording.text("Achieved")
    for year in sorted(years):
        yield FormColumn((top, f"{year}"), _observed(plan, year), "figure")
    for first, last in sorted({item.period for item in seen if item.period is not None}):
        yield FormColumn((top, f"{first}-{last}"), _over_period(plan, (first, last)), "figure")


def _observed(plan: Plan, year: int) -> Callable[[Indicator], FormCell | None]:
    def fill(indicator: Indicator) -> FormCell | None:
        seen = [item for item in indicator.observations if item.year == year]
        used = next((item for item in seen if item.use), seen[0] if seen else None)
        return None if used is None else figure_cell(used, indicator.unit, plan.language, indicator)

    return fill


def _over_period(plan: Plan, period: tuple[int, int]) -> Callable[[Indicator], FormCell | None]:
    def fill(indicator: Indicator) -> FormCell | None:
        seen = [item for item in indicator.observations if item.period == period]
        used = next((item for item in seen if item.use), seen[0] if seen else None)
        return None if used is None else figure_cell(used, indicator.unit, plan.language, indicator)

    return fill


def _target_columns(plan: Plan, wording: Wording) -> Iterator[FormColumn]:
    """One column for each kind of target, in the order in which indicators have them."""
    for year, name, rank in _target_kinds(plan) or [(plan.target_year, "committee", "committee")]:
        head = wording.text("Target")
        top = f"{head}: {wording.text(RANKS[rank])} [{name}]"
        yield FormColumn((top, f"{year}"), _targeted(plan, (year, name, rank)), "figure")


def _target_kinds(plan: Plan) -> list[tuple[int, str, Rank]]:
    """Year, id and rank of all targets: none stands after one that some indicator has behind it, as far as indicators agree."""
    before: dict[tuple[int, str, Rank], set[tuple[int, str, Rank]]] = {}
    for indicator in plan.indicators:
        kinds = [(target.year, target.id, target.rank) for target in indicator.targets]
        for place, kind in enumerate(kinds):
            before.setdefault(kind, set()).update(kinds[:place])
    left = sorted(before, key=lambda kind: (len(before[kind]), abs(kind[0] - plan.target_year)))
    placed: list[tuple[int, str, Rank]] = []
    while left:
        free = next((kind for kind in left if before[kind] <= {*placed, kind}), left[0])
        left.remove(free)
        placed.append(free)
    return placed


def _targeted(plan: Plan, key: tuple[int, str, str]) -> Callable[[Indicator], FormCell | None]:
    def fill(indicator: Indicator) -> FormCell | None:
        found = (item for item in indicator.targets if (item.year, item.id, item.rank) == key)
        target = next(found, None)
        return None if target is None else target_cell(target, indicator, plan.language)

    return fill


def _growth_columns(plan: Plan, wording: Wording) -> Iterator[FormColumn]:
    """Average growth of past periods that statements in use name, and of the plan's own."""
    periods = {
        (said.first, said.last)
        for known in plan.indicators
        for said in known.statements
        if said.kind == "rate" and said.use and said.over is None
    }
    own = (plan.base_year + 1, plan.target_year)
    for first, last in (*sorted(periods), own):
        head = wording.text("Average growth {first}-{last}", first=first, last=last)
        yield FormColumn((head, ""), _grown(plan, (first, last), own), "figure")


def _grown(plan: Plan, period: tuple[int, int], own: tuple[int, int]) -> Callable[[Indicator], FormCell | None]:
    def fill(indicator: Indicator) -> FormCell | None:
        found = average_growth(indicator, period, own)
        return None if found is None else FormCell(growth_text(found, plan.language, yearly=True))

    return fill


def average_growth(indicator: Indicator, period: tuple[int, int], own: tuple[int, int]) -> StatedRate | None:
    """What stands under *average growth* of a period: of the plan's own the stated growth, else a statement in use."""
    stated = [indicator.stated_rate] if indicator.stated_rate is not None and period == own else []
    said = [item for item in indicator.statements if item.kind == "rate" and item.use and item.over is None]
    return next((item for item in (*stated, *said) if (item.first, item.last) == period), None)


def _last_columns(wording: Wording) -> Iterator[FormColumn]:
    """Responsible office and notes; then what only this program needs."""
    text = wording.text
    yield FormColumn((text("Responsible office"), ""), lambda known: _named(known.owner, wording), "owner")
    yield FormColumn((text("Notes"), ""), lambda known: _named(known.note, wording), "note")
    program = text("For the program (may be left empty)")
    for head, fill, choices in _program_columns(wording):
        yield FormColumn((program, text(head)), fill, "program", choices)


def _named(names: Names | None, wording: Wording) -> FormCell | None:
    return None if names is None else _word(wording.name(names))


def _program_columns(
    wording: Wording,
) -> Iterator[tuple[str, Callable[[Indicator], FormCell | None], tuple[str, ...]]]:
    text = wording.text
    laws, better = tuple(map(text, LAWS.values())), tuple(map(text, BETTER_TEXTS.values()))
    yield N_("Code"), lambda known: FormCell(known.id), ()
    yield N_("Law"), lambda known: FormCell(text(LAWS[known.law])), laws
    yield N_("Better"), lambda known: FormCell(text(BETTER_TEXTS[known.better])), better
    yield N_("Group"), lambda known: FormCell(text(GROUPS[known.category])), tuple(map(text, GROUPS.values()))
    yield N_("Prices"), lambda known: None if known.prices == "none" else FormCell(known.prices), ()
    yield N_("Family"), lambda known: _family(known, wording), ()
    yield N_("Lower bound"), lambda known: _bound(known, "low"), ()
    yield N_("Upper bound"), lambda known: _bound(known, "high"), ()
    other = N_("English name") if wording.language == "vi" else N_("Vietnamese name")
    yield other, lambda known: _word(_other_name(known.name, wording)), ()


def _family(indicator: Indicator, wording: Wording) -> FormCell | None:
    """Family in words; that there is none is said where one could be suggested."""
    if indicator.family is not None:
        return FormCell(wording.text(FAMILIES[indicator.family]))
    return FormCell(wording.text("none")) if indicator.targets and indicator.law != "status" else None


def _other_name(names: Names, wording: Wording) -> str | None:
    """The name in the language that the column of names is not in."""
    return names.en if wording.language == "vi" else names.vi


def _bound(indicator: Indicator, side: str) -> FormCell | None:
    value = None if indicator.bounds is None else getattr(indicator.bounds, side)
    return None if value is None else FormCell(float(value), "0.############")


def csv_rows(form: Form, language: Language) -> Iterator[Sequence[str]]:
    """The form as rows of text."""
    yield (form.title,)
    yield (form.subtitle,)
    yield [column.heads[0] for column in form.columns]
    yield [column.heads[1] for column in form.columns]
    for group, indicator in form.rows:
        if indicator is None:
            yield ["", group or ""] + [""] * (len(form.columns) - 2)
            continue
        cells = (column.fill(indicator) for column in form.columns)
        yield ["" if cell is None else cell.text(language) for cell in cells]
