"""The mid-term review opened by LibreOffice."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from forecast.files import read_plan, shipped
from forecast.referencefiles import read_reference
from forecast.report.word import word
from forecast.tracking import read_facts
from forecast.tracking.prospect import judge_by
from forecast.tracking.review import review
from forecast.trackstory import review_story
from forecast.trackwords import TrackWords
from forecast.wording import Wording


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_the_review_opens_on_four_to_eight_pages_with_the_national_name_on_one_line(
    convert: Callable[..., list[Path]], tmp_path: Path
) -> None:
    plan = read_plan("cam-duong")
    known = read_facts(shipped("data") / "examples" / "actuals-cam-duong.csv", plan)
    found = review(plan, known, "mid", judge=judge_by(read_reference(), plan))
    files = []
    for language in ("vi", "en"):
        wording = Wording(language)  # type: ignore[arg-type]
        files.append(tmp_path / f"review-{language}.docx")
        files[-1].write_bytes(word(review_story(found, TrackWords(wording, plan)), wording))
    for file, name in zip(
        convert(files, "pdf"), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM"), strict=True
    ):
        text = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True).stdout.decode()
        assert 4 <= text.count("\f") <= 8
        assert any(name in line for line in text.splitlines())
        assert "16,15%" in text or "16.15%" in text
