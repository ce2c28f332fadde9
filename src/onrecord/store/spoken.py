"""Who said what, across articles: the speakers of a record, and what each of them said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, func, select, tuple_

from onrecord.records import Article, Span, Statement
from onrecord.settings import Database
from onrecord.store import rows
from onrecord.store.database import PATIENCE_S, OpenDatabase
from onrecord.store.schema import articles, readings, statement_spans, statements
from onrecord.store.versions import search_key

_AT_ONCE = 200
_CURRENT = statements.join(readings, statements.c.reading == readings.c.n).join(
    articles, readings.c.article == articles.c.n
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A name with its party, as statements give them, and how many statements do."""

    name: str | None
    party: str | None
    statements: int


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with what must be known of its article; the words are those that its spans quote."""

    statement: Statement
    article: str
    outlet: str | None
    title: str | None
    published: date | None
    source: str | None
    cue: str
    content: str


class Place(NamedTuple):
    """Where a statement is kept, by the key of its reading and its position there, and when its article was published."""

    reading: int
    position: int
    published: date | None


def newest(published: date | None) -> int:
    """Give what puts days in order, the newest first, unknown days last."""
    return -(published or date.min).toordinal()


def said_in(article: Article, statement: Statement) -> Said:
    """Give a statement of an article with its words."""
    published = article.published.value if article.published else None
    return _quoted(statement, _Head(article.id, article.outlet, article.title, published, article.text))


class Spoken(OpenDatabase):
    """Finds statements by who made them, in the current version of each page."""

    def __init__(self, path: Database, patience_s: float = PATIENCE_S) -> None:
        """Open the database, which must be there; an older one is brought up to date."""
        super().__init__(path, create=False, patience_s=patience_s)

    def speakers(self) -> tuple[Speaker, ...]:
        """Return every name and party that statements have, in no particular order."""
        columns = (statements.c.name, statements.c.party)
        found = select(*columns, func.count()).select_from(_CURRENT).where(readings.c.current).group_by(*columns)
        with self._look() as connection:
            return tuple(Speaker(name, party, count) for name, party, count in connection.execute(found))

    def said(
        self, speakers: Collection[tuple[str | None, str | None]], but_in: Collection[str] = ()
    ) -> tuple[Place, ...]:
        """Return the places of what speakers, given by name and party, said: the newest first, undated ones last.

        Articles whose ids are in ``but_in`` are left out.
        """
        columns = [statements.c.reading, statements.c.position, articles.c.published]
        with self._look() as connection:
            places = [
                Place(row.reading, row.position, row.published) for row in _by(connection, speakers, but_in, columns)
            ]
        return tuple(sorted(places, key=lambda place: (newest(place.published), place.reading, place.position)))

    def called(self, speakers: Collection[tuple[str | None, str | None]], but_in: Collection[str] = ()) -> Counter[str]:
        """Count the words by which articles name speakers where they quote them; statements without any are left out.

        Speakers are given by name and party. Articles whose ids are in ``but_in`` are left out.
        """
        start, end = statements.c.source_start, statements.c.source_end
        words = func.substr(articles.c.text, start + 1, end - start).label("words")
        with self._look() as connection:
            return Counter(row.words for row in _by(connection, speakers, but_in, [words]) if row.words is not None)

    def at(self, places: Sequence[tuple[int, int]]) -> tuple[Said, ...]:
        """Return the statements at places, which are keys of readings and positions in them, in this order."""
        found: dict[tuple[int, int], Said] = {}
        with self._look() as connection:
            for first in range(0, len(places), _AT_ONCE):
                found |= _said(connection, places[first : first + _AT_ONCE])
        return tuple(found[place] for place in places if place in found)


def _by(
    connection: Connection,
    speakers: Collection[tuple[str | None, str | None]],
    but_in: Collection[str],
    columns: Sequence[ColumnElement[Any]],
) -> Iterator[Row[Any]]:
    """Give columns of the statements that speakers made, in no particular order."""
    wanted = set(speakers)
    # The key is found by an index of its own or a short look at each row; name and party are compared here, as
    # databases differ in what they take to be the same letter.
    keys = sorted({search_key(*speaker) for speaker in wanted})
    whose = [statements.c.name, statements.c.party, articles.c.id.label("article_id")]
    for first in range(0, len(keys), _AT_ONCE):
        here = statements.c.speaker_key.in_(keys[first : first + _AT_ONCE])
        found = select(*whose, *columns).select_from(_CURRENT).where(readings.c.current, here)
        for row in connection.execute(found):
            if (row.name, row.party) in wanted and row.article_id not in but_in:
                yield row


def _said(connection: Connection, places: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Said]:
    spans: dict[tuple[int, int], dict[str, tuple[Span, ...]]] = {place: {} for place in places}
    here = tuple_(statement_spans.c.reading, statement_spans.c.statement).in_(places)
    for row in connection.execute(select(statement_spans).where(here).order_by(*statement_spans.primary_key.columns)):
        roles = spans[row.reading, row.statement]
        roles[row.role] = (*roles.get(row.role, ()), Span(row.start, row.end))
    heads: dict[int, Row[Any]] = {}
    columns: list[ColumnElement[Any]] = [readings.c.n, articles.c.id.label("article_id")]
    columns += [articles.c[name] for name in ("outlet", "title", "published", "text")]
    joined = readings.join(articles, readings.c.article == articles.c.n)
    numbers = {reading for reading, _ in places}
    for row in connection.execute(select(*columns).select_from(joined).where(readings.c.n.in_(numbers))):
        heads[row.n] = row
    wanted = tuple_(statements.c.reading, statements.c.position).in_(places)
    return {
        (row.reading, row.position): _quoted(
            rows.statement_from(row, spans[row.reading, row.position]), heads[row.reading]
        )
        for row in connection.execute(select(statements).where(wanted))
    }


class _Head(NamedTuple):
    """What must be known of an article."""

    article_id: str
    outlet: str | None
    title: str | None
    published: date | None
    text: str


def _quoted(statement: Statement, head: Row[Any] | _Head) -> Said:
    return Said(
        statement=statement,
        article=head.article_id,
        outlet=head.outlet,
        title=head.title,
        published=head.published,
        source=statement.source.quote(head.text) if statement.source else None,
        cue=" … ".join(span.quote(head.text) for span in statement.cue),
        content=" … ".join(span.quote(head.text) for span in statement.content),
    )
