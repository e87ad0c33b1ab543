"""Documents for the leadership: prescribed measures, the same numbers as the study in both languages, text as text."""

import ast
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from itertools import pairwise, product

import docx
import pptx
import pytest
from docx.shared import Inches, Pt
from plans import indicator, plan, scenario

from forecast.audit import audit_plan
from forecast.figures import write_number
from forecast.files import find_scenario, list_scenarios, read_plan
from forecast.outcome import Study
from forecast.referencefiles import read_reference
from forecast.report.briefing import briefing
from forecast.report.documents import KINDS, Order
from forecast.report.layouts import LAYOUTS
from forecast.report.page import page
from forecast.report.slides import slides
from forecast.report.story import Paragraph, Story, Table, issuer_of, shown
from forecast.report.word import word
from forecast.study import run_study
from forecast.wording import Wording

PLANS = ("cam-duong", "tam-thanh", "doan-ket", "ha-tu")
LANGUAGES = ("vi", "en")
REFERENCE = read_reference()
HOSTILE = "<img src=x onerror=alert(1)> =cmd|' /C calc'!A0 ../../x & \"quotes\""


def study_of(name: str) -> Study:
    read = read_plan(name)
    return run_study(read, [find_scenario(each, read) for each in ("stated", "held")], REFERENCE, draws=256)


STUDIES = {name: study_of(name) for name in PLANS}
AUDITS = {name: audit_plan(study.plan) for name, study in STUDIES.items()}


def story_of(name: str, language: str) -> Story:
    return briefing(STUDIES[name], AUDITS[name], Wording(language))


def read_word(content: bytes) -> "docx.document.Document":
    return docx.Document(io.BytesIO(content))


def tied(text: str) -> str:
    """A text with plain blanks, for Word ties some words together."""
    return text.replace("\u00a0", " ")


def text_of(document: "docx.document.Document") -> str:
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def numbers(text: str, language: str) -> list[float]:
    """Every number of a text, read with the marks of its language; numbers of lines and dates among them."""
    found = re.findall(r"(?<![\w.,])\d[\d.,]*", text)
    point, comma = (".", ",") if language == "vi" else (",", ".")
    return sorted(float(each.rstrip(".,").replace(point, "").replace(comma, ".")) for each in found)


def valued(story: Story) -> Iterator[tuple[str, float]]:
    for block in story.blocks():
        if isinstance(block, Paragraph):
            yield from block.values


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_prescribed_measures(layout: str) -> None:
    document = read_word(word(story_of("cam-duong", "vi"), Wording("vi"), layout))
    (section,) = document.sections
    assert [round(each.mm) for each in (section.page_width, section.page_height)] == [210, 297]
    assert [
        round(each.mm)
        for each in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    ] == [20, 20, 30, 15]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if run.text:
                assert run.font.name == "Times New Roman"
                assert run.font.size is not None and run.font.size >= Pt(11)
    for table in document.tables:
        for row in table.rows:
            assert "w:cantSplit" in row._tr.xml or row is table.rows[0] or len(table.rows) == 1
            assert all(
                run.font.size >= Pt(11)
                for cell in row.cells
                for each in cell.paragraphs
                for run in each.runs
                if run.text
            )


def test_the_head_of_the_state_layout() -> None:
    document = read_word(word(story_of("cam-duong", "vi"), Wording("vi"), "state"))
    left, right = document.tables[0].rows[0].cells
    said = [paragraph.text for paragraph in right.paragraphs if paragraph.text]
    assert said[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    national = right.paragraphs[0].runs[0]
    assert national.bold and Pt(12) <= national.font.size <= Pt(13)
    assert round(right.width.mm) == 100 and round(left.width.mm) == 65
    assert [tied(p.text) for p in left.paragraphs if p.text][:2] == ["ỦY BAN NHÂN DÂN", "PHƯỜNG CAM ĐƯỜNG"]
    assert "w:pBdr" in right._tc.xml and "w:pBdr" in left._tc.xml
    assert "____" not in text_of(document) and "────" not in text_of(document)
    assert "./." in text_of(document)
    assert "Nơi nhận:" in text_of(document)
    assert "Như trên" not in text_of(document), "nobody is addressed above"
    assert "Cam Đường, ngày …… tháng …… năm 20……" in tied(text_of(document)), "the seat of the body that issues it"
    assert "(Kèm theo Báo cáo số ……/BC-UBND ngày" in text_of(document)
    assert "TM. ỦY BAN NHÂN DÂN" in text_of(document)


def test_the_head_of_the_party_layout() -> None:
    document = read_word(word(story_of("cam-duong", "vi"), Wording("vi"), "party"))
    right = document.tables[0].rows[0].cells[1]
    assert right.paragraphs[0].text == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert right.paragraphs[0].runs[0].font.size == Pt(15)
    assert "Độc lập" not in text_of(document)
    assert "T/M BAN THƯỜNG VỤ" in text_of(document)
    left = [tied(paragraph.text) for paragraph in document.tables[0].rows[0].cells[0].paragraphs]
    assert left == ["ĐẢNG BỘ TỈNH LÀO CAI", "ĐẢNG ỦY PHƯỜNG CAM ĐƯỜNG", "*", "Số ……-BC/ĐU"]


def test_the_name_of_a_province_stays_on_one_line() -> None:
    left = read_word(word(story_of("ha-tu", "vi"), Wording("vi"), "party")).tables[0].rows[0].cells[0]
    assert left.paragraphs[0].text == "ĐẢNG BỘ TỈNH QUẢNG\u00a0NINH"


SAID_TWICE = re.compile(r"\b(\w+ \w+) \1\b")


@pytest.mark.parametrize(
    "first", ["stated", "held", "past-pace", "coal-shift", "slow-clearance", "disaster", "centre-moves"]
)
def test_no_sentence_says_a_word_twice_or_holds_a_number_against_itself(first: str) -> None:
    for name in PLANS:
        read = read_plan(name)
        if first not in list_scenarios(name):
            continue
        study = run_study(read, [find_scenario(first, read)], REFERENCE, draws=64)
        for language in LANGUAGES:
            for block in briefing(study, AUDITS[name], Wording(language, printed=True)).blocks():
                said = block.text if isinstance(block, Paragraph) else ""
                assert not SAID_TWICE.search(said), said
                assert not re.search(r"(?:cần đạt là|It needs) ([\d,.]+%).*(?:nêu|states|chỉ đạt|brings) \1", said), (
                    said
                )


def test_heads_of_tables_repeat() -> None:
    document = read_word(word(story_of("ha-tu", "vi"), Wording("vi")))
    large = max(document.tables, key=lambda table: len(table.rows))
    assert len(large.rows) > 10
    assert "w:tblHeader" in large.rows[0]._tr.xml
    assert all("w:cantSplit" in row._tr.xml for row in large.rows)


@pytest.mark.parametrize(("name", "language"), list(product(PLANS, LANGUAGES)))
def test_every_number_is_the_study_s(name: str, language: str) -> None:
    """What a story holds as a value is the study's, and stands in its sentence as readers expect it."""
    study, story = STUDIES[name], story_of(name, language)
    rows = {row.requirement.indicator: row for row in reversed(study.outcomes[0].assessments.rows)}
    held = dict(valued(story))
    assert held["attained"] == study.outcomes[0].assessments.n_attained
    assert held["contradictions"] == AUDITS[name].count("contradiction")
    levels = {row.projected_value for row in rows.values()}
    for block in story.blocks():
        if isinstance(block, Paragraph) and "projected" in dict(block.values):
            level = dict(block.values)["projected"]
            assert level in levels
            row = next(each for each in rows.values() if each.projected_value == level)
            shown = Wording(language).level(level, study.plan.indicators[row.requirement.place])
            assert shown in block.text


@pytest.mark.parametrize("name", PLANS)
def test_both_languages_carry_the_same_numbers(name: str) -> None:
    stories = {language: story_of(name, language) for language in LANGUAGES}
    assert list(valued(stories["vi"])) == list(valued(stories["en"]))
    tables = {
        language: [block for block in story.blocks() if isinstance(block, Table)] for language, story in stories.items()
    }
    for one, other in zip(tables["vi"], tables["en"], strict=True):
        for left, right in zip(one.rows, other.rows, strict=True):
            columns = range(2, len(left)) if len(left) > 2 else [1]
            for place in columns:
                assert numbers(left[place], "vi") == numbers(right[place], "en")


def test_the_document_says_what_the_story_says() -> None:
    story = story_of("cam-duong", "vi")
    said = text_of(read_word(word(story, Wording("vi"))))
    for block in story.blocks():
        if isinstance(block, Paragraph):
            assert tied(block.text.removesuffix(".")) in tied(said)
    assert "5.287" in said and "12,89" in said
    assert write_number(5287.03, "vi", 0) == "5.287"


def test_of_two_figures_that_differ_none_is_taken_for_the_right_one() -> None:
    said = text_of(read_word(word(story_of("cam-duong", "en"), Wording("en"))))
    assert "different figures for 2025: 79.4%, 95.5%." in said
    assert "79.4% instead of 95,5%" not in said and "95.5% instead of 79,4%" not in said
    assert "13.9% instead of 15,3%" in said, "the other figures tell"


@pytest.mark.parametrize(("n", "most", "stand"), [(0, 3, 0), (3, 3, 3), (4, 3, 4), (5, 3, 3)])
def test_one_is_never_left_out_alone(n: int, most: int, stand: int) -> None:
    assert shown(n, most) == stand


def test_reds_come_first() -> None:
    (section,) = [each for each in story_of("ha-tu", "en").sections if each.title == "Targets that are short"]
    signs = [block.text[0] for block in section.blocks if isinstance(block, Paragraph) and block.kind == "point"]
    assert signs == sorted(signs, key="▼◆●○".index)


LATER = """
import datetime, time
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(2031, 5, 17, 13, 7, 9, tzinfo=tz)
    @classmethod
    def utcnow(cls):
        return cls.now()
datetime.datetime = Later
local = time.localtime
time.localtime = lambda seconds=None: local(1_936_876_029 if seconds is None else seconds)
"""
MADE = """
import hashlib, sys
from forecast.audit import audit_plan
from forecast.exchange.writing import write_table
from forecast.files import find_scenario, read_plan
from forecast.report.documents import KINDS, Order
from forecast.study import run_study
from forecast.wording import Wording
plan = read_plan("tam-thanh")
order = Order(study=run_study(plan, [find_scenario("stated", plan)]), audit=audit_plan(plan), wording=Wording("vi"))
made = {name: kind.make(order) for name, kind in KINDS.items()} | {"table": write_table(plan, "vi")}
print({name: hashlib.sha256(content).hexdigest() for name, content in made.items()})
"""


def test_the_same_input_gives_the_same_bytes_at_any_time() -> None:
    now, later = (
        subprocess.run([sys.executable, "-c", text], check=True, capture_output=True, text=True).stdout
        for text in (MADE, LATER + MADE)
    )
    assert now == later
    assert set(ast.literal_eval(now)) == {*KINDS, "table"}


@pytest.mark.parametrize(("name", "language"), list(product(PLANS, LANGUAGES)))
def test_slides_carry_one_message_each_and_their_sources(name: str, language: str) -> None:
    deck = pptx.Presentation(io.BytesIO(slides(story_of(name, language), Wording(language))))
    assert 6 <= len(deck.slides) <= 10
    assert deck.slide_width * 9 == pytest.approx(deck.slide_height * 16, rel=1e-3)
    for slide in deck.slides:
        assert slide.shapes.title.text_frame.text
        assert slide.has_notes_slide
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width


@pytest.mark.parametrize("first", ["held", "centre-moves", "past-pace"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_on_slides_stays_on_them(first: str, language: str) -> None:
    """By the size of its type every text has room, none is cut short, and tables are large enough to be read from afar."""
    read, wording = read_plan("cam-duong"), Wording(language, printed=True)
    study = run_study(read, [find_scenario(each, read) for each in (first, "stated")], REFERENCE, draws=64)
    deck = pptx.Presentation(io.BytesIO(slides(briefing(study, AUDITS["cam-duong"], wording), wording)))
    for slide in deck.slides:
        shapes = [shape for shape in slide.shapes if shape.has_text_frame or shape.has_table]
        for shape in shapes:
            assert shape.top + shape.height <= deck.slide_height
        blocks = [shape for shape in shapes if shape != slide.shapes.title and shape.top > Inches(1.5)]
        for upper, lower in pairwise(sorted(blocks, key=lambda shape: shape.top)):
            assert upper.top + upper.height <= lower.top + Inches(0.05)
        for run in runs_of(slide):
            assert "…" not in run.text
            assert run.font.size >= Pt(14)


def runs_of(slide: object) -> Iterator[object]:
    frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
    frames += [cell.text_frame for shape in slide.shapes if shape.has_table for cell in shape.table.iter_cells()]
    return (run for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs)


def test_no_slide_holds_its_message_alone_or_twice() -> None:
    deck = pptx.Presentation(io.BytesIO(slides(story_of("doan-ket", "vi"), Wording("vi"))))
    for slide in deck.slides:
        bodies = [run.text for run in runs_of(slide)][1:]
        charts = [shape for shape in slide.shapes if shape.has_chart]
        assert bodies or charts
        assert slide.shapes.title.text_frame.text not in bodies


def test_the_master_of_the_slides_is_as_wide_as_they_are() -> None:
    deck = pptx.Presentation(io.BytesIO(slides(story_of("doan-ket", "vi"), Wording("vi"))))
    for holder in (deck.slide_master, *deck.slide_layouts):
        assert max(shape.left + shape.width for shape in holder.shapes) > deck.slide_width * 0.9


def test_charts_on_slides_are_native() -> None:
    deck = pptx.Presentation(io.BytesIO(slides(story_of("cam-duong", "vi"), Wording("vi"))))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert charts
    first, *_, goal = charts[0].plots[0].series
    assert charts[0].value_axis.axis_title.text_frame.text == "tỷ đồng"
    assert list(goal.values) == [None] * 5 + [5500.0] and goal.points[5].data_label.text_frame.text == "5.500"
    budget = next(
        row for row in STUDIES["cam-duong"].outcomes[0].assessments if row.requirement.indicator == "budget_revenue"
    )
    assert list(first.values) == pytest.approx(list(budget.path))
    (drawn,) = [slide for slide in deck.slides if any(shape.has_chart for shape in slide.shapes)]
    assert (
        "5.500 tỷ đồng" in drawn.notes_slide.notes_text_frame.text
        and "dòng 739" in drawn.notes_slide.notes_text_frame.text
    )


@pytest.mark.parametrize("form", ["png", "svg"])
def test_every_chart_is_a_picture(form: str) -> None:
    study = STUDIES["cam-duong"]
    made = KINDS[form].make(Order(study=study, audit=AUDITS["cam-duong"], wording=Wording("vi")))
    assert made == KINDS[form].make(Order(study=study, audit=AUDITS["cam-duong"], wording=Wording("vi")))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = archive.namelist()
        assert len(names) == len(study.outcomes[0].assessments.counted())
        assert all(archive.read(name).startswith({"png": b"\x89PNG", "svg": b"<svg"}[form]) for name in names)
    assert f"budget_revenue.{form}" in names[0]


def test_the_page_is_one_file_without_addresses() -> None:
    said = page(story_of("cam-duong", "vi"), Wording("vi")).decode()
    assert said.startswith("<!DOCTYPE html>")
    assert not re.search(r'(src|href)="(?!#)', said)
    assert "url(http" not in said and "<script" not in said
    assert "<h2>I. Đánh giá chung</h2>" in said
    assert said.count("<colgroup>") == said.count("<table"), "columns are as wide as in Word"


def hostile_study() -> Study:
    given = plan(indicator(target="5.500 tỷ đồng") | {"name": {"vi": HOSTILE, "en": HOSTILE}})
    given = given.model_copy(update={"name": given.name.model_copy(update={"vi": HOSTILE * 4, "en": HOSTILE})})
    return run_study(given, [scenario("held")], REFERENCE, draws=64)


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_are_text_everywhere(language: str) -> None:
    study, wording = hostile_study(), Wording(language)
    story = briefing(study, audit_plan(study.plan), wording)
    assert HOSTILE in text_of(read_word(word(story, wording)))
    said = page(story, wording).decode()
    assert "<img" not in said and "&lt;img" in said
    assert len(pptx.Presentation(io.BytesIO(slides(story, wording))).slides) >= 4


def test_a_plan_without_anything_to_judge_still_has_a_report() -> None:
    study = run_study(plan(indicator(base=None, target="5.500 tỷ đồng")), [scenario("stated")], REFERENCE, draws=64)
    story = briefing(study, audit_plan(study.plan), Wording("vi"))
    assert "chưa" in text_of(read_word(word(story, Wording("vi"))))


@pytest.mark.parametrize(
    ("name", "area", "place"),
    [
        ("Phường Cam Đường, tỉnh Lào Cai", "Phường Cam Đường", "Lào Cai"),
        ("Cam Duong ward, Lao Cai province", "Cam Duong ward", "Lao Cai"),
        ("Tỉnh Lào Cai", "Tỉnh Lào Cai", ""),
    ],
)
def test_who_issues_it(name: str, area: str, place: str) -> None:
    assert (issuer_of(name).area, issuer_of(name).place) == (area, place)


@pytest.mark.parametrize(
    ("name", "seat"),
    [
        ("Phường Cam Đường, tỉnh Lào Cai", "Cam Đường"), ("Xã Khun Há, tỉnh Lai Châu", "Khun Há"), ("Tỉnh Lào Cai", "Lào Cai"),
        ("Đặc khu Phú Quốc, tỉnh An Giang", "Phú Quốc"), ("Thành phố Hải Phòng", "Hải Phòng"), ("Thị trấn Mường Khương", "Mường Khương"),
        ("Cam Duong ward, Lao Cai province", "Cam Duong"), ("Khun Há", "Khun Há"), ("", ""),
        ("CÁC CHỈ TIÊU CHỦ YẾU KẾ HOẠCH PHÁT TRIỂN KINH TẾ - XÃ HỘI", ""),
    ],
)  # fmt: skip
def test_a_document_is_dated_from_the_seat_of_the_body_that_issues_it(name: str, seat: str) -> None:
    assert issuer_of(name).seat == seat


@pytest.mark.parametrize(
    ("rate", "said"), [(0.12, "12%"), (0.1289, "12,89%"), (0.049, "4,90%"), (0.139996, "14%"), (-0.05, "-5%")]
)
def test_documents_print_percentages_as_planners_do(rate: float, said: str) -> None:
    assert Wording("vi", printed=True).percent(rate) == said


@pytest.mark.parametrize(("name", "language"), list(product(PLANS, LANGUAGES)))
def test_every_source_of_a_sentence_stands_in_a_footnote(name: str, language: str) -> None:
    """Each sentence with sources has a mark, each source its words in the footnotes, in the type prescribed."""
    story = story_of(name, language)
    cited = [block for block in story.blocks() if isinstance(block, Paragraph) and block.notes]
    content = word(story, Wording(language))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert ("word/footnotes.xml" in archive.namelist()) == bool(cited)
        notes = archive.read("word/footnotes.xml").decode() if cited else ""
    marks = read_word(content).element.xml
    assert marks.count("<w:footnoteReference ") + marks.count(" NOTEREF ") == len(cited)
    for block in cited:
        for note in block.notes:
            assert note.title.replace("&", "&amp;") in notes
            assert note.place in notes and note.quote.rstrip(" .,;:").replace("&", "&amp;") in notes.replace(
                "\u00a0", " "
            )
    assert set(re.findall(r'<w:sz w:val="(\d+)"', notes)) <= {"20", "21", "22"}
    assert set(re.findall(r'w:ascii="([^"]+)"', notes)) <= {"Times New Roman"}


@pytest.mark.parametrize("name", PLANS)
def test_every_row_of_the_table_has_its_sources_in_the_annex(name: str) -> None:
    story = story_of(name, "vi")
    (annex,) = story.annexes
    (sources,) = [block for block in annex.blocks if isinstance(block, Table)]
    large = max((block for block in story.blocks() if isinstance(block, Table)), key=lambda table: len(table.heads))
    assert len(sources.rows) == len(large.rows)
    assert all("“" in cells[1] for cells in sources.rows)
    assert "NGUỒN SỐ LIỆU" in text_of(read_word(word(story, Wording("vi"))))


@pytest.mark.parametrize("name", PLANS)
def test_what_is_missing_adds_up_with_what_can_be_judged(name: str) -> None:
    study = STUDIES[name]
    held = dict(valued(story_of(name, "vi")))
    targets = len({row.indicator for row in study.requirements.rows if row.target is not None})
    assert held["missing"] + held["judged"] == targets
    assert 0 <= held["unassigned"] <= held["missing"]
