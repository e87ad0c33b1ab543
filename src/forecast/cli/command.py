"""One command of the command line: its parser, and the function that runs it."""

import argparse
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from forecast.arguments import Parser
from forecast.errors import MissingError
from forecast.wording import Wording

Command: TypeAlias = Callable[[argparse.Namespace, Wording], int]
"""Runs with the parsed options; returns the exit status."""


@dataclass(frozen=True)
class Commands:
    """The commands registered so far."""

    parsers: Any
    wording: Wording

    def text(self, message: str) -> str:
        """Translation of an English text."""
        return self.wording.text(message)

    def add(self, name: str, command: Command, text: str, *, with_json: bool = True) -> Parser:
        """Parser of a new command; `text` says in a line what the command gives."""
        said = self.wording.text(text)
        parser: Parser = self.parsers.add_parser(name, wording=self.wording, help=said, description=said)
        parser.set_defaults(command=command)
        if with_json:
            parser.options.add_argument("--json", action="store_true", help=self.wording.text("print JSON"))
        return parser

    def add_for_plan(self, name: str, command: Command, text: str) -> Parser:
        """The same for a command about one plan."""
        parser = self.add(name, command, text)
        parser.arguments.add_argument("plan", metavar="PLAN", help=self.text("path of a plan, or id of a shipped one"))
        self.know_workspace(parser)
        return parser

    def know_workspace(self, parser: Parser) -> None:
        """Let a command know the plans and scenarios of a folder."""
        help_text = self.text("folder for what is saved: its plans and scenarios are known by their ids")
        parser.options.add_argument("--workspace", metavar="DIR", help=help_text)


def workspace_of(options: argparse.Namespace) -> Path | None:
    """Folder whose plans and scenarios are known beside the shipped ones; none where nobody names one. Raises MissingError."""
    given = options.workspace or os.environ.get("FORECAST_WORKSPACE")
    if given and Path(given).exists() and not Path(given).is_dir():
        raise MissingError("workspace_no_folder", found=given)
    return Path(given) if given else None
