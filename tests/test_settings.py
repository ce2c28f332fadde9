"""What a user may call a database, and what it is called in messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.settings import database_from, may_be_there, name_of, shown_database


@pytest.mark.parametrize("address", ["postgresql://desk@host/crossing", "postgres://host/crossing?user=desk"])
def test_an_address_is_kept_as_it_is_and_a_file_is_a_path(address: str, tmp_path: Path) -> None:
    assert database_from(address) == address
    assert name_of(address) == "crossing"
    assert may_be_there(address)
    assert database_from("folder/postgresql.db") == Path("folder/postgresql.db")
    assert name_of(Path("folder/crossing.db")) == "crossing"
    assert not may_be_there(tmp_path / "none.db")


def test_a_password_is_never_shown() -> None:
    assert shown_database("postgresql://desk:s3cret@host/crossing") == "postgresql://desk:***@host/crossing"
    assert (
        shown_database("postgresql://host/x?user=a&password=s3cret&b=c")
        == "postgresql://host/x?user=a&password=***&b=c"
    )
    assert shown_database("postgresql://desk@host/crossing") == "postgresql://desk@host/crossing"
    assert shown_database(Path("a:b@c.db")) == "a:b@c.db"
