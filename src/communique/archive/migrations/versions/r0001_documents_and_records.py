"""Documents, their articles and records, and what records are found by."""

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None


def upgrade() -> None:
    """Create the tables, and mark the file as an archive ("Cmqe" in its header)."""
    op.execute(f"PRAGMA application_id = {0x436D7165}")
    op.create_table(
        "documents",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("structure", sa.Text, nullable=False),
        sa.Column("added_at", sa.DateTime, nullable=False),
        sa.Column("extractor", sa.Text),
    )
    op.create_index("documents_by_sha256", "documents", ["sha256"])
    op.create_table(
        "articles",
        sa.Column("document_id", sa.Text, sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("ordinal", sa.Integer, primary_key=True),
        sa.Column("title", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("agency", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("published_start", sa.Date),
        sa.Column("published_end", sa.Date),
        sa.Column("published_precision", sa.Text),
        sa.Column("published_basis", sa.Text),
    )
    op.create_index("articles_by_date", "articles", ["published_end", "published_start"])
    op.create_index("articles_by_publisher", "articles", ["publisher"])
    op.create_table(
        "records",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("document_id", sa.Text, nullable=False),
        sa.Column("article", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("claimed_by", sa.Text),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("span_start", sa.Integer, nullable=False),
        sa.Column("date_start", sa.Date),
        sa.Column("date_end", sa.Date),
        sa.Column("date_precision", sa.Text),
        sa.Column("filed_start", sa.Date),
        sa.Column("filed_end", sa.Date),
        sa.Column("filed_precision", sa.Text),
        sa.Column("filed_basis", sa.Text),
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
        sa.Column("record_key", sa.Integer, sa.ForeignKey("records.key"), primary_key=True),
        sa.Column("party", sa.Text, primary_key=True),
        sa.Column("role", sa.Text, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("record_parties_by_party", "record_parties", ["party", "record_key", "role"])
    op.create_table(
        "record_topics",
        sa.Column("record_key", sa.Integer, sa.ForeignKey("records.key"), primary_key=True),
        sa.Column("issue", sa.Text, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("record_topics_by_issue", "record_topics", ["issue", "record_key"])
    op.create_table(
        "record_people",
        sa.Column("record_key", sa.Integer, sa.ForeignKey("records.key"), primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("folded", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("record_people_by_name", "record_people", ["folded", "record_key"])
    op.create_table(
        "evidence",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("record_key", sa.Integer, sa.ForeignKey("records.key"), nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("span_start", sa.Integer, nullable=False),
        sa.Column("span_end", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.UniqueConstraint("record_key", "role", "ordinal", name="evidence_place"),
    )
