"""Looking at the record: what was read, what was found, and what is in quarantine. Nothing here writes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select

from onrecord.records import Finding, Judgement, Reading, StoryJudgement, Taken, Told
from onrecord.settings import Database
from onrecord.store import rows
from onrecord.store.database import PATIENCE_S, OpenDatabase
from onrecord.store.loading import load_doubted, load_doubtful, load_judged, load_readings, load_told
from onrecord.store.schema import (
    articles,
    copies,
    doubtful_stances,
    judgements,
    pages,
    quarantine,
    readings,
    stances,
    statements,
)
from onrecord.store.stories import Story, founders, founders_called, load_stories, load_story_judgements
from onrecord.store.versions import PageVersion
from onrecord.store.wanted import EVERYTHING, ORDER, READINGS, Wanted, wanted_numbers, wanted_readings, wanted_stances


@dataclass(frozen=True, slots=True)
class Listed:
    """A line about an article: what it is, and how many statements were found in it."""

    id: str
    page: str
    outlet: str | None
    title: str | None
    published: date | None
    updated: date | None
    copy_of: str | None
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
    """How much the record holds; of articles, statements and stances, those of the current version of each page."""

    pages: int
    articles: int
    statements: int
    stances: int
    undated: int
    quarantined: int


class View(OpenDatabase):
    """Reads the record. Every method raises a :class:`~onrecord.errors.StoreError` where the database is unusable."""

    def __init__(self, path: Database, patience_s: float = PATIENCE_S) -> None:
        """Open the database at ``path``, which must be there; an older one is brought up to date."""
        super().__init__(path, create=False, patience_s=patience_s)

    def readings(self, wanted: Wanted = EVERYTHING) -> Iterator[Reading]:
        """Yield the readings that are wanted, in the order of their articles' dates, undated ones last."""
        with self._look() as connection:
            numbers = wanted_numbers(connection, wanted_readings(connection, wanted))
            yield from load_readings(connection, numbers)

    def readings_called(self, ids: Collection[str]) -> dict[str, Reading]:
        """Return a reading of each article with one of these ids, by its id: a current one, else the latest of all."""
        found = select(readings.c.n, articles.c.id, readings.c.current).select_from(READINGS)
        ordered = found.where(articles.c.id.in_(sorted(set(ids)))).order_by(readings.c.current, readings.c.n)
        with self._look() as connection:
            rows = connection.execute(ordered).all()
            # A current one of several pages: the first, as wherever an article is shown.
            numbers = {row.id: row.n for row in [row for row in rows if not row.current]}
            numbers |= {row.id: row.n for row in reversed([row for row in rows if row.current])}
            return {each.article.id: each for each in load_readings(connection, sorted(numbers.values()))}

    def readings_of(self, version: PageVersion, reader: str) -> tuple[Reading, ...]:
        """Return what ``reader`` found on one version of a page, in the order of the page."""
        conditions = [
            pages.c.address == version.address,
            pages.c.fingerprint == version.fingerprint,
            readings.c.reader == reader,
        ]
        with self._look() as connection:
            found = select(readings.c.n).select_from(READINGS).where(*conditions).order_by(readings.c.n)
            return tuple(load_readings(connection, connection.execute(found).scalars().all()))

    def listed(self, wanted: Wanted = EVERYTHING) -> Iterator[Listed]:
        """Yield a line about each reading that is wanted, in the same order as :meth:`readings`."""
        count = select(func.count()).where(statements.c.reading == readings.c.n).scalar_subquery()
        columns: list[ColumnElement[Any]] = [
            articles.c[name] for name in ("id", "outlet", "title", "published", "updated", "copy_of")
        ]
        columns += [pages.c.address.label("page"), readings.c.reader, readings.c.read_at, readings.c.current]
        with self._look() as connection:
            lines = select(*columns, count.label("statements")).select_from(READINGS)
            lines = lines.where(*wanted_readings(connection, wanted)).order_by(*ORDER)
            for row in connection.execute(lines):
                yield Listed(**row._mapping)

    def taken(self, article: str) -> tuple[str, Taken] | None:
        """Return the id of the article that the one with this id takes most from, and what; ``None`` if from none.

        Of several articles with the id, the current one is asked.
        """
        original = articles.alias()
        columns: list[ColumnElement[Any]] = [original.c.id, copies.c.share, copies.c.copy, copies.c.parts]
        found = (
            select(*columns)
            .select_from(copies.join(articles, copies.c.article == articles.c.n))
            .join(original, copies.c.original == original.c.n)
            .join(readings, readings.c.article == articles.c.n)
            .where(articles.c.id == article)
            .order_by(readings.c.current.desc(), readings.c.n)
        )
        with self._look() as connection:
            row = connection.execute(found).first()
        return None if row is None else (row.id, rows.taken_from(row))

    def stories(self, since: date | None = None) -> Iterator[Story]:
        """Yield the stories, or those with a report of that day or later, by their first day; undated ones last."""
        with self._look() as connection:
            yield from load_stories(connection, founders(connection, since))

    def stories_called(self, words: str) -> tuple[Story, ...]:
        """Return the stories that ``words`` name: by id, by one that it had before, by an article's id, or its beginning."""
        with self._look() as connection:
            return tuple(load_stories(connection, founders_called(connection, words)))

    def story_judgements(self) -> tuple[StoryJudgement, ...]:
        """Return what reviewers decided about stories, in the order they did."""
        with self._look() as connection:
            return load_story_judgements(connection)

    def told(self, wanted: Wanted = EVERYTHING) -> Iterator[Told]:
        """Yield the stances that are wanted, in the order of their articles' dates, undated ones last.

        Of an article that stands at two addresses, each address tells its own.
        """
        with self._look() as connection:
            numbers = wanted_numbers(connection, wanted_readings(connection, wanted))
            yield from load_told(connection, numbers, wanted_stances(wanted))

    def doubtful(self, wanted: Wanted = EVERYTHING) -> Iterator[Told]:
        """Yield the doubtful stances that are wanted, as :meth:`told` does the others."""
        with self._look() as connection:
            conditions = wanted_readings(connection, wanted, doubtful_stances)
            has_any = exists().where(doubtful_stances.c.reading == readings.c.n)
            numbers = wanted_numbers(connection, [*conditions, has_any])
            yield from load_doubtful(connection, numbers, wanted_stances(wanted, doubtful_stances))

    def count_doubtful(self) -> int:
        """Count the findings of current readings that are doubtful stances, each once."""
        of_finding = ("evidence_start", "evidence_end", "holder", "act", "measure")
        found = select(articles.c.id, *(doubtful_stances.c[name] for name in of_finding)).distinct()
        joined = READINGS.join(doubtful_stances, doubtful_stances.c.reading == readings.c.n)
        once = found.select_from(joined).where(readings.c.current).subquery()
        with self._look() as connection:
            return connection.execute(select(func.count()).select_from(once)).scalar_one()

    def doubted(self, articles: Collection[str]) -> set[Finding]:
        """Return what current readings of the articles with these ids doubt."""
        with self._look() as connection:
            return {finding for finding, _ in load_doubted(connection, sorted(articles))}

    def judgements(self, article: str | None = None) -> tuple[Judgement, ...]:
        """Return what reviewers decided, of all articles or of the one with this id, in the order they did."""
        here = [] if article is None else [judgements.c.article == article]
        with self._look() as connection:
            found = connection.execute(select(judgements).where(*here).order_by(judgements.c.n))
            return tuple(rows.judgement_from(row) for row in found)

    def judged(self, article: str | None = None) -> Iterator[tuple[Judgement, Told | None]]:
        """Yield each judgement with the stance that stands by it as its article tells it, in the order they were made.

        What stands by it is as :meth:`Reviews.judged` gives it.
        """
        made = self.judgements(article)
        with self._look() as connection:
            yield from load_judged(connection, made)

    def quarantined(self) -> tuple[Quarantined, ...]:
        """Return the pages in quarantine, by address."""
        columns = [quarantine.c[field.name] for field in fields(Quarantined)]
        with self._look() as connection:
            found = [Quarantined(**row._mapping) for row in connection.execute(select(*columns))]
        # Databases differ in how they order letters.
        return tuple(sorted(found, key=attrgetter("address")))

    def counts(self) -> Counts:
        """Count what the record holds."""
        current = select(func.count()).select_from(READINGS).where(readings.c.current)
        said = select(func.count()).select_from(statements.join(readings)).where(readings.c.current)
        stood = select(func.count()).select_from(stances.join(readings)).where(readings.c.current)
        with self._look() as connection:
            return Counts(
                pages=connection.execute(select(func.count(pages.c.address.distinct()))).scalar_one(),
                articles=connection.execute(current).scalar_one(),
                statements=connection.execute(said).scalar_one(),
                stances=connection.execute(stood).scalar_one(),
                undated=connection.execute(current.where(articles.c.published.is_(None))).scalar_one(),
                quarantined=connection.execute(select(func.count()).select_from(quarantine)).scalar_one(),
            )
