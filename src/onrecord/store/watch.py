"""Telling whether the record has changed since one last looked, at the cost of a glance."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Table, Text, func, select

from onrecord.errors import DatabaseGone
from onrecord.settings import Database
from onrecord.store.database import PATIENCE_S, OpenDatabase, check_revision, database_errors
from onrecord.store.schema import copies, judgements, quarantine, readings, story_members
from onrecord.store.schema_people import actor_judgements, statement_judgements


@dataclass(frozen=True, slots=True)
class Outline:
    """What tells a record from an earlier one, in figures; ``judgements`` counts those on stances, ``said`` those on
    statements, ``identities`` those on who is who; the rest is all but them.

    Whatever else the database keeps (who is logged in, for instance) does not show here.
    """

    readings: tuple[int, ...]
    matched: frozenset[tuple[str | None, int]]
    copies: tuple[float, ...]
    stories: tuple[int, ...]
    quarantined: int
    judgements: int
    said: int
    identities: int


class Watch(OpenDatabase):
    """Tells the database's state. May be used by several threads."""

    def __init__(self, path: Database, patience_s: float = PATIENCE_S) -> None:
        """Open the database, which must be there; an older one is brought up to date."""
        super().__init__(path, create=False, patience_s=patience_s)
        self._lock = threading.Lock()
        self._kept: tuple[str, Connection] | None = None

    def state(self) -> str:
        """Give words that are others after anybody, in this process or another, has written to the database.

        Raises :class:`~onrecord.errors.DatabaseGone` if the file is gone: what is open would still show the one that was
        there. If another one has taken its place, that one is watched from now on.
        """
        with self._lock, database_errors(self._path):
            if isinstance(self._path, Path):
                return self._state_of_file(self._path)
            with self._glance() as connection:
                return str(connection.execute(select(func.pg_current_snapshot().cast(Text))).scalar_one())

    def outline(self) -> Outline:
        """Take the figures that tell what of the record has changed.

        Raises :class:`~onrecord.errors.DatabaseNewer` if a newer version has changed the tables in the meantime.
        """
        with self._look() as connection:
            check_revision(connection, self._path)
            return _outline(connection)

    def close(self) -> None:
        """Let go of the database."""
        with self._lock, database_errors(self._path):
            self._let_go()
        super().close()

    def _state_of_file(self, path: Path) -> str:
        """SQLite counts for each connection what others have written; so one connection is kept for all questions."""
        file = _file_at(path)
        if self._kept is not None and self._kept[0] != file:
            self._let_go()
        if self._kept is None:
            self._kept = (file, self._engine.connect())
        connection = self._kept[1]
        try:
            return f"{file} {connection.exec_driver_sql('PRAGMA data_version').scalar_one()}"
        finally:
            # A transaction that stays open would go on seeing the state in which it began.
            connection.rollback()

    def _let_go(self) -> None:
        if self._kept is not None:
            self._kept[1].close()
            self._kept = None


def _outline(connection: Connection) -> Outline:
    """Take the figures, in two questions, for a server may be far away."""
    story, article = story_members.c.story.cast(BigInteger), story_members.c.article.cast(BigInteger)
    figures: dict[str, tuple[Table, Sequence[ColumnElement[Any]]]] = {
        "readings": (readings, (func.count(), func.max(readings.c.n), func.count().filter(readings.c.current))),
        "copies": (copies, (func.count(), func.sum(copies.c.original), func.sum(copies.c.share))),
        "stories": (story_members, (func.count(), func.sum(story), func.sum(story * article))),
        "quarantined": (quarantine, (func.count(),)),
        "judgements": (judgements, (func.count(),)),
        "said": (statement_judgements, (func.count(),)),
        "identities": (actor_judgements, (func.count(),)),
    }
    asked = [
        select(figure).select_from(table).scalar_subquery() for table, shown in figures.values() for figure in shown
    ]
    given = iter(connection.execute(select(*asked)).one())
    found = {name: tuple(next(given) or 0 for _ in shown) for name, (_, shown) in figures.items()}
    matched = connection.execute(select(readings.c.matched, func.count()).group_by(readings.c.matched))
    return Outline(
        readings=tuple(int(figure) for figure in found["readings"]),
        matched=frozenset((key, number) for key, number in matched),
        copies=tuple(float(figure) for figure in found["copies"]),
        stories=tuple(int(figure) for figure in found["stories"]),
        quarantined=found["quarantined"][0],
        judgements=found["judgements"][0],
        said=found["said"][0],
        identities=found["identities"][0],
    )


def _file_at(path: Path) -> str:
    """What tells a file from any other one that has its name later."""
    try:
        found = path.stat()
    except OSError as error:
        raise DatabaseGone(f"{path}: the database is gone: {(error.strerror or 'no such file').lower()}") from error
    return f"{found.st_dev}:{found.st_ino}"
