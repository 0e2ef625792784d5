"""The OpenAPI document is true: whatever is asked by it is answered as it says."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from tests.client.serving import Served, serve

from communique.web.api.describing import describe_api

CONFIG = {
    # What only the archive can judge (a cursor, two documents with nothing in common) is 400.
    "checks": {
        "positive_data_acceptance": {
            "expected-statuses": ["2xx", "3xx", "400", "401", "403", "404", "409", "429"]
        }
    },
    "generation": {"mode": "all"},
}


@pytest.fixture(scope="module")
def server(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return a real server over an archive that may be changed."""
    folder = tmp_path_factory.mktemp("schema")
    with serve(Path(shutil.copy(filled, folder / "desk.db")), folder) as running:
        yield running


@pytest.fixture(scope="module")
def described(server: Served) -> Any:
    config = schemathesis.Config.from_dict(CONFIG)
    return schemathesis.openapi.from_url(f"{server.url}/api/v1/openapi.json", config=config)


@(schema := schemathesis.pytest.from_fixture("described")).parametrize()
@settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_described(case: schemathesis.Case, server: Served) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {server.token}"})


def test_every_operation_says_what_it_is_for() -> None:
    document = describe_api()
    operations = [
        (path, method, told)
        for path, methods in document["paths"].items()
        for method, told in methods.items()
    ]
    assert len(operations) > 25
    for path, method, told in operations:
        assert path.startswith("/api/v1/")
        assert told["description"], (path, method)
        assert told["security"] == [{"token": []}, {"session": []}]
        assert {"400", "401", "403", "404", "422", "429"} <= set(told["responses"])
