"""Which documents were taken in, by whom, and what was set aside and why."""

import sqlalchemy as sa
from alembic import op

from communique.archive.columns import Number, Words

revision = "r0008"
down_revision = "r0007"


def upgrade() -> None:
    """Create the tables, and the index by which doubtful records are found first."""
    op.create_table(
        "runs",
        sa.Column("id", Number, primary_key=True),
        sa.Column("begun_at", sa.DateTime, nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("by", Words, nullable=False),
        sa.Column("collection_key", Number, sa.ForeignKey("collections.key"), nullable=False),
        sa.Column("way", Words, nullable=False),
        sa.Column("asked", Words, nullable=False),
        sa.Column("state", Words, nullable=False),
        sa.Column("at_hand", Words, nullable=False),
        sa.Column("added", Number, nullable=False),
        sa.Column("known", Number, nullable=False),
        sa.Column("records", Number, nullable=False),
        sa.Column("set_aside", Number, nullable=False),
        sa.Column("reason", Words, nullable=False),
    )
    op.create_table(
        "run_items",
        sa.Column("key", Number, primary_key=True),
        sa.Column("run_id", Number, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("outcome", Words, nullable=False),
        sa.Column("name", Words, nullable=False),
        sa.Column("document_id", Words),
        sa.Column("records", Number, nullable=False),
        sa.Column("reason", Words, nullable=False),
    )
    op.create_index("run_items_by_run", "run_items", ["run_id", "outcome"])
    op.create_index("records_by_confidence", "records", ["confidence", "since", "review"])
