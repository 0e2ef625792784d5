"""Edited pages: which documents are versions of one page, and which of them is shown."""

import random
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.archive.conftest import MOMENT, edit_page, find_words, make_document
from tests.servers import NewPlace
from tests.strategies import TEXTS

from communique.archive import Archive, open_archive, versions
from communique.document import Article, Block, Document, DocumentDate, Metadata
from communique.errors import ArchiveError
from communique.records import DateRange, Position, RecordBase

Read = tuple[Document, list[RecordBase]]

#: Words for texts that are long enough to be told apart.
VOCABULARY = re.findall(
    r"\w+",
    "minister talks port railway loan signed visit note climate trade council border water "
    "energy students health grain fishing dialogue agreed welcomed thanked proposed opened",
)


def write_text(seed: int, words: int = 120) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(VOCABULARY) for _ in range(words))


def place(
    text: str,
    *,
    name: str = "page.html",
    url: str | None = None,
    published: date | None = None,
    updated: date | None = None,
) -> Document:
    def dated(day: date | None) -> DocumentDate | None:
        return None if day is None else DocumentDate(date=DateRange.on(day), found="markup")

    given_ = Metadata(url=url, published=dated(published), updated=dated(updated))
    article = Article(start=0, end=len(text), metadata=given_)
    return Document(name=name, text=text, sha256="0" * 64, articles=(article,))


def stories(archive: Archive) -> list[list[str]]:
    """Return the pages of an archive, each as the texts of its versions."""
    groups = {
        tuple(version.id for version in archive.versions(summary.id))
        for summary in archive.documents()
    }
    return sorted([archive.document(id_).text for id_ in group] for group in groups)


OLD = write_text(1)
LONGER = f"{OLD} {write_text(2, words=100)}"
OTHER = write_text(3)
ADDRESS = "https://example.org/news/1"

PAGES = [
    pytest.param([(OLD, ADDRESS, "a"), (LONGER, ADDRESS, "b")], 1, id="grown_at_one_address"),
    pytest.param(
        [(OLD, ADDRESS, "a"), (f"{OLD} More.", "http://EXAMPLE.org/news/1/#top", "a")],
        1,
        id="address_written_otherwise",
    ),
    pytest.param([(OLD, ADDRESS, "a"), (OTHER, ADDRESS, "a")], 2, id="other_text_at_one_address"),
    pytest.param(
        [(OLD, ADDRESS, "a"), (f"{OLD} More.", f"{ADDRESS}0", "a")], 2, id="copy_elsewhere"
    ),
    pytest.param([(OLD, None, "a"), (f"{OLD} More.", None, "a")], 1, id="edited_under_one_name"),
    pytest.param([(OLD, None, "a"), (OTHER, None, "a")], 2, id="two_pages_of_one_name"),
    pytest.param([(OLD, None, "a"), (f"{OLD} More.", None, "b")], 2, id="two_names"),
    pytest.param([(OLD, None, "a"), (f"{OLD} More.", ADDRESS, "a")], 2, id="one_has_an_address"),
    pytest.param([(OLD, "a", "a"), (f"{OLD} More.", "a", "a")], 1, id="address_that_is_none"),
]


@pytest.mark.parametrize(("pages", "stories_told"), PAGES)
def test_versions_of_a_page_belong_together(
    archive: Archive, pages: list[tuple[str, str | None, str]], stories_told: int
) -> None:
    for text, url, name in pages:
        archive.add(place(text, url=url, name=name), [])
    assert len(stories(archive)) == stories_told
    assert archive.check() == []


def test_boilerplate_makes_no_versions(archive: Archive) -> None:
    frame = write_text(9, words=400)
    for body in (OLD, OTHER):
        text = f"{frame}\n{body}"
        border = len(frame)
        blocks = (
            Block(kind="boilerplate", start=0, end=border),
            Block(kind="paragraph", start=border + 1, end=len(text)),
        )
        article = Article(start=0, end=len(text), blocks=blocks)
        archive.add(Document(name="a", text=text, sha256="0", articles=(article,)), [])
    assert len(stories(archive)) == 2


def test_order_of_versions_is_by_their_own_days(archive: Archive) -> None:
    first = place(OLD, url=ADDRESS, published=date(2024, 5, 1))
    second = place(f"{OLD} One.", url=ADDRESS, published=date(2024, 5, 1), updated=date(2024, 5, 9))
    third = place(f"{OLD} Two.", url=ADDRESS, published=date(2024, 5, 10))
    for document in (third, first, second):
        archive.add(document, [])
    ordered = archive.versions(second.id)
    assert [summary.id for summary in ordered] == [first.id, second.id, third.id]
    assert [summary.superseded_by for summary in ordered] == [second.id, third.id, None]


def test_order_of_versions_without_days_is_that_of_adding(new_place: NewPlace) -> None:
    moments = iter(MOMENT + timedelta(hours=hour) for hour in range(9))
    with open_archive(new_place(), clock=lambda: next(moments)) as archive:
        documents = [place(f"{OLD} {word}.", name="a") for word in ("One", "Two", "Three")]
        for document in documents:
            archive.add(document, [])
        assert [v.id for v in archive.versions(documents[0].id)] == [d.id for d in documents]


def test_only_the_newest_version_is_shown(archive: Archive) -> None:
    reads = [edit_page(number) for number in (1, 2, 3)]
    for document, records in reads:
        archive.add(document, records)
    assert [stored.record for stored in archive.records()] == reads[2][1]
    assert archive.records_of(reads[0][0].id).positions == ()
    assert archive.stats().records == 1
    assert archive.stats().documents == 3
    old = archive.at(reads[0][1][0].id).stored
    assert (old.since, old.document.superseded_by) == (None, reads[1][0].id)


def test_as_of_shows_what_a_page_said_then(archive: Archive) -> None:
    reads = [edit_page(number) for number in (3, 1, 5)]
    for document, records in reads:
        archive.add(document, records)

    def said(day: int) -> list[RecordBase]:
        return [stored.record for stored in archive.records(as_of=date(2024, 5, day))]

    expected = [[], reads[1][1], reads[1][1], reads[0][1], reads[0][1], reads[2][1]]
    assert [said(day) if day else [] for day in range(6)] == expected


def test_rejected_stays_rejected_as_of_any_day(archive: Archive) -> None:
    reads = [edit_page(number) for number in (1, 2)]
    for document, records in reads:
        archive.add(document, records)
    archive.reject(reads[0][1][0].id, by="amina")
    assert list(archive.records(as_of=date(2024, 5, 1))) == []
    assert archive.check() == []


def test_known_at_shows_the_version_that_was_there(new_place: NewPlace) -> None:
    hours = iter(range(9))
    start = datetime(2024, 6, 1, tzinfo=UTC)
    # The oldest comes last: it was never the newest.
    reads = [edit_page(number) for number in (2, 3, 1)]
    with open_archive(new_place(), clock=lambda: start + timedelta(hours=next(hours))) as archive:
        for document, records in reads:
            archive.add(document, records)
        seen = [
            [(s.document.id, s.document.superseded_by) for s in archive.records(known_at=moment)]
            for moment in (start + timedelta(hours=hour) for hour in range(3))
        ]
        newest = reads[1][0].id
        assert seen == [[(reads[0][0].id, None)], [(newest, None)], [(newest, None)]]
        known = archive.documents(known_at=start)
        assert [(d.id, d.superseded_by) for d in known] == [(reads[0][0].id, None)]
        assert archive.last_published(known_at=start) == date(2024, 5, 2)
        assert archive.last_published(known_at=start - timedelta(hours=1)) is None
        assert archive.last_published() == archive.stats().last_published
        assert archive.check() == []


@settings(max_examples=15, deadline=None)
@given(order=st.permutations(range(6)), seed=st.integers(0, 3))
def test_the_order_of_adding_does_not_matter(
    order: list[int], seed: int, fresh_archive: Callable[[], Archive]
) -> None:
    # A chain of edits: the first and the last have little in common.
    words = write_text(seed).split()
    texts = [" ".join(words[25 * n : 25 * n + 60]) for n in range(4)] + [OTHER, LONGER]
    days = [date(2024, 5, 1) + timedelta(days=n) for n in range(6)]
    documents = [
        place(text, url=ADDRESS, published=day) for text, day in zip(texts, days, strict=True)
    ]

    def read(document: Document) -> list[RecordBase]:
        start = document.text[:20]
        evidence = find_words(document, start) if document.text.count(start) == 1 else None
        return (
            []
            if evidence is None
            else [
                Position(
                    document_id=document.id,
                    evidence=(evidence,),
                    holder="KEN",
                    issue="trade",
                    stance="support",
                    wording=start,
                )
            ]
        )

    with fresh_archive() as left, fresh_archive() as right:
        for document in documents:
            left.add(document, read(document))
        for number in order:
            right.add(documents[number], read(documents[number]))
        assert list(left.dump()) == list(right.dump())
        assert stories(left) == stories(right)
        assert right.check() == []


def test_versions_refuses_unknown_documents(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="no document 'nowhere'"):
        archive.versions("nowhere")
    with pytest.raises(ArchiveError, match="no document 'nowhere'"):
        archive.difference("nowhere", "nowhere")


def test_difference_tells_what_was_edited(archive: Archive) -> None:
    old = make_document("First line.\n\nThe sides agreed to meet in June 2024.\nLast line.")
    new = make_document("First line.\nThe sides agreed to meet in July 2024.\nLast line.\nP.S.")
    for document in (old, new):
        archive.add(document, [])
    found = archive.difference(old.id, new.id)
    assert [(c.old_text, c.new_text) for c in found] == [("June", "July"), ("", "P.S.")]


@given(left=TEXTS, right=TEXTS)
def test_difference_leads_from_one_text_to_the_other(left: str, right: str) -> None:
    changes = list(versions.difference(left, right))
    patched, end = "", 0
    for change in changes:
        assert left[slice(*change.old)] == change.old_text
        assert right[slice(*change.new)] == change.new_text
        patched += left[end : change.old[0]] + f" {change.new_text} "
        end = change.old[1]
    patched += left[end:]
    # But for white space, which doesn't count.
    assert "".join(patched.split()) == "".join(right.split())


def test_difference_of_long_texts_takes_no_long_time() -> None:
    left, right = write_text(1, words=30_000), write_text(2, words=30_000)
    [change] = versions.difference(left, right)
    assert (change.old_text, change.new_text) == (left, right)


@given(left=TEXTS, right=TEXTS)
def test_likeness_is_symmetric_and_of_itself_whole(left: str, right: str) -> None:
    one, other = versions.sketch_text(left), versions.sketch_text(right)
    for measure in (versions.resemblance, versions.containment):
        assert measure(one, other) == measure(other, one)
        assert 0 <= measure(one, other) <= 1
        assert measure(one, one) == pytest.approx(1)
    assert versions.Sketch.from_bytes(one.to_bytes(), one.shingles) == one


def test_versions_in_every_order() -> None:
    texts = [f"{OLD} {word}" for word in ("one", "two", "three")]
    assert all(
        versions.is_version(page, versions.sketch_text(a), versions.sketch_text(b))
        for page in ("url:x", "name:x")
        for a, b in permutations(texts, 2)
    )
