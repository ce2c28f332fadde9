"""Opening the database: SQLite's settings, migrations, and errors in words that a user understands.

Everything that is SQLite's own stands here, so that another database needs another module like this one and no more.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError

from onrecord.errors import DatabaseBusy, DatabaseFull, DatabaseNewer, StoreError
from onrecord.store.schema import REVISION

PATIENCE_S = 30.0
"""How long a process waits for another one to finish writing before it gives up."""

_ALMOST_NOTHING = 1 << 20
_MIGRATIONS = Path(__file__).with_name("migrations")
_WORDS: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_BUSY: (DatabaseBusy, "another process is writing to the database; try again when it is done"),
    sqlite3.SQLITE_LOCKED: (DatabaseBusy, "another process is writing to the database; try again when it is done"),
    sqlite3.SQLITE_FULL: (DatabaseFull, "no space left for the database"),
    sqlite3.SQLITE_READONLY: (StoreError, "no permission to write the database"),
    sqlite3.SQLITE_NOTADB: (StoreError, "not a database"),
    sqlite3.SQLITE_CORRUPT: (StoreError, "the database is damaged"),
}


def open_database(path: Path, *, create: bool, patience_s: float = PATIENCE_S) -> Engine:
    """Open the SQLite file at ``path`` and bring its tables up to date.

    Raises :class:`~onrecord.errors.DatabaseNewer` if a newer version wrote it, and another
    :class:`~onrecord.errors.StoreError` if it is missing and not to be created, is no database of onrecord, or cannot
    be opened. ``patience_s`` is how long any later use waits for a lock.
    """
    if not create and not path.exists():
        raise StoreError(f"{path}: no such database; `onrecord read` makes one")
    engine = _engine(path, patience_s)
    try:
        with database_errors(path):
            with engine.connect() as connection:
                revision = _revision(connection, path)
            if revision != REVISION:
                _migrate(engine, path)
    except BaseException:
        engine.dispose()
        raise
    return engine


class OpenDatabase:
    """A database that is open until it is closed: what those who read it and those who write to it have in common."""

    def __init__(self, path: Path, *, create: bool, patience_s: float = PATIENCE_S) -> None:
        """Open the database at ``path``, as :func:`open_database` does."""
        self._path = path
        self._engine = open_database(path, create=create, patience_s=patience_s)

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


@contextmanager
def database_errors(path: Path) -> Iterator[None]:
    """Turn what the driver raises within the block into a :class:`~onrecord.errors.StoreError` that names ``path``."""
    try:
        yield
    except DBAPIError as error:
        raise _in_words(path, error.orig) from error
    except sqlite3.Error as error:
        raise _in_words(path, error) from error


def _engine(path: Path, patience_s: float) -> Engine:
    engine = create_engine(f"sqlite+pysqlite:///{path}", connect_args={"timeout": patience_s})

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _record: object) -> None:
        # The driver would begin transactions late and commit before tables are made; onrecord begins them itself.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=NORMAL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes its lock at once: one that reads first and writes later could not wait for another writer.
        kind = "IMMEDIATE" if connection.get_execution_options().get("writes") else "DEFERRED"
        connection.exec_driver_sql(f"BEGIN {kind}")

    return engine


def _revision(connection: Connection, path: Path) -> str | None:
    """Return the revision of the database's tables, ``None`` if it has no tables yet."""
    names = inspect(connection).get_table_names()
    if not names:
        return None
    if "alembic_version" not in names or "pages" not in names:
        raise StoreError(f"{path}: a database, but not one of onrecord")
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    return str(revision)


def _migrate(engine: Engine, path: Path) -> None:
    # Alembic is imported only when there is something to do: it takes longer than the rest of opening.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    with engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[union-attr]
        with connection.execution_options(writes=True).begin():
            # Asked again under the lock: another process may have done it in the meantime.
            revision = _revision(connection, path)
            if revision is not None and revision not in known:
                raise DatabaseNewer(f"{path}: written by a newer version of onrecord (tables of revision {revision})")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _in_words(path: Path, error: BaseException | None) -> StoreError:
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    # A full disk can also show as a failed write to one of the files beside the database.
    if primary == sqlite3.SQLITE_IOERR and _no_space(path):
        primary = sqlite3.SQLITE_FULL
    if primary == sqlite3.SQLITE_CANTOPEN:
        return StoreError(f"{path}: the database cannot be opened: {_why_not_open(path)}")
    kind, words = _WORDS.get(primary, (StoreError, f"the database cannot be used ({error})"))
    return kind(f"{path}: {words}")


def _no_space(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _ALMOST_NOTHING
    except OSError:
        return False


def _why_not_open(path: Path) -> str:
    if not path.parent.exists():
        return f"there is no folder {path.parent}"
    if path.is_dir():
        return "it is a folder"
    if not os.access(path.parent, os.W_OK):
        return f"no permission to write to the folder {path.parent}"
    return os.strerror(errno.EACCES).lower()
