"""Reviews, the periods in which records are shown, readings anew, and versions of pages."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from communique.archive import versions
from communique.archive.pages import place_version, read_group
from communique.archive.rows import read_document

revision = "r0003"
down_revision = "r0002"


def upgrade() -> None:
    """Create the tables; let everything be shown since it was added, but for pages that have
    a newer version.
    """
    add_columns()
    create_tables()
    # Changes of other columns don't touch the words that the index goes by.
    op.execute("DROP TRIGGER documents_search_update")
    op.execute(
        "CREATE TRIGGER documents_search_update AFTER UPDATE OF title, text ON documents BEGIN "
        "INSERT INTO documents_search (documents_search, rowid, title, text) "
        "VALUES ('delete', old.key, old.title, old.text); "
        "INSERT INTO documents_search (rowid, title, text) "
        "VALUES (new.key, new.title, new.text); END"
    )
    connection = op.get_bind()
    order_versions(connection)
    connection.exec_driver_sql(
        "UPDATE records SET begun_by = 'add', since = "
        "(SELECT added_at FROM documents WHERE documents.id = records.document_id)"
    )
    end_superseded(connection)


def add_columns() -> None:
    """Add what documents and records have more than before."""
    of_documents: tuple[sa.Column[Any], ...] = (
        sa.Column("page", sa.Text, nullable=False, server_default=""),
        sa.Column("page_group", sa.Integer, nullable=False, server_default="0"),
        sa.Column("version_day", sa.Date),
        sa.Column("sketch", sa.LargeBinary, nullable=False, server_default=""),
        sa.Column("shingles", sa.Integer, nullable=False, server_default="0"),
        sa.Column("superseded_by", sa.Text),
        sa.Column("stands_from", sa.Date),
        sa.Column("stands_until", sa.Date),
    )
    for column in of_documents:
        op.add_column("documents", column)
    op.create_index("documents_by_page_group", "documents", ["page_group"])
    of_records: tuple[sa.Column[Any], ...] = (
        sa.Column("yielded", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("standing", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("review", sa.Text),
        sa.Column("since", sa.DateTime),
        sa.Column("begun_by", sa.Text),
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
        sa.Column("mark", sa.Integer, primary_key=True),
        sa.Column("document_key", sa.Integer, sa.ForeignKey("documents.key"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("page_marks_by_document", "page_marks", ["document_key"])
    op.create_table(
        "record_periods",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("record_key", sa.Integer, sa.ForeignKey("records.key"), nullable=False),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.Column("until", sa.DateTime, nullable=False),
        sa.Column("review", sa.Text),
        sa.Column("begun_by", sa.Text, nullable=False),
        sa.Column("ended_by", sa.Text, nullable=False),
    )
    op.create_index("record_periods_by_record", "record_periods", ["record_key", "since"])
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("kind", sa.Text),
        sa.Column("target", sa.Text),
        sa.Column("other", sa.Text),
        sa.Column("target_key", sa.Integer, sa.ForeignKey("records.key")),
        sa.Column("other_key", sa.Integer, sa.ForeignKey("records.key")),
        sa.Column("changes", sa.Text),
        sa.Column("made_key", sa.Integer, sa.ForeignKey("records.key")),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("reviews.id"), unique=True),
    )
    op.create_index("reviews_by_target", "reviews", ["target_key"])
    op.create_index("reviews_by_made", "reviews", ["made_key"])
    op.create_table(
        "successions",
        sa.Column("old_key", sa.Integer, sa.ForeignKey("records.key"), primary_key=True),
        sa.Column("new_key", sa.Integer, sa.ForeignKey("records.key"), primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("successions_by_new", "successions", ["new_key"])


def order_versions(connection: sa.Connection) -> None:
    """Tell of every document which page it is of, and put the versions of each in order."""
    columns = "name, text, sha256, media_type, structure"
    keys = connection.exec_driver_sql("SELECT key FROM documents ORDER BY key").scalars().all()
    for key in keys:
        row = connection.exec_driver_sql(
            f"SELECT {columns} FROM documents WHERE key = ?",
            (key,),
        ).mappings()
        document = read_document(row.one())
        sketch = versions.sketch(document)
        day = versions.day_of(document)
        values = (
            versions.page_of(document),
            key,
            day.isoformat() if day else None,
            sketch.to_bytes(),
            sketch.shingles,
            key,
        )
        connection.exec_driver_sql(
            "UPDATE documents SET page = ?, page_group = ?, version_day = ?, sketch = ?, "
            "shingles = ? WHERE key = ?",
            values,
        )
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
