"""Who may use the page beyond this machine: accounts with their roles, and who is logged in.

What a password or a token is checked with is the caller's business; only hashes are kept here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from onrecord.errors import UsageError
from onrecord.settings import Database
from onrecord.store.database import PATIENCE_S, OpenDatabase
from onrecord.store.schema_people import accounts, sessions
from onrecord.store.versions import search_key


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in. ``password`` is its hash as argon2 writes it, ``role`` what the person may do."""

    name: str
    role: str
    password: str
    made: datetime


class Accounts(OpenDatabase):
    """Keeps accounts and sessions. May be used by several threads.

    Every method raises a :class:`~onrecord.errors.StoreError` where the database cannot be used.
    """

    def __init__(self, path: Database, patience_s: float = PATIENCE_S, *, create: bool = False) -> None:
        """Open the database; ``create`` makes it if there is none. ``patience_s``: how long to wait for a lock."""
        super().__init__(path, create=create, patience_s=patience_s)

    def add(self, account: Account) -> None:
        """Add an account; raise :class:`~onrecord.errors.UsageError` if there is one of that name, whatever the case."""
        key = search_key(account.name)
        values = {"key": key, "name": account.name, "role": account.role}
        with self._write() as connection:
            known = connection.execute(select(accounts.c.name).where(accounts.c.key == key)).scalar()
            if known is not None:
                raise UsageError(f"there is an account {known!r} already")
            connection.execute(accounts.insert(), {**values, "password": account.password, "made": account.made})

    def change(self, name: str, *, role: str | None = None, password: str | None = None) -> None:
        """Give an account another role or another password, which ends its sessions.

        Raises :class:`~onrecord.errors.UsageError` if there is no such account.
        """
        new = {"role": role, "password": password}
        values = {field: value for field, value in new.items() if value is not None}
        here = accounts.c.key == search_key(name)
        with self._write() as connection:
            known = connection.execute(select(accounts.c.name).where(here)).scalar()
            if known is None:
                raise UsageError(f"no account {name!r}")
            connection.execute(accounts.update().where(here).values(**values))
            connection.execute(sessions.delete().where(sessions.c.account == known))

    def remove(self, name: str) -> None:
        """Remove an account and end its sessions; what it decided stays, under its name.

        Raises :class:`~onrecord.errors.UsageError` if there is no such account.
        """
        with self._write() as connection:
            if not connection.execute(accounts.delete().where(accounts.c.key == search_key(name))).rowcount:
                raise UsageError(f"no account {name!r}")

    def listed(self) -> list[Account]:
        """Return all accounts by name."""
        columns = (accounts.c.name, accounts.c.role, accounts.c.password, accounts.c.made)
        with self._look() as connection:
            found = [Account(*row) for row in connection.execute(select(*columns))]
        return sorted(found, key=lambda account: search_key(account.name))

    def any(self) -> bool:
        """Tell whether there is any account."""
        with self._glance() as connection:
            return connection.execute(select(accounts.c.name).limit(1)).first() is not None

    def named(self, name: str) -> Account | None:
        """Return the account of that name, whatever the case; ``None`` if there is none."""
        columns = (accounts.c.name, accounts.c.role, accounts.c.password, accounts.c.made)
        with self._look() as connection:
            row = connection.execute(select(*columns).where(accounts.c.key == search_key(name))).first()
        return None if row is None else Account(*row)

    def begin(self, token: str, account: str, now: datetime, ends: datetime) -> None:
        """Begin a session, known by the hash of its token; those that have ended by ``now`` are forgotten."""
        with self._write() as connection:
            connection.execute(sessions.delete().where(sessions.c.ends <= now))
            connection.execute(sessions.insert(), {"token": token, "account": account, "begun": now, "ends": ends})

    def end(self, token: str) -> None:
        """End the session with this hash, if there is one."""
        with self._write() as connection:
            connection.execute(sessions.delete().where(sessions.c.token == token))

    def of_session(self, token: str, now: datetime) -> Account | None:
        """Return whose session has this hash; ``None`` if there is none or it has ended."""
        columns = (accounts.c.name, accounts.c.role, accounts.c.password, accounts.c.made)
        joined = sessions.join(accounts, sessions.c.account == accounts.c.name)
        found = select(*columns).select_from(joined).where(sessions.c.token == token, sessions.c.ends > now)
        with self._glance() as connection:
            row = connection.execute(found).first()
        return None if row is None else Account(*row)
