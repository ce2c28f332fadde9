"""Everything that is PostgreSQL's own: how a database is reached, how a writer waits for another, what its errors mean."""

from __future__ import annotations

from math import inf
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from onrecord.errors import DatabaseBusy, DatabaseFull, DatabaseGone, StoreError
from onrecord.settings import shown_database

# Any number that no other program is likely to take: writers to one database wait for each other at it.
_WRITERS = 0x6F6E7265636F7264
_IN_LINE = f"SELECT pg_advisory_xact_lock({_WRITERS})"
_CONNECT_S = 10

# A connection that was used a moment ago is there still; asking first costs as much as many a question.
_RESTED_S = 1.0

# By SQLSTATE, or by its class, the first two characters: https://www.postgresql.org/docs/current/errcodes-appendix.html
_WORDS: dict[str, tuple[type[StoreError], str]] = {
    "55P03": (DatabaseBusy, "another process is writing to the database; try again when it is done"),
    "40001": (DatabaseBusy, "another process is writing to the database; try again when it is done"),
    "40P01": (DatabaseBusy, "another process is writing to the database; try again when it is done"),
    "53100": (DatabaseFull, "no space left for the database"),
    "53300": (DatabaseBusy, "the server has too many connections; try again later"),
    "57P": (DatabaseGone, "the server is being stopped or started; try again when it is back"),
    "08": (DatabaseGone, "the server cannot be reached; try again when it is back"),
    "28": (StoreError, "the server does not let this user in"),
    "3D": (StoreError, "the server has no such database"),
    "42501": (StoreError, "no permission to write the database"),
    "42P01": (DatabaseGone, "the tables of onrecord are no longer there"),
}
_FOR_GOOD = ("does not exist", "authentication", "permission denied", "pg_hba.conf")
_NOT_REACHED = (DatabaseGone, "the server cannot be reached; try again when it is back")


def postgres_engine(address: str, patience_s: float) -> Engine:
    """Return the engine for the database at ``address``; raise :class:`StoreError` if it makes no sense or no driver is there."""
    try:
        url = make_url(address).set(drivername="postgresql+psycopg")
        settings = {"options": f"-c lock_timeout={int(patience_s * 1000)} -c timezone=UTC"}
        engine = create_engine(
            url,
            connect_args={"connect_timeout": _CONNECT_S, **settings},
            # A look at several tables sees them as they were at one time, as it does with SQLite.
            isolation_level="REPEATABLE READ",
            pool_size=10,
            max_overflow=30,
        )
    except (ArgumentError, ValueError) as error:
        raise StoreError(f"{shown_database(address)}: not the address of a database") from error
    except ModuleNotFoundError as error:
        needed = "PostgreSQL needs a driver: pip install 'onrecord[postgres]'"
        raise StoreError(f"{shown_database(address)}: {needed}") from error

    @event.listens_for(engine, "checkin")
    def _rest(_connection: object, entry: ConnectionPoolEntry) -> None:
        entry.info["rests"] = monotonic()

    @event.listens_for(engine, "checkout")
    def _wake(connection: Any, entry: ConnectionPoolEntry, _proxy: object) -> None:
        # A server that was started anew in between is noticed before a connection is used, not by whoever uses it.
        if monotonic() - entry.info.get("rests", inf) > _RESTED_S:
            try:
                engine.dialect.do_ping(connection)
            except engine.dialect.loaded_dbapi.Error as error:
                raise DisconnectionError("the server has let go of the connection") from error

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # One writer at a time, as with SQLite: what it has seen is still so when it writes. It sees what others wrote
        # while it waited, which it would not if it had looked at the database before.
        if connection.get_execution_options().get("writes"):
            connection.exec_driver_sql(f"SET TRANSACTION ISOLATION LEVEL READ COMMITTED; {_IN_LINE}")

    return engine


def postgres_in_words(address: str, error: BaseException | None) -> StoreError:
    """Return what an error of the driver means to a user."""
    code = getattr(error, "sqlstate", None)
    if code is None:
        kind, words = _without_code(error)
    else:
        known = (_WORDS[code[:length]] for length in (5, 3, 2) if code[:length] in _WORDS)
        kind, words = next(known, (StoreError, _unusable(error)))
    return kind(f"{shown_database(address)}: {words}")


def _without_code(error: BaseException | None) -> tuple[type[StoreError], str]:
    """What an error means for which the driver gives no code: it comes from connecting, or from losing the connection."""
    if type(error).__name__ != "OperationalError":
        return StoreError, _unusable(error)
    _, refused, why = str(error).partition("FATAL:")
    if not refused:
        return _NOT_REACHED
    # A server that stops or starts refuses as well, with other words; it can be tried again.
    kind = StoreError if any(words in why for words in _FOR_GOOD) else DatabaseGone
    return kind, f"the server does not let onrecord in: {' '.join(why.split())}"


def _unusable(error: BaseException | None) -> str:
    return f"the database cannot be used ({' '.join(str(error).split())})"
