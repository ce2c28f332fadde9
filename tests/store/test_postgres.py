"""PostgreSQL itself: tables, wrong addresses, and a server that goes away and comes back."""

from __future__ import annotations

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from onrecord.errors import DatabaseBusy, DatabaseGone, DatabaseNewer, StoreError
from onrecord.settings import Database
from onrecord.store import Reviews, View, Writer
from onrecord.store.database import open_database
from onrecord.store.schema import metadata
from tests.postgres import Server
from tests.store.known_tables import TABLES
from tests.store.test_reviews import rejected
from tests.store.test_store import READER, reading_of, version_of


def test_migrations_make_the_tables_that_the_code_knows(postgres: Server) -> None:
    engine = open_database(postgres.fresh(), create=True)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=TABLES), metadata) == []
    engine.dispose()


def test_wrong_addresses_are_told_apart(postgres: Server) -> None:
    with pytest.raises(StoreError, match=r"does not let onrecord in: database .nowhere. does not exist"):
        View(postgres.address("nowhere"))
    with pytest.raises(DatabaseGone, match="cannot be reached"):
        View("postgresql://desk:s3cret@/record?host=/nowhere")
    with pytest.raises(StoreError, match="not the address"):
        View("postgresql://desk@host:port/record")
    with pytest.raises(StoreError) as error:
        View("postgresql://desk:s3cret@127.0.0.1:1/record")
    assert "s3cret" not in str(error.value)


def test_what_is_newer_or_foreign_is_left_alone(postgres: Server) -> None:
    newer, foreign = postgres.fresh("template_record"), postgres.fresh()
    with psycopg.connect(newer, autocommit=True) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with psycopg.connect(foreign, autocommit=True) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")

    with pytest.raises(DatabaseNewer, match="9999"):
        Writer(newer)
    with pytest.raises(StoreError, match="not one of onrecord"):
        Writer(foreign)


def test_a_writer_waits_for_another_and_then_says_so(postgres: Server) -> None:
    address = postgres.fresh("template_record")
    with Writer(address) as first, Writer(address, patience_s=0.2) as second:
        with first.copying(), pytest.raises(DatabaseBusy, match="another process is writing"):
            second.keep(version_of("ferry.html"), [reading_of()], READER)
        second.keep(version_of("ferry.html"), [reading_of()], READER)
        with View(address) as view:
            assert view.counts().articles == 1


def test_a_server_that_is_started_anew_is_found_again(postgres: Server) -> None:
    address: Database = postgres.fresh("template_record")
    with Reviews(address) as reviews:
        assert reviews.judge(rejected("j1"))
        postgres.stop()
        try:
            with pytest.raises(DatabaseGone, match=r"cannot be reached|being stopped or started"):
                reviews.judge(rejected("j2"))
        finally:
            postgres.start()
        assert reviews.judge(rejected("j2"))
        assert reviews.made() == (2, 0, 0)
