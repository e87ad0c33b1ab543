"""What components of the page are made of in the browser: elements whose texts are set as text, links that stay in the session."""

from importlib.resources import files


def script(package: str, name: str) -> str:
    """The script of a component of `package`, with what it is made of in front of it."""
    parts = (files(__package__).joinpath("elements.js"), files(package).joinpath(name))
    return "\n".join(part.read_text(encoding="utf-8") for part in parts)
