"""A briefing as content: sections of sentences, tables and charts, in the order leaders read, each figure with its source.

Word, slides and the page of one file render it; nothing is computed after this. Every number in a sentence stands in `values` too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from forecast.sourced import Language

AREAS: Final = frozenset({"phường", "xã", "thị", "đặc", "tỉnh", "thành", "quận", "huyện", "ward", "commune"})
"""First words of Vietnamese names of areas that are no proper names."""
TWO_WORDS: Final = frozenset({"thị trấn", "thị xã", "đặc khu", "thành phố"})
KINDS: Final = frozenset({"ward", "commune", "province", "city"})
"""Words for the kind of an area that stand before its name in Vietnamese, and behind it in English."""
LONGEST_AREA: Final = 40
"""Letters of a name that may be kept on one line."""
Kind: TypeAlias = Literal["body", "lead", "point", "small"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Where something stands: the document, the place in it, the quote, and of what it speaks."""

    title: str
    place: str = ""
    quote: str = ""
    about: str = ""

    @property
    def text(self) -> str:
        """The whole note in one line."""
        return (", " if self.place else " ").join(part for part in (self.title, self.inside()) if part)

    def inside(self, *, quoted: bool = True) -> str:
        """Where in its document: place, of what it speaks, and the quote."""
        place = " ".join(part for part in (self.place, f"({self.about})" if self.about else "") if part)
        return f"{place}: “{self.quote.rstrip(' .,;:')}”" if self.quote and quoted else place


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph; `values` holds the numbers in it by name, `notes` where they are from."""

    text: str
    kind: Kind = "body"
    notes: tuple[Note, ...] = ()
    values: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of texts.

    shares : width of each column as a share of the whole
    right : columns whose cells are aligned to the right
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    right: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Picture:
    """A chart as a Vega-Lite specification, with what it says and shows in words, and the series behind it for native charts.

    goal : what the last series marks, the target as readers know it; empty where no series does
    sources : where its figures stand
    """

    indicator: str
    chart: dict[str, Any]
    message: str
    caption: str
    alt: str
    years: tuple[int, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    unit: str = ""
    goal: str = ""
    sources: tuple[str, ...] = ()


Block: TypeAlias = Paragraph | Table | Picture


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it; `message` is the one sentence of it, `brief` its table where there is little room."""

    title: str
    blocks: tuple[Block, ...]
    message: str = ""
    brief: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who issues the document; what is not known is left to be filled in.

    place : proper name of the province, with the word for its kind in `province`
    seat : proper name of the area: where a document of its bodies is dated
    """

    place: str
    area: str
    seat: str = ""
    province: str = ""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Story:
    """A whole briefing in one language.

    annexes : stand behind the signature
    notice : what has to be said before all else
    about : of what scenario it speaks
    """

    language: Language
    kind: str
    subject: str
    issuer: Issuer
    sections: tuple[Section, ...]
    annexes: tuple[Section, ...] = ()
    notice: str = ""
    about: str = ""

    def notes(self) -> tuple[Note, ...]:
        """Every note once, in the order in which they are first met."""
        return tuple(
            dict.fromkeys(note for block in self.blocks() if isinstance(block, Paragraph) for note in block.notes)
        )

    def blocks(self) -> Sequence[Block]:
        """All blocks of all sections."""
        return [block for section in self.sections for block in section.blocks]


def shown(n: int, most: int) -> int:
    """How many of `n` stand where there is room for `most`: one more rather than the words that one is left out."""
    return n if n <= most + 1 else most


def inside(name: str) -> str:
    """A name of a place as it stands inside a sentence: "phường Cam Đường", capitals only where they are proper, the area on one line."""
    first, _, rest = name.partition(" ")
    area, comma, province = (f"{first.lower()} {rest}" if first.casefold() in AREAS else name).partition(",")
    return (area.replace(" ", "\u00a0") if len(area) <= LONGEST_AREA else area) + comma + province


def issuer_of(name: str) -> Issuer:
    """Area and place from a name such as "Phường Cam Đường, tỉnh Lào Cai"; the place stays empty where the name has no province.

    A long name without a word for the kind of its area is a title, and no body: the area stays empty, to be filled in.
    """
    area, _, province = (part.strip() for part in name.partition(","))
    if len(area) > LONGEST_AREA and _proper(area) == area:
        area = ""
    return Issuer(place=_proper(province), area=area, seat=_proper(area), province=province)


def _proper(name: str) -> str:
    """A name without the word for the kind of its area."""
    words = name.split(" ")
    if " ".join(words[:2]).casefold() in TWO_WORDS:
        return " ".join(words[2:])
    if words[0].casefold() in AREAS | {"tp.", "tp"}:
        return " ".join(words[1:])
    return " ".join(words[:-1]) if words[-1].casefold() in KINDS else name
