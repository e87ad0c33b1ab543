"""A plan written and read again is the same plan."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast import files
from forecast.plan import Plan
from forecast.planyaml import write_plan

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
