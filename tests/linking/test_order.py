"""Adding documents in any order, in one go or one by one, gives the same archive."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.document import Document
from communique.extraction import extract
from communique.linking import encounters, formulas, mechanisms, people, promises
from communique.linking.checks import check_records
from communique.linking.checks import to_row as check_row
from communique.reading import iter_documents
from communique.records import Records
from communique.sample import pages_folder
from communique.views import open_archive

#: Sample pages of a year in which the same pairs meet again, so that there is what to join.
PAGES = slice(15, 31)

Read = tuple[Document, Records]


@pytest.fixture(scope="module")
def pages() -> list[Read]:
    """Return the pages with their records."""
    found = [d for d in iter_documents([str(pages_folder())]) if isinstance(d, Document)]
    return [(document, extract(document)) for document in found[PAGES]]


def remember(path: Path, batches: Sequence[Sequence[Read]]) -> dict[str, list[Any]]:
    """Return all that is linked of the pages, which are added batch by batch."""
    for batch in batches:
        # Each batch is a run of its own.
        with open_archive(path) as desk:
            for document, records in batch:
                desk.add(document, records)
    with open_archive(path) as desk:
        memory = desk.recall()
        holders = sorted(
            {one.record.holder for one in memory.stored if one.record.kind == "position"}
        )
        documents = [desk.document(summary.id) for summary in desk.documents()]
        return {
            "dump": list(desk.dump()),
            "people": list(map(people.to_row, memory.people)),
            "encounters": list(map(encounters.to_row, memory.encounters)),
            "promises": list(map(promises.to_row, memory.promises)),
            "mechanisms": list(map(mechanisms.to_row, memory.mechanisms)),
            "requests": [r.model_dump() for r in memory.requests],
            "targets": [t.model_dump() for t in memory.targets],
            "formulas": [formulas.to_row(f) for h in holders for f in memory.formulas(h)],
            "findings": list(map(check_row, check_records(memory.stored, documents))),
        }


@pytest.fixture(scope="module")
def expected(pages: list[Read], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    found = remember(tmp_path_factory.mktemp("order") / "one.db", [pages])
    assert all(found[part] for part in ("people", "encounters", "promises", "mechanisms"))
    return found


def cut(pages: Sequence[Read], places: set[int]) -> Iterator[Sequence[Read]]:
    """Yield the pages in batches that begin at the places."""
    starts = [0, *sorted(place for place in places if 0 < place < len(pages)), len(pages)]
    for start, end in pairwise(starts):
        yield pages[start:end]


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_order_of_adding_makes_no_difference(
    pages: list[Read],
    expected: dict[str, list[Any]],
    tmp_path_factory: pytest.TempPathFactory,
    data: st.DataObject,
) -> None:
    order = data.draw(st.permutations(pages))
    batches = list(cut(order, data.draw(st.sets(st.integers(1, len(pages) - 1)))))
    assert remember(tmp_path_factory.mktemp("order") / "any.db", batches) == expected
