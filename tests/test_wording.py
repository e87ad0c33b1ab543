"""Words: the catalogue is complete and compiled, every code has its sentence, numbers read as each language prints them."""

import ast
import errno
import os
import re
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from plans import indicator, plan

from forecast.assessment import Assessment
from forecast.audit import audit_plan
from forecast.auditwords import ARITHMETIC, CAUSES, SENTENCES, AuditWords
from forecast.errors import Fault, FileError, MissingError, SavingError
from forecast.files import check, read_plan
from forecast.messages import MESSAGES
from forecast.wording import LOCALE, REASONS, Wording

SRC = Path(__file__).parents[1] / "src" / "forecast"
FOLDER = LOCALE / "vi" / "LC_MESSAGES"


def messages() -> dict[str, str]:
    with (FOLDER / "forecast.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def texts() -> set[str]:
    """Every English text of the program."""
    found = extract_from_dir(str(SRC), method_map=[("**.py", "python")], keywords={"N_": None, "text": None})
    return {*MESSAGES.values(), *(str(each[2]) for each in found if isinstance(each[2], str) and each[2].strip())}


def holes(text: str) -> list[tuple[str, str, str | None]]:
    return sorted(
        (name, form or "", conversion) for _, name, form, conversion in string.Formatter().parse(text) if name
    )


def test_every_text_has_its_vietnamese() -> None:
    known = messages()
    assert not [text for text in texts() if not known.get(text)]


def test_no_text_hides_in_a_formatted_string() -> None:
    """The collector of texts does not see them there."""
    hidden = []
    for path in SRC.rglob("*.py"):
        for joined in (
            node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.JoinedStr)
        ):
            for call in (node for node in ast.walk(joined) if isinstance(node, ast.Call)):
                name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
                if name == "text" and call.args and isinstance(call.args[0], ast.Constant):
                    hidden.append((path.name, call.args[0].value))
    assert not hidden


def test_no_text_of_the_catalogue_is_left_over() -> None:
    assert not set(messages()) - texts()


def test_translations_have_the_same_holes() -> None:
    for english, vietnamese in messages().items():
        assert holes(english) == holes(vietnamese), english


def test_the_compiled_catalogue_is_current() -> None:
    with (FOLDER / "forecast.mo").open("rb") as file:
        compiled = {
            str(message.id): str(message.string)
            for message in read_mo(file)
            if isinstance(message, Message) and message.id
        }
    assert compiled == messages()


def test_every_fault_can_be_said_in_both_languages() -> None:
    for code, text in MESSAGES.items():
        params = {name: "x" for name, _, _ in holes(text)}
        for lang in ("vi", "en"):
            said = Wording(lang).fault(Fault(code=code, params=params, line=3, where="here"))  # type: ignore[arg-type]
            assert re.match(r"(line|dòng) 3, here: \S", said)
            assert "{" not in said.replace("{nearest}", "")


def test_a_missing_name_comes_with_its_nearest() -> None:
    error = MissingError("no_plan", found="cam-duonq", allowed="cam-duong", nearest="cam-duong")
    assert Wording("en").error(error).endswith("; did you mean cam-duong?")
    assert "cam-duong?" in Wording("vi").error(error)


def test_all_faults_of_a_file_are_said() -> None:
    faults = [Fault(code="text_empty", line=9), Fault(code="text_empty", line=2)]
    lines = Wording("en").error(FileError("plan.yaml", faults)).splitlines()
    assert [line.strip().split(":")[0] for line in lines] == ["cannot use plan.yaml", "line 2", "line 9"]


@pytest.mark.parametrize("lang, text", [("vi", "5.287,03"), ("en", "5,287.03")])
def test_numbers(lang: str, text: str) -> None:
    wording = Wording(lang)  # type: ignore[arg-type]
    assert wording.number(5287.0250496, 2) == text
    assert wording.number(None) == "–"
    assert wording.percent(0.12888, 2) == ("12,89%" if lang == "vi" else "12.89%")


def test_levels_show_as_many_places_as_make_sense() -> None:
    (money,) = plan(indicator()).indicators
    (share,) = plan(indicator(unit="%", law="linear", base="80%")).indicators
    english = Wording("en")
    assert [english.level(value, money) for value in (5287.03, 528.7, 5.287)] == ["5,287", "528.7", "5.29"]
    assert english.level(79.4, share) == "79.40"


def test_every_reason_of_the_engine_has_words() -> None:
    assert all(Wording("vi").reason(code) for code in REASONS)
    assert Assessment.__dataclass_fields__["reason"]


@pytest.mark.parametrize("name", ["cam-duong", "tam-thanh", "doan-ket", "ha-tu"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_finding_can_be_read_out(name: str, lang: str) -> None:
    found = audit_plan(read_plan(name))
    words = AuditWords(Wording(lang), found.plan)  # type: ignore[arg-type]
    for finding in found.findings:
        sentence = words.sentence(finding)
        assert sentence.endswith(".")
        assert "{" not in sentence + "".join(words.arithmetic(finding))
    assert len(words.report(found)) > len(found.findings)


def test_kinds_and_texts_of_the_audit_match() -> None:
    kinds = set(
        re.findall(r'kind="(\w+)"', "".join(path.read_text(encoding="utf-8") for path in (SRC / "audit").glob("*.py")))
    )
    kinds |= {
        "no_distance",
        "perhaps_no_distance",
        "target_behind_base",
        "flow_below_past",
        "implied_growth_past",
        "implied_growth_plan",
    }
    kinds |= {
        "values_differ",
        "values_scale",
        "targets_by_rank",
        "ranges_cannot_sum",
        "ranges_sum_at_edge",
        "shares_sum",
        "share_changes",
    }
    assert {re.sub(r"^(values_differ).*", r"\1", kind) for kind in SENTENCES} == kinds
    assert ARITHMETIC
    assert CAUSES


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a:\n\t- b", "thụt dòng bằng dấu cách"),
        ('a: "b', "dấu ngoặc kép mở ra mà không đóng"),
        ("a: b: c", "dấu hai chấm"),
        ("a: [1, 2", "dấu ngoặc mở ra mà không đóng"),
        ("- a\nb: 1", "thụt dòng chưa đúng"),
        ('a: "\\d"', "dấu gạch chéo ngược"),
    ],
)
def test_what_yaml_says_is_said_in_vietnamese(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    assert words in Wording("vi").fault(check(path)[0])


def test_what_the_system_says_is_said_in_vietnamese_and_the_rest_as_it_is() -> None:
    full, odd = (SavingError("workspace_not_written", found=found) for found in (os.strerror(errno.ENOSPC), "gremlins"))
    assert "đĩa đã đầy" in Wording("vi").error(full)
    assert "gremlins" in Wording("vi").error(odd)
