"""The two prescribed layouts: Decree 30/2020/NĐ-CP for people's committees, Guide 36-HD/VPTW for Party committees.

Measures are those of the decree's Annex I and of the guide; where they leave a range, the usual value is taken.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from forecast.report.story import Issuer
from forecast.wording import N_, Wording

Name: TypeAlias = Literal["state", "party"]
BLANK: Final = "……"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Measures of a layout [mm, pt] and its fixed words.

    national, motto : right side of the head; the motto is left out where there is none
    superior, body : left side of the head, with {area} and {province}
    sign : signature block, a line each
    belongs : line under the title of an annex
    recipients : to whom it goes, a line each; the last says where it is filed
    parted : sign between the issuing body and the number; a drawn rule where there is none
    """

    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    national: str
    national_size: float
    motto: str
    superior: str
    superior_size: float
    body: str
    number: str
    head_size: float
    kind_size: float
    subject_size: float
    text_size: float
    sign: tuple[str, ...]
    belongs: str
    recipients: tuple[str, ...]
    parted: str = ""


LAYOUTS: Final[Mapping[Name, Layout]] = {
    "state": Layout(
        national=N_("SOCIALIST REPUBLIC OF VIET NAM"), national_size=12, motto=N_("Independence - Freedom - Happiness"),
        superior=N_("PEOPLE'S COMMITTEE"), superior_size=13, body=N_("{area}"), number=N_("No.: ……/BC-UBND"), head_size=13,
        kind_size=14, subject_size=14, text_size=13, sign=(N_("FOR THE PEOPLE'S COMMITTEE"), N_("CHAIRPERSON")),
        belongs=N_("(With report No. ……/BC-UBND of …… …… 20…… of the People's Committee of {area})"),
        recipients=(
            N_("- Standing board of the Party committee;"), N_("- Standing board of the People's Council;"),
            N_("- Chairperson and vice chairpersons of the People's Committee;"), N_("- Filed: Office."),
        ),
    ),
    "party": Layout(
        national=N_("COMMUNIST PARTY OF VIET NAM"), national_size=15, motto="", superior=N_("PARTY COMMITTEE OF {province}"),
        superior_size=14,
        body=N_("PARTY COMMITTEE OF {area}"), number=N_("No. ……-BC/ĐU"), head_size=14, kind_size=16, subject_size=14, text_size=14,
        sign=(N_("FOR THE STANDING COMMITTEE"), N_("SECRETARY")), parted="*",
        belongs=N_("(With report No. ……-BC/ĐU of …… …… 20…… of the Party committee of {area})"),
        recipients=(
            N_("- Standing board of the provincial Party committee (to report);"), N_("- Members of the Party committee;"),
            N_("- Filed: Party committee office."),
        ),
    ),
}  # fmt: skip
ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
"""Numbers of the sections."""
HEAD_WIDTHS: Final = (65, 100)
"""Left and right side of the head [mm], together the width of the text."""
TABLE_SIZE: Final = 11.5
"""Smallest type in tables [pt]."""


def filled(message: str, issuer: Issuer, wording: Wording) -> str:
    """Fixed words of a layout with the issuer put in, in capitals where they are; what is not known stays dotted."""
    province = (issuer.province or BLANK).replace(issuer.place, _tied(issuer.place)).upper()
    area = _tied(issuer.area or BLANK).upper()
    return wording.text(message, area=area, province=province) if "{" in message else wording.text(message)


def _tied(name: str) -> str:
    """A name that stands on one line."""
    return name.replace(" ", "\u00a0")


def dated(issuer: Issuer, wording: Wording) -> str:
    """Place and date: the area whose body it is, as its own documents have it; the date is left to be filled in by hand."""
    return wording.text("{place}, …… …… 20……", place=issuer.seat or BLANK)
