"""The sentences and rows of what matters most for an indicator."""

from typing import Final

from forecast.groundwords import told_text
from forecast.plan import Plan
from forecast.proof import Ground, Proof
from forecast.proofwords import ProofText
from forecast.scenario import Scenario
from forecast.sensitivity import Assumption, Sensitivity
from forecast.sensitivityproof import End, growth_proof, level_proof, share_proof, swing_proof
from forecast.tables import target_text
from forecast.wording import FAMILIES, N_, Wording

HEADS: Final = (
    N_("Assumption"), N_("Growth a year beyond the scenario's"), N_("Low"), N_("High"), N_("Swing"),
    N_("Share"), N_("Decides"),
)  # fmt: skip

ENDS: Final = N_(
    "Growth goes from what 1 in 10 stay below to what 1 in 10 surpass, an event from not happening to happening."
)
PROJECTED: Final = N_(
    "Each level is that of the whole path, projected again with this one assumption at its end; rounding comes last."
)
WIDTHS: Final = N_(
    "Widths of growth: reference classes (data/reference) and the own past; method, section 11, (50) to (52)."
)


def sentence(plan: Plan, found: Sensitivity, wording: Wording) -> str:
    """Where the indicator lands with everything on its median, and what that is measured against; else why nothing is known."""
    row, indicator = found.requirement, plan.indicators[found.requirement.place]
    name = wording.name(indicator.name)
    if found.level is None:
        return wording.text("{name}: {reason}.", name=name, reason=wording.reason(found.reason) or "")
    level = wording.text(
        "{name}: {level} in {year} with every assumption on its median.", name=name,
        level=wording.amount(wording.level(found.level, indicator), wording.unit(indicator)), year=found.year,
    )  # fmt: skip
    parts = [level]
    if row.target is not None and row.assessable:
        parts.append(wording.text("The target: {target}.", target=target_text(row, indicator, wording)))
    if found.assumptions:
        parts.append(wording.text("Each line moves one assumption alone."))
        parts.append(wording.text(ENDS))
    for other, reason in found.without.items():
        other_name = wording.name(plan.indicator(other).name)
        why = wording.reason(reason) or ""
        parts.append(wording.text("Growth of {name} is taken as certain: {reason}.", name=other_name, reason=why))
    return " ".join(parts)


def rows(plan: Plan, scenario: Scenario, found: Sensitivity, wording: Wording) -> list[list[str]]:
    """Cells of every assumption, in the order of `HEADS`."""
    indicator = plan.indicators[found.requirement.place]
    cells = []
    for each in found.assumptions:
        decides = "" if each.decides is None else wording.text(N_("yes") if each.decides else N_("no"))
        cells.append([
            named(plan, scenario, each, wording), moved(each, wording), wording.level(each.level_low, indicator),
            wording.level(each.level_high, indicator), wording.level(each.swing, indicator), wording.percent(each.share, 0), decides,
        ])  # fmt: skip
    return cells


def computed(plan: Plan, scenario: Scenario, found: Sensitivity, wording: Wording) -> list[str]:
    """How the figures of every assumption came about, with the figures put in, and where the widths are from."""
    text, lines = wording.text, []
    for each in found.assumptions:
        places = 2 if each.swing < 10_000 else 0  # the same for all three, so that the reader's subtraction agrees
        low, high, swing = (wording.number(level, places) for level in (each.level_low, each.level_high, each.swing))
        name = named(plan, scenario, each, wording)
        line = text("{name}: |{high} − {low}| = {swing}", name=name, high=high, low=low, swing=swing)
        if each.share is not None:
            line += "; " + text("share of the variance {share}", share=wording.percent(each.share, 1))
        lines.append(line)
    return [*lines, text(PROJECTED), _shares(found, wording), text(WIDTHS)]


def _shares(found: Sensitivity, wording: Wording) -> str:
    """What the shares are of, or why there are none."""
    if found.exact:
        return wording.text(
            "Shares: the variance of each assumption divided by that of all together, on the scale on which they add up."
        )
    if found.without:
        return wording.text("No shares: of a part of what it depends on, nothing is known.")
    return wording.text("No shares: the assumptions do not add up on one scale.")


def named(plan: Plan, scenario: Scenario, each: Assumption, wording: Wording) -> str:
    """An assumption as readers know it."""
    if each.kind == "own":
        return wording.text("own growth of {name}", name=wording.name(plan.indicator(each.of).name))
    if each.kind == "surroundings":
        return wording.text("surroundings: {family}", family=wording.text(FAMILIES[each.of]))
    event = next(event for event in scenario.events if event.id == each.of)
    name = each.of if event.name is None else wording.name(event.name)
    return wording.text("event: {name} (chance {chance})", name=name, chance=wording.percent(each.chance, 0))


def moved(each: Assumption, wording: Wording) -> str:
    """The ends of an assumption about growth; percentages move on a scale of their own, so that their levels say it."""
    ends = moved_ends(each, wording)
    return "–" if ends is None else wording.text("{low} … {high} points", low=ends[0], high=ends[1])


def moved_ends(each: Assumption, wording: Wording) -> tuple[str, str] | None:
    """Growth at the two ends beyond the scenario's, in percentage points a year; None where it is not said in points."""
    if each.scale != "log" or each.low is None or each.high is None:
        return None
    low, high = (f"{'+' if end > 0 else ''}{wording.number(100 * end, 2)}" for end in (each.low, each.high))
    return low, high


def end_text(ground: Ground, found: Sensitivity, each: Assumption, end: End, wording: Wording) -> ProofText:
    """How a level at an end of an assumption came about."""
    way = [wording.text(PROJECTED), wording.text(ENDS), wording.text(WIDTHS)]
    return _proof_text(ground, level_proof(ground, found, each, end), each, way, wording)


def swing_text(ground: Ground, each: Assumption, wording: Wording) -> ProofText:
    """How a swing came about."""
    return _proof_text(ground, swing_proof(each), each, [wording.text(PROJECTED)], wording)


def growth_text(ground: Ground, found: Sensitivity, each: Assumption, end: End, wording: Wording) -> ProofText | None:
    """How growth at an end came about; None where it is not said in points."""
    proof = growth_proof(found, each, end, ground.plan.base_year)
    way = [wording.text(ENDS), wording.text(WIDTHS)]
    return None if proof is None else _proof_text(ground, proof, each, way, wording)


def share_text(ground: Ground, found: Sensitivity, each: Assumption, wording: Wording) -> ProofText | None:
    """How a share of the uncertainty came about; None where it is not known."""
    titles = {
        (other.kind, other.of): named(ground.plan, ground.outcome.scenario, other, wording)
        for other in found.assumptions
    }
    proof = share_proof(found, each, titles)
    way = [_shares(found, wording), wording.text(WIDTHS)]
    return None if proof is None else _proof_text(ground, proof, each, way, wording)


def _proof_text(ground: Ground, proof: Proof, each: Assumption, way: list[str], wording: Wording) -> ProofText:
    name = named(ground.plan, ground.outcome.scenario, each, wording)
    return told_text(ground, proof, wording, name=name, way=way)
