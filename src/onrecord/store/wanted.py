"""What is asked of the record, and the conditions that ask it of the tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, Table, exists, func, or_, select

from onrecord.records import Told
from onrecord.store.schema import articles, pages, readings, stances, statements
from onrecord.store.versions import search_key
from onrecord.vocabulary import Act

READINGS = readings.join(articles, readings.c.article == articles.c.n).join(pages, articles.c.page == pages.c.n)
"""Readings with their articles and pages."""

ORDER = (articles.c.published.is_(None), articles.c.published, readings.c.n)
"""By the date of publication, undated articles last."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which readings are asked for, or which stances; ``None`` asks for nothing in particular.

    ``article`` is an id or its beginning; ``speaker`` part of a speaker's name or party and ``outlet`` part of an
    outlet's name, whatever the case; ``since`` the first day of publication, which leaves out articles without a date.
    ``holder`` (part of a name or party), ``act`` and ``measure`` (part of its phrase or of its name in the codebook)
    are asked of one and the same stance. ``every_version`` adds earlier versions of pages and the readings of earlier
    readers.
    """

    article: str | None = None
    outlet: str | None = None
    speaker: str | None = None
    since: date | None = None
    every_version: bool = False
    holder: str | None = None
    act: Act | None = None
    measure: str | None = None


EVERYTHING = Wanted()
"""The current readings of all pages."""


def wanted_readings(connection: Connection, wanted: Wanted, table: Table = stances) -> list[ColumnElement[bool]]:
    """Return the conditions on :data:`READINGS`; ``table`` has the stances one of which must be wanted."""
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
    stance = wanted_stances(wanted, table)
    if stance:
        conditions.append(exists().where(table.c.reading == readings.c.n, *stance))
    return conditions


def wanted_stances(wanted: Wanted, table: Table = stances) -> list[ColumnElement[bool]]:
    """Return the conditions on a row of a table of stances; none if every stance of the readings is wanted."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.holder is not None:
        conditions.append(table.c.holder_key.contains(search_key(wanted.holder), autoescape=True))
    if wanted.act is not None:
        conditions.append(table.c.act == str(wanted.act))
    if wanted.measure is not None:
        key = search_key(wanted.measure)
        phrase = table.c.measure_key.contains(key, autoescape=True)
        conditions.append(or_(phrase, func.lower(table.c.codebook).contains(key, autoescape=True)))
    return conditions


def is_wanted(told: Told, wanted: Wanted) -> bool:
    """Tell of a stance that a reviewer may have corrected what :func:`wanted_stances` asks of a row."""
    stance = told.stance
    if wanted.holder is not None and search_key(wanted.holder) not in search_key(stance.holder, stance.party):
        return False
    if wanted.act is not None and stance.act != wanted.act:
        return False
    if wanted.measure is None:
        return True
    key = search_key(wanted.measure)
    return key in search_key(stance.measure) or key in (stance.codebook or "").lower()


def wanted_numbers(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> Sequence[int]:
    """Return the keys of the readings that meet the conditions, in order."""
    found = select(readings.c.n).select_from(READINGS).where(*conditions).order_by(*ORDER)
    return connection.execute(found).scalars().all()
