"""Which parties documents name, when what is shown of them last changed, and kept answers."""

import sqlalchemy as sa
from alembic import op

from communique.archive.columns import Number, Words

revision = "r0004"
down_revision = "r0003"


def upgrade() -> None:
    """Create the tables, and fill them from the records that are there."""
    op.create_table(
        "document_parties",
        sa.Column("party", Words, primary_key=True),
        sa.Column("document_key", Number, sa.ForeignKey("documents.key"), primary_key=True),
        sa.Column("standing", sa.Boolean, nullable=False),
        sa.Column("shown", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("document_parties_by_document", "document_parties", ["document_key"])
    op.create_table(
        "document_revisions",
        sa.Column("document_key", Number, sa.ForeignKey("documents.key"), primary_key=True),
        sa.Column("revision", Number, nullable=False, unique=True),
    )
    op.create_table(
        "answers",
        sa.Column("number", Number, primary_key=True),
        sa.Column("question", Words, nullable=False, unique=True),
        sa.Column("stamp", Words, nullable=False),
        sa.Column("size", Number, nullable=False),
        sa.Column("answer", sa.LargeBinary, nullable=False),
    )
    op.create_index("answers_by_number", "answers", ["number", "size"])
    op.execute(
        "INSERT INTO document_parties (party, document_key, standing, shown) "
        "SELECT p.party, d.key, max(CASE WHEN r.standing THEN 1 ELSE 0 END) = 1, "
        "max(CASE WHEN r.since IS NOT NULL THEN 1 ELSE 0 END) = 1 FROM records AS r "
        "JOIN documents AS d ON d.id = r.document_id "
        "JOIN record_parties AS p ON p.record_key = r.key GROUP BY p.party, d.key"
    )
    op.execute(
        "INSERT INTO document_revisions (document_key, revision) SELECT key, key FROM documents"
    )
