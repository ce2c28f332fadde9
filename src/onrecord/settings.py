"""Where a record is kept: a file of SQLite, or a database of PostgreSQL."""

from __future__ import annotations

import re
from pathlib import Path

Database = Path | str
"""A file of SQLite as a ``Path``, or the address of a database of PostgreSQL as text: ``postgresql://name@host/db``."""

_ADDRESS = re.compile(r"postgres(?:ql)?(?:\+psycopg)?://", re.IGNORECASE)
_PASSWORD = re.compile(r"(://[^/?#@]*?:)[^/?#]*(?=@)|((?:\?|&)password=)[^&#]*", re.IGNORECASE)


def database_from(words: str) -> Database:
    """Return the database that a user names: by its address, if it is one, else by the path of its file."""
    return words if _ADDRESS.match(words) else Path(words)


def may_be_there(database: Database) -> bool:
    """Tell whether there is a file; of a server's database, that can only be found out by asking the server."""
    return not isinstance(database, Path) or database.exists()


def shown_database(database: Database) -> str:
    """Return what a database may be called in messages: the password in its address is not for them."""
    if isinstance(database, Path):
        return str(database)
    return _PASSWORD.sub(lambda found: f"{found[1] or found[2]}***", database)


def name_of(database: Database) -> str:
    """Return what a record may be called that belongs to no dossier: its file's name, or its database's."""
    if isinstance(database, Path):
        return database.stem
    return re.split(r"[/?#]", _ADDRESS.sub("", database) + "/")[1] or "record"
