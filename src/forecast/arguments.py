"""Command lines in the chosen language: help, and what is wrong with one."""

import argparse
import re
from functools import partial
from typing import Any, Final, NoReturn

from forecast.errors import ForecastError, MissingError
from forecast.wording import N_, Wording
from forecast.written import nearest

USAGE: Final = (
    (r"the following arguments are required: (?P<names>.+)", N_("missing on the command line: {names}")),
    (r"argument (?P<names>.+?): expected .*", N_("a value has to follow {names}")),
    (
        r"argument (?P<names>.+?): invalid int value: '?(?P<found>.*?)'?",
        N_("{found!r} behind {names} is no whole number"),
    ),
    (r"argument (?P<names>.+?): ignored explicit argument .*", N_("no value may follow {names}")),
)
"""What argparse says of wrong usage, and the same as a text of the catalogue; what is not among these stays English."""
UNKNOWN: Final = re.compile(r"unrecognized arguments: (?P<found>.+)", re.DOTALL)
CHOICE: Final = re.compile(
    r"argument .+?: invalid choice: '(?P<found>.*?)'.* \(choose from (?P<allowed>.+)\)", re.DOTALL
)


class UsageError(ForecastError):
    """The command line cannot be understood: write it as the usage shows."""


class _Formatter(argparse.HelpFormatter):
    """Help whose first word is in the chosen language."""

    def __init__(self, wording: Wording, prog: str, **more: Any) -> None:
        super().__init__(prog, **more)
        self._usage = wording.text("usage:") + " "

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self._usage if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Parser that speaks the chosen language and raises its errors."""

    def __init__(self, wording: Wording, **more: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=partial(_Formatter, wording), **more)
        self.wording, text = wording, wording.text
        self.arguments = self.add_argument_group(text("arguments"))
        self.options = self.add_argument_group(text("options"))
        self.options.add_argument("-h", "--help", action="help", help=text("show this help"))
        self.options.add_argument(
            "--lang", choices=("vi", "en"), default=wording.language, help=text("language: vi or en")
        )

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Arguments that nothing takes are refused by the command they stand behind, with its own usage."""
        found, rest = super().parse_known_args(args, namespace)
        if rest:
            self.error(f"unrecognized arguments: {' '.join(rest)}")
        return found, rest

    def error(self, message: str) -> NoReturn:
        """Raise UsageError with the usage and what is wrong."""
        raise UsageError(f"{self.format_usage()}{self.prog}: {self._translated(message)}")

    def _translated(self, message: str) -> str:
        if match := CHOICE.fullmatch(message):
            allowed = re.sub("'", "", match["allowed"])
            near = nearest(match["found"], allowed.split(", "))
            return self.wording.error(MissingError("not_one_of", found=match["found"], allowed=allowed, nearest=near))
        if match := UNKNOWN.fullmatch(message):
            near = nearest(match["found"].split()[0].partition("=")[0], list(self._option_string_actions))
            return self.wording.error(MissingError("argument_unknown", found=match["found"], nearest=near))
        for pattern, text in USAGE:
            if match := re.fullmatch(pattern, message, re.DOTALL):
                return self.wording.text(text, **match.groupdict())
        return message
