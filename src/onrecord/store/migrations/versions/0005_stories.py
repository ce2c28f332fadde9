"""Stories: vectors of articles, keys to find what reports the same event, how alike two articles are, and who is where.

Revision ID: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; the next run groups the articles that are there already."""
    op.create_table(
        "article_vectors",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("weights", sa.Text(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.n"], name="fk_article_vectors_article"),
        sa.PrimaryKeyConstraint("article", name="pk_article_vectors"),
    )
    op.create_table(
        "story_marks",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("traits", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.n"], name="fk_story_marks_article"),
        sa.PrimaryKeyConstraint("article", name="pk_story_marks"),
    )
    op.create_index("ix_story_marks_method", "story_marks", ["method"], unique=False)
    op.create_table(
        "story_keys",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "day", "article", name="pk_story_keys"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "story_links",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("earlier", sa.Integer(), nullable=False),
        sa.Column("likeness", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("article", "earlier", name="pk_story_links"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_story_links_earlier", "story_links", ["earlier"], unique=False)
    op.create_table(
        "story_members",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("witness", sa.Integer(), nullable=False),
        sa.Column("story", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.n"], name="fk_story_members_article"),
        sa.PrimaryKeyConstraint("article", name="pk_story_members"),
    )
    for column in ("witness", "story", "name"):
        op.create_index(f"ix_story_members_{column}", "story_members", [column], unique=False)
    op.create_table(
        "story_judgements",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("together", sa.JSON(), nullable=False),
        sa.Column("apart", sa.JSON(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("when", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undoes", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["undoes"], ["story_judgements.id"], name="fk_story_judgements_undoes"),
        sa.PrimaryKeyConstraint("n", name="pk_story_judgements"),
        sa.UniqueConstraint("id", name="uq_story_judgements_id"),
    )
