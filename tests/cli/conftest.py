"""The program run inside the test, and an archive for it to ask."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from tests.views.conftest import PAGES, fill
from typer.testing import CliRunner

from communique.cli import app
from communique.views import open_archive

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `communique` with the given arguments in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COMMUNIQUE_ARCHIVE", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)

    def invoke(*arguments: str, text: str | None = None) -> Result:
        return CliRunner().invoke(app, arguments, input=text)

    return invoke


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An archive of the pages of the tests of the views."""
    path = tmp_path_factory.mktemp("archive") / "desk.db"
    with open_archive(path) as desk:
        fill(desk, *PAGES)
    return str(path)
