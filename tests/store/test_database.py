"""Opening the database: fresh, older, newer, foreign, busy, full, forbidden."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event
from sqlalchemy.pool import Pool

import onrecord.store
from onrecord.errors import DatabaseBusy, DatabaseFull, DatabaseGone, DatabaseNewer, StoreError
from onrecord.records import Condition
from onrecord.store import View, Writer
from onrecord.store.schema import REVISION, metadata
from onrecord.store.sqlite import sqlite_in_words
from tests.store.known_tables import TABLES
from tests.store.test_store import READER, reading_of, version_of

MIGRATIONS = Path(onrecord.store.__file__).with_name("migrations")


def sql(path: Path, statement: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()


def test_migrations_make_the_tables_that_the_code_knows(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    Writer(path).close()

    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=TABLES), metadata) == []
    engine.dispose()
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == REVISION
    assert sql(path, "SELECT version_num FROM alembic_version") == [(REVISION,)]
    assert sql(path, "PRAGMA journal_mode") == [("wal",)]


def tables_of_revision(path: Path, revision: str) -> None:
    engine = create_engine(f"sqlite:///{path}")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def test_a_database_from_before_triggers_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    tables_of_revision(path, "0001")
    sql(path, "INSERT INTO pages VALUES (1, 'ferry.html', '1', '1', NULL)")
    sql(path, "INSERT INTO articles (n, page, key, id, text) VALUES (1, 1, 'k', 'a1', 'It would stay if paid for.')")
    sql(path, "INSERT INTO readings VALUES (1, 1, 'plain 1', '2031-05-02 08:00:00', 1)")
    sql(
        path,
        "INSERT INTO stances (reading, position, id, evidence_start, evidence_end, holder, party, act, measure, via,"
        " confidence) VALUES (1, 0, 'p1', 0, 26, 'ILSE Marr', 'Norvania', 'commits', 'keep the ferry', '[]', 0.5)",
    )
    sql(path, "INSERT INTO stance_conditions VALUES (1, 0, 0, 14, 25)")

    with View(path) as view:
        (reading,) = view.readings()

    (stance,) = reading.stances
    assert stance.conditions == (Condition(14, 25, kind=None),)
    assert (stance.holder, stance.trigger, stance.mention) == ("ILSE Marr", None, None)
    assert sql(path, "SELECT holder_key, measure_key FROM stances") == [("ilse marr\nnorvania", "keep the ferry")]
    assert sql(path, "SELECT version_num FROM alembic_version") == [(REVISION,)]


def test_a_database_from_before_doubtful_stances_has_none_of_them(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    tables_of_revision(path, "0011")
    sql(path, "INSERT INTO pages VALUES (1, 'ferry.html', '1', '1', NULL)")
    sql(path, "INSERT INTO articles (n, page, key, id, text) VALUES (1, 1, 'k', 'a1', 'It would stay if paid for.')")
    sql(path, "INSERT INTO readings VALUES (1, 1, 'plain 1', '2031-05-02 08:00:00', 1, NULL)")

    with View(path) as view:
        (reading,) = view.readings()

        assert reading.doubtful == ()
        assert list(view.doubtful()) == []
    assert sql(path, "SELECT version_num FROM alembic_version") == [(REVISION,)]


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "record 100%.db"
    path.touch()
    with Writer(path) as writer, View(path) as view:
        writer.keep(version_of("ferry.html"), [reading_of()], READER)

        assert view.counts().articles == 1


@pytest.mark.parametrize("opening", [Writer, View])
def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path, opening: Callable[[Path], object]) -> None:
    path = tmp_path / "record.db"
    Writer(path).close()
    sql(path, "UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()

    with pytest.raises(DatabaseNewer, match=r"record\.db: written by a newer version of onrecord .*9999"):
        opening(path)
    assert path.read_bytes() == before


def test_what_is_no_database_of_onrecord_is_left_alone(tmp_path: Path) -> None:
    foreign, noise, folder = tmp_path / "foreign.db", tmp_path / "noise.db", tmp_path / "folder"
    sql(foreign, "CREATE TABLE recipes (name TEXT)")
    noise.write_bytes(b"no database at all " * 100)
    folder.mkdir()

    with pytest.raises(StoreError, match=r"foreign\.db: a database, but not one of onrecord"):
        Writer(foreign)
    with pytest.raises(StoreError, match=r"noise\.db: not a database"):
        Writer(noise)
    with pytest.raises(StoreError, match="folder: the database cannot be opened: it is a folder"):
        Writer(folder)
    with pytest.raises(StoreError, match="there is no folder"):
        Writer(tmp_path / "missing" / "record.db")
    with pytest.raises(StoreError, match="no such database"):
        View(tmp_path / "missing.db")
    assert not (tmp_path / "missing.db").exists()


def test_a_locked_database_is_waited_for_and_then_named(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Writer(path, patience_s=0.1) as writer:
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")

        with pytest.raises(DatabaseBusy, match=r"record\.db: another process is writing"):
            writer.keep(version_of("ferry.html"), [reading_of()], READER)
        # Looking is possible meanwhile.
        with View(path) as view:
            assert view.counts().articles == 0

        holder.execute("ROLLBACK")
        holder.close()
        writer.keep(version_of("ferry.html"), [reading_of()], READER)


def test_a_file_that_is_removed_while_it_is_in_use_is_not_written_to(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Writer(path) as writer:
        writer.keep(version_of("ferry.html"), [reading_of()], READER)
        moved = path.rename(tmp_path / "moved.db")

        with pytest.raises(DatabaseGone, match="it is no longer there"):
            writer.keep(version_of("later.html"), [reading_of()], READER)
        assert not path.exists()
        moved.rename(path)
        writer.keep(version_of("later.html"), [reading_of()], READER)
    with View(path) as view:
        assert view.counts().articles == 2


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that nobody can write to")
def test_a_folder_that_cannot_be_written_to_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    # Root is told that it may write there, and cannot either.
    monkeypatch.setattr("onrecord.store.sqlite.os.access", lambda *_: False)
    with pytest.raises(StoreError, match="no permission to write to the folder /proc"):
        Writer(Path("/proc/record.db"))


def test_a_record_in_a_folder_that_cannot_be_written_to_says_why_it_cannot_be_looked_at(tmp_path: Path) -> None:
    error = sqlite3.OperationalError("attempt to write a readonly database")
    error.sqlite_errorcode = sqlite3.SQLITE_READONLY_DIRECTORY
    told = sqlite_in_words(tmp_path / "record.db", error)
    assert str(tmp_path) in str(told)
    assert "also where a database is only looked at" in str(told)


@pytest.mark.skipif(os.name != "posix", reason="file names of bytes")
def test_a_database_may_have_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"record \xff %41?.db")
    with Writer(path) as writer:
        writer.keep(version_of("ferry.html"), [reading_of()], READER)
    assert path.exists()
    with View(path) as view:
        assert view.counts().articles == 1


def fill(writer: Writer) -> None:
    for number in range(100):
        writer.keep(version_of(f"{number}.html"), [reading_of("long " * 1000)], READER)


def test_a_full_disk_is_named_and_what_was_kept_stays(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    Writer(path).close()
    (pages,) = sql(path, "PRAGMA page_count")

    # SQLite answers a database at its largest size as it answers a full disk.
    def small(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {int(str(pages[0])) + 4}")

    event.listen(Pool, "connect", small)
    try:
        with Writer(path) as writer, View(path) as view:
            writer.keep(version_of("first.html"), [reading_of()], READER)
            with pytest.raises(DatabaseFull, match=r"record\.db: no space left"):
                fill(writer)
            kept = view.counts().articles
            assert kept >= 1
            assert sql(path, "PRAGMA integrity_check") == [("ok",)]
    finally:
        event.remove(Pool, "connect", small)
    with Writer(path) as writer, View(path) as view:
        writer.keep(version_of("later.html"), [reading_of("long " * 1000)], READER)
        assert view.counts().articles == kept + 1


def keep_many(path: Path, first: int) -> None:
    with Writer(path) as writer:
        for number in range(first, first + 40):
            writer.keep(version_of(f"{number}.html"), [reading_of(f"number {number}")], READER)


def test_several_processes_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    # The file is not there yet, and the ranges overlap: both make the tables, and both keep some of the pages.
    processes = [multiprocessing.get_context("spawn").Process(target=keep_many, args=(path, n)) for n in (0, 20, 40)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert [process.exitcode for process in processes] == [0, 0, 0]
    with View(path) as view:
        assert view.counts().articles == 80
        assert len(list(view.readings())) == 80
