"""Looking at the record: what was read, what was found, and what is in quarantine. Nothing here writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import ColumnElement, Connection, Row, Table, exists, func, select

from onrecord.records import Condition, Reading, Span
from onrecord.store import rows
from onrecord.store.database import PATIENCE_S, database_errors, open_database
from onrecord.store.schema import (
    articles,
    blocks,
    pages,
    quarantine,
    readings,
    stance_conditions,
    stances,
    statement_spans,
    statements,
)
from onrecord.store.versions import PageVersion, search_key

_AT_ONCE = 200
_READINGS = readings.join(articles, readings.c.article == articles.c.n).join(pages, articles.c.page == pages.c.n)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which readings are asked for; ``None`` asks for nothing in particular.

    ``article`` is an id or its beginning; ``speaker`` part of a speaker's name or party and ``outlet`` part of an
    outlet's name, whatever the case; ``since`` the first day of publication, which leaves out articles without a date.
    ``every_version`` adds earlier versions of pages and the readings of earlier readers.
    """

    article: str | None = None
    outlet: str | None = None
    speaker: str | None = None
    since: date | None = None
    every_version: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A line about an article: what it is, and how many statements were found in it."""

    id: str
    page: str
    outlet: str | None
    title: str | None
    published: date | None
    updated: date | None
    reader: str
    read_at: datetime
    current: bool
    statements: int


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A page that could not be read, and why. ``location`` is what was asked for when the page was found."""

    address: str
    location: str
    reader: str
    error: str
    reason: str
    first_failed: datetime
    last_failed: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the record holds; of articles and statements, those of the current version of each page."""

    pages: int
    articles: int
    statements: int
    undated: int
    quarantined: int


class View:
    """Reads the record. Every method raises a :class:`~onrecord.errors.StoreError` where the database is unusable."""

    def __init__(self, path: Path, patience_s: float = PATIENCE_S) -> None:
        """Open the database at ``path``, which must be there; an older one is brought up to date."""
        self._path = path
        self._engine = open_database(path, create=False, patience_s=patience_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with database_errors(self._path):
            self._engine.dispose()

    def readings(self, wanted: Wanted = Wanted()) -> Iterator[Reading]:
        """Yield the readings that are wanted, in the order of their articles' dates, undated ones last."""
        with database_errors(self._path), self._engine.connect() as connection:
            yield from _load(connection, _numbers(connection, _conditions(connection, wanted)))

    def readings_of(self, version: PageVersion, reader: str) -> tuple[Reading, ...]:
        """Return what ``reader`` found on one version of a page, in the order of the page."""
        conditions = [
            pages.c.address == version.address,
            pages.c.fingerprint == version.fingerprint,
            readings.c.reader == reader,
        ]
        with database_errors(self._path), self._engine.connect() as connection:
            found = select(readings.c.n).select_from(_READINGS).where(*conditions).order_by(readings.c.n)
            return tuple(_load(connection, connection.execute(found).scalars().all()))

    def listed(self, wanted: Wanted = Wanted()) -> Iterator[Listed]:
        """Yield a line about each reading that is wanted, in the same order as :meth:`readings`."""
        count = select(func.count()).where(statements.c.reading == readings.c.n).scalar_subquery()
        columns: list[ColumnElement[Any]] = [
            articles.c[name] for name in ("id", "outlet", "title", "published", "updated")
        ]
        columns += [pages.c.address.label("page"), readings.c.reader, readings.c.read_at, readings.c.current]
        with database_errors(self._path), self._engine.connect() as connection:
            lines = select(*columns, count.label("statements")).select_from(_READINGS)
            lines = lines.where(*_conditions(connection, wanted)).order_by(*_ORDER)
            for row in connection.execute(lines):
                yield Listed(**row._mapping)

    def quarantined(self) -> tuple[Quarantined, ...]:
        """Return the pages in quarantine, by address."""
        columns = [quarantine.c[field.name] for field in fields(Quarantined)]
        with database_errors(self._path), self._engine.connect() as connection:
            found = connection.execute(select(*columns).order_by(quarantine.c.address))
            return tuple(Quarantined(**row._mapping) for row in found)

    def counts(self) -> Counts:
        """Count what the record holds."""
        current = select(func.count()).select_from(_READINGS).where(readings.c.current)
        said = select(func.count()).select_from(statements.join(readings)).where(readings.c.current)
        with database_errors(self._path), self._engine.connect() as connection:
            return Counts(
                pages=connection.execute(select(func.count(pages.c.address.distinct()))).scalar_one(),
                articles=connection.execute(current).scalar_one(),
                statements=connection.execute(said).scalar_one(),
                undated=connection.execute(current.where(articles.c.published.is_(None))).scalar_one(),
                quarantined=connection.execute(select(func.count()).select_from(quarantine)).scalar_one(),
            )


_ORDER = (articles.c.published.is_(None), articles.c.published, readings.c.n)


def _conditions(connection: Connection, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if not wanted.every_version:
        conditions.append(readings.c.current)
    if wanted.article is not None:
        conditions.append(articles.c.id.startswith(wanted.article, autoescape=True))
    if wanted.outlet is not None:
        # Outlets are few, and databases differ in what they take to be the same letter.
        names = connection.execute(select(articles.c.outlet).distinct()).scalars()
        key = search_key(wanted.outlet)
        conditions.append(articles.c.outlet.in_([name for name in names if name and key in search_key(name)]))
    if wanted.speaker is not None:
        named = statements.c.speaker_key.contains(search_key(wanted.speaker), autoescape=True)
        conditions.append(exists().where(statements.c.reading == readings.c.n, named))
    if wanted.since is not None:
        conditions.append(articles.c.published >= wanted.since)
    return conditions


def _numbers(connection: Connection, conditions: Iterable[ColumnElement[bool]]) -> Sequence[int]:
    found = select(readings.c.n).select_from(_READINGS).where(*conditions).order_by(*_ORDER)
    return connection.execute(found).scalars().all()


def _load(connection: Connection, numbers: Sequence[int]) -> Iterator[Reading]:
    """Yield the readings with these keys, in this order, a batch of them at a time in memory."""
    for first in range(0, len(numbers), _AT_ONCE):
        yield from _load_batch(connection, numbers[first : first + _AT_ONCE])


def _load_batch(connection: Connection, numbers: Sequence[int]) -> list[Reading]:
    columns = [column for column in articles.c if column is not articles.c.n]
    columns += [pages.c.address, readings.c.n, readings.c.article, readings.c.reader]
    heads = connection.execute(select(*columns).select_from(_READINGS).where(readings.c.n.in_(numbers)))
    by_number = {row.n: row for row in heads}
    of_article = _parts(connection, blocks, [row.article for row in by_number.values()])
    said, stood = _parts(connection, statements, numbers), _parts(connection, stances, numbers)
    spans: dict[tuple[int, int], dict[str, tuple[Span, ...]]] = defaultdict(dict)
    for reading, parts in _parts(connection, statement_spans, numbers).items():
        for part in parts:
            roles = spans[reading, part.statement]
            roles[part.role] = (*roles.get(part.role, ()), Span(part.start, part.end))
    conditions: dict[tuple[int, int], tuple[Condition, ...]] = defaultdict(tuple)
    for reading, parts in _parts(connection, stance_conditions, numbers).items():
        for part in parts:
            conditions[reading, part.stance] += (rows.condition_from(part),)
    return [
        Reading(
            article=rows.article_from(by_number[n], of_article[by_number[n].article]),
            statements=tuple(rows.statement_from(row, spans[n, row.position]) for row in said[n]),
            stances=tuple(rows.stance_from(row, conditions[n, row.position]) for row in stood[n]),
            reader=by_number[n].reader,
        )
        for n in numbers
    ]


def _parts(connection: Connection, table: Table, owners: Sequence[int]) -> dict[int, list[Row[Any]]]:
    """Return the rows of a table of parts by their owner, in order; the owner's key is the table's first column."""
    owner, *_ = table.primary_key.columns
    found = connection.execute(select(table).where(owner.in_(owners)).order_by(*table.primary_key.columns))
    by_owner: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in found:
        by_owner[row[0]].append(row)
    return by_owner
