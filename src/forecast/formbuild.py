"""The plan of a form, through the same models and checks as a plan file, with every fault at its field.

What a form does not show of the plan it started from (other years, statements, relations) is kept, and a figure keeps its source until
its text is changed.
"""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Final

from forecast.checks import plan_flaws
from forecast.errors import Fault
from forecast.exchange.laws import make_id
from forecast.figures import read_unit
from forecast.plan import FORMAT, Plan
from forecast.planform import (
    Data,
    Form,
    Goal,
    Row,
    base_item,
    figure_of,
    plain_data,
    printed_of,
    suggested,
    target_kind,
    unit_text,
    with_unit,
)
from forecast.planyaml import write_plan
from forecast.shape import read_model
from forecast.written import Flaw, cut

_WORD: Final = re.compile(r"[a-z0-9_-]+")
FIELDS: Final = {
    "name": "name", "unit": "unit", "law": "law", "better": "better", "observations": "base", "targets": "target",
    "stated_rate": "stated", "number": "number", "family": "family",
}  # fmt: skip
"""Field of the form by key of an indicator in the file."""
PARTS: Final = {
    "document": "title", "sheet": "title", "page": "place", "cell": "place", "quote": "quote", "by": "author", "date": "day",
}  # fmt: skip
"""Field of the form by key of a source in the file."""
OF_PLAN: Final = ("author", "day")
"""Parts of a source that are asked for once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFault:
    """What is wrong in one field: of a row, by its place in the form, or of the whole plan."""

    row: int | None
    field: str
    fault: Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a form comes to: a plan and its file where nothing is wrong, else every fault."""

    plan: Plan | None
    faults: tuple[FormFault, ...]

    @property
    def text(self) -> str | None:
        """The plan as a plan file."""
        return None if self.plan is None else write_plan(self.plan)


def build(form: Form) -> Built:
    """Plan of a form, through the same models and checks as a plan file."""
    builder = _Builder(form)
    data = builder.data()
    if not data["indicators"]:
        return Built(plan=None, faults=(FormFault(row=None, field="rows", fault=Fault(code="form_without_rows")),))
    reading = read_model(Plan, data, form.language)
    flaws = list(reading.flaws)
    if reading.value is not None:
        flaws += reading.believed(plan_flaws(reading.value))
    faults = {(found.row, found.field, str(found.fault)): found for flaw in flaws for found in builder.faults(flaw)}
    return Built(plan=None if faults else reading.value, faults=tuple(faults.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a plan says that its form does not show: how many of each kind are kept, and relations that went with an indicator."""

    relations: int
    statements: int
    figures: int
    lost: int


def beside(form: Form) -> Beside:
    """What of the plan a form started from is not shown in the form."""
    builder = _Builder(form)
    known = {form.rows[place].id for place in builder.used}
    entries = [entry for name, entry in builder.entries.items() if name in known]
    relations = builder.origin.get("identities", ())
    lost = sum(builder.removed(each, known) for each in relations)
    seen = [(entry, each) for entry in entries for each in entry.get("observations", ())]
    shown = sum(each is base_item(entry, form.base_year.strip()) for entry, each in seen)
    return Beside(
        relations=len(relations) - lost, statements=sum(len(entry.get("statements", ())) for entry in entries),
        figures=len(seen) - shown, lost=lost,
    )  # fmt: skip


def _free(rank: str, taken: set[str]) -> str:
    """An id for a new target."""
    stem = rank or "target"
    return next(name for name in (stem, *(f"{stem}-{number}" for number in range(2, 999))) if name not in taken)


class _Builder:
    """The plain data of a form, and the way back from a place in them to a field."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.origin: Data = plain_data(form.origin) if form.origin else {}
        self.entries = {entry["id"]: entry for entry in self.origin.get("indicators", ())}
        self.used = [place for place, row in enumerate(form.rows) if not row.is_empty]
        self.documents: Data = dict(self.origin.get("sources", {}))
        self.asked: list[list[str]] = []
        """Field of each target of each indicator."""

    def data(self) -> Data:
        """Everything as a plan file has it."""
        form, taken = self.form, set(self.entries)
        indicators = [self._indicator(form.rows[place], taken) for place in self.used]
        known = {entry["id"] for entry in indicators}
        head = {
            "format": FORMAT, "id": self._id(), "language": form.language, "name": self._names(self.origin, form.name),
            "base_year": form.base_year.strip(), "target_year": form.target_year.strip(),
        }  # fmt: skip
        relations = [each for each in self.origin.get("identities", ()) if not self.removed(each, known)]
        optional = {"sources": self.documents, "surroundings_past": self.origin.get("surroundings_past")}
        optional["identities"] = relations
        return head | {key: value for key, value in optional.items() if value} | {"indicators": indicators}

    def _id(self) -> str:
        made = make_id(self.form.name, ()).replace("_", "-")[:48].strip("-")
        return f"{made}-{self.form.target_year.strip()}" if self.form.target_year.strip().isdigit() else made

    def removed(self, relation: Data, known: set[str]) -> bool:
        """Whether a relation of the plan it started from names an indicator that is no longer there."""
        words = set(_WORD.findall(str(relation)))
        return any(name in words for name in self.entries if name not in known)

    def _names(self, origin: Data, name: str) -> Data:
        """A name; its English one is kept while the name stays."""
        known = origin.get("name", {})
        return known if known.get("vi") == name else {"vi": name.strip()}

    def _indicator(self, row: Row, taken: set[str]) -> Data:
        entry: Data = deepcopy(self.entries.get(row.id, {}))
        law, better = suggested(row, self.form.language)
        name = row.id if row.id in self.entries else make_id(row.name or "chi tieu", taken)
        taken.add(name)
        figures = [figure_of(text, row.unit, self.form.language) for text in (row.base, row.target)]
        unit = row.unit.strip() or unit_text([each for each in figures if each is not None], self.form.language)
        entry |= {
            "id": name,
            "name": self._names(entry, row.name),
            "law": row.law or law,
            "better": row.better or better,
        }
        entry |= {"unit": "" if entry["law"] == "status" else unit}
        entry.pop("number", None)
        if row.number.strip():
            entry["number"] = row.number.strip()
        entry |= {"family": row.family.strip()}
        if not row.family.strip():
            del entry["family"]
        self._put_base(entry, row)
        self._put_targets(entry, row)
        self._put_stated(entry, row)
        return entry

    def _put_base(self, entry: Data, row: Row) -> None:
        seen, year = list(entry.get("observations", ())), self.form.base_year.strip()
        known = base_item(entry, year)
        if printed_of(known) == row.base:
            return
        others = [each for each in seen if each is not known]
        if row.base.strip():
            made = {
                "year": year,
                "figure": with_unit(row.base, entry["unit"], self.form.language),
                "source": self._source(row),
            }
            if any(each.get("year") == year for each in others):
                made["use"] = "true"
            others.append(made)
        entry["observations"] = others
        if not others:
            del entry["observations"]

    def _put_targets(self, entry: Data, row: Row) -> None:
        """All targets; one that is as it was keeps its source and all else that the form does not show."""
        known: Data = {each["id"]: each for each in entry.get("targets", ())}
        first = Goal(id=next(iter(known), ""), rank=row.rank, year=row.year, figure=row.target)
        wanted = {"target": first} | {f"goal-{number}": goal for number, goal in enumerate(row.goals)}
        if not first.id and not first.figure.strip() and entry["law"] != "status":
            del wanted["target"]
        targets: list[Data] = []
        for field, goal in list(wanted.items()):
            origin = known.get(goal.id)
            if field == "target" and origin is not None and printed_of(origin) and not goal.figure.strip():
                del wanted[field]
                continue
            taken = {*known, *(each["id"] for each in targets)}
            targets.append(
                self._target(goal, origin, entry, row, "target" if field == "target" else _free(goal.rank, taken))
            )
        self.asked.append(list(wanted))
        entry["targets"] = targets
        if not targets:
            del entry["targets"]

    def _target(self, goal: Goal, origin: Data | None, entry: Data, row: Row, name: str) -> Data:
        """One target as a plan file has it; `name` is the id of a new one."""
        was: Data = origin or {}
        head = {
            "id": was.get("id", name), "rank": goal.rank or was.get("rank", self.form.rank),
            "year": goal.year.strip() or was.get("year", self.form.target_year.strip()),
        }  # fmt: skip
        if origin is not None and printed_of(origin) == goal.figure:
            return origin | head
        made: Data = head
        if goal.figure.strip() and entry["law"] != "status":
            figure = figure_of(goal.figure, row.unit, self.form.language)
            made["figure"] = with_unit(goal.figure, entry["unit"], self.form.language)
            if figure is not None:
                made["as"] = target_kind(figure, read_unit(entry["unit"], self.form.language))
        return made | {"source": self._source(row)}

    def _put_stated(self, entry: Data, row: Row) -> None:
        if printed_of(entry.get("stated_rate")) == row.stated:
            return
        entry.pop("stated_rate", None)
        if row.stated.strip():
            first = self.form.base_year.strip()
            years = {"from": str(int(first) + 1) if first.isdigit() else first, "to": self.form.target_year.strip()}
            entry["stated_rate"] = {"figure": row.stated.strip(), **years, "source": self._source(row)}

    def _source(self, row: Row) -> Data:
        """Where the figures of a row are from."""
        title, place, quote = row.title.strip(), row.place.strip(), row.quote.strip()
        if row.kind == "document":
            known = {document["title"]: name for name, document in self.documents.items()}
            name = known.get(title) or make_id(title or "tai lieu", set(self.documents))
            self.documents.setdefault(name, {"title": title})
            return {"document": name, "page": place, "quote": quote}
        if row.kind == "sheet":
            return {"sheet": title, "cell": place}
        return {"by": self.form.author.strip(), "date": self.form.day.strip()}

    def faults(self, flaw: Flaw) -> Iterator[FormFault]:
        """A flaw at the field it is about: the figures of a row share their source, and rows a document."""
        params = {key: cut(str(value)) if isinstance(value, str) else value for key, value in flaw.params.items()}
        if flaw.names is not None:
            params |= {"allowed": cut(", ".join(flaw.names), 300), "nearest": flaw.nearest}
        found = Fault(code=flaw.code, params=params)
        keys = [str(step) for step in flaw.place]
        if keys[:1] == ["sources"] and (untitled := self._untitled()):
            yield from (FormFault(row=row, field="title", fault=found) for row in untitled)
        elif len(keys) < 2 or keys[0] != "indicators":
            yield FormFault(row=None, field=keys[0] if keys else "name", fault=found)
        else:
            yield self._of_row(keys, found)

    def _untitled(self) -> list[int]:
        """Rows from a document without a title."""
        rows = self.form.rows
        return [place for place in self.used if rows[place].kind == "document" and not rows[place].title.strip()]

    def _of_row(self, keys: Sequence[str], found: Fault) -> FormFault:
        """A fault of an indicator, by the keys that lead to it."""
        place = int(keys[1])
        field = FIELDS.get(keys[2], "name") if len(keys) > 2 else "name"
        if field == "target" and len(keys) > 3 and keys[3].isdigit():
            field = self.asked[place][int(keys[3])]
        if "source" in keys:
            field = PARTS.get(keys[-1], "source")
        return FormFault(row=None if field in OF_PLAN else self.used[place], field=field, fault=found)
