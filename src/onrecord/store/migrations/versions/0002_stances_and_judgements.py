"""Stances in full: trigger, mention, kinds of conditions, keys to search by; and judgements.

Revision ID: 0002
"""

from __future__ import annotations

import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, fill the keys of stances that are there already, and make the table of judgements."""
    for name in ("trigger", "mention"):
        for edge in ("start", "end"):
            op.add_column("stances", sa.Column(f"{name}_{edge}", sa.Integer()))
    for name in ("holder_key", "measure_key"):
        op.add_column("stances", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("stance_conditions", sa.Column("kind", sa.Text()))
    _fill_keys()
    op.create_table(
        "judgements",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("evidence_start", sa.Integer(), nullable=False),
        sa.Column("evidence_end", sa.Integer(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("stance", sa.JSON()),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("when", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undoes", sa.Text()),
        sa.ForeignKeyConstraint(["undoes"], ["judgements.id"], name="fk_judgements_undoes"),
        sa.PrimaryKeyConstraint("n", name="pk_judgements"),
        sa.UniqueConstraint("id", name="uq_judgements_id"),
    )
    op.create_index("ix_judgements_article", "judgements", ["article"], unique=False)


def _fill_keys() -> None:
    columns: list[sa.ColumnClause[Any]] = [
        sa.column(name) for name in ("reading", "position", "holder", "party", "measure")
    ]
    stances = sa.table("stances", *columns, sa.column("holder_key"), sa.column("measure_key"))
    connection = op.get_bind()
    for row in connection.execute(sa.select(*columns)).all():
        here = (stances.c.reading == row.reading) & (stances.c.position == row.position)
        keys = {"holder_key": _folded(row.holder, row.party), "measure_key": _folded(row.measure)}
        connection.execute(stances.update().where(here).values(**keys))


def _folded(*names: str | None) -> str:
    # As the code of this revision folds names; a later one that folds them otherwise must fill the keys anew.
    return "\n".join(unicodedata.normalize("NFKC", name).casefold() for name in names if name)
