"""The words of the proof of a number of an assessment: its formula, or how it came about under its scenario."""

from collections.abc import Sequence
from typing import Final

from forecast.chancewords import MARGIN, joint_parts
from forecast.outcome import Outcome
from forecast.plan import Indicator, Plan
from forecast.proof import Ground, Proof, What, prove, prove_level, terms
from forecast.proofwords import ProofText, headed, proof_text
from forecast.scenario import Event
from forecast.tables import base_text, gap_text, pace_text, required_text, target_text
from forecast.wording import FAMILIES, N_, Wording

OF_SCENARIO: Final = (
    "projected", "level", "band", "gap", "mean", "p_attain", "p_by", "margin", "around", "arrives", "loss", "level_low", "level_high",
    "swing", "beyond", "variance",
)  # fmt: skip
"""Numbers that another scenario would change."""
SCATTERED: Final = N_("Growth scatters around this path, half of it above and half below.")


def ground_text(ground: Ground, what: What, wording: Wording) -> ProofText | None:
    """Proof of a number of an assessment; None where there is no such number."""
    proof = prove(ground, what)
    if proof is None:
        return None
    way = chance_words(ground, what, wording) if proof.kind == "chance" else []
    if what == "base" and ground.needed.base.origin == "index":
        way = [wording.text("The plan names growth alone: the base year is set to 100.")]
    if what in ("stated", "past") and any(
        item.figure is not None and item.figure.end is not None for item in proof.sources
    ):
        way = [wording.text("The plan prints a range: its lower end is counted with.")]
    said = told_text(ground, proof, wording, way=way)
    return headed(said, _printed(ground, what, said.shown, wording), wording)


def told_text(ground: Ground, proof: Proof, wording: Wording, *, name: str = "", way: Sequence[str] = ()) -> ProofText:
    """A proof made from an assessment, under its scenario where another one would change the number; the rest as for `proof_text`."""
    under = scenario_words(ground.outcome, wording) if proof.what in OF_SCENARIO else ""
    way = [*way, *event_words(ground, proof, wording)]
    return proof_text(proof, ground.plan, ground.indicator, wording, name=name, under=under, way=way)


def _printed(ground: Ground, what: str, bare: str, wording: Wording) -> str:
    """A number of an assessment as tables print it: with its marks, its unit, and which side of the target it is on."""
    row, indicator = ground.needed, ground.indicator
    if what == "gap":
        return gap_text(ground.row, indicator, wording)
    if what == "past" and row.past is not None:
        return pace_text(row.past.rate, row.past.points, row.past.flow, indicator, wording)
    words = {"base": base_text, "target": target_text, "required": required_text}.get(what)
    return bare if words is None else words(row, indicator, wording)


def event_words(ground: Ground, proof: Proof, wording: Wording) -> list[str]:
    """Of each event put into a formula: its year, and what its size is taken from."""
    hits = {term.about for term in terms(proof.formula) if term.name == "hit"} if proof.formula is not None else set()
    return [_event(event, wording) for event in ground.outcome.scenario.events if (event.name or event.id) in hits]


def _event(event: Event, wording: Wording) -> str:
    title = wording.name(event.name) if event.name is not None else event.id
    said = wording.text("{event}, {year}: its size is an assumption of the scenario.", event=title, year=event.year)
    if event.basis is None:
        return said
    if event.basis.kind == "document":
        said = wording.text("{event}, {year}: its size is from a document.", event=title, year=event.year)
    return f"{said} {event.basis.note or ''}".strip()


def level_text(ground: Ground, year: int, wording: Wording) -> ProofText | None:
    """Where the level of a year under the scenario is from; None where there is none."""
    proof = prove_level(ground, year)
    return None if proof is None else told_text(ground, proof, wording, name=of_year(ground, year, wording))


def scenario_words(outcome: Outcome, wording: Wording) -> str:
    """Under which scenario a number holds."""
    return wording.text("Scenario: {name}", name=wording.name(outcome.scenario.name))


def of_year(ground: Ground, year: int, wording: Wording) -> str:
    """An indicator in one year, by name."""
    return f"{wording.name(ground.indicator.name)}, {year}"


def band_text(ground: Ground, below: float, year: int, wording: Wording) -> ProofText:
    """Where an end of the fan is from.

    Parameters
    ----------
    below : share of all outcomes that lie below this end [-]
    """
    text, value = wording.text, (ground.row.quantiles or {})[below][year - ground.plan.base_year]
    share = text("In {year} {share} of all outcomes lie below this level.", year=year, share=wording.percent(below, 0))
    way = [text(SCATTERED), share, *class_words(ground.indicator, wording), _computed(ground, wording)]
    proof = Proof.of("band", "level", float(value), None)
    return told_text(ground, proof, wording, name=of_year(ground, year, wording), way=way)


def chance_words(ground: Ground, what: str, wording: Wording) -> list[str]:
    """How a chance came about: what scatters, how far, and how it was computed."""
    row, text, level = ground.row, wording.text, wording.level
    if what == "p_reference":
        history = text(
            "From its own past and its reference class, whatever the scenario says; tested on real histories."
        )
        return [history, *class_words(ground.indicator, wording)]
    said = [text(SCATTERED), text("The chance is the share that reaches the target.")]
    if row.quantiles:
        at = ground.year - ground.plan.base_year
        ends = {name: level(row.quantiles[name][at], ground.indicator) for name in (0.1, 0.25, 0.75, 0.9)}
        words = text("In {year} half of all outcomes lie from {low} to {high}, 80 of 100 from {least} to {most}.")
        said.append(words.format(year=ground.year, low=ends[0.25], high=ends[0.75], least=ends[0.1], most=ends[0.9]))
    return [*said, *class_words(ground.indicator, wording), _computed(ground, wording)]


def _computed(ground: Ground, wording: Wording) -> str:
    """Whether draws or a formula gave the chance, and how exact it is."""
    error = ground.row.chance.error if ground.row.chance is not None else 0.0
    if not error:
        return wording.text("Computed by formula.")
    margin = wording.percent(MARGIN * error, 1)
    return wording.text("Simulated, for it depends on other indicators; margin of error {error}.", error=margin)


def class_words(indicator: Indicator, wording: Wording) -> list[str]:
    """Class of an indicator, whose spread and shape a chance of it has; nothing where it has none."""
    family = indicator.family
    if family is None:
        return []
    return [
        wording.text(
            "Spread and shape are those of the reference class: {family}.", family=wording.text(FAMILIES[family])
        )
    ]


def joint_text(plan: Plan, outcome: Outcome, draws: int | None, wording: Wording) -> ProofText | None:
    """Where the chance of all targets together is from; None where there is none."""
    joint, text = outcome.joint, wording.text
    if joint is None:
        return None
    chances: dict[str, float | None] = {}
    for row in outcome.assessments:
        if row.requirement.target is not None:
            chances.setdefault(row.requirement.indicator, row.p_attain)
    alone = [f"{wording.name(plan.indicator(name).name)} {wording.chance(chances[name])}" for name in joint.weakest]
    made, margin = wording.number(draws), wording.percent(MARGIN * joint.error, 1)
    between, _, expected = joint_parts(joint, wording)
    way = [
        text("The share of {n} draws in which every one of them is reached; margin of error {error}.", n=made, error=margin),
        text("Each alone, the weakest first: {chances}.", chances="; ".join(alone)),
        between,
        text("At least the sum of the chances less all targets but one, at most the smallest chance."),
        expected,
        text("That is the sum of the chances."),
    ]  # fmt: skip
    under = scenario_words(outcome, wording)
    proof = Proof.of("joint", "chance", joint.p_all, None)
    return proof_text(proof, plan, None, wording, name=wording.name(plan.name), under=under, way=way)
