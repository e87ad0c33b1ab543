"""The command of the backtest: how what is said of indicators held on real histories, and answers to blind cases of others."""

import argparse

from forecast.cli.command import Commands
from forecast.cli.output import print_json, width
from forecast.errors import MissingError
from forecast.wording import N_, Wording


def register(commands: Commands) -> None:
    """Add the command."""
    text = commands.text
    backtest = commands.add("backtest", _backtest, N_("how bands and chances held on real histories"))
    backtest.options.add_argument(
        "--panel", metavar="DIR", help=text("folder of histories to replay; none: what the shipped tables keep of it")
    )
    backtest.options.add_argument("--cases", metavar="FILE", help=text("blind cases to answer, CSV"))
    backtest.options.add_argument("-o", "--output", metavar="FILE", help=text("file for the answers to the cases"))
    backtest.options.add_argument("--force", action="store_true", help=text("replace a file that is there already"))


def _backtest(options: argparse.Namespace, wording: Wording) -> int:
    if options.cases is not None:
        return _answer(options, wording)
    return _stored(options, wording) if options.panel is None else _replay(options, wording)


def _answer(options: argparse.Namespace, wording: Wording) -> int:
    from forecast.cases import predictions, read_cases, say
    from forecast.disk import write_output
    from forecast.referencefiles import read_reference

    if options.output is None:
        raise MissingError("output_missing", found=options.cases)
    reference = read_reference()
    cases = read_cases(options.cases, reference)
    said = say([reference] * len(cases), cases)
    write_output(options.output, predictions(said).encode(), replace=options.force)
    record = {"cases": len(cases), "answered": int(said.known.sum()), "written": options.output}
    if options.json:
        print_json(record)
    else:
        print(wording.text("{answered} of {cases} cases answered: {written}", **record))
    return 0


def _stored(options: argparse.Namespace, wording: Wording) -> int:
    from forecast.backtesttables import STORED_HEADS, stored_record, stored_rows
    from forecast.cli.terminal import printed
    from forecast.referencefiles import read_reference

    reference = read_reference()
    if options.json:
        print_json({"coverage": stored_record(reference)})
    else:
        heads = [wording.text(head) for head in STORED_HEADS]
        print(printed(heads, stored_rows(reference, wording), width()))
    return 0


def _replay(options: argparse.Namespace, wording: Wording) -> int:
    from pathlib import Path

    from forecast.backtest import backtest
    from forecast.backtesttables import HEADS, score_record, score_rows, short_sentences
    from forecast.classes import family_scales
    from forecast.cli.terminal import printed
    from forecast.panel import read_panel
    from forecast.referencefiles import read_reference

    scores = backtest(read_panel(Path(options.panel), family_scales()), read_reference())
    if options.json:
        print_json({"scores": [score_record(score) for score in scores]})
        return 0
    print(printed([wording.text(head) for head in HEADS], score_rows(scores, wording), width()))
    print()
    print("\n".join(short_sentences(scores, wording)))
    return 0
