"""The address of a page as text: what is looked at, what was changed, and what the figures were then. Everything read is untrusted.

Version 3. Keys: `plan`, `scenario`, `lang`, `indicator`, `part` (of the page), `with` (scenarios beside the one shown), `own` and `file`
(a plan and a table that were opened on this computer), `r` (growth of every year), `y` (of each year), `p` (paths as they are written),
`ev` and `dl` (events and delays, new or changed), `off` (events and delays left out), `e` (sizes of events), `d` (years of delays), `n`
(reasons), `was` (the figures then). What would be too long is packed into `z`. An address without `v` is of version 1, which had the first
four and `r`; `part`, `own`, `file`, `p`, `ev` and `dl` are new in version 3.
"""

import base64
import json
import math
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias, TypeVar
from urllib.parse import parse_qs, urlencode, urlsplit

from forecast.changes import LIMIT, Changes, Spans
from forecast.scenario import Delay, Event
from forecast.scenarioyaml import delay_data, event_data
from forecast.written import is_id

VERSION: Final = 3
LONGEST: Final = 4096
"""Longest address [character]."""
ROOM: Final = 3800
"""Longest query: the rest is the name of the computer and the page."""
MOST: Final = 200
"""Changes of one kind that are read."""
UNPACKED: Final = 64_000
"""Most that a packed query may hold [byte]."""
SEPARATOR: Final = "~"
LONGEST_EVENT: Final = 4_000
"""Most text of an event or a delay [character]."""

K = TypeVar("K")
V = TypeVar("V")
M = TypeVar("M", Event, Delay)
Params: TypeAlias = dict[str, list[str]]
"""Values of an address by key."""
Pairs: TypeAlias = Callable[[str, int], Iterator[tuple[str, str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """Figures of the moment a link was made: what plan and scenario said, and where the indicator stood.

    digest : of plan and scenario; value, target : of the indicator, None where there is none; reached, judged : counts of targets
    """

    digest: str
    value: float | None
    target: float | None
    reached: int
    judged: int

    def __str__(self) -> str:
        numbers = ("" if number is None else f"{number:.12g}" for number in (self.value, self.target))
        return SEPARATOR.join((self.digest, *numbers, str(self.reached), str(self.judged)))

    @classmethod
    def read(cls, text: str) -> "Then | None":
        """Figures from the text of an address; None where it says nothing sensible."""
        parts = text.split(SEPARATOR)
        if len(text) > 100 or len(parts) != 5 or not parts[3].isdecimal() or not parts[4].isdecimal():
            return None
        value, target = (None if not part else finite(part) for part in parts[1:3])
        return cls(digest=parts[0], value=value, target=target, reached=int(parts[3]), judged=int(parts[4]))


def finite(text: str) -> float | None:
    """A number that a change may have; None where the text is none."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= LIMIT else None


def write_changes(changes: Changes) -> Params:
    """Changes as values of an address; `read_changes` gives them back."""
    params = {
        "r": [f"{name}:{value:.12g}" for name, value in sorted(changes.rates.items())],
        "y": [f"{name}:{_joined(values)}" for name, values in sorted(changes.years.items())],
        "p": [f"{name}:{_spans(spans)}" for name, spans in sorted(changes.paths.items())],
        "ev": [_packed(event_data(event)) for _, event in sorted(changes.events.items())],
        "dl": [_packed(delay_data(delay)) for _, delay in sorted(changes.delays.items())],
        "off": sorted(changes.off),
        "e": [f"{event}:{name}:{size:.12g}" for (event, name), size in sorted(changes.hits.items())],
        "d": [f"{name}:{years}" for name, years in sorted(changes.late.items())],
        "n": [f"{name}:{note}" for name, note in sorted(changes.reasons.items())],
    }
    return {key: values for key, values in params.items() if values}


def _joined(values: Sequence[float]) -> str:
    return SEPARATOR.join(f"{value:.12g}" for value in values)


def _spans(spans: Spans) -> str:
    return "|".join(f"{years}@{text}" for years, text in spans)


def _packed(data: Mapping[str, object]) -> str:
    texts = {key: str(value) if isinstance(value, int) else value for key, value in data.items()}
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":"))


def read_changes(params: Mapping[str, Sequence[str]]) -> tuple[Changes, list[str]]:
    """Changes of an address, and the texts that say nothing sensible."""
    dropped: list[str] = []
    pairs = partial(_pairs, params, dropped)
    rates, years, paths = _growth(pairs, dropped)
    hits: dict[tuple[str, str], float] = {}
    late: dict[str, int] = {}
    for text, event, rest in pairs("e", 200):
        name, _, size = rest.partition(":")
        _keep(hits, (event, name), finite(size), text, dropped)
    for text, name, number in pairs("d", 80):
        _keep(late, name, int(number) if number.isdecimal() and len(number) < 3 else None, text, dropped)
    events = _models(params.get("ev", ()), Event, dropped)
    delays = _models(params.get("dl", ()), Delay, dropped)
    off = frozenset(name for _, name, _ in pairs("off", 80))
    reasons = {name: note for _, name, note in pairs("n", 2_100)}
    return Changes(
        rates=rates, years=years, paths=paths, events=events, delays=delays, off=off, hits=hits, late=late, reasons=reasons
    ), dropped  # fmt: skip


def _pairs(
    params: Mapping[str, Sequence[str]], dropped: list[str], key: str, most: int
) -> Iterator[tuple[str, str, str]]:
    """Each text of a key with its name and the rest; those without a name are dropped."""
    for text in params.get(key, ())[:MOST]:
        name, mark, rest = text[:most].partition(":")
        if mark or key == "off":
            yield text, name, rest
        else:
            dropped.append(text)


def _growth(
    pairs: Pairs, dropped: list[str]
) -> tuple[dict[str, float], dict[str, tuple[float, ...]], dict[str, Spans]]:
    """Growth of every year, of each year, and as it is written."""
    rates: dict[str, float] = {}
    years: dict[str, tuple[float, ...]] = {}
    paths: dict[str, Spans] = {}
    for text, name, number in pairs("r", 120):
        _keep(rates, name, finite(number), text, dropped)
    for text, name, numbers in pairs("y", 600):
        read = [finite(number) for number in numbers.split(SEPARATOR)]
        values = tuple(value for value in read if value is not None)
        _keep(years, name, values if len(values) == len(read) else None, text, dropped)
    for text, name, written in pairs("p", 2_000):
        spans = tuple((span, move) for span, mark, move in (each.partition("@") for each in written.split("|")) if mark)
        _keep(paths, name, spans or None, text, dropped)
    return rates, years, paths


def _models(texts: Sequence[str], model: type[M], dropped: list[str]) -> dict[str, M]:
    """Events or delays by id."""
    found: dict[str, M] = {}
    for text in texts[:MOST]:
        try:
            each = model.model_validate(json.loads(text[:LONGEST_EVENT]))
        except (ValueError, RecursionError):
            dropped.append(text)
        else:
            found[each.id] = each
    return found


def _keep(found: dict[K, V], key: K, value: V | None, text: str, dropped: list[str]) -> None:
    if value is None:
        dropped.append(text)
    else:
        found[key] = value


def fitted(params: Params) -> Params | None:
    """The query as it stands, or packed where it is too long; None where it is too long even so."""
    if len(urlencode(params, doseq=True)) <= ROOM:
        return params
    heads = {key: params[key] for key in ("v", "plan", "lang", "indicator", "own") if key in params}
    rest = {key: values for key, values in params.items() if key not in heads}
    packed = base64.urlsafe_b64encode(zlib.compress(json.dumps(rest, ensure_ascii=False).encode(), 9)).decode()
    short: Params = heads | {"z": [packed]}
    return short if len(urlencode(short, doseq=True)) <= ROOM else None


def unpacked(params: Mapping[str, Sequence[str]]) -> tuple[Params, bool]:
    """The query with what was packed, and whether that could be read."""
    plain = {key: list(values) for key, values in params.items() if key != "z"}
    if "z" not in params:
        return plain, True
    try:
        content = base64.b64decode(params["z"][0][:LONGEST], altchars=b"-_", validate=True)
        reading = zlib.decompressobj()
        text = reading.decompress(content, UNPACKED)
        data: object = None if reading.unconsumed_tail else json.loads(text)
    except (ValueError, zlib.error, IndexError, RecursionError):
        return plain, False
    if not isinstance(data, dict) or not all(map(_is_list, data.values())):
        return plain, False
    return {**data, **plain}, True


def _is_list(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def read_link(link: str) -> tuple[str, Params] | None:
    """Page and query of a link made on any computer; None where the text is no link to a page of this program."""
    link = link.strip()
    if len(link) > LONGEST:
        return None
    try:
        parts = urlsplit(link if "://" in link or link.startswith(("/", "?")) else f"/{link}")
        params = parse_qs(parts.query, max_num_fields=1_000)
    except ValueError:
        return None
    if parts.scheme not in ("", "http", "https") or "plan" not in params:
        return None
    page = parts.path.rstrip("/").rpartition("/")[2]
    return (page, params) if not page or is_id(page) else None
