"""A PostgreSQL server of the tests' own, from Debian's package, that is gone when they end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

_numbers = count(1)
# PostgreSQL refuses to run as root; Debian's package brings this user.
_USER = "postgres"


@dataclass(frozen=True)
class Server:
    """A running server: ``folder`` has its data, and the socket at which it listens."""

    folder: Path
    programs: Path

    def address(self, database: str) -> str:
        return f"postgresql://{_USER}@/{database}?host={self.folder}"

    def fresh(self, template: str = "template1") -> str:
        """Make a database of its own for a test and return its address."""
        name = f"record_{next(_numbers)}"
        self.ask(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address(name)

    def ask(self, question: str, database: str = "postgres") -> list[tuple[object, ...]]:
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            found = connection.execute(sql.SQL(question))
            return found.fetchall() if found.description else []

    def start(self) -> None:
        settings = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c max_connections=200"
        self.run("pg_ctl", "-w", "-D", self.folder / "data", "-l", self.folder / "log", "-o", settings, "start")

    def stop(self, how: str = "fast") -> None:
        self.run("pg_ctl", "-w", "-D", self.folder / "data", "-m", how, "stop")

    def run(self, program: str, *arguments: str | Path) -> None:
        user = _USER if os.geteuid() == 0 else None
        done = subprocess.run(
            [self.programs / program, *arguments], user=user, capture_output=True, text=True, cwd="/", check=False
        )
        assert done.returncode == 0, f"{program}: {done.stdout} {done.stderr}"


def programs() -> Path | None:
    """The newest PostgreSQL's programs, where Debian puts them; ``None`` if there are none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).resolve().parent if elsewhere else None


@contextmanager
def running_server(where: Path) -> Iterator[Server]:
    """A server with the programs at ``where``; letters are ordered as English does, unlike SQLite's."""
    # In the system's own folder: the path of a socket may only be a hundred characters long.
    folder = Path(tempfile.mkdtemp(prefix="onrecord-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, _USER)
    server = Server(folder, where)
    try:
        by_letters = ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"]
        server.run("initdb", "-N", "-A", "trust", "-E", "UTF8", "-U", _USER, *by_letters, "-D", folder / "data")
        server.start()
        yield server
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            server.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)
