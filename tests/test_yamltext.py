"""YAML text to plain data: what is kept, what is refused, and at which line."""

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from forecast import yamltext
from forecast.yamltext import MAX_BYTES, MAX_DEPTH, MAX_NODES, read_yaml

PLAN = """format: forecast.plan/1
indicators:
  - id: budget
    name: {vi: "Thu", en: Revenue}
    note: >
      one
      two
  - id: jobs
    observations:
      - {year: 2025, figure: "3.000"}
empty:
"""


def codes(text):
    return [(fault.code, fault.line) for fault in read_yaml(text).faults]


def test_all_values_stay_text():
    data = read_yaml("a: 1\nb: true\nc: null\nd: 2025-08-11\ne: 1.5\nf: ~\ng: [no, 0x1F]\nh:\n").data
    expected = {
        "a": "1",
        "b": "true",
        "c": "null",
        "d": "2025-08-11",
        "e": "1.5",
        "f": "~",
        "g": ["no", "0x1F"],
        "h": "",
    }
    assert data == expected


def test_lines_are_those_of_the_keys_and_of_list_entries():
    tree = read_yaml(PLAN)
    assert not tree.faults
    assert tree.complete
    assert tree.line(("indicators", 0)) == 3
    assert tree.line(("indicators", 0, "name", "en")) == 4
    assert tree.line(("indicators", 0, "note")) == 5
    assert tree.line(("indicators", 1, "observations", 0, "figure")) == 10
    assert tree.line(("empty",)) == 11


def test_line_of_what_is_missing_is_that_of_what_it_would_stand_in():
    tree = read_yaml(PLAN)
    assert tree.line(("indicators", 1, "law")) == 8
    assert tree.line(("identities", 3)) == 1


def test_places_are_said_with_ids():
    tree = read_yaml(PLAN)
    assert tree.where(("indicators", 1, "observations", 0, "figure")) == "indicators.jobs.observations[0].figure"
    assert tree.where(("indicators", 7, "law")) == "indicators[7].law"
    assert tree.where(()) == ""


def test_byte_order_mark_and_windows_line_ends_are_accepted():
    tree = read_yaml("\ufeffa: b\r\nc: d\r\n".encode())
    assert tree.data == {"a": "b", "c": "d"}
    assert tree.line(("c",)) == 2


def test_every_duplicate_key_is_named_with_both_lines():
    tree = read_yaml("a: 1\nb: {c: 1, c: 2}\na: 3\na: 4\n")
    assert [(fault.line, fault.params["found"], fault.params["first"]) for fault in tree.faults] == [
        (2, "c", 2),
        (3, "a", 1),
        (4, "a", 1),
    ]
    assert tree.data == {"a": "1", "b": {"c": "1"}}


def test_a_dropped_duplicate_does_not_move_lines():
    tree = read_yaml("a:\n  - x: 1\na:\n  - x: 2\n    y: 3\n")
    assert tree.data == {"a": [{"x": "1"}]}
    assert tree.line(("a", 0, "x")) == 2
    assert tree.line(("a", 0, "y")) == 2


def test_tags_and_anchors_are_refused_and_the_rest_is_read():
    text = "a: !!python/object/apply:os.system echo\nb: &here [1]\nc: *here\nd: !own x\n"
    assert codes(text) == [("yaml_tag", 1), ("yaml_alias", 2), ("yaml_alias", 3), ("yaml_tag", 4)]
    assert read_yaml(text).data == {"a": "echo", "b": ["1"], "c": "", "d": "x"}


def test_an_alias_bomb_stays_small():
    text = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(50))
    tree = read_yaml(text)
    assert {fault.code for fault in tree.faults} == {"yaml_alias"}
    assert len(tree.lines) < 300


def test_lists_and_mappings_as_keys_are_refused_with_what_stands_under_them():
    tree = read_yaml("? [a, b]\n: {c: 1}\nd: 2\n? {e: f}\n: 3\n")
    assert [(fault.code, fault.line) for fault in tree.faults] == [("yaml_key_not_text", 1), ("yaml_key_not_text", 4)]
    assert tree.data == {"d": "2"}


def test_a_second_document_ends_the_reading_of_a_complete_first():
    tree = read_yaml("a: 1\n---\na: [\n")
    assert [(fault.code, fault.line) for fault in tree.faults] == [("yaml_several", 2)]
    assert tree.complete
    assert tree.data == {"a": "1"}


@pytest.mark.parametrize("text", ["", "\n\n", "# a remark\n", "\ufeff"])
def test_nothing_is_a_fault(text):
    assert codes(text) == [("yaml_empty", 1)]


def test_one_text_is_a_document():
    assert read_yaml("just words").data == "just words"


def test_a_syntax_error_keeps_the_faults_before_it():
    tree = read_yaml("a: 1\na: 2\nb: !x 3\nc: [1, 2\nd: 4\n")
    assert [(fault.code, fault.line) for fault in tree.faults][:2] == [("yaml_key_twice", 2), ("yaml_tag", 3)]
    assert tree.faults[-1].code == "yaml_syntax"
    assert not tree.complete


def test_what_is_never_closed_is_shown_where_it_opens():
    assert codes('a: 1\nb: "open\nc: 2\n') == [("yaml_syntax", 2)]


def test_a_tab_as_indent_is_a_syntax_error_at_its_line():
    assert codes("a:\n\tb: 1\n") == [("yaml_syntax", 2)]


@pytest.mark.parametrize(
    ("inner", "joined"),
    [
        ("figure: 13,9%/năm, year: 2025", {"figure": "13,9%/năm", "year": "2025"}),
        ("figure: 5,500 billion VND", {"figure": "5,500 billion VND"}),
        ("hit: -2,5%", {"hit": "-2,5%"}),
    ],
)
def test_a_decimal_comma_outside_quotes_is_named_and_mended(inner, joined):
    tree = read_yaml(f"a: 1\nb: {{{inner}}}\n")
    assert [(fault.code, fault.line) for fault in tree.faults] == [("split_by_comma", 2)]
    assert tree.faults[0].where == f"b.{next(iter(joined))}"
    assert tree.data["b"] == joined


@pytest.mark.parametrize("inner", ["2026: 1, 2027: , 2028-2030: 2", "a: 1, b: ", "a: 1, '9%': ''", "a: 1, 9%: x"])
def test_other_empty_values_are_no_split_number(inner):
    assert codes(f"{{{inner}}}") == []


def test_characters_that_cannot_be_printed_are_named_and_replaced():
    tree = read_yaml('a: x\x00y\nb: "\\e[31m"\nc: 1\nc: 2\n')
    assert [(fault.code, fault.line) for fault in tree.faults] == [
        ("text_not_printable", 1),
        ("text_not_printable", 2),
        ("yaml_key_twice", 4),
    ]
    assert tree.data == {"a": "x y", "b": " [31m", "c": "1"}


def test_bytes_that_are_not_utf8_are_named_with_their_place():
    tree = read_yaml("a: ă\nb: é\n".encode() + b"c: \xe9\n")
    assert [(fault.code, fault.line, fault.params["found"]) for fault in tree.faults] == [("file_not_text", 3, 15)]


def test_text_with_half_a_character_is_refused():
    assert codes("a: b\nc: \ud800") == [("file_not_text", 2)]


def test_more_than_the_size_is_refused():
    assert codes("a" * (MAX_BYTES + 1)) == [("file_too_large", None)]
    assert codes("a" * 100_000) == []


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_a_thousand_levels_are_one_fault(opening):
    found = [code for code, _ in codes(opening * 1000)]
    assert found[-1] == "yaml_deep"
    assert set(found) <= {"yaml_deep", "yaml_key_not_text"}
    assert [code for code, _ in codes("".join(f"{'  ' * n}a:\n" for n in range(500)))] == ["yaml_deep"]


def test_as_many_levels_as_allowed_are_read():
    assert codes("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert codes("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == [("yaml_deep", 1)]


def test_more_entries_than_allowed_end_the_reading_soon():
    assert codes("[" + "a," * (MAX_NODES + 1) + "]") == [("yaml_many", 1)]


def test_the_slower_parser_reads_the_same(monkeypatch):
    quick = read_yaml(PLAN)
    monkeypatch.setattr(yamltext, "_LOADER", yaml.SafeLoader)
    slow = read_yaml(PLAN)
    assert (slow.data, slow.lines, slow.faults) == (quick.data, quick.lines, quick.faults)


plain = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc_đ 1", min_size=1, max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.dictionaries(st.text("abcd", min_size=1, max_size=3), plain, min_size=1, max_size=4))
def test_what_yaml_writes_is_read_back(data):
    text = yaml.safe_dump(data, allow_unicode=True, default_style='"')
    tree = read_yaml(text.replace("!!binary ", ""))
    assert tree.data == data
    assert not tree.faults


@settings(max_examples=500, deadline=None)
@example("{13,9: }")
@example("? ? a\n: : b\n")
@example("- &a\n- *a\n- ? [*a]\n  : 1")
@example("%YAML 9.9\n---\na: 1")
@example("a: |\n  x\n\x85b: 1")
@given(st.text(st.sampled_from(list("ab:-?[]{},&*!|>'\"%#@`\n \t19ă\\x")), max_size=60))
def test_any_text_gives_a_tree_and_never_another_error(text):
    tree = read_yaml(text)
    assert tree.complete or tree.faults
    assert all(fault.line is None or fault.line >= 1 for fault in tree.faults)
    assert all(str(fault) for fault in tree.faults)


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_give_a_tree_and_never_another_error(content):
    assert isinstance(read_yaml(content).faults, tuple)
