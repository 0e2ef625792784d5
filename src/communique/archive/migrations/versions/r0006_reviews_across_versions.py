"""Which records are what a review of another version of their page made of them."""

import sqlalchemy as sa
from alembic import op

from communique.archive.columns import Number

revision = "r0006"
down_revision = "r0005"


def upgrade() -> None:
    """Create the table; what holds now is brought in step when the tables are the newest."""
    op.create_table(
        "carried",
        sa.Column("record_key", Number, sa.ForeignKey("records.key"), primary_key=True),
        sa.Column("review_id", Number, sa.ForeignKey("reviews.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
