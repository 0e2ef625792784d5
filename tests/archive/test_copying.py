"""Copies between stores: everything comes over, and is seen to; or nothing does."""

import contextlib
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise, product

import pytest
from tests.archive.conftest import MOMENT, edit_page, make_document, read_readout
from tests.servers import STORES

from communique.accounts import Accounts, Role, SignInRefused
from communique.archive import Archive, PackRow, copy_archive, copying, open_archive
from communique.archive.tables import METADATA
from communique.archive.types import RunItem
from communique.archive.watches import Watches
from communique.errors import ArchiveError

PlaceIn = Callable[[str], str]

PACK = PackRow("Penny Wong", "Minister for Foreign Affairs", "foreign-minister", "AUS",
               "2022-05-23", "", "foreignminister.gov.au", ("Penelope Wong",))  # fmt: skip

PASSWORD = "a long enough password"


@pytest.fixture
def place_in(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> PlaceIn:
    """Return a maker of places for archives in a store of either kind."""

    def make(store: str) -> str:
        if store == "sqlite":
            return str(tmp_path_factory.mktemp("copy") / "desk.db")
        server = request.getfixturevalue("server")
        url: str = server.new_archive()
        request.addfinalizer(lambda: server.give_back(url))
        return url

    return make


def fill(place: str) -> None:
    """Put something into every table of an archive."""
    document, records = read_readout()
    by_kind = {record.kind: record for record in records}
    with open_archive(place, clock=lambda: MOMENT) as archive:
        archive.add(document, records, extractor="0.1.0")
        archive.add(make_document("A\0B \ufdd2 and \ufdd2\ufdd3, Çelik 🤝."), [])
        archive.import_pack("oz.csv", [PACK])
        for number in (1, 2):
            archive.add(*edit_page(number))
    with open_archive(place, clock=lambda: MOMENT + timedelta(days=1)) as archive:
        undone = archive.reject(by_kind["figure"].id, by="amina", why="« non »")
        archive.undo(undone.id, by="amina")
        archive.correct(by_kind["commitment"].id, "amina", {"topics": ["energy"]})
        again = by_kind["position"].model_copy(update={"confidence": 0.5})
        longer = by_kind["request"].model_copy(update={"topics": ("energy",)})
        archive.replace(document.id, [again, longer], extractor="0.2.0")
        archive.add(*edit_page(3))
        archive.keep_answer("who?", archive.stamp(), bytes(range(256)))
        closed = archive.make_collection("closed")
        archive.adding_to(closed).add(make_document("Kenya and Norway spoke."), [])
        run = archive.begin_run("amina", "page", "a page")
        archive.note_run(run, [RunItem("set aside", "a.bin", None, 0, "no text")], state="done")
        _keep_accounts(archive, closed)


def _keep_accounts(archive: Archive, collection: int) -> None:
    accounts = Accounts(archive)
    accounts.add_user("amina", Role.EDITOR, PASSWORD, by="ben")
    accounts.add_group("desk", by="ben")
    accounts.set_group("desk", ["amina"], [collection], by="ben")
    Watches(archive).save("amina", "both", "pair", "party=JPN&party=KEN")
    accounts.make_token("amina", "script", role=Role.READER, writes=False, days=9)
    accounts.sign_in("amina", PASSWORD, address="192.0.2.1", age=timedelta(days=1))
    with contextlib.suppress(SignInRefused):
        accounts.sign_in("amina", "wrong", address="192.0.2.1", age=timedelta(days=1))


def read_all(archive: Archive) -> object:
    """Return what readers see of an archive, now and as of a day before."""
    return (
        list(archive.dump()),
        list(archive.documents()),
        list(archive.records()),
        list(archive.records(known_at=MOMENT)),
        list(archive.reviews()),
        list(archive.successions()),
        list(archive.pack_rows()),
        archive.stamp(),
        archive.find_answer("who?", archive.stamp()),
        [hit.document.id for hit in archive.search("joint committee")],
    )


@pytest.mark.parametrize(("source", "target"), [*product(STORES, STORES)])
def test_copy_brings_everything(place_in: PlaceIn, source: str, target: str) -> None:
    first, second = place_in(source), place_in(target)
    fill(first)
    with open_archive(first) as old, open_archive(second) as new:
        copied = copy_archive(old, new)
        assert {one.table for one in copied} == set(METADATA.tables)
        assert {one.table for one in copied if not one.rows} <= {"carried"}
        assert new.check() == []
        assert read_all(new) == read_all(old)
        # The copy goes on where the first one stood.
        for archive in (old, new):
            archive.add(make_document("Later."), [])
            archive.import_pack("more.csv", [PACK])
            archive.reject(next(archive.records()).id, by="amina")
        assert new.check() == []
        assert [r.id for r in new.reviews()] == [r.id for r in old.reviews()]


@pytest.mark.parametrize("store", STORES)
def test_copies_of_copies_have_the_same_hashes(place_in: PlaceIn, store: str) -> None:
    places = [place_in("sqlite"), place_in(store), place_in("sqlite")]
    fill(places[0])
    hashes = []
    for before, after in pairwise(places):
        with open_archive(before) as old, open_archive(after) as new:
            hashes.append(copy_archive(old, new))
    assert hashes[0] == hashes[1]


@pytest.mark.parametrize("store", STORES)
def test_copy_refuses_an_archive_with_rows(place_in: PlaceIn, store: str) -> None:
    first, second = place_in("sqlite"), place_in(store)
    fill(first)
    with open_archive(first) as old, open_archive(second) as new:
        new.import_pack("oz.csv", [PACK])
        with pytest.raises(ArchiveError, match="is not empty, its table known_tenures has rows"):
            copy_archive(old, new)
        assert new.stats().documents == 0


@pytest.mark.parametrize("store", STORES)
def test_copy_that_differs_keeps_nothing(
    place_in: PlaceIn, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = place_in("sqlite"), place_in(store)
    fill(first)
    insert_all = copying.insert_all

    def lose_one(connection, table, rows):  # type: ignore[no-untyped-def]
        insert_all(connection, table, rows[1:] if table == "record_topics" else rows)

    monkeypatch.setattr(copying, "insert_all", lose_one)
    with open_archive(first) as old, open_archive(second) as new:
        with pytest.raises(ArchiveError, match=r"_topics came over with \d rows that"):
            copy_archive(old, new)
        assert list(new.documents()) == []
        monkeypatch.undo()
        assert copy_archive(old, new)


def test_copy_leaves_no_table_behind(place_in: PlaceIn) -> None:
    first, second = place_in("sqlite"), place_in("sqlite")
    fill(first)
    with sqlite3.connect(first) as connection:
        connection.execute("CREATE TABLE notes (words TEXT)")
    connection.close()
    with (
        open_archive(first) as old,
        open_archive(second) as new,
        pytest.raises(ArchiveError, match="has a table 'notes' that is no part of an archive"),
    ):
        copy_archive(old, new)
