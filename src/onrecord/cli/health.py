"""``onrecord doctor`` and ``quarantine``: what works, and what could not be read."""

from __future__ import annotations

import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import database_option, json_option
from onrecord.cli.terminal import print_json, print_line, safe_line, say
from onrecord.errors import OnrecordError
from onrecord.settings import Database, may_be_there, shown_database
from onrecord.version import __version__

if TYPE_CHECKING:
    from onrecord.store import Quarantined

SOME_FAILED = 1
WRONG = 2
_PARTS = ("sqlalchemy", "onnxruntime", "numpy", "lxml", "trafilatura")


@click.command()
@database_option()
@json_option()
@click.pass_context
def quarantine(context: click.Context, database: Database, as_json: bool) -> None:
    """List the pages that could not be read, and why.

    `onrecord read PATH --retry` tries them again. Exit code 1 if there are any.
    """
    from onrecord.cli.tables import row_to_json
    from onrecord.store import View

    with View(database) as view:
        pages = view.quarantined()
    for page in pages:
        if as_json:
            print_json(row_to_json(page))
        else:
            print_line(_quarantined(page))
    if not pages:
        say("nothing in quarantine")
    context.exit(SOME_FAILED if pages else 0)


@click.command()
@database_option()
@click.option("--reader", default="builtin", show_default=True, metavar="NAME", help="The reader to look at.")
@click.pass_context
def doctor(context: click.Context, database: Database, reader: str) -> None:
    """Tell the versions, whether the reader and its weights work, and how the database is.

    Exit code 1 if pages are in quarantine, 2 if something does not work.
    """
    print_line(f"onrecord      {__version__}")
    print_line(f"python        {platform.python_version()} on {platform.platform()}")
    print_line(f"sqlite        {sqlite3.sqlite_version}")
    for name in _PARTS:
        print_line(f"{name:<13} {_version(name)}")
    codes = (_look_at_reader(reader), _look_at_database(database))
    context.exit(max(codes))


def _look_at_reader(name: str) -> int:
    from onrecord.reading.plugin import load_reader

    try:
        reader = load_reader(name)
    except (OnrecordError, ImportError) as error:
        print_line(f"reader        {name}: does not work: {safe_line(str(error))}")
        return WRONG
    print_line(f"reader        {reader.name} {reader.version}: works")
    return 0


def _look_at_database(database: Database) -> int:
    from onrecord.store import View

    shown = shown_database(database)
    if not may_be_there(database):
        print_line(f"database      {shown}: none yet; `onrecord read` makes it")
        return 0
    try:
        with View(database) as view:
            counts, pages = view.counts(), view.quarantined()
    except OnrecordError as error:
        print_line(f"database      does not work: {safe_line(str(error))}")
        return WRONG
    print_line(f"database      {shown}{_size(database)}")
    found = f"{counts.statements:,} statements, {counts.stances:,} stances"
    print_line(f"              {counts.pages:,} pages, {counts.articles:,} articles, {found}")
    print_line(f"quarantine    {len(pages):,} pages")
    for page in pages:
        print_line(f"  {_quarantined(page)}")
    return SOME_FAILED if pages else 0


def _size(database: Database) -> str:
    if not isinstance(database, Path):
        return ""
    size = sum(file.stat().st_size for file in database.parent.glob(f"{database.name}*"))
    return f": {size / 1e6:.1f} MB"


def _quarantined(page: Quarantined) -> str:
    times = "once" if page.attempts == 1 else f"{page.attempts} times since {page.first_failed:%Y-%m-%d}"
    return f"{safe_line(page.address)}: {safe_line(page.reason)} ({page.error}, {times})"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
