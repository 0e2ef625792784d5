"""Programs that ask the API of a server over an archive of sample pages."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import TOKEN, filled

from communique.web import Settings, create_app

__all__ = ["filled"]

API_TOKEN = "an-api-token-for-tests-alone"


@pytest.fixture(scope="session")
def shared(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive for tests that change nothing."""
    return Path(shutil.copy(filled, tmp_path_factory.mktemp("api") / "desk.db"))


@pytest.fixture(scope="session")
def asking(shared: Path) -> Iterator[TestClient]:
    """Return a program with a token that only asks."""
    with TestClient(create_app(Settings(archive=shared, api_token=API_TOKEN))) as client:
        client.headers["Authorization"] = f"Bearer {API_TOKEN}"
        yield client


@pytest.fixture
def stranger(archive: Path) -> Iterator[TestClient]:
    """Return a program without a token."""
    app = create_app(Settings(archive=archive, token=TOKEN, api_token=API_TOKEN))
    with TestClient(app, follow_redirects=False) as client:
        yield client


@pytest.fixture
def program(stranger: TestClient) -> TestClient:
    """Return a program with a token, over an archive of its own."""
    stranger.headers["Authorization"] = f"Bearer {API_TOKEN}"
    return stranger
