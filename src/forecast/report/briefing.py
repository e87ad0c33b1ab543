"""The feasibility report of a plan under scenarios, as a story: built from a finished study and its audit."""

from dataclasses import replace
from typing import Final

from forecast import tables
from forecast.assessment import Assessment
from forecast.audit import Audit, Finding
from forecast.auditwords import AuditWords
from forecast.chancewords import beside_chances, joint_text
from forecast.outcome import Outcome, Study
from forecast.plan import Plan
from forecast.report.conditions import conditions
from forecast.report.demands import demands
from forecast.report.missing import missing
from forecast.report.pictures import headed, landing, paths, worst_first
from forecast.report.sourcing import annex, row_notes, source_note
from forecast.report.story import Block, Paragraph, Section, Story, Table, inside, issuer_of, shown
from forecast.wording import LIGHTS, N_, Wording

MOST_REDS: Final = 4
"""Targets that are short and named one by one."""
MOST_POINTS, FEWEST_FINDINGS = 7, 3
"""Targets that are short and contradictions together that a report has room for; contradictions that are written out at any rate."""
MOST_MISSED: Final = 2
"""Targets that are short and named beside a scenario."""
TARGET_KINDS: Final = ("level_rate_base", "targets_by_rank")
"""Contradictions about what is to be reached: told first."""
TABLE_HEADS: Final = (
    N_("No."), N_("Indicator"), N_("Base"), N_("Target"), N_("Required a year"), N_("Past"), N_("Projected"), N_("Gap"),
    N_("Standing and chance"),
)  # fmt: skip
SHARES: Final = (0.06, 0.24, 0.1, 0.1, 0.105, 0.095, 0.095, 0.095, 0.11)


def briefing(study: Study, found: Audit, wording: Wording) -> Story:
    """The report on the first scenario of a study; the others are compared with it.

    Parameters
    ----------
    study : with chances where reference classes were given
    found : the audit of the same plan
    """
    plan, text = study.plan, wording.text
    outcome = study.outcomes[0]
    name = wording.name(plan.name)
    sections = (
        _overall(study, found, wording),
        _short(plan, outcome, wording),
        _contradictions(found, MOST_POINTS - min(len(_short_rows(outcome)), MOST_REDS), wording),
        _all(plan, outcome, wording),
        paths(study, outcome, wording),
        demands(plan, outcome, wording),
        conditions(plan, outcome, wording),
        missing(plan, outcome, wording),
        _method(study, wording),
    )
    years = {"first": str(plan.base_year + 1), "last": str(plan.target_year)}
    subject = text("Feasibility of the targets of the plan {first}–{last}, {name}", name=inside(name), **years)
    return Story(
        language=wording.language, kind=text("REPORT"), subject=subject, issuer=issuer_of(name),
        about=text("Scenario: {name}.", name=wording.name(outcome.scenario.name)),
        sections=tuple(section for section in sections if section is not None),
        annexes=_annexes(study, wording),
    )  # fmt: skip


def _overall(study: Study, found: Audit, wording: Wording) -> Section:
    text, plan, outcome = wording.text, study.plan, study.outcomes[0]
    rows = outcome.assessments
    message = tables.headline(rows, study.requirements, wording)
    values = (("attained", float(rows.n_attained)), ("judged", float(len(rows.counted()))))
    blocks: list[Block] = [Paragraph(text=message, kind="lead", values=values)]
    blocks.append(Paragraph(text=text("Scenario: {name}.", name=wording.name(outcome.scenario.name))))
    told = [tables.likely(rows, wording), joint_text(outcome.joint, plan, wording)]
    blocks += [Paragraph(text=said) for said in (" ".join(part for part in told if part),) if said]
    n = found.count("contradiction")
    said = text("The plan's own numbers do not contradict each other.") if not n else _counted(n, wording)
    blocks.append(Paragraph(text=said, values=(("contradictions", float(n)),)))
    if len(study.outcomes) > 1:
        blocks += _compared(study, wording)
    return Section(title=text("Overall"), blocks=tuple(blocks), message=message)


def _counted(n: int, wording: Wording) -> str:
    if n == 1:
        return wording.text("The plan's own numbers contradict each other once.")
    return wording.text("The plan's own numbers contradict each other {n} times.", n=n)


def _compared(study: Study, wording: Wording) -> list[Block]:
    """How many targets each scenario reaches, and which it misses."""
    text, counted = wording.text, [each.assessments.counted() for each in study.outcomes]
    rows = tuple(
        (
            wording.name(each.scenario.name),
            f"{each.assessments.n_attained}/{len(rows)}",
            _missed(study.plan, each, wording),
        )
        for each, rows in zip(study.outcomes, counted, strict=True)
    )
    heads = (text("Scenario"), text("Targets reached"), text("Targets that are short"))
    blocks: list[Block] = [Table(heads=heads, rows=rows, shares=(0.32, 0.14, 0.54))]
    if len({len(rows) for rows in counted}) > 1:
        blocks.append(
            Paragraph(
                text=text("A target counts where the scenario gives its path; so the numbers counted differ."),
                kind="small",
            )
        )
    return blocks


def _missed(plan: Plan, outcome: Outcome, wording: Wording) -> str:
    """Names of the targets that are short, the worst first; those without room are counted."""
    short = _short_rows(outcome)
    most = shown(len(short), MOST_MISSED)
    names = [tables.numbered(row.requirement, plan, wording) for row in short[:most]]
    if len(short) > most:
        names.append(wording.text("{n} others", n=len(short) - most))
    return "; ".join(names) or "–"


def _short_rows(outcome: Outcome) -> list[Assessment]:
    """Counted targets that are short, the worst first."""
    return [row for row in worst_first(outcome.assessments.counted()) if row.attained != "attained"]


def _short(plan: Plan, outcome: Outcome, wording: Wording) -> Section:
    text = wording.text
    short = _short_rows(outcome)
    most = shown(len(short), MOST_REDS)
    blocks: list[Block] = [_short_one(plan, row, wording) for row in short[:most]]
    if len(short) > most:
        blocks.append(Paragraph(text=text("{n} more stand in the table.", n=len(short) - most)))
    message = text("No target that can be judged is short.")
    if short:
        name = wording.name(plan.indicators[short[0].requirement.place].name)
        message = (
            text("Short first of all: {name}.", name=name)
            if len(short) > 1
            else text("Only one is short: {name}.", name=name)
        )
    else:
        blocks.append(Paragraph(text=message))
    return Section(title=text("Targets that are short"), blocks=tuple(blocks), message=message)


def _short_one(plan: Plan, row: Assessment, wording: Wording) -> Paragraph:
    """One target that is short: where it lands, by how much it is missed, what it needs, and why."""
    needed, text = row.requirement, wording.text
    parts = [f"{tables.SYMBOLS[row.light]} {landing(plan, row, wording)}", _cause(plan, row, wording)]
    if row.p_attain is not None:
        word, chance = wording.likelihood(row.p_attain), wording.chance(row.p_attain)
        parts.append(text("Under this scenario reaching it is {word} ({chance}).", word=word, chance=chance))
    if row.p_reference is not None:
        word, chance = wording.likelihood(row.p_reference), wording.chance(row.p_reference)
        parts.append(text("As its past and such indicators go it is {word} ({chance}).", word=word, chance=chance))
    values = {
        "projected": row.projected_value,
        "gap": row.gap,
        "required": needed.required_rate,
        "p_attain": row.p_attain,
        "p_reference": row.p_reference,
    }
    return Paragraph(
        text=" ".join(part for part in parts if part), kind="point", notes=row_notes(plan, needed, wording),
        values=tuple((name, value) for name, value in values.items() if value is not None),
    )  # fmt: skip


def _cause(plan: Plan, row: Assessment, wording: Wording) -> str:
    """Why a target is short: what is required against what is stated, or was achieved."""
    needed, text = row.requirement, wording.text
    indicator = plan.indicators[needed.place]
    required = tables.yearly_text(needed, indicator, wording)
    if needed.stated_rate is not None and needed.required_rate is not None:
        stated, asked = (wording.percent(rate) for rate in (needed.stated_rate, needed.required_rate))
        if stated != asked and needed.stated_rate < needed.required_rate:
            return text("It needs {required}; the plan states {stated}.", required=required, stated=stated)
        if row.mean_rate is not None:
            mean = wording.percent(row.mean_rate)
            return text("It needs {required}; the scenario brings {mean} on average.", required=required, mean=mean)
    if needed.past is not None:
        past = tables.pace_text(needed.past.rate, needed.past.points, needed.past.flow, indicator, wording)
        return text("It needs {required}; the years before brought {past}.", required=required, past=past)
    return text("It needs {required}; what the years before brought is not known.", required=required)


def _contradictions(found: Audit, room: int, wording: Wording) -> Section | None:
    """The gravest contradictions, as many as there is room for beside the targets that are short."""
    text, words = wording.text, AuditWords(wording, found.plan)
    those = [finding for finding in found.findings if finding.severity == "contradiction"]
    if not those:
        return None
    targeted = {indicator.id for indicator in found.plan.indicators if indicator.targets}
    those.sort(key=lambda finding: (finding.kind not in TARGET_KINDS, targeted.isdisjoint(finding.indicators)))
    most = shown(len(those), max(room, FEWEST_FINDINGS))
    blocks: list[Block] = [_contradiction(found.plan, finding, words) for finding in those[:most]]
    if len(those) > most:
        said = text("{n} more contradictions stand in the audit of the plan.", n=len(those) - most)
        blocks.append(Paragraph(text=said))
    return Section(
        title=text("Where the plan contradicts itself"), blocks=tuple(blocks), message=_counted(len(those), wording)
    )


def _either_way(finding: Finding) -> bool:
    """Whether two figures differ and nothing tells which of them is right."""
    ends = {(repair.indicator, repair.what, repair.printed) for repair in finding.repairs}
    return finding.kind == "values_differ" and len(ends) > 1


def _contradiction(plan: Plan, finding: Finding, words: AuditWords) -> Paragraph:
    text = words.wording.text
    parts = [words.sentence(finding)]
    if finding.repairs and not _either_way(finding):
        repair = finding.repairs[0]
        mended = text(
            "Within rounding it would agree with {repair} instead of {printed} ({what}).",
            repair=words.repair(repair), printed=repair.printed, what=words.what(repair),
        )  # fmt: skip
        parts.append(mended)
    notes = tuple(source_note(plan, source, words.wording) for _, source in finding.sources if source is not None)
    return Paragraph(text=" ".join(parts), kind="point", notes=notes)


def _all(plan: Plan, outcome: Outcome, wording: Wording) -> Section:
    text = wording.text
    judged = [row for row in outcome.assessments if row.requirement.assessable]
    rows = tuple(_cells(plan, row, wording) for row in judged)
    blocks: list[Block] = []
    if rows:
        heads = tuple(text(head) for head in TABLE_HEADS)
        blocks.append(Table(heads=heads, rows=rows, shares=SHARES, right=(2, 3, 4, 5, 6, 7)))
        signs = "; ".join(f"{sign} {text(LIGHTS[light])}" for light, sign in tables.SYMBOLS.items())
        told = text(
            "Signs: {signs}. A percentage beside a sign is the chance of reaching the target where the scenario's growth is the middle; "
            "in brackets the chance by its own past and such indicators.",
            signs=signs,
        )
        where = text("Where each figure stands is told in the annex.")
        blocks.append(Paragraph(text=f"{told} {where}", kind="small"))
    return Section(
        title=text("All targets"), blocks=tuple(blocks), message=text("{n} targets can be judged.", n=len(rows))
    )


def _cells(plan: Plan, row: Assessment, wording: Wording) -> tuple[str, ...]:
    needed = row.requirement
    indicator, past = plan.indicators[needed.place], needed.past
    index = " " + wording.text("(index)")
    return (
        needed.number or "", headed(plan, needed, wording), tables.base_text(needed, indicator, wording).removesuffix(index),
        tables.dated_target(needed, indicator, wording).removesuffix(index), tables.required_text(needed, indicator, wording),
        tables.pace_text(past.rate, past.points, past.flow, indicator, wording) if past else "–",
        wording.level(row.projected_value, indicator), tables.gap_text(row, indicator, wording),
        "; ".join(said for said in (tables.standing(row, wording), tables.chance_text(row, wording)) if said not in ("", "–")),
    )  # fmt: skip


def _method(study: Study, wording: Wording) -> Section:
    text = wording.text
    sums = [
        text("Average growth is geometric; its base is the year before the period: (target ÷ base)^(1/n) − 1."),
        text(
            "Percentages move in points or towards their limit; sums of the term and yearly amounts are taken as such."
        ),
    ]
    limits = [text("Paths are the consequence of the scenario's assumptions, not a forecast.")]
    if study.draws is not None:
        limits.append(text("Chances come from histories of places elsewhere; disasters lie outside of them."))
    if any(document.text for document in study.plan.sources.values()):
        limits.append(text("Numbers of lines are those of the plain text of a document, as it is kept with the plan."))
    blocks = tuple(Paragraph(text=" ".join(said), kind="small") for said in (sums, limits))
    return Section(title=text("Method and sources"), blocks=blocks)


def _annexes(study: Study, wording: Wording) -> tuple[Section, ...]:
    """Where the figures stand, and below it what real histories say beside the chances."""
    plan = study.plan
    sources = annex(plan, [row for row in study.requirements.rows if row.assessable], wording)
    beside = beside_chances(plan, study.outcomes[0].assessments, wording)
    if sources is None or not beside:
        return () if sources is None else (sources,)
    head = wording.text("What real histories say beside the chances:")
    words = Paragraph(text=" ".join([head, *(f"({of}) {said}" for of, said in beside)]), kind="small")
    return (replace(sources, blocks=(*sources.blocks, words)),)
