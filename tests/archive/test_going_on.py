"""Listings in parts: together they are the whole, whatever is added in between."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests.archive.conftest import find_words, make_document

from communique.archive import Archive, open_archive
from communique.archive.types import Order
from communique.errors import ArchiveError
from communique.records import DateRange, Occasion

ORDERS: tuple[Order, ...] = ("newest", "oldest", "document")
WORDS = ("The first talks", "the second round", "a third")
TEXT = "The first talks were held, the second round is to come, and a third may follow on day %s."
#: Two pages of one day, two without one, and occasions with days of their own.
DAYS = [date(2024, 5, 2), None, date(2024, 5, 2), date(2023, 1, 1), None, date(2025, 7, 7)]


def add_page(archive: Archive, number: int, day: date | None) -> None:
    document = make_document(TEXT % number, name=f"{number}.txt", day=day)
    occasions = [
        Occasion(
            document_id=document.id,
            name=words,
            parties=("KEN",),
            evidence=(find_words(document, words),),
            date=DateRange.on(date(2024, 5, 1 + place)) if place == 1 else DateRange(),
        )
        for place, words in enumerate(WORDS)
    ]
    archive.add(document, occasions)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "desk.db") as opened:
        for number, day in enumerate(DAYS):
            add_page(opened, number, day)
        yield opened


def read_parts(
    listed: Callable[..., Any], size: int, between: Callable[[], None] = lambda: None
) -> list[str]:
    """Return the ids of a listing that is read in parts of `size`."""
    seen: list[str] = []
    while part := [one.id for one in listed(after=seen[-1] if seen else None, limit=size)]:
        seen += part
        between()
    return seen


@pytest.mark.parametrize("size", [1, 4, 100])
@pytest.mark.parametrize("order", ORDERS)
def test_parts_of_records_are_the_whole(archive: Archive, order: Order, size: int) -> None:
    def listed(**bounds: Any) -> Iterator[Any]:
        return archive.records(order=order, **bounds)

    whole = [one.id for one in listed()]
    assert len(whole) == len(DAYS) * len(WORDS)
    assert read_parts(listed, size) == whole


@pytest.mark.parametrize("size", [1, 4])
@pytest.mark.parametrize("order", ORDERS)
def test_parts_of_documents_are_the_whole(archive: Archive, order: Order, size: int) -> None:
    def listed(**bounds: Any) -> Iterator[Any]:
        return archive.documents(order=order, **bounds)

    whole = [one.id for one in listed()]
    assert len(whole) == len(DAYS)
    assert read_parts(listed, size) == whole


@pytest.mark.parametrize("order", ORDERS)
def test_what_is_added_in_between_moves_nothing(archive: Archive, order: Order) -> None:
    before = [one.id for one in archive.records(order=order)]
    numbers = count(10)
    days = iter([date(2026, 1, 1), date(2022, 1, 1), None, date(2024, 5, 2)])

    def add_one() -> None:
        if (day := next(days, False)) is not False:
            add_page(archive, next(numbers), day)

    seen = read_parts(lambda **bounds: archive.records(order=order, **bounds), 4, add_one)
    assert len(seen) == len(set(seen))
    assert [key for key in seen if key in before] == before


def test_a_rejected_record_can_be_gone_on_behind(archive: Archive) -> None:
    whole = [one.id for one in archive.records()]
    archive.reject(whole[3], "a reviewer")
    assert [one.id for one in archive.records(after=whole[3])] == whole[4:]


def test_an_unknown_place_is_refused(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="begin the listing again"):
        list(archive.records(after="nothing"))


def test_only_what_had_been_published_is_listed_as_of_a_day(archive: Archive) -> None:
    days = [one.published for one in archive.documents(as_of=date(2024, 5, 2))]
    assert [d.end if d else None for d in days] == [
        date(2024, 5, 2), date(2024, 5, 2), date(2023, 1, 1), None, None,
    ]  # fmt: skip


def test_confidence_and_publisher_filter_records(archive: Archive) -> None:
    assert not list(archive.records(publisher="The Times"))
    everything = list(archive.records(publisher="ministry of FOREIGN affairs", confidence=1.0))
    assert len(everything) == len(DAYS) * len(WORDS)
