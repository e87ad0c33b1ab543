"""From codes and numbers to words: sentences in Vietnamese or English, numbers as readers of each expect them.

English texts stand in the code and are the keys of the gettext catalogues under `locale/`. `.ci/catalogue` collects them and compiles
the Vietnamese; a test keeps the catalogue complete.
"""

import gettext
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Final

from forecast.errors import CodedError, Fault, FileError, ForecastError
from forecast.figures import round_half_up, write_number, write_unit
from forecast.messages import MESSAGES
from forecast.plan import Indicator
from forecast.sourced import Language, Names, Source

LOCALE: Final = Path(__file__).parent / "locale"


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "translate this later"
    """Mark a text for the catalogue without translating it here."""
    return text


REASONS: Final[Mapping[str, str]] = {
    "no_base_value": N_("no base value is known"),
    "no_target": N_("context figure, no target"),
    "later_year": N_("the target year lies beyond the plan"),
    "qualitative": N_("reached or not; no number to compute with"),
    "break_in_plan": N_("the definition changes inside the plan, so no growth is computed across it"),
    "base_not_positive": N_("the base value is not positive, so it has no growth rate"),
    "target_not_positive": N_("the target is not positive, so no growth rate leads to it"),
    "no_stated_rate": N_("the plan states no growth for it"),
    "no_past_rate": N_("no past pace is known"),
    "no_base_flow": N_("no yearly amount of the past is known"),
    "no_reference_class": N_("no reference class says how it may move"),
    "no_family": N_("it belongs to no reference class, so nothing is known of others like it"),
    "family_unit": N_("its reference class is of percentages, and its unit is not %"),
    "near_limit": N_("it is too near its limit for its reference class to say how it moves"),
    "part_without_class": N_("one of the indicators it follows from has no reference class or no path"),
    "class_unknown": N_("there is no reference class of this name"),
    "class_too_small": N_("the reference class is too small: fewer than 20 windows"),
    "one_observation": N_("only one value is known, so there is no past to go by"),
    "break_in_past": N_("the definition changed between the known values, so they have no common past"),
    "horizon_outside": N_("the target lies further off than the reference classes reach"),
    "nothing_uncertain": N_("no assumption moves it"),
    "not_log_linear": N_("shares of the uncertainty are exact only where all assumptions multiply"),
    "not_computed": N_("chances are not computed here"),
    "below_printed_unit": N_("the required change is smaller than the printed place"),
    "not_defined": N_("not defined for this kind of target"),
    "not_by_growth": N_("a yearly amount, a sum of the term or a level to be held, to which no growth leads"),
    "not_attained": N_("the target is not reached"),
    "met_at_base": N_("already reached in the base year"),
    "open_end": N_("the target is open on this side"),
    "no_number": N_("the plan does not number it"),
    "not_needed": N_("not needed: the scenario reaches the target by itself"),
    "too_late": N_("already too late at the past pace"),
    "term_over": N_("the year of the target is over"),
    "break_no_link": N_("the definition changed and nothing links the figures of both sides"),
    "index_needs_base": N_("the plan gives no level: report growth, or the level of the base year too"),
    "plan_undated": N_("the documents of the plan bear no date"),
    "the_plan": N_("the ledger begins with the plan"),
    "nothing_before": N_("nothing was required before"),
    "no_fact": N_("no figure since the plan"),
    "no_precedent": N_("no reference class to compare with"),
}
LAWS: Final[Mapping[str, str]] = {
    "compound": N_("compound growth"), "linear": N_("points or units a year"), "logit": N_("percentage near its limit"),
    "flow": N_("so many a year"), "total": N_("sum of the whole term"), "hold": N_("to be held"), "status": N_("reached or not"),
}  # fmt: skip
LIGHTS: Final[Mapping[str, str]] = {
    "red": N_("out of reach"), "orange": N_("needs watching"), "green": N_("within reach"), "grey": N_("not known"),
}  # fmt: skip
AROUND: Final[Mapping[str, str]] = {
    "scenario": N_("The surroundings grow {growth} a year, as the scenario says."),
    "plan": N_("The surroundings are taken to grow {growth} a year: what follows from their past in the plan."),
    "own_past": N_(
        "The surroundings are taken to grow {growth} a year: what follows from the past of this place; state them in the scenario."
    ),
    "class": N_(
        "The surroundings are taken to grow {growth} a year, as usual in this class; state them in the scenario."
    ),
}
"""How the growth of the surroundings is known."""
PASTS: Final[Mapping[str, str]] = {
    "slow": N_("a past slower than around"), "middle": N_("a past as around"), "fast": N_("a past faster than around"),
}  # fmt: skip
RANKS: Final[Mapping[str, str]] = {
    "party": N_("Party congress"), "council": N_("People's Council"), "committee": N_("People's Committee"),
    "assigned": N_("assigned from above"), "stretch": N_("to strive for"),
}  # fmt: skip
"""Who set a target."""
PACES: Final[Mapping[str, str]] = {
    "attained": N_("already reached"), "on_track": N_("on track"), "moderate": N_("somewhat too slow"), "insufficient": N_("far too slow"),
    "away": N_("moving away from the target"),
}  # fmt: skip
"""What the past pace means for the target."""
FAMILIES: Final[Mapping[str, str]] = {
    "econ_real": N_("economy, constant prices"), "econ_nominal": N_("economy, current prices"),
    "fiscal_real": N_("budgets, constant prices"), "fiscal_nominal": N_("budgets, current prices"),
    "tourism": N_("tourism"), "transport": N_("transport"), "production": N_("production"), "service": N_("public services"),
    "population": N_("population"), "pct_stock": N_("percentages that change slowly"),
    "pct_flow": N_("percentages that are counted anew each year"), "pct_diffusion": N_("percentages that spread"),
    "pct_deprivation": N_("percentages of want"), "pct_share": N_("shares of a whole"),
}  # fmt: skip
"""Names of the families of indicators."""
LIKELIHOODS: Final = (
    (0.9, N_("very likely")),
    (2 / 3, N_("likely")),
    (1 / 3, N_("about as likely as not")),
    (0.1, N_("unlikely")),
    (0.0, N_("very unlikely")),
)
"""The one scale of likelihood: chance from which a word holds (the IPCC's guidance note on uncertainty, without its outer classes)."""
NOISE: Final = 1e-6
"""Below this a value is shown as zero."""
CHANCE_ENDS: Final = (0.05, 0.95)
"""Chances beyond which none is told from another: no model of ours knows its tails."""
SYSTEM: Final = (
    (r"No such file or directory|The system cannot find .*", N_("there is no such folder")),
    (r"Permission denied|Operation not permitted|Access is denied", N_("it is not permitted there")),
    (r"No space left on device|Disk quota exceeded", N_("the disk is full")),
    (r"Read-only file system", N_("the disk is for reading only")),
    (r"Is a directory", N_("it is a folder")),
    (r"Not a directory|File exists", N_("a file stands where a folder is needed")),
    (r"File name too long", N_("the name is too long")),
    (r"File is not a zip file|Bad magic number.*", N_("it is no ZIP file")),
    (r"Truncated file header.*|.*corrupt.*|Bad CRC-32.*|Error -\d+ while decompressing.*", N_("the file is damaged")),
    (r"found (character.* cannot start any token|a tab character).*", N_("a tab, or a sign that cannot begin a text; indent with spaces")),
    (r"found unexpected end of stream.*", N_("a quotation mark is opened and never closed")),
    (r"(mapping values are not allowed|could not find expected ':').*", N_("a colon too many or too few, or the indentation is off")),
    (
        r"did not find expected (key|'-' indicator).*|.*expected <block end>.*",
        N_("the indentation is off, or text follows a closing quotation mark"),
    ),
    (r".*expected ',' or .*", N_("a bracket is opened and never closed, or a comma is missing")),
    (r"found (unknown escape character|invalid Unicode character escape).*", N_("a backslash between double quotes; use single quotes")),
)  # fmt: skip
"""What the system, ZIP and YAML say, and the same as a text of the catalogue; what is not among these stays as it is."""
_OF_SYSTEM: Final = ("file_unreadable", "output_unwritable", "workspace_not_written", "pack_unreadable", "yaml_syntax")
"""Faults that hand on what the system says."""
ATTAINED: Final[Mapping[str, str]] = {"attained": N_("reached"), "missed": N_("short"), "borderline": N_("borderline")}


@dataclass(frozen=True)
class Wording:
    """Sentences and numbers in one language.

    printed : numbers as documents print them, without decimals that are all zero
    """

    language: Language
    printed: bool = False

    @cached_property
    def _catalogue(self) -> gettext.NullTranslations:
        return gettext.translation("forecast", LOCALE, [self.language], fallback=True)

    def text(self, message: str, /, **params: object) -> str:
        """Translation of an English text, its parameters put in."""
        translated = self._catalogue.gettext(message)
        return translated.format(**params) if params else translated

    def name(self, names: Names) -> str:
        """A name in this language."""
        return names.in_language(self.language)

    def unit(self, indicator: Indicator) -> str:
        """An indicator's unit: as the plan writes it, or in English."""
        return indicator.unit if self.language == "vi" else write_unit(indicator.measure, "en")

    def reason(self, code: str | None) -> str | None:
        """Why something is not known."""
        return None if code is None else self.text(REASONS[code])

    def number(self, value: float | None, digits: int | None = None) -> str:
        """A number with this language's marks; a dash where there is none."""
        return "–" if value is None else write_number(value, self.language, self._digits(value, digits))

    def percent(self, rate: float | None, digits: int = 2) -> str:
        """A fraction as a percentage."""
        return "–" if rate is None else f"{self.number(100 * rate, digits)}%"

    def amount(self, number: str, unit: str) -> str:
        """A number with its unit; a percent sign stands right behind it."""
        return f"{number}{'' if unit.startswith(('%', '‰')) else ' '}{unit}".strip()

    def quarter(self, number: int) -> str:
        """Number of a quarter: Roman in Vietnamese."""
        return ("I", "II", "III", "IV")[number - 1] if self.language == "vi" else str(number)

    def chance(self, chance: float | None) -> str:
        """A chance in whole per cent; beyond 5 and 95 only that it is beyond."""
        least, most = CHANCE_ENDS
        if chance is None or least <= chance <= most:
            return self.percent(chance, 0)
        return f"< {self.percent(least, 0)}" if chance < least else f"> {self.percent(most, 0)}"

    def most(self, share: float, end: float) -> str:
        """A share in whole per cent; beyond `end` and below the rest only that it is beyond."""
        if share > end:
            return f"> {self.percent(end, 0)}"
        return f"< {self.percent(1 - end, 0)}" if share < 1 - end else self.percent(share, 0)

    def likelihood(self, chance: float) -> str:
        """The word for a chance, on the one scale of likelihood."""
        return self.text(next(word for least, word in LIKELIHOODS if chance >= least))

    def level(self, value: float | None, indicator: Indicator) -> str:
        """A level with as many places as the indicator's figures are printed with, two at most more."""
        return self.number(value, level_digits(value, indicator))

    def _digits(self, value: float, digits: int | None) -> int | None:
        """Decimal places; none in a document where they would all be zero."""
        if self.printed and digits and round_half_up(value, digits) == round_half_up(value, 0):
            return 0
        return digits

    def origin(self, source: Source) -> str:
        """Where a figure without a document is from: the cell of a sheet, or who typed it and when."""
        if source.sheet is not None:
            return self.text("{sheet}, cell {cell}", sheet=source.sheet, cell=source.cell)
        day = source.date or ""
        day = day if self.language == "en" else "/".join(reversed(day.split("-")))
        return self.text("typed by {name}, {day}", name=source.by, day=day)

    def fault(self, fault: Fault) -> str:
        """One fault of a file: line, place, and what to do."""
        line = self.text("line {line}", line=fault.line) if fault.line else ""
        sentence = self._sentence(fault.code, fault.params)
        place = ", ".join(part for part in (line, fault.where) if part)
        return f"{place}: {sentence}" if place else sentence

    def error(self, error: ForecastError) -> str:
        """An error as its reader meets it; of a file, all its faults."""
        if isinstance(error, FileError):
            head = self.text("cannot use {path}:", path=error.path)
            return "\n".join([head, *(f"  {self.fault(fault)}" for fault in error.faults)])
        if isinstance(error, CodedError):
            return self._sentence(error.code, error.params)
        return str(error)

    def _sentence(self, code: str, params: Mapping[str, object]) -> str:
        filled = {"nearest": "", **params}
        if code in _OF_SYSTEM:
            filled |= {name: self._system(str(params[name])) for name in ("found", "reason") if name in params}
        if filled["nearest"]:
            filled["nearest"] = self.text("; did you mean {name}?", name=str(filled["nearest"]))
        return self.text(MESSAGES[code]).format(**filled)

    def _system(self, said: str) -> str:
        """What the system says, in words of the catalogue where it is known."""
        return next((self.text(text) for pattern, text in SYSTEM if re.fullmatch(pattern, said)), said)


def level_digits(value: float | None, indicator: Indicator) -> int:
    """Decimal places for a computed level: none for large values, more for small ones and percentages."""
    if value is None or abs(value) >= 1000:
        return 0
    return telling_digits(value, 2 if indicator.measure.kind == "percent" or abs(value) < 100 else 1)


def telling_digits(value: float, digits: int) -> int:
    """Decimal places with which a value is not shown as zero, at least `digits`; what is below a millionth is noise."""
    size = abs(value)
    if size < NOISE or round_half_up(size, digits) != 0:
        return digits
    return -Decimal(repr(size)).adjusted()
