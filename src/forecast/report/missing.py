"""What a plan leaves out so that targets cannot be judged, and who has to deliver it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from forecast import tables
from forecast.outcome import Outcome
from forecast.plan import Plan
from forecast.report.story import Paragraph, Section, Table
from forecast.requirement import Requirement
from forecast.wording import N_, Wording

WANTED: Final = {
    "no_base_value": N_("The figure of {year}"),
    "qualitative": N_("By when it is to be reached, and how that is checked"),
    "break_in_plan": N_("The figure of {year} by the new standard"),
    "later_year": N_("A target for {target_year}"),
    "no_stated_rate": N_("Growth or a path by years"),
    "no_reference_class": N_("Growth or a path by years"),
    "no_past_rate": N_("Figures of the years before {year}"),
}
"""What has to be delivered, by the reason why a target cannot be judged; other reasons speak for themselves."""
HEADS: Final = (N_("To be delivered"), N_("Targets concerned"), N_("By whom"))
MOST_NAMES, MOST_NUMBERS = 7, 40
"""Targets in a row, by their names or by their numbers alone."""
SHARES: Final = (0.24, 0.59, 0.17)
BRIEF_SHARES: Final = (0.5, 0.15, 0.35)


def missing(plan: Plan, outcome: Outcome, wording: Wording) -> Section | None:
    """A table with a row for what is missing and who has to deliver it; None where nothing is."""
    found: dict[tuple[str, str], list[Requirement]] = {}
    for needed, reason in _open(outcome):
        owner = plan.indicators[needed.place].owner
        found.setdefault((reason, wording.name(owner) if owner is not None else ""), []).append(needed)
    if not found:
        return None
    first, rest, values = _counted(plan, outcome, wording)
    said = f"{first} {rest}".strip()
    reasons = list(dict.fromkeys(reason for reason, _ in found))
    rows = tuple(
        (_wanted(plan, reason, wording), names, owner or wording.text("to be named"))
        for (reason, owner), those in sorted(found.items(), key=lambda item: reasons.index(item[0][0]))
        for names in _names(plan, those, wording)
    )
    table = Table(heads=tuple(map(wording.text, HEADS)), rows=rows, shares=SHARES)
    return Section(
        title=wording.text("What is missing in the plan"), blocks=(Paragraph(text=said, values=values), table), message=first,
        brief=_brief(plan, found, wording),
    )  # fmt: skip


def _brief(plan: Plan, found: Mapping[tuple[str, str], Sequence[Requirement]], wording: Wording) -> Table:
    """How many targets wait for what and for whom, where there is no room for their names."""
    lines: dict[str, tuple[int, list[str]]] = {}
    for (reason, owner), those in found.items():
        count, owners = lines.get(reason, (0, []))
        lines[reason] = (count + len(those), [*owners, owner or wording.text("to be named")])
    rows = tuple(
        (_wanted(plan, reason, wording), str(count), "; ".join(sorted(set(owners), reverse=True)))
        for reason, (count, owners) in lines.items()
    )
    heads = (HEADS[0], N_("Number of targets"), HEADS[2])
    return Table(heads=tuple(map(wording.text, heads)), rows=rows, shares=BRIEF_SHARES, right=(1,))


def _counted(plan: Plan, outcome: Outcome, wording: Wording) -> tuple[str, str, tuple[tuple[str, float], ...]]:
    """How many targets wait, one for each indicator as in the first sentence of the report; and for how many nobody answers."""
    text, waiting = wording.text, [needed for needed, _ in _open(outcome)]
    first = tables.first_targets(row.requirement for row in outcome.assessments)
    those = [plan.indicators[needed.place] for needed in first if needed in waiting]
    count, nobody = len(those), sum(indicator.owner is None for indicator in those)
    said = text("{n} targets cannot be judged as long as what stands here is missing.", n=count)
    rest = ""
    if nobody:
        all_of_them = text("The plan names no responsible office for any of them; one has to be named.")
        some = text("For {n} of them the plan names no responsible office; one has to be named.", n=nobody)
        rest = all_of_them if nobody == count else some
    return said, rest, (("missing", float(count)), ("unassigned", float(nobody)))


def _open(outcome: Outcome) -> Iterator[tuple[Requirement, str]]:
    """Targets that cannot be judged, with the reason; first those of which nothing can be computed."""
    rows = [row for row in outcome.assessments if row.requirement.target is not None]
    for row in rows:
        if row.requirement.reason is not None:
            yield row.requirement, row.requirement.reason
    for row in rows:
        if row.requirement.reason is None and row.reason is not None:
            yield row.requirement, row.reason


def _numbered(plan: Plan, needed: Requirement, wording: Wording) -> str:
    """Numbered name, with the year where an indicator has several targets; its number alone where it stands in the table of all."""
    if needed.assessable and needed.number:
        return wording.text("no. {number}", number=needed.number)
    several = len(plan.indicators[needed.place].targets) > 1
    return tables.numbered(needed, plan, wording) + (f" ({needed.year})" if several else "")


def _wanted(plan: Plan, reason: str, wording: Wording) -> str:
    if reason not in WANTED:
        said = wording.reason(reason) or ""
        return said[:1].upper() + said[1:]
    return wording.text(WANTED[reason], year=str(plan.base_year), target_year=str(plan.target_year))


def _names(plan: Plan, those: Sequence[Requirement], wording: Wording) -> Iterator[str]:
    """Names of targets, so many together that a row, which no page may split, stays low."""
    most = MOST_NUMBERS if those[0].assessable else MOST_NAMES
    for start in range(0, len(those), most):
        yield "; ".join(dict.fromkeys(_numbered(plan, needed, wording) for needed in those[start : start + most]))
