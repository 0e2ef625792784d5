"""Every revision leads to the newest one, and the tables are those the code believes in."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert
from tests.archive.conftest import MOMENT, read_readout

from communique.archive import Archive, open_archive
from communique.archive.engine import connect, reading, writing_to
from communique.archive.migrating import MIGRATIONS, REVISIONS, upgrade
from communique.archive.projection import derive_rows
from communique.archive.tables import METADATA
from communique.archive.writing import to_utc
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


@pytest.mark.parametrize("revision", REVISIONS)
def test_open_brings_an_old_archive_to_head(tmp_path: Path, revision: str) -> None:
    path = tmp_path / "desk.db"
    document, records = read_readout()
    engine = connect(path, busy_timeout_seconds=1)
    with writing_to(engine, path) as connection:
        upgrade(connection, revision)
        rows = derive_rows(
            document, {r.id: r for r in records}, added_at=to_utc(MOMENT), extractor=None
        )
        for table, values in rows.items():
            connection.execute(insert(METADATA.tables[table]), values)
    engine.dispose()
    with open_archive(path) as archive:
        assert archive.check() == []
        assert archive.records_of(document.id) == Records(records)
        assert [hit.document.id for hit in archive.search("joint committee")] == [document.id]


def test_migration_is_all_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    engine = connect(path, busy_timeout_seconds=1)
    with pytest.raises(KeyboardInterrupt), writing_to(engine, path) as connection:
        upgrade(connection, "r0002")
        raise KeyboardInterrupt
    with reading(engine, path) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0
    engine.dispose()


def test_open_archive_up_to_date_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    open_archive(path).close()
    other = sqlite3.connect(path)
    other.execute("BEGIN IMMEDIATE")
    with open_archive(path, busy_timeout_seconds=0.05) as archive:
        assert archive.stats().documents == 0
    other.close()
