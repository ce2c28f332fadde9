"""A run that is ended from outside: nothing that was finished is lost, and the same command goes on."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from onrecord.store import View
from tests.pages_written import write_pages

pytestmark = [
    pytest.mark.usefixtures("plugins"),
    pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them"),
]

COMMAND = [sys.executable, "-c", "import sys, onrecord.cli; sys.exit(onrecord.cli.main())"]
DEADLINE_S = 60.0


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *arguments], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def kept(folder: Path) -> int:
    try:
        connection = sqlite3.connect(f"file:{folder / 'onrecord.db'}?mode=ro", uri=True)
        try:
            return int(connection.execute("SELECT count(*) FROM readings").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.Error:
        return 0


def wait_until_some_are_kept(folder: Path, process: subprocess.Popen[str], count: int) -> None:
    end = time.monotonic() + DEADLINE_S
    while kept(folder) < count:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end, "nothing is kept"
        time.sleep(0.01)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_killed_run_loses_nothing_and_goes_on(tmp_path: Path, jobs: str) -> None:
    pages = write_pages(tmp_path / "pages", 20)
    command = ("read", "pages", "--reader", "slow", "--jobs", jobs)
    first = start(tmp_path, *command)
    wait_until_some_are_kept(tmp_path, first, 5)
    family = psutil.Process(first.pid).children(recursive=True)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    finished = kept(tmp_path)

    assert 5 <= finished < 20
    # The workers notice that nobody waits for them any more.
    assert psutil.wait_procs(family, timeout=DEADLINE_S)[1] == []

    second = start(tmp_path, *command)
    _, messages = second.communicate(timeout=DEADLINE_S)

    assert second.returncode == 0
    assert f"{20 - finished} pages read" in messages
    assert f"{finished} unchanged" in messages
    with View(tmp_path / "onrecord.db") as view:
        read = list(view.readings())
    assert len(read) == len(list(pages.iterdir())) == 20
    assert all(len(reading.statements) == 1 for reading in read)


@pytest.fixture
def heard() -> Iterator[None]:
    """Let interrupts be heard: what a shell runs in the background is started with them ignored, and hands that on."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_run_ends_in_good_order(tmp_path: Path, jobs: str) -> None:
    write_pages(tmp_path / "pages", 30)
    run = start(tmp_path, "read", "pages", "--reader", "slow", "--jobs", jobs)
    wait_until_some_are_kept(tmp_path, run, 3)
    family = psutil.Process(run.pid).children(recursive=True)
    # As Ctrl-C does: to all processes of the run at once.
    for process in [psutil.Process(run.pid), *family]:
        process.send_signal(signal.SIGINT)
    out, messages = run.communicate(timeout=DEADLINE_S)

    assert run.returncode == 130
    assert out == ""
    assert "interrupted" in messages
    assert "Traceback" not in messages
    assert psutil.wait_procs(family, timeout=DEADLINE_S)[1] == []
    with View(tmp_path / "onrecord.db") as view:
        assert 3 <= view.counts().articles < 30


def test_whoever_has_seen_enough_ends_the_run_quietly(tmp_path: Path) -> None:
    write_pages(tmp_path / "pages", 30)
    run = start(tmp_path, "read", "pages", "--reader", "slow", "--json")
    assert run.stdout is not None
    assert run.stdout.readline().startswith('{"schema": "onrecord/1"')
    run.stdout.close()
    run.stdout = None
    _, messages = run.communicate(timeout=DEADLINE_S)

    assert run.returncode == 141
    assert "Traceback" not in messages
    assert "Error" not in messages


def test_whoever_has_seen_enough_of_a_table_ends_the_command_quietly(tmp_path: Path) -> None:
    write_pages(tmp_path / "pages", 2)
    start(tmp_path, "read", "pages", "--reader", "slow").communicate(timeout=DEADLINE_S)
    run = start(tmp_path, "list")
    assert run.stdout is not None
    run.stdout.close()
    run.stdout = None
    _, messages = run.communicate(timeout=DEADLINE_S)

    assert (run.returncode, messages) == (141, "")
