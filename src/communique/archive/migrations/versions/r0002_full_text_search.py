"""Full-text search over documents and over the evidence of records."""

from alembic import op

from communique.archive.terms import index_of

revision = "r0002"
down_revision = "r0001"


def upgrade() -> None:
    """Create the index, fill it, and let triggers keep it in step."""
    connection = op.get_bind()
    index_of(connection.dialect.name).create(connection)
