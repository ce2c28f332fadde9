"""The tables of those who review: who may, who is logged in, and what they decided beside what stances are about."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, ForeignKeyConstraint, Integer, Table, Text

from onrecord.store.schema import Moment, metadata

accounts = Table(
    "accounts",
    metadata,
    Column("name", Text, primary_key=True),
    # The name, folded: two that differ in case alone would be taken for one person.
    Column("key", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    # As argon2 writes it, with its salt and its cost.
    Column("password", Text, nullable=False),
    Column("made", Moment, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    # The hash of what the browser keeps, so that whoever reads the database cannot take a session over.
    Column("token", Text, primary_key=True),
    Column("account", ForeignKey(accounts.c.name, ondelete="CASCADE"), nullable=False, index=True),
    Column("begun", Moment, nullable=False),
    Column("ends", Moment, nullable=False),
)

statement_judgements = Table(
    "statement_judgements",
    metadata,
    # The order in which they were made; nothing here is ever changed or removed.
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("article", Text, nullable=False, index=True),
    Column("at_start", Integer, nullable=False),
    Column("at_end", Integer, nullable=False),
    Column("name", Text),
    Column("decision", Text, nullable=False),
    Column("statement", JSON(none_as_null=True)),
    Column("who", Text, nullable=False),
    Column("when", Moment, nullable=False),
    Column("undoes", Text),
    ForeignKeyConstraint(["undoes"], ["statement_judgements.id"]),
)
"""What reviewers decided about statements, by what the finding says."""

actor_judgements = Table(
    "actor_judgements",
    metadata,
    # The order in which they were made; nothing here is ever changed or removed.
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("decision", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("others", JSON, nullable=False),
    Column("holders", JSON, nullable=False),
    Column("name", Text),
    Column("who", Text, nullable=False),
    Column("when", Moment, nullable=False),
    Column("undoes", Text),
    ForeignKeyConstraint(["undoes"], ["actor_judgements.id"]),
)
"""What reviewers decided about who is who."""
