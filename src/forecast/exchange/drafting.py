"""One row as an indicator of a plan: figures in their places, law and direction, and what the table says besides."""

import math
import re
from collections.abc import Mapping
from typing import Any, Final

from forecast.errors import Fault, FigureError
from forecast.exchange import words
from forecast.exchange.cells import Printed, is_percent, printed
from forecast.exchange.laws import GROWTH, Choice, choose_better, choose_law, make_id
from forecast.exchange.rowfigures import Draft, Read, RowFigures, Years
from forecast.exchange.rows import Entry
from forecast.families import Suggested, suggest_family
from forecast.figures import Figure, Language, read_figure, read_unit
from forecast.written import cut, is_id

_REACHED: Final = frozenset({"đạt", "x", "có", "hoàn thành", "reached", "yes", "✓"})
_AVERAGE: Final = re.compile(r"bình quân|\bbq\b|average", re.IGNORECASE)
_NOTE_LIMIT: Final = 1_500


class Drafting:
    """Reads the rows of a table one by one; ids are unique among them."""

    def __init__(self, years: Years, language: Language) -> None:
        self.years, self.language = years, language
        self.taken: set[str] = set()

    def draft(self, entry: Entry) -> Draft:
        """The indicator of one row."""
        return _Row(RowFigures(entry, self.years, self.language), self.taken).draft()


class _Row:
    def __init__(self, row: RowFigures, taken: set[str]) -> None:
        self.row, self.taken = row, taken

    def draft(self) -> Draft:
        """Unit first, then figures, then what they say of law and direction."""
        law = self.row.given("law", words.LAWS)
        self.row.find_unit()
        reads = [] if law == "status" or self.row.in_words else self.row.reads()
        if law == "status" or (not self.row.unit and not reads):
            self._targets_without_number()
            if law is None:
                self.row.note("law", name=cut(self.row.name), law="status", why="no_number")
            law = "status"
        elif not self.row.unit and not self.row.unit_of(reads):
            place = self.row.entry.head.one("unit")
            at = self.row.at if place is None else self.row.entry.at(place.place)
            self.row.made.faults.append(
                Fault(code="sheet_unit_missing", params={"found": cut(self.row.name)}, where=at)
            )
        self._compose(law, reads)
        return self.row.made

    def _targets_without_number(self) -> None:
        targets = []
        for column in self.row.entry.head.all("actual") if self.row.in_words else ():
            if (cell := self.row.entry.cell(column.place)) is not None:
                self.row.keep_words(column, cell.text)
        for column in self.row.entry.head.all("target"):
            cell = self.row.entry.cell(column.place)
            if cell is None or column not in self.row.years.targets:
                continue
            name, rank, year = self.row.years.targets[column]
            targets.append({"id": name, "rank": rank, "year": str(year), "source": self.row.source(column)})
            if cell.text.casefold() not in _REACHED:
                self.row.keep_words(column, cell.text)
        if targets:
            self.row.made.data["targets"] = targets

    def _compose(self, law: str | None, reads: list[Read]) -> None:
        """Put the indicator together; keys that the table does not give are left out."""
        data = self.row.made.data
        planned = [read for read in reads if read.column.role == "target"]
        rates = law is None and self._is_growth() and self._growth(reads, planned)
        if not rates:
            self._levels(reads, planned)
        choice = self._law(law, reads, planned)
        if rates:
            choice = Choice("compound", "growth_average")
        if choice.law == "total":
            self._whole_terms(reads, planned)
        self._direction(reads, planned)
        data |= {"id": self._id(), "name": self._names(), "law": choice.law, "unit": data.get("unit", self.row.unit)}
        if law is None:
            self.row.note("law", name=cut(self.row.name), law=choice.law, why=choice.why)
        self._optional(choice.law)

    def _is_growth(self) -> bool:
        return self.row.unit.startswith("%") and bool(GROWTH.match(self.row.name))

    def _growth(self, reads: list[Read], planned: list[Read]) -> bool:
        """Targets of a row that is itself an average growth are growth of an index; False where single years are targeted."""
        actual = _actual(reads)
        if actual and not _AVERAGE.search(self.row.name):
            return False
        years = {self.row.years.targets[read.column][2] for read in planned}
        if not planned or years != {self.row.years.target}:
            return False
        per = "/năm" if self.row.language == "vi" else "/year"
        for read in planned:
            if read.figure is not None and not read.figure.unit.per:
                read.what = Printed(read.what.text.replace("%", f"%{per}", 1))
            self._target(read, "rate")
        for read in actual:
            year = str(read.column.years[-1])
            self._statement(read, str(read.column.years[0]), year)
        self._growth_columns(reads)
        self.row.made.data["unit"] = "chỉ số" if self.row.language == "vi" else "index"
        self.row.note("growth_rates", name=cut(self.row.name))
        return True

    def _levels(self, reads: list[Read], planned: list[Read]) -> None:
        for read in reads:
            if read.column.role == "actual":
                years = read.column.years
                span = {"year": str(years[0])} if len(years) == 1 else {"period": f"{years[0]}-{years[1]}"}
                self._item("observations", read, span)
        final = self.row.years.target
        for read in sorted(planned, key=lambda read: self.row.years.targets[read.column][2] != final):
            self._target(read, self._kind(read))
        self._growth_columns(reads)

    def _kind(self, read: Read) -> str:
        """Whether a target's figure is a level, a growth a year, or growth of all years together."""
        figure = read.figure
        if figure is None or self.row.unit.startswith(("%", "điểm", "point")) or figure.unit.kind != "percent":
            return "level"
        if figure.unit.per:
            return "rate"
        return "cumulative" if figure.sense in ("increase", "decrease") else "level"

    def _target(self, read: Read, kind: str) -> None:
        name, rank, year = self.row.years.targets[read.column]
        self._item("targets", read, {"id": name, "rank": rank, "year": str(year), "as": kind})

    def _item(self, name: str, read: Read, head: dict[str, Any]) -> None:
        items = self.row.made.data.setdefault(name, [])
        self.row.made.cells[name, len(items)] = self.row.entry.at(read.column.place)
        items.append(head | self._carried(read))

    def _carried(self, read: Read) -> dict[str, Any]:
        """Figure, or words with their value, and the cell they are from."""
        carried: dict[str, Any] = {"figure": read.what.text}
        if read.what.value is not None:
            note = "giá trị ghi trong bảng" if self.row.language == "vi" else "value as the table gives it"
            carried |= {"value": f"{read.what.value:.12f}".rstrip("0").rstrip("."), "note": note}
        return carried | {"source": self.row.source(read.column)}

    def _growth_columns(self, reads: list[Read]) -> None:
        """Average growth of the past is a statement, of the plan's years the stated rate; of a percentage it may be points."""
        for read in reads:
            if read.column.role != "growth":
                continue
            first, last = read.column.years or (self.row.years.base + 1, self.row.years.target)
            if self._is_in_points(read):
                self.row.keep_words(read.column, read.cell.text)
            elif last <= self.row.years.base:
                self._statement(read, str(first), str(last), use=True)
            elif "stated_rate" not in self.row.made.data:
                self.row.made.cells["stated_rate", 0] = self.row.entry.at(read.column.place)
                self.row.made.data["stated_rate"] = {"from": str(first), "to": str(last)} | self._carried(read)
            else:
                self.row.keep_words(read.column, read.cell.text)

    def _is_in_points(self, read: Read) -> bool:
        """Whether growth is one of points, or a bare number of a percentage that may be: no stated rate can hold it."""
        if read.figure is not None and read.figure.unit.kind == "points":
            return True
        bare = read.cell.text.lstrip("+-").replace(".", "").replace(",", "").isdigit()
        return self.row.unit.startswith("%") and not self._is_growth() and bare and not is_percent(read.cell.shown)

    def _whole_terms(self, reads: list[Read], planned: list[Read]) -> None:
        """A figure below the base year that is as large as the target of the whole term is the sum of the term before, not one year's."""
        aim, base, n_years = (
            self._last_level(planned[:1]),
            self.row.years.base,
            self.row.years.target - self.row.years.base,
        )
        for item, read in zip(self.row.made.data.get("observations", ()), _actual(reads), strict=True):
            level = self._last_level([read])
            if aim is None or level is None or read.column.years != (base,):
                continue
            if level.value > aim.value / math.sqrt(n_years) > 0:
                del item["year"]
                item["period"] = f"{base - n_years + 1}-{base}"
                at = self.row.entry.at(read.column.place)
                self.row.note("whole_term", at, name=cut(self.row.name), found=read.what.text, period=item["period"])

    def _statement(self, read: Read, first: str, last: str, *, use: bool = False) -> None:
        used = any(said.get("use") for said in self.row.made.data.get("statements", ()))
        span = {"kind": "rate", "from": first, "to": last}
        self._item("statements", read, span | ({"use": "true"} if use and not used else {}))

    def _law(self, law: str | None, reads: list[Read], planned: list[Read]) -> Choice:
        if law is not None:
            return Choice(law, "")  # type: ignore[arg-type]
        if self._is_growth():
            return Choice("linear", "growth_yearly")
        unit = read_unit(self.row.unit, self.row.language)
        return choose_law(self.row.name, unit, self._levels_of(reads), self._levels_of(planned))

    def _levels_of(self, reads: list[Read]) -> list[Figure]:
        """Figures in the unit of the row; growth is no level."""
        unit, found = read_unit(self.row.unit, self.row.language), []
        for read in reads:
            if read.column.role != "growth" and read.figure is not None and self._kind(read) == "level":
                try:
                    found.append(read.figure.in_unit(unit))
                except FigureError:
                    continue
        return found

    def _direction(self, reads: list[Read], planned: list[Read]) -> None:
        better = self.row.given("better", words.BETTER)
        if better is None:
            base, target = self._last_level(_actual(reads)), self._last_level(planned)
            better = choose_better(self.row.name, base, target)
            if better == "lower":
                self.row.note("better_lower", name=cut(self.row.name))
            elif base is not None and target is not None and target.value < base.value and target.comparator == "=":
                self.row.note("better_higher", name=cut(self.row.name))
        self.row.made.data["better"] = better

    def _last_level(self, reads: list[Read]) -> Figure | None:
        found = self._levels_of(reads[-1:])
        return found[0] if found else None

    def _id(self) -> str:
        given = self.row.said("id")
        if given and not is_id(given):
            column = self.row.entry.head.one("id")
            self.row.note("code_left_out", self.row.entry.at(column.place if column else 1), found=cut(given))
            given = ""
        name = given or make_id(self.row.name, self.taken)
        self.taken.add(name)
        return name

    def _names(self) -> dict[str, str]:
        english, vietnamese = self.row.said("english"), self.row.said("vietnamese")
        if vietnamese:
            return {"vi": vietnamese, "en": self.row.name}
        return {"vi": self.row.name, "en": english} if english else {"vi": self.row.name}

    def _optional(self, law: str) -> None:
        data, category = self.row.made.data, self.row.given("category", words.CATEGORIES) or self.row.entry.category
        note = "\n".join(filter(None, (self.row.said("note"), *self.row.kept_words)))
        found: Mapping[str, Any] = {
            "number": self.row.entry.number, "category": category,
            "owner": _vi(self.row.said("owner")), "note": _vi(cut(note, _NOTE_LIMIT)),
            "prices": self.row.said("prices"), "family": self._family(law), "bounds": self._bounds(),
        }  # fmt: skip
        data |= {key: value for key, value in found.items() if value}
        if law == "linear" and self._is_growth() and "bounds" not in data:
            data["bounds"] = {"low": "-99", "high": "1000"}

    def _family(self, law: str) -> str:
        """Family as the table has it; where it says nothing, what name, unit and law suggest, with a note."""
        given = self.row.given("family", words.FAMILIES)
        if given is not None:
            return "" if given == words.NO_FAMILY else given
        if (found := self._suggested(law) if self.row.made.data.get("targets") else None) is None:
            return ""
        self.row.note("family", name=cut(self.row.name), family=found.family, words=found.words)
        return found.family

    def _suggested(self, law: str) -> Suggested | None:
        data, prices = self.row.made.data, self.row.said("prices") or "none"
        by_growth = any(target.get("as", "level") != "level" for target in data["targets"])
        try:
            unit = read_unit(data["unit"], self.row.language)
        except FigureError:
            return None
        return suggest_family(data["name"]["vi"], unit, law, prices=prices, by_growth=by_growth)

    def _bounds(self) -> dict[str, str]:
        bounds = {}
        for role in ("low", "high"):
            column = self.row.entry.head.one(role)
            cell = None if column is None else self.row.entry.cell(column.place)
            if cell is None or column is None:
                continue
            try:
                what = printed(cell, "", self.row.language)
                if what is not None:
                    bounds[role] = f"{read_figure(what.text, self.row.language).value:.12f}".rstrip("0").rstrip(".")
            except FigureError as error:
                self.row.fault(error, self.row.entry.at(column.place))
        return bounds


def _actual(reads: list[Read]) -> list[Read]:
    return [read for read in reads if read.column.role == "actual"]


def _vi(text: str) -> dict[str, str]:
    return {"vi": text} if text else {}
