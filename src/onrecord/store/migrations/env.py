"""Alembic's entry: runs the migrations on the connection that :mod:`onrecord.store.database` hands over."""

from __future__ import annotations

from alembic import context

from onrecord.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot alter a column in place; tables are copied instead.
    render_as_batch=True,
)
context.run_migrations()
