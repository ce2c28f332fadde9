"""Everything that is SQLite's own: how a file is opened, how a writer waits for another, what its errors mean."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from onrecord.errors import DatabaseBusy, DatabaseFull, DatabaseGone, StoreError

_ALMOST_NOTHING = 1 << 20
_WORDS: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_BUSY: (DatabaseBusy, "another process is writing to the database; try again when it is done"),
    sqlite3.SQLITE_LOCKED: (DatabaseBusy, "another process is writing to the database; try again when it is done"),
    sqlite3.SQLITE_FULL: (DatabaseFull, "no space left for the database"),
    sqlite3.SQLITE_READONLY: (StoreError, "no permission to write the database"),
    sqlite3.SQLITE_NOTADB: (StoreError, "not a database"),
    sqlite3.SQLITE_CORRUPT: (StoreError, "the database is damaged"),
}


def sqlite_engine(path: Path, patience_s: float, *, create: bool) -> Engine:
    """Return the engine for the file at ``path``, which it makes only if it may ``create`` it.

    A file that is removed or replaced while it is in use is noticed before the next use: SQLite itself would go on
    writing to a file without a name.
    """
    mode = "rwc" if create else "rw"
    # Put together from its parts: an address in one piece would be unquoted once more on the way to SQLite.
    file = f"file:{quote(os.fsencode(path))}"
    address = URL.create("sqlite+pysqlite", database=file, query={"mode": mode, "uri": "true"})
    engine = create_engine(address, connect_args={"timeout": patience_s}, pool_size=10, max_overflow=40)

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
        # The driver would begin transactions late and commit before tables are made; onrecord begins them itself.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=NORMAL")
        entry.info["file"] = _identity(path)

    @event.listens_for(engine, "checkout")
    def _check(_connection: sqlite3.Connection, entry: ConnectionPoolEntry, _proxy: object) -> None:
        if entry.info.get("file") != _identity(path):
            raise DisconnectionError("another file is there now, or none")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes its lock at once: one that reads first and writes later could not wait for another writer.
        kind = "IMMEDIATE" if connection.get_execution_options().get("writes") else "DEFERRED"
        connection.exec_driver_sql(f"BEGIN {kind}")

    return engine


def prepare_sqlite(connection: Connection) -> None:
    """Let readers look while another process writes, from now on; before any transaction has begun."""
    connection.connection.driver_connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[union-attr]


def sqlite_in_words(path: Path, error: BaseException | None) -> StoreError:
    """Return what an error of the driver means to a user."""
    code = getattr(error, "sqlite_errorcode", 0)
    primary = code & 0xFF
    # A full disk can also show as a failed write to one of the files beside the database.
    if primary == sqlite3.SQLITE_IOERR and _no_space(path):
        primary = sqlite3.SQLITE_FULL
    if primary == sqlite3.SQLITE_CANTOPEN:
        gone = path.parent.is_dir() and not path.exists() and os.access(path.parent, os.W_OK)
        kind = DatabaseGone if gone else StoreError
        return kind(f"{path}: the database cannot be opened: {_why_not_open(path)}")
    if code == sqlite3.SQLITE_READONLY_DIRECTORY:
        needed = "which SQLite needs, also where a database is only looked at"
        return StoreError(f"{path}: no permission to write to the folder {path.parent}, {needed}")
    kind, words = _WORDS.get(primary, (StoreError, f"the database cannot be used ({error})"))
    return kind(f"{path}: {words}")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino)


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
    if not path.exists():
        return "it is no longer there"
    return os.strerror(errno.EACCES).lower()
