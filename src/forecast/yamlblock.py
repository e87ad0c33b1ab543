"""Plain data as YAML in block style, texts quoted where a reader of YAML could take them for something else."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

_INDENT: Final = "  "
_FIRST: Final = {name: place for place, name in enumerate(("format", "id", "kind", "rank", "year", "period", "as"))}
"""Keys that stand before the others of an item."""
_BREAKS: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
"""Characters that JSON leaves as they are and YAML does not."""
_BARE: Final = re.compile(
    r"[a-z][a-z0-9_-]*\Z|-?\d+(\.\d+)?\Z|forecast\.(plan|scenario)/\d\Z|\d{4}-\d\d(-\d\d|\d\d)\Z", re.ASCII
)
_WORDS: Final = frozenset({"y", "n", "yes", "no", "on", "off", "null"})
"""Texts that other readers of YAML would not take for texts."""


def write_block(data: dict[str, object]) -> str:
    """Mappings, tuples, texts, numbers and flags as YAML; keys in the order of `data`, those that name an item first."""
    return "".join(f"{line}\n" for line in _mapping(data))


def _mapping(data: dict[str, object]) -> Iterator[str]:
    for key, value in sorted(data.items(), key=lambda item: _FIRST.get(item[0], len(_FIRST))):
        text = _scalar(value)
        if text is not None:
            yield f"{key}: {text}"
        elif value:
            yield f"{key}:"
            inner = _mapping(value) if isinstance(value, dict) else _sequence(value)  # type: ignore[arg-type]
            yield from (f"{_INDENT}{line}" for line in inner)


def _sequence(items: tuple[object, ...]) -> Iterator[str]:
    for item in items:
        lines = _mapping(item) if isinstance(item, dict) else iter((_scalar(item) or '""',))
        yield from (f"{_INDENT if number else '- '}{line}" for number, line in enumerate(lines))


def _scalar(value: object) -> str | None:
    """Text of a single value; None for a list or a mapping."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple) and len(value) == 2 and all(isinstance(year, int) for year in value):
        return f"{value[0]}-{value[1]}"
    if isinstance(value, str):
        return value if _BARE.match(value) and value not in _WORDS else _quoted(value)
    return None


def _quoted(text: str) -> str:
    return _BREAKS.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))
