"""What is put straight to the driver finds and changes the same as through SQLAlchemy, however many numbers are asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import (
    BindParameter,
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    bindparam,
    create_engine,
    select,
    text,
)

from onrecord.store.direct import NUMBERS, Direct

boats = Table("boats", MetaData(), Column("n", Integer, primary_key=True), Column("name", Text), Column("key", Integer))
_NUMBERS: BindParameter[int] = bindparam(NUMBERS, expanding=True)
_NAMED = select(boats.c.n, boats.c.name).where(boats.c.n.in_(_NUMBERS), boats.c.key < bindparam("below"))
_ANY = select(boats.c.n).where(boats.c.key == bindparam("key")).limit(1)
_SOLD = boats.delete().where(boats.c.n.in_(_NUMBERS))
_RENAMED = boats.update().where(boats.c.n == bindparam("number")).values(name=bindparam("into"))
_ADDED = boats.insert()
_COUNTED = text("SELECT COUNT(*) FROM boats WHERE key = :key OR key = :key + 1")


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as opened:
        boats.metadata.create_all(opened)
        rows = [{"n": n, "name": f"Boat {n}", "key": n % 7} for n in range(40)]
        Direct(opened).insert(_ADDED, rows)
        opened.commit()
        yield opened
    engine.dispose()


@pytest.mark.parametrize("numbers", [[], [3], [3, 99], [8, 1, 5], list(range(33)), list(range(64))])
def test_rows_are_found_whatever_the_length_of_a_list(connection: Connection, numbers: list[int]) -> None:
    values = {NUMBERS: numbers, "below": 5}
    found = [tuple(row) for row in Direct(connection).ask(_NAMED, values)]
    assert sorted(found) == sorted(tuple(row) for row in connection.execute(_NAMED, values))


def test_the_first_value_or_none(connection: Connection) -> None:
    direct = Direct(connection)
    assert direct.first(_ANY, {"key": 4}) == 4
    assert direct.first(_ANY, {"key": 9}) is None
    assert direct.first(_COUNTED, {"key": 0}) == 12


def test_changes_are_part_of_the_transaction(connection: Connection) -> None:
    direct = Direct(connection)
    direct.change(_SOLD, {NUMBERS: [1, 2, 3]})
    direct.change(_SOLD, {NUMBERS: []})
    direct.change(_RENAMED, {"number": 5, "into": "Petrel"})
    direct.insert(_ADDED, [])
    assert connection.execute(select(boats.c.n).where(boats.c.n < 6)).scalars().all() == [0, 4, 5]
    connection.rollback()
    assert connection.execute(text("SELECT COUNT(*) FROM boats")).scalar() == 40
