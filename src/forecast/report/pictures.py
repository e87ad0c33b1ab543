"""Charts of a briefing: the path of each target that is counted, the worst first, with what it says in one sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from forecast import tables
from forecast.assessment import Assessment
from forecast.charts import NAMES, fan
from forecast.outcome import Outcome, Study
from forecast.plan import Indicator, Plan
from forecast.report.sourcing import row_notes
from forecast.report.story import Picture, Section
from forecast.requirement import Requirement
from forecast.wording import ATTAINED, Wording

MOST_CHARTS, FEWEST_CHARTS = 3, 2
"""Charts that a briefing has room for, and where many targets are told one by one."""
MANY: Final = 3
"""Targets that are short from which on the briefing has less room."""
ORDER: Final = {"red": 0, "orange": 1, "green": 2, "grey": 3}


def worst_first(rows: Sequence[Assessment]) -> list[Assessment]:
    """Counted targets, reds first, then those that are short; what is only to be held comes last."""
    return sorted(rows, key=lambda row: (*_rank(row), row.requirement.place))


def _rank(row: Assessment) -> tuple[int, bool, bool]:
    reached = row.attained == "attained"
    return ORDER[row.light], reached, reached and row.requirement.law == "hold"


def headed(plan: Plan, needed: Requirement, wording: Wording) -> str:
    """Name of a target's indicator with its unit; growth without a level is an index and says so."""
    indicator = plan.indicators[needed.place]
    if not needed.index:
        return tables.named(indicator, wording)
    return f"{wording.name(indicator.name)} ({_unit(plan, needed, wording)})"


def _unit(plan: Plan, needed: Requirement, wording: Wording) -> str:
    if needed.index:
        return wording.text("index, {year} = 100", year=str(plan.base_year))
    return wording.unit(plan.indicators[needed.place])


def landing(plan: Plan, row: Assessment, wording: Wording) -> str:
    """Where a target lands and by how much it is missed, in one sentence."""
    needed = row.requirement
    indicator = plan.indicators[needed.place]
    return wording.text(
        "{name}: {projected} in {year} against the target {target} ({gap}).",
        name=headed(plan, needed, wording), projected=wording.level(row.projected_value, indicator), year=str(needed.year),
        target=_goal(needed, indicator, wording), gap=_missed(plan, row, wording),
    )  # fmt: skip


def _goal(needed: Requirement, indicator: Indicator, wording: Wording) -> str:
    """The target; that it is one of an index is said beside the name."""
    return tables.target_text(needed, indicator, wording).removesuffix(" " + wording.text("(index)"))


def _missed(plan: Plan, row: Assessment, wording: Wording) -> str:
    if row.gap == 0 or row.gap is None:
        return wording.text(ATTAINED[row.attained]) if row.attained else tables.standing(row, wording)
    return tables.gap_text(row, plan.indicators[row.requirement.place], wording)


def paths(study: Study, outcome: Outcome, wording: Wording) -> Section | None:
    """The section of charts; None where there is nothing to draw."""
    drawn = tuple(
        replace(picture, caption=wording.text("Figure {n}. {title}", n=number, title=picture.caption))
        for number, picture in enumerate(_moving(study, outcome, wording), 1)
    )
    if not drawn:
        return None
    return Section(title=wording.text("Paths"), blocks=drawn, message=wording.text("Paths against their targets"))


def _moving(study: Study, outcome: Outcome, wording: Wording) -> list[Picture]:
    """The first charts on which something moves; where nothing does, the first one."""
    short = sum(row.attained != "attained" for row in outcome.assessments.counted())
    drawn = list(islice(pictures(study, outcome, wording), FEWEST_CHARTS if short > MANY else MOST_CHARTS))
    return [picture for picture in drawn if len(set(picture.series[0][1])) > 1] or drawn[:1]


def pictures(study: Study, outcome: Outcome, wording: Wording) -> Iterator[Picture]:
    """The chart of every counted target, those that are short first."""
    for row in worst_first(outcome.assessments.counted()):
        picture = _picture(study, outcome, row, wording)
        if picture is not None:
            yield picture


def _picture(study: Study, outcome: Outcome, row: Assessment, wording: Wording) -> Picture | None:
    plan, name = study.plan, row.requirement.indicator
    rows = [each for each in outcome.assessments if each.requirement.indicator == name]
    needed = row.requirement
    reaching = _reaching(plan, needed.base_value, needed.required_rate) if needed.law == "compound" else None
    chart = fan(plan, rows, reaching, wording)
    if chart is None:
        return None
    indicator = plan.indicators[needed.place]
    caption = headed(plan, needed, wording)
    levels = "; ".join(
        f"{year} {wording.level(level, indicator)}" for year, level in zip(plan.years, row.path, strict=True)
    )
    names = {kind: wording.text(name) for kind, name in NAMES.items()}
    series = [(names["path"], row.path)]
    if reaching is not None and row.gap != 0:
        series.append((names["required"], reaching))
    marked = needed.goal is not None and needed.year in plan.years
    if marked:
        series.append(
            (wording.text("target"), tuple(needed.goal if year == needed.year else None for year in plan.years))
        )
    return Picture(
        indicator=name, chart=chart, message=landing(plan, row, wording), caption=caption, alt=f"{caption}: {levels}", years=plan.years,
        series=tuple(series), unit=_unit(plan, needed, wording), goal=_goal(needed, indicator, wording) if marked else "",
        sources=tuple(note.text for note in row_notes(plan, needed, wording)),
    )  # fmt: skip


def _reaching(plan: Plan, base: float | None, rate: float | None) -> tuple[float | None, ...] | None:
    """Levels of steady growth that just reaches the target."""
    if base is None or rate is None:
        return None
    return tuple(base * (1 + rate) ** year for year in range(plan.n_years + 1))
