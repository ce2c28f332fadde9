"""Full-text search over articles, statements and stances.

Revision ID: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index, which is empty: it is filled by whoever searches first."""
    op.create_table(
        "search_marks",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.n"], name="fk_search_marks_reading"),
        sa.PrimaryKeyConstraint("reading", name="pk_search_marks"),
    )
    op.create_index("ix_statements_speaker_key", "statements", ["speaker_key"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE TABLE search_lines (rowid BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)")
        op.execute("CREATE INDEX ix_search_lines_words ON search_lines USING GIN (words)")
    else:
        # Without the words themselves, which stand in the articles already.
        op.execute(
            "CREATE VIRTUAL TABLE search_lines USING fts5(words, content='', tokenize='unicode61 remove_diacritics 2')"
        )
