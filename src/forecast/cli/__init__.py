"""The command line: reads arguments, prints tables or JSON, starts the page. Exit 0; 1 findings with --strict; 2 unusable input."""

import os
import sys
from collections.abc import Sequence
from typing import Any, Final

from forecast.arguments import Parser
from forecast.cli import backtest, documents, exchange, page, plans, questions, sharing, tracking
from forecast.cli.command import Commands
from forecast.cli.output import report
from forecast.errors import ForecastError
from forecast.wording import N_, Wording

EPILOG: Final = N_(
    "PLAN is the path of a file or the id of a shipped plan. Exit status: 0; 1 findings with --strict; 2 unusable input."
)
GROUPS: Final = (plans, questions, tracking, documents, exchange, sharing, backtest, page)
"""Modules of commands, in the order of the help; each adds its own with `register`."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = list(sys.argv[1:] if argv is None else argv)
    wording = Wording(_language(arguments))
    try:
        options = _parser(wording).parse_args(arguments)
        status = int(options.command(options, wording))
        sys.stdout.flush()
        return status
    except ForecastError as error:
        report(error, "--json" in arguments, wording)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _language(arguments: Sequence[str]) -> Any:
    """Language asked for, known before the arguments are parsed, for the help is in it too."""
    wanted = os.environ.get("FORECAST_LANG", "vi")
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            wanted = arguments[place + 1]
        elif argument.startswith("--lang="):
            wanted = argument.partition("=")[2]
    return wanted if wanted in ("vi", "en") else "vi"


def _parser(wording: Wording) -> Parser:
    text = wording.text
    parser = Parser(
        wording, prog="forecast", epilog=text(EPILOG),
        description=text("Do the numbers of a five-year plan agree, what do they require, where do they land?"),
    )  # fmt: skip
    commands = Commands(parser.add_subparsers(title=text("commands"), metavar=text("COMMAND"), required=True), wording)
    for group in GROUPS:
        group.register(commands)
    return parser
