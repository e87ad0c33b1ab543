"""Charts as pictures, made without a browser and without any network."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any, Final

import vl_convert

from forecast.report.settled import ZIP_TIME
from forecast.report.story import Picture

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


def archive(drawn: Sequence[Picture], form: str) -> bytes:
    """Pictures as `png` or `svg` in one zip file, numbered in their order."""
    make: Callable[[dict[str, Any]], bytes | str] = png if form == "png" else svg
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for number, picture in enumerate(drawn, 1):
            file.writestr(zipfile.ZipInfo(f"{number:02d}-{picture.indicator}.{form}", ZIP_TIME), make(picture.chart))
    return content.getvalue()
