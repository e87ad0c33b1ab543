"""The public face: a short list, imported when used; `import forecast` stays light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import forecast

HEAVY = ("streamlit", "pandas", "altair", "scipy", "numpy", "pydantic", "yaml", "babel")


def test_every_public_name_is_there() -> None:
    assert len(forecast.__all__) <= 20
    for name in forecast.__all__:
        assert getattr(forecast, name) is not None
    assert dir(forecast) == forecast.__all__


def test_a_type_checker_is_told_the_same_names() -> None:
    tree = ast.parse(Path(forecast.__file__).read_text(encoding="utf-8"))
    told = [
        (alias.asname, node.module)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("forecast.")
        for alias in node.names
    ]
    assert told
    assert dict(told) == {name: f"forecast.{home}" for name, home in forecast._HOMES.items()}


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        forecast.no_such_name  # noqa: B018


@pytest.mark.parametrize(
    "code, absent",
    [("import forecast", HEAVY), ("import forecast.cli, forecast.files, forecast.records, forecast.tables", HEAVY[:4])],
)
def test_what_an_import_leaves_out(code: str, absent: tuple[str, ...]) -> None:
    script = f"import sys\n{code}\nprint(*[name for name in {absent!r} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == ""
