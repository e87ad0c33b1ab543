"""A planners' table as a plan: the usual form in Excel or CSV, read with every fault and every decision told by cell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from forecast.checks import plan_flaws
from forecast.errors import Fault
from forecast.exchange.csvtext import read_csv
from forecast.exchange.drafting import Drafting
from forecast.exchange.grid import Grid, address, letters, tidy
from forecast.exchange.guard import is_workbook, refuse
from forecast.exchange.heads import Column, Head, find_head
from forecast.exchange.laws import make_id
from forecast.exchange.notes import Note
from forecast.exchange.place import place_of
from forecast.exchange.rowfigures import Draft
from forecast.exchange.rows import Entry, Rows, read_rows, where
from forecast.exchange.span import last_reached, plan_years
from forecast.exchange.workbooks import read_workbook
from forecast.figures import Language
from forecast.plan import FORMAT, Plan
from forecast.planyaml import write_plan
from forecast.shape import read_model
from forecast.written import Flaw, cut, is_id

_CODE: Final = re.compile(r"\s*\[([a-z][a-z0-9_-]{0,63})\]\s*")
_VIETNAMESE: Final = re.compile(r"chỉ tiêu|nội dung|đơn vị|đvt", re.IGNORECASE)
_FIGURES: Final = re.compile(r"\((?:figures|số liệu): (vi|en)\)")
"""Says in which language figures are printed where that is not the language of the heads."""
_ROUNDS: Final = 20
"""Times at most that faulty figures are taken out and the rest is looked at again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRead:
    """What a table comes to.

    plan : made of all that could be read; None where no indicator could
    faults : what could not be read, each with its cell; the figures concerned are not in the plan
    notes : what was decided or left out, each with its cell
    """

    plan: Plan | None
    faults: tuple[Fault, ...]
    notes: tuple[Note, ...]

    @property
    def text(self) -> str | None:
        """The plan as a plan file."""
        return None if self.plan is None else write_plan(self.plan)


@dataclass(frozen=True, slots=True)
class _Table:
    grid: Grid
    head: Head
    rows: Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """What a table says was reached, row by row, whatever plan it is of.

    language : of its figures
    base : last year that the heads call past; None where they call none so
    """

    language: Language
    base: int | None
    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]


def read_reached(content: bytes, name: str) -> Reached:
    """Rows of a table with its columns of what was reached. Raises FileError where the file holds no such table."""
    grids, notes = _grids(content, name)
    found = _heads(grids, name, notes)
    heads = [head for _, head in found]
    language = _language(_titles(*found[0]), heads)
    base = last_reached(heads)
    tables = [_Table(grid, head, read_rows(grid, head)) for (grid, _), head in zip(found, heads, strict=True)]
    _refuse_unusable(tables, name)
    rows = [table.rows for table in tables]
    entries, faults = (
        [entry for each in rows for entry in each.entries],
        [fault for each in rows for fault in each.faults],
    )
    return Reached(language=language, base=base, entries=tuple(entries), faults=tuple(faults))


def read_table(content: bytes, name: str, *, sheet: str | None = None) -> TableRead:
    """Plan from a table in the planners' form.

    Parameters
    ----------
    content : an .xlsx workbook, or CSV
    name : of the file; a plan that the table does not name is named after it
    sheet : the one sheet to read; left out: all that hold such a table

    Raises
    ------
    FileError : the file is refused as a whole, or holds no such table
    """
    grids, notes = _grids(content, name)
    chosen = [grid for grid in grids if sheet is None or tidy(grid.name) == tidy(sheet)]
    if sheet is not None and not chosen:
        raise refuse("sheet_missing", name, found=cut(sheet), allowed=", ".join(grid.name for grid in grids))
    found = _heads(chosen, name, notes)
    titles = _titles(*found[0])
    language = _language(titles, [head for _, head in found])
    heads = [head for _, head in found]
    years, told = plan_years(heads, " ".join(titles), name)
    notes += [
        Note(where(found[note.sheet][0], heads[note.sheet].first, note.column), note.code, note.params) for note in told
    ]
    tables = [_Table(grid, head, read_rows(grid, head)) for (grid, _), head in zip(found, heads, strict=True)]
    _refuse_unusable(tables, name)
    drafting = Drafting(years, language)
    drafts = [drafting.draft(entry) for table in tables for entry in table.rows.entries]
    lines, title = _title(titles)
    for table in tables:
        notes += [*_surroundings(table, lines), *table.rows.notes]
    head = _plan_head(title, name, language) | {"base_year": str(years.base), "target_year": str(years.target)}
    plan, faults = _plan(head, drafts, language)
    unread = [fault for table in tables for fault in table.rows.faults]
    unread += [fault for draft in drafts for fault in draft.faults]
    notes += [note for draft in drafts for note in draft.notes]
    return TableRead(plan=plan, faults=(*unread, *faults), notes=tuple(notes))


def _grids(content: bytes, name: str) -> tuple[tuple[Grid, ...], list[Note]]:
    if is_workbook(content):
        return read_workbook(content, name), []
    text = read_csv(content, name)
    params = {"encoding": text.encoding.upper(), "delimiter": text.delimiter}
    return (text.grid,), [Note(text.grid.name, "csv", params)]


def _heads(grids: Sequence[Grid], name: str, notes: list[Note]) -> list[tuple[Grid, Head]]:
    """Heads of the visible sheets, or else of the hidden ones; sheets without a table are noted."""
    found = [(grid, find_head(grid)) for grid in grids]
    shown = any(head is not None and not grid.hidden for grid, head in found)
    tables = []
    for grid, head in found:
        if head is None or (shown and grid.hidden):
            if grid.cells:
                notes.append(Note(grid.name, "sheet_left_out" if head is None else "hidden_left_out"))
            continue
        if grid.hidden:
            notes.append(Note(grid.name, "hidden_sheet"))
        tables.append((grid, head))
    if not tables:
        raise refuse("sheet_no_head", name)
    return tables


def _refuse_unusable(tables: Sequence[_Table], name: str) -> None:
    """Several tables make one plan only where they hold different indicators: else one has to be chosen."""
    if not any(table.rows.entries or table.rows.faults for table in tables):
        raise refuse("sheet_no_rows", name)
    seen: dict[str, str] = {}
    for table in tables:
        for entry in table.rows.entries:
            if seen.setdefault(entry.name.casefold(), table.grid.name) != table.grid.name:
                sheets = ", ".join(one.grid.name for one in tables)
                raise refuse("sheet_several", name, found=cut(entry.name), allowed=sheets)


def _titles(grid: Grid, head: Head) -> list[str]:
    return [cell.text for row in range(1, head.first) for cell in grid.row(row)]


def _language(titles: Sequence[str], heads: Sequence[Head]) -> Language:
    """Language in which figures are printed: what the title says, else that of the heads."""
    if match := _FIGURES.search(" ".join(titles)):
        return "vi" if match[1] == "vi" else "en"
    words = " ".join(column.head for head in heads for column in head.columns)
    return "vi" if _VIETNAMESE.search(words) else "en"


def _title(titles: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """The lines above the table that name the plan, and its name: the one with an id in brackets, else the area, else the longest."""
    coded = next((text for text in titles if _CODE.search(text)), None)
    if coded is None and (place := place_of(titles)) is not None:
        return place.lines, place.name
    title = coded or max(titles, key=len, default="")
    return (title,), title


def _plan_head(title: str, name: str, language: Language) -> dict[str, Any]:
    """Id and name of the plan: from its title, else from the name of the file."""
    stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name
    match = _CODE.search(title)
    made = make_id(stem, ()).replace("_", "-")
    code = match[1] if match and is_id(match[1]) else made if is_id(made) else "plan"
    plain = _CODE.sub(" ", title).strip() or tidy(stem) or code
    return {"format": FORMAT, "id": code, "language": language, "name": {"vi": plain}}


def _surroundings(table: _Table, lines: Sequence[str]) -> list[Note]:
    """Notes about a sheet: what is hidden, computed, above the table, or in columns of no use."""
    grid, head = table.grid, table.head
    notes = [
        Note(grid.name, code, {"found": ", ".join(hidden)})
        for code, hidden in (
            ("hidden_rows", [str(number) for number in grid.hidden_rows]),
            ("hidden_columns", [letters(number) for number in grid.hidden_columns]),
        )
        if hidden
    ]
    formulas = [address(*at) for at, cell in grid.cells.items() if cell.formula and cell.kind != "no_value"]
    if formulas:
        notes.append(Note(grid.name, "formula", {"n": len(formulas), "found": cut(", ".join(formulas))}))
    notes += [
        Note(where(grid, row, cell.column), "above", {"found": cut(cell.text)})
        for row in range(1, head.first)
        for cell in grid.row(row)
        if cell.text not in lines
    ]
    notes += [_left_out(table, column, "column_left_out") for column in head.all("other", "part")]
    return notes


def _left_out(table: _Table, column: Column, code: str) -> Note:
    filled = sum((entry.row, column.place) in table.grid.cells for entry in table.rows.entries)
    place = where(table.grid, table.head.last, column.place)
    return Note(place, code, {"head": cut(column.head), "n": filled})


def _plan(head: dict[str, Any], drafts: Sequence[Draft], language: Language) -> tuple[Plan | None, list[Fault]]:
    """Plan of all drafts; what is faulty is told with its cell, taken out, and the rest looked at again."""
    kept = list(drafts)
    faults: list[Fault] = []
    for _ in range(_ROUNDS):
        data = head | {"indicators": [draft.data for draft in kept]}
        if not kept:
            return None, faults
        reading = read_model(Plan, data, language)
        flaws = list(reading.flaws)
        if reading.value is not None:
            flaws += reading.believed(plan_flaws(reading.value))
        if not flaws:
            return reading.value, faults
        faults += [_fault(flaw, kept) for flaw in flaws]
        kept = _without(kept, flaws)
    return None, faults


def _at(flaw: Flaw, drafts: Sequence[Draft]) -> tuple[Draft | None, tuple[str, int] | None]:
    """The draft a flaw is about, and the figure in it."""
    if len(flaw.place) < 2 or flaw.place[0] != "indicators" or not isinstance(flaw.place[1], int):
        return None, None
    draft = drafts[flaw.place[1]]
    key, number = (*flaw.place[2:4], 0, 0)[:2] if len(flaw.place) > 2 else ("", 0)
    item = (str(key), number if isinstance(number, int) else 0)
    return draft, item if item in draft.cells else None


def _fault(flaw: Flaw, drafts: Sequence[Draft]) -> Fault:
    draft, item = _at(flaw, drafts)
    place = "" if draft is None else draft.at if item is None else draft.cells[item]
    params = {key: cut(str(value)) if isinstance(value, str) else value for key, value in flaw.params.items()}
    if flaw.names is not None:
        params |= {"allowed": cut(", ".join(flaw.names), 300), "nearest": flaw.nearest}
    return Fault(code=flaw.code, params=params, where=place)


def _without(drafts: Sequence[Draft], flaws: Sequence[Flaw]) -> list[Draft]:
    """Drafts without the figures that have flaws, and without those that have flaws of their own."""
    bad: dict[int, set[tuple[str, int]]] = {}
    whole: set[int] = set()
    for flaw in flaws:
        draft, item = _at(flaw, drafts)
        if draft is None:
            return []
        if item is None:
            whole.add(id(draft))
        else:
            bad.setdefault(id(draft), set()).add(item)
    return [_cleared(draft, bad.get(id(draft), set())) for draft in drafts if id(draft) not in whole]


def _cleared(draft: Draft, bad: set[tuple[str, int]]) -> Draft:
    if not bad:
        return draft
    data = dict(draft.data)
    cells: dict[tuple[str, int], str] = {}
    for key in ("observations", "targets", "statements"):
        items = data.pop(key, ())
        kept = [number for number in range(len(items)) if (key, number) not in bad]
        if kept:
            data[key] = [items[number] for number in kept]
        cells |= {(key, new): draft.cells[key, old] for new, old in enumerate(kept) if (key, old) in draft.cells}
    if ("stated_rate", 0) in bad:
        data.pop("stated_rate")
    elif ("stated_rate", 0) in draft.cells:
        cells["stated_rate", 0] = draft.cells["stated_rate", 0]
    return Draft(data=data, cells=cells, at=draft.at)
