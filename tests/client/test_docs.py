"""The examples of docs/api.md are run against a server, and give what stands there."""

import doctest
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.client.serving import Served, serve

import communique
from communique.document import Document
from communique.reading import iter_documents
from communique.sample import pages_folder
from communique.views import open_archive

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
TEXT = PAGE.read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8765"
ASKED = re.findall(r"^\$ (curl .*)\n(\{.*)$", TEXT, re.MULTILINE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the archive that the page begins with."""
    made = tmp_path_factory.mktemp("docs")
    [patterns] = re.findall(r"communique add ((?:pages/\S+ )+)", TEXT)
    pages = [p for one in patterns.split() for p in pages_folder().glob(Path(one).name)]
    with open_archive(made / "desk.db") as desk:
        for document in iter_documents(sorted(pages)):
            assert isinstance(document, Document)
            desk.add(document, communique.extract(document))
    return made


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[Served]:
    with serve(folder / "desk.db", folder) as served:
        yield served


@pytest.mark.parametrize(("command", "expected"), ASKED, ids=[c.split("/")[-1] for c, _ in ASKED])
def test_requests_are_answered_so(
    command: str, expected: str, running: Served, folder: Path
) -> None:
    told = subprocess.run(
        command.replace(ADDRESS, running.url),
        shell=True, cwd=folder, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    same = doctest.OutputChecker().check_output(expected, told, doctest.ELLIPSIS)
    assert same, told


def test_python_examples_give_what_stands_there(running: Served) -> None:
    examples = doctest.DocTestParser().get_doctest(
        TEXT.replace(ADDRESS, running.url), {"token": running.token}, "api.md", str(PAGE), 0
    )
    assert len(examples.examples) > 5
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    assert runner.run(examples).failed == 0


def test_every_route_stands_on_the_page() -> None:
    from communique.web.api.describing import describe_api

    for path in describe_api()["paths"]:
        first = path.removeprefix("/api/v1/").split("/")[0]
        assert f"`/{first}" in TEXT, path
