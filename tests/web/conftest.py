"""Servers over archives of the sample pages, and browsers of the simplest kind."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import communique
from communique.archive import copy_archive
from communique.document import Document
from communique.reading import iter_documents
from communique.sample import pages_folder
from communique.views import open_archive
from communique.web import Settings, create_app

TOKEN = "a-token-for-tests"


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of some sample pages; tests get copies of it."""
    path = tmp_path_factory.mktemp("web") / "desk.db"
    pages = sorted(pages_folder().glob("*.txt"))[:8]
    with open_archive(path) as desk:
        for document in iter_documents(pages):
            assert isinstance(document, Document)
            desk.add(document, communique.extract(document))
    return path


@pytest.fixture
def archive(filled: Path, store: str, place: str) -> str:
    """Return an archive of its own for one test."""
    if store == "sqlite":
        return str(shutil.copy(filled, place))
    with open_archive(filled) as sample, open_archive(place) as desk:
        copy_archive(sample, desk)
    return place


@pytest.fixture
def stranger(archive: str) -> Iterator[TestClient]:
    """Return a browser that has not come in."""
    app = create_app(Settings(archive=archive, token=TOKEN))
    with TestClient(app, follow_redirects=False) as client:
        yield client


@pytest.fixture
def browser(stranger: TestClient) -> TestClient:
    """Return a browser that came in by the one-time link."""
    assert stranger.get("/open", params={"token": TOKEN}).status_code == 303
    return stranger


def form_token_of(page: str) -> str:
    """Return the token that the forms of a page carry."""
    found = re.search(r'name="form_token" value="(\w+)"', page)
    assert found is not None
    return found[1]
