"""Writing to the record: one transaction for each page, so that a page is there as a whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, exists, select

from onrecord.records import Reading
from onrecord.settings import Database
from onrecord.store import rows
from onrecord.store.copying import Copying
from onrecord.store.database import PATIENCE_S, OpenDatabase
from onrecord.store.grouping import Grouping
from onrecord.store.reviews import AnyJudgement, append_judgement
from onrecord.store.schema import (
    articles,
    blocks,
    doubtful_stances,
    pages,
    quarantine,
    readings,
    stance_conditions,
    stances,
    statement_spans,
    statements,
)
from onrecord.store.versions import FailedBefore, PageVersion, storable
from onrecord.store.view import Quarantined
from onrecord.store.wanted import READINGS
from onrecord.version import __version__

# What is asked for every page is put together once: that takes longer than to answer it.
_CURRENT = select(readings.c.n).select_from(READINGS).where(pages.c.address == bindparam("address"), readings.c.current)
_TURN = readings.update().where(readings.c.n == bindparam("number")).values(current=bindparam("now"))
_READABLE = quarantine.delete().where(quarantine.c.address == bindparam("here"))


class Writer(OpenDatabase):
    """Keeps what was read. Several processes may write to one file at once: each waits for the others' pages.

    Every method raises a :class:`~onrecord.errors.StoreError` where the database cannot be used; what was kept before
    stays. A method that returned has its page in the database even if the process is killed the next moment.
    """

    def __init__(self, path: Database, patience_s: float = PATIENCE_S) -> None:
        """Open the database at ``path``; make it if there is none. ``patience_s``: how long to wait for a lock."""
        super().__init__(path, create=True, patience_s=patience_s)

    def known(self, version: PageVersion, reader: str) -> FailedBefore | bool:
        """Tell whether ``reader`` has read this version of the page, or that it has failed on it."""
        failed = select(quarantine.c.error, quarantine.c.reason).where(
            quarantine.c.address == version.address,
            quarantine.c.fingerprint == version.fingerprint,
            quarantine.c.reader == reader,
            quarantine.c.release == __version__,
        )
        with self._look() as connection:
            if _readings_of(connection, version, reader):
                return True
            before = connection.execute(failed).one_or_none()
            return False if before is None else FailedBefore(before.error, before.reason)

    def keep(self, version: PageVersion, found: Sequence[Reading], reader: str) -> None:
        """Keep what ``reader`` found on a version of a page; it is the current one of its address from now on.

        Keeping the same twice changes nothing. The page leaves the quarantine.
        """
        with self._write() as connection:
            page = _row_key(connection, pages, _page_values(version), ("address", "fingerprint"))
            numbers = []
            for position, reading in enumerate(found):
                article = replace(reading.article, page=version.address)
                numbers.append(
                    _keep_reading(connection, replace(reading, article=article, reader=reader), page, position)
                )
            _make_current(connection, version.address, numbers)
            connection.execute(_READABLE, {"here": version.address})

    def keep_unchanged(self, version: PageVersion, reader: str) -> bool:
        """Note that a page was found as it was read before: that version is the current one of its address again.

        Return whether that changes anything.
        """
        with self._look() as connection:
            numbers = _readings_of(connection, version, reader)
            settled = (
                _current(connection, version.address) == set(numbers)
                and not connection.execute(select(exists().where(quarantine.c.address == version.address))).scalar()
            )
        if not settled:
            with self._write() as connection:
                _make_current(connection, version.address, numbers)
                connection.execute(_READABLE, {"here": version.address})
        return not settled

    def set_aside(
        self, address: str, *, location: str, fingerprint: str | None, reader: str, error: str, reason: str
    ) -> None:
        """Put a page that cannot be read into quarantine, or note that it failed once more.

        ``location`` is what was asked for when the page was found, ``fingerprint`` that of its version (``None`` if it
        could not even be loaded), ``error`` the name of the error's class.
        """
        now = datetime.now(UTC)
        values = {
            "location": storable(location),
            "fingerprint": fingerprint,
            "reader": reader,
            "release": __version__,
            "error": error,
            "reason": storable(reason),
            "last_failed": now,
        }
        here = quarantine.c.address == storable(address)
        with self._write() as connection:
            again = quarantine.update().where(here).values(**values, attempts=quarantine.c.attempts + 1)
            if not connection.execute(again).rowcount:
                first = {"address": storable(address), "first_failed": now, "attempts": 1}
                connection.execute(quarantine.insert().values(**values, **first))

    def let_go(self, entries: Sequence[Quarantined]) -> None:
        """Take entries out of the quarantine, unless they have failed again since they were looked at."""
        with self._write() as connection:
            for entry in entries:
                as_seen = quarantine.c.last_failed == entry.last_failed
                connection.execute(quarantine.delete().where(quarantine.c.address == entry.address, as_seen))

    def judge(self, judgement: AnyJudgement) -> None:
        """Append what a reviewer decided; appending the same twice changes nothing.

        Raises :class:`~onrecord.errors.UsageError` if it takes back a judgement that is not there.
        """
        with self._write() as connection:
            append_judgement(connection, judgement)

    @contextmanager
    def copying(self) -> Iterator[Copying]:
        """Look for copies, in one transaction that ends with the block; what the block raises undoes it."""
        with self._write() as connection:
            yield Copying(connection)

    @contextmanager
    def grouping(self) -> Iterator[Grouping]:
        """Group articles into stories, in one transaction that ends with the block; what the block raises undoes it."""
        with self._write() as connection:
            yield Grouping(connection)


def _page_values(version: PageVersion) -> rows.Values:
    return {
        "address": version.address,
        "fingerprint": version.fingerprint,
        "content_hash": version.content_hash,
        "retrieved": version.retrieved,
    }


def _keep_reading(connection: Connection, reading: Reading, page: int, position: int) -> int:
    """Insert what is not there yet and return the reading's key."""
    values = rows.article_values(reading.article, page, position)
    article = _key(connection, articles, values, ("page", "key"))
    if article is None:
        article = _insert(connection, articles, values)
        _insert_all(connection, blocks, rows.block_values(reading.article.blocks, article))
    values = {"article": article, "reader": reading.reader, "read_at": datetime.now(UTC), "current": False}
    number = _key(connection, readings, values, ("article", "reader"))
    if number is None:
        number = _insert(connection, readings, values)
        _insert_all(connection, statements, rows.statement_values(reading.statements, number))
        _insert_all(connection, statement_spans, rows.statement_span_values(reading.statements, number))
        _insert_all(connection, stances, rows.stance_values(reading.stances, number))
        _insert_all(connection, stance_conditions, rows.stance_condition_values(reading.stances, number))
        _insert_all(connection, doubtful_stances, rows.doubtful_stance_values(reading.doubtful, number))
    return number


def _readings_of(connection: Connection, version: PageVersion, reader: str) -> list[int]:
    found = (
        select(readings.c.n)
        .select_from(READINGS)
        .where(
            pages.c.address == version.address,
            pages.c.fingerprint == version.fingerprint,
            readings.c.reader == reader,
        )
    )
    return list(connection.execute(found).scalars())


def _current(connection: Connection, address: str) -> set[int]:
    return set(connection.execute(_CURRENT, {"address": address}).scalars())


def _make_current(connection: Connection, address: str, numbers: Sequence[int]) -> None:
    """Make the readings with these keys the current ones of the address, and no others."""
    before = _current(connection, address)
    for retired in before.difference(numbers):
        connection.execute(_TURN, {"number": retired, "now": False})
    for number in set(numbers) - before:
        connection.execute(_TURN, {"number": number, "now": True})


def _key(connection: Connection, table: Table, values: rows.Values, unique: tuple[str, ...]) -> int | None:
    """Return the key of the row that has the same values in the unique columns, if there is one."""
    return connection.execute(_same(table, unique), {name: values[name] for name in unique}).scalar()


@cache
def _same(table: Table, unique: tuple[str, ...]) -> Select[int]:
    return select(table.c.n).where(*(table.c[name] == bindparam(name) for name in unique))


def _row_key(connection: Connection, table: Table, values: rows.Values, unique: tuple[str, ...]) -> int:
    """Return the key of the row with these values, which is inserted if it is not there yet."""
    found = _key(connection, table, values, unique)
    return _insert(connection, table, values) if found is None else found


def _insert(connection: Connection, table: Table, values: rows.Values) -> int:
    key: Any = connection.execute(table.insert(), values).inserted_primary_key
    return int(key[0])


def _insert_all(connection: Connection, table: Table, values: Sequence[rows.Values]) -> None:
    if values:
        connection.execute(table.insert(), values)
