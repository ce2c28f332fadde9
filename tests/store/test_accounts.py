"""Accounts and sessions in the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from onrecord.errors import StoreError, UsageError
from onrecord.settings import Database
from onrecord.store import Account, Accounts

NOON = datetime(2031, 5, 20, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=8)
ADA = Account("Ada", "reviewer", "hash of a password", NOON)


@pytest.fixture
def accounts(database: Database) -> Iterator[Accounts]:
    with Accounts(database, create=True) as opened:
        yield opened


def test_an_account_is_found_whatever_the_case_and_is_there_once(accounts: Accounts) -> None:
    accounts.add(ADA)
    accounts.add(Account("Ben", "reader", "another", NOON))

    assert accounts.listed() == [ADA, Account("Ben", "reader", "another", NOON)]
    assert accounts.named("ada") == accounts.named("ADA") == ADA
    assert accounts.named("Cid") is None
    with pytest.raises(UsageError, match="there is an account 'Ada' already"):
        accounts.add(Account("ADA", "admin", "third", NOON))


def test_a_session_is_its_accounts_until_it_ends(accounts: Accounts) -> None:
    accounts.add(ADA)
    accounts.begin("one", "Ada", NOON, LATER)
    accounts.begin("two", "Ada", NOON, LATER)

    assert accounts.of_session("one", NOON) == ADA
    assert accounts.of_session("one", LATER) is None
    assert accounts.of_session("none", NOON) is None
    accounts.end("one")
    accounts.end("none")
    assert accounts.of_session("one", NOON) is None
    assert accounts.of_session("two", NOON) == ADA


def test_a_changed_or_removed_account_is_logged_out(accounts: Accounts) -> None:
    accounts.add(ADA)
    accounts.begin("one", "Ada", NOON, LATER)
    accounts.change("ada", role="admin")
    assert accounts.of_session("one", NOON) is None
    assert accounts.named("Ada") == Account("Ada", "admin", "hash of a password", NOON)

    accounts.begin("two", "Ada", NOON, LATER)
    accounts.remove("ada")
    assert accounts.of_session("two", NOON) is None
    assert accounts.listed() == []
    with pytest.raises(UsageError, match="no account 'Ada'"):
        accounts.remove("Ada")
    with pytest.raises(UsageError, match="no account 'Ada'"):
        accounts.change("Ada", role="reader")


def test_a_session_of_nobody_cannot_begin(accounts: Accounts) -> None:
    with pytest.raises(StoreError, match="cannot be used"):
        accounts.begin("one", "Ada", NOON, LATER)
