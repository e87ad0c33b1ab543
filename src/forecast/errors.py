"""What can go wrong, one class per remedy, and the English text of every fault.

ForecastError            catch this at the doors
├── FigureError          a printed figure cannot be read: rewrite it, or give its value
├── FileError            a file cannot be used: edit it; lists every fault at once
├── GrowthError          the arithmetic has no answer: choose another law or another number
├── MissingError         what was asked for is not there: choose one of the names offered
└── SavingError          it cannot be saved: choose another folder or name, or try again
    └── ConflictError    somebody saved in between: keep both, or take theirs
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

MESSAGES: dict[str, str] = {
    # files and their text
    "file_missing": "there is no file {found!r}; check the path",
    "file_too_large": "the file has {found} bytes; at most {allowed} are read: split it or remove what is not text",
    "file_not_text": "byte {found} is not UTF-8; save the file as UTF-8",
    "file_not_regular": "{found!r} is not a regular file; name a plain file, no link, device or folder",
    "file_unreadable": "the file cannot be read: {found}; check the path and who may read it",
    "yaml_syntax": "not YAML: {found}; mend the line, or quote the text",
    "yaml_empty": "the file is empty; it has to start with a line 'format: …'",
    "yaml_several": "a second document starts here; keep one document in a file",
    "yaml_deep": "nested deeper than {allowed} levels; a plan needs at most seven",
    "yaml_many": "more than {allowed} texts, lists and mappings; split the file",
    "yaml_tag": "the tag {found!r} is not allowed; write plain text",
    "yaml_alias": "{found!r} is an anchor or alias; write the text out",
    "yaml_key_twice": "the key {found!r} stands twice, first on line {first}; keep one",
    "yaml_key_not_text": "a key has to be plain text; found a list or a mapping",
    "text_not_printable": "the character {found} cannot be printed; take it out",
    "format_unknown": "format {found!r} is not known; allowed is {allowed!r}",
    "format_newer": "format {found!r} is newer than this program, which reads {allowed!r}; update the program",
    # shape
    "missing": "{found} is missing; add it",
    "unknown_key": "the key {found!r} is not known; allowed are {allowed}{nearest}",
    "not_mapping": "{found!r} stands where 'key: value' lines are expected",
    "not_list": "{found!r} stands where a list is expected; start each entry with '- '",
    "not_text": "a list or mapping stands where one text is expected; write one text",
    "split_by_comma": "the key {found!r} without a value looks like a decimal comma outside quotes; put the figure in quotes",
    "not_one_of": "{found!r} is not allowed; allowed are {allowed}{nearest}",
    "not_number": "{found!r} is no plain number; write digits with a decimal point, such as 12.5",
    "not_finite": "{found!r} is no finite number; write a plain number",
    "not_year": "{found!r} is no year; allowed are {allowed}",
    "not_years": "{found!r} is neither a year such as 2026 nor years such as 2028-2030; write one of them",
    "not_period": "{found!r} is no period; write two years such as 2021-2025",
    "not_line": "{found!r} is no line of a document; write a whole number, counted from 1",
    "not_date": "{found!r} is no date; write it as 2025-08-11",
    "bad_number": "{found!r} is no number of an indicator; write digits, letters and points such as 7b, at most 12",
    "bad_id": "{found!r} is no id; use a small letter first, then at most 63 small letters, digits, _ or -",
    "reserved_id": "the id {found!r} is reserved on some systems; choose another",
    "text_empty": "the text is empty; write it or leave the key out",
    "form_without_rows": "no indicator is filled in yet; add at least one with a name and a target",
    "list_empty": "nothing stands in {found!r}; give at least one entry",
    "text_too_long": "the text has {found} characters; at most {allowed} are read",
    "unreadable": "{found!r} cannot be read here: {reason}",
    # plan
    "base_after_target": "the base year {found} is not before the target year {allowed}; exchange them",
    "horizon_too_long": "{found} years lie between base and target year; at most {allowed} are projected",
    "id_twice": "the id {found!r} stands twice, first on line {first}; ids are unique",
    "unknown_source": "{found!r} is no source of this plan; the sources are {allowed}{nearest}",
    "unknown_indicator": "{found!r} is no indicator of this plan; write the id of one{nearest}",
    "source_incomplete": "a source names document, line or page, and quote; or sheet and cell; or by and date; found {found}",
    "figure_or_value": "neither figure nor value is given; write the figure as it is printed",
    "value_without_note": "the explicit value {found} has no note; say in 'note:' how the figure was read",
    "year_or_period": "an observation has either year or period; found {found}",
    "observation_after_base": "the year {found} lies after the base year {allowed}; later figures are targets or actuals",
    "several_observations": "{found} observations are of the year {year}; mark exactly one with 'use: true'",
    "several_statements": "{found} statements are marked 'use: true'; mark one at most",
    "compound_not_positive": "the value {found} under law compound is not positive; use law linear",
    "target_not_positive": "the target {found} under law compound is not positive; use law linear",
    "outside_bounds": "the value {found} lies outside the bounds {allowed}; correct the value or the bounds",
    "bounds_crossed": "the lower bound {found} is not below the upper bound {allowed}; exchange them",
    "logit_needs_bounds": "law logit needs a lower and an upper bound; write 'bounds:' or use law linear",
    "unit_missing": "the indicator has no unit; write it as printed, such as tỷ đồng or %, or use law status",
    "level_is_change": "{found!r} is a change, no level; write it under 'statements:', or as a target 'as: cumulative'",
    "status_has_figure": "an indicator with law status has no figures; choose another law or leave the figure out",
    "target_without_figure": "the target has no figure; write it as printed, or use law status",
    "rate_needs_percent": "{found!r} is no percentage; growth is written like 12% or 12%/năm",
    "cumulative_per_year": "{found!r} is growth a year; write 'as: rate', or the growth of all years together",
    "rate_law": "a target 'as: {found}' needs law compound; the law here is {law}",
    "years_reversed": "the years {found} run backwards; write the earlier one first",
    "years_equal": "a {found} compares two years; 'from' and 'to' are both {year}",
    "change_unit": "{found!r} is neither per cent nor in {allowed!r}; a change is one or the other",
    "multiple_unit": "{found!r} is no multiple; write it like 'gấp 2,3 lần' ('2.3 times')",
    "margin_unit": "{found!r} is neither per cent, points nor in {allowed!r}; a margin is one of them",
    "total_unit": "{found!r} counts nothing; the sum of a period that is a share of a stock is a number of things",
    "of_plan_unit": "{found!r} is no percentage; a part of the plan is written like 105%",
    "over_missing": "a {found} is over something; name the indicator in 'over:'",
    "target_before_base": "the target year {found} is not after the base year {allowed}; correct one of them",
    "count_of_invalid": "{found!r} is neither a number of things nor the id of an indicator; write one of them",
    # identities
    "identity_shape": "an identity has is and equals, or sum and equals, or part and of; found {found}",
    "identity_syntax": "{found!r} cannot be read at {at!r}; allowed are names, numbers, + - * / and brackets",
    "identity_twice": "{found!r} is computed by two identities; keep one",
    "identity_cycle": "the identities run in a circle: {found}; take one of them out",
    "identity_sum_unit": "{found!r} is in {unit!r} while the sum is in {allowed!r}; sum things of one unit",
    "identity_sum_value": "{found!r} cannot be read as the value of a sum; write a number with its unit, such as 100%",
    # scenario
    "rule_and_paths": "a scenario with a rule for any plan has no paths of its own; put paths into one that extends it, with 'for:'",
    "paths_for_any": "paths and events name indicators, so 'for:' has to name a plan",
    "wrong_plan": "the scenario is for {found!r}, not for {allowed!r}; choose the right plan",
    "unknown_parent": "{found!r}, which this scenario extends, is not there; write the id of another{nearest}",
    "extends_cycle": "the scenarios extend each other in a circle: {found}; take one 'extends:' out",
    "without_unknown": "{found!r} is no event or delay of the scenario this one extends; write the id of one{nearest}",
    "path_unit": "{found!r} has no unit; write {allowed}",
    "path_unreadable": "{found!r} is no path; write {allowed}",
    "path_status": "{found!r} has law status and no number that could move; take it out",
    "path_law": "{found!r} does not move an indicator of law {law}; write {allowed}",
    "path_year": "the year {found} lies outside the years {allowed}; write one of these",
    "path_year_twice": "the year {found} is set twice; keep one",
    "path_unknown": "{found!r} is no indicator of the plan {plan!r}; write the id of one{nearest}",
    "path_rate_range": "{found!r} a year is outside -99% … 1000%; check the decimal mark",
    "path_computed": "{found!r} follows from {needs}; move these instead",
    "shares_above": "the shares come to {found} in {year}, above {allowed}; lower one of them",
    "delay_years": "{found!r} is no delay; write a whole number of years such as 2",
    "delay_law": "{found!r} has law {law}, which cannot start late; take it out",
    "event_year": "the event's year {found} lies outside the plan's years {allowed}; write one of these",
    "event_recovery": "{found!r} is no recovery; write never or a number of years such as '3 yr'",
    "event_chance": "{found!r} is no chance; write a percentage between 0% and 100%",
    "event_hit": "{found!r} is no hit; write a percentage such as -15%, or points for a percentage, such as -2 points",
    "surroundings_growth": "{found!r} is no growth of the surroundings; write a rate such as 8%/yr, or +1 point/yr for percentages",
    "surroundings_spread": "{found!r} is no spread; write points a year such as '1 point/yr', not below zero",
    "surroundings_unit": "{found!r} does not say how the surroundings of {law} move; write {allowed}",
    # quotes
    "source_text_missing": "the text {found!r} of the source {source!r} is not in the folder of sources; put it there, or correct the id",
    "quote_not_found": "the quote {found!r} is not found in {source}; copy it as it stands there",
    "quote_elsewhere": "the quote {found!r} stands on line {actual} of {source}, not on line {line}; correct the line",
    "figure_not_in_quote": "the figure {found!r} is not part of its quote; copy both from the same place",
    # growth
    "growth_not_positive": "growth from {found} has no rate: compound growth needs positive values; use law linear",
    "growth_years": "{found} years lie between the two values; at least one is needed",
    "growth_never": "at {found} a year the target is never reached; choose a rate that leads towards it",
    # figures
    "figure_too_long": "the figure has {found} characters; at most {allowed} are read: "
    "keep the number, its unit and the words that belong to it",
    "figure_no_number": "{found!r} holds no number; write the figure as it is printed, or give 'value:' and 'note:'",
    "figure_digits": "{found!r} is none of the digits 0 to 9; type the number with these",
    "figure_number": "{found!r} is no number; numbers are written like {allowed}",
    "figure_decimal_point": "{found!r} is no number as printed in Vietnamese, where a comma marks decimals: "
    "write {first!r} or {second!r}, whichever is meant",
    "figure_decimal_comma": "{found!r} is no number as printed in English, where a point marks decimals: "
    "write {first!r} or {second!r}, whichever is meant",
    "figure_marks": "{found!r} has the marks of another language; if this number is meant, write {allowed!r}",
    "figure_too_precise": "{found!r} has too many digits; at most {allowed} significant digits are kept: round it",
    "figure_date": "{found!r} is a date or a span of years, no figure; write the figure, years have keys of their own",
    "figure_several": "{found!r} holds several numbers; write one number, a range such as 45-49%, "
    "or a part of a whole such as 06/8",
    "figure_word": "{found!r} in {whole!r} is not read; words read before a number are: {allowed}; "
    "start the figure at one of them or at the number",
    "figure_unit_text": "{found!r} is no unit; write one such as %, tỷ đồng, ha or người/năm, and no mark behind it",
    "figure_conflict": "{found!r} says two things that exclude each other; keep one of the words or signs",
    "figure_ambiguous": "{found!r} can mean two things; write {first!r} or {second!r}, whichever is meant",
    "figure_range": "the range {found!r} does not rise; write its lower end first",
    "figure_part": "the part in {found!r} is no part of the whole; write a part of it such as 06/8, or a number alone",
    "figure_multiple": "{found!r} is neither a multiple nor growth; write 'gấp 2,3 lần' ('2.3 times') for a multiple, "
    "'tăng 130%' ('up 130%') for growth",
    "figure_compared": "{found!r} compares a level with something; only percentages, changes and multiples are compared: "
    "leave the comparison out",
    "figure_unit": "the unit {found!r} cannot become {wanted!r}; correct the figure's unit or the indicator's",
    "figure_unit_missing": "a number without unit stands for {wanted!r}; units are written, never guessed: "
    "write {wanted!r} behind it",
    "figure_points": "{found!r} is a number of points, no level in {wanted!r}; "
    "write the level with {wanted!r}, or a step with + or -",
    # tables as CSV, and quarterly ones
    "table_empty": "the table is empty; its first line is {allowed}",
    "table_long": "{found} rows; at most {allowed} are read: leave some out",
    "column_missing": "the column {found!r} is missing; add it",
    "column_unknown": "the column {found!r} is not known; allowed are {allowed}{nearest}",
    "quarter_base": "{found!r} is no value of last year; write a positive number with a decimal point",
    "quarter_growth": "{found!r} is no growth; write a percentage such as 5.66%",
    "quarter_twice": "{found} stands twice; keep one row",
    "quarter_missing": "{found} is missing; add its row",
    "column_twice": "the column {found!r} stands twice; keep one",
    "row_long": "the row has {found} cells, the first line {allowed}; put a figure with a comma in quotes",
    "table_unreadable": "the table cannot be read here: {found}; save it as CSV again",
    # facts after the plan
    "columns_swapped": "the columns {found!r} and {other!r} hold each other's content; exchange their heads",
    "wrong_plan_of_facts": "the facts are about {found}, not about {allowed!r}; choose the right file or plan",
    "not_fact_period": "{found!r} is no period; write 2026, 2026-Q1 or 2026-9M",
    "fact_year": "{found!r} lies outside the years {allowed}; write one of these",
    "fact_estimate": "the figure is an estimate while its status is {found!r}; write estimate, or take the word out",
    "fact_change": "{found!r} is no level here; write the level with its unit, or growth such as 'tăng 8,5%' ('up 8.5%') for an amount",
    "fact_factor": "{found!r} links no percentage and nothing below zero; write the level of the year before as it is defined now",
    "fact_part": "{found!r} cannot be added to a percentage or a figure per head; write the level of the year before for the whole area",
    "fact_too_early": "{status} for {period} was not known on {found}; write the day it became known, or status estimate",
    "fact_before_period": "nothing was known of {period} on {found}; correct the day or the period",
    "fact_whole_year": "a {kind} is of a whole year; write a year instead of {found!r}",
    "fact_no_target": "{found!r} is no target of this indicator; write one of: {allowed}, or nothing for all",
    "fact_target_year": "no target of this indicator is of {found}; write the year of one: {allowed}",
    "fact_conflict": "{found!r} and on line {first} {other!r} are of one thing and one day; keep one, or correct a date",
    "fact_conflict_kept": "{found!r} differs from {other!r}, which is kept for the same thing and day; correct the date, or the table",
    "fact_quarters_above": "{found} are more than {allowed} of {period}; correct one of them",
    "fact_status_back": "the estimate {found!r} follows the final figure {first!r} known on {known}; correct its status or its date",
    "fact_definition": "the definition of {year}, {found!r}, differs from {other!r} before; add a break of that year",
    # what is written
    "output_exists": "{found!r} is there already; choose another name, or add --force to replace it",
    "output_unwritable": "{found!r} cannot be written: {reason}; choose another place",
    "export_nothing": "neither a plan nor --template is given; name a plan, or ask for the empty form",
    # foreign tables
    "sheet_too_large": "the file has {found} bytes; at most {allowed} are read: keep the sheet with the table alone",
    "sheet_broken": "the file is no workbook that can be opened; save it again as .xlsx or CSV",
    "sheet_old": "the file is an old .xls workbook or has a password; save it as .xlsx without password",
    "sheet_bomb": "the workbook unpacks to {found} bytes; at most {allowed} are read: save the sheet with the table alone",
    "sheet_macros": "the workbook holds programs ({found}); save it as .xlsx without macros",
    "sheet_links": "the workbook draws on other files ({found}); replace the links by their values and save again",
    "sheet_entities": "the workbook declares entities in {found}; no spreadsheet writes that: save the table anew",
    "sheet_many": "{found} cells; at most {allowed} are read: keep the table alone",
    "sheet_heavy": "{found} tags in the parts of the workbook; at most {allowed} are read: copy the table alone to a new file",
    "sheet_wide": "{found} columns; at most {allowed} are read: delete what stands beside the table",
    "sheet_long": "{found} rows; at most {allowed} are read: delete what stands below the table",
    "sheet_encoding": "the text is neither UTF-8 nor Windows-1258; save it as CSV UTF-8",
    "sheet_missing": "there is no sheet {found!r}; the sheets are {allowed}",
    "sheet_no_head": "no table in the planners' form is found; its head names the indicators ('Chỉ tiêu') and years beside them",
    "sheet_no_rows": "the table has no rows; write the indicators below its head",
    "sheet_no_years": "the head does not say which years are past and which are planned; write 'Thực hiện 2025' and 'Mục tiêu 2030'",
    "sheet_several": "{found!r} stands on several sheets; choose one of {allowed} with --sheet",
    "sheet_name_missing": "row {found} has figures and no name; write the indicator's name",
    "sheet_unit_missing": "{found!r} has no unit; write it in the column of units, as printed, such as tỷ đồng or %",
    "sheet_magnitude": "{found} is too large or too small for a figure; correct the number or its unit",
    "sheet_date": "{found!r} is a date to the spreadsheet; write the figure as text, such as '1 - 2'",
    "sheet_flag": "{found!r} is no figure; write a number, or 'đạt' under a target without a number",
    "sheet_error": "{found!r} is an error of the spreadsheet; correct the formula",
    "sheet_formula_empty": "the value of the formula {found!r} is not stored; open the file, save it, and hand it in again",
    "sheet_not_of_plan": "the workbook has a row {found!r} that the plan {allowed!r} does not have; name its plan with --plan",
    "sheet_several_changed": "growth was changed under several scenarios: {found}; choose one with -s",
    "sheet_input_text": "{found!r} is no growth; write a number, such as 12%",
    "sheet_input_missing": "the growth of {year} is missing; fill in every year of the row, or none",
    "sheet_not_input": "{found!r} stands where {first} stood, which is no input; change the plan instead",
    "sheet_formula_replaced": "{found!r} stands in place of a formula; take it out and change the growth instead",
    "table_no_actuals": "{found!r} holds no figure of this plan's indicators from {allowed} on; check the table and the plan",
    "table_day_missing": "a planners' table does not say when it became known and who reports it; give --known-on and --author",
    "review_missing": "a document is written of a review; choose one: --review half, year, mid or final",
    # cases of a backtest
    "output_missing": "answers to {found!r} need a file; name it with -o",
    "case_unit": "the unit {found!r} does not fit the class {allowed}; percentages have classes of their own",
    "case_not_positive": "{found!r} is not positive, so it has no growth; leave the case out",
    # what would have to be true
    "no_solvable_target": "{found!r} has no target that growth can reach; choose one that can be judged",
    "no_lever": "{found!r} cannot be moved by growth: it is computed, held, or has no base value; choose another",
    "lever_bounds": "the bounds of {found!r} run backwards; write the lower one first",
    "lever_unreadable": "{found!r} is no lever; write an indicator, or with bounds as in budget_revenue:8%..12.5%",
    # packs
    "pack_unreadable": "it is no pack that can be read: {found}; ask for it again",
    "pack_without_head": "it is no pack of this program; make one with 'forecast pack PLAN -o FILE.zip'",
    "pack_without_plan": "the pack holds no plan; make it again with 'forecast pack PLAN -o FILE.zip'",
    "pack_entry": "{found!r} does not belong into a pack; a pack holds plain files of one plan only",
    "pack_many": "the pack holds {found} files; at most {allowed} are read",
    "pack_large": "{found!r} in the pack holds more than {allowed} bytes, which is not read",
    # saving
    "workspace_link": "{found!r} is a link; the folder for what is saved holds plain files and folders only: choose another",
    "workspace_not_written": "it cannot be saved: {found}; check the folder for what is saved and who may write there",
    "workspace_busy": "somebody else is saving {found!r} just now; try again",
    "workspace_large": "{found} bytes cannot be saved as one file; at most {allowed} can: split it",
    "workspace_full": "{found!r} holds {allowed} files, and no more are saved there; delete some",
    "saved_in_between": "{by} saved {found!r} on {when}, after you opened it; keep both under two names, or take theirs",
    "deleted_in_between": "{by} deleted {found!r} on {when}, after you opened it; save yours under another name, or leave it",
    "nothing_saved": "nothing is saved as {found!r}; it may have been deleted: choose another",
    "scenario_shipped": "{found!r} comes with the program and stays as it is; save yours under another name",
    "scenario_has_children": "{children} extend {found!r}; delete or change these first",
    "name_empty": "the name is empty; write one",
    # draws
    "draws": "{found} draws cannot be made; write a number within {allowed}",
    # missing names
    "no_plan": "there is no plan {found!r}; shipped plans are {allowed}{nearest}",
    "no_scenario": "there is no scenario {found!r} for this plan; there are {allowed}{nearest}",
    "no_source": "there is no text of a source {found!r} in the folder of sources; put it there, or correct the id",
    "no_indicator": "there is no indicator {found!r} in this plan; choose another{nearest}",
}
"""English text of every fault by its code; the catalogues translate these texts."""


NEAREST: str = "; did you mean {name}?"
"""Ends a message where `nearest` names a neighbour of what was not found."""


def message(code: str, params: Mapping[str, object]) -> str:
    """English sentence of a fault; a name that was not found may come with its nearest neighbour."""
    nearest = params.get("nearest")
    return MESSAGES[code].format(**{**params, "nearest": NEAREST.format(name=nearest) if nearest else ""})


class ForecastError(Exception):
    """Base of all of them: catch this at the doors."""


class CodedError(ForecastError):
    """An error with a code of `MESSAGES` and the parameters of its text."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(message(code, params))


class FigureError(CodedError):
    """A printed figure cannot be read: rewrite it, or give its value with a note."""


class GrowthError(CodedError):
    """The arithmetic has no answer: choose another law or another number."""


class DrawsError(CodedError):
    """So many draws cannot be made: choose another number."""


class MissingError(CodedError):
    """What was asked for is not there: choose one of the names offered."""


class SavingError(CodedError):
    """It cannot be saved: choose another folder or name, or try again."""


class ConflictError(SavingError):
    """Somebody saved in between: keep both, or take theirs."""

    def __init__(self, code: str, *, version: str, by: str, when: str, found: str) -> None:
        self.version, self.by, self.when = version, by, when
        super().__init__(code, by=by or "–", when=when, found=found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault of a file: where it stands, what was found, what is allowed, what to do."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    line: int | None = None
    where: str = ""

    def __str__(self) -> str:
        """Give line, place and sentence in English."""
        place = ", ".join(part for part in (f"line {self.line}" if self.line else "", self.where) if part)
        return f"{place}: {message(self.code, self.params)}" if place else message(self.code, self.params)


class FileError(ForecastError):
    """A file cannot be used as it stands; lists every fault at once, in the order of its lines."""

    def __init__(self, path: str, faults: Sequence[Fault]) -> None:
        self.path = path
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line or 0))
        super().__init__("\n".join([f"cannot use {path}:", *(f"  {fault}" for fault in self.faults)]))
