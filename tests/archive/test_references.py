"""Reference packs in the archive: replaced by name, removed, and known as of a day."""

from datetime import UTC, date, datetime

import pytest

from communique.archive import Archive, PackRow, open_archive
from communique.errors import ArchiveError

WONG = PackRow("Penny Wong", "Minister for Foreign Affairs", "foreign-minister", "AUS",
               "2022-05-23", "", "foreignminister.gov.au", ("Penelope Ying-Yen Wong",))  # fmt: skip
PAYNE = PackRow("Marise Payne", "Minister for Foreign Affairs", "foreign-minister", "AUS",
                "2018", "2022-05", "foreignminister.gov.au")  # fmt: skip


@pytest.fixture
def path(place: str) -> str:
    return place


def on(path: str, day: int) -> Archive:
    return open_archive(path, clock=lambda: datetime(2024, 5, day, tzinfo=UTC))


def test_rows_come_back_as_they_were_given(path: str) -> None:
    with on(path, 1) as archive:
        pack = archive.import_pack("oz.csv", [WONG, PAYNE, WONG])
        assert (pack.name, pack.rows) == ("oz.csv", 2)
        assert list(archive.pack_rows()) == [WONG, PAYNE]
        assert archive.packs() == [pack]
        assert archive.check() == []


def test_a_pack_imported_anew_keeps_equal_rows_and_drops_others(path: str) -> None:
    with on(path, 1) as archive:
        archive.import_pack("oz.csv", [PAYNE])
        archive.import_pack("other.csv", [WONG])
    with on(path, 9) as archive:
        archive.import_pack("oz.csv", [WONG])
        assert list(archive.pack_rows()) == [WONG, WONG]
        assert [pack.rows for pack in archive.packs()] == [1, 1]


def test_what_was_removed_is_known_as_of_before(path: str) -> None:
    with on(path, 1) as archive:
        archive.import_pack("oz.csv", [WONG, PAYNE])
    with on(path, 9) as archive:
        assert archive.remove_pack("oz.csv") == 2
        assert list(archive.pack_rows()) == []
        assert list(archive.pack_rows(known_at=date(2024, 5, 8))) == [WONG, PAYNE]
        assert list(archive.pack_rows(known_at=date(2024, 4, 30))) == []
        assert [pack.rows for pack in archive.packs(known_at=date(2024, 5, 1))] == [2]


def test_an_unknown_pack_is_refused_with_those_there_are(path: str) -> None:
    with on(path, 1) as archive:
        archive.import_pack("oz.csv", [WONG])
        with pytest.raises(ArchiveError, match=r"no reference pack 'x'; there is oz\.csv"):
            archive.remove_pack("x")


def test_many_rows_can_be_replaced(path: str) -> None:
    rows = [PackRow(f"Person {n}", "Minister", "minister", "AUS", "", "", "x") for n in range(1200)]
    with on(path, 1) as archive:
        archive.import_pack("many.csv", rows)
        assert archive.import_pack("many.csv", rows[:3]).rows == 3
