"""Charts as pictures, made without a browser and without any network."""

from typing import Any, Final

import vl_convert

SCALE: Final = 2.0
"""Pixels for each unit of a chart, so that it prints sharply."""
WIDTH: Final = 620


def png(chart: dict[str, Any]) -> bytes:
    """A chart as PNG."""
    return bytes(vl_convert.vegalite_to_png(_sized(chart), scale=SCALE, allowed_base_urls=[]))


def svg(chart: dict[str, Any]) -> str:
    """A chart as SVG text."""
    return str(vl_convert.vegalite_to_svg(_sized(chart), allowed_base_urls=[]))


def _sized(chart: dict[str, Any]) -> dict[str, Any]:
    return {"width": WIDTH, **chart, "background": "white"}
