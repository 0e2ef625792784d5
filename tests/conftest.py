"""Settings of all tests."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from tests.servers import Server, serving

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
