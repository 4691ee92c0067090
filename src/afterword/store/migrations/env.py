"""Alembic's entry: runs on the connection, and in the transaction, that store/upgrade.py hands over."""

from alembic import context

from afterword.store.schema import truth

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=truth)
context.run_migrations()
