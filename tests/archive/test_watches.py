"""What people watch is kept for each; a secret opens one watch, until it is revoked."""

from pathlib import Path

import pytest
from sqlalchemy import select
from tests.archive.conftest import MOMENT, read_readout
from tests.archive.first_archive import write_first_archive

from communique.accounts import Accounts, Role
from communique.archive import Archive, open_archive
from communique.archive.queries import RecordFilter
from communique.archive.tables import METADATA
from communique.archive.watches import MOST, Watches
from communique.errors import CommuniqueError, NotOnRecord

BETWEEN = RecordFilter(parties=("JPN", "KEN"))
PAIR = "party=JPN&party=KEN"


@pytest.fixture
def watches(archive: Archive) -> Watches:
    accounts = Accounts(archive)
    for name in ("amina", "bo"):
        accounts.add_user(name, Role.ANALYST, "a long enough password", by="test")
    return Watches(archive)


@pytest.mark.parametrize("owner", [None, "amina"])
def test_what_is_saved_is_listed_and_removed(watches: Watches, owner: str | None) -> None:
    made = watches.save(owner, "  Japan  and Kenya ", "pair", PAIR)
    assert (made.owner, made.name, made.kind, made.question, made.has_address) == (
        owner, "Japan and Kenya", "pair", PAIR, False,
    )  # fmt: skip
    assert watches.of(owner) == [made]
    assert watches.find(owner, made.key) == made
    watches.remove(owner, made.key)
    assert watches.of(owner) == []


def test_nobody_finds_another_s(watches: Watches) -> None:
    mine = watches.save("amina", "x", "pair", PAIR)
    for other in ("bo", None):
        assert watches.of(other) == []
        for change in (watches.find, watches.remove, watches.make_address, watches.revoke_address):
            with pytest.raises(NotOnRecord):
                change(other, mine.key)
    assert watches.of("amina") == [mine]
    with pytest.raises(NotOnRecord):
        watches.of("nobody")


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "a\x07b"])
def test_names_are_names(watches: Watches, name: str) -> None:
    with pytest.raises(CommuniqueError, match="name"):
        watches.save(None, name, "pair", PAIR)


def test_a_name_is_given_once_by_each(watches: Watches) -> None:
    watches.save("amina", "x", "pair", PAIR)
    watches.save("bo", "x", "pair", PAIR)
    watches.save(None, "x", "pair", PAIR)
    with pytest.raises(CommuniqueError, match="already"):
        watches.save(None, "x", "search", "q=steel")


def test_there_is_a_bound(watches: Watches) -> None:
    for number in range(MOST):
        watches.save(None, str(number), "pair", PAIR)
    with pytest.raises(CommuniqueError, match="remove one"):
        watches.save(None, "one more", "pair", PAIR)
    watches.save("amina", "x", "pair", PAIR)


def test_a_secret_opens_one_watch_until_it_is_revoked(watches: Watches) -> None:
    one = watches.save("amina", "one", "pair", PAIR)
    two = watches.save("amina", "two", "pair", PAIR)
    secret = watches.make_address("amina", one.key)
    found = watches.find_by_secret(one.key, secret)
    assert found is not None and found.has_address and found.owner == "amina"
    for key, given in ((two.key, secret), (one.key, ""), (one.key, secret[:-1]), (99, secret)):
        assert watches.find_by_secret(key, given) is None
    newer = watches.make_address("amina", one.key)
    assert watches.find_by_secret(one.key, secret) is None
    watches.revoke_address("amina", one.key)
    assert watches.find_by_secret(one.key, newer) is None
    assert watches.find_by_secret(one.key, "") is None


def test_no_secret_is_in_the_database(watches: Watches, archive: Archive) -> None:
    one = watches.save(None, "one", "pair", PAIR)
    secret = watches.make_address(None, one.key)
    with archive._read() as connection:
        written = repr([connection.execute(select(t)).all() for t in METADATA.tables.values()])
    assert PAIR in written and secret not in written


def test_changes_are_in_the_log_of_a_team(watches: Watches, archive: Archive) -> None:
    one = watches.save("amina", "one", "pair", PAIR)
    watches.make_address("amina", one.key)
    watches.revoke_address("amina", one.key)
    watches.remove("amina", one.key)
    told = [(entry.what, entry.target) for entry in Accounts(archive).audit(who="amina")]
    assert told == [
        ("remove watch", "one"),
        ("revoke address of watch", "one"),
        ("make address of watch", "one"),
        ("add watch", "one"),
    ]


def test_an_archive_of_the_first_version_takes_watches(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    write_first_archive(path, [(*read_readout(), MOMENT)], revision="r0001")
    with open_archive(path) as archive:
        made = Watches(archive).save(None, "x", "pair", PAIR)
    with open_archive(path) as again:
        assert Watches(again).of(None) == [made]
        assert again.check() == []
        # What was there before the moment of learning is told too.
        assert {one.since for one in again.latest(BETWEEN)} == {MOMENT}
