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
    Integer,
    Table,
    Text,
)

from communique.archive.tables import METADATA

# Who may see which documents is told by collections; each document is in one.
COLLECTIONS = Table(
    "collections",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)

# Where documents are that ever left the collection of all, one of the others or that one again.
# A table by itself, since a column behind a document's text would be slow to read. `moved` is
# given once and grows, so that the highest tells whether any document was moved since.
DOCUMENT_COLLECTIONS = Table(
    "document_collections",
    METADATA,
    Column("document_key", Integer, ForeignKey("documents.key"), primary_key=True),
    Column("document_id", Text, ForeignKey("documents.id"), nullable=False, unique=True),
    Column("collection_key", Integer, ForeignKey("collections.key"), nullable=False),
    Column("moved", Integer, nullable=False, unique=True),
    Index("document_collections_by_collection", "collection_key"),
)

USERS = Table(
    "users",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("made_at", DateTime, nullable=False),
)

USER_GROUPS = Table(
    "user_groups",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)

GROUP_MEMBERS = Table(
    "group_members",
    METADATA,
    Column("group_key", Integer, ForeignKey("user_groups.key"), primary_key=True),
    Column("user_key", Integer, ForeignKey("users.key"), primary_key=True),
    Index("group_members_by_user", "user_key"),
)

GROUP_COLLECTIONS = Table(
    "group_collections",
    METADATA,
    Column("group_key", Integer, ForeignKey("user_groups.key"), primary_key=True),
    Column("collection_key", Integer, ForeignKey("collections.key"), primary_key=True),
)

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("digest", Text, primary_key=True),
    Column("user_key", Integer, ForeignKey("users.key"), nullable=False),
    Column("until", DateTime, nullable=False),
    Index("sessions_by_user", "user_key"),
)

API_TOKENS = Table(
    "api_tokens",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("user_key", Integer, ForeignKey("users.key"), nullable=False),
    Column("name", Text, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
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
    Column("key", Integer, primary_key=True),
    Column("user_key", Integer, ForeignKey("users.key")),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("digest", Text, unique=True),
    Index("watches_by_user", "user_key"),
)

# Attempts to sign in that have not succeeded; they are forgotten when they no longer count.
SIGN_IN_ATTEMPTS = Table(
    "sign_in_attempts",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("account", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Index("sign_in_attempts_by_account", "account", "at"),
    Index("sign_in_attempts_by_address", "address", "at"),
)

# A log: rows are added and never changed.
AUDIT_LOG = Table(
    "audit_log",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("target", Text, nullable=False),
)
