"""The public face: a short list, imported when used; `import forecast` stays light."""

import subprocess
import sys

import pytest

import forecast

HEAVY = ("streamlit", "pandas", "altair", "scipy", "numpy", "pydantic", "yaml", "babel")


def test_every_public_name_is_there() -> None:
    assert len(forecast.__all__) <= 20
    for name in forecast.__all__:
        assert getattr(forecast, name) is not None
    assert dir(forecast) == forecast.__all__


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
