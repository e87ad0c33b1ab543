"""The README tells the truth: its Python runs and prints what it says, its files exist, its commands are commands."""

import doctest
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_prints_what_the_readme_says() -> None:
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")
    assert result.attempted >= 6
    assert result.failed == 0


def test_every_link_leads_to_a_file() -> None:
    for link in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / link).exists(), link


def test_the_guides_have_their_pictures_and_say_the_same_tasks() -> None:
    guides = [(ROOT / "docs" / f"guide.{lang}.md").read_text(encoding="utf-8") for lang in ("vi", "en")]
    for guide in guides:
        for link in re.findall(r"\]\(([^)]+)\)", guide):
            assert (ROOT / "docs" / link).exists(), link
    assert len({len(re.findall("^## ", guide, re.MULTILINE)) for guide in guides}) == 1


def test_both_commands_stand_in_the_first_half_page() -> None:
    top = README.splitlines()[:15]
    assert any("python3 run.py  " in line for line in top)
    assert any("python3 run.py test" in line for line in top)
