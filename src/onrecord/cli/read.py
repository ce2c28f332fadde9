"""``onrecord read``: from pages to the record."""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.following import bring_up_to_date
from onrecord.cli.options import Day, database_option, default_database, json_option
from onrecord.cli.terminal import print_json, safe_line, say
from onrecord.errors import UsageError
from onrecord.pipeline.following import phrase_vectors
from onrecord.record.dossier import find_dossier
from onrecord.settings import Database

if TYPE_CHECKING:
    from onrecord.pipeline import Ids, Outcome
    from onrecord.pipeline.keeping import Keeper
    from onrecord.records import Reading

SOME_FAILED = 1
WRONG = 2


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@database_option(default=None)
@json_option("Print the readings as JSON, one article a line. Without --db nothing is kept.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that read.")
@click.option("--outlet", help="The outlet of these pages, where they do not say it themselves.")
@click.option("--published", type=Day(), metavar="DATE", help="The day these pages were published, as 2025-09-05.")
@click.option(
    "--id-from",
    type=click.Choice(["content", "name"]),
    default="content",
    show_default=True,
    help="Name articles by a hash of their content, or after their file (NAME, NAME-2 …).",
)
@click.option("--reader", default="builtin", show_default=True, metavar="NAME", help="The reader to use.")
@click.option("--retry", is_flag=True, help="Try pages in quarantine again even if they have not changed.")
@click.pass_context
def read(
    context: click.Context,
    *,
    paths: tuple[str, ...],
    database: Database | None,
    as_json: bool,
    jobs: int,
    outlet: str | None,
    published: date | None,
    id_from: str,
    reader: str,
    retry: bool,
) -> None:
    """Read saved pages and keep who said what in them.

    PATH is a file (HTML, plain text, JSON lines, also .gz), a folder, or - for standard input; without one, the sources
    of the dossier are read. Pages that were read
    before and have not changed are not read again; a run that was interrupted goes on where it stopped. A page that
    cannot be read is set aside with its reason, and the others are read all the same.
    """
    from onrecord.cli.progress import Tally, is_missing, progress_bar
    from onrecord.pipeline import Ids, Request, read_pages
    from onrecord.records import Dated, Given

    given = Given(outlet=outlet, published=Dated(published, "given by the user") if published else None)
    if not as_json and database is None:
        database = default_database()
    base = _folder_of(database or default_database())
    locations = [str(Path(path).resolve()) if os.path.lexists(path) else path for path in paths or _sources()]
    request = Request(
        locations, given=given, reader=reader, ids=Ids(id_from), base=str(base), but_not=_files(database), jobs=jobs
    )
    tally = Tally()
    printer = _InOrder()
    shown = not (as_json and sys.stdout.isatty())
    with _keeper(database, request.ids, retry) as keeper, progress_bar(tally, shown=shown) as advance:
        if keeper:
            keeper.expect(request)
        for outcome in read_pages(request, keeper.recall) if keeper else read_pages(request):
            tally.count(outcome)
            if keeper and not is_missing(outcome):
                keeper.keep(outcome)
            if as_json:
                printer.print(outcome.number, _readings(outcome, keeper))
            advance()
        for address in keeper.let_go() if keeper else ():
            say(f"no longer in quarantine: {safe_line(address)}: not found there any more")
    say(str(tally))
    if database is not None:
        if not tally.missing:
            bring_up_to_date(database)
        tally.say_next(database, paths or [os.path.relpath(source) for source in locations])
    context.exit(WRONG if tally.missing else SOME_FAILED if tally.failed else 0)


def _sources() -> tuple[str, ...]:
    """Return the sources of the dossier that the current folder lies in."""
    dossier = find_dossier(Path.cwd())
    if dossier is None or not dossier.sources:
        raise UsageError("what shall be read? Give a path, or name sources in dossier.toml")
    return tuple(str(source) for source in dossier.sources)


def _folder_of(database: Database) -> Path:
    """The folder from which pages are known by their paths, so that each is the same page from wherever it is read.

    It is the database's; where a server has the database, it is the dossier's, else the current one.
    """
    if isinstance(database, Path):
        return database.resolve().parent
    dossier = find_dossier(Path.cwd())
    return dossier.folder if dossier is not None else Path.cwd()


def _files(database: Database | None) -> frozenset[str]:
    """Return the addresses of the database's own files, which may lie among the pages."""
    if not isinstance(database, Path):
        return frozenset()
    return frozenset(f"{database.name}{ending}" for ending in ("", "-wal", "-shm"))


def _keeper(database: Database | None, ids: Ids, retry: bool) -> AbstractContextManager[Keeper | None]:
    if database is None:
        return nullcontext()
    from onrecord.pipeline.keeping import Keeper

    return Keeper(database, ids, vectors=phrase_vectors(), retry=retry)


def _readings(outcome: Outcome, keeper: Keeper | None) -> tuple[Reading, ...]:
    from onrecord.pipeline import PageFailed, PageRead

    if isinstance(outcome, PageFailed):
        return ()
    if isinstance(outcome, PageRead):
        return outcome.readings
    return keeper.readings(outcome) if keeper else ()


@dataclass(slots=True)
class _InOrder:
    """Prints readings in the order of their pages, which several jobs do not keep: the same run, the same output."""

    _next: int = 0
    _waiting: dict[int, tuple[Reading, ...]] = field(default_factory=dict)

    def print(self, number: int, readings: tuple[Reading, ...]) -> None:
        """Print the readings of a page as soon as those of all pages before it are printed."""
        from onrecord.wire import reading_to_json

        self._waiting[number] = readings
        while self._next in self._waiting:
            for reading in self._waiting.pop(self._next):
                print_json(reading_to_json(reading))
            self._next += 1
