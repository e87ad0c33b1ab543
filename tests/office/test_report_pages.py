"""Reports as LibreOffice opens them: without repair, in the number of pages a leader reads."""

import re
import subprocess
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from forecast.audit import audit_plan
from forecast.files import find_scenario, list_plans, read_plan
from forecast.referencefiles import read_reference
from forecast.report.briefing import briefing
from forecast.report.slides import slides
from forecast.report.word import word
from forecast.study import run_study
from forecast.wording import Wording

REFERENCE = read_reference()


@pytest.fixture(scope="module")
def opened(convert: Callable[..., list[Path]], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder, files = tmp_path_factory.mktemp("reports"), []
    for name, language in product(list_plans(), ("vi", "en")):
        read, wording = read_plan(name), Wording(language)
        study = run_study(read, [find_scenario("stated", read), find_scenario("held", read)], REFERENCE, draws=256)
        story = briefing(study, audit_plan(read), wording)
        made = {
            f"{name}-{language}-state.docx": word(story, wording, "state"),
            f"{name}-{language}-party.docx": word(story, wording, "party"),
        }
        if name == "cam-duong":
            many = [find_scenario(each, read) for each in ("centre-moves", "stated", "typhoon", "land-slump")]
            full = briefing(run_study(read, many, REFERENCE, draws=256), audit_plan(read), wording)
            made[f"{name}-{language}-full-party.docx"] = word(full, wording, "party")
        made[f"{name}-{language}-deck.pptx"] = slides(story, wording)
        for file, content in made.items():
            (folder / file).write_bytes(content)
            files.append(folder / file)
    return dict(zip((file.name for file in files), convert(files, "pdf"), strict=True))


def pages(path: Path) -> int:
    said = subprocess.run(["pdfinfo", str(path)], check=True, capture_output=True, text=True).stdout
    return int(re.search(r"Pages:\s+(\d+)", said)[1])


def text(path: Path, page: int) -> str:
    command = ["pdftotext", "-layout", "-f", str(page), "-l", str(page), str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_reports_have_as_many_pages_as_leaders_read(opened: dict[str, Path]) -> None:
    for name, path in opened.items():
        if name.endswith(".docx"):
            assert 4 <= pages(path) <= 8, name
        else:
            assert 6 <= pages(path) <= 10, name


def test_nothing_on_a_slide_lies_below_its_edge(opened: dict[str, Path]) -> None:
    for name, path in opened.items():
        if not name.endswith(".pptx"):
            continue
        said = subprocess.run(["pdftotext", "-bbox", str(path), "-"], check=True, capture_output=True, text=True).stdout
        for page in said.split("<page ")[1:]:
            high = float(re.search(r'height="([\d.]+)"', page)[1])
            ends = [float(end) for end in re.findall(r'yMax="([\d.]+)"', page)]
            assert ends and max(ends) <= high, name


def test_the_national_name_stays_on_one_line(opened: dict[str, Path]) -> None:
    first = text(opened["cam-duong-vi-state.docx"], 1)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in first
    assert "Độc lập - Tự do - Hạnh phúc" in first


def test_pages_are_numbered_from_the_second_on(opened: dict[str, Path]) -> None:
    path = opened["cam-duong-vi-state.docx"]
    assert text(path, 1).split()[0] != "1"
    assert text(path, 2).split()[0] == "2"
