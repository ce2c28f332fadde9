"""Stances that are too doubtful to count.

Revision ID: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, which is empty: what was read before must be read anew to have any."""
    op.create_table(
        "doubtful_stances",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("evidence_start", sa.Integer(), nullable=False),
        sa.Column("evidence_end", sa.Integer(), nullable=False),
        sa.Column("trigger_start", sa.Integer()),
        sa.Column("trigger_end", sa.Integer()),
        sa.Column("mention_start", sa.Integer()),
        sa.Column("mention_end", sa.Integer()),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("party", sa.Text()),
        sa.Column("holder_key", sa.Text(), nullable=False, server_default=""),
        sa.Column("measure_key", sa.Text(), nullable=False, server_default=""),
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
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("reading", "position", name="pk_doubtful_stances"),
        sa.ForeignKeyConstraint(["reading"], ["readings.n"], name="fk_doubtful_stances_reading"),
        sa.UniqueConstraint("reading", "id", name="uq_doubtful_stances_reading_id"),
    )
