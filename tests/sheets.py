"""Tables as planners write them, for tests."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import openpyxl

HEADS: list[list[Any]] = [
    ["STT", "Chỉ tiêu", "ĐVT", "Thực hiện", None, None, None, "Ước 2025", "Mục tiêu", None, "Tăng BQ 2026-2030", "Cơ quan chủ trì"],
    [None, None, None, 2021, 2022, 2023, 2024, None, 2026, 2030, None, None],
]  # fmt: skip
MERGED = ("A2:A3", "B2:B3", "C2:C3", "D2:G2", "H2:H3", "I2:J2", "K2:K3", "L2:L3")
TITLE = "BIỂU CHỈ TIÊU PHÁT TRIỂN KINH TẾ - XÃ HỘI PHƯỜNG THỬ"


def row(number: Any, name: str, unit: str | None, base: Any = None, target: Any = None, **more: Any) -> list[Any]:
    """A row below `HEADS`: the figures of 2025 and 2030, and others by the name of their column."""
    return [
        number, name, unit, *(more.get(f"y{year}") for year in (2021, 2022, 2023, 2024)), base, more.get("y2026"), target,
        more.get("growth"), more.get("owner"),
    ]  # fmt: skip


def book(
    rows: Iterable[Sequence[Any]],
    formats: Mapping[str, str] | None = None,
    heads: Sequence[Sequence[Any]] = HEADS,
    merged: Sequence[str] = MERGED,
) -> bytes:
    """A workbook with a title in row 1, the head from row 2, and these rows from row 4 on."""
    whole = openpyxl.Workbook()
    fill(whole.active, rows, formats or {}, heads, merged)
    return saved(whole)


def fill(
    sheet: Any,
    rows: Iterable[Sequence[Any]],
    formats: Mapping[str, str],
    heads: Sequence[Sequence[Any]] = HEADS,
    merged: Sequence[str] = MERGED,
) -> None:
    """Put a table on a sheet."""
    sheet.append([TITLE])
    for line in (*heads, *rows):
        sheet.append(list(line))
    for box in merged:
        sheet.merge_cells(box)
    for place, shown in formats.items():
        sheet[place].number_format = shown


def saved(whole: Any) -> bytes:
    """Bytes of a workbook."""
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()
