"""Words of units in Vietnamese and English, and what they stand for. Canonical names are the Vietnamese ones."""

from typing import Final, NamedTuple


class Measure(NamedTuple):
    """What the name of a unit stands for: its kind, its factor to the base unit of the kind, its canonical name."""

    kind: str
    factor: float
    noun: str


SCALES: Final = {
    "vi": {"nghìn tỷ": 1e12, "tỷ": 1e9, "triệu": 1e6, "nghìn": 1e3},
    "en": {"trillion": 1e12, "billion": 1e9, "million": 1e6, "thousand": 1e3},
}
"""Scale word to factor; the first word of a factor is the one written."""

SCALE_SPELLINGS: Final = {
    "vi": {"nghìn tỉ": 1e12, "ngàn tỷ": 1e12, "ngàn tỉ": 1e12, "tỉ": 1e9, "ngàn": 1e3},
    "en": {"tn": 1e12, "bn": 1e9, "mn": 1e6},
}

_SYMBOLS: Final = {
    "%": Measure("percent", 1.0, "%"),
    "‰": Measure("percent", 0.1, "‰"),
    "usd": Measure("money", 1.0, "USD"),
    "us$": Measure("money", 1.0, "USD"),
    "eur": Measure("money", 1.0, "EUR"),
    "vnd": Measure("money", 1.0, "đồng"),
    "vnđ": Measure("money", 1.0, "đồng"),
    "ha": Measure("area", 1e4, "ha"),
    "km²": Measure("area", 1e6, "km²"),
    "m²": Measure("area", 1.0, "m²"),
    "m³": Measure("volume", 1.0, "m³"),
    "kg": Measure("mass", 1.0, "kg"),
    "km": Measure("length", 1e3, "km"),
    "m": Measure("length", 1.0, "m"),
    "kwh": Measure("energy", 1.0, "kWh"),
    "mwh": Measure("energy", 1e3, "MWh"),
}

MEASURES: Final = {
    "vi": _SYMBOLS
    | {
        "đồng": Measure("money", 1.0, "đồng"),
        "đ": Measure("money", 1.0, "đồng"),
        "đô la mỹ": Measure("money", 1.0, "USD"),
        "phần trăm": Measure("percent", 1.0, "%"),
        "phần nghìn": Measure("percent", 0.1, "‰"),
        "điểm phần trăm": Measure("points", 1.0, "điểm %"),
        "điểm %": Measure("points", 1.0, "điểm %"),
        "điểm": Measure("points", 1.0, "điểm"),
        "héc ta": Measure("area", 1e4, "ha"),
        "hecta": Measure("area", 1e4, "ha"),
        "tấn": Measure("mass", 1e3, "tấn"),
        "tạ": Measure("mass", 1e2, "tạ"),
        "lít": Measure("volume", 1e-3, "lít"),
        "lần": Measure("ratio", 1.0, "lần"),
        "chỉ số": Measure("index", 1.0, "chỉ số"),
    },
    "en": _SYMBOLS
    | {
        "dong": Measure("money", 1.0, "đồng"),
        "percent": Measure("percent", 1.0, "%"),
        "per cent": Measure("percent", 1.0, "%"),
        "% points": Measure("points", 1.0, "điểm %"),
        "percentage points": Measure("points", 1.0, "điểm %"),
        "percentage point": Measure("points", 1.0, "điểm %"),
        "pp": Measure("points", 1.0, "điểm %"),
        "points": Measure("points", 1.0, "điểm"),
        "point": Measure("points", 1.0, "điểm"),
        "hectares": Measure("area", 1e4, "ha"),
        "hectare": Measure("area", 1e4, "ha"),
        "sq km": Measure("area", 1e6, "km²"),
        "tonnes": Measure("mass", 1e3, "tấn"),
        "tonne": Measure("mass", 1e3, "tấn"),
        "tons": Measure("mass", 1e3, "tấn"),
        "quintals": Measure("mass", 1e2, "tạ"),
        "litres": Measure("volume", 1e-3, "lít"),
        "times": Measure("ratio", 1.0, "lần"),
        "x": Measure("ratio", 1.0, "lần"),
        "index": Measure("index", 1.0, "chỉ số"),
    },
}
"""Names of units that are no counts, in small letters."""

FACTORS: Final = {measure.noun: measure.factor for table in MEASURES.values() for measure in table.values()}
"""Factor of a canonical name to the base unit of its kind."""

MEASURES_ENGLISH: Final = {
    "đồng": "VND",
    "điểm %": "percentage points",
    "điểm": "points",
    "tấn": "tonnes",
    "tạ": "quintals",
    "lít": "litres",
    "lần": "x",
    "chỉ số": "index",
}
"""English name of a unit, where it is not the canonical one."""

COUNTS_VIETNAMESE: Final = {"htx": "hợp tác xã", "ngôi nhà": "nhà", "căn": "căn hộ"}
"""Other Vietnamese spellings of counted things."""

COUNTS_ENGLISH: Final = {
    "people": "người",
    "persons": "người",
    "person": "người",
    "inhabitants": "người",
    "residents": "người dân",
    "households": "hộ",
    "household": "hộ",
    "poor households": "hộ nghèo",
    "workers": "lao động",
    "worker placements": "lượt lao động",
    "jobs": "việc làm",
    "visits": "lượt khách",
    "visitors": "khách",
    "person visits": "lượt người",
    "party members": "đảng viên",
    "students": "học sinh",
    "teachers": "giáo viên",
    "schools": "trường",
    "school": "trường",
    "enterprises": "doanh nghiệp",
    "businesses": "doanh nghiệp",
    "cooperatives": "hợp tác xã",
    "projects": "dự án",
    "apartments": "căn hộ",
    "houses": "nhà",
    "streets": "tuyến phố",
    "roads": "tuyến đường",
    "zones": "khu",
    "groups": "tổ",
    "models": "mô hình",
    "files": "hồ sơ",
    "cases": "vụ",
    "subscriptions": "thuê bao",
    "relics": "di tích",
}
"""English to canonical name of counted things; the first name of a thing is the one written."""

_PERSONS = "người, người dân, dân, lao động, khách, đảng viên, học sinh, giáo viên, công dân, thành viên, hội viên"
PERSONS: Final = frozenset(_PERSONS.split(", "))
"""Counted things that are people: one may stand for another."""

COMPOUNDS: Final = ("trường hợp", "khách sạn", "căn hộ", "hộ chiếu", "hoạt động")
"""Words of two syllables that have nothing to do with what their syllables count."""

EMPTY_WORDS: Final = frozenset(("lượt", "số", "mới"))
"""Words that do not say what is counted: `lượt khách` and `lượt xe` are not the same for having one in common."""

PER_ENGLISH: Final = {
    "year": "năm",
    "yr": "năm",
    "annum": "năm",
    "month": "tháng",
    "day": "ngày",
    "person": "người",
    "capita": "người",
    "head": "người",
    "people": "dân",
    "persons": "dân",
    "inhabitants": "dân",
    "household": "hộ",
    "hectare": "ha",
    "worker": "lao động",
}
"""English to canonical name of what a unit is divided by; the first name is the one written."""

TIMES: Final = frozenset(("năm", "tháng", "quý", "ngày"))
"""Divisors that leave a count a count."""
