"""Starting the server: to its own machine only, unless there are accounts."""

from __future__ import annotations

import socket
from io import StringIO
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.store import Accounts
from onrecord.web.accounts.passwords import is_right


def test_without_accounts_it_does_not_listen_beyond_this_machine(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--db", str(record), "--host", "0.0.0.0", "--port", "0"]) == 2
    assert "there are no accounts: `onrecord accounts add NAME` first" in capsys.readouterr().err


def test_a_certificate_comes_with_its_key(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--db", str(record), "--certificate", str(record)]) == 2
    assert "come together" in capsys.readouterr().err


def test_a_port_that_is_taken_is_named(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert main(["serve", "--db", str(record), "--port", port]) == 2
    said = capsys.readouterr().err
    assert f"port {port}: " in said
    assert "--port takes another" in said


def test_accounts_are_added_listed_changed_and_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "record.db"
    where = ["--db", str(path)]
    monkeypatch.setattr("sys.stdin", _lines("short", "a long enough password", "another long password"))

    assert main(["accounts", "add", "Ada", *where]) == 2
    assert "a password has 10" in capsys.readouterr().err
    assert main(["accounts", "add", "Ada", "--role", "admin", *where]) == 0
    assert main(["accounts", "list", *where]) == 0
    assert capsys.readouterr().out.startswith("Ada  admin  since ")
    assert main(["accounts", "change", "ada", "--role", "reader", "--password", *where]) == 0
    with Accounts(path) as accounts:
        (ada,) = accounts.listed()
    assert ada.role == "reader"
    assert is_right("another long password", ada.password)
    assert main(["accounts", "change", "ada", *where]) == 2
    assert main(["accounts", "remove", "Ada", *where]) == 0
    capsys.readouterr()
    assert main(["accounts", "list", *where]) == 0
    assert "no accounts" in capsys.readouterr().err
    assert main(["accounts", "remove", "Ada", *where]) == 2


def _lines(*lines: str) -> object:
    return StringIO("".join(f"{line}\n" for line in lines))
