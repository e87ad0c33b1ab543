"""What was decided or left out while a table was read: nothing is guessed silently, nothing is dropped silently."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from forecast.wording import FAMILIES, LAWS, N_, Wording

NOTES: Final[Mapping[str, str]] = {
    "law": N_("{name}: read as “{law}”, {why}"),
    "family": N_(
        "{name}: compared with “{family}”, suggested by the words “{words}”; if it is another, name it in the column of the reference class"
    ),
    "better_lower": N_("{name}: lower counts as better"),
    "better_higher": N_("{name}: higher counts as better, by its name; the target lies below the base"),
    "whole_term": N_(
        "{name}: {found!r} is read as the sum of {period}: it is as large as the target of the whole term"
    ),
    "unit_from_name": N_("the unit {unit!r} is taken from the name"),
    "unit_from_cells": N_("the unit {unit!r} is taken from the figures of the row"),
    "formula": N_("{n} cells are formulas; the values stored for them are taken: {found}"),
    "hidden_rows": N_("hidden rows are read as well: {found}"),
    "hidden_columns": N_("hidden columns are read as well: {found}"),
    "hidden_sheet": N_("the sheet is hidden; it is read all the same"),
    "hidden_left_out": N_("the sheet is hidden, so its table is left out; to read it, show the sheet or name it"),
    "sheet_left_out": N_("the sheet holds no table of the form; it is left out"),
    "column_left_out": N_("the column {head!r} is left out; {n} cells are filled"),
    "old_target": N_("the column {head!r} is a target of the past; it is left out"),
    "outside": N_("stands outside the table and is left out: {found!r}"),
    "above": N_("stands above the table and is left out: {found!r}"),
    "below": N_("stands below the table and is left out: {found!r}"),
    "heading": N_("{found!r} is read as a heading"),
    "heading_group": N_("{found!r} is read as the heading of the group “{group}”"),
    "part": N_("{found!r} is read as a part of {name!r}"),
    "dash": N_("{found!r} is read as: no figure"),
    "fraction": N_(
        "{found} under {unit!r} is read as it stands; if a hundred times as much is meant, correct the cell"
    ),
    "decimals": N_("{found!r} is read as {value}, its mark as that of decimals; if thousands are meant, write {meant}"),
    "ratio": N_(
        "{found!r} is read as {value}, the first of its two numbers; if a date or a range is meant, correct the cell"
    ),
    "code_left_out": N_("{found!r} is no id of the program; one is made from the name"),
    "words": N_("the words {found!r} are kept in the note of the indicator"),
    "rank": N_("the column {head!r} does not say who set the target; it is taken for the people's committee's"),
    "years": N_("base year {base}, target year {target}"),
    "bare_years": N_("the column {head!r} does not say whether its year is past or planned; it is taken for planned"),
    "growth_rates": N_("{name}: is growth; the level is not known, so an index stands for it"),
    "number_left_out": N_("{found!r} is no number of an indicator; it is left out"),
    "csv": N_("read as {encoding}, cells separated by {delimiter!r}"),
    "period_target": N_("the column {head!r} names a period; its figures are taken for its last year"),
}
WHYS: Final[Mapping[str, str]] = {
    "no_number": N_("for it has neither unit nor number"),
    "maintained": N_("for its target is to maintain it"),
    "near_bound": N_("for it is a percentage that comes below 20 or above 80"),
    "points": N_("for it is a percentage between 20 and 80, or counted in points"),
    "whole_term": N_("for its name speaks of the whole term"),
    "each_year": N_("for its name counts what is new each year"),
    "not_positive": N_("for one of its figures is not positive"),
    "small_count": N_("for it is a count of at most 20"),
    "rank": N_("for it is a place in a ranking"),
    "grows": N_("for it is a positive amount"),
    "growth_average": N_("for its name is a growth and its target an average"),
    "growth_yearly": N_("for its name is a growth of single years"),
}
GROUPS: Final[Mapping[str, str]] = {
    "economy": N_("economy"), "society": N_("society"), "environment": N_("environment"), "party": N_("Party building"),
    "security": N_("defence and security"), "other": N_("other"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Note:
    """One decision: where, which, about what."""

    where: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    def said(self, wording: Wording) -> str:
        """The note as a sentence with its place."""
        params = dict(self.params)
        if "law" in params:
            params["law"] = wording.text(LAWS[str(params["law"])])
        if "why" in params:
            params["why"] = wording.text(WHYS[str(params["why"])])
        if "family" in params:
            params["family"] = wording.text(FAMILIES[str(params["family"])])
        if "group" in params:
            params["group"] = wording.text(GROUPS[str(params["group"])])
        return f"{self.where}: {wording.text(NOTES[self.code], **params)}"
