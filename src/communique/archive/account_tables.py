"""Tables of collections, and of the accounts of a team's server.

They are in the archive's database, so that one back-up holds all. No password and no secret is in
them, only what tells one again.
"""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Table,
)

from communique.archive.columns import Number, Words
from communique.archive.tables import METADATA

# Who may see which documents is told by collections; each document is in one.
COLLECTIONS = Table(
    "collections",
    METADATA,
    Column("key", Number, primary_key=True),
    Column("name", Words, nullable=False, unique=True),
)

# Where documents are that ever left the collection of all, one of the others or that one again.
# A table by itself, since a column behind a document's text would be slow to read. `moved` is
# given once and grows, so that the highest tells whether any document was moved since.
DOCUMENT_COLLECTIONS = Table(
    "document_collections",
    METADATA,
    Column("document_key", Number, ForeignKey("documents.key"), primary_key=True),
    Column("document_id", Words, ForeignKey("documents.id"), nullable=False, unique=True),
    Column("collection_key", Number, ForeignKey("collections.key"), nullable=False),
    Column("moved", Number, nullable=False, unique=True),
    Index("document_collections_by_collection", "collection_key"),
)

USERS = Table(
    "users",
    METADATA,
    Column("key", Number, primary_key=True),
    Column("name", Words, nullable=False, unique=True),
    Column("role", Words, nullable=False),
    Column("password_hash", Words, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("made_at", DateTime, nullable=False),
)

USER_GROUPS = Table(
    "user_groups",
    METADATA,
    Column("key", Number, primary_key=True),
    Column("name", Words, nullable=False, unique=True),
)

GROUP_MEMBERS = Table(
    "group_members",
    METADATA,
    Column("group_key", Number, ForeignKey("user_groups.key"), primary_key=True),
    Column("user_key", Number, ForeignKey("users.key"), primary_key=True),
    Index("group_members_by_user", "user_key"),
)

GROUP_COLLECTIONS = Table(
    "group_collections",
    METADATA,
    Column("group_key", Number, ForeignKey("user_groups.key"), primary_key=True),
    Column("collection_key", Number, ForeignKey("collections.key"), primary_key=True),
)

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("digest", Words, primary_key=True),
    Column("user_key", Number, ForeignKey("users.key"), nullable=False),
    Column("until", DateTime, nullable=False),
    Index("sessions_by_user", "user_key"),
)

API_TOKENS = Table(
    "api_tokens",
    METADATA,
    Column("key", Number, primary_key=True),
    Column("user_key", Number, ForeignKey("users.key"), nullable=False),
    Column("name", Words, nullable=False),
    Column("digest", Words, nullable=False, unique=True),
    Column("role", Words, nullable=False),
    Column("writes", Boolean, nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("until", DateTime, nullable=False),
    Column("revoked_at", DateTime),
    Index("api_tokens_by_user", "user_key"),
)

# What people watch: a search or a pair, by the query of its page. `user_key` is null for what is
# watched on one's own machine; `digest` tells the secret of the feed's address, null for none.
WATCHES = Table(
    "watches",
    METADATA,
    Column("key", Number, primary_key=True),
    Column("user_key", Number, ForeignKey("users.key")),
    Column("name", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("question", Words, nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("digest", Words, unique=True),
    Index("watches_by_user", "user_key"),
)

# Attempts to sign in that have not succeeded; they are forgotten when they no longer count.
SIGN_IN_ATTEMPTS = Table(
    "sign_in_attempts",
    METADATA,
    Column("key", Number, primary_key=True),
    Column("account", Words, nullable=False),
    Column("address", Words, nullable=False),
    Column("at", DateTime, nullable=False),
    Index("sign_in_attempts_by_account", "account", "at"),
    Index("sign_in_attempts_by_address", "address", "at"),
)

# A log: rows are added and never changed.
AUDIT_LOG = Table(
    "audit_log",
    METADATA,
    Column("key", Number, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("who", Words, nullable=False),
    Column("what", Words, nullable=False),
    Column("target", Words, nullable=False),
)
