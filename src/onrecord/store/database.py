"""Opening the database: migrations, and errors in words that a user understands.

What is SQLite's own stands in :mod:`onrecord.store.sqlite`, what is PostgreSQL's in :mod:`onrecord.store.postgres`;
everything else in the store is written for both.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, Insert, Table, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from onrecord.errors import DatabaseBusy, DatabaseGone, DatabaseNewer, StoreError
from onrecord.settings import Database, shown_database
from onrecord.store.postgres import postgres_engine, postgres_in_words
from onrecord.store.schema import REVISION
from onrecord.store.sqlite import prepare_sqlite, sqlite_engine, sqlite_in_words

PATIENCE_S = 30.0
"""How long a process waits for another one to finish writing before it gives up."""

_MIGRATIONS = Path(__file__).with_name("migrations")
_KEPT_REVISION = text("SELECT version_num FROM alembic_version")


def open_database(database: Database, *, create: bool, patience_s: float = PATIENCE_S) -> Engine:
    """Open a database and bring its tables up to date.

    Raises :class:`~onrecord.errors.DatabaseNewer` if a newer version wrote it, and another
    :class:`~onrecord.errors.StoreError` if it is missing and not to be created, is no database of onrecord, or cannot
    be opened. ``create`` makes a file of SQLite; a database of PostgreSQL must be there, and gets its tables.
    ``patience_s`` is how long any later use waits for a lock.
    """
    if not create and isinstance(database, Path) and not database.exists():
        raise StoreError(f"{database}: no such database; `onrecord read` makes one")
    with _opened(database, patience_s, create=create) as engine, engine.connect() as connection:
        up_to_date = _revision(connection, database) == REVISION
    if not up_to_date:
        with _opened(database, patience_s, create=create) as engine:
            _migrate(engine, database)
    # From here on the file is there; if it goes, it is not to be made anew without its tables.
    return _engine(database, patience_s, create=False)


class OpenDatabase:
    """A database that is open until it is closed: what those who read it and those who write to it have in common."""

    def __init__(self, path: Database, *, create: bool, patience_s: float = PATIENCE_S) -> None:
        """Open the database, as :func:`open_database` does."""
        self._path = path
        self._engine = open_database(path, create=create, patience_s=patience_s)
        self._writing = self._engine.execution_options(writes=True)

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
    def _look(self) -> Iterator[Connection]:
        """A connection that sees everything as it is now until the block ends."""
        with database_errors(self._path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _glance(self) -> Iterator[Connection]:
        """A connection for a single question, which sees everything as it is when it is asked.

        A server is asked without a transaction around it, for each of its ends takes as long as the question.
        """
        single = self._engine
        if not isinstance(self._path, Path):
            single = single.execution_options(isolation_level="AUTOCOMMIT")
        with database_errors(self._path), single.connect() as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        """One transaction, in which no other process writes; what the block raises undoes it.

        Raises :class:`~onrecord.errors.DatabaseNewer` if a newer version has changed the tables in the meantime.
        """
        with database_errors(self._path), self._writing.begin() as connection:
            check_revision(connection, self._path)
            yield connection


@contextmanager
def database_errors(database: Database) -> Iterator[None]:
    """Turn what the driver raises within the block into a :class:`~onrecord.errors.StoreError` that names the database."""
    try:
        yield
    except DBAPIError as error:
        raise _in_words(database, error.orig) from error
    except sqlite3.Error as error:
        raise _in_words(database, error) from error
    except DisconnectionError as error:
        raise DatabaseGone(f"{shown_database(database)}: the database is no longer there") from error
    except PoolTimeoutError as error:
        raise DatabaseBusy(f"{shown_database(database)}: too many at once; try again later") from error


def check_revision(connection: Connection, database: Database) -> None:
    """Raise :class:`~onrecord.errors.DatabaseNewer` if the tables are no longer those that this version writes."""
    revision = connection.execute(_KEPT_REVISION).scalar_one_or_none()
    if revision != REVISION:
        raise _newer(database, revision)


def insert_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert the rows that are not there yet, by any key of the table; the others stay as they are."""
    if rows:
        connection.execute(new_rows(connection.dialect.name, table), rows)


@cache
def new_rows(dialect: str, table: Table) -> Insert:
    """Return the statement that inserts rows that are not there yet; ``dialect`` is the name of the database's."""
    if dialect == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


def _engine(database: Database, patience_s: float, *, create: bool) -> Engine:
    if isinstance(database, Path):
        return sqlite_engine(database, patience_s, create=create)
    return postgres_engine(database, patience_s)


@contextmanager
def _opened(database: Database, patience_s: float, *, create: bool) -> Iterator[Engine]:
    engine = _engine(database, patience_s, create=create)
    try:
        with database_errors(database):
            yield engine
    finally:
        engine.dispose()


def _revision(connection: Connection, database: Database) -> str | None:
    """Return the revision of the database's tables, ``None`` if it has no tables yet."""
    names = inspect(connection).get_table_names()
    if not names:
        return None
    if "alembic_version" not in names or "pages" not in names:
        raise StoreError(f"{shown_database(database)}: a database, but not one of onrecord")
    revision = connection.execute(_KEPT_REVISION).scalar_one()
    return str(revision)


def _migrate(engine: Engine, database: Database) -> None:
    # Alembic is imported only when there is something to do: it takes longer than the rest of opening.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    with engine.connect() as connection:
        if isinstance(database, Path):
            prepare_sqlite(connection)
        with connection.execution_options(writes=True).begin():
            # Asked again under the lock: another process may have done it in the meantime.
            revision = _revision(connection, database)
            if revision is not None and revision not in known:
                raise _newer(database, revision)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _newer(database: Database, revision: str | None) -> DatabaseNewer:
    shown = f"{shown_database(database)}: written by a newer version of onrecord"
    return DatabaseNewer(f"{shown} (tables of revision {revision})")


def _in_words(database: Database, error: BaseException | None) -> StoreError:
    if isinstance(database, Path):
        return sqlite_in_words(database, error)
    return postgres_in_words(database, error)
