"""Documents opened by LibreOffice, as their readers open them: recalculated, and turned into pages that can be looked at."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

REQUIRED = os.environ.get("FORECAST_OFFICE") == "required"
SECONDS = 120
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""Workbooks are recalculated when they are opened: stored values prove nothing."""


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[Path]]:
    """A function that turns files into another format, all in one start of the program; gives the files it made, in order."""
    program = shutil.which("soffice")
    if program is None:
        if REQUIRED:
            pytest.fail("LibreOffice is not installed, and FORECAST_OFFICE=required asks for it")
        pytest.skip("LibreOffice is not installed")
    profile = tmp_path_factory.mktemp("profile")
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")

    def run(files: list[Path], form: str) -> list[Path]:
        folder = tmp_path_factory.mktemp(form.partition(":")[0])
        command = [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
            "--convert-to", form, "--outdir", str(folder), *map(str, files),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
        made = [folder / f"{file.stem}.{form.partition(':')[0]}" for file in files]
        assert all(file.exists() for file in made), sorted(folder.iterdir())
        return made

    return run
