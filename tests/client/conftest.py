"""A real server over an archive of sample pages, and the same archive opened beside it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.client.serving import Served, serve
from tests.web.conftest import filled

from communique.client import RemoteDesk, connect
from communique.views import Desk, open_archive

__all__ = ["filled"]


@pytest.fixture(scope="session")
def shared(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the archive that the server keeps."""
    return Path(shutil.copy(filled, tmp_path_factory.mktemp("served") / "desk.db"))


@pytest.fixture(scope="session")
def served(shared: Path) -> Iterator[Served]:
    """Return a running server."""
    with serve(shared, shared.parent) as running:
        yield running


@pytest.fixture
def remote(served: Served) -> Iterator[RemoteDesk]:
    """Return the archive on the server."""
    with connect(served.url, token=served.token) as desk:
        yield desk


@pytest.fixture
def local(shared: Path) -> Iterator[Desk]:
    """Return the same archive, opened here."""
    with open_archive(shared) as desk:
        yield desk
