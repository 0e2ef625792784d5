import pytest
from hypothesis import given
from tests.strategies import read_documents
from tests.views.conftest import Page

from communique.document import Document
from communique.records import Membership, RecordBase
from communique.views.summaries import summarise


@given(read_documents())
def test_summarise_places_records_of_every_kind(
    read: tuple[Document, list[RecordBase]],
) -> None:
    for record in read[1]:
        summary = summarise(record)
        assert summary.kind == record.kind
        assert summary.spans.count("–") == len(record.evidence)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        pytest.param("member", "member of European Union", id="member"),
        pytest.param("candidate", "candidate of European Union", id="candidate"),
    ],
)
def test_summarise_names_the_organisation(role: str, expected: str) -> None:
    page = Page("Serbia wants to join.")
    record = page.write(Membership, "Serbia", organization="eu", member="SRB", role=role)
    assert (summarise(record).who, summarise(record).what) == ("Serbia", expected)
