"""Tables for terminals, wide and narrow."""

import re
import textwrap
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

_TIED: Final = re.compile(r"(?<=[<>≤≥≈▼◆●○]) | (?=%)")
"""Blanks at which no cell is broken."""


def printed(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int, wide: int = 1) -> str:
    """A table for a terminal of `width` characters: first the column `wide` is wrapped, then the others, never within a word.

    Where even that is too wide, each row becomes a paragraph, its cells named by their heads.
    """
    table = [[_TIED.sub("\u00a0", cell) for cell in row] for row in (heads, *rows)]
    room = width - 2 * (len(heads) - 1)
    columns = _columns(table, room, wide)
    if sum(columns) > room:
        lines = [line for row in table[1:] for line in _paragraph(table[0], row, width, wide)]
        return "\n".join(lines).replace("\u00a0", " ")
    lines = [line for row in table for line in _lines(row, columns)]
    rule = "  ".join("─" * column for column in columns)
    below = max(len(textwrap.wrap(head, column) or [""]) for head, column in zip(table[0], columns, strict=True))
    return "\n".join([*lines[:below], rule, *lines[below:]]).replace("\u00a0", " ")


def _columns(table: Sequence[Sequence[str]], room: int, wide: int) -> list[int]:
    """Width of each column: as wide as its longest cell where there is room, else narrower, at least as its longest word."""
    cells = list(zip(*table, strict=True))
    columns = [max(map(len, column)) for column in cells]
    words = [max(len(word) for cell in column for word in cell.split(" ")) for column in cells]
    bodies = [max([word, *map(len, column[1:])]) for word, column in zip(words, cells, strict=True)]
    others = [place for place in range(len(columns)) if place != wide]
    stages = (
        ([wide], [36] * len(columns)),
        (others, bodies),
        ([wide], [24] * len(columns)),
        (others, words),
        ([wide], words),
    )
    for places, least in stages:
        while sum(columns) > room:
            free = [place for place in places if columns[place] > max(words[place], least[place])]
            if not free:
                break
            columns[max(free, key=columns.__getitem__)] -= 1
    return columns


def _paragraph(heads: Sequence[str], row: Sequence[str], width: int, wide: int) -> list[str]:
    """One row below its name, "Base: 3.000 · Target: 5.500"; cells that say nothing are left out."""
    name = " ".join(cell for cell in row[: wide + 1] if cell)
    lines = textwrap.wrap(name, width, subsequent_indent="  ", break_on_hyphens=False)
    below: list[str] = []
    for head, cell in zip(heads[wide + 1 :], row[wide + 1 :], strict=True):
        said = f"{head}: {cell}"
        if cell in ("", "–"):
            continue
        if below and len(below[-1]) + 3 + len(said) <= width:
            below[-1] += f" · {said}"
        else:
            below += textwrap.wrap(said, width, initial_indent="    ", subsequent_indent="      ")
    return lines + below


def _lines(row: Sequence[str], columns: Sequence[int]) -> list[str]:
    """The lines of one row."""
    cells = [textwrap.wrap(cell, column, break_on_hyphens=False) for cell, column in zip(row, columns, strict=True)]
    lines = zip_longest(*cells, fillvalue="") if any(cells) else [[""] * len(cells)]
    return ["  ".join(map(str.ljust, line, columns)).rstrip() for line in lines]
