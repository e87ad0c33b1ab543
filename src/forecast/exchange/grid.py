"""A sheet as cells: what each holds, how it is shown, what is merged or hidden. No meaning yet."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal["text", "number", "date", "flag", "error", "no_value"]
Box: TypeAlias = tuple[int, int, int, int]
"""First row, first column, last row, last column of merged cells, counted from 1."""
_LETTERS: Final = 26
_BLANKS: Final = re.compile("(?:\\s|[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff])+")
"""Blanks, and characters that no plan file holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell that is not empty.

    kind : no_value is a formula whose value was never stored
    value : text, or the stored number
    shown : number format, "General" where there is none
    formula : whether the value is computed in the sheet
    """

    row: int
    column: int
    kind: Kind
    value: str | float
    shown: str = "General"
    formula: bool = False

    @property
    def text(self) -> str:
        """Text on one line, composed letters; a whole number without decimals."""
        if isinstance(self.value, float):
            return f"{self.value:.12g}"
        return tidy(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Cells of one sheet; `name` is that of the sheet, of a CSV that of the file."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Box, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    hidden: bool = False

    @property
    def n_rows(self) -> int:
        """Last row that holds anything."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def n_columns(self) -> int:
        """Last column that holds anything."""
        return max((column for _, column in self.cells), default=0)

    def row(self, row: int) -> Iterator[Cell]:
        """Cells of one row from left to right."""
        return (self.cells[row, column] for column in range(1, self.n_columns + 1) if (row, column) in self.cells)

    def text(self, row: int, column: int) -> str:
        """Text of a cell; of a merged one that of the whole; empty where there is nothing."""
        cell = self.cells.get(self.origin(row, column))
        return "" if cell is None else cell.text

    def origin(self, row: int, column: int) -> tuple[int, int]:
        """The cell that shows what stands at a place: itself, or the first one of a merged box."""
        box = self.box(row, column)
        return (row, column) if box is None else box[:2]

    def box(self, row: int, column: int) -> Box | None:
        """The merged box around a place."""
        return next((box for box in self.merged if box[0] <= row <= box[2] and box[1] <= column <= box[3]), None)


def tidy(text: str) -> str:
    """Composed letters and single blanks: planners' files mix both forms of Vietnamese letters."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()


def letters(column: int) -> str:
    """Letters of a column: 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def address(row: int, column: int) -> str:
    """Address of a cell: row 7, column 4 is D7."""
    return f"{letters(column)}{row}"
