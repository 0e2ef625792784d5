"""Alembic's entry: runs the revisions on the connection it is handed."""

from alembic import context

# Alembic lends the context its functions while it runs this file. Whoever imports the file
# otherwise, to look for examples say, must not set off a migration.
if hasattr(context, "config"):
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()
