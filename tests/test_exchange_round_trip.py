"""Plan to table and back: nothing is lost that the form can hold, and what it cannot hold is counted."""

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import SOURCE

from forecast import files
from forecast.basis import stated_rate
from forecast.checks import plan_flaws
from forecast.exchange.formcells import PARAMS
from forecast.exchange.leftout import left_out
from forecast.exchange.sheet import read_table
from forecast.exchange.writing import write_table, write_table_csv, write_template
from forecast.families import suggested_for
from forecast.plan import Plan
from forecast.requirement import require

WAYS = [
    (write, name, language)
    for write, name in ((write_table, "b.xlsx"), (write_table_csv, "b.csv"))
    for language in ("vi", "en")
]
KEPT = ("id", "number", "category", "unit", "law", "better", "prices", "family", "bounds")


def again(plan, way):
    write, name, language = way
    read = read_table(write(plan, language), name)
    assert read.faults == ()
    return read.plan


def meaning(indicator, item):
    """What a figure says: everything but its words."""
    if item is None:
        return None
    if item.figure is None or item.value is not None:
        return item.value
    figure = item.figure if getattr(item, "kind", "level") != "level" else indicator.read(item)
    return tuple(getattr(figure, name) for name in PARAMS)


def held(plan, language):
    """What the form can hold of a plan."""
    names = "vi" if language == "vi" else "en"
    return {
        "plan": (plan.id, plan.language, plan.base_year, plan.target_year),
        "indicators": [
            {
                **{key: getattr(known, key) for key in KEPT},
                "name": (known.name.vi, known.name.en if names == "vi" else known.name.in_language("en")),
                "levels": {
                    item.year: meaning(known, known.observed(item.year)) for item in known.observations if item.year
                },
                "periods": {item.period for item in known.observations if item.period},
                "targets": [
                    (item.id, item.rank, item.year, item.kind, meaning(known, item) if known.law != "status" else None)
                    for item in known.targets
                ],
                "stated": stated_rate(known),
            }
            for known in plan.indicators
        ],
    }


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way[1]}-{way[2]}")
@pytest.mark.parametrize("name", files.list_plans())
def test_the_shipped_plans_come_back(name, way):
    plan = files.read_plan(name)
    found, wanted = held(again(plan, way), way[2]), held(plan, way[2])
    for one, other in zip(found["indicators"], wanted["indicators"], strict=True):
        for place, (back, first) in enumerate(zip(one["targets"], other["targets"], strict=True)):
            if isinstance(first[4], float) and not isinstance(back[4], float):  # a value with a note is a figure now
                one["targets"][place] = (*back[:4], first[4] if back[4][0] == first[4] else back[4])
    assert found == wanted


@pytest.mark.parametrize("name", files.list_plans())
def test_a_plan_that_came_back_requires_the_same(name):
    plan = files.read_plan(name)
    for first, back in zip(require(plan).rows, require(again(plan, WAYS[0])).rows, strict=True):
        if first.base.origin in ("observed", "estimate") and first.reason != "break_in_plan":
            assert (back.base.value, back.goal, back.required_rate, back.required_points) == (
                first.base.value, first.goal, first.required_rate, first.required_points,
            )  # fmt: skip


@pytest.mark.parametrize("way", WAYS[::2], ids=lambda way: f"{way[1]}-{way[2]}")
def test_an_indicator_without_a_family_comes_back_without_one_although_one_could_be_suggested(way):
    plan = files.read_plan("tam-thanh")
    lone = tuple(known.model_copy(update={"family": None, "like": None}) for known in plan.indicators)
    assert any(suggested_for(known) for known in lone if known.targets)
    back = again(plan.model_copy(update={"indicators": lone}), way)
    assert {known.id: known.family for known in back.indicators if known.targets and known.law != "status"} == {
        known.id: None for known in lone if known.targets and known.law != "status"
    }


def test_a_period_of_the_past_comes_back():
    plan = files.read_plan("ha-tu")
    back = again(plan, WAYS[0])
    for known, found in zip(plan.indicators, back.indicators, strict=True):
        first = {item.period: meaning(known, item) for item in reversed(known.observations) if item.period}
        assert {item.period: meaning(found, item) for item in found.observations if item.period} == first


@pytest.mark.parametrize("name", files.list_plans())
def test_a_number_in_the_workbook_is_shown_to_its_last_digit(name):
    sheet = openpyxl.load_workbook(io.BytesIO(write_table(files.read_plan(name), "vi"))).active
    cells = [cell for line in sheet.iter_rows(min_row=5) for cell in line if isinstance(cell.value, (int, float))]
    assert cells
    for cell in cells:
        shown = cell.number_format.rpartition(".")[2] if "." in cell.number_format else ""
        assert round(cell.value, len(shown)) == cell.value, (cell.coordinate, cell.value, cell.number_format)


def test_what_the_form_cannot_hold_is_counted():
    counted = left_out(files.read_plan("cam-duong"), "vi")
    assert counted["relations between indicators"] == 16
    assert counted["quotes from documents"] > 200
    assert counted["offices, notes and names in the other language"] > 3
    assert left_out(again(files.read_plan("cam-duong"), WAYS[0]), "vi") == {}


PLAIN = {
    "id": "x", "name": {"vi": "Thu", "en": "Revenue"}, "unit": "tỷ đồng", "law": "compound", "better": "higher",
    "observations": [{"year": "2025", "figure": "100 tỷ đồng", "source": {"sheet": "a", "cell": "B2"}}],
    "targets": [{"id": "t", "rank": "party", "year": "2030", "figure": "150 tỷ đồng", "source": {"sheet": "a", "cell": "C2"}}],
}  # fmt: skip
TYPED = {"by": "Lan", "date": "2026-01-01"}
BOTH = {"vi": "Phòng Kinh tế", "en": "Economic office"}
RATE = {"kind": "rate", "figure": "7%/năm", "from": "2021", "to": "2025", "source": {"sheet": "a", "cell": "D2"}}
LOST = {
    "owner": ({"owner": BOTH}, "offices, notes and names in the other language"),
    "note": ({"note": BOTH}, "offices, notes and names in the other language"),
    "definition": ({"definition": BOTH}, "definitions, breaks and counted wholes"),
    "breaks": ({"breaks": [{"year": "2027", "note": "chuẩn mới"}]}, "definitions, breaks and counted wholes"),
    "count_of": ({"unit": "%", "law": "linear", "count_of": "28", "observations": [], "targets": []},
                 "definitions, breaks and counted wholes"),
    "like": ({"family": "fiscal_nominal", "like": "budget_revenue_plan_nominal"}, "narrower reference classes"),
    "statement not in use": ({"statements": [RATE]}, "statements about the past"),
    "statement over another": ({"statements": [RATE | {"use": "true", "over": "x"}]}, "statements about the past"),
    "stated growth of other years": ({"stated_rate": {**RATE, "from": "2026", "to": "2028"} | {"kind": None}}, "statements about the past"),
    "typed": ({"observations": [PLAIN["observations"][0] | {"source": TYPED}]}, "names of those who typed a figure"),
    "also": ({"targets": [PLAIN["targets"][0] | {"also": [TYPED]}]}, "names of those who typed a figure"),
    "scope": ({"targets": [PLAIN["targets"][0] | {"scope": "kể cả đất"}]}, "scopes and remarks of figures"),
    "remark": ({"observations": [PLAIN["observations"][0] | {"note": "số ước"}]}, "scopes and remarks of figures"),
    "second": ({"observations": [PLAIN["observations"][0] | {"use": "true"}, PLAIN["observations"][0] | {"figure": "99 tỷ đồng"}]},
               "further observations of one year"),
}  # fmt: skip


def one(**changed):
    known = {**PLAIN, **changed}
    if "stated_rate" in known:
        known["stated_rate"] = {key: value for key, value in known["stated_rate"].items() if value is not None}
    head = {"id": "p", "language": "vi", "name": {"vi": "Xã A"}, "base_year": "2025", "target_year": "2030"}
    return Plan.read({**head, "indicators": [known]})


def test_a_plain_plan_loses_nothing():
    assert left_out(one(), "vi") == {} == left_out(one(), "en")
    assert held(again(one(), WAYS[0]), "vi") == held(one(), "vi")


@pytest.mark.parametrize("name", LOST)
def test_each_thing_that_the_form_loses_is_counted_once(name):
    changed, word = LOST[name]
    for language in ("vi", "en"):
        assert left_out(one(**changed), language) == {word: 1}


@pytest.mark.parametrize("way", WAYS)
def test_targets_keep_their_order_whatever_indicator_has_them_first(way):
    """The first target is the one that is counted: columns must not turn it round."""
    ranks = {"a": ["stretch"], "b": ["council", "party"], "c": ["party", "stretch"]}
    head = {"id": "p", "language": "vi", "name": {"vi": "Xã A"}, "base_year": "2025", "target_year": "2030"}
    given = [
        {"id": name, "name": {"vi": f"Chỉ tiêu {name}"}, "unit": "ha", "law": "linear", "better": "higher",
         "observations": [{"year": "2025", "figure": "1 ha", "source": SOURCE}],
         "targets": [{"id": rank, "rank": rank, "year": "2030", "figure": "2 ha", "source": SOURCE} for rank in those]}
        for name, those in ranks.items()
    ]  # fmt: skip
    came = again(Plan.read({**head, "indicators": given}), way)
    assert [[target.rank for target in known.targets] for known in came.indicators] == list(ranks.values())


def test_a_name_in_one_language_is_lost_in_none():
    assert (
        left_out(one(owner={"vi": "Phòng Kinh tế"}), "vi") == {} == left_out(one(owner={"vi": "Phòng Kinh tế"}), "en")
    )


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("as_csv", [False, True])
def test_the_empty_form_is_read_as_its_example(language, as_csv):
    read = read_table(write_template(language, as_csv=as_csv), "form.csv" if as_csv else "form.xlsx")
    assert (read.faults, [known.law for known in read.plan.indicators]) == ((), ["compound", "logit", "flow"])
    assert all(row.assessable for row in require(read.plan).rows)


# any plan that the form can hold

words = st.text(st.sampled_from("abcđêôởữ nhãn =+-@'\"<&%"), min_size=1, max_size=24).map(
    lambda text: " ".join(text.split())
)
names = words.filter(lambda text: any(letter.isalpha() for letter in text))
whole = st.integers(1, 10**9).map(lambda value: f"{value:,}".replace(",", "."))
decimal = st.tuples(st.integers(0, 9999), st.integers(0, 999)).map(lambda pair: f"{pair[0]},{pair[1]}")
said = st.sampled_from(["", "ước ", "khoảng ", "trên ", "dưới ", "ít nhất ", "không quá ", "phấn đấu ", "ước đạt "])
UNITS = {
    "compound": ("tỷ đồng", "người", "triệu đồng/người/năm"),
    "linear": ("ha", "hộ"),
    "flow": ("người/năm", "tấn/năm"),
    "hold": ("ha",),
}


@st.composite
def figures(draw, unit, law):
    number = draw(st.one_of(whole, decimal))
    if number.strip("0,") == "" and law == "compound":
        number = "5"
    return f"{draw(said)}{number} {unit}"


@st.composite
def indicators(draw, place):
    law = draw(st.sampled_from(sorted(UNITS)))
    unit = draw(st.sampled_from(UNITS[law]))
    name = draw(names)
    known = {"id": f"i{place}", "name": {"vi": name, "en": draw(names)}, "unit": unit, "law": law}
    known |= {
        "better": draw(st.sampled_from(["higher", "lower", "none"])),
        "category": draw(st.sampled_from(["economy", "party", "other"])),
    }
    if draw(st.booleans()):
        known["number"] = draw(st.from_regex(r"[1-9][0-9]?[a-z]?", fullmatch=True))
    years = draw(st.sets(st.sampled_from([2019, 2022, 2024, 2025])))
    known["observations"] = [
        {"year": str(year), "figure": draw(figures(unit, law)), "source": SOURCE} for year in sorted(years)
    ]
    ranks = draw(st.lists(st.sampled_from(["party", "council", "stretch"]), unique=True))
    known["targets"] = [
        {"id": rank, "rank": rank, "year": "2030", "figure": draw(figures(unit, law)), "source": SOURCE}
        for rank in sorted(ranks)
    ]
    if law == "compound" and draw(st.booleans()):
        rate = draw(st.integers(-50, 300))
        known["stated_rate"] = {
            "figure": f"{rate / 10:.1f}%/năm".replace(".", ","),
            "from": "2026",
            "to": "2030",
            "source": SOURCE,
        }
    return known


@st.composite
def plans(draw):
    count = draw(st.integers(1, 4))
    head = {"id": "p", "language": "vi", "name": {"vi": draw(names)}, "base_year": "2025", "target_year": "2030"}
    return Plan.read({**head, "indicators": [draw(indicators(place)) for place in range(count)]})


@settings(deadline=None, max_examples=60)
@given(plans(), st.sampled_from(WAYS))
def test_any_plan_that_the_form_can_hold_comes_back(plan, way):
    assert not plan_flaws(plan)
    assert held(again(plan, way), way[2]) == held(plan, way[2])
