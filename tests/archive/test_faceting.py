"""Facets count what a filter finds."""

from collections import Counter
from collections.abc import Iterator

import pytest

import communique
from communique.archive import searching
from communique.archive.queries import RecordFilter
from communique.document import Document
from communique.reading import iter_documents
from communique.records import RecordBase
from communique.sample import pages_folder
from communique.views import Desk, open_archive

Read = list[tuple[Document, list[RecordBase]]]


@pytest.fixture(scope="module")
def pages() -> Read:
    """Return some sample pages, read."""
    found = list(iter_documents(sorted(pages_folder().glob("*.txt"))[:6]))
    return [(one, list(communique.extract(one))) for one in found if isinstance(one, Document)]


@pytest.fixture
def desk(pages: Read, place: str) -> Iterator[Desk]:
    with open_archive(place) as opened:
        for document, records in pages:
            opened.add(document, records)
        yield opened


FILTERS = [
    pytest.param({}, id="everything"),
    pytest.param({"kind": "commitment"}, id="kind"),
    pytest.param({"parties": ("CHN",)}, id="party"),
    pytest.param({"text": "trade"}, id="words"),
    pytest.param({"confidence": 0.7}, id="confidence"),
    pytest.param({"issue": "trade", "parties": ("GBR",)}, id="issue_and_party"),
]


@pytest.mark.parametrize("asked", FILTERS)
def test_facets_count_the_records_that_the_same_filter_gives(
    desk: Desk, asked: dict[str, object]
) -> None:
    found = list(desk.records(**asked))  # type: ignore[arg-type]
    kinds = (str(asked["kind"]),) if "kind" in asked else ()
    others = {key: value for key, value in asked.items() if key != "kind"}
    facets = desk.facets(RecordFilter(kinds=kinds, **others))  # type: ignore[arg-type]
    assert facets.records == len(found) > 0
    assert not facets.partial
    assert facets.kinds == Counter(one.record.kind for one in found)
    years = Counter(one.filed.end.year for one in found if one.filed and one.filed.end)
    assert facets.years == years
    issues = Counter(issue for one in found for issue in set(one.record.topics))
    for issue, count in issues.items():
        assert facets.issues[issue] >= count
    assert sum(facets.confidence.values()) == len(found)


def test_of_too_many_records_the_newest_are_counted(desk: Desk) -> None:
    facets = desk.facets(RecordFilter(), most=5)
    assert facets.partial
    assert facets.records == 5
    newest = list(desk.records(limit=5))
    assert sum(facets.kinds.values()) == 5
    assert set(facets.years) == {o.filed.end.year for o in newest if o.filed and o.filed.end}


def test_records_are_paged_without_gap_or_overlap(desk: Desk) -> None:
    every = [one.id for one in desk.records()]
    paged = [one.id for at in range(0, len(every), 7) for one in desk.records(limit=7, offset=at)]
    assert paged == every


def test_a_publisher_is_found_in_any_case(desk: Desk) -> None:
    known = {name for one in desk.documents() if (name := one.publisher or one.agency)}
    for name in known:
        shouted = [one.id for one in desk.records(publisher=name.upper())]
        assert shouted == [one.id for one in desk.records(publisher=name)] != []
    assert not list(desk.records(publisher="no such house"))


@pytest.mark.parametrize("asked", [{"text": "the"}, {"issue": "trade"}, {"parties": ("CHN",)}])
def test_common_conditions_find_the_same_one_by_one(
    desk: Desk, asked: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = RecordFilter(**asked)  # type: ignore[arg-type]
    gathered = [one.id for one in desk.records(**asked, limit=10)]  # type: ignore[arg-type]
    facets = desk.facets(wanted)
    monkeypatch.setattr(searching, "_LEAST_COMMON", 0)
    monkeypatch.setattr(searching, "_LOOK_UP", 10**9)
    one_by_one = [one.id for one in desk.records(**asked, limit=10)]  # type: ignore[arg-type]
    assert len(gathered) == 10
    assert one_by_one == gathered
    assert desk.facets(wanted) == facets


def test_a_page_of_records_is_that_of_the_whole_list(desk: Desk) -> None:
    wanted = RecordFilter(parties=("CHN",))
    every = [one.id for one in desk.records(parties=("CHN",))]
    facets, second, number = desk.find_page(wanted, size=7, page=2)
    assert (facets.records, number) == (len(every), 2)
    assert [one.id for one in second] == every[7:14]
    _, last, number = desk.find_page(wanted, size=7, page=10_000)
    assert number == -(-len(every) // 7)
    assert last[-1].id == every[-1]
    facets, first, number = desk.find_page(RecordFilter(text="nobody wrote this"), size=7)
    assert (facets.records, first, number) == (0, [], 1)
