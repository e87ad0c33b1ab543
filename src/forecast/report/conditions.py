"""What would have to be true for the targets that are short, as a section of a briefing."""

from forecast.assessment import Assessment
from forecast.outcome import Outcome
from forecast.plan import Plan
from forecast.report.pictures import headed, worst_first
from forecast.report.sourcing import row_notes
from forecast.report.story import Block, Paragraph, Section, shown
from forecast.requirement import Requirement
from forecast.solve import Solution, solve
from forecast.solvewords import question_texts, rate_text, solution_text
from forecast.whatif import ask
from forecast.wording import Wording

MOST = 3
"""Targets that are answered one by one."""
SOLVABLE = ("compound", "linear", "logit")


def conditions(plan: Plan, outcome: Outcome, wording: Wording) -> Section | None:
    """What each short target needs: the growth, the last year to begin; None where nothing is short."""
    short = [
        row
        for row in worst_first(outcome.assessments.counted())
        if row.attained == "missed" and row.requirement.law in SOLVABLE
    ]
    if not short:
        return None
    text = wording.text
    most = shown(len(short), MOST)
    blocks: list[Block] = [_one(plan, outcome, row, wording) for row in short[:most]]
    if len(short) > most:
        blocks.append(
            Paragraph(text=text("What the {n} others require stands in the table of all targets.", n=len(short) - most))
        )
    message = text("What has to change for {n} targets that are short", n=len(short))
    if len(short) == 1:
        message = text("What has to change: {name}", name=headed(plan, short[0].requirement, wording))
    return Section(title=text("What would have to be true"), blocks=tuple(blocks), message=message)


def _one(plan: Plan, outcome: Outcome, row: Assessment, wording: Wording) -> Paragraph:
    needed = row.requirement
    name = f"{needed.indicator}:{needed.target}"
    solution = solve(plan, outcome.scenario, [name], expected=outcome.expected)
    asked = ask(plan, needed, outcome.projection)
    answers = [] if asked is None or asked.safe == "unknown" else question_texts(plan, asked, wording)
    said = " ".join([_solved(plan, needed, solution, wording), *answers[:1]])
    head = headed(plan, needed, wording)
    values = tuple((f"lever:{lever.indicator}", lever.after) for lever in solution.levers)
    return Paragraph(text=f"{head}: {said}", kind="point", notes=row_notes(plan, needed, wording), values=values)


def _solved(plan: Plan, needed: Requirement, solution: Solution, wording: Wording) -> str:
    """The growth a target needs of itself; the whole answer where it takes other indicators, or cannot be."""
    own = len(solution.levers) == 1 and solution.levers[0].indicator == needed.indicator
    if solution.status != "reached" or not own or solution.levers[0].before is None:
        return solution_text(plan, solution, wording)
    lever, indicator = solution.levers[0], plan.indicators[needed.place]
    return wording.text(
        "growth has to be {after} a year instead of the scenario's {before}.",
        after=rate_text(lever.after, indicator, wording), before=rate_text(lever.before, indicator, wording),
    )  # fmt: skip
