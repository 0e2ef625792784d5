"""An archive of the sample corpus, which exports are made of."""

from collections.abc import Iterator

import pytest

import communique as cq
from communique.document import Document
from communique.errors import UnsupportedLanguage
from communique.export import Selection
from communique.sample import pages_folder
from communique.views import Desk


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    place = tmp_path_factory.mktemp("export") / "sample.db"
    with cq.open_archive(str(place)) as desk:
        for document in cq.iter_documents([pages_folder()]):
            if isinstance(document, Document):
                desk.add(document, _records(document))
        yield desk


def _records(document: Document) -> cq.Records:
    try:
        return cq.extract(document)
    except UnsupportedLanguage:
        return cq.Records()


@pytest.fixture(scope="session")
def selection(desk: Desk) -> Selection:
    return Selection(desk)
