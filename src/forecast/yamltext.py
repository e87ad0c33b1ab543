"""YAML text to plain text values and the line of each; limits on size, depth, number, tags and aliases.

Nothing is constructed from what the text says: its events become mappings, lists and texts, one by one, and every fault is kept
until the end. Only what cannot be parsed at all ends the reading.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

import yaml

from forecast.errors import Fault
from forecast.written import NOT_PRINTABLE, Place, cut, is_id

MAX_BYTES: Final = 2_000_000
"""Largest file that is read [byte]; the largest plan we know has 60,000."""
MAX_DEPTH: Final = 20
MAX_NODES: Final = 100_000
"""Most texts, lists and mappings of one file; a plan of 2,000 lines has some 10,000."""

Node: TypeAlias = "str | list[Node] | dict[str, Node]"

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_YEARS = re.compile(r"\d{4}(\s*[-–]\s*\d{4})?\Z", re.ASCII)
_PART_OF_NUMBER = re.compile(r"\d", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """Plain data of one document, the line of every part of it, and what is wrong with its text.

    `complete` is False where the reading ended early, so that what is missing may only not have been read.
    """

    data: Node
    lines: Mapping[Place, int]
    faults: tuple[Fault, ...] = ()
    complete: bool = True

    def line(self, path: Place) -> int:
        """Line of what stands at `path`, or else of what it would stand in; values of a mapping count from their key."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def where(self, path: Place) -> str:
        """`path` as people say it: ``indicators.budget_revenue.observations[1].figure``; ids stand for numbers where there are any."""
        return _where(self.data, path)


def _where(node: "Node | None", path: Place) -> str:
    words = ""
    for step in path:
        if isinstance(step, int):
            node = node[step] if isinstance(node, list) and step < len(node) else None
            name = node.get("id") if isinstance(node, dict) else None
            words += f".{name}" if isinstance(name, str) and is_id(name) else f"[{step}]"
        else:
            node = node.get(step) if isinstance(node, dict) else None
            words += f".{step}"
    return cut(words.removeprefix("."))


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being filled; without a path it is read past and dropped."""

    items: "list[Node] | dict[str, Node]"
    path: Place | None
    flow: bool
    is_key: bool = False
    key: str | None = None
    key_line: int = 0
    key_kept: bool = True
    lines: dict[str, int] = field(default_factory=dict)


class _EndOfReading(Exception):  # noqa: N818 - no error: its fault is noted
    """The reading ends here; its fault is already noted."""


class _Builder:
    """Events of one document become plain data."""

    def __init__(self) -> None:
        self.data: Node = ""
        self.lines: dict[Place, int] = {}
        self.faults: list[tuple[Fault, Place]] = []
        self.stack: list[_Open] = []
        self.nodes = 0
        self.documents = 0

    def fault(self, code: str, line: int, *key: str, **params: object) -> None:
        """Note a fault in the list or mapping that is being filled, at one of its keys."""
        path = self.stack[-1].path or () if self.stack else ()
        shown = {name: cut(value) if isinstance(value, str) else value for name, value in params.items()}
        self.faults.append((Fault(code=code, params=shown, line=line), (*path, *key)))

    def take(self, event: yaml.Event) -> None:
        """Take in the next event. Raises _EndOfReading where the rest is not to be read."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.NodeEvent):
            self.node(event, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            closed = self.stack.pop()
            if closed.is_key:
                parent = self.stack[-1]
                parent.key, parent.key_line, parent.key_kept = "", line, False
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.fault("yaml_several", line)
                raise _EndOfReading

    def node(self, event: yaml.NodeEvent, line: int) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.fault("yaml_many", line, allowed=MAX_NODES)
            raise _EndOfReading
        self.refuse_extras(event, line)
        if isinstance(event, yaml.CollectionStartEvent):
            self.open(event, line)
        elif isinstance(event, yaml.ScalarEvent):
            self.scalar(event, line)
        else:
            self.text("", line)

    def refuse_extras(self, event: yaml.NodeEvent, line: int) -> None:
        if isinstance(event, yaml.AliasEvent):
            self.fault("yaml_alias", line, found=f"*{event.anchor}")
        elif event.anchor is not None:
            self.fault("yaml_alias", line, found=f"&{event.anchor}")
        if tag := getattr(event, "tag", None):
            self.fault("yaml_tag", line, found=tag)

    def open(self, event: yaml.CollectionStartEvent, line: int) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self.fault("yaml_deep", line, allowed=MAX_DEPTH)
            raise _EndOfReading
        items: list[Node] | dict[str, Node] = {} if isinstance(event, yaml.MappingStartEvent) else []
        opened = _Open(items=items, path=None, flow=bool(event.flow_style))
        parent = self.stack[-1] if self.stack else None
        if parent and isinstance(parent.items, dict) and parent.key is None:
            self.fault("yaml_key_not_text", line)
            opened.is_key = True
        else:
            opened.path = self.put(items, line)
        self.stack.append(opened)

    def scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        text = event.value
        if event.style == '"' and (match := NOT_PRINTABLE.search(text)):
            self.fault("text_not_printable", line, found=f"U+{ord(match[0]):04X}")
            text = NOT_PRINTABLE.sub(" ", text)
        parent = self.stack[-1] if self.stack else None
        if not text and not event.style and parent is not None and self.mend(parent):
            return
        self.text(text, line)

    def mend(self, parent: _Open) -> bool:
        """Put a number together again that a comma outside quotes has split within braces, and note the fault."""
        last, key = next(reversed(parent.lines), None), parent.key or ""
        if not (parent.flow and parent.key_kept and last and isinstance(parent.items, dict)):
            return False
        if not _PART_OF_NUMBER.match(key) or _YEARS.match(key):
            return False
        self.fault("split_by_comma", parent.key_line, last, found=key)
        if isinstance(value := parent.items.get(last), str):
            parent.items[last] = f"{value},{key}"
        parent.key = None
        return True

    def text(self, text: str, line: int) -> None:
        parent = self.stack[-1] if self.stack else None
        if parent is None or not isinstance(parent.items, dict) or parent.key is not None:
            self.put(text, line)
            return
        parent.key, parent.key_line, parent.key_kept = text, line, text not in parent.lines
        if not parent.key_kept:
            self.fault("yaml_key_twice", line, text, found=text, first=parent.lines[text])

    def put(self, value: Node, line: int) -> Place | None:
        """Put a value where it belongs; gives its path, or None where it is dropped."""
        if not self.stack:
            self.data = value
            self.lines[()] = line
            return ()
        parent = self.stack[-1]
        if isinstance(parent.items, list):
            place: str | int = len(parent.items)
            parent.items.append(value)
        else:
            assert parent.key is not None
            place, line, kept = parent.key, parent.key_line, parent.key_kept
            parent.key = None
            if not kept:
                return None
            parent.items[place] = value
            parent.lines[place] = line
        if parent.path is None:
            return None
        path = (*parent.path, place)
        self.lines[path] = line
        return path


def decode(content: bytes) -> str:
    """Text of a file's bytes; bytes that are not UTF-8 raise UnicodeDecodeError. A byte order mark is accepted."""
    return content.decode("utf-8-sig")


def read_yaml(content: str | bytes) -> Tree:
    """Plain data of one YAML document and the line of each part, with every fault of the text.

    Parameters
    ----------
    content : at most `MAX_BYTES` bytes of UTF-8, or text

    Returns
    -------
    `data` holds mappings, lists and texts only. Duplicate keys keep their first value, tags and anchors are passed over, and
    a number split by a comma in braces is put together again; each is a fault.
    """
    try:
        raw = content.encode() if isinstance(content, str) else content
        if len(raw) > MAX_BYTES:
            return _nothing(Fault(code="file_too_large", params={"found": len(raw), "allowed": MAX_BYTES}))
        text = decode(raw)
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        line = content[:start].count("\n" if isinstance(content, str) else b"\n") + 1  # type: ignore[arg-type]
        return _nothing(Fault(code="file_not_text", params={"found": start}, line=line))
    builder = _Builder()
    text = _printable(text, builder)
    complete = _build(text, builder)
    if complete and builder.documents == 0:
        builder.fault("yaml_empty", 1)
        complete = False
    faults = tuple(replace(fault, where=_where(builder.data, path)) for fault, path in builder.faults)
    return Tree(data=builder.data, lines=builder.lines, faults=faults, complete=complete)


def _nothing(fault: Fault) -> Tree:
    return Tree(data="", lines={}, faults=(fault,), complete=False)


def _printable(text: str, builder: _Builder) -> str:
    """Text without characters that YAML refuses, so that the rest can be read; the first of them is a fault."""
    match = NOT_PRINTABLE.search(text)
    if not match:
        return text
    builder.fault("text_not_printable", text.count("\n", 0, match.start()) + 1, found=f"U+{ord(match[0]):04X}")
    return NOT_PRINTABLE.sub(" ", text)


def _build(text: str, builder: _Builder) -> bool:
    """Feed all events to the builder; False where the reading ended early."""
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except _EndOfReading:
        return builder.faults[-1][0].code == "yaml_several"
    except yaml.YAMLError as error:
        builder.stack.clear()
        line, problem = _syntax(error)
        builder.fault("yaml_syntax", line, found=problem)
        return False
    return True


def _syntax(error: yaml.YAMLError) -> tuple[int, str]:
    """Line and words of a syntax error; what is never closed is shown where it is opened."""
    problem, context = (getattr(error, name, None) or "" for name in ("problem", "context"))
    unclosed = "end of stream" in problem and getattr(error, "context_mark", None)
    mark = unclosed or getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else 1, f"{problem} {context}".strip() or str(error)
