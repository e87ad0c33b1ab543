"""What components of the page are made of in the browser: elements whose texts are set as text, links that stay in the session."""

from importlib.resources import files
from typing import Final

from forecast.wording import N_

ARROWS: Final = N_("Arrow keys move inside the table, Enter opens.")
"""What is said while the keyboard is inside a table."""


def script(package: str, name: str) -> str:
    """The script of a component of `package`, with what it is made of in front of it."""
    return _joined("elements.js", package, name)


def style(package: str, name: str) -> str:
    """The style of a component of `package`, with that of what it is made of in front of it."""
    return _joined("elements.css", package, name)


def _joined(first: str, package: str, name: str) -> str:
    parts = (files(__package__).joinpath(first), files(package).joinpath(name))
    return "\n".join(part.read_text(encoding="utf-8") for part in parts)
