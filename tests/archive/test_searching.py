"""Full-text search: what is found, what is shown of it, and that no query is an error."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.archive.conftest import make_document, read_readout

from communique.archive import Archive
from communique.archive.sqlite_search import read_marks, write_expression
from communique.archive.terms import parse_terms
from communique.document import Document
from communique.records import RecordBase

Read = tuple[Document, list[RecordBase]]


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        pytest.param("joint committee", '"joint" AND "committee"', id="words"),
        pytest.param('"joint committee" 2030', '"joint committee" AND "2030"', id="phrase"),
        pytest.param("“joint committee”", '"joint committee"', id="curly_quotes"),
        pytest.param('"joint committee', '"joint committee"', id="open_quote"),
        pytest.param("commit*", '"commit"*', id="beginning"),
        pytest.param("NOT this OR that", '"NOT" AND "this" AND "OR" AND "that"', id="operators"),
        pytest.param("title:kenya^2", '"title:kenya^2"', id="columns_and_boosts"),
        pytest.param("a\0b", '"a b"', id="nul"),
        pytest.param("- * ( ) !", None, id="signs_only"),
        pytest.param("", None, id="empty"),
    ],
)
def test_parse_terms(query: str, expression: str | None) -> None:
    assert (write_expression(parse_terms(query)) or None) == expression


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        pytest.param("committee climate", ["commitment"], id="words_of_a_record"),
        pytest.param("COMMITTEES", ["commitment"], id="case_and_ending"),
        pytest.param("nairobi geothermal", [], id="words_of_the_text_only"),
        pytest.param('"200 million dollars"', ["statement", "figure"], id="phrase"),
        pytest.param("geoth*", ["statement"], id="beginning"),
    ],
)
def test_search_finds_the_document_and_its_records(
    archive: Archive, readout: Read, query: str, kinds: list[str]
) -> None:
    document, found = readout
    archive.add(document, found)
    archive.add(make_document("A page about something else."), [])
    (hit,) = archive.search(query)
    assert hit.document.id == document.id
    assert [stored.record.kind for stored in hit.records] == kinds
    assert hit.snippet is not None
    assert document.text[hit.snippet.start : hit.snippet.end] == hit.snippet.text
    assert hit.snippet.marks


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("moon", id="no_such_word"),
        pytest.param('"million 200"', id="phrase_in_another_order"),
        pytest.param("geoth", id="beginning_without_its_sign"),
        pytest.param("kenya moon", id="one_of_two_words"),
    ],
)
def test_search_finds_nothing(archive: Archive, readout: Read, query: str) -> None:
    archive.add(*readout)
    assert archive.search(query) == []


def test_search_marks_the_very_words(archive: Archive) -> None:
    document = make_document("🤝 Erdoğan met Mirziyoyev. Later ERDOGAN left.")
    archive.add(document, [])
    (hit,) = archive.search("erdogan")
    assert hit.snippet is not None
    words = [hit.snippet.text[start:end] for start, end in hit.snippet.marks]
    assert words == ["Erdoğan", "ERDOGAN"]


def test_search_finds_titles(archive: Archive) -> None:
    archive.add(make_document("Nothing else.", title="Kenya and Japan hold talks"), [])
    (hit,) = archive.search("talks")
    assert hit.snippet is None


def test_search_keeps_its_limit(archive: Archive) -> None:
    for number in range(5):
        archive.add(make_document(f"Talks, round {number}."), [])
    assert len(archive.search("talks", limit=3)) == 3


@settings(max_examples=200, deadline=None)
@given(query=st.text() | st.text('"*()^:+-{} NEAR/ANDORNOTa\0\ud800', max_size=20))
def test_search_takes_any_query(query: str, searchable: Archive) -> None:
    assert len(searchable.search(query)) <= 1
    assert len(list(searchable.records(text=query))) <= 7


@pytest.fixture(scope="module")
def searchable(fresh_archive: Callable[[], Archive]) -> Archive:
    archive = fresh_archive()
    archive.add(*read_readout())
    return archive


@pytest.mark.parametrize(
    ("text", "marked", "spans"),
    [
        pytest.param("a bc", "a \ufdd0bc\ufdd1", [(2, 4)], id="one"),
        pytest.param("a bc", "\ufdd0a\ufdd1 \ufdd0bc\ufdd1", [(0, 1), (2, 4)], id="two"),
        pytest.param("a bc", "a bc", [], id="none"),
        pytest.param("a\ufdd0 b", "a\ufdd0 \ufdd0b\ufdd1", [], id="text_holds_the_mark"),
        pytest.param("a\0 bc", "a", [], id="cut_at_nul"),
    ],
)
def test_read_marks(text: str, marked: str, spans: list[tuple[int, int]]) -> None:
    assert read_marks(text, marked) == spans


def test_equally_good_documents_come_by_their_ids(archive: Archive) -> None:
    documents = [make_document(f"The same few words {n}.") for n in range(30)]
    for document in documents:
        archive.add(document, [])
    ids = sorted(document.id for document in documents)
    for limit in (1, 5, 7, 8, 30, 40):
        assert [hit.document.id for hit in archive.search("words", limit)] == ids[:limit]
    assert archive.search("words", 0) == []
