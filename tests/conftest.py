"""Settings of all tests."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from tests.servers import NewPlace, Server, serving

# The gate searches the same examples each time, so that what passed once passes again;
# `--hypothesis-profile=search` looks further.
settings.register_profile("gate", derandomize=True)
settings.register_profile("search", derandomize=False)
settings.load_profile("gate")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Return a PostgreSQL server that runs while the tests do."""
    with serving() as server:
        if server is None:
            pytest.skip("there are no programs of a PostgreSQL server here; install postgresql")
        yield server


@pytest.fixture
def store() -> str:
    """Return the kind of store that a test runs on.

    Tests of the archive run on each; others do if they are parametrised by `store`.
    """
    return "sqlite"


@pytest.fixture
def new_place(store: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewPlace]:
    """Return a maker of addresses of archives of this kind, each of its own."""
    if store == "sqlite":
        numbers = count(1)
        yield lambda: str(tmp_path / f"desk-{next(numbers)}.db")
        return
    server: Server = request.getfixturevalue("server")
    made: list[str] = []

    def make() -> str:
        made.append(server.new_archive())
        return made[-1]

    yield make
    for url in made:
        server.give_back(url)


@pytest.fixture
def place(new_place: NewPlace) -> str:
    """Return the address of an archive that nobody has opened."""
    return new_place()
