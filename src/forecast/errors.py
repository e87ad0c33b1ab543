"""What can go wrong, one class per remedy.

ForecastError            catch this at the doors
├── FigureError          a printed figure cannot be read: rewrite it, or give its value
├── FileError            a file cannot be used: edit it; lists every fault at once
├── GrowthError          the arithmetic has no answer: choose another law or another number
├── DrawsError           so many draws cannot be made: choose another number
├── MissingError         what was asked for is not there: choose one of the names offered
└── SavingError          it cannot be saved: choose another folder or name, or try again
    └── ConflictError    somebody saved in between: keep both, or take theirs
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from forecast.messages import MESSAGES

NEAREST: str = "; did you mean {name}?"
"""Ends a message where `nearest` names a neighbour of what was not found."""


def message(code: str, params: Mapping[str, object]) -> str:
    """English sentence of a fault; a name that was not found may come with its nearest neighbour."""
    nearest = params.get("nearest")
    return MESSAGES[code].format(**{**params, "nearest": NEAREST.format(name=nearest) if nearest else ""})


class ForecastError(Exception):
    """Base of all errors of this package; its text says where, what was found, what is allowed and what to do."""


class CodedError(ForecastError):
    """An error with one cause.

    code : names the text in `MESSAGES`
    params : what the text says was found, is allowed, and so on
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(message(code, params))


class FigureError(CodedError):
    """A printed figure cannot be read: rewrite it, or give its value with a note."""


class GrowthError(CodedError):
    """The arithmetic has no answer: choose another law or another number."""


class DrawsError(CodedError):
    """So many draws cannot be made: choose another number."""


class MissingError(CodedError):
    """What was asked for is not there: choose one of the names offered."""


class SavingError(CodedError):
    """It cannot be saved: choose another folder or name, or try again."""


class ConflictError(SavingError):
    """Somebody saved in between: keep both, or take theirs."""

    def __init__(self, code: str, *, version: str, by: str, when: str, found: str) -> None:
        self.version, self.by, self.when = version, by, when
        super().__init__(code, by=by or "–", when=when, found=found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault of a file: where it stands, what was found, what is allowed, what to do."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    line: int | None = None
    where: str = ""

    def __str__(self) -> str:
        """Give line, place and sentence in English."""
        place = ", ".join(part for part in (f"line {self.line}" if self.line else "", self.where) if part)
        return f"{place}: {message(self.code, self.params)}" if place else message(self.code, self.params)


class FileError(ForecastError):
    """A file cannot be used as it stands: edit it.

    path : the file, or the id of a scenario that no file holds
    faults : every fault at once, in the order of its lines
    """

    def __init__(self, path: str, faults: Sequence[Fault]) -> None:
        self.path = path
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line or 0))
        super().__init__("\n".join([f"cannot use {path}:", *(f"  {fault}" for fault in self.faults)]))
