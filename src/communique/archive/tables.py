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
    Integer,
    LargeBinary,
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
    # Which page it is a version of, and which of the versions; see `pages`.
    Column("page", Text, nullable=False),
    Column("page_group", Integer, nullable=False),
    Column("version_day", Date),
    Column("sketch", LargeBinary, nullable=False),
    Column("shingles", Integer, nullable=False),
    Column("superseded_by", Text),
    Column("stands_from", Date),
    Column("stands_until", Date),
    Index("documents_by_sha256", "sha256"),
    Index("documents_by_page_group", "page_group"),
)

# What versions of one page have in common; see `versions.marks`.
PAGE_MARKS = Table(
    "page_marks",
    METADATA,
    Column("mark", Integer, primary_key=True),
    Column("document_key", Integer, ForeignKey("documents.key"), primary_key=True),
    Index("page_marks_by_document", "document_key"),
    sqlite_with_rowid=False,
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
    # Whether the latest reading of the document yielded it; whether it holds by readings and
    # reviews; since when the archive shows it, which it does while it holds and its page has
    # no newer version. What is shown is told by `since` alone.
    Column("yielded", Boolean, nullable=False),
    Column("standing", Boolean, nullable=False),
    Column("review", Text),
    Column("since", DateTime),
    Column("begun_by", Text),
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

# The periods in which a record was shown and is no longer; the one that goes on stands in the
# record's own row, so that readers of what is shown now need no second table.
RECORD_PERIODS = Table(
    "record_periods",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("record_key", Integer, ForeignKey("records.key"), nullable=False),
    Column("since", DateTime, nullable=False),
    Column("until", DateTime, nullable=False),
    Column("review", Text),
    Column("begun_by", Text, nullable=False),
    Column("ended_by", Text, nullable=False),
    Index("record_periods_by_record", "record_key", "since"),
)

# A log: rows are added and never changed. `undoes` is unique, so nothing is undone twice.
REVIEWS = Table(
    "reviews",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("by", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("kind", Text),
    Column("target", Text),
    Column("other", Text),
    Column("target_key", Integer, ForeignKey("records.key")),
    Column("other_key", Integer, ForeignKey("records.key")),
    Column("changes", Text),
    Column("made_key", Integer, ForeignKey("records.key")),
    Column("why", Text, nullable=False),
    Column("undoes", Integer, ForeignKey("reviews.id"), unique=True),
    Index("reviews_by_target", "target_key"),
    Index("reviews_by_made", "made_key"),
)

SUCCESSIONS = Table(
    "successions",
    METADATA,
    Column("old_key", Integer, ForeignKey("records.key"), primary_key=True),
    Column("new_key", Integer, ForeignKey("records.key"), primary_key=True),
    Column("at", DateTime, nullable=False),
    Index("successions_by_new", "new_key"),
    sqlite_with_rowid=False,
)

# Which records are what a review of another version's record makes of the same words; see
# `carrying`. Rows are added and never changed: what holds is told by the records' own.
CARRIED = Table(
    "carried",
    METADATA,
    Column("record_key", Integer, ForeignKey("records.key"), primary_key=True),
    Column("review_id", Integer, ForeignKey("reviews.id"), primary_key=True),
    sqlite_with_rowid=False,
)

# Which parties a document's records name: in any record ever read of it, in one that holds, in
# one that is shown. Rows are never deleted, so that what was so at an earlier moment is found
# among them.
DOCUMENT_PARTIES = Table(
    "document_parties",
    METADATA,
    Column("party", Text, primary_key=True),
    Column("document_key", Integer, ForeignKey("documents.key"), primary_key=True),
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
    Column("document_key", Integer, ForeignKey("documents.key"), primary_key=True),
    Column("revision", Integer, nullable=False, unique=True),
)

# What was answered before, kept to be given again while its stamp holds; never a source.
ANSWERS = Table(
    "answers",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("question", Text, nullable=False, unique=True),
    Column("stamp", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    # Covers what bounds are kept by, so that no answer is read for it.
    Index("answers_by_number", "number", "size"),
)

# Rows of reference packs, as they came; one that is removed stays for those who ask what was
# known before.
KNOWN_TENURES = Table(
    "known_tenures",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("pack", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("rank", Text, nullable=False),
    Column("party", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("citation", Text, nullable=False),
    Column("aliases", Text, nullable=False),
    Column("added_at", DateTime, nullable=False),
    Column("removed_at", DateTime),
    Index("known_tenures_by_pack", "pack"),
)

# What was asked to be taken in, and what became of it; counts of a run that goes on grow.
# `seen_at` is when it last gave a sign of life.
RUNS = Table(
    "runs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("begun_at", DateTime, nullable=False),
    Column("seen_at", DateTime, nullable=False),
    Column("ended_at", DateTime),
    Column("by", Text, nullable=False),
    Column("way", Text, nullable=False),
    Column("asked", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("at_hand", Text, nullable=False),
    Column("added", Integer, nullable=False),
    Column("known", Integer, nullable=False),
    Column("records", Integer, nullable=False),
    Column("set_aside", Integer, nullable=False),
    Column("reason", Text, nullable=False),
)

# What each run added, set aside, or found no records in for want of a lexicon.
RUN_ITEMS = Table(
    "run_items",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("run_id", Integer, ForeignKey("runs.id"), nullable=False),
    Column("outcome", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("document_id", Text),
    Column("records", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Index("run_items_by_run", "run_id", "outcome"),
)
