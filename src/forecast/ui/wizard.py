"""A plan filled in by people who never write its file: place and years, indicators one by one or in a grid, what is still wrong."""

import json
from collections.abc import Hashable, Mapping
from dataclasses import asdict, replace
from functools import partial
from typing import Any, Final

import pandas as pd
import streamlit as st

from forecast.errors import ForecastError
from forecast.formbuild import build
from forecast.formwords import BETTER, KINDS, fault_text, kept_text, laws, title, understood
from forecast.planform import MAX_ROWS, Form, Goal, Row, suggested
from forecast.ui import families, forms, goals
from forecast.ui.chosen import Chosen
from forecast.ui.shown import plain, table
from forecast.wording import FAMILIES, RANKS, Wording

FIGURES: Final = ("base", "target", "stated")
GRID: Final = (
    "number", "name", "unit", "law", "better", "base", "target", "rank", "year", "stated", "family", "kind", "title", "place", "quote",
)  # fmt: skip
HELD: Final = ("id", "held")
"""Columns that are not shown: what a row was made from, and its other targets."""

WIDTHS: Final = {"number": 80, "name": 260, "base": 165, "target": 165, "stated": 165, "quote": 260, "place": 80}
"""Columns of the grid that are not of the usual width [pixel]."""


def draw(chosen: Chosen, form: Form) -> None:
    """Draw the form that is open."""
    text = chosen.wording.text
    kept = st.session_state.get("draft_kept", True)
    st.caption(
        text("Kept as a draft on this computer with every entry.")
        if kept
        else text("The draft cannot be written to this computer: download the plan before you leave the page.")
    )
    if kept_said := kept_text(form, chosen.wording):
        st.caption(plain(kept_said))
    _head(form, chosen.wording)
    st.header(text("Indicators: {n}", n=sum(not row.is_empty for row in form.rows)))
    names = {"one": text("One by one"), "grid": text("In a grid")}
    mode = st.segmented_control(
        text("Fill in"), list(names), default="one", key="form_mode", format_func=names.__getitem__,
        label_visibility="collapsed", required=True, on_change=lambda: forms.keep(form, anew=True),
    )  # fmt: skip
    if mode == "grid":
        form = _grid(form, chosen.wording)
    else:
        _one(form, chosen.wording)
    families.draw_form(form, chosen.wording)
    _result(chosen, form)


def _head(form: Form, wording: Wording) -> None:
    """Fields of the whole plan."""
    first, *years = st.columns([4, 1, 1])
    _field(first, "name", form.name, title("plan", form, wording), max_chars=200)
    for column, name in zip(years, ("base_year", "target_year"), strict=True):
        _field(column, name, getattr(form, name), title(name, form, wording), max_chars=4)
    columns = st.columns([2, 2, 1, 1])
    ranks = list(RANKS)
    columns[0].selectbox(
        title("rank", form, wording), ranks, index=ranks.index(form.rank) if form.rank in ranks else 0,
        key=forms.key("rank"), format_func=lambda rank: wording.text(RANKS[rank]), on_change=forms.take("rank"),
    )  # fmt: skip
    _field(columns[1], "author", form.author, title("author", form, wording), max_chars=100)
    _field(columns[2], "day", form.day, title("day", form, wording), max_chars=10)
    marks = {"vi": "5.500,5", "en": "5,500.5"}
    columns[3].selectbox(
        wording.text("Numbers are printed as"), list(marks), index=list(marks).index(form.language),
        key=forms.key("language"), format_func=marks.__getitem__, on_change=forms.take("language"),
    )  # fmt: skip


def _field(where: st.delta_generator.DeltaGenerator, name: str, value: str, label: str, max_chars: int) -> None:
    where.text_input(label, value, key=forms.key(name), max_chars=max_chars, on_change=forms.take(name))


def _one(form: Form, wording: Wording) -> None:
    """One indicator at a time, each figure with what was understood beside it."""
    text = wording.text
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if form.rows:
            place = forms.choose_row(form, wording)
            st.button(text("Take out"), key="form_drop", on_click=forms.drop_row, args=(place,))
        st.button(
            text("Add an indicator"), key="form_add", type="primary", on_click=forms.add_row,
            disabled=len(form.rows) >= MAX_ROWS,
        )  # fmt: skip
        if "form_dropped" in st.session_state:
            st.button(text("Put back what was taken out"), key="form_back", on_click=forms.put_back)
    if form.rows:
        _row(form, place, wording)


def _row(form: Form, place: int, wording: Wording) -> None:
    row = form.rows[place]
    columns = st.columns([1, 5, 2])
    for column, name, most in zip(columns, ("number", "name", "unit"), (12, 300, 100), strict=True):
        _cell(column, form, place, name, wording, most)
    law, better = suggested(row, form.language)
    left, right = st.columns([3, 1])
    _choice(left, form, place, "law", {key: words for key, words in KINDS.items()}, law, wording)
    _choice(right, form, place, "better", {key: words for key, words in BETTER.items()}, better, wording)
    for column, name in zip(st.columns(3), FIGURES, strict=True):
        _cell(column, form, place, name, wording, 200)
        said, known = understood(form, row, name, wording)
        if not known:
            column.error(plain(said))
        elif said:
            column.caption(plain(wording.text("Understood: {what}", what=said)))
    goals.draw(form, place, wording)
    _source(form, place, wording)


def _cell(
    where: st.delta_generator.DeltaGenerator, form: Form, place: int, name: str, wording: Wording, most: int
) -> None:
    examples = {"base": "ước đạt 3.000", "target": "trên 130; 45-49%", "stated": "12%/năm"}
    where.text_input(
        title(name, form, wording), getattr(form.rows[place], name), key=forms.key(f"{place}-{name}"),
        max_chars=most, placeholder=examples.get(name), on_change=forms.take_row(place, name),
    )  # fmt: skip


def _choice(
    where: st.delta_generator.DeltaGenerator, form: Form, place: int, name: str, words: dict[str, str], found: str,
    wording: Wording,
) -> None:  # fmt: skip
    """A question in plain words; left as it is, what name and figures suggest is taken, and said."""
    options, row = ["", *words], form.rows[place]
    given = getattr(row, name)
    where.selectbox(
        title(name, form, wording), options, index=options.index(given) if given in options else 0,
        key=forms.key(f"{place}-{name}"), on_change=forms.take_row(place, name),
        format_func=lambda key: wording.text(words[key]) if key else wording.text("as suggested"),
    )  # fmt: skip
    if not given and any((row.unit, row.base, row.target)):
        where.caption(plain(wording.text("Suggested: {what}", what=wording.text(words[found]))))


def _source(form: Form, place: int, wording: Wording) -> None:
    """Where the figures of a row are from."""
    text, row = wording.text, form.rows[place]
    kinds = {
        "typed": text("typed by {name}", name=form.author or "–"),
        "document": text("a document"),
        "sheet": text("a sheet"),
    }
    options = list(kinds)
    st.segmented_control(
        title("source", form, wording), options, default=row.kind if row.kind in options else "typed",
        key=forms.key(f"{place}-kind"), format_func=lambda key: kinds[key], on_change=forms.take_row(place, "kind"),
        required=True,
    )  # fmt: skip
    fields = {"typed": {}, "document": {"title": 300, "place": 20, "quote": 1000}, "sheet": {"title": 300, "place": 20}}
    names = fields.get(row.kind, {})
    for column, (name, most) in zip(st.columns([2, 1, 4]), names.items(), strict=False):
        column.text_input(
            title(name, form, wording, row), getattr(row, name), max_chars=most,
            key=forms.key(f"{place}-{name}"), on_change=forms.take_row(place, name),
        )  # fmt: skip


def _grid(form: Form, wording: Wording) -> Form:
    """All indicators in a grid, and below it how each was understood."""
    version = st.session_state.get("form_version", 0)
    if st.session_state.get("grid", (None, None))[0] != version:  # the grid keeps its own changes: it is fed once
        cells = pd.DataFrame(
            [
                [row.id, _packed(row), *(getattr(row, name) for name in GRID), goals.summary(form, row.goals, wording)]
                for row in form.rows
            ],
            columns=[*HELD, *GRID, "goals"],
        )
        st.session_state["grid"] = (version, cells.astype(str))
    edited = st.data_editor(
        st.session_state["grid"][1], key=f"form-{version}-grid", num_rows="dynamic", hide_index=True, width="stretch", placeholder="",
        column_config=_columns(form, wording), disabled=["goals"],
    )  # fmt: skip
    rows = [_unpacked(values) for values in edited[[*HELD, *GRID]].to_dict("records")]
    rows = [replace(row, kind=row.kind or "typed") for row in rows[:MAX_ROWS]]
    if tuple(rows) != form.rows:
        form = replace(form, rows=tuple(rows))
        forms.keep(form)
    _understood(form, wording)
    return form


def _packed(row: Row) -> str:
    """The other targets of a row as one text, which stays with the row when rows are added and deleted."""
    return json.dumps([asdict(goal) for goal in row.goals], ensure_ascii=False)


def _unpacked(values: Mapping[Hashable, Any]) -> Row:
    """A row of the grid."""
    texts: dict[str, Any] = {str(name): "" if pd.isna(value) else str(value) for name, value in values.items()}
    held = texts.pop("held")
    return replace(Row(**texts), goals=tuple(Goal(**each) for each in json.loads(held)) if held else ())


def _columns(form: Form, wording: Wording) -> dict[str, Any]:
    config = st.column_config
    text = wording.text
    kinds = {"typed": text("typed"), "document": text("a document"), "sheet": text("a sheet")}
    found: dict[str, Any] = {
        name: config.TextColumn(title(name, form, wording), width=WIDTHS.get(name, 130)) for name in GRID
    }
    for name, words in (("law", KINDS), ("better", BETTER)):
        found[name] = config.SelectboxColumn(
            title(name, form, wording), options=["", *words],
            format_func=partial(_short, wording, words, text("as suggested")),
        )  # fmt: skip
    for name, head, words in (
        ("rank", text("Who set it"), RANKS),
        ("family", title("family", form, wording), FAMILIES),
    ):
        found[name] = config.SelectboxColumn(
            head, options=["", *words], format_func=partial(_short, wording, words, "–")
        )
    found["kind"] = config.SelectboxColumn(
        title("source", form, wording),
        options=list(kinds),
        format_func=lambda key: kinds.get(str(key), str(key)),
        default="typed",
    )
    return {**dict.fromkeys(HELD), **found, "goals": config.TextColumn(title("goals", form, wording), width=220)}


def _short(wording: Wording, words: Mapping[str, str], otherwise: str, key: object) -> str:
    """Answer of a question up to its examples."""
    return wording.text(words[str(key)]).split(":")[0] if key else otherwise


def _understood(form: Form, wording: Wording) -> None:
    """Each row as it was read."""
    rows = []
    for at, row in enumerate(form.rows):
        if not row.is_empty:
            read = [understood(form, row, name, wording) for name in FIGURES]
            figures = [said if known else f"✖ {said}" for said, known in read]
            rows.append([str(at + 1), row.name, *laws(row, form, wording), *figures])
    if rows:
        st.caption(wording.text("Understood as"))
        heads = ["#", *(title(name, form, wording) for name in ("name", "law", "better", *FIGURES))]
        table(heads, rows, key="understood")


def _result(chosen: Chosen, form: Form) -> None:
    """Every fault at once, or the plan and what can be done with it."""
    text, built = chosen.wording.text, build(form)
    faults = [fault_text(fault, form, chosen.wording) for fault in built.faults]
    if built.text is None:
        st.header(text("To correct: {n}", n=len(faults)))
        with st.container(height=320 if len(faults) > 8 else "content", border=False):
            st.warning("\n".join(f"- {plain(fault)}" for fault in faults))
        return
    assert built.plan is not None
    st.success(text("The plan is complete: {n} indicators, no fault.", n=len(built.plan.indicators)))
    with st.container(horizontal=True):
        st.button(
            text("View this plan"),
            key="form_view",
            type="primary",
            on_click=forms.view,
            args=(built.text, built.plan.id),
        )
        st.button(text("Save on this computer"), key="form_save", on_click=forms.save, args=(built.plan, form.author))
        st.download_button(
            text("Download the plan as a file"), built.text.encode(), file_name=f"{built.plan.id}.yaml",
            mime="application/yaml", on_click="ignore", key="form_file",
        )  # fmt: skip
    said = st.session_state.pop("form_said", None)
    if isinstance(said, ForecastError):
        st.error(plain(chosen.wording.error(said)))
    elif said is not None:
        st.success(plain(text("Saved: {path}", path=said)))
    if st.session_state.pop("form_viewed", False):
        st.switch_page(chosen.pages["overview"])
