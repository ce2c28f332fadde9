"""Fixtures that several rooms' tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from onrecord.settings import Database
from onrecord.store.database import open_database
from tests.postgres import Server, programs, running_server

# How long an example takes says more about the machine than about the code.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of third-party texts beside the repository; tests that need it are skipped where it is missing."""
    if not SHARED.is_dir():
        pytest.skip(f"needs {SHARED.name}/ beside the repository")
    return SHARED


@pytest.fixture
def plugins(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small readers of ``tests/plugins``, installed in this process and in those that it starts."""
    folder = Path(__file__).with_name("plugins")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server that only the tests use; skipped, aloud, where it is not installed."""
    where = programs()
    if where is None:
        pytest.skip("needs PostgreSQL: apt-get install postgresql")
    with running_server(where) as server:
        # With the tables in it, so that a fresh database need not be migrated for each test.
        template = server.address("template_record")
        server.ask("CREATE DATABASE template_record")
        open_database(template, create=True).dispose()
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """A place for a record that is not there yet, once for each kind of database."""
    if request.param == "sqlite":
        return tmp_path / "record.db"
    server: Server = request.getfixturevalue("postgres")
    return server.fresh("template_record")
