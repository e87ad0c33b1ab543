"""The words of the proofs of What if: growth that a lever has and needs, where targets land, the loss that can be taken."""

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from forecast.askproof import prove_arrives, prove_loss, prove_rest
from forecast.groundwords import of_year, scenario_words, told_text
from forecast.levers import POINT_BOUNDS, RATE_BOUNDS, WIDTH
from forecast.plan import Indicator
from forecast.proof import Ground, Proof
from forecast.proofwords import ProofText, proof_text
from forecast.requirement import SCALES
from forecast.solve import Moved, Reached
from forecast.solveproof import Answer, prove_after, prove_before, prove_goal, prove_landed, prove_moved, prove_short
from forecast.whatif import RECOVERS
from forecast.wording import N_, Wording

Under: TypeAlias = Literal["now", "then", ""]
_UNDER: Final = {
    "now": N_("Scenario: {name}, before its growth is changed"), "then": N_("Scenario: {name}, with the growth found here"),
}  # fmt: skip


def before_text(answer: Answer, moved: Moved, wording: Wording) -> ProofText | None:
    """Where the growth that a lever has now is from; None where the scenario gives it no path."""
    proof = prove_before(answer, moved)
    if proof is None:
        return None
    first, last = answer.plan.base_year, answer.plan.target_year
    way = wording.text(
        "Average growth of its path from {first} to {last}, without events and delays.", first=first, last=last
    )
    return _text(answer, moved.indicator, proof, wording, [way], "now")


def after_text(answer: Answer, moved: Moved, wording: Wording) -> ProofText:
    """Where the growth that a lever has to have is from: its formula, or how it was found."""
    proof, text = prove_after(answer, moved), wording.text
    if moved.at_bound:
        way = _at_bound(answer.plan.indicator(moved.indicator), wording)
    elif moved.step == moved.start and moved.before is not None:
        way = text("It stays as it is.")
    elif moved.step == 0 and proof.formula is None:
        way = text("The scenario gives it no path, and the targets need none: it stays at its base value.")
    elif proof.formula is None and answer.solution.status == "impossible":
        way = text("Found by a search: no growth within the bounds reaches all targets, and none comes nearer.")
    elif proof.formula is None:
        way = text(
            "Found by a search: of all growth that reaches the targets, the one that changes least, each change in its usual scatter."
        )
    else:
        way = text("What its own target requires, with the events and delays of the scenario.")
    led = text("Put into the scenario it gives the levels in the table below, each of which has its formula.")
    return _text(answer, moved.indicator, proof, wording, [way, led], "then")


def _at_bound(indicator: Indicator, wording: Wording) -> str:
    if SCALES[indicator.law] == "log":
        low, high = (wording.percent(end, 0) for end in RATE_BOUNDS)
    else:
        points = wording.text("points")
        low, high = (f"{wording.number(end)} {points}" for end in POINT_BOUNDS)
    return wording.text(
        "It stands at its bound: the one that was given, else {low} or {high} a year.", low=low, high=high
    )


def moved_text(answer: Answer, moved: Moved, wording: Wording) -> ProofText | None:
    """Where a lever's move in usual scatters is from; None where its growth now is not known."""
    proof, text = prove_moved(answer, moved), wording.text
    if proof is None:
        return None
    if moved.width.origin == "stated":
        way = text("The usual scatter was given with it.")
    elif moved.width.origin == "past":
        way = text("The usual scatter is the standard deviation of its own past yearly changes.")
    else:
        usual = _usual(answer.plan.indicator(moved.indicator), wording)
        way = text(
            "Too little is known of its past: {usual} a year is taken as its usual scatter, a convention of this tool.", usual=usual
        )  # fmt: skip
    return _text(answer, moved.indicator, proof, wording, [way], "then")


def _usual(indicator: Indicator, wording: Wording) -> str:
    """How far a lever is taken to move where nothing is known of its past."""
    scale, share = SCALES[indicator.law], wording.percent(WIDTH["log"], 0)
    if scale == "log":
        return share
    if scale == "logit":
        return wording.text("{number} in log-odds", number=wording.number(WIDTH["logit"]))
    if indicator.measure.kind == "percent":
        return wording.text("{number} point", number=wording.number(WIDTH["linear"]))
    return wording.text("{share} of the base value", share=share)


def goal_text(answer: Answer, reached: Reached, wording: Wording) -> ProofText | None:
    """Where a target is from."""
    proof = prove_goal(answer, reached)
    return None if proof is None else _text(answer, reached.requirement.indicator, proof, wording)


def landed_text(answer: Answer, reached: Reached, wording: Wording) -> ProofText | None:
    """Where the level is from at which a target lands; None where there is none."""
    proof = prove_landed(answer, reached)
    return None if proof is None else _text(answer, reached.requirement.indicator, proof, wording, under="then")


def short_text(answer: Answer, reached: Reached, wording: Wording) -> ProofText:
    """Where the gap is from that stays."""
    return _text(answer, reached.requirement.indicator, prove_short(answer, reached), wording, under="then")


def _text(
    answer: Answer, name: str, proof: Proof, wording: Wording, way: Sequence[str] = (), under: Under = ""
) -> ProofText:
    said = wording.text(_UNDER[under], name=wording.name(answer.scenario.name)) if under else ""
    indicator = answer.plan.indicator(name)
    return proof_text(proof, answer.plan, indicator, wording, under=said, way=[*way, *_unit(proof, indicator, wording)])


def _unit(proof: Proof, indicator: Indicator, wording: Wording) -> list[str]:
    """In what growth is measured that is no rate."""
    if proof.kind != "points":
        return []
    unit = wording.text("points") if indicator.measure.kind == "percent" else wording.unit(indicator)
    return [wording.text("In {unit} a year.", unit=unit)]


def rest_text(ground: Ground, year: int, value: float, lost: float, wording: Wording) -> ProofText:
    """Where the growth is from that the years after a year must bring, `lost` of its level being lost for good."""
    proof = prove_rest(ground, year, value, lost)
    under = scenario_words(ground.outcome, wording)
    name = wording.text("{name}, after {year}", name=wording.name(ground.indicator.name), year=year)
    way = _unit(proof, ground.indicator, wording)
    return proof_text(proof, ground.plan, ground.indicator, wording, name=name, under=under, way=way)


def arrives_text(ground: Ground, year: int, value: float, wording: Wording) -> ProofText:
    """Where the level of a year is from, from which the scenario still arrives."""
    return told_text(ground, prove_arrives(ground, year, value), wording, name=of_year(ground, year, wording))


def loss_text(ground: Ground, value: float, year: int | None, wording: Wording) -> ProofText:
    """Where the loss is from that can be taken: for good, or of a year if it is made good again."""
    proof = prove_loss(ground, value, year, None if year is None else RECOVERS)
    return told_text(ground, proof, wording, name="" if year is None else of_year(ground, year, wording))
