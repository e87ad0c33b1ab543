"""What a form says back: how each figure was understood, what is suggested, and every fault at its field."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from forecast.errors import Fault, FigureError
from forecast.figures import write_figure
from forecast.formbuild import FormFault, beside
from forecast.planform import Form, Row, read_cell, suggested
from forecast.wording import N_, Wording

KINDS: Final[Mapping[str, str]] = {
    "compound": N_("An amount that grows by a percentage a year: revenue, people, visitors"),
    "linear": N_("A percentage or a small number that moves by points or units: 40% to 49%, 3 schools more"),
    "logit": N_("A percentage that is already near 0 or 100: health insurance 95%, poverty 0.5%"),
    "flow": N_("The same again every year: 600 new jobs a year"),
    "total": N_("A sum of the whole term: investment 2026–2030"),
    "hold": N_("A level that is to be kept: forest cover 25.27%"),
    "status": N_("Reached or not, without a number: the new-rural standard"),
}  # fmt: skip
"""Questions in plain words by the law they lead to."""
BETTER: Final[Mapping[str, str]] = {
    "higher": N_("more is better"), "lower": N_("less is better"), "none": N_("neither: inside the range"),
}  # fmt: skip
TITLES: Final[Mapping[str, str]] = {
    "number": N_("No. in the plan"), "name": N_("Name of the indicator"), "unit": N_("Unit"), "law": N_("How it moves"),
    "better": N_("Better"), "base": N_("Figure of {base}"), "target": N_("Target for {target}"),
    "stated": N_("Stated growth a year"), "source": N_("Source"), "title": N_("Document"), "place": N_("Page"),
    "quote": N_("Quote"), "year": N_("Due in"), "family": N_("Compared with what others did in"),
    "goals": N_("Other targets"),
}  # fmt: skip
"""Titles of the fields of a row."""
OF_SHEET: Final[Mapping[str, str]] = {"title": N_("Sheet"), "place": N_("Cell")}
"""Titles of those that a source asks for which is a sheet."""
HEADS: Final[Mapping[str, str]] = {
    "plan": N_("Name of the place or plan"), "base_year": N_("Base year"), "target_year": N_("Target year"),
    "rank": N_("Who set the targets"), "author": N_("Filled in by"), "day": N_("on"), "id": N_("Name of the place or plan"),
}  # fmt: skip
"""Titles of the fields of the whole plan."""

RELATIONS: Final = N_("relations between indicators ({n})")
STATEMENTS: Final = N_("statements of the text ({n})")
FIGURES: Final = N_("figures of other years and periods ({n})")
PLAIN: Final[Mapping[str, str]] = {
    "text_empty": N_("is empty; fill it in"), "missing": N_("is empty; fill it in"),
    "unit_missing": N_("is empty; write it as it is printed, such as tỷ đồng or %"),
    "status_has_figure": N_("an indicator without a number has no figure; answer otherwise how it moves, or leave the figure out"),
    "target_without_figure": N_("is empty; write the figure as it is printed"),
    "source_incomplete": N_("fill in every part: document, page and quote; or sheet and cell; or who typed it, and when"),
    "figure_no_number": N_("{found!r} holds no number; write the figure as it is printed"),
    "figure_word": N_(
        "{found!r} is not understood in {whole!r}; write the number alone, or after words such as trên (over), dưới (under), khoảng (about)"
    ),
    "level_is_change": N_("{found!r} is a change and no level; write the level it leads to, such as 1%"),
    "compound_not_positive": N_(
        "{found} is not positive and cannot grow by a percentage; answer otherwise how it moves: by units"
    ),
    "target_not_positive": N_(
        "{found} is not positive and cannot grow by a percentage; answer otherwise how it moves: by units"
    ),
    "rate_law": N_("growth a year as a target needs an amount that grows by a percentage; write the level it leads to"),
}  # fmt: skip
"""Faults of a file in the words of a form."""


def title(field: str, form: Form, wording: Wording, row: Row | None = None) -> str:
    """Title of a field, with the years of the form; of a `row` in the words of its source."""
    if row is not None and row.kind == "sheet" and field in OF_SHEET:
        return wording.text(OF_SHEET[field])
    if field.startswith("goal-"):
        return wording.text("Target {n}", n=int(field.removeprefix("goal-")) + 2)
    text = wording.text(TITLES.get(field) or HEADS.get(field) or N_("Name of the indicator"))
    for name, year in (("{base}", form.base_year), ("{target}", form.target_year)):
        text = text.replace(name, year if year.isdigit() else "…")
    return text


def understood(form: Form, row: Row, field: str, wording: Wording) -> tuple[str, bool]:
    """How a figure was read: value with its words and unit, and the interval it can mean; or why it was not, and False."""
    try:
        figure = read_cell(getattr(row, field), "" if field == "stated" else row.unit, form.language)
    except FigureError as error:
        return _plainly(Fault(code=error.code, params=error.params), wording), False
    if figure is None:
        return "", True
    said = write_figure(replace(figure, estimate=False, aspiration=False), wording.language)
    if figure.low < figure.high and figure.end is None and field != "target":  # targets are exact
        ends = [wording.number(end) for end in (figure.low, figure.high)]
        said = wording.text("{figure} (can mean {low} to {high})", figure=said, low=ends[0], high=ends[1])
    if figure.estimate:
        said = wording.text("{figure}, an estimate", figure=said)
    if field == "base" and (row.law or suggested(row, form.language)[0]) == "total":
        said = wording.text(
            "{figure}, of {year} alone; a sum of several years does not belong here", figure=said, year=form.base_year
        )
    return said, True


def laws(row: Row, form: Form, wording: Wording) -> tuple[str, str]:
    """Law and direction of a row in words; those that are only suggested say so."""
    law, better = suggested(row, form.language)
    texts = []
    words = {**KINDS, **BETTER}
    for given, found in ((row.law, law), (row.better, better)):
        said = wording.text(words.get(given) or words[found]).split(":")[0]
        texts.append(said if given else wording.text("{what} (suggested)", what=said))
    return texts[0], texts[1]


def kept_text(form: Form, wording: Wording) -> str:
    """What the plan the form started from says beyond the form, and is kept; and relations that went with an indicator."""
    found, text = beside(form), wording.text
    kept = [
        text(words, n=number)
        for words, number in ((RELATIONS, found.relations), (STATEMENTS, found.statements), (FIGURES, found.figures))
        if number
    ]
    said = [text("Kept as they are, not shown in this form: {what}.", what=", ".join(kept))] if kept else []
    if found.lost:
        said.append(text("Relations that went with indicators taken out: {n}.", n=found.lost))
    return " ".join(said)


def _plainly(fault: Fault, wording: Wording) -> str:
    """A fault without its place, in the words of a form where those of a file would not help."""
    words = PLAIN.get(fault.code)
    return wording.text(words, **fault.params) if words else wording.fault(replace(fault, line=None, where=""))


def fault_text(found: FormFault, form: Form, wording: Wording) -> str:
    """One fault with the row and field it is in."""
    sentence = _plainly(found.fault, wording)
    if found.row is None:
        return f"{title('plan' if found.field == 'name' else found.field, form, wording)}: {sentence}"
    row = form.rows[found.row]
    field = title(found.field, form, wording, row)
    place = wording.text("row {n}", n=found.row + 1)
    return f"{place} ({row.name.strip() or '–'}), {field}: {sentence}"
