"""The first tables: pages, articles, readings, statements, stances and the quarantine.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "pages",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("retrieved", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("n", name="pk_pages"),
        sa.UniqueConstraint("address", "fingerprint", name="uq_pages_address_fingerprint"),
    )
    op.create_table(
        "quarantine",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text()),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("release", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("first_failed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_failed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("address", name="pk_quarantine"),
    )
    op.create_table(
        "articles",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("byline", sa.Text()),
        sa.Column("agency", sa.Text()),
        sa.Column("dateline", sa.Text()),
        sa.Column("published", sa.Date()),
        sa.Column("published_evidence", sa.Text()),
        sa.Column("updated", sa.Date()),
        sa.Column("updated_evidence", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("copy_of", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["page"], ["pages.n"], name="fk_articles_page"),
        sa.PrimaryKeyConstraint("n", name="pk_articles"),
        sa.UniqueConstraint("page", "key", name="uq_articles_page_key"),
    )
    op.create_index("ix_articles_id", "articles", ["id"], unique=False)
    op.create_index("ix_articles_published", "articles", ["published"], unique=False)
    op.create_table(
        "blocks",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.n"], name="fk_blocks_article"),
        sa.PrimaryKeyConstraint("article", "position", name="pk_blocks"),
    )
    op.create_table(
        "readings",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.n"], name="fk_readings_article"),
        sa.PrimaryKeyConstraint("n", name="pk_readings"),
        sa.UniqueConstraint("article", "reader", name="uq_readings_article_reader"),
    )
    op.create_table(
        "stances",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("evidence_start", sa.Integer(), nullable=False),
        sa.Column("evidence_end", sa.Integer(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("party", sa.Text()),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("codebook", sa.Text()),
        sa.Column("target", sa.Text()),
        sa.Column("via", sa.JSON(), nullable=False),
        sa.Column("from_statement", sa.Text()),
        sa.Column("when_value", sa.Date()),
        sa.Column("when_start", sa.Integer()),
        sa.Column("when_end", sa.Integer()),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.n"], name="fk_stances_reading"),
        sa.PrimaryKeyConstraint("reading", "position", name="pk_stances"),
        sa.UniqueConstraint("reading", "id", name="uq_stances_reading_id"),
    )
    op.create_table(
        "statements",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source_start", sa.Integer()),
        sa.Column("source_end", sa.Integer()),
        sa.Column("name", sa.Text()),
        sa.Column("party", sa.Text()),
        sa.Column("speaker_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("polarity", sa.Text(), nullable=False),
        sa.Column("within", sa.Text()),
        sa.Column("when_value", sa.Date()),
        sa.Column("when_start", sa.Integer()),
        sa.Column("when_end", sa.Integer()),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.n"], name="fk_statements_reading"),
        sa.PrimaryKeyConstraint("reading", "position", name="pk_statements"),
        sa.UniqueConstraint("reading", "id", name="uq_statements_reading_id"),
    )
    op.create_table(
        "stance_conditions",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("stance", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reading", "stance"], ["stances.reading", "stances.position"], name="fk_stance_conditions_reading"
        ),
        sa.PrimaryKeyConstraint("reading", "stance", "position", name="pk_stance_conditions"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statement_spans",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reading", "statement"], ["statements.reading", "statements.position"], name="fk_statement_spans_reading"
        ),
        sa.PrimaryKeyConstraint("reading", "statement", "role", "position", name="pk_statement_spans"),
        sqlite_with_rowid=False,
    )
