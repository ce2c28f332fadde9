"""The pages of a record that was made by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.settings import Database
from onrecord.web import kept, live
from onrecord.web.app import make_app
from onrecord.web.settings import Settings
from tests.quell import keep, matter
from tests.web.spoken import keep_grouped, whole_matter

Serve = Callable[[Database], TestClient]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Serves a record until the test ends; its pages wait as long as it takes to compute the record anew, and to compare."""
    monkeypatch.setattr(live, "WAIT_S", 60.0)
    monkeypatch.setattr(kept, "PATIENCE_S", 60.0)
    with ExitStack() as stack:

        def serve(database: Database) -> TestClient:
            app = make_app(Settings(database, hosts=("testserver",)))
            return stack.enter_context(TestClient(app))

        yield serve


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record of the Quell matter."""
    path = tmp_path / "quell.db"
    keep(path, matter())
    return path


@pytest.fixture
def pages(serve: Serve, record: Path) -> TestClient:
    """Asks for the pages of that record."""
    return serve(record)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Asks for the pages of a record with statements and stories as well, which no test changes."""
    path = tmp_path_factory.mktemp("whole") / "whole.db"
    keep_grouped(path, whole_matter())
    with TestClient(make_app(Settings(path, hosts=("testserver",)))) as client:
        yield client
