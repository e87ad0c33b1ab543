"""No test saves anything in the folder of whoever runs it, and none fails because the machine is busy."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("no-clock", deadline=None)
settings.load_profile("no-clock")


@pytest.fixture(scope="session", autouse=True)
def _folder_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FORECAST_WORKSPACE", str(tmp_path_factory.mktemp("workspace")))
        yield
