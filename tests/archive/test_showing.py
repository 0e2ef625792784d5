"""Searching and counting as of a day, and as the archive was known at a moment."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from tests.archive.edited_pages import LOAN, OPENING, REFORM, edit_text, find, make_version
from tests.servers import NewPlace

from communique.archive import Archive, open_archive
from communique.errors import ArchiveError

#: Published on 1 and 10 May 2024, of one page; the second names four plants.
FIRST = make_version(1, edit_text())
EDITED = LOAN.replace("three", "four")
SECOND = make_version(10, edit_text([(LOAN, EDITED), (REFORM, "")]))

BEFORE, BETWEEN, REVIEWED, AFTER = (date(2024, 6, day) for day in (1, 2, 4, 6))


@pytest.fixture
def archive(new_place: NewPlace) -> Iterator[Archive]:
    """An archive that got the first version on 2 June, a review on the 4th, the second on the
    6th."""
    clock = iter(datetime(2024, 6, day, 12, tzinfo=UTC) for day in (2, 4, 6))
    with open_archive(new_place(), clock=lambda: next(clock)) as archive:
        archive.add(*FIRST)
        archive.reject(find(FIRST[1], REFORM).id, by="amina")
        archive.add(*SECOND)
        yield archive


def test_search_as_it_was_known(archive: Archive) -> None:
    def found(day: date) -> list[tuple[str, int, bool]]:
        hits = archive.search("plants", known_at=day)
        return sorted(
            (one.document.id, len(one.records), one.document.superseded_by is None) for one in hits
        )

    first, second = FIRST[0].id, SECOND[0].id
    # Three records of each version name the plants; older versions show none.
    assert found(BEFORE) == []
    assert found(BETWEEN) == found(REVIEWED) == [(first, 3, True)]
    assert found(AFTER) == sorted([(first, 0, False), (second, 3, True)])
    assert [len(one.records) for one in archive.search("reform", known_at=BETWEEN)] == [1]
    assert [len(one.records) for one in archive.search("reform", known_at=REVIEWED)] == [0]


def test_search_as_of_a_day(archive: Archive) -> None:
    hits = archive.search("plants", as_of=date(2024, 5, 5))
    assert [(one.document.id, len(one.records)) for one in hits] == [(FIRST[0].id, 3)]
    assert archive.search("plants", as_of=date(2024, 4, 30)) == []
    assert len(archive.search("plants", as_of=date(2024, 5, 10))) == 2
    both = archive.search("plants", as_of=date(2024, 5, 10), known_at=BETWEEN)
    assert [one.document.id for one in both] == [FIRST[0].id]
    assert archive.search("plants", 1, as_of=date(2024, 5, 10)) != []


def test_counts_as_they_were(archive: Archive) -> None:
    assert archive.stats(known_at=BEFORE).records == 0
    assert archive.stats(known_at=BEFORE).parties == {}
    between = archive.stats(known_at=BETWEEN)
    assert (between.documents, between.records) == (1, len(FIRST[1]))
    assert archive.stats(known_at=REVIEWED).records == len(FIRST[1]) - 1
    assert archive.stats(known_at=REVIEWED).kinds["position"] == 0
    assert archive.stats(known_at=AFTER) == archive.stats()
    assert archive.stats(as_of=date(2024, 4, 1)).documents == 0
    then = archive.stats(as_of=date(2024, 5, 5))
    assert (then.documents, then.records) == (1, len(FIRST[1]) - 1)
    assert then.last_published == date(2024, 5, 1)
    assert archive.stats(as_of=date(2024, 5, 10)) == archive.stats()


def test_counts_agree_with_the_records(archive: Archive) -> None:
    for day in (BEFORE, BETWEEN, REVIEWED, AFTER):
        for as_of in (None, date(2024, 4, 1), date(2024, 5, 5), date(2024, 5, 20)):
            told = list(archive.records(as_of=as_of, known_at=day))
            counted = archive.stats(as_of=as_of, known_at=day)
            assert counted.records == len(told)
            pairs = archive.pairs(as_of=as_of, known_at=day)
            assert sum(pair.records for pair in pairs) <= len(told)


def test_pairs_as_they_were(new_place: NewPlace) -> None:
    clock = iter(datetime(2024, 6, day, 12, tzinfo=UTC) for day in (2, 4))
    with open_archive(new_place(), clock=lambda: next(clock)) as archive:
        archive.add(*FIRST)
        archive.correct(find(FIRST[1], LOAN).id, "amina", {"parties": ["JPN", "KEN"]})
        assert archive.pairs(known_at=BETWEEN) == []
        assert [(p.left, p.right) for p in archive.pairs(known_at=REVIEWED)] == [("JPN", "KEN")]
        assert archive.pairs(as_of=date(2024, 4, 30)) == []
        assert archive.pairs(as_of=date(2024, 5, 1)) == archive.pairs()


def test_versions_as_they_were_known(archive: Archive) -> None:
    first, second = FIRST[0].id, SECOND[0].id
    (then,) = archive.versions(first, known_at=BETWEEN)
    assert (then.id, then.superseded_by) == (first, None)
    assert [one.id for one in archive.versions(first)] == [first, second]
    with pytest.raises(ArchiveError, match="on 2024-06-02"):
        archive.versions(second, known_at=BETWEEN)


def test_versions_that_a_later_one_joins_were_two_pages(new_place: NewPlace) -> None:
    clock = iter(datetime(2024, 6, day, 12, tzinfo=UTC) for day in (1, 2, 3))
    sentences = [f"Clause number {one} is about matter {one * 7} of the plan." for one in range(40)]
    # The halves share nothing; the whole has half of its text in common with each.
    texts = (sentences[:20], sentences[20:], sentences)
    pages = [make_version(day, "\n\n".join([OPENING, *text])) for day, text in enumerate(texts, 1)]
    with open_archive(new_place(), clock=lambda: next(clock)) as archive:
        for page in pages:
            archive.add(*page)
        first = pages[0][0].id
        assert len(archive.versions(first)) == 3
        assert len(archive.versions(first, known_at=date(2024, 6, 2))) == 1
