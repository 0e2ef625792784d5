"""Cutting a text where records begin and end."""

from hypothesis import given
from hypothesis import strategies as st
from tests.linking.builders_compare import summarise

from communique.archive.types import Stored
from communique.document import Article, Block, Document
from communique.records import Evidence, Occasion
from communique.web.marking import mark_blocks

TEXT = "The ministers met on Monday. They agreed to meet again, and parted."
SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 20)).map(
    lambda pair: (pair[0], min(pair[0] + pair[1], len(TEXT)))
)


@given(st.lists(st.lists(SPANS, min_size=1, max_size=3), max_size=6), st.lists(SPANS, max_size=2))
def test_pieces_make_up_the_text_and_know_their_records(
    places: list[list[tuple[int, int]]], sought: list[tuple[int, int]]
) -> None:
    document, stored = build(places)
    (block,) = mark_blocks(document, stored, sought)
    assert "".join(piece.text for piece in block.pieces) == TEXT
    for piece in block.pieces:
        for at in range(piece.start, piece.end):
            assert set(piece.records) == {
                f"r{number}"
                for number, spans in enumerate(places)
                if any(start <= at < end for start, end in spans)
            }
            assert piece.sought == any(start <= at < end for start, end in sought)


@given(st.lists(st.lists(SPANS, min_size=1, max_size=3), max_size=6))
def test_each_record_begins_once(places: list[list[tuple[int, int]]]) -> None:
    document, stored = build(places)
    (block,) = mark_blocks(document, stored)
    begun = [key for piece in block.pieces for key in piece.first]
    assert sorted(begun) == [f"r{number}" for number in range(len(places))]


def build(places: list[list[tuple[int, int]]]) -> tuple[Document, list[Stored]]:
    """Return a document of one block, and records that rest on some places of it."""
    block = Block(kind="paragraph", start=0, end=len(TEXT))
    article = Article(start=0, end=len(TEXT), blocks=(block,))
    document = Document(name="page.txt", text=TEXT, sha256="0" * 64, articles=(article,))
    stored = []
    for number, spans in enumerate(places):
        evidence = tuple(
            Evidence(document_id=document.id, start=a, end=b, text=TEXT[a:b], rule="test")
            for a, b in spans
        )
        record = Occasion(
            document_id=document.id, name="talks", parties=("KEN",), evidence=evidence
        )
        stored.append(Stored(f"r{number}", record, summarise(document), None))
    return document, stored
