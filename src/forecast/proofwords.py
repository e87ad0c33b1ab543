"""The words of a proof: its formula in names, with the figures put in, how the number shown was rounded, and the spreadsheet's formula."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from forecast.figures import round_half_up
from forecast.plan import Indicator, Plan
from forecast.precedent import FARTHEST
from forecast.proof import Call, Constant, Formula, Kind, Proof, Style, Term, excel, terms, written
from forecast.sourced import Names, Sourced
from forecast.wording import N_, Wording, level_digits, telling_digits

HEADS: Final[Mapping[str, str]] = {
    "base": N_("Base value"), "target": N_("Target"), "required": N_("Required a year"), "stated": N_("Stated growth"),
    "past": N_("Past growth"), "projected": N_("Projected"), "gap": N_("Gap"), "mean": N_("Average growth of this path"),
    "pace": N_("Past pace ÷ required pace"), "distance": N_("Share of the way at the past pace"),
    "last_safe": N_("Level reached from the last safe year on"), "p_attain": N_("Chance under this scenario"),
    "p_reference": N_("Chance by past and class alone"), "level": N_("Level"), "band": N_("End of the band"),
    "joint": N_("Chance of all together"),
    "level_low": N_("Level at the low end"), "level_high": N_("Level at the high end"), "swing": N_("Swing"),
    "beyond": N_("Growth a year beyond the scenario's"), "variance": N_("Share of the uncertainty"),
    "spans": N_("Spans"), "behind": N_("Share of spans behind what is required"), "median": N_("Growth of the middle"),
    "p90": N_("Growth of the best tenth"), "around": N_("Growth of the surroundings"),
    "own_behind": N_("Share of own spans behind what is required"), "p_by": N_("Chance in that year or before"),
    "margin": N_("Margin of error of the draws"), "such": N_("Share of such targets that were reached"),
    "asked": N_("Asked beyond the past"), "held": N_("Share held by bands meant for 80 of 100"),
    "cause": N_("What a cause adds"), "factor": N_("What a factor adds"), "year_adds": N_("What a year adds"),
    "growth_now": N_("Growth now"), "growth_then": N_("Growth then"), "moved": N_("Change ÷ usual scatter"),
    "arrives": N_("Level from which the scenario still arrives"), "loss": N_("Loss that can be taken"),
    "quarters": N_("Growth against last year"), "rest": N_("What the remaining quarters must bring"),
    "newest": N_("Newest figure"), "years_left": N_("Years left"), "way_done": N_("Way done"),
    "pace_so_far": N_("Pace so far ÷ pace required"), "faster": N_("Part of such places that were as fast"),
    "cause_performance": N_("Change through growth so far"), "cause_revision": N_("Change through revised figures"),
    "cause_target": N_("Change through a revised target"), "cause_definition": N_("Change through definition or area"),
    "chance_moved": N_("Change of the chance since the plan"), "expected": N_("Expected in the target year"),
    "narrowed": N_("Span now ÷ span at first"), "period_value": N_("Value"), "before": N_("Same period of the year before"),
    "change_on": N_("Change on the same period of the year before"), "planned": N_("The plan for the whole year"),
    "of_plan": N_("Percent of plan"), "of_plan_reported": N_("Percent of plan as reported"),
    "rest_of_year": N_("Growth required of the months left"),
}  # fmt: skip
"""Name of each number that can be proved."""
TERMS: Final[Mapping[str, str]] = {
    "base": N_("base value"), "target": N_("target"), "years": N_("number of years"), "scale": N_("scale of the unit"),
    "total": N_("sum of the period"), "target_growth": N_("targeted growth"), "stated": N_("stated growth"),
    "past_growth": N_("past growth"), "earlier": N_("earlier level"), "multiple": N_("multiple"), "change": N_("change"),
    "yearly": N_("yearly amount"), "growth": N_("growth a year"), "step": N_("change a year"),
    "logit_step": N_("yearly step of the log-odds"), "hit": N_("hit by an event"), "felt": N_("share of the hit still felt"),
    "factor": N_("printed ÷ computed in the base year"), "whole_sum": N_("sum of all shares"), "projected": N_("projected"),
    "target_low": N_("lower end of the target"), "target_high": N_("upper end of the target"), "required": N_("required a year"),
    "level": N_("level"), "share_alone": N_("level taken alone"), "whole": N_("the whole"),
    "best_tenth": N_("growth of the best tenth elsewhere"),
    "around": N_("growth of the surroundings, logarithmic"), "around_growth": N_("growth of the surroundings in the scenario"),
    "around_past": N_("past growth of the surroundings"), "usual_past": N_("usual past of surroundings in the class, logarithmic"),
    "mean_past": N_("mean past of surroundings in the class, logarithmic"),
    "from_own": N_("share of the own past that holds for the surroundings"),
    "past_low": N_("lowest past seen in the class"), "past_high": N_("highest past seen in the class"),
    "constant": N_("constant of the class"), "slope": N_("slope of the class"), "curve": N_("curvature of the class"),
    "span_low": N_("next lower growth in the table"), "span_high": N_("next higher growth in the table"),
    "share_low": N_("share of spans below the lower one"), "share_high": N_("share of spans below the higher one"),
    "class_median": N_("middle of the class, a year on its scale"), "class_tenth": N_("best tenth of the class, a year on its scale"),
    "own_worse": N_("own spans that fell behind"), "own_spans": N_("own spans"),
    "mean_growth": N_("average growth of the path"), "beyond": N_("growth a year beyond the scenario's"),
    "beyond_logit": N_("yearly step of the log-odds beyond the scenario's"), "quantile": N_("quantile of the distribution"),
    "standard_error": N_("standard error of the share"),
    "spread": N_("spread of the growth over all years, logarithmic"), "deviation": N_("standard deviation"),
    "level_low": N_("level at the low end"), "level_high": N_("level at the high end"),
    "with_cause": N_("level with this cause alone"), "without_cause": N_("level without this cause alone"),
    "added_beside": N_("mean change with so many other causes at work"),
    "growth_now": N_("growth now"), "growth_then": N_("growth then"), "width": N_("usual scatter"), "bound": N_("bound of the growth"),
    "logit_now": N_("yearly step of the log-odds now"), "logit_then": N_("yearly step of the log-odds then"),
    "undisturbed": N_("projected without events and delays"), "half_beyond": N_("half the printed place beyond"),
    "years_moving": N_("number of years after the late start"), "recovery": N_("years until the loss is made good"),
    "last_year": N_("last year's value"), "value": N_("this year's value"), "quarter_growth": N_("growth of the quarter"),
    "year_growth": N_("growth of the year"),
    "grown": N_("growth on the year before"), "reported_share": N_("percent of plan as reported"),
    "link_factor": N_("factor of the new price base"), "part": N_("part that joined"), "restated": N_("level in the new definition"),
    "required_now": N_("required a year now"), "required_before": N_("required a year before"), "years_left": N_("years left"),
    "years_before": N_("years left before"), "term": N_("years of the term"), "planned": N_("plan of the year"),
    "period_value": N_("value"), "before": N_("same period of the year before"), "high_now": N_("upper end now"),
    "low_now": N_("lower end now"), "high_before": N_("upper end at first"), "low_before": N_("lower end at first"),
    "part_performance": N_("part of growth so far"),
    "part_revision": N_("part of revised figures"), "part_target": N_("part of the revised target"),
    "part_definition": N_("part of definition or area"),
}  # fmt: skip
"""Name of each figure in a formula."""
_SIGNS: Final = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ ", "^": "^"}
_PERCENT: Final[Mapping[Kind, int]] = {"rate": 2, "loss": 1, "share": 0}
"""Decimal places of what is printed as a percentage."""
_NUMBER: Final = re.compile(r"\d[\d.,]*")
_PART: Final = re.compile(r"(\d{4})-(?:Q(\d)|(\d{1,2})M)")
"""A part of a year as files write it."""
_COMPARED: Final = re.compile(r"^[<>≤≥≈] ")
_PLACES: Final = 4
"""Decimal places of figures put into a formula at most; the spreadsheet's formula has all digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofText:
    """A proof in one language.

    title : what it is the proof of · under : scenario or day that it holds under, empty for none
    shown : the number as views print it · exact : with twelve digits
    way : sentences on how it came about, where no formula alone says it
    named, filled : the formula with names, and with figures; empty where there is no closed one
    figures : name and value of every figure in the formula
    excel : the formula for a spreadsheet in Vietnamese and in English marks
    sources : the printed figures in it
    """

    title: str
    under: str
    head: str
    shown: str
    exact: str
    rounding: str
    way: tuple[str, ...]
    named: str
    filled: str
    figures: tuple[tuple[str, str], ...]
    excel: Mapping[str, str]
    sources: tuple[Sourced, ...]


def proof_text(
    proof: Proof,
    plan: Plan,
    indicator: Indicator | None,
    wording: Wording,
    *,
    name: str = "",
    under: str = "",
    way: Sequence[str] = (),
) -> ProofText:
    """A proof in the words and number marks of a language.

    Parameters
    ----------
    indicator : whose number it is; None for a number of no indicator
    name : what the number is of, the indicator's name if left out
    under : scenario or day that it holds under
    way : sentences on how it came about
    """
    head, shown, exact = wording.text(HEADS[proof.what]), shown_text(proof, indicator, wording), _exact(proof, wording)
    named = filled = ""
    if proof.formula is not None:
        named = _named(proof.formula, plan, wording)
        plain = isinstance(proof.formula, Term | Constant)
        filled = "" if plain else f"{_filled(proof.formula, wording)} = {shown}"
    elif not way:
        way = [wording.text("There is no single formula for this number: it follows from several others.")]
    rounding = _rounding(shown, exact, wording)
    if proof.kind == "chance":
        rounding = wording.text("In whole per cent; below 5 and above 95 no chance is told from another.")
    elif proof.kind == "among" and not 1 - FARTHEST <= proof.value <= FARTHEST:
        rounding = wording.text("Beyond 99 of 100 spans no share is told from another.")
    both = {} if proof.formula is None else {language: excel(proof.formula, language) for language in ("vi", "en")}
    name = name or (wording.name(indicator.name) if indicator is not None else "")
    return ProofText(
        title=f"{head} · {name}" if name else head, under=under, head=head, shown=shown, exact=exact, rounding=rounding,
        way=tuple(way), named=named, filled=filled, figures=tuple(figures(proof, plan, wording)), excel=both, sources=proof.sources,
    )  # fmt: skip


def as_printed(said: ProofText, shown: str, wording: Wording) -> ProofText:
    """The proof of a number that a page prints in another way: with its year or its unit, as a range, rounded so that parts add up."""
    if shown == said.shown:
        return said
    filled = f"{said.filled.removesuffix(said.shown)}{_COMPARED.sub('', shown)}" if said.filled else ""
    return replace(said, shown=shown, filled=filled, rounding=_rounding(shown, said.exact, wording))


def headed(said: ProofText, shown: str, wording: Wording) -> ProofText:
    """The proof of a number that views print with words or marks; its formula ends with the bare number."""
    if shown == said.shown:
        return said
    rounding = _rounding(shown, said.exact, wording) if _NUMBER.search(shown) else said.rounding
    return replace(said, shown=shown, rounding=rounding)


def _rounding(shown: str, exact: str, wording: Wording) -> str:
    """How the number shown was rounded."""
    if _digits(shown) == _digits(exact):
        return wording.text("Shown as printed, not rounded.")
    return wording.text("Rounded half-up for show; with twelve digits: {value}", value=exact)


def _digits(text: str) -> str:
    """The first number in a text, without signs, and without zeros at the end of its fraction."""
    found = _NUMBER.search(text)
    number = found[0].rstrip(".,") if found else text
    return number.rstrip("0").rstrip(".,") if any(mark in number for mark in ".,") else number


def shown_text(proof: Proof, indicator: Indicator | None, wording: Wording) -> str:
    """The number as views print it."""
    value = proof.value
    if proof.kind == "chance":
        return wording.chance(value)
    if proof.kind == "among":
        return wording.most(value, FARTHEST)
    if proof.kind == "level" and proof.what not in ("base", "target") and indicator is not None:
        like = value if proof.like is None else proof.like
        return wording.number(value, telling_digits(value, level_digits(like, indicator)))
    if proof.kind == "level":
        return wording.number(value)
    if proof.kind in _PERCENT:
        return wording.percent(value, _PERCENT[proof.kind])
    return wording.number(value, 2)


def _exact(proof: Proof, wording: Wording) -> str:
    if proof.kind in (*_PERCENT, "chance", "among"):
        return f"{wording.number(100 * proof.value)}%"
    return wording.number(proof.value)


def _named(formula: Formula, plan: Plan, wording: Wording) -> str:
    def leaf(number: Constant | Term) -> str:
        if isinstance(number, Constant):
            return wording.number(number.value)
        return term_name(number, plan, wording)

    return written(formula, Style(leaf, _read, _SIGNS))


def _filled(formula: Formula, wording: Wording) -> str:
    def leaf(number: Constant | Term) -> str:
        kind: Kind = number.kind if isinstance(number, Term) else "plain"
        value = round_half_up(100 * number.value if kind == "rate" else number.value, _PLACES)
        return f"{wording.number(value)}%" if kind == "rate" else wording.number(value)

    return written(formula, Style(leaf, _read, _SIGNS))


def _read(formula: Call, arguments: list[str]) -> str:
    """A function as a reader sees it: small differences count as none without a word, a sum of growing amounts as such."""
    if formula.function == "IF_SMALL":
        return arguments[0]
    if formula.function == "GROWING":
        n_years, first, total = arguments
        return f"{first} × ((1 + g)^1 + … + (1 + g)^({n_years})) = {total} → g"
    return f"{formula.function.lower()}({'; '.join(arguments)})"


def term_name(term: Term, plan: Plan, wording: Wording) -> str:
    """A figure of a formula by name: what it is, of what, of which year."""
    about, name = _about(term, plan, wording), wording.text(TERMS[term.name])
    if about:
        name = about if term.name == "level" else f"{name} ({about})"
    return name if term.year is None else f"{name} {term.year}"


def _about(term: Term, plan: Plan, wording: Wording) -> str:
    """What a figure belongs to, by its name; empty for nothing."""
    if isinstance(term.about, Names):
        return wording.name(term.about)
    if term.about is None:
        return ""
    if part := _PART.fullmatch(term.about):
        year, quarter, months = part.groups()
        if quarter:
            return wording.text("quarter {n} of {year}", n=wording.quarter(int(quarter)), year=year)
        return wording.text("first {n} months of {year}", n=months, year=year)
    return next((wording.name(each.name) for each in plan.indicators if each.id == term.about), term.about)


def figures(proof: Proof, plan: Plan, wording: Wording) -> list[tuple[str, str]]:
    """Every figure put into a formula: its name and its value."""
    found = []
    for term in terms(proof.formula) if proof.formula is not None else ():
        value = f"{wording.number(100 * term.value)}%" if term.kind == "rate" else wording.number(term.value)
        found.append((term_name(term, plan, wording), value))
    return found
