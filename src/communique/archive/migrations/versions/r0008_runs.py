"""Which documents were taken in, by whom, and what was set aside and why."""

import sqlalchemy as sa
from alembic import op

revision = "r0008"
down_revision = "r0007"


def upgrade() -> None:
    """Create the tables, and the index by which doubtful records are found first."""
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("begun_at", sa.DateTime, nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("way", sa.Text, nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("at_hand", sa.Text, nullable=False),
        sa.Column("added", sa.Integer, nullable=False),
        sa.Column("known", sa.Integer, nullable=False),
        sa.Column("records", sa.Integer, nullable=False),
        sa.Column("set_aside", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_table(
        "run_items",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("run_id", sa.Integer, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("document_id", sa.Text),
        sa.Column("records", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_index("run_items_by_run", "run_items", ["run_id", "outcome"])
    op.create_index("records_by_confidence", "records", ["confidence", "since", "review"])
