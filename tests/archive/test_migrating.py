"""Every revision leads to the newest one, and the tables are those the code believes in."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from tests.archive.conftest import MOMENT, edit_page, read_readout
from tests.archive.first_archive import write_first_archive

from communique.archive import Archive, open_archive
from communique.archive.engine import connect, find_place, reading, writing_to
from communique.archive.migrating import MIGRATIONS, REVISIONS, upgrade
from communique.archive.stores import store_of
from communique.archive.tables import METADATA
from communique.records import Records


def test_revisions_are_the_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    assert [s.revision for s in scripts.walk_revisions()] == list(reversed(REVISIONS))


def test_tables_are_those_of_the_newest_revision(archive: Archive) -> None:
    with archive._read() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: kind != "table" or "_search" not in name},
        )
        assert compare_metadata(context, METADATA) == []


@pytest.fixture
def empty(store: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a database without any table."""
    if store == "sqlite":
        return str(tmp_path / "old.db")
    return str(request.getfixturevalue("server").new_database())


@pytest.mark.parametrize("revision", ["r0001", "r0002"])
def test_open_brings_an_old_archive_to_head(empty: str, revision: str) -> None:
    path = empty
    document, records = read_readout()
    write_first_archive(path, [(document, records, MOMENT)], revision=revision)
    with open_archive(path) as archive:
        assert archive.check() == []
        assert archive.records_of(document.id) == Records(records)
        assert {stored.since for stored in archive.records()} == {MOMENT}
        assert [hit.document.id for hit in archive.search("joint committee")] == [document.id]
        assert [summary.extractor for summary in archive.documents()] == ["0.0.1"]


def test_old_archive_takes_reviews_and_readings(empty: str) -> None:
    path = empty
    document, records = read_readout()
    write_first_archive(path, [(document, records, MOMENT)])
    figure = next(record for record in records if record.kind == "figure")
    with open_archive(path) as archive:
        archive.reject(figure.id, by="desk")
        archive.replace(document.id, records, extractor="0.2.0")
    with open_archive(path) as again:
        assert again.check() == []
        assert [review.verdict for review in again.reviews()] == ["reject"]
        assert figure.id not in {stored.id for stored in again.records()}
        assert again.stats().records == len(records) - 1


def test_old_archive_s_pages_come_into_order(empty: str, tmp_path: Path) -> None:
    path = empty
    versions = [edit_page(number) for number in (2, 1, 3)]
    reads = [
        (*read, MOMENT + timedelta(days=day)) for day, read in zip((0, 1, 2), versions, strict=True)
    ]
    write_first_archive(path, reads)
    with open_archive(path) as archive, open_archive(tmp_path / "new.db") as new:
        assert archive.check() == []
        for read in versions:
            new.add(*read)
        ordered = [summary.id for summary in archive.versions(versions[0][0].id)]
        assert ordered == [versions[place][0].id for place in (1, 0, 2)]
        assert list(archive.dump()) == list(new.dump())
        shown = {
            day: {s.document.id for s in archive.records(known_at=MOMENT + timedelta(days=day))}
            for day in (0, 1, 2)
        }
    # The one added second was old already when it came.
    assert shown == {0: {versions[0][0].id}, 1: {versions[0][0].id}, 2: {versions[2][0].id}}


def test_migration_is_all_or_nothing(empty: str) -> None:
    place = find_place(empty, create=True)
    engine = connect(place, busy_timeout_seconds=1)
    with pytest.raises(KeyboardInterrupt), writing_to(engine, place) as connection:
        upgrade(connection, "r0002")
        raise KeyboardInterrupt
    with reading(engine, place) as connection:
        assert store_of(connection).is_empty(connection)
    engine.dispose()


def test_open_archive_up_to_date_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    open_archive(path).close()
    other = sqlite3.connect(path)
    other.execute("BEGIN IMMEDIATE")
    with open_archive(path, busy_timeout_seconds=0.05) as archive:
        assert archive.stats().documents == 0
    other.close()
