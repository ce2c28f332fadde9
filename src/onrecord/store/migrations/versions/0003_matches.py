"""What the stances of a reading were matched with, and the vectors of measures' names.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and the table."""
    op.add_column("readings", sa.Column("matched", sa.Text()))
    op.create_table(
        "phrase_vectors",
        sa.Column("weights", sa.Text(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("weights", "phrase", name="pk_phrase_vectors"),
    )
