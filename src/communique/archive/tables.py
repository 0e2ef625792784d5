"""The tables of the archive as the newest migration leaves them.

Full-text tables and the triggers that keep them in step are made by the migrations alone:
SQLAlchemy has no words for them. A test compares this module with a migrated database.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)

from communique.archive.columns import Number, Words

METADATA = MetaData()

# Ids are hashes, and rows sorted by them would touch a page each all over the file; rows
# refer to one another by `key`, which grows, so that a document's rows lie together. It is
# declared, since SQLite may renumber the rows of a table without an integer key when it
# compacts the file, and the full-text index goes by these numbers.
DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("key", Number, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("name", Words, nullable=False),
    Column("sha256", Words, nullable=False),
    Column("media_type", Words, nullable=False),
    Column("title", Words),
    Column("text", Words, nullable=False),
    Column("structure", Words, nullable=False),
    Column("added_at", DateTime, nullable=False),
    Column("extractor", Words),
    # Which page it is a version of, and which of the versions; see `pages`.
    Column("page", Words, nullable=False),
    Column("page_group", Number, nullable=False),
    Column("version_day", Date),
    Column("sketch", LargeBinary, nullable=False),
    Column("shingles", Number, nullable=False),
    Column("superseded_by", Words),
    Column("stands_from", Date),
    Column("stands_until", Date),
    Index("documents_by_sha256", "sha256"),
    Index("documents_by_page_group", "page_group"),
    # By this a server's database is told from one of another program; see `postgresql.mark`.
    comment="communique archive",
)

# What versions of one page have in common; see `versions.marks`.
PAGE_MARKS = Table(
    "page_marks",
    METADATA,
    Column("mark", Number, primary_key=True),
    Column("document_key", Number, ForeignKey("documents.key"), primary_key=True),
    Index("page_marks_by_document", "document_key"),
    sqlite_with_rowid=False,
)

ARTICLES = Table(
    "articles",
    METADATA,
    Column("document_id", Words, ForeignKey("documents.id"), primary_key=True),
    Column("ordinal", Number, primary_key=True),
    Column("title", Words),
    Column("publisher", Words),
    Column("agency", Words),
    Column("language", Words),
    Column("url", Words),
    Column("published_start", Date),
    Column("published_end", Date),
    Column("published_precision", Words),
    Column("published_basis", Words),
    Index("articles_by_date", "published_end", "published_start"),
    Index("articles_by_publisher", "publisher"),
)

RECORDS = Table(
    "records",
    METADATA,
    Column("key", Number, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("document_id", Words, nullable=False),
    Column("article", Number, nullable=False),
    Column("kind", Words, nullable=False),
    Column("payload", Words, nullable=False),
    Column("source", Words, nullable=False),
    Column("claimed_by", Words),
    Column("confidence", Float, nullable=False),
    Column("span_start", Number, nullable=False),
    Column("date_start", Date),
    Column("date_end", Date),
    Column("date_precision", Words),
    Column("filed_start", Date),
    Column("filed_end", Date),
    Column("filed_precision", Words),
    Column("filed_basis", Words),
    # Whether the latest reading of the document yielded it; whether it holds by readings and
    # reviews; since when the archive shows it, which it does while it holds and its page has
    # no newer version. What is shown is told by `since` alone.
    Column("yielded", Boolean, nullable=False),
    Column("standing", Boolean, nullable=False),
    Column("review", Words),
    Column("since", DateTime),
    Column("begun_by", Words),
    ForeignKeyConstraint(["document_id", "article"], ["articles.document_id", "articles.ordinal"]),
    Index("records_by_document", "document_id", "article"),
    # `since` comes last, so that counting what is shown needs nothing but the index.
    Index("records_by_kind", "kind", "filed_end", "since"),
    Index("records_by_day", "filed_end", "filed_start", "since"),
    Index("records_by_date", "date_end", "date_start"),
    # Reviewers are shown the most doubtful first.
    Index("records_by_confidence", "confidence", "since", "review"),
)

RECORD_PARTIES = Table(
    "record_parties",
    METADATA,
    Column("record_key", Number, ForeignKey("records.key"), primary_key=True),
    Column("party", Words, primary_key=True),
    Column("role", Words, primary_key=True),
    Index("record_parties_by_party", "party", "record_key", "role"),
    sqlite_with_rowid=False,
)

RECORD_TOPICS = Table(
    "record_topics",
    METADATA,
    Column("record_key", Number, ForeignKey("records.key"), primary_key=True),
    Column("issue", Words, primary_key=True),
    Index("record_topics_by_issue", "issue", "record_key"),
    sqlite_with_rowid=False,
)

RECORD_PEOPLE = Table(
    "record_people",
    METADATA,
    Column("record_key", Number, ForeignKey("records.key"), primary_key=True),
    Column("name", Words, primary_key=True),
    Column("folded", Words, nullable=False),
    Index("record_people_by_name", "folded", "record_key"),
    sqlite_with_rowid=False,
)

EVIDENCE = Table(
    "evidence",
    METADATA,
    Column("key", Number, primary_key=True),
    Column("record_key", Number, ForeignKey("records.key"), nullable=False),
    Column("role", Words, nullable=False),
    Column("ordinal", Number, nullable=False),
    Column("span_start", Number, nullable=False),
    Column("span_end", Number, nullable=False),
    Column("text", Words, nullable=False),
    Column("rule", Words, nullable=False),
    UniqueConstraint("record_key", "role", "ordinal", name="evidence_place"),
)

# The periods in which a record was shown and is no longer; the one that goes on stands in the
# record's own row, so that readers of what is shown now need no second table.
RECORD_PERIODS = Table(
    "record_periods",
    METADATA,
    Column("key", Number, primary_key=True),
    Column("record_key", Number, ForeignKey("records.key"), nullable=False),
    Column("since", DateTime, nullable=False),
    Column("until", DateTime, nullable=False),
    Column("review", Words),
    Column("begun_by", Words, nullable=False),
    Column("ended_by", Words, nullable=False),
    Index("record_periods_by_record", "record_key", "since"),
)

# A log: rows are added and never changed. `undoes` is unique, so nothing is undone twice.
REVIEWS = Table(
    "reviews",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("by", Words, nullable=False),
    Column("verdict", Words, nullable=False),
    Column("kind", Words),
    Column("target", Words),
    Column("other", Words),
    Column("target_key", Number, ForeignKey("records.key")),
    Column("other_key", Number, ForeignKey("records.key")),
    Column("changes", Words),
    Column("made_key", Number, ForeignKey("records.key")),
    Column("why", Words, nullable=False),
    Column("undoes", Number, ForeignKey("reviews.id"), unique=True),
    Index("reviews_by_target", "target_key"),
    Index("reviews_by_made", "made_key"),
)

SUCCESSIONS = Table(
    "successions",
    METADATA,
    Column("old_key", Number, ForeignKey("records.key"), primary_key=True),
    Column("new_key", Number, ForeignKey("records.key"), primary_key=True),
    Column("at", DateTime, nullable=False),
    Index("successions_by_new", "new_key"),
    sqlite_with_rowid=False,
)

# Which records are what a review of another version's record makes of the same words; see
# `carrying`. Rows are added and never changed: what holds is told by the records' own.
CARRIED = Table(
    "carried",
    METADATA,
    Column("record_key", Number, ForeignKey("records.key"), primary_key=True),
    Column("review_id", Number, ForeignKey("reviews.id"), primary_key=True),
    sqlite_with_rowid=False,
)

# Which parties a document's records name: in any record ever read of it, in one that holds, in
# one that is shown. Rows are never deleted, so that what was so at an earlier moment is found
# among them.
DOCUMENT_PARTIES = Table(
    "document_parties",
    METADATA,
    Column("party", Words, primary_key=True),
    Column("document_key", Number, ForeignKey("documents.key"), primary_key=True),
    Column("standing", Boolean, nullable=False),
    Column("shown", Boolean, nullable=False),
    Index("document_parties_by_document", "document_key"),
    sqlite_with_rowid=False,
)

# The number of the last change to what is shown of a document. Numbers are given once, in
# ascending order, so that the highest of some documents tells whether any of them changed.
DOCUMENT_REVISIONS = Table(
    "document_revisions",
    METADATA,
    Column("document_key", Number, ForeignKey("documents.key"), primary_key=True),
    Column("revision", Number, nullable=False, unique=True),
)

# What was answered before, kept to be given again while its stamp holds; never a source.
ANSWERS = Table(
    "answers",
    METADATA,
    Column("number", Number, primary_key=True),
    Column("question", Words, nullable=False, unique=True),
    Column("stamp", Words, nullable=False),
    Column("size", Number, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    # Covers what bounds are kept by, so that no answer is read for it.
    Index("answers_by_number", "number", "size"),
)

# Rows of reference packs, as they came; one that is removed stays for those who ask what was
# known before.
KNOWN_TENURES = Table(
    "known_tenures",
    METADATA,
    Column("key", Number, primary_key=True),
    Column("pack", Words, nullable=False),
    Column("person", Words, nullable=False),
    Column("office", Words, nullable=False),
    Column("rank", Words, nullable=False),
    Column("party", Words, nullable=False),
    Column("since", Words, nullable=False),
    Column("until", Words, nullable=False),
    Column("citation", Words, nullable=False),
    Column("aliases", Words, nullable=False),
    Column("added_at", DateTime, nullable=False),
    Column("removed_at", DateTime),
    Index("known_tenures_by_pack", "pack"),
)

# What was asked to be taken in, and what became of it; counts of a run that goes on grow.
# `seen_at` is when it last gave a sign of life.
RUNS = Table(
    "runs",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("begun_at", DateTime, nullable=False),
    Column("seen_at", DateTime, nullable=False),
    Column("ended_at", DateTime),
    Column("by", Words, nullable=False),
    Column("collection_key", Number, ForeignKey("collections.key"), nullable=False),
    Column("way", Words, nullable=False),
    Column("asked", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("at_hand", Words, nullable=False),
    Column("added", Number, nullable=False),
    Column("known", Number, nullable=False),
    Column("records", Number, nullable=False),
    Column("set_aside", Number, nullable=False),
    Column("reason", Words, nullable=False),
)

# What each run added, set aside, or found no records in for want of a lexicon.
RUN_ITEMS = Table(
    "run_items",
    METADATA,
    Column("key", Number, primary_key=True),
    Column("run_id", Number, ForeignKey("runs.id"), nullable=False),
    Column("outcome", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("document_id", Words),
    Column("records", Number, nullable=False),
    Column("reason", Words, nullable=False),
    Index("run_items_by_run", "run_id", "outcome"),
)
