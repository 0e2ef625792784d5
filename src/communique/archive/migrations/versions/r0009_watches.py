"""What people watch: saved searches and pairs."""

import sqlalchemy as sa
from alembic import op

revision = "r0009"
down_revision = "r0008"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "watches",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("user_key", sa.Integer, sa.ForeignKey("users.key")),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("digest", sa.Text, unique=True),
    )
    op.create_index("watches_by_user", "watches", ["user_key"])
