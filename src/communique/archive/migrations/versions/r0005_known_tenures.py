"""Who is known to have held which office: rows of the reference packs that a user imports."""

import sqlalchemy as sa
from alembic import op

from communique.archive.columns import Number, Words

revision = "r0005"
down_revision = "r0004"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "known_tenures",
        sa.Column("key", Number, primary_key=True),
        sa.Column("pack", Words, nullable=False),
        sa.Column("person", Words, nullable=False),
        sa.Column("office", Words, nullable=False),
        sa.Column("rank", Words, nullable=False),
        sa.Column("party", Words, nullable=False),
        sa.Column("since", Words, nullable=False),
        sa.Column("until", Words, nullable=False),
        sa.Column("citation", Words, nullable=False),
        sa.Column("aliases", Words, nullable=False),
        sa.Column("added_at", sa.DateTime, nullable=False),
        sa.Column("removed_at", sa.DateTime),
    )
    op.create_index("known_tenures_by_pack", "known_tenures", ["pack"])
