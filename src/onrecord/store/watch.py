"""Telling whether the record has changed since one last looked, at the cost of a glance."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, select

from onrecord.errors import StoreError
from onrecord.settings import Database
from onrecord.store.database import PATIENCE_S, OpenDatabase, database_errors, open_database
from onrecord.store.schema import copies, judgements, quarantine, readings


@dataclass(frozen=True, slots=True)
class Outline:
    """What tells a record from an earlier one, in figures; ``judgements`` counts them, the rest is all but them.

    Whatever else the database keeps (who is logged in, for instance) does not show here.
    """

    readings: tuple[int, ...]
    matched: tuple[tuple[str | None, int], ...]
    copies: tuple[float, ...]
    quarantined: int
    judgements: int


def _outline(connection: Connection) -> Outline:
    """Take the figures."""
    shown = select(func.count(), func.max(readings.c.n), func.count().filter(readings.c.current))
    count, last, current = connection.execute(shown).one()
    matched = connection.execute(
        select(readings.c.matched, func.count()).group_by(readings.c.matched).order_by(readings.c.matched)
    )
    copied = connection.execute(select(func.count(), func.sum(copies.c.original), func.sum(copies.c.share))).one()
    return Outline(
        readings=(count, last or 0, current),
        matched=tuple((key, number) for key, number in matched),
        copies=tuple(float(figure or 0) for figure in copied),
        quarantined=connection.execute(select(func.count()).select_from(quarantine)).scalar_one(),
        judgements=connection.execute(select(func.count()).select_from(judgements)).scalar_one(),
    )


class Watch(OpenDatabase):
    """Keeps a connection open to ask for the database's state. May be used by several threads."""

    def __init__(self, path: Database, patience_s: float = PATIENCE_S) -> None:
        """Open the database at ``path``, which must be there; an older one is brought up to date."""
        super().__init__(path, create=False, patience_s=patience_s)
        self._patience_s = patience_s
        self._lock = threading.Lock()
        self._file = _file_at(path) if isinstance(path, Path) else None
        self._connection: Connection = self._engine.connect()

    def state(self) -> tuple[int, ...]:
        """Give figures that are others after anybody, in this process or another, has written to the database.

        Raises :class:`~onrecord.errors.StoreError` if the file is gone: what is open would still show the one that was
        there. If another one has taken its place, that one is watched from now on.
        """
        if not isinstance(self._path, Path):
            # PostgreSQL keeps no number of its own that tells of a change at once and of nothing else.
            return (hash(self.outline()),)
        file = _file_at(self._path)
        with self._lock, database_errors(self._path):
            if file != self._file:
                self._connection.close()
                self._engine.dispose()
                self._engine = open_database(self._path, create=False, patience_s=self._patience_s)
                self._file, self._connection = file, self._engine.connect()
            try:
                version = self._connection.exec_driver_sql("PRAGMA data_version").scalar_one()
            finally:
                # A transaction that stays open would go on seeing the state in which it began.
                self._connection.rollback()
        return (*file, int(version))

    def outline(self) -> Outline:
        """Take the figures that tell what of the record has changed."""
        with self._lock, database_errors(self._path), self._engine.connect() as connection:
            return _outline(connection)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock, database_errors(self._path):
            self._connection.close()
        super().close()


def _file_at(path: Path) -> tuple[int, int]:
    """What tells a file from any other one that has its name later."""
    try:
        found = path.stat()
    except FileNotFoundError as error:
        raise StoreError(f"{path}: the database is gone; it was removed while it was in use") from error
    except OSError as error:
        raise StoreError(f"{path}: the database cannot be reached: {error.strerror}") from error
    return found.st_dev, found.st_ino
