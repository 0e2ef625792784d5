"""What people watch: saved searches and pairs."""

import sqlalchemy as sa
from alembic import op

from communique.archive.columns import Number, Words

revision = "r0009"
down_revision = "r0008"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "watches",
        sa.Column("key", Number, primary_key=True),
        sa.Column("user_key", Number, sa.ForeignKey("users.key")),
        sa.Column("name", Words, nullable=False),
        sa.Column("kind", Words, nullable=False),
        sa.Column("question", Words, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("digest", Words, unique=True),
    )
    op.create_index("watches_by_user", "watches", ["user_key"])
