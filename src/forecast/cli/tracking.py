"""The command of a year later: actuals against the plan, what is required of the rest, warnings and reviews."""

import argparse
import datetime
import sys
from typing import TYPE_CHECKING

from forecast.cli.command import Commands, workspace_of
from forecast.cli.output import print_json, print_list, print_table
from forecast.errors import FileError, MissingError
from forecast.wording import N_, Wording

if TYPE_CHECKING:
    from forecast.plan import Plan
    from forecast.tracking import Facts, Ledger
    from forecast.tracking.review import Review
    from forecast.tracking.warning import Warned


def register(commands: Commands) -> None:
    """Add the command."""
    text = commands.text
    track = commands.add_for_plan(
        "track", _track, N_("what became known since the plan, and what it requires of the rest")
    )
    track.options.add_argument(
        "--actuals", metavar="FILE",
        help=text("CSV: plan,indicator,period,figure,status,known_on,source,author,definition,note[,kind]; or a planners' table")
        + "; " + text("left out: what is saved in the workspace"),
    )  # fmt: skip
    track.options.add_argument("--known-on", metavar="DATE", help=text("of a planners' table: when it became known"))
    track.options.add_argument("--author", metavar="NAME", help=text("of a planners' table: who reports it"))
    track.options.add_argument("-o", "--output", metavar="FILE", help=text("write the review as a Word document"))
    track.options.add_argument(
        "--layout",
        choices=("state", "party"),
        default="state",
        help=text("layout of the document: state (Decree 30/2020) or party (Guide 36-HD/VPTW)"),
    )
    track.options.add_argument("--force", action="store_true", help=text("replace a file that is there already"))
    track.options.add_argument("--on", metavar="DATE", help=text("only what was known on this day, such as 2028-06-30"))
    track.options.add_argument(
        "--review", choices=("half", "year", "mid", "final"), help=text("half-year, year, mid-term or final review")
    )


def _track(options: argparse.Namespace, wording: Wording) -> int:
    from forecast.files import read_plan
    from forecast.referencefiles import read_reference
    from forecast.tracking import keep_ledger
    from forecast.tracking.prospect import judge_by
    from forecast.tracking.reading import is_day
    from forecast.tracking.review import review
    from forecast.tracking.warning import warn
    from forecast.trackrecords import track_record

    plan = read_plan(options.plan, workspace_of(options))
    facts = _facts(options, plan, wording)
    if options.output is not None and options.review is None:
        raise MissingError("review_missing")
    if options.on is not None and not is_day(options.on):
        raise MissingError("not_date", found=options.on)
    judge = judge_by(read_reference(), plan)
    found = None if options.review is None else review(plan, facts, options.review, options.on, judge)
    ledger = keep_ledger(plan, facts, options.on, judge) if found is None else found.ledger
    warned = warn(ledger)
    if options.output is not None:
        _write(found, options, wording)
    if options.json:
        print_json(track_record(ledger, warned, found, wording))
    else:
        _print(ledger, warned, found, wording)
    return 0


def _facts(options: argparse.Namespace, plan: "Plan", wording: Wording) -> "Facts":
    """Facts of an actuals file or a planners' table, whose rows that are no indicator are told; else those that are saved."""
    from forecast.disk import read_input
    from forecast.exchange.actuals import is_actuals_file, read_actuals_table
    from forecast.exchange.guard import MAX_BYTES
    from forecast.tracking import read_facts_text

    if options.actuals is None:
        return _saved(options, plan)
    content = read_input(options.actuals, MAX_BYTES)
    if is_actuals_file(content) or not content.strip():
        return read_facts_text(content, options.actuals, plan)
    if options.known_on is None or options.author is None:
        raise MissingError("table_day_missing")
    table = read_actuals_table(content, options.actuals, plan, options.known_on, options.author)
    if table.strangers:
        names = "; ".join(table.strangers)
        print(wording.text("Rows that are no indicator of this plan: {names}", names=names), file=sys.stderr)
    try:
        return read_facts_text(table.text, options.actuals, plan)
    except FileError as error:
        raise table.located(error) from None


def _saved(options: argparse.Namespace, plan: "Plan") -> "Facts":
    """Facts that the page has saved in the workspace."""
    from forecast.workspace import Workspace

    folder = workspace_of(options)
    facts = None if folder is None else Workspace(folder).facts(plan)
    if not facts:
        raise MissingError("actuals_missing", found=plan.id)
    return facts


def _write(found: "Review | None", options: argparse.Namespace, wording: Wording) -> None:
    """Write the review as a Word document."""
    from forecast.disk import write_output
    from forecast.report.word import word
    from forecast.trackstory import review_story
    from forecast.trackwords import TrackWords

    assert found is not None
    story = review_story(found, TrackWords(wording, found.ledger.plan))
    write_output(options.output, word(story, wording, options.layout), replace=options.force)


def _print(ledger: "Ledger", warned: "tuple[Warned, ...]", found: "Review | None", wording: Wording) -> None:
    """Counts, the list for the leadership, and why each requirement changed."""
    from forecast.reviewwords import counts_text, title_text
    from forecast.tracktables import REVIEW_HEADS, WARNING_HEADS, followed, review_rows, warning_cells
    from forecast.trackwords import EXAMPLE_TEXT, TrackWords
    from forecast.yearplanwords import newest_text, running_text

    words = TrackWords(wording, ledger.plan)
    print(
        wording.name(ledger.plan.name), wording.text("known on {day}", day=words.day(ledger.known_on or "")), sep=", "
    )
    if ledger.facts.example:
        print(wording.text(EXAMPLE_TEXT))
    elif early := words.early(ledger.facts, datetime.date.today().isoformat()):
        print(early)
    if found is not None:
        print(f"{title_text(found, words)}: {counts_text(found, words)}")
        print_table(REVIEW_HEADS, review_rows(found, words), wording)
    told = followed(warned)
    print_table(WARNING_HEADS, [warning_cells(each, words) for each in told], wording)
    why = [(words.name(each.track), words.why(each.track)) for each in told]
    print_list(N_("Why it changed:"), [(name, said) for name, said in why if said], wording)
    chances = [(words.name(each.track), words.why_chance(each.track)) for each in told]
    print_list(N_("What moved the chance:"), [(name, said) for name, said in chances if said], wording)
    of_plan = [(words.name(each.track), newest_text(ledger, each.track, words)) for each in told]
    print_list(N_("Percent of plan:"), [(name, said) for name, said in of_plan if said], wording)
    running = [(words.name(each.track), running_text(ledger, each, words)) for each in told if each.running is not None]
    print_list(N_("The running year:"), running, wording)
