"""Runs the migrations on the connection that opened the store; alembic loads this file by its path."""

from __future__ import annotations

from alembic import context

from autograder.class_grading.tables import METADATA, VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
    transactional_ddl=True,  # SQLite's schema changes are part of a transaction, too, as this store begins them
)
context.run_migrations()
