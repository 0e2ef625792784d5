"""Collections of documents, and the accounts of a team's server."""

import sqlalchemy as sa
from alembic import op

from communique.archive.columns import Number, Words

revision = "r0007"
down_revision = "r0006"


def upgrade() -> None:
    """Create the tables; all documents are in the collection that everybody sees."""
    collections = op.create_table(
        "collections",
        sa.Column("key", Number, primary_key=True),
        sa.Column("name", Words, nullable=False, unique=True),
    )
    op.bulk_insert(collections, [{"key": 1, "name": "everyone"}])
    op.create_table(
        "document_collections",
        sa.Column("document_key", Number, sa.ForeignKey("documents.key"), primary_key=True),
        sa.Column("document_id", Words, sa.ForeignKey("documents.id"), nullable=False, unique=True),
        sa.Column("collection_key", Number, sa.ForeignKey("collections.key"), nullable=False),
        sa.Column("moved", Number, nullable=False, unique=True),
    )
    op.create_index(
        "document_collections_by_collection", "document_collections", ["collection_key"]
    )
    _create_people()
    _create_secrets()
    op.create_table(
        "audit_log",
        sa.Column("key", Number, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", Words, nullable=False),
        sa.Column("what", Words, nullable=False),
        sa.Column("target", Words, nullable=False),
    )


def _create_people() -> None:
    """Create users and groups."""
    op.create_table(
        "users",
        sa.Column("key", Number, primary_key=True),
        sa.Column("name", Words, nullable=False, unique=True),
        sa.Column("role", Words, nullable=False),
        sa.Column("password_hash", Words, nullable=False),
        sa.Column("disabled", sa.Boolean, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "user_groups",
        sa.Column("key", Number, primary_key=True),
        sa.Column("name", Words, nullable=False, unique=True),
    )
    op.create_table(
        "group_members",
        sa.Column("group_key", Number, sa.ForeignKey("user_groups.key"), primary_key=True),
        sa.Column("user_key", Number, sa.ForeignKey("users.key"), primary_key=True),
    )
    op.create_index("group_members_by_user", "group_members", ["user_key"])
    op.create_table(
        "group_collections",
        sa.Column("group_key", Number, sa.ForeignKey("user_groups.key"), primary_key=True),
        sa.Column("collection_key", Number, sa.ForeignKey("collections.key"), primary_key=True),
    )


def _create_secrets() -> None:
    """Create sessions, tokens, and the attempts to sign in."""
    op.create_table(
        "sessions",
        sa.Column("digest", Words, primary_key=True),
        sa.Column("user_key", Number, sa.ForeignKey("users.key"), nullable=False),
        sa.Column("until", sa.DateTime, nullable=False),
    )
    op.create_index("sessions_by_user", "sessions", ["user_key"])
    op.create_table(
        "api_tokens",
        sa.Column("key", Number, primary_key=True),
        sa.Column("user_key", Number, sa.ForeignKey("users.key"), nullable=False),
        sa.Column("name", Words, nullable=False),
        sa.Column("digest", Words, nullable=False, unique=True),
        sa.Column("role", Words, nullable=False),
        sa.Column("writes", sa.Boolean, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("until", sa.DateTime, nullable=False),
        sa.Column("revoked_at", sa.DateTime),
    )
    op.create_index("api_tokens_by_user", "api_tokens", ["user_key"])
    op.create_table(
        "sign_in_attempts",
        sa.Column("key", Number, primary_key=True),
        sa.Column("account", Words, nullable=False),
        sa.Column("address", Words, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_index("sign_in_attempts_by_account", "sign_in_attempts", ["account", "at"])
    op.create_index("sign_in_attempts_by_address", "sign_in_attempts", ["address", "at"])
