"""Office files whose bytes follow from their content: no time of writing in them, nor in the files inside them."""

import datetime
import io
import re
import zipfile
from typing import Final

MADE: Final = datetime.datetime(2026, 1, 1)
"""Time in every document: the same content gives the same bytes."""
_PROPERTIES: Final = "docProps/core.xml"
_TIME: Final = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


ZIP_TIME: Final = (MADE.year, MADE.month, MADE.day, 0, 0, 0)


def settled(content: bytes) -> bytes:
    """The same file with one time for all its members and in its properties; workbooks inside it likewise."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            member = zipfile.ZipInfo(name, ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(member, _member(name, given.read(name)))
    return out.getvalue()


def _member(name: str, content: bytes) -> bytes:
    if name.endswith(".xlsx"):
        return settled(content)
    return _TIME.sub(MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content) if name == _PROPERTIES else content
