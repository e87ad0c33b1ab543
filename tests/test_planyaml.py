"""A plan written and read again is the same plan."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast import files
from forecast.plan import Plan
from forecast.planyaml import write_plan
from forecast.written import is_id

RICH = Path(__file__).parent / "faults" / "sound" / "rich.yaml"


@pytest.mark.parametrize("name", [*files.list_plans(), RICH], ids=str)
def test_a_plan_is_read_back_as_it_was(name):
    plan = files.read_plan(name)
    text = write_plan(plan)
    assert files.read_plan_text(text, "again") == plan
    assert write_plan(files.read_plan_text(text, "again")) == text


def test_figures_are_quoted_and_everything_stands_in_blocks():
    text = write_plan(files.read_plan(RICH))
    assert text.startswith("format: forecast.plan/1\nid: rich\n")
    assert '      - year: 2025\n        figure: "ước đạt 3.000 tỷ đồng"\n' in text
    assert "      - period: 2021-2024\n        value: 2500.5\n" in text
    assert "{" not in text
    assert "\t" not in text


printable = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"), include_characters="\n\t\x85\u2028\ufeff"
)
texts = st.text(printable, min_size=1, max_size=40).filter(str.strip)


@settings(deadline=None)
@given(texts, texts, st.floats(allow_nan=False, allow_infinity=False))
def test_any_text_and_number_is_read_back(name, note, value):
    source = {"by": "a planner", "date": "2026-01-31"}
    seen = {"year": "2025", "value": format(value, "f"), "note": note, "source": source}
    thing = {"id": "thing", "name": {"vi": name}, "unit": "km", "law": "linear", "observations": [seen]}
    head = {"id": "try", "language": "vi", "name": {"vi": name}, "base_year": "2025", "target_year": "2030"}
    plan = Plan.read({**head, "indicators": [thing]})
    assert files.read_plan_text(write_plan(plan), "again") == plan


ids = st.from_regex(r"[a-z][a-z0-9_-]{0,12}", fullmatch=True).filter(is_id)
sources = st.one_of(
    st.fixed_dictionaries({"by": texts, "date": st.just("2026-01-31")}),
    st.fixed_dictionaries({"sheet": texts, "cell": st.from_regex(r"[A-Z]{1,2}[1-9]", fullmatch=True)}),
    st.fixed_dictionaries({"document": st.just("report"), "line": st.integers(1, 9999), "quote": texts}),
)
printed = st.integers(1, 999_999).map(lambda value: f"ước đạt {value:,} km".replace(",", "."))
names = st.fixed_dictionaries({"vi": texts}, optional={"en": texts})


def figures(**more):
    return st.fixed_dictionaries(
        {"figure": printed, "source": sources, **more}, optional={"note": texts, "scope": texts}
    )


indicators = st.fixed_dictionaries(
    {"id": ids, "name": names, "unit": st.just("km"), "law": st.sampled_from(["compound", "linear", "hold"])},
    optional={
        "number": st.from_regex(r"[1-9][0-9]?[a-c]?", fullmatch=True), "category": st.sampled_from(["economy", "other"]),
        "better": st.sampled_from(["higher", "lower", "none"]), "owner": names, "definition": names, "note": names,
        "bounds": st.just({"low": "0", "high": "2000000.5"}),
        "breaks": st.lists(st.fixed_dictionaries({"year": st.just("2027"), "note": texts}), max_size=2),
        "observations": st.lists(figures(year=st.sampled_from(["2020", "2024"])), max_size=1),
        "targets": st.lists(figures(id=ids, rank=st.sampled_from(["party", "stretch"]), year=st.just("2030")), max_size=1),
        "statements": st.lists(figures(**{"kind": st.just("change"), "from": st.just("2020"), "to": st.just("2025")}), max_size=2),
    },
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(names, st.lists(indicators, min_size=1, max_size=3, unique_by=lambda known: known["id"]))
def test_any_plan_is_read_back_as_it_was(name, known):
    head = {"id": "try", "language": "vi", "name": name, "base_year": "2025", "target_year": "2030"}
    plan = Plan.read({**head, "sources": {"report": {"title": "Báo cáo", "text": "x"}}, "indicators": known})
    assert files.read_plan_text(write_plan(plan), "again") == plan
