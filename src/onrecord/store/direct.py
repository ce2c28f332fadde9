"""What is asked and changed for every article, put straight to the driver of SQLite.

SQLAlchemy takes ten times as long to pass such a question on as SQLite takes to answer it. A server is asked through it
all the same: the way there takes longer than either.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import Executable

NUMBERS = "numbers"
"""The parameter that stands for a list of any length; a statement has no other list."""

_SQLITE = sqlite.dialect(paramstyle="named")


class Direct:
    """The questions and changes of one transaction.

    Only of columns whose values the driver takes and gives as they are: numbers, words, bytes. Statements are kept in
    memory as SQL, so that they must be made once, not for every use.
    """

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of a connection."""
        self._connection = connection
        driver = connection.connection.driver_connection
        self._driver = driver if isinstance(driver, sqlite3.Connection) else None

    def ask(self, statement: Executable, values: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        """Return the rows that a statement finds with these values; for an empty list of numbers there are none."""
        numbers = values.get(NUMBERS)
        if numbers is not None and not numbers:
            return []
        if self._driver is None:
            return self._connection.execute(statement, values).all()
        known = _compiled(statement, _room(numbers))
        return self._driver.execute(known.sql, known.filled(values)).fetchall()

    def first(self, statement: Executable, values: Mapping[str, Any]) -> Any:
        """Return the first value of the first row that is found; ``None`` if there is no row."""
        found = self.ask(statement, values)
        return found[0][0] if found else None

    def change(self, statement: Executable, values: Mapping[str, Any]) -> None:
        """Change what a statement says; with an empty list of numbers, nothing."""
        numbers = values.get(NUMBERS)
        if numbers is not None and not numbers:
            return
        if self._driver is None:
            self._connection.execute(statement, values)
        else:
            known = _compiled(statement, _room(numbers))
            self._driver.execute(known.sql, known.filled(values))

    def insert(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows that all have the same columns."""
        if not rows:
            return
        if self._driver is None:
            self._connection.execute(statement, rows)
        else:
            self._driver.executemany(_compiled(statement, 0, tuple(rows[0])).sql, rows)


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement as SQL, the names of its numbers, and the values that are written into it."""

    sql: str
    numbers: tuple[str, ...]
    constants: Mapping[str, Any]

    def filled(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        if not self.numbers and not self.constants:
            return values
        given = {**self.constants, **values}
        if self.numbers:
            asked = values[NUMBERS]
            # Naming one of them again finds nothing else.
            given.update(zip(self.numbers, chain(asked, repeat(asked[-1])), strict=False))
        return given


def _room(numbers: Sequence[Any] | None) -> int:
    """For how many numbers a statement is made: powers of two, so that there are few of them."""
    return 1 << (len(numbers) - 1).bit_length() if numbers else 0


@cache
def _compiled(statement: Any, room: int, columns: tuple[str, ...] | None = None) -> _Compiled:
    compiled: SQLCompiler = statement.compile(dialect=_SQLITE, column_keys=None if columns is None else list(columns))
    constants = {name: value for name, value in compiled.params.items() if value is not None}
    if not room:
        return _Compiled(compiled.string, (), constants)
    expanded = compiled.construct_expanded_state({**compiled.params, NUMBERS: [0] * room})
    return _Compiled(expanded.statement, tuple(expanded.parameter_expansion[NUMBERS]), constants)
