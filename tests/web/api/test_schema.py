"""The OpenAPI document is true: whatever is asked by it is answered as it says."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from pydantic import TypeAdapter
from schemathesis import GenerationMode
from tests.client.serving import Served, serve

from communique.web.api.describing import describe_api
from communique.web.api.examples import RECORD, REVIEWS
from communique.web.api.models import StoredRecord
from communique.web.api.reviews import Given

GIVEN: TypeAdapter[Any] = TypeAdapter(Given)

CONFIG = {
    # What only the archive can judge (a cursor, two documents with nothing in common) is 400.
    "checks": {
        "positive_data_acceptance": {
            "expected-statuses": ["2xx", "3xx", "400", "401", "403", "404", "409", "429"]
        }
    },
}
SCHEMA = schemathesis.openapi.from_dict(
    describe_api(), config=schemathesis.Config.from_dict(CONFIG)
)
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]


@pytest.fixture(scope="module")
def server(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return a real server over an archive that may be changed."""
    folder = tmp_path_factory.mktemp("schema")
    with serve(Path(shutil.copy(filled, folder / "desk.db")), folder) as running:
        yield running


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_every_answer_is_as_described(operation: Any, mode: GenerationMode, server: Served) -> None:
    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=6,
        derandomize=True,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: schemathesis.Case) -> None:
        token = {"Authorization": f"Bearer {server.token}"}
        case.call_and_validate(base_url=server.url, headers=token)

    ask()


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


def test_examples_are_of_their_types() -> None:
    assert StoredRecord.model_validate(RECORD).model_dump(mode="json") == RECORD
    for example in REVIEWS.values():
        GIVEN.validate_python(example["value"])
    schemas = describe_api()["components"]["schemas"]
    assert schemas["StoredRecord"]["examples"] == [RECORD]
