"""Reviewers: accounts, sessions, and judgements on statements and actors.

Revision ID: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "accounts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_accounts"),
        sa.UniqueConstraint("key", name="uq_accounts_key"),
    )
    op.create_table(
        "sessions",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("begun", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.name"], name="fk_sessions_account", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token", name="pk_sessions"),
    )
    op.create_index("ix_sessions_account", "sessions", ["account"], unique=False)
    op.create_table(
        "statement_judgements",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("at_start", sa.Integer(), nullable=False),
        sa.Column("at_end", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("statement", sa.JSON()),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("when", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undoes", sa.Text()),
        sa.ForeignKeyConstraint(["undoes"], ["statement_judgements.id"], name="fk_statement_judgements_undoes"),
        sa.PrimaryKeyConstraint("n", name="pk_statement_judgements"),
        sa.UniqueConstraint("id", name="uq_statement_judgements_id"),
    )
    op.create_index("ix_statement_judgements_article", "statement_judgements", ["article"], unique=False)
    op.create_table(
        "actor_judgements",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("others", sa.JSON(), nullable=False),
        sa.Column("holders", sa.JSON(), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("when", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undoes", sa.Text()),
        sa.ForeignKeyConstraint(["undoes"], ["actor_judgements.id"], name="fk_actor_judgements_undoes"),
        sa.PrimaryKeyConstraint("n", name="pk_actor_judgements"),
        sa.UniqueConstraint("id", name="uq_actor_judgements_id"),
    )
