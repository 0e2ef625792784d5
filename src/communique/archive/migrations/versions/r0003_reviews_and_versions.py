"""Reviews, the periods in which records are shown, readings anew, and versions of pages."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from communique.archive import versions
from communique.archive.columns import Number, Words
from communique.archive.pages import place_version, read_group
from communique.archive.rows import read_document
from communique.archive.sqlite_search import renew_trigger

revision = "r0003"
down_revision = "r0002"


_DOCUMENT = sa.text(
    "SELECT name, text, sha256, media_type, structure FROM documents WHERE key = :key"
).columns(text=Words, name=Words)
_DESCRIBE = sa.text(
    "UPDATE documents SET page = :page, page_group = :key, version_day = :day, sketch = :sketch, "
    "shingles = :shingles WHERE key = :key"
).bindparams(sa.bindparam("day", type_=sa.Date), sa.bindparam("page", type_=Words))


def upgrade() -> None:
    """Create the tables; let everything be shown since it was added, but for pages that have
    a newer version.
    """
    add_columns()
    create_tables()
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        renew_trigger(connection)
    order_versions(connection)
    connection.exec_driver_sql(
        "UPDATE records SET begun_by = 'add', since = "
        "(SELECT added_at FROM documents WHERE documents.id = records.document_id)"
    )
    end_superseded(connection)


def add_columns() -> None:
    """Add what documents and records have more than before."""
    of_documents: tuple[sa.Column[Any], ...] = (
        sa.Column("page", Words, nullable=False, server_default=""),
        sa.Column("page_group", Number, nullable=False, server_default="0"),
        sa.Column("version_day", sa.Date),
        sa.Column("sketch", sa.LargeBinary, nullable=False, server_default=""),
        sa.Column("shingles", Number, nullable=False, server_default="0"),
        sa.Column("superseded_by", Words),
        sa.Column("stands_from", sa.Date),
        sa.Column("stands_until", sa.Date),
    )
    for column in of_documents:
        op.add_column("documents", column)
    op.create_index("documents_by_page_group", "documents", ["page_group"])
    of_records: tuple[sa.Column[Any], ...] = (
        sa.Column("yielded", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("standing", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("review", Words),
        sa.Column("since", sa.DateTime),
        sa.Column("begun_by", Words),
    )
    for column in of_records:
        op.add_column("records", column)
    op.drop_index("records_by_kind", "records")
    op.create_index("records_by_kind", "records", ["kind", "filed_end", "since"])
    op.drop_index("records_by_day", "records")
    op.create_index("records_by_day", "records", ["filed_end", "filed_start", "since"])


def create_tables() -> None:
    """Create what tells versions, reviews, periods that ended, and who took whose place."""
    op.create_table(
        "page_marks",
        sa.Column("mark", Number, primary_key=True),
        sa.Column("document_key", Number, sa.ForeignKey("documents.key"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("page_marks_by_document", "page_marks", ["document_key"])
    op.create_table(
        "record_periods",
        sa.Column("key", Number, primary_key=True),
        sa.Column("record_key", Number, sa.ForeignKey("records.key"), nullable=False),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.Column("until", sa.DateTime, nullable=False),
        sa.Column("review", Words),
        sa.Column("begun_by", Words, nullable=False),
        sa.Column("ended_by", Words, nullable=False),
    )
    op.create_index("record_periods_by_record", "record_periods", ["record_key", "since"])
    op.create_table(
        "reviews",
        sa.Column("id", Number, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("by", Words, nullable=False),
        sa.Column("verdict", Words, nullable=False),
        sa.Column("kind", Words),
        sa.Column("target", Words),
        sa.Column("other", Words),
        sa.Column("target_key", Number, sa.ForeignKey("records.key")),
        sa.Column("other_key", Number, sa.ForeignKey("records.key")),
        sa.Column("changes", Words),
        sa.Column("made_key", Number, sa.ForeignKey("records.key")),
        sa.Column("why", Words, nullable=False),
        sa.Column("undoes", Number, sa.ForeignKey("reviews.id"), unique=True),
    )
    op.create_index("reviews_by_target", "reviews", ["target_key"])
    op.create_index("reviews_by_made", "reviews", ["made_key"])
    op.create_table(
        "successions",
        sa.Column("old_key", Number, sa.ForeignKey("records.key"), primary_key=True),
        sa.Column("new_key", Number, sa.ForeignKey("records.key"), primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("successions_by_new", "successions", ["new_key"])


def order_versions(connection: sa.Connection) -> None:
    """Tell of every document which page it is of, and put the versions of each in order."""
    keys = connection.exec_driver_sql("SELECT key FROM documents ORDER BY key").scalars().all()
    for key in keys:
        row = connection.execute(_DOCUMENT, {"key": key}).mappings()
        document = read_document(row.one())
        sketch = versions.sketch(document)
        values = {
            "page": versions.page_of(document),
            "day": versions.day_of(document),
            "sketch": sketch.to_bytes(),
            "shingles": sketch.shingles,
            "key": key,
        }
        connection.execute(_DESCRIBE, values)
        place_version(connection, key)


def end_superseded(connection: sa.Connection) -> None:
    """End the periods of records on pages that have a newer version, when that came."""
    groups = connection.exec_driver_sql(
        "SELECT DISTINCT page_group FROM documents WHERE superseded_by IS NOT NULL"
    ).scalars()
    for group in groups.all():
        rows = read_group(connection, group)
        for place, row in enumerate(rows[:-1]):
            ended = min(rows[place + 1 :], key=lambda later: later["added_at"])
            end_records(connection, row, ended["added_at"], ended["id"])


def end_records(connection: sa.Connection, row: Any, until: datetime, newer: str) -> None:
    """End the periods of one document's records; one that came after its successor has none."""
    if until > row["added_at"]:
        connection.execute(
            sa.text(
                "INSERT INTO record_periods (record_key, since, until, begun_by, ended_by) "
                "SELECT key, since, :until, 'add', :by FROM records WHERE document_id = :id"
            ).bindparams(sa.bindparam("until", type_=sa.DateTime)),
            {"until": until, "by": f"version:{newer}", "id": row["id"]},
        )
    connection.execute(
        sa.text("UPDATE records SET since = NULL, begun_by = NULL WHERE document_id = :id"),
        {"id": row["id"]},
    )
