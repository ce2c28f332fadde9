"""The tables of the record, as SQLAlchemy Core knows them; ``migrations/`` makes them.

Numbers (``n``) join the tables; what makes a row the same row is content: an article's ``key`` is the hash of all that
was extracted from the page, a page's ``fingerprint`` that of its bytes and of what was said of it beforehand.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

REVISION = "0012"
"""The revision of the schema that this version of onrecord reads and writes: the newest in ``migrations/versions``."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A point in time; always in UTC in the database, also where the dialect keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn to UTC; a moment without a zone is taken to be in UTC already."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _place(name: str, owner: Table) -> list[Column[Any]]:
    """The primary key of a part: the key of its owner, in a column called ``name``, and its position there."""
    return [Column(name, ForeignKey(owner.c.n), primary_key=True), Column("position", Integer, primary_key=True)]


def _stretch(name: str = "", *, nullable: bool = False) -> list[Column[Any]]:
    """Two columns for a span, in code points."""
    prefix = f"{name}_" if name else ""
    return [Column(f"{prefix}{edge}", Integer, nullable=nullable) for edge in ("start", "end")]


pages = Table(
    "pages",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("address", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("retrieved", Moment),
    UniqueConstraint("address", "fingerprint"),
)

articles = Table(
    "articles",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("page", ForeignKey(pages.c.n), nullable=False),
    Column("key", Text, nullable=False),
    Column("id", Text, nullable=False, index=True),
    Column("outlet", Text),
    Column("title", Text),
    Column("byline", Text),
    Column("agency", Text),
    Column("dateline", Text),
    Column("published", Date, index=True),
    Column("published_evidence", Text),
    Column("updated", Date),
    Column("updated_evidence", Text),
    Column("language", Text),
    Column("copy_of", Text),
    Column("text", Text, nullable=False),
    UniqueConstraint("page", "key"),
)

blocks = Table("blocks", metadata, *_place("article", articles), Column("kind", Text, nullable=False), *_stretch())

readings = Table(
    "readings",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("article", ForeignKey(articles.c.n), nullable=False),
    Column("reader", Text, nullable=False),
    Column("read_at", Moment, nullable=False),
    # Of an address, the readings of the version that was asked for last: what lists and statements show.
    Column("current", Boolean, nullable=False),
    # The codebook and the weights that its stances were matched with last.
    Column("matched", Text),
    UniqueConstraint("article", "reader"),
)

statements = Table(
    "statements",
    metadata,
    *_place("reading", readings),
    Column("id", Text, nullable=False),
    *_stretch("source", nullable=True),
    Column("name", Text),
    Column("party", Text),
    # name and party, folded for a search that minds neither case nor form
    Column("speaker_key", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("within", Text),
    Column("when_value", Date),
    *_stretch("when", nullable=True),
    Column("confidence", Float, nullable=False),
    UniqueConstraint("reading", "id"),
)

statement_spans = Table(
    "statement_spans",
    metadata,
    Column("reading", Integer, primary_key=True),
    Column("statement", Integer, primary_key=True),
    Column("role", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    *_stretch(),
    ForeignKeyConstraint(["reading", "statement"], [statements.c.reading, statements.c.position]),
    sqlite_with_rowid=False,
)
"""A statement's cues and contents (``role``), in their order."""


def _stance() -> list[Column[Any] | UniqueConstraint]:
    """What a stance of a reading is kept by, but for its conditions."""
    return [
        *_place("reading", readings),
        Column("id", Text, nullable=False),
        *_stretch("evidence"),
        *_stretch("trigger", nullable=True),
        *_stretch("mention", nullable=True),
        Column("holder", Text, nullable=False),
        Column("party", Text),
        # holder and party, and the measure, folded for a search that minds neither case nor form
        Column("holder_key", Text, nullable=False, server_default=""),
        Column("measure_key", Text, nullable=False, server_default=""),
        Column("act", Text, nullable=False),
        Column("measure", Text, nullable=False),
        Column("codebook", Text),
        Column("target", Text),
        Column("via", JSON, nullable=False),
        Column("from_statement", Text),
        Column("when_value", Date),
        *_stretch("when", nullable=True),
        Column("confidence", Float, nullable=False),
        UniqueConstraint("reading", "id"),
    ]


stances = Table("stances", metadata, *_stance())

stance_conditions = Table(
    "stance_conditions",
    metadata,
    Column("reading", Integer, primary_key=True),
    Column("stance", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    *_stretch(),
    Column("kind", Text),
    ForeignKeyConstraint(["reading", "stance"], [stances.c.reading, stances.c.position]),
    sqlite_with_rowid=False,
)

doubtful_stances = Table(
    "doubtful_stances",
    metadata,
    *_stance(),
    # Start, end and kind of each.
    Column("conditions", JSON, nullable=False),
)
"""The stances that are too doubtful to count: apart from the others, which whoever counts stances asks."""

search_marks = Table("search_marks", metadata, Column("reading", ForeignKey(readings.c.n), primary_key=True))
"""The readings whose words can be searched for. The words themselves are in ``search_lines``, which each kind of database
makes its own way: see :mod:`onrecord.store.search`."""

quarantine = Table(
    "quarantine",
    metadata,
    Column("address", Text, primary_key=True),
    # What was asked for when the page was found, for instance a folder: from there it can be tried again.
    Column("location", Text, nullable=False),
    # Missing where the page could not even be loaded.
    Column("fingerprint", Text),
    Column("reader", Text, nullable=False),
    # The version of onrecord that failed: another one may know better, and tries again.
    Column("release", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("first_failed", Moment, nullable=False),
    Column("last_failed", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    # The order in which they were made; nothing here is ever changed or removed.
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("article", Text, nullable=False, index=True),
    *_stretch("evidence"),
    Column("holder", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("stance", JSON(none_as_null=True)),
    Column("who", Text, nullable=False),
    Column("when", Moment, nullable=False),
    Column("undoes", Text),
    ForeignKeyConstraint(["undoes"], ["judgements.id"]),
)
"""What reviewers decided, by what the finding says: no reading owns a judgement, so that a new one cannot lose it."""

phrase_vectors = Table(
    "phrase_vectors",
    metadata,
    Column("weights", Text, primary_key=True),
    Column("phrase", Text, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)
"""The vectors of measures' names by the version of the weights, which would take minutes to compute for a large record."""

copy_marks = Table(
    "copy_marks",
    metadata,
    Column("article", ForeignKey(articles.c.n), primary_key=True),
    Column("method", Text, nullable=False, index=True),
    Column("key_count", Integer, nullable=False),
    Column("rank", BigInteger, nullable=False),
)
"""The articles whose copies were looked for, and by which method."""

copy_keys = Table(
    "copy_keys",
    metadata,
    Column("key", BigInteger, primary_key=True),
    # Before the article, so that of a key that very many have the likeliest originals are found first.
    Column("rank", BigInteger, primary_key=True),
    Column("article", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
"""The keys that articles with the same sentences share. Those of articles without a mark do not count."""

copies = Table(
    "copies",
    metadata,
    Column("article", ForeignKey(articles.c.n), primary_key=True),
    Column("original", ForeignKey(articles.c.n), nullable=False, index=True),
    Column("share", Float, nullable=False),
    Column("copy", Boolean, nullable=False),
    # Start and end of each stretch that is taken.
    Column("parts", JSON, nullable=False),
)
"""What an article takes from another one, as a copy or not."""

article_vectors = Table(
    "article_vectors",
    metadata,
    Column("article", ForeignKey(articles.c.n), primary_key=True),
    Column("weights", Text, nullable=False),
    Column("vector", LargeBinary, nullable=False),
)
"""The vectors of articles' beginnings and the weights that gave them: what takes longest when articles are grouped."""

story_marks = Table(
    "story_marks",
    metadata,
    Column("article", ForeignKey(articles.c.n), primary_key=True),
    Column("method", Text, nullable=False, index=True),
    # With the name, which is chance that is always the same, the order in which articles look for their stories.
    Column("day", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("traits", LargeBinary, nullable=False),
)
"""The articles that a story was looked for of: no copies."""

story_keys = Table(
    "story_keys",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("article", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
"""The keys that articles on the same event share."""

story_links = Table(
    "story_links",
    metadata,
    Column("article", Integer, primary_key=True),
    Column("earlier", Integer, primary_key=True, index=True),
    Column("likeness", Float, nullable=False),
    sqlite_with_rowid=False,
)
"""Pairs of articles that may report the same event; the one that goes before the other is ``earlier``."""

story_members = Table(
    "story_members",
    metadata,
    Column("article", ForeignKey(articles.c.n), primary_key=True),
    # The article that this one is a copy of, in the end; of one that is no copy, itself.
    Column("witness", Integer, nullable=False, index=True),
    # The article that goes before all others of the story.
    Column("story", Integer, nullable=False, index=True),
    # The id of the story that the article would found.
    Column("name", Text, nullable=False, index=True),
)
"""Each current article and the story that it is in."""

comparisons = Table(
    "comparisons",
    metadata,
    # The ids of the two articles, in order.
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("key", Text, nullable=False),
    Column("found", JSON, nullable=False),
)
"""What comparing two articles gave, by all that it depends on (``key``): readings, decisions, weights, rules."""

claim_vectors = Table(
    "claim_vectors",
    metadata,
    Column("article", Text, primary_key=True),
    Column("weights", Text, nullable=False),
    # Digests of the texts, one behind the other, and their vectors in the same order.
    Column("texts", LargeBinary, nullable=False),
    Column("vectors", LargeBinary, nullable=False),
)
"""The vectors of what the claims of an article say, by the version of the weights: most of what comparing it costs."""

story_judgements = Table(
    "story_judgements",
    metadata,
    # The order in which they were made; nothing here is ever changed or removed.
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("together", JSON, nullable=False),
    Column("apart", JSON, nullable=False),
    Column("who", Text, nullable=False),
    Column("when", Moment, nullable=False),
    Column("undoes", Text),
    ForeignKeyConstraint(["undoes"], ["story_judgements.id"]),
)
"""What reviewers decided about stories, by the ids of articles: no grouping owns it, so that a new one cannot lose it."""
