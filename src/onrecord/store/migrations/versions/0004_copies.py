"""Copies: keys to find them by, and what was found.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; the next run looks for the copies among the articles that are there already."""
    op.create_table(
        "copy_marks",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("key_count", sa.Integer(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.n"], name="fk_copy_marks_article"),
        sa.PrimaryKeyConstraint("article", name="pk_copy_marks"),
    )
    op.create_index("ix_copy_marks_method", "copy_marks", ["method"], unique=False)
    op.create_table(
        "copy_keys",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "rank", "article", name="pk_copy_keys"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "copies",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("original", sa.Integer(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("copy", sa.Boolean(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.n"], name="fk_copies_article"),
        sa.ForeignKeyConstraint(["original"], ["articles.n"], name="fk_copies_original"),
        sa.PrimaryKeyConstraint("article", name="pk_copies"),
    )
    op.create_index("ix_copies_original", "copies", ["original"], unique=False)
