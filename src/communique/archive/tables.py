"""The tables of the archive as the newest migration leaves them.

Full-text tables and the triggers that keep them in step are made by the migrations alone:
SQLAlchemy has no words for them. A test compares this module with a migrated database.
"""

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()

# Ids are hashes, and rows sorted by them would touch a page each all over the file; rows
# refer to one another by `key`, which grows, so that a document's rows lie together. It is
# declared, since SQLite may renumber the rows of a table without an integer key when it
# compacts the file, and the full-text index goes by these numbers.
DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("structure", Text, nullable=False),
    Column("added_at", DateTime, nullable=False),
    Column("extractor", Text),
    Index("documents_by_sha256", "sha256"),
)

ARTICLES = Table(
    "articles",
    METADATA,
    Column("document_id", Text, ForeignKey("documents.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("title", Text),
    Column("publisher", Text),
    Column("agency", Text),
    Column("language", Text),
    Column("url", Text),
    Column("published_start", Date),
    Column("published_end", Date),
    Column("published_precision", Text),
    Column("published_basis", Text),
    Index("articles_by_date", "published_end", "published_start"),
    Index("articles_by_publisher", "publisher"),
)

RECORDS = Table(
    "records",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("document_id", Text, nullable=False),
    Column("article", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("claimed_by", Text),
    Column("confidence", Float, nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("date_start", Date),
    Column("date_end", Date),
    Column("date_precision", Text),
    Column("filed_start", Date),
    Column("filed_end", Date),
    Column("filed_precision", Text),
    Column("filed_basis", Text),
    ForeignKeyConstraint(["document_id", "article"], ["articles.document_id", "articles.ordinal"]),
    Index("records_by_document", "document_id", "article"),
    Index("records_by_kind", "kind", "filed_end"),
    Index("records_by_day", "filed_end", "filed_start"),
    Index("records_by_date", "date_end", "date_start"),
)

RECORD_PARTIES = Table(
    "record_parties",
    METADATA,
    Column("record_key", Integer, ForeignKey("records.key"), primary_key=True),
    Column("party", Text, primary_key=True),
    Column("role", Text, primary_key=True),
    Index("record_parties_by_party", "party", "record_key", "role"),
    sqlite_with_rowid=False,
)

RECORD_TOPICS = Table(
    "record_topics",
    METADATA,
    Column("record_key", Integer, ForeignKey("records.key"), primary_key=True),
    Column("issue", Text, primary_key=True),
    Index("record_topics_by_issue", "issue", "record_key"),
    sqlite_with_rowid=False,
)

RECORD_PEOPLE = Table(
    "record_people",
    METADATA,
    Column("record_key", Integer, ForeignKey("records.key"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("folded", Text, nullable=False),
    Index("record_people_by_name", "folded", "record_key"),
    sqlite_with_rowid=False,
)

EVIDENCE = Table(
    "evidence",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("record_key", Integer, ForeignKey("records.key"), nullable=False),
    Column("role", Text, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("rule", Text, nullable=False),
    UniqueConstraint("record_key", "role", "ordinal", name="evidence_place"),
)
