"""Full-text search over documents and over the evidence of records."""

from alembic import op

revision = "r0002"
down_revision = "r0001"

INDEXED = {"documents": ("title", "text"), "evidence": ("text",)}


def upgrade() -> None:
    """Create the full-text tables, fill them, and let triggers keep them in step.

    They hold the index alone and read the words from the tables they belong to. Triggers
    run in the transaction of the write, so that no program can leave the index behind.
    """
    for table, columns in INDEXED.items():
        names = ", ".join(columns)
        index = f"{table}_search"
        old = ", ".join(f"old.{column}" for column in columns)
        new = ", ".join(f"new.{column}" for column in columns)
        forget = f"INSERT INTO {index} ({index}, rowid, {names}) VALUES ('delete', old.key, {old})"
        learn = f"INSERT INTO {index} (rowid, {names}) VALUES (new.key, {new})"
        op.execute(
            f"CREATE VIRTUAL TABLE {index} USING fts5({names}, content='{table}', "
            "content_rowid='key', tokenize='porter unicode61 remove_diacritics 2')"
        )
        op.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
        op.execute(f"CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN {learn}; END")
        op.execute(f"CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN {forget}; END")
        op.execute(
            f"CREATE TRIGGER {index}_update AFTER UPDATE ON {table} BEGIN {forget}; {learn}; END"
        )
