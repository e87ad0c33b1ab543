"""The sentences and rows of what matters most for an indicator."""

from typing import Final

from forecast.plan import Plan
from forecast.scenario import Scenario
from forecast.sensitivity import Assumption, Sensitivity
from forecast.tables import target_text
from forecast.wording import FAMILIES, N_, Wording

HEADS: Final = (
    N_("Assumption"), N_("Growth a year beyond the scenario's"), N_("Low"), N_("High"), N_("Swing"),
    N_("Share"), N_("Decides"),
)  # fmt: skip


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
        ends = N_(
            "Growth goes from what 1 in 10 stay below to what 1 in 10 surpass, an event from not happening to happening."
        )
        parts.append(wording.text(ends))
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
    lines.append(
        text(
            "Each level is that of the whole path, projected again with this one assumption at its end; rounding comes last."
        )
    )
    lines.append(_shares(found, wording))
    lines.append(
        text("Widths of growth: reference classes (data/reference) and the own past; method, section 11, (50) to (52).")
    )
    return lines


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
    if each.scale != "log" or each.low is None or each.high is None:
        return "–"
    low, high = (f"{'+' if end > 0 else ''}{wording.number(100 * end, 1)}" for end in (each.low, each.high))
    return wording.text("{low} … {high} points", low=low, high=high)
