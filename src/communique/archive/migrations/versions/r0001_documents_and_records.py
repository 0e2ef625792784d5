"""Documents, their articles and records, and what records are found by."""

import sqlalchemy as sa
from alembic import op

from communique.archive.columns import Number, Words
from communique.archive.stores import store_of

revision = "r0001"
down_revision = None


def upgrade() -> None:
    """Create the tables, and mark the database as an archive."""
    op.create_table(
        "documents",
        sa.Column("key", Number, primary_key=True),
        sa.Column("id", Words, nullable=False, unique=True),
        sa.Column("name", Words, nullable=False),
        sa.Column("sha256", Words, nullable=False),
        sa.Column("media_type", Words, nullable=False),
        sa.Column("title", Words),
        sa.Column("text", Words, nullable=False),
        sa.Column("structure", Words, nullable=False),
        sa.Column("added_at", sa.DateTime, nullable=False),
        sa.Column("extractor", Words),
    )
    store_of(op.get_bind()).mark(op.get_bind())
    op.create_index("documents_by_sha256", "documents", ["sha256"])
    op.create_table(
        "articles",
        sa.Column("document_id", Words, sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("ordinal", Number, primary_key=True),
        sa.Column("title", Words),
        sa.Column("publisher", Words),
        sa.Column("agency", Words),
        sa.Column("language", Words),
        sa.Column("url", Words),
        sa.Column("published_start", sa.Date),
        sa.Column("published_end", sa.Date),
        sa.Column("published_precision", Words),
        sa.Column("published_basis", Words),
    )
    op.create_index("articles_by_date", "articles", ["published_end", "published_start"])
    op.create_index("articles_by_publisher", "articles", ["publisher"])
    op.create_table(
        "records",
        sa.Column("key", Number, primary_key=True),
        sa.Column("id", Words, nullable=False, unique=True),
        sa.Column("document_id", Words, nullable=False),
        sa.Column("article", Number, nullable=False),
        sa.Column("kind", Words, nullable=False),
        sa.Column("payload", Words, nullable=False),
        sa.Column("source", Words, nullable=False),
        sa.Column("claimed_by", Words),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("span_start", Number, nullable=False),
        sa.Column("date_start", sa.Date),
        sa.Column("date_end", sa.Date),
        sa.Column("date_precision", Words),
        sa.Column("filed_start", sa.Date),
        sa.Column("filed_end", sa.Date),
        sa.Column("filed_precision", Words),
        sa.Column("filed_basis", Words),
        sa.ForeignKeyConstraint(
            ["document_id", "article"], ["articles.document_id", "articles.ordinal"]
        ),
    )
    op.create_index("records_by_document", "records", ["document_id", "article"])
    op.create_index("records_by_kind", "records", ["kind", "filed_end"])
    op.create_index("records_by_day", "records", ["filed_end", "filed_start"])
    op.create_index("records_by_date", "records", ["date_end", "date_start"])
    op.create_table(
        "record_parties",
        sa.Column("record_key", Number, sa.ForeignKey("records.key"), primary_key=True),
        sa.Column("party", Words, primary_key=True),
        sa.Column("role", Words, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("record_parties_by_party", "record_parties", ["party", "record_key", "role"])
    op.create_table(
        "record_topics",
        sa.Column("record_key", Number, sa.ForeignKey("records.key"), primary_key=True),
        sa.Column("issue", Words, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("record_topics_by_issue", "record_topics", ["issue", "record_key"])
    op.create_table(
        "record_people",
        sa.Column("record_key", Number, sa.ForeignKey("records.key"), primary_key=True),
        sa.Column("name", Words, primary_key=True),
        sa.Column("folded", Words, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("record_people_by_name", "record_people", ["folded", "record_key"])
    op.create_table(
        "evidence",
        sa.Column("key", Number, primary_key=True),
        sa.Column("record_key", Number, sa.ForeignKey("records.key"), nullable=False),
        sa.Column("role", Words, nullable=False),
        sa.Column("ordinal", Number, nullable=False),
        sa.Column("span_start", Number, nullable=False),
        sa.Column("span_end", Number, nullable=False),
        sa.Column("text", Words, nullable=False),
        sa.Column("rule", Words, nullable=False),
        sa.UniqueConstraint("record_key", "role", "ordinal", name="evidence_place"),
    )
